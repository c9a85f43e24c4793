"""People decide on candidates; every decision is written at once, and none by itself.

The candidates are entities that are written here; the graph, the file of judgements and
the command are real.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.link import review as link_review
from kg.cli.link.review import review
from kg.cli.root import Settings
from kg.errors import InputErrors, KgError, UnknownName
from kg.link.judge import Decision, Judgements, NotDecided
from kg.match.entity import Entity, Mention
from kg.read.files import ExportFailed
from tests.conftest import Folder
from tests.link.conftest import FIRST, LINKS, row, table

ENTITIES = {
    entity.qid: entity
    for entity in (
        Entity("Q901", "Northland", ("N",), "a country", ("Q6256",), ("XN",)),
        Entity("Q902", "Northland", (), "a city", ("Q515",)),
        Entity("Q903", "Northland", (), "a page", ("Q4167410",)),
        Entity("Q904", "Northland", (), "", ("Q6256",), redirect="Q901"),
        Entity("Q905", "The Gazette", (), "a newspaper", ("Q11032",)),
    )
}
TEN = "0000-0002-1694-233X"
"""An ORCID whose last sign stands for ten."""

OFFERED = {
    "northland": (("Q901", 0.95), ("Q902", 0.6), ("Q903", 0.5), ("Q904", 0.4)),
    "gazette": (("Q905", 0.8),),
    "north-government": (("Q902", 0.97),),
}


@dataclass(frozen=True)
class Scored:
    entity: Entity
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Linked:
    scored: tuple[Scored, ...]
    decision: str
    reason: str


class Written:
    """A source of candidates that is written above."""

    name = "written source"

    def candidates(self, mention: Mention, limit: int) -> list[Entity]:
        return []

    def entities(self, qids: list[str]) -> dict[str, Entity]:
        return {qid: ENTITIES[qid] for qid in qids if qid in ENTITIES}


def propose(iri: str) -> Linked:
    offered = OFFERED.get(iri.rsplit("/", 1)[-1], ())
    scored = tuple(Scored(ENTITIES[q], s, ("same name", f"{s}")) for q, s in offered)
    match = bool(scored) and scored[0].score > 0.9
    return Linked(scored, "match" if match else "unsure", "as written in the test")


Kg = Callable[..., Result]


@pytest.fixture
def kg(built: Folder, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Run `kg link review` on the small project, answering as told."""
    monkeypatch.setattr(link_review, "proposer", lambda *_: propose)
    monkeypatch.setattr(link_review, "open_candidates", lambda *_: Written())
    settings = Settings(built.root, None, None)
    fixed = ("--author", "Ada Example", "--date", "2026-11-25")

    def run(*arguments: str, answers: str = "") -> Result:
        given = [*fixed, *arguments]
        return CliRunner().invoke(review, given, input=answers, obj=settings)

    return run


def rows(folder: Folder) -> list[dict[str, str]]:
    """Return the rows of the file of judgements, the empty cells left out."""
    path = folder.root / LINKS
    text = path.read_text("utf-8") if path.exists() else ""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = csv.DictReader(lines, delimiter="\t")
    return [{k: v for k, v in line.items() if v} for line in found]


def short(folder: Folder) -> list[str]:
    """Return rows as `thing [Not] predicate QID`."""
    return [
        " ".join(
            filter(
                None,
                (
                    found["subject_id"].partition(":")[2],
                    found.get("predicate_modifier"),
                    found["predicate_id"].partition(":")[2],
                    found["object_id"].partition(":")[2],
                ),
            )
        )
        for found in rows(folder)
    ]


def test_yes_writes_a_whole_row(built: Folder, kg: Kg) -> None:
    """Author, day, justification, classes and evidence; a person's has no score."""
    done = kg("northland", answers="y\n")
    assert done.exit_code == 0, done.output
    assert "Q901" in done.output
    assert "same name; 0.95" in done.output
    assert rows(built) == [
        {
            "subject_id": "place:northland",
            "subject_label": "Northland",
            "predicate_id": "skos:exactMatch",
            "object_id": "wd:Q901",
            "object_label": "Northland",
            "object_category": "wd:Q6256",
            "mapping_justification": "semapv:ManualMappingCuration",
            "author_label": "Ada Example",
            "mapping_date": "2026-11-25",
            "comment": "same name; 0.95",
        }
    ]


