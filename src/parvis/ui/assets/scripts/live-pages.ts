// What a page shows, kept true: rows change in place, the case page by parts, figures by themselves. Nothing moves under
// the reader's eyes: what is new in a list waits to be asked for, and neither the focus nor what is typed is touched.
import { announce, behaviour, make, within } from "./behaviours";
import { isLive, liveAddress, on } from "./live";

interface Case {
  ref: string;
  v: number;
  state: string;
  department: number;
  assignee: number;
  type: number;
  district: number;
  priority: number;
  channel: string;
  was?: Partial<Case>;
  replayed?: boolean;
}
/** The values that a list keeps, by column; `ask` when only the server can tell. */
type Kept = Partial<Record<keyof Case, (string | number)[]>> & { ask?: boolean };
type Facts = Partial<Case>;
interface Drawn {
  rows: Record<string, { v: number; html: string }>;
  gone: string[];
  counts?: Record<string, string>;
  belong?: string[];
}

const FRESH_FOR = 2_500;
const PAGE_EVERY = 700;
const COUNTS_EVERY = 3_000;
/** Figures of views are asked of the server, page by page: not at each act of everybody. */
const VIEWS_AFTER = 3_000;
const TIMES = /<time[^>]*>[^<]*<\/time>/g;

const sources = new WeakMap<Element, string>();
const facts = new Map<string, Case>();
const arrived = new Set<string>();
let wanted = new Set<string>();
let drawing = 0;
let stale = false;
let own = new Set<string>();
let viewsDue = 0;

