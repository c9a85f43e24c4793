"""The four views that come with kg say what the facts files say, and on whose word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg
from kg.ask.network.model import Network
from kg.names import APF
from tests.ask.network.reading import edges, listed, nodes, periods
from tests.conftest import PROJECT, TEXT

VIEWS = ("actors-policies-populations", "claims", "evidence", "flows")
MERIDIA = Path(__file__).parents[2] / "cases" / "meridia"
NORTH = "actor/north-ministry"
COUNCIL = "actor/permit-holders-council"
GAZETTE = "actor/gazette"
ORDER = "policy/permit-order"
HOLDERS = "population/permit-holders"
RETURNS = "flow/returns"

each_view = pytest.mark.parametrize("view", VIEWS)
each_graph = pytest.mark.parametrize("case", ["northland", "meridia", "article"])


Seen = Callable[[kg.KnowledgeGraph, str], Network]


@pytest.fixture
def graph(request: pytest.FixtureRequest, case: str) -> kg.KnowledgeGraph:
    found: kg.KnowledgeGraph = request.getfixturevalue(case)
    return found


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Return a function that makes each view of a graph once; tests only read it."""
    made: dict[tuple[int, str], Network] = {}

    def view(graph: kg.KnowledgeGraph, name: str) -> Network:
        key = (id(graph), name)
        if key not in made:
            made[key] = graph.view(name)
        return made[key]

    return view


# What every view promises.


@each_graph
@each_view
def test_a_pair_has_one_edge_of_a_kind(
    graph: kg.KnowledgeGraph, seen: Seen, view: str
) -> None:
    """Tools that add parallel edges up have nothing to add: there are none."""
    found = seen(graph, view).edges

    keys = Counter(zip(found.sources, found.kinds, found.targets, strict=True))
    assert keys
    assert set(keys.values()) == {1}
    assert len(set(found.ids)) == len(found)


@each_graph
@each_view
def test_the_ends_of_every_edge_are_nodes(
    graph: kg.KnowledgeGraph, seen: Seen, view: str
) -> None:
    """No edge leads to nowhere, and no node of these views stands alone."""
    found = seen(graph, view)
    ends = {*found.edges.sources, *found.edges.targets}

    assert ends == set(found.nodes.ids)
    assert all(found.nodes.labels)
    assert all(found.edges.labels)


@each_graph
@each_view
def test_edges_without_a_claim_only_define(
    graph: kg.KnowledgeGraph, seen: Seen, view: str
) -> None:
    """Whatever somebody says names its claims, with a source and a place for each."""
    definitional = {
        name
        for name, term in graph.project.vocabulary.terms.items()
        if term.definitional
    }
    for (_, kind, _), edge in edges(seen(graph, view)).items():
        if edge["claim_count"] == 0:
            # a flow of which no figure is told yet is shown without one
            defined = kind in definitional or view == "flows"
            assert defined, kind
            assert not {"claims", "sources", "claimants", "disputed"} & set(edge)
        else:
            assert len(listed(edge["claims"])) == edge["claim_count"]
            assert {"claimants", "modality", "citations", "disputed"} <= set(edge)


@each_graph
def test_every_claim_is_in_the_evidence(graph: kg.KnowledgeGraph, seen: Seen) -> None:
    """No claim of a graph is lost, and none is there that is not in the graph."""
    query = f"SELECT DISTINCT ?claim {{ ?claim a <{APF.Claim}> }}"
    claims = {str(row[0]) for row in graph.select(query).rows}

    found = nodes(seen(graph, "evidence")).values()

    assert claims
    assert {n["iri"] for n in found if n["group"] == "claim"} == claims


@each_view
def test_no_quote_leaves_the_graph(
    meridia: kg.KnowledgeGraph, northland: kg.KnowledgeGraph, seen: Seen, view: str
) -> None:
    """Texts are not ours to hand on: no cell holds what a claim quotes from one."""
    quoted = {c["quote"] for c in _facts().values() if "quote" in c}
    quoted |= set(re.split(r"(?<=\.)\s", TEXT.strip()))
    for graph in (meridia, northland):
        network = seen(graph, view)
        for column in (*network.nodes.columns, *network.edges.columns):
            for cell in filter(None, column.values):
                assert not any(len(q) > 20 and q in str(cell) for q in quoted)


