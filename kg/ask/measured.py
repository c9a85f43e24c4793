"""Flows and populations with figures that are about a place, a group or an actor."""

from __future__ import annotations

from kg.ask.endpoint import Endpoint
from kg.ask.things import Thing, label_things
from kg.names import APF, ONTOLOGY

_MOST = 5
"""So many are named in place of a page of figures: a hint, no list."""


def measured_about(endpoint: Endpoint, thing: Thing, language: str) -> list[Thing]:
    """Return at most five things that are tied to one and have figures.

    Those with the most figures come first. A flow is tied to where it starts and ends
    and who moves in it, a population to where it lives: to whatever defines it.
    """
    rows = endpoint.select(
        "SELECT ?x (COUNT(DISTINCT ?claim) AS ?n) WHERE { "
        f"?claim a <{APF.Claim}> ; <{APF.content}> ?figure . "
        f"?figure <{ONTOLOGY}measures> ?x . ?x ?p <{thing.iri}> . "
        f"FILTER STRSTARTS(STR(?p), '{ONTOLOGY}') "
        "} GROUP BY ?x ORDER BY DESC(?n) ?x"
    ).rows
    iris = [str(row[0]) for row in rows if row[0] is not None][:_MOST]
    things = label_things(endpoint, iris, language)
    return [things[iri] for iri in iris]
