"""Views: folders of queries that say what is a node, what an edge, and when.

In ``queries/network/VIEW``, ``nodes.rq`` selects ``?node``, ``edges.rq`` selects
``?source``, ``?kind`` and ``?target``, and ``times.rq``, which may be missing, one
or both of these with ``?start`` and ``?end``. Every further column that a header lists
becomes a column of the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.ask.network.points import POINT, POINT_COLUMNS
from kg.errors import InputErrors, Place, Problem, UnknownName, nearest
from kg.read.project import Project
from kg.read.queryfile import QueryFile, read_query_files

EDGE = ("source", "kind", "target")
"""Variables that tell one edge from another."""

_NEEDED = {"nodes": ("node",), "edges": EDGE, "times": ("start", "end")}
_TYPES = frozenset(
    (
        *("thing", "concept", "iri", "string", "number"),
        *("date", "period", "boolean", "claim", POINT),
    )
)
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_VARIABLE = re.compile(r"[A-Za-z]\w*", re.ASCII)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DATES = ("start", "end", "first_day", "last_day", "period", "date_precision")
_DRAWN = "display_weight"
_TRACES = (
    *("modality", "claimants", "disputed", "claim_count", "claims", "sources"),
    *("citations", "summaries", "claim_iris"),
)
_COUNTS = (
    *("weight", "weight_low", "weight_high", "count_status", "count_first_day"),
    *("count_last_day", "count_coercion", "counted_in"),
)


@dataclass(frozen=True)
class View:
    """A view: its name and its query files."""

    name: str
    nodes: QueryFile
    edges: QueryFile
    times: QueryFile | None

    @property
    def files(self) -> tuple[QueryFile, ...]:
        """Its query files, as many as there are."""
        files = (self.nodes, self.edges, self.times)
        return tuple(file for file in files if file is not None)

    @property
    def title(self) -> str:
        """What a drawing of it is headed."""
        return str(self.nodes.header.get("title", self.name))

    @property
    def summary(self) -> str:
        """A few words for a list."""
        return str(self.nodes.header.get("summary", self.title))

    @property
    def description(self) -> str:
        """How to read it."""
        return " ".join(str(self.nodes.header.get("description", "")).split())

    @property
    def colours(self) -> dict[str, str]:
        """Colours of groups of nodes and kinds of edges, as far as they are given."""
        both = (self.nodes, self.edges)
        return {k: v for file in both for k, v in _colours(file).items()}


def columns_of(file: QueryFile) -> dict[str, str]:
    """Return the columns of a query file and their types, in order."""
    return dict(file.header.get("columns") or {})


def column_name(variable: str) -> str:
    """Return what a column is called in files: ``quote_start`` for ``quoteStart``."""
    return "_".join(word.lower() for word in _HUMP.split(variable))


def read_views(project: Project) -> dict[str, View]:
    """Return the views of a project by name: kg's, and the project's own.

    Raises :class:`InputErrors` for a folder without nodes or edges, and for a header
    that does not say what a view needs.
    """
    paths = project.files("queries", "network/*/*.rq")
    folders: dict[str, dict[str, QueryFile]] = {}
    files = [read_query_files([path], [project.name(path)])[0] for path in paths]
    for path, file in zip(paths, files, strict=True):
        folders.setdefault(path.parent.name, {})[file.name] = file
    problems = [
        problem
        for name, parts in sorted(folders.items())
        for problem in _problems(name, parts)
    ]
    if problems:
        raise InputErrors(problems)
    return {
        name: View(name, parts["nodes"], parts["edges"], parts.get("times"))
        for name, parts in sorted(folders.items())
    }


def get_view(views: Mapping[str, View], name: str) -> View:
    """Return a view by name; raise :class:`UnknownName` with the nearest one."""
    if name not in views:
        hint = nearest(name, views) or f"; there are {', '.join(views)}"
        raise UnknownName(f"no view is called `{name}`{hint}")
    return views[name]


def _problems(name: str, parts: Mapping[str, QueryFile]) -> Iterator[Problem]:
    some = next(iter(parts.values()))
    folder = some.file.rpartition("/")[0]
    for needed in ("nodes", "edges"):
        if needed not in parts:
            yield Problem(Place(folder, 1), f"the view `{name}` lacks {needed}.rq")
    for part, file in parts.items():
        if part not in _NEEDED:
            hint = nearest(part, _NEEDED) or "; a view has nodes, edges and times"
            yield Problem(Place(file.file, 1), f"is no part of a view{hint}")
            continue
        yield from _column_problems(part, file)
        yield from _taken(part, parts)


def _taken(part: str, parts: Mapping[str, QueryFile]) -> Iterator[Problem]:
    """Yield columns whose names are those of columns that every such view has."""
    taken = {"nodes": ["iri", *_DATES], "edges": [_DRAWN, *_DATES], "times": []}[part]
    if part == "edges" and _lists(parts, "edges", "claim"):
        taken += _TRACES
    if part == "edges" and _lists(parts, "times", "claim"):
        taken += _COUNTS
    file, seen = parts[part], set(taken)
    columns = file.header.get("columns")
    for name, type_ in columns.items() if isinstance(columns, dict) else ():
        point = type_ == POINT
        called = POINT_COLUMNS if point else (column_name(str(name)),)
        if there := [one for one in called if one in seen]:
            hint = "a point makes one" if point else "rename it"
            message = f"`{name}`: there is a column `{there[0]}` already; {hint}"
            yield Problem(Place(file.file, 1), message)
        seen.update(called)


def _lists(parts: Mapping[str, QueryFile], part: str, column: str) -> bool:
    columns = parts[part].header.get("columns") if part in parts else None
    return isinstance(columns, dict) and column in columns


def _column_problems(part: str, file: QueryFile) -> Iterator[Problem]:
    place, columns = Place(file.file, 1), file.header.get("columns")
    if not (isinstance(columns, dict) and columns):
        yield Problem(place, "`columns` lists each column as `name: type`")
        return
    for needed in _NEEDED[part]:
        if needed not in columns:
            yield Problem(place, f"a view's {part} need a column `{needed}`")
    if part == "times" and "node" not in columns and not set(EDGE) <= set(columns):
        yield Problem(place, "times are of `node`, or of `source`, `kind` and `target`")
    for column, type_ in columns.items():
        if not _VARIABLE.fullmatch(str(column)):
            yield Problem(place, f"`{column}` cannot be the name of a variable")
        if not (isinstance(type_, str) and type_ in _TYPES):
            hint = (
                nearest(str(type_), _TYPES) or f"; one of {', '.join(sorted(_TYPES))}"
            )
            yield Problem(place, f"`{column}` is of no type `{type_}`{hint}")
    given = file.header.get("colours") or {}
    if not isinstance(given, dict):
        yield Problem(place, '`colours` lists each as `name: "#rrggbb"`')
        return
    for name, colour in given.items():
        if not _COLOUR.fullmatch(str(colour)):
            yield Problem(place, f'`{name}` is coloured like "#0072b2", not `{colour}`')


def _colours(file: QueryFile) -> dict[str, str]:
    given = file.header.get("colours") or {}
    return {str(name): str(colour).lower() for name, colour in given.items()}
