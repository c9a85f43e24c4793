"""The rows of the list of all that can be named (:mod:`kg.ask.finding.kept`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from textwrap import wrap

from kg.ask.endpoint import Endpoint
from kg.ask.finding.among import Among
from kg.ask.finding.reading import Named
from kg.match.letters import NameKind
from kg.match.name_index import code_key, id_key
from kg.match.names import LONGEST, forms, normal, plain
from kg.names import OWL, local_name

CODE = "code"
"""What kind of thing a concept is: its class is SKOS's, and has no label in a graph."""

_TERMS = {str(OWL.Class), str(OWL.ObjectProperty), str(OWL.DatatypeProperty)}
_Entry = tuple[str, str, str, str | None, int | None, str | None, int]


class Entries:
    """Fills the tables from a graph, the same graph always in the same way.

    With what is ``among`` it alone, and the documents whose rows are not.
    """

    def __init__(
        self, endpoint: Endpoint, language: str, among: Among | None = None
    ) -> None:
        self._graph = Named(endpoint, language, among)

    def fill(self, db: sqlite3.Connection) -> None:
        """Fill the empty tables."""
        db.executemany("INSERT INTO kind VALUES (?, ?, ?, ?, ?)", self._kinds())
        db.executemany("INSERT INTO term VALUES (?, ?)", self._terms())
        documents = self._graph.documents
        db.executemany("INSERT INTO document VALUES (?, ?)", documents)
        entries = [*self._things(), *self._codes(), *self._claims()]
        db.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((n, e[0], local_name(e[0]), *e[1:]) for n, e in enumerate(entries)),
        )
        for number, (iri, label, kind, *_, claim) in enumerate(entries):
            if claim:
                row = number, searched(label)
                db.execute("INSERT INTO summary (rowid, words) VALUES (?, ?)", row)
            elif kind != CODE:
                rows = self._forms(number, iri)
                db.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", rows)

    def _things(self) -> Iterator[_Entry]:
        graph = self._graph
        for iri in graph.things:
            count = graph.counts.get(iri, 0)
            yield iri, graph.label(iri), graph.kind_of(iri), None, count, None, 0

    def _codes(self) -> Iterator[_Entry]:
        graph = self._graph
        for iri, scheme in graph.codes:
            count = graph.counts.get(iri, 0)
            yield iri, graph.label(iri), CODE, local_name(scheme), count, None, 0

    def _claims(self) -> Iterator[_Entry]:
        for iri, (summary, document, content, standing) in self._graph.claims.items():
            kind = self._graph.kind_of(content or iri)
            within = local_name(document) if document else None
            known = local_name(standing) if standing else None
            yield iri, summary, kind, within, None, known, 1

    def _forms(
        self, number: int, iri: str
    ) -> Iterator[tuple[str, int, int, str | None]]:
        """Yield the normal forms of a thing's names, with their kinds."""
        id_, label = local_name(iri), self._graph.label(iri)
        yield id_key(id_), number, NameKind.ID, None
        yield normal(id_), number, NameKind.HIDDEN, None
        for code in self._graph.identifiers.get(iri, ()):
            yield code_key(code), number, NameKind.CODE, code
        for kind, name in self._graph.names.get(iri, ()):
            shown = None if name == label else str(name)
            for form in forms(str(name)):
                yield form, number, kind, shown
                if not form.isascii() and (latin := plain(str(name))):
                    yield latin, number, NameKind.LATIN, shown

    def _kinds(self) -> Iterator[tuple[str, str, str, str, int]]:
        graph = self._graph
        for cls in sorted(graph.offered):
            above = " ".join(sorted(map(local_name, graph.above[cls])))
            yield local_name(cls), graph.label(cls), above, self._listed(cls), 0
        for scheme in sorted({scheme for _, scheme in graph.codes}):
            name = local_name(scheme)
            yield f"{CODE} {name}", graph.label(scheme), CODE, self._listed(scheme), 1

    def _listed(self, iri: str) -> str:
        names = {str(name) for _, name in self._graph.names.get(iri, ())}
        return "\n".join(sorted(names))

    def _terms(self) -> Iterator[tuple[str, str]]:
        graph = self._graph
        terms = {
            local_name(iri): graph.label(iri)
            for iri, types in sorted(graph.types.items())
            if not _TERMS.isdisjoint(types) and iri in graph.names
        }
        yield from sorted(terms.items())


def searched(text: str) -> str:
    """Return words as they are indexed: in normal form, and in Latin letters, too."""
    short = len(text) <= LONGEST  # a normal form ends after so many characters
    parts = [text] if short else wrap(text, LONGEST)
    words = " ".join(map(normal, parts))
    return words if words.isascii() else f"{words} {' '.join(map(plain, parts))}"
