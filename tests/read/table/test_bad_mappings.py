"""Whatever is wrong in a mapping or its table is told where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.table.border import MAPPING, TABLE, edited, mapped, problems

# ruff: noqa: E501

BAD: dict[str, tuple[str, str, list[str]]] = {
    "a renamed column": (
        MAPPING,
        TABLE.replace("left", "departed"),
        ["mapping.yaml:14: `left`: `border.csv` has no such column; it has Month, From"],
    ),
    "no rows": (
        MAPPING,
        TABLE.splitlines()[0] + "\n",
        ["border.csv:1: an empty table: a header and no rows"],
    ),
    "a ragged row": (
        MAPPING,
        TABLE + "2026-03,XNL\n",
        ["border.csv:4: 2 cells under 6 columns"],
    ),
    "a word in place of a number": (
        MAPPING,
        TABLE.replace("0,7", "0,seven"),
        ["border.csv:3: deported: `seven` is no count"],
    ),
    "an unknown country": (
        MAPPING,
        TABLE.replace("FRA", "UNK"),
        ["border.csv:3: To: `UNK` is no code of a country in ISO 3166-1 alpha-3; `values"],
    ),
    "nothing for words": (
        MAPPING,
        TABLE.replace("XNL,FRA", "XNL,-"),
        ["border.csv:3: To: nothing is reported for `{To"],
    ),
    "two rows of one key": (
        MAPPING,
        TABLE + "2026-01,XNL,XSL,1,-,\n",
        ["border.csv:4: left: `XNL-XSL-2026-01-left` is the key of a claim of line 2, to"],
    ),
    "a control character": (
        edited(('deported: count\n', 'deported: count\n  note: text\n'),
               ('quantityText: "{cell}"', 'quantityText: "{note}"')),
        TABLE.replace("of whom", "of\x01whom"),
        ["border.csv:3: note: the character U+0001 belongs in no text"],
    ),
    "a hole of no column": (
        edited(("{word} {From.label}", "{word} {Form.label}")),
        TABLE,
        ["mapping.yaml:32: `{Form.label}` is filled by no column under `columns:`; did "],
    ),
    "a brace alone": (
        edited(("{{counted}}", "{counted")),
        TABLE,
        ["mapping.yaml:19: `{` without its other; a brace that is meant is doubled"],
    ),
    "an unknown section": (
        edited(("columns:\n", "colums:\n")),
        TABLE,
        ["mapping.yaml:10: `colums`: no such section; did you mean `columns`?"],
    ),
    "an unknown type": (
        edited(("Month: month", "Month: mouth")),
        TABLE,
        ["mapping.yaml:11: `mouth`: no such type of column; did you mean `month`?; one"],
    ),
    "a filter that no row meets": (
        edited(("each:\n", "rows: {To: [FRA, XSL, XLS]}\neach:\n")),
        TABLE,
        ["mapping.yaml:16: `XLS` stands in no row under `To`; did you mean `XSL`?"],
    ),
    "an id that no row fills": (
        edited(("entities:\n", "ids: {northland-to-southlad: returns}\nentities:\n")),
        TABLE,
        ["mapping.yaml:8: `northland-to-southlad` under `ids:` is filled by no row; did "],
    ),
    "another table": (
        edited(("file: border.csv", f"file: border.csv\n  sha256: {'0' * 64}")),
        TABLE,
        ["mapping.yaml:8: `border.csv` is not the table of this `sha256`; its own is "],
    ),
    "a way out of the project": (
        edited(("file: border.csv", "file: ../../border.csv")),
        TABLE,
        ["mapping.yaml:8: `../../border.csv` is a path below the mapping's own folder"],
    ),
    "a measure of nothing": (
        edited(("      movementTerm: \"{word}\"\n", ""), ("{cell} people {word}", "Some"),
               ('      quantityText: "{cell}"\n', ""),
               ('deported: {word: deported, kind: deportation}', "deported: {}")),
        TABLE,
        ["mapping.yaml:15: `deported` makes no claim: no entry of `claims:` has holes of"],
    ),
    "a country that is called nothing": (
        edited(('missing: ["-"]', 'missing: ["-", FRA]')),
        TABLE,
        ["border.csv:3: To: `FRA` is a country, and by `missing:` nothing; write `value"],
    ),
    "a thing of no such type": (
        edited(("type: PopulationGroup", "type: PopulationGrop")),
        TABLE,
        ["mapping.yaml:21: `PopulationGrop`: no such class; did you mean `PopulationGro"],
    ),
    "no table": (
        edited(("file: border.csv", "file: boarder.csv")),
        TABLE,
        ["mapping.yaml:8: the table `boarder.csv` is not at hand; put it into sources/b"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_by_file_line_and_column(
    name: str, tmp_path: Path
) -> None:
    """Whatever is wrong is one problem, where it was written."""
    mapping, table, expected = BAD[name]

    told = problems(mapped(tmp_path, mapping, table))

    assert len(told) == len(expected), told
    for line, words in zip(told, expected, strict=True):
        assert line.startswith(f"sources/border/{words}"), line


def test_what_is_wrong_alike_in_many_rows_is_told_once(tmp_path: Path) -> None:
    """It is counted, with the lines of the first few."""
    rows = "".join(f"2026-{i:02},XNL,XSL,many,-,\n" for i in range(1, 13))

    told = problems(mapped(tmp_path, table=TABLE.splitlines()[0] + "\n" + rows))

    assert told == [
        "sources/border/border.csv:2: left: `many` is no count "
        "(11 more like it, on lines 3, 4, 5, 6 …)"
    ]
