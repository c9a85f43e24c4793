/** The search box: suggestions while one types, by keyboard as well as by pointer. */

import { type Hit, type Entry, Names } from "./finding";
import { at, element } from "./root";

/** Suggestions shown at once: what a screen of a phone holds without scrolling twice. */
const MOST = 12;

let loading: Promise<Names> | undefined;

function names(): Promise<Names> {
  loading ??= fetch(at("search.json"))
    .then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json() as Promise<Entry[]>;
    })
    .then((entries) => new Names(entries));
  loading.catch(() => (loading = undefined));
  return loading;
}

/** Make the search box of this page suggest; a site without one gets one. */
export function enhanceSearch(): void {
  const form = document.querySelector<HTMLFormElement>("form.search") ?? formInsteadOfLink();
  const input = form?.querySelector<HTMLInputElement>("input[type=search]");
  if (form && input) new Combobox(form, input, !form.hasAttribute("data-alone"));
}

/** Put a form where a static site has a link to all names. */
function formInsteadOfLink(): HTMLFormElement | null {
  const link = document.querySelector("p.search");
  if (!link) return null;
  const form = element(
    "form",
    { class: "search", role: "search", action: at("names.html"), "data-alone": "" },
    element("label", { for: "q" }, "Find"),
    " ",
    element("input", { id: "q", name: "q", type: "search" }),
    " ",
    element("button", {}, "Find"),
  );
  link.replaceWith(form);
  return form;
}

class Combobox {
  private readonly list = element("ul", {
    id: "q-found",
    role: "listbox",
    "aria-label": "Suggestions",
    class: "suggestions",
    hidden: "",
  });
  private readonly status = element("p", { role: "status", class: "hide" });
  private hits: Hit[] = [];
  private active = -1;
  private asked = 0;

  constructor(
    form: HTMLFormElement,
    private readonly input: HTMLInputElement,
    private readonly answered: boolean,
  ) {
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
    }))
      input.setAttribute(name, value);
    form.append(this.list, this.status);
    input.addEventListener("focus", () => void names().catch(() => undefined));
    input.addEventListener("input", () => void this.suggest());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // no blur
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.open(Number(option.dataset["n"]));
    });
    form.addEventListener("submit", (event) => {
      if (this.active < 0 && this.answered) return;
      event.preventDefault();
      if (this.active >= 0) this.open(this.active);
      else void this.first();
    });
  }

  /** Open the likeliest page, where there is no server that could list all. */
  private async first(): Promise<void> {
    await this.suggest();
    if (this.hits.length) this.open(0);
    else if (!this.input.value.trim()) location.href = at("names.html");
  }

  private async suggest(): Promise<void> {
    const turn = ++this.asked;
    let all: Names;
    try {
      all = await names();
    } catch {
      this.status.textContent = "Suggestions could not be loaded.";
      return;
    }
    if (turn !== this.asked) return; // a later letter was faster
    this.hits = all.find(this.input.value, MOST);
    this.active = -1;
    this.list.replaceChildren(...this.hits.map((hit, n) => option(hit, n)));
    const wanted = this.input.value.trim() !== "";
    this.expand(this.hits.length > 0);
    const count = this.hits.length === MOST ? `${MOST} or more` : String(this.hits.length);
    this.status.textContent = wanted ? `${count} suggested` : "";
  }

  private expand(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
  }

  private close(): void {
    this.asked++;
    this.active = -1;
    this.expand(false);
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = !this.list.hidden;
    if (event.key === "Escape" && open) this.close();
    else if (event.key === "ArrowDown" && !open) void this.suggest();
    else if (event.key === "ArrowDown") this.choose(this.active + 1);
    else if (event.key === "ArrowUp" && open) this.choose(this.active - 1);
    else return;
    event.preventDefault();
  }

  /** Mark a suggestion; beyond either end is the box itself. */
  private choose(n: number): void {
    const count = this.hits.length;
    this.active = n < -1 ? count - 1 : n >= count ? -1 : n;
    [...this.list.children].forEach((each, i) =>
      each.setAttribute("aria-selected", String(i === this.active)),
    );
    const chosen = this.list.children[this.active];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  private open(n: number): void {
    const hit = this.hits[n];
    if (hit) location.href = at(hit.entry.address);
  }
}

function option({ entry, alias }: Hit, n: number): HTMLElement {
  const of = entry.claimant ? `${entry.kind} by ${entry.claimant}` : entry.kind;
  const about = [of, ...(entry.manner ? [entry.manner] : [])].join(", ");
  const made = element(
    "li",
    { id: `q-${n}`, role: "option", "aria-selected": "false", "data-n": String(n) },
    element("bdi", {}, entry.name),
    " ",
    element("span", { class: "small" }, about),
  );
  if (alias)
    made.append(" ", element("span", { class: "also small" }, "also ", element("bdi", {}, alias)));
  return made;
}