# The small project: one order, one count that is told twice, one denial.


def test_flows_of_the_small_project(northland: kg.KnowledgeGraph) -> None:
    """Both reports of one count are one edge, with a bound and without a weight."""
    network = northland.view("flows")
    key = ("place/northland", "returns (person)", "place/southland")

    assert {id_: n["label"] for id_, n in nodes(network).items()} == {
        "place/northland": "Northland",
        "place/southland": "Southland",
    }
    assert nodes(network)["place/northland"]["iso3"] == "XNL"
    assert set(edges(network)) == {key}
    edge = edges(network)[key]
    assert edge["label"] == "Permit holders sent back to Southland"
    assert listed(edge["claims"]) == {
        "gazette-20250301.count",
        "gazette-20250401.again",
    }
    assert edge["claimants"] == "Ministry of Northland"
    assert edge["population"] == "Permit holders from Southland"
    assert listed(edge["quantity_text"]) == {"more than 1,200", "over 1,200"}
    assert listed(edge["movement_term"]) == {"sent back", "returned"}
    assert (edge["modality"], edge["disputed"]) == ("asserted", False)
    assert edge["spells"] == (("2025-02-01", "2025-02-28"),)
    assert (edge["first_day"], edge["last_day"]) == ("2025-02-01", "2025-02-28")
    assert edge["date_precision"] == "month"
    assert edge["weight"] is None
    assert (edge["count_status"], edge["weight_low"]) == ("lower-bound", 1200.0)
    assert "weight_high" not in edge
    assert periods(network, key) == []
    assert periods(network, key, "period_low") == [("2025-02-01", "2025-02-28", 1200.0)]


def test_actors_policies_and_populations_of_the_small_project(
    northland: kg.KnowledgeGraph,
) -> None:
    """The order, its author and its target, and what only defines the ministry."""
    network = northland.view("actors-policies-populations")
    found = edges(network)

    assert {id_: n["group"] for id_, n in nodes(network).items()} == {
        "actor/north-government": "actor",
        NORTH: "actor",
        ORDER: "policy",
        HOLDERS: "population",
    }
    assert nodes(network)[ORDER]["spells"] == (("2025-02-01", None),)
    assert {key: edge.get("claims") for key, edge in found.items()} == {
        (NORTH, "partOfOrganization", "actor/north-government"): None,
        (ORDER, "adoptedBy", "actor/north-government"): "gazette-20250301.author",
        (ORDER, "targetsPopulation", HOLDERS): "gazette-20250301.target",
    }
    assert {key[1]: edge["label"] for key, edge in found.items()} == {
        "partOfOrganization": "is part of organisation",
        "adoptedBy": "is adopted by",
        "targetsPopulation": "targets population",
    }
    assert {key[1]: edge.get("claimants") for key, edge in found.items()} == {
        "partOfOrganization": None,
        "adoptedBy": "The Gazette",
        "targetsPopulation": "Ministry of Northland",
    }


def test_what_is_denied_is_disputed(northland: kg.KnowledgeGraph) -> None:
    """The council denies the target; what rests on that claim says so, no other."""
    for view in ("actors-policies-populations", "claims", "evidence"):
        for edge in edges(northland.view(view)).values():
            claims = listed(edge.get("claims"))
            expected = "gazette-20250301.target" in claims if claims else None
            assert edge.get("disputed") == expected


