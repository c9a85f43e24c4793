"""A project of somebody else's: its own kinds, rules and questions, beside ours."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import UnknownName
from kg.project.findings import CheckFailed

CASE = Path(__file__).parent
ROOT = CASE.parents[2]
KG = Path(sys.executable).with_name("kg")
OWN = "https://borderwatch.example/id/"
OURS = "https://w3id.org/apf/id/"
DOCUMENT = "patrol-20260401"


def _copy(folder: Path) -> Path:
    """Copy the case, so that nothing is built in the repository."""
    ignore = shutil.ignore_patterns("*.py", "__pycache__", "build")
    shutil.copytree(CASE, folder, ignore=ignore)
    return folder


def _build(folder: Path) -> kg.Report:
    project, texts = kg.Project.open(folder), kg.Texts(folder / "texts")
    return kg.build(project, folder / "build/graph", texts=texts)


def _edit(folder: Path, name: str, old: str, new: str) -> int:
    """Replace words that stand once in a file; return the number of their line."""
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Build and open the case."""
    folder = _copy(tmp_path_factory.mktemp("third") / "borderwatch")
    report = _build(folder)
    assert [f for f in report.findings if f.level != "info"] == []
    return kg.open(folder / "build/graph")


def test_building_changes_nothing_in_the_package(tmp_path: Path) -> None:
    """The package, its ontology and its queries are as they were after the build."""

    def digest() -> str:
        paths = (
            p for part in ("kg", "ontology", "queries") for p in _files(ROOT / part)
        )
        return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()

    before = digest()
    _build(_copy(tmp_path / "borderwatch"))

    assert digest() == before


def _files(folder: Path) -> list[Path]:
    suffixes = (".py", ".ttl", ".rq", ".yaml")
    return sorted(p for p in folder.rglob("*") if p.suffix in suffixes)


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("kestrel-fleet", f"{OWN}drone/kestrel-fleet"),
        ("torgate", f"{OWN}place/torgate"),
        ("hillmark-border-guard", f"{OWN}actor/hillmark-border-guard"),
        (f"{DOCUMENT}.watch", f"{OWN}claim/{DOCUMENT}.watch"),
        (DOCUMENT, f"{OWN}document/{DOCUMENT}"),
        ("unhcr", f"{OURS}actor/unhcr"),
        ("pakistan", f"{OURS}place/pakistan"),
        ("afghans", f"{OURS}population/afghans"),
    ],
)
def test_own_things_have_own_iris_and_borrowed_ones_ours(
    graph: kg.KnowledgeGraph, name: str, iri: str
) -> None:
    """A class of one's own gives its segment; what came with kg keeps its IRI."""
    assert graph.find(name).iri == iri


def test_only_what_is_referred_to_is_borrowed(graph: kg.KnowledgeGraph) -> None:
    """Of the entities that came with kg, those come along that something needs."""
    found = graph.select(
        f"SELECT DISTINCT ?x {{ ?x a ?c FILTER STRSTARTS(STR(?x), '{OURS}') }}"
    )
    ids = {str(row[0]).rpartition("/")[2] for row in found.rows}

    assert {"unhcr", "united-nations", "pakistan", "afghanistan", "afghans"} <= ids
    assert "daily-sabah" not in ids


def test_things_of_a_class_of_ones_own_are_found_by_name(
    graph: kg.KnowledgeGraph,
) -> None:
    """A drone is found by its alias, as a drone; a checkpoint is also a crossing."""
    assert graph.find("kestrel", "PatrolDrone").id == "kestrel-fleet"
    assert graph.find("Torgate", "Checkpoint").id == "torgate"
    assert graph.find("Torgate", "BorderCrossing").id == "torgate"
    with pytest.raises(UnknownName, match="of class PatrolDrone, not Checkpoint"):
        graph.find("kestrel", "Checkpoint")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"place": "Torgate checkpoint"},
        {"drone": "Kestrel", "kind": "road"},
        {"as_of": "2026-04-01"},
    ],
)
def test_a_question_of_ones_own_answers(
    graph: kg.KnowledgeGraph, given: dict[str, str]
) -> None:
    """Own class, property and code list work in questions and their parameters."""
    answer = graph.ask("drone-watch", **given)

    assert answer.to_dicts() == [
        {
            "drone": "kestrel-fleet",
            "place": "torgate",
            "kind": "road",
            "height": 120,
            "operator": "hillmark-border-guard",
            "claim": f"{DOCUMENT}.watch",
        }
    ]
    assert answer.claims[0].quote is not None
    assert answer.claims[0].quote.startswith("flies its Kestrel drones")


def test_a_question_of_ones_own_refuses_what_ours_refuse(
    graph: kg.KnowledgeGraph,
) -> None:
    """Codes and classes of a project bring the same hints as those of kg."""
    with pytest.raises(UnknownName, match="did you mean `footpath`"):
        graph.ask("drone-watch", kind="foothpath")
    with pytest.raises(UnknownName, match="not PatrolDrone"):
        graph.ask("drone-watch", drone="unhcr")
    answer = graph.ask("drone-watch", kind="footpath")
    assert answer.why_empty is not None
    assert answer.why_empty.endswith("Without kind = footpath: 1 row.")


