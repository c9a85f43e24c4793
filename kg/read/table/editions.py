"""Editions of one table: how each claim of a newer one stands to those before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from kg.errors import Place, Problem, nearest
from kg.read.entries import NARRATOR
from kg.read.nodes import Mapping as Keys
from kg.read.nodes import Node, Scalar, Sequence
from kg.read.scan import File

Editions = Mapping[str, tuple[str, Place]]
"""The edition before a document, and where that is said, by the documents' ids."""


class Stated(NamedTuple):
    """Digests of who claims something, and of that with how, of when and what."""

    claimant: int
    whole: int


Statements = Callable[[str], Stated | None]
"""Looks up what a document states under a key."""

Chain = Iterable[tuple[str, Statements]]
"""The editions before one, the last first: their ids, and what they state."""


class EditionTie(NamedTuple):
    """How a claim stands to earlier ones: the term, and their names."""

    term: str
    names: list[str]


class RowStatements(Protocol):
    """What the rows of large tables state."""

    def documents(self) -> list[str]:
        """Return the ids of the tables."""

    def statements(self, document: str) -> Statements | None:
        """Return what looks up the claims of a table; ``None`` if it is no such."""

    def tie(self, document: str, chain: Chain) -> None:
        """Tie the claims of a table to those of earlier editions."""


def tie_editions(
    files: Iterable[File],
    rows: RowStatements | None,
    revises: Editions,
    problems: list[Problem],
) -> None:
    """Say of every claim of a newer edition how it stands to those of its key before.

    ``files`` are the documents that are read entry by entry, ``rows`` the others.
    """
    by_id = {id: file for file in files if (id := _text(file, "id"))}
    known = dict[str, Statements]()

    def statements(id: str) -> Statements | None:
        if id not in known:
            own = rows.statements(id) if rows is not None else None
            if own is None and (file := by_id.get(id)) is not None:
                own = _statements(file)
            if own is None:
                return None
            known[id] = own
        return known[id]

    for earlier, place in revises.values():
        if statements(earlier) is None:
            ids = [each for each, file in by_id.items() if file.section("claims")]
            ids += rows.documents() if rows is not None else ()
            message = f"`{earlier}` under `revises:` is no document with claims"
            problems.append(Problem(place, message + nearest(earlier, ids)))
    for id in revises:
        chain = [(each, s) for each in _before(id, revises) if (s := statements(each))]
        if (file := by_id.get(id)) is not None:
            for key, node, _ in file.claims():
                tied = tie(key, _statement(file, node), chain)
                if tied is not None:
                    _put(node, *tied)
        elif rows is not None:
            rows.tie(id, chain)


def tie(key: str, statement: Stated, chain: Chain) -> EditionTie | None:
    """Return how a claim stands to those that editions before it have under its key.

    It restates the last before it if that says the same, and otherwise revises it and
    whatever that repeats: an edition in between may have left it out, and one number
    stands in several. Nobody revises what another claimant says.
    """
    revised, last = list[str](), None
    for document, statements in chain:
        if (theirs := statements(key)) is None:
            continue
        if theirs.claimant != statement.claimant or last not in (None, theirs):
            break
        name = f"{document}.{key}"
        if theirs == statement:
            return EditionTie("restates", [name])
        revised.append(name)
        last = theirs
    return EditionTie("revises", revised) if revised else None


def stated_of(
    claimant: str, manner: str, period: str, says: str, kept: dict[str, int]
) -> Stated:
    """Return the digests of a statement, of which each part is written as JSON.

    ``kept`` are the digests of claimants.
    """
    if (who := kept.get(claimant)) is None:
        who = kept[claimant] = _digest(claimant)
    return Stated(who, _digest(f"[{claimant}, {manner}, {period}, {says}]"))


def as_json(words: object) -> str:
    """Write words as JSON, the same whatever the order of their keys."""
    return json.dumps(words, sort_keys=True)


def _digest(text: str) -> int:
    digest = hashlib.blake2b(text.encode("ascii"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _before(id: str, revises: Editions) -> Iterator[str]:
    """Yield the editions before one, the last first."""
    seen = {id}
    while id in revises and revises[id][0] not in seen:
        id = revises[id][0]
        seen.add(id)
        yield id


def _statements(file: File) -> Statements | None:
    section = file.section("claims")
    if section is None:
        return None
    claims, kept = section.values, dict[str, Stated]()

    def statement(key: str) -> Stated | None:
        if key not in kept and isinstance(node := claims.get(key), Keys):
            kept[key] = _statement(file, node)
        return kept.get(key)

    return statement


def _statement(file: File, node: Keys) -> Stated:
    """Return who says something, how, of when, and what."""
    claimant = plain_words(node.values.get("claimant"))
    if claimant == NARRATOR:
        claimant = _text(file, "publishedBy")
    manner = plain_words(node.values.get("modality")) or "asserted"
    about = plain_words(node.values.get("period")), plain_words(node.values.get("says"))
    claimant, manner, period, says = map(as_json, (claimant, manner, *about))
    return stated_of(claimant, manner, period, says, {})


def _put(node: Keys, term: str, names: list[str]) -> None:
    if term not in node.values:
        at = node.keys.get("row", node.place)
        items: list[Node] = [Scalar(at, name, plain=False) for name in names]
        node.values[term], node.keys[term] = Sequence(at, items), at


def _text(file: File, key: str) -> str:
    document = file.section("document")
    value = document.values.get(key) if document else None
    return value.text if isinstance(value, Scalar) else ""


def plain_words(node: Node | None) -> object:
    """Return what a node says in its own words, wherever it stands."""
    if isinstance(node, Keys):
        return {key: plain_words(value) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [plain_words(item) for item in node.items]
    return None if node is None else node.text
