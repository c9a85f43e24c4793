"""Of counts whose periods overlap one is taken: never two for a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ask.network.periods import Standing, finest, widest
from kg.figures.figure import Figure
from kg.figures.reconcile import reconcile
from tests.figures.conftest import make_figure

Value = tuple[int, ...]


def standing(*figures: Figure) -> list[Standing]:
    """Return figures as one edge has them, group by group."""
    return [(g, list(g.figures)) for g in reconcile(figures).groups]


def names(chosen: Iterable[Standing]) -> str:
    return " ".join(figures[0].claim for _, figures in chosen)


def both(*figures: Figure) -> tuple[str, str]:
    """Return the claims of the finest and of the widest counts."""
    groups = standing(*figures)
    return names(finest(groups)), names(widest(groups))


def test_months_stand_for_a_quarter_in_time_and_not_in_all() -> None:
    """In time an edge is followed as closely as it is told, in all by fewest counts."""
    assert both(
        make_figure("Q", "606", "2025-04/2025-06"),
        make_figure("A", "101", "2025-04"),
        make_figure("B", "202", "2025-05"),
        make_figure("C", "303", "2025-06"),
    ) == ("A B C", "Q")


def test_several_parts_that_fill_a_third_stand_for_a_whole() -> None:
    """31 of 91 days are a third of April to June, 30 are not."""
    quarter = make_figure("Q", "606", "2025-04/2025-06")
    half = make_figure("A", "101", "2025-04-01/2025-04-15")

    assert both(quarter, half, make_figure("B", "202", "2025-05-01/2025-05-16")) == (
        "A B",
        "Q",
    )
    assert both(quarter, half, make_figure("B", "202", "2025-05-01/2025-05-15")) == (
        "Q",
        "Q",
    )


def test_a_single_part_does_not_replace_its_whole() -> None:
    """One month of a quarter, or eleven months of a year, say less than the whole."""
    assert both(
        make_figure("Q", "606", "2025-04/2025-06"), make_figure("A", "101", "2025-05")
    ) == ("Q", "Q")
    assert both(
        make_figure("Y", "606", "2025"), make_figure("A", "101", "2025-01/2025-11")
    ) == ("Y", "Y")


def test_parts_of_parts_stand_for_both() -> None:
    """Days for weeks and weeks for a month: the finest are told where they are many."""
    assert both(
        make_figure("M", "909", "2025-04"),
        make_figure("W", "101", "2025-04-01/2025-04-07"),
        make_figure("X", "202", "2025-04-08/2025-04-14"),
        make_figure("A", "11", "2025-04-01"),
        make_figure("B", "12", "2025-04-02"),
        make_figure("C", "13", "2025-04-03"),
    ) == ("A B C X", "M")


def test_the_forced_alone_never_replace_all_movements_of_their_period() -> None:
    """Neither in the same period nor as the parts of a longer one."""
    assert both(
        make_figure("A", "101"), make_figure("B", "more than 5", coercion="forced")
    ) == ("A", "A")
    assert both(
        make_figure("A", "more than 5"), make_figure("B", "101", coercion="forced")
    ) == ("A", "A")
    assert both(
        make_figure("Q", "606", "2025-04/2025-06"),
        make_figure("A", "101", "2025-04", coercion="forced"),
        make_figure("B", "202", "2025-05", coercion="forced"),
    ) == ("Q", "Q")


def test_the_forced_alone_are_told_where_nothing_else_is() -> None:
    assert both(
        make_figure("A", "101", "2025-04"),
        make_figure("B", "202", "2025-05", coercion="forced"),
    ) == ("A B", "A B")


def test_parts_of_the_forced_stand_for_a_whole_of_the_forced() -> None:
    assert both(
        make_figure("Q", "606", "2025-04/2025-06", coercion="forced"),
        make_figure("A", "101", "2025-04", coercion="forced"),
        make_figure("B", "202", "2025-05", coercion="forced"),
    ) == ("A B", "Q")


def test_numbers_go_before_bounds() -> None:
    """Of two periods of one length that overlap, the one with a number is taken."""
    assert both(
        make_figure("A", "more than 5", "2025-04-01/2025-04-10"),
        make_figure("B", "101", "2025-04-06/2025-04-15"),
    ) == ("B", "B")


def test_the_most_days_are_covered() -> None:
    """Two that do not overlap, rather than the longest one that overlaps both."""
    figures = (
        make_figure("A", "101", "2025-04-01/2025-04-20"),
        make_figure("B", "202", "2025-04-15/2025-05-10"),
        make_figure("C", "303", "2025-05-05/2025-05-25"),
    )

    assert both(*figures) == ("A C", "A C")


def test_a_period_may_begin_on_the_day_after_another_ends() -> None:
    """Neighbours share no day; the same day is shared."""
    april = make_figure("A", "101", "2025-04")

    assert both(april, make_figure("B", "202", "2025-05-01")) == ("A B", "A B")
    assert both(april, make_figure("B", "202", "2025-04-30/2025-05-01")) == ("A", "A")


def test_what_has_no_end_is_told_where_nothing_else_is() -> None:
    """A running count overlaps everything after its start: it is never one of two."""
    running = make_figure("A", "101", "2025-01/..")

    assert both(running) == ("A", "A")
    assert both(running, make_figure("B", "202", "2025-04")) == ("B", "B")
    assert both(running, make_figure("B", "more than 202", "2024-01/..")) == ("A", "A")


FIRST = date(2025, 1, 1)


@st.composite
def figures(draw: st.DrawFn, length: int = 40) -> list[Figure]:
    """Return figures of one flow in random periods, some alike in all but the claim."""
    found = []
    for i in range(draw(st.integers(1, 9))):
        start = FIRST + timedelta(draw(st.integers(0, 40)))
        end = start + timedelta(draw(st.integers(0, length)))
        words = draw(st.sampled_from(["101", "more than 100"]))
        coercion = draw(st.sampled_from(["unknown", "unknown", "forced"]))
        when = f"{start}/{end}"
        found.append(
            make_figure(f"c{i}", words, when, coercion=coercion, claimant=f"v{i}")
        )
    return found


def apart(chosen: Sequence[Standing]) -> bool:
    spans = [(g.scope.period.start, g.scope.period.end) for g, _ in chosen]
    return all(
        a[1] < b[0] or b[1] < a[0]  # type: ignore[operator]
        for a, b in combinations(spans, 2)
    )


def days(group: Standing) -> int:
    period = group[0].scope.period
    assert period.start
    assert period.end
    return (period.end - period.start).days + 1


def plain(group: Standing) -> int:
    return int(group[0].scope.coercion == "unknown")


def numbered(group: Standing) -> int:
    return int(any(not f.text.startswith("more") for f in group[1]))


def in_all(chosen: Sequence[Standing]) -> Value:
    """Most days, all movements before the forced, fewest counts, numbers."""
    return (
        sum(map(days, chosen)),
        sum(days(g) * plain(g) for g in chosen),
        -len(chosen),
        sum(map(numbered, chosen)),
    )


def in_time(chosen: Sequence[Standing]) -> Value:
    """Most days, all movements before the forced, numbers, many short before long."""
    return (
        sum(map(days, chosen)),
        sum(days(g) * plain(g) for g in chosen),
        sum(days(g) * numbered(g) for g in chosen),
        len(chosen),
    )


def best(
    groups: Sequence[Standing], value: Callable[[Sequence[Standing]], Value]
) -> Value:
    """Return the best value of any subset without overlap, by trying them all."""
    subsets = (s for n in range(len(groups) + 1) for s in combinations(groups, n))
    return max(value(subset) for subset in subsets if apart(subset))


@given(figures())
@settings(max_examples=150, deadline=None)
def test_chosen_counts_never_overlap_and_are_among_those_given(
    some: list[Figure],
) -> None:
    """Whatever is told, no day is counted twice and nothing is made up."""
    groups = standing(*some)
    for chosen in (finest(groups), widest(groups)):
        assert chosen
        assert all(any(c is g for g in groups) for c in chosen)
        assert apart(chosen)
        starts = [g.scope.period.start or FIRST for g, _ in chosen]
        assert starts == sorted(starts)


@given(figures())
@settings(max_examples=150, deadline=None)
def test_the_widest_are_the_best_of_all_subsets(some: list[Figure]) -> None:
    """No other choice covers more days, or as many with fewer counts."""
    groups = standing(*some)

    assert in_all(widest(groups)) == best(groups, in_all)


@given(figures(length=12))
@settings(max_examples=150, deadline=None)
def test_the_finest_are_the_best_of_all_subsets(some: list[Figure]) -> None:
    """Where no period lies in another, nothing covers more days, or finer."""
    groups = standing(*some)
    spans = [g.scope.period for g, _ in groups]
    groups = [
        g
        for g, span in zip(groups, spans, strict=True)
        if not any(s.within(span) and not s.same_days(span) for s in spans)
    ]

    assert in_time(finest(groups)) == best(groups, in_time)


@given(figures(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_counts_are_given_is_no_matter(
    some: list[Figure], random: object
) -> None:
    groups = standing(*some)
    shuffled = groups[::-1]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert names(finest(shuffled)) == names(finest(groups))
    assert names(widest(shuffled)) == names(widest(groups))
