"""A rate is no total, and is held against the totals of its days alone."""

from __future__ import annotations

from typing import Any

import pytest

from kg.figures.compare import compare
from kg.figures.figure import Figure
from kg.figures.reconcile import reconcile
from kg.figures.relations import Relation
from kg.figures.total import NotAddable, total
from tests.figures.conftest import Make


def held(*figures: Figure) -> list[Relation]:
    """Return what the rates among figures are held against."""
    known = reconcile(list(figures))
    return [r for r in known.relations() if r.subject.series.kind == "rate"]


def verdicts(*figures: Figure) -> list[str]:
    return [relation.verdict for relation in held(*figures)]


def test_a_rate_is_part_of_no_sum(figure: Make) -> None:
    rate = figure("A", "1,900 a month", "2023")

    with pytest.raises(NotAddable, match="a rate is no count"):
        total([rate, figure("B", "22,800", "2024")])


@pytest.mark.parametrize(
    ("words", "count", "verdict"),
    [
        ("1,900 a month", "22,800", "holds"),  # 12 x 1,900
        ("an average of 1,900 a month", "23,000", "holds"),  # 1,917 rounds to it
        ("1,900 a month", "24,000", "fails"),  # 2,000
        ("1,900 a month", "1,900", "fails"),  # the total is no month's
        ("more than 1,900 a month", "25,100", "holds"),  # 2,092 on average
        ("more than 1,900 a month", "20,100", "fails"),  # 1,675
        ("up to 1,900 a month", "12,100", "cannot tell"),  # nothing of the highest
        ("up to 1,900 a month", "25,100", "fails"),  # 2,092 on average
        ("on average up to 1,900 a month", "12,100", "holds"),
        ("about 1,900 a month", "26,400", "cannot tell"),  # 2,200, loosely
        ("62 a day", "22,801", "holds"),  # 365 days: 62.5
        ("437 a week", "22,801", "holds"),  # 52 weeks and a day: 437.3
        ("5,700 per quarter", "22,801", "holds"),
        ("22,801 a year", "22,801", "holds"),
        ("a peak of 5,000 a month", "22,801", "cannot tell"),
        ("a peak of 1,500 a month", "22,801", "fails"),  # no more than 18,000
        ("a peak of 30,000 a month", "22,801", "fails"),  # one month alone is more
    ],
)
def test_a_rate_is_held_against_the_total_of_its_days(
    words: str, count: str, verdict: str, figure: Make
) -> None:
    given = verdicts(figure("A", words, "2023"), figure("B", count, "2023"))

    assert given == [verdict]


def test_the_arithmetic_is_shown(figure: Make) -> None:
    (relation,) = held(
        figure("A", "1,900 a month", "2023"), figure("B", "22,801", "2023")
    )

    assert relation.arithmetic == (
        "22,801 / 12 months = about 1,900.1; stated 1,900 a month"
    )
    assert relation.reason.endswith("on average")


def test_a_month_of_days_that_are_no_months_is_as_long_as_any(figure: Make) -> None:
    """45 days are a month (March) and 14 days: 1.45 to 1.5 months."""
    rate = figure("A", "1,000 a month", "2025-03-01/2025-04-14")

    assert verdicts(rate, figure("B", "1,451", "2025-03-01/2025-04-14")) == ["holds"]
    assert verdicts(rate, figure("B", "2,901", "2025-03-01/2025-04-14")) == ["fails"]


def test_months_that_fill_a_year_are_added_for_its_rate(figure: Make) -> None:
    halves = [
        figure("B", "11,401", "2023-01/2023-06"),
        figure("C", "11,402", "2023-07/2023-12"),
    ]
    (relation,) = held(figure("A", "1,900 a month", "2023"), *halves)

    assert relation.verdict == "holds"
    assert [f.claim for f in relation.others] == ["B", "C"]


