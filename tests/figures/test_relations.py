"""Relations between figures hold, fail, or nobody can tell; the arithmetic is shown."""

from __future__ import annotations

import pytest

from kg.figures.derive import derive_bounds
from kg.figures.figure import NOTHING_RELATED, Figure, Related
from kg.figures.relations import Relation
from kg.figures.stated import relations, ties
from tests.figures.conftest import Make

QUARTER = "2025-01/2025-03"
MONTHS = {"january": "2025-01", "february": "2025-02", "march": "2025-03"}


def judged(
    figures: list[Figure], subject: str, related: Related = NOTHING_RELATED
) -> list[Relation]:
    return [r for r in relations(figures, related) if r.subject.claim == subject]


@pytest.fixture
def months(figure: Make) -> list[Figure]:
    counts = zip(MONTHS.items(), ("101", "202", "303"), strict=True)
    return [figure(name, count, when) for (name, when), count in counts]


@pytest.mark.parametrize(
    ("total", "verdict", "reason"),
    [
        ("606", "holds", "the parts cover the whole and meet it"),
        ("more than 500", "holds", "the parts alone bear the whole out"),
        ("up to 606", "holds", "the parts cover the whole and meet it"),
        ("605", "fails", "the parts add up to more than the whole"),
        ("up to 599", "fails", "the parts add up to more than the whole"),
        ("more than 606", "fails", "the parts cover the whole and add up to less"),
        ("about 700", "cannot tell",
         "a gap that may come from rounding or loose words"),
        ("about 1,200", "fails", "the parts cover the whole and add up to less"),
    ],
)  # fmt: skip
def test_months_that_fill_a_quarter(
    total: str, verdict: str, reason: str, figure: Make, months: list[Figure]
) -> None:
    """101, 202 and 303 make 606, whoever counts the quarter."""
    whole = figure("quarter", total, QUARTER, claimant="agency")
    found = judged([whole, *months], "quarter")

    assert [(r.kind, r.verdict, r.reason) for r in found] == [
        ("part-whole", verdict, reason)
    ]
    assert found[0].arithmetic.startswith("101 + 202 + 303: sum = 606; whole ")


@pytest.mark.parametrize(
    ("total", "verdict"),
    [("351", "fails"), ("404", "holds"), ("712", "holds"), ("more than 350", "holds"),
     ("more than 700", "holds"), ("up to 1,001", "cannot tell")],
)  # fmt: skip
def test_a_month_is_missing(
    total: str, verdict: str, figure: Make, months: list[Figure]
) -> None:
    """January and March make 404, which must leave room within the quarter."""
    whole = figure("quarter", total, QUARTER, claimant="agency")
    (found,) = judged([whole, months[0], months[2]], "quarter")

    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("total", "verdict"),
    [("600,000", "holds"), ("610,000", "fails"), ("601,000", "fails")],
)
def test_round_numbers_have_leeway(total: str, verdict: str, figure: Make) -> None:
    """100,001 + 200,002 + 300,003 = 600,006, half a unit of the last digit off."""
    counts = ("100,001", "200,002", "300,003")
    months = [
        figure(name, count, when)
        for (name, when), count in zip(MONTHS.items(), counts, strict=True)
    ]
    whole = figure("quarter", total, QUARTER, claimant="agency")

    assert judged([whole, *months], "quarter")[0].verdict == verdict


def test_a_strict_bound_counts(figure: Make, months: list[Figure]) -> None:
    """More than 101 with 505 beside it cannot make at most 606."""
    months[0] = figure("january", "more than 101", "2025-01")
    whole = figure("quarter", "up to 606", QUARTER, claimant="agency")

    assert judged([whole, *months], "quarter")[0].verdict == "fails"


def test_a_part_without_upper_end_refutes_no_larger_total(
    figure: Make, months: list[Figure]
) -> None:
    months[0] = figure("january", "more than 101", "2025-01")
    whole = figure("quarter", "901", QUARTER, claimant="agency")

    assert judged([whole, *months], "quarter")[0].verdict == "cannot tell"


def test_nothing_is_counted_twice(figure: Make, months: list[Figure]) -> None:
    """A week of January is left out, and a second print of it is the same count."""
    week = figure("week", "30", "2025-01-01/2025-01-07")
    again = figure("z-january", "more than 100", "2025-01")
    whole = figure("quarter", "606", QUARTER, claimant="agency")
    (found,) = judged([whole, *months, week, again], "quarter")

    assert found.arithmetic == "101 + 202 + 303: sum = 606; whole = 606"


def test_the_parts_of_each_claimant_are_held_against_the_whole_apart(
    figure: Make, months: list[Figure]
) -> None:
    whole = figure("quarter", "606", QUARTER, claimant="agency")
    other = figure("x", "700", "2025-02", claimant="charity")
    found = judged([whole, *months, other], "quarter")

    assert [r.verdict for r in found] == ["fails", "holds"]


