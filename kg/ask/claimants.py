"""Who gives numbers in a graph, in an order that lasts, and by which short names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.ask.endpoint import Endpoint, batches
from kg.figures.view.model import Claimants
from kg.graph.cited import Thing
from kg.names import APF, ONTOLOGY, SKOS

_SHORT = re.compile(r"[A-Z][A-Z0-9]{1,7}")
"""An abbreviation of capitals, from two to eight: ``UN``, ``UNHCR``."""


def claimants(endpoint: Endpoint, named: Mapping[str, Thing]) -> Claimants:
    """Return who gives numbers in a graph, and short names of things that are named.

    Who is known from one day only on comes after who was known before; whose documents
    have no day come last.
    """
    rows = endpoint.select(
        "SELECT ?claimant (MIN(?day) AS ?first) WHERE { "
        f"?claim <{APF.claimant}> ?claimant ; <{APF.content}> ?figure . "
        f"?figure <{ONTOLOGY}measures> ?measured . "
        f"OPTIONAL {{ ?claim <{APF.statedIn}>/<{APF.published}> ?day }} "
        "} GROUP BY ?claimant"
    ).rows
    days = {str(iri): "" if day is None else str(day) for iri, day in rows}
    order = sorted(days, key=lambda iri: (not days[iri], days[iri], iri))
    return Claimants(tuple(order), _short(endpoint, named))


def _short(endpoint: Endpoint, named: Mapping[str, Thing]) -> dict[str, str]:
    """Return abbreviations that are shorter than a label and mean one thing alone."""
    names: dict[str, set[str]] = {}
    for batch in batches(sorted(named)):
        query = (
            f"SELECT ?thing ?name WHERE {{ VALUES ?thing {{ {batch} }} "
            f"?thing <{SKOS.altLabel}> ?name }}"
        )
        for thing, name in endpoint.select(query).rows:
            if _SHORT.fullmatch(str(name)):
                names.setdefault(str(thing), set()).add(str(name))
    shortest = {
        iri: min(known, key=lambda n: (len(n), n)) for iri, known in names.items()
    }
    taken = [*shortest.values(), *(thing.label for thing in named.values())]
    return {
        iri: name
        for iri, name in shortest.items()
        if len(name) < len(named[iri].label) and taken.count(name) == 1
    }
