"""What is told to people of a view, and what is only counted: restatements left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.ask.figure_rows import Section
from kg.ask.figures import FiguresView
from kg.figures.derive import Derived
from kg.figures.figure import Figure
from kg.figures.relations import CANNOT_TELL, HOLDS, Relation

Figures = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ToldRelation:
    """Relations told as one: of claims of one voice, or that hold for one reason.

    ``held`` pairs figures with the subjects that they are held against, both the first
    of those claims that say the same.
    """

    relation: Relation
    held: tuple[tuple[Figures, Figures], ...]

    @property
    def single(self) -> bool:
        """Whether it is told of one subject only."""
        return len(self.held) == len(self.held[0][1]) == 1


@dataclass(frozen=True, slots=True)
class ToldBound:
    """A derived bound, and how else the same follows, by the first of equal claims."""

    derived: Derived
    ways: tuple[Figures, ...]


class ToldView:
    """A view as people are told it; ``all_relations`` leaves no relation out."""

    def __init__(self, view: FiguresView, *, all_relations: bool = False) -> None:
        self.view, self.all_relations = view, all_relations
        self.first = {
            figure.claim: told.figures[0]
            for section in view.sections
            for told in section.told
            for figure in told.figures
        }

    def firsts(self, figures: Iterable[Figure]) -> Figures:
        """Return for each figure the first that says the same, each once."""
        found = [self.first.get(figure.claim, figure) for figure in figures]
        return tuple({figure.claim: figure for figure in found}.values())

    @cached_property
    def _asked(self) -> dict[str, int]:
        """The sections of what was asked about, by the claims in them."""
        return {
            row.figure.claim: n
            for n, section in enumerate(self.view.sections)
            for row in section.rows
            if section.role == "asked"
        }

    @cached_property
    def _relations(self) -> dict[int, list[Relation]]:
        """Relations by the section that they are told with: the first they bear on."""
        with_row = {
            id(row.relation) for row in self.view.rows if row.relation is not None
        }
        found: dict[int, list[Relation]] = {}
        for n, section in enumerate(self.view.sections):
            for relation in section.relations:
                claims = [f.claim for f in (relation.subject, *relation.others)]
                places = [self._asked[c] for c in claims if c in self._asked]
                place = min(places) if places else n if self.all_relations else None
                if place is not None and id(relation) not in with_row:
                    found.setdefault(place, []).append(relation)
        return found

    def relations(self, section: int) -> list[ToldRelation]:
        """Return the relations to tell with a section, given by its place, merged."""
        found: dict[object, ToldRelation] = {}
        for relation in self._relations.get(section, ()):
            if self.all_relations or _settles(relation):
                subject = self.firsts([relation.subject])
                others = self.firsts(relation.others)
                claims = tuple(f.claim for f in (*subject, *others))
                key = relation.kind, relation.verdict, relation.reason, claims
                found.setdefault(key, ToldRelation(relation, ((others, subject),)))
        told = found.values()
        return list(told) if self.all_relations else _by_reason(told)

    def untold(self, section: int) -> int:
        """Return how many relations of a section are left out: they settle nothing."""
        kept = self._relations.get(section, ())
        return 0 if self.all_relations else sum(not _settles(r) for r in kept)

    def bounds(self, section: Section) -> list[ToldBound]:
        """Return the derived bounds of a section, equal ones of one rule as one."""
        found: dict[object, list[Derived]] = {}
        for derived in section.derived:
            key = derived.rule, derived.scope, derived.bound
            found.setdefault(key, []).append(derived)
        return [
            ToldBound(
                same[0], tuple(dict.fromkeys(self.firsts(d.inputs) for d in same))
            )
            for same in found.values()
        ]

    @cached_property
    def contradictions(self) -> tuple[list[Figures], list[Figures]]:
        """Contradictions that what was asked about is in, and those beside it."""
        found: dict[Figures, bool] = {}
        for contradiction in self.view.contradictions:
            figures = self.firsts(contradiction.figures)
            asked = any(f.claim in self._asked for f in contradiction.figures)
            found[figures] = asked or found.get(figures, False)
        told = [figures for figures, asked in found.items() if asked]
        return told, [figures for figures, asked in found.items() if not asked]


def _settles(relation: Relation) -> bool:
    return relation.verdict != CANNOT_TELL


def _by_reason(told: Iterable[ToldRelation]) -> list[ToldRelation]:
    """Tell as one what holds for the same reason, part by part."""
    found: dict[object, list[ToldRelation]] = {}
    for item in told:
        relation = item.relation
        holds = relation.verdict == HOLDS
        key: object = (relation.kind, relation.reason) if holds else id(item)
        found.setdefault(key, []).append(item)
    return [ToldRelation(same[0].relation, _held(same)) for same in found.values()]


def _held(
    told: Iterable[ToldRelation],
) -> tuple[tuple[Figures, Figures], ...]:
    found: dict[Figures, list[Figure]] = {}
    for item in told:
        for others, subjects in item.held:
            found.setdefault(others, []).extend(subjects)
    return tuple((others, tuple(subjects)) for others, subjects in found.items())
