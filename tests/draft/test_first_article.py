"""The first article from scratch: taken, drafted, decided on, and its facts come out.

They were written by a person who knew no draft. `benchmarks/from_scratch.py` is the
reviewer, who accepts, edits, rejects and adds with the code of `kg review`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.from_scratch import FIRST, Decided, begin, claims_of, decide
from kg.draft.review import Review
from tests import forks
from tests.beside import beside
from tests.conftest import ROOT, Folder

FACTS = f"sources/{FIRST}/facts.yaml"

pytestmark = pytest.mark.timeout(600)  # some ninety checks of a project, one by one


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, Decided]:
    text = beside(f"texts/{FIRST}.txt", "NO TEXT: the first article is not drafted")
    folder = Folder(tmp_path_factory.mktemp("first"))
    begin(folder.root, ROOT / "sources", FIRST, text)
    project = folder.open()
    who = {"who": "Ada", "on": "2025-06-05"}
    review = Review(project, FIRST, project.texts_at_hand(), **who)
    with review.alone():
        return folder, decide(review, claims_of(ROOT / FACTS))


def written(path: Path, keys: dict[str, str]) -> dict[str, Any]:
    """Return the claims of a file by the key that they have got, and without order."""
    named = {
        keys.get(name, name): claim
        for name, claim in yaml.safe_load(path.read_text("utf-8"))["claims"].items()
    }
    for claim in named.values():
        says = claim.get("says")
        for part in (claim, says if isinstance(says, dict) else {}):
            for name in {"disputes", "comparedTo"} & {*part}:
                part[name] = keys.get(part[name], part[name])
    return named


def test_the_facts_of_the_first_article_come_out(
    reviewed: tuple[Folder, Decided],
) -> None:
    """All claims, letter by letter, and `kg check` has nothing against them."""
    folder, decided = reviewed
    check = forks.kg("-C", folder.root, "check")

    assert written(folder.root / FACTS, {}) == written(ROOT / FACTS, decided.keys)
    assert check.returncode == 0, check.stderr


def test_how_many_drafts_were_right_as_they_stood(
    reviewed: tuple[Folder, Decided],
) -> None:
    """Thirteen figures and two steps; what docs/drafting.md tells of them."""
    _, decided = reviewed

    assert decided.accepted == ["F01", "F09", "F13", "F26"]
    assert (decided.drafts, len(decided.edited), decided.rejected) == (15, 10, 1)


def test_the_log_tells_what_became_of_each(reviewed: tuple[Folder, Decided]) -> None:
    folder, decided = reviewed
    log = (folder.root / FACTS).with_name("decisions.jsonl").read_text("utf-8")
    outcomes = Counter(json.loads(line)["outcome"] for line in log.splitlines())

    assert outcomes["rejected"] == decided.rejected == 1
    assert outcomes["added"] == len(decided.added) == 74
    assert outcomes["accepted"] + outcomes["edited"] == 14