def test_what_is_written_builds(built: Folder, kg: Kg) -> None:
    """The file is one that a build replays, and that another reader reads."""
    kg("northland", "gazette", answers="u\ny\n")
    kg("northland", answers="y\n")
    built.build()
    exported = built.export()
    assert b"/place/northland> <http://www.w3.org/2004/02/skos/core#exactMatch>" in (
        exported
    )
    sssom = pytest.importorskip("sssom_pydantic")
    assert len(sssom.read(built.root / LINKS)[0]) == 2


ANSWERS = [
    (
        "n\ny\n",
        ["northland Not exactMatch Q901"],
        "Q902 is of Q515, which is no Country",
    ),
    ("u\n", ["northland seeAlso Q901"], ""),
    ("s\n", [], ""),
    ("q\n", [], ""),
    ("", [], ""),
    ("0\n", ["northland exactMatch NoTermFound"], ""),
    ("3\nq\n", [], "Q903 is a disambiguation page"),
    ("4\nq\n", [], "Q904 was merged into Q901"),
    ("q905\nq\n", [], "Q905 is of Q11032, which is no Country"),
    ("Q906\nq\n", [], "`q906` is no answer, and not in the written source"),
    ("5\nq\n", [], "`5` is no answer"),
    ("maybe\ny\n", ["northland exactMatch Q901"], "`maybe` is no answer"),
    ("n\nn\nn\nn\n", [f"northland Not exactMatch Q90{n}" for n in (1, 2, 3, 4)], ""),
]


@pytest.mark.parametrize(("answers", "expected", "told"), ANSWERS)
def test_each_answer_does_what_it_says(
    built: Folder, kg: Kg, answers: str, expected: list[str], told: str
) -> None:
    """Yes, no, unsure, skip, quit, none, a number, a QID; else it is asked again."""
    done = kg("northland", answers=answers)
    assert done.exit_code == 0, done.output
    assert told in done.output
    assert short(built) == expected


def test_a_decided_pair_is_not_asked_again(built: Folder, kg: Kg) -> None:
    """After a no the next is asked about; after a yes nothing; what is unsure again."""
    kg("northland", answers="n\nq\n")
    again = kg("northland", answers="q\n")
    assert "Q901" not in again.output
    assert "is it Q902?" in again.output
    kg("gazette", answers="u\n")
    assert "is it Q905?" in kg("gazette", answers="y\n").output
    assert "0 decisions" in kg("gazette").output
    assert short(built) == ["gazette exactMatch Q905", "northland Not exactMatch Q901"]


def test_all_things_are_asked_about_by_default(kg: Kg) -> None:
    """Every entity of the graph, by id, and no claim or document."""
    done = kg(answers="s\n" * 20)
    asked = [line for line in done.output.splitlines() if line.startswith("[")]
    assert len(asked) == 9
    assert asked[0] == "[1/9] The Gazette (MediaOrganization, gazette)"