def test_another_claimants_deportations_do_not_refute_all_returns(
    figure: Make, months: list[Figure]
) -> None:
    """Deportations may be left out of what the other counts as returns."""
    whole = figure("quarter", "102", QUARTER, claimant="agency")
    forced = figure("x", "700", "2025-02", claimant="charity", coercion="forced")

    assert judged([whole, forced], "quarter") == []


@pytest.mark.parametrize(
    ("stated", "now", "base", "verdict"),
    [
        ("more than two-fold", "15,675", "6,879", "holds"),  # 2.28
        ("more than two-fold", "15,675", "7,912", "fails"),  # 1.98
        ("more than two-fold", "15,675", "about 7,000", "holds"),  # 2.24
        ("more than two-fold", "15,675", "about 8,100", "cannot tell"),
        ("more than two-fold", "15,675", "more than 6,000", "cannot tell"),
        ("doubled", "2,013", "1,001", "holds"),
        ("doubled", "4,013", "1,001", "fails"),
        ("rose 30 per cent", "1,301", "1,001", "holds"),  # 29.97
        ("rose 30 per cent", "1,601", "1,001", "fails"),
        ("fell by a third", "667", "1,001", "holds"),  # 33.4
        ("fell by a third", "104", "1,001", "fails"),
        ("fell by half", "67,000", "more than 135,000", "cannot tell"),
    ],
)
def test_a_ratio_is_held_against_the_figures(
    stated: str, now: str, base: str, verdict: str, figure: Make
) -> None:
    unit = "ratio" if "fold" in stated or stated == "doubled" else "percent"
    change = figure(
        "change", stated, "2025-05", kind="change", unit=unit, baseline="2025-04",
        direction="decrease" if "fell" in stated else "increase",
    )  # fmt: skip
    figures = [change, figure("now", now, "2025-05"), figure("base", base, "2025-04")]
    (found,) = judged(figures, "change")

    assert (found.kind, found.verdict) == ("ratio", verdict)


@pytest.mark.parametrize(
    ("stated", "direction", "verdict"),
    [("2,000", "increase", "holds"), ("3,000", "increase", "fails"),
     ("2,000", "decrease", "fails")],
)  # fmt: skip
def test_a_difference_is_held_against_the_figures(
    stated: str, direction: str, verdict: str, figure: Make
) -> None:
    """From 5,111 to 7,113 it is 2,002 more."""
    change = figure("change", stated, "2025-05", kind="change", baseline="2025-04",
                    direction=direction)  # fmt: skip
    figures = [
        change, figure("now", "7,113", "2025-05"), figure("base", "5,111", "2025-04")
    ]  # fmt: skip
    (found,) = judged(figures, "change")

    assert (found.kind, found.verdict) == ("difference", verdict)


@pytest.mark.parametrize(
    ("now", "base", "verdict"),
    [
        ("67,000", "more than 135,000", "holds"),
        ("more than 135,000", "67,000", "fails"),
        ("more than 67,000", "135,000", "cannot tell"),
        ("67,000", "67,000", "cannot tell"),
        ("6,871", "6,871", "fails"),
    ],
)
def test_a_fall_is_held_against_the_figures(
    now: str, base: str, verdict: str, figure: Make
) -> None:
    change = figure("change", "", "2025-05", kind="change", baseline="2025-04",
                    direction="decrease")  # fmt: skip
    figures = [change, figure("now", now, "2025-05"), figure("base", base, "2025-04")]
    (found,) = judged(figures, "change")

    assert (found.kind, found.verdict) == ("ordering", verdict)


def test_a_change_without_its_figures_cannot_be_told(figure: Make) -> None:
    change = figure("change", "doubled", "2025-05", kind="change", unit="ratio",
                    baseline="2025-04")  # fmt: skip
    (found,) = judged([change, figure("now", "7,113", "2025-05")], "change")

    assert (found.verdict, found.reason) == (
        "cannot tell", "there is no figure from before it",
    )  # fmt: skip


def test_a_change_is_not_held_against_figures_in_another_unit(figure: Make) -> None:
    change = figure("change", "doubled", "2025-05", kind="change", unit="ratio",
                    baseline="2025-04")  # fmt: skip
    figures = [
        change, figure("now", "7,113", "2025-05"),
        figure("base", "711", "2025-04", unit="family"),
    ]  # fmt: skip

    assert judged(figures, "change")[0].verdict == "cannot tell"


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        (("101", "202", "303"), "holds"),
        (("101", "404", "303"), "fails"),
        (("101", None, "303"), "cannot tell"),
        (("101", "more than 200", "303"), "cannot tell"),
        ((None, None, None), "cannot tell"),
    ],
)
def test_the_highest_of_a_span(
    counts: tuple[str | None, ...], verdict: str, figure: Make
) -> None:
    """March is the highest of the quarter if January and February are known lower."""
    rank = figure("rank", "", "2025-03", kind="rank", rank=1, baseline=QUARTER,
                  rank_direction="highest")  # fmt: skip
    figures = [rank] + [
        figure(name, count, when)
        for (name, when), count in zip(MONTHS.items(), counts, strict=True)
        if count
    ]

    assert judged(figures, "rank")[0].verdict == verdict


