"""Derivation rules: CONSTRUCT queries run until they add nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

import pyoxigraph as ox

from kg.cell.limits import bounded
from kg.graph.from_clause import names_graphs
from kg.graph.store import CORRUPT
from kg.read.queryfile import QueryFile

_BATCH = 100_000
"""Triples taken from a rule before they are added, so that no list holds them all."""

_ROUNDS = 1_000
"""Rounds after which rules that still add triples are taken to go round in a ring."""


def derive(store: ox.Store, rules: Iterable[QueryFile], graph: str) -> int:
    """Write what the rules derive into the named graph, in place of what was there.

    Rules may build on each other's results; negation may only speak of claims, which
    no rule adds, so the order of rules does not matter. Returns the number of triples.
    """
    name = ox.NamedNode(graph)
    store.remove_graph(name)
    rules = list(rules)
    for _ in range(_ROUNDS):
        before = len(store)
        adding = [rule for rule in rules if _apply(store, rule, name)]
        if len(store) == before:
            break
    else:
        raise adding[0].refused("it still adds triples after 1,000 rounds")
    return sum(1 for _ in store.quads_for_pattern(None, None, None, name))


def _apply(store: ox.Store, rule: QueryFile, name: ox.NamedNode) -> bool:
    """Write what a rule derives that is new; tell whether there was any."""
    added = False
    for batch in _batches(store, rule):
        new = [triple for triple in batch if not _known(store, triple)]
        store.extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in new)
        added = added or bool(new)
    return added


def _batches(store: ox.Store, rule: QueryFile) -> Iterator[list[ox.Triple]]:
    triples = constructed(store, rule)
    while batch := list(islice(triples, _BATCH)):
        if any(isinstance(n, ox.BlankNode) for t in batch for n in t):
            raise rule.refused("a rule makes no blank nodes")
        yield batch


def constructed(store: ox.Store, rule: QueryFile) -> Iterator[ox.Triple]:
    """Yield what a rule makes of all graphs, or of those it names; errors name it."""
    with refusing(rule):
        union = not names_graphs(rule.offline)
        triples = store.query(rule.text, use_default_graph_as_union=union)
        if not isinstance(triples, ox.QueryTriples):
            raise rule.refused("a rule is a CONSTRUCT query")
        yield from triples


@contextmanager
def refusing(query: QueryFile) -> Iterator[None]:
    """Name the query file in the error when what runs inside cannot be run."""
    try:
        with bounded(query.file):
            yield
    except (SyntaxError, OSError) as error:
        raise query.refused(error) from None
    except RuntimeError as error:
        if CORRUPT in str(error):  # of the store, not of the query
            raise
        raise query.refused(error) from None


def _known(store: ox.Store, triple: ox.Triple) -> bool:
    pattern = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return next(iter(pattern), None) is not None
