"""How free a movement is said to have been: in words, or by the name of its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.figures.codes import COERCION, UNKNOWN
from kg.names import APF, SKOS
from kg.policies.triples import StoreText, Value, write
from kg.rdf import URIRef

_OPEN = (None, COERCION + UNKNOWN)
"""What leaves it to the kind of movement: no word on it, or that nobody says."""


def write_coercion(store: ox.Store, graph: str) -> None:
    """Write the coercion with which each figure is read into a named graph."""
    write(store, graph, list(_readings(StoreText(store))))


def _readings(text: StoreText) -> Iterator[tuple[str, URIRef, Value]]:
    implied, written = _implied(text), text.by_subject(APF.coercion)
    moved = text.by_subject(APF.movementType)
    for figure in sorted({*written, *moved}):
        kinds: set[str | None] = {
            code for kind in moved[figure] for code in implied[kind]
        }
        words: set[str | None] = {*written[figure]}
        read = {
            (kind or own) if own in _OPEN else own
            for own in words or {None}
            for kind in kinds or {None}
        }
        for code in sorted(filter(None, read)):
            yield figure, APF.readCoercion, ox.NamedNode(code)


def _implied(text: StoreText) -> defaultdict[str, set[str]]:
    """Return what each kind of movement says on it; narrower kinds inherit it."""
    implied: defaultdict[str, set[str]] = defaultdict(set)
    narrower: dict[str, list[str]] = defaultdict(list)
    for kind, wider in text.pairs(SKOS.broader):
        narrower[wider].append(kind)
    for top, code in text.pairs(APF.impliesCoercion):
        waiting = [top]
        while waiting:
            kind = waiting.pop()
            if code not in implied[kind]:
                implied[kind].add(code)
                waiting += narrower[kind]
    return implied