def test_a_share_is_held_against_part_and_whole(figure: Make) -> None:
    """501 forced of 714 are 70.2 per cent."""
    share = figure("share", "70 per cent", kind="share", unit="percent",
                   share_of="o-all", coercion="forced")  # fmt: skip
    everyone = figure("all", "714")
    for count, verdict in (("501", "holds"), ("612", "fails")):
        forced = figure("forced", count, coercion="forced")
        (found,) = judged([share, everyone, forced], "share")
        assert (found.kind, found.verdict) == ("share", verdict)


def test_parts_of_a_flow_leave_room_in_it(figure: Make) -> None:
    """From two origins 300 and 200 went; each fits in 400, and both only if apart."""
    within = {"from-iran": frozenset({"all"}), "from-pakistan": frozenset({"all"})}
    figures = [
        figure("whole", "401", measures="all"),
        figure("iran", "301", measures="from-iran"),
        figure("pakistan", "201", measures="from-pakistan"),
    ]
    apart = frozenset({frozenset({"from-iran", "from-pakistan"})})

    one_by_one = judged(figures, "whole", Related(within))
    together = judged(figures, "whole", Related(within, apart))

    assert [r.verdict for r in one_by_one] == ["holds", "holds"]
    assert [r.verdict for r in together] == ["fails"]


def test_a_change_is_held_against_the_figures_it_was_said_of(figure: Make) -> None:
    """145,200 is 2.54 times as much on top of 41,000; the later 143,000 is not it."""
    july = figure("july", "41,017", "2025-07", document="first")
    august = figure("august", "145,200", "2025-08", document="first", revised=True)
    later = figure("later", "143,000", "2025-08", document="second")
    rise = figure("rise", "254 per cent", "2025-08", kind="change", document="first",
                  unit="percent", baseline="2025-07", direction="increase")  # fmt: skip
    figures = [july, august, later, rise]
    (found,) = judged(figures, "rise")

    assert [f.claim for f in found.others] == ["august", "july"]
    assert found.verdict == "holds"
    assert {d.rule for d in derive_bounds(figures)} == {"sum-of-parts"}
    assert ties(figures) == []


def test_the_parts_that_fill_a_whole_most_closely_are_held_against_it(
    figure: Make,
) -> None:
    """The quarters make 524,086; "over 400,000" by September settles nothing."""
    quarters = ("87,391", "108,981", "212,601", "115,113")
    parts = [
        figure(f"q{n}", count, f"2023-{3 * n - 2:02}/2023-{3 * n:02}")
        for n, count in enumerate(quarters, 1)
    ]
    loose = figure("by-september", "over 400,000", "2023-01/2023-09")
    found = judged([figure("year", "520,085", "2023"), loose, *parts], "year")

    assert [([f.claim for f in r.others], r.verdict) for r in found] == [
        (["q1", "q2", "q3", "q4"], "fails")
    ]


def test_parts_of_several_claimants_fill_what_none_fills_alone(figure: Make) -> None:
    found = judged(
        [
            figure("year", "46,843", "2024"),
            figure("to-15", "43,737", "2024-01-01/2024-12-15"),
            figure("rest", "3,305", "2024-12-16/2024-12-31", claimant="agency"),
        ],
        "year",
    )

    assert {(tuple(f.claim for f in r.others), r.verdict) for r in found} == {
        (("to-15",), "holds"),
        (("rest",), "holds"),
        (("to-15", "rest"), "fails"),
    }


def test_a_rank_without_a_span_is_refuted_by_what_came_before(figure: Make) -> None:
    """Nothing could bear it out: nobody knows how far back it reaches."""
    about = {"kind": "rank", "unit": "", "rank": 1, "rank_direction": "highest"}
    july, august = figure("july", "90,011", "2023-07"), figure("a", "81,946", "2023-08")
    rank = figure("rank", "", "2023-08", **about)
    later = figure("july", "90,011", "2023-09")

    assert [r.verdict for r in judged([july, august, rank], "rank")] == ["fails"]
    assert [r.verdict for r in judged([later, august, rank], "rank")] == ["cannot tell"]


def test_unchanged_is_borne_out_by_equal_figures(figure: Make) -> None:
    change = figure("change", "", "2025-02", kind="change", unit="", baseline="2025-01",
                    direction="unchanged")  # fmt: skip
    same = [figure("a", "2,400", "2025-01"), figure("b", "2,400", "2025-02")]
    other = [figure("a", "2,400", "2025-01"), figure("b", "3,100", "2025-02")]

    assert [r.verdict for r in judged([*same, change], "change")] == ["holds"]
    assert [r.verdict for r in judged([*other, change], "change")] == ["fails"]


def test_a_share_that_names_no_part_is_not_judged(figure: Make) -> None:
    """Of children, of women: who measures the whole alone has not said of whom."""
    share = figure("share", "40 per cent", "2025", kind="share", unit="percent",
                   share_of="o-all")  # fmt: skip
    (found,) = judged([figure("all", "520,085", "2025"), share], "share")

    assert found.verdict == "cannot tell"
    assert "give the part a thing" in found.reason
