"""A graph on disk as of a day: views of it, made when asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache, partial

import pyoxigraph as ox

from kg.ask.endpoint import Endpoint, LocalEndpoint
from kg.ask.evaluator import Evaluator
from kg.ask.tables import Table
from kg.ask.things import encodable
from kg.errors import BadArgument, StoreError
from kg.graph.viewcache import ViewCache
from kg.names import APF
from kg.project.as_of import publications, view_name, view_of
from kg.read.project import Project

_OPEN = 8
"""Views that one process keeps open at once: where no disk keeps them, each is held in
memory, and is as large as the graph."""

_NO_FILES = (
    "{} needs a graph on disk, and a SPARQL endpoint shows none of its files: build or "
    "export a graph as of that day, and ask the endpoint that serves it"
)


class ViewEndpoint(LocalEndpoint):
    """What a graph would be of a part of its documents, kept under a name."""

    def __init__(self, whole: LocalEndpoint, name: str, make: Callable[[], ox.Store]):
        self.folder, self.generation = whole.folder, whole.generation
        self.seconds = whole.seconds
        self.made_of = ""  # no list of names is kept of it
        self._cache = ViewCache(whole.generation)
        self.view = "-".join(filter(None, (whole.view, name)))
        self._make = make
        self.evaluator = Evaluator(self._cache.get(self.view, self._make))

    def select(
        self,
        query: str,
        service_allow: Iterable[str] = (),
        seconds: float | None = None,
    ) -> Table:
        """Run a SELECT query; what is kept is made anew if it turns out damaged."""
        hosts = list(service_allow)
        try:
            return super().select(query, hosts, seconds)
        except StoreError:
            self._cache.remove(self.view)
            self.evaluator = Evaluator(self._cache.get(self.view, self._make))
            return super().select(query, hosts, seconds)


class DayViews:
    """The views of a graph; days between two publications share one.

    Raises :class:`BadArgument` for an endpoint that is no graph on disk.
    """

    def __init__(self, whole: Endpoint, project: Project) -> None:
        if not isinstance(whole, LocalEndpoint):
            raise BadArgument("as_of", _NO_FILES)
        self._days = frozenset(publications(whole.store).values())

        def opened(last: date | None) -> ViewEndpoint:
            name = view_name(project, last)
            make = partial(view_of, whole.store, project, last)
            return ViewEndpoint(whole, name, make)

        self._open = lru_cache(_OPEN)(opened)

    def at(self, day: date) -> ViewEndpoint:
        """Return the view of a day."""
        return self._open(max((d for d in self._days if d <= day), default=None))


def day_of(as_of: date | str) -> date:
    """Return a day that is given as one or as text.

    Raises :class:`BadArgument` for text that is none.
    """
    if isinstance(as_of, datetime):
        return as_of.date()
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        words = f"{{}} takes a date such as 2025-06-04, not `{encodable(as_of)}`"
        raise BadArgument("as_of", words) from None


def before_all(whole: Endpoint, day: date | None) -> str:
    """Return a sentence, after a space, where a day is before all documents."""
    if day is None:
        return ""
    query = f"SELECT ?day WHERE {{ ?document <{APF.published}> ?day }} ORDER BY ?day"
    rows = whole.select(f"{query} LIMIT 1").rows
    first = str(rows[0][0]) if rows else ""
    if first <= day.isoformat():
        return ""
    return f" No document was published by {day}; the first is of {first}."
