// Small forms of acts: the composer opens with the cursor in it, a dialog filled by htmx focuses its first field,
// « Annuler » closes it, Ctrl + Enter sends the form, [data-print] prints, a long list gets a box that filters it.
import { announce, behaviour, make } from "./behaviours";

const FIELDS = "input:not([type=hidden]), select, textarea, button";

/** The same reading of words as the server's: without accents or capitals. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function filter(list: HTMLSelectElement): void {
  const box = make("input", "form-control mb-2");
  box.type = "search";
  box.placeholder = list.dataset["filterable"] ?? "";
  box.setAttribute("aria-label", box.placeholder);
  list.before(box);
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let first: HTMLOptionElement | null = null;
    let own: HTMLOptionElement | null = null;
    for (const option of list.options) {
      const group = option.closest("optgroup")?.label ?? "";
      option.hidden = !words.every((word) => plain(`${option.text} ${group}`).includes(word));
      if (option.hidden || !words.length) continue;
      first ??= option;
      // Its own words say more than those of its group.
      if (words.every((word) => plain(option.text).includes(word))) own ??= option;
    }
    for (const group of list.querySelectorAll("optgroup")) {
      group.hidden = ![...group.querySelectorAll("option")].some((option) => !option.hidden);
    }
    const found = own ?? first;
    if (found) {
      list.value = found.value;
      announce(found.text);
    }
  });
}

export function startActs(): void {
  behaviour("details[data-focus-on-open]", (box) => {
    // One composer is always open: choosing it again only goes back to its text.
    box.querySelector("summary")?.addEventListener("click", (event) => {
      event.preventDefault();
      (box as HTMLDetailsElement).open = true;
      box.querySelector("textarea")?.focus();
    });
  });
  behaviour("select[data-filterable]", (list) => filter(list as HTMLSelectElement));
  behaviour("dialog .act-form", (form) => form.querySelector<HTMLElement>(FIELDS)?.focus());
  behaviour("[data-dialog-close-link]", (link) => {
    link.addEventListener("click", (event) => {
      const dialog = link.closest("dialog");
      if (!dialog) return;
      event.preventDefault();
      dialog.close();
    });
  });
  behaviour("[data-print]", (button) => button.addEventListener("click", () => window.print()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target instanceof HTMLElement ? event.target.closest<HTMLFormElement>("form[data-once]") : null;
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}
