"""Printed tables with merged cells: names over two rows, groups, and weeks by a day."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputErrors
from kg.project.mapping import make_mapping
from kg.read.opening import sha256_of
from kg.read.table.guess.kinds import below
from kg.read.table.guess.look import AsWritten
from kg.read.table.opened import put_together
from kg.read.table.quoted import quoted_rows
from kg.read.table.tables import Tables
from tests.conftest import CONFIG, Folder
from tests.extras import extra
from tests.project.test_first_mappings import mapped as first_mapped
from tests.project.test_first_mappings import written
from tests.read.table.border import MAPPING, mapped, problems
from tests.table.paths import same

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = extra("openpyxl")

MERGED = """\
Month,From,To,left,deported,note
2026-01,XNL,XSL,12,-,
,,FRA,0,7,
2026-02,XNL,XSL,3,-,
Source: Border Office,,,,,
,,FRA,-,9,
"""
FILL = MAPPING.replace(
    '  missing: ["-"]\n', '  missing: ["-"]\n  header: 1\n  fill: [Month, From]\n'
)


def claims(graph: list[str]) -> list[str]:
    """Return the keys of the claims of a graph."""
    start = "/claim/border."
    return sorted(
        {line.split(start)[1].split(">")[0] for line in graph if start in line}
    )


def test_an_empty_cell_has_what_stands_above_it(tmp_path: Path) -> None:
    """By both ways of reading; a note in between changes nothing but what is below."""
    made = same(mapped(tmp_path, FILL, MERGED.replace("Source: Border Office", "")))

    assert made.wrong == []
    assert claims(made.graph) == [
        "XNL-FRA-2026-01-deported",
        "XNL-FRA-2026-01-left",
        "XNL-FRA-2026-02-deported",
        "XNL-XSL-2026-01-left",
        "XNL-XSL-2026-02-left",
    ]


def test_a_note_in_such_a_column_goes_on_below_it_and_is_no_month(
    tmp_path: Path,
) -> None:
    """It is passed over, but what stands below it is of nobody knows when."""
    made = same(mapped(tmp_path, FILL, MERGED))

    assert any("`Source: Border Office`" in line for line in made.wrong)


def test_a_column_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    fill = FILL.replace("[Month, From]", "[Month, Frm]")
    (told,) = problems(mapped(tmp_path, fill, MERGED))

    assert "no column is called `Frm`, which `fill:` names" in told
    assert "`From`" in told


TWO_ROWS = """\
Border Office,,,,,
Month,Way,,Persons,,note
,From,To,left,deported,
2026-01,XNL,XSL,12,-,
2026-01,XNL,FRA,0,7,
"""


def test_names_over_two_rows_are_put_together(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        '  missing: ["-"]\n', '  missing: ["-"]\n  header: [2, 3]\n'
    )
    for name in ("From", "To"):
        mapping = mapping.replace(f"{{{name}", f"{{Way {name}")
        mapping = mapping.replace(f"  {name}: ", f"  Way {name}: ")
    for name in ("left", "deported"):
        mapping = mapping.replace(f"  {name}: ", f"  Persons {name}: ")
    mapping = mapping.replace("{each}", "{kind}")
    made = same(mapped(tmp_path, mapping, TWO_ROWS))

    assert made.wrong == []
    key = "/claim/border.XNL-XSL-2026-01-departure>"
    row = f'{key} <https://w3id.org/apf/ontology#row> "4"'
    assert [line for line in made.graph if row in line]


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        (["A", "", "B"], ["", "x", "y"], ["A", "A x", "B y"]),
        (["", "G", "", ""], ["Who", "m", "f", ""], ["Who", "G m", "G f", ""]),
        (["A"], ["", "b"], ["A", "A b"]),
    ],
)
def test_what_stands_above_goes_on_where_something_is_below(
    above: list[str], below: list[str], names: list[str]
) -> None:
    assert put_together(above, below) == names


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("header: [2, 4]", "of names over several rows all of these, as [5, 6]"),
        ("header: [3, 2]", "of names over several rows all of these, as [5, 6]"),
        ("header: []", "`header` takes the number of the row"),
        ("header: [[2]]", "`header` takes the number of the row"),
    ],
)
def test_rows_of_names_that_are_none_are_told(
    tmp_path: Path, setting: str, message: str
) -> None:
    mapping = MAPPING.replace('  missing: ["-"]\n', f'  missing: ["-"]\n  {setting}\n')

    assert any(
        message in told for told in problems(mapped(tmp_path, mapping, TWO_ROWS))
    )


@pytest.mark.parametrize(
    ("key", "cell", "period"),
    [
        ("ending: 7", "13-Apr-24", "2024-04-07/2024-04-13"),
        ("beginning: 7", "13-Apr-24", "2024-04-13/2024-04-19"),
        ("ending: 14", "02-Mar-24", "2024-02-18/2024-03-02"),
    ],
)
def test_so_many_days_end_or_begin_on_a_day(
    tmp_path: Path, key: str, cell: str, period: str
) -> None:
    mapping = MAPPING.replace(
        "  Month: month\n", f'  Month: {{type: period, format: "%d-%b-%y", {key}}}\n'
    ).replace("-{Month}-", "-{Month.id}-")
    table = f"Month,From,To,left,deported,note\n{cell},XNL,XSL,12,-,\n"
    made = same(mapped(tmp_path, mapping, table))

    assert made.wrong == []
    assert any(f'"{period}"' in line for line in made.graph)


@pytest.mark.parametrize(
    "column",
    [
        "{type: date, ending: 7}",
        "{type: period, ending: 1}",
        "{type: period, ending: 367}",
        "{type: period, beginning: week}",
    ],
)
def test_days_of_no_period_and_no_number_of_days_are_told(
    tmp_path: Path, column: str
) -> None:
    mapping = MAPPING.replace("  Month: month\n", f"  Month: {column}\n")
    told = problems(mapped(tmp_path, mapping, MERGED))

    assert any("takes a number of days, 2 to 366" in each for each in told)


def test_a_period_does_not_begin_and_end_on_one_day(tmp_path: Path) -> None:
    column = "{type: period, ending: 7, beginning: 7}"
    mapping = MAPPING.replace("  Month: month\n", f"  Month: {column}\n")

    assert any("and not both" in each for each in problems(mapped(tmp_path, mapping)))


def test_a_first_mapping_sees_merged_cells_and_names_over_two_rows(
    tmp_path: Path,
) -> None:
    """As an organisation's spreadsheet has them; groups are not taken for gaps."""
    rows: list[list[str | int | None]] = [
        ["Expulsions, January to February 2026", None, None, None, None],
        ["Month", "Convoy", "Persons", None, "Remarks"],
        [None, None, "Men", "Women", None],
        ["January", "official", 40, 3, None],
        [None, "other", 31, 2, "on foot"],
        ["February", "official", 12, 1, None],
        [None, "other", 9, 0, None],
    ]
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Convoys", 0)
    del book["Sheet"]
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "convoys.xlsx")
    folder = first_mapped(tmp_path, (tmp_path / "convoys.xlsx").read_bytes(), "c.xlsx")

    assert "  header: [2, 3]\n" in written(folder)
    assert "  fill: [Month]\n" in written(folder)
    assert "  Persons Men: count\n" in written(folder)


