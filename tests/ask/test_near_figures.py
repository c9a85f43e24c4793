"""The figures of a thing are those that a look at the whole graph would give."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest

import kg
from kg.ask import explain as explaining
from kg.ask import figures as viewing
from kg.figures import load as loading
from kg.figures.codes import Select
from kg.figures.figure import Related
from tests.conftest import MakeProject

load_related = loading.load_related


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], list[int]]:
    """Read how all things lie, or what is near; note how many things lie in others."""
    counted = list[int]()

    def use(whole: bool) -> list[int]:
        def noted(select: Select, about: Collection[str] | None = None) -> Related:
            related = load_related(select, None if whole else about)
            counted.append(len(related.within))
            return related

        counted.clear()
        for module in (viewing, explaining):
            monkeypatch.setattr(module, "load_related", noted)
        return counted

    return use


def measured(graph: kg.KnowledgeGraph) -> list[str]:
    """Return the ids of what is measured in a graph, and of who measures it."""
    rows = graph.endpoint.select(
        "PREFIX apf: <https://w3id.org/apf/ontology#> SELECT DISTINCT ?x WHERE "
        "{ { ?f apf:measures ?x } UNION { ?c apf:claimant ?x ; apf:content/a ?k } }"
    ).rows
    return sorted(str(row[0]).rsplit("/", 1)[-1] for row in rows)


def shown(graph: kg.KnowledgeGraph, thing: str) -> tuple[object, ...]:
    """Return all that a page of figures has."""
    view = graph.figures(thing)
    return view.sections, view.contradictions, view.about, view.citations, view.asked


@pytest.mark.parametrize("name", ["article", "meridia"])
def test_the_figures_of_each_thing_are_those_of_the_whole_graph(
    name: str,
    request: pytest.FixtureRequest,
    read: Callable[[bool], list[int]],
) -> None:
    """Parts, wholes, groups beside them, and what contradicts what, too."""
    graph: kg.KnowledgeGraph = request.getfixturevalue(name)
    things = measured(graph)
    assert len(things) > 10
    read(True)
    whole = [shown(graph, thing) for thing in things]
    near = read(False)
    assert [shown(graph, thing) for thing in things] == whole
    assert min(near) < max(near)


def test_where_too_much_is_near_all_is_read(
    meridia: kg.KnowledgeGraph,
    read: Callable[[bool], list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thing = measured(meridia)[0]
    whole = read(True)
    meridia.figures(thing)
    expected = set(whole)
    monkeypatch.setattr(loading, "_FAR", 0)
    near = read(False)
    meridia.figures(thing)
    assert set(near) == expected


def test_an_actor_with_too_many_things_is_told_one_to_ask_for(
    meridia: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewing, "MOST_THINGS", 0)
    thing = next(t for t in measured(meridia) if "ministry" in t)
    with pytest.raises(
        kg.QueryFailed, match=r"of more than 0 things; ask for those of"
    ):
        meridia.figures(thing)


FAMILY = """\
document: {id: family, title: By sex, published: 2025-05-01, publishedBy: gazette}
entities:
  women: {type: PopulationGroup, label: Women, subPopulationOf: permit-holders}
  girls: {type: PopulationGroup, label: Girls, subPopulationOf: women}
claims:
"""
CLAIM = """\
  {0}:
    summary: The ministry counted {1}.
    claimant: north-ministry
    says: {{type: StockObservation, measures: {0}, amount: exactly {1}, unit: person,
           period: 2025-04-30}}
"""


def test_the_wholes_of_a_part_and_the_parts_of_these_are_read(
    project: MakeProject, read: Callable[[bool], list[int]]
) -> None:
    """Of three groups, each in the next: what each is held against is steps away."""
    counts = {"permit-holders": 50, "women": 60, "girls": 70}
    claims = "".join(CLAIM.format(*each) for each in counts.items())
    folder = project({"sources/family/facts.yaml": FAMILY + claims})
    folder.build()
    graph = kg.open(folder.graph, project=folder.root)
    read(True)
    whole = [graph.figures(group) for group in counts]
    assert all(view.contradictions for view in whole)
    read(False)
    near = [graph.figures(group) for group in counts]
    assert [view.contradictions for view in near] == [
        view.contradictions for view in whole
    ]
    assert [view.sections for view in near] == [view.sections for view in whole]
