"""What must stand beside a name wherever it is listed: a code, shown as a word.

Of a policy it is its current status: that it targets somebody is true of one that has
lapsed, too. Of a movement it is that no figure of it is established: that it has an
origin does not say that anybody moved.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.ask.endpoint import batches
from kg.names import APF, ONTOLOGY, local_name
from kg.pages.library import Library
from kg.policies.standing import ESTABLISHED

NOT_ESTABLISHED = "not-established"
"""Stands beside movements that are only alleged, denied, planned and the like."""


def beside_names(library: Library) -> dict[str, str]:
    """Return the codes that stand beside the names of things, by IRI."""
    moving = library.measured.intersection(library.of_class(f"{ONTOLOGY}MovementFlow"))
    doubtful = moving - _counted(library, moving)
    statuses = library.rows(
        f"SELECT ?policy ?status WHERE {{ ?policy <{APF.currentStatus}> ?status }}"
    )
    return dict.fromkeys(doubtful, NOT_ESTABLISHED) | {
        str(policy): local_name(str(status)) for policy, status in statuses
    }


def _counted(library: Library, flows: Iterable[str]) -> set[str]:
    """Return those of some movements of which a figure is established.

    That may stand in a row of a table that is not listed.
    """
    counted = set[str]()
    for batch in batches(flows):
        query = (
            f"SELECT DISTINCT ?flow WHERE {{ VALUES ?flow {{ {batch} }} "
            f"?figure <{APF.measures}> ?flow . ?claim <{APF.content}> ?figure . "
            f"?claim <{APF.standing}> ?standing . "
            f"FILTER (?standing = <{ESTABLISHED}>) }}"
        )
        counted |= {str(row[0]) for row in library.endpoint.select(query).rows}
    return counted
