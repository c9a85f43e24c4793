"""A query of somebody's own, run where it can do no harm.

Oxigraph has no time limit, SERVICE and LOAD reach the network, and deep nesting ends
the process. So the query runs in a forked child that reaches no network, has bounded
memory, and is killed at the deadline; the store was opened before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.ask.federated import asks_service
from kg.cell.child import Burst, in_cell
from kg.cell.limits import NO_FILES, UNREACHABLE, Ask
from kg.errors import QueryFailed
from kg.graph.from_clause import names_graphs
from kg.names import PREFIXES
from kg.net.request import brief

if TYPE_CHECKING:
    import pyoxigraph as ox

RESULT_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("ttl", "nt")
SECONDS = 60
"""How long a query may take if nothing else is said: as long as at Wikidata."""

NO_NETWORK = "SERVICE and LOAD are not run; the query may not use a network"
"""What a query is told that asks for one."""

_PREFIX = re.compile(rb"@prefix (\S*:) <")
_ASKS = re.compile("service|load|from", re.IGNORECASE)


def run_limited(
    store: ox.Store,
    query: str,
    format: str | None,
    *,
    seconds: float = SECONDS,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """Run a query over the union of graphs and return the serialised result.

    One with FROM or FROM NAMED sees the graphs that it names, and no others.
    SELECT and ASK take ``json`` (the default), ``xml``, ``csv`` or ``tsv``; CONSTRUCT
    and DESCRIBE ``ttl`` (the default), with those of the ``prefixes`` that shorten
    something, or ``nt``. Raises :class:`QueryFailed` for a
    malformed query, one that is too slow or large, and one that asks for a network.
    """

    def work(_: Ask) -> bytes:
        try:
            union = not names_graphs(query, PREFIXES)
            results = store.query(
                query, prefixes=PREFIXES, use_default_graph_as_union=union
            )
            return serialised(results, format, prefixes)
        except SyntaxError as error:
            raise QueryFailed(f"not a SPARQL 1.1 query: {brief(error)}") from None
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryFailed(meaning(str(error), query)) from None
        except MemoryError:
            raise QueryFailed("the result is too large; ask for less") from None

    try:
        return in_cell(work, seconds=seconds)
    except Burst:
        if asks_service(query):  # of https: without certificates the engine aborts
            raise QueryFailed(NO_NETWORK) from None
        raise


def meaning(message: str, query: str) -> str:
    """Say what an error of a query in a cell means: most often, it wants a network."""
    if any(words in message for words in UNREACHABLE):
        return NO_NETWORK
    if NO_FILES not in message:
        return message
    if _ASKS.search(query):
        return NO_NETWORK
    return "this system lets a query open no files, and the graph has too many for that"


def serialised(
    results: Any, format: str | None, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Return results, or triples in a list or of Oxigraph, in a form that fits them.

    Raises :class:`QueryFailed` for a form of the other kind.
    """
    import pyoxigraph as ox

    graph = isinstance(results, list | ox.QueryTriples)
    fitting = GRAPH_FORMATS if graph else RESULT_FORMATS
    chosen = format or fitting[0]
    if chosen not in fitting:
        raise unfitting(chosen, fitting)
    if not graph:
        serialize: Callable[..., bytes | None] = results.serialize
        return serialize(format=getattr(ox.QueryResultsFormat, chosen.upper())) or b""
    if chosen == "nt":
        return ox.serialize(results, format=ox.RdfFormat.N_TRIPLES) or b""
    written = ox.serialize(results, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    return _with_used_prefixes(written or b"", prefixes)


def unfitting(format: str, fitting: Sequence[str]) -> QueryFailed:
    """Return the error for a form that a result cannot have."""
    known = ", ".join(fitting)
    return QueryFailed(f"this query's result can be {known}, not {format}")


def _with_used_prefixes(turtle: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Sort the declarations that head a document, without those that shorten nothing.

    No line break stands in a literal, so what looks like a declaration is one.
    """
    lines = turtle.split(b"\n", len(prefixes))
    head, body = lines[:-1], lines[-1]
    names = {line: name[1] for line in head if (name := _PREFIX.match(line))}
    used = sorted(line for line, name in names.items() if name in body)
    rest = [line for line in head if line not in names]
    return b"\n".join([*used, *rest, body])
