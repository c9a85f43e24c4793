"""A table is the same rows in whatever form its file is, and is never guessed at."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.read.table.opened import NotATable
from kg.read.table.rows import FORMS, form_of, open_table
from tests.extras import extra

if TYPE_CHECKING:
    import openpyxl
    import polars
else:
    openpyxl = extra("openpyxl")
    polars = extra("polars")

CSV = "Month,From,left\n2026-01,NA,12\n\n2026-02,PAK,\n"
ROWS = [(2, ("2026-01", "NA", "12")), (4, ("2026-02", "PAK", ""))]
"""As a spreadsheet numbers them: the third row is empty."""


def read(
    path: Path, form: str = "", **written: Any
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the numbers and cells of the rows of a table."""
    with open_table(path, form or form_of(path.name) or "", **written) as table:
        assert table.columns == ("Month", "From", "left")
        return [(row.number, row.cells) for row in table.rows]


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Month", "From", "left"],
        ["2026-01", "NA", 12],
        [],
        ["2026-02", "PAK"],
    ):
        sheet.append(row)
    book.save(path)


WRITTEN: dict[str, Callable[[Path], object]] = {
    "a.csv": lambda path: path.write_text(CSV),
    "crlf.csv": lambda path: path.write_bytes(CSV.replace("\n", "\r\n").encode()),
    "mark.csv": lambda path: path.write_bytes(b"\xef\xbb\xbf" + CSV.encode()),
    "a.tsv": lambda path: path.write_text(CSV.replace(",", "\t")),
    "a.csv.gz": lambda path: path.write_bytes(gzip.compress(CSV.encode())),
    "a.csv.bz2": lambda path: path.write_bytes(bz2.compress(CSV.encode())),
    "a.csv.xz": lambda path: path.write_bytes(lzma.compress(CSV.encode())),
    "a.xlsx": workbook,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_table_is_the_same_in_every_form(name: str, tmp_path: Path) -> None:
    """What is not a number to a person is text, Namibia's NA included."""
    WRITTEN[name](tmp_path / name)

    assert read(tmp_path / name) == ROWS


def test_a_sign_and_an_encoding_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CSV.replace(",", ";").replace("NA", "Côte").encode("utf-16"))

    rows = read(path, delimiter=";", encoding="utf-16")

    assert rows[0] == (2, ("2026-01", "Côte", "12"))


def test_lines_of_json_may_leave_out_what_is_not_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"Month": "2026-01", "From": "NA", "left": 12}\n'
        '{"From": "PAK", "Month": "2026-02"}\n{"left": null, "From": "IRN"}\n'
    )

    assert read(path) == [
        (1, ("2026-01", "NA", "12")),
        (2, ("2026-02", "PAK", "")),
        (3, ("", "IRN", "")),
    ]


def test_parquet_is_text_as_its_types_say(tmp_path: Path) -> None:
    """A date is written as a date, a whole number without a point."""
    frame = {
        "Month": [date(2026, 1, 1), None],
        "From": ["NA", "PAK"],
        "left": [12.0, 3],
    }
    polars.DataFrame(frame, strict=False).write_parquet(tmp_path / "a.parquet")

    assert read(tmp_path / "a.parquet") == [
        (2, ("2026-01-01", "NA", "12")),
        (3, ("", "PAK", "3")),
    ]


def test_a_spreadsheet_is_text_as_its_types_say(tmp_path: Path) -> None:
    """What was typed as a date comes as one, whatever the sheet shows."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Month", "From", "left"])
    book.worksheets[0].append([datetime(2026, 1, 31), True, 0.5])
    book.save(tmp_path / "a.xlsx")

    assert read(tmp_path / "a.xlsx") == [(2, ("2026-01-31", "true", "0.5"))]


def sheets(path: Path, **rows: list[list[object]]) -> Path:
    """Write a spreadsheet with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, content in rows.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


def test_a_spreadsheet_with_several_sheets_has_none_passed_over(tmp_path: Path) -> None:
    """One is named, or nothing is read: the second may hold what one looks for."""
    rows: list[list[object]] = [["Month", "From", "left"], ["2026-01", "NA", 12]]
    path = sheets(tmp_path / "a.xlsx", Notes=[["Source: us"]], Data=rows)

    assert read(path, sheet="Data") == [(2, ("2026-01", "NA", "12"))]
    with pytest.raises(NotATable, match="several sheets, `Notes`, `Data`: write `she"):
        read(path)
    with pytest.raises(NotATable, match="no sheet is called `Date`; there is `Notes`"):
        read(path, sheet="Date")


