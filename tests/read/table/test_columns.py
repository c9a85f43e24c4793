"""A cell is read as what its column is, and otherwise refused: no number is guessed."""

from __future__ import annotations

import re

import pytest

from kg.errors import Place
from kg.read.table.columns import TableColumn


def column(kind: str, *, thousands: str = "", form: str = "") -> TableColumn:
    at = Place("mapping.yaml", 1)
    return TableColumn("x", at, kind, thousands=thousands, form=form)


READ = [
    ("count", {}, "0", "0"),
    ("count", {}, "007", "7"),
    ("count", {"thousands": ","}, "1,234,567", "1234567"),
    ("count", {"thousands": "\u202f"}, "1\u202f200", "1200"),
    ("count", {"thousands": ","}, "12", "12"),
    ("number", {}, "-0012.50", "-12.5"),
    ("number", {"thousands": "."}, "1.200", "1200"),
    ("year", {}, "1951", "1951"),
    ("month", {}, "2025-04", "2025-04"),
    ("month", {"form": "%d/%m/%Y"}, "30/04/2025", "2025-04"),
    ("date", {}, "2025-04-30", "2025-04-30"),
    ("date", {"form": "%d.%m.%Y"}, "30.04.2025", "2025-04-30"),
    ("text", {}, " two\n words ", "two words"),
]


@pytest.mark.parametrize(("kind", "how", "cell", "expected"), READ)
def test_a_cell_is_what_its_column_is(
    kind: str, how: dict[str, str], cell: str, expected: str
) -> None:
    assert column(kind, **how).read(cell) == expected


REFUSED = [
    ("count", {}, "-4", "`-4` is no count: it is negative"),
    (
        "count",
        {},
        "1,200",
        "`1,200` is no count; if it has groups of digits, write `th",
    ),
    ("count", {}, "1.200", "`1.200` is no count"),
    ("count", {"thousands": ","}, "1,20", "`1,20` is no count"),
    ("count", {"thousands": ","}, "1.200", "`1.200` is no count"),
    ("count", {}, "12 thousand", "`12 thousand` is no count"),
    ("count", {}, "1e3", "`1e3` is no count"),
    ("count", {}, "12.0", "`12.0` is no count"),
    ("count", {}, "n/a", "`n/a` is no count"),
    ("count", {}, "\u0663", "`\u0663` is no count"),
    ("count", {}, "9" * 16, "`9999999999999999` is no count"),
    ("number", {}, "NaN", "`NaN` is no number"),
    ("number", {}, "1,5", "`1,5` is no number"),
    ("year", {}, "20225", "`20225` is no year from 1500 to 2099"),
    ("year", {}, "25", "`25` is no year"),
    ("year", {}, "45000", "`45000` is no year"),
    ("month", {}, "2025-13", "`2025-13` is no month such as 2025-04"),
    ("month", {}, "04/2025", "`04/2025` is no month"),
    ("date", {}, "2025-02-30", "`2025-02-30` is no date such as 2025-04-30; `format:`"),
    ("date", {}, "03/04/2025", "`03/04/2025` is no date"),
    ("date", {}, "20250430", "`20250430` is no date"),
    ("date", {"form": "%d/%m/%Y"}, "2025-04-30", "`2025-04-30` is not written as `%d"),
    ("date", {"form": "%d/%m/%Y"}, "30/04/0202", "`0202` is no year"),
]


@pytest.mark.parametrize(("kind", "how", "cell", "words"), REFUSED)
def test_a_cell_that_is_none_is_refused(
    kind: str, how: dict[str, str], cell: str, words: str
) -> None:
    """It says how it looks, and where a setting would read it, which."""
    with pytest.raises(ValueError, match=f"^{re.escape(words)}"):
        column(kind, **how).read(cell)