def test_claims_of_the_small_project(northland: kg.KnowledgeGraph) -> None:
    """Who speaks of what, an edge per modality; a denial reaches what it denies."""
    network = northland.view("claims")
    march = "gazette-20250301."

    assert {key: listed(e["claims"]) for key, e in edges(network).items()} == {
        (GAZETTE, "asserted", ORDER): {march + "author"},
        (GAZETTE, "asserted", "actor/north-government"): {march + "author"},
        (NORTH, "asserted", ORDER): {march + "target", march + "start"},
        (NORTH, "asserted", HOLDERS): {march + "target"},
        (NORTH, "asserted", RETURNS): {march + "count", "gazette-20250401.again"},
        (COUNCIL, "denied", ORDER): {march + "denial"},
        (COUNCIL, "denied", HOLDERS): {march + "denial"},
        (COUNCIL, "denied", NORTH): {march + "denial"},
    }
    count = edges(network)[NORTH, "asserted", RETURNS]
    assert count["spells"] == (("2025-03-01", None),)
    assert count["sources"] == "gazette-20250301 | gazette-20250401"
    assert count["citations"] == (
        "The Gazette, 2025-03-01, characters 0–62 | "  # noqa: RUF001
        "The Gazette, 2025-04-01, no text at hand"
    )
    assert edges(network)[COUNCIL, "denied", ORDER]["role"] == "disputes"
    assert listed(edges(network)[NORTH, "asserted", ORDER]["role"]) == {
        "aboutSubject",
        "policyEventOf",
    }
    assert {n["group"] for n in nodes(network).values()} == {
        "actor",
        "flow",
        "policy",
        "population",
    }


def test_evidence_of_the_small_project(northland: kg.KnowledgeGraph) -> None:
    """From each document to its claims, and from these to whom and what they name."""
    network = northland.view("evidence")
    march, april = "document/gazette-20250301", "document/gazette-20250401"

    def claim(name: str) -> str:
        day = "20250401" if name == "again" else "20250301"
        return f"claim/gazette-{day}.{name}"

    assert set(edges(network)) == {
        (march, "states", claim("target")),
        (march, "states", claim("author")),
        (march, "states", claim("start")),
        (march, "states", claim("count")),
        (march, "states", claim("denial")),
        (april, "states", claim("again")),
        (claim("target"), "claimant", NORTH),
        (claim("author"), "claimant", GAZETTE),
        (claim("start"), "claimant", NORTH),
        (claim("count"), "claimant", NORTH),
        (claim("denial"), "claimant", COUNCIL),
        (claim("again"), "claimant", NORTH),
        (claim("target"), "aboutSubject", ORDER),
        (claim("target"), "aboutObject", HOLDERS),
        (claim("author"), "aboutSubject", ORDER),
        (claim("author"), "aboutObject", "actor/north-government"),
        (claim("start"), "policyEventOf", ORDER),
        (claim("count"), "measures", RETURNS),
        (claim("again"), "measures", RETURNS),
        (claim("denial"), "disputes", claim("target")),
        (claim("again"), "restates", claim("count")),
    }
    count = nodes(network)[claim("count")]
    assert count["label"] == "gazette-20250301.count"
    assert (count["quote_start"], count["quote_end"]) == (0, 62)
    assert count["amount"] == "more than 1,200"
    assert count["published"] == "2025-03-01"
    assert count["spells"] == (("2025-03-01", None),)
    assert nodes(network)[claim("denial")]["modality"] == "denied"
    assert nodes(network)[march]["label"] == "Permit holders sent back"
    said = edges(network)[claim("target"), "aboutObject", HOLDERS]
    assert said["relation"] == "targets population"


# The invented case, whose facts files answer for themselves.


def _facts() -> dict[str, dict[str, Any]]:
    """Return the claims of the facts files by id, with their document beside them."""
    found = {}
    for path in sorted(MERIDIA.glob("sources/*/facts.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        for name, claim in (data.get("claims") or {}).items():
            found[f"{path.parent.name}.{name}"] = {**claim, "of": data["document"]}
    return found


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, Any]]:
    return _facts()


