"""Figures that a source says are comparable, or that cover less than the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.figures.comparable import comparable
from kg.figures.compare import compare
from kg.figures.coverage import Coverage, coverage, with_coverage
from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure
from kg.figures.index import FigureIndex
from kg.figures.reconcile import reconcile
from kg.figures.total import NotAddable, left_out, total
from tests.figures.conftest import Make

SINCE, UNTIL = "2023-04-15/2024-01-31", "2023-04-15/2024-09-30"


def verdict(a: Figure, b: Figure) -> str:
    """Return the verdict on two figures beside each other, once sources were heard."""
    return compare(*comparable([a, b])).verdict


def covering(figure: Figure, words: str, *, named: bool, report: str = "r") -> Figure:
    scope = with_coverage(figure.scope, Coverage(words, named), {report})
    return replace(figure, scope=scope)


def test_methods_that_a_source_says_are_comparable_are_one(figure: Make) -> None:
    """30,000 are left over, as they would be if both had been head counts."""
    a = figure("A", "40,000", SINCE, method="head-count", comparable_with={"o-B"})
    b = figure("B", "70,000", UNTIL, method="household-survey")
    known = reconcile([a, b])

    (bound,) = derive_bounds(known.index)
    assert bound.rule == "rest-of-whole"
    assert bound.bound.low == 24_500  # 70,000 - 5,000 less 40,500, as usually rounded
    assert derive_bounds([a, b]) == []


def test_a_verdict_across_methods_says_on_whose_word(figure: Make) -> None:
    a = figure("A", "40,000", method="census", comparable_with={"o-B"})
    b = figure("B", "70,000", method="registration", claimant="agency")
    pair = compare(*comparable([a, b]))

    assert pair.verdict == "conflicts"
    assert pair.reason.endswith(
        "counted by census and registration, which a source says are comparable"
    )


def test_another_figure_by_either_method_is_of_the_series(figure: Make) -> None:
    """What is comparable with one is with the other; a third method stays apart."""
    a = figure("A", "10,000", "2024-01", method="census", comparable_with={"o-B"})
    b = figure("B", "10,123", "2024-02", method="registration")
    c = figure("C", "12,345", "2024-02", method="census", claimant="agency")
    d = figure("D", "12,000", "2024-02", method="modelled-estimate")
    joined = {f.claim: f for f in comparable([a, b, c, d])}

    assert compare(joined["B"], joined["C"]).verdict == "conflicts"
    assert compare(joined["B"], joined["D"]).verdict == "not comparable"
    sum_ = total([joined["A"], joined["B"]])
    assert "counted by census and registration, which a source says" in sum_.notes[0]


def test_a_figure_of_no_stated_method_is_joined_alone(figure: Make) -> None:
    """Another that states none may be a guess: 12,000 does not contradict 10,000."""
    a = figure("A", "10,000", comparable_with={"o-B"})
    b = figure("B", "10,000", method="registration", claimant="agency")
    c = figure("C", "12,000", claimant="other")
    a, b, c = comparable([a, b, c])

    assert compare(a, b).verdict == "agrees"
    assert compare(b, c).verdict == "not comparable"


@pytest.mark.parametrize(
    "otherwise", [{"unit": "family"}, {"measures": "other"}, {"kind": "stock"}]
)
def test_nothing_but_method_and_coverage_is_bridged(
    otherwise: dict[str, str], figure: Make
) -> None:
    a = figure("A", "10,000", method="census", comparable_with={"o-B"})
    b = figure("B", "10,000", **{"method": "registration"} | otherwise)

    assert verdict(a, b) == "not comparable"


def test_what_a_source_says_is_not_comparable_is_held_against_nothing(
    figure: Make,
) -> None:
    a = figure("A", "40,000", SINCE, not_comparable_with={"o-B"})
    b = figure("B", "70,000", UNTIL)
    again = figure("C", "70,000", UNTIL, restates={"B"}, claimant="paper")
    known = reconcile([a, b, again])

    assert derive_bounds(known.index) == []
    assert list(known.relations()) == []
    assert compare(known.by_claim["B"], known.by_claim["C"]).verdict == "agrees"
    reason = compare(known.by_claim["A"], known.by_claim["B"]).reason
    assert reason == "a source says that they are not comparable"


def test_what_one_source_says_is_comparable_and_another_says_is_not_is_not(
    figure: Make,
) -> None:
    """And nor is what would be joined by a third, which is comparable with both."""
    a = figure("A", "10,000", method="census", comparable_with={"o-B"})
    b = figure("B", "70,000", method="survey", not_comparable_with={"o-A"})
    assert verdict(a, b) == "not comparable"

    b = figure("B", "70,000", method="survey", not_comparable_with={"o-C"})
    c = figure("C", "20,000", method="census", claimant="agency")
    a, b, c = comparable([a, b, c])
    assert compare(b, c).verdict == compare(a, c).verdict == "not comparable"
    assert (b.series.method, c.series.method) == ("survey", "census")


def test_what_says_another_unit_again_keeps_its_own(figure: Make) -> None:
    """9,000 families that are said to restate 40,000 people are no people."""
    a = figure("A", "40,000", method="census", comparable_with={"o-B"})
    b = figure("B", "41,000", method="registration")
    again = figure("C", "9,000", unit="family", restates={"A"}, claimant="paper")

    assert comparable([a, b, again])[2] == again


def test_words_with_an_or_in_them_are_no_word_of_a_source_on_methods(
    figure: Make,
) -> None:
    words = "camps or towns"
    a = covering(figure("A", "3,000"), words, named=False)
    b = covering(figure("B", "3,000", claimant="agency"), words, named=False)

    assert "comparable" not in compare(a, b).reason


def test_a_verdict_across_coverages_says_on_whose_word(figure: Make) -> None:
    a = covering(figure("A", "3,000"), "only north", named=True)
    b = figure("B", "3,000", comparable_with={"o-A"}, claimant="agency")
    pair = compare(*comparable([a, b]))

    assert pair.verdict == "agrees"
    assert pair.reason.endswith(
        "covering all or only north, which a source says are comparable"
    )


def test_a_part_that_was_covered_is_no_count_of_the_whole(figure: Make) -> None:
    part = covering(figure("A", "3,000"), "only north", named=True)
    whole = figure("B", "3,000", claimant="agency")

    assert compare(part, whole).reason == "different coverage: only north and all of it"
    with pytest.raises(NotAddable, match="different coverage: all of it and only no"):
        total([part, figure("C", "3,000", "2025-05")])


def test_the_same_named_places_are_one_coverage(figure: Make) -> None:
    a = covering(figure("A", "3,000"), "only north", named=True)
    b = covering(figure("B", "3,000", claimant="agency"), "only north", named=True)

    assert compare(a, b).verdict == "agrees"


def test_twelve_places_may_be_other_ones_in_another_month_or_report(
    figure: Make,
) -> None:
    words = "12 of 18 places"
    march = covering(figure("A", "3,000", "2025-03"), words, named=False)
    april = covering(figure("B", "3,000", "2025-04"), words, named=False)
    other = covering(figure("C", "3,000", "2025-03"), words, named=False, report="s")

    assert verdict(march, other) == "not comparable"
    with pytest.raises(NotAddable, match="which places are covered is not told"):
        total([march, april])


@pytest.mark.parametrize(
    ("told", "words", "named"),
    [
        ({}, "", True),
        ({"coversPlace": ["x/b", "x/a"]}, "only a, b", True),
        ({"leavesOutPlace": ["x/c"]}, "without c", True),
        (
            {"leavesOutPlace": ["c"], "placesReporting": ["2"], "placesInAll": ["3"]},
            "without c",
            True,
        ),
        (
            {"leavesOutPlace": ["c"], "placesReporting": ["2"]},
            "without c, 2 places",
            False,
        ),
        (
            {"coversPlace": ["c"], "placesReporting": ["1"], "placesInAll": ["3"]},
            "only c",
            True,
        ),
        (
            {"coversPlace": ["c"], "placesReporting": ["2"], "placesInAll": ["3"]},
            "only c, 2 of 3 places",
            False,
        ),
        ({"coversPlace": ["c"], "coverageText": ["camps"]}, "only c, camps", False),
        ({"placesReporting": ["12"], "placesInAll": ["18"]}, "12 of 18 places", False),
        ({"placesReporting": ["18"], "placesInAll": ["18"]}, "", True),
        ({"placesReporting": ["12"]}, "12 places", False),
        (
            {"placesReporting": ["18"], "placesInAll": ["18"], "coverageText": ["men"]},
            "men",
            False,
        ),
        ({"placesReporting": ["9"], "coverageText": ["men"]}, "9 places, men", False),
        ({"placesReporting": ["9"], "coverageText": ["9 camps"]}, "9 camps", False),
        ({"coverageText": ["accessible areas"]}, "accessible areas", False),
    ],
)
def test_coverage_is_what_is_told_of_it(
    told: dict[str, list[str]], words: str, named: bool
) -> None:
    """18 of 18 places are all of them, if the source narrows them by no words."""
    assert (coverage(told).words, coverage(told).named or not words) == (
        words,
        named or not words,
    )


def test_a_hidden_number_confirms_nothing(figure: Make) -> None:
    """Fewer than five beside three, and beside another that is hidden, tell nothing."""
    few = {"quantifier": "suppressed"}
    a = figure("A", "between 1 and 4", **few)
    three = figure("B", "3", claimant="agency")
    also = figure("C", "between 1 and 4", claimant="agency", **few)
    many = figure("D", "5,312", claimant="agency")

    assert verdict(a, three) == verdict(a, also) == "cannot tell"
    assert verdict(a, many) == "conflicts"


def test_nothing_holds_by_a_hidden_number(figure: Make) -> None:
    whole = figure("W", "12", "2025")
    part = figure("P", "between 1 and 4", "2025-03", quantifier="suppressed")
    (relation,) = reconcile([whole, part]).relations()

    assert (relation.verdict, relation.reason) == (
        "cannot tell",
        "a number that is hidden confirms nothing",
    )


def test_what_is_not_reported_is_left_out_of_a_sum_and_is_not_nought(
    figure: Make,
) -> None:
    blank = replace(figure("A", quantifier="not-reported"), text="..")
    hidden = replace(figure("B", quantifier="suppressed"), text="*")

    assert list(left_out([blank, hidden])) == [
        "left out: A (..), no number, which is not nought",
        "left out: B (*), which its publisher hides, which is not nought",
    ]
    with pytest.raises(NotAddable, match="it gives no number"):
        total([figure("C", "10", "2025-05"), blank])


def change(figure: Make, **about: object) -> Figure:
    about = {"kind": "change", "unit": "ratio", "direction": "increase"} | about
    return figure("X", "twice as many", "2025-05", compared_to="o-A", **about)


@pytest.mark.parametrize(
    ("base", "now", "stated", "why"),
    [
        ({}, {}, {}, ""),
        (
            {"method": "census"},
            {"method": "registration"},
            {},
            "what is before and after it was not counted in one way",
        ),
        (
            {"method": "census"},
            {"method": "registration"},
            {"method": "registration"},
            "it is compared with a count by census",
        ),
        ({"measures": "others"}, {}, {}, "it is compared with others"),
        (
            {"unit": "family"},
            {},
            {},
            "what is before and after it is not counted in one unit",
        ),
        (
            {"unit": "family"},
            {},
            {"unit": "person"},
            "it is compared with a count of another unit, family",
        ),
    ],
)
def test_nothing_follows_from_a_source_that_compares_what_differs(
    base: dict[str, str],
    now: dict[str, str],
    stated: dict[str, str],
    why: str,
    figure: Make,
) -> None:
    """20,000 after 10,000 are twice as many only where both count the same."""
    figures = [
        figure("A", "10,000", "2025-04", **base),
        figure("B", "20,000", "2025-05", **now),
        change(figure, **stated),
    ]
    known = reconcile(figures)

    assert FigureIndex.of(known.figures).unlike(known.by_claim["X"]) == why
    (relation,) = (r for r in known.relations() if r.subject.claim == "X")
    assert (relation.verdict == "holds") == (not why)
    rules = {d.rule for d in derive_bounds(known.index)} - {"sum-of-parts"}
    assert rules == (set() if why else {"base-of-change", "result-of-change"})
    assert not known.contradictions


@pytest.mark.parametrize(
    ("covered", "of", "verdict"),
    [
        ("only north", "", "cannot tell"),
        ("", "only north", "cannot tell"),
        ("only north", "only north", "holds"),
    ],
)
def test_a_change_in_a_part_is_held_against_counts_of_that_part(
    covered: str, of: str, verdict: str, figure: Make
) -> None:
    """20,000 after 10,000 says nothing of how it is in the North alone."""
    counts = [
        covering(figure(claim, amount, when), of, named=True)
        for claim, amount, when in (
            ("A", "10,000", "2025-04"),
            ("B", "20,000", "2025-05"),
        )
    ]
    for stated in (change(figure), replace(change(figure), compared_to="")):
        stated = replace(stated, baseline=counts[0].period)
        stated = covering(stated, covered, named=True)
        known = reconcile([*counts, stated])

        (relation,) = (r for r in known.relations() if r.subject.claim == "X")
        assert relation.verdict == verdict
        rules = {d.rule for d in derive_bounds(known.index)} - {"sum-of-parts"}
        assert bool(rules) == (verdict == "holds")


def test_a_share_in_a_part_is_no_share_of_the_whole(figure: Make) -> None:
    """60 per cent in the North: of 10,000 in all, 2,000 may be women."""
    whole = figure("A", "10,000")
    women = figure("W", "2,000", measures="women")
    share = figure(
        *("S", "60 per cent"),
        kind="share",
        unit="percent",
        measures="women",
        share_of="o-A",
    )
    assert reconcile([whole, women, share]).contradictions

    part = covering(share, "only north", named=True)
    known = reconcile([whole, women, part])
    assert not known.contradictions
    assert derive_bounds(known.index) == []


def test_what_depends_on_something_is_no_count(figure: Make) -> None:
    """If the border opens there are 40,000: nobody says that there are."""
    a = figure("A", "40,000", condition="if the border opens")
    b = figure("B", "70,000", claimant="agency")
    known = reconcile([a, b])

    assert compare(a, b).reason == "A is conditional, not put forward as a count"
    assert not known.contradictions
    assert not a.stands
    assert list(left_out([a])) == ["left out: A (40,000), which is conditional"]
    with pytest.raises(NotAddable, match="it is conditional"):
        total([a, figure("C", "10,000", "2025-05")])


def test_a_share_by_a_survey_is_no_part_of_a_register(figure: Make) -> None:
    whole = figure("A", "10,000", method="registration")
    share = figure(
        "S",
        "70 per cent",
        kind="share",
        unit="percent",
        measures="women",
        share_of="o-A",
        method="household-survey",
    )
    known = reconcile([whole, share])

    assert derive_bounds(known.index) == []
    (relation,) = known.relations()
    assert relation.reason == "its whole was not counted in the same way"
