"""Judgements become a graph of their own, offline, byte for byte; wrong ones do not."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from kg.graph.store import Generations
from kg.project.build import check
from kg.project.findings import CheckFailed
from kg.read.project import Project
from kg.read.texts import Texts
from kg.read.wikidata_classes import WikidataClasses
from tests.conftest import ROOT, Folder, MakeProject
from tests.link.conftest import FIRST, LINKS, row, table

PERMITS = "https://example.org/permits/"
GRAPH = ox.NamedNode(f"{PERMITS}graph/links")
SHARED = ox.NamedNode(f"{PERMITS}graph/shared-links")
WIKIDATA_GRAPH = ox.NamedNode(f"{PERMITS}graph/wikidata")
NT = '<http://www.wikidata.org/entity/Q111> <urn:x:label> "Nordland"@de .\n'


@cache
def classes() -> WikidataClasses:
    """Read the alignment that comes with kg, for a project without any of its own."""
    return WikidataClasses.of(Project(ROOT))


def lines(folder: Folder, graph: ox.NamedNode = GRAPH) -> list[str]:
    """Return the triples of a graph with namespaces cut off, sorted."""
    store = Generations(folder.graph).open()
    spaces: tuple[str, ...] = (f"{PERMITS}id/", "http://www.wikidata.org/entity/")
    spaces += ("http://www.w3.org/2004/02/skos/core#", "https://w3id.org/sssom/")
    spaces += ("http://www.w3.org/2002/07/owl#", "http://purl.org/dc/terms/")
    found = []
    for quad in store.quads_for_pattern(None, None, None, graph):
        line = str(quad.triple)
        for space in spaces:
            line = line.replace(space, "")
        found.append(line)
    return sorted(found)


def test_links_are_triples_and_judgements_nodes(linked: Folder) -> None:
    """Two links, three nodes with all that the rows say, nothing for the negative."""
    linked.build()
    found = lines(linked)
    assert [line for line in found if line.startswith(("<actor", "<place"))] == [
        "<actor/gazette> <closeMatch> <Q222>",
        "<place/northland> <exactMatch> <Q111>",
    ]
    about = "<judgement/northland.Q111.exactMatch>"
    assert [li.removeprefix(about).strip() for li in found if li.startswith(about)] == [
        "<annotatedProperty> <exactMatch>",
        "<annotatedSource> <place/northland>",
        "<annotatedTarget> <Q111>",
        '<confidence> "0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '<created> "2026-11-25"^^<http://www.w3.org/2001/XMLSchema#date>',
        "<http://purl.org/pav/authoredBy> <https://orcid.org/0000-0002-1825-0097>",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <Axiom>",
        "<mapping_justification> <https://w3id.org/semapv/vocab/ManualMappingCuration>",
    ]
    negative = "<judgement/north-government.Q111.not-exactMatch>"
    assert f"{negative} <predicate_modifier> <NegatedPredicate>" in found


def test_a_changed_judgement_is_loaded_alone(linked: Folder) -> None:
    """An edit of the file, and its removal, give the bytes of a full build."""
    linked.build()
    linked.edit(LINKS, "wd:Q222", "wd:Q333")
    report = linked.build()
    assert (report.loaded, report.entities, report.links) == ((), False, True)
    changed = linked.export()
    linked.build(full=True)
    assert linked.export() == changed
    (linked.root / LINKS).unlink()
    report = linked.build()
    assert (report.dropped, report.links) == ((), True)
    assert lines(linked) == []


def test_the_order_of_rows_does_not_matter(linked: Folder) -> None:
    """Rows the other way round, and a comment in the header, change no byte."""
    linked.build()
    before, digests = linked.export(), linked.digests()
    path = linked.root / LINKS
    text = path.read_text()
    head, rows = text.splitlines(True)[: FIRST - 1], text.splitlines(True)[FIRST - 1 :]
    path.write_text("## checked by hand\n" + "".join(head + rows[::-1]))
    assert linked.build().links is False
    assert linked.export() == before
    assert digests != linked.digests()  # a new generation, of the same content


def test_triples_of_wikidata_have_a_graph_of_their_own(project: MakeProject) -> None:
    """N-Triples beside the judgements are loaded as they are, and dropped again."""
    folder = project({"sources/links/labels.nt": NT + "\n# comment\n" + NT})
    folder.build()
    assert lines(folder, WIKIDATA_GRAPH) == ['<Q111> <urn:x:label> "Nordland"@de']
    (folder.root / "sources/links/labels.nt").unlink()
    folder.build()
    assert lines(folder, WIKIDATA_GRAPH) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("_:b <urn:x:p> <urn:x:o> .", "a blank node; every node needs an IRI"),
        ('<urn:x:s> <urn:x:p> "open .', "not N-Triples at columns"),
    ],
)
def test_wrong_triples_name_their_line(
    project: MakeProject, line: str, message: str
) -> None:
    """Blank nodes and what is no triple: refused, with file and line."""
    folder = project()
    folder.build()
    folder.write("sources/links/labels.nt", NT + line + "\n")
    (problem,) = folder.refused().problems
    assert str(problem.place) == "sources/links/labels.nt:2"
    assert message in problem.message


WRONG = [
    (
        [("place:northland", "skos:exactMatch", "wd:Q111"),
         ("place:northland", "skos:exactMatch", "wd:Q112")],
        {},
        "exact-match-twice",
    ),
    (
        [("place:northland", "skos:exactMatch", "wd:Q111"),
         ("place:southland", "skos:exactMatch", "wd:Q111")],
        {},
        "exact-match-twice",
    ),
    (
        [("place:southland", "skos:closeMatch", "wd:Q112"),
         ("place:northland", "skos:exactMatch", "wd:Q111")],
        {"object_category": "wd:Q4167410"},
        "link-to-disambiguation",
    ),
    (
        [("place:southland", "skos:closeMatch", "wd:Q112"),
         ("actor:north-government", "skos:exactMatch", "wd:Q111")],
        {"object_category": "wd:Q515"},
        "link-of-another-kind",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("pairs", "cells", "name"), WRONG)
def test_a_wrong_link_stops_the_build(
    project: MakeProject,
    pairs: list[tuple[str, str, str]],
    cells: dict[str, str],
    name: str,
) -> None:
    """An error at the line of the row; the last good graph stays."""
    folder = project()
    folder.build()
    (first, second) = pairs
    folder.write(LINKS, table(row(*first), row(*second, **cells)))
    found = folder.refused().findings
    assert name in {f.check for f in found if f.level == "error"}
    places = {str(f.place) for f in found if f.check == name}
    assert places == {f"{LINKS}:{FIRST + 1}"}


def test_a_positive_against_a_negative_stops_the_build(project: MakeProject) -> None:
    """The row that links is named, not the one that denies."""
    pair = ("place:northland", "skos:exactMatch", "wd:Q111")
    text = table(row(*pair, predicate_modifier="Not"), row(*pair))
    folder = project({LINKS: text})
    with pytest.raises(CheckFailed, match="Another row says that it is `Not`") as error:
        folder.build()
    assert [f.place.line for f in error.value.findings if f.place] == [FIRST + 1]


def test_a_link_to_a_redirect_stops_the_build(project: MakeProject) -> None:
    """What was fetched of Wikidata says that the entity was merged."""
    text = table(row("place:northland", "skos:exactMatch", "wd:Q111"))
    space = "http://www.wikidata.org/entity/"
    same = f"<{space}Q111> <http://purl.org/dc/terms/isReplacedBy> <{space}Q5> .\n"
    folder = project({LINKS: text, "sources/links/labels.nt": same})
    with pytest.raises(CheckFailed, match="`Q111` redirects to `Q5`"):
        folder.build()


def test_a_shared_thing_brings_its_judgements(project: MakeProject) -> None:
    """A project that names one of kg's countries gets its link, unless it judges."""
    entities = "sources/entities/all.yaml"
    folder = project()
    folder.edit(entities, "nationality: southland", "nationality: pakistan")
    folder.build()
    shared = "<https://w3id.org/apf/id/place/pakistan>"
    assert f"{shared} <exactMatch> <Q843>" in lines(folder, SHARED)
    own = row("https://w3id.org/apf/id/place/pakistan", "skos:closeMatch", "wd:Q843")
    folder.write(LINKS, table(own))
    folder.build()
    links = [line for line in lines(folder) if line.startswith(shared)]
    assert links == [f"{shared} <closeMatch> <Q843>"]
    assert not any(line.startswith(shared) for line in lines(folder, SHARED))


