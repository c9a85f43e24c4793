"""Which status is possible, and which certain, when dates leave days and order open.

Expected days are worked out by hand from the dates of the steps.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.names import APF, local_name
from kg.policies.automaton import PolicyState
from kg.policies.courses import MOST, OwnLife
from kg.policies.life import Span, spans
from kg.policies.steps import NEVER, DayRange, Step, merge, with_pauses

ROOT = Path(__file__).parents[2]
RESULTS = {
    "started": "in-force",
    "resumed": "in-force",
    "extended": "in-force",
    "injunction-lifted": "in-force",
    "ratified": "adopted",
    "signed": "adopted",
    "annulled": "revoked",
    "ended": "lapsed",
    "held-unlawful": "",
}


def follows() -> dict[str, frozenset[str]]:
    """Read from the ontology which kind of step comes before which."""
    store = ox.Store()
    store.load(path=str(ROOT / "ontology" / "schemes" / "policy-event.ttl"))
    result: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(APF.follows), None):
        later, earlier = (
            str(getattr(n, "value", "")) for n in (quad.subject, quad.object)
        )
        result.setdefault(local_name(later), set()).add(local_name(earlier))
    return {kind: frozenset(kinds) for kind, kinds in result.items()}


FOLLOWS = follows()


def days(text: str) -> DayRange:
    """Read a year, a month, a day, or two days with a space between."""
    first, _, last = text.partition(" ")
    if last:
        return DayRange(days(first).first, days(last).last)
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        number = date(year, month, day).toordinal()
        return DayRange(number, number)
    begin = date(year, month or 1, 1)
    end = date(year, month or 12, monthrange(year, month or 12)[1])
    return DayRange(begin.toordinal(), end.toordinal())


def step(kind: str, when: str, end: str = "", by: str = "narrator") -> Step:
    claim = frozenset({f"{kind} {when}"})
    status, until = RESULTS.get(kind, kind), days(end) if end else None
    return Step(kind, status, days(when), until, claim, frozenset({by}))


def life(*steps: Step, until: str = "") -> list[Span]:
    end = Step("over", "", DayRange(), days(until)) if until else None
    return spans([OwnLife(merge(steps), end)], FOLLOWS)


def on(day: str, made: list[Span]) -> dict[str, bool]:
    """Return the statuses that are possible on a day, and whether each is certain."""
    number = days(day).first
    result: dict[str, bool] = {}
    for span in made:
        if span.possible.first <= number <= span.possible.last:
            certain = span.certain
            holds = certain is not None and certain.first <= number <= certain.last
            result[span.status] = result.get(span.status, False) or holds
    return result


HOLDS, MAY = True, False


def test_a_life_of_days_is_certain_throughout() -> None:
    """Where every date is a day, on every day one status holds."""
    made = life(
        step("announced", "2024-01-05"),
        step("adopted", "2024-02-01"),
        step("started", "2024-03-01"),
        step("enjoined", "2024-04-01"),
        step("injunction-lifted", "2024-06-01"),
        step("annulled", "2024-09-01"),
    )

    assert on("2024-01-04", made) == {}
    assert on("2024-01-05", made) == {"announced": HOLDS}
    assert on("2024-02-28", made) == {"adopted": HOLDS}
    assert on("2024-03-01", made) == {"in-force": HOLDS}
    assert on("2024-05-31", made) == {"enjoined": HOLDS}
    assert on("2024-06-01", made) == {"in-force": HOLDS}
    assert on("2025-01-01", made) == {"revoked": HOLDS}


def test_a_year_is_no_first_of_january() -> None:
    """Started in 2023: on 2 January it may be in force, on the last day it is."""
    made = life(step("started", "2023"))

    assert on("2022-12-31", made) == {}
    assert on("2023-01-02", made) == {"in-force": MAY}
    assert on("2023-12-31", made) == {"in-force": HOLDS}


def test_an_order_that_nobody_states_is_open() -> None:
    """Suspended in March 2024 and revoked in 2024: either may have come first."""
    made = life(
        step("started", "2020-01-01"),
        step("suspended", "2024-03"),
        step("revoked", "2024"),
    )

    assert on("2023-12-31", made) == {"in-force": HOLDS}
    assert on("2024-02-01", made) == {"in-force": MAY, "revoked": MAY}
    assert on("2024-12-31", made) == {"suspended": MAY, "revoked": MAY}


def test_what_is_paused_had_begun() -> None:
    """Started on 15 March and suspended in March: from the 15th to the 31st."""
    made = life(step("started", "2024-03-15"), step("suspended", "2024-03"))

    assert on("2024-03-14", made) == {}
    assert on("2024-03-20", made) == {"in-force": MAY, "suspended": MAY}
    assert on("2024-03-31", made) == {"suspended": HOLDS}


def test_what_is_revoked_in_the_year_of_its_start_had_begun() -> None:
    """Started in June 2023 and revoked in 2023: revoked from the end of the year."""
    made = life(step("started", "2023-06-01"), step("revoked", "2023"))

    assert on("2024-06-01", made) == {"revoked": HOLDS}


def test_an_injunction_is_lifted_after_it_was_granted() -> None:
    """Enjoined on 10 March and lifted in March: in force again in April."""
    made = life(
        step("started", "2024-01-01"),
        step("enjoined", "2024-03-10"),
        step("injunction-lifted", "2024-03"),
    )

    assert on("2024-03-09", made) == {"in-force": HOLDS}
    assert on("2024-04-01", made) == {"in-force": HOLDS}


def test_a_pause_with_an_end_ends_by_itself() -> None:
    """Suspended from February to April, by months: what was before comes back."""
    made = life(
        step("started", "2024-01-01"), step("suspended", "2024-02", end="2024-04")
    )

    assert on("2024-02-15", made) == {"in-force": MAY, "suspended": MAY}
    assert on("2024-03-15", made) == {"suspended": HOLDS}
    assert on("2024-04-15", made) == {"in-force": MAY, "suspended": MAY}
    assert on("2024-05-01", made) == {"in-force": HOLDS}


def test_a_lifted_injunction_brings_back_what_was_before() -> None:
    """A policy that was adopted and had not begun does not begin by a court's leave."""
    made = life(
        step("adopted", "2024-01-01"),
        step("enjoined", "2024-02-01"),
        step("injunction-lifted", "2024-03-01"),
    )

    assert on("2024-04-01", made) == {"adopted": HOLDS}


