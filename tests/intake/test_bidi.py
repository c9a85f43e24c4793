"""Lines are read as the bidirectional algorithm says that they are drawn, undone.

As in the examples of UAX 9, capitals stand for letters that run from right to left.
What is drawn of each line was derived by hand, by the rules of the algorithm.
"""

from __future__ import annotations

import pytest

from kg.intake.bidi import Glyph, read_line

HEBREW = {ord("A") + n: chr(0x5D0 + n) for n in range(26)}
VOWEL = "\u05b8"
"""A vowel of Hebrew, which is drawn under a letter."""


def shown(words: str) -> str:
    """Return words with letters from right to left for capitals."""
    return words.translate(HEBREW)


def glyphs(drawn: str) -> list[Glyph]:
    """Return what is drawn, from the left: letters of 6 points, spaces of 4."""
    made, x = [], 100.0
    for character in drawn:
        if character != " ":
            made.append(Glyph(shown(character), x, x + 6, 700.0, 14.0))
        x += 4 if character == " " else 6
    return made


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("car means RAC.", "car means CAR."),  # of UAX 9, 3.3.5, in a line of each
        (".RAC SNAEM car", "car MEANS CAR."),
        ("NEM 1,200 TFEL", "LEFT 1,200 MEN"),
        ("NEM 20-10 NEEWTEB", "BETWEEN 10-20 MEN"),  # W2 and W4: a separator is none
        ("NEMOW %45 ERA", "ARE 45% WOMEN"),
        ("TFEL (30 TUOBA) YNAM", "MANY (ABOUT 30) LEFT"),
        ("«EREHT» DIAS", "SAID «THERE»"),
        ("12/03/2026 NO TFEL", "LEFT ON 12/03/2026"),
        ("EREHT DIAS iom report 2025 NI", "IN iom report 2025 SAID THERE"),
        ("he said (TFEL 1,200 YEHT) and left", "he said (THEY 1,200 LEFT) and left"),
    ],
)
def test_a_line_is_read_as_it_was_written(drawn: str, read: str) -> None:
    assert read_line(glyphs(drawn)) == shown(read)


def test_a_line_on_a_page_of_such_lines_begins_on_the_right() -> None:
    """Also where most of its letters are those of a name in Latin letters."""
    line = glyphs("OT international organization NI")
    assert read_line(line) == shown("TO international organization IN")
    assert read_line(line, leftward=True) == shown("IN international organization TO")


def test_the_order_of_the_file_does_not_matter() -> None:
    """Only where a glyph stands does."""
    line = glyphs("TFEL (30 TUOBA) YNAM")
    assert read_line(reversed(line)) == read_line(line)


@pytest.mark.parametrize("drawn", ["NEM (30) FO", "NEM )30( FO"])
def test_brackets_face_each_other(drawn: str) -> None:
    """Whether or not somebody has turned them already; one alone stays as it is."""
    assert read_line(glyphs(drawn)) == shown("OF (30) MEN")
    assert read_line(glyphs("NEM (30 FO")) == shown("OF 30) MEN")


def test_vowels_stay_on_their_letters() -> None:
    line = [*glyphs("CBA"), Glyph(VOWEL, 107, 111, 700.0, 14.0)]
    assert read_line(line) == shown("AB") + VOWEL + shown("C")


def test_the_number_of_a_note_is_read_after_its_figure() -> None:
    """1,200 with a note 12: drawn on the left of it, and higher."""
    line = [
        Glyph(g.character, g.left, g.right, 704.0, 9.0) if n in (4, 5) else g
        for n, g in enumerate(glyphs("TFEL 121,200 YEHT"))
    ]
    assert read_line(line) == shown("THEY 1,200\u00b9\u00b2 LEFT")


def test_nothing_is_read_of_nothing() -> None:
    assert read_line([]) == ""
