// Keeps what is being typed on this device (textarea[data-draft="key"]) until it is known to be saved:
// the answer carries data-draft-done="key", or the page that follows shows the text. With data-draft-url the server
// keeps it too: the copy of this device then only serves when the network or the browser failed.
import { behaviour, make } from "./behaviours";
import { Saver } from "./saving";

const PREFIX = "parvis-draft:";
const KEPT_DAYS = 14;

interface Draft {
  text: string;
  at: number;
  sent?: boolean;
  /** The version of the server's draft it was typed over. */
  version?: number;
}

function read(key: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(PREFIX + key) ?? "null") as Draft | null;
    if (!draft || Date.now() - draft.at > KEPT_DAYS * 86_400_000) return null;
    return draft;
  } catch {
    return null;
  }
}

function write(key: string, draft: Draft | null): void {
  try {
    if (draft?.text.trim()) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // No storage or no room left: the form still works.
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

function tell(area: HTMLTextAreaElement, key: string): void {
  const note = make("p", "draft-note px-3 mb-1", "Brouillon retrouvé. ");
  note.setAttribute("role", "status");
  const drop = make("button", "btn btn-link btn-sm", "L'effacer");
  drop.type = "button";
  drop.addEventListener("click", () => {
    area.value = "";
    write(key, null);
    note.remove();
    area.focus();
  });
  note.append(drop);
  area.after(note);
}

function keepOnServer(area: HTMLTextAreaElement, key: string, draft: Draft | null): void {
  const saver = new Saver(area, (text) => {
    // The server has it: nothing stays on a machine that others use.
    if (area.value === text) write(key, null);
  });
  const shown = area.value;
  if (draft && squeeze(draft.text) !== squeeze(shown) && !(draft.sent && isShown(draft.text))) {
    if ((draft.version ?? 0) === saver.version) {
      // The network or the browser failed before the server had it.
      area.value = draft.text;
      saver.say("Brouillon retrouvé sur cet appareil.");
      saver.soon();
    } else if (saver.version) {
      saver.conflict({ draft: 0, version: saver.version, at: "sur un autre appareil", body: shown }, draft.text);
    } else if (!draft.sent) {
      area.value = draft.text;
      tell(area, key);
    }
  } else if (draft) write(key, null);
  let waiting = 0;
  area.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => write(key, { text: area.value, at: Date.now(), version: saver.version }), 300);
    saver.soon();
  });
  area.form?.addEventListener("submit", () => {
    window.clearTimeout(waiting);
    write(key, { text: area.value, at: Date.now(), version: saver.version, sent: true });
  });
}

export function startDrafts(): void {
  behaviour("[data-draft-done]", (element) => write(element.dataset["draftDone"] ?? "", null));
  behaviour("textarea[data-draft]", (element) => {
    const area = element as HTMLTextAreaElement;
    const key = area.dataset["draft"] ?? "";
    const draft = read(key);
    if (area.dataset["draftUrl"]) return keepOnServer(area, key, draft);
    if (draft?.sent && isShown(draft.text)) write(key, null);
    else if (draft && !area.value) {
      area.value = draft.text;
      tell(area, key);
    }
    let waiting = 0;
    area.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => write(key, { text: area.value, at: Date.now() }), 300);
    });
    area.form?.addEventListener("submit", () => {
      window.clearTimeout(waiting);
      write(key, { text: area.value, at: Date.now(), sent: true });
    });
  });
}
