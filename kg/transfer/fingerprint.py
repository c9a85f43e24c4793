"""What tells one set of triples from another, whatever order they come in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

_SPACE = 1 << 256


class Fingerprint:
    """How many triples there are, and the sum of their digests.

    Blank nodes have no names that two stores agree on, so that with them (``blank``)
    nothing tells whether two sets are one.
    """

    def __init__(self, triples: Iterable[ox.Triple] = ()) -> None:
        self.count, self.sum, self.blank = 0, 0, False
        for triple in triples:
            self.add(triple)

    def add(self, triple: ox.Triple) -> None:
        """Count a triple in."""
        digest = hashlib.sha256(str(triple).encode()).digest()
        self.sum = (self.sum + int.from_bytes(digest)) % _SPACE
        self.count += 1
        self.blank |= has_blank(triple)

    def agrees(self, other: Fingerprint) -> bool:
        """Tell whether two sets are one, for certain."""
        same = (self.count, self.sum) == (other.count, other.sum)
        return same and not self.blank


def has_blank(triple: ox.Triple) -> bool:
    """Tell whether a blank node is in a triple."""
    return any(isinstance(term, ox.BlankNode) for term in triple)
