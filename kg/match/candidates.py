"""Things that a name may mean, how likely, and whether one is beyond doubt.

For things of a graph, whose names are in a :class:`kg.match.name_index.NameIndex`. The
score is a weighted mean, times 100: the name counts 1, the type 0.4, each property 0.4,
and one whose values belong to one thing each, such as an ISO code, 2. A value that the
graph does not know is half a reason. A match is declared only for a name that is equal,
or another spelling, or for an identifying value, when nothing speaks against it and no
other thing with such a reason comes near: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.match.letters import SAME, NameKind, letters_of_many, worth
from kg.match.likeness import spelling
from kg.match.name_index import NameIndex, Owner, code_key, id_key
from kg.match.names import forms, normal, plain

SURE, GAP = 90.0, 12.0
"""The score of a match at least, and its distance from the next.

A nickname alone reaches the one; the other is more than labels, aliases and spellings
lie apart (0.1), so that namesakes of any kind stay open. Set by hand."""

_NAME, _TYPE, _PROPERTY, _KEY = 1.0, 0.4, 0.4, 2.0
"""Weights. A code that is another's outweighs the very name; five values do."""

_UNKNOWN, _AGREES, _DISAGREES = 0.5, 0.9, 0.5
"""What an unknown value counts, and from where on one speaks for or against a thing."""

FITS, RELATED, OTHER = 1.0, 0.0, -0.5
"""A type as asked for; of the same kind of thing, such as Place; of another kind."""

NAMESAKES = 2_000
"""Things of one name or value that are looked at, at most: more than people have
namesakes, fewer than a common value has things."""

_PERCENT, _DIGITS = 100.0, 2
"""The reconciliation API leaves the scale open; OpenRefine shows scores as of 100."""


@dataclass(slots=True)
class Candidate:
    """A thing that may be meant. ``score`` is 0 to 100; ``name`` 0 to 1.

    ``equal`` says that a name, id or code is equal, ``spelled`` that a name is one in
    another spelling, ``proper`` that either is more than a nickname, which means the
    thing only in context. ``properties`` are agreements by the id of the property.
    """

    thing: int
    name: float = 0.0
    equal: bool = False
    spelled: bool = False
    proper: bool = False
    typed: float | None = None
    properties: dict[str, float] = field(default_factory=dict)
    identified: bool = False
    score: float = 0.0
    match: bool = False

    @property
    def doubted(self) -> bool:
        """Tell whether its type or a property speaks against it."""
        against = any(value < _DISAGREES for value in self.properties.values())
        return against or (self.typed is not None and self.typed < FITS)

    @property
    def grounded(self) -> bool:
        """Tell whether there is a reason better than a likeness."""
        agreed = any(value >= _AGREES for value in self.properties.values())
        named = self.equal or self.spelled
        return self.identified or self.proper or (named and agreed)

    @property
    def features(self) -> list[dict[str, object]]:
        """What the score is made of, as the reconciliation API has it."""
        values: dict[str, object] = {"name_similarity": round(self.name * _PERCENT, 1)}
        if self.typed is not None:
            values["type_match"] = self.typed == FITS
        values |= {pid: round(value, 3) for pid, value in self.properties.items()}
        return [{"id": name, "value": value} for name, value in values.items()]

    def note(self, alike: float, kind: NameKind, *, spelled: bool = False) -> None:
        """Take a name for the reason, if it is a better one than those so far."""
        if (value := worth(alike, kind)) > self.name:
            self.name = value
        if (spelled or alike == SAME) and kind is not NameKind.LATIN:
            self.equal |= alike == SAME
            self.spelled |= spelled
            self.proper |= kind is not NameKind.HIDDEN

    def weigh(self, keys: Mapping[str, bool], *, named: bool) -> float:
        """Return the weighted mean of all reasons, from 0 to 100.

        ``keys`` has the properties that were asked about, and which of them identify a
        thing; ``named`` says that a name was asked for.
        """
        reasons = [(_NAME, self.name)] if named else []
        if self.typed is not None:
            reasons.append((_TYPE, self.typed))
        for pid, key in keys.items():
            value = self.properties.get(pid)
            weight = _KEY if key and value is not None else _PROPERTY
            reasons.append((weight, _UNKNOWN if value is None else value))
        total = sum(weight for weight, _ in reasons)
        mean = sum(weight * value for weight, value in reasons) / (total or 1)
        return round(min(max(mean * _PERCENT, 0.0), _PERCENT), _DIGITS)


def named(names: NameIndex, text: str) -> dict[int, Candidate]:
    """Return things by number whose code, name, other spelling or like name it is."""
    by_thing: dict[int, Candidate] = {}

    def note(owners: Iterable[Owner], alike: float, *, spelled: bool = False) -> None:
        for thing, kind in owners:
            candidate = by_thing.get(thing)
            if candidate is None:
                candidate = by_thing[thing] = Candidate(thing)
            candidate.note(alike, kind, spelled=spelled)

    note(names.equal(id_key(text)), SAME)
    note(names.equal(code_key(text)), SAME)
    if "://" in text:
        return by_thing
    exact = forms(text)
    for form in exact:
        note(names.equal(form)[:NAMESAKES], SAME)
    for number in names.spelled(text):
        if (name := names.names[number]) not in exact:
            same = spelling(text, name)
            note(names.owners(number), same.score, spelled=same.sure)
    for asked in dict.fromkeys(filter(None, (normal(text), plain(text)))):
        kind = NameKind.LABEL if asked == normal(text) else NameKind.LATIN
        near = {number: names.names[number] for number in names.like(asked)}
        for number, alike in sorted(letters_of_many(asked, near).items()):
            note(names.owners(number), worth(alike, kind))
    return by_thing


def beyond_doubt(candidates: list[Candidate]) -> bool:
    """Tell whether the first is meant: it has a reason, and no other comes near."""
    first, *others = candidates
    if first.score < SURE or first.doubted or not first.grounded:
        return False
    very_label = first.equal and first.name == SAME  # has no rival in a spelling
    rivals = (
        c.score
        for c in others
        if c.equal or c.identified or (c.spelled and not very_label)
    )
    return all(first.score - score >= GAP for score in rivals)
