"""Columns on the claims behind an edge: who says it, how, and where it can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.ask.citations import Citation
from kg.ask.network.model import Column

BETWEEN = " | "
"""What stands between several values in one cell."""

_MOST = 100
"""So many values are listed in one cell: parsers set a limit to its length."""


def listed(values: Iterable[str]) -> str | None:
    """Return the distinct values as the text of one cell; ``None`` without any."""
    found = list(dict.fromkeys(filter(None, values)))
    if len(found) > _MOST:
        more = len(found) - _MOST
        found = [*found[:_MOST], f"\N{HORIZONTAL ELLIPSIS} and {more:,} more"]
    return BETWEEN.join(found) or None


def claim_columns(
    claims: Sequence[Sequence[str]], citations: Mapping[str, Citation]
) -> list[Column]:
    """Return the columns that trace edges; ``claims`` are IRIs, edge by edge.

    The modality lists each manner once; ``disputed`` tells whether any of the claims
    is. No quotes: the texts are not ours to hand on.
    """
    cited = [[citations[iri] for iri in some if iri in citations] for some in claims]

    def column(name: str, values: Sequence[Sequence[str]], title: str = "") -> Column:
        return Column(
            name, title or name.replace("_", " "), "string", list(map(listed, values))
        )

    return [
        column("modality", [[c.modality for c in some] for some in cited]),
        column("claimants", [[str(c.claimant) for c in some] for some in cited]),
        Column(
            "disputed",
            "disputed",
            "boolean",
            [any(c.disputed_by for c in some) if some else None for some in cited],
        ),
        Column("claim_count", "number of claims", "integer", list(map(len, cited))),
        column("claims", [[c.claim.id for c in some] for some in cited]),
        column("sources", [[_document(c) for c in some] for some in cited]),
        column("citations", [[c.place for c in some] for some in cited]),
        column(
            "summaries", [[" ".join(c.summary.split()) for c in some] for some in cited]
        ),
        column(
            "claim_iris", [[c.claim.iri for c in some] for some in cited], "claim IRIs"
        ),
    ]


def _document(citation: Citation) -> str:
    return citation.document.id if citation.document.iri else ""
