"""Results as DataFrames: labels, addresses, days that are days, and bounds."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

import kg
from kg.ask.solutions import Solutions
from kg.graph.notebook import day_column
from tests.extras import extra, needs

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = extra("pandas")

pytestmark = needs("pandas")

FLOW = "afghans-leaving-pakistan-2025"
APRIL, MAY = "dailysabah-20250604.F09", "dailysabah-20250604.F10"


def test_days_are_days_of_any_year_and_a_missing_one_is_missing() -> None:
    """Nothing ends in 1677 or 2262, and none is made up."""
    days = day_column([date(1, 1, 1), None, "9999-12-31"])

    assert [None if pd.isna(day) else day.date() for day in days] == [
        *(date(1, 1, 1), None, date(9999, 12, 31))
    ]


def test_what_is_said_of_a_thing_is_a_row_with_its_manner_and_place(
    article: kg.KnowledgeGraph,
) -> None:
    """Claims about a thing and by it, each with labels, addresses and its day."""
    about = article.show("pk-interior-ministry")
    frame = about.to_pandas()
    (row,) = frame[frame.claim == APRIL].to_dict("records")

    assert len(frame) == sum(map(len, [*about.claims.values(), *about.made.values()]))
    assert (row["role"], row["modality"]) == ("made", "asserted")
    assert row["claimant"] == "Ministry of Interior of Pakistan"
    assert row["claimantIri"].endswith("/actor/pk-interior-ministry")
    assert row["claimIri"].endswith(f"/claim/{APRIL}")
    assert row["documentIri"].endswith("/document/dailysabah-20250604")
    assert row["published"] == pd.Timestamp(2025, 6, 4)
    assert row["url"].startswith("https://www.dailysabah.com/")
    assert (row["charsFrom"], row["charsTo"]) == (378, 426)
    empty = article.show("https://w3id.org/apf/scheme/modality/denied").to_pandas()
    assert (len(empty), list(empty.columns)) == (0, list(frame.columns))


def test_a_denial_is_a_row_of_its_own_kind(article: kg.KnowledgeGraph) -> None:
    """What is denied is told from what is asserted, and names what disputes it."""
    (denial,) = article.select("SELECT ?c ?x { ?c apf:disputes ?x }").rows
    frame = article.show(str(denial[1])).to_pandas()
    disputed = frame[frame.claimIri == str(denial[1])]

    assert list(disputed.disputedBy) == [str(denial[0]).rsplit("/", 1)[-1]]


def test_what_its_claimant_has_replaced_is_told_from_what_counts(
    article: kg.KnowledgeGraph,
) -> None:
    """UNHCR's first figure for August, 145,200, is asserted, and stands no more."""
    frame = article.show(FLOW).to_pandas()
    replaced = frame[frame.standing == "replaced"]

    assert list(replaced.claim) == ["ani-20250907.august"]
    assert list(replaced.modality) == ["asserted"]
    assert frame[frame.claim == APRIL].standing.item() == "established"


def test_steps_and_the_claims_they_number_are_rows(article: kg.KnowledgeGraph) -> None:
    """The claim, its steps in order, then the claims by the numbers of the steps."""
    explanation = article.explain(APRIL)
    frame = explanation.to_pandas()
    steps = frame[frame.part == "step"]
    notes = frame[frame.part.isin(["input", "mentioned"])]

    assert list(frame.part)[:2] == ["claim", "step"]
    assert list(steps.words) == list(explanation.steps)
    assert list(steps.number) == list(range(1, len(explanation.steps) + 1))
    assert steps.claimIri.isna().all()
    assert list(notes.claim) == [c.claim.id for c in explanation.notes]
    assert list(notes.number) == list(range(1, len(explanation.notes) + 1))
    assert frame.published[0] == pd.Timestamp(2025, 6, 4)


