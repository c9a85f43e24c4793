"""How much a graph holds, as VoID counts it, in one pass and constant memory.

What is counted is the union of the named graphs, each triple once, as a reader of the
dump sees it: the counts are those of ``SELECT (COUNT(DISTINCT …) AS ?n)``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.canonical import graph_names, sorted_lines, triple_lines
from kg.names import RDF

_TYPE = f"<{RDF.type}>".encode()


@dataclass
class VoidCounts:
    """Triples, distinct subjects and objects, and entities, which have our own IRIs.

    ``classes`` are their things, ``properties`` their triples, both by IRI.
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)

    def vocabularies(self) -> list[str]:
        """Return the namespaces of the classes and properties, sorted."""
        terms = {*self.classes, *self.properties}
        return sorted({term[: _end_of_namespace(term)] for term in terms})


def count(store: ox.Store, spaces: Collection[str]) -> VoidCounts:
    """Count a store; entities are the subjects whose IRIs begin like ``spaces``."""
    counts = VoidCounts()
    own = tuple(f"<{space}".encode() for space in spaces)
    last = b""
    for line in triple_lines(store, graph_names(store)):
        subject, predicate, object_ = _parts(line)
        counts.triples += 1
        counts.properties[_iri(predicate)] += 1
        if predicate == _TYPE and object_.startswith(b"<"):
            counts.classes[_iri(object_)] += 1
        if subject != last:
            counts.subjects += 1
            counts.entities += subject.startswith(own)
            last = subject
    lines = triple_lines(store, graph_names(store))
    objects = sorted_lines(_parts(line)[2] + b"\n" for line in lines)
    counts.objects = sum(1 for _ in objects)
    return counts


def _parts(line: bytes) -> list[bytes]:
    """Return the three terms of a line of N-Triples."""
    return line[: -len(b" .\n")].split(b" ", 2)


def _iri(term: bytes) -> str:
    return term[1:-1].decode()


def _end_of_namespace(iri: str) -> int:
    return max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1
