"""Editions of one table: how each claim of a newer one stands to those before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
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


class TiedEditions:
    """The claims of newer editions, tied to those of their key before.

    ``files`` are the documents that are read entry by entry, ``rows`` the others.
    """

    def __init__(
        self, files: Iterable[File], rows: RowStatements | None, revises: Editions
    ) -> None:
        self._files = {id: file for file in files if (id := _text(file, "id"))}
        self._rows, self._revises = rows, revises
        self._known = dict[str, Statements | None]()
        self._chains = dict[str, Chain]()
        self._own = set[str]()

    def tie(self, problems: list[Problem]) -> None:
        """Say of every claim of a newer edition how it stands to those before."""
        for earlier, place in self._revises.values():
            if self._statements(earlier) is None:
                ids = [id for id, file in self._files.items() if file.section("claims")]
                ids += self._rows.documents() if self._rows is not None else ()
                message = f"`{earlier}` under `revises:` is no document with claims"
                problems.append(Problem(place, message + nearest(earlier, ids)))
        for id in self._revises:
            before = ((b, self._statements(b)) for b in _before(id, self._revises))
            chain = [(each, states) for each, states in before if states is not None]
            if (file := self._files.get(id)) is not None:
                self._chains[id] = chain
                for key, node, _ in file.claims():
                    tied = tie(key, _statement(file, node), chain)
                    if tied is not None and _put(node, *tied):
                        self._own.add(f"{id}.{key}")
            elif self._rows is not None:
                self._rows.tie(id, chain)

    def without(self, claims: Set[str]) -> dict[str, EditionTie | None]:
        """Return how claims that are read one by one stand if some are left out.

        Claims are named by the ids of documents and by keys. Those are told that have
        the key of one that is left out, and no file says how they stand.
        """
        keys = dict.fromkeys(name.partition(".")[2] for name in sorted(claims))
        ties = dict[str, EditionTie | None]()
        for id, chain in self._chains.items():
            file, left = self._files[id], [_but(each, claims) for each in chain]
            section = file.section("claims")
            for key in keys if section is not None else ():
                node = section.values.get(key) if section is not None else None
                name = f"{id}.{key}"
                free = isinstance(node, Keys) and _TERMS.isdisjoint(node.values)
                if isinstance(node, Keys) and (free or name in self._own):
                    ties[name] = tie(key, _statement(file, node), left)
        return ties

    def _statements(self, id: str) -> Statements | None:
        if id not in self._known:
            own = self._rows.statements(id) if self._rows is not None else None
            if own is None and (file := self._files.get(id)) is not None:
                own = _statements(file)
            self._known[id] = own
        return self._known[id]


_TERMS = frozenset(("revises", "restates"))


def _but(edition: tuple[str, Statements], claims: Set[str]) -> tuple[str, Statements]:
    """Return what an edition states but for some claims."""
    id, states = edition
    return id, lambda key: None if f"{id}.{key}" in claims else states(key)


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


def _put(node: Keys, term: str, names: list[str]) -> bool:
    """Say how a claim stands to others, unless it says so; tell whether it did not."""
    if term in node.values:
        return False
    at = node.keys.get("row", node.place)
    items: list[Node] = [Scalar(at, name, plain=False) for name in names]
    node.values[term], node.keys[term] = Sequence(at, items), at
    return True


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
