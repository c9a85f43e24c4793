"""How many steps of policies drafts by rules find, in texts that have a key.

    python -m benchmarks.steps

The texts (``tests/draft/steps``) were written and keyed by somebody who knew no rule. A
step is right where what became of the policy, the day and the manner are those of the
key; steps without a day are in the key, and nobody has to draft them.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kg.draft.draft import draft
from kg.draft.things import Things, things_of
from kg.read.project import Project

TEXTS = Path(__file__).parents[1] / "tests" / "draft" / "steps"

Step = tuple[str, str, str]
"""What became of a policy, the day, and the manner in which it is told."""


@dataclass
class Found:
    """Steps of a text: those of its key that have a day, and those that are drafted."""

    key: list[Step]
    drafted: list[Step]

    @property
    def wrong(self) -> list[Step]:
        """What is drafted and not in the key, however often."""
        return [*(Counter(self.drafted) - Counter(self.key)).elements()]

    @property
    def right(self) -> int:
        """How many of those drafted are in the key."""
        return len(self.drafted) - len(self.wrong)


def texts(path: Path) -> list[dict[str, Any]]:
    """Return the texts of a file, each with its key."""
    read: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return read


def found(text: Mapping[str, Any], things: Things) -> Found:
    """Draft the steps of a text."""
    day = date.fromisoformat(str(text["published"]))
    drafts = draft("n", text["text"], "en", day, things)
    return Found(
        [
            (step["step"], str(step["period"]), step["manner"])
            for step in text["steps"]
            if step["period"] != "none"
        ],
        [
            (s.says["policyEventType"], s.says["period"], s.manner.code)
            for s in drafts.steps
        ],
    )


def nobody() -> Things:
    """Return the things of a project that defines none."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "kg.toml").touch()
        return things_of(Project.open(Path(folder)))


def main() -> None:
    """Print a line for each file."""
    things = nobody()
    print(f"{'texts':10} {'key':>4} {'drafted':>8} {'precision':>9} {'recall':>7}")
    for path, key, drafted, right in scores(things):
        shares = f"{right / drafted:9.2f} {right / key:7.2f}"
        print(f"{path.stem:10} {key:4} {drafted:8} {shares}")


def scores(things: Things) -> Iterator[tuple[Path, int, int, int]]:
    """Yield for each file its steps in the key, those drafted, and how many right."""
    for path in sorted(TEXTS.glob("*.yaml")):
        all_ = [found(text, things) for text in texts(path)]
        yield (
            path,
            sum(len(f.key) for f in all_),
            sum(len(f.drafted) for f in all_),
            sum(f.right for f in all_),
        )


if __name__ == "__main__":
    main()
