"""Things of the graph as mentions to be linked, and the links that they have."""

from __future__ import annotations

from kg.ask.endpoint import Endpoint, values
from kg.ask.tables import Row
from kg.match.countries import countries
from kg.match.entity import Mention
from kg.names import APF, ONTOLOGY, RDF, RDFS, SKOS, WIKIDATA, local_name
from kg.rdf import Literal, URIRef

_LINKABLE = (APF.Actor, APF.Place, APF.PopulationGroup, APF.StatusDocument)
_UP = "|".join(
    f"<{p}>"
    for p in (
        APF.within,
        APF.governs,
        APF.partOfOrganization,
        APF.nationality,
        APF.residesIn,
    )
)
_ISO3 = f"<{APF.iso3}>"
_AROUND = 40
"""Summaries of claims that are read as the context of a thing: what hundreds speak of,
some tens do."""


def mention_of(endpoint: Endpoint, iri: str, language: str) -> Mention:
    """Return a thing of the graph as a mention.

    Its names are labels and alternative ones; hidden labels are what others say and
    may stand for something else. Countries are those that it lies in or belongs to, or
    that its names speak of; the context is what the claims about it are summed up as.
    """
    node = URIRef(iri).n3()
    names = _names(endpoint, node, language)
    name = names[0] if names else local_name(iri)
    context = _context(endpoint, node)
    rows = endpoint.select(f"SELECT ?code WHERE {{ {node} {_ISO3} ?code }}").rows
    iso3 = tuple(("iso3", str(row[0])) for row in rows)
    codes = _countries(endpoint, node) or countries().named_in(" ; ".join(names))
    return Mention(name, tuple(names[1:]), context, _class(endpoint, node), codes, iso3)


def _names(endpoint: Endpoint, node: str, language: str) -> list[str]:
    rows = endpoint.select(
        f"SELECT ?p ?name WHERE {{ VALUES ?p {{ "
        f"{values([RDFS.label, SKOS.prefLabel, SKOS.altLabel])} }} {node} ?p ?name }}"
    ).rows

    def rank(row: Row) -> tuple[bool, bool, str]:
        tag = row[1].language if isinstance(row[1], Literal) else None
        return (row[0] == SKOS.altLabel, tag not in (language, None), str(row[1]))

    return list(dict.fromkeys(str(row[1]) for row in sorted(rows, key=rank)))


def _class(endpoint: Endpoint, node: str) -> str:
    rows = endpoint.select(f"SELECT ?c WHERE {{ {node} <{RDF.type}> ?c }} ORDER BY ?c")
    named = [local_name(str(row[0])) for row in rows.rows]
    return named[0] if named else ""


def _countries(endpoint: Endpoint, node: str) -> tuple[str, ...]:
    """Return the codes of the countries that a thing leads to, nearest ways only."""
    rows = endpoint.select(
        f"SELECT DISTINCT ?code WHERE {{ {node} ({_UP})* ?country . "
        f"?country {_ISO3} ?code }} ORDER BY ?code"
    ).rows
    codes = (countries().code(str(row[0])) for row in rows)
    return tuple(dict.fromkeys(code for code in codes if code))


def _context(endpoint: Endpoint, node: str) -> str:
    rows = endpoint.select(
        f"SELECT DISTINCT ?words WHERE {{ "
        f"{{ {node} <{RDFS.comment}> ?words }} UNION "
        f"{{ ?claim <{APF.aboutSubject}>|<{APF.aboutObject}>|<{APF.claimant}> {node} ; "
        f"<{APF.summary}> ?words }} }} ORDER BY ?words LIMIT {_AROUND}"
    ).rows
    return " ".join(str(row[0]) for row in rows)


def linkable(endpoint: Endpoint, cls: str | None = None) -> list[str]:
    """Return the IRIs of actors, places, populations and documents, in order."""
    within = f"<{ONTOLOGY}{cls}>" if cls else None
    top = within or values(_LINKABLE)
    rows = endpoint.select(
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?top {{ {top} }} "
        f"?c <{RDFS.subClassOf}>* ?top . ?x a ?c . ?x <{RDFS.label}> ?l }} ORDER BY ?x"
    ).rows
    return [str(row[0]) for row in rows]


def linked_to(endpoint: Endpoint) -> dict[str, tuple[str, ...]]:
    """Return the QIDs that things are the same as, as was decided, by their IRIs."""
    rows = endpoint.select(
        f"SELECT DISTINCT ?x ?q WHERE {{ ?x <{SKOS.exactMatch}> ?q "
        f'FILTER (STRSTARTS(STR(?q), "{WIKIDATA}")) }} ORDER BY ?x ?q'
    ).rows
    qids: dict[str, tuple[str, ...]] = {}
    for thing, entity in rows:
        qid = str(entity).removeprefix(WIKIDATA)
        qids[str(thing)] = (*qids.get(str(thing), ()), qid)
    return qids
