"""Claims by their names: ``DOCUMENT.KEY``, or a key that just one document has."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from kg.ask.endpoint import Endpoint
from kg.names import APF, local_name
from kg.rdf import Literal

CLAIM_FORM = "a claim is named DOCUMENT.KEY"


def find_claims(endpoint: Endpoint, key: str) -> set[str]:
    """Return the claims of all documents that have a key."""
    ending = Literal(f".{key}").n3()
    table = endpoint.select(
        f"SELECT DISTINCT ?x WHERE {{ ?x a <{APF.Claim}> "
        f"FILTER (STRENDS(STR(?x), {ending})) }}"
    )
    return {str(row[0]) for row in table.rows} if key and "." not in key else set()


def claims_like(endpoint: Endpoint, name: str) -> Sequence[str]:
    """Return the claims of the document that a name of a claim seems to mean."""
    if "." not in name:
        return []
    table = endpoint.select(f"SELECT ?x WHERE {{ ?x a <{APF.Claim}> }}")
    claims = [local_name(row[0]) for row in table.rows]
    document = name.rpartition(".")[0]
    documents = {claim.rpartition(".")[0] for claim in claims}
    near = get_close_matches(document, sorted(documents), n=1)
    return sorted(c for c in claims if c.rpartition(".")[0] in near)
