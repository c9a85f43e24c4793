"""Every form that can be written, by name: of a view, and of the whole graph.

The command line, what shells complete and releases read the list in ``forms.toml``.
Naming a form costs nothing: its module is imported when it is written.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from pkgutil import resolve_name
from typing import IO, TYPE_CHECKING, Any

from kg.errors import StoreError, UnknownName, nearest

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.ask.knowledge import KnowledgeGraph
    from kg.ask.network.model import Network
    from kg.export.network.drawing import Drawing
    from kg.export.wikidata.quickstatements import Batch

Target = str | os.PathLike[str] | IO[bytes]
"""A file, by its path or opened for bytes; for a form that is a folder, its path."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name, what it is for, and what else ``forms.toml`` explains."""

    name: str
    media: str
    summary: str
    function: str
    suffix: str = ""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    takes: Sequence[str] = ()
    drawn: bool = False
    of_project: bool = False
    of_graph: bool = False

    @property
    def folder(self) -> bool:
        """Whether it is a folder of several files."""
        return not self.suffix

    def write(
        self, what: Network | ox.Store | KnowledgeGraph, *to: object, **options: object
    ) -> Any:
        """Write a network, store or graph; ``to`` is an open file or an empty folder.

        Returns what the form's own function returns, and raises what that raises.
        """
        return resolve_name(f"kg.export.{self.function}")(
            what, *to, **self.fixed, **options
        )


def _load() -> dict[str, dict[str, Form]]:
    text = files(__package__).joinpath("forms.toml").read_text("utf-8")
    return {
        kind: {name: Form(name, **about) for name, about in forms.items()}
        for kind, forms in tomllib.loads(text).items()
    }


_FORMS = _load()
VIEW_FORMS: Mapping[str, Form] = _FORMS["view"]
"""Forms of a view, by name. Of those with one ending the first is meant by it."""

GRAPH_FORMS: Mapping[str, Form] = _FORMS["graph"]
"""Forms of the whole graph, by name."""


def view_form(name: str | None, path: Path | None = None) -> Form:
    """Return the form of a view by name, or else by the ending of a file; else GEXF.

    Raises :class:`UnknownName` for neither.
    """
    if name is not None:
        return _named(name, VIEW_FORMS)
    if path is None:
        return VIEW_FORMS["gexf"]
    ending = path.suffix.lower()
    for form in VIEW_FORMS.values():
        if ending and form.suffix == ending:
            return form
    raise UnknownName(
        f"`{path}` does not tell what to write; name a form, one of "
        f"{', '.join(VIEW_FORMS)}"
    )


def graph_form(name: str, path: Path | None) -> Form:
    """Return the form of the whole graph that a name, and a file's ending, mean.

    Of ``spans``, ``spans-tsv`` and ``spans-json`` the first is meant by its name, and
    each by its ending. Raises :class:`UnknownName` for no form.
    """
    chosen = _named(name, GRAPH_FORMS)
    ending = path.suffix.lower() if path is not None else ""
    alike = (f for f in GRAPH_FORMS.values() if f.name.startswith(f"{name}-"))
    return next((form for form in alike if ending and form.suffix == ending), chosen)


def _named(name: str, forms: Mapping[str, Form]) -> Form:
    if name not in forms:
        hint = nearest(name, forms) or f"; there are {', '.join(forms)}"
        raise UnknownName(f"no form is called `{name}`{hint}")
    return forms[name]


def write_network(
    network: Network,
    to: Target,
    *,
    form: str | None = None,
    drawing: Drawing | None = None,
) -> None:
    """Write a network, as :meth:`KnowledgeGraph.view` returns it, for another tool.

    ``form`` is one of :data:`VIEW_FORMS`, by default what the ending of the file says,
    and GEXF for an open file. Without ``drawing`` it is laid out first, if the form
    holds positions. A file or folder appears whole or not at all. Beside a file that
    is drawn its legend is written, as ``NAME.legend.svg``. Raises :class:`UnknownName`
    for what names no form and :class:`ExportFailed` where it cannot be written.
    """
    chosen = view_form(form, _path(to))
    with ExitStack() as files:
        out = files.enter_context(_opened(chosen, to))
        if not chosen.drawn:
            chosen.write(network, out)
            return
        if drawing is None:
            from kg.export.network.drawing import draw

            drawing = draw(network)
        chosen.write(network, out, drawing)
        if (beside := legend_path(to)) is not None:
            from kg.export.network.legendfile import write_legend

            write_legend(network, files.enter_context(_opened(chosen, beside)), drawing)


def legend_path(to: Target) -> Path | None:
    """Return where the legend of a drawn file is written: beside it, if it is a file.

    A pipe or device has none, nor has a file that is open.
    """
    path = _path(to)
    if path is None or (path.exists() and not path.is_file()):
        return None
    return path.with_name(f"{path.stem}.legend.svg")


def write_graph(
    graph: KnowledgeGraph,
    to: Target,
    form: str,
    *,
    as_of: date | None = None,
    document: str | None = None,
    same_as: bool = False,
    left_out: IO[bytes] | None = None,
    on: date | str | None = None,
) -> Batch | list[str] | None:
    """Write a whole graph in one of the :data:`GRAPH_FORMS`.

    ``as_of`` writes the graph as of that day; ``document`` the figures of one document
    (``cube``); ``same_as`` writes exact matches with Wikidata as ``owl:sameAs``, too
    (RDF as it stands); ``left_out`` gets what is no statement of Wikidata, as CSV
    (``quickstatements``); ``on`` keeps what is possible on a day, or in a month or year
    (``spans``). A file or folder appears whole or not at all. Raises
    :class:`UnknownName` for another form and for an option that it has no use for,
    :class:`StoreError` for a graph that is not on disk, and what the form's own
    function raises. Returns the statements of ``quickstatements``, with what is none,
    and the paths of a ``release``; else ``None``.
    """
    from kg.export.rdf.claims import NothingToExport

    chosen = graph_form(form, _path(to))
    given: dict[str, Any] = {
        "document": document,
        "same_as": same_as or None,
        "left_out": left_out,
        "on": on,
    }
    options = {name: value for name, value in given.items() if value is not None}
    check_options(chosen, options)
    if chosen.of_project:
        options["project"] = graph.project
    graph = graph if as_of is None else graph.as_of(as_of)
    if (store := getattr(graph.endpoint, "store", None)) is None:
        raise StoreError("only a graph on disk can be exported")
    with _opened(chosen, to) as out:
        try:
            what = graph if chosen.of_graph else store
            result: Batch | list[str] | None = chosen.write(what, out, **options)
        except NothingToExport as error:
            if graph.day is None:
                raise
            words = f"{error} in what was published by {graph.day}"
            raise NothingToExport(words) from None
        return result


def check_options(form: Form, options: Iterable[str]) -> None:
    """Raise :class:`UnknownName` for an option that a form has no use for."""
    if unfit := sorted(set(options).difference(form.takes)):
        takes = ", ".join(f"`{o}`" for o in sorted(form.takes)) or "none"
        raise UnknownName(
            f"`{form.name}` takes no `{unfit[0]}`, but {takes}; views take more"
        )


def _path(to: Target) -> Path | None:
    return Path(to) if isinstance(to, str | os.PathLike) else None


def _opened(form: Form, to: Target) -> AbstractContextManager[Any]:
    from kg.read.files import output, output_folder

    path = _path(to)
    if path is not None:
        return output_folder(path) if form.folder else output(path)
    if form.folder:
        raise UnknownName(f"`{form.name}` is a folder: give its path")
    return nullcontext(to)