def test_flows_of_the_invented_case(meridia: kg.KnowledgeGraph) -> None:
    """Each flow has the places and the count that its figures add up to."""
    network = meridia.view("flows")
    place = {name: f"place/{name}" for name in ("meridia", "ostravia", "velland")}
    home = (
        place["meridia"],
        "ostravians-going-home-by-karst-gate (person)",
        place["ostravia"],
    )
    workers = (
        place["ostravia"],
        "workers-entering-by-karst-gate (crossing)",
        place["meridia"],
    )
    moved = (place["meridia"], "tarsenians-moved-to-velland (person)", place["velland"])
    back = (place["ostravia"], "tarsenians-sent-back-to-meridia", place["meridia"])
    returns = (place["meridia"], "tarsenians-returning-2024 (person)", "place/tarsenia")
    found = edges(network)

    assert set(found) == {home, workers, moved, back, returns}
    assert {key: edge["weight"] for key, edge in found.items()} == {
        home: 6100.0,  # 4,200 in February and about 1,900 in May
        workers: 650.0,
        moved: 14.0,
        back: None,  # no figure is told
        returns: None,  # counted in August alone, and the flow is that of 2024
    }
    assert periods(network, home) == [
        ("2024-02-01", "2024-02-29", 4200.0),
        ("2024-05-01", "2024-05-31", 1900.0),
    ]
    # 4,200 is read as 4,150 to 4,250; about 1,900 a tenth down and up
    assert (found[home]["weight_low"], found[home]["weight_high"]) == (5860.0, 6340.0)
    assert found[back]["count_status"] == "unknown"
    # the corrected count, which is read as 9,350 to 9,450
    assert found[returns]["count_status"] == "part"
    assert found[returns]["weight_low"] == 9350.0
    assert found[moved]["spells"] == (("2024-06-21", "2024-06-21"),)


def test_a_figure_that_was_corrected_is_not_on_its_edge(
    meridia: kg.KnowledgeGraph,
) -> None:
    """Of 8,000 and then 9,400 for August only the second is left."""
    edge = next(
        e for k, e in edges(meridia.view("flows")).items() if "returning" in k[1]
    )

    assert listed(edge["claims"]) == {
        "courier-20241011.deported",
        "ministry-20241003.returns",
        "ostravia-times-20241012.driven-out",
    }
    assert "8,000" not in edge["quantity_text"]


def test_relations_of_the_invented_case(
    meridia: kg.KnowledgeGraph, facts: dict[str, dict[str, Any]]
) -> None:
    """What a facts file says of actors, policies and groups is an edge, and no more is.

    Entities may be related where they are defined, which makes edges without a claim.
    """
    network = meridia.view("actors-policies-populations")
    here = {iri.rpartition("/")[2] for iri in nodes(network)}
    said = set()
    for id_, claim in facts.items():
        says = claim.get("says")
        if isinstance(says, list) and {says[0], str(says[2])} <= here:
            said.add((says[0], says[1], says[2], id_))
        if isinstance(says, dict) and says.get("type") == "PolicyEvent":
            by = says.get("performedBy", [])
            for actor in [by] if isinstance(by, str) else by:
                said.add((says["policyEventOf"], "performedBy", actor, id_))

    found = {
        (source.rpartition("/")[2], kind, target.rpartition("/")[2], claim)
        for (source, kind, target), edge in edges(network).items()
        for claim in listed(edge.get("claims"))
    }

    assert found == said
    defined = {
        (source.rpartition("/")[2], kind, target.rpartition("/")[2])
        for (source, kind, target), edge in edges(network).items()
        if not edge["claim_count"]
    }
    # those with lapsed permits are Tarsenians too, by way of those in Meridia
    assert defined == {
        (part, "partOfOrganization" if "-" in whole[:9] else "subPopulationOf", whole)
        for part, whole in DEFINED
    }


DEFINED = [
    ("meridia-border-police", "meridia-interior-ministry"),
    ("meridia-interior-ministry", "meridia-government"),
    ("velland-aid", "velland-government"),
    ("tarsenians-in-meridia", "tarsenians"),
    ("tarsenians-in-ostravia", "tarsenians"),
    ("tarsenians-registered-in-meridia", "tarsenians"),
    ("tarsenians-with-lapsed-permits", "tarsenians-in-meridia"),
    ("grey-card-holders", "tarsenians-in-meridia"),
    ("blue-card-holders", "tarsenians-in-meridia"),
]