function rowsOf(ref: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-live-row="${CSS.escape(ref)}"]`)];
}

function versionOf(element: HTMLElement): number {
  return Number(element.dataset["liveVersion"] ?? 0);
}

function page(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-live-case]");
}

function keeps(kept: Kept, one: Partial<Case>): boolean {
  return Object.entries(kept).every(
    ([column, values]) => !Array.isArray(values) || values.includes(one[column as keyof Case] as string | number),
  );
}

function list(): { place: HTMLElement; kept: Kept } | null {
  const place = document.querySelector<HTMLElement>("[data-live-list]");
  return place ? { place, kept: JSON.parse(place.dataset["liveList"] || "{}") as Kept } : null;
}

// Rows ---------------------------------------------------------------------------------------------------------------

function redraw(element: HTMLElement, html: string): HTMLElement | null {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.querySelector<HTMLElement>("[data-live-row]");
  if (!fresh) return null;
  const focused = element.contains(document.activeElement);
  if (element.classList.contains("is-here")) fresh.classList.add("is-here");
  // The box that picks it is of this page, not of the case.
  const pick = element.querySelector(":scope > .cell-pick");
  if (pick && !fresh.querySelector(":scope > .cell-pick")) fresh.prepend(pick);
  for (const box of element.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")) {
    const same = fresh.querySelector<HTMLInputElement>(`input[name="${box.name}"][value="${CSS.escape(box.value)}"]`);
    if (same) same.checked = true;
  }
  element.replaceWith(fresh);
  within(fresh);
  if (focused) fresh.querySelector<HTMLElement>("[data-row-link]")?.focus({ preventScroll: true });
  return fresh;
}

function freshen(element: Element): void {
  element.classList.add("is-fresh");
  window.setTimeout(() => element.classList.remove("is-fresh"), FRESH_FOR);
}

function drop(ref: string): void {
  for (const row of rowsOf(ref)) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const focused = row.contains(document.activeElement);
    row.remove();
    if (focused) next?.querySelector<HTMLElement>("[data-row-link]")?.focus({ preventScroll: true });
  }
  if (arrived.delete(ref)) invite();
  if (page()?.dataset["liveCase"] === ref) close();
}

async function ask(refs: string[], more: Record<string, string> = {}): Promise<Drawn | null> {
  const query = new URLSearchParams(more);
  for (const ref of refs) query.append("ref", ref);
  const answer = await fetch(`${liveAddress("rows")}?${query}`).catch(() => null);
  return answer?.ok && !answer.redirected ? ((await answer.json()) as Drawn) : null;
}

function draw(drawn: Drawn): void {
  const shown = list();
  for (const [ref, { v, html }] of Object.entries(drawn.rows)) {
    for (const row of rowsOf(ref)) {
      if (versionOf(row) >= v) continue;
      if (row.closest(".own-columns")) {
        own.add(ref);
        continue;
      }
      const fresh = redraw(row, html);
      if (!fresh) continue;
      freshen(fresh);
      const now = facts.get(ref);
      if (shown && now && !keeps(shown.kept, now)) fresh.classList.add("is-leaving");
      document.dispatchEvent(new CustomEvent("parvis:row", { detail: ref }));
    }
  }
  drawn.gone.forEach(drop);
  if (drawn.counts) count(drawn.counts);
  if (own.size) void redrawOwn();
}

/** Under columns of the reader's own choosing, a row is drawn by its page, whose address says which. */
async function redrawOwn(): Promise<void> {
  const refs = own;
  own = new Set();
  const answer = await fetch(window.location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const ref of refs) {
    const html = drawn.querySelector(`[data-live-row="${CSS.escape(ref)}"]`)?.outerHTML;
    for (const row of rowsOf(ref)) {
      if (!html) row.classList.add("is-leaving");
      else freshen(redraw(row, html) ?? row);
    }
  }
}

function want(ref: string): void {
  wanted.add(ref);
  if (drawing) return;
  drawing = window.setTimeout(async () => {
    const refs = [...wanted];
    wanted = new Set();
    drawing = 0;
    const drawn = await ask(refs);
    if (drawn) draw(drawn);
  }, 15);
}

// Lists --------------------------------------------------------------------------------------------------------------

function invite(): void {
  const shown = list();
  let line = document.querySelector<HTMLElement>("[data-live-arrivals]");
  if (!shown) return;
  if (!arrived.size) {
    line?.remove();
    return;
  }
  if (!line) {
    line = make("p", "live-arrivals no-print");
    line.dataset["liveArrivals"] = "";
    const link = make("a");
    const here = new URL(location.href);
    here.searchParams.delete("after");
    here.searchParams.delete("before");
    link.href = here.pathname + here.search;
    line.append(link);
    shown.place.prepend(line);
    within(line);
  }
  const many = arrived.size > 1;
  const said = arrived.has("") ? "La liste a changé" : `${arrived.size} nouvelle${many ? "s" : ""} demande${many ? "s" : ""}`;
  const link = line.querySelector("a");
  if (link) link.textContent = `${said} : afficher`;
  announce(said);
}

function arrive(one: Case): void {
  const shown = list();
  if (!shown || arrived.has(one.ref) || !keeps(shown.kept, one)) return;
  if (one.was && keeps(shown.kept, one.was)) return;
  if (one.replayed && one.v > 1) return;
  if (!shown.kept.ask) {
    arrived.add(one.ref);
    invite();
    return;
  }
  window.setTimeout(async () => {
    const drawn = await ask([one.ref], { list: location.search.slice(1) });
    if (drawn?.belong?.includes(one.ref)) {
      arrived.add(one.ref);
      invite();
    }
  }, 300 + Math.random() * 1_500);
}

/** The figures of the tabs, by what one act changes: a list that the server alone can tell keeps those it came with. */
function moveTabs(was: Facts | undefined, now: Facts | undefined): void {
  const shown = list();
  if (!shown || shown.kept.ask) return;
  const { state: _, ...others } = shown.kept;
  const step = (element: Element | null, states: string[]): void => {
    const counted = (one: Facts | undefined): number =>
      one?.state && states.includes(one.state) && keeps(others, one) ? 1 : 0;
    const text = element?.textContent?.replace(/\s/g, "") ?? "";
    const moved = counted(now) - counted(was);
    // « 1 000+ » is as true as before.
    if (element && moved && /^\d+$/.test(text)) element.textContent = Math.max(0, Number(text) + moved).toLocaleString("fr-FR");
  };
  for (const tab of document.querySelectorAll<HTMLElement>("[data-live-tab]")) {
    const states = tab.dataset["liveTab"]?.split(" ") ?? [];
    step(tab.querySelector(".badge-count"), states);
    if (tab.matches("[aria-current]")) step(document.querySelector(".page-count"), states);
  }
}

// Pages by parts -----------------------------------------------------------------------------------------------------

function sourceOf(element: Element): string {
  return element.outerHTML.replace(TIMES, "");
}

/** Replaces the children that differ from those the page came with; scripts may have changed the others since. */
function renew(part: HTMLElement, fresh: HTMLElement): Element[] {
  const before = [...part.children];
  const after = [...fresh.children];
  const added: Element[] = [];
  after.forEach((child, index) => {
    const old = before[index];
    const source = sourceOf(child);
    if (old && sources.get(old) === source) return;
    const focused = old?.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    const copy = document.importNode(child, true);
    sources.set(copy, source);
    if (old) old.replaceWith(copy);
    else {
      part.append(copy);
      added.push(copy);
    }
    if (copy instanceof HTMLElement) within(copy);
    if (focused) find(copy, focused)?.focus({ preventScroll: true });
  });
  before.slice(after.length).forEach((old) => old.remove());
  if (!before.length && !after.length && part.textContent !== fresh.textContent) part.textContent = fresh.textContent;
  return added;
}

/** The control that stands where this one stood. */
function find(place: Element, was: HTMLElement): HTMLElement | null {
  const href = was.getAttribute("href");
  if (was.id) return place.querySelector<HTMLElement>(`#${CSS.escape(was.id)}`);
  return href ? place.querySelector<HTMLElement>(`[href="${CSS.escape(href)}"]`) : null;
}

