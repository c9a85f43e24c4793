"""What sets the members of one population apart from those of another.

Nobody is recorded as a woman and as a man, and on one day nobody is under and over 18.
So groups whose sex, age or accompaniment exclude each other share nobody, whatever else
defines them; and a group that has all criteria of another and one of these beside them
lies in the other. What else defines a group (nationality, residence, papers, status)
excludes nobody: people have two passports, move, and arrive again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from kg.figures.codes import PREFIXES, Select
from kg.names import ONTOLOGY, SCHEMES, local_name

PERSONAL = frozenset(
    {"person", "crossing", "encounter", "displacement", "removal", "death"}
)
"""Units of which one is of one person. A family has members of either sex and all ages,
so that families of women are not disjoint from families of men."""

_NARROWING = (
    *("sex", "ageFrom", "ageTo", "accompaniment", "arrivedAfter", "arrivedBefore"),
    *("arrivedAfterInclusive", "arrivedBeforeInclusive"),
)
"""Criteria of which it is known when one is narrower than another."""

_TERMS = " ".join(f"apf:{name}" for name in _NARROWING)
_NARROWED = f"""{PREFIXES} SELECT ?group ?p ?v WHERE {{
  VALUES ?p {{ {_TERMS} }} ?group ?p ?v . }}"""
_DEFINED = f"""{PREFIXES} SELECT ?group ?p ?v WHERE {{
  ?p apf:definitional true . FILTER (!STRSTARTS(STR(?p), "http://www.w3.org/"))
  ?group ?p ?v .
  ?group a ?class . ?class rdfs:subClassOf* apf:PopulationGroup . }}"""
_CODES = f"""{PREFIXES} SELECT ?code ?p ?v WHERE {{
  VALUES ?scheme {{ <{SCHEMES}sex> <{SCHEMES}accompaniment> }}
  VALUES ?p {{ apf:excludes skos:broader }}
  ?code skos:inScheme ?scheme . ?code ?p ?v . }}"""

_Range = tuple[int | None, int | None]
_Codes = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Criteria:
    """Who is in a group: ``codes`` of sex and accompaniment, by their scheme's name.

    ``ages`` are in completed years and ``arrived`` in ordinal days, both ends in;
    ``None`` is an open end. ``core`` is what else defines the group.
    """

    codes: _Codes = frozenset()
    ages: _Range = (None, None)
    arrived: _Range = (None, None)
    core: frozenset[tuple[str, str]] = frozenset()

    @property
    def narrow(self) -> bool:
        """Whether anything but its core defines the group."""
        return self != Criteria(core=self.core)


@dataclass(frozen=True, slots=True)
class Groups:
    """The criteria of populations by IRI, and how their codes bear on each other."""

    criteria: Mapping[str, Criteria] = field(default_factory=dict)
    excludes: frozenset[frozenset[str]] = frozenset()
    broader: frozenset[tuple[str, str]] = frozenset()

    def exclude(self, a: str, b: str) -> bool:
        """Tell whether nobody can be in both of two populations."""
        one, other = self.criteria.get(a), self.criteria.get(b)
        if one is None or other is None:
            return False
        if _beside(one.ages, other.ages):
            return True
        return any(
            frozenset({x, y}) in self.excludes
            for _, x in one.codes
            for _, y in other.codes
        )

    def pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield which populations lie in each other or share nobody, as triples.

        Of groups that are defined alike but for sex, age, accompaniment or arrival.
        """
        alike: dict[frozenset[tuple[str, str]], list[str]] = {}
        for group, criteria in sorted(self.criteria.items()):
            if criteria.core:
                alike.setdefault(criteria.core, []).append(group)
        for groups in alike.values():
            for a, b in combinations(groups, 2):
                if self.exclude(a, b):
                    yield from ((a, "disjointFrom", b), (b, "disjointFrom", a))
            yield from self._nested(groups)

    def _nested(self, groups: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield what lies in what, of groups that no two of them are defined alike."""
        by_criteria: dict[Criteria, list[str]] = {}
        for group in groups:
            by_criteria.setdefault(self.criteria[group], []).append(group)
        single = [same[0] for same in by_criteria.values() if len(same) == 1]
        for a, b in combinations(single, 2):
            for part, whole in ((a, b), (b, a)):
                if self._lies_in(self.criteria[part], self.criteria[whole]):
                    yield part, "subPopulationOf", whole

    def _lies_in(self, part: Criteria, whole: Criteria) -> bool:
        return (
            _inside(part.ages, whole.ages)
            and _inside(part.arrived, whole.arrived)
            and all(
                any(name == like and self._is(x, y) for like, x in part.codes)
                for name, y in whole.codes
            )
        )

    def _is(self, code: str, other: str) -> bool:
        return code == other or (code, other) in self.broader


def read_groups(select: Select, *, whole: bool = False) -> Groups:
    """Return the criteria of the populations of a graph that tell who is in them.

    With the ``whole`` of what defines them; else only with what excludes others.
    """
    nodes = _nodes(select(_NARROWED))
    if not nodes:
        return Groups()
    if whole:
        nodes = _nodes(select(_DEFINED))
    pairs = [(str(c), local_name(p), str(v)) for c, p, v in select(_CODES)]
    return Groups(
        {group: _criteria(node) for group, node in nodes.items()},
        frozenset(frozenset({c, v}) for c, p, v in pairs if p == "excludes"),
        frozenset((c, v) for c, p, v in pairs if p == "broader"),
    )


def _nodes(rows: Iterable[Iterable[str | None]]) -> dict[str, dict[str, list[str]]]:
    nodes: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        group, p, value = map(str, row)
        name = p.removeprefix(ONTOLOGY)
        nodes.setdefault(group, {}).setdefault(name, []).append(value)
    return nodes


def _criteria(node: dict[str, list[str]]) -> Criteria:
    return Criteria(
        frozenset(
            (name, code)
            for name in ("sex", "accompaniment")
            for code in node.get(name, ())
        ),
        (_age(node, "ageFrom"), _age(node, "ageTo")),
        (_day(node, "arrivedAfter", 1), _day(node, "arrivedBefore", -1)),
        frozenset(
            (name, value)
            for name, values in node.items()
            if name not in _NARROWING
            for value in values
        ),
    )


def _age(node: dict[str, list[str]], name: str) -> int | None:
    return int(node[name][0]) if name in node else None


def _day(node: dict[str, list[str]], name: str, next_: int) -> int | None:
    """Return a day of arrival that is in: the next one, where the day itself is not."""
    if name not in node:
        return None
    day = date.fromisoformat(node[name][0][:10])
    if node.get(f"{name}Inclusive", ["true"])[0] in ("false", "0"):
        day += timedelta(days=next_)
    return day.toordinal()


def _beside(one: _Range, other: _Range) -> bool:
    """Tell whether two ranges do not meet."""
    return any(
        a[1] is not None and b[0] is not None and a[1] < b[0]
        for a, b in ((one, other), (other, one))
    )


def _inside(part: _Range, whole: _Range) -> bool:
    low = whole[0] is None or (part[0] is not None and part[0] >= whole[0])
    high = whole[1] is None or (part[1] is not None and part[1] <= whole[1])
    return low and high
