"""What figures say together: what they allow, and which of them cannot all be true."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure, Related
from kg.figures.reconcile import Reconciliation, reconcile
from tests.figures.conftest import Make, make_figure

QUARTER = "2025-01/2025-03"


def tightest(found: Reconciliation) -> dict[str, str]:
    """Return the tightest interval per group, by its first claim."""
    return {g.figures[0].claim: str(g.tightest) for g in found.groups}


def sets(found: Reconciliation) -> list[list[str]]:
    return [[f.claim for f in c.figures] for c in found.contradictions]


def test_the_tightest_interval_is_what_all_claims_allow(figure: Make) -> None:
    found = reconcile(
        [
            figure("A", "more than 135,000"),
            figure("B", "up to 150,000", claimant="agency"),
            figure("C", "between 100,000 and 144,000", claimant="charity"),
        ]
    )

    assert tightest(found) == {"A": "> 135,000 and ≤ 144,000"}
    assert sets(found) == []


def test_disputed_replaced_and_planned_figures_bound_nothing(figure: Make) -> None:
    found = reconcile(
        [
            figure("A", "more than 135,000"),
            figure("B", "7,001", claimant="agency", disputed_by=("D",)),
            figure("C", "7,002", claimant="charity", modality="planned"),
            figure("E", "7,003", claimant="office", published=date(2025, 5, 1)),
            figure("F", "140,001", claimant="office", published=date(2025, 6, 1)),
        ]
    )

    assert tightest(found) == {"A": "= 140,001"} | {}
    assert sets(found) == []
    assert [f.claim for f in found.figures if f.revised] == ["E"]


def test_on_one_number_the_smallest_contradictions_are_pairs(figure: Make) -> None:
    found = reconcile(
        [
            figure("A", "more than 100"),
            figure("B", "up to 50", claimant="agency"),
            figure("C", "more than 70", claimant="charity"),
            figure("D", "more than 40", claimant="office"),
        ]
    )

    assert sets(found) == [["A", "B"], ["B", "C"]]
    assert tightest(found) == {"A": "None"}


def test_parts_bound_what_is_left(figure: Make) -> None:
    """With 606 in the quarter and 101 and 303 in two months, 202 are left."""
    found = reconcile(
        [
            figure("quarter", "606", QUARTER),
            figure("january", "101", "2025-01"),
            figure("february", "more than 150", "2025-02"),
            figure("march", "303", "2025-03", claimant="agency"),
        ]
    )

    assert tightest(found)["february"] == "= 202"


def test_months_of_two_claimants_contradict_a_third_ones_quarter(figure: Make) -> None:
    """None of the three can be left out of the contradiction; February is no part."""
    found = reconcile(
        [
            figure("january", "more than 101", "2025-01"),
            figure("february", "more than 1", "2025-02", claimant="charity"),
            figure("march", "more than 303", "2025-03", claimant="agency"),
            figure("quarter", "up to 404", QUARTER, claimant="office"),
        ]
    )

    assert sets(found) == [["january", "march", "quarter"]]
    assert tightest(found)["february"] == "> 1"


def test_a_running_total_never_falls(figure: Make) -> None:
    """Counted from the same day, what went by June is no more than what did by July."""
    found = reconcile(
        [
            figure("june", "more than 216,000", "2025-04-01/2025-06-30"),
            figure("july", "up to 200,000", "2025-04-01/2025-07-31"),
        ]
    )

    assert sets(found) == [["july", "june"]]


def test_a_stated_ratio_ties_two_months(figure: Make) -> None:
    """Below half of 15,675 for April, whatever else is known of it."""
    ratio = figure("ratio", "more than two-fold", "2025-05", kind="change",
                   unit="ratio", baseline="2025-04", direction="increase")  # fmt: skip
    may = figure("may", "15,675", "2025-05")

    allowed = reconcile([ratio, may, figure("april", "more than 6,000", "2025-04")])
    clashing = reconcile([ratio, may, figure("april", "more than 7,900", "2025-04")])

    assert tightest(allowed)["april"] == "> 6,000 and < 7,837.5"
    assert sets(clashing) == [["april", "may", "ratio"]]


def test_a_part_of_a_population_is_no_larger(figure: Make) -> None:
    related = Related({"card-holders": frozenset({"refugees"})})
    day = {"when": "2025-06-04", "kind": "stock"}
    found = reconcile(
        [
            figure("cards", "1.3 million", measures="card-holders", **day),
            figure("all", "up to 1 million", measures="refugees", **day),
            figure("later", "up to 2 million", "2025-07-04", kind="stock",
                   measures="refugees"),
        ],
        related,
    )  # fmt: skip

    assert sets(found) == [["all", "cards"]]


def test_disjoint_parts_add_up(figure: Make) -> None:
    within = {"a": frozenset({"all"}), "b": frozenset({"all"})}
    figures = [
        figure("A", "at least 300", measures="a"),
        figure("B", "at least 200", measures="b"),
        figure("C", "up to 400", measures="all"),
    ]
    apart = frozenset({frozenset({"a", "b"})})

    assert sets(reconcile(figures, Related(within))) == []
    assert sets(reconcile(figures, Related(within, apart))) == [["A", "B", "C"]]


def test_rounding_and_loose_words_make_no_contradiction(figure: Make) -> None:
    found = reconcile(
        [figure("A", "about 20,000"), figure("B", "22,613", claimant="agency")]
    )

    assert sets(found) == []
    assert found.groups[0].loose


MONTHS = ("2025-01", "2025-02", "2025-03")
BOUNDS = st.tuples(st.sampled_from(["more than", "up to"]), st.integers(1, 6))
CLAIMS = st.lists(
    st.tuples(st.sampled_from([*MONTHS, QUARTER, "2025-01/2025-02"]), BOUNDS),
    max_size=5,
)


def possible(claims: list[Figure]) -> bool:
    """Tell whether some whole numbers make claims true, by trying all up to 20.

    The bounds are whole, so if any numbers do, some with halves do; 0 to 20 in halves
    is more than twice what three months can need.
    """
    steps = range(42)
    spans = {f.claim: tuple(_months(f)) for f in claims}
    return any(
        all(_true(f, sum(counts[m] for m in spans[f.claim])) for f in claims)
        for counts in ((a, b, c) for a in steps[:14] for b in steps[:14]
                       for c in steps[:14])
    )  # fmt: skip


def _months(figure: Figure) -> list[int]:
    start, end = figure.period.start, figure.period.end
    assert start is not None
    assert end is not None
    return list(range(start.month - 1, end.month))


def _true(figure: Figure, halves: int) -> bool:
    bound = 2 * int(figure.text.rsplit(" ", 1)[1])
    return halves > bound if figure.text.startswith("more") else halves <= bound


@settings(max_examples=60, deadline=None)
@given(CLAIMS)
def test_contradictions_are_those_that_trying_all_numbers_finds(
    claims: list[tuple[str, tuple[str, int]]],
) -> None:
    """Every set found is impossible and smallest, and every such set is found."""
    figures = [
        make_figure(f"C{n}", f"{how} {bound}", when, claimant=f"{n}")
        for n, (when, (how, bound)) in enumerate(claims)
    ]
    found = {frozenset(claims) for claims in sets(reconcile(figures))}
    smallest = {
        frozenset(f.claim for f in some)
        for size in range(1, len(figures) + 1)
        for some in combinations(figures, size)
        if not possible(list(some))
        and all(possible(list(less)) for less in combinations(some, size - 1))
    }

    assert found == smallest


def test_who_is_part_of_a_contradiction_implies_nothing(figure: Make) -> None:
    """A party's 50,000 is no answer where 400,000 fled in a part of the time."""
    found = reconcile(
        [
            figure("army", "at most 50,000", "2025-01-01/2025-01-28"),
            figure("agency", "more than 400,000", "2025-01-01/2025-01-24",
                   claimant="agency"),
        ]
    )  # fmt: skip

    assert sets(found) == [["agency", "army"]]
    assert set(tightest(found).values()) == {"None"}


