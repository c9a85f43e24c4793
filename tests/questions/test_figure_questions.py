"""Questions on figures, asked of a small project in which they could mislead."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

import kg
from kg.cli import answers
from tests.conftest import Folder

ENTITIES = """\
land: {type: Country, label: Land, iso3: XLL}
isle: {type: Country, label: Isle, iso3: XII}
press: {type: MediaOrganization, label: Press}
gov: {type: Government, label: Government of Land}
isle-gov: {type: Government, label: Government of Isle}
opposition: {type: CollectiveActor, label: Opposition}
people: {type: PopulationGroup, label: People of Isle, nationality: isle}
moves: {type: MovementFlow, label: Moves, origin: land, destination: isle,
  movedPopulation: people}
returns: {type: MovementFlow, label: Returns, origin: land, destination: isle,
  movedPopulation: people}
tranche-1: {type: ResourceFlow, label: First tranche, donor: gov, recipient: isle-gov}
tranche-2: {type: ResourceFlow, label: Second tranche, donor: gov, recipient: isle-gov,
  beneficiary: people}
deal: {type: Agreement, label: The deal}
fund: {type: Policy, label: The fund, partOfPolicy: deal}
other: {type: Policy, label: The other policy}
"""

FACTS = """\
document: {id: press-1, title: Figures, published: 2024-12-31, publishedBy: press,
  language: en}
claims:
  none:
    summary: Nobody moved in 2023.
    claimant: narrator
    says: {type: FlowObservation, measures: moves, amount: none, unit: person,
      period: 2023, movementTerm: moved}
  denied:
    summary: The government denies that 500 were deported.
    claimant: gov
    modality: denied
    says: {type: FlowObservation, measures: moves, amount: 500, unit: person,
      period: 2024, movementTerm: deported, movementType: deportation}
  counted:
    summary: The opposition counts 500 who were deported.
    claimant: opposition
    says: {type: FlowObservation, measures: moves, amount: 500, unit: person,
      period: 2024, movementTerm: deported, movementType: deportation}
  pledged-1:
    summary: 3 billion pledged.
    claimant: narrator
    says: {type: FlowObservation, measures: tranche-1, amount: 3 billion euros,
      transferStage: pledged, period: 2018}
  paid-1:
    summary: By mid-2018 1.9 billion were paid.
    claimant: narrator
    says: {type: FlowObservation, measures: tranche-1, amount: 1.9 billion euros,
      transferStage: disbursed, period: ../2018-06}
  pledged-2:
    summary: 3 billion pledged for a second tranche.
    claimant: narrator
    says: {type: FlowObservation, measures: tranche-2, amount: 3 billion euros,
      transferStage: pledged, period: 2018}
  free:
    summary: 70 went of their own will.
    claimant: gov
    says: {type: FlowObservation, measures: returns, amount: 70, unit: person,
      period: 2024, movementTerm: went home, movementType: voluntary-return}
  not-forced:
    summary: The opposition denies that 80 were deported.
    claimant: opposition
    modality: denied
    says: {type: FlowObservation, measures: returns, amount: 80, unit: person,
      period: 2024, movementTerm: deported, movementType: deportation}
  first:
    summary: First count.
    claimant: isle-gov
    says: {type: FlowObservation, measures: returns, amount: "5,000", unit: person,
      period: 2022, movementTerm: left}
  corrected:
    summary: Corrected count.
    claimant: isle-gov
    revises: first
    says: {type: FlowObservation, measures: returns, amount: "6,000", unit: person,
      period: 2022, movementTerm: left}
  repeated:
    summary: A repeat.
    claimant: opposition
    restates: corrected
    says: {type: FlowObservation, measures: returns, amount: "6,000", unit: person,
      period: 2022, movementTerm: left}
  moves-deal:
    summary: The deal sets the moves going.
    claimant: narrator
    says: [moves, resultsFrom, deal]
  money-fund:
    summary: The fund pays the second tranche.
    claimant: narrator
    modality: planned
    says: [tranche-2, resultsFrom, fund]
  money-denied:
    summary: The government denies that the deal pays the first tranche.
    claimant: gov
    modality: denied
    says: [tranche-1, resultsFrom, deal]
  returns-other:
    summary: The returns result from another policy.
    claimant: narrator
    says: [returns, resultsFrom, other]
