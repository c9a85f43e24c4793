"""What things name is the same, whether it was added as words or as numbers."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.table.named import NamedThings

NAMES = ["a", "b", "c", "d"]
TUPLES = st.lists(st.lists(st.sampled_from(NAMES), max_size=3).map(tuple), max_size=4)


def numbered(named: NamedThings, several: list[tuple[str, ...]]) -> None:
    """Add tuples as the next build finds them: counts, and numbers of names."""
    values = [NAMES.index(name) for each in several for name in each]
    named.add_numbered(NAMES, array("I", map(len, several)), array("I", values))


@given(batches=st.lists(st.tuples(st.booleans(), TUPLES), max_size=5), kept=st.data())
def test_it_is_a_list_of_tuples_in_whatever_way_they_came(
    batches: list[tuple[bool, list[tuple[str, ...]]]], kept: st.DataObject
) -> None:
    """Also where the last of them are forgotten, and others come after."""
    named, expected = NamedThings(), list[tuple[str, ...]]()
    for as_numbers, several in batches:
        if as_numbers:
            numbered(named, several)
        else:
            named.add(several)
        expected += several
        first = kept.draw(st.integers(0, len(expected)))
        named.forget(first)
        del expected[first:]
        assert list(named) == [*map(named.__getitem__, range(len(named)))] == expected
        assert named.all() == {name for each in expected for name in each}


def test_what_is_not_there_is_no_thing() -> None:
    named = NamedThings()
    named.add([("a",)])
    for number in (-1, 1):
        with pytest.raises(IndexError):
            named[number]
