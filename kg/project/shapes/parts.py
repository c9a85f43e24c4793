"""Shapes run on a part of what was asserted, by whichever process is given it.

All that it takes is plain data, which goes from process to process. A process that
looks at many parts reads the shapes once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from kg.cell.limits import bounded
from kg.errors import InputErrors, Place, Problem, QueryFailed
from kg.project.shapes.engines import engine
from kg.project.shapes.results import CannotRun, Result
from kg.rdf import URIRef

if TYPE_CHECKING:  # what a worker need not import
    from kg.project.shapes.shapes import Shapes

Part = tuple[str, Collection[str]]
"""N-Triples, and the IRIs of the things in them that are looked at."""

_LONG = 200  # characters of an engine's message: two lines of a terminal
_SHIPPED = "ontology/shapes"


@dataclass(frozen=True, slots=True)
class PartCheck:
    """The shapes of a project, ready for any part of what it says.

    ``shapes`` are those that came with kg and ``own`` the project's, by file, and
    ``beside`` is what they see beside every part: all in N-Triples.
    """

    engine_name: str
    shapes: str
    own: tuple[tuple[str, str], ...] = ()
    beside: str = ""

    @classmethod
    def of(cls, shapes: Shapes, engine_name: str, beside: str = "") -> PartCheck:
        """Return a project's shapes for an engine that :func:`choose` gave.

        ``beside`` is the ontology and the code lists, or :func:`needed` of them, where
        parts do not have them among their triples.
        """
        ours = shapes.ntriples([file for file in shapes.files if not file.own])
        own = tuple((file.name, file.written) for file in shapes.own)
        return cls(engine_name, ours, own, beside)

    def results(self, data: str, things: Collection[str]) -> list[Result]:
        """Return what the shapes object to in some things of a part, in one order.

        ``data`` is N-Triples: the things themselves, and whatever they speak of, step
        by step; ``things`` are IRIs. The time of some 300 things grows with their
        number; from some 500 on the ``shacl`` wheel begins threads, and from 10,000 on
        its time grows with their square.

        Raises :class:`InputErrors`, with the file, when a shape cannot be run.
        """
        try:
            results = self._validate_in_time(data)
        except CannotRun as error:
            raise self.cannot_run(error, data) from None
        things = things if isinstance(things, (set, frozenset)) else set(things)
        kept = (
            result
            for result in results
            if isinstance(result.focus, URIRef) and result.focus in things
        )
        return sorted(kept, key=_order)

    def cannot_run(self, error: CannotRun, data: str) -> InputErrors:
        """Return what an engine gave up on, with the file that it gave up on."""
        reason = shorten(str(error), _LONG, placeholder=" …")
        place = Place(self._culprit(data), 1)
        return InputErrors([Problem(place, f"a shape cannot run: {reason}")])

    def _validate(self, data: str) -> list[Result]:
        shapes = "".join((self.shapes, *(text for _, text in self.own)))
        return engine(self.engine_name)(self.beside + data, shapes)

    def _validate_in_time(self, data: str) -> list[Result]:
        """Let a pattern of the project's go back for as long as a query may take."""
        names = " or ".join(name for name, _ in self.own) or _SHIPPED
        with bounded(names):
            try:
                return self._validate(data)
            except QueryFailed as error:
                problem = Problem(Place(names, 1), f"cannot be run: {error}")
                raise InputErrors([problem]) from None

    def _culprit(self, data: str) -> str:
        """Return the file of the project that kg's own shapes cannot be run with."""
        for name, text in self.own:
            try:
                engine(self.engine_name)(self.beside + data, self.shapes + text)
            except CannotRun:
                return name
        return _SHIPPED


def results_of(check: PartCheck, parts: Iterable[Part]) -> list[Result]:
    """Return the results of some parts, one after another: what a worker does."""
    return [result for part in parts for result in check.results(*part)]


def _order(result: Result) -> tuple[str, ...]:
    parts = (result.shape, result.component, result.path or "", result.value or "")
    return (str(result.focus), *map(str, parts), *sorted(result.messages))


def needed(triples: str, shapes: Shapes) -> str:
    """Return those of the ontology's triples that shapes can see, both in N-Triples.

    A shape follows the properties that it names, and by SHACL's section 1.1.1 types and
    the classes above them. It sees every property of a thing that it closes, and with
    its queries whatever it likes; then all triples are returned.
    """
    if (seen := shapes.properties) is None:
        return triples
    lines = triples.splitlines(keepends=True)
    return "".join(_with(lines, seen))


def _with(lines: Iterable[str], properties: frozenset[str]) -> Iterator[str]:
    for line in lines:
        if line.split(" ", 2)[1][1:-1] in properties:
            yield line
