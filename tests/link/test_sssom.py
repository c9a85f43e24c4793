"""SSSOM files as other people's tools write them: read by the specification.

The specification is SSSOM 1.1, "The SSSOM/TSV serialisation format".
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputErrors, Problem
from kg.read import sssom_header
from kg.read.sources import read_sources
from kg.read.sssom import MappingSet, read_sssom, write_sssom
from kg.read.texts import Texts
from tests.beside import beside
from tests.conftest import CONFIG, Folder, MakeProject
from tests.link.conftest import COLUMNS, FIRST, HEADER, LINKS, Judge, row, table
from tests.link.test_review import decision, judgements

NORTH = ("place:northland", "skos:exactMatch", "wd:Q111")
SOUTH = ("place:southland", "skos:exactMatch", "wd:Q222")
LAKELAND = "lakeland:\n  type: Country\n  label: Lakeland\n"
DAY = "#mapping_date: 2026-01-02\n"


def read(tmp_path: Path, text: str) -> tuple[MappingSet | None, list[str]]:
    path, problems = tmp_path / "x.sssom.tsv", list[Problem]()
    path.write_text(text, "utf-8")
    return read_sssom(path, "x", problems), [str(problem) for problem in problems]


def slots(found: MappingSet | None, slot: str) -> list[str | None]:
    assert found is not None
    return [row.cells.get(slot) for row in found.rows]


def others(project: MakeProject, name: str) -> tuple[list[str], list[str]]:
    """Read a recorded file: QIDs with the days of judging, and problems."""
    path = beside(f"cases/formats/sssom/{name}", "NO CASES: no file of others is read")
    config = CONFIG.replace("/permits/", "/ps/")
    folder = project(
        {
            "kg.toml": config,
            "sources/entities/lakeland.yaml": LAKELAND
            + LAKELAND.replace("lakeland", "hillmark").replace("Lake", "Hill"),
            f"sources/links/{name}": path.read_bytes(),
        }
    )
    reading = read_sources(folder.open(), Texts(None))
    judged = [f"{j.object} {j.day}" for j in reading.judgements]
    return judged, [str(problem) for problem in reading.problems]


@pytest.mark.parametrize(
    "name", ["condensed-date", "trailing-tabs", "prefix-NO-used"], ids=str
)
def test_recorded_files_are_read(project: MakeProject, name: str) -> None:
    """A day in the header, padded lines, a prefix called NO: one judgement each."""
    assert others(project, f"{name}.sssom.tsv") == (["Q901 2026-01-02"], [])


def test_the_recorded_file_with_open_quotes_is_refused(project: MakeProject) -> None:
    """Its first row opens quotes, and would take the second with it."""
    name = "unclosed-last.sssom.tsv"
    judged, problems = others(project, name)
    assert judged == []
    assert problems == [
        f"sources/links/{name}:7: the quotes that open here are not closed"
    ]


OPEN = [
    (row(*NORTH, comment='"open') + row(*SOUTH, comment="x"), "are not closed"),
    (row(*NORTH, comment='"open') + row(*SOUTH, comment='x"'), "close in a later row"),
    (row(*NORTH, comment='"The" land') + row(*SOUTH), "words behind closing quotes"),
    (row(*NORTH, confidence='"1') + row(*SOUTH, confidence='1"'), "close in a later"),
]


@pytest.mark.parametrize(("rows", "words"), OPEN)
def test_quotes_that_would_take_a_row_are_told(
    judge: Judge, rows: str, words: str
) -> None:
    """At the line where they open, and not one judgement is taken."""
    judged, problems = judge(table(rows))
    assert judged == []
    (problem,) = problems
    assert problem.startswith(f"{FIRST}: ")
    assert words in problem


@pytest.mark.parametrize("rows", [rows for rows, _ in OPEN])
def test_review_leaves_such_a_file_as_it_is(built: Folder, rows: str) -> None:
    """No byte of it, nor of the file beside it, is written."""
    text = table(rows)
    for name in (LINKS, "sources/links/others.sssom.tsv"):
        path = built.write(name, text)
        with pytest.raises(InputErrors, match=f"{name}:{FIRST}: "):
            judgements(built).decide([decision()])
        assert path.read_text("utf-8") == text
        path.unlink()
    assert list((built.root / "sources/links").iterdir()) == []


def condensed(*rows: str, header: str = DAY) -> str:
    """Return a file whose header has the day for all rows, and its columns no day."""
    lines = list(csv.reader(io.StringIO(table(*rows)), delimiter="\t"))
    lines = [line for line in lines if not line[0].startswith("#")]
    at = COLUMNS.index("mapping_date")
    kept = ["\t".join(c for n, c in enumerate(li) if n != at) for li in lines]
    return HEADER + header + "\n".join(kept) + "\n"


def test_a_slot_of_the_header_reaches_every_row(tmp_path: Path) -> None:
    """Days, tools and lists of fields: as if each row had them."""
    more = "#mapping_tool: hand\n#subject_match_field: [rdfs:label, skos:altLabel]\n"
    found, problems = read(
        tmp_path, condensed(row(*NORTH), row(*SOUTH), header=DAY + more)
    )
    assert problems == []
    assert slots(found, "mapping_date") == ["2026-01-02"] * 2
    assert slots(found, "mapping_tool") == ["hand"] * 2
    assert slots(found, "subject_match_field") == ["rdfs:label|skos:altLabel"] * 2


def test_where_one_row_has_its_own_none_is_given_one(tmp_path: Path) -> None:
    """SSSOM, "Propagation": a slot that any mapping has is not propagated."""
    own = table(row(*NORTH), row(*SOUTH, mapping_date="")).replace(HEADER, HEADER + DAY)
    found, problems = read(tmp_path, own)
    assert slots(found, "mapping_date") == ["2026-11-25", None]
    assert problems == [
        f"x:{FIRST - 1}: `mapping_date` reaches no row, because some have their own; "
        "fill in all"
    ]


def test_what_describes_the_set_reaches_no_row(tmp_path: Path) -> None:
    """Its creator, comment and licence are not those of the rows."""
    header = "#comment: of the set\n#creator_label: [C]\n" + DAY
    found, problems = read(tmp_path, condensed(row(*NORTH), header=header))
    assert problems == []
    assert slots(found, "comment") == slots(found, "creator_label") == [None]


def test_a_column_in_the_header_is_told(tmp_path: Path) -> None:
    """Who judged is a slot of rows: in the header nobody would read it."""
    _, problems = read(tmp_path, condensed(row(*NORTH), header=DAY + "#author_id: x\n"))
    assert problems == ["x:9: `author_id` is a column, and says nothing in the header"]


def test_a_decision_does_not_get_what_the_header_had(
    built: Folder, tmp_path: Path
) -> None:
    """Old rows keep the day and tool of the header, the new one has its own day."""
    built.write(LINKS, condensed(row(*SOUTH), header=DAY + "#mapping_tool: hand\n"))
    judgements(built).decide([decision()])
    path, problems = built.root / LINKS, list[Problem]()
    found = read_sssom(path, "x", problems)
    assert problems == []
    assert slots(found, "mapping_tool") == [None, "hand"]
    assert slots(found, "mapping_date") == ["2026-11-25", "2026-01-02"]
    assert "#mapping" not in path.read_text().replace("#mapping_set", "")
    pydantic = pytest.importorskip("sssom_pydantic")
    days = [str(mapping.mapping_date) for mapping in pydantic.read(path)[0]]
    assert days == ["2026-11-25", "2026-01-02"]


PADDED = "\n".join(f"{line}\t\t\t" for line in table(row(*NORTH)).splitlines())


@pytest.mark.parametrize(
    "text",
    [
        PADDED,
        PADDED.replace("#license: https", '"#license: ""https').replace(
            "zero/1.0/\t", 'zero/1.0/"""\t'
        ),
        PADDED.replace("\t\t\t", "  \t "),
        table(row(*NORTH)).replace("#", "# "),
        table(row(*NORTH)).replace("#license", "#\n#  # by hand\n#license"),
    ],
)
def test_what_a_spreadsheet_adds_is_no_content(judge: Judge, text: str) -> None:
    """Lines padded to the table's width, and quoted where quotes are in them."""
    judged, problems = judge(text)
    assert problems == []
    assert [judgement.object for judgement in judged] == ["Q111"]


