// The one-screen entry by the keyboard alone: Enter goes on, arrows choose a person without leaving the field, function keys
// act from any field, what is understood of the words shows in the fields, and nothing is lost with the network.
import { announce, behaviour, input } from "./behaviours";

const TOLD = [
  "title", "given_names", "family_name", "organisation_name", "phone", "email", "on_behalf_of",
];

interface Feature {
  properties: { score: number; type: string };
  geometry: { coordinates: [number, number] };
}

interface Answered extends Event {
  detail: { ctx: { sourceElement: Element; text?: string; hx?: { redirect?: string }; response?: { status: number; raw: Response } } };
}

function entry(): HTMLFormElement | null {
  return document.querySelector("form[data-entry]");
}

/** A field filled by what was understood, until somebody types in it. */
function fill(field: HTMLInputElement | HTMLSelectElement, value: string): boolean {
  if (field.value && field.dataset["auto"] !== "yes") return false;
  if (field.value === value) return false;
  field.value = value;
  if (value) field.dataset["auto"] = "yes";
  else delete field.dataset["auto"];
  return true;
}

function tell(form: HTMLFormElement): void {
  form.dispatchEvent(new CustomEvent("parvis:typed", { bubbles: true }));
}

let placing = 0;

/** A number and a street that were said have a point, when the town's addresses know them without a doubt. */
function placeLater(form: HTMLFormElement, field: HTMLInputElement): void {
  window.clearTimeout(placing);
  if (/^\d/.test(field.value)) placing = window.setTimeout(() => void place(form, field), 600);
}

async function place(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const [words, lat, lon] = [field.value, input("lat"), input("lon")];
  const where = field.dataset["addressSearch"];
  if (!where || !lat || !lon) return;
  const asked = new URL(where, location.href);
  asked.searchParams.set("q", words);
  try {
    const answer = await fetch(asked, { headers: { Accept: "application/json" } });
    const [found] = ((await answer.json()) as { features?: Feature[] }).features ?? [];
    // Meanwhile the agent may have written another one.
    if (!found || field.value !== words || field.dataset["auto"] !== "yes") return;
    if (found.properties.type !== "housenumber" || found.properties.score < 0.7) return;
    [lon.value, lat.value] = found.geometry.coordinates.map(String) as [string, string];
    field.dataset["placed"] = "yes";
    tell(form);
  } catch {
    // Without the address service, the words are enough.
  }
}

function choosePerson(step: number): void {
  const choices = [...document.querySelectorAll<HTMLInputElement>("#persons input[name=person_id]")];
  if (!choices.length) return;
  const now = choices.findIndex((choice) => choice.checked);
  const list = choices[0]?.closest<HTMLElement>(".choices");
  // Somebody whom the screen chose by itself: the first arrow goes to them, not past them.
  const first = Boolean(choices[now]?.value) && list?.dataset["walked"] !== "yes";
  const next = choices[first ? now : (now + step + choices.length) % choices.length];
  if (!next) return;
  if (list) list.dataset["walked"] = "yes";
  if (!next.checked) {
    next.checked = true;
    next.dispatchEvent(new Event("change", { bubbles: true }));
  }
  next.closest(".choice")?.scrollIntoView({ block: "nearest" });
  announce(next.closest(".choice")?.querySelector("span")?.innerText ?? "");
}

