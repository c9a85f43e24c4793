"""How what is put forward is drawn, by the standing of its claims.

The standing is that which the ontology gives to the manner of a claim, unless others
dispute or replace it.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.policies import standing

ASSERTED = "as asserted"
COMING = "to come"
DENIED = "denied or disputed"
REPLACED = "replaced since"
OTHERWISE = "on somebody's word alone"
"""How what is alleged, predicted, interpreted or worked out is drawn."""

PARTLY = "asserted only in part"
"""How is drawn what rests on claims of which some stand, and others do not."""

_LOOKS = {
    standing.ESTABLISHED: ASSERTED,
    standing.PLANNED: COMING,
    standing.DENIED: DENIED,
    standing.CONTESTED: DENIED,
    standing.REPLACED: REPLACED,
}


def look_of(standings: Iterable[str]) -> str:
    """Return how is drawn what rests on claims, by the IRIs of their standings.

    Without any it only defines what it joins.
    """
    looks = {_LOOKS.get(iri, OTHERWISE) for iri in standings}
    if len(looks) < 2:
        return next(iter(looks), ASSERTED)
    return PARTLY if ASSERTED in looks else OTHERWISE