ENDS = """\
river:
  type: Place
  label: River
no-origin:
  type: MovementFlow
  label: Somewhere to Southland
  movedPopulation: permit-holders
  destination: southland
two-origins:
  type: MovementFlow
  label: Northland or the river to Southland
  movedPopulation: permit-holders
  origin: [northland, river]
  destination: southland
inside:
  type: MovementFlow
  label: Within Northland
  movedPopulation: permit-holders
  origin: northland
  destination: northland
"""


def test_a_flow_without_one_stated_end_stands_in_its_place(built: Any) -> None:
    """Nobody is said to come from a place that the sources do not settle on."""
    graph = built({"sources/entities/ends.yaml": ENDS})
    network = graph.view("flows")
    northland, southland = "place/northland", "place/southland"

    assert set(edges(network)) == {
        (northland, "returns (person)", southland),
        ("flow/no-origin", "no-origin", southland),
        ("flow/two-origins", "two-origins", southland),
        (northland, "inside", northland),
    }
    groups = {id_: n["group"] for id_, n in nodes(network).items()}
    assert groups["flow/two-origins"] == "flow without one stated end"


NOWHERE = """\
to-nowhere:
  type: MovementFlow
  label: Permit holders on the move
  movedPopulation: permit-holders
  origin: [northland, southland]
hither-and-thither:
  type: MovementFlow
  label: Northland to many
  movedPopulation: permit-holders
  origin: northland
  destination: [northland, southland]
"""


def test_an_end_that_is_not_stated_is_a_node_of_its_own_that_says_so(
    built: Any,
) -> None:
    """No two flows share such a node, as if they began or ended at one place."""
    files = {"sources/entities/ends.yaml": ENDS, "sources/entities/no.yaml": NOWHERE}
    network = built(files).view("flows")
    at = nodes(network)

    assert {id_: at[id_]["unstated"] for id_ in at if id_.startswith("flow/")} == {
        "flow/no-origin": "origin not stated",
        "flow/two-origins": "several origins",
        "flow/to-nowhere": "several origins, destination not stated",
        "flow/hither-and-thither": "several destinations",
    }
    assert at["flow/no-origin"]["label"] == "Somewhere to Southland (origin not stated)"
    assert "unstated" not in at["place/northland"]
    # without one end on either side it is shown all the same, as a loop
    assert ("flow/to-nowhere", "to-nowhere", "flow/to-nowhere") in edges(network)


PARTS = """\
northward:
  type: MovementFlow
  label: Northward
  movedPopulation: permit-holders
  origin: southland
  destination: northland
all-moves:
  type: MovementFlow
  label: All moves
  movedPopulation: permit-holders
  origin: southland
  destination: northland
"""
LIES_IN = """\
  {id}:
    summary: Something of a part.
    chars: [0, 62]
    claimant: north-ministry
    modality: {modality}
    says: [{part}, partOfFlow, all-moves]
"""


def test_a_column_says_which_flow_lies_in_which(built: Any) -> None:
    """Where it is asserted; not where somebody alleges it."""
    claims = LIES_IN.format(id="p1", modality="asserted", part="northward")
    claims += LIES_IN.format(id="p2", modality="alleged", part="returns")
    march = PROJECT["sources/gazette-20250301/facts.yaml"]
    march = march.replace("\nentities:", f"{claims}\nentities:")
    files = {
        "sources/entities/parts.yaml": PARTS,
        "sources/gazette-20250301/facts.yaml": march,
    }
    about = edges(built(files).view("flows"))

    northward = ("place/southland", "northward", "place/northland")
    returns = ("place/northland", "returns (person)", "place/southland")
    assert about[northward]["part_of_flow"] == "All moves"
    assert "part_of_flow" not in about[returns]


