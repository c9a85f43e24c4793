"""A table in parts gives the graph that it gives row by row, byte for byte."""

from __future__ import annotations

import gc
from pathlib import Path
from textwrap import indent

import pytest

from kg.errors import StoreError
from kg.table.things import RowThings
from tests.conftest import ENTITIES, Folder
from tests.read.table.border import MAPPING, edited, mapped
from tests.table.paths import NEWS, ROWS, both, built, large_tables, same


def test_a_graph_of_rows_is_the_graph_of_entries(tmp_path: Path) -> None:
    """Months apart, of two flows, some with nothing reported: the same N-Quads."""
    made = same(mapped(tmp_path, table=ROWS))
    assert made.report is not None
    assert made.report.claims == 6
    assert any("deported" in line for line in made.graph)


def test_it_does_not_matter_where_parts_begin(tmp_path: Path) -> None:
    """One row at a time, or all at once."""
    folder = mapped(tmp_path, table=ROWS)
    assert built(folder, 0, 1).graph == built(folder, 0, 100).graph


def test_what_articles_say_of_the_same_flow_is_held_against_rows(
    tmp_path: Path,
) -> None:
    """A ministry's number of a month beside that of a table: one contradiction."""
    folder = mapped(tmp_path, table=ROWS)
    folder.write("sources/news/facts.yaml", NEWS)
    made = same(folder)
    assert any("contradicts" in finding for finding in made.findings)
    contested = "<https://w3id.org/apf/scheme/standing/contested>"
    rows = [line for line in made.graph if contested in line]
    assert any("border.XNL-FRA-2026-02-deported" in line for line in rows)


def test_a_part_that_is_more_than_its_whole_is_found(tmp_path: Path) -> None:
    """Nine deported among the five who left, in one row: a warning on that line."""
    made = same(mapped(tmp_path, table=ROWS))
    assert any("border.csv:4" in finding for finding in made.findings)


def test_what_is_wrong_with_rows_is_told_alike(tmp_path: Path) -> None:
    """Unknown code, ragged row, word for a number, key twice, in different parts."""
    wrong = ROWS + (
        "2026-03,XXX,XSL,1,2,\n"
        "2026-03,XNL,XSL,many,2,\n"
        "2026-01,XNL,XSL,1,,\n"
        "2026-04,XNL\n"
    )
    made = same(mapped(tmp_path, table=wrong))
    assert len(made.wrong) >= 4


def test_rows_with_mistakes_are_left_out_alike(tmp_path: Path) -> None:
    """The good rows get in, and the bad ones into the list with their reasons."""
    wrong = ROWS + "2026-03,XXX,XSL,1,2,\n2026-03,XNL,XSL,many,2,\n"
    made = same(mapped(tmp_path, table=wrong), max_errors=2)
    assert made.report is not None
    assert made.report.left_out == 2
    assert made.report.claims == 6


def test_rows_that_break_a_rule_are_left_out_alike(tmp_path: Path) -> None:
    """A figure without a measured thing's class, told by a shape, on one line only."""
    mapping = edited(("      unit: person\n", '      unit: "{note}"\n'))
    table = (
        "Month,From,To,left,deported,note\n"
        "2026-01,XNL,XSL,10,,person\n"
        "2026-02,XNL,XSL,10,,\n"
        "2026-03,XNL,XSL,10,,family\n"
    )
    mapping = mapping.replace(
        "  deported: count\n", "  deported: count\n  note: text\n"
    )
    folder = mapped(tmp_path, mapping, table)
    assert same(folder).wrong
    left = same(folder, max_errors=1)
    assert left.report is not None
    assert left.report.claims == 2


def test_words_that_no_row_meets_are_told_alike(tmp_path: Path) -> None:
    """A filter and an id that are misspelt."""
    mapping = MAPPING + 'rows: {From: [XNL, XNM]}\nids: {"from-northlant": from-x}\n'
    made = same(mapped(tmp_path, mapping, ROWS))
    assert len(made.wrong) == 2


