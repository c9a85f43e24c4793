"""SELECT queries over the network, and the two that candidates come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.errors import QueryFailed, Unreachable
from kg.net.client import Check, Client
from kg.net.request import Request
from kg.net.sparql import select_request
from kg.rdf import Literal, URIRef

Row = dict[str, str]
"""The values that a solution binds, by variable, and their languages (``value@``)."""

PREFIXES = """\
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
PREFIX schemas: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
"""

SAME = "skos:exactMatch|schema:sameAs|schemas:sameAs|owl:sameAs"
"""The properties that lead from a thing of an endpoint to its entity in Wikidata."""

_NAMED = """\
SELECT DISTINCT ?thing ?same ?kind WHERE {{
  {which}
  {{ ?thing rdfs:label ?name . BIND (1 AS ?kind) }}
  UNION {{ ?thing skos:altLabel ?name . BIND (2 AS ?kind) }}
  {having}
  OPTIONAL {{ ?thing {same} ?same }}
}} ORDER BY ?kind STRLEN(STR(?thing)) STR(?thing) STR(?same) LIMIT {limit}"""

_DETAILS = """\
SELECT DISTINCT ?item ?key ?value WHERE {{
  VALUES ?item {{ {items} }}
  {{ ?item rdfs:label ?value . BIND ("label" AS ?key) {languages} }}
  UNION {{ ?item skos:altLabel ?value . BIND ("alias" AS ?key) {languages} }}
  UNION {{ ?item schema:description ?value . BIND ("description" AS ?key) {languages} }}
  UNION {{ ?item wdt:P31/wdt:P279* ?value . BIND ("type" AS ?key) }}
  UNION {{ ?item wdt:P17/wdt:P297 ?value . BIND ("country" AS ?key) }}
  UNION {{ ?item wdt:P297 ?value . BIND ("iso2" AS ?key) }}
  UNION {{ ?item wdt:P298 ?value . BIND ("iso3" AS ?key) }}
  UNION {{ ?item owl:sameAs ?value . BIND ("redirect" AS ?key) }}{more}
}} ORDER BY ?item ?key ?value"""

_CLASSES = '\n  UNION { ?item a ?value . BIND ("type" AS ?key) }'


def named(names: Iterable[str], languages: Iterable[str], limit: int) -> str:
    """Return the query for things of exactly these names, which indices answer."""
    tags = [None, *languages]
    terms = [Literal(name, lang=tag).n3() for name in names for tag in tags]
    which = f"VALUES ?name {{ {' '.join(terms)} }}"
    return PREFIXES + _NAMED.format(which=which, having="", same=SAME, limit=limit)


def containing(name: str, limit: int) -> str:
    """Return the query for things with a name in their names, which reads them all."""
    words = Literal(name.lower()).n3()
    having = f"FILTER (CONTAINS(LCASE(STR(?name)), {words}))"
    return PREFIXES + _NAMED.format(which="", having=having, same=SAME, limit=limit)


def linked(iris: Iterable[str]) -> str:
    """Return the query for the things of an endpoint that are linked to entities."""
    values = " ".join(URIRef(iri).n3() for iri in iris)
    return (
        f"{PREFIXES}SELECT DISTINCT ?thing ?same WHERE {{ VALUES ?same {{ {values} }} "
        f"?thing {SAME} ?same }} ORDER BY ?thing ?same"
    )


def details(
    iris: Iterable[str], languages: Iterable[str], *, classes: bool = False
) -> str:
    """Return the query for what is known of things: rows of item, key and value.

    Names are those in ``languages``, in the language of all (``mul``) and in none;
    ``classes`` asks for ``rdf:type`` as well.
    """
    tags = ", ".join(Literal(tag).n3() for tag in (*languages, "mul", ""))
    return PREFIXES + _DETAILS.format(
        items=" ".join(URIRef(iri).n3() for iri in iris),
        languages=f"FILTER (LANG(?value) IN ({tags}))",
        more=_CLASSES if classes else "",
    )


def select(client: Client, url: str, query: str) -> list[Row]:
    """Run a SELECT query by POST; see :meth:`Client.send` for what it raises."""
    request = select_request(url, query, client.manners.agent)
    results = client.send(request, _check(request)).data["results"]
    return [_row(binding) for binding in results["bindings"]]


def _row(binding: dict[str, dict[str, str]]) -> Row:
    row = {name: term["value"] for name, term in binding.items()}
    tags = {f"{name}@": term.get("xml:lang", "") for name, term in binding.items()}
    return row | {name: tag.lower() for name, tag in tags.items() if tag}


def _check(request: Request) -> Check:
    """Refuse what is no result of a SELECT, such as an error as JSON."""

    def check(data: Any) -> None:
        try:
            rows = data["results"]["bindings"]
            whole = isinstance(data["head"]["vars"], list) and isinstance(rows, list)
            whole = whole and all(
                isinstance(t["value"], str) for r in rows for t in r.values()
            )
        except (KeyError, TypeError, AttributeError):
            whole = False
        if whole:
            return
        error = isinstance(data, dict) and (data.get("exception") or data.get("error"))
        if error:
            raise QueryFailed(f"{request.shown} refuses the question: {error}")
        message = f"{request.shown} does not answer as a SPARQL endpoint would"
        raise Unreachable(message)

    return check