FLOW = HEADER.replace("#curie_map:\n#  ", "#curie_map: {")
FLOW = FLOW.replace("/\n#  ", "/, ").replace("entity/\n", "entity/}\n")


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("#", "# "),
        FLOW.replace("orcid: https://orcid.org/, ", ""),
        HEADER.replace("#  ", "#\t# x\n#      ").replace("#\t", "#      "),
    ],
    ids=["a space behind the mark", "on one line", "deep, with comments"],
)
def test_a_prefix_is_declared_as_the_others_are(built: Folder, header: str) -> None:
    """Whatever the form of the header, a decision is written that can be read."""
    header = "".join(
        line for line in header.splitlines(keepends=True) if "orcid:" not in line
    )
    text = table(row(*SOUTH, author_id="", author_label="A"))
    columns = text.replace(HEADER, "").replace("author_id", "author_label")
    columns = columns.replace(
        "\tsemapv:ManualMappingCuration\t\t", "\tsemapv:ManualMappingCuration\tA\t"
    )
    built.write(LINKS, header + columns)
    judgements(built, "0000-0002-1825-0097").decide([decision()])
    found = read_sssom(built.root / LINKS, "x", [])
    assert found is not None
    assert found.header.prefixes["orcid"] == "https://orcid.org/"
    assert slots(found, "author_id") == ["orcid:0000-0002-1825-0097", None]
    assert judgements(built).read().rows


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#publication_date: 2025-02-30", "8: publication_date: a day such as"),
        ("#mapping_date: soon", "8: mapping_date: a day such as 2026-11-25"),
        ("#mapping_set_version: " + "9" * 4_301, "8: a number of 4,301 digits"),
        ("#license: x", "8: `license` is written twice; the first is on line 2"),
        ("#other: *x", "8: anchors and aliases are not read"),
    ],
)
def test_a_slip_in_the_header_is_told(judge: Judge, header: str, message: str) -> None:
    """Dates that are none, endless numbers, keys written twice: with their line."""
    text = table(row(*NORTH)).replace(HEADER, f"{HEADER}{header}\n")
    (problem,) = judge(text)[1]
    assert problem.startswith(message)


