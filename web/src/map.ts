/** The map of movements: arcs from country to country, as wide as their figures.

 * What is drawn is read from the table of the page, rows that are hidden left out.
 */

import {
  type GeoPermissibleObjects, type GeoProjection, geoArea, geoCentroid, geoNaturalEarth1, geoPath,
} from "d3-geo";
import { iso31661Alpha2ToNumeric, iso31661Alpha3ToAlpha2 } from "iso-3166";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";

import "./map.css";
import { arc, loop, type Point, stub, tip } from "./arcs";
import { element, drawn } from "./root";
import { offer } from "./saving";

type Country = GeoJSON.Feature<GeoJSON.MultiPolygon | GeoJSON.Polygon>;

interface Move {
  row: HTMLTableRowElement;
  from: string;
  to: string;
  low: number;
  high: number | undefined;
}

interface Label {
  x: number;
  y: number;
  anchor: string;
  text: string;
}

interface Box {
  y: number;
  left: number;
  right: number;
}

/** About how wide a letter is, and how high a line. */
const [LETTER, LINE] = [7.6, 17];

/** Width and height of the map, and the room around the countries that are on it. */
const [WIDE, HIGH, ROOM] = [960, 520, 70];

/** The widest arc, the thinnest, and the pale part where no most is given (by eye). */
const [WIDEST, LEAST, OPEN] = [26, 1.5, 6];

/** Arcs up to which each has its figure beside it: more would hide each other. */
const FEW = 14;

/** From here on a line runs so steeply that its words stand beside it. */
const UPRIGHT = 0.4;

/** How far apart arcs between the same two places are bent (by eye). */
const BOW = 34;

export function enhance(place: HTMLElement): void {
  const table = document.querySelector<HTMLTableElement>("table.movements");
  if (table) new FlowMap(place, table);
}

class FlowMap {
  private readonly countries: Country[];
  private readonly byCode = new Map<string, Country>();
  private readonly unit = element("select", { id: "map-counts" });
  private readonly stage = element("div", {
    class: "scroll", tabindex: "0", role: "region", "aria-label": "Map", "data-picture": "map", "data-note": NOTE,
  });
  private readonly beside = element("p", { class: "small", role: "status" });

  constructor(
    place: HTMLElement,
    private readonly table: HTMLTableElement,
  ) {
    const world = atlas as unknown as Topology<{ countries: GeometryCollection }>;
    this.countries = feature(world, world.objects.countries).features as Country[];
    const byNumber = new Map(this.countries.map((each) => [String(each.id), each]));
    for (const [code, short] of Object.entries(iso31661Alpha3ToAlpha2)) {
      const number = (iso31661Alpha2ToNumeric as Record<string, string>)[short];
      const country = number === undefined ? undefined : byNumber.get(number);
      if (country) this.byCode.set(code, country);
    }
    const units = this.units();
    for (const each of units) this.unit.append(element("option", {}, each));
    this.unit.addEventListener("change", () => this.draw());
    table.addEventListener("rows", () => this.draw());
    const label = element("label", { for: "map-counts" }, "Counted in");
    const choose = element("p", { class: "controls" }, label, " ", this.unit);
    choose.hidden = units.length < 2;
    place.querySelector("[data-without]")?.replaceWith(choose, this.stage, this.beside);
    offer(this.stage);
    this.draw();
  }

  /** Return what is counted, that which most rows count first. */
  private units(): string[] {
    const counts = new Map<string, number>();
    for (const row of this.table.querySelectorAll<HTMLElement>("[data-counts]")) {
      const unit = row.dataset["counts"] ?? "";
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([unit]) => unit);
  }

  private draw(): void {
    const rows = [...this.table.querySelectorAll<HTMLTableRowElement>("tbody tr")].filter(
      (row) => !row.hidden && row.dataset["counts"] === this.unit.value,
    );
    const moves = rows.filter((row) => "drawn" in row.dataset).map(move).filter((each) => this.on(each));
    this.stage.replaceChildren(moves.length ? this.map(moves) : element("p", {}, NOTHING));
    this.beside.textContent = this.missing(rows);
  }

  /** Tell whether an end of a movement is on the map, and no stated end is lost. */
  private on({ row, from, to }: Move): boolean {
    const lost = [[from, 0], [to, 1]].some(
      ([code, n]) => !this.byCode.has(String(code)) && stated(row, Number(n)),
    );
    return !lost && (this.byCode.has(from) || this.byCode.has(to));
  }

  /** Name the places that are not on the map, in words. */
  private missing(rows: HTMLTableRowElement[]): string {
    const names = new Set<string>();
    for (const row of rows)
      ["from", "to"].forEach((end, n) => {
        if (stated(row, n) && !this.byCode.has(row.dataset[end] ?? "")) names.add(name(row, n));
      });
    if (!names.size) return "";
    return `Not on the map, because no country of it has their code: ${[...names].join(", ")}.`;
  }

  private map(moves: Move[]): SVGElement {
    const codes = new Set(moves.flatMap(({ from, to }) => [from, to]));
    const shown = [...codes].flatMap((code) => this.byCode.get(code) ?? []);
    const projection = fitted(shown);
    const path = geoPath(projection);
    const land = this.countries.map((each) =>
      drawn("path", { class: shown.includes(each) ? "land on" : "land", d: path(each) ?? "" }),
    );
    const most = Math.max(...moves.map(({ low, high }) => high ?? low), 0);
    const scale = most ? WIDEST / most : 0;
    const at = (code: string): Point | undefined => {
      const country = this.byCode.get(code);
      return country && (projection(middle(country)) as Point);
    };
    const turns = new Map<string, number>();
    const words: SVGElement[] = [];
    const taken: Box[] = [];
    const arcs = moves.map((each) => {
      const pair = `${each.from} ${each.to}`;
      const turn = turns.get(pair) ?? 0;
      turns.set(pair, turn + 1);
      const { made, label } = arrow(each, at(each.from), at(each.to), turn, scale);
      if (moves.length <= FEW) words.push(besides(label, taken));
      return made;
    });
    const places = [...codes].flatMap((code) => names(code, at(code), moves));
    return drawn(
      "svg",
      { class: "flow-map", viewBox: `0 0 ${WIDE} ${HIGH}`, role: "group", "aria-label": LABEL },
      drawn("g", { "aria-hidden": "true" }, ...land),
      ...arcs,
      drawn("g", { "aria-hidden": "true" }, ...places, ...words),
    );
  }
}