@pytest.mark.parametrize(
    ("when", "count", "verdict"),
    [
        ("2023-05", "1,901", "cannot tell"),  # one month of twelve may be any
        ("2023-05", "30,001", "fails"),  # more than the rate makes of the year
        ("2022/2024", "100,001", "cannot tell"),
        ("2022/2024", "15,001", "fails"),  # fewer than the rate makes of its year
        ("2023-06/2024-05", "22,801", None),  # other days
    ],
)
def test_a_total_of_other_days_settles_a_rate_only_where_it_cannot_be(
    when: str, count: str, verdict: str | None, figure: Make
) -> None:
    given = verdicts(figure("A", "1,900 a month", "2023"), figure("B", count, when))

    assert given == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "family"},
        {"unit": "crossing"},
        {"coercion": "forced"},
        {"method": "registration"},
        {"measures": "others"},
        {"kind": "stock"},
        {"modality": "alleged"},
        {"disputed_by": ("D",)},
    ],
)
def test_a_total_of_something_else_is_none_of_a_rate(
    other: dict[str, Any], figure: Make
) -> None:
    rate, count = (
        figure("A", "1,900 a month", "2023"),
        figure("B", "9", "2023", **other),
    )

    assert verdicts(rate, count) == []


def test_a_period_that_is_roughly_given_settles_nothing(figure: Make) -> None:
    rate = figure("A", "1,900 a month", "2023", approximate=True)

    assert verdicts(rate, figure("B", "99,001", "2023")) == ["cannot tell"]


@pytest.mark.parametrize(
    ("admitted", "verdict"),
    [("10,001", "holds"), ("11,001", "cannot tell"), ("30,001", "fails")],
)
def test_one_for_one_is_held_against_both(
    admitted: str, verdict: str, figure: Make
) -> None:
    """Over 10,002 returned: 1.0, 1.1, and 3 for each."""
    swap = {"measures": "admitted", "per_thing": "returned"}
    figures = [
        figure("A", "one for every one person", "2023", **swap),
        figure("B", admitted, "2023", measures="admitted"),
        figure("C", "10,002", "2023", measures="returned"),
    ]

    assert verdicts(*figures) == [verdict]
    assert verdicts(*figures[:2]) == []


def test_a_rate_per_thousand_is_held_against_a_population_of_its_time(
    figure: Make,
) -> None:
    """31 deaths among 10,001 people are 3.1 per 1,000."""
    rate = figure(
        "A", "3 deaths per 1,000 people", "2023", unit="death", per_thing="camp"
    )
    deaths = figure("B", "31", "2023", unit="death")
    within = figure("C", "10,001", "2023-07-01", measures="camp", kind="stock")
    later = figure("D", "10,001", "2024-07-01", measures="camp", kind="stock")

    assert verdicts(rate, deaths, within) == ["holds"]
    assert verdicts(rate, deaths, later) == []


@pytest.mark.parametrize(
    ("words", "when", "reason"),
    [
        ("70 a day", "2023", "rates of different bases: per month and per day"),
        ("2,100 a month", "2024", "different periods"),
        ("a peak of 2,100 a month", "2023", "rates of different bases"),
        ("22,800", "2023", "A gives a rate, not how many"),
    ],
)
def test_rates_of_different_bases_are_not_comparable(
    words: str, when: str, reason: str, figure: Make
) -> None:
    pair = compare(figure("A", "2,100 a month", "2023"), figure("B", words, when))

    assert pair.verdict == "not comparable"
    assert pair.reason.startswith(reason)


def test_two_rates_of_one_base_are_compared(figure: Make) -> None:
    one, other = figure("A", "2,100 a month", "2023"), {"claimant": "agency"}

    same = compare(one, figure("B", "2,100 a month", "2023", **other))
    apart = compare(one, figure("B", "3,100 a month", "2023", **other))
    assert (same.verdict, apart.verdict) == ("agrees", "conflicts")


def test_a_rate_bounds_no_total(figure: Make) -> None:
    """Nothing follows of the year from what is said of its months."""
    known = reconcile(
        [figure("A", "1,900 a month", "2023"), figure("B", "50,001", "2023")]
    )

    assert known.contradictions == ()
    assert [str(group.tightest) for group in known.groups] == ["= 50,001"]
