// Menus that close, dialogs that open, notices that leave, the summary of errors that takes the focus.
import { behaviour } from "./behaviours";

export function startSurfaces(): void {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
      if (!(event.target instanceof Node) || !menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  behaviour("[data-dialog]", (opener) => {
    opener.addEventListener("click", (event) => {
      const dialog = document.getElementById(opener.dataset["dialog"] ?? "");
      if (!(dialog instanceof HTMLDialogElement)) return;
      event.preventDefault();
      dialog.showModal();
    });
  });
  behaviour("[data-dialog-close]", (button) => {
    button.addEventListener("click", () => button.closest("dialog")?.close());
  });
  behaviour("[data-toast-close]", (button) => {
    button.addEventListener("click", () => button.closest("[data-toast]")?.remove());
  });
  behaviour("[data-error-summary]", (summary) => summary.focus());
}
