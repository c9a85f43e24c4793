"""SELECT queries over the network, and the entities that their rows make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.match.entity import Entity
from kg.names import QID, WIKIDATA, local_name
from kg.net.client import Check, Client, expect
from kg.net.request import Request, batches
from kg.net.sparql import select_request
from kg.rdf import Literal, URIRef

Row = dict[str, str]
"""The values that a solution binds, by variable, and their languages (``value@``)."""

BATCH = 50
"""Things that one query asks about: as many as Wikidata's API gives at once."""

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


def _details(iris: Iterable[str], languages: Iterable[str], *, classes: bool) -> str:
    """Return the query for what is known of things: rows of item, key and value."""
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

    def whole(data: Any) -> bool:
        rows = data["results"]["bindings"]
        lists = isinstance(data["head"]["vars"], list) and isinstance(rows, list)
        return lists and all(
            isinstance(term["value"], str) for row in rows for term in row.values()
        )

    def refusal(data: Any) -> Any:
        return not data.get("results") and (data.get("exception") or data.get("error"))

    otherwise = "does not answer as a SPARQL endpoint would"
    return expect(request, otherwise, whole, refusal)


def qid_of(iri: str) -> str:
    """Return the QID of an entity's IRI, or "" for any other IRI."""
    name = iri.removeprefix(WIKIDATA)
    return name if name != iri and QID.fullmatch(name) else ""


def entities_of(
    client: Client,
    url: str,
    qids: Mapping[str, str],
    languages: tuple[str, ...],
    *,
    classes: bool = False,
) -> dict[str, Entity]:
    """Ask an endpoint what is known of things; ``qids`` has the QID of each.

    Names are those in ``languages``, in the language of all (``mul``) and in none;
    ``classes`` asks for ``rdf:type`` as well.
    """
    entities: dict[str, Entity] = {}
    for batch in batches(qids, BATCH):
        rows = select(client, url, _details(batch, languages, classes=classes))
        entities |= _made(rows, qids, languages)
    return entities


def _made(
    rows: list[Row], qids: Mapping[str, str], languages: tuple[str, ...]
) -> dict[str, Entity]:
    """Return entities by QID from rows of item, key and value.

    The label is that in the first of ``languages`` that there is one in.

    An entity of Wikidata without names that is ``owl:sameAs`` another was merged into
    it.
    """
    facts: dict[str, dict[str, dict[str, None]]] = defaultdict(dict)
    order = [*languages, "mul", ""]
    ranks = {tag.lower(): rank for rank, tag in reversed(list(enumerate(order)))}
    for row in sorted(rows, key=lambda r: ranks.get(r.get("value@", ""), len(ranks))):
        if (qid := qids.get(row.get("item", ""))) and "value" in row:
            facts[qid].setdefault(row["key"], {})[row["value"]] = None
    return {qid: _entity(qid, own) for qid, own in facts.items()}


def _entity(qid: str, facts: Mapping[str, Mapping[str, None]]) -> Entity:
    def all_of(key: str) -> list[str]:
        return list(facts.get(key, ()))

    labels = all_of("label")
    label = labels[0] if labels else ""
    others = [*labels[1:], *all_of("alias")]
    merged = [q for iri in all_of("redirect") if (q := qid_of(iri)) and q != qid]
    codes = [code.upper() for code in all_of("iso2")]
    return Entity(
        qid,
        label,
        aliases=tuple(dict.fromkeys(name for name in others if name != label)),
        description=next(iter(all_of("description")), ""),
        types=tuple(dict.fromkeys(qid_of(t) or local_name(t) for t in all_of("type"))),
        countries=tuple(
            dict.fromkeys([*codes, *(code.upper() for code in all_of("country"))])
        ),
        ids=tuple((key, v) for key in ("iso2", "iso3") for v in all_of(key)),
        redirect=merged[0] if merged and not label else "",
    )