def test_a_column_that_says_nothing_in_some_rows_is_not_filled(tmp_path: Path) -> None:
    """What stands there twice in a row is written in each row that it is of."""
    table = """\
Remark,Month,left
late,2026-01,12
late,2026-02,3
,2026-03,4
,2026-04,5
,2026-05,5
"""
    assert "fill:" not in written(first_mapped(tmp_path, table))


def test_a_name_that_some_rows_lack_is_not_filled(tmp_path: Path) -> None:
    table = """\
Event,Date,Country,Dead
Fire at Teln,2026-01-05,DEU,3
,2026-01-06,DEU,4
Flood,2026-01-09,FRA,5
Landslide,2026-01-11,FRA,1
"""
    assert "fill:" not in written(first_mapped(tmp_path, table))


def test_days_in_two_columns_are_one_period(tmp_path: Path) -> None:
    table = """\
iso3,period_start,period_end,returnees
DEU,2026-01-01,2026-03-31,12
DEU,2026-04-01,2026-06-30,3
FRA,2026-04-01,2026-06-30,5
"""
    mapping = written(first_mapped(tmp_path, table))

    assert '      period: "{period_start}/{period_end}"\n' in mapping
    assert "-{period_start}-to-{period_end}" in mapping


def test_two_pairs_of_days_leave_open_which_is_meant(tmp_path: Path) -> None:
    table = """\
iso3,date,event_start,event_end,trip_start,trip_end,returnees
DEU,2026-01-05,2026-01-01,2026-03-31,2026-01-02,2026-01-03,12
"""
    mapping = written(first_mapped(tmp_path, table))

    assert "/{" not in mapping
    assert "so may be" in mapping


