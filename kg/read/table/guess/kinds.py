"""Which type the cells of a column may be of, and on what grounds.

The first type that all cells fit is taken, and else the one that nine in ten fit; a
column that fits none is text. What fits in two ways is written, with what both would
mean: a guess is written down to be looked at, never taken for known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.read.table.columns import TableColumn
from kg.read.table.guess import dates, places
from kg.read.table.guess.fits import NOWHERE, TypeFit, typed
from kg.read.table.guess.look import LookedColumn
from kg.read.table.guess.words import shown, words_of

MISSING = frozenset(
    [
        *("-", "--", "\u2013", "\u2014", ".", "..", "...", "\u2026", ":", "?", "*"),
        *("n/a", "N/A", "NA", "n.a.", "N.A.", "#N/A", "nd", "ND", "n.d.", "N.D."),
        *("null", "NULL", "None", "NaN", "nan"),
    ]
)
"""Cells that may say that nothing is reported, beside those in which nothing stands."""

_SIGNS = {
    **{",": "a comma", ".": "a point", " ": "a space", "'": "an apostrophe"},
    **{"\u00a0": "a space", "\u202f": "a narrow space"},
}

_HIDDEN = 0.5
"""Of the cells of a column of counts, up to which may be words such as ``<5``."""


_BELOW = re.compile(
    "(?:(?P<under><|less than|fewer than|under|unter|weniger als|moins de|menos de)"
    "|\u2264|<=|up to|at most) ?(?P<number>[0-9]{1,3})",
    re.IGNORECASE,
)
"""A cell that hides a small number, as offices do so that nobody is recognised."""


def below(cell: str) -> int | None:
    """Return the most that a cell such as ``<5`` may hide, None for any other."""
    if (match := _BELOW.fullmatch(" ".join(cell.split()))) is None:
        return None
    return int(match["number"]) - (match["under"] is not None)


@dataclass(frozen=True)
class Guess:
    """What a column seems to be; ``missing`` are its cells that may say nothing."""

    column: LookedColumn
    fit: TypeFit
    grounds: str
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.column.name

    @property
    def kind(self) -> str:
        """The type that is guessed."""
        return self.fit.kind

    @property
    def reader(self) -> TableColumn:
        """What reads its cells, as it is guessed."""
        form = self.fit.settings.get("format", "")
        days = int(self.fit.settings.get("ending", 0))
        return TableColumn(self.name, NOWHERE, self.kind, form=form, days=days)

    @property
    def words(self) -> frozenset[str]:
        """The words of the column's name and tag."""
        return words_of(self.column.name) | words_of(self.column.tag)


def guess(column: LookedColumn) -> Guess:
    """Guess the type of a column."""
    cells = Counter({cell: n for cell, n in column.counted.items() if cell})
    given = Counter({cell: n for cell, n in cells.items() if cell not in MISSING})
    missing = tuple(sorted(set(cells) - set(given)))
    if not given:
        return Guess(column, TypeFit("text", 0), "nothing stands in it", missing)
    best = _best(
        list(_fits(given, words_of(column.name) | words_of(column.tag))), given
    )
    best = dates.weeks(best, words_of(column.name))
    doubts, missing = _of_missing(best, missing, cells)
    return Guess(column, best, _grounds(best, given), missing, best.doubts + doubts)


def _best(fits: list[TypeFit], given: Counter[str]) -> TypeFit:
    total = given.total()
    if whole := [fit for fit in fits if fit.cells == total]:
        return whole[0]
    fits = [fit for fit in fits if fit.cells >= (1 - fit.slips) * total]
    if not fits:
        return TypeFit("text", total)
    best = max(fits, key=lambda fit: fit.cells)
    doubts = filter(None, (_others(best, given), *best.doubts))
    return replace(best, doubts=(*doubts,))


def _others(fit: TypeFit, given: Counter[str]) -> str:
    """Say which cells do not fit, and what to write for them; "" if that is known."""
    others = [cell for cell in fit.others if fit.kind != "count" or below(cell) is None]
    if not others:
        return ""
    count = sum(given[cell] for cell in others)
    some = ", ".join(f"`{shown(cell)}`" for cell in others[:4])
    more = " and others" if len(others) > len(others[:4]) else ""
    says = f"{count:,} of {given.total():,} cells are none: {some}{more}. "
    if fit.kind == "country":
        says += f"`values: {{{shown(fit.others[0])}: nothing}}` or an id says what one "
        return says + "stands for, and `rows:` which rows are left out."
    return says + "`missing:` says which of them say nothing; others are mistakes."


def _fits(cells: Counter[str], words: frozenset[str]) -> Iterator[TypeFit]:
    """Yield the types that cells may be of, the most telling first."""
    yield from dates.years(cells, words)
    yield from dates.days_and_months(cells, words)
    yield from _numbers(cells)
    yield from places.codes(cells, words)
    yield from places.names(cells, words)


def _numbers(cells: Counter[str]) -> Iterator[TypeFit]:
    yield replace(typed("count", cells), slips=_HIDDEN)
    for sign, called in _SIGNS.items():
        example = next((cell for cell in cells if sign in cell), "")
        if example:
            doubt = (
                f"`{shown(example)}`: {called} is taken for a sign between thousands. "
                "If decimals begin there, write `number`, and points in the table."
            )
            doubts = (doubt,) if sign in ",." else ()
            fitted = typed("count", cells, thousands=sign)
            yield replace(fitted, doubts=doubts, slips=_HIDDEN)
    yield typed("number", cells)


def _grounds(fit: TypeFit, given: Counter[str]) -> str:
    total = given.total()
    if fit.kind == "text":
        return f"{len(given):,} different in {total:,} cells"
    return f"{fit.cells:,} of {total:,} cells"


def _of_missing(
    fit: TypeFit, missing: tuple[str, ...], cells: Counter[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is open about cells that may say nothing, and which say so."""
    if fit.settings.get("by") == "iso2" and "NA" in missing:
        words = (
            f"`NA`, in {cells['NA']:,} cells, is read as Namibia. If it says that "
            "nothing is given, write `values: {NA: nothing}` for this column."
        )
        return (words,), tuple(cell for cell in missing if cell != "NA")
    if "*" in missing and fit.kind in ("count", "number"):
        words = (
            "`*` is taken for nothing reported; if it hides a small number, take it "
            "out of `missing:` and say under `suppressed:` what it means."
        )
        return (words,), missing
    return (), () if fit.kind == "text" else missing
