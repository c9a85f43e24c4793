"""A file of judgements is read whole, and all that is wrong in it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import Problem
from kg.read.sources import read_sources
from kg.read.sssom import read_sssom, write_sssom
from kg.read.texts import Texts
from tests.conftest import MakeProject
from tests.link.conftest import FIRST, HEADER, LINKS, Judge, row, table

NORTH = ("place:northland", "skos:exactMatch", "wd:Q111")


def test_a_row_is_a_judgement(judge: Judge) -> None:
    """Subject, entity, author, day, confidence and classes are as typed."""
    judged, problems = judge(
        table(row(*NORTH, object_category="Q6256|wd:Q3624078", confidence="0.9"))
    )
    assert problems == []
    (found,) = judged
    assert found.subject == "https://example.org/permits/id/place/northland"
    assert (found.predicate, found.object, found.link) == ("exactMatch", "Q111", True)
    assert found.authors == ("https://orcid.org/0000-0002-1825-0097",)
    assert (found.day, found.confidence) == ("2026-11-25", "0.9")
    assert found.classes == ("Q6256", "Q3624078")
    assert found.place.line == FIRST


@pytest.mark.parametrize(
    ("predicate", "target", "modifier"),
    [
        ("skos:exactMatch", "wd:Q111", "Not"),
        ("rdfs:seeAlso", "wd:Q111", ""),
        ("skos:exactMatch", "sssom:NoTermFound", ""),
    ],
)
def test_what_is_not_positive_is_no_link(
    judge: Judge, predicate: str, target: str, modifier: str
) -> None:
    """No, unsure and no such entity are judgements, and never links."""
    text = table(row(NORTH[0], predicate, target, predicate_modifier=modifier))
    judged, problems = judge(text)
    assert problems == []
    assert [judgement.link for judgement in judged] == [False]


WRONG: list[tuple[dict[str, str], str]] = [
    (
        {"subject_id": "place:northlnd"},
        "subject_id: no entry is called `place:northlnd`; did you mean "
        "`place:northland`?",
    ),
    (
        {"subject_id": "actor:northport"},
        "subject_id: no entry is called `actor:northport`; did you mean "
        "`actor:north-government`?",
    ),
    (
        {"subject_id": "northland"},
        "subject_id: write `place:northland`, not `northland`",
    ),
    (
        {"subject_id": "plce:northland"},
        "subject_id: `plce:` stands for nothing; declare it in `curie_map`; did you "
        "mean `place`?",
    ),
    (
        {"subject_id": "https://example.org/permits/id/claim/gazette-20250301.count"},
        "subject_id: `https://example.org/permits/id/claim/gazette-20250301.count` is "
        "a claim or document; entities are linked",
    ),
    ({"subject_id": ""}, "subject_id: empty, and needed"),
    ({"object_id": "Q111"}, "object_id: write `wd:Q111`, not `Q111`"),
    (
        {"object_id": "wd:Q0111"},
        "object_id: `Q0111` is no QID: a Q and a number, as Q843",
    ),
    (
        {"object_id": "wd:P31"},
        "object_id: `P31` is no QID: a Q and a number, as Q843",
    ),
    (
        {"object_id": "https://www.wikidata.org/wiki/Q111"},
        "object_id: `https://www.wikidata.org/wiki/Q111` is no entity of Wikidata, "
        "whose IRIs begin with http://www.wikidata.org/entity/ (http, /entity/)",
    ),
    (
        {"predicate_id": "skos:exactmatch"},
        "predicate_id: `skos:exactmatch` is no link; did you mean `skos:exactMatch`?",
    ),
    (
        {"predicate_id": "owl:sameAs"},
        "predicate_id: `owl:sameAs` is no link; write `skos:exactMatch`, which exports "
        "as owl:sameAs, too",
    ),
    (
        {"predicate_modifier": "not"},
        "predicate_modifier: `Not` or nothing, not `not`",
    ),
    (
        {"mapping_justification": "semapv:ManualMapingCuration"},
        "mapping_justification: `semapv:ManualMapingCuration` is none; did you mean "
        "`semapv:ManualMappingCuration`?",
    ),
    (
        {"mapping_date": "2026-02-30"},
        "mapping_date: a day such as 2026-11-25, not `2026-02-30`",
    ),
    (
        {"mapping_date": "25.11.2026"},
        "mapping_date: a day such as 2026-11-25, not `25.11.2026`",
    ),
    (
        {"confidence": "1.5"},
        "confidence: a number from 0 to 1 such as 0.95, not `1.5`",
    ),
    (
        {"confidence": "90%"},
        "confidence: a number from 0 to 1 such as 0.95, not `90%`",
    ),
    ({"author_id": ""}, "author_id: who judged it? An ORCID, or `author_label`"),
    (
        {"object_category": "Q6256|country"},
        "object_category: `country` is no QID of a class, as Q6256",
    ),
]


@pytest.mark.parametrize(("cells", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_cell_is_told_with_its_line(
    judge: Judge, cells: dict[str, str], message: str
) -> None:
    """Each names the line, what was expected, and the nearest name."""
    given = dict(zip(("subject_id", "predicate_id", "object_id"), NORTH, strict=True))
    given |= cells
    first = [given.pop(name) for name in ("subject_id", "predicate_id", "object_id")]
    text = table(row("actor:gazette", "skos:exactMatch", "wd:Q5"), row(*first, **given))
    judged, problems = judge(text)
    assert problems == [f"{FIRST + 1}: {message}"]
    assert [judgement.object for judgement in judged] == ["Q5"]


def test_all_that_is_wrong_is_told_at_once(judge: Judge) -> None:
    """Two wrong rows, one with two mistakes, and a row judged twice: four problems."""
    _, problems = judge(
        table(
            row(*NORTH, confidence="2", mapping_date="soon"),
            row("place:southland", "skos:exactMatch", "Q5"),
            row("actor:gazette", "skos:exactMatch", "wd:Q5"),
            row("actor:gazette", "skos:exactMatch", "wd:Q5"),
        )
    )
    lines = sorted(int(problem.split(":")[0]) for problem in problems)
    assert lines == [FIRST, FIRST, FIRST + 1, FIRST + 3]
    assert f"at {LINKS}:{FIRST + 2}; keep one row" in problems[-1]


FILES: list[tuple[str | bytes, list[str]]] = [
    (b"\xff\xfe", ["1: not UTF-8: byte 1 is no letter; save it as UTF-8"]),
    (
        table().replace("\tobject_id", "\tobject"),
        [
            f"{FIRST - 1}: `object` is no column of SSSOM; did you mean `object_id`?",
            f"{FIRST - 1}: no column `object_id`",
        ],
    ),
    (
        table().replace("\t", ","),
        [
            f"{FIRST - 1}: `{table().splitlines()[-1].replace(chr(9), ',')}` is no "
            "column of SSSOM",
            f"{FIRST - 1}: no column `subject_id`, `predicate_id`, `object_id`, "
            "`mapping_justification`, `mapping_date`; columns are parted by tabs",
        ],
    ),
    (
        table() + "place:northland\tskos:exactMatch\n",
        [f"{FIRST}: 2 cells, but there are 10 columns; cells are parted by tabs"],
    ),
    (
        table().replace("#license: https://creativecommons", "#licence: https://x"),
        [
            "2: `licence`: SSSOM has no such slot; did you mean `license`?",
            "1: the header lacks `#license:`",
        ],
    ),
    (
        table().replace("#  wd: http", "#  wd http"),
        [
            "7: the header behind `#` is not YAML: no `:` after the key on this line",
        ],
    ),
    (
        table().replace("#  wd: http", "#  skos: http://www.wikidata.org/entity/ #"),
        ["7: `skos` always stands for http://www.w3.org/2004/02/skos/core#"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FILES)
def test_a_malformed_file_is_told(
    judge: Judge, text: str | bytes, expected: list[str]
) -> None:
    """Encoding, columns, cells and header: each with its line, and no traceback."""
    assert judge(text)[1] == expected


@pytest.mark.parametrize("text", ["", "\n\n", HEADER, "#", '"', table() + '"\t"\n\x00'])
def test_no_file_ends_in_a_traceback(judge: Judge, text: str) -> None:
    """Whatever is in the file, problems are told of it."""
    assert judge(text)[1]


def test_line_ends_and_a_mark_at_the_start_do_not_matter(judge: Judge) -> None:
    """A file saved by a spreadsheet on Windows is the same file."""
    text = table(row(*NORTH))
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert judge(windows) == judge(text)
    assert judge(text)[1] == []


def test_another_reader_takes_several_classes(tmp_path: Path) -> None:
    """Classes parted by a bar, as `kg link review` writes them, are read elsewhere."""
    sssom = pytest.importorskip("sssom_pydantic")
    path = tmp_path / "x.sssom.tsv"
    path.write_text(table(row(*NORTH, object_category="wd:Q6256|wd:Q3624078")))
    assert len(sssom.read(path)[0]) == 1


def test_a_file_that_nothing_reads_is_told(project: MakeProject) -> None:
    """A name that is not *.sssom.tsv would be left out without a word."""
    folder = project({"sources/links/more.tsv": table()})
    (problem,) = read_sources(folder.open(), Texts(None)).problems
    assert str(problem).startswith("sources/links/more.tsv:1: not read; judgements")


def test_a_file_is_written_as_it_was_read(tmp_path: Path) -> None:
    """Header, comments in it and foreign columns stay; rows are put in order."""
    header = HEADER.replace("#license", "## kept by hand\n#license")
    columns = "\t".join(("subject_id", "predicate_id", "object_id", "record_id"))
    columns += "\tmapping_justification\tmapping_date\n"
    one = "place:a\tskos:exactMatch\twd:Q1\tr:1\tsemapv:MappingReview\t2026-01-01\n"
    two = one.replace("place:a", "place:b")
    path = tmp_path / "x.sssom.tsv"
    path.write_text(header + columns + two + one)
    problems: list[Problem] = []
    found = read_sssom(path, "x", problems)
    assert found is not None
    assert problems == []
    assert write_sssom(found).decode() == header + columns + one + two


def test_another_reader_agrees(root: Path) -> None:
    """sssom-pydantic reads the repository's file: as many rows, and the negatives."""
    sssom = pytest.importorskip("sssom_pydantic")
    path = root / LINKS
    mappings, *_ = sssom.read(path)  # rows it cannot read are left out
    lines = [
        li for li in path.read_text("utf-8").splitlines() if not li.startswith("#")
    ]
    assert len(mappings) == len(lines) - 1
    negative = sum("\tNot\t" in line for line in lines)
    assert sum(bool(m.predicate_modifier) for m in mappings) == negative > 0