def test_a_sum_is_bounds_and_never_a_number_that_nobody_gave(
    article: kg.KnowledgeGraph,
) -> None:
    """More than 135,000 in April and 67,000 in May: more than 202,000 as printed."""
    frame = article.total([APRIL, MAY]).to_pandas()
    april, may, total = frame.to_dict("records")

    assert list(frame.part) == ["term", "term", "sum"]
    assert (april["lowerBound"], april["lowerBoundInclusive"]) == (135_000, False)
    assert pd.isna(april["value"])
    assert pd.isna(april["upperBound"])
    assert (april["start"], april["end"]) == (
        pd.Timestamp(2025, 4, 1),
        pd.Timestamp(2025, 4, 30),
    )
    assert (april["period"], may["period"]) == ("2025-04", "2025-05")
    assert (may["value"], may["lowerBound"], may["upperBound"]) == (
        *(67_000, 66_500, 67_500),
    )
    assert april["measures"] == "Afghans leaving Pakistan since April 2025"
    assert april["claimant"] == "Ministry of Interior of Pakistan"
    assert april["claimIri"].endswith(APRIL)
    assert april["url"].startswith("https://")
    assert total["amount"] == "> 202,000"
    assert (total["lowerBound"], total["lowerBoundInclusive"]) == (201_500, False)
    assert pd.isna(total["value"])
    assert pd.isna(total["upperBound"])
    assert pd.isna(total["start"])
    assert pd.isna(total["claim"])


def test_an_end_that_the_source_does_not_give_is_marked(
    article: kg.KnowledgeGraph,
) -> None:
    """Since 2021: the end is the day of publication, which nobody said."""
    frame = article.figures().to_pandas()
    (row,) = frame[frame.endAssumed].to_dict("records")

    assert row["claim"] == "dailysabah-20250604.F15"
    assert row["period"] == "2021/2025-06-04?"
    assert row["end"] == pd.Timestamp(2025, 6, 4)
    assert not any(period.endswith("?") for period in frame[~frame.endAssumed].period)
    assert frame.documentTitle.notna().all()


def test_who_else_may_have_given_a_figure_is_told(article: kg.KnowledgeGraph) -> None:
    """The source leaves open whether UNHCR or IOM counted: neither stands alone."""
    frame = article.figures(FLOW).to_pandas()
    (row,) = frame[frame.amount == "144,500"].to_dict("records")
    (term, _) = article.total([row["claim"]]).to_pandas().to_dict("records")

    for record in (row, term):
        assert record["claimant"].endswith("High Commissioner for Refugees")
        assert record["possibleClaimants"] == (
            "International Organization for Migration"
        )


def test_bounds_of_a_life_are_days_and_its_period_is_as_written(
    article: kg.KnowledgeGraph,
) -> None:
    """In force since some day of October 2023: the month is no first day."""
    frame = article.timeline("pk-repatriation-campaign").to_pandas()
    first = frame.iloc[0]

    assert (first["period"], first["precision"]) == ("2023-10", "month")
    assert first["earliestStart"] == pd.Timestamp(2023, 10, 1)
    assert first["latestStart"] is pd.NaT
    assert first["policyIri"].endswith("/policy/pk-repatriation-campaign")
    assert first["statusIri"].endswith("/policy-status/in-force")
    assert len(first["claimIris"].split()) == len(first["claims"].split())
    assert first["url"].startswith("https://")


def test_columns_of_a_query_are_what_all_their_cells_are(
    article: kg.KnowledgeGraph,
) -> None:
    """Days, numbers and truth values are such; things have their labels beside them."""
    frame = article.select(
        "SELECT ?claimant ?day ?value ?sure ?part { "
        "?claim apf:claimant ?claimant ; apf:statedIn/apf:published ?day ; "
        "apf:content ?figure . ?figure apf:value ?value "
        "BIND(?value > 67000 AS ?sure) BIND(?value / 8 AS ?part) "
        f"FILTER STRENDS(STR(?claim), '{MAY}') }}"
    ).to_pandas()
    (row,) = frame.to_dict("records")

    assert row["day"] == pd.Timestamp(2025, 6, 4)
    assert (row["value"], row["part"]) == (67_000, 8_375)
    assert str(frame.dtypes["value"]) == "Int64"
    assert row["sure"] is False
    assert row["claimant"].endswith("/actor/pk-interior-ministry")
    assert row["claimantLabel"] == "Ministry of Interior of Pakistan"
    assert list(frame.columns)[-1] == "claimantLabel"


