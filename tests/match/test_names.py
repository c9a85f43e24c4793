"""Names that mean the same come out the same, others do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.match.names import is_acronym, plain
from kg.match.spellings import content, fold, initials, singular, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taleban", "Taliban"),
        ("Hizbollah", "Hezbollah"),
        ("al-Qaida", "Al Qaeda"),
        ("al-Shabab", "Al-Shabaab"),
        ("Baluchistan", "Balochistan"),
        ("Türkiye", "Turkiye"),
        ("Kiev", "Kyiv"),
        ("U.N. Women", "UN Women"),
        ("World Health Organisation", "World Health Organization"),
        ("Labour", "Labor"),
        ("Médecins Sans Frontières", "Medecins sans Frontieres"),
        ("Москва", "Moskva"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    """Romanisations, accents, British and American spelling, dots do not matter."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "Iraq"),
        ("Niger", "Nigeria"),
        ("Mali", "Malawi"),
        ("Austria", "Australia"),
        ("Ministry of Interior", "Minister of Interior"),
        ("Dominica", "Dominican Republic"),
        ("Gambia", "Zambia"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    """Names of things that differ are not thrown together."""
    assert fold(one) != fold(other)
    assert content(one) != content(other)


def test_the_order_of_words_does_not_matter_for_content() -> None:
    """Nor do small words."""
    assert content("Ministry of Interior") == content("Interior Ministry")


def test_abbreviations_are_written_out() -> None:
    """``UN`` and ``Rep.`` are what they stand for."""
    assert words("United Rep. of Tanzania") == words("United Republic of Tanzania")
    assert words("UN") == ("united", "nations")


def test_initials_leave_small_words_out() -> None:
    """Names of one or two words have none: too much else has the same."""
    assert initials("Organization for Security and Co-operation") == "osco"
    assert initials("Amnesty International") == ""


def test_acronyms_are_told_from_words() -> None:
    """An acronym is short and mostly in capitals."""
    assert [is_acronym(w) for w in ("USCIS", "U.N.", "Iran", "WHO")] == [1, 1, 0, 1]


def test_plurals() -> None:
    """``families`` are of a ``family``."""
    assert (singular("families"), singular("refugees")) == ("family", "refugee")


@given(st.text(max_size=40))
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    """Plain names are ASCII, in small letters, and plain already."""
    made = plain(name)

    assert made.isascii()
    assert made == made.lower() == plain(made)


@given(st.text(max_size=40), st.text(max_size=40))
def test_keys_do_not_depend_on_case_or_space(one: str, other: str) -> None:
    """Neither letters' size (in ASCII) nor spaces around change a key."""
    name = plain(f"{one} {other}")

    assert fold(name.upper()) == fold(f"  {name}\n") == fold(name)
    assert content(" ".join(reversed(name.split()))) == content(name)
