"""The page of a graph's tables and their columns, from what writes them."""

from __future__ import annotations

from kg.export.tables.layout import TableLayout, layouts

_INTRODUCTION = """\
# A graph as tables

<!-- Made by `make docs` from kg/export/tables/columns.toml -->

`kg export tables` writes all there is as plain tables, for whoever would rather not
learn RDF:

| command | writes | needs |
| --- | --- | --- |
| `kg export tables -o FOLDER` | a folder of CSV files | |
| `kg export tables-parquet -o FOLDER` | a folder of Parquet files | `apf-kg[tables]` |
| `kg export tables -o FILE.sqlite` | one SQLite database | |

A release (`kg export release -o FOLDER`) holds all three in its folder `tables/`, with
their checksums. With `--as-of DAY` they are those of a graph of what was published by
that day. From Python it is `kg.write_graph(graph, "folder", "tables")`. Rows are in the
order of their IRIs, and equal graphs give equal bytes. Memory does not grow with the
graph.

## How not to be misled

- **An empty cell is nothing stated.** It is never 0, and a 0 is somebody's count of
  nobody.
- **Filter by `standing` before you count.** Rows that are `denied`, `contested`,
  `replaced`, `planned` or `reported` are kept, for it matters that they were said:
  only `established` may be told as fact, on the word of its claimant. `derived` rows
  repeat in other words what other rows say.
- **Do not add up rows.** Rows may count the same people: two outlets with one number,
  a part and its whole, one table and its next edition. `graph.total` of the Python
  API adds up what may be added, and refuses the rest.
- **A bound is no number.** "More than 1,200" has a `lowerBound` of 1,200 that is not
  reached, and no `value`. A suppressed cell has bounds and no value. An order of
  magnitude has none, either.
- **Look at `unit`, `kind` and `countingMethod`.** Families are no persons; a stock is
  no flow; the `value` of a change or a share is that of the change or share.
- **A day is an interval.** Four columns bound the first and the last day; `period`
  has it as written.

## How cells are written

In CSV a number stands as in the graph, days are ISO 8601, truth values `true` and
`false`, and `'` is put before a text that a spreadsheet would run as a formula. In
Parquet numbers are 64-bit floats and days are days; in SQLite days are text and truth
values 0 and 1. A cell can hold several ids or IRIs, parted by a space, which none of
them has, and several words, parted by ` | `. Codes stand by their ids, such as
`established`: [the ontology](ontology.md) explains each. The key of all columns is
beside them, as the table `columns`.

## Sums, rankings and conflicts

No question that comes with `kg` adds figures up, for what a sum would count twice
differs from case to case. Over millions of rows you ask a table, whose columns lie side
by side, and these three say what they leave out. They run in SQLite and DuckDB; tests
hold them against SPARQL over the same graph, row for row.

What one column of one table counts in each period, with how many of its cells have a
number and how many do not. Nothing is counted twice in it unless the table does:

```sql
-- sums
SELECT documentIri, "column", kind, unit, period, SUM(value) AS total,
  COUNT(value) AS numbers, COUNT(*) - COUNT(value) AS withoutNumber
FROM figures
WHERE standing = 'established' AND "row" IS NOT NULL
GROUP BY documentIri, "column", kind, unit, period
ORDER BY documentIri, "column", kind, unit, period
```

The largest movements of people that somebody counted within a year, each on the word of
its claimant; a lower bound or an order of magnitude is no rank:

```sql
-- ranking
SELECT claimIri, measuresIri, value, claimantIri, period, modality, standing
FROM figures
WHERE standing = 'established' AND kind = 'FlowObservation' AND unit = 'person'
  AND earliestStart >= '2025-01-01' AND latestEnd <= '2025-12-31' AND value IS NOT NULL
ORDER BY value DESC, claimIri
LIMIT 20
```

Figures that contradict each other, with both sides:

```sql
-- conflicts
SELECT claimIri, otherClaims, figures.kind, verdict, reason, claimantIri, standing
FROM comparisons JOIN figures USING (claim)
WHERE verdict IN ('conflicts', 'fails')
ORDER BY claimIri, otherClaims, reason
```
"""


def page() -> str:
    """Return the page."""
    tables = [_section(table) for table in layouts().values()]
    return "\n".join([_INTRODUCTION, *tables])


def _section(table: TableLayout) -> str:
    lines = [f"## {table.name}", "", table.words, ""]
    lines += ["| column | type | what it says |", "| --- | --- | --- |"]
    before = ""
    for column in table.columns:
        words = column.words or f"IRI of what `{before}` names."
        lines.append(f"| `{column.name}` | {column.stored} | {words} |")
        before = column.name if column.words else before
    return "\n".join([*lines, ""])
