/** Tables of answers can be sorted by a column, and reduced to rows with some words. */

import { plain } from "./finding";
import { element } from "./root";
import { changed, leaveOut } from "./rows";

/** Rows from which a table is worth a box to filter it: fewer are seen at a glance. */
const MANY = 8;

/** Make the tables of a page, or of a part of it, sort and filter. */
export function enhanceTables(place: ParentNode): void {
  for (const table of place.querySelectorAll<HTMLTableElement>(".scroll > table"))
    if (table.tBodies.length === 1 && table.tHead?.rows.length === 1) sortable(table);
}

function sortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const head = table.tHead?.rows[0];
  if (!body || !head || body.rows.length < 2) return;
  const asMade = [...body.rows];
  [...head.cells].forEach((cell, n) => {
    const button = element("button", { type: "button", class: "sort" }, ...cell.childNodes);
    button.addEventListener("click", () => {
      const before = cell.getAttribute("aria-sort");
      for (const other of head.cells) other.removeAttribute("aria-sort");
      const next = before === null ? "ascending" : before === "ascending" ? "descending" : null;
      if (next) cell.setAttribute("aria-sort", next);
      body.append(...(next ? sorted(asMade, n, next === "descending") : asMade));
    });
    cell.append(button);
  });
  if (asMade.length >= MANY) table.parentElement?.before(filter(table, asMade));
}

/** Return rows by a column; rows alike stay in order, and empty cells come last. */
function sorted(rows: HTMLTableRowElement[], n: number, down: boolean): HTMLTableRowElement[] {
  const text = (row: HTMLTableRowElement): string => row.cells[n]?.textContent?.trim() ?? "";
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  // numbers are grouped by commas on pages, which a collator does not know
  const key = (row: HTMLTableRowElement): string => text(row).replace(/(\d),(?=\d{3})/g, "$1");
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (!x || !y) return Number(!x) - Number(!y);
    return down ? order.compare(y, x) : order.compare(x, y);
  });
}

let boxes = 0;

function filter(table: HTMLTableElement, rows: HTMLTableRowElement[]): HTMLElement {
  const id = `rows-${++boxes}`;
  const input = element("input", { id, type: "search", autocomplete: "off" });
  const status = element("span", { role: "status", class: "small" });
  input.addEventListener("input", () => {
    const words = plain(input.value).split(" ");
    let count = 0;
    for (const row of rows) {
      const text = plain(row.textContent ?? "");
      leaveOut(row, "outByWords", !words.every((word) => text.includes(word)));
      count += Number(!row.hidden);
    }
    changed(table);
    status.textContent = input.value.trim() ? `${count} of ${rows.length} rows` : "";
  });
  const label = element("label", { for: id }, "Rows with");
  return element("p", { class: "filter" }, label, " ", input, " ", status);
}
