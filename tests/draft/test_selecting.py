"""Words that a browser hands over stand where the text has them, by characters."""

from __future__ import annotations

import pytest

from kg.draft.selecting import NotSelected, Selection, Units

BUS, ACUTE = "\N{BUS}", "\N{COMBINING ACUTE ACCENT}"


def units(text: str) -> int:
    """Count as a browser does, without our own code."""
    return len(text.encode("utf-16-le")) // 2


def located(text: str, words: str, *, start: int | None = None) -> str:
    """Return what stands at the place of words that are selected."""
    begin = units(text[: text.index(words)]) if start is None else start
    selection = Selection(words, begin, begin + units(words))
    first, last = Units(text).located(selection)
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{BUS}{BUS} two buses {BUS}", "two buses"),
        (f"a {BUS} b", BUS),
        (f"Cafe{ACUTE} closed", f"Cafe{ACUTE}"),
        ("قالت \N{BUS} الوزارة", "الوزارة"),
        ("line\r\nnext line", "next"),
        ("\U00020000 rare", "rare"),
    ],
)
def test_a_place_is_counted_in_characters(text: str, words: str) -> None:
    """Behind emoji, marks, other scripts, and lines that end in CR LF."""
    assert located(text, words) == words


def test_places_go_to_units_and_back() -> None:
    text = f"a{BUS}b{BUS}{BUS}c"
    counted = Units(text)
    for place in range(len(text) + 1):
        assert counted.units(place) == units(text[:place])
        assert counted.place(units(text[:place])) == place


def test_half_a_character_is_taken_as_a_whole() -> None:
    """A program may cut an emoji, or a letter from its mark; nobody means it."""
    text = f"a {BUS} cafe{ACUTE} b"
    half = Units(text).located(Selection("\ude8c caf", 3, 8))

    assert text[slice(*half)] == f"{BUS} caf"
    assert located(text, "cafe") == f"cafe{ACUTE}"
    assert located(text, f"{ACUTE} b") == f"e{ACUTE} b"


def test_an_emoji_of_several_parts_is_one() -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    text = f"the {family} left"

    assert located(text, "\N{WOMAN}") == family


def test_white_space_around_the_words_is_left_out() -> None:
    assert located("one two\n\nthree", " two\n\n") == "two"


def test_words_in_other_characters_are_looked_for() -> None:
    """Composed by the browser where the text has letter and mark; and the reverse."""
    assert located(f"Cafe{ACUTE} closed", "Caf\xe9", start=0) == f"Cafe{ACUTE}"
    assert located("Caf\xe9 closed", f"Cafe{ACUTE}", start=0) == "Caf\xe9"


def test_of_several_places_the_nearest_is_meant() -> None:
    """Where the browser counted otherwise, by a few units."""
    text = "they left. Then they left. At last they left."
    selection = Selection("they left", 18, 27)
    first, last = Units(text).located(selection)

    assert (first, last) == (16, 25)


@pytest.mark.parametrize("words", ["", "  \n", "nobody said this"])
def test_words_that_are_not_there_are_told(words: str) -> None:
    with pytest.raises(NotSelected, match=r"selected|select them again"):
        Units("the text").located(Selection(words, 0, len(words)))
