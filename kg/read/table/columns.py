"""What the cells of a column are: read strictly, and never guessed.

``12 thousand``, ``1.5e3``, ``-4`` and ``1,200`` are no counts, whatever a spreadsheet
made of them; a cell that is none is a finding, and its row stays out. A cell that says
that nothing was reported is no number, and no zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kg.errors import Place
from kg.read.table.periods import period_of

_COUNT = re.compile(r"[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_YEAR = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}")
"""Years of 1500 to 2099: no table of people on the move has another, and 20225, 225 and
the 45,000 that a spreadsheet makes of a date are slips."""
_MONTH = re.compile(r"(?:1[5-9]|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([,. \u00a0\u202f'])[0-9]{3})(?:\1[0-9]{3})*")

Lookup = Callable[[str], str]
"""From a code to the id of a thing; raises :class:`ValueError` for an unknown one."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A table of codes: ``file``, the column that has them, and what stands for them.

    Who uses codes of their own gives them here in codes that others know. ``url`` is
    where it is published, and ``digest`` its SHA-256, or "".
    """

    file: str
    place: Place
    key: str
    value: str
    url: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a mapping: what its cells are, and how one is written.

    ``kind`` is one of :data:`KINDS`. ``thousands`` is the sign between groups of three
    digits, if there is one, and ``form`` how dates are written, as ``strptime`` has it.
    ``by`` is the term, or kind of code, by which things are looked up, and ``through``
    the list that gives such a code for the cell, if the cell is none; ``values`` is
    what single cells stand for in place of that, ``None`` for nothing. A period of so
    many ``days`` ends on the day that stands there, or begins on it where the number
    is negative.
    """

    name: str
    place: Place
    kind: str = "text"
    thousands: str = ""
    form: str = ""
    by: str = ""
    through: CodeList | None = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    days: int = 0

    def read(self, cell: str) -> str:
        """Return the text that a cell stands for; raise ``ValueError`` if for none."""
        return KINDS[self.kind](self, cell)


def _text(column: TableColumn, cell: str) -> str:
    return " ".join(cell.split())


def _count(column: TableColumn, cell: str) -> str:
    digits = _without_groups(cell, column.thousands)
    if not _COUNT.fullmatch(digits):
        raise ValueError(f"`{_short(cell)}` is no count{_advice(cell)}")
    return str(int(digits))


def _number(column: TableColumn, cell: str) -> str:
    digits = _without_groups(cell, column.thousands)
    if not _NUMBER.fullmatch(digits):
        raise ValueError(f"`{_short(cell)}` is no number{_advice(cell)}")
    whole, point, decimals = digits.partition(".")
    whole = re.sub(r"^(-?)0+(?=[0-9])", r"\1", whole)
    return whole + (point + decimals).rstrip("0").rstrip(".")


def _year(column: TableColumn, cell: str) -> str:
    if not _YEAR.fullmatch(cell):
        raise ValueError(f"`{_short(cell)}` is no year from 1500 to 2099")
    return cell


def _month(column: TableColumn, cell: str) -> str:
    if column.form:
        return _parsed(column, cell)[: len("2025-04")]
    if not _MONTH.fullmatch(cell):
        raise ValueError(f"`{_short(cell)}` is no month such as 2025-04")
    return cell


def _date(column: TableColumn, cell: str) -> str:
    if column.form:
        return _parsed(column, cell)
    try:
        day = date.fromisoformat(cell) if len(cell) == len("2025-04-30") else None
    except ValueError:
        day = None
    if day is None or not _YEAR.fullmatch(cell[:4]):
        message = f"`{_short(cell)}` is no date such as 2025-04-30"
        raise ValueError(f"{message}; `format:` says how they are written here")
    return day.isoformat()


def _parsed(column: TableColumn, cell: str) -> str:
    try:
        day = datetime.strptime(cell, column.form).date().isoformat()
    except ValueError:
        message = f"`{_short(cell)}` is not written as `{column.form}`"
        raise ValueError(message) from None
    return f"{_year(column, day[:4])}{day[4:]}"


def _period(column: TableColumn, cell: str) -> str:
    if column.days:
        day = date.fromisoformat(_date(column, cell))
        other = day - timedelta(column.days - 1 if column.days > 0 else column.days + 1)
        return f"{min(day, other).isoformat()}/{max(day, other).isoformat()}"
    if column.form:
        return _date(column, cell)
    if not (period := period_of(cell)):
        message = f"`{_short(cell)}` is no period such as 2025, 2025-04, 2025 Q2 or "
        raise ValueError(f"{message}`26 Oct - 1 Nov 2025`")
    return period


KINDS: dict[str, Callable[[TableColumn, str], str]] = {
    "text": _text,
    "count": _count,
    "number": _number,
    "year": _year,
    "month": _month,
    "date": _date,
    "period": _period,
    "country": _text,
    "thing": _text,
}
"""Kinds of column; cells of the last two are codes of things."""

OF_THINGS = ("country", "thing")
PERIOD = "period"


def holes_of(column: TableColumn) -> list[str]:
    """Return the names of the holes that a column fills.

    A period has an id, too: from one day to another it is written with a sign that no
    id may have.
    """
    parts = {PERIOD: (".id",)} | dict.fromkeys(OF_THINGS, (".id", ".label"))
    return [
        column.name,
        *(f"{column.name}{part}" for part in parts.get(column.kind, ())),
    ]


def _without_groups(cell: str, thousands: str) -> str:
    groups = _GROUPS.fullmatch(cell)
    return cell.replace(thousands, "") if thousands and groups else cell


def _advice(cell: str) -> str:
    if cell.startswith("-") and _COUNT.fullmatch(cell[1:]):
        return ": it is negative"
    if (groups := _GROUPS.fullmatch(cell)) and groups[1]:
        return f'; if it has groups of digits, write `thousands: "{groups[1]}"`'
    return ""


_LONG = 40  # characters of a cell that a message shows


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONG else f"{cell[:_LONG]}…"
