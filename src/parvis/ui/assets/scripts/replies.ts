// The reply: templates put at the cursor, the preview in a dialog, the seconds before it leaves.
import { announce, behaviour } from "./behaviours";

const BODY = 'textarea[data-draft-kind="reply"]';

function body(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>(BODY);
}

function insert(area: HTMLTextAreaElement, text: string): void {
  const { selectionStart: start, selectionEnd: end, value } = area;
  area.value = value.slice(0, start) + text + value.slice(end);
  const gap = text.indexOf("[à compléter");
  area.focus();
  if (gap < 0) area.setSelectionRange(start + text.length, start + text.length);
  else area.setSelectionRange(start + gap, start + text.indexOf("]", gap) + 1);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function choose(button: HTMLElement): void {
  const source = document.getElementById(button.dataset["insert"] ?? "");
  const area = body();
  if (!(source instanceof HTMLTemplateElement) || !area) return;
  button.closest("dialog")?.close();
  const template = area.form?.querySelector<HTMLInputElement>('input[name="template"]');
  if (template) template.value = button.dataset["version"] ?? "";
  insert(area, source.content.textContent ?? "");
}

function countDown(badge: HTMLElement): void {
  const words = badge.querySelector("span:last-child");
  const ends = Date.now() + Number(badge.dataset["leavesIn"]) * 1000;
  // Read once, when it appears: a screen reader is not told each second.
  badge.removeAttribute("role");
  announce(badge.textContent ?? "");
  const timer = window.setInterval(() => {
    const left = Math.ceil((ends - Date.now()) / 1000);
    if (words) words.textContent = left > 0 ? `Part dans ${left} s` : "Part maintenant";
    if (left <= 0 || !badge.isConnected) window.clearInterval(timer);
  }, 500);
}

/** The dialog shows what the server would send; nothing leaves. */
async function preview(button: HTMLButtonElement): Promise<void> {
  const form = button.form;
  const dialog = document.getElementById("act-dialog");
  if (!form || !(dialog instanceof HTMLDialogElement)) return;
  const data = new FormData(form);
  const files = data.getAll("files").filter((file) => file instanceof File && file.size);
  data.delete("files");
  for (const file of files) data.append("files", (file as File).name);
  const fields = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === "string") fields.append(name, value);
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: fields, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog.replaceChildren(...page.body.childNodes);
    dialog.querySelector("[data-dialog-close]")?.addEventListener("click", () => dialog.close());
    if (!dialog.open) dialog.showModal();
  } catch {
    announce("L'aperçu n'a pas pu être chargé. Votre texte est intact.");
  }
}

export function startReplies(): void {
  behaviour("[data-leaves-in]", countDown);
  behaviour("[data-insert]", (button) => {
    button.addEventListener("click", (event) => {
      if (!body()) return;
      event.preventDefault();
      choose(button);
    });
  });
  behaviour("[data-template-words]", (box) => {
    box.focus();
    box.addEventListener("keydown", (event) => {
      const first = document.querySelector<HTMLElement>("#template-rows [data-insert]");
      if (!["Enter", "ArrowDown"].includes(event.key) || !first) return;
      event.preventDefault();
      if (event.key === "Enter") choose(first);
      else first.focus();
    });
  });
  behaviour("button[data-preview]", (button) => {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      void preview(button as HTMLButtonElement);
    });
  });
  behaviour(BODY, (area) => {
    const field = area as HTMLTextAreaElement;
    // « :: » while typing opens the templates.
    field.addEventListener("input", () => {
      const at = field.selectionStart;
      if (field.value.slice(at - 2, at) !== "::") return;
      const opener = document.querySelector<HTMLElement>("[data-templates]");
      if (!opener) return;
      field.setRangeText("", at - 2, at, "end");
      opener.click();
    });
  });
}
