"""Where a claim stands: a quote gives its position, and no position cuts a word."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import kg
from kg.ask.coverage import coverage
from kg.project.build import check
from kg.project.findings import CheckFailed, Finding
from kg.read.sources import read_sources
from kg.read.texts import Texts
from tests.conftest import TEXT, Folder, MakeProject

FACTS = "sources/gazette-20250301/facts.yaml"
QUOTE = "its ministry said"
COUNT = "    chars: [0, 62]\n"


def cuts(folder: Folder, texts: Texts | None = None) -> list[Finding]:
    at_hand = texts or Texts(folder.root / "texts")
    return [f for f in check(folder.open(), texts=at_hand) if f.check == "word-cut"]


def positions(folder: Folder) -> str:
    lines = folder.export().decode().splitlines()
    return "\n".join(sorted(x for x in lines if "quoteStart" in x or "quoteEnd" in x))


def test_a_quote_gives_its_position_to_graph_and_coverage(project: MakeProject) -> None:
    """A quote that the text has once stands in the graph as if `chars` were written."""
    written, quoted = project(name="written"), project(name="quoted")
    start = TEXT.index(QUOTE)
    written.edit(FACTS, COUNT, f"    chars: [{start}, {start + len(QUOTE)}]\n")
    quoted.edit(FACTS, COUNT, f"    quote: {QUOTE}\n")
    for folder in (written, quoted):
        folder.build()

    assert positions(quoted) == positions(written)
    texts = Texts(quoted.root / "texts")
    reading = read_sources(quoted.open(), texts)
    first, *_ = coverage(reading, "gazette-20250301", texts, "en")
    assert first.claims == ("count",)


def test_without_the_text_a_quote_has_no_position(project: MakeProject) -> None:
    """Nobody can say where words stand in a text that is not there."""
    folder = project({"texts/gazette-20250301.txt": None})
    folder.edit(FACTS, COUNT, f"    quote: {QUOTE}\n")
    folder.build()

    assert "gazette-20250301.count" not in positions(folder)


def test_a_quote_that_stands_twice_gets_no_position(project: MakeProject) -> None:
    """The first of two places is no better than the second: the file must say."""
    folder = project()
    folder.edit(FACTS, COUNT, "    quote: permit holders\n")

    assert "occurs 2 times in the text; give `chars`" in str(folder.refused())


def test_a_position_that_cuts_words_is_a_warning_that_names_them(
    project: MakeProject,
) -> None:
    """File, line, both words, and the position that would be right."""
    folder = project()
    folder.edit(FACTS, COUNT, "    chars: [3, 28]\n")  # "thland sent back more tha"
    (finding,) = cuts(folder)

    assert finding.level == "warning"
    assert str(finding.place) == f"{FACTS}:31"
    assert "begins inside the word `Northland` and ends inside" in finding.message
    assert "`than`" in finding.message
    assert finding.solution == "write `chars: [0, 29]` for whole words"


def test_a_figure_that_is_cut_is_named_whole(project: MakeProject) -> None:
    """Half of 1,200 is another number, which nobody sees."""
    folder = project()
    folder.edit(FACTS, COUNT, f"    chars: [{TEXT.index(',200') + 1}, 62]\n")

    (finding,) = cuts(folder)
    assert "begins inside the word `1,200`" in finding.message


def test_a_sentence_left_out_is_not_cut_either(project: MakeProject) -> None:
    """What has no claim has a position, too, and its line."""
    folder = project()
    left = "uncovered:\n  - {chars: [117, 163], reason: a denial}\n\nclaims:\n"
    folder.edit(FACTS, "claims:\n", left)
    (finding,) = cuts(folder)

    assert str(finding.place) == f"{FACTS}:10"
    assert "begins inside the word `February`" in finding.message
    assert finding.solution == "write `chars: [110, 163]` for whole words"


def test_nothing_is_cut_where_no_text_is_at_hand(project: MakeProject) -> None:
    """Whoever has no texts is told nothing of their words."""
    folder = project()
    folder.edit(FACTS, COUNT, "    chars: [3, 28]\n")

    assert cuts(folder, Texts(None)) == []


def test_a_text_of_another_digest_is_not_looked_at(project: MakeProject) -> None:
    """Positions in another text mean nothing: the digest is what is reported."""
    folder = project({"texts/gazette-20250301.txt": TEXT.upper()})
    with pytest.raises(CheckFailed) as caught:
        check(folder.open(), texts=Texts(folder.root / "texts"))

    digest = hashlib.sha256(TEXT.upper().encode()).hexdigest()
    assert digest in str(caught.value)


def test_our_own_sources_cut_no_word(root: Path, texts: Path) -> None:
    """Every passage of this repository begins and ends where words do."""
    findings = check(kg.Project.open(root), texts=Texts(texts))

    assert [f for f in findings if f.check == "word-cut"] == []
