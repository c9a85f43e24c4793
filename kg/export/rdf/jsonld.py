"""The graph as JSON-LD 1.1 with a short context made from its own ontology.

One node stands on one line, in the order of N-Triples, under the keys of facts files.
What a claim puts forward is nested in it, and is not written again elsewhere in
its graph; everything else is referred to by id. The context is in the file, because
Oxigraph refuses to fetch one; with it every processor reads exactly the graph's quads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, Any

import pyoxigraph as ox

from kg.export.rdf.canonical import parsed
from kg.export.rdf.claims import about, node
from kg.export.rdf.context import Context
from kg.graph.canonical import graph_names, triple_lines
from kg.names import APF, RDF

_TYPE, _CONTENT = node(RDF.type), node(APF.content)


def export_jsonld(store: ox.Store, out: IO[bytes], *, merged: bool = False) -> None:
    """Write a store as JSON-LD, its graphs kept apart or ``merged`` into one.

    Each graph is ``{"id": …, "@graph": [nodes]}``; merged, the nodes are those of the
    document itself. Nothing is held in memory but one node.
    """
    context = Context(store)
    head = json.dumps(context.written, ensure_ascii=False, indent=1).encode()
    out.write(b'{"@context": ' + head + b',\n"@graph": [')
    if merged:
        _write(out, _nodes(store, context, None))
    else:
        for n, name in enumerate(graph_names(store)):
            head = _json({"id": context.id(name.value)})[:-1]
            out.write((b",\n" if n else b"\n") + head + b', "@graph": [')
            _write(out, _nodes(store, context, name))
            out.write(b"]}")
    out.write(b"\n]}\n")


def _write(out: IO[bytes], nodes: Iterable[dict[str, Any]]) -> None:
    for n, each in enumerate(nodes):
        out.write((b",\n" if n else b"\n") + _json(each))


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _nodes(
    store: ox.Store, context: Context, graph: ox.NamedNode | None
) -> Iterator[dict[str, Any]]:
    """Yield the nodes of a graph, or of all in one, but those nested in others."""
    names = graph_names(store) if graph is None else [graph]
    triples = parsed(triple_lines(store, names))
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        if _holder(store, subject, graph) is None:
            yield _node(store, context, graph, subject, list(group))


def _node(
    store: ox.Store,
    context: Context,
    graph: ox.NamedNode | None,
    subject: Any,
    triples: list[ox.Triple],
) -> dict[str, Any]:
    """Return a node: its id, its types, its keys in order, its content nested."""
    iri = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
    result: dict[str, Any] = {"id": context.id(iri)}
    values: dict[str, list[Any]] = {}
    for triple in triples:
        term: Any = triple.object
        if triple.predicate == _TYPE and isinstance(term, ox.NamedNode):
            values.setdefault("type", []).append(context.key(term.value))
            continue
        key = context.key(triple.predicate.value)
        held = triple.predicate == _CONTENT and _holder(store, term, graph) == subject
        values.setdefault(key, []).append(
            _node(store, context, graph, term, about(store, term, graph))
            if held
            else context.value(key, term)
        )
    for key in sorted(values, key=lambda key: (key != "type", key)):
        result[key] = values[key][0] if len(values[key]) == 1 else values[key]
    return result


def _holder(store: ox.Store, content: Any, graph: ox.NamedNode | None) -> Any:
    """Return the first claim that has a node as content, if it may be nested there.

    A node that has content itself is not nested, so that no circle is lost.
    """
    if not isinstance(content, ox.NamedNode):
        return None
    first = next(store.quads_for_pattern(content, None, None, graph), None)
    if first is None or any(store.quads_for_pattern(content, _CONTENT, None, graph)):
        return None
    holders = store.quads_for_pattern(None, _CONTENT, content, graph)
    return min((quad.subject for quad in holders), key=str, default=None)
