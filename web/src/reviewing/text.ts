/** The text with its drafts and claims marked; either leads to the other. */

import { type TextSelector, createTextAnnotator } from "@recogito/text-annotator";

import { element } from "../root";
import type { Item, Place, State } from "./asking";

/** Words that were selected, and where: half-open UTF-16 units. */
export interface Selected {
  words: string;
  start: number;
  end: number;
}

/** What is seen first where several stand in one place. */
const RANK: Record<string, number> = { undecided: 0, claim: 1, rejected: 2, "not drafted": 3 };

export class TextView {
  /** The text alone, so that whatever counts its characters counts the document's. */
  private readonly words = element("div", { class: "source-text", dir: "auto" });
  private readonly marks = new Map<string, HTMLElement[]>();
  private current = "";

  constructor(
    host: HTMLElement,
    private readonly open: (key: string) => void,
    select: (selected: Selected) => void,
  ) {
    host.append(this.words);
    const annotator = createTextAnnotator(this.words, { renderer: "SPANS", style: CLEAR });
    annotator.on("createAnnotation", (made) => {
      const part = made.target.selector[0];
      annotator.clearAnnotations();
      if (part) select(selectedIn(part as TextSelector));
    });
    this.words.addEventListener("click", (event) => this.chosen(event));
    this.words.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.chosen(event);
    });
  }

  /** Show the text of a state, with what is open and what is selected. */
  render(state: State, current: string, selected: Place | null): void {
    this.words.lang = state.language;
    this.marks.clear();
    const placed = state.items.filter((item) => item.chars);
    const begins = new Map<number, Item[]>();
    for (const item of placed) begins.set(item.start, [...(begins.get(item.start) ?? []), item]);
    const edges = new Set([0, state.text.length]);
    for (const { start, end } of [...placed, ...(selected ? [selected] : [])])
      edges.add(start).add(end);
    const sorted = [...edges].sort((a, b) => a - b);
    const begun = new Set<string>();
    let here: Item[] = [];
    const parts = sorted.slice(1).map((end, n) => {
      const start = sorted[n] ?? 0;
      here = [...here.filter((item) => item.end > start), ...(begins.get(start) ?? [])];
      const words = state.text.slice(start, end);
      const chosen = !!selected && selected.start < end && start < selected.end;
      return here.length || chosen ? this.mark(words, [...here].sort(byRank), chosen, begun) : words;
    });
    this.words.replaceChildren(...parts);
    this.point(current);
  }

  /** Mark what is open. */
  point(current: string): void {
    for (const mark of this.marks.get(this.current) ?? []) mark.classList.remove("is-open");
    for (const mark of this.marks.get(current) ?? []) mark.classList.add("is-open");
    this.current = current;
  }

  /** Bring what is open into sight. */
  reveal(): void {
    const mark = this.words.querySelector(".is-selected, .is-open");
    mark?.scrollIntoView({ block: "nearest" });
  }

  /** Bring a place of the text into sight. */
  revealPlace(start: number): void {
    const range = document.createRange();
    const walker = document.createTreeWalker(this.words, NodeFilter.SHOW_TEXT);
    let left = start;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = node as Text;
      if (left < length) {
        range.setStart(node, left);
        range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
        const box = range.getBoundingClientRect(), host = this.words.parentElement;
        if (host) host.scrollTop += box.top - host.getBoundingClientRect().top - host.clientHeight / 3;
        return;
      }
      left -= length;
    }
  }

  private mark(words: string, here: Item[], chosen: boolean, begun: Set<string>): HTMLElement {
    const first = here[0];
    const names = [first ? classOf(first) : "is-selected"];
    if (chosen) names.push("is-selected");
    if (here.length > 1) names.push("several");
    const made = element("mark", { class: names.join(" "), "data-keys": keys(here) }, words);
    for (const { key } of here) this.marks.set(key, [...(this.marks.get(key) ?? []), made]);
    const fresh = here.filter(({ key }) => !begun.has(key));
    if (fresh.length) {
      fresh.forEach(({ key }) => begun.add(key));
      made.tabIndex = 0; // once for each, however many parts it has
      made.setAttribute("role", "link");
      made.setAttribute("aria-label", `${fresh.map(label).join(", ")}: ${words}`);
    }
    return made;
  }

  /** Open what was clicked; where several stand, the one after the one that is open. */
  private chosen(event: Event): void {
    const mark = (event.target as Element).closest<HTMLElement>("mark[data-keys]");
    const here = mark?.dataset["keys"]?.split(" ").filter(Boolean) ?? [];
    if (!here.length || getSelection()?.toString()) return;
    const next = here[(here.indexOf(this.current) + 1) % here.length];
    if (next) this.open(next);
  }
}

const CLEAR = { fillOpacity: 0 }; // selections are marked like everything else

function selectedIn({ quote, start, end }: TextSelector): Selected {
  return { words: quote, start, end };
}

/** Return the class that an item is styled by. */
export function classOf(item: Item): string {
  return `is-${item.state.replace(" ", "-")}`;
}

function byRank(one: Item, other: Item): number {
  const rank = (RANK[one.state] ?? 1) - (RANK[other.state] ?? 1);
  return rank || one.end - one.start - (other.end - other.start);
}

function keys(items: Item[]): string {
  return items.map(({ key }) => key).join(" ");
}

function label({ key, state }: Item): string {
  if (state === "claim") return `claim ${key}`;
  return state === "not drafted" ? "a passage that is not drafted" : `draft ${key}, ${state}`;
}
