"""How good drafts are: held against the facts that a person made of the same text.

A figure is right where its bounds, unit and days are those of the key. The speaker,
the modality and what is measured are told apart from that: each is counted among the
figures that are in the key at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kg.amounts.phrase import parse_amount
from kg.draft.draft import Drafts
from kg.draft.figures import Draft
from kg.match.spellings import content
from kg.names import local_name
from kg.periods.edtf import parse_period
from kg.read.entries import Source


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of the key: its passage, half open, and what it says as plain words."""

    claim: str
    start: int
    end: int
    amount: str
    bounds: tuple[str, ...]
    unit: str
    period: str
    claimant: str
    modality: str
    measures: str
    kind: str


@dataclass(slots=True)
class Score:
    """Counts over one or more texts; shares are ``None`` where nothing was counted.

    ``by_rule`` is how many each rule drafted, ``right_by_rule`` how many of them right.
    """

    drafted: int = 0
    key: int = 0
    matched: int = 0
    right: int = 0
    unit: int = 0
    period: int = 0
    speaker: int = 0
    modality: int = 0
    wrongly_asserted: int = 0
    measures: int = 0
    listed: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)
    right_by_rule: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Add the counts of another text."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self) -> float | None:
        """The share of drafted figures that are right, where there is a key at all."""
        return self.right / self.drafted if self.drafted and self.key else None

    @property
    def recall(self) -> float | None:
        """The share of the key's figures that are drafted right."""
        return self.right / self.key if self.key else None

    def share(self, count: int) -> float | None:
        """Return what share of the figures in both is."""
        return count / self.matched if self.matched else None


def key_figures(source: Source) -> list[KeyFigure]:
    """Return the figures of a document's facts that stand at a place in its text."""
    contents = {str(entry.iri): entry.node for entry in source.entries}
    figures = []
    for entry in source.entries:
        content = contents.get(str(entry.node.get("content")), {})
        if "quantityText" not in content or "quoteEnd" not in entry.node:
            continue
        figures.append(_figure(entry.iri, entry.node, content))
    return figures


def _figure(
    iri: str, claim: Mapping[str, Any], content: Mapping[str, Any]
) -> KeyFigure:
    return KeyFigure(
        claim=local_name(iri).rsplit(".", 1)[-1],
        start=int(claim["quoteStart"]),
        end=int(claim["quoteEnd"]),
        amount=str(content["quantityText"]),
        bounds=tuple(_number(content.get(name)) for name in _NUMBERS),
        unit=local_name(str(content.get("unit", ""))),
        period=str(content.get("edtf", "")),
        claimant=_id(claim.get("claimant")),
        modality=local_name(str(claim.get("modality", ""))),
        measures=_id(content.get("measures")),
        kind=local_name(str(content.get("type", ""))),
    )


_NUMBERS = ("value", "lowerBound", "upperBound")


def _number(value: Any) -> str:
    """Return a JSON-LD number as text, "" for none."""
    if isinstance(value, dict):
        value = value["@value"]
    return "" if value is None else f"{Decimal(str(value)).normalize():f}"


def _id(value: Any) -> str:
    return local_name(value) if isinstance(value, str) else ""


def score(
    drafts: Drafts, key: Iterable[KeyFigure], publisher: str, language: str
) -> Score:
    """Hold the figures of drafts against a key; each of the key counts once."""
    open_ = list(key)
    result = Score(
        drafted=len(drafts.figures), key=len(open_), listed=len(drafts.unplaced)
    )
    result.by_rule.update(draft.rule for draft in drafts.figures)
    for draft in drafts.figures:
        figure = _nearest(draft, open_, language)
        if figure is None:
            continue
        open_.remove(figure)
        result.matched += 1
        unit = draft.says["unit"] == figure.unit
        period = _days(draft.says.get("period", "")) == _days(figure.period)
        result.unit += unit
        result.period += period
        result.right += unit and period
        result.right_by_rule[draft.rule] += unit and period
        who = publisher if draft.speaker.id == "narrator" else draft.speaker.id
        result.speaker += who == figure.claimant or _is_new(draft, figure.claimant)
        result.modality += draft.manner.code == figure.modality
        asserted = draft.manner.code == "asserted"
        result.wrongly_asserted += asserted and figure.modality != "asserted"
        result.measures += draft.says["measures"] == figure.measures
    return result


def _is_new(draft: Draft, claimant: str) -> bool:
    """Tell whether somebody new is whom the key has: unnamed, or of the same words."""
    if draft.speaker.known:
        return False
    words = content(draft.speaker.id.removeprefix("new: "))
    return claimant.startswith("unnamed") or (
        bool(words) and {*words} <= {*content(claimant.replace("-", " "))}
    )


def _nearest(draft: Draft, key: list[KeyFigure], language: str) -> KeyFigure | None:
    """Return the figure of the key that a draft is of: of its amount, and its place."""
    bounds = _bounds(draft.says["amount"], language)
    near = [
        figure
        for figure in key
        if figure.start <= draft.number.start < figure.end and figure.bounds == bounds
    ]
    return min(near, key=lambda f: (f.end - f.start, f.claim), default=None)


def _bounds(words: str, language: str) -> tuple[str, ...]:
    amount = parse_amount(words, language)
    return tuple(map(_number, (amount.value, amount.lower, amount.upper)))


def _days(edtf: str) -> object:
    """Return what is compared of a period: its days, however they are written."""
    if not edtf:
        return None
    period = parse_period(edtf)
    return period.filling or period.within
