"""SELECT queries over a store, evaluated where they can do no harm.

Whoever wrote a query, it runs in a cell (:mod:`kg.cell`): a question of a project that
was sent by a stranger is as safe to ask as one that came with kg. A cell is kept for
the next query; threads that ask at once have one each.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import pyoxigraph as ox

from kg.ask.federated import asks_service
from kg.ask.limited import NO_NETWORK, SECONDS, meaning
from kg.ask.nearer import Nearer
from kg.ask.tables import Table, packed, unpacked
from kg.cell.child import Burst, begin
from kg.cell.limits import Ask
from kg.cell.pool import CellPool
from kg.errors import QueryFailed
from kg.graph.from_clause import names_graphs
from kg.names import PREFIXES


class Evaluator:
    """Evaluates SELECT queries over the union of a store's graphs, or those they name.

    ``seconds`` is how long one may take.
    """

    def __init__(self, store: ox.Store, seconds: float = SECONDS) -> None:
        self.store, self.seconds = store, seconds
        self._cells = CellPool(lambda: begin(_work(store)))

    def select(self, query: str, seconds: float | None = None) -> Table:
        """Return the solutions of a query, which may take other ``seconds``.

        Raises :class:`QueryFailed` for one that is malformed, is no SELECT, asks for a
        network, or needs too long or too much; and :class:`OSError` or
        :class:`RuntimeError` where the store cannot be read.
        """
        try:
            with self._cells.lent() as cell:
                kind, value = cell.call(query, seconds=seconds or self.seconds)
        except Burst:
            if asks_service(query):  # of https: without certificates the engine aborts
                raise QueryFailed(NO_NETWORK) from None
            raise
        if kind is not None:
            raise kind(value)
        return unpacked(value)


def _work(store: ox.Store) -> Callable[[Ask, str], Any]:
    """Return what a cell does with a query, over a copy of its own."""
    nearer = Nearer(store)
    return lambda _, query: _solutions(nearer, query)


def _solutions(nearer: Nearer, query: str) -> tuple[type[Exception] | None, Any]:
    """Return a packed table, or the kind of an error and its words."""
    since = perf_counter()
    try:
        union = not names_graphs(query, PREFIXES)
        results = nearer.get().query(
            query, prefixes=PREFIXES, use_default_graph_as_union=union
        )
        if not isinstance(results, ox.QuerySolutions):
            return QueryFailed, "a SELECT query was expected"
        table = packed(results)
        nearer.spent(since)
        return None, table
    except (SyntaxError, ValueError) as error:
        return SyntaxError, str(error)
    except MemoryError:
        return QueryFailed, "the result is too large; ask for less"
    except (OSError, RuntimeError) as error:
        words = meaning(str(error), query)
        if words != str(error):  # it is of the cell, and nothing is damaged
            return QueryFailed, words
        return (OSError if isinstance(error, OSError) else RuntimeError), words
