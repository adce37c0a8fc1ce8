// Ctrl + K (or Cmd + K): a sentence names an act, its case and its object; choosing opens that act's form, filled in.
// The search field of the bar proposes in the same way: input[data-suggest="URL"].
import htmx from "htmx.org";
import { behaviour, make } from "./behaviours";
import { Combobox, type Choice } from "./combobox";
import { declareKeys } from "./keys";

const DIALOG = "act-dialog";

/** The dialog of acts of the page, or one made for it. */
function actDialog(): HTMLDialogElement {
  const known = document.getElementById(DIALOG);
  if (known instanceof HTMLDialogElement) return known;
  const dialog = make("dialog", "dialog");
  dialog.id = DIALOG;
  dialog.setAttribute("aria-labelledby", "act-title");
  document.querySelector("main")?.append(dialog);
  return dialog;
}

function openAct(address: string): void {
  const dialog = actDialog();
  const title = make("h2", "", "Un instant…");
  title.id = "act-title";
  dialog.replaceChildren(title);
  dialog.showModal();
  void htmx.ajax("GET", address, { target: `#${DIALOG}`, swap: "innerHTML" });
}

function follow({ link, event }: Choice): void {
  if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if ("act" in link.dataset) openAct(link.href);
  else location.assign(link.href);
}

function here(): Record<string, string> {
  return { ici: document.querySelector<HTMLElement>("[data-case]")?.dataset["case"] ?? "" };
}

function palette(dialog: HTMLDialogElement): void {
  const field = dialog.querySelector<HTMLInputElement>("input")!;
  const list = dialog.querySelector<HTMLElement>("[role=listbox]")!;
  const box = new Combobox(field, list, dialog.querySelector(".option-hint"), dialog.dataset["palette"] ?? "", here, 0, (choice) => {
    dialog.close();
    follow(choice);
  });
  const open = (): void => {
    if (dialog.open || document.querySelector("dialog[open]")) return;
    field.value = "";
    dialog.showModal();
    field.focus();
    box.ask();
  };
  dialog.addEventListener("close", () => box.close());
  // Outside its frame.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  behaviour("[data-palette-open]", (button) => button.addEventListener("click", open));
  declareKeys("Partout", [["Ctrl K", "Dire ce qu'on veut faire : « transférer 26-0412 voirie »"]], () => true);
}

function suggestions(field: HTMLInputElement): void {
  const list = make("div", "option-list search-options");
  list.id = `${field.id}-options`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Résultats proposés");
  field.after(list);
  const box = new Combobox(field, list, null, field.dataset["suggest"] ?? "", () => ({}), 2, (choice) => {
    box.close();
    follow(choice);
  });
  field.addEventListener("blur", () => window.setTimeout(() => box.close(), 150));
}

export function startPalette(): void {
  behaviour("dialog[data-palette]", (dialog) => palette(dialog as HTMLDialogElement));
  behaviour("input[data-suggest]", (field) => suggestions(field as HTMLInputElement));
}
