"""``kg diff``: what differs between two editions of a table or report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import click

from kg.ask.answers import text
from kg.ask.answers_apart import ChangedAnswer
from kg.ask.editions import Editions
from kg.cli import completing
from kg.cli.output import console, new_table, plural, print_csv, print_json, printed_as
from kg.cli.root import Settings, pass_settings
from kg.figures.changed import ChangedVerdict
from kg.figures.editions import CHANGES

_COLUMNS = (
    *("change", "figure", "movementType", "measures", "period"),
    *("before", "after", "difference", "perCent", "note"),
)
_MOST = 50
"""Rows of a table for people; CSV and JSON have all."""

_NOTHING = "nothing noted"


@click.command()
@click.argument("old", shell_complete=completing.things)
@click.argument("new", shell_complete=completing.things)
@click.option(
    "--figures-only",
    is_flag=True,
    help="Only the figures, at once; verdicts and answers take as long as a build.",
)
@printed_as("table", "csv", "json")
@pass_settings
def diff(
    settings: Settings, old: str, new: str, figures_only: bool, format: str
) -> None:
    """Say how OLD and NEW differ: figures, verdicts, answers.

    They are documents, two editions of one table: a figure of the one is that of the
    other whose claim has its key. What is not reported is no 0. Verdicts and answers
    are those of the graph without the newer edition, and with it. CSV has the figures.

    \b
    Example:
      kg diff unhcr-population-2025 unhcr-population-2026
    """
    figures_only = figures_only or format == "csv"
    editions = settings.open().diff(old, new, figures_only=figures_only)
    if format == "json":
        print_json(editions.to_dict())
    elif format == "csv":
        print_csv(_COLUMNS, list(editions.rows()))
    else:
        _print(editions, list(editions.rows()))
        if not figures_only:
            _print_consequences(editions)


def _print(editions: Editions, rows: list[dict[str, Any]]) -> None:
    out = console()
    counts = [f"{editions.count(change):,} {change}" for change in CHANGES]
    words = f"{editions.old} to {editions.new}: {', '.join(counts)}"
    out.print(f"{words}, {plural(editions.same, 'figure')} the same.", soft_wrap=True)
    if rows:
        _print_table(_FIGURES, map(_cells, rows), len(rows), "--format csv")


def _print_consequences(editions: Editions) -> None:
    out = console()
    if verdicts := editions.verdicts:
        out.print(f"\nVerdicts that change: {len(verdicts):,}.")
        shown = map(_verdict_cells, verdicts)
        _print_table(_VERDICTS, shown, len(verdicts), "--format json")
    for answer in editions.answers:
        gone, come = len(answer.gone), len(answer.come)
        rows = f"{plural(gone, 'row')} gone, {come:,} new"
        out.print(f"\nAnswers to {answer.question} that change: {rows}.")
        lines = _differing(answer)
        _print_table({"": False, **lines[0]}, lines[1], gone + come, "--format json")
    if not (editions.verdicts or editions.answers or editions.untold):
        out.print("\nNo verdict and no answer changes.")
    for words in editions.untold:
        out.print(f"\nNot compared: {words}", soft_wrap=True)


def _print_table(
    columns: dict[str, bool], rows: Iterable[list[str]], many: int, all: str
) -> None:
    """Print a table; columns tell whether they stand on the right."""
    out, table = console(), new_table()
    for name, right in columns.items():
        table.add_column(name, justify="right" if right else "left")
    for row in islice(rows, _MOST):
        table.add_row(*row)
    out.print(table)
    if many > _MOST:
        out.print(f"{many - _MOST:,} more; {all} has all.")


_FIGURES = {
    "figures of": False,
    "period": False,
    "before": True,
    "after": True,
    "difference": True,
    "": False,
}
_VERDICTS = {"claim": False, "against": False, "before": False, "after": False}


def _cells(row: dict[str, Any]) -> list[str]:
    difference, share = row["difference"], row["perCent"]
    grown = "" if difference is None else f"{difference:+,}"
    grown += "" if share is None else f" ({share:+.1f} %)"
    note = row["note"] or ("" if row["change"] == "revised" else row["change"])
    before, after = (row[name] or "not reported" for name in ("before", "after"))
    how = f" ({row['movementType']})" if row["movementType"] else ""
    about = f"{row['measures']}{how}"
    return [about, row["period"], before, after, grown, note]


def _verdict_cells(changed: ChangedVerdict) -> list[str]:
    first, *others = changed.claims
    against = others[0] if len(others) == 1 else f"{len(others):,} figures"
    return [
        first,
        against,
        _verdict(changed.before, changed.reason_before),
        _verdict(changed.after, changed.reason_after),
    ]


def _verdict(verdict: str | None, reason: str) -> str:
    return _NOTHING if verdict is None else f"{verdict}: {reason}"


def _differing(answer: ChangedAnswer) -> tuple[dict[str, bool], Iterator[list[str]]]:
    """Return the columns that are not alike in all rows, and the rows to print."""
    rows = [(sign, r) for sign, of in _signed(answer) for r in of]
    names = [n for n in rows[0][1] if len({text(row[n]) for _, row in rows}) > 1]
    if len(rows) == 1:
        words = (f"{n}: {text(cell)}" for n, cell in rows[0][1].items() if text(cell))
        return {" ": False}, iter([[rows[0][0], "; ".join(words)]])
    columns = dict.fromkeys(names, False)
    return columns, ([sign, *(text(row[n]) for n in names)] for sign, row in rows)


def _signed(
    answer: ChangedAnswer,
) -> tuple[tuple[str, tuple[dict[str, Any], ...]], ...]:
    return ("gone", answer.gone), ("new", answer.come)
