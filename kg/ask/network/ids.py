"""Ids of nodes: short where they can be, and the same in every export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from kg.names import BASE, local_name


def short_ids(iris: Collection[str], base: str) -> dict[str, str]:
    """Return an id by IRI: ``place/pakistan`` for a thing of the project or of kg.

    What lies elsewhere, and what would share its short id, keeps its IRI.
    """
    prefixes = {f"{base}id/", f"{BASE}id/"}

    def short(iri: str) -> str:
        for prefix in prefixes:
            if iri.startswith(prefix):
                return iri.removeprefix(prefix)
        return iri

    return _distinct({iri: short(iri) for iri in iris})


def kind_names(kinds: Collection[str]) -> dict[str, str]:
    """Return a name by kind: the local name of a property, or a text on one line."""
    iris = ("http://", "https://", "urn:")
    return _distinct(
        {k: local_name(k) if k.startswith(iris) else " ".join(k.split()) for k in kinds}
    )


def _distinct(names: dict[str, str]) -> dict[str, str]:
    """Let those that share a name have their full one."""
    times = Counter(names.values())
    return {full: name if times[name] == 1 else full for full, name in names.items()}
