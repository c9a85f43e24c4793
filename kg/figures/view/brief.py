"""A view in brief: what is shown, and what is only counted; restatements left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.figures.derived import Derived
from kg.figures.figure import Figure
from kg.figures.relations import CANNOT_TELL, HOLDS, Relation

if TYPE_CHECKING:
    from kg.figures.view.model import FiguresView, Section

Figures = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class BriefRelation:
    """Relations shown as one: of claims of one voice, or that hold for one reason.

    ``held`` pairs figures with the subjects that they are held against, both the first
    of those claims that say the same.
    """

    relation: Relation
    held: tuple[tuple[Figures, Figures], ...]

    @property
    def single(self) -> bool:
        """Whether it is of one subject only."""
        return len(self.held) == len(self.held[0][1]) == 1


@dataclass(frozen=True, slots=True)
class BriefBound:
    """A derived bound, and how else the same follows, by the first of equal claims."""

    derived: Derived
    ways: tuple[Figures, ...]


class Brief:
    """A view as people read it; ``all_relations`` leaves no relation out."""

    def __init__(self, view: FiguresView, *, all_relations: bool = False) -> None:
        self.view, self.all_relations = view, all_relations
        self.first = {
            figure.claim: voice.figures[0]
            for section in view.sections
            for voice in section.voices
            for figure in voice.figures
        }

    def firsts(self, figures: Iterable[Figure]) -> Figures:
        """Return for each figure the first that says the same, each once."""
        firsts = [self.first.get(figure.claim, figure) for figure in figures]
        return tuple({figure.claim: figure for figure in firsts}.values())

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
        """Relations by the section that they go with: the first they bear on."""
        with_row = {
            id(row.relation) for row in self.view.rows if row.relation is not None
        }
        placed: dict[int, list[Relation]] = {}
        for n, section in enumerate(self.view.sections):
            for relation in section.relations:
                claims = [f.claim for f in (relation.subject, *relation.others)]
                places = [self._asked[c] for c in claims if c in self._asked]
                place = min(places) if places else n if self.all_relations else None
                if place is not None and id(relation) not in with_row:
                    placed.setdefault(place, []).append(relation)
        return placed

    def relations(self, section: int) -> list[BriefRelation]:
        """Return the relations that go with a section, given by its place, merged."""
        merged: dict[object, BriefRelation] = {}
        for relation in self._relations.get(section, ()):
            if self.all_relations or _settles(relation):
                subject = self.firsts([relation.subject])
                others = self.firsts(relation.others)
                claims = tuple(f.claim for f in (*subject, *others))
                key = relation.kind, relation.verdict, relation.reason, claims
                merged.setdefault(key, BriefRelation(relation, ((others, subject),)))
        brief = merged.values()
        return list(brief) if self.all_relations else _by_reason(brief)

    def left_out(self, section: int) -> int:
        """Return how many relations of a section are left out: they settle nothing."""
        kept = self._relations.get(section, ())
        return 0 if self.all_relations else sum(not _settles(r) for r in kept)

    def bounds(self, section: Section) -> list[BriefBound]:
        """Return the derived bounds of a section, equal ones of one rule as one."""
        equal: dict[object, list[Derived]] = {}
        for derived in section.derived:
            key = derived.rule, derived.scope, derived.bound
            equal.setdefault(key, []).append(derived)
        return [
            BriefBound(
                same[0], tuple(dict.fromkeys(self.firsts(d.inputs) for d in same))
            )
            for same in equal.values()
        ]

    @cached_property
    def contradictions(self) -> tuple[list[Figures], list[Figures]]:
        """Contradictions that what was asked about is in, and those beside it."""
        sets: dict[Figures, bool] = {}
        for contradiction in self.view.contradictions:
            figures = self.firsts(contradiction.figures)
            asked = any(f.claim in self._asked for f in contradiction.figures)
            sets[figures] = asked or sets.get(figures, False)
        inside = [figures for figures, asked in sets.items() if asked]
        return inside, [figures for figures, asked in sets.items() if not asked]


def _settles(relation: Relation) -> bool:
    return relation.verdict != CANNOT_TELL


def _by_reason(relations: Iterable[BriefRelation]) -> list[BriefRelation]:
    """Show as one what holds for the same reason, part by part."""
    alike: dict[object, list[BriefRelation]] = {}
    for brief in relations:
        relation = brief.relation
        holds = relation.verdict == HOLDS
        key: object = (relation.kind, relation.reason) if holds else id(brief)
        alike.setdefault(key, []).append(brief)
    return [BriefRelation(same[0].relation, _held(same)) for same in alike.values()]


def _held(
    relations: Iterable[BriefRelation],
) -> tuple[tuple[Figures, Figures], ...]:
    held: dict[Figures, list[Figure]] = {}
    for brief in relations:
        for others, subjects in brief.held:
            held.setdefault(others, []).extend(subjects)
    return tuple((others, tuple(subjects)) for others, subjects in held.items())
