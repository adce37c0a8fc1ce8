// Lists of cases: j and k (or the arrows) move, Enter opens; a filter applies as soon as it is chosen.
import { announce, behaviour } from "./behaviours";

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
  const typing = target instanceof HTMLElement && target.matches("input, textarea, select, summary, [contenteditable]");
  return typing || document.querySelector("dialog[open]") !== null;
}

function keysAreOff(): boolean {
  try {
    return localStorage.getItem("parvis-keys-off") === "yes";
  } catch {
    return false;
  }
}

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export function startLists(): void {
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
  });
  keepFocus();
}

/** A region that htmx replaced gives the focus back to the control that asked for it. */
function keepFocus(): void {
  let focused = "";
  document.addEventListener("htmx:before:swap", () => {
    const element = document.activeElement;
    focused = element?.closest("[data-region]") ? element.id : "";
  });
  document.addEventListener("htmx:after:swap", () => {
    const region = document.querySelector<HTMLElement>("[data-region]");
    if (!region) return;
    if (focused) document.getElementById(focused)?.focus();
    focused = "";
    announce(region.querySelector("h1")?.textContent?.trim() ?? "");
  });
}
