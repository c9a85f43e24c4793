"""Derivation rules: CONSTRUCT queries run until they add nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import pyoxigraph as ox

from kg.errors import InputErrors, Place, Problem
from kg.read.queryfile import QueryFile

_BATCH = 100_000


def derive(store: ox.Store, rules: Iterable[QueryFile], graph: str) -> int:
    """Write what the rules derive into the named graph, in place of what was there.

    Rules may build on each other's results; negation may only speak of claims, which
    no rule adds, so the order of rules does not matter. Returns the number of triples.
    """
    name = ox.NamedNode(graph)
    store.remove_graph(name)
    rules = list(rules)
    added = True
    while added:
        before = len(store)
        for rule in rules:
            _apply(store, rule, name)
        added = len(store) > before
    return sum(1 for _ in store.quads_for_pattern(None, None, None, name))


def _apply(store: ox.Store, rule: QueryFile, name: ox.NamedNode) -> None:
    try:
        results = store.query(rule.text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise InputErrors(
            [Problem(Place(rule.file, 1), f"not SPARQL: {error}")]
        ) from None
    assert isinstance(results, ox.QueryTriples)
    while batch := list(islice(results, _BATCH)):
        new = [t for t in batch if not _known(store, t)]
        store.extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in new)


def _known(store: ox.Store, triple: ox.Triple) -> bool:
    pattern = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return next(iter(pattern), None) is not None
