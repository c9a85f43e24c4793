"""A position between two letters of a word is told from one between words."""

from __future__ import annotations

import pytest

from kg.read.wordends import whole_words, word_at

CUT = [
    ("River Relief", 2, "River"),
    ("about 1,200 left", 7, "1,200"),
    ("about 1,200 left", 8, "1,200"),
    ("von 1.200,50 Euro", 9, "1.200,50"),
    ("1\u202f200 parties", 2, "1\u202f200"),
    ("cafe\u0301 noir", 4, "cafe\u0301"),
    ("беженцы ушли", 3, "беженцы"),
    ("اللاجئون", 4, "اللاجئون"),
    ("शरणार्थी", 1, "शरणार्थी"),
    ("Covid19", 5, "Covid19"),
]
WHOLE = [
    ("River Relief", 0),
    ("River Relief", 5),
    ("River Relief", 6),
    ("River Relief", 12),
    ("the government's", 14),
    ("more-restrictive", 4),
    ("In May, 1,200 left", 6),
    ("left in 2023.", 12),
    ("2023, 400 left", 4),
    ("(about", 1),
    ("難民が帰る", 2),
    ("ผู้ลี้ภัยกลับ", 9),
    ("난민은", 2),
    ("", 0),
    ("word", 9),
]


@pytest.mark.parametrize(("text", "at", "word"), CUT)
def test_a_word_that_is_cut_is_named(text: str, at: int, word: str) -> None:
    """Letters, digits, separated digits and letters with their marks are one word."""
    assert word_at(text, at) == word


@pytest.mark.parametrize(("text", "at"), WHOLE)
def test_between_words_nothing_is_cut(text: str, at: int) -> None:
    """Nor at the ends, before an ending, or in scripts that put no space."""
    assert word_at(text, at) == ""


def test_a_mark_is_not_cut_from_its_letter_in_any_script() -> None:
    """A vowel sign of Thai belongs to the consonant that it is written over."""
    assert word_at("ที่", 1) != ""


def test_a_passage_is_widened_to_whole_words() -> None:
    """On both sides, by no more than the words that it cuts."""
    assert whole_words("more than 1,200 left", 6, 12) == (5, 15)
    assert whole_words("more than 1,200 left", 5, 9) == (5, 9)
