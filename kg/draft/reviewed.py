"""Drafts as their file has them, for whoever decides on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.draft.draft import NotDrafted
from kg.errors import InputErrors
from kg.read.nodes import plain, read_yaml

NEW = "new: "
"""What stands before the name of something that the project does not define."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft as its file has it: ``values`` beside ``says``, and what it says."""

    key: str
    values: Mapping[str, Any]
    says: Mapping[str, Any]

    @property
    def place(self) -> tuple[int, int]:
        """The half-open characters of its passage."""
        start, end = self.values["chars"]
        return int(start), int(end)

    @property
    def drafted(self) -> dict[str, Any]:
        """All of it, as the log keeps it."""
        return {**self.values, "says": dict(self.says)}

    @property
    def cue(self) -> tuple[int, int] | None:
        """The half-open characters of the word that casts doubt, if one does."""
        match self.values.get("cue"):
            case [int(start), int(end)]:
                return start, end
        return None

    @property
    def rule(self) -> str:
        """What drafted it."""
        return str(self.values.get("rule", ""))

    @property
    def new(self) -> dict[str, str]:
        """What it names that the project does not define, by key."""
        return new_names({**self.values, **self.says})


def new_names(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what values name that the project does not define, by key."""
    return {k: str(v)[len(NEW) :] for k, v in values.items() if str(v).startswith(NEW)}


@dataclass(frozen=True, slots=True)
class NumberLeft:
    """A number of the text that could not be drafted: its characters, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class DraftsFile:
    """A file of drafts: their text's digest, each, and what could not be drafted."""

    digest: str
    drafts: list[Reviewed]
    unplaced: list[NumberLeft]


def read_drafts(path: Path, name: str) -> DraftsFile:
    """Read drafts; raise what is wrong.

    That is :class:`InputErrors` for what is no YAML, and :class:`NotDrafted` for what
    is not as `kg draft` writes it.
    """
    problems: list[Any] = []
    node = read_yaml(path, name, problems)
    data = plain(node, problems) if node is not None else {}
    if problems:
        raise InputErrors(problems)
    try:
        digest = str(data["drafted"]["text"]["sha256"])
        claims = data.get("claims") or {}
        drafts = [
            Reviewed(str(key), _of_claim(claim), {**claim["says"]})
            for key, claim in claims.items()
        ]
        for draft in drafts:
            _ = draft.place
        unplaced = [
            NumberLeft(int(start), int(end), str(left["reason"]))
            for left in data.get("unplaced") or []
            for start, end in [left["chars"]]
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        message = f"{name} is no file of drafts as `kg draft` writes it"
        raise NotDrafted(message) from None
    return DraftsFile(digest, drafts, unplaced)


def _of_claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in claim.items() if key != "says"}
