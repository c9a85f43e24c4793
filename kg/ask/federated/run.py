"""A query with SERVICE, run in a cell: its process never has a network.

What it wants to know of an endpoint it asks its parent, which asks only hosts that were
allowed. So the policy holds whatever the text, the parser or the engine do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import monotonic

import pyoxigraph as ox
import rdflib
import rdflib.plugins.stores.memory  # which the child could not open any more

from kg.ask.federated.dataset import as_dataset
from kg.ask.federated.evaluate import evaluate
from kg.ask.federated.parse import check, grammar, parse
from kg.ask.limited import SECONDS, serialised
from kg.cell.child import in_cell
from kg.cell.limits import Ask
from kg.errors import KgError, QueryFailed, Unreachable
from kg.names import PREFIXES
from kg.net.exchange import Transport
from kg.net.hosts import Hosts, Refused
from kg.net.manners import Manners, user_agent
from kg.net.request import brief
from kg.net.sparql import select

LARGEST = 64 * 2**20
"""Bytes of the largest answer that is taken: as much as :class:`Manners` takes."""


def run_federated(
    store: ox.Store,
    query: str,
    format: str | None,
    *,
    allow: Iterable[str] | Hosts,
    agent: str | None = None,
    seconds: float = SECONDS,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """Run a query that may ask endpoints on some hosts; return the serialised result.

    ``allow`` are hosts as ``HOST`` or ``HOST:PORT``, ``agent`` is what we call
    ourselves to them; forms, ``prefixes`` and limits are those of
    :func:`kg.ask.limited.run_limited`. Raises :class:`QueryFailed` also for a query
    that asks any other host, and :class:`Unreachable` where an endpoint is silent.
    """
    hosts = allow if isinstance(allow, Hosts) else Hosts.read(allow)
    agent = agent or user_agent()
    manners = Manners(agent, timeout=seconds, total=seconds, size=LARGEST)
    transport = Transport(manners, hosts=hosts)
    deadline = monotonic() + seconds
    grammar()  # whose file the child could not open any more

    def work(ask: Ask) -> bytes:
        rdflib.NORMALIZE_LITERALS = False  # in this process: the store has done so
        try:
            parsed = parse(query)
            check(parsed, hosts)
            results = evaluate(as_dataset(store), parsed, ask)
            return serialised(results, format, prefixes)
        except KgError:
            raise
        except (MemoryError, RecursionError):
            message = "the query is nested too deeply or needs too much memory"
            raise QueryFailed(message) from None
        except Exception as error:  # of rdflib, which raises any kind
            raise QueryFailed(f"the query cannot be run: {brief(error)}") from None

    def answer(url: str, text: str) -> bytes:
        target = str(hosts.target(url))
        try:
            return select(transport, target, text, deadline)
        except Refused:
            raise
        except QueryFailed as error:  # by the endpoint, which SILENT lets fail
            raise Unreachable(str(error)) from None

    try:
        return in_cell(work, seconds=seconds, answer=answer)
    finally:
        transport.connections.hang_up()


def select_federated(
    store: ox.Store,
    query: str,
    *,
    allow: Iterable[str],
    agent: str | None = None,
    seconds: float = SECONDS,
) -> ox.QuerySolutions:
    """Run a SELECT query that may ask endpoints on some hosts.

    Raises as :func:`run_federated` does, and says that it was a service that failed.
    """
    try:
        results = run_federated(
            store, query, "json", allow=allow, agent=agent, seconds=seconds
        )
    except Unreachable as error:
        message = f"the service that the query asks failed: {error}"
        raise Unreachable(message) from None
    solutions = ox.parse_query_results(results, format=ox.QueryResultsFormat.JSON)
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryFailed("a SELECT query was expected")
    return solutions