def test_a_court_and_an_authority_pause_one_on_top_of_the_other() -> None:
    """When the court's order falls, the authority's own pause is still there."""
    made = life(
        step("started", "2024-01-01"),
        step("suspended", "2024-02-01"),
        step("enjoined", "2024-03-01"),
        step("injunction-lifted", "2024-04-01"),
        step("resumed", "2024-05-01"),
    )

    assert on("2024-03-15", made) == {"enjoined": HOLDS}
    assert on("2024-04-15", made) == {"suspended": HOLDS}
    assert on("2024-05-15", made) == {"in-force": HOLDS}


def test_what_is_resumed_after_an_injunction_alone_is_in_force() -> None:
    """There is nothing else that the resumption could have ended."""
    made = life(
        step("started", "2024-01-01"),
        step("enjoined", "2024-02-01"),
        step("resumed", "2024-03-01"),
    )

    assert on("2024-03-15", made) == {"in-force": HOLDS}


def test_a_resumption_may_undo_an_end_and_implies_no_other_pause() -> None:
    """Vacated by one court in November, and let go on by another in December."""
    steps = with_pauses(
        [
            step("started", "2020-03-20"),
            step("annulled", "2022-11-15"),
            step("resumed", "2022-12-27"),
        ]
    )
    made = life(*steps)

    assert [span.status for span in made] == ["in-force", "revoked", "in-force"]
    assert on("2022-12-01", made) == {"revoked": HOLDS}
    assert on("2023-01-01", made) == {"in-force": HOLDS}


def test_a_span_after_a_gap_is_opened_by_the_step_that_closed_the_gap() -> None:
    """Extended in March 2023, the month in which the first term ended."""
    made = life(
        step("started", "2022-03-04", end="2023-03-04"),
        step("extended", "2023-03", end="2024-03-04"),
    )
    opened = [s.opening.kind for s in made if s.opening and s.status == "in-force"]

    assert opened == ["started", "extended"]


def test_two_ways_to_one_status_are_one_span() -> None:
    """Suspended before or after the revocation: it is said once that it may be."""
    made = life(
        step("started", "2020-01-01"),
        step("suspended", "2024-03"),
        step("revoked", "2024"),
    )

    assert [s.status for s in made] == ["in-force", "revoked", "suspended"]


