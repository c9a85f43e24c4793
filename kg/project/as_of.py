"""The graph of some documents: of those published by a day, or of all but a few.

A view is what a build of these would be. Said by documents stays only what these say.
With them stays what stands beside documents: entities, links, code lists. What follows
is worked out anew, as a build works it out. So whatever reads a view need not ask again
what was published when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date

import pyoxigraph as ox

from kg.names import APF, BASE, OWL, RDF, VOID, local_name
from kg.read.entries import ENTITIES, LINKS, SHARED, SHARED_LINKS, source_graph
from kg.read.opening import sha256_of
from kg.read.project import Project

_DATASET = "graph/dataset"
_PUBLISHED, _TYPE = ox.NamedNode(APF.published), ox.NamedNode(RDF.type)
_ALL = (None, None, None)
_SPACE, _JUDGED = ox.NamedNode(VOID.uriSpace), ox.NamedNode(OWL.annotatedSource)


def publications(store: ox.Store) -> dict[str, date]:
    """Return the day on which each document was published, by the name of its graph."""
    days: dict[str, date] = {}
    for quad in store.quads_for_pattern(None, _PUBLISHED, None, None):
        graph, document, day = quad.graph_name, quad.subject, quad.object
        own = local_name(str(getattr(document, "value", "")))
        if isinstance(graph, ox.NamedNode) and local_name(graph.value) == own:
            with suppress(ValueError):  # a shape refuses what is no day
                days[graph.value] = date.fromisoformat(str(getattr(day, "value", "")))
    return days


def view_name(project: Project, last: date | None) -> str:
    """Return the name of a view: its last day of publication, and its rules.

    Rules that were changed after the build make another view.
    """
    return f"{last or 'before'}-{_rules_digest(project)}"


def view_without_name(project: Project, documents: Collection[str]) -> str:
    """Return the name of a view without some documents, given by id."""
    digest = hashlib.sha256("\n".join(sorted(documents)).encode())
    return f"without-{digest.hexdigest()[:16]}-{_rules_digest(project)}"


def _rules_digest(project: Project) -> str:
    """Return sixteen digits that tell the rules of a project from all others."""
    digest = hashlib.sha256()
    for kind in ("rules", "derivations"):
        for path in project.files("queries", f"{kind}/*.rq"):
            with suppress(OSError):  # whoever runs the rule says so
                own = sha256_of(path)
                digest.update(f"{kind}/{path.name}\0{own}\n".encode())
    return digest.hexdigest()[:16]


def view_of(store: ox.Store, project: Project, last: date | None) -> ox.Store:
    """Return a store of what was published by a day, and of all that follows from it.

    Without a day, nothing was published.

    Raises :class:`InputErrors` for rules of the project that cannot be run.
    """
    known, day = publications(store), date.min if last is None else last
    return _kept(store, project, lambda graph: known.get(graph, date.max) <= day)


def view_without(
    store: ox.Store, project: Project, documents: Collection[str]
) -> ox.Store:
    """Return a store without what some documents say, and of all that follows.

    ``documents`` are the ids of those left out. Raises :class:`InputErrors` for rules
    of the project that cannot be run.
    """
    return _kept(store, project, lambda graph: local_name(graph) not in documents)


def _kept(store: ox.Store, project: Project, keeps: Callable[[str], bool]) -> ox.Store:
    """Return a store of the documents whose graphs are kept, and all that follows."""
    from kg.project.following import FOLLOWING, Rules, work_out

    base = _base(store, project)
    left = {f"{base}graph/{name}" for name in (*FOLLOWING, LINKS, SHARED_LINKS)}
    left.add(source_graph(BASE, SHARED))
    documents = source_graph(base, "")
    view, gone = ox.Store(), list[ox.NamedNode]()
    for graph in store.named_graphs():
        name = str(graph.value)
        if name.startswith(documents) and not keeps(name):
            gone.append(ox.NamedNode(name))
        elif name not in left:
            view.bulk_extend(store.quads_for_pattern(*_ALL, graph))
    _define(view, store, gone)
    _link(view, store, base)
    work_out(view, Rules.of(project), base, lambda step: None)
    return view


def _define(view: ox.Store, store: ox.Store, gone: Iterable[ox.NamedNode]) -> None:
    """Define what is still spoken of, and defined in the graph of a document left out.

    Two editions of a table define the same things, and the graph holds that once, with
    whichever was read first.
    """
    defined = {
        quad.subject: graph
        for graph in gone
        for quad in store.quads_for_pattern(None, _TYPE, None, graph)
        if isinstance(quad.subject, ox.NamedNode)
        and not _said_by(local_name(graph.value), local_name(quad.subject.value))
    }

    def wanted() -> list[ox.NamedNode]:
        spoken = view.quads_for_pattern
        return [thing for thing in defined if any(spoken(None, None, thing, None))]

    while new := wanted():
        for thing in new:
            graph = defined.pop(thing)
            view.extend(list(store.quads_for_pattern(thing, None, None, graph)))


def _said_by(document: str, name: str) -> bool:
    """Tell whether a document, or something that it says, has a name."""
    return name == document or name.startswith(f"{document}.")


def _base(store: ox.Store, project: Project) -> str:
    """Return where the IRIs of a graph begin, which may be another project's."""
    names = (str(graph.value) for graph in store.named_graphs())
    own = (name for name in names if name.endswith(_DATASET))
    return next(own, project.base + _DATASET).removesuffix(_DATASET)


