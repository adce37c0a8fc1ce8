// The bell of the top bar, fetched again on "parvis:notices"; a case that is open and visible is a case read
// (form[data-reading], a button without script).
import { behaviour } from "./behaviours";

const GLANCE = 600;

async function refresh(bell: HTMLElement): Promise<void> {
  const answer = await fetch(bell.dataset["bell"] ?? "");
  if (!answer.ok || answer.redirected) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-bell]");
  if (!drawn) return;
  bell.className = drawn.className;
  bell.replaceChildren(...drawn.childNodes);
}

async function tell(form: HTMLFormElement): Promise<void> {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "fetch" },
    keepalive: true,
  });
  if (answer.status === 204) {
    form.hidden = true;
    document.dispatchEvent(new CustomEvent("parvis:notices"));
  }
}

function seen(form: HTMLFormElement): void {
  window.setTimeout(() => {
    if (document.visibilityState === "visible") {
      // Without an answer the button stays.
      tell(form).catch(() => undefined);
    } else document.addEventListener("visibilitychange", () => seen(form), { once: true });
  }, GLANCE);
}

export function startBell(): void {
  document.addEventListener("parvis:notices", () => {
    document.querySelectorAll<HTMLElement>("[data-bell]").forEach((bell) => {
      refresh(bell).catch(() => undefined);
    });
  });
  behaviour("form[data-reading]", (form) => seen(form as HTMLFormElement));
}
