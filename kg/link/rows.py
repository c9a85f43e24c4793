"""Rows of a table as mentions to be linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputErrors, Place, Problem, nearest
from kg.match.countries import countries
from kg.match.entity import Mention
from kg.read.rows import read_rows

NEEDED = ("mention", "context")
"""Columns that a table must have; ``class`` and ``country`` are known, too."""


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A row of a table of mentions, as it was read."""

    line: int
    mention: Mention


def read_mentions(path: Path, classes: Sequence[str]) -> list[MentionRow]:
    """Read a CSV with the columns mention, context and possibly class and country.

    Raises :class:`InputErrors` with every problem: a column that is missing, a row of
    another length, an empty mention, an unknown class or country.
    """
    problems: list[Problem] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(read_rows(file))
    except (OSError, ValueError) as error:  # a broken row, or not UTF-8
        reason = getattr(error, "strerror", None) or error
        place = Place(str(path), getattr(error, "line", 1))
        raise InputErrors([Problem(place, f"not CSV in UTF-8: {reason}")]) from None
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if missing := [name for name in NEEDED if name not in header]:
        message = (
            f"the header has no column `{missing[0]}`{nearest(missing[0], header)}"
        )
        raise InputErrors([Problem(Place(str(path), 1), message)])
    found = []
    for line, cells in rows[1:]:
        row = dict(zip(header, map(str.strip, cells), strict=False))
        wrong = _wrong(row, len(cells), header, classes)
        problems += [Problem(Place(str(path), line), message) for message in wrong]
        if not wrong:
            found.append(MentionRow(line, _mention(row)))
    if problems:
        raise InputErrors(problems)
    return found


def _wrong(
    row: dict[str, str], count: int, header: list[str], classes: Sequence[str]
) -> list[str]:
    if count != len(header):
        return [f"{len(header)} cells were expected, here are {count}"]
    wrong = []
    if not row["mention"]:
        wrong.append("the mention is empty")
    if (cls := row.get("class", "")) and cls not in classes:
        wrong.append(f"`{cls}` is no class of the ontology{nearest(cls, classes)}")
    for code in filter(None, row.get("country", "").upper().split("|")):
        if not countries().code(code):
            wrong.append(f"`{code}` is no code of a country (ISO 3166-1)")
    return wrong


def _mention(row: dict[str, str]) -> Mention:
    given = filter(None, row.get("country", "").upper().split("|"))
    codes = tuple(map(countries().code, given))
    return Mention(
        row["mention"],
        context=row["context"],
        cls=row.get("class", ""),
        countries=codes,
    )
