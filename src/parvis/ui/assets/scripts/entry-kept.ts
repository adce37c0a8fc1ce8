// The entry being typed survives a reload, a crash and a sign-out; several wait aside, listed with F8 (form[data-entry]).
import { announce, behaviour, make } from "./behaviours";
import { forget, forgetOnSignOut, Vault, type Kept } from "./vault";

const OPEN = "parvis-entry-open";
const SENT = "parvis-entry-sent";
/** Not what somebody typed, or good for one page only. */
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "channel", "key", "person_words", "type_auto"]);
const SAYS_SOMETHING = ["q", "description", "address", "spot_text", "family_name", "given_names", "organisation_name"];

interface Htmx {
  process(element: Element): void;
}

function remembered(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // The entry is kept all the same; it is listed instead of coming back by itself.
  }
}

function field(form: HTMLFormElement, name: string): string {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found.value.trim() : "";
}

function taken(form: HTMLFormElement, aside: boolean): Kept | null {
  if (!SAYS_SOMETHING.some((name) => field(form, name))) return null;
  const fields: [string, string][] = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value && !LEFT_OUT.has(name)) fields.push([name, value]);
  }
  fields.push(["channel", form.querySelector<HTMLInputElement>("input[name=channel]:checked")?.value ?? ""]);
  const who = field(form, "q") || field(form, "family_name") || field(form, "organisation_name") || "Sans nom";
  const label = [who, field(form, "description").slice(0, 60) || field(form, "address")].filter(Boolean).join(" — ");
  return { id: field(form, "key"), at: Date.now(), aside, label, fields };
}

class Keeper {
  private readonly vault: Vault;
  private waiting = 0;
  private left = false;

  constructor(private readonly form: HTMLFormElement) {
    this.vault = new Vault(form.dataset["vaultKey"] ?? "", form.dataset["vaultOwner"] ?? "");
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", () => {
      remember(SENT, this.id);
      void this.keep(false);
    });
    form.querySelector("[data-entry-aside]")?.addEventListener("click", () => void this.putAside());
  }

  get id(): string {
    return field(this.form, "key");
  }

  /** `first`: the page has just come; else htmx drew the form anew. */
  async start(first: boolean): Promise<void> {
    const before = remembered(OPEN);
    if (first && before && before !== this.id && isReload()) {
      const entry = await this.vault.get(before);
      if (entry && !entry.aside) return this.resume(entry);
    }
    if (!first && before && before !== this.id) this.vault.remove(before); // the server gave it another key
    remember(OPEN, this.id);
    if (!first) await this.keep(false);
    await this.list();
  }

  private later(): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.keep(false), 250);
  }

  private async keep(aside: boolean): Promise<boolean> {
    window.clearTimeout(this.waiting);
    if (this.left) return false;
    const entry = taken(this.form, aside);
    if (entry) await this.vault.put(entry);
    else this.vault.remove(this.id);
    return entry !== null;
  }

  private async putAside(): Promise<void> {
    if (!(await this.keep(true))) return announce("Rien à mettre de côté");
    this.left = true;
    remember(OPEN, "");
    location.assign(this.form.action);
  }

  /** The server draws it again: who was chosen, which type, what is near may have changed meanwhile. */
  private async resume(entry: Kept): Promise<void> {
    await this.keep(true);
    this.left = true;
    remember(OPEN, entry.id);
    await this.vault.put({ ...entry, aside: false, at: Date.now() });
    const token = field(this.form, "csrfmiddlewaretoken");
    const body = new URLSearchParams([...entry.fields, ["key", entry.id], ["check", "1"]]);
    const answer = await fetch(this.form.action, {
      method: "POST", body, headers: { "X-CSRFToken": token, "HX-Request": "true" },
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.querySelector("#new-case");
    if (!answer.ok || !drawn) return announce("Cette saisie ne peut pas être reprise maintenant");
    this.form.replaceWith(drawn);
    (window as unknown as { htmx: Htmx }).htmx.process(drawn);
    announce("Saisie reprise");
    drawn.querySelector<HTMLElement>(field(drawn as HTMLFormElement, "description") ? "#address" : "#description")?.focus();
  }

  private async list(): Promise<void> {
    const place = this.form.querySelector<HTMLElement>("[data-entry-kept]");
    const entries = (await this.vault.all()).filter((entry) => entry.id !== this.id);
    if (!place || !entries.length) {
      place?.replaceChildren();
      if (place) place.hidden = true;
      return;
    }
    const title = make("strong", "", entries.length > 1 ? `${entries.length} saisies en cours ` : "Une saisie en cours ");
    title.append(make("kbd", "", "F8"));
    const list = make("ul");
    list.append(...entries.map((entry) => this.line(entry)));
    place.replaceChildren(title, list);
    place.hidden = false;
  }

  private line(entry: Kept): HTMLElement {
    const line = make("li");
    const hour = new Date(entry.at).toLocaleString("fr", { weekday: "short", hour: "2-digit", minute: "2-digit" });
    const words = make("span", "entry-kept-words", entry.label);
    words.append(" ", make("small", "text-secondary", hour));
    const resume = this.button("Reprendre", entry, () => void this.resume(entry));
    resume.dataset["entryResume"] = "";
    const drop = this.button("Effacer", entry, () => {
      this.vault.remove(entry.id);
      announce("Saisie effacée");
      void this.list();
    });
    line.append(words, resume, drop);
    return line;
  }

  private button(text: string, entry: Kept, act: () => void): HTMLButtonElement {
    const made = make("button", "btn btn-sm", text);
    made.type = "button";
    made.append(make("span", "visually-hidden", ` : ${entry.label}`));
    made.addEventListener("click", act);
    return made;
  }
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.type === "reload" || navigation?.type === "back_forward";
}

export function startKept(): void {
  let first = true;
  forgetOnSignOut();
  behaviour("[data-entry-saved]", () => {
    const id = remembered(SENT);
    if (id) forget(id);
    remember(OPEN, "");
  });
  behaviour("form[data-entry]", (form) => {
    void new Keeper(form as HTMLFormElement).start(first);
    first = false;
  });
}
