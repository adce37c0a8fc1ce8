// Who is on this case, and who writes. While a colleague writes to the person, sending asks once more.
import { announce, behaviour, make } from "./behaviours";
import { isLive, liveAddress, me, on } from "./live";

interface Someone {
  id: number;
  name: string;
  doing: "reading" | "noting" | "replying";
}
interface There {
  ref: string;
  who: Someone[];
}

const EVERY = 20_000;
/** Without a key pressed for this long, one no longer writes. */
const STILL = 60_000;
const DOING = { reading: "lit cette demande", noting: "écrit une note interne", replying: "écrit une réponse" };
const tab = Math.random().toString(36).slice(2, 12);
const writing = new Map<string, string>();

function initials(name: string): string {
  const words = name.replace(/-/g, " ").split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.[0] ?? "").join("").toUpperCase();
}

function names(people: Someone[]): string {
  return people.map((one) => one.name).join(" et ");
}

function beat(ref: string, doing: string, enters = false): void {
  const form = new FormData();
  const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ref, tab, doing })) form.set(name, value);
  if (enters) form.set("enters", "1");
  // A beacon leaves even when the page does.
  if (!doing) navigator.sendBeacon(liveAddress("presence"), form);
  else void fetch(liveAddress("presence"), { method: "POST", body: form }).catch(() => undefined);
}

function draw(place: HTMLElement, others: Someone[]): void {
  const before = place.dataset["said"] ?? "";
  const said = others.map((one) => `${one.name} ${DOING[one.doing]}`).join(", ");
  if (said === before) return;
  place.dataset["said"] = said;
  place.replaceChildren(
    ...others.map((one) => {
      const item = make("li", one.doing === "reading" ? "" : "is-writing");
      const face = make("span", "avatar", initials(one.name));
      face.setAttribute("aria-hidden", "true");
      item.append(face, make("span", "", `${one.name} ${DOING[one.doing]}`));
      return item;
    }),
  );
  place.hidden = !others.length;
  announce(said);
}

/** Not the one that shows the mail as it will leave: it has an address of its own. */
const SENDS = "button[type=submit]:not([formaction])";

/** The loud part: a colleague writes to the same person. */
function guard(form: HTMLFormElement, people: Someone[]): void {
  let box = form.querySelector<HTMLElement>("[data-live-guard]");
  if (!people.length) {
    box?.remove();
    unguard(form);
    return;
  }
  if (!box) {
    box = make("div", "notice tone-amber composer-guard");
    box.dataset["liveGuard"] = "";
    box.setAttribute("role", "alert");
    box.append(make("strong"));
    form.querySelector(".composer-foot")?.before(box);
  }
  const verb = people.length > 1 ? "écrivent" : "écrit";
  const line = box.querySelector("strong");
  if (line) line.textContent = `${names(people)} ${verb} une réponse à cette personne en ce moment.`;
}

function unguard(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLElement>(SENDS);
  if (button?.dataset["usual"] && button.lastChild) button.lastChild.textContent = button.dataset["usual"];
  delete form.dataset["anyway"];
}

function holdOnce(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    if (!form.querySelector("[data-live-guard]") || form.dataset["anyway"]) return;
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    form.dataset["anyway"] = "yes";
    const button = form.querySelector<HTMLElement>(SENDS);
    if (button?.lastChild) {
      button.dataset["usual"] ??= button.lastChild.textContent ?? "";
      button.lastChild.textContent = "Envoyer quand même";
      button.focus();
    }
    announce("Un collègue écrit à cette personne. Appuyez de nouveau pour envoyer quand même.");
  });
}

function stay(here: HTMLElement): void {
  const ref = here.dataset["liveCase"] ?? "";
  let doing = "reading";
  let still = 0;
  const say = (now: string): void => {
    if (now === doing) return;
    doing = now;
    beat(ref, doing);
  };
  for (const area of here.querySelectorAll<HTMLTextAreaElement>("[data-live-typing]")) {
    area.addEventListener("input", () => {
      window.clearTimeout(still);
      still = window.setTimeout(() => say("reading"), STILL);
      say(area.value.trim() ? (area.dataset["liveTyping"] ?? "reading") : "reading");
    });
    if (area.dataset["liveTyping"] === "replying" && area.form) holdOnce(area.form);
  }
  beat(ref, doing, true);
  window.setInterval(() => {
    if (here.dataset["liveCase"] && (!document.hidden || doing !== "reading")) beat(ref, doing);
  }, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && here.dataset["liveCase"]) beat(ref, doing, true);
  });
  window.addEventListener("pagehide", () => beat(ref, ""));
}

function mark(ref: string): void {
  const text = writing.get(ref) ?? "";
  for (const row of document.querySelectorAll<HTMLElement>(`[data-live-row="${CSS.escape(ref)}"]`)) {
    row.querySelector("[data-live-writing]")?.remove();
    if (!text) continue;
    const line = make("span", "row-writing", text);
    line.dataset["liveWriting"] = "";
    row.querySelector("[data-row-link]")?.after(line);
  }
}

export function startPresence(): void {
  if (!isLive()) return;
  behaviour("[data-live-case]", stay);
  behaviour("[data-live-row]", (row) => mark(row.dataset["liveRow"] ?? ""));
  on<There>("presence", ({ ref, who }) => {
    const others = who.filter((one) => one.id !== me());
    const replying = others.filter((one) => one.doing === "replying");
    const here = document.querySelector<HTMLElement>(`[data-live-case="${CSS.escape(ref)}"]`);
    const place = here?.querySelector<HTMLElement>("[data-live-who]");
    if (place) draw(place, others);
    const area = here?.querySelector<HTMLTextAreaElement>("[data-live-typing=replying]");
    if (area?.form) guard(area.form, replying);
    if (replying.length) writing.set(ref, `${names(replying)} ${replying.length > 1 ? "répondent" : "répond"}`);
    else writing.delete(ref);
    mark(ref);
  });
}
