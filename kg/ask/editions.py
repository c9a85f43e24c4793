"""What differs between two documents of a graph that are editions of one.

Besides figures these are verdicts and answers, and both are told of two graphs: one
without the newer edition and whatever came between or after, and one with it. So
nothing is told that another document has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from kg.ask.answers_apart import ChangedAnswer, changed_answers
from kg.ask.as_of import ViewEndpoint
from kg.ask.endpoint import Endpoint, LocalEndpoint
from kg.ask.figures import selecting
from kg.ask.questions import Question
from kg.ask.things import label_things
from kg.errors import UnknownName
from kg.figures.changed import ChangedVerdict, Side, changed_verdicts, read_verdicts
from kg.figures.editions import Revision, compare_editions
from kg.figures.figure import Figure
from kg.figures.load import load_figures, load_related
from kg.graph.cited import Thing
from kg.names import local_name
from kg.project.as_of import view_without, view_without_name
from kg.read.project import Project

_REMOTE = "verdicts and answers: they are told of a graph on disk"


@dataclass(frozen=True, slots=True)
class Editions:
    """What differs between two documents, by keys, and how many figures are the same.

    ``old`` and ``new`` are the ids of the documents, ``labels`` those of what is
    counted, by IRI. ``verdicts`` and ``answers`` are what changes with the new one, and
    ``untold`` what of these could not be found out, and why.
    """

    old: str
    new: str
    revisions: tuple[Revision, ...]
    same: int
    labels: dict[str, str]
    verdicts: tuple[ChangedVerdict, ...] = ()
    answers: tuple[ChangedAnswer, ...] = ()
    untold: tuple[str, ...] = ()

    def count(self, change: str) -> int:
        """Count the figures that are revised, recast, added or withdrawn."""
        return sum(revision.change == change for revision in self.revisions)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the figures that differ, a row for each, as JSON values."""
        return (each.to_dict(self.labels) for each in self.revisions)

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as JSON values."""
        return {
            "old": self.old,
            "new": self.new,
            "same": self.same,
            "figures": list(self.rows()),
            "verdicts": [verdict.to_dict() for verdict in self.verdicts],
            "answers": [answer.to_dict() for answer in self.answers],
            "untold": list(self.untold),
        }


@dataclass(frozen=True)
class Compared:
    """Two documents of a graph, and all of its figures."""

    old: Thing
    new: Thing
    figures: Sequence[Figure]

    def of(self, document: Thing) -> frozenset[str]:
        """Return the keys of the figures of a document."""
        claims = (f.claim for f in self.figures if f.document == document.iri)
        return frozenset(_key(claim)[1] for claim in claims)

    def later(self, document: str) -> set[str]:
        """Return the editions after one, by id: what has its keys and takes them up."""
        after: dict[str, set[str]] = {}
        for figure in self.figures:
            own, key = _key(figure.claim)
            for before in figure.revises | figure.restates:
                other, same = _key(before)
                if same == key and other != own:
                    after.setdefault(other, set()).add(own)
        later, queue = set[str](), [document]
        while queue:
            fresh = after.get(queue.pop(), set()) - later
            later |= fresh
            queue += fresh
        return later - {document}

    def without(self) -> tuple[set[str], set[str]]:
        """Return what is left out of the graph with the old, and with the new one."""
        old, new = self.old.id, self.new.id
        if old in self.later(new):  # asked for the other way round
            return self.later(old), {old, *self.later(new)}
        return {new, *self.later(old)}, self.later(new)

    def sides(self) -> tuple[Side, Side]:
        """Return both editions."""
        both = self.old.id, self.new.id
        chain = self._chain() - {*both}
        return (
            Side(self.old.id, self.of(self.old), self.new.id, frozenset(chain)),
            Side(self.new.id, self.of(self.new), self.old.id, frozenset(chain)),
        )

    def _chain(self) -> set[str]:
        documents = {local_name(f.document) for f in self.figures}
        mine = {self.old.id, self.new.id}
        before = {d for d in documents if mine & self.later(d)}
        return before | self.later(self.old.id) | self.later(self.new.id)


def _key(claim: str) -> tuple[str, str]:
    document, _, key = local_name(claim).partition(".")
    return document, key


def compare_documents(
    endpoint: Endpoint,
    old: Thing,
    new: Thing,
    project: Project,
    questions: Iterable[Question] | None = None,
) -> Editions:
    """Compare the figures of two documents by the keys of their claims.

    With ``questions``, of which those are asked that tell figures of a thing, also the
    verdicts and answers are compared that a graph gives without the newer one and with
    it. Raises :class:`UnknownName` where one of both has no figure.
    """
    figures = load_figures(selecting(endpoint))
    documents = {figure.document for figure in figures}
    for thing in (old, new):
        if thing.iri not in documents:
            raise UnknownName(f"`{thing.id}` is no document with figures")
    revisions, same = compare_editions(old.iri, new.iri, figures)
    counted = {revision.thing for revision in revisions}
    things = label_things(endpoint, counted, project.language)
    labels = {iri: str(thing) for iri, thing in things.items()}
    editions = Editions(old.id, new.id, tuple(revisions), same, labels)
    if questions is None:
        return editions
    if not isinstance(endpoint, LocalEndpoint):
        return replace(editions, untold=(_REMOTE,))
    compared = Compared(old, new, figures)
    before, after = (_apart(endpoint, project, each) for each in compared.without())
    verdicts = changed_verdicts(
        read_verdicts(before.store), read_verdicts(after.store), compared.sides()
    )
    near = _with_wholes(endpoint, counted)
    answers, untold = changed_answers(
        questions, (before, after), near, project.language
    )
    return replace(
        editions, verdicts=tuple(verdicts), answers=tuple(answers), untold=tuple(untold)
    )


def _apart(
    whole: LocalEndpoint, project: Project, documents: set[str]
) -> LocalEndpoint:
    """Return a graph without some of its documents."""
    if not documents:
        return whole
    name = view_without_name(project, documents)
    make = partial(view_without, whole.store, project, documents)
    return ViewEndpoint(whole, name, make)


def _with_wholes(endpoint: Endpoint, counted: set[str]) -> set[str]:
    """Return what is counted, and what that is a part of."""
    related = load_related(selecting(endpoint), counted)
    return counted.union(*(related.within.get(thing, ()) for thing in counted))