def test_a_title_tells_what_columns_do_not_and_a_part_is_of_the_whole(
    tmp_path: Path,
) -> None:
    """But for columns of applications, and of those that are somewhere."""
    table = """\
Weekly returns from Lakeland,,,,,
Month,Families,Individuals,of which men,Applications,Refugees in camps
2026-01,5,20,9,4,300
2026-02,6,30,8,3,310
"""
    mapping = written(first_mapped(tmp_path, table))

    assert (
        "Families: {move: families, who: Families, unit: family, kind: return}"
        in mapping
    )
    assert "of which men: {move: of-which-men" in mapping
    assert "Applications: {stock: " in mapping
    assert "Refugees in camps: {stock: " in mapping


def test_a_title_of_two_movements_tells_of_neither(tmp_path: Path) -> None:
    table = "Arrivals and returns,,\nMonth,Families,Men\n2026-01,5,20\n2026-02,6,30\n"

    assert "{move:" not in written(first_mapped(tmp_path, table))


@pytest.mark.parametrize("name", ["border.csv", "border.csv.gz"])
def test_a_row_is_quoted_as_it_is_printed(tmp_path: Path, name: str) -> None:
    """Without what stands above it, whether a row can be sought in the file or not."""
    table = MERGED.replace("Source: Border Office,,,,,\n", "").encode()
    folder = mapped(tmp_path, FILL.replace("border.csv", name), "")
    path = folder.root / "sources/border" / name
    path.write_bytes(gzip.compress(table) if name.endswith("gz") else table)
    tables = Tables(folder.root / "sources")
    quoted = quoted_rows(tables, "border", name, sha256_of(path), [3])

    assert dict(quoted[3]) == {"To": "FRA", "left": "0", "deported": "7"}


def test_fiscal_years_and_grades_count_nobody_and_the_dead_are_deaths(
    tmp_path: Path,
) -> None:
    table = """\
Fiscal Year,Month,Country,Number of Dead,Source Quality,Crossings
2024,2024-01,DEU,4,3,12
2025 (FYTD),2024-11,DEU,5,4,11
2024,2024-02,DEU,6,5,10
2024,2024-03,DEU,6,5,10
2024,2024-04,DEU,6,5,10
"""
    mapping = written(first_mapped(tmp_path, table))
    each = mapping.split("\neach:\n")[1].split("\n\n")[0]

    assert [line.split(":")[0].strip() for line in each.splitlines()] == [
        "Number of Dead",
        "Crossings",
    ]
    assert "unit: death" in each


def test_a_week_is_told_by_its_last_day(tmp_path: Path) -> None:
    table = "Week ending,From,To,left\n13-Apr-24,DEU,FRA,4\n20-Apr-24,DEU,FRA,5\n"
    folder = first_mapped(tmp_path, table)

    assert 'type: period, format: "%d-%b-%y", ending: "7"' in written(folder)
    assert folder.build().claims == 2


def test_a_month_with_the_mark_of_a_note_is_that_month(tmp_path: Path) -> None:
    table = "From,To,ene-24,feb-24,mar-24 p/\nDEU,FRA,1,2,3\nFRA,DEU,4,5,6\n"
    mapping = written(first_mapped(tmp_path, table))

    assert 'period: "2024-03"' in mapping
    assert "`mar-24 p/` is taken for 2024-03, with a mark" in mapping


