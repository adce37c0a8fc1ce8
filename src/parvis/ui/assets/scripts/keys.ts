// Keyboard: [data-key="n"] or [data-key="g q"]; "?" shows the list drawn from what the page offers, by group.
// Keys that no element bears are told by the script that listens to them (`declareKeys`).
import { behaviour, make } from "./behaviours";
import { isTyping, keysAreOff, turnKeys } from "./typing";

interface Declared {
  group: string;
  keys: [string, string][];
  isHere: () => boolean;
}

const declared: Declared[] = [];

export function declareKeys(group: string, keys: [string, string][], isHere: () => boolean): void {
  declared.push({ group, keys, isHere });
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
  if (isTyping(element)) {
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

/** « Aller à » for what starts with g and for the bars, « Cette page » for the rest. */
function groupOf(element: HTMLElement): string {
  if (element.dataset["key"]?.startsWith("g ")) return "Aller à";
  return element.closest(".desk-top, .desk-side, .desk-bottom") ? "Partout" : "Cette page";
}

function known(): Map<string, Map<string, string>> {
  const groups = new Map<string, Map<string, string>>([["Cette page", new Map()]]);
  const add = (group: string, key: string, label: string): void => {
    const keys = groups.get(group) ?? new Map<string, string>();
    groups.set(group, keys);
    if (![...groups.values()].some((others) => others.has(key))) keys.set(key, label);
  };
  for (const { group, keys, isHere } of declared) if (isHere()) for (const [key, label] of keys) add(group, key, label);
  for (const element of keyed()) {
    const { key = "", keyLabel = "" } = element.dataset;
    add(groupOf(element), key, keyLabel || (element.textContent ?? "").trim());
  }
  add("Partout", "?", "Cette aide");
  return groups;
}

function sheet(): void {
  document.querySelector("#key-sheet")?.remove();
  const dialog = make("dialog", "dialog key-sheet");
  dialog.id = "key-sheet";
  const title = make("h2", "", "Raccourcis clavier");
  title.id = "key-sheet-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const groups = make("div", "key-groups");
  for (const [name, keys] of known()) {
    if (!keys.size) continue;
    const group = make("section");
    const list = make("dl", "definitions");
    for (const [key, label] of keys) list.append(...row(key, label));
    group.append(make("h3", "", name), list);
    groups.append(group);
  }
  const toggle = make("label", "form-check mt-3");
  const box = make("input", "form-check-input");
  box.type = "checkbox";
  box.checked = !keysAreOff();
  box.addEventListener("change", () => turnKeys(box.checked));
  toggle.append(box, make("span", "form-check-label", "Activer les raccourcis d'une touche"));
  const close = make("button", "btn mt-3", "Fermer");
  close.type = "button";
  close.autofocus = true;
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, groups, toggle, close);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

/** On a French keyboard digits ask for Shift: « & » is meant as « 1 » where a digit is awaited. */
function keyOf(event: KeyboardEvent, before: string): string {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  return before && digit ? digit : event.key;
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
    if (keysAreOff()) return;
    const wanted = before ? `${before} ${keyOf(event, before)}` : event.key;
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
