"""Sex, age and accompaniment tell who lies in a group, and who cannot be in two."""

from __future__ import annotations

from typing import Any

import pytest

from kg.figures.criteria import Criteria, Groups
from kg.figures.figure import Related
from kg.figures.total import NotAddable, total
from tests.figures.conftest import Make

EXCLUDES = frozenset({frozenset({"f", "m"}), frozenset({"with", "alone"})})
BROADER = frozenset({("alone", "uasc"), ("separated", "uasc")})


def who(core: str = "", **about: Any) -> Criteria:
    codes = {(n, about.pop(n)) for n in ("sex", "accompaniment") if n in about}
    return Criteria(
        frozenset(codes), core=frozenset({("of", core)} if core else ()), **about
    )


def groups(**criteria: Criteria) -> Groups:
    return Groups(criteria, EXCLUDES, BROADER)


@pytest.mark.parametrize(
    ("one", "other", "exclusive"),
    [
        (who(sex="f"), who(sex="m"), True),
        (who(sex="f"), who(sex="f"), False),
        (who(sex="f"), who(), False),
        (who(ages=(None, 17)), who(ages=(18, None)), True),
        (who(ages=(None, 18)), who(ages=(18, None)), False),
        (who(ages=(5, 17)), who(ages=(0, 4)), True),
        (who(ages=(None, 17)), who(sex="f"), False),
        (who(sex="f", ages=(18, None)), who(sex="f", ages=(None, 17)), True),
        (who(accompaniment="with"), who(accompaniment="alone"), True),
        (who(accompaniment="alone"), who(accompaniment="separated"), False),
        (who(accompaniment="with"), who(accompaniment="uasc"), False),
        (who("afghans"), who("iraqis"), False),
        (who(arrived=(None, 10)), who(arrived=(11, None)), False),
    ],
)
def test_who_cannot_be_in_two_groups(
    one: Criteria, other: Criteria, exclusive: bool
) -> None:
    """Who has another nationality, or arrived at another time, may be in both."""
    known = groups(a=one, b=other)

    assert known.exclude("a", "b") == known.exclude("b", "a") == exclusive


def lies_in(part: Criteria, whole: Criteria) -> bool:
    return ("a", "subPopulationOf", "b") in groups(a=part, b=whole).pairs()


@pytest.mark.parametrize(
    ("part", "whole", "inside"),
    [
        (who("x", sex="f"), who("x"), True),
        (who("x"), who("x", sex="f"), False),
        (who("x", sex="f", ages=(None, 17)), who("x", sex="f"), True),
        (who("x", ages=(5, 11)), who("x", ages=(None, 17)), True),
        (who("x", ages=(5, 18)), who("x", ages=(None, 17)), False),
        (who("x", ages=(5, None)), who("x", ages=(None, 17)), False),
        (who("x", accompaniment="alone"), who("x", accompaniment="uasc"), True),
        (who("x", accompaniment="uasc"), who("x", accompaniment="alone"), False),
        (who("x", arrived=(10, 20)), who("x", arrived=(10, None)), True),
        (who("x", arrived=(9, 20)), who("x", arrived=(10, None)), False),
        (who("x", sex="f"), who("y"), False),
        (who("x", sex="f"), who("x", sex="m"), False),
        (who(sex="f", ages=(0, 4)), who(sex="f"), False),
    ],
)
def test_who_has_all_criteria_of_a_group_and_more_lies_in_it(
    part: Criteria, whole: Criteria, inside: bool
) -> None:
    """Where nothing else defines the two, or other things do, nothing follows."""
    assert lies_in(part, whole) == inside


def test_two_groups_that_are_defined_alike_contain_nothing_by_their_criteria() -> None:
    """What sets them apart is not written, so nobody knows in which of them it lies."""
    known = groups(w=who("x", sex="f"), a=who("x"), b=who("x"))

    assert list(known.pairs()) == []


RELATED = Related(
    {"women": frozenset({"people"}), "men": frozenset({"people"})},
    groups=groups(women=who(sex="f"), men=who(sex="m"), old=who(ages=(60, None))),
    moved={
        "f-women": frozenset({"women"}),
        "f-men": frozenset({"men"}),
        "f-both": frozenset({"women", "men"}),
    },
)


@pytest.mark.parametrize("flow", ["", "f-"])
def test_women_and_men_are_added(flow: str, figure: Make) -> None:
    kind = "flow" if flow else "stock"
    a, b = (
        figure(who, amount, measures=f"{flow}{who}", kind=kind)
        for who, amount in (("women", "1,201"), ("men", "1,101"))
    )

    assert str(total([a, b], RELATED).printed) == "= 2,302"


@pytest.mark.parametrize(
    ("one", "other", "unit", "why"),
    [
        ("women", "men", "family", "not stated to be disjoint"),
        ("women", "men", "case", "not stated to be disjoint"),
        ("women", "old", "person", "not stated to be disjoint"),
        ("women", "people", "person", "a whole with its part"),
        ("f-both", "f-men", "person", "not stated to be disjoint"),
    ],
)
def test_what_may_count_somebody_twice_is_not_added(
    one: str, other: str, unit: str, why: str, figure: Make
) -> None:
    """A family has women and men, and so has a flow in which both move."""
    pair = [
        figure(name, "1,201", measures=name, unit=unit, kind="stock")
        for name in (one, other)
    ]

    with pytest.raises(NotAddable, match=why):
        total(pair, RELATED)
