"""Things: found by IRI, short id or name, and shown by their label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.ask.claim_names import CLAIM_FORM, claims_like, find_claims
from kg.ask.endpoint import Endpoint, LocalEndpoint, batches, values
from kg.ask.label_index import NAMES, called
from kg.ask.tables import Term
from kg.errors import QueryFailed, UnknownName, nearest
from kg.graph.cited import Thing
from kg.names import APF, ONTOLOGY, RDFS, SKOS, VOID, WIKIDATA, local_name
from kg.rdf import Literal, URIRef

__all__ = ["Thing", "encodable", "find_thing", "label_rank", "label_things"]

_NAMES = values(NAMES)
_SHOWN_BY = ", ".join(
    term.n3() for term in (RDFS.label, SKOS.prefLabel, APF.title, SKOS.exactMatch)
)
"""In a FILTER: with a second VALUES, Oxigraph joins the two before it looks up."""

_HINT = 2.0
"""Seconds in which the names are read that a hint is chosen from: some hundredths are
enough for a graph of articles, and a minute is not for all of UNHCR's tables."""

_SHOWN = 20
"""How many things a name may mean before the rest is only counted: one screen."""


def encodable(text: str) -> str:
    """Return a text as UTF-8 can hold it; a terminal may pass on what is not."""
    return text.encode("utf-8", "replace").decode("utf-8")


def label_things(
    endpoint: Endpoint, iris: Iterable[str], language: str
) -> dict[str, Thing]:
    """Return things with labels in a language, else English, else any, else the id.

    The same queries bring the QIDs of those that are linked to Wikidata as the same.
    """
    labels: dict[str, tuple[int, str, str]] = {}
    qids: dict[str, str] = {}
    wanted = sorted(set(iris))
    for batch in batches(wanted):
        table = endpoint.select(
            f"SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {batch} }} "
            "?thing ?p ?label . "
            f"FILTER (?p IN ({_SHOWN_BY})) }}"
        )
        for thing, label in table.rows:
            if isinstance(label, Literal):
                tag = label.language or ""
                ranked = (label_rank(label, language), str(label), tag)
                labels[str(thing)] = min(ranked, labels.get(str(thing), ranked))
            elif str(label).startswith(WIKIDATA):
                qids[str(thing)] = str(label).removeprefix(WIKIDATA)
    shown = {i: labels.get(i, (0, local_name(i), ""))[1:] for i in wanted}
    return {
        i: Thing(label, i, qids.get(i, ""), tag) for i, (label, tag) in shown.items()
    }


def find_thing(
    endpoint: Endpoint, name: str, cls: str | None = None, *, language: str = "en"
) -> Thing:
    """Find the one thing that an IRI, a short id or a name (any alias) means.

    ``cls`` is the local name of the class it must belong to. The id of a claim is also
    that of its content; without a class it means the claim. Raises
    :class:`UnknownName` with the nearest names, or with all that a name could mean.
    """
    name = " ".join(encodable(name).split())
    named = (
        _by_iri(endpoint, name) or _by_id(endpoint, name) or _by_name(endpoint, name)
    )
    if not named and cls == "Claim":
        named = find_claims(endpoint, name)
    if not named:
        names = [*_all_names(endpoint, cls), *claims_like(endpoint, name)]
        form = f": {CLAIM_FORM}" if cls == "Claim" else ""
        raise UnknownName(f"nothing is called `{name}`{form}{nearest(name, names)}")
    kept = _members(endpoint, named, cls) if cls else _claims_first(endpoint, named)
    fitting = sorted(named & kept)
    if not fitting:
        kinds = " or ".join(sorted(_classes(endpoint, named)))
        if cls == "Claim":
            hint = f"; `kg show {local_name(min(named))}` has the claims about it"
        else:
            hint = nearest(name, _all_names(endpoint, cls))
        raise UnknownName(f"`{name}` is of class {kinds}, not {cls}{hint}")
    if len(fitting) > 1:
        ids = ", ".join(local_name(iri) for iri in fitting[:_SHOWN])
        ids += f" and {more} more" if (more := len(fitting) - _SHOWN) > 0 else ""
        raise UnknownName(f"`{name}` could be any of {ids}; use one of these ids")
    return label_things(endpoint, fitting, language)[fitting[0]]


def _by_iri(endpoint: Endpoint, name: str) -> set[str]:
    try:
        node = ox.NamedNode(name)
    except ValueError:
        return set()
    query = f"SELECT DISTINCT ?p WHERE {{ {node} ?p ?o }} LIMIT 1"
    return {name} if endpoint.select(query).rows else set()