def test_a_formula_without_a_value_is_no_empty_cell(tmp_path: Path) -> None:
    """Who wrote it has not reckoned it, and that is not that nothing is reported."""
    rows: list[list[object]] = [["Month", "From", "left"], ["2026-01", "NA", "=6+6"]]
    path = sheets(tmp_path / "a.xlsx", Data=rows)

    with pytest.raises(NotATable, match="a formula whose value the file does not") as e:
        read(path)

    assert e.value.line == 2


def test_a_spreadsheet_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheets(tmp_path / "a.xlsx", Data=[["Month", "From", "left"]])
    monkeypatch.setattr("kg.read.table.typed.MOST_UNPACKED", 1000)

    with pytest.raises(NotATable, match="when it is unpacked"):
        read(path)


def test_a_cell_goes_on_over_lines(tmp_path: Path) -> None:
    """Rows are counted as a spreadsheet does, lines as an editor."""
    path = tmp_path / "a.csv"
    path.write_text('Month,From,left\n"2026\n-01",PAK,1\n2026-02,PAK,2\n')

    with open_table(path, "csv") as table:
        at = [(row.number, row.line) for row in table.rows]

    assert at == [(2, 2), (3, 4)]


def test_tags_of_the_humanitarian_exchange_language_name_columns(
    tmp_path: Path,
) -> None:
    """The row of tags is no data, and attributes may stand in any order."""
    path = tmp_path / "a.csv"
    path.write_text("Pays,Touchés\n#country +Code+v_iso3,#affected\nTCD,12\n")

    with open_table(path, "csv") as table:
        rows = [(row.number, row.cells) for row in table.rows]
        at = [
            table.at(t) for t in ("#country+v_iso3+code", "#affected", "#date", "Pays")
        ]

    assert rows == [(3, ("TCD", "12"))]
    assert at == [0, 1, None, 0]


def test_a_row_of_words_that_only_look_like_tags_is_data(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n#1,#affected\n")

    with open_table(path, "csv") as table:
        assert [row.cells for row in table.rows] == [("#1", "#affected")]


BROKEN: dict[str, tuple[bytes, int, str]] = {
    "empty.csv": (b"", 1, "an empty table: it has no header"),
    "blank.csv": (b"\n\n", 1, "an empty table: it has no header"),
    "twice.csv": (b"a,b,a\n", 1, "two columns are called `a`"),
    "open.csv": (b'a,b\n1,"2\n3,4\n', 2, "the quotes that open here are not closed"),
    "latin.csv": (b"a\nC\xf4te\n", 1, "not UTF-8, here or a few lines on"),
    "nul.csv": (b"a\n1\n\x00\n", 3, "a NUL byte; is this a text file?"),
    "long.csv": (b"a\n" + b"x" * 2**21, 2, "a line of more than 1,048,576 characters"),
    "short.csv.gz": (gzip.compress(CSV.encode())[:-9], 4, "breaks off"),
    "none.csv.gz": (b"Month,From\n", 1, "breaks off, or is not packed so"),
    "none.xlsx": (b"Month,From\n", 1, "not a spreadsheet, or not all of it"),
    "none.parquet": (b"PAR1" + b"\x00" * 40, 1, "not a Parquet file, or not all of it"),
    "none.jsonl": (b'{"a": 1}\n[1]\n', 2, "a line is one JSON object"),
    "bad.jsonl": (b'{"a": 1}\n{"a": \n', 2, "not JSON"),
    "twice.jsonl": (
        b'{"a": 1, "a": 2}\n',
        1,
        "not JSON: `a` stands twice in one object",
    ),
    "deep.jsonl": (b'{"a": {"b": 1}}\n', 1, "a cell that is no text, number"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_an_error_with_its_line(name: str, tmp_path: Path) -> None:
    """Nothing of it is lost, made up, or taken into memory without end."""
    content, line, words = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(content)

    with (
        pytest.raises(NotATable, match=f"^{re.escape(words)}") as raised,
        open_table(path, form_of(name) or "") as table,
    ):
        list(table.rows)

    assert raised.value.line == line


def test_a_truncated_parquet_file_is_an_error(tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    polars.DataFrame({"a": list(range(1000))}).write_parquet(whole)
    (tmp_path / "a.parquet").write_bytes(whole.read_bytes()[:-100])

    with pytest.raises(NotATable, match="not a Parquet file, or not all of it"):
        read(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.csv", "csv"),
        ("A.CSV.gz", "csv"),
        ("a.ndjson", "jsonl"),
        ("a.tsv.xz", "tsv"),
        ("a.xls", None),
        ("a", None),
    ],
)
def test_the_ending_of_a_name_tells_its_form(name: str, form: str | None) -> None:
    assert form_of(name) == form
    assert form is None or form in FORMS
