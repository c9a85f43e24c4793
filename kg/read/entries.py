"""What reading yields: entries with IRIs and places, and the index of all ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.errors import Names, Place, Problem
from kg.rdf import URIRef

UNNAMED = "urn:kg:unnamed"
"""Stands for a thing whose id is refused, so that its uses are not refused too."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
ENTITIES = "entities"
SHARED = "shared-entities"
LINKS = "links"
SHARED_LINKS = "shared-links"
ENRICHED = "wikidata"
SHELVES = (ENTITIES, SHARED, LINKS, SHARED_LINKS, ENRICHED)
"""Sources that are no documents: entities, judgements, what Wikidata says of them; what
is shared came with kg, and a project has of it what its own files speak of."""

NARRATOR = "narrator"
"""Stands for a document's own voice, which is its publisher's."""
RESERVED = frozenset({*SHELVES, NARRATOR})
"""Ids with a meaning of their own: the shelves, and a document's voice."""


def source_graph(base: str, source: str) -> URIRef:
    """Return the name of the graph that a source's triples lie in."""
    path = source if source in SHELVES else f"source/{source}"
    return URIRef(f"{base}graph/{path}")


@dataclass(slots=True)
class Entry:
    """One thing of a facts file: a JSON-LD node whose ids and codes are IRIs.

    ``places`` gives the line of each term in ``node``. ``broken`` entries had a
    problem, so what they lack is not reported a second time.
    """

    iri: URIRef
    node: dict[str, Any]
    place: Place
    places: dict[str, Place] = field(default_factory=dict)
    broken: bool = False


@dataclass(slots=True)
class Tally:
    """What became of the rows and cells of a table; nothing is left out unseen."""

    rows: int = 0
    left_out: int = 0
    bad: int = 0
    claims: int = 0
    empty: int = 0
    without: int = 0
    notes: int = 0

    def __str__(self) -> str:
        counted = (
            (self.rows, "row", ""),
            (self.claims, "claim", ""),
            (self.left_out, "row", " left out by `rows:`"),
            (self.notes, "row", " of words alone"),
            (self.bad, "row", " with mistakes"),
            (self.empty, "measure", " with nothing reported"),
            (self.without, "measure", " of which `without:` makes no claim"),
        )
        parts = [
            f"{count:,} {noun}{'s' * (count != 1)}{words}"
            for count, noun, words in counted
            if count or not words
        ]
        return ", ".join(parts)


class RowClaims(Protocol):
    """The claims of a large table, and the things that it defines: as text, on disk.

    What is the same in every row is no entry of its own, or a table of a million rows
    would take as many gigabytes as it has megabytes.
    """

    digest: str
    """The digest of all that they say."""
    tally: Tally
    odd: set[int]
    """The lines of rows that are left to the ordinary reader."""
    beside: set[int]
    """The lines of rows with which those are at odds."""
    problems: list[Problem]
    met: dict[str, set[str]]
    """The cells of each column that rows are chosen by."""
    filled: set[str]
    """The ids of the things that rows define, where others are written for some."""

    def __len__(self) -> int:
        """Count the claims."""


@dataclass(frozen=True, slots=True)
class Source:
    """The entries that share a graph: the entities, or one document's claims.

    ``triples`` are N-Triples that share it, too, sorted and without blank nodes, and so
    do the claims of a large table, ``rows``.
    """

    id: str
    graph: URIRef
    digest: str
    entries: tuple[Entry, ...]
    triples: bytes = b""
    rows: RowClaims | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A thing ids may refer to; ``content`` is what a claim's key also stands for."""

    iri: URIRef
    cls: URIRef
    place: Place
    content: URIRef | None = None
    content_cls: URIRef | None = None


def _nowhere(name: str) -> Known | None:
    return None


class Index:
    """All ids of a project, whatever their kind: one id, one thing.

    The key of a claim may be an id, too; which is meant is settled where it is used.
    """

    def __init__(self) -> None:
        self.things: dict[str, Known] = {}
        self.by_name: dict[str, str] = {}
        self.complete = True
        """Whether every file could be read; if not, an unknown id may be in one."""
        self.elsewhere: Callable[[str], Known | None] = _nowhere
        """Looks up what rows of large tables define and claim."""
        self._iris: dict[str, Known] = {}
        self._hinted: tuple[str | None, int] | None = None
        self._near = Names([])
        self._fitting: dict[tuple[frozenset[URIRef], int], Names] = {}

    def add(self, id: str, known: Known, problems: list[Problem]) -> None:
        """Enter an id, or report that it is taken."""
        if (first := self.things.get(id)) is not None:
            message = f"`{id}` is defined twice; the first is at {first.place}"
            problems.append(Problem(known.place, message))
            return
        self.things[id] = known
        self._iris[str(known.iri)] = known

    def remove(self, id: str) -> None:
        """Forget an id."""
        known = self.things.pop(id, None)
        if known is not None:
            self._iris.pop(str(known.iri), None)

    def copy(self) -> Index:
        """Return another that knows the same, but for what is looked up elsewhere."""
        other = Index()
        other.things, other._iris = dict(self.things), dict(self._iris)
        other.by_name, other.complete = dict(self.by_name), self.complete
        return other

    def find(self, name: str, document: str | None = None) -> Known | None:
        """Look up an id, a full IRI, or (inside ``document``) the key of a claim."""
        if document and (known := self.things.get(f"{document}.{name}")):
            return known
        known = self.things.get(name) or self._iris.get(name)
        return known or self.elsewhere(name)

    def also(self, name: str, document: str | None) -> Known | None:
        """Return the thing whose id is also the key of a claim of ``document``."""
        shared = document is not None and f"{document}.{name}" in self.things
        return self.things.get(name) if shared else None

    def hint(self, name: str, document: str | None = None) -> str:
        """Return which known name is nearest, as the end of a message."""
        if (id := self.by_name.get(name.casefold())) is not None:
            return f"; did you mean `{id}`?"
        close = self._names(document).nearest(name)
        return f"; did you mean `{close}`?" if close else ""

    def of(self, classes: frozenset[URIRef], fits: Callable[[Known], bool]) -> Names:
        """Return the ids of the things that fit some classes, made once for these."""
        key = classes, len(self.things)
        if key not in self._fitting:
            ids = (id for id, known in self.things.items() if fits(known))
            self._fitting[key] = Names(ids)
        return self._fitting[key]

    def _names(self, document: str | None) -> Names:
        """Return all ids, and for a document the keys of its claims, made once."""
        if self._hinted != (document, len(self.things)):
            prefix = f"{document}."
            keys = (
                id.removeprefix(prefix) for id in self.things if id.startswith(prefix)
            )
            self._hinted = document, len(self.things)
            self._near = Names([*keys, *self.things])
        return self._near


def strings(node: object) -> Iterator[str]:
    """Yield every text inside a JSON-LD node: its IRIs, codes and words."""
    queue = [node]
    while queue:
        inside = queue.pop()
        if isinstance(inside, str):
            yield inside
        elif isinstance(inside, list):
            queue += inside
        elif isinstance(inside, dict):
            queue += inside.values()
