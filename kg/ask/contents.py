"""What a claim states when that is no figure: a relation, an event, or a denial."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.endpoint import Endpoint
from kg.ask.nodes import SAID
from kg.ask.tables import Row
from kg.ask.things import Thing, label_things
from kg.names import APF, ONTOLOGY, RDF, RDFS
from kg.periods.period import BOUNDS
from kg.periods.words import words
from kg.rdf import Literal, URIRef

_RELATION = ("aboutSubject", "aboutPredicate", "aboutObject", "aboutValue")
_DATES = ("edtf", *BOUNDS, "datePrecision", "approximate", "periodText")


def content_words(endpoint: Endpoint, claim: Thing, language: str) -> str:
    """Return in a sentence what a claim states, or ``""``; things by their labels."""
    node = URIRef(claim.iri).n3()
    relation = _values(endpoint, node, language)
    stated = [relation[name] for name in _RELATION if name in relation]
    if len(stated) > 1:
        period = f", {words(relation['edtf'])}" if "edtf" in relation else ""
        return f"it states that {' '.join(stated)}{period}"
    rows = endpoint.select(
        f"SELECT DISTINCT ?p ?o WHERE {{ {node} <{APF.content}> ?x . "
        f"?x ?p ?o {SAID} }} "
        "ORDER BY ?p ?o"
    ).rows
    kind, parts = _described(endpoint, rows, language)
    return f"it states this: {'; '.join([kind, *parts])}" if kind else ""


def disputed_by_claim(endpoint: Endpoint, claim: Thing) -> list[str]:
    """Return the claims that a claim disputes."""
    node = URIRef(claim.iri).n3()
    query = f"SELECT DISTINCT ?x WHERE {{ {node} <{APF.disputes}> ?x }} ORDER BY ?x"
    return [str(row[0]) for row in endpoint.select(query).rows]


def _values(endpoint: Endpoint, node: str, language: str) -> dict[str, str]:
    properties = " ".join(f"<{ONTOLOGY}{name}>" for name in (*_RELATION, "edtf"))
    rows = endpoint.select(
        f"SELECT ?p ?o WHERE {{ VALUES ?p {{ {properties} }} {node} ?p ?o }}"
    ).rows
    labels = _labels(endpoint, rows, language)
    return {str(p).removeprefix(ONTOLOGY): labels[str(o)] for p, o in rows}


def _described(
    endpoint: Endpoint, rows: Sequence[Row], language: str
) -> tuple[str, list[str]]:
    """Return what kind of thing is described, with its date, and its properties."""
    labels = _labels(endpoint, rows, language)
    kinds = [labels[str(o)] for p, o in rows if p == RDF.type]
    of_claims = {str(APF.Claim), str(RDF.type), str(RDFS.label)}
    of_claims |= {ONTOLOGY + name for name in _DATES}
    parts = [
        f"{labels[str(p)]} {labels[str(o)]}"
        for p, o in rows
        if str(p) not in of_claims and str(p).startswith(ONTOLOGY)
    ]
    dates = [words(str(o)) for p, o in rows if p == APF.edtf]
    names = [str(o) for p, o in rows if p == RDFS.label]
    kind = f"{', '.join(names)}: {kinds[0]}" if kinds and names else "".join(kinds[:1])
    return ", ".join([kind, *dates]) if kind else "", parts


def _labels(endpoint: Endpoint, rows: Sequence[Row], language: str) -> dict[str, str]:
    terms = {term for row in rows for term in row if term is not None}
    iris = [str(term) for term in terms if isinstance(term, URIRef)]
    things = label_things(endpoint, iris, language)
    labels = {str(term): str(term) for term in terms if isinstance(term, Literal)}
    return labels | {iri: str(thing) for iri, thing in things.items()}
