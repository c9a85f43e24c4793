"""What an error offers in place of a name that nothing has."""

from __future__ import annotations

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import Names, nearest

WORDS = st.text("abc-01", min_size=1, max_size=8)


@given(WORDS, st.lists(WORDS, max_size=Names.COMPARED, unique=True))
def test_the_nearest_name_is_that_of_difflib(name: str, known: list[str]) -> None:
    """Leaving out early what cannot be alike changes nothing."""
    expected = get_close_matches(name, known, n=1, cutoff=Names.LIKE)
    assert Names(known).nearest(name) == next(iter(expected), None)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("targetPopulation", "; did you mean `targetsPopulation`?"),
        ("TARGETSPOPULATION", "; did you mean `targetsPopulation`?"),
        ("xyz", ""),
    ],
)
def test_a_hint_names_one_name_or_none(name: str, hint: str) -> None:
    """Capitals do not matter; what is unlike everything gets no hint."""
    assert nearest(name, ["targetsPopulation", "claimant"]) == hint


def test_the_nearest_of_thousands_is_looked_for_among_the_likeliest() -> None:
    """What differs in one letter is found among thousands that differ in more."""
    known = [f"movement-{number:05d}" for number in range(5_000)]
    assert Names([*known, "movements"]).nearest("movement") == "movements"
    assert Names(known).nearest("movement-4321x") is not None
