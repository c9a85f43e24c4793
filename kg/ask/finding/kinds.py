"""Kinds of things by what people call them: *policies*, *documents*, *armed groups*."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from kg.ask.finding.entries import CODE
from kg.ask.finding.reading import CLAIM
from kg.errors import UnknownName, nearest
from kg.match.names import normal
from kg.match.spellings import singular


@dataclass(frozen=True, slots=True)
class Kind:
    """A class, or a list of codes (``codes``), with all its names."""

    name: str
    label: str
    above: frozenset[str]
    names: tuple[str, ...]
    codes: bool = field(default=False)


class KindsCalled:
    """The kinds of things that a graph has, read from its list of names."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        rows = db.execute("SELECT name, label, above, names, codes FROM kind")
        self.known = {
            name: Kind(
                name,
                label,
                frozenset(above.split()),
                (*names.split("\n"),),
                bool(codes),
            )
            for name, label, above, names, codes in rows
        }

    def label(self, kind: str, within: str | None) -> str:
        """Return what people call a kind; of a code, with the name of its list."""
        if kind == CODE:
            return f"{CODE} of {within}"
        known = self.known.get(kind)
        return known.label if known else kind

    def called(self, word: str) -> tuple[str, list[str]]:
        """Return a condition on entries of the kind that a word means, with its values.

        The word is the name of a class or list of codes, a label or alternative label
        of it, in the singular or plural. Raises :class:`UnknownName` with the nearest.
        """
        wanted = {normal(word), normal(singular(word))} - {""}
        if CODE in wanted:
            return "kind = ?", [CODE]
        by_name = [k for k in self.known.values() if word in _own(k)]
        named = [k for k in self.known.values() if wanted & _forms(k)]
        for kind in (*by_name, *sorted(named, key=lambda k: (k.codes, k.name))):
            return self._condition(kind)
        names = {n for k in self.known.values() for n in (*_own(k), *k.names)} - {""}
        hint = nearest(singular(word), sorted(names)) or "; see `kg list`"
        raise UnknownName(f"no kind of thing is called `{word}`{hint}")

    def _condition(self, kind: Kind) -> tuple[str, list[str]]:
        if kind.codes:
            return f"kind = '{CODE}' AND within = ?", [*_own(kind)]
        if kind.name == CLAIM:
            return "claim = ?", ["1"]
        below = [k.name for k in self.known.values() if kind.name in k.above]
        return f"kind IN ({', '.join('?' * len(below))})", below


def _own(kind: Kind) -> list[str]:
    """Return the name of a class or of a list of codes."""
    return [kind.name.removeprefix(f"{CODE} ")]


def _forms(kind: Kind) -> set[str]:
    """Return the normal forms of all names, each in the singular, too."""
    spaced = "".join(f" {c}" if c.isupper() else c for c in _own(kind)[0])
    names = {spaced, *kind.names}
    return {normal(n) for name in names for n in (name, singular(name))}
