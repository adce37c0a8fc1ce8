// What is typed and not yet saved, kept on this device, each under its own key and unreadable without the page of the agent
// who typed it: [data-vault-key][data-vault-owner]. Where the browser cannot encrypt (a page that is not served by HTTPS), it
// stays in the tab alone, until the agent signs out.

export interface Stored {
  id: string;
  at: number;
}

export interface Kept extends Stored {
  aside: boolean;
  label: string;
  fields: [string, string][];
}

/** Entries of the front desk; texts written on a case. */
const PREFIXES = { entry: "parvis-entry:", text: "parvis-text:" } as const;
export type Shelf = keyof typeof PREFIXES;
const KEPT_DAYS = 14;

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** The page carries a mask, then the key under it. */
function unmasked(secret: string): Uint8Array<ArrayBuffer> {
  const both = bytes(secret);
  const half = both.length / 2;
  return both.slice(half).map((byte, at) => byte ^ (both[at] ?? 0));
}

function base64(of: Uint8Array): string {
  let text = "";
  for (const byte of of) text += String.fromCharCode(byte);
  return btoa(text);
}

function isOurs(name: string): boolean {
  return Object.values(PREFIXES).some((prefix) => name.startsWith(prefix));
}

/** Everything of what was saved, whoever typed it; needs no key. */
export function forget(id: string, shelf: Shelf = "entry"): void {
  for (const store of stores()) {
    for (const name of Object.keys(store)) {
      if (name.startsWith(PREFIXES[shelf]) && name.endsWith(`:${id}`)) store.removeItem(name);
    }
  }
}

function stores(): Storage[] {
  try {
    return [localStorage, sessionStorage];
  } catch {
    return [];
  }
}

/** Whoever they belong to, those that are too old: the day they were kept is all that can be read of them. */
function sweep(store: Storage): void {
  for (const name of Object.keys(store)) {
    const at = Number((store.getItem(name) ?? "").split(".")[0]);
    if (isOurs(name) && !(Date.now() - at < KEPT_DAYS * 86_400_000)) store.removeItem(name);
  }
}

/** What a tab keeps without encryption leaves with the agent. */
export function forgetOnSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/deconnexion")) return;
    const [, tab] = stores();
    for (const name of Object.keys(tab ?? {})) if (isOurs(name)) tab?.removeItem(name);
  });
}

export class Vault<T extends Stored = Kept> {
  private readonly prefix: string;
  private readonly key: Promise<CryptoKey> | null;
  private readonly store: Storage | undefined;

  constructor(secret: string, owner: string, shelf: Shelf = "entry") {
    this.prefix = `${PREFIXES[shelf]}${owner}:`;
    this.key = window.isSecureContext && secret
      ? crypto.subtle.importKey("raw", unmasked(secret), "AES-GCM", false, ["encrypt", "decrypt"])
      : null;
    const [device, tab] = stores();
    this.store = this.key ? device : tab;
    if (this.store) sweep(this.store);
  }

  async put(entry: T): Promise<void> {
    const text = JSON.stringify(entry);
    try {
      const kept = this.key ? await this.sealed(text) : text;
      this.store?.setItem(this.prefix + entry.id, `${entry.at}.${kept}`);
    } catch {
      // No room left, or no storage: the form still works.
    }
  }

  remove(id: string): void {
    this.store?.removeItem(this.prefix + id);
  }

  async get(id: string): Promise<T | null> {
    const raw = this.store?.getItem(this.prefix + id);
    if (!raw) return null;
    try {
      const kept = raw.slice(raw.indexOf(".") + 1);
      return JSON.parse(this.key ? await this.opened(kept) : kept) as T;
    } catch {
      // Of another key: a new password, another installation.
    }
    this.remove(id);
    return null;
  }

  /** The latest first. */
  async all(): Promise<T[]> {
    const ids = Object.keys(this.store ?? {})
      .filter((name) => name.startsWith(this.prefix))
      .map((name) => name.slice(this.prefix.length));
    const found = await Promise.all(ids.map((id) => this.get(id)));
    return found.filter((entry): entry is NonNullable<typeof entry> => entry !== null).sort((a, b) => b.at - a.at);
  }

  private async sealed(text: string): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(text);
    const hidden = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, (await this.key) as CryptoKey, plain);
    return `${base64(iv)}.${base64(new Uint8Array(hidden))}`;
  }

  private async opened(raw: string): Promise<string> {
    const [iv = "", hidden = ""] = raw.split(".");
    const key = (await this.key) as CryptoKey;
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, key, bytes(hidden));
    return new TextDecoder().decode(plain);
  }
}