def test_two_stretches_of_one_status_do_not_fill_the_days_between() -> None:
    """Begun, stopped by two orders of which one runs out: in force before or after."""
    steps = [
        step("enjoined", "2024-01-01 2024-01-02", "2024-01-02"),
        step("enjoined", "2024-01-01 2024-01-02", by="court"),
        step("started", "2024-01-01 2024-01-03"),
    ]
    made = spans([OwnLife(steps)], FOLLOWS)

    assert on("2024-01-02", made) == {"enjoined": HOLDS}
    assert "in-force" in on("2024-01-01", made)
    assert "in-force" in on("2024-01-03", made)


def test_a_span_rests_on_no_step_that_did_not_bring_it_about() -> None:
    """An announcement that came after the start is not why the policy is in force."""
    made = life(step("started", "2024-01-01"), step("announced", "2024-02-01"))

    assert [s.claims for s in made] == [{"started 2024-01-01"}]


def test_past_a_stated_end_nothing_is_in_force() -> None:
    """Whether the end is that of the policy or of its start makes no difference."""
    for made in (
        life(step("started", "2022-01-01"), until="2022-12-31"),
        life(step("started", "2022-01-01", end="2022-12-31")),
    ):
        assert on("2022-12-31", made) == {"in-force": HOLDS}
        assert on("2023-01-01", made) == {"past-stated-end": HOLDS}


def test_an_extension_moves_the_end() -> None:
    """Extended to March 2025, before or after the former end was reached."""
    started = step("started", "2022-03-04", end="2023-03-04")
    early = life(started, step("extended", "2022-10-10", end="2025-03-04"))
    late = life(started, step("extended", "2023-06-01", end="2025-03-04"))

    assert on("2024-01-01", early) == {"in-force": HOLDS}
    assert on("2025-03-05", early) == {"past-stated-end": HOLDS}
    assert on("2023-04-01", late) == {"past-stated-end": HOLDS}
    assert on("2024-01-01", late) == {"in-force": HOLDS}
    assert on("2025-03-05", late) == {"past-stated-end": HOLDS}


def test_an_end_that_is_reported_wins_over_one_that_was_stated() -> None:
    """Revoked before its stated end, a policy is revoked after it, too."""
    made = life(
        step("started", "2022-01-01"), step("revoked", "2022-06-01"), until="2022-12-31"
    )

    assert on("2023-06-01", made) == {"revoked": HOLDS}


def test_held_unlawful_is_not_annulled() -> None:
    """A finding alone stops nothing."""
    made = life(step("adopted", "2022-04-14"), step("held-unlawful", "2023-11-15"))

    assert on("2024-01-01", made) == {"adopted": HOLDS}


def test_what_is_announced_or_adopted_later_undoes_no_beginning() -> None:
    """A policy in force is in force while a threat against the same people follows."""
    made = life(
        step("started", "2024-01-01"),
        step("announced", "2024-02-01"),
        step("adopted", "2024-03-01"),
        step("threatened", "2024-04-01"),
    )

    assert on("2024-05-01", made) == {"in-force": HOLDS}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_later_step_of_one_day(order: tuple[int, int]) -> None:
    """Of two steps of one day the one further in the life of a policy counts."""
    pairs = [
        (step("signed", "2024-03-01"), step("started", "2024-03-01"), "in-force"),
        (step("started", "2024-03-01"), step("suspended", "2024-03-01"), "suspended"),
        (
            step("enjoined", "2024-03-01"),
            step("injunction-lifted", "2024-03-01"),
            "in-force",
        ),
    ]
    for *steps, status in pairs:
        made = life(*(steps[i] for i in order))
        assert on("2024-03-01", made) == {status: HOLDS}


def test_two_reports_of_one_start_are_one_start() -> None:
    """The more precise report says when, and both are what the span rests on."""
    made = life(step("started", "2023", by="a"), step("started", "2023-03-15", by="b"))

    (span,) = made
    assert span.possible == DayRange(days("2023-03-15").first, NEVER)
    assert span.claims == {"started 2023", "started 2023-03-15"}


def test_reports_that_contradict_each_other_leave_the_days_between_open() -> None:
    """One says March, another May: in April it may be in force."""
    made = life(
        step("started", "2023-03-01", by="a"), step("started", "2023-05-01", by="b")
    )

    assert on("2023-02-28", made) == {}
    assert on("2023-04-01", made) == {"in-force": MAY}
    assert on("2023-05-01", made) == {"in-force": HOLDS}


def test_one_voice_that_reports_two_starts_reports_two() -> None:
    """It began in March with some and in May with others: in April it was in force."""
    made = life(step("started", "2023-03-01"), step("started", "2023-05-01"))

    assert on("2023-04-01", made) == {"in-force": HOLDS}


