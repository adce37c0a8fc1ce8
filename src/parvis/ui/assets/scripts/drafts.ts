// Keeps what is being typed on this device (textarea[data-draft="key"]) until it is known to be saved:
// the answer carries data-draft-done="key", or the page that follows shows the text. With data-draft-url the server
// keeps it too: the copy of this device then only serves when the network or the browser failed. The copy is in the vault of
// the agent ([data-vault-owner] around it), or without one in this tab alone: computers are shared.
import { behaviour, make } from "./behaviours";
import { Saver } from "./saving";
import { forget, type Stored, Vault } from "./vault";

interface Draft extends Stored {
  text: string;
  sent?: boolean;
  /** The version of the server's draft it was typed over. */
  version?: number;
}

/** The copy of one text: read once, then written in the order of what happened. */
class Copy {
  private readonly vault: Vault<Draft>;
  private last: Promise<void> = Promise.resolve();

  constructor(area: HTMLElement, private readonly key: string) {
    const page = area.closest<HTMLElement>("[data-vault-owner]");
    this.vault = new Vault<Draft>(page?.dataset["vaultKey"] ?? "", page?.dataset["vaultOwner"] ?? "", "text");
  }

  read(): Promise<Draft | null> {
    return this.vault.get(this.key);
  }

  write(draft: Omit<Draft, "id" | "at">): void {
    this.last = this.last.then(() =>
      draft.text.trim() ? this.vault.put({ ...draft, id: this.key, at: Date.now() }) : this.vault.remove(this.key),
    );
  }

  drop(): void {
    this.write({ text: "" });
  }
}

/** Older versions kept them readable. */
function forgetReadable(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("parvis-draft:")) localStorage.removeItem(name);
  } catch {
    // Nothing was kept either.
  }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function isShown(text: string): boolean {
  const shown = [...document.querySelectorAll(".timeline-body, .on-its-way-body")].some(
    (body) => squeeze(body.textContent ?? "") === squeeze(text),
  );
  return shown;
}

function tell(area: HTMLTextAreaElement, copy: Copy): void {
  const note = make("p", "draft-note px-3 mb-1", "Brouillon retrouvé. ");
  note.setAttribute("role", "status");
  const drop = make("button", "btn btn-link btn-sm", "L'effacer");
  drop.type = "button";
  drop.addEventListener("click", () => {
    area.value = "";
    copy.drop();
    note.remove();
    area.focus();
  });
  note.append(drop);
  area.after(note);
}

/** The copy follows what is typed, and remembers that it was sent. */
function follow(area: HTMLTextAreaElement, copy: Copy, saver?: Saver): void {
  let waiting = 0;
  const keep = (more: { sent?: boolean } = {}): void => {
    window.clearTimeout(waiting);
    copy.write({ text: area.value, ...(saver ? { version: saver.version } : {}), ...more });
  };
  area.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => keep(), 300);
    saver?.soon();
  });
  area.form?.addEventListener("submit", () => keep({ sent: true }));
}

async function keepOnServer(area: HTMLTextAreaElement, copy: Copy): Promise<void> {
  const saver = new Saver(area, (text) => {
    // The server has it: nothing stays on a machine that others use.
    if (area.value === text) copy.drop();
  });
  const shown = area.value;
  follow(area, copy, saver);
  if ("draftUnsaved" in area.dataset) return saver.now();
  const draft = await copy.read();
  if (!draft || area.value !== shown) return;
  if (squeeze(draft.text) === squeeze(shown) || (draft.sent && isShown(draft.text))) return copy.drop();
  if ((draft.version ?? 0) === saver.version) {
    // The network or the browser failed before the server had it.
    area.value = draft.text;
    saver.say("Brouillon retrouvé sur cet appareil.");
    saver.soon();
  } else if (saver.version) {
    saver.conflict({ draft: 0, version: saver.version, at: "sur un autre appareil", body: shown }, draft.text);
  } else if (!draft.sent) {
    area.value = draft.text;
    tell(area, copy);
  }
}

async function keepHere(area: HTMLTextAreaElement, copy: Copy): Promise<void> {
  follow(area, copy);
  const draft = await copy.read();
  if (draft?.sent && isShown(draft.text)) copy.drop();
  else if (draft && !area.value) {
    area.value = draft.text;
    tell(area, copy);
  }
}

export function startDrafts(): void {
  forgetReadable();
  behaviour("[data-draft-done]", (element) => forget(element.dataset["draftDone"] ?? "", "text"));
  behaviour("textarea[data-draft]", (element) => {
    const area = element as HTMLTextAreaElement;
    const copy = new Copy(area, area.dataset["draft"] ?? "");
    void (area.dataset["draftUrl"] ? keepOnServer(area, copy) : keepHere(area, copy));
  });
}
