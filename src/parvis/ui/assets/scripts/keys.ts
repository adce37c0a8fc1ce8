// Keyboard: [data-key="n"] or [data-key="g q"]; "?" shows the list drawn from what the page offers.
import { behaviour, make } from "./behaviours";

const OFF = "parvis-keys-off";

function isOff(): boolean {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function isVisible(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}

function keyed(): HTMLElement[] {
  // What the page itself offers comes before what is around it: « n » may mean something nearer there.
  const all = [...document.querySelectorAll<HTMLElement>("[data-key]")];
  return all.sort((a, b) => Number(b.closest("main") !== null) - Number(a.closest("main") !== null));
}

function act(element: HTMLElement): void {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.scrollIntoView({ block: "nearest" });
    if (element instanceof HTMLInputElement) element.select();
  } else element.click();
}

function row(key: string, label: string): HTMLElement[] {
  const term = make("dt");
  for (const part of key.split(" ")) term.append(make("kbd", "", part), " ");
  return [term, make("dd", "", label)];
}

function sheet(): void {
  document.querySelector("#key-sheet")?.remove();
  const dialog = make("dialog", "dialog");
  dialog.id = "key-sheet";
  const title = make("h2", "", "Raccourcis clavier");
  title.id = "key-sheet-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const list = make("dl", "definitions");
  const seen = new Set<string>();
  for (const element of keyed()) {
    const { key = "", keyLabel = "" } = element.dataset;
    if (seen.has(key)) continue;
    seen.add(key);
    list.append(...row(key, keyLabel || (element.textContent ?? "").trim()));
  }
  list.append(...row("?", "Cette aide"));
  const toggle = make("label", "form-check mt-3");
  const box = make("input", "form-check-input");
  box.type = "checkbox";
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, box.checked ? "no" : "yes");
    } catch {
      // Without storage the shortcuts stay on.
    }
  });
  toggle.append(box, make("span", "form-check-label", "Activer les raccourcis d'une touche"));
  const close = make("button", "btn mt-3", "Fermer");
  close.type = "button";
  close.autofocus = true;
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, toggle, close);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

export function startKeys(): void {
  let before = "";
  let forgetting = 0;
  behaviour("[data-key-sheet]", (button) => button.addEventListener("click", sheet));
  behaviour("[data-key]", (element) => {
    const { key = "", keyLabel = "" } = element.dataset;
    if (keyLabel && !element.title && !element.matches("input, textarea")) element.title = `${keyLabel} (${key})`;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isTyping(event.target)) (event.target as HTMLElement).blur();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]") || event.key.length > 1) return;
    if (event.key === "?") return sheet();
    if (isOff()) return;
    const wanted = before ? `${before} ${event.key}` : event.key;
    before = "";
    window.clearTimeout(forgetting);
    const matches = keyed().filter((element) => element.dataset["key"] === wanted);
    const element = matches.find(isVisible) ?? matches.find((one) => one.matches("a"));
    if (element) {
      event.preventDefault();
      act(element);
    } else if (keyed().some((one) => one.dataset["key"]?.startsWith(`${event.key} `))) {
      before = event.key;
      forgetting = window.setTimeout(() => (before = ""), 1200);
    }
  });
}