def _link(view: ox.Store, store: ox.Store, base: str) -> None:
    """Add links of what there is, and what came with kg and is spoken of, with theirs.

    As reading does: a project borrows what its files name, and what that names.
    """
    shared = ox.NamedNode(source_graph(BASE, SHARED))

    def defined(thing: ox.NamedNode) -> bool:
        return any(
            any(graphs.quads_for_pattern(thing, _TYPE, None, name))
            for graphs, name in ((view, None), (store, shared))
        )

    view.extend(_judgements(store, f"{base}graph/{LINKS}", defined))
    wanted = _lend(view, store, _spoken_of(view, base))
    theirs = list(
        _judgements(store, f"{base}graph/{SHARED_LINKS}", wanted.__contains__)
    )
    view.extend(theirs)
    _lend(view, store, {q.object for q in theirs if isinstance(q.object, ox.NamedNode)})
    if not base.startswith(BASE) and not any(view.quads_for_pattern(*_ALL, shared)):
        space = ox.Literal(f"{BASE}id/")  # of kg's own things, of which there are none
        for quad in list(view.quads_for_pattern(None, _SPACE, space)):
            view.remove(quad)


def _lend(
    view: ox.Store, store: ox.Store, things: set[ox.NamedNode]
) -> set[ox.NamedNode]:
    """Add what came with kg of things, and of what that names; return all of these."""
    shared = ox.NamedNode(source_graph(BASE, SHARED))
    wanted, new = set[ox.NamedNode](), things
    while new:
        wanted |= new
        added = [
            quad
            for thing in new
            for quad in store.quads_for_pattern(thing, None, None, shared)
        ]
        view.extend(added)
        new = {q.object for q in added if isinstance(q.object, ox.NamedNode)} - wanted
    return wanted


def _spoken_of(view: ox.Store, base: str) -> set[ox.NamedNode]:
    """Return what the files of a project name: in entities, documents and links."""
    files = source_graph(base, ""), f"{base}graph/{ENTITIES}", f"{base}graph/{LINKS}"
    return {
        quad.object
        for graph in view.named_graphs()
        if str(graph.value).startswith(files)
        for quad in view.quads_for_pattern(*_ALL, graph)
        if isinstance(quad.object, ox.NamedNode)
    }


def _judgements(
    store: ox.Store, graph: str, wanted: Callable[[ox.NamedNode], bool]
) -> Iterator[ox.Quad]:
    """Yield judgements, and the links that they are, of the things that are wanted."""
    for quad in store.quads_for_pattern(*_ALL, ox.NamedNode(graph)):
        judged = store.quads_for_pattern(quad.subject, _JUDGED, None, quad.graph_name)
        thing = next((q.object for q in judged), quad.subject)
        if isinstance(thing, ox.NamedNode) and wanted(thing):
            yield quad