def test_our_questions_still_answer(graph: kg.KnowledgeGraph) -> None:
    """Questions that came with kg are asked of one's own facts."""
    targets = graph.ask("policy-targets").to_dicts()
    denied = graph.ask("denied-claims")
    figures = graph.ask(
        "flow-figures", flow="afghans-turned-back-at-torgate"
    ).to_dicts()

    assert [(row["policy"], row["target"]) for row in targets] == [
        ("torgate-patrols", "afghans")
    ]
    assert [c.claim.id for c in denied.claims] == [
        f"{DOCUMENT}.turned-back",
        f"{DOCUMENT}.denial",
    ]
    assert [(row["lowerBound"], row["unit"]) for row in figures] == [(40, "person")]


def test_a_question_of_our_name_stands_for_ours(graph: kg.KnowledgeGraph) -> None:
    """A file of the same name in one's own folder takes the place of ours."""
    answer = graph.ask("documents")

    assert answer.columns == ["document", "published"]
    assert answer.question.question.startswith("Which reports are in the graph")


def test_own_relations_become_plain_triples(graph: kg.KnowledgeGraph) -> None:
    """An undisputed claim with a property of one's own is derived like any other."""
    table = graph.select(
        "SELECT ?o { ?s <https://borderwatch.example/ontology#operatedBy> ?o }"
    )

    assert [str(row[0]) for row in table.rows] == [f"{OWN}actor/hillmark-border-guard"]


def test_showing_a_thing_shows_its_own_properties(graph: kg.KnowledgeGraph) -> None:
    """What defines a drone or a checkpoint is shown, whoever defined the property."""
    assert ("flightHeight", "120") in graph.show("kestrel-fleet").definition
    assert ("checkpointKind", "road") in graph.show("torgate").definition
    assert graph.show("torgate").types == ("Checkpoint",)


def test_a_shape_of_ones_own_speaks_with_its_place(tmp_path: Path) -> None:
    """A drone that flies too high is refused in the shape's words, by file and line."""
    folder = _copy(tmp_path / "borderwatch")
    entities = "sources/entities/entities.yaml"
    line = _edit(folder, entities, "flightHeight: 120", "flightHeight: 9000")

    with pytest.raises(CheckFailed) as error:
        _build(folder)

    (finding,) = [f for f in error.value.findings if f.level == "error"]
    assert str(finding.place) == f"{entities}:{line}"
    assert "A patrol drone flies at one height from 1 to 5000 metres" in finding.message
    assert not (folder / "build/graph/CURRENT").exists()


def test_a_check_of_ones_own_speaks_with_its_place(tmp_path: Path) -> None:
    """A drone that nobody flies is reported in the check's words, by file and line."""
    folder = _copy(tmp_path / "borderwatch")
    facts = f"sources/{DOCUMENT}/facts.yaml"
    _edit(
        folder,
        facts,
        "says: [kestrel-fleet, operatedBy, hillmark-border-guard]",
        "says: [torgate-patrols, adoptedBy, hillmark-border-guard]",
    )

    findings = _build(folder).findings

    (found,) = [f for f in findings if f.check == "drone-without-operator"]
    assert (found.level, str(found.place)) == ("warning", f"{facts}:10")
    assert "No claim says who flies `kestrel-fleet`." in found.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("watches, torgate", "watchs, torgate", "did you mean `watches`?"),
        ("watches, torgate", "watches, unhcr", "unhcr"),
        ("watches, torgate", "watches, torgat", "did you mean `torgate`?"),
        ("kestrel-fleet, watches", "unhcr, watches", "PatrolDrone"),
    ],
)
def test_own_terms_are_checked_like_ours(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    """A misspelt or misused term of one's own gets the hints that ours get."""
    folder = _copy(tmp_path / "borderwatch")
    line = _edit(folder, f"sources/{DOCUMENT}/facts.yaml", old, new)

    with pytest.raises(CheckFailed) as error:
        _build(folder)

    found = [f"{p.place}: {p.message}" for p in error.value.problems]
    found += [f"{f.place}: {f.message}" for f in error.value.findings]
    assert any(message in words and f":{line}:" in words for words in found), found


def test_the_command_line_lists_and_asks_it(tmp_path: Path) -> None:
    """`kg questions`, `kg terms` and `kg ask` know the project's own."""
    folder = _copy(tmp_path / "borderwatch")
    _build(folder)

    def printed(*words: str) -> str:
        done = subprocess.run(
            [KG, *words], cwd=folder, capture_output=True, text=True, check=True
        )
        return " ".join(done.stdout.split())

    listed = printed("questions")
    assert "drone-watch" in listed
    assert "policy-targets" in listed
    assert "--drone" in printed("ask", "drone-watch", "--help")
    assert "flightHeight" in printed("terms", "PatrolDrone")
    assert "Torgate checkpoint" in printed("ask", "drone-watch", "--kind", "road")


def test_the_export_shortens_own_names(
    graph: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """Own things and borrowed ones have prefixes that tell them apart."""
    target = tmp_path / "graph.ttl"
    subprocess.run(
        [KG, "-C", graph.project.root, "export", "turtle", "-o", target], check=True
    )
    text = target.read_text("utf-8")

    assert "drone:kestrel-fleet" in text
    assert "actor:hillmark-border-guard" in text
    assert "apf-actor:unhcr" in text
    assert f"@prefix apf-actor: <{OURS}actor/> ." in text
    assert f"@prefix actor: <{OWN}actor/> ." in text
