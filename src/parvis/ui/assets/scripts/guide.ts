// The guided visit: shows what the step speaks of, takes the focus, folds as soon as somebody types, leaves on Escape.
import { behaviour } from "./behaviours";

const FIELDS = "input, textarea, select, [contenteditable]";

function lookedAt(name: string): HTMLElement | null {
  if (!name) return null;
  const found = [...document.querySelectorAll<HTMLElement>(`[data-guide~="${CSS.escape(name)}"]`)];
  return found.find((element) => element.getClientRects().length > 0) ?? null;
}

function fold(panel: HTMLElement, folded: boolean): void {
  panel.classList.toggle("is-folded", folded);
  const button = panel.querySelector<HTMLElement>("[data-guide-fold]");
  button?.setAttribute("aria-expanded", String(!folded));
  const label = button?.querySelector(".visually-hidden");
  if (label) label.textContent = folded ? "Reprendre la visite" : "Replier la visite";
}

function isBusy(target: EventTarget | null): boolean {
  const typing = target instanceof HTMLElement && target.matches(FIELDS);
  return typing || document.querySelector("dialog[open], details[data-menu][open]") !== null;
}

export function startGuide(): void {
  behaviour("[data-guide-panel]", (panel) => {
    const element = lookedAt(panel.dataset["guidePanel"] ?? "");
    if (element) {
      element.classList.add("is-guided");
      const narrow = window.matchMedia("(max-width: 767.98px)").matches;
      const tall = element.getBoundingClientRect().height > window.innerHeight / 2;
      element.scrollIntoView({ block: narrow || tall ? "start" : "center", behavior: "instant" });
      // What stays at the bottom of the screen (a bar of buttons) is not to be hidden by the panel that shows it.
      const [shown, over] = [element.getBoundingClientRect(), panel.getBoundingClientRect()];
      panel.classList.toggle("is-high", shown.top > over.top - 24 && shown.right > over.left && shown.top < over.bottom);
    }
    const title = panel.querySelector<HTMLElement>("h2");
    // After the fields that take the focus by themselves.
    window.setTimeout(() => title?.focus({ preventScroll: true }), 0);
    document.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement && target.matches(FIELDS) && !panel.contains(target)) {
        if (target.closest("main")) fold(panel, true);
      }
    });
    panel.querySelector("[data-guide-fold]")?.addEventListener("click", () => {
      fold(panel, !panel.classList.contains("is-folded"));
    });
    const menuWasOpen = () => document.querySelector("details[data-menu][open]") !== null;
    // Before the menus close on the same key.
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || isBusy(event.target) || menuWasOpen()) return;
      panel.querySelector<HTMLFormElement>("[data-guide-quit]")?.requestSubmit();
    }, true);
    panel.addEventListener("keydown", (event) => {
      const wanted = { ArrowRight: "next", ArrowLeft: "prev" }[event.key];
      if (wanted) panel.querySelector<HTMLElement>(`[rel=${wanted}]`)?.click();
    });
  });
}
