// Suggests addresses as they are typed: input[data-address-search="URL"], a server that answers GeoJSON like the
// Base adresse nationale. Without an answer the field stays a plain text field.
// A choice fills the inputs named by data-lat and data-lon and fires "parvis:address" on the field.
import { announce, behaviour, input, make } from "./behaviours";

interface Feature {
  geometry: { coordinates: [number, number] };
  properties: { label: string; context?: string };
}

const LEAST = 3;
const PAUSE = 200;

async function ask(url: string, words: string, signal: AbortSignal): Promise<Feature[]> {
  const address = new URL(url, location.href);
  address.searchParams.set("q", words);
  address.searchParams.set("limit", "6");
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) return [];
  const found = (await answer.json()) as { features?: Feature[] };
  return found.features ?? [];
}

class Suggestions {
  private readonly list = make("ul", "suggest-list");
  private features: Feature[] = [];
  private at = -1;
  private waiting = 0;
  private asking = new AbortController();

  constructor(private readonly field: HTMLInputElement) {
    const wrap = make("div", "suggest");
    field.before(wrap);
    wrap.append(field, this.list);
    this.list.id = `${field.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Adresses proposées");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
    field.autocomplete = "off";
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  private later(): void {
    window.clearTimeout(this.waiting);
    this.forgetPoint();
    const words = this.field.value.trim();
    if (words.length < LEAST) return this.close();
    this.waiting = window.setTimeout(() => void this.search(words), PAUSE);
  }

  private async search(words: string): Promise<void> {
    this.asking.abort();
    this.asking = new AbortController();
    try {
      this.show(await ask(this.field.dataset["addressSearch"] ?? "", words, this.asking.signal));
    } catch {
      this.close();
    }
  }

  private show(features: Feature[]): void {
    this.features = features;
    this.at = -1;
    this.list.replaceChildren(
      ...features.map((feature, index) => {
        const line = make("li", "", feature.properties.label);
        line.id = `${this.list.id}-${index}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        if (feature.properties.context) line.append(" ", make("small", "", feature.properties.context));
        line.addEventListener("click", () => this.choose(index));
        return line;
      }),
    );
    this.list.hidden = !features.length;
    this.field.setAttribute("aria-expanded", String(features.length > 0));
    this.field.removeAttribute("aria-activedescendant");
    if (features.length) announce(`${features.length} adresses proposées`);
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    const last = this.features.length - 1;
    if (event.key === "ArrowDown") this.move(this.at >= last ? 0 : this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at <= 0 ? last : this.at - 1);
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private move(to: number): void {
    this.at = to;
    [...this.list.children].forEach((line, index) => {
      line.setAttribute("aria-selected", String(index === to));
      if (index === to) line.scrollIntoView({ block: "nearest" });
    });
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${to}`);
  }

  private choose(index: number): void {
    const feature = this.features[index];
    if (!feature) return;
    const [lon, lat] = feature.geometry.coordinates;
    this.field.value = feature.properties.label;
    this.fillPoint(String(lat), String(lon));
    this.close();
    this.field.dispatchEvent(
      new CustomEvent("parvis:address", { bubbles: true, detail: { lat, lon, ...feature.properties } }),
    );
  }

  /** An address that was changed by hand no longer is at the point of the suggestion. */
  private forgetPoint(): void {
    if (this.field.dataset["placed"]) this.fillPoint("", "");
  }

  private fillPoint(lat: string, lon: string): void {
    const [latitude, longitude] = [input(this.field.dataset["lat"]), input(this.field.dataset["lon"])];
    if (latitude) latitude.value = lat;
    if (longitude) longitude.value = lon;
    if (lat) this.field.dataset["placed"] = "yes";
    else delete this.field.dataset["placed"];
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

export function startAddresses(): void {
  behaviour("input[data-address-search]", (field) => void new Suggestions(field as HTMLInputElement));
}