async function renewPage(): Promise<void> {
  const answer = await fetch(location.href, { headers: { "X-Parvis-Live": "1" } }).catch(() => null);
  if (!answer) return;
  const here = page();
  if (here && (answer.status === 404 || answer.status === 403)) return close();
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll<HTMLElement>("[data-live-part]")) {
    const other = fresh.querySelector<HTMLElement>(`[data-live-part="${part.dataset["livePart"]}"]`);
    if (!other) continue;
    const added = renew(part, other);
    if (part.dataset["livePart"] !== "thread" || !added.length) continue;
    added.forEach(freshen);
    const last = added.at(-1)?.querySelector(".timeline-head > span")?.textContent ?? "";
    announce(`Nouveau dans les échanges : ${last.replace(/\s+/g, " ").trim()}`);
  }
  const version = fresh.querySelector<HTMLElement>("[data-live-case]")?.dataset["liveVersion"];
  if (here && version) {
    here.dataset["liveVersion"] = version;
    follow(here, version);
  }
}

/** A composer where nothing is typed follows; one in use keeps its version, so that sending it tells what changed. */
function follow(here: HTMLElement, version: string): void {
  for (const area of here.querySelectorAll<HTMLTextAreaElement>("[data-live-typing]")) {
    const kept = area.form?.querySelector<HTMLInputElement>("input[name=version]");
    if (kept && !area.value.trim()) kept.value = version;
  }
}

let renewing = 0;
let renewed = 0;

function renewSoon(every: number): void {
  if (renewing) return;
  const wait = Math.max(20, renewed + every - Date.now());
  renewing = window.setTimeout(async () => {
    await renewPage();
    renewed = Date.now();
    renewing = 0;
  }, wait);
}

/** The case left this agent's sight. What they were typing stays in this browser's drafts. */
function close(): void {
  const here = page();
  if (!here) return;
  const box = make("div", "notice tone-amber");
  box.setAttribute("role", "alert");
  box.append(make("strong", "", "Cette demande n'est plus de votre ressort : elle a quitté vos listes."));
  here.replaceChildren(box);
  delete here.dataset["liveCase"];
  document.querySelector<HTMLDialogElement>("#act-dialog[open]")?.close();
}

