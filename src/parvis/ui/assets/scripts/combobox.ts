// A field that proposes while one types: the server draws the options, the arrows move, Enter chooses, Escape closes.
// The list answers aria-activedescendant; a request still on its way is given up when more is typed.
import { announce } from "./behaviours";

const PAUSE = 120;

export interface Choice {
  link: HTMLAnchorElement;
  event: Event;
}

export class Combobox {
  private at = -1;
  private waiting = 0;
  private asking = new AbortController();
  private said = "";
  /** The options are those of what is typed now. */
  private fresh = true;
  /** Enter came before them: it is meant for the first of those to come. */
  private awaited: Event | null = null;

  constructor(
    private readonly field: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly hint: HTMLElement | null,
    private readonly url: string,
    private readonly more: () => Record<string, string>,
    private readonly least: number,
    private readonly choose: (choice: Choice) => void,
  ) {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.autocomplete = "off";
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[role=option]") : null;
      if (link) this.choose({ link, event });
    });
  }

  ask(): void {
    window.clearTimeout(this.waiting);
    void this.search(this.field.value.trim());
  }

  close(): void {
    window.clearTimeout(this.waiting);
    this.asking.abort();
    this.list.replaceChildren();
    this.list.hidden = true;
    if (this.hint) this.hint.textContent = "";
    this.at = -1;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  private later(): void {
    window.clearTimeout(this.waiting);
    this.fresh = false;
    this.awaited = null;
    if (this.field.value.trim().length < this.least) return this.close();
    this.waiting = window.setTimeout(() => this.ask(), PAUSE);
  }

  private async search(words: string): Promise<void> {
    this.asking.abort();
    const asking = (this.asking = new AbortController());
    const body = new URLSearchParams({ ...this.more(), q: words });
    const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body,
        signal: asking.signal,
        headers: { "X-CSRFToken": token },
      });
      if (!answer.ok) return this.close();
      const html = await answer.text();
      if (!asking.signal.aborted) this.show(html);
    } catch {
      if (!asking.signal.aborted) this.close();
    }
  }

  private show(html: string): void {
    const drawn = document.createElement("template");
    drawn.innerHTML = html;
    const hint = drawn.content.querySelector("[data-hint]");
    hint?.remove();
    if (this.hint) this.hint.textContent = hint?.textContent ?? "";
    this.list.replaceChildren(drawn.content);
    const options = this.options();
    this.fresh = true;
    options.forEach((option, index) => (option.id = `${this.list.id}-${index}`));
    this.list.hidden = !options.length;
    this.field.setAttribute("aria-expanded", String(options.length > 0));
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
    const told = options.length ? `${options.length} propositions` : (hint?.textContent ?? "Rien trouvé");
    if (told !== this.said) announce(told);
    this.said = told;
    const event = this.awaited;
    this.awaited = null;
    if (event && options[0]) this.choose({ link: options[0], event });
  }

  private options(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll<HTMLAnchorElement>("a[role=option]")];
  }

  private key(event: KeyboardEvent): void {
    const options = this.options();
    const last = options.length - 1;
    if (event.key === "Escape" && !this.list.hidden && this.field.form) this.close();
    else if (event.key === "Enter" && !this.field.form && !this.fresh) {
      this.awaited = event;
      this.ask();
    }
    else if (!options.length) return;
    else if (event.key === "ArrowDown") this.move(this.at >= last ? 0 : this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at <= 0 ? last : this.at - 1);
    else if (event.key === "Enter" && this.chosen()) this.choose({ link: this.chosen()!, event });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The option one moved to; in the palette, where Enter sends no form, the first one. */
  private chosen(): HTMLAnchorElement | null {
    const options = this.options();
    return options[this.at] ?? (this.field.form ? null : (options[0] ?? null));
  }

  private move(to: number): void {
    this.at = to;
    this.options().forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === to));
      if (index === to) option.scrollIntoView({ block: "nearest" });
    });
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${to}`);
  }
}
