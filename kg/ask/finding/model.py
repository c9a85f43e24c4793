"""What a search and a list return: things with their kind and how much is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing, claim, document or code, as a list shows it.

    ``kind`` is the local name of its class (of a claim, that of what it puts forward;
    of a code, its list), ``kind_label`` what people call that. ``claims`` is the
    number of claims about it or by it, those that :meth:`KnowledgeGraph.show` shows,
    or ``None`` of a claim. ``label`` of a claim is its summary, and its ``standing``
    the local name of a code: ``established``, ``denied``; others have none.
    """

    id: str
    iri: str
    label: str
    kind: str
    kind_label: str
    claims: int | None
    standing: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values."""
        return {
            "id": self.id,
            "iri": self.iri,
            "name": self.label,
            "kind": self.kind,
            "claims": self.claims,
            "standing": self.standing,
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that words find, and by what.

    ``by`` is ``id``, ``name``, ``summary`` (of a claim) or ``text`` (of a document),
    and ``matched`` that id, name, summary or sentence. ``start`` and ``end`` count
    characters of the text, half open. ``score``, of at most 1, orders hits; it is no
    probability.
    """

    thing: Listed
    by: str
    matched: str
    score: float
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values."""
        return {
            **self.thing.to_dict(),
            "by": self.by,
            "matched": self.matched,
            "start": self.start,
            "end": self.end,
            "score": round(self.score, 2),
        }


LIST_COLUMNS = ("id", "iri", "name", "kind", "claims", "standing")
HIT_COLUMNS = (*LIST_COLUMNS, "by", "matched", "start", "end", "score")
