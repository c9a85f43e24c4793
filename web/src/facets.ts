/** Lists are chosen from by what their entries are: kinds, places, years.
 *
 * Beside each value stands how many entries it would leave, all other choices being as
 * they are. What is chosen stands in the address, after the #, so that a link shows it.
 */

import { element } from "./root";
import { changed, leaveOut } from "./rows";

/** Entries from which a list is worth choosing from: fewer are seen at a glance. */
const MANY = 6;

interface Entry {
  item: HTMLElement;
  of: Record<string, string[]>;
}

interface Value {
  box: HTMLInputElement;
  count: HTMLElement;
  line: HTMLElement;
}

/** Put what can be chosen above each list of a page. */
export function enhanceFacets(): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-facets]")) {
    const items = [...list.querySelectorAll<HTMLElement>("[data-of]")];
    if (items.length >= MANY) new Facets(list, items);
  }
}

class Facets {
  private readonly entries: Entry[];
  private readonly values = new Map<string, Map<string, Value>>();
  private readonly status = element("span", { role: "status", class: "small" });
  private readonly all = element("button", { type: "button", hidden: "" }, "All");
  private readonly prefix: string;

  constructor(
    private readonly list: HTMLElement,
    items: HTMLElement[],
  ) {
    this.prefix = list.dataset["facets"] ? `${list.dataset["facets"]}.` : "";
    this.entries = items.map((item) => ({
      item,
      of: JSON.parse(item.dataset["of"] ?? "{}") as Record<string, string[]>,
    }));
    const names = new Set(this.entries.flatMap(({ of }) => Object.keys(of)));
    const parts = [...names].flatMap((name) => this.part(name));
    if (!parts.length) return;
    const place = list.closest(".scroll") ?? list;
    const label = { class: "facets", role: "group", "aria-label": "Choose from the list" };
    place.before(element("div", label, ...parts, this.all, " ", this.status));
    this.all.addEventListener("click", () => {
      for (const { box } of this.boxes()) box.checked = false;
      this.choose();
    });
    list.addEventListener("rows", () => this.count());
    addEventListener("hashchange", () => this.restore());
    this.restore();
  }

  /** Return the values of a facet to be chosen; nothing where all entries are alike. */
  private part(name: string): HTMLElement[] {
    const counts = new Map<string, number>();
    for (const { of } of this.entries)
      for (const value of new Set(of[name])) counts.set(value, (counts.get(value) ?? 0) + 1);
    const alike = counts.size === 1 && [...counts.values()][0] === this.entries.length;
    if (!counts.size || alike) return [];
    const dates = [...counts.keys()].every((value) => /^\d{4}(-\d\d)?$/.test(value));
    const order = [...counts].sort(([a, n], [b, m]) => (dates ? 0 : m - n) || a.localeCompare(b));
    const values = new Map<string, Value>();
    for (const [value] of order) {
      const box = element("input", { type: "checkbox" });
      const count = element("span", { class: "count" });
      const line = element("li", {}, element("label", {}, box, " ", element("bdi", {}, value), " ", count));
      box.addEventListener("change", () => this.choose());
      values.set(value, { box, count, line });
    }
    this.values.set(name, values);
    const lines = [...values.values()].map(({ line }) => line);
    return [element("details", {}, element("summary", {}, name), element("ul", {}, ...lines))];
  }

  private boxes(): Value[] {
    return [...this.values.values()].flatMap((values) => [...values.values()]);
  }

  /** Return what is chosen of each facet of which anything is. */
  private chosen(): Map<string, string[]> {
    const chosen = new Map<string, string[]>();
    for (const [name, values] of this.values) {
      const some = [...values].filter(([, { box }]) => box.checked).map(([value]) => value);
      if (some.length) chosen.set(name, some);
    }
    return chosen;
  }

  private choose(): void {
    this.apply();
    const words = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const name of this.values.keys()) words.delete(this.prefix + name);
    for (const [name, some] of this.chosen())
      for (const value of some) words.append(this.prefix + name, value);
    const { pathname, search } = location;
    history.replaceState(null, "", `${words}` ? `#${words}` : pathname + search);
  }

  private restore(): void {
    const words = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const [name, values] of this.values) {
      const some = new Set(words.getAll(this.prefix + name));
      for (const [value, { box }] of values) box.checked = some.has(value);
      const part = values.values().next().value?.line.closest("details");
      if (part && some.size) part.open = true;
    }
    this.apply();
  }

  private apply(): void {
    const chosen = this.chosen();
    for (const { item, of } of this.entries)
      leaveOut(item, "outByFacets", ![...chosen].every(([name, some]) => has(of, name, some)));
    this.all.hidden = !chosen.size;
    changed(this.list);
  }

  /** Say beside each value how many it leaves, with all that is chosen of the others. */
  private count(): void {
    const chosen = this.chosen();
    const left = this.entries.filter(({ item }) => !("outByWords" in item.dataset));
    for (const [name, values] of this.values) {
      const others = [...chosen].filter(([other]) => other !== name);
      const here = left.filter(({ of }) => others.every(([other, some]) => has(of, other, some)));
      for (const [value, { box, count, line }] of values) {
        const n = here.filter(({ of }) => has(of, name, [value])).length;
        count.textContent = `${n}`;
        line.classList.toggle("none", !n && !box.checked);
      }
    }
    const shown = this.entries.filter(({ item }) => !item.hidden).length;
    this.status.textContent = shown < this.entries.length ? `${shown} of ${this.entries.length}` : "";
  }
}

function has(of: Record<string, string[]>, name: string, some: string[]): boolean {
  return (of[name] ?? []).some((value) => some.includes(value));
}
