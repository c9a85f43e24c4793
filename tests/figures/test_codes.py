"""What a unit or coercion means comes from the ontology, a project's own codes too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

import kg
from kg.figures.codes import shipped_codes
from kg.figures.figure import Days, Figure, Scope, Series
from kg.figures.total import NotAddable
from kg.names import local_name
from tests.conftest import APRIL, PROJECT, Folder

CODES = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix coercion: <https://w3id.org/apf/scheme/coercion/> .
@prefix movement: <https://w3id.org/apf/scheme/movement/> .
@prefix own: <https://example.org/permits/scheme/code/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix scheme: <https://w3id.org/apf/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <https://w3id.org/apf/scheme/unit/> .

own:boat a skos:Concept ; skos:inScheme scheme:unit ;
    rdfs:label "boat"@en ; skos:notation "boat" .
own:registration a skos:Concept ; skos:inScheme scheme:unit ;
    rdfs:label "registration"@en ; skos:notation "registration" ;
    apf:severalPer unit:person .
own:per-mille a skos:Concept ; skos:inScheme scheme:unit ;
    rdfs:label "per mille"@en ; skos:notation "per-mille" ;
    apf:unitsPerWhole 1000 .
own:some-or-other a skos:Concept ; skos:inScheme scheme:unit ;
    rdfs:label "some or other"@en ; skos:notation "some-or-other" ;
    apf:leavesOpen true .
own:induced a skos:Concept ; skos:inScheme scheme:coercion ;
    rdfs:label "induced"@en ; skos:notation "induced" ;
    apf:excludes coercion:voluntary .
own:pullback a skos:Concept ; skos:inScheme scheme:movement ;
    rdfs:label "pullback"@en ; skos:notation "pullback" ;
    skos:broader movement:pushback .
"""
CLAIM = """\
  {key}:
    summary: It was counted.
    claimant: north-ministry
    says:
      type: FlowObservation
      measures: returns
      amount: {amount}
      unit: {unit}
      period: {period}
"""
FIGURES = {
    "march": ("10", "boat", "2025-03"),
    "april": ("20", "boat", "2025-04"),
    "people": ("500", "person", "2025-05"),
    "lists": ("30", "registration", "2025-06"),
    "rate": ("7", "per-mille", "2025-07"),
    "things": ("8", "some-or-other", "2025-08"),
    "pushed": ("40", "person\n      coercion: induced", "2025-09"),
    "free": ("50", "person\n      coercion: voluntary", "2025-09"),
    "driven": ("60", "person\n      coercion: forced", "2025-09"),
    "left": ("500", "person\n      movementType: departure", "2025-10"),
    "deported": ("301", "person\n      movementType: deportation", "2025-10"),
    "pushed-back": ("902", "person\n      movementType: pushback", "2025-10"),
    "pulled-back": ("703", "person\n      movementType: pullback", "2025-10"),
    "handed-over": ("604", "person\n      movementType: readmission", "2025-10"),
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Return a graph with figures in units of the project's own."""
    folder = Folder(tmp_path_factory.mktemp("codes"))
    claims = "".join(
        CLAIM.format(key=key, amount=amount, unit=unit, period=period)
        for key, (amount, unit, period) in FIGURES.items()
    )
    facts = APRIL.replace("published: 2025-04-01", "published: 2026-04-01") + claims
    changed = {
        "ontology/schemes/own.ttl": CODES,
        "sources/gazette-20250401/facts.yaml": facts,
    }
    for name, text in {**PROJECT, **changed}.items():
        folder.write(name, text)
    folder.build()
    return kg.open(folder.graph)


def refusal(graph: kg.KnowledgeGraph, *keys: str) -> str:
    with pytest.raises(NotAddable) as caught:
        graph.total(f"gazette-20250401.{key}" for key in keys)
    return caught.value.reason


def test_counts_in_a_new_unit_add_up(graph: kg.KnowledgeGraph) -> None:
    total = graph.total(["gazette-20250401.march", "gazette-20250401.april"])

    assert (str(total.printed), total.unit) == ("= 30", "boat")


def test_the_bound_that_follows_is_in_the_new_unit(graph: kg.KnowledgeGraph) -> None:
    """The derived claim has the unit's own address, and reads back as such."""
    view = graph.figures("returns")
    (bound,) = (d for d in view.derived if d.scope.series.unit == "boat")
    unit = graph.endpoint.select(
        "SELECT ?unit WHERE { ?claim <https://w3id.org/apf/ontology#content> ?figure . "
        "?figure <https://w3id.org/apf/ontology#unit> ?unit "
        f"FILTER STRENDS(STR(?claim), '{bound.key}') }}"
    ).rows

    assert [[str(term) for term in row] for row in unit] == [
        ["https://example.org/permits/scheme/code/boat"]
    ]


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (("march", "people"), "different units: boat and person"),
        (
            ("people", "lists"),
            "different units: registrations are no people, one may make several",
        ),
        (("rate",), "a share or ratio is no count"),
        (("things",), "what was counted is not settled"),
        (
            ("pushed", "driven"),
            "two figures for the same period, 2025-09",
        ),
    ],
)
def test_the_guard_knows_a_new_unit(
    graph: kg.KnowledgeGraph, keys: tuple[str, ...], reason: str
) -> None:
    assert refusal(graph, *keys) == reason


