// Keeps what is being typed on this device (textarea[data-draft="key"]) until it is known to be saved:
// the answer carries data-draft-done="key", or the page that follows shows the text.
import { behaviour, make } from "./behaviours";

const PREFIX = "parvis-draft:";
const KEPT_DAYS = 14;

interface Draft {
  text: string;
  at: number;
  sent?: boolean;
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
  const shown = [...document.querySelectorAll(".timeline-body")].some(
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

export function startDrafts(): void {
  behaviour("[data-draft-done]", (element) => write(element.dataset["draftDone"] ?? "", null));
  behaviour("textarea[data-draft]", (element) => {
    const area = element as HTMLTextAreaElement;
    const key = area.dataset["draft"] ?? "";
    const draft = read(key);
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
