"""Tables as they are printed: a title above the names of columns, notes below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.project.mapping import make_mapping
from tests.conftest import Folder
from tests.extras import extra
from tests.project.test_first_mappings import mapped as first_mapped
from tests.project.test_first_mappings import written
from tests.read.table.border import MAPPING, mapped, problems, read
from tests.table.paths import same

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = extra("openpyxl")

PRINTED = """\
Table 4. Crossings by month,,,,,
,,,,,
Month,From,To,left,deported,note
FIRST QUARTER,,,,,
2026-01,XNL,XSL,"12,000",-,
2026-02,XNL,FRA,0,7,of whom 2 children
- Represents zero.,,,,,
Source: Border Office
"""
HEADED = MAPPING.replace('  missing: ["-"]\n', '  missing: ["-"]\n  header: 3\n')


def test_rows_are_those_below_the_names_and_notes_are_counted(tmp_path: Path) -> None:
    """By both ways of reading, and with the numbers that a spreadsheet gives them."""
    made = same(mapped(tmp_path, HEADED, PRINTED))
    assert made.report is not None
    assert made.report.tables == (
        (
            "sources/border/mapping.yaml",
            "5 rows, 3 claims, 3 rows of words alone, 1 measure with nothing reported",
        ),
    )
    row = '/claim/border.XNL-FRA-2026-02-left> <https://w3id.org/apf/ontology#row> "6"'
    assert [line for line in made.graph if row in line]


def test_a_cell_that_is_a_measure_is_no_note(tmp_path: Path) -> None:
    """A number that has lost the words of its row is a mistake, and no heading."""
    table = PRINTED.replace("FIRST QUARTER,,,,,", ",,,500,,")
    made = same(mapped(tmp_path, HEADED, table))
    assert [line for line in made.wrong if "border.csv:4" in line]


def test_a_row_of_two_cells_is_no_note(tmp_path: Path) -> None:
    made = same(mapped(tmp_path, HEADED, PRINTED + "2026-03,XNL\n"))
    assert any("border.csv:9: 2 cells under 6" in line for line in made.wrong)


def test_a_table_without_header_has_no_notes(tmp_path: Path) -> None:
    """There a short row is one that broke off."""
    table = "\n".join(PRINTED.splitlines()[2:3] + PRINTED.splitlines()[4:]) + "\n"
    made = same(mapped(tmp_path, MAPPING, table))
    assert any("1 cells under 6 columns" in line for line in made.wrong)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("9", "no names of columns stand in row 9, as `header:` says"),
        ("2", "no names of columns stand in row 2, as `header:` says"),
        ("0", "`header` takes the number of the row with the columns' names"),
        ("third", "`header` takes the number of the row with the columns' names"),
        ("1", "`Month`: `border.csv` has no such column"),
    ],
)
def test_a_row_that_has_no_names_is_told(
    tmp_path: Path, header: str, message: str
) -> None:
    mapping = HEADED.replace("header: 3", f"header: {header}")
    assert any(message in line for line in problems(mapped(tmp_path, mapping, PRINTED)))


def test_parquet_has_no_row_of_names(tmp_path: Path) -> None:
    mapping = HEADED.replace("border.csv", "border.parquet")
    folder = mapped(tmp_path, mapping)
    assert any("`header` is of csv, tsv, xlsx" in line for line in problems(folder))


def test_a_first_mapping_sees_the_title_and_the_notes(tmp_path: Path) -> None:
    """And what a note says of a sign that is taken for nothing reported."""
    mapping = written(first_mapped(tmp_path, PRINTED))
    assert "\n  header: 3\n" in mapping
    assert "\n  Month: month\n" in mapping
    words = " ".join(mapping.replace("\n  #", "").split())
    assert "such as `FIRST QUARTER`" in words
    assert "A note says `- Represents zero.`" in words


def test_a_spreadsheet_has_its_title_above_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Crossings by month"],
        [],
        ["Month", "From", "left"],
        ["2026-01", "FRA", 12],
        ["2026-02", "FRA", 13],
        ["Source: Border Office"],
    ):
        sheet.append(row)
    folder = Folder(tmp_path)
    path = folder.root / "sources/counted/table.xlsx"
    path.parent.mkdir(parents=True)
    book.save(path)
    make_mapping(tmp_path, str(path))
    assert "\n  header: 3\n" in written(folder)
    assert "\n  left: count\n" in written(folder)


def test_a_table_with_its_names_on_top_has_no_header_to_name(tmp_path: Path) -> None:
    assert "header:" not in written(first_mapped(tmp_path, "Month,left\n2026-01,5\n"))


WEEKS = """\
Week,From,To,left,% women
26 Oct - 1 Nov 2025,DEU,FRA,120,48%
2 - 8 Nov 2025,DEU,FRA,98,47%
"""


def test_a_column_of_weeks_says_when(tmp_path: Path) -> None:
    """And shares of women, which differ in each row, part no rows."""
    folder = first_mapped(tmp_path, WEEKS)
    mapping = written(folder)
    assert "\n  Week: period\n" in mapping
    assert '      period: "{Week}"\n' in mapping
    assert folder.build().claims == 2
    graph = folder.export().decode()
    key = "counted.left-deu-fra-2025-10-26-to-2025-11-01"
    assert key in graph.replace("germany", "deu").replace("france", "fra")
    day = '"2025-11-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert f"ontology#latestEnd> {day}" in graph


def test_quarters_come_before_the_year_that_they_are_of(tmp_path: Path) -> None:
    """A count of a quarter is none of the whole year."""
    table = "Year,Quarter,From,left\n2025,2025 Q1,DEU,12\n2025,2025 Q2,DEU,7\n"
    mapping = written(first_mapped(tmp_path, table))
    assert "\n  Quarter: period\n" in mapping
    assert '      period: "{Quarter}"\n' in mapping


def test_a_period_that_nobody_can_tell_is_a_mistake(tmp_path: Path) -> None:
    folder = first_mapped(tmp_path, WEEKS)
    folder.write("sources/counted/table.csv", WEEKS + "Week 46,DEU,FRA,5,1%\n")
    assert "`Week 46` is no period such as 2025" in str(folder.refused())


def test_months_are_known_by_their_short_spanish_names(tmp_path: Path) -> None:
    """January is one of the months, and no sum of them."""
    mapping = written(first_mapped(tmp_path, "Pais,Ene.,Feb.,Mar.\nHND,60,70,48\n"))
    assert mapping.count("period: YYYY-0") == 3


def test_quarters_of_a_fiscal_year_are_none_of_the_calendar(tmp_path: Path) -> None:
    table = "Fiscal quarter,From,left\n2025 Q1,DEU,12\n2025 Q2,DEU,7\n"
    mapping = written(first_mapped(tmp_path, table))
    assert 'period: "{Fiscal quarter}"' not in mapping
    assert "is of fiscal years" in " ".join(mapping.replace("\n      #", "").split())


def test_a_row_of_one_cell_is_a_claim_where_nothing_is_a_measure(
    tmp_path: Path,
) -> None:
    """A list of places that is printed with a title has one word in each row."""
    table = "Closed crossings\nPlace,Since\nnorthland,\nsouthland,\n"
    mapping = (
        "document: {id: border, title: List, published: 2026-03-05,"
        " publishedBy: gazette}\n"
        "table: {file: border.csv, header: 2}\n"
        "columns: {Place: text}\n"
        "claims:\n"
        '  "{Place}":\n'
        '    summary: "{Place} is named."\n'
        "    claimant: gazette\n"
        '    says: ["{Place}", within, northland]\n'
    )
    folder = mapped(tmp_path, mapping, table)
    assert read(folder).tables["sources/border/mapping.yaml"].claims == 2


TITLED = """\
"Table 3. People removed by citizenship, fiscal year 2024",,
,,
Citizenship,Removals,Abschiebungen
MEX,"12,000",300
HTI,7,-
CUB,9,1
"""


def test_a_first_mapping_takes_over_the_title_and_guesses_no_year_from_it(
    tmp_path: Path,
) -> None:
    """It is the title of the document, and stands where somebody has to say when.

    A fiscal year is none of the calendar: what it means is for a person to say.
    """
    mapping = written(first_mapped(tmp_path, TITLED))
    words = " ".join(mapping.replace("# ", "").split())
    title = "Table 3. People removed by citizenship, fiscal year 2024"
    assert f'title: "{title}"' in mapping
    assert f"a year, month or day. The title is: {title} period: YYYY" in words


def test_removals_are_movements_and_nobody_who_is_somewhere(tmp_path: Path) -> None:
    mapping = written(first_mapped(tmp_path, TITLED))
    assert "Removals: {move: removals, who: Removals, unit: person, kind: removal}" in (
        mapping
    )
    assert "kind: deportation}" in mapping


def test_a_table_without_a_title_is_called_after_its_file(tmp_path: Path) -> None:
    mapping = written(first_mapped(tmp_path, "Citizenship,Removals\nMEX,5\nHTI,6\n"))
    assert "The title is" not in mapping
    assert "Above the names of columns" not in mapping