def test_an_entry_that_says_several_things_is_so_many_entries(tmp_path: Path) -> None:
    """What rows share is written once, and gives what it gives written out."""
    key = '"{From}-{To}-{Month}-{each}":\n'
    head, body = MAPPING.split("    says:\n")
    crossings = body.replace("unit: person", "unit: crossing")
    once = head.replace("    claimant: north-ministry\n", "").replace(
        "claims:\n", "defaults: {claimant: north-ministry}\nclaims:\n"
    )
    once += f"    says:\n      {key}{indent(body, '  ')}"
    once += f"      crossings:\n{indent(crossings, '  ')}"
    written_out = f"{MAPPING}  {key.replace('{each}', '{each}_crossings')}"
    written_out += head.rsplit(key)[1] + f"    says:\n{crossings}"
    short, long = (
        same(mapped(tmp_path / str(number), text, ROWS))
        for number, text in enumerate((once, written_out))
    )

    assert short.graph == long.graph
    assert sum("scheme/unit/crossing>" in line for line in short.graph) >= 6


@pytest.mark.parametrize(
    "edit",
    [
        ("    claimant: north-ministry\n", "    claimant: narrator\n"),
        (
            "    claimant: north-ministry\n",
            "    claimant: north-ministry\n    comment: 'At the border, {Month}'\n",
        ),
        ('      period: "{Month}"\n', '      period: "{Month}~"\n'),
        ('      quantityText: "{cell}"\n', ""),
        ("      quantifier: exact\n", "      quantifier: at-least\n"),
    ],
)
def test_other_mappings(tmp_path: Path, edit: tuple[str, str]) -> None:
    """Whoever speaks, of whatever time, and however sure."""
    same(mapped(tmp_path, edited(edit), ROWS))


def test_a_cell_that_does_not_mean_its_number(tmp_path: Path) -> None:
    """Five is from one to five here: bounds in place of a value, in both ways."""
    mapping = MAPPING + (
        "suppressed:\n  5: {quantifier: suppressed, lowerBound: 1, upperBound: 5}\n"
    )
    made = same(mapped(tmp_path, mapping, ROWS))
    assert any("quantifier/suppressed" in line for line in made.graph)


def test_two_tables_of_one_flow_are_held_against_each_other(tmp_path: Path) -> None:
    """What one defines the other has, too; what they count at a time is compared."""
    folder = mapped(tmp_path, table=ROWS)
    other = MAPPING.replace("id: border", "id: coast").replace(
        "border.csv", "coast.csv"
    )
    folder.write("sources/coast/mapping.yaml", other)
    folder.write("sources/coast/coast.csv", ROWS.replace('"12,000"', "700"))
    made = same(folder)
    assert large_tables(folder) == ["border", "coast"]
    assert any("border.XNL-XSL-2026-01-left" in finding for finding in made.findings)


def test_tables_that_define_a_thing_otherwise_are_at_odds(tmp_path: Path) -> None:
    """The same id for people with another label."""
    folder = mapped(tmp_path, table=ROWS)
    other = MAPPING.replace("id: border", "id: coast").replace(
        "border.csv", "coast.csv"
    )
    other = other.replace("People living in", "People of")
    folder.write("sources/coast/mapping.yaml", other)
    folder.write("sources/coast/coast.csv", ROWS)
    usual, fast = both(folder)
    assert any("described otherwise" in line for line in usual.wrong)
    assert any("described otherwise" in line for line in fast.wrong)


def test_what_a_file_defines_takes_the_place_of_rows(tmp_path: Path) -> None:
    """An entity file has the flow already, with another label."""
    entities = ENTITIES + (
        "from-northland: {type: PopulationGroup, label: Northlanders, "
        "residesIn: northland}\n"
    )
    folder = mapped(tmp_path, table=ROWS)
    folder.write("sources/entities/all.yaml", entities)
    made = same(folder)
    assert any('"Northlanders"' in line for line in made.graph)
    assert not any('"People living in Northland"' in line for line in made.graph)


