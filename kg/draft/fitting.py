"""Which flow or population a figure is of, by the words that its name has in common.

A thing fits as far as the words of its label stand near the figure; rare words weigh
more than those that many labels have. Where two fit alike, or none does well, it is
nobody's: a person says.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.draft.lexicon import PhraseTable, words
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.things import NamedThing
from kg.match.names import plain

_NEAR = (1.0, 0.85, 0.75, 0.5, 0.4)
"""What a word counts between the numbers beside a figure, and in its clause, sentence,
paragraph and text before."""

_OTHER_KIND = 0.5
"""Of that, what the word for another movement counts."""

_FITS, _APART = 0.6, 0.05
"""Of a label, what has to stand there, and by what the best is ahead of the next.

Measured on texts with a key: 62 right and 13 wrong of 178.
"""

_YEAR = re.compile(r"(?:19|20)\d\d")
_AND = re.compile(r"\sand\s|[,;(]")
"""What parts two figures of a clause."""

_STEM, _SHORTEST = 5, 4
_PLACES = (
    *("origin", "destination", "happensIn", "residesIn", "formerResidence", "via"),
    *("nationality", "residence"),
)


@dataclass(frozen=True, slots=True)
class _Near:
    """The stems that stand near a figure, the nearest first."""

    rings: tuple[frozenset[str], ...]

    def weight(self, stem: str) -> float:
        """Return what a word counts by how near it stands."""
        for ring, weight in zip(self.rings, _NEAR, strict=True):
            if stem in ring:
                return weight
        return 0.0


class Fitting:
    """Finds the thing of some classes that a figure is of."""

    def __init__(self, passage: DraftText, movements: PhraseTable) -> None:
        self.passage, self.things = passage, passage.things
        self.movements = movements
        self._rarity: dict[tuple[str, ...], dict[str, float]] = {}
        self._kept: dict[tuple[int, int], frozenset[str]] = {}
        self._read = 0, frozenset[str]()

    def best(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        *classes: str,
        code: str = "",
        year: str = "",
    ) -> NamedThing | None:
        """Return the one thing of classes that fits.

        ``code`` is of the movement, ``year`` that of the figure, or "" for none.
        """
        near = self._near(sentence, clause, number)
        rarity = self._rarity_of(classes)
        scored = [
            (self._fit(thing, near, rarity, code), thing.id)
            for thing in self.things.of(*classes)
            if self._is_here(thing) and _is_of_year(thing, year)
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        if not scored or scored[0][0] < _FITS:
            return None
        if len(scored) > 1 and scored[0][0] - scored[1][0] < _APART:
            return None
        return self.things.by_id[scored[0][1]]

    def _near(self, sentence: DraftSentence, clause: Clause, number: Number) -> _Near:
        text, numbers = self.passage.text, sentence.numbers
        ends = [n.end for n in numbers if clause.start <= n.end <= number.start]
        starts = [n.start for n in numbers if number.end <= n.start < clause.end]
        first, last = max(ends, default=clause.start), min(starts, default=clause.end)
        parts = list(_AND.finditer(text, first, number.start)) if ends else []
        first = parts[-1].end() if parts else first
        parts = list(_AND.finditer(text, number.end, last)) if starts else []
        last = parts[-1].start() if parts else last
        begins = self.passage.paragraph(sentence.start)
        return _Near(
            (
                stems_of(text[first:last], self.passage.language),
                stems_of(text[clause.start : clause.end], self.passage.language),
                self._stems(sentence.start, sentence.end),
                self._stems(begins, sentence.start),
                self._before(begins),
            )
        )

    def _stems(self, start: int, end: int) -> frozenset[str]:
        if (start, end) not in self._kept:
            self._kept[start, end] = stems_of(
                self.passage.text[start:end], self.passage.language
            )
        return self._kept[start, end]

    def _before(self, place: int) -> frozenset[str]:
        """Return the stems of the text before a paragraph; paragraphs only go on."""
        last, stems = self._read
        if place > last:
            stems |= stems_of(self.passage.text[last:place], self.passage.language)
            self._read = place, stems
        return stems

    def _fit(
        self, thing: NamedThing, near: _Near, rarity: dict[str, float], code: str
    ) -> float:
        """Return what share of a label stands near, from 0 to 1."""
        stems = stems_of(thing.label, self.passage.language)
        whole = sum(rarity[stem] for stem in stems)
        codes = {
            stem: phrase.code
            for phrase in self.movements.find(thing.label)
            for stem in stems_of(
                thing.label[phrase.start : phrase.end], self.passage.language
            )
        }
        fit = 0.0
        for stem in stems:
            weight = near.weight(stem)
            if code and stem in codes:
                weight = 1.0 if codes[stem] == code else weight * _OTHER_KIND
            fit += weight * rarity[stem]
        return fit / whole if whole else 0.0

    def _rarity_of(self, classes: tuple[str, ...]) -> dict[str, float]:
        """Return how much each word of the labels of classes tells."""
        if classes not in self._rarity:
            labels = [
                stems_of(thing.label, self.passage.language)
                for thing in self.things.of(*classes)
            ]
            count = Counter(stem for label in labels for stem in label)
            self._rarity[classes] = {
                stem: math.log(1 + len(labels) / many) for stem, many in count.items()
            }
        return self._rarity[classes]

    @cached_property
    def _places(self) -> frozenset[str]:
        """The places that the text names."""
        names = self.things.mentioned(self.passage.text, 0, len(self.passage.text))
        return frozenset(thing.id for name in names for thing in name.things)

    @cached_property
    def _wholes(self) -> frozenset[str]:
        """The same, and what they are within."""
        return frozenset(self._with_whole(self._places))

    def _with_whole(self, places: Iterable[str]) -> set[str]:
        result, todo = set[str](), list(places)
        while todo:
            place = todo.pop()
            if place not in result and place in self.things.by_id:
                result.add(place)
                todo += self.things.by_id[place]["within"]
        return result

    def _is_here(self, thing: NamedThing) -> bool:
        """Tell whether a text names a place of a thing, where it has any."""
        places = {place for name in _PLACES for place in thing[name]}
        if not places or places & self._wholes:
            return True
        return bool(self._with_whole(places) & self._places)


def _is_of_year(thing: NamedThing, year: str) -> bool:
    """Tell whether the name of a thing has no other year than that of a figure."""
    years = _YEAR.findall(f"{thing.id} {thing.label}")
    return not years or not year or year in years


def stems_of(text: str, language: str) -> frozenset[str]:
    """Return the beginnings of the words of a text that tell something."""
    nothing = words(language, "common")
    return frozenset(
        word[:_STEM]
        for word in plain(text).split()
        if len(word) >= _SHORTEST and word not in nothing
    )
