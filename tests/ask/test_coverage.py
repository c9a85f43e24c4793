"""Sentences of texts that are not as texts are: bounded, and where they stand."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from kg.ask import coverage as covering
from kg.ask.coverage import coverage
from kg.errors import BadArgument
from kg.read.sources import read_sources
from kg.read.texts import Texts
from tests.conftest import MakeProject

DOCUMENT = "gazette-20250301"


def sentences(project: MakeProject, folder: Path, text: str) -> list[str]:
    """Return the sentences of a document that has this text."""
    folder = folder / "texts"
    folder.mkdir()
    (folder / f"{DOCUMENT}.txt").write_text(text, "utf-8", newline="")
    reading = read_sources(project().open(), Texts(None))
    found = coverage(reading, DOCUMENT, Texts(folder), "en")
    assert all(text[s.start : s.end] == s.text for s in found)
    return [s.text for s in found]


def test_sentences_stand_where_they_are_said_to(
    project: MakeProject, tmp_path: Path
) -> None:
    """Empty lines, of whatever white space, are counted and belong to no sentence."""
    text = "\n\n\n One. Two?\n\n\n\n\t\nThree\ngoes on.\r\n\r\n Four.\n \n\n"
    expected = ["One.", "Two?", "Three\ngoes on.", "Four."]
    assert sentences(project, tmp_path, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "The camp closed in May. Ms Linde said 4,000 had left.", 2),
        ("en", 'It closed "in May." Ms Linde said no. The army agreed.', 3),
        ("en", "In May. 300 left", 1),
        ("en", "Mr. May arrived, so did Dr. Linde, of No. 5.", 1),
        ("en", "Under art. III and Resolution no. IV of May. The rest.", 2),
        ("en-GB", "He fell ill. Ms Linde told me. The army knew.", 3),
        ("es", "Murieron en el mar. El ministro dijo que no. Mintió.", 3),
        ("es", "Llegaron el mar. 3 de marzo.", 1),
    ],
)
def test_a_month_that_ends_a_sentence_is_no_abbreviation(
    language: str, text: str, count: int
) -> None:
    """Else the next speaker's words would be those of whoever spoke before."""
    bounds = list(covering.sentence_bounds(text, language))
    assert len(bounds) == count
    assert " ".join(text[start:end] for start, end in bounds) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_empty_lines_take_no_memory(end: str) -> None:
    """Of millions of them nothing is kept."""
    text = "One." + end * 5_000_000 + "Two."
    tracemalloc.start()
    found = list(covering.sentence_bounds(text, "en"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(0, 4), (len(text) - 4, len(text))]
    assert most < 16_000_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\n\n" * 100_001, "more than 100,000 sentences"),
        ("a\n" * 1_000_001, "a paragraph of more than 2,000,000 char"),
    ],
)
def test_what_is_no_text_of_sentences_is_refused(
    text: str, words: str, project: MakeProject, tmp_path: Path
) -> None:
    """What would take hours or gigabytes is named, with its document."""
    with pytest.raises(BadArgument, match=f"`{DOCUMENT}` .* {words}"):
        sentences(project, tmp_path, text)


def test_a_span_meets_the_sentences_that_it_has_characters_of() -> None:
    """As looking at each tells; ends belong to nobody, and neither do gaps."""
    bounds = [(1, 4), (4, 6), (8, 9), (10, 15)]
    for start in range(17):
        for end in range(start + 1, 18):
            wanted = [n for n, (s, e) in enumerate(bounds) if start < e and s < end]
            assert list(covering._met(bounds, (start, end))) == wanted
