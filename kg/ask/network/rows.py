"""What the queries of a view give, gathered and named: short where names can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.ask.endpoint import Endpoint
from kg.ask.network.gather import Gathered, gather, run
from kg.ask.network.times import Times, Window, read_times
from kg.ask.network.views import EDGE, View
from kg.ask.things import Thing, label_things
from kg.names import BASE, local_name

_NAMED = ("thing", "concept")
_IRI = ("http://", "https://", "urn:")


@dataclass
class Rows:
    """What the queries of a view gave, and the names of all that is in it."""

    view: View
    nodes: Gathered
    edges: Gathered
    times: Times
    things: Mapping[str, Thing]
    ids: Mapping[str, str]
    language: str
    within: Window


def read_rows(
    endpoint: Endpoint,
    view: View,
    *,
    base: str,
    language: str,
    within: Window,
) -> Rows:
    """Run the queries of a view; what they are told is of :func:`project_view`."""
    nodes = gather(run(endpoint, view.nodes), view.nodes, ("node",))
    edges = gather(run(endpoint, view.edges), view.edges, EDGE)
    times = Times()
    if view.times is not None:
        table = run(endpoint, view.times)
        times = read_times(table, within, view.times)
    _all_there(view, nodes, edges)
    named = {kind for _, kind, _ in edges.values}
    named |= nodes.iris(_NAMED) | edges.iris(_NAMED)
    named |= {p for some in times.precisions.values() for p in some}
    all_ = [*(iri for (iri,) in nodes.values), *_iris(named)]
    things = label_things(endpoint, all_, language)
    ids = short_ids([iri for (iri,) in nodes.values], base)
    return Rows(view, nodes, edges, times, things, ids, language, within)


def _all_there(view: View, nodes: Gathered, edges: Gathered) -> None:
    ends = {end for source, _, target in edges.values for end in (source, target)}
    missing = sorted(end for end in ends if (end,) not in nodes.values)
    if missing:
        count = "a node" if len(missing) == 1 else f"{len(missing)} nodes"
        raise view.edges.refused(
            f"its edges name {count} that nodes.rq does not select, "
            f"such as {missing[0]}"
        )


def _iris(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(_IRI)]


def short_ids(iris: Collection[str], base: str) -> dict[str, str]:
    """Return an id by IRI: ``place/pakistan`` for a thing of the project or of kg.

    What lies elsewhere, and what would share its short id, keeps its IRI.
    """
    prefixes = {f"{base}id/", f"{BASE}id/"}

    def short(iri: str) -> str:
        for prefix in prefixes:
            if iri.startswith(prefix):
                return iri.removeprefix(prefix)
        return iri

    return _distinct({iri: short(iri) for iri in iris})


def kind_names(kinds: Collection[str]) -> dict[str, str]:
    """Return a name by kind: the local name of a property, or a text on one line."""
    return _distinct(
        {k: local_name(k) if k.startswith(_IRI) else " ".join(k.split()) for k in kinds}
    )


def _distinct(names: dict[str, str]) -> dict[str, str]:
    """Let those that share a name have their full one."""
    times = Counter(names.values())
    return {full: name if times[name] == 1 else full for full, name in names.items()}
