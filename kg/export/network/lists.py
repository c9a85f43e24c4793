"""What holds at several times, as lists, for tools whose cells hold no pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.ask.network.model import Cell, Spell, TimedColumn
from kg.export.network.columns import timed_names
from kg.export.network.naming import distinct
from kg.export.network.times import interval


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A list per node or edge, whose items are of one type; it can be read once."""

    name: str
    type: str
    values: Iterable[Sequence[Cell]]


def time_lists(
    spells: Sequence[Sequence[Spell]] | None,
    timed: Sequence[TimedColumn],
    taken: Iterable[str],
) -> list[ListColumn]:
    """Return ``spells`` as intervals, and two columns for each timed one.

    These are ``…_times``, intervals, and ``…_values``, as many. No name is one that is
    ``taken``, nor ``spells``, which is not there where nothing has a time.
    """
    taken = ["spells", *taken]
    columns = [] if spells is None else [_spells(spells)]
    for name, column in zip(timed_names(timed, []), timed, strict=True):
        names = distinct((f"{name}_times", f"{name}_values"), taken)
        taken += names
        columns += _times_and_values(names, column)
    return columns


def _spells(spells: Sequence[Sequence[Spell]]) -> ListColumn:
    return ListColumn("spells", "string", ([interval(*s) for s in of] for of in spells))


def _times_and_values(names: Sequence[str], timed: TimedColumn) -> list[ListColumn]:
    times = ([interval(first, last) for first, last, _ in of] for of in timed.values)
    values = ([value for _, _, value in of] for of in timed.values)
    return [
        ListColumn(names[0], "string", times),
        ListColumn(names[1], timed.type, values),
    ]
