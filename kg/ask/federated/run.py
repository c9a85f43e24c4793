"""A query with SERVICE, run as in a cell: its process never has a network.

The forked child that evaluates the query can open no file and reach nobody, like any
query of somebody's own. What it wants to know of an endpoint it asks the parent, over
the pipe that it was born with; and the parent asks only hosts that were allowed. So
the policy holds whatever the text, the parser or the engine do.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from multiprocessing.connection import Connection
from textwrap import shorten
from time import monotonic
from typing import Any

import pyoxigraph as ox
import rdflib
import rdflib.plugins.stores.memory  # which the child could not open any more
from pyparsing import ParseBaseException

from kg.ask.cell import confine
from kg.ask.federated.dataset import as_dataset
from kg.ask.federated.evaluate import evaluate
from kg.ask.federated.hosts import Hosts, Refused
from kg.ask.federated.parse import parse
from kg.ask.federated.request import ask_service
from kg.ask.limited import GRAPH_FORMATS, serialised
from kg.errors import KgError, QueryFailed, Unreachable

_RAISED: dict[str, type[KgError]] = {
    kind.__name__: kind for kind in (QueryFailed, Refused, Unreachable)
}


def run_federated(
    store: ox.Store,
    query: str,
    format: str | None,
    *,
    allow: Iterable[str],
    agent: str | None = None,
    seconds: float = 60,
) -> bytes:
    """Run a query that may ask endpoints on some hosts; return the serialised result.

    ``allow`` are hosts as ``HOST`` or ``HOST:PORT``, ``agent`` is what we call
    ourselves to them; forms and limits are those of
    :func:`kg.ask.limited.run_limited`. Raises :class:`QueryFailed` also for a query
    that asks any other host, and :class:`Unreachable` where an endpoint is silent.
    """
    hosts = Hosts.read(allow)
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    child = context.Process(
        target=_child, args=(store, query, format, hosts, there, here, seconds)
    )
    deadline = monotonic() + seconds
    child.start()
    there.close()
    try:
        while True:
            if not here.poll(max(0, deadline - monotonic())):
                message = f"no answer within {seconds:g} seconds; ask for less"
                raise QueryFailed(message)
            kind, *said = here.recv()
            if kind != "ask":
                break
            url, text = said
            here.send(_asked(hosts, url, text, deadline, agent))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        message = "the query is nested too deeply or needs too much memory"
        raise QueryFailed(message) from None
    finally:
        child.kill()
        child.join()
        here.close()
    if kind != "result":
        raise _RAISED[kind](said[0])
    return bytes(said[0])


def _asked(
    hosts: Hosts, url: str, query: str, deadline: float, agent: str | None
) -> tuple[str, Any]:
    """Ask an endpoint for the child, if its host may be asked."""
    try:
        return "result", ask_service(hosts.target(url), query, deadline, agent)
    except (Unreachable, QueryFailed) as error:
        return type(error).__name__, str(error)


def _child(
    store: ox.Store,
    query: str,
    format: str | None,
    hosts: Hosts,
    pipe: Connection,
    parents: Connection,
    seconds: float,
) -> None:
    parents.close()  # else the pipe would not end with the parent

    def ask(url: str, text: str) -> bytes:
        pipe.send(("ask", url, text))
        kind, said = pipe.recv()
        if kind != "result":
            raise _RAISED[kind](said)
        return bytes(said)

    confine(seconds)
    rdflib.NORMALIZE_LITERALS = False  # the store has done so
    try:
        found = evaluate(as_dataset(store), parse(query, hosts), ask)
        pipe.send(("result", _written(found, format)))
    except ParseBaseException as error:
        reason = shorten(error.msg, 160, placeholder=" …")
        at = f"error at {error.lineno}:{error.column}"
        pipe.send(("QueryFailed", f"not a SPARQL 1.1 query: {at}: {reason}"))
    except (QueryFailed, Unreachable) as error:
        pipe.send((type(error).__name__, str(error)))
    except (MemoryError, RecursionError):
        message = "the query is nested too deeply or needs too much memory"
        pipe.send(("QueryFailed", message))
    except Exception as error:  # of rdflib, which raises any kind
        reason = shorten(f"{error}", 160, placeholder=" …")
        pipe.send(("QueryFailed", f"the query cannot be run: {reason}"))


def _written(found: Any, format: str | None) -> bytes:
    if not isinstance(found, list):
        return serialised(found, format)
    chosen = GRAPH_FORMATS.get(format or "ttl")
    if chosen is None:
        known = ", ".join(GRAPH_FORMATS)
        raise QueryFailed(f"this query's result can be {known}, not {format}")
    return ox.serialize(found, format=chosen) or b""