@pytest.mark.parametrize("author", ["actor:a<b", "actor:a%zz", "http://a b/c"])
def test_an_iri_that_is_none_is_told(judge: Judge, author: str) -> None:
    """What no graph can hold is told where it stands."""
    (problem,) = judge(table(row(*NORTH, author_id=author)))[1]
    assert problem.startswith(f"{FIRST}: author_id: `{author}` stands for no IRI: ")


def test_a_namespace_that_is_no_iri_is_told(judge: Judge) -> None:
    """A prefix for what no IRI can begin with is none."""
    text = table(row(*NORTH)).replace("orcid: https://orcid.org/", "x: http://a b/")
    assert judge(text)[1][0] == (
        "5: `x` needs an IRI such as https://w3id.org/semapv/vocab/"
    )


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A pipe is not waited for; of a missing file, and a broken text, the reason."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "text").write_bytes(b"#license: x\n#\xe9\n")
    problems: list[Problem] = []
    for name in ("folder", "pipe", "text", "nothing"):
        assert read_sssom(tmp_path / name, name, problems) is None
    assert [str(problem) for problem in problems] == [
        "folder:1: not a file",
        "pipe:1: not a file",
        "text:2: not UTF-8: byte 14 is no letter; save it as UTF-8",
        "nothing:1: cannot be read: No such file or directory",
    ]


def test_the_slots_are_those_of_the_specification() -> None:
    """Compared with the lists of another implementation, which are made from it."""
    constants = pytest.importorskip("sssom_pydantic.constants")
    models = pytest.importorskip("sssom_pydantic.models")
    assert set(sssom_header.IN_ROWS) == set(models.Record.model_fields) - {"extensions"}
    assert set(sssom_header.PROPAGATED) == constants.PROPAGATABLE
    assert set(sssom_header._OF_SET) == constants.MAPPING_SET_SLOTS


def test_what_is_read_is_written(tmp_path: Path) -> None:
    """But for what a header had for all rows, which each row has then."""
    text = table(row(*NORTH), row(*SOUTH))
    found, _ = read(tmp_path, text)
    assert found is not None
    assert write_sssom(found).decode() == text


ROWS = [
    row("place:northland", "skos:exactMatch", f"wd:Q{n}", comment=f"{n} in")
    for n in range(1, 5)
]
SIGNS = st.sampled_from(['"', '""', "\t", "\n", "\r", '"\n', "#", "\0", "\ufeff", "x"])


@given(st.lists(st.tuples(st.integers(0, 600), SIGNS), max_size=4))
def test_no_row_is_lost_without_a_word(
    scratch: Path, inserted: list[tuple[int, str]]
) -> None:
    """Wherever quotes, tabs and line breaks slip in: an error, or as many rows."""
    body = table(*ROWS).removeprefix(HEADER)
    for at, signs in inserted:
        body = body[: at % len(body)] + signs + body[at % len(body) :]
    found, problems = read(scratch, HEADER + body)
    assert problems or len(slots(found, "object_id")) == len(ROWS)


@given(st.text(), st.text(st.sampled_from("ab:#{}[]\"' \n\t&*!|-"), max_size=30))
def test_any_header_is_read_or_told(scratch: Path, more: str, yaml: str) -> None:
    """Never an exception, whatever stands behind the mark."""
    lines = "".join(f"#{line}\n" for line in f"{more}\n{yaml}".split("\n"))
    try:
        (HEADER + lines).encode()
    except UnicodeEncodeError:
        return
    found, problems = read(scratch, HEADER + lines + table(*ROWS).removeprefix(HEADER))
    assert problems or found


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")
