"""A built graph, loaded into a store of somebody's: each named graph in its place.

A graph that is there as it is here is passed over, so that a push that broke off goes
on; others take the place of what is there. Nothing else of the store is changed. What
has no blank nodes can be added in parts: those that have are in the first. At the end
the store counts what it has, and gives back what was sent, which is held against what
is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.canonical import graph_names
from kg.read.entries import SHELVES
from kg.transfer.fingerprint import Fingerprint, has_blank
from kg.transfer.remote import UNREADABLE, PartRefused, PartTooLarge, RemoteStore

PART = 8 << 20
"""Bytes of a request (8 MiB, some 50,000 triples), which stores take in seconds."""

LEAST = 64 << 10
"""Bytes of the smallest: no server's limit is lower than its usual one, 1 MB or so."""

_BEFORE = ("ontology", "schemes", *SHELVES)
"""Graphs that sources speak of; what is worked out speaks of these, too."""

_SHOWN = 5
"""Graphs that a message lists."""

Sent = Callable[[str, int], None]
"""Called with a graph, and how many of its triples are there."""


class NotAllPushed(KgError):
    """A store has not as many triples as it was given, or not the same."""

    exit_code = 4


@dataclass(slots=True)
class Pushed:
    """What came of a push: graphs that were sent, and that were there; by their names.

    ``compared`` are those that the store gave back as they are here, triple by triple;
    ``counted`` those of which it only told that it has as many. ``others`` are graphs
    of the store that are none of ours, with their triples, and ``nameless`` are triples
    of ours that are in no named graph and were not sent.
    """

    sent: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    triples: int = 0
    others: dict[str, int] = field(default_factory=dict)
    nameless: int = 0
    compared: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ours:
    """A graph that is to be sent, and whether a blank node is in it."""

    name: ox.NamedNode
    blank: bool


def push(
    store: ox.Store,
    remote: RemoteStore,
    *,
    full: bool = False,
    digests: bool = True,
    part: int = PART,
    sent: Sent = lambda _graph, _count: None,
) -> Pushed:
    """Bring every named graph of a store to another, and verify what is there.

    With ``full`` also graphs that are there already; without ``digests`` what was sent
    is only counted, and not read back. Raises :class:`~kg.errors.Unreachable`, and
    :class:`NotAllPushed` where a count or a digest differs.
    """
    there, pushed, ours = remote.counts(), Pushed(), dict[str, Fingerprint]()
    missing: list[_Ours] = []
    for name in sorted(graph_names(store), key=_turn):
        graph, mine = name.value, Fingerprint(_triples(store, name))
        if mine.count:
            ours[graph] = mine
        if not full and there.get(graph) == mine.count and _agrees(remote, graph, mine):
            pushed.there.append(graph)
            sent(graph, mine.count)
        elif mine.count:
            missing.append(_Ours(name, mine.blank))
    while missing:
        missing = _send_all(store, remote, missing, part, sent)
    pushed.sent = sorted(ours.keys() - set(pushed.there))
    pushed.triples = sum(mine.count for mine in ours.values())
    pushed.nameless = sum(1 for _ in _triples(store, ox.DefaultGraph()))
    counts = remote.counts()
    _compare({graph: mine.count for graph, mine in ours.items()}, counts)
    read = pushed.sent if digests else []
    pushed.compared = sorted([*pushed.there, *_read_back(store, remote, ours, read)])
    pushed.counted = sorted(ours.keys() - set(pushed.compared))
    pushed.others = {g: n for g, n in sorted(counts.items()) if g not in ours}
    return pushed


def _agrees(remote: RemoteStore, graph: str, mine: Fingerprint) -> bool:
    """Tell whether a graph is there as it is here; blank nodes are never compared."""
    if mine.blank or (theirs := remote.fingerprint(graph)) is None:
        return False
    return mine.agrees(theirs)