POLICIES = {
    "harbour-accord": ("2024-02-01", None),
    "hill-front-expulsion": ("2024-02-25", None),
    "karst-gate-closure": ("2024-03-15", "2024-05-01"),  # reopened the day after
    "northmark-entry-bar": ("2024-03-03", None),
    "ostravia-visa-rule": ("2024-05-20", None),
    "ostravia-visa-waiver": (None, "2024-05-20"),  # only its end is told
    "removal-order": ("2024-02-05", "2024-09-11"),  # annulled the day after
    "transit-permit-fee-waiver": ("2024-03-01", None),
    "transit-permit-limit": ("2022-01-01", "2023-06-29"),  # ended some day of June
    "velland-arrangement": ("2024-06-18", None),  # suspended, but not at an end
}


def test_policies_of_the_invented_case_have_their_times(
    meridia: kg.KnowledgeGraph,
) -> None:
    """A policy is there from its first step to its end, open where none is told."""
    found = nodes(meridia.view("actors-policies-populations"))

    times = {
        id_.removeprefix("policy/"): node["spells"]
        for id_, node in found.items()
        if node["group"] == "policy"
    }
    assert times == {name: (spell,) for name, spell in POLICIES.items()}
    assert all(not n["spells"] for n in found.values() if n["group"] != "policy")


SPANS = """\
document:
  id: gazette-20250310
  title: More of the order
  published: 2025-03-10
  publishedBy: gazette

entities:
  high-court: {type: Court, label: High Court}

claims:
  stay:
    summary: A court stopped the order for some days in February.
    claimant: narrator
    says:
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: enjoined
      performedBy: high-court
      period: 2025-02-10/2025-02-20
  finding:
    summary: The ministry found fault with it in March.
    claimant: narrator
    says:
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: held-unlawful
      performedBy: north-ministry
      period: 2025-03
  carried-out:
    summary: The ministry carries it out since the middle of February.
    claimant: narrator
    says: [permit-order, implementedBy, north-ministry]
    period: 2025-02-15/..
"""


def test_edges_of_policies_are_dated_by_spans_claims_and_steps(built: Any) -> None:
    """The court is there while its injunction lasts; a month is said to be one."""
    graph = built({"sources/gazette-20250310/facts.yaml": SPANS})
    network = graph.view("actors-policies-populations")
    court = (ORDER, "performedBy", "actor/high-court")

    times = {key: edge["spells"] for key, edge in edges(network).items()}
    assert times[court] == (("2025-02-10", "2025-02-20"),)
    assert times[ORDER, "performedBy", NORTH] == (("2025-03-01", "2025-03-31"),)
    assert times[ORDER, "implementedBy", NORTH] == (("2025-02-15", None),)
    government = "actor/north-government"
    assert times[ORDER, "adoptedBy", government] == (("2025-02-01", None),)
    finding = edges(network)[ORDER, "performedBy", NORTH]
    assert (finding["period"], finding["date_precision"]) == ("2025-03", "month")
    assert nodes(network)[ORDER]["spells"] == (("2025-02-01", None),)
    later = graph.view("actors-policies-populations", on=date(2025, 2, 25))
    assert court not in edges(later)


def test_every_claimant_of_the_invented_case_speaks(
    meridia: kg.KnowledgeGraph, facts: dict[str, dict[str, Any]]
) -> None:
    """The claims of a facts file are on edges of their claimants and modalities."""
    revised = {old for c in facts.values() if (old := c.get("revises"))}
    expected = set()
    for id_, claim in facts.items():
        who = claim["claimant"]
        who = claim["of"]["publishedBy"] if who == "narrator" else who
        if id_ not in revised:
            expected.add((who, claim.get("modality", "asserted"), id_))

    found = {
        (source.rpartition("/")[2], kind, claim)
        for (source, kind, _), edge in edges(meridia.view("claims")).items()
        for claim in listed(edge["claims"])
    }

    assert found == expected


def test_a_denial_in_the_invented_case_reaches_the_figure_and_who_gave_it(
    meridia: kg.KnowledgeGraph,
) -> None:
    """The ministry denies the agency's share: the agency's edge alone is disputed."""
    found = edges(meridia.view("claims"))
    flow, agency = "flow/tarsenians-returning-2024", "actor/world-shelter-agency"

    denied = {(s, t) for s, kind, t in found if kind == "denied"}
    ministry = "actor/meridia-interior-ministry"
    assert denied == {(ministry, flow), (ministry, agency)}
    disputed = {key for key, edge in found.items() if edge["disputed"]}
    assert disputed == {(agency, "asserted", flow)}


