// Runs each behaviour on the page, then on whatever htmx brings in, once for each element.
type Start = (element: HTMLElement) => void;

const known: { selector: string; start: Start; done: WeakSet<Element> }[] = [];

/** `start` runs once on every element, present or to come, that matches the selector. */
export function behaviour(selector: string, start: Start): void {
  known.push({ selector, start, done: new WeakSet() });
}

function run(root: ParentNode): void {
  for (const { selector, start, done } of known) {
    const found = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      if (done.has(element)) continue;
      done.add(element);
      start(element);
    }
  }
}

/** To be called last by an entry: module scripts run once the document is parsed. */
export function startBehaviours(): void {
  run(document);
  document.addEventListener("htmx:after:process", (event) => {
    run(event.target instanceof HTMLElement ? event.target : document);
  });
}

interface Htmx {
  process(element: Element): void;
}

/** For what another script than htmx brought into the page. */
export function within(element: HTMLElement): void {
  (window as unknown as { htmx?: Htmx }).htmx?.process(element);
  run(element);
}

let clearing = 0;

/** Says something to screen readers, politely. */
export function announce(text: string): void {
  const place = document.querySelector("[data-announcer]");
  if (!place) return;
  place.textContent = text;
  window.clearTimeout(clearing);
  clearing = window.setTimeout(() => (place.textContent = ""), 4000);
}

/** An element with a class and a text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

export function input(id: string | undefined): HTMLInputElement | null {
  return id ? (document.getElementById(id) as HTMLInputElement | null) : null;
}