def test_a_check_without_a_graph_checks_links(project: MakeProject) -> None:
    """`kg check` finds what a build finds."""
    text = table(
        row(
            "actor:north-government",
            "skos:closeMatch",
            "wd:Q1",
            object_category="wd:Q515",
        )
    )
    found = check(project({LINKS: text}).open(), texts=Texts(None))
    (finding,) = [f for f in found if f.check == "link-of-another-kind"]
    assert (finding.level, str(finding.place)) == ("warning", f"{LINKS}:{FIRST}")
    assert "is of class Government, but Q1 of Q515" in finding.message


@pytest.mark.parametrize(
    ("cls", "qids", "verdict"),
    [
        ("Country", ["Q6256"], "agree"),
        ("https://w3id.org/apf/ontology#Country", ["Q3624078", "Q179164"], "agree"),
        ("Place", ["Q515"], "agree"),
        ("Organization", ["Q192350"], "agree"),
        ("Government", ["Q515", "Q5119"], "disagree"),
        ("Government", ["Q6256"], "disagree"),
        ("GovernmentBody", ["Q5"], "disagree"),
        ("Person", ["Q192350"], "disagree"),
        ("Country", ["Q515"], "disagree"),
        ("AdministrativeArea", ["Q515"], "cannot tell"),
        ("ArmedGroup", ["Q7278"], "cannot tell"),
        ("ArmedGroup", ["Q4830453"], "disagree"),
        ("Government", ["Q43229"], "cannot tell"),
        ("IntergovernmentalOrganization", ["Q484652"], "cannot tell"),
        ("Country", [], "cannot tell"),
        ("Country", ["country", "Q999999999"], "cannot tell"),
        ("CollectiveActor", ["Q515"], "cannot tell"),
        ("Country", ["Q6256", "Q4167410"], "disagree"),
    ],
)
def test_classes_agree_or_do_not(cls: str, qids: list[str], verdict: str) -> None:
    """A city is no government, a ministry no person, an organization maybe one."""
    assert classes().agrees(cls, qids) == verdict
