"""A query of somebody's own, run where it can do no harm.

Oxigraph has no time limit, SERVICE and LOAD reach the network, and deep nesting ends
the process. So the query runs in a forked child that reaches no network, has bounded
memory, and is killed at the deadline; the store was opened before.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable
from multiprocessing.connection import Connection
from textwrap import shorten

import pyoxigraph as ox

from kg.ask.cell import NO_FILES, UNREACHABLE, confine
from kg.errors import QueryFailed
from kg.names import PREFIXES

RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
NO_NETWORK = "SERVICE and LOAD are not run; the query may not use a network"
"""What a query is told that asks for one."""

_SERVICE = re.compile(r"\bservice\b", re.IGNORECASE)
_ASKS = re.compile("service|load|from", re.IGNORECASE)
GRAPH_FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}


def run_limited(
    store: ox.Store, query: str, format: str | None, *, seconds: float = 60
) -> bytes:
    """Run a query over the union of graphs and return the serialised result.

    SELECT and ASK take ``json`` (the default), ``xml``, ``csv`` or ``tsv``; CONSTRUCT
    and DESCRIBE ``ttl`` (the default) or ``nt``. Raises :class:`QueryFailed` for a
    malformed query, one that is too slow or large, and one that asks for a network.
    """
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(store, query, format, send, seconds))
    child.start()
    send.close()
    try:
        if not receive.poll(seconds):
            raise QueryFailed(f"no answer within {seconds:g} seconds; ask for less")
        ok, result = receive.recv()
    except EOFError:
        message = "the query is nested too deeply or needs too much memory"
        if _SERVICE.search(query):  # of https: without certificates the engine aborts
            message = NO_NETWORK
        raise QueryFailed(message) from None
    finally:
        child.kill()
        child.join()
        receive.close()
    if not ok:
        raise QueryFailed(result.decode())
    return bytes(result)


def _child(
    store: ox.Store,
    query: str,
    format: str | None,
    send: Connection,
    seconds: float,
) -> None:
    confine(seconds)
    try:
        found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        send.send((True, serialised(found, format)))
    except SyntaxError as error:
        reason = shorten(str(error), 160, placeholder=" …")
        send.send((False, f"not a SPARQL 1.1 query: {reason}".encode()))
    except (OSError, RuntimeError, ValueError) as error:
        send.send((False, _told(str(error), query).encode()))
    except MemoryError:
        send.send((False, b"the result is too large; ask for less"))


def _told(message: str, query: str) -> str:
    """Say what an error means for the query: most often that it wants a network."""
    if any(words in message for words in UNREACHABLE):
        return NO_NETWORK
    if NO_FILES not in message:
        return message
    if _ASKS.search(query):
        return NO_NETWORK
    return "this system lets a query open no files, and the graph has too many for that"


def serialised(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, format: str | None
) -> bytes:
    """Return a result in a form; raise ``ValueError`` for one that does not fit it."""
    known: dict[str, object] = dict(RESULT_FORMATS)
    default = "json"
    if isinstance(found, ox.QueryTriples):
        known, default = dict(GRAPH_FORMATS), "ttl"
    chosen = known.get(format or default)
    if chosen is None:
        raise ValueError(f"this query's result can be {', '.join(known)}, not {format}")
    serialize: Callable[..., bytes | None] = found.serialize
    return serialize(format=chosen) or b""
