// A text kept by the server as one types (textarea[data-draft-url]): every two seconds at most, one request at a time,
// tried again when the network comes back. What another window or device keeps is never overwritten in silence.
import { make } from "./behaviours";

export interface Kept {
  draft: number;
  version: number;
  at: string;
  body: string;
}

const PAUSE = 2000;
const AGAIN = 10_000;

export class Saver {
  private readonly note = make("p", "draft-note px-3 mb-1");
  private waiting = 0;
  private busy = false;
  private stopped = false;
  private known: string;

  constructor(
    private readonly area: HTMLTextAreaElement,
    /** Told of each text that the server now keeps. */
    private readonly saved: (text: string) => void,
  ) {
    // Shown again because it was refused, it may never have been saved.
    this.known = "draftUnsaved" in area.dataset ? "" : area.defaultValue;
    this.note.setAttribute("role", "status");
    area.after(this.note);
    window.addEventListener("online", () => this.now());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.stopped = false;
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.now();
    });
    area.form?.addEventListener("submit", (event) => {
      const button = (event as SubmitEvent).submitter;
      if (button instanceof HTMLElement && "preview" in button.dataset) return;
      const before = this.stopped;
      this.stopped = true;
      window.clearTimeout(this.waiting);
      // Whoever listens after this may keep it from leaving: then one goes on writing, and saving.
      window.setTimeout(() => {
        if (!event.defaultPrevented) return;
        this.stopped = before;
        if (!before) this.now();
      });
    });
  }

  get version(): number {
    return Number(this.field("draft_version")?.value || this.area.dataset["draftVersion"] || 0);
  }

  soon(pause = PAUSE): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.now(), pause);
  }

  now(): void {
    window.clearTimeout(this.waiting);
    if (this.busy || this.stopped || this.area.value === this.known) return;
    this.busy = true;
    void this.send(this.area.value).finally(() => {
      this.busy = false;
      if (!this.stopped && this.area.value !== this.known) this.soon();
    });
  }

  private async send(text: string): Promise<void> {
    const body = new URLSearchParams({
      kind: this.area.dataset["draftKind"] ?? "",
      body: text,
      draft_version: String(this.version),
      template: this.field("template")?.value ?? "",
      csrfmiddlewaretoken: this.field("csrfmiddlewaretoken")?.value ?? "",
    });
    try {
      const answer = await fetch(this.area.dataset["draftUrl"] ?? "", { method: "POST", body, keepalive: text.length < 20_000 });
      if (this.stopped) return;
      if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) return this.accept(text, (await answer.json()) as Kept);
      if (answer.status === 409) return this.conflict((await answer.json()) as Kept);
      this.refused(answer.status);
    } catch {
      this.say("Pas de réseau : le brouillon est gardé sur cet appareil, et sera enregistré au retour du réseau.", true);
      this.soon(AGAIN);
    }
  }

  private accept(text: string, kept: Kept): void {
    this.known = text;
    this.follow(kept);
    this.saved(text);
    this.say(kept.version ? `Brouillon enregistré à ${kept.at}.` : "");
  }

  private follow(kept: Kept): void {
    for (const [name, value] of [["draft", kept.draft], ["draft_version", kept.version]] as const) {
      const field = this.field(name);
      if (field) field.value = value ? String(value) : "";
    }
  }

  private refused(status: number): void {
    this.known = this.area.value;
    this.say(
      status === 403 || status === 404
        ? "Cette demande n'est plus de votre ressort : le brouillon n'est gardé que sur cet appareil."
        : "Le brouillon n'a pas pu être enregistré ; il est gardé sur cet appareil.",
      true,
    );
    if (status >= 500) this.soon(AGAIN);
  }

  /** Another window, another device or a colleague changed it: whoever types chooses. */
  conflict(other: Kept, mine = this.area.value): void {
    const words = other.version
      ? `Ce brouillon a changé dans une autre fenêtre (${other.at}). `
      : "Ce brouillon est parti, ou un collègue l'a repris. ";
    this.known = mine;
    this.say(words, true);
    const keep = this.button("Garder ce texte", () => {
      this.follow(other);
      this.known = other.body;
      this.area.value = mine;
      this.now();
      this.say("");
    });
    this.note.append(keep);
    if (!other.version) return;
    const take = this.button("Prendre l'autre", () => {
      this.follow(other);
      this.area.value = this.known = other.body;
      this.saved(other.body);
      this.say(`L'autre texte est repris. `);
      this.note.append(this.button("Revenir au mien", () => {
        this.area.value = mine;
        this.now();
      }));
      this.area.focus();
    });
    this.note.append(" ", take);
  }

  say(words: string, warns = false): void {
    this.note.textContent = words;
    this.note.classList.toggle("is-warning", warns);
  }

  private button(words: string, act: () => void): HTMLButtonElement {
    const made = make("button", "btn btn-link btn-sm", words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  private field(name: string): HTMLInputElement | null {
    return this.area.form?.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? null;
  }
}