// What is told -------------------------------------------------------------------------------------------------------

/** The figures of pinned views, when those of the side bar moved and somebody looks. */
function countViews(): void {
  if (document.visibilityState === "visible") document.body.dispatchEvent(new CustomEvent("parvis:counts"));
}

function showFigures(counts: Record<string, string>): void {
  for (const [name, text] of Object.entries(counts)) {
    for (const badge of document.querySelectorAll<HTMLElement>(`[data-live-count="${name}"]`)) {
      badge.textContent = text;
      badge.hidden = !text;
    }
  }
}

function count(counts: Record<string, string>): void {
  showFigures(counts);
  if (document.querySelector("[data-live-refresh~=counts]")) renewSoon(COUNTS_EVERY);
  window.clearTimeout(viewsDue);
  viewsDue = window.setTimeout(countViews, VIEWS_AFTER * (1 + Math.random()));
}

function changed(one: Case): void {
  const known = facts.get(one.ref);
  if (known && known.v >= one.v) return;
  facts.set(one.ref, one);
  // A row drawn since the act came with figures that count it.
  if (!one.replayed && !rowsOf(one.ref).some((row) => versionOf(row) >= one.v)) moveTabs(one.was, one);
  if (document.hidden) {
    stale = true;
    return;
  }
  const here = page();
  if (here?.dataset["liveCase"] === one.ref && versionOf(here) < one.v) renewSoon(PAGE_EVERY);
  const rows = rowsOf(one.ref);
  if (rows.some((row) => versionOf(row) < one.v)) want(one.ref);
  else if (!rows.length) arrive(one);
}

/** Something may have been missed: read again what the page shows, not all pages at the same instant. */
async function catchUp(): Promise<void> {
  const refs = [...document.querySelectorAll<HTMLElement>("[data-live-row]")].map((row) => row.dataset["liveRow"] ?? "");
  const drawn = await ask([...new Set(refs)], { counts: "1" });
  if (drawn) draw(drawn);
  if (page()) renewSoon(PAGE_EVERY);
  if (list()) {
    arrived.add("");
    invite();
  }
}

export function startLivePages(): void {
  document.addEventListener("parvis:figures", (event) => {
    const { elt: _, ...figures } = (event as CustomEvent<Record<string, string>>).detail;
    showFigures(figures);
  });
  if (!isLive()) return;
  // First of the behaviours: the page as it came, before scripts change it.
  behaviour("[data-live-part]", (part) => {
    for (const child of part.children) if (!sources.has(child)) sources.set(child, sourceOf(child));
  });
  behaviour("[data-live-list]", () => arrived.clear());
  on<Case>("case", changed);
  on<{ ref: string }>("touched", ({ ref }) => {
    if (page()?.dataset["liveCase"] !== ref) return;
    if (document.hidden) stale = true;
    else renewSoon(PAGE_EVERY);
  });
  on<{ ref: string; was?: Facts }>("gone", ({ ref, was }) => {
    moveTabs(was, undefined);
    drop(ref);
  });
  on<Record<string, string>>("counts", count);
  on("resync", () => {
    if (document.hidden) stale = true;
    else window.setTimeout(() => void catchUp(), Math.random() * 800);
  });
  // « data-live-on="word" »: for htmx, hx-trigger="parvis:live".
  on<{ word: string }>("told", ({ word }) => {
    if (word === "notices") document.dispatchEvent(new CustomEvent("parvis:notices"));
    for (const element of document.querySelectorAll(`[data-live-on~="${CSS.escape(word)}"]`)) {
      element.dispatchEvent(new CustomEvent("parvis:live", { detail: { word } }));
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !stale) return;
    stale = false;
    void catchUp();
  });
}
