"""Editions of one table: how each claim of a newer one stands to those before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.errors import Place, Problem, nearest
from kg.read.entries import NARRATOR
from kg.read.nodes import Mapping as Keys
from kg.read.nodes import Node, Scalar, Sequence
from kg.read.scan import File

Editions = Mapping[str, tuple[str, Place]]
"""The edition before a document, and where that is statement, by the documents' ids."""


def tie_editions(
    files: Iterable[File], revises: Editions, problems: list[Problem]
) -> None:
    """Say of every claim of a newer edition how it stands to those of its key before.

    It restates the last before it if that says the same, and otherwise revises it and
    whatever that repeats: an edition in between may have left it out, and one number
    stands in several. Nobody revises what another claimant says.
    """
    by_id = {id: file for file in files if (id := _text(file, "id"))}
    for earlier, place in revises.values():
        if (before := by_id.get(earlier)) is None or before.section("claims") is None:
            known = [each for each, file in by_id.items() if file.section("claims")]
            message = f"`{earlier}` under `revises:` is no document with claims"
            problems.append(Problem(place, message + nearest(earlier, known)))
    for id in revises:
        if (file := by_id.get(id)) is not None:
            chain = [by_id[each] for each in _before(id, revises) if each in by_id]
            for key, node, _ in file.claims():
                _tie(file, key, node, chain)


def _before(id: str, revises: Editions) -> Iterator[str]:
    """Yield the editions before one, the last first."""
    seen = {id}
    while id in revises and revises[id][0] not in seen:
        id = revises[id][0]
        seen.add(id)
        yield id


def _tie(file: File, key: str, node: Keys, chain: Iterable[File]) -> None:
    statement, revised = _statement(file, node), list[str]()
    last = None
    for before in chain:
        section = before.section("claims")
        old = section.values.get(key) if section else None
        if not isinstance(old, Keys):
            continue
        theirs = _statement(before, old)
        if theirs[0] != statement[0] or (last is not None and theirs != last):
            break
        name = f"{_text(before, 'id')}.{key}"
        if theirs == statement:
            _put(node, "restates", [name])
            return
        revised.append(name)
        last = theirs
    if revised:
        _put(node, "revises", revised)


def _statement(file: File, node: Keys) -> tuple[object, ...]:
    """Return who says something, how, and what."""
    claimant = plain_words(node.values.get("claimant"))
    if claimant == NARRATOR:
        claimant = _text(file, "publishedBy")
    manner = plain_words(node.values.get("modality")) or "asserted"
    period = plain_words(node.values.get("period"))
    return claimant, manner, period, plain_words(node.values.get("says"))


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