def test_new_coercions_that_exclude_each_other_are_parts(
    graph: kg.KnowledgeGraph,
) -> None:
    """One claimant counts the induced apart from the voluntary: nobody is both."""
    total = graph.total(["gazette-20250401.pushed", "gazette-20250401.free"])

    assert str(total.printed) == "≥ 90"


@pytest.mark.parametrize(
    ("unit", "relative", "settled"),
    [
        ("person", False, True),
        ("percent", True, True),
        ("ratio", True, True),
        ("unspecified", False, False),
        ("", False, False),
        ("a unit of nobody's", False, True),
    ],
)
def test_shipped_units_are_known_without_a_graph(
    unit: str, relative: bool, settled: bool
) -> None:
    series = Series("flow", "flow", unit)

    assert (series.about_unit.relative, series.settled) == (relative, settled)


def test_forced_and_voluntary_exclude_each_other() -> None:
    """The four codes in two groups; what is unknown excludes nothing."""
    assert {
        code.iri.rpartition("/")[2]: set(code.excludes)
        for code in shipped_codes().coercions.values()
        if code.excludes
    } == {
        "forced": {"voluntary", "assisted"},
        "alleged-forced": {"voluntary", "assisted"},
        "voluntary": {"forced", "alleged-forced"},
        "assisted": {"forced", "alleged-forced"},
    }
    day = Days(date(2025, 5, 1), date(2025, 5, 1))
    flow = Series("flow", "flow", "person")
    assert Scope(flow, day, "assisted").excludes(Scope(flow, day, "alleged-forced"))
    assert not Scope(flow, day).excludes(Scope(flow, day, "forced"))


def names(figures: Iterable[Figure]) -> list[str]:
    return sorted(local_name(f.claim).partition(".")[2] for f in figures)


def test_who_is_turned_back_is_no_part_of_those_who_left(
    graph: kg.KnowledgeGraph,
) -> None:
    """902 turned back contradict neither 500 who left nor 301 who were deported.

    A narrower kind of pushback, 703, is counted with pushbacks, which it contradicts.
    """
    known = graph.figures("returns").reconciliation
    held = {
        (*names([relation.subject]), *names(relation.others)): relation.verdict
        for relation in known.relations()
        if relation.subject.period.start == date(2025, 10, 1)
    }

    assert held == {("left", "deported"): "holds"}
    assert [names(odd.figures) for odd in known.contradictions] == [
        ["pulled-back", "pushed-back"]
    ]


@pytest.mark.parametrize("other", ["left", "deported", "handed-over"])
def test_who_is_turned_back_is_added_to_nobody_else(
    other: str, graph: kg.KnowledgeGraph
) -> None:
    assert refusal(graph, other, "pushed-back").startswith("different movements: ")