"""

Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    folder = Folder(tmp_path_factory.mktemp("figures"))
    folder.write("kg.toml", '[project]\nbase = "https://example.org/figures/"\n')
    folder.write("sources/entities/all.yaml", ENTITIES)
    folder.write("sources/press-1/facts.yaml", FACTS)
    folder.build()
    return kg.open(folder.graph)


@pytest.fixture
def rows(graph: kg.KnowledgeGraph) -> Callable[..., Rows]:
    """Return a function that asks a question, and gives some of its columns."""

    def ask(question: str, columns: str, **given: Any) -> Rows:
        found = graph.ask(question, **given).to_dicts()
        named = columns.split()
        return [
            tuple(str(row[c]).removeprefix("press-1.") for c in named) for row in found
        ]

    return ask


def printed(
    answer: kg.Answer, monkeypatch: pytest.MonkeyPatch, width: int = 100
) -> str:
    """Return an answer as a terminal shows it, on one line."""
    out = Console(file=StringIO(), width=width)
    monkeypatch.setattr(answers, "console", lambda: out)
    answers.print_answer(answer, "table")
    return " ".join(out.file.getvalue().split())  # type: ignore[attr-defined]


def test_zero_is_shown_with_its_words(
    graph: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is a number, and a column of zeros is no empty one."""
    answer = graph.ask("flow-figures", flow="moves", until="2023-12-31")
    (row,) = answer.to_dicts()

    assert (row["value"], row["quantityText"], row["period"]) == (0, "none", "2023")
    assert "2023 0 person none moved" in printed(answer, monkeypatch, 200)


def test_a_denied_count_never_looks_asserted(rows: Callable[..., Rows]) -> None:
    for question in ("flow-figures", "flow-claims"):
        columns = "claim modality standing coercion"
        assert ("denied", "denied", "denied", "forced") in rows(
            question, columns, flow="moves"
        )


def test_a_count_that_somebody_denies_does_not_stand(
    graph: kg.KnowledgeGraph, rows: Callable[..., Rows]
) -> None:
    """Also where no file says which claim the denial disputes."""
    counted = next(
        r for r in graph.figures("moves").rows if "counted" in r.figure.claim
    )

    assert ("counted", "contested") in rows("flow-figures", "claim standing")
    assert (counted.verdict, counted.figure.stands) == ("disputed", False)


def test_nobody_is_forced_by_a_denial(rows: Callable[..., Rows]) -> None:
    """Who denies a deportation does not call the returns forced."""
    assert rows("contested-returns", "claim forcedClaim") == []


@pytest.mark.parametrize(
    ("given", "claims"),
    [
        ({}, ["paid-1", "pledged-1", "pledged-2"]),
        ({"year": 2018}, ["paid-1", "pledged-1", "pledged-2"]),
        ({"year": 2017}, ["paid-1"]),  # nobody says when the payments began
        ({"year": 2019}, []),
        ({"population": "people"}, ["pledged-2"]),
    ],
)
def test_a_sum_paid_by_a_day_is_of_every_year_up_to_then(
    given: dict[str, Any], claims: list[str], rows: Callable[..., Rows]
) -> None:
    found = rows("funding-stages", "claim period flow", **given)

    assert [claim for claim, _, _ in found] == claims
    assert {(claim, flow) for claim, _, flow in found} <= {
        *(("paid-1", "tranche-1"), ("pledged-1", "tranche-1")),
        ("pledged-2", "tranche-2"),
    }
    assert ("paid-1", "../2018-06", "tranche-1") in found or "paid-1" not in claims


def test_what_replaces_and_what_repeats_can_be_told_apart(
    graph: kg.KnowledgeGraph,
    rows: Callable[..., Rows],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    columns = "claim standing revises revisedBy restates period"
    found = [row for row in rows("figure-history", columns) if row[-1] == "2022"]

    assert [row[:-1] for row in found] == [
        ("corrected", "established", "first", "", ""),
        ("first", "replaced", "", "corrected", ""),
        ("repeated", "established", "", "", "corrected"),
    ]
    # the numbers of the notes stand in the row, in the order of the claims
    shown = printed(graph.ask("figure-history", thing="returns"), monkeypatch)
    assert "standing established · revises [2]" in shown
    assert "standing replaced · revised by [1]" in shown
    assert "standing established · restates [1]" in shown


def test_flows_of_one_policy_are_told_with_their_directions(
    rows: Callable[..., Rows],
) -> None:
    """Of parts of the deal too; not what is denied, nor a flow that is alone."""
    columns = "tiedBy flow moves from to part standing"
    others = "otherFlow otherMoves otherFrom otherTo otherPart otherStanding"

    moves = ("moves", "people", "land", "isle", "deal", "established")
    money = ("tranche-2", "money or goods", "gov", "isle-gov", "fund", "planned")

    assert rows("linked-flows", f"{columns} {others}") == [("deal", *moves, *money)]
    assert rows("linked-flows", "flow", policy="fund") == []
    assert rows("linked-flows", "flow", policy="other") == []


@pytest.mark.parametrize("year", [2016, 2030])
def test_an_empty_answer_says_no_more_than_that_nothing_here_says_so(
    year: int, graph: kg.KnowledgeGraph
) -> None:
    given: dict[str, Any] = {"flow": "moves", "until": f"{year}-01-01"}
    given |= {"from": f"{year}-01-01"}
    answer = graph.ask("flow-figures", **given)

    assert str(answer.why_empty).startswith("Nothing here counts this flow")