def test_evidence_of_the_invented_case(
    meridia: kg.KnowledgeGraph, facts: dict[str, dict[str, Any]]
) -> None:
    """Documents state the claims of their files, and claims lead to one another."""
    found = edges(meridia.view("evidence"))

    def between(kind: str) -> set[tuple[str, str]]:
        return {
            (s.rpartition("/")[2], t.rpartition("/")[2])
            for s, k, t in found
            if k == kind
        }

    assert between("states") == {(c["of"]["id"], id_) for id_, c in facts.items()}
    for link in ("revises", "restates"):
        assert between(link) == {(i, c[link]) for i, c in facts.items() if link in c}
    assert between("disputes") == {
        ("courier-20241011.denial", "courier-20241011.share")
    }
    measured = {
        (id_, claim["says"]["measures"])
        for id_, claim in facts.items()
        if isinstance(claim.get("says"), dict) and "measures" in claim["says"]
    }
    assert between("measures") == measured
    documents = {n["label"] for n in nodes(meridia.view("evidence")).values()}
    assert "Dispatch on returns to Tarsenia" not in documents  # it states no claim


# What is threatened, alleged or denied is never an edge of what is asserted.

MANNERS = """\
document:
  id: gazette-20250310
  title: More of the order
  published: 2025-03-10
  publishedBy: gazette
  language: en

claims:
  allegation:
    summary: Some say the order is the ministry's.
    claimant: permit-holders-council
    modality: alleged
    says: [permit-order, adoptedBy, north-ministry]
  threat:
    summary: The order may come to be aimed at the unregistered.
    claimant: north-ministry
    modality: threatened
    says: [permit-order, targetsPopulation, unregistered]
  ending:
    summary: The ministry may end the order.
    claimant: north-ministry
    modality: threatened
    says:
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: ended
      performedBy: north-ministry
      period: 2025-05-01
  refusal:
    summary: The ministry denies that the order is its own.
    claimant: north-ministry
    modality: denied
    says: [permit-order, adoptedBy, north-ministry]

entities:
  unregistered:
    type: PopulationGroup
    label: People without papers
"""


def test_what_is_not_asserted_is_of_another_kind(built: Any) -> None:
    """Alleged, threatened and denied edges bear the manner in kind and label."""
    graph = built({"sources/gazette-20250310/facts.yaml": MANNERS})
    network = graph.view("actors-policies-populations")
    found = {k: e for k, e in edges(network).items() if "gazette-20250310" in str(e)}

    assert {key: edge["label"] for key, edge in found.items()} == {
        (ORDER, "adoptedBy (alleged)", NORTH): "is adopted by (alleged)",
        (ORDER, "adoptedBy (denied)", NORTH): "is adopted by (denied)",
        (ORDER, "performedBy (threatened)", NORTH): "is performed by (threatened)",
        (ORDER, "targetsPopulation (threatened)", "population/unregistered"): (
            "targets population (threatened)"
        ),
    }
    assert (ORDER, "adoptedBy", NORTH) not in edges(network)
    assert nodes(network)[ORDER]["spells"] == (("2025-02-01", None),)


def test_what_is_not_asserted_is_of_another_kind_in_who_says_what(built: Any) -> None:
    """A claimant that asserts and threatens has an edge for each, to the same thing."""
    graph = built({"sources/gazette-20250310/facts.yaml": MANNERS})
    found = edges(graph.view("claims"))

    kinds = {
        kind for source, kind, target in found if (source, target) == (NORTH, ORDER)
    }
    assert kinds == {"asserted", "threatened", "denied"}
    threats = found[NORTH, "threatened", ORDER]
    assert listed(threats["claims"]) == {
        "gazette-20250310.threat",
        "gazette-20250310.ending",
    }
