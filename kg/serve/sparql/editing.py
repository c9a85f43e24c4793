"""Changes of the graph over HTTP: made on a copy, checked, and published whole.

Whoever has the token may change the graph until the next build makes it anew from the
sources. A change is a generation like a build's: it is there wholly or not at all, and
one by which the graph would break a shape is refused, with what it breaks. What rules
derive is not derived again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from kg.ask.knowledge import KnowledgeGraph
from kg.ask.limited import NO_NETWORK
from kg.cell.child import Burst, begin
from kg.cell.limits import bounded
from kg.errors import QueryFailed, StoreError
from kg.graph.store import Generations, Manifest, write_manifest, write_store
from kg.names import PREFIXES
from kg.net.request import brief
from kg.project.following import FOLLOWING
from kg.project.shapes.engines import choose, engine
from kg.project.shapes.results import CannotRun, Result
from kg.project.shapes.shapes import Shapes, read_shapes
from kg.serve.refusal import Refusal
from kg.serve.sparql.request import SparqlRequest
from kg.serve.sparql.using import REACHING, with_using, words

_SECONDS = 120.0
"""How long a change may take: copying and checking a million triples takes a third."""

_SHOWN = 20
"""Broken shapes that a refusal lists; a client that errs errs in many nodes."""

_VIOLATION = "http://www.w3.org/ns/shacl#Violation"


class GraphChange(NamedTuple):
    """A change of one graph: ``put``, ``post`` or ``delete``.

    ``name`` is its IRI, ``None`` for the default graph; ``data`` has RDF documents with
    their media types.
    """

    method: str
    name: str | None
    data: tuple[tuple[bytes, str], ...] = ()


@dataclass(frozen=True)
class Changed:
    """What a change came to: whether the graph was there before."""

    existed: bool


class Editor:
    """Changes a graph on disk, one change at a time."""

    def __init__(self, graph: KnowledgeGraph, base: str) -> None:
        self._shapes: Shapes = read_shapes(graph.project)
        self._engine, self._base = choose(), base
        begin = f"{graph.project.base}graph/"
        self._following = {ox.NamedNode(f"{begin}{name}") for name in FOLLOWING}

    def apply(
        self, generations: Generations, change: SparqlRequest | GraphChange
    ) -> Changed:
        """Make a change; raise :class:`Refusal` where the graph stays as it is."""
        if isinstance(change, SparqlRequest):
            _refuse_reaching(change.text)
        onto = generations.manifest()
        opened = generations.opened()
        cell = begin(lambda _, job: self._changed(opened.store, job), files=True)
        try:
            outcome = cell.call(change, seconds=_SECONDS, answer=_heard)
        except Burst as error:
            raise Refusal(400, str(error)) from None
        except QueryFailed:
            detail = f"the change took longer than {_SECONDS:g} seconds"
            raise Refusal(503, detail, headers={"Retry-After": "60"}) from None
        finally:
            cell.close()
        if isinstance(outcome, Refusal):
            raise outcome
        quads, existed = outcome
        if quads is not None:
            self._publish(generations, onto, quads)
        return Changed(existed)

    def _publish(
        self, generations: Generations, onto: Manifest | None, quads: bytes
    ) -> None:
        try:
            with generations.next(onto) as path:
                write_store(path, quads)
                write_manifest(path, Manifest())  # of no sources: a build begins anew
        except StoreError as error:
            raise Refusal(409, str(error)) from None

    def _changed(
        self, store: ox.Store, change: SparqlRequest | GraphChange
    ) -> tuple[bytes | None, bool] | Refusal:
        """Return the changed graph as N-Quads; ``None`` where it is the same."""
        copy = ox.Store()
        copy.bulk_extend(store)
        broken = self._broken(copy)
        try:
            with bounded("the change"):
                existed = self._do(copy, change)
            if not existed and isinstance(change, GraphChange) and not change.data:
                return None, False
        except Refusal as refusal:
            return refusal
        except (SyntaxError, ValueError) as error:
            return Refusal(400, f"cannot be read: {brief(error)}")
        except MemoryError:
            return Refusal(413, "the change needs too much memory")
        except (OSError, RuntimeError) as error:
            return Refusal(400, f"cannot be done: {brief(error)}")
        if worse := sorted(self._broken(copy) - broken):
            detail = f"the graph would break {len(worse)} shapes; nothing was changed"
            return Refusal(422, detail, problems=worse[:_SHOWN])
        return copy.dump(format=ox.RdfFormat.N_QUADS), existed

    def _broken(self, store: ox.Store) -> set[str]:
        """Return in words what breaks a shape of what is said, as a build has it."""
        quads = (quad for quad in store if quad.graph_name not in self._following)
        triples = {quad.triple for quad in quads}
        data = "".join(f"{triple} .\n" for triple in triples)
        try:
            results = engine(self._engine)(data, self._shapes.ntriples())
        except CannotRun as error:
            raise RuntimeError(f"a shape cannot run: {error}") from None
        return {self._words(r) for r in results if r.severity == _VIOLATION}

    def _words(self, result: Result) -> str:
        return f"{result.focus}: {self._shapes.message(result)}"

    def _do(self, store: ox.Store, change: SparqlRequest | GraphChange) -> bool:
        if isinstance(change, SparqlRequest):
            ox.Store().update(change.text, base_iri=self._base, prefixes=PREFIXES)
            text = with_using(change.text, change.graphs, change.named)
            store.update(text, base_iri=self._base, prefixes=PREFIXES)
            return True
        graph = ox.NamedNode(change.name) if change.name else ox.DefaultGraph()
        existed = any(store.quads_for_pattern(None, None, None, graph))
        if change.method in ("put", "delete"):
            store.clear_graph(graph)
        for data, media in change.data:
            form = ox.RdfFormat.from_media_type(media)
            if form is None:
                raise Refusal(415, f"no RDF is called `{media[:80]}`")
            base = change.name or self._base
            store.load(data, format=form, base_iri=base, to_graph=graph)
        return existed


def _heard(kind: str, words: str) -> None:
    """Hear which query runs: there is only one."""


def _refuse_reaching(update: str) -> None:
    if any(word.text in REACHING for word in words(update)):
        raise Refusal(400, NO_NETWORK)
