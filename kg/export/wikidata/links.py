"""Which entity of Wikidata a thing is, and whether that may be relied on."""

from __future__ import annotations

import pyoxigraph as ox

from kg.export.rdf.claims import objects, subjects, things
from kg.export.wikidata.mapping import NotWritten, entity
from kg.names import OWL, RDF, RDFS, SKOS, local_name
from kg.rdf import URIRef

NEGATED = URIRef("https://w3id.org/sssom/predicate_modifier")
"""What marks a judgement (an ``owl:Axiom``) that a thing is not what it names."""

_CLOSE = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def item(store: ox.Store, thing: ox.NamedNode) -> str:
    """Return the Q-id of a thing that is linked by one undoubted ``skos:exactMatch``.

    Raises :class:`NotWritten` where there is none, or several, where two things are one
    item, and where a judgement denies it.
    """
    name = local_name(thing.value)
    matches = things(store, thing, SKOS.exactMatch)
    items = [(match, qid) for match in matches if (qid := _item(match))]
    if not items:
        if any(_item(m) for term in _CLOSE for m in things(store, thing, term)):
            raise NotWritten(
                "close-match-only", f"{name} has no exact match, only others"
            )
        raise NotWritten("not-linked", f"{name} is not linked to Wikidata")
    match, qid = items[0]
    if len(items) > 1:
        qids = ", ".join(qid for _, qid in items)
        raise NotWritten("link-in-doubt", f"{name} is linked to several items: {qids}")
    if len(subjects(store, SKOS.exactMatch, match)) > 1:
        raise NotWritten(
            "link-in-doubt", f"{qid} is the item of other things than {name}"
        )
    if _denied(store, thing, match):
        raise NotWritten("link-in-doubt", f"a judgement denies that {name} is {qid}")
    return qid


def linked(store: ox.Store, thing: ox.NamedNode) -> str | None:
    """Return the Q-id of a thing, ``None`` where :func:`item` raises."""
    try:
        return item(store, thing)
    except NotWritten:
        return None


def is_a(store: ox.Store, thing: ox.NamedNode, classes: frozenset[str]) -> bool:
    """Tell whether a thing is of one of the classes, or of one below them."""
    seen: set[ox.NamedNode] = set()
    waiting = things(store, thing, RDF.type)
    while waiting:
        at = waiting.pop()
        if at.value in classes:
            return True
        if at not in seen:
            seen.add(at)
            waiting += things(store, at, RDFS.subClassOf)
    return False


def _item(match: ox.NamedNode) -> str | None:
    qid = entity(match.value)
    return qid if qid and qid.startswith("Q") else None


def _denied(store: ox.Store, thing: ox.NamedNode, match: ox.NamedNode) -> bool:
    judged = set(subjects(store, OWL.annotatedSource, thing))
    judged &= set(subjects(store, OWL.annotatedTarget, match))
    return any(objects(store, judgement, NEGATED) for judgement in judged)