def test_a_pause_between_two_starts_is_no_contradiction() -> None:
    """Started, suspended and started again, by three voices: three spans."""
    made = life(
        step("started", "2023-01-01", by="a"),
        step("suspended", "2023-02-01", by="b"),
        step("started", "2023-03-01", by="c"),
    )

    assert [span.status for span in made] == ["in-force", "suspended", "in-force"]
    assert on("2023-02-15", made) == {"suspended": HOLDS}


def test_too_many_orders_leave_everything_open() -> None:
    """Fourteen pauses and resumptions of one year: none is certain, none is lost."""
    kinds = ["suspended", "resumed"] * 7
    steps = [
        Step(kind, RESULTS.get(kind, kind), days("2024"), None, frozenset({str(i)}))
        for i, kind in enumerate(kinds)
    ]
    made = spans([OwnLife([step("started", "2023-01-01"), *steps])], FOLLOWS)

    assert MOST < 2**14
    assert {s.status for s in made} == {"in-force", "suspended"}
    assert all(s.certain is None for s in made)


KINDS = ["started", "suspended", "resumed", "enjoined", "injunction-lifted", "revoked"]
SOME_DAYS = range(1, 6)


@st.composite
def some_steps(draw: st.DrawFn) -> list[Step]:
    """Make up to four steps, each on some days of five, pauses with an end at times."""
    steps = []
    for number in range(draw(st.integers(1, 4))):
        first = draw(st.sampled_from(SOME_DAYS))
        last = draw(st.integers(first, SOME_DAYS[-1]))
        kind = draw(st.sampled_from(KINDS))
        end = None
        if kind in ("suspended", "enjoined", "started") and draw(st.booleans()):
            ends = draw(st.integers(last, SOME_DAYS[-1] + 2))
            end = DayRange(ends, draw(st.integers(ends, SOME_DAYS[-1] + 2)))
        status, claims = RESULTS.get(kind, kind), frozenset({str(number)})
        steps.append(Step(kind, status, DayRange(first, last), end, claims))
    return steps


def by_trying(steps: list[Step], day: int) -> set[str]:
    """Return the statuses that are possible on a day, by trying every day and order.

    Steps that the ontology orders are taken in that order where each occurs once and
    the dates allow it; what ends by itself ends on the day after its last.
    """
    numbered = list(enumerate(steps))
    kinds = [step.kind for step in steps]
    pairs = {
        (kinds.index(earlier), j)
        for j, step in numbered
        for earlier in FOLLOWS.get(step.kind, ())
        if kinds.count(earlier) == kinds.count(step.kind) == 1
        and steps[kinds.index(earlier)].days.first <= step.days.last
    }
    moves: list[tuple[str, int, DayRange]] = [("step", i, s.days) for i, s in numbered]
    for i, step in numbered:
        if step.end is not None:
            days = DayRange(step.end.first + 1, step.end.last + 1)
            moves.append(("over", i, days))
    statuses = set()
    for order in permutations(moves):
        place = {(what, i): n for n, (what, i, _) in enumerate(order)}
        if any(place["step", a] > place["step", b] for a, b in pairs):
            continue
        if any(w == "over" and place["step", i] > n for (w, i), n in place.items()):
            continue
        for taken in range(len(order) + 1):
            if _can_be(order, taken, day):
                state = PolicyState()
                for what, i, _ in order[:taken]:
                    state = (
                        state.over(i) if what == "over" else state.after(steps[i], i)
                    )
                statuses.add(state.status)
    return statuses


def _can_be(order: tuple[tuple[str, int, DayRange], ...], taken: int, day: int) -> bool:
    """Tell whether so many of the moves can have happened by a day, in this order."""
    now = 0
    for n, (_, _, days) in enumerate(order):
        now = max(now, days.first, day + 1 if n >= taken else 0)
        if now > days.last or (n < taken and now > day):
            return False
    return True


@settings(max_examples=80, deadline=None)
@given(steps=some_steps())
def test_statuses_are_those_of_every_day_and_order(steps: list[Step]) -> None:
    """What is possible, and what is certain, is what trying everything gives."""
    made = spans([OwnLife(steps)], FOLLOWS)

    for day in range(8):
        possible = {
            s.status for s in made if s.possible.first <= day <= s.possible.last
        }
        certain = {
            s.status
            for s in made
            if s.certain and s.certain.first <= day <= s.certain.last
        }
        tried = by_trying(steps, day)
        assert possible == tried - {""}, day
        assert certain == (tried - {""} if len(tried) == 1 else set()), day
