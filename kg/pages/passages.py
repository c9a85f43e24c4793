"""A text with its claims marked where they stand, also where they overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.pages.library import ClaimCard

_CONTEXT = 400
"""Characters around a claim that are shown of a text that is long: some lines."""

LONG = 200_000
"""Characters from which only the passages of claims are shown, each with what stands
around it: a page of more is slow on a phone."""


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A part of a text that the same claims cover, none for what no claim is of.

    ``begins`` are the claims that begin here, so that each has one place to lead to,
    and ``ends`` those that end here. ``gap`` tells that something was left out before.
    """

    words: str
    cards: Sequence[ClaimCard] = ()
    begins: Sequence[ClaimCard] = ()
    ends: Sequence[ClaimCard] = ()
    gap: bool = False


def marked(text: str, cards: Iterable[ClaimCard]) -> list[MarkedPart]:
    """Return a text in parts, in order; together they are the whole text.

    Of a text of more than :data:`LONG` characters what is far from any claim is left
    out. Claims without a place, or with one outside of the text, mark nothing.
    """
    placed = [(*place, card) for card in cards if (place := _place(text, card))]
    edges = sorted({0, len(text), *(e for a, b, _ in placed for e in (a, b))})
    opening: dict[int, list[ClaimCard]] = {}
    closing: dict[int, list[ClaimCard]] = {}
    for begin, end, card in placed:
        opening.setdefault(begin, []).append(card)
        closing.setdefault(end, []).append(card)
    parts, at = list[MarkedPart](), dict[str, ClaimCard]()
    for begin, end in pairwise(edges):
        for card in closing.get(begin, ()):
            at.pop(card.iri, None)
        begins = opening.get(begin, [])
        at |= {card.iri: card for card in begins}
        ends = closing.get(end, ())
        part = MarkedPart(text[begin:end], tuple(at.values()), begins, ends)
        parts += _shortened(part) if len(text) > LONG else [part]
    return parts


def _place(text: str, card: ClaimCard) -> tuple[int, int] | None:
    start, end = card.citation.start, card.citation.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    return start, end


def _shortened(part: MarkedPart) -> list[MarkedPart]:
    if part.cards or len(part.words) <= 2 * _CONTEXT:
        return [part]
    head, tail = part.words[:_CONTEXT], part.words[-_CONTEXT:]
    return [MarkedPart(head), MarkedPart(tail, gap=True)]
