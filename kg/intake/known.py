"""What a project knows already of a publisher, and of the page at an address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import Problem
from kg.names import APF
from kg.read.nodes import Mapping, Node, Scalar, Sequence, read_yaml
from kg.read.project import Project
from kg.read.texts import Texts
from kg.resources import shipped

_NAMES = ("label", "altLabel")


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of an address: the digest of its text, ``""`` if it is not known."""

    id: str
    digest: str
    converter: str
    revises: str


def publisher_of(project: Project, name: str) -> str:
    """Return the id of the only actor that is called so, or ``""``.

    Capitals do not matter; a name that is only alike is none.
    """
    wanted, ids = name.casefold().split(), set[str]()
    if not wanted:
        return ""
    own, shared = project.root / "sources", shipped("sources")
    for id, node in [*_entities(project, shared), *_entities(project, own)]:
        names = (text for key in _NAMES for text in _words(node.values.get(key)))
        if any(text.casefold().split() == wanted for text in names):
            ids.add(id)
    return ids.pop() if len(ids) == 1 else ""


def _entities(project: Project, sources: Path) -> Iterator[tuple[str, Mapping]]:
    """Yield the actors of the entity files in a folder, with their ids."""
    problems: list[Problem] = []
    vocabulary = project.vocabulary
    for path in project.found(sources / "entities", "**/*.yaml", problems):
        node = read_yaml(path, path.name, problems)
        for id, about in node.values.items() if node else ():
            kind = about.values.get("type") if isinstance(about, Mapping) else None
            cls = (
                vocabulary.classes.get(kind.text) if isinstance(kind, Scalar) else None
            )
            if cls is not None and vocabulary.is_a(cls, APF.Actor):
                assert isinstance(about, Mapping)
                yield id, about


def _words(node: Node | None) -> Iterator[str]:
    """Yield the texts of a value: one, several, or by language."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _words(item)
    elif isinstance(node, Mapping):
        for value in node.values.values():
            yield from _words(value)


def documents_of(project: Project, url: str, texts: Texts) -> list[KnownDocument]:
    """Return the documents of a project that were read at an address, by id.

    A document that says nothing of its text has the digest of the text at hand.
    """
    problems: list[Problem] = []
    documents = []
    for path in project.found(project.root / "sources", "*/facts.yaml", problems):
        node = read_yaml(path, path.name, problems)
        about = node.values.get("document") if node else None
        if not isinstance(about, Mapping) or url not in _words(about.values.get("url")):
            continue
        id, written = path.parent.name, about.values.get("text")
        text = written.values if isinstance(written, Mapping) else {}
        digest = _one(text.get("sha256")).lower()
        if not digest and (at_hand := texts.get(id)) is not None:
            digest = hashlib.sha256(at_hand.encode()).hexdigest()
        made = f"{_one(text.get('converter'))} {_one(text.get('converterVersion'))}"
        revises = _one(about.values.get("revisesDocument"))
        documents.append(KnownDocument(id, digest, made.strip(), revises))
    return documents


def _one(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def latest(documents: list[KnownDocument]) -> KnownDocument:
    """Return the version that no other revises; of several the last by id."""
    revised = {document.revises for document in documents}
    left = [document for document in documents if document.id not in revised]
    return max(left or documents, key=lambda document: (len(document.id), document.id))