const LABEL = "Map of movements: arrows from place to place, as the table has them in words";
const NOTE = "Boundaries: Natural Earth; no opinion on them is meant.";
const NOTHING = "No movement that is listed can be put on the map: no place has the code of a country.";

function move(row: HTMLTableRowElement): Move {
  const { from = "", to = "", low, high } = row.dataset;
  return { row, from, to, low: Number(low || 0), high: high ? Number(high) : undefined };
}

function name(row: HTMLTableRowElement, n: number): string {
  return row.cells[n]?.textContent?.trim() ?? "";
}

/** Tell whether a row says where a movement begins (0), or ends (1). */
function stated(row: HTMLTableRowElement, n: number): boolean {
  return row.cells[n]?.querySelector("bdi") !== null;
}

/** Return the middle of the largest part of a country: islands far away leave it there. */
function middle(country: Country): [number, number] {
  const { geometry } = country;
  if (geometry.type === "Polygon") return geoCentroid(geometry);
  const parts = geometry.coordinates.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
  return geoCentroid(parts.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a)));
}

/** Return a projection that shows some countries, with the first meridian among them. */
function fitted(shown: Country[]): GeoProjection {
  const all = { type: "FeatureCollection", features: shown } as GeoPermissibleObjects;
  const [longitude] = geoCentroid(all);
  const room: [Point, Point] = [[ROOM, ROOM], [WIDE - ROOM, HIGH - ROOM]];
  return geoNaturalEarth1().rotate([-longitude, 0]).fitExtent(room, all);
}

/** Return the arrow of a movement, which leads to its page, and its figure in words. */
function arrow(
  { row, low, high }: Move,
  from: Point | undefined,
  to: Point | undefined,
  turn: number,
  scale: number,
): { made: SVGElement; label: Label } {
  const core = low ? Math.max(low * scale, LEAST) : 0;
  const outer = Math.max(high === undefined ? core + OPEN : high * scale, LEAST);
  const line = from && to
    ? from[0] === to[0] && from[1] === to[1] ? loop(from, turn) : arc(from, to, 40 + turn * BOW)
    : stub((from ?? to) as Point, turn, from !== undefined, WIDE / 2);
  const words = [`${row.querySelector(".figure")?.textContent ?? ""}${from && to ? "" : " ?"}`];
  if (row.dataset["look"] !== "as asserted") words.push(row.dataset["manner"] ?? "");
  const contradicted = row.querySelector(".is-contradicted") !== null;
  if (contradicted) words.push("contradicted");
  const link = row.cells[row.cells.length - 1]?.querySelector("a");
  const days = row.cells[3]?.textContent?.trim() ?? "";
  const made = drawn(
    "a",
    { href: link?.getAttribute("href") ?? "", class: contradicted ? "contradicted" : "", "data-look": row.dataset["look"] ?? "" },
    drawn("title", {}, `${link?.textContent ?? ""}: ${words.join(", ")}, ${days}`),
    drawn("path", { class: high === undefined ? "outer open" : "outer", d: line.d, "stroke-width": `${outer}` }),
    ...(core ? [drawn("path", { class: "core", d: line.d, "stroke-width": `${core}` })] : []),
    drawn("path", { class: "tip", d: tip(line, Math.min(Math.max(outer, 3), 14)) }),
  );
  const [across, down] = line.side;
  const x = line.middle[0] + across * (outer / 2 + 6);
  const lower = Math.abs(across) > UPRIGHT ? turn * 18 * (1 - Math.abs(down)) : 0;
  const y = line.middle[1] + down * (outer / 2 + 8) + 5 + lower;
  const anchor = across > UPRIGHT ? "start" : across < -UPRIGHT ? "end" : "middle";
  return { made, label: { x, y, anchor, text: words.join(" · ") } };
}

/** Return words where none others stand yet: as far down as it takes. */
function besides({ x, y, anchor, text }: Label, taken: Box[]): SVGElement {
  const wide = text.length * LETTER;
  const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
  let lower = y;
  const hit = (box: Box): boolean =>
    Math.abs(box.y - lower) < LINE && left < box.right && box.left < left + wide;
  while (taken.some(hit) && lower < HIGH) lower += LINE / 2;
  taken.push({ y: lower, left, right: left + wide });
  return drawn("text", { x: `${x}`, y: `${lower}`, "text-anchor": anchor }, text);
}

/** Return the names that the page has for what lies at a place of the map. */
function names(code: string, at: Point | undefined, moves: Move[]): SVGElement[] {
  if (!at) return [];
  const here = new Set<string>();
  for (const { row, from, to } of moves) {
    if (from === code) here.add(name(row, 0));
    if (to === code) here.add(name(row, 1));
  }
  const attributes = { class: "place", x: `${at[0]}`, y: `${at[1] + 20}`, "text-anchor": "middle" };
  const dot = drawn("circle", { class: "dot", cx: `${at[0]}`, cy: `${at[1]}`, r: "3.5" });
  return [dot, drawn("text", attributes, [...here].join(", "))];
}
