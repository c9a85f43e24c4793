"""Which verdicts are other ones with a new edition than they were with the old.

Held against each other is what two graphs have noted (:mod:`kg.figures.record`): one
with the new edition and one without. A claim of either edition goes by its key, so that
a verdict on the old number is met again as that on the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.figures.compare import VERDICTS
from kg.figures.relations import CANNOT_TELL, FAILS, HOLDS
from kg.figures.tabled import FITTING
from kg.names import ONTOLOGY, local_name

_GRAVEST = (FAILS, "conflicts", "revises", CANNOT_TELL, *VERDICTS, HOLDS)
"""Verdicts from the one to look at first."""

_TURNED = {
    "revises": "revised by",
    "refines": "refined by",
    "revised by": "revises",
    "refined by": "refines",
}
"""What a verdict on a pair is from the other side; all others are of both."""

_PAIR, _SET = "same-scope", "contradiction"
_TOLD = (
    *("comparisonKind", "comparesClaim", "comparedWithClaim", "verdict"),
    *("verdictReason", "arithmetic"),
)

Name = tuple[str, str]
"""A claim: the id of its document, ``""`` for both editions, and its key."""

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class NotedVerdict:
    """A verdict as a graph has it, on a first claim and others, given by their ids."""

    kind: str
    first: str
    others: tuple[str, ...]
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A verdict that the new edition changes.

    ``kind`` is a code of the list of kinds of comparison. ``claims`` are what it is on,
    by id, those of the editions by key alone. ``before`` and ``after`` are the
    verdicts, ``None`` where none is noted; one on a pair is that of the first claim,
    which may be ``revised by`` or ``refined by`` the second. The reasons show the
    arithmetic.
    """

    kind: str
    claims: tuple[str, ...]
    before: str | None
    after: str | None
    reason_before: str = ""
    reason_after: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values."""
        return {
            "kind": self.kind,
            "claims": list(self.claims),
            "before": self.before,
            "after": self.after,
            "reasonBefore": self.reason_before or None,
            "reasonAfter": self.reason_after or None,
        }


@dataclass(frozen=True)
class Side:
    """One of two editions: its id and the keys of its figures, and the ``other``'s id.

    ``further`` are the ids of still other editions of the same.
    """

    own: str
    keys: frozenset[str]
    other: str
    further: frozenset[str] = frozenset()

    def name(self, claim: str) -> Name | None:
        """Return what a claim goes by; ``None`` for what its own edition says anew."""
        document, _, key = claim.partition(".")
        if document == self.own:
            return "", key
        if document == self.other:
            return None if key in self.keys else ("", key)
        return document, key


def read_verdicts(store: ox.Store) -> list[NotedVerdict]:
    """Return the verdicts that a graph has noted, in no order that matters."""
    nodes: dict[str, dict[str, list[str]]] = {}
    for name in _TOLD:
        for quad in store.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + name), None):
            node = nodes.setdefault(str(quad.subject), {})
            value = str(getattr(quad.object, "value", ""))
            node.setdefault(name, []).append(value)
    return [
        NotedVerdict(
            local_name(node["comparisonKind"][0]),
            local_name(node["comparesClaim"][0]),
            tuple(sorted(map(local_name, node["comparedWithClaim"]))),
            local_name(node["verdict"][0]).replace("-", " "),
            _reason(node),
        )
        for node in nodes.values()
        if {"comparesClaim", "comparedWithClaim", "verdict"} <= node.keys()
    ]


def _reason(node: dict[str, list[str]]) -> str:
    reason = "; ".join(node.get("verdictReason", []))
    shown = "; ".join(node.get("arithmetic", []))
    return f"{reason} ({shown})" if shown else reason


def changed_verdicts(
    before: Iterable[NotedVerdict],
    after: Iterable[NotedVerdict],
    sides: tuple[Side, Side],
) -> list[ChangedVerdict]:
    """Return what differs, the gravest first.

    ``before`` and ``after`` are the verdicts of two graphs, ``sides`` the edition that
    each of them is with.
    """
    was, now = _by_key(before, sides[0]), _by_key(after, sides[1])
    changed = []
    for key in {**was, **now}:
        old, new = was.get(key, {}), now.get(key, {})
        if old.keys() != new.keys():
            claims, _, turned = next(iter((new or old).values()))
            changed.append(
                ChangedVerdict(
                    key[0],
                    claims[::-1] if turned else claims,  # as the reason has them
                    _words(old, turned),
                    _words(new, turned),
                    _reasons(old),
                    _reasons(new),
                )
            )
    return sorted(changed, key=_gravity)


Verdicts = dict[str, tuple[tuple[str, ...], str, bool]]
"""For each verdict the claims that it is on, the reason, and whether the graph has the
pair the other way round."""


def _by_key(noted: Iterable[NotedVerdict], side: Side) -> dict[Key, Verdicts]:
    """Return the verdicts on an edition by what they are on."""
    kept: dict[Key, Verdicts] = {}
    sets = []
    for each in sorted(noted, key=lambda n: (n.kind, n.first, n.others)):
        names = [side.name(claim) for claim in (each.first, *each.others)]
        known = [name for name in names if name is not None]
        if len(known) < len(names) or len({*known}) < 2 or not _tells(each, known):
            continue
        if each.kind == _SET:
            sets.append((each, known))
        elif each.kind != _PAIR or side.further.isdisjoint(d for d, _ in known):
            _put(kept, each, known)
    grave = [{*names} for each, names in _named(kept) if each in (FAILS, "conflicts")]
    for each, known in sets:
        if not any(names <= {*map(_id, known)} for names in grave):
            _put(kept, each, known)
    return kept


def _tells(noted: NotedVerdict, names: Iterable[Name]) -> bool:
    """Tell whether a verdict is on an edition, and not that it fits itself."""
    documents = {document for document, _ in names}
    return "" in documents and (len(documents) > 1 or noted.verdict not in FITTING)


def _named(kept: dict[Key, Verdicts]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for verdicts in kept.values():
        yield from ((verdict, names) for verdict, (names, *_) in verdicts.items())


def _put(kept: dict[Key, Verdicts], each: NotedVerdict, names: list[Name]) -> None:
    key: Key = (each.kind, names[0], *sorted({d for d, _ in names[1:]}))
    verdict, turned = each.verdict, False
    if each.kind in (_PAIR, _SET):
        key = each.kind, *sorted(names, reverse=True)
    if each.kind == _PAIR:
        pair = sorted(names, reverse=True)  # what is told elsewhere comes first
        if turned := pair != names:
            verdict, names = _TURNED.get(verdict, verdict), pair
    noted = tuple(map(_id, names)), each.reason, turned
    kept.setdefault(key, {}).setdefault(verdict, noted)


def _id(name: Name) -> str:
    return ".".join(filter(None, name))


def _words(verdicts: Verdicts, turned: bool) -> str | None:
    seen = [_TURNED.get(v, v) if turned else v for v in verdicts]
    return ", ".join(sorted(seen, key=_rank)) or None


def _reasons(verdicts: Verdicts) -> str:
    return "; ".join(verdicts[verdict][1] for verdict in sorted(verdicts, key=_rank))


def _rank(verdict: str | None) -> int:
    gravest: Sequence[str] = _GRAVEST
    return gravest.index(verdict) if verdict in gravest else len(gravest)


def _gravity(changed: ChangedVerdict) -> tuple[int, tuple[str, ...]]:
    verdicts = (changed.after, changed.before)
    words = [w for v in verdicts if v for w in v.split(", ")]
    return min(map(_rank, words)), changed.claims