def test_one_voice_is_one_side_of_a_contradiction(figure: Make) -> None:
    """Of an original and its reprint the original is listed."""
    wire = {"originators": frozenset({"wire"}), "first_published": date(2025, 6, 1)}
    found = reconcile(
        [
            figure("reprint", "182,564", document="paper", **wire),
            figure("wire", "182,564", document="wire", **wire),
            figure("agency", "about 130,000", claimant="agency"),
        ]
    )

    assert sets(found) == [["agency", "wire"]]


def test_a_dispute_of_a_reprint_disputes_the_original(figure: Make) -> None:
    wire = {"originators": frozenset({"wire"})}
    found = reconcile(
        [
            figure("reprint", "120,011", disputed_by=("D",), **wire),
            figure("wire", "120,011", **wire),
            figure("again", "120,011", claimant="x", restates=frozenset({"wire"})),
            figure("denial", "up to 50,000", claimant="government"),
        ]
    )

    assert [f.claim for f in found.figures if f.stands] == ["again", "denial"]


def test_two_stated_changes_and_the_counts_between_them(figure: Make) -> None:
    """20,011 is twice 10,011: "doubled" is right, and "tripled" at odds with both."""
    about = {"kind": "change", "unit": "ratio", "baseline": "2025-01",
             "direction": "increase"}  # fmt: skip
    found = reconcile(
        [
            figure("january", "10,011", "2025-01"),
            figure("february", "20,011", "2025-02"),
            figure("doubled", "doubled", "2025-02", **about),
            figure("tripled", "tripled", "2025-02", claimant="agency", **about),
        ]
    )

    assert sets(found) == [["doubled", "tripled"], ["february", "january", "tripled"]]