def test_a_small_number_that_is_hidden_is_one_and_no_mistake(tmp_path: Path) -> None:
    """`<5` is nought to four, wherever it stands, and is shown as it is printed."""
    table = "Month,From,To,left\n2026-01,DEU,FRA,<5\n2026-02,DEU,FRA,12\n"
    folder = first_mapped(tmp_path, table)

    hidden = '  "<5": {quantifier: suppressed, lowerBound: 0, upperBound: 4}\n'
    assert hidden in written(folder)
    assert "others are mistakes" not in written(folder)
    assert folder.build().claims == 2


def test_both_ways_of_reading_know_a_hidden_number_that_is_none(
    tmp_path: Path,
) -> None:
    """Its bounds are those of `suppressed:`, and its words what is printed."""
    table = "Month,From,To,left,deported,note\n2026-01,XNL,XSL,<5,-,\n"
    hidden = (
        "suppressed:\n  <5: {quantifier: suppressed, lowerBound: 0, upperBound: 4}\n"
    )
    made = same(mapped(tmp_path, MAPPING + hidden, table))
    about = [line for line in made.graph if "border.XNL-XSL-2026-01-left" in line]

    assert made.wrong == []
    assert any('#upperBound> "4"' in line for line in about)
    assert any('#lowerBound> "0"' in line for line in about)
    assert any('#quantityText> "<5"' in line for line in about)
    assert not any("#value>" in line for line in about)


@pytest.mark.parametrize(
    ("cell", "most"),
    [("<5", 4), ("< 10", 9), ("\u22645", 5), ("fewer than 3", 2), ("moins de 5", 4)],
)
def test_how_much_a_cell_may_hide(cell: str, most: int) -> None:
    assert below(cell) == most
    assert below(f"{cell} people") is None


def test_a_sheet_and_an_encoding_are_named(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("kg.toml", CONFIG)
    book = openpyxl.Workbook()
    data = book.create_sheet("Data")
    data.append(["Month", "From", "To", "left"])
    data.append(["2026-01", "DEU", "FRA", 4])
    book.save(tmp_path / "two.xlsx")
    with pytest.raises(InputErrors, match="name one to `kg map` with `--sheet`"):
        make_mapping(tmp_path, str(tmp_path / "two.xlsx"))
    make_mapping(tmp_path, str(tmp_path / "two.xlsx"), written=AsWritten(sheet="Data"))
    table = "Month,İl,left\n2026-01,İzmir,4\n".encode("windows-1254")
    folder.write("city.csv", table)
    make_mapping(
        tmp_path, str(tmp_path / "city.csv"), written=AsWritten(encoding="windows-1254")
    )

    assert "  sheet: Data\n" in (tmp_path / "sources/two/mapping.yaml").read_text()
    city = (tmp_path / "sources/city/mapping.yaml").read_text("utf-8")
    assert "  encoding: cp1254\n" in city
    assert "İl" in city


@pytest.mark.parametrize(
    ("name", "as_written", "message"),
    [
        (
            "t.csv",
            AsWritten(sheet="Data"),
            "`--sheet` is of an Excel file, and this is csv",
        ),
        ("t.xlsx", AsWritten(encoding="utf-8"), "`--encoding` is of a file of text"),
        ("t.csv", AsWritten(encoding="utf-81"), "no such encoding of text"),
    ],
)
def test_what_is_said_of_another_form_is_refused(
    tmp_path: Path, name: str, as_written: AsWritten, message: str
) -> None:
    folder = Folder(tmp_path)
    folder.write("kg.toml", CONFIG)
    folder.write(name, "Month,n\n2026-01,2\n")
    with pytest.raises(InputErrors, match=message):
        make_mapping(tmp_path, str(tmp_path / name), written=as_written)


def test_what_is_wrong_beside_an_encoding_is_told_and_not_the_encoding(
    tmp_path: Path,
) -> None:
    folder = Folder(tmp_path)
    folder.write("kg.toml", CONFIG)
    folder.write("t.csv", "Köln,Köln,n\n1,2,3\n".encode("windows-1252"))

    with pytest.raises(InputErrors, match="two columns are called `Köln`"):
        make_mapping(tmp_path, str(tmp_path / "t.csv"))
