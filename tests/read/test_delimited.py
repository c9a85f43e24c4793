"""Rows of CSV and TSV are read strictly: none is lost without an error and its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.delimited import BrokenRow, harmless, meant, read_delimited


def rows(text: str, **options: object) -> list[tuple[int, list[str]]]:
    return list(read_delimited(io.StringIO(text, newline=""), **options))  # type: ignore[arg-type]


def test_rows_know_their_first_line() -> None:
    """Empty rows are left out, and a cell may go on over lines."""
    assert rows('a,b\n\n , \n"x\ny",2\nz,3\n') == [
        (1, ["a", "b"]),
        (4, ["x\ny", "2"]),
        (6, ["z", "3"]),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('a,b\n1,"x\n2,y\n', 2, "the quotes that open here are not closed"),
        ('a,b\n1,"x" y\n', 2, "words behind closing quotes"),
        ('a,b\n1,"x\n2,"y"\n', 2, "words behind closing quotes"),
        ('a,b\n1,"Bay\n2,5"\n', 2, "close in a later row"),
        ('a,b,c\n1,"Bay,q\n2,5",r\n', 2, "close in a later row"),
        ("a,b\n1," + "x" * 200_000 + "\n", 2, "a cell of more than 131,072 characters"),
    ],
)
def test_what_would_lose_a_row_is_an_error(text: str, line: int, words: str) -> None:
    """Quotes left open, closed in a later row, or with words behind them."""
    begins = lambda line: line[:1].isdigit() and line[1:2] == ","  # noqa: E731
    with pytest.raises(BrokenRow, match=words) as caught:
        rows(text, begins=begins)
    assert caught.value.line == line


CELL = st.text(st.sampled_from('ab "\n,;'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), max_size=4))
def test_what_is_written_reads_back(table: list[list[str]]) -> None:
    """Whatever Python writes as CSV is read as it was, but for rows of nothing."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    wanted = [row for row in table if any(cell.strip() for cell in row)]
    assert [cells for _, cells in rows(out.getvalue())] == wanted


@pytest.mark.parametrize("first", [*"=+-@\t\r\n\0", *"\uff1d\uff0b\uff0d\uff20"])
def test_no_cell_begins_as_a_formula_and_every_text_comes_back(first: str) -> None:
    """Also where a text begins as one that was made harmless."""
    for text in (first, f"{first}cmd|' /C calc'!A0", f"'{first}1", f"''{first}"):
        assert harmless(text) == f"'{text}"
        assert meant(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "'", "''", "'tis so", "a=b", "1-2", "\u2212 2"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    """A quote before letters is no mark, nor is a sign within a text."""
    assert harmless(text) == meant(text) == text


@given(st.text("'=-a\t"))
def test_harmless_is_undone(text: str) -> None:
    """Whatever the text."""
    assert meant(harmless(text)) == text
