// The agent's choice of theme: [data-theme-choice="light|dark|auto"].
import { behaviour } from "./behaviours";

function current(): string {
  return document.documentElement.dataset["bsTheme"] ?? "auto";
}

function show(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === current()));
  }
}

export function startThemes(): void {
  behaviour("[data-theme-choice]", (button) => {
    button.addEventListener("click", () => {
      const choice = button.dataset["themeChoice"] ?? "auto";
      if (choice === "auto") delete document.documentElement.dataset["bsTheme"];
      else document.documentElement.dataset["bsTheme"] = choice;
      try {
        localStorage.setItem("parvis-theme", choice);
      } catch {
        // The choice lasts as long as the page.
      }
      show();
    });
    show();
  });
}
