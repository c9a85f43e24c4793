"""What became of drafts: a log beside them, a line for each decision, never rewritten.

Who decided, when, what was drafted, what became of it and why. The last decision on a
draft counts. It gives the share of a rule's drafts that stood, for nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputErrors, Place, Problem
from kg.read.files import write_failed
from kg.read.opening import why

LOG = "decisions.jsonl"
ADDED = "added"
OUTCOMES = ("accepted", "edited", "rejected", "undone", ADDED)


@dataclass(frozen=True, slots=True)
class DraftDecision:
    """A decision on a draft: its outcome, the claim that it became, and the reason.

    A claim that rules missed and a person ``added`` is logged under its own key.

    ``digest`` is that of the text that was drafted, ``on`` a day (ISO 8601), ``rule``
    what drafted it, ``drafted`` what it said, and ``written`` the lines of the facts
    that it became.
    """

    draft: str
    outcome: str
    by: str
    on: str
    digest: str
    rule: str
    drafted: dict[str, object] = field(default_factory=dict)
    claim: str = ""
    reason: str = ""
    changed: tuple[str, ...] = ()
    written: str = ""

    @property
    def about(self) -> tuple[str, str]:
        """What tells the draft from others: its key, and all of it.

        One that is drafted anew may have the key of another that was decided on.
        """
        return self.draft, draft_text(self.drafted)


def draft_text(drafted: Mapping[str, object]) -> str:
    """Return all that a draft says as one text, the same for equal drafts."""
    return json.dumps(drafted, ensure_ascii=False, sort_keys=True)


def read_decisions(path: Path, name: str) -> list[DraftDecision]:
    """Read a log; a last line that was cut off by a kill is left out.

    Raises :class:`InputErrors` for any other line that is none, and for what cannot be
    read.
    """
    if not path.exists():
        return []
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputErrors([Problem(Place(name, 1), why(error))]) from None
    result = []
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            result.append(_decision(json.loads(line.decode())))
        except (ValueError, TypeError, AttributeError, RecursionError):
            if number == len(lines):
                break
            message = "this line is no decision; take it out"
            raise InputErrors([Problem(Place(name, number), message)]) from None
    return result


def _decision(values: Any) -> DraftDecision:
    """Return a line of a log; raise ``TypeError`` or the like for what is none."""
    values["changed"] = tuple(values.get("changed", ()))
    decision = DraftDecision(**values)
    texts = (v for k, v in asdict(decision).items() if k not in ("drafted", "changed"))
    if not isinstance(decision.drafted, dict) or decision.outcome not in OUTCOMES:
        raise TypeError
    if not all(isinstance(each, str) for each in (*texts, *decision.changed)):
        raise TypeError
    return decision


def add_decision(path: Path, decision: DraftDecision) -> None:
    """Append a decision, on the disk when this returns.

    Raises :class:`ExportFailed` where that cannot be.
    """
    line = json.dumps(asdict(decision), ensure_ascii=False, sort_keys=True) + "\n"
    try:
        with path.open("ab+") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # what a kill cut off stays on its own line
                    file.truncate(_last_line(path))
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise write_failed(path, error) from None


def _last_line(path: Path) -> int:
    return path.read_bytes().rfind(b"\n") + 1


def standing(
    decisions: Iterable[DraftDecision], digest: str
) -> dict[tuple[str, str], DraftDecision]:
    """Return the decisions that count for the drafts of a text, by :attr:`about`."""
    return {
        decision.about: decision
        for decision in _last(decisions)
        if decision.digest == digest
    }


def by_rule(decisions: Iterable[DraftDecision]) -> dict[str, dict[str, int]]:
    """Count the outcomes of each rule's drafts, the last decision on each."""
    counts: dict[str, dict[str, int]] = {}
    for decision in _last(decisions):
        if decision.outcome != ADDED:
            none = dict.fromkeys(OUTCOMES[:3], 0)
            counts.setdefault(decision.rule, none)[decision.outcome] += 1
    return counts


def added(decisions: Iterable[DraftDecision], digest: str) -> list[str]:
    """Return the keys of the claims of a text that a person added to the drafts."""
    last = standing(decisions, digest).values()
    return [decision.claim for decision in last if decision.outcome == ADDED]


def _last(decisions: Iterable[DraftDecision]) -> list[DraftDecision]:
    """Return the last decision on each draft, unless it was taken back."""
    last: dict[tuple[str, tuple[str, str]], DraftDecision] = {}
    for decision in decisions:
        key = decision.digest, decision.about
        if decision.outcome == "undone":
            last.pop(key, None)
        else:
            last[key] = decision
    return list(last.values())
