/** The page of a view: what its drawing shows can be chosen, searched, and shared.

 * The drawing and the list are the page's own; nothing is drawn here. What is chosen
 * stands in the address, after the #, so that a link shows the same.
 */

import "./network.css";
import { plain } from "./finding";
import { element } from "./root";

interface Edge {
  line: SVGElement;
  source: string;
  target: string;
}

/** How much nearer or further away one step is: eight steps are six times as near. */
const STEP = 1.25;

/** How near it must be that all names are drawn: then the nodes have room for them. */
const NEAR = 2;

export function enhance(place: HTMLElement): void {
  const drawing = place.querySelector<SVGSVGElement>("svg.drawing");
  if (drawing) new Explorer(place, drawing);
}

class Explorer {
  private readonly nodes = new Map<string, SVGElement>();
  private readonly edges: Edge[] = [];
  private readonly items = new Map<string, HTMLElement>();
  private readonly boxes: HTMLInputElement[] = [];
  private readonly panel = element("div", { class: "chosen", "aria-live": "polite" });
  private readonly steps = element("select", { id: "steps" });
  private readonly day = element("input", { id: "day", type: "date" });
  private readonly whole: [number, number, number, number];
  private view: [number, number, number, number];
  private chosen = "";

  constructor(
    place: HTMLElement,
    private readonly drawing: SVGSVGElement,
  ) {
    for (const node of drawing.querySelectorAll<SVGElement>("[data-node]"))
      this.nodes.set(node.dataset["node"] ?? "", node);
    for (const line of drawing.querySelectorAll<SVGElement>("[data-edge]")) {
      const { s = "", t = "" } = line.dataset;
      this.edges.push({ line, source: s, target: t });
    }
    for (const item of document.querySelectorAll<HTMLElement>(".in-words > [data-node]"))
      this.items.set(item.dataset["node"] ?? "", item);
    const box = (drawing.getAttribute("viewBox") ?? "").split(" ").map(Number);
    this.whole = this.view = [box[0] ?? 0, box[1] ?? 0, box[2] ?? 1, box[3] ?? 1];
    for (const item of place.querySelectorAll<HTMLElement>(".keys [data-group], .keys [data-kind], .keys [data-look-of]"))
      this.choosable(item);
    drawing.before(this.controls());
    const stage = element("div", { class: "stage" });
    drawing.replaceWith(stage);
    stage.append(drawing, this.panel);
    this.pointer();
    this.restore();
    addEventListener("hashchange", () => this.restore());
  }

  /** Put a box before an entry of the legend, which shows or hides what it means. */
  private choosable(item: HTMLElement): void {
    const { group, kind, lookOf } = item.dataset;
    const [name, value] = group !== undefined ? ["group", group]
      : kind !== undefined ? ["kind", kind] : ["look", lookOf ?? ""];
    const box = element("input", { type: "checkbox" });
    box.checked = true;
    box.dataset["of"] = name;
    box.value = value;
    box.addEventListener("change", () => this.changed());
    const label = element("label", {}, box, ...item.childNodes);
    item.replaceChildren(label);
    this.boxes.push(box);
  }

  private controls(): HTMLElement {
    const search = element("input", { id: "in-view", type: "search", list: "names", autocomplete: "off" });
    const names = element("datalist", { id: "names" });
    const label = (id: string): string => this.label(id);
    for (const id of this.nodes.keys()) names.append(element("option", { value: label(id) }));
    search.addEventListener("change", () => {
      const wanted = plain(search.value);
      const ids = [...this.nodes.keys()];
      const id = ids.find((each) => plain(label(each)) === wanted)
        ?? ids.find((each) => plain(label(each)).includes(wanted));
      if (wanted && id !== undefined) this.choose(id);
    });
    for (const n of [1, 2, 3]) this.steps.append(element("option", { value: String(n) }, String(n)));
    this.steps.addEventListener("change", () => this.changed());
    this.day.addEventListener("change", () => this.changed());
    const timed = this.edges.some(({ line }) => line.dataset["from"] ?? line.dataset["until"]);
    const nearer = this.button("+", "Nearer", () => this.zoom(1 / STEP));
    const further = this.button("−", "Further away", () => this.zoom(STEP));
    const all = this.button("All", "Show all", () => this.choose("", true));
    return element(
      "p",
      { class: "controls" },
      element("label", { for: "in-view" }, "Find in it"), " ", search, names, " ",
      element("label", { for: "steps" }, "Steps around"), " ", this.steps, " ",
      ...(timed ? [element("label", { for: "day" }, "Possible on"), " ", this.day, " "] : []),
      nearer, " ", further, " ", all,
    );
  }

  private button(words: string, name: string, act: () => void): HTMLElement {
    const made = element("button", { type: "button", title: name, "aria-label": name }, words);
    made.addEventListener("click", act);
    return made;
  }

  private label(id: string): string {
    return this.items.get(id)?.querySelector("bdi")?.textContent ?? id;
  }

  /** Choose a node, or none; what is chosen goes into the address. */
  private choose(id: string, all = false): void {
    this.chosen = id;
    if (all) {
      this.boxes.forEach((box) => (box.checked = true));
      this.day.value = "";
      this.show(this.whole);
    }
    this.changed();
  }

