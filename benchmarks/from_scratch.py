"""An article from scratch: what a reviewer does until its facts are those of a key.

    python -m benchmarks.from_scratch
    python -m benchmarks.from_scratch SOURCES DOCUMENT TEXT

The facts of DOCUMENT in the folder SOURCES were written by a person, without drafts; by
default they are those of the first article, whose text is looked for in ``KG_TEXTS``
and ``../shared/texts``. In a project that has the entities of SOURCES and nothing else
the text is taken and drafted; then a reviewer, who wants the facts of the key, goes
through the drafts and through what is missing, with the code that `kg review` and its
page call. Each draft

- is right as it stands if it says nothing that the key does not say of that figure; a
  person still narrows its passage, and adds a note, or whether anybody was forced;
- is edited where something of it differs, and ``changed`` counts what;
- is rejected where no claim of the key is of that number, or that step.

All other claims of the key are added.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from kg.draft.review import Review
from kg.draft.reviewed import Reviewed
from kg.draft.wanted import WantedClaim, changed_keys
from kg.read.project import Project

ROOT = Path(__file__).parents[1]
FIRST = "dailysabah-20250604"
CONFIG = '[project]\ntitle = "From scratch"\nbase = "https://example.org/"\n'

ADDED = frozenset(
    (
        *("summary", "chars", "note", "ambiguity", "possibleClaimant"),
        *("coercion", "changeDirection", "baseline", "periodText"),
    )
)
"""What a person adds to a draft, or puts more closely, that is not wrong without it."""

AS_NUMBERS = frozenset(("quantityText", "quantifier", "value"))
"""An amount as a key may have it, in parts."""

_TO_CLAIMS = ("disputes", "comparedTo")

_WORDS = yaml.BaseLoader
"""All of a file as words: `2025-04` is no number, and an id is not a thing."""

Claims = Mapping[str, Mapping[str, Any]]


@dataclass
class Decided:
    """What a reviewer did: claims of the key by what became of them, and why."""

    accepted: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    rejected: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    keys: dict[str, str] = field(default_factory=dict)
    """The key that each claim of the key has got, by its own."""

    @property
    def drafts(self) -> int:
        """How many drafts there were."""
        return len(self.accepted) + len(self.edited) + self.rejected


def claims_of(facts: Path) -> Claims:
    """Return the claims of a facts file, all of it as words."""
    claims: Claims = yaml.load(facts.read_text("utf-8"), _WORDS)["claims"]  # noqa: S506
    return claims


def begin(folder: Path, sources: Path, document: str, text: Path) -> None:
    """Take a text into a new project with the entities of ``sources``, and draft it.

    What `kg take` leaves open (title, day, publisher) is settled as the key has it.
    """
    (folder / "kg.toml").write_text(CONFIG, "utf-8")
    shutil.copytree(sources / "entities", folder / "sources/entities")
    _kg(folder, "take", text, "-o", document)
    facts = folder / "sources" / document / "facts.yaml"
    key = sources / document / "facts.yaml"
    about = yaml.load(key.read_text("utf-8"), _WORDS)["document"]  # noqa: S506
    lines = facts.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        name = line.strip().partition(":")[0]
        if name in ("title", "published", "publishedBy", "language"):
            lines[number] = f"  {name}: {about[name]}"
    facts.write_text("\n".join(lines) + "\n", "utf-8")
    _kg(folder, "draft", document)


def decide(review: Review, key: Claims) -> Decided:
    """Go through the drafts, and add what is missing, until all of a key is there."""
    decided = Decided()
    for draft in review.undecided():
        name = _claim_of(draft, key)
        if name is None or name in decided.keys:
            review.reject(draft, "no claim of the key")
            decided.rejected += 1
            continue
        values, says = _as_it_is(key[name], decided)
        wanted = WantedClaim(draft.key, values, says, draft)
        wrong = {*changed_keys(draft, wanted)} - ADDED - AS_NUMBERS
        if "amount" in wrong and _number(key[name]) in draft.says.get("amount", ""):
            wrong.remove("amount")  # the same number, with more or fewer words
        (decided.edited if wrong else decided.accepted).append(name)
        decided.changed.update(wrong)
        decided.keys[name] = review.accept_as(draft, values, says)
    for name, claim in key.items():
        if name not in decided.keys:
            decided.keys[name] = review.add(*_as_it_is(claim, decided))
            decided.added.append(name)
    return decided


def _claim_of(draft: Reviewed, key: Claims) -> str | None:
    """Return the claim of the number or step that a draft reads, in the same words."""
    start, end = draft.place
    for name, claim in key.items():
        first, last = map(int, claim["chars"])
        says, number = claim.get("says"), _number(claim)
        same = bool(number) and number in draft.says.get("amount", "")
        if isinstance(says, dict) and "policyEventType" in says:
            same = says["policyEventType"] == draft.says.get("policyEventType")
        if same and first < end and start < last:
            return name
    return None


def _number(claim: Mapping[str, Any]) -> str:
    says = claim.get("says")
    if not isinstance(says, dict):
        return ""
    number = says.get("amount") or says.get("quantityText") or ""
    return str(number)


def _as_it_is(
    claim: Mapping[str, Any], decided: Decided
) -> tuple[dict[str, Any], dict[str, Any] | list[str] | None]:
    """Return a claim of the key, with the keys that those it names have got."""
    values = {name: value for name, value in claim.items() if name != "says"}
    says = claim.get("says")
    says = {**says} if isinstance(says, dict) else says
    for part in (values, says):
        for name in _TO_CLAIMS:
            if isinstance(part, dict) and name in part:
                part[name] = decided.keys[part[name]]
    return values, says


def _kg(folder: Path, *words: str | Path) -> None:
    command = [sys.executable, "-m", "kg", "-C", folder, *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def main() -> None:
    """Print what became of the drafts, and of the claims of the key."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sources", nargs="?", type=Path, default=ROOT / "sources")
    parser.add_argument("document", nargs="?", default=FIRST)
    parser.add_argument("text", nargs="?", type=Path)
    given = parser.parse_args()
    beside = os.environ.get("KG_TEXTS", ROOT.parent / "shared" / "texts")
    text = given.text or Path(beside) / f"{given.document}.txt"
    facts = given.sources / given.document / "facts.yaml"
    for path, what in ((text, "text"), (facts, "facts")):
        if not path.is_file():
            parser.error(f"no {what} at {path}")
    key = claims_of(facts)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        begin(root, given.sources, given.document, text)
        project = Project.open(root)
        who = {"who": "reviewer", "on": "2026-01-01"}
        review = Review(project, given.document, project.texts_at_hand(), **who)
        decided = decide(review, key)
    print(f"{len(key)} claims in the key; {decided.drafts} drafts")
    print(f"{len(decided.accepted)} right as they stood")
    print(f"{len(decided.edited)} edited: {', '.join(_counted(decided.changed))}")
    print(f"{decided.rejected} rejected")
    print(f"{len(decided.added)} claims added that nobody drafted")


def _counted(names: Counter[str]) -> list[str]:
    return [f"{name} {count}" for name, count in sorted(names.items())]


if __name__ == "__main__":
    main()