def test_names_that_two_things_share_are_told_alike(tmp_path: Path) -> None:
    """An entity of a file is called as one of a row."""
    entities = ENTITIES + (
        'others: {type: PopulationGroup, label: "People living in France", '
        "residesIn: northland}\n"
    )
    folder = mapped(tmp_path, table=ROWS)
    folder.write("sources/entities/all.yaml", entities)
    made = same(folder)
    assert any("has the same label" in finding for finding in made.findings)


def test_rules_of_the_project_see_all_rows(tmp_path: Path) -> None:
    """A rule of its own makes a triple of every claim of a row."""
    folder = mapped(tmp_path, table=ROWS)
    folder.write(
        "queries/rules/own.rq",
        "#+ summary: Rows\n"
        "PREFIX apf: <https://w3id.org/apf/ontology#>\n"
        "CONSTRUCT { ?claim apf:tiedTo ?thing . }\n"
        "WHERE {\n  ?claim apf:content ?figure .\n  ?figure apf:measures ?thing .\n}\n",
    )
    made = same(folder)
    assert made.report is not None
    assert made.report.derived >= 6


@pytest.mark.parametrize(
    "edit",
    [
        (
            "    claimant: north-ministry\n",
            "    claimant: north-ministry\n    modality: denied\n",
        ),
        (
            "    claimant: north-ministry\n",
            "    claimant: north-ministry\n    modality: alleged\n",
        ),
    ],
)
def test_what_is_no_plain_count_is_read_row_by_row(
    tmp_path: Path, edit: tuple[str, str]
) -> None:
    """Denials reach beyond their row, so they are entries whatever their number."""
    folder = mapped(tmp_path, edited(edit), ROWS)
    assert large_tables(folder) == []
    assert built(folder, 0).graph == built(folder, 10**9).graph


def test_what_is_said_under_a_condition_in_some_rows(tmp_path: Path) -> None:
    """It is reported only; the rows beside it, which have none, are established."""
    mapping = edited(
        ("  deported: count\n", "  deported: count\n  note: text\n"),
        ("ministry\n", 'ministry\n    condition: "{note}"\n'),
    )
    made = same(mapped(tmp_path, mapping, ROWS))
    reported = "<https://w3id.org/apf/scheme/standing/reported>"
    rows = [line for line in made.graph if f"standing> {reported}" in line]
    claims = {line.split("> ")[0].rsplit("/")[-1] for line in rows}
    key = "border.XNL-FRA-2026-02"
    assert claims == {f"{key}-left", f"{key}-deported"}


def _later(folder: Folder) -> None:
    folder.edit("sources/border/border.csv", "12,000", "11,500")


def test_another_number_makes_another_graph(tmp_path: Path) -> None:
    """A build looks at the table again, and says what it loaded."""
    folder = mapped(tmp_path, table=ROWS)
    before = built(folder, 0)
    _later(folder)
    after = built(folder, 0)
    assert before.graph != after.graph
    assert any('"11500"' in line for line in after.graph)


def test_processes_make_the_same(tmp_path: Path) -> None:
    """Two processes that make parts one row at a time: the same graph and findings."""
    folder = mapped(tmp_path, table=ROWS)
    alone, shared = built(folder, 0, 1), built(folder, 0, 1, executor="processes:2")
    assert shared.graph == alone.graph
    assert shared.findings == alone.findings
    assert any("contradicts" in finding for finding in alone.findings)


def test_what_checks_find_in_one_row_is_found_alike(tmp_path: Path) -> None:
    """A month after the table was published, and a flow to where it begins."""
    rows = ROWS + "2026-11,XNL,XNL,8,,\n"
    made = same(mapped(tmp_path, table=rows))
    assert any("border.csv:6" in finding for finding in made.findings)


def test_a_disk_that_is_full_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not the table that cannot be read: where its triples go is named."""
    folder = mapped(tmp_path, table=ROWS)

    def full(self: RowThings, *part: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RowThings, "add", full)
    with pytest.raises(StoreError, match="No space left on device; TMPDIR names"):
        built(folder, 0)


def test_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of triples ends with a build, and is there for large tables only."""
    folder = mapped(tmp_path / "project", table=ROWS)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    built(folder, 0)
    gc.collect()
    assert list((tmp_path / "temporary").iterdir()) == []
