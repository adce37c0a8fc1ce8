// Whom to call in a note: textarea[data-mentions="URL"]. After « @ », the names the server proposes, chosen with the
// arrows and Enter. Those who do not see the request are listed, and cannot be chosen. Without script the text is enough.
import { announce, behaviour, make } from "./behaviours";

interface Name {
  text: string;
  detail: string;
  kind: "agent" | "department";
  blind: boolean;
}

const PAUSE = 150;
const BLIND = "ne voit pas cette demande";
// « @ » at the beginning of a word, then at most four words.
const CALL = /(?:^|[^\p{L}\p{N}_@.+-])@((?:[\p{L}\p{N}'’()-]+ ?){0,4})$/u;

class Mentions {
  private readonly list = make("ul", "suggest-list");
  private names: Name[] = [];
  private at = -1;
  private from = -1;
  private ended = -1;
  private waiting = 0;
  private asking = new AbortController();

  constructor(private readonly area: HTMLTextAreaElement) {
    const wrap = make("div", "suggest");
    area.before(wrap);
    wrap.append(area, this.list);
    this.list.id = `${area.id}-mentions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Collègues et services");
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", this.list.id);
    area.addEventListener("input", () => this.look());
    area.addEventListener("click", () => this.close());
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  private look(): void {
    window.clearTimeout(this.waiting);
    const before = this.area.value.slice(0, this.area.selectionStart);
    const words = CALL.exec(before)?.[1];
    if (words === undefined) return this.close();
    this.from = before.length - words.length - 1;
    if (this.from === this.ended) return this.close();
    this.ended = -1;
    this.waiting = window.setTimeout(() => void this.search(words), PAUSE);
  }

  private async search(words: string): Promise<void> {
    this.asking.abort();
    this.asking = new AbortController();
    try {
      const address = new URL(this.area.dataset["mentions"] ?? "", location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return this.close();
      this.show(((await answer.json()) as { names: Name[] }).names, words !== "");
    } catch {
      // Left for another word, or no network: the text of the note is enough.
    }
  }

  private show(names: Name[], first: boolean): void {
    this.names = names;
    this.list.replaceChildren(...names.map((name, index) => this.line(name, index)));
    this.list.hidden = !names.length;
    if (!names.length) return this.close();
    const chosen = names.findIndex((name) => !name.blind);
    this.move(first ? chosen : -1);
    announce(names.length === 1 ? "1 nom proposé" : `${names.length} noms proposés`);
  }

  private line(name: Name, index: number): HTMLLIElement {
    const line = make("li", "", name.text);
    line.id = `${this.list.id}-${index}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    if (name.blind) line.setAttribute("aria-disabled", "true");
    const detail = name.blind ? BLIND : name.detail;
    if (detail) line.append(" ", make("small", "", detail));
    line.addEventListener("click", () => this.choose(index));
    return line;
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.names.length - 1;
    if (event.key === "ArrowDown") this.move(this.at >= last ? 0 : this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at <= 0 ? last : this.at - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") {
      this.ended = this.from;
      this.close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private move(to: number): void {
    this.at = to;
    [...this.list.children].forEach((line, index) => {
      line.setAttribute("aria-selected", String(index === to));
      if (index === to) line.scrollIntoView({ block: "nearest" });
    });
    if (to >= 0) this.area.setAttribute("aria-activedescendant", `${this.list.id}-${to}`);
    else this.area.removeAttribute("aria-activedescendant");
  }

  private choose(index: number): void {
    const name = this.names[index];
    if (!name) return;
    if (name.blind) return announce(`${name.text} ${BLIND}`);
    this.ended = this.from;
    this.area.setRangeText(`@${name.text} `, this.from, this.area.selectionStart, "end");
    this.close();
    // Kept as a draft, as what is typed.
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private close(): void {
    window.clearTimeout(this.waiting);
    this.asking.abort();
    this.list.hidden = true;
    this.area.removeAttribute("aria-activedescendant");
  }
}

export function startMentions(): void {
  behaviour("textarea[data-mentions]", (area) => void new Mentions(area as HTMLTextAreaElement));
}