function onKey(event: KeyboardEvent): void {
  const form = entry();
  if (!form || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (/^F\d$/.test(key)) return onFunctionKey(form, event);
  if (!(target instanceof HTMLInputElement) || !form.contains(target)) return;
  const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (step && target.id === "q") {
    event.preventDefault();
    choosePerson(step);
  } else if (key === "Enter" && target.dataset["next"]) {
    event.preventDefault();
    document.getElementById(target.dataset["next"])?.focus();
  } else if (key === "Enter" && target.type !== "checkbox" && target.type !== "radio" && target.type !== "file") {
    event.preventDefault(); // saving is Ctrl + Enter: a request is not sent by mistake
  }
}

function onFunctionKey(form: HTMLFormElement, event: KeyboardEvent): void {
  if (event.shiftKey || document.querySelector("dialog[open]")) return;
  if (event.key === "F8") {
    const kept = form.querySelector<HTMLElement>("[data-entry-resume]");
    if (kept) kept.focus();
    else announce("Aucune saisie de côté");
    event.preventDefault();
    return;
  }
  const wanted = form.querySelector<HTMLElement>(`[data-key="${event.key}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  if (wanted instanceof HTMLInputElement) announce(wanted.checked ? "Anonyme" : "Pas anonyme");
}

/** Shows why the answer did not come, and says whether it may go on the page. */
function mayShow(form: HTMLFormElement, { detail: { ctx } }: Answered): boolean {
  const whole = ctx.sourceElement === form;
  const redirected = ctx.response?.raw.redirected ?? false;
  const status = ctx.response?.status ?? 0;
  if (redirected) return warn(form, "session");
  if (status === 403) return warn(form, "session");
  if (whole ? !ctx.hx?.redirect && !ctx.text?.includes('id="new-case"') : status >= 500) return warn(form, "server");
  warn(form, "");
  return true;
}

function warn(form: HTMLFormElement, why: string): boolean {
  const notice = form.querySelector<HTMLElement>("[data-entry-lost]");
  if (!notice) return false;
  for (const text of notice.querySelectorAll<HTMLElement>("[data-lost]")) text.hidden = text.dataset["lost"] !== why;
  notice.hidden = !why;
  if (why) notice.scrollIntoView({ block: "nearest" });
  return false;
}

function swapNames(): void {
  const [given, family] = [input("given_names"), input("family_name")];
  if (!given || !family) return;
  [given.value, family.value] = [family.value, given.value];
  for (const field of [given, family]) delete field.dataset["auto"];
  given.dispatchEvent(new Event("change", { bubbles: true }));
  announce(`Prénom ${given.value}, nom ${family.value}`);
}

export function startEntry(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", (event) => {
    if (event.isTrusted && event.target instanceof HTMLElement) delete event.target.dataset["auto"];
  });
  document.addEventListener("htmx:after:request", (event) => {
    const form = entry();
    const source = (event as Answered).detail.ctx.sourceElement;
    if (form?.contains(source) && !mayShow(form, event as Answered)) event.preventDefault();
  });
  document.addEventListener("htmx:error", (event) => {
    const form = entry();
    if (form && (event as Answered).detail.ctx?.sourceElement === form) warn(form, "network");
  });
  behaviour("form[data-entry]", (form) => {
    // The server reads the search box by itself: what it filled is shown, not sent back.
    form.addEventListener("formdata", ({ formData }) => {
      for (const name of TOLD) if (input(name)?.dataset["auto"] === "yes") formData.delete(name);
    });
    input("address")?.addEventListener("focus", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.dataset["auto"] !== "yes") return;
      field.select();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    form.querySelector("[data-entry-swap]")?.addEventListener("click", swapNames);
  });
  behaviour("[data-told]", (told) => {
    for (const name of TOLD) {
      const field = input(name);
      if (field) fill(field, told.getAttribute(`data-told-${name}`) ?? "");
    }
  });
  behaviour("[data-place-said]", (said) => {
    const address = input("address");
    const form = entry();
    if (!address || !form || !fill(address, said.dataset["placeSaid"] ?? "")) return;
    for (const axis of [input("lat"), input("lon")]) if (axis) axis.value = "";
    tell(form);
    placeLater(form, address);
  });
  let drawn = false;
  behaviour("[data-type-now]", () => {
    const form = entry();
    if (drawn && form) tell(form);
    drawn = true;
  });
  behaviour("[data-only-one]", (box) => {
    box.addEventListener("change", () => {
      const others = document.querySelectorAll<HTMLInputElement>(`[data-only-one="${box.dataset["onlyOne"] ?? ""}"]`);
      for (const other of others) if (other !== box) other.checked = false;
    });
  });
}
