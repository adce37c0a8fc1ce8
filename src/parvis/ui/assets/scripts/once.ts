// A form leaves once: a second click does nothing until an answer comes back.
import { announce } from "./behaviours";

function submitters(form: HTMLFormElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>("button:not([type=button]), input[type=submit]")];
}

function release(form: HTMLFormElement): void {
  delete form.dataset["leaving"];
  for (const button of submitters(form)) button.removeAttribute("aria-disabled");
}

export function startOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset["leaving"]) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset["leaving"] = "yes";
    // Not `disabled`: the pressed button must still send its name and keep the focus.
    for (const button of submitters(form)) button.setAttribute("aria-disabled", "true");
    announce("Envoi en cours");
  }, true);
  document.addEventListener("submit", (event) => {
    // Another handler kept the form here: it may be sent again.
    if (event.defaultPrevented && event.target instanceof HTMLFormElement && !isHtmx(event.target)) {
      release(event.target);
    }
  });
  document.addEventListener("htmx:finally:request", () => {
    document.querySelectorAll<HTMLFormElement>("form[data-leaving]").forEach(release);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll<HTMLFormElement>("form[data-leaving]").forEach(release);
  });
}

function isHtmx(form: HTMLFormElement): boolean {
  return [...form.attributes].some((attribute) => /^(data-)?hx-(post|put|patch|delete)/.test(attribute.name));
}