def test_ctrl_c_loses_nothing(
    built: Folder, kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered before is in the file, and the exit code tells of it."""
    answers = iter(["y"])

    def interrupted(prompt: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            assert short(built) == ["gazette exactMatch Q905"]  # before the next answer
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", interrupted)
    done = kg("gazette", "northland")
    assert done.exit_code == 130
    assert "1 decision written to" in done.output
    assert short(built) == ["gazette exactMatch Q905"]


def test_nothing_is_accepted_unless_asked(built: Folder, kg: Kg) -> None:
    """From the score that the user set, and only what the linker calls a match."""
    kg(answers="q\n")
    assert short(built) == []
    kg("--accept", "0.96", answers="q\n")
    assert short(built) == []
    done = kg("--accept", "0.7", answers="q\n")
    assert "1 decision taken by score, from 0.7 on." in done.output
    (found,) = rows(built)
    assert found["object_id"] == "wd:Q901"
    assert found["mapping_justification"] == "semapv:LexicalMatching"
    assert found["confidence"] == "0.95"


def test_a_table_is_filled_in_and_read(built: Folder, kg: Kg, tmp_path: Path) -> None:
    """One row for each candidate; decisions of the table become rows of the file."""
    path = tmp_path / "decide.csv"
    kg("--csv-out", str(path))
    lines = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    north = [line for line in lines if line["thing"] == "northland"]
    assert (north[0]["qid"], north[0]["score"]) == ("Q901", "0.95")
    assert len(north) == 4
    for line in lines:
        wanted = {"Q901": "yes", "Q902": "N", "Q905": "unsure"}.get(line["qid"], "")
        line["decision"] = "" if line["thing"] == "north-government" else wanted
        line["comment"] = "looked up" if line["qid"] == "Q901" else ""
    fill(path, lines)
    done = kg("--csv-in", str(path))
    assert done.exit_code == 0, done.exception
    assert short(built) == [
        "gazette seeAlso Q905",
        "northland exactMatch Q901",
        "northland Not exactMatch Q902",
    ]
    assert rows(built)[1]["comment"] == "looked up"


def test_no_cell_of_the_table_runs_and_it_is_read_as_it_was_meant(
    built: Folder, kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of others begin with what a spreadsheet runs; the judgements have them."""
    sly = Entity("Q901", "=1+2", (), "@SUM(A1)", ("Q6256",))
    reasons = ("-same name", "+1")
    offered = Linked((Scored(sly, 0.95, reasons),), "match", "\tas written")
    monkeypatch.setattr(link_review, "proposer", lambda *_: lambda _: offered)
    path = tmp_path / "decide.csv"
    kg("northland", "gazette", "--csv-out", str(path))
    lines = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert {(x["entity"], x["description"]) for x in lines} == {("'=1+2", "'@SUM(A1)")}
    assert {x["reasons"] for x in lines} == {"'-same name; +1"}

    for line in lines:
        line["decision"] = {"northland": "yes", "gazette": "unsure"}[line["thing"]]
        line["comment"] = "'=typed" if line["thing"] == "gazette" else ""
    fill(path, lines)
    assert kg("--csv-in", str(path)).exit_code == 0
    comments = {line["subject_id"]: line["comment"] for line in rows(built)}
    assert comments == {
        "actor:gazette": "unsure: =typed",
        "place:northland": "-same name; +1",
    }


def fill(path: Path, lines: list[dict[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, lines[0])
    writer.writeheader()
    writer.writerows(lines)
    path.write_text(out.getvalue(), "utf-8")


def test_all_that_is_wrong_in_a_table_is_told(
    built: Folder, kg: Kg, tmp_path: Path
) -> None:
    """Each with its line; of such a table nothing is taken, not even what is right."""
    path = tmp_path / "decide.csv"
    path.write_text(
        "thing,qid,decision\n"
        "gazette,Q905,yes\n"
        "northlnd,Q901,yes\n"
        "northland,901,yes\n"
        "northland,Q999,yes\n"
        "northland,Q901,yess\n"
    )
    done = kg("--csv-in", str(path))
    assert isinstance(done.exception, InputErrors)
    told = [f"{p.place.line}: {p.message}" for p in done.exception.problems]
    assert told == [
        "3: thing: nothing to decide is called `northlnd`; did you mean `northland`?",
        "4: qid: `901` is no QID: a Q and a number, as Q843",
        "5: qid: Q999 is not in the written source",
        "6: decision: `yess` is none; did you mean `yes`?",
    ]
    assert short(built) == []


def test_a_table_that_contradicts_itself_is_refused(
    built: Folder, kg: Kg, tmp_path: Path
) -> None:
    """Two entities for one thing, a city for a government: lines, and nothing taken."""
    path = tmp_path / "decide.csv"
    path.write_text(
        "thing;qid;decision\n"
        "northland;Q901;yes\n"
        "southland;Q901;yes\n"
        "north-government;Q902;yes\n"
    )
    done = kg("--csv-in", str(path))
    assert isinstance(done.exception, InputErrors)
    told = [f"{p.place.line}: {p.message}" for p in done.exception.problems]
    assert told == [
        "3: southland: Q901 cannot be both northland and southland",
        "4: north-government: Q902 is of Q515, which is no Government; a related match "
        "is written by hand",
    ]
    assert short(built) == []


LOST = [
    ('northland,Q901,yes,"open\n', "2: the quotes that open here are not closed"),
    (
        'northland,Q901,no,"Bay\ngazette,Q905,yes,5"\n',
        "2: quotes that open here close in a later row, and what stands between would "
        "be one cell",
    ),
    ("northland,Q901,yes\n", "2: 3 cells, but there are 4 columns"),
    ("northland,Q901,,so, yes\n", "2: 5 cells, but there are 4 columns"),
]


@pytest.mark.parametrize(("rows", "message"), LOST)
def test_a_decision_that_would_be_lost_is_told(
    built: Folder, kg: Kg, tmp_path: Path, rows: str, message: str
) -> None:
    """Open quotes, and rows with a cell too few or too many; nothing is taken."""
    path = tmp_path / "decide.csv"
    path.write_text(f"thing,qid,decision,comment\n{rows}gazette,Q905,yes,x\n")
    done = kg("--csv-in", str(path))
    assert isinstance(done.exception, InputErrors)
    assert str(done.exception) == f"{path}:{message}"
    assert short(built) == []


def test_a_comment_may_have_lines(built: Folder, kg: Kg, tmp_path: Path) -> None:
    """As spreadsheets write them; the file of judgements has it on one."""
    path = tmp_path / "decide.csv"
    text = 'northland,Q901,yes,"looked up,\nand, well, found"\n'
    path.write_text(f"thing,qid,decision,comment\n{text}")
    assert kg("--csv-in", str(path)).exit_code == 0
    assert rows(built)[0]["comment"] == "looked up, and, well, found"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column"),
        ("thing,qid\n", "no column `decision`"),
        ("thing,qid,decision,decision\n", "two columns `decision`"),
        (None, "No such file"),
    ],
)
def test_a_table_that_is_none_is_told(
    kg: Kg, tmp_path: Path, text: str | None, message: str
) -> None:
    """A file that is missing, empty or lacks a column."""
    path = tmp_path / "decide.csv"
    if text is not None:
        path.write_text(text)
    done = kg("--csv-in", str(path))
    assert isinstance(done.exception, InputErrors)
    assert message in str(done.exception)


def decision(qid: str = "Q901", thing: str = "northland") -> Decision:
    iri = f"https://example.org/permits/id/place/{thing}"
    return Decision(iri, "Northland", "Country", "yes", ENTITIES[qid])


def judgements(folder: Folder, author: str = "Ada Example") -> Judgements:
    return Judgements(folder.open(), author, date(2026, 11, 25))


def test_nothing_is_lost_where_several_decide_at_once(built: Folder) -> None:
    """Every decision of four people is in the file, whoever wrote it when."""

    def decide(person: int) -> None:
        mine = judgements(built, f"Person {person}")
        for number in range(15):
            entity = Entity(f"Q{1000 + 100 * person + number}", "N", (), "", ("Q6256",))
            iri = "https://example.org/permits/id/place/northland"
            mine.decide([Decision(iri, "Northland", "Country", "no", entity)])

    people = [get_context("fork").Process(target=decide, args=(n,)) for n in range(4)]
    for process in people:
        process.start()
    for process in people:
        process.join(60)
    assert [process.exitcode for process in people] == [0] * 4
    assert len({found["object_id"] for found in rows(built)}) == 60
    assert [path.name for path in (built.root / LINKS).parent.iterdir()] == [
        (built.root / LINKS).name
    ]


def test_a_malformed_file_is_left_as_it_is(built: Folder) -> None:
    """What cannot be read is told with its line, and never written over."""
    text = table("place:northland\tskos:exactMatch\n")
    built.write(LINKS, text)
    with pytest.raises(InputErrors, match=f"{LINKS}:{FIRST}: 2 cells"):
        judgements(built)
    assert (built.root / LINKS).read_text() == text


def test_a_write_that_fails_keeps_what_was_decided(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told, and the file is the one before."""
    found = judgements(built)
    found.decide([decision()])
    before = (built.root / LINKS).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportFailed, match="No space left"):
        found.decide([Decision("https://x.org/y", "Y", "Country", "none")])
    assert (built.root / LINKS).read_bytes() == before
    assert [p.name for p in (built.root / "sources/links").iterdir()] == [
        "wikidata.sssom.tsv"
    ]


def test_what_others_wrote_meanwhile_stays(built: Folder) -> None:
    """Two people judge at once: neither loses a row, and no pair is judged twice."""
    one, two = judgements(built), judgements(built, "Bo Example")
    one.decide([decision()])
    two.decide([Decision("https://x.org/y", "Y", "MediaOrganization", "none")])
    assert len(rows(built)) == 2
    with pytest.raises(NotDecided, match=r"Q901 is judged already, at .*:\d+"):
        two.decide([decision()])


def test_a_second_exact_match_is_refused(built: Folder) -> None:
    """For one thing and for one entity; the line of the first is named."""
    built.write(LINKS, table(row("place:northland", "skos:exactMatch", "wd:Q1")))
    with pytest.raises(NotDecided, match=f"northland is Q1 already, at .*:{FIRST}"):
        judgements(built).decide([decision()])
    built.write(LINKS, table(row("place:southland", "skos:exactMatch", "wd:Q901")))
    with pytest.raises(NotDecided, match="Q901 is southland already"):
        judgements(built).decide([decision()])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_more_decision_is_one_more_line(built: Folder, end: str) -> None:
    """Header, comments in it, line ends and the rows of others stay as they are."""
    other = row("place:southland", "skos:exactMatch", "wd:Q1", confidence="0.50")
    text = table(other).replace("#license", "##  by hand\n#license")
    built.write(LINKS, text.replace("\n", end))
    judgements(built).decide([decision()])
    written = (built.root / LINKS).read_bytes().decode()
    assert written.count(end) == written.count("\n")
    before, after = text.splitlines(), written.splitlines()
    header = FIRST - 1  # with the comment
    assert after[:header] == before[:header]
    assert len(after) == len(before) + 1
    assert [line.split("\t")[3] for line in after[-2:]] == ["wd:Q901", "wd:Q1"]
    assert after[-1].rstrip("\t") == before[-1].rstrip("\t")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Ada Example", {"author_label": "Ada Example"}),
        ("0000-0002-1825-0097", {"author_id": "orcid:0000-0002-1825-0097"}),
        ("https://orcid.org/" + TEN, {"author_id": f"orcid:{TEN}"}),
    ],
)
def test_an_author_is_an_orcid_or_a_name(
    built: Folder, text: str, cells: dict[str, str]
) -> None:
    """An ORCID goes into author_id, a name into author_label."""
    assert judgements(built, text).author == cells


@pytest.mark.parametrize("text", ["0000-0002-1825-0098", "orcid:123", " "])
def test_a_wrong_orcid_is_refused(built: Folder, text: str) -> None:
    """A sign that does not fit, or none at all."""
    with pytest.raises(UnknownName):
        judgements(built, text)


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    """Nothing is written into what came with kg."""
    with pytest.raises(NotDecided, match="no `sources`"):
        judgements(Folder(tmp_path))


def test_the_author_may_stand_in_the_settings(built: Folder, kg: Kg) -> None:
    """`author` in kg.toml is who decides, unless the command says otherwise."""
    text = (built.root / "kg.toml").read_text()
    built.write("kg.toml", f'{text}author = "Cy Example"\n')
    assert built.open().author == "Cy Example"
    assert isinstance(NotDecided("x"), KgError)
