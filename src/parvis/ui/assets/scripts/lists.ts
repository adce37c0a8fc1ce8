// Lists of cases: j and k (or the arrows) move, Enter opens; a filter applies as soon as it is chosen.
import { announce, behaviour } from "./behaviours";
import { declareKeys } from "./keys";
import { isTyping, keysAreOff } from "./typing";

const HERE = "is-here";

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")];
}

function link(row: HTMLElement | undefined): HTMLElement | null {
  return row?.querySelector<HTMLElement>("[data-row-link]") ?? null;
}

function move(step: number): boolean {
  const all = rows();
  const now = all.findIndex((row) => row.contains(document.activeElement) || row.classList.contains(HERE));
  const wanted = now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step;
  const row = all[wanted];
  if (!row) return false;
  link(row)?.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function isBusy(target: EventTarget | null): boolean {
  const open = target instanceof HTMLElement && target.matches("summary");
  return open || isTyping(target) || document.querySelector("dialog[open]") !== null;
}

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export function startLists(): void {
  const hasRows = (): boolean => rows().length > 0;
  declareKeys("Liste", [["j", "Ligne suivante"], ["k", "Ligne précédente"], ["Entrée", "Ouvrir la ligne"]], hasRows);
  behaviour("[data-row]", (row) => {
    row.addEventListener("focusin", () => {
      for (const other of rows()) other.classList.toggle(HERE, other === row);
    });
  });
  // Before the general keys: at the end of the list, j falls through to the next page.
  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (isBusy(event.target) || (event.key.length === 1 && keysAreOff())) return;
    // The arrows scroll the page until a row has the focus.
    if (event.key.length > 1 && !(document.activeElement?.closest("[data-row]") ?? null)) return;
    if (move(step)) event.preventDefault();
  }, true);
  behaviour("[data-filter]", (form) => {
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement || (event.target as HTMLInputElement).type === "date") {
        (form as HTMLFormElement).requestSubmit();
      }
    });
    // Addresses that one can read: what was not chosen is not sent.
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    });
  });
  let first = true;
  behaviour("[data-region]", (region) => {
    // The one the page came with needs no word; those htmx brings in say what they are and show their top.
    if (!first) {
      // After htmx, and after the browser's own scroll anchoring.
      window.setTimeout(() => {
        if (region.getBoundingClientRect().top < 0) window.scrollTo({ top: 0, behavior: "instant" });
      }, 0);
      announce(region.querySelector("h1")?.textContent?.trim() ?? "");
    }
    first = false;
  });
}
