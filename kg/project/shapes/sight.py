"""What shapes can tell from what: things that look alike to them fare alike.

A shape looks at the properties that it names, and of most values only at what kind of
value they are. So of things that differ in nothing else, one may stand for all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.names import XSD
from kg.project.shapes.shapes import RDF, SH, Shapes

Graph = Mapping[str, Mapping[str, list[str]]]
"""The values of each property of each node, in N-Triples."""

_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_TARGETS = ("targetClass", "targetSubjectsOf", "targetNode")
_LENGTHS = ("minLength", "maxLength")
_RANGES = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_ORDERS = ("lessThan", "lessThanOrEquals")
_SAME = ("equals", "disjoint")
_TEXTS = ("pattern", *_LENGTHS)
_INDIFFERENT = frozenset(
    (
        *("class", "datatype", "nodeKind", "minCount", "maxCount", "uniqueLang"),
        *("languageIn", "and", "or", "not", "xone", "node", "property", "path"),
        *("qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"),
        *("qualifiedValueShapesDisjoint", "zeroOrMorePath", "deactivated"),
        *("severity", "message", "name", "description", "order", "group"),
    )
)
"""What makes no difference between values of one kind, or is looked at by itself."""

_KNOWN = _INDIFFERENT.union(
    _TARGETS, _RANGES, _ORDERS, _SAME, _TEXTS, ("in", "hasValue")
)
_PLAIN_PATTERN = re.compile(r"(?:[\w /:#~,{}()*+|^$.\[\]-]|\\[.\-/])*", re.ASCII)
"""Patterns of which every engine makes the same: no classes by letter, no flags."""

_LITERAL = re.compile(r'"(.*)"(@[A-Za-z0-9-]+|\^\^<[^<>]*>)?', re.DOTALL)
_INTEGER = f"^^<{XSD.integer}>"
_CANONICAL = re.compile("0|-?[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Sight:
    """What the shapes of a project see.

    ``near`` are the properties that they follow from a thing, ``far`` those that they
    follow from what it names. ``terms`` are IRIs that they name. Values of ``exact``
    properties are told from each other, those of ``pairs`` where the other is there;
    numbers by where they lie between ``numbers``, texts that are no longer than
    ``length``, and IRIs by the ``patterns`` that they match.
    """

    near: frozenset[str]
    far: frozenset[str]
    terms: frozenset[str]
    exact: frozenset[str]
    pairs: Mapping[str, frozenset[str]]
    numbers: tuple[Decimal, ...]
    length: int
    patterns: tuple[re.Pattern[str], ...]

    def literal(self, written: str) -> str:
        """Return what shapes see of a literal that is not compared with others."""
        match = _LITERAL.fullmatch(written)
        if match is None:
            return written
        text, kind = match[1], match[2] or ""
        if kind == _INTEGER and _CANONICAL.fullmatch(text):
            number = Decimal(text)
            below = bisect_left(self.numbers, number)
            return f"{below} {bisect_right(self.numbers, number)}{kind}"
        is_text = not kind.startswith("^")
        if is_text and len(text) > self.length and "\\" not in text:
            return f"text{kind}"
        return written

    def iri(self, iri: str) -> tuple[bool, ...]:
        """Return which patterns an IRI matches."""
        return tuple([pattern.search(iri) is not None for pattern in self.patterns])


def sight_of(shapes: Shapes) -> Sight | None:
    """Return what shapes see; ``None`` where they have parts that nobody here knows."""
    if shapes.properties is None:
        return None
    graph = _graph(triple for file in shapes.files for triple in file.triples)
    try:
        return _Reader(graph, shapes.properties).sight()
    except _UnknownPart:
        return None


class _UnknownPart(Exception):
    """A part of a shape of which it is not known what it tells apart."""


class _Reader:
    """Reads what a graph of shapes sees."""

    def __init__(self, graph: Graph, terms: frozenset[str]) -> None:
        self._graph, self._terms = graph, terms
        self._around = defaultdict[str, set[tuple[str, str]]](set)
        for node, values in graph.items():
            for predicate, objects in values.items():
                for value in objects:
                    self._around[value].add((node, predicate))
        self._far, self._exact = {f"{RDF}type", _SUBCLASS}, set[str]()
        self._pairs = defaultdict[str, set[str]](set)
        self._numbers, self._length = set[Decimal](), 0
        self._patterns = list[re.Pattern[str]]()

    def sight(self) -> Sight:
        """Return what is seen; raise :class:`_UnknownPart`."""
        for node, values in self._graph.items():
            self._known(values)
            path = [*self._path(node)] if f"<{SH}path>" in values else None
            if path is None:
                self._of_node(node)
            else:
                self._far.update(path[1:] if self._is_near(node) else path)
                self._of_property(node, path)
        return Sight(
            self._terms,
            frozenset(self._far),
            self._terms,
            frozenset(self._exact),
            {name: frozenset(others) for name, others in self._pairs.items()},
            tuple(sorted(self._numbers)),
            self._length,
            tuple(self._patterns),
        )

    def _known(self, values: Mapping[str, list[str]]) -> None:
        """Take the numbers of a shape; refuse what is not known."""
        for predicate, objects in values.items():
            name = predicate[1:-1].removeprefix(SH)
            if name == predicate[1:-1]:
                continue
            if name not in _KNOWN:
                raise _UnknownPart
            if name in _LENGTHS:
                self._length = max(self._length, *map(_whole, objects))
            if name in _RANGES:
                self._numbers.update(_numbers(objects))

    def _values(self, node: str, names: Iterable[str]) -> list[str]:
        own = self._graph.get(node, {})
        return [value for name in names for value in own.get(f"<{SH}{name}>", ())]

    def _path(self, node: str) -> Iterator[str]:
        """Yield the properties of a path, in order."""
        (path,) = self._values(node, ["path"]) or ("",)
        steps = [path] if path.startswith("<") else [*self._items(path)]
        for step in steps:
            if step.startswith("<"):
                yield step[1:-1]
            elif self._graph.get(step) == {f"<{SH}zeroOrMorePath>": [f"<{_SUBCLASS}>"]}:
                yield _SUBCLASS
            else:
                raise _UnknownPart

    def _items(self, head: str) -> Iterator[str]:
        seen = set[str]()
        while head != f"<{RDF}nil>":
            own = self._graph.get(head, {})
            first, rest = own.get(f"<{RDF}first>"), own.get(f"<{RDF}rest>")
            if head in seen or first is None or rest is None:
                raise _UnknownPart
            seen.add(head)
            yield from first
            (head,) = rest

    def _is_near(self, node: str) -> bool:
        """Tell whether a property is only looked at from the things that are looked at.

        Then a shape that nobody else refers to, and that has a target, has it.
        """
        return all(
            predicate == f"<{SH}property>"
            and not self._around[shape]
            and self._values(shape, _TARGETS)
            for shape, predicate in self._around[node]
        )

    def _of_property(self, node: str, path: list[str]) -> None:
        """Note which values of a property are told from each other."""
        others = [value[1:-1] for value in self._values(node, _SAME)]
        if others or self._values(node, ["pattern", "in", "hasValue"]):
            self._exact.update(path, others)
        for other in self._values(node, _ORDERS):
            if len(path) == 1:
                self._pairs[path[0]].add(other[1:-1])
                self._pairs[other[1:-1]].add(path[0])
            else:
                self._exact.update(path, [other[1:-1]])

    def _of_node(self, node: str) -> None:
        """Note what tells things themselves, or values wherever they stand."""
        values = self._values(node, ["hasValue"])
        for head in self._values(node, ["in"]):
            values += self._items(head)
        if not all(value.startswith("<") for value in values):
            raise _UnknownPart
        patterns = self._values(node, ["pattern"])
        if (patterns and self._around[node]) or self._values(node, (*_SAME, *_LENGTHS)):
            raise _UnknownPart
        for written in patterns:
            text = ox.parse(f"<urn:x> <urn:x> {written} .", format=_NT)
            pattern = next(iter(text)).object.value
            if not _PLAIN_PATTERN.fullmatch(pattern):
                raise _UnknownPart
            self._patterns.append(re.compile(pattern))


_NT = ox.RdfFormat.N_TRIPLES


def _graph(triples: Iterable[ox.Triple]) -> Graph:
    graph = defaultdict[str, defaultdict[str, list[str]]](lambda: defaultdict(list))
    for triple in triples:
        graph[str(triple.subject)][str(triple.predicate)].append(str(triple.object))
    return {node: dict(values) for node, values in graph.items()}


def _whole(written: str) -> int:
    match = _LITERAL.fullmatch(written)
    if match is None or not match[1].isdecimal():
        raise _UnknownPart
    return int(match[1])


def _numbers(written: Iterable[str]) -> Iterator[Decimal]:
    """Yield the numbers among terms: whole ones are held against them."""
    for term in written:
        match = _LITERAL.fullmatch(term)
        if match is not None and (match[2] or "").startswith("^^"):
            try:
                number = Decimal(match[1])
            except InvalidOperation:  # of a date, or a truth value
                continue
            if not number.is_finite():
                raise _UnknownPart
            yield number
