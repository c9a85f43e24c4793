"""Queries of strangers: evaluated and serialised in cells, with an honest status.

An answer is made whole before its first byte leaves, so that one that would be too
large or come too late is a refusal and never a broken 200.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from starlette.requests import Request

from kg.ask.federated import asks_service
from kg.ask.limited import NO_NETWORK, meaning
from kg.ask.nearer import Nearer
from kg.cell.child import Burst, Cell, NoCell, begin
from kg.cell.pool import CellPool
from kg.errors import QueryFailed
from kg.graph.from_clause import names_graphs
from kg.names import PREFIXES
from kg.net.request import brief
from kg.serve.refusal import Refusal
from kg.serve.sparql.media import GRAPHS, RESULTS, not_acceptable, preferred
from kg.serve.sparql.request import SparqlRequest

if TYPE_CHECKING:
    from typing_extensions import Buffer

_WHERE = re.compile(r"error at (\d+):(\d+)")


@dataclass(frozen=True)
class QueryLimits:
    """What queries may take: seconds each, bytes of an answer, how many at once.

    Up to ``waiting`` more wait for their turn; others are told to come again.
    """

    seconds: float = 20.0
    answer: int = 50 * 2**20
    at_once: int = 4
    waiting: int = 64


@dataclass(frozen=True)
class Evaluation:
    """What came out: the media type and the bytes, or why nothing did."""

    media: str
    body: bytes


class QueryCells:
    """Cells that evaluate queries over one store, one of which waits for the first."""

    def __init__(self, store: ox.Store, base: str, limits: QueryLimits) -> None:
        self.limits, self._base = limits, base
        self._nearer = Nearer(store)  # each cell has a copy of its own
        self._cells = CellPool(self._begin)
        self._cells.prepare()

    def evaluate(
        self, asked: SparqlRequest, accept: str | None, seconds: float, turn: Turn
    ) -> Evaluation:
        """Return the answer of a query; raise :class:`Refusal` where there is none."""
        try:
            with self._cells.lent() as cell, turn.of(cell):
                outcome = cell.call((asked, accept), seconds=seconds)
        except Burst as error:
            if asks_service(asked.text):  # without certificates the engine aborts
                raise Refusal(400, NO_NETWORK) from None
            raise Refusal(400, str(error)) from None
        except QueryFailed:
            detail = f"no answer within {seconds:g} seconds; ask for less"
            raise Refusal(503, detail, headers={"Retry-After": "60"}) from None
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the cells that wait; those at work end with their query."""
        self._cells.close()

    def _begin(self) -> Cell | NoCell:
        nearer, base, most = self._nearer, self._base, self.limits.answer
        return begin(lambda _, job: _evaluated(nearer, base, most, *job))


class Turn:
    """A query's turn, which ends early when nobody waits for the answer any more."""

    def __init__(self) -> None:
        self._cell: Cell | NoCell | None = None
        self._lock = Lock()
        self._given_up = False

    @contextmanager
    def of(self, cell: Cell | NoCell) -> Iterator[None]:
        """Let a cell work inside, for as long as somebody waits."""
        with self._lock:
            self._cell = cell
            if self._given_up:
                cell.stop()
        try:
            yield
        finally:
            with self._lock:
                self._cell = None

    def give_up(self) -> None:
        """End the child that works for nobody; one that has not begun never does."""
        with self._lock:
            self._given_up = True
            if self._cell is not None:
                self._cell.stop()


class Queue:
    """Lets some queries be evaluated at once, and some wait; the event loop goes on."""

    def __init__(self, limits: QueryLimits) -> None:
        self.limits = limits
        self._threads = ThreadPoolExecutor(limits.at_once, "query")
        self._queued = 0

    async def evaluate(
        self,
        cells: QueryCells,
        asked: SparqlRequest,
        accept: str | None,
        *,
        request: Request | None = None,
    ) -> Evaluation:
        """Return the answer of a query; raise :class:`Refusal` where there is none.

        Where the client of the ``request`` hangs up, its query is ended.
        """
        seconds = _seconds(asked.timeout, self.limits.seconds)
        if self._queued >= self.limits.at_once + self.limits.waiting:
            detail = "too many queries wait already; try again"
            raise Refusal(429, detail, headers={"Retry-After": "5"})
        self._queued += 1
        try:
            turn, loop = Turn(), asyncio.get_running_loop()
            work = partial(cells.evaluate, asked, accept, seconds, turn)
            answer = loop.run_in_executor(self._threads, work)
            gone = asyncio.ensure_future(_hung_up(request))
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                turn.give_up()
            gone.cancel()
            return await answer
        finally:
            self._queued -= 1


async def _hung_up(request: Request | None) -> None:
    """Wait until the client of a request is gone; its body has been read."""
    if request is None:
        await asyncio.Event().wait()
        return
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _seconds(wanted: str | None, most: float) -> float:
    """Return how long a query may take: less than the limit if somebody wants that."""
    if not wanted:
        return most
    with suppress(ValueError):
        if (seconds := float(wanted)) > 0:
            return min(seconds, most)
    raise Refusal(400, "timeout: a number of seconds above 0 was expected")


class _BoundedFile(BytesIO):
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, data: Buffer) -> int:
        """Take data; raises :class:`OverflowError` where that is too much."""
        self._left -= len(memoryview(data))
        if self._left < 0:
            raise OverflowError
        return super().write(data)


def _evaluated(
    nearer: Nearer, base: str, most: int, asked: SparqlRequest, accept: str | None
) -> Evaluation | Refusal:
    """Evaluate a query, in a cell: the parent never parses it."""
    since = perf_counter()
    try:
        result = _result(nearer.get(), base, asked)
        outcome = _serialised(result, accept, most)
    except Refusal as refusal:
        return refusal
    except SyntaxError as error:
        return _malformed(str(error))
    except OverflowError:
        detail = f"the answer is larger than {most:,} bytes; add LIMIT"
        return Refusal(413, detail, limit=most)
    except MemoryError:
        return Refusal(413, "the query needs too much memory; ask for less")
    except (OSError, RuntimeError, ValueError) as error:
        words = meaning(str(error), asked.text)
        return Refusal(400, f"the query cannot be evaluated: {brief(words)}")
    nearer.spent(since)
    return outcome


def _result(store: ox.Store, base: str, asked: SparqlRequest) -> Any:
    if asked.has_dataset:
        return store.query(
            asked.text,
            base_iri=base,
            prefixes=PREFIXES,
            default_graph=[ox.NamedNode(iri) for iri in asked.graphs],
            named_graphs=[ox.NamedNode(iri) for iri in asked.named],
        )
    union = not names_graphs(asked.text, PREFIXES)
    return store.query(
        asked.text, base_iri=base, prefixes=PREFIXES, use_default_graph_as_union=union
    )


def _serialised(result: Any, accept: str | None, most: int) -> Evaluation:
    graph = isinstance(result, ox.QueryTriples)
    offered: dict[str, Any] = dict(GRAPHS if graph else RESULTS)
    if (media := preferred(offered, accept)) is None:
        raise not_acceptable(offered)
    file = _BoundedFile(most)
    if graph:
        ox.serialize(result, file, format=offered[media], prefixes=dict(PREFIXES))
    else:
        result.serialize(file, format=offered[media])
    return Evaluation(media, file.getvalue())


def _malformed(message: str) -> Refusal:
    place = _WHERE.search(message)
    words = f"not a SPARQL 1.1 query: {brief(message)}"
    if place is None:
        return Refusal(400, words)
    return Refusal(400, words, line=int(place[1]), column=int(place[2]))
