"""The texts with a key are a project that builds, and large enough to measure with."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.project.build import build, check
from kg.project.findings import Finding
from kg.read.project import Project
from kg.read.texts import Texts

CORPUS = Path(__file__).parent / "corpus"
DOCUMENTS = sorted(path.parent.name for path in CORPUS.glob("sources/*/facts.yaml"))
HALVES = ("dev-", "held-")
MODALITIES = {"asserted", "alleged", "denied", "threatened", "planned", "predicted"}


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """Return what the checks find; an error among it would be raised."""
    return check(Project.open(CORPUS), texts=Texts(CORPUS / "texts"))


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """Return the facts of each document, as they are written."""
    written = {name: CORPUS / "sources" / name / "facts.yaml" for name in DOCUMENTS}
    return {
        name: yaml.safe_load(path.read_text("utf-8")) for name, path in written.items()
    }


def test_the_corpus_builds(tmp_path: Path) -> None:
    """Facts, shapes and rules find no error; every document is loaded."""
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS, folder)

    report = build(Project.open(folder), tmp_path / "graph")

    assert {*DOCUMENTS} <= {*report.loaded}


def test_every_text_has_facts_and_every_facts_file_a_text() -> None:
    """Nothing is measured against a missing key."""
    assert sorted(path.stem for path in CORPUS.glob("texts/*.txt")) == DOCUMENTS


def test_every_claim_has_a_place_that_cuts_no_word(
    findings: list[Finding], facts: dict[str, Any]
) -> None:
    """Each claim says where it stands, and there stand the words that it quotes."""
    for name, document in facts.items():
        text = (CORPUS / "texts" / f"{name}.txt").read_bytes().decode("utf-8")
        for key, claim in document["claims"].items():
            start, end = claim["chars"]
            assert text[start:end] == claim["quote"], f"{name}.{key}"
    assert not [x.message for x in findings if x.check == "word-cut"]


def test_there_is_enough_to_measure_with(facts: dict[str, Any]) -> None:
    """Sixteen texts or more and 170 claims, in two halves of the same languages."""
    halves = {
        half: [name for name in facts if name.startswith(half)] for half in HALVES
    }
    assert sum(map(len, halves.values())) == len(facts)
    assert sum(len(document["claims"]) for document in facts.values()) >= 170
    for names in halves.values():
        assert len(names) >= 8
        assert {facts[x]["document"]["language"] for x in names} == {"en", "es", "fr"}


@pytest.mark.parametrize("half", HALVES)
def test_either_half_has_every_manner_of_speaking(
    facts: dict[str, Any], half: str
) -> None:
    """What was alleged, denied, threatened, planned or predicted is in both."""
    manners = {
        claim.get("modality", "denied" if "disputes" in claim else "asserted")
        for name, document in facts.items()
        if name.startswith(half)
        for claim in document["claims"].values()
    }
    assert manners >= MODALITIES
