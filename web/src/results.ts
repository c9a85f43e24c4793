/** Results of SPARQL in its JSON, as a table whose cells lead to pages. */

import { element } from "./root";

export interface Term {
  type: string;
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term | undefined>[] };
}

/** Rows that a page shows at most; the CSV has all. */
const SHOWN = 1000;

/** Return how many rows there are, and the table of the first of them. */
export function table(
  results: Results,
  page: (iri: string) => string | undefined,
): { count: number; shown: number; table: HTMLElement } {
  if (results.boolean !== undefined)
    return { count: 1, shown: 1, table: element("p", {}, results.boolean ? "yes" : "no") };
  const names = results.head.vars ?? [];
  const rows = results.results?.bindings ?? [];
  const head = names.map((name) => element("th", { scope: "col" }, name));
  const body = rows.slice(0, SHOWN).map((row) =>
    element("tr", {}, ...names.map((name) => element("td", {}, ...cell(row[name], page)))),
  );
  const made = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  );
  return { count: rows.length, shown: body.length, table: made };
}

function cell(
  term: Term | undefined,
  page: (iri: string) => string | undefined,
): (Node | string)[] {
  if (!term) return [];
  if (term.type === "uri") {
    const there = page(term.value);
    if (there) {
      const name = term.value.split(/[/#]/).pop() || term.value;
      return [element("a", { href: there, title: term.value }, name)];
    }
    if (/^https?:\/\//.test(term.value))
      return [element("a", { href: term.value, rel: "noopener noreferrer" }, term.value)];
    return [element("bdi", {}, term.value)];
  }
  const language = term["xml:lang"];
  return [element("span", { dir: "auto", ...(language ? { lang: language } : {}) }, term.value)];
}

/** Return results as the CSV of SPARQL 1.1, exact and with all rows. */
export function csv(results: Results): string {
  const names = results.head.vars ?? [];
  const quoted = (text: string): string =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = (results.results?.bindings ?? []).map((row) =>
    names
      .map((name) => {
        const term = row[name];
        return term ? quoted(term.type === "bnode" ? `_:${term.value}` : term.value) : "";
      })
      .join(","),
  );
  return [names.join(","), ...lines, ""].join("\r\n");
}
