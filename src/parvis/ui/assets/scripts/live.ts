// Live: one stream for all the tabs of a browser. The tab that holds the lock listens, and tells the others; when it goes,
// another takes over from where it was. Without a stream (a proxy holds it back) the page asks every few seconds.

export interface Told {
  event: string;
  data: Record<string, unknown>;
}
type Hear = (data: never) => void;

const EVENTS = ["hello", "beat", "case", "gone", "counts", "presence", "touched", "told", "resync", "signed-out"];
/** Nothing within this time of opening: something on the way holds the stream back. */
const OPENS_WITHIN = 6_000;
/** Three signs of life missed: the line is dead, even if nobody said so. */
const DEAD_AFTER = 45_000;
const ASK_EVERY = 5_000;
const TRY_STREAM_AGAIN = 300_000;
const LONGEST_PAUSE = 6_000;
const REMEMBERED = 200;

const hearers = new Map<string, Hear[]>();
const desk = document.querySelector<HTMLElement>("[data-live]");
const base = desk?.dataset["live"] ?? "";
/** One agent's tabs alone: the next one to sign in on this browser neither hears them nor speaks to them. */
const NAME = `parvis-live-${me()}`;
const others = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
let cursor = desk?.dataset["liveSince"] ?? "";
let recent: { told: Told; id: string }[] = [];
let leads = false;
let over = false;
let release: (() => void) | null = null;
let failures = 0;
let notice = 0;

/** `hear` gets the data of every such event. */
export function on<T>(event: string, hear: (data: T) => void): void {
  hearers.set(event, [...(hearers.get(event) ?? []), hear as Hear]);
}

export function liveAddress(name: string): string {
  return base + name;
}

export function isLive(): boolean {
  return desk !== null;
}

export function me(): number {
  return Number(desk?.dataset["agent"] ?? 0);
}

function receive(told: Told, id: string): void {
  if (id) cursor = id;
  if (told.event === "resync") recent = [];
  if (told.event === "signed-out") end();
  for (const hear of hearers.get(told.event) ?? []) hear(told.data as never);
}

/** Signed out: this tab tells nothing more of what it heard, and lets another one listen. What is typed stays. */
function end(): void {
  over = true;
  leads = false;
  recent = [];
  release?.();
  tellState("over");
}

function spread(told: Told, id: string): void {
  receive(told, id);
  if (told.event !== "hello" && !over) recent = [...recent.slice(1 - REMEMBERED), { told, id }];
  others?.postMessage({ told, id });
}

type State = "on" | "asking" | "off" | "over";

/** How the line is, on every tab: they all depend on the one that listens. */
function show(state: State): void {
  tellState(state);
  others?.postMessage({ state });
}

function tellState(state: State): void {
  // Each try that fails says it again: the notice counts from the first.
  if (!desk || desk.dataset["liveState"] === state) return;
  window.clearTimeout(notice);
  desk.dataset["liveState"] = state;
  const line = document.querySelector<HTMLElement>("[data-live-notice]");
  if (!line) return;
  if (state === "over") line.textContent = "Vous n'êtes plus connecté : cette page ne se met plus à jour. Reconnectez-vous, puis rechargez-la.";
  else if (state !== "off") line.textContent = "";
  else
    notice = window.setTimeout(() => {
      line.textContent = "Connexion interrompue : la page se mettra à jour à son retour. Vous pouvez continuer d'écrire.";
    }, 5_000);
}

function pause(): number {
  return Math.min(LONGEST_PAUSE, 500 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random());
}

function connect(): void {
  if (over) return;
  const source = new EventSource(`${liveAddress("stream")}?since=${encodeURIComponent(cursor)}`);
  let opened = false;
  let watch = window.setTimeout(() => fail(), OPENS_WITHIN);
  const fail = (): void => {
    window.clearTimeout(watch);
    source.close();
    if (over) return;
    failures += 1;
    // One that worked is tried again; one that never opened may be held back, or refused: ask why.
    if (opened) window.setTimeout(connect, pause());
    else void ask(Date.now() + (failures > 1 ? TRY_STREAM_AGAIN : 0));
    if (opened) show("off");
  };
  for (const name of EVENTS) {
    source.addEventListener(name, (event: MessageEvent<string>) => {
      window.clearTimeout(watch);
      watch = window.setTimeout(fail, DEAD_AFTER);
      if (!opened) {
        opened = true;
        failures = 0;
        show("on");
      }
      const data = JSON.parse(event.data) as Record<string, unknown>;
      // Somebody else signed in on this browser while the line was cut: what they hear is not for this page.
      if (name === "hello" && data["agent"] !== me()) spread({ event: "signed-out", data: {} }, "");
      else spread({ event: name, data }, event.lastEventId);
      if (over) {
        window.clearTimeout(watch);
        source.close();
      }
    });
  }
  source.onerror = fail;
}

/** Asks until then, every few seconds; then tries the stream again. */
async function ask(until: number): Promise<void> {
  try {
    const answer = await fetch(`${liveAddress("missed")}?since=${encodeURIComponent(cursor)}`);
    if (answer.redirected || answer.status === 403) return spread({ event: "signed-out", data: {} }, "");
    if (!answer.ok) throw new Error(String(answer.status));
    const found = (await answer.json()) as { agent: number; cursor: number; messages: Told[] };
    if (found.agent !== me()) return spread({ event: "signed-out", data: {} }, "");
    show("asking");
    failures = 1;
    for (const told of found.messages) spread(told, String(found.cursor));
    cursor = String(found.cursor);
  } catch {
    show("off");
    window.setTimeout(connect, pause());
    return;
  }
  if (Date.now() < until) window.setTimeout(() => void ask(until), ASK_EVERY);
  else window.setTimeout(connect, pause());
}

function lead(): void {
  if (over) return;
  leads = true;
  connect();
}

export function startLive(): void {
  if (!desk) return;
  others?.addEventListener("message", (event: MessageEvent<{ told?: Told; id?: string; asks?: true; state?: State }>) => {
    const { told, id, asks, state } = event.data;
    if (told) receive(told, id ?? "");
    else if (state) tellState(state);
    // A tab that just opened hears what was told while its page was on its way.
    else if (asks && leads) for (const one of recent) others.postMessage(one);
  });
  // Locks exist on secure addresses only; elsewhere each page that is seen has its own stream.
  if (navigator.locks && others) {
    others.postMessage({ asks: true });
    void navigator.locks.request(NAME, () =>
      over
        ? undefined
        : new Promise<void>((resolve) => {
            release = resolve;
            lead();
          }),
    );
  } else if (!document.hidden) lead();
  else document.addEventListener("visibilitychange", lead, { once: true });
  window.addEventListener("offline", () => {
    if (!over) show("off");
  });
}
