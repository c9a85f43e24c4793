"""The first article: every fact is a claim, in its place, and not in its words."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.ask.coverage import coverage
from kg.read.reading import Reading
from kg.read.sources import read_sources

ROOT = Path(__file__).parents[2]
DOCUMENT = "dailysabah-20250604"
LONGEST = 7
"""How many words in a row may be the article's own: enough for a name or a term."""


@pytest.fixture(scope="module")
def at_hand(texts: Path) -> kg.Texts:
    """Return the texts of the documents."""
    return kg.Texts(texts)


@pytest.fixture(scope="module")
def reading(at_hand: kg.Texts) -> Reading:
    """Read the sources of the repository with the texts at hand."""
    return read_sources(kg.Project.open(ROOT), at_hand)


@pytest.fixture(scope="module")
def facts(texts: Path) -> list[dict[str, Any]]:
    """Return the facts as they were found before anything was modelled."""
    path = texts.parent / "reference" / "seed_facts.json"
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


def test_every_fact_is_a_claim_at_its_place(
    reading: Reading, facts: list[dict[str, Any]]
) -> None:
    """F01 to F46 are claims, at the characters where the article has them."""
    spans = reading.documents[DOCUMENT].spans

    assert reading.problems == []
    assert len(facts) == 46
    for fact in facts:
        assert spans[fact["id"]] == (fact["start"], fact["end"]), fact["id"]


def test_passages_are_the_words_of_the_facts(
    at_hand: kg.Texts, facts: list[dict[str, Any]]
) -> None:
    """What is cut from the text at a claim's place is the fact's quote."""
    for fact in facts:
        assert at_hand.passage(DOCUMENT, fact["start"], fact["end"]) == fact["quote"]


def test_every_sentence_has_a_claim(reading: Reading, at_hand: kg.Texts) -> None:
    """The article has fourteen sentences, and none is left out."""
    sentences = coverage(reading, DOCUMENT, at_hand, "en")

    assert len(sentences) == 14
    assert all(sentence.claims for sentence in sentences)
    for before, after in pairwise(sentences):
        assert before.end < after.start


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("F02", "possibly the narrator's"),
        ("F25", "families or persons"),
        ("F39", "which charge"),
        ("F43", "what the date belongs to"),
        ("F45", "who issues the cards"),
        ("F17", "one campaign or two"),
    ],
)
def test_what_the_words_leave_open_is_recorded(
    key: str, words: str, reading: Reading
) -> None:
    """An ambiguity of the text is on its claim, or another speaker is named."""
    source = next(s for s in reading.sources if s.id == DOCUMENT)
    nodes = {
        e.iri.rsplit(".", 1)[-1]: e.node for e in source.entries if "/claim/" in e.iri
    }
    claims = [n for k, n in nodes.items() if k.split("_")[0] == key]

    assert any("ambiguity" in n or "possibleClaimant" in n for n in claims), words


def test_the_article_is_cited_and_not_republished(at_hand: kg.Texts) -> None:
    """No tracked file repeats a run of words of the article, beyond names and terms."""
    text = at_hand.get(DOCUMENT)
    assert text is not None
    own = _words(text)
    runs = {tuple(own[i : i + LONGEST + 1]) for i in range(len(own) - LONGEST)}
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        words = _words((ROOT / name).read_text("utf-8", errors="replace"))
        found = {tuple(words[i : i + LONGEST + 1]) for i in range(len(words))} & runs
        assert not found, f"{name}: {sorted(found)[:2]}"


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold())
