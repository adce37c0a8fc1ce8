// Ticking rows of a list ([data-pick], of the form [data-bulk]): x on the row one is at, Shift for all those in between,
// * for the page, then for all that answer the filter. The bar of acts says how many.
import { announce, behaviour } from "./behaviours";
import { declareKeys } from "./keys";
import { isTyping, keysAreOff } from "./typing";

let last: HTMLInputElement | null = null;

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("[data-pick]")];
}

function one(selector: string): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(selector);
}

function tell(): void {
  const all = boxes();
  const picked = all.filter((box) => box.checked).length;
  const everything = one("[data-bulk-all]")?.checked ?? false;
  const total = Number(document.querySelector<HTMLElement>("[data-bulk]")?.dataset["total"] ?? 0);
  const number = everything ? total : picked;
  const count = document.querySelector("[data-bulk-count]");
  const shown = number.toLocaleString("fr-FR");
  if (count) count.textContent = number > 1 ? `${shown} demandes choisies` : `${shown} demande choisie`;
  const page = one("[data-pick-page]");
  if (page) {
    page.checked = everything || (picked > 0 && picked === all.length);
    page.indeterminate = !page.checked && picked > 0;
  }
  for (const box of all) box.closest("[data-row]")?.classList.toggle("is-picked", box.checked || everything);
}

function pick(box: HTMLInputElement, through: boolean, checked: boolean): void {
  const all = boxes();
  const [from, to] = [last ? all.indexOf(last) : -1, all.indexOf(box)];
  if (through && from >= 0) {
    for (const between of all.slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = checked;
  }
  box.checked = checked;
  last = box;
  tell();
}

/** First the page, then everything that answers the filter, then nothing. */
function pickPage(): void {
  const all = boxes();
  const everything = one("[data-bulk-all]");
  const whole = all.length > 0 && all.every((box) => box.checked);
  const more = Number(document.querySelector<HTMLElement>("[data-bulk]")?.dataset["total"] ?? 0) > all.length;
  if (everything?.checked) return clear();
  if (whole && more && everything) everything.checked = true;
  else if (whole) return clear();
  else for (const box of all) box.checked = true;
  tell();
  announce(document.querySelector("[data-bulk-count]")?.textContent ?? "");
}

function clear(): void {
  for (const box of boxes()) box.checked = false;
  const everything = one("[data-bulk-all]");
  if (everything) everything.checked = false;
  tell();
}

export function startSelecting(): void {
  declareKeys(
    "Liste",
    [["x", "Cocher la demande"], ["Maj x", "Cocher jusqu'à la demande"]],
    () => boxes().length > 0,
  );
  behaviour("[data-pick]", (element) => {
    element.addEventListener("click", (event) => {
      const box = element as HTMLInputElement;
      pick(box, event.shiftKey, box.checked);
    });
  });
  behaviour("[data-pick-page]", (element) => {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      window.setTimeout(pickPage, 0);
    });
  });
  behaviour("[data-bulk]", (form) => {
    form.addEventListener("reset", () => window.setTimeout(clear, 0));
    one("[data-bulk-all]")?.addEventListener("change", tell);
    // A page one comes back to keeps its ticks.
    tell();
  });
  window.addEventListener("pageshow", tell);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || keysAreOff() || document.querySelector("dialog[open]")) return;
    const here = document.querySelector<HTMLElement>("[data-row].is-here") ?? document.activeElement?.closest("[data-row]");
    const box = here?.querySelector<HTMLInputElement>("[data-pick]");
    if (!box) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pick(box, event.shiftKey, event.shiftKey || !box.checked);
    announce(document.querySelector("[data-bulk-count]")?.textContent ?? "");
  }, true);
}
