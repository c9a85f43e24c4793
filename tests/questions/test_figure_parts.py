"""Totals and parts are judged by arithmetic that holds for any true numbers."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
QUERY = (ROOT / "queries" / "figure-parts.rq").read_text("utf-8")

PREFIXES = """\
@prefix : <urn:x:> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix modality: <https://w3id.org/apf/scheme/modality/> .
@prefix movement: <https://w3id.org/apf/scheme/movement/> .
@prefix quantifier: <https://w3id.org/apf/scheme/quantifier/> .
@prefix unit: <https://w3id.org/apf/scheme/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:document apf:published "2025-12-31"^^xsd:date .
"""
FIGURE = """\
:claim-{key} apf:content :{key} ; apf:claimant :{who} ; apf:statedIn :document ;
  apf:modality modality:asserted .
:{key} a apf:FlowObservation ; apf:measures :flow ; apf:unit unit:person ;
  apf:startDate "{start}"^^xsd:date ; apf:endDate "{end}"^^xsd:date ;
  apf:quantifier quantifier:{quantifier} ; {amount} .
"""
MONTHS = {
    "january": ("2025-01-01", "2025-01-31"),
    "february": ("2025-02-01", "2025-02-28"),
    "march": ("2025-03-01", "2025-03-31"),
    "quarter": ("2025-01-01", "2025-03-31"),
    "week": ("2025-01-01", "2025-01-07"),
    "straddling": ("2025-01-15", "2025-02-28"),
}


def figure(period: str, amount: str, who: str = "ministry", key: str = "") -> str:
    """Write a figure; the amount is a number after its quantifier."""
    quantifier, number = amount.split()
    start, end = MONTHS[period]
    terms = {
        "more-than": f"apf:lowerBound {number} ; apf:lowerBoundInclusive false",
        "at-most": f"apf:upperBound {number} ; apf:upperBoundInclusive true",
    }
    return FIGURE.format(
        key=key or f"{period}-{who}",
        who=who,
        start=start,
        end=end,
        quantifier=quantifier,
        amount=terms.get(quantifier, f"apf:value {number}"),
    )


def judged(*figures: str) -> dict[str, list[str]]:
    """Return parts, lower and upper sum, verdict and reason, by claim of the total."""
    store = ox.Store()
    store.load((PREFIXES + "".join(figures)).encode(), ox.RdfFormat.TURTLE)
    rows = store.query(QUERY)
    assert isinstance(rows, ox.QuerySolutions)
    shown = ("parts", "partsLower", "partsUpper", "verdict", "reason")
    return {
        row["claim"].value.removeprefix("urn:x:claim-"): [
            "" if row[name] is None else row[name].value for name in shown
        ]
        for row in rows
    }


JANUARY = figure("january", "exact 100")
FEBRUARY = figure("february", "exact 200")
MARCH = figure("march", "exact 300")
TOTAL = "quarter-agency"


@pytest.mark.parametrize(
    ("total", "verdict", "reason"),
    [
        ("exact 600", "consistent", "the parts alone bear the total out"),
        ("more-than 500", "consistent", "the parts alone bear the total out"),
        ("at-most 600", "consistent", "the parts alone bear the total out"),
        ("exact 599", "inconsistent", "the parts add up to more than the total"),
        ("at-most 599", "inconsistent", "the parts add up to more than the total"),
        (
            "more-than 600",
            "inconsistent",
            "the parts cover the whole period and add up to less than the total",
        ),
        ("about 700", "cannot tell", "a gap, but some figures are approximations"),
    ],
)
def test_months_that_fill_a_quarter(total: str, verdict: str, reason: str) -> None:
    """Exact months that cover the whole period confirm a total or refute it."""
    found = judged(figure("quarter", total, "agency"), JANUARY, FEBRUARY, MARCH)

    assert found == {TOTAL: ["3", "600", "600", verdict, reason]}


@pytest.mark.parametrize(
    ("total", "verdict"),
    [("350", "inconsistent"), ("400", "consistent"), ("700", "cannot tell")],
)
def test_a_month_is_missing(total: str, verdict: str) -> None:
    """With a gap in the parts, only a total that is too small can be refuted."""
    found = judged(figure("quarter", f"exact {total}", "agency"), JANUARY, MARCH)

    assert found[TOTAL][3] == verdict


@pytest.mark.parametrize(
    ("total", "verdict"),
    [("600000", "consistent"), ("610000", "inconsistent"), ("601000", "inconsistent")],
)
def test_round_numbers_have_leeway(total: str, verdict: str) -> None:
    """A plain round number may be off by half of its last digit that is not zero."""
    months = [
        figure("january", "exact 100001"),
        figure("february", "exact 200002"),
        figure("march", "exact 300003"),
    ]
    found = judged(figure("quarter", f"unqualified {total}", "agency"), *months)

    assert found[TOTAL][3] == verdict


def test_a_strict_bound_counts() -> None:
    """More than 100 with exactly 500 beside it cannot make at most 600."""
    months = [figure("january", "more-than 100"), FEBRUARY, MARCH]
    found = judged(figure("quarter", "at-most 600", "agency"), *months)

    assert found[TOTAL][:4] == ["3", "600", "", "inconsistent"]


def test_a_part_without_upper_end() -> None:
    """A part that may be any larger number cannot refute a larger total."""
    months = [figure("january", "more-than 100"), FEBRUARY, MARCH]
    found = judged(figure("quarter", "exact 900", "agency"), *months)

    assert found[TOTAL][3:] == ["cannot tell", "a part has no upper end"]


def test_overlapping_parts_are_not_added_up() -> None:
    """Parts that overlap, or two figures for one month, are not judged."""
    total = figure("quarter", "exact 600", "agency")
    other = figure("january", "exact 110", key="again")
    across = figure("straddling", "exact 200")

    for months in ((JANUARY, across, MARCH), (JANUARY, other, MARCH)):
        _, _, _, verdict, reason = judged(total, *months)[TOTAL]
        assert verdict == "cannot tell"
        assert reason == "the parts overlap each other"


def test_nothing_is_counted_twice() -> None:
    """A part of a part is left out, and a figure that two documents print is one."""
    total = figure("quarter", "exact 600", "agency")
    week = figure("week", "exact 30")
    again = figure("january", "exact 100", key="again")
    found = judged(total, JANUARY, FEBRUARY, MARCH, week, again)

    assert found[TOTAL][:4] == ["3", "600", "600", "consistent"]


def test_movements_of_different_kinds() -> None:
    """Deportations that fall short of all returns do not refute them."""
    total = figure("quarter", "exact 700", "agency")
    total += ":quarter-agency apf:movementType movement:return .\n"
    months = JANUARY + FEBRUARY + MARCH
    months += ":january-ministry apf:movementType movement:deportation .\n"

    assert judged(total, months)[TOTAL][3] == "cannot tell"