def solutions(*cells: str | None, kind: URIRef) -> Iterator[Any]:
    """Yield the cells of a column of literals."""
    terms = [
        None if c is None else Literal(c, datatype=kind, normalize=False) for c in cells
    ]
    rows: list[tuple[URIRef | Literal | None, ...]] = [(term,) for term in terms]
    yield from Solutions(("x",), rows).to_pandas()["x"]


def test_an_unbound_cell_is_missing_and_never_nought() -> None:
    """In a column of numbers, of days and of truth values."""
    for kind, text in (
        (XSD.integer, "0"),
        (XSD.date, "2025-01-01"),
        (XSD.boolean, "1"),
    ):
        first, second = solutions(text, None, kind=kind)
        assert not pd.isna(first)
        assert pd.isna(second)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025-04", XSD.gYearMonth),
        ("2025", XSD.gYear),
        ("2025-02-30", XSD.date),
        ("many", XSD.integer),
        ("9" * 30, XSD.integer),
        ("2025-04-01", XSD.string),
    ],
)
def test_what_is_no_day_and_no_number_stays_text(text: str, kind: URIRef) -> None:
    """A month is no first day of it, and what is malformed no value."""
    assert list(solutions(text, kind=kind)) == [text]


def test_solutions_go_from_process_to_process(article: kg.KnowledgeGraph) -> None:
    """Without the graph that they are from, and so without its labels."""
    solutions = article.select("SELECT ?x { ?x a apf:Claim } ORDER BY ?x LIMIT 3")
    sent = pickle.loads(pickle.dumps(solutions))

    assert sent == solutions
    assert list(sent.to_pandas().columns) == ["x"]


def test_labels_are_left_out_where_they_are_not_wanted(
    article: kg.KnowledgeGraph,
) -> None:
    """A variable of that name is the query's own."""
    query = "SELECT ?x ?xLabel { ?x rdfs:label ?xLabel } ORDER BY ?x ?xLabel LIMIT 3"
    rows = article.select(query)

    assert list(rows.to_pandas().columns) == ["x", "xLabel"]
    plain = article.select("SELECT ?x { ?x a apf:Claim } LIMIT 3")
    assert list(plain.to_pandas().columns) == ["x", "xLabel"]
    assert list(plain.to_pandas(labels=False).columns) == ["x"]
    empty = article.select("SELECT ?x ?y { ?x apf:row 'none' }").to_pandas()
    assert (list(empty.columns), len(empty)) == (["x", "y"], 0)


def test_pandas_is_needed_for_frames_only() -> None:
    """Asking and showing in a notebook import no pandas."""
    code = (
        "import sys; sys.modules['pandas'] = None; sys.modules['numpy'] = None; "
        "import kg.graph.notebook, kg.ask.about, kg.ask.explain, kg.ask.solutions, "
        "kg.figures.view.sums, kg.figures.view.figures_html"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_answer_has_labels_and_addresses_where_they_are_wanted(
    article: kg.KnowledgeGraph,
) -> None:
    """Behind the columns of the question; days are days, periods as written."""
    answer = article.ask("figure-history", thing=FLOW)
    plain, named = answer.to_pandas(), answer.to_pandas(labels=True)
    (row,) = named[named.claim == APRIL].to_dict("records")
    empty = article.ask("figure-history", thing=FLOW, as_of="2000-01-01")

    assert list(named.columns)[: len(plain.columns)] == list(answer.question.columns)
    assert list(plain.columns) == list(answer.question.columns)
    assert row["published"] == pd.Timestamp(2025, 6, 4)
    assert row["period"] == "2025-04"
    assert row["claimant"] == "pk-interior-ministry"
    assert row["claimantLabel"] == "Ministry of Interior of Pakistan"
    assert row["claimantIri"].endswith("/actor/pk-interior-ministry")
    assert row["url"].startswith("https://")
    assert list(empty.to_pandas(labels=True).columns) == list(named.columns)
