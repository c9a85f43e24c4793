"""The one order in which a graph is written, whatever order it was built in.

Lines of N-Quads sorted by code point; the sort spills to disk, so a graph larger than
memory is written in constant memory.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from typing import IO

import pyoxigraph as ox

_RUN = 1_000_000
"""Lines sorted at once: of 150 bytes, which is usual, they take some 190 MB."""


def sorted_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield distinct lines in order, sorting runs of a million in memory."""
    lines = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while run := sorted(islice(lines, _RUN)):
            if len(run) < _RUN and not runs:
                runs.append(run)
                break
            file = stack.enter_context(tempfile.TemporaryFile())
            runs.append(_spill(file, run))
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line


def quad_lines(store: ox.Store, more: Iterable[ox.Quad] = ()) -> Iterator[bytes]:
    """Yield the N-Quads lines of a store in canonical order, each with its newline.

    The quads of ``more`` are written as if they were in the store.
    """
    return sorted_lines(_lines(chain(store, more)))


def graph_names(store: ox.Store) -> list[ox.NamedNode]:
    """Return the names of a store's graphs, sorted."""
    names = (g for g in store.named_graphs() if isinstance(g, ox.NamedNode))
    return sorted(names, key=lambda name: name.value)


def triple_lines(
    store: ox.Store, graphs: Iterable[ox.NamedNode], more: Iterable[ox.Quad] = ()
) -> Iterator[bytes]:
    """Yield the N-Triples lines of the union of graphs in canonical order.

    Of ``more`` the quads of these graphs are written as if they were in the store.
    """
    names = list(graphs)
    quads = (q for g in names for q in store.quads_for_pattern(None, None, None, g))
    further = (quad for quad in more if quad.graph_name in names)
    return sorted_lines(_lines(q.triple for q in chain(quads, further)))


def _lines(things: Iterable[ox.Quad | ox.Triple]) -> Iterator[bytes]:
    return (f"{thing} .\n".encode() for thing in things)


def _spill(file: IO[bytes], run: list[bytes]) -> Iterator[bytes]:
    file.writelines(run)
    file.seek(0)
    return iter(file)