def test_a_change_that_stands_in_for_a_count_is_not_listed(figure: Make) -> None:
    """February is known as a count and by its rise: the quarter fails by the count."""
    rise = figure("rise", "doubled", "2025-02", kind="change", unit="ratio",
                  baseline="2025-01", direction="increase")  # fmt: skip
    found = reconcile(
        [
            figure("january", "101", "2025-01"),
            figure("february", "202", "2025-02"),
            figure("march", "303", "2025-03"),
            figure("quarter", "500", QUARTER, claimant="agency"),
            rise,
        ]
    )

    assert (
        sets(found) == [["february", "march", "quarter"]]
        or [s for s in sets(found) if "rise" in s] == []
    )


def test_every_period_beyond_a_rank_contradicts_it(figure: Make) -> None:
    figures = [
        figure("january", "90,011", "2025-01"),
        figure("february", "95,011", "2025-02"),
        figure("march", "80,011", "2025-03"),
        figure("rank", "", "2025-03", kind="rank", unit="", rank=1,
               rank_direction="highest"),
    ]  # fmt: skip

    assert sets(reconcile(figures)) == [
        ["february", "march", "rank"],
        ["january", "march", "rank"],
    ]


def test_forced_and_voluntary_are_no_more_than_all_of_one_claimant(
    figure: Make,
) -> None:
    """4,012 and 1,533 make 5,545, above 5,001; another's count may leave some out."""
    figures = [
        figure("all", "5,001"),
        figure("forced", "4,012", coercion="forced"),
        figure("free", "1,533", coercion="voluntary"),
        figure("other", "up to 5,001", claimant="agency"),
    ]

    assert sets(reconcile(figures)) == [["all", "forced", "free"]]


def test_displacement_and_returns_of_one_flow_are_no_one_number(figure: Make) -> None:
    """5,117 displaced contradict another count of the displaced, and no returns."""
    away = {"homeward": False, "movement": "internal-displacement"}
    known = reconcile(
        [
            figure("away", "5,117", **away),
            figure("back", "1,203", homeward=True, movement="return"),
            figure("more", "6,001", **away),
        ]
    )

    assert sets(known) == [["away", "more"]]
    assert [len(group.figures) for group in known.groups] == [1, 2]


def test_shares_of_the_forced_and_the_free_are_no_more_than_all(figure: Make) -> None:
    whole = figure("all", "500,123", "2025")
    about = {"when": "2025", "kind": "share", "unit": "percent", "share_of": "o-all"}
    found = reconcile(
        [
            whole,
            figure("forced", "more than 70 per cent", coercion="forced", **about),
            figure("free", "65 per cent", claimant="x", coercion="voluntary", **about),
        ]
    )

    assert sets(found) == [["forced", "free"]]


def test_what_nobody_knows_the_unit_of_contradicts_nothing(figure: Make) -> None:
    months = [
        figure(when, "400", when, unit="unspecified") for when in ("2025-01", "2025-02")
    ]
    whole = figure("quarter", "500", QUARTER, unit="unspecified")

    assert sets(reconcile([*months, whole])) == []
    assert list(reconcile([*months, whole]).relations()) == []


def test_the_ends_of_the_calendar_break_nothing(figure: Make) -> None:
    """A day has no next one on 31 December 9999, and none before 1 January 1."""
    figures = [
        figure("last", "101", "9999"),
        figure("month", "102", "9999-12"),
        figure("ever", "more than 300", "0001-01-01/9999-12-31"),
        figure("first", "103", "0001-01"),
    ]
    found = reconcile(figures)

    assert sets(found) == [["last", "month"]]
    assert {r.verdict for r in found.relations()} >= {"holds", "fails"}
    assert derive_bounds(figures)