  private changed(): void {
    this.apply();
    const words = new URLSearchParams();
    if (this.chosen) words.set("node", this.chosen);
    if (this.steps.value !== "1") words.set("steps", this.steps.value);
    if (this.day.value) words.set("on", this.day.value);
    for (const box of this.boxes)
      if (!box.checked) words.append(`without-${box.dataset["of"]}`, box.value);
    history.replaceState(null, "", `#${words}`);
  }

  private restore(): void {
    const words = new URLSearchParams(location.hash.slice(1));
    const id = words.get("node") ?? "";
    this.chosen = this.nodes.has(id) ? id : "";
    const steps = words.get("steps") ?? "1";
    this.steps.value = ["1", "2", "3"].includes(steps) ? steps : "1";
    this.day.value = words.get("on") ?? "";
    for (const box of this.boxes)
      box.checked = !words.getAll(`without-${box.dataset["of"]}`).includes(box.value);
    this.apply();
  }

  /** Show what is wanted, in the drawing and in the list. */
  private apply(): void {
    const off = new Set(
      this.boxes.filter((box) => !box.checked).map((box) => `${box.dataset["of"]} ${box.value}`),
    );
    const gone = new Set<string>();
    for (const [id, node] of this.nodes) {
      const hidden = off.has(`group ${node.dataset["group"]}`);
      if (hidden) gone.add(id);
      node.classList.toggle("off", hidden);
    }
    const day = this.day.value;
    const shown = this.edges.filter(({ line, source, target }) => {
      const { kind, look, from, until } = line.dataset;
      const possible = !day || ((!from || from <= day) && (!until || day <= until));
      const hidden =
        off.has(`kind ${kind}`) || off.has(`look ${look}`) || gone.has(source) || gone.has(target);
      line.classList.toggle("off", hidden || !possible);
      return !hidden && possible;
    });
    const around = this.around(shown);
    for (const [id, node] of this.nodes) {
      node.classList.toggle("dim", around !== undefined && !around.has(id));
      node.classList.toggle("chosen-node", id === this.chosen);
    }
    for (const { line, source, target } of this.edges)
      line.classList.toggle("dim", around !== undefined && !(around.has(source) && around.has(target)));
    const there = new Set(shown.map(({ line }) => line.dataset["edge"]));
    for (const [id, item] of this.items) {
      item.hidden = gone.has(id) || (around !== undefined && !around.has(id));
      for (const each of item.querySelectorAll<HTMLElement>("[data-edge]"))
        each.hidden = !there.has(each.dataset["edge"]);
    }
    this.tell();
  }

  /** Return the nodes some steps around what is chosen; nothing where nothing is. */
  private around(shown: Edge[]): Set<string> | undefined {
    if (!this.chosen) return undefined;
    const reached = new Set([this.chosen]);
    for (let step = 0; step < Number(this.steps.value); step++) {
      const before = new Set(reached);
      for (const { source, target } of shown) {
        if (before.has(source)) reached.add(target);
        if (before.has(target)) reached.add(source);
      }
    }
    return reached;
  }

  private tell(): void {
    const item = this.items.get(this.chosen);
    this.panel.replaceChildren();
    if (item) for (const part of item.childNodes) this.panel.append(part.cloneNode(true));
  }

  private zoom(by: number, x = 0.5, y = 0.5): void {
    const [left, top, width, height] = this.view;
    const wide = Math.min(width * by, this.whole[2] * 1.5);
    const high = (height * wide) / width;
    this.show([left + (width - wide) * x, top + (height - high) * y, wide, high]);
  }

  private show(view: [number, number, number, number]): void {
    this.view = view;
    this.drawing.setAttribute("viewBox", view.join(" "));
    this.drawing.classList.toggle("near", this.whole[2] / view[2] >= NEAR);
  }

  /** Drag to move, choose by a click; a wheel scrolls the page unless Ctrl is held. */
  private pointer(): void {
    let from: { x: number; y: number; view: [number, number, number, number] } | undefined;
    let moved = false;
    this.drawing.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") return; // a finger scrolls the page
      from = { x: event.clientX, y: event.clientY, view: this.view };
      moved = false;
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.abs(dx) + Math.abs(dy) < 4) return; // pixels: a hand that only clicks
      moved = true;
      const scale = from.view[2] / this.drawing.clientWidth;
      const [left, top, width, height] = from.view;
      this.show([left - dx * scale, top - dy * scale, width, height]);
    });
    addEventListener("pointerup", () => (from = undefined));
    this.drawing.addEventListener("click", (event) => {
      if (moved) return;
      const node = (event.target as Element).closest<SVGElement>("[data-node]");
      this.choose(node?.dataset["node"] ?? "");
    });
    this.drawing.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const box = this.drawing.getBoundingClientRect();
        const [x, y] = [event.clientX - box.left, event.clientY - box.top];
        this.zoom(event.deltaY > 0 ? STEP : 1 / STEP, x / box.width, y / box.height);
      },
      { passive: false },
    );
  }
}
