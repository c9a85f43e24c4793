"""What a store says of nodes, looked up one by one, and a little of it remembered.

Only what many rows share is kept, and no more than so much of it, so that a graph of
any size is written in constant memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kg.names import APF, ONTOLOGY, RDF, RDFS, SKOS, local_name

Values = Sequence[ox.NamedNode | ox.Literal]
Properties = dict[str, list[ox.NamedNode | ox.Literal]]
"""The values of a node by the local name of the property, each once, in order."""

_REMEMBERED = 100_000
"""Nodes that are remembered: with a label of 60 letters each, some 40 MB."""

NAMES = {
    str(RDF.type): "type",
    str(RDFS.label): "label",
    str(SKOS.prefLabel): "label",
    str(SKOS.altLabel): "otherName",
    str(SKOS.exactMatch): "sameAs",
}
"""Properties that are not of the ontology, and what the tables call them."""


class Lookups:
    """Looks nodes up in a store; labels are in a language, where they can be."""

    def __init__(self, store: ox.Store, language: str) -> None:
        self.store, self.language = store, language
        self.about = lru_cache(_REMEMBERED)(self.properties)
        self.label = lru_cache(_REMEMBERED)(self._label)

    def properties(self, node: str) -> Properties:
        """Return what is said of a node, by property; other vocabularies are left."""
        of: Properties = {}
        for quad in self.store.quads_for_pattern(ox.NamedNode(node), None, None):
            predicate, value = quad.predicate.value, quad.object
            if predicate.startswith(ONTOLOGY):
                name = predicate[len(ONTOLOGY) :]
            elif predicate in NAMES:
                name = NAMES[predicate]
            else:
                continue
            values = of.setdefault(name, [])
            if value not in values and isinstance(value, ox.NamedNode | ox.Literal):
                values.append(value)
        for values in of.values():
            if len(values) > 1:
                values.sort(key=str)
        return of

    def words(self, values: Values) -> list[str]:
        """Return texts: those in the language, where some are, else all."""
        texts = [v for v in values if isinstance(v, ox.Literal)]
        for language in (self.language, "en"):
            if chosen := [t.value for t in texts if t.language == language]:
                return chosen
        return [text.value for text in texts]

    def _label(self, node: str) -> str:
        of = self.properties(node)
        names = self.words(of.get("label", [])) or self.words(of.get("title", []))
        return names[0] if names else local_name(node)

    def classes(self, root: str) -> frozenset[str]:
        """Return a class of the ontology, by its local name, and all below it."""
        below = ox.NamedNode(str(RDFS.subClassOf))
        reached = [f"{ONTOLOGY}{root}"]
        for each in reached:
            quads = self.store.quads_for_pattern(None, below, ox.NamedNode(each))
            names = {q.subject.value for q in quads if isinstance(q.subject, _NODE)}
            reached += sorted(names.difference(reached))
        return frozenset(reached)

    def claim_of(self, content: str) -> Iterable[str]:
        """Return the claims whose content something is."""
        of = ox.NamedNode(str(APF.content))
        quads = self.store.quads_for_pattern(None, of, ox.NamedNode(content))
        return sorted({q.subject.value for q in quads if isinstance(q.subject, _NODE)})


_NODE = ox.NamedNode
