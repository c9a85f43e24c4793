"""``kg diff``: what differs between two editions of a table or report."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import completing
from kg.cli.output import console, new_table, plural, print_csv, print_json, printed_as
from kg.cli.root import Settings, pass_settings
from kg.figures.editions import CHANGES, Editions

_COLUMNS = (
    *("change", "figure", "movementType", "measures", "period"),
    *("before", "after", "difference", "perCent", "note"),
)
_MOST = 50
"""Rows of a table for people; CSV and JSON have all."""


@click.command()
@click.argument("old", shell_complete=completing.things)
@click.argument("new", shell_complete=completing.things)
@printed_as("table", "csv", "json")
@pass_settings
def diff(settings: Settings, old: str, new: str, format: str) -> None:
    """Say which figures of OLD and NEW differ.

    They are documents, two editions of one table: a figure of the one is that of the
    other whose claim has its key. What is not reported is no 0.

    \b
    Example:
      kg diff unhcr-population-2025 unhcr-population-2026
    """
    editions = settings.open().diff(old, new)
    rows = list(editions.rows())
    if format == "json":
        same = {"old": editions.old, "new": editions.new, "same": editions.same}
        print_json({**same, "figures": rows})
    elif format == "csv":
        print_csv(_COLUMNS, rows)
    else:
        _print(editions, rows)


def _print(editions: Editions, rows: list[dict[str, Any]]) -> None:
    out = console()
    counts = [f"{editions.count(change):,} {change}" for change in CHANGES]
    words = f"{editions.old} to {editions.new}: {', '.join(counts)}"
    out.print(f"{words}, {plural(editions.same, 'figure')} the same.", soft_wrap=True)
    if not rows:
        return
    table = new_table()
    for name, right in _SHOWN.items():
        table.add_column(name, justify="right" if right else "left")
    for row in rows[:_MOST]:
        table.add_row(*_cells(row))
    out.print(table)
    if len(rows) > _MOST:
        out.print(f"{len(rows) - _MOST:,} more; --format csv has all.")


_SHOWN = {
    "figures of": False,
    "period": False,
    "before": True,
    "after": True,
    "difference": True,
    "": False,
}
"""Columns for people, and whether they stand on the right."""


def _cells(row: dict[str, Any]) -> list[str]:
    difference, share = row["difference"], row["perCent"]
    grown = "" if difference is None else f"{difference:+,}"
    grown += "" if share is None else f" ({share:+.1f} %)"
    note = row["note"] or ("" if row["change"] == "revised" else row["change"])
    before, after = (row[name] or "not reported" for name in ("before", "after"))
    how = f" ({row['movementType']})" if row["movementType"] else ""
    about = f"{row['measures']}{how}"
    return [about, row["period"], before, after, grown, note]
