"""How things look to shapes: what these see of them, and of what they name.

What looks alike differs in nothing that a shape can see. So that this is certain,
whatever is in doubt stands for itself: a value that is compared with another, and a
thing of which a property names several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from kg.project.shapes.sight import Sight
from kg.table.fragments import CONTENT, MOST_KEPT, SUBJECT

Look = int | None
"""A number that those share which look alike; ``None`` is of what stands for itself."""

_DEEP = 32
"""How many things may be named one by another: more are told from each other."""

_ITSELF, _LITERAL, _THING = "", "literal", "thing"
"""What a line stands for: itself, or all literals or things that look like its own."""

_ALONE, _COMPARED = -1, -2
"""What stands for itself, and what does not until values are told from each other."""


class _Line(NamedTuple):
    """What is seen of a triple: ``value`` is its object, or how that looks."""

    subject: str
    predicate: str
    value: str
    stands: str


_UNSEEN = _Line("", "", "", _ITSELF)


class _View:
    """The lines of which the properties are seen, numbered by how they look."""

    def __init__(self, properties: frozenset[str]) -> None:
        self.properties, self.lines = properties, [_UNSEEN]
        self.named = set[str]()
        self.looks = dict[tuple[object, ...], int]()
        self._numbers, self._written = {_UNSEEN: 0}, {"": 0}

    def number(self, line: _Line) -> int:
        """Return the number of a line, which those have that look like it."""
        number = self._numbers.setdefault(line, len(self.lines))
        if number == len(self.lines):
            self.lines.append(line)
        return number

    def numbers(self, text: list[str], read: Callable[[str], _Line]) -> list[int]:
        """Return the numbers of lines; what is new is read, and kept if it recurs."""
        kept = self._written
        numbers = [kept.get(line, -1) for line in text]
        if -1 in numbers:
            for at, number in enumerate(numbers):
                if number < 0:
                    line = read(text[at])
                    numbers[at] = self.number(line)
                    recurs = line is not _UNSEEN and line.stands != _LITERAL
                    if (recurs or text[at].endswith("> .")) and len(kept) < MOST_KEPT:
                        kept[text[at]] = numbers[at]
        return numbers


class Looks:
    """Tells which claims, and which things, shapes cannot tell from each other.

    ``describe`` returns the triples of a thing, and "" for a code and whatever else is
    not described. All triples are N-Triples. ``named`` is what claims name.
    """

    def __init__(self, sight: Sight, describe: Callable[[str], str]) -> None:
        self._sight, self._describe = sight, describe
        self._claims, self._things = _View(sight.near), _View(sight.near)
        self._far = _View(sight.far)
        self._kinds, self._begun = dict[str, str | None](), set[str]()
        self.named = self._claims.named

    def of_claim(self, claim: str, content: str, text: str) -> Look:
        """Return the look of a claim and of what it says, which ``text`` describes."""
        text = _about(claim, text).replace(f"\n<{content}> ", f"\n{CONTENT} ")
        text = text.replace(f"> <{content}> .\n", f"> {CONTENT} .\n")
        return self._look(self._claims, (claim, content), text)

    def of_thing(self, iri: str, text: str) -> Look:
        """Return the look of a thing, which ``text`` describes."""
        return self._look(self._things, (iri,), _about(iri, text))

    def learn(self, iri: str, text: str) -> None:
        """Note how a thing looks from afar, which ``text`` describes."""
        self._kinds[iri] = self._kind(iri, text)

    def _look(self, view: _View, iris: tuple[str, ...], text: str) -> Look:
        lines, patterns = text.split("\n"), tuple(map(self._sight.iri, iris))
        numbers = view.numbers(lines, lambda line: self._read(line, view))
        look = self._judged(view, patterns, numbers)
        if look == _COMPARED:
            exact = [
                self._exactly(view, number, line)
                for number, line in zip(numbers, lines, strict=True)
            ]
            look = self._judged(view, patterns, exact)
        return None if look < 0 or not self._sight.terms.isdisjoint(iris) else look

    def _judged(self, view: _View, patterns: object, numbers: list[int]) -> int:
        key = (patterns, *numbers)
        if (look := view.looks.get(key)) is None:
            look = view.looks[key] = self._judge(view, numbers) or len(view.looks)
        return look

    def _judge(self, view: _View, numbers: Iterable[int]) -> int:
        """Tell what speaks against letting lines stand for all that look like them."""
        lines = [view.lines[number] for number in numbers if number]
        has = Counter((line.subject, line.predicate) for line in lines)
        several = {line for line, count in Counter(lines).items() if count > 1}
        for line in lines:
            repeated = has[line.subject, line.predicate] > 1
            if (line.stands == _THING and repeated) or (
                line.stands and line in several
            ):
                return _ALONE
        for line in lines:
            others = self._sight.pairs.get(line.predicate, ())
            if line.stands == _LITERAL and any(
                (line.subject, other) in has for other in others
            ):
                return _COMPARED
        return 0

    def _exactly(self, view: _View, number: int, written: str) -> int:
        """Return the number of a line whose value is told from all others."""
        line = view.lines[number]
        if line.stands != _LITERAL or line.predicate not in self._sight.pairs:
            return number
        return view.number(line._replace(value=written, stands=_ITSELF))

    def _read(self, written: str, view: _View) -> _Line:
        """Return what is seen of a triple of a claim, or of a thing."""
        subject, predicate, value = written.removesuffix(" .").split(" ", 2)
        predicate, is_iri = predicate[1:-1], value.startswith("<")
        if is_iri:
            view.named.add(value[1:-1])
        if predicate not in view.properties:
            return _UNSEEN
        if predicate not in self._sight.exact:
            if not is_iri:
                look = self._sight.literal(value)
                stands = _ITSELF if look == value else _LITERAL
                return _Line(subject, predicate, look, stands)
            if (kind := self._kind_of(value[1:-1])) is not None:
                return _Line(subject, predicate, kind, _THING)
        return _Line(subject, predicate, value, _ITSELF)

    def _kind_of(self, iri: str) -> str | None:
        """Return how a thing looks from afar; ``None`` for what stands for itself."""
        if iri not in self._kinds:
            if iri in self._begun or len(self._begun) == _DEEP:
                return None
            self._kinds[iri] = self._kind(iri, self._describe(iri))
        return self._kinds[iri]

    def _kind(self, iri: str, text: str) -> str | None:
        if not text or iri in self._sight.terms or len(iri) <= self._sight.length:
            return None
        self._begun.add(iri)
        look = self._look(self._far, (), _about(iri, text))
        self._begun.discard(iri)
        return None if look is None else str(look)


def _about(iri: str, text: str) -> str:
    """Return lines about a thing with its name left open; no text has a line end."""
    return f"\n{text}".replace(f"\n<{iri}> ", f"\n{SUBJECT} ")