def _read_back(
    store: ox.Store,
    remote: RemoteStore,
    ours: dict[str, Fingerprint],
    graphs: Iterable[str],
) -> Iterator[str]:
    """Yield the graphs that are given back as they are here.

    Left out are those that are not given back, and those with blank nodes. Raises
    :class:`NotAllPushed` for one that is another.
    """
    for graph in graphs:
        mine = ours[graph]
        theirs = None if mine.blank else remote.fingerprint(graph)
        if theirs is None:
            continue
        if not mine.agrees(theirs):
            message = f"the store has other triples in <{graph}> than it was given"
            if other := _not_ours(store, remote, graph):
                message += f", such as {other}"
            raise NotAllPushed(f"{message}; without `digests` they are only counted")
        yield graph


def _not_ours(store: ox.Store, remote: RemoteStore, graph: str) -> str:
    """Return the first triple of a graph that is there and not here, "" for none."""
    mine = {str(triple) for triple in _triples(store, ox.NamedNode(graph))}
    with closing(remote.triples(graph)) as theirs, suppress(*UNREADABLE):
        return next((t for triple in theirs if (t := str(triple)) not in mine), "")
    return ""


def _turn(name: ox.NamedNode) -> tuple[int, str]:
    """Return when a graph is sent: what others speak of goes before them."""
    kind, _, last = name.value.rpartition("/")
    if kind.endswith("/source"):
        return len(_BEFORE), name.value
    return (_BEFORE.index(last) if last in _BEFORE else len(_BEFORE) + 1), name.value


def _send_all(
    store: ox.Store,
    remote: RemoteStore,
    graphs: Iterable[_Ours],
    part: int,
    sent: Sent,
) -> list[_Ours]:
    """Write graphs; return those that the store refuses as long as others lack."""
    refused: dict[_Ours, PartRefused] = {}
    written = 0
    for graph in graphs:
        try:
            part = _send(store, remote, graph, part, sent)
            written += 1
        except PartRefused as error:
            refused[graph] = error
    if refused and not written:
        raise next(iter(refused.values()))
    return list(refused)


def _send(
    store: ox.Store,
    remote: RemoteStore,
    graph: _Ours,
    part: int,
    sent: Sent,
) -> int:
    """Write a graph; return how large parts may be, which the store decides."""
    while True:
        write, written = remote.put, 0
        try:
            for body in _parts(store, graph, part):
                write(graph.name.value, body)
                write, written = remote.add, written + body.count(b"\n")
                sent(graph.name.value, written)
            return part
        except PartTooLarge:
            if part // 2 < LEAST:
                raise
            part //= 2


def _parts(store: ox.Store, graph: _Ours, part: int) -> Iterator[bytes]:
    """Yield a graph as N-Triples in parts; what has blank nodes is all in the first."""
    body, rest = bytearray(), _triples(store, graph.name)
    if graph.blank:
        blank = (t for t in _triples(store, graph.name) if has_blank(t))
        body = bytearray().join(_lines(blank))
        rest = (t for t in rest if not has_blank(t))
    for line in _lines(rest):
        if body and len(body) + len(line) > part:
            yield bytes(body)
            body.clear()
        body += line
    yield bytes(body)


def _triples(
    store: ox.Store, name: ox.NamedNode | ox.DefaultGraph
) -> Iterator[ox.Triple]:
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, name))


def _lines(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    return (f"{triple} .\n".encode() for triple in triples)


def _compare(ours: dict[str, int], counts: dict[str, int]) -> None:
    """Raise for graphs of which the store has more or fewer triples."""
    differ = [
        f"<{graph}> has {counts.get(graph, 0):,} triples and not {count:,}"
        for graph, count in ours.items()
        if counts.get(graph, 0) != count
    ]
    if differ:
        more = len(differ) - _SHOWN
        rest = f", and {more:,} more differ" if more > 0 else ""
        message = f"the store is not as it was written: {', '.join(differ[:_SHOWN])}"
        raise NotAllPushed(f"{message}{rest}; push again, or see what the store does")