def _by_id(endpoint: Endpoint, name: str) -> set[str]:
    if not all(c.isalnum() or c in "-_." for c in name):
        return set()
    bases = endpoint.select(
        "SELECT DISTINCT ?space ?segment WHERE { "
        f"?set <{VOID.uriSpace}> ?space . "
        f"?class <{APF.idSegment}> ?segment }}"
    )
    iris = [URIRef(f"{space}{segment}/{name}") for space, segment in bases.rows]
    if not iris:
        return set()
    return _column(
        endpoint,
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?x {{ {values(iris)} }} ?x a ?c }}",
    )


def _by_name(endpoint: Endpoint, name: str) -> set[str]:
    if isinstance(endpoint, LocalEndpoint):
        kept = called(endpoint, name)
        if 0 < len(kept) <= _SHOWN:
            iris = values(map(URIRef, kept))
            if named := _named_so(endpoint, name, f"VALUES ?x {{ {iris} }} "):
                return named
    return _named_so(endpoint, name, "")


def _named_so(endpoint: Endpoint, name: str, among: str) -> set[str]:
    """Return what has a name in any case, ``among`` some things or all."""
    folded = Literal(name.lower()).n3()
    query = (
        f"SELECT DISTINCT ?x WHERE {{ {among}VALUES ?p {{ {_NAMES} }} ?x ?p ?name . "
        f"FILTER (LCASE(STR(?name)) = {folded}) "
        "?x a ?class . ?class "
        f"<{RDFS.subClassOf}>* ?top . ?top <{APF.idSegment}> ?segment }}"
    )
    return _column(endpoint, query)


def _claims_first(endpoint: Endpoint, iris: set[str]) -> set[str]:
    """Leave out what is the content of a claim of the same id."""
    things = values(map(URIRef, sorted(iris)))
    query = (
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?x {{ {things} }} "
        f"VALUES ?claim {{ {things} }} ?claim <{APF.content}> ?x }}"
    )
    return iris - _column(endpoint, query) if len(iris) > 1 else iris


def _members(endpoint: Endpoint, iris: set[str], cls: str) -> set[str]:
    things = values(map(URIRef, sorted(iris)))
    return _column(
        endpoint,
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?x {{ {things} }} ?x a ?class . "
        f"?class <{RDFS.subClassOf}>* ?top . {_named(cls)} }}",
    )


def _named(cls: str) -> str:
    """Match ?top by its local name, so that a project's own classes work too."""
    ending = Literal(cls).n3()
    return (
        f"FILTER (?top = <{ONTOLOGY}{cls}> || STRAFTER(STR(?top), '#') = {ending} "
        f"|| STRENDS(STR(?top), CONCAT('/', {ending})))"
    )


def _classes(endpoint: Endpoint, iris: set[str]) -> set[str]:
    things = values(map(URIRef, sorted(iris)))
    query = f"SELECT DISTINCT ?c WHERE {{ VALUES ?x {{ {things} }} ?x a ?c }}"
    return {local_name(iri) for iri in _column(endpoint, query)}


def _all_names(endpoint: Endpoint, cls: str | None) -> Sequence[str]:
    """Return all names, for a hint; none where reading them takes too long."""
    above = f"?class <{RDFS.subClassOf}>* ?top . "
    with_ids = f"FILTER EXISTS {{ {above}?top <{APF.idSegment}> ?s }}"
    member = above + _named(cls) if cls else with_ids
    query = (
        f"SELECT DISTINCT ?x ?name WHERE {{ VALUES ?p {{ {_NAMES} }} ?x ?p ?name . "
        f"?x a ?class . {member} }}"
    )
    try:
        if isinstance(endpoint, LocalEndpoint):
            table = endpoint.select(query, seconds=_HINT)
        else:
            table = endpoint.select(query)
    except QueryFailed:  # that there is no such name is what matters
        return ()
    # in order, for of two that differ in case alone the last is the hint
    ids = sorted({local_name(x) for x, _ in table.rows})
    return ids + sorted({str(name) for _, name in table.rows})


def _column(endpoint: Endpoint, query: str) -> set[str]:
    return {str(row[0]) for row in endpoint.select(query).rows}


def label_rank(label: Term, language: str) -> int:
    """Return 0 for a label in a language, and more for others: English, untagged."""
    tags = [language, "en", None]
    tag = getattr(label, "language", None)
    return tags.index(tag) if tag in tags else len(tags)
