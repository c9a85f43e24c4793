"""Every form that can be written, by name: of a view, and of the whole graph.

The command line, what shells complete and releases read this list. Naming a form costs
nothing: its module is imported when it is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
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
    """A form: its name, the ending and media type of its files, and what it is for.

    ``function`` in a module of this room writes it, ``fixed`` are arguments that make
    this form of it, ``takes`` the options that a caller may add. ``drawn`` tells that
    positions and colours are written if there are some, ``of_project`` that its
    function is given the project, too. A form without an ending is a folder. Media
    types are IANA's; GEXF has none there, and goes by its own page's.
    """

    name: str
    suffix: str
    media: str
    summary: str
    function: str
    fixed: Mapping[str, Any] = field(default_factory=dict)
    takes: frozenset[str] = frozenset()
    drawn: bool = False
    of_project: bool = False

    @property
    def folder(self) -> bool:
        """Whether it is a folder of several files."""
        return not self.suffix

    def write(self, what: Network | ox.Store, *to: object, **options: object) -> Any:
        """Write a network or store; ``to`` is an open file or an empty folder.

        Returns what the form's own function returns, and raises what that raises.
        """
        return resolve_name(f"kg.export.{self.function}")(
            what, *to, **self.fixed, **options
        )


def _by_name(forms: Iterable[Form]) -> dict[str, Form]:
    return {form.name: form for form in forms}


def _rdf(name: str, suffix: str, media: str, summary: str) -> Form:
    """Return one of the serialisations of the graph as it stands."""
    return Form(
        name,
        suffix,
        media,
        summary,
        "rdf.canonical:export_rdf",
        {"form": name},
        frozenset({"same_as"}),
    )


def _drawn(
    name: str, suffix: str, media: str, summary: str, function: str, **fixed: str
) -> Form:
    return Form(name, suffix, media, summary, f"network.{function}", fixed, drawn=True)


_THEN = frozenset({"as_of"})
_TTL, _TRIG = (".ttl", "text/turtle"), (".trig", "application/trig")
_GEXF = (".gexf", "application/gexf+xml")

VIEW_FORMS = _by_name(
    (
        _drawn(
            "gexf", *_GEXF, "GEXF 1.3 with times, for Gephi", "gexf.writer:write_gexf"
        ),
        _drawn(
            "gephi-lite",
            *_GEXF,
            "GEXF 1.3 without times, for Gephi Lite",
            "gexf.writer:write_gexf",
            profile="gephi-lite",
        ),
        _drawn(
            "graphml",
            ".graphml",
            "application/graphml+xml",
            "GraphML, for yEd, igraph, networkx",
            "graphml:write_graphml",
        ),
        _drawn(
            "graphology",
            ".json",
            "application/json",
            "JSON for graphology and Sigma",
            "graphology:write_graphology",
        ),
        _drawn(
            "cytoscape",
            ".cyjs",
            "application/json",
            "JSON for Cytoscape and cytoscape.js",
            "cytoscape:write_cytoscape",
        ),
        Form(
            "csv",
            "",
            "text/csv",
            "a folder of tables for Gephi and pandas",
            "network.tables:write_csv",
        ),
        Form(
            "spreadsheet",
            "",
            "text/csv",
            "a folder of tables, safe to open in Excel",
            "network.tables:write_csv",
            {"spreadsheet": True},
        ),
        Form(
            "neo4j",
            "",
            "text/csv",
            "a folder for neo4j-admin database import",
            "network.neo4j:write_neo4j",
        ),
    )
)
"""Forms of a view. Of those with one ending the first is meant by the ending."""

GRAPH_FORMS = _by_name(
    (
        _rdf(
            "nquads",
            ".nq",
            "application/n-quads",
            "the graph, source by source, one sorted line per quad",
        ),
        _rdf("trig", *_TRIG, "the graph, source by source, for people"),
        _rdf("turtle", *_TTL, "the graph, sources merged, for people"),
        _rdf(
            "ntriples",
            ".nt",
            "application/n-triples",
            "the graph, sources merged, one sorted line per triple",
        ),
        Form(
            "jsonld",
            ".jsonld",
            "application/ld+json",
            "the graph as JSON-LD, a claim with its content on each line",
            "rdf.jsonld:export_jsonld",
        ),
        Form(
            "statements",
            *_TTL,
            "relation claims as rdf:Statement, in Turtle",
            "rdf.statements:export_statements",
            takes=_THEN,
            of_project=True,
        ),
        Form(
            "rdf12",
            *_TTL,
            "relation claims as reifiers, in RDF 1.2 Turtle",
            "rdf.statements:export_rdf12",
            takes=_THEN,
            of_project=True,
        ),
        Form(
            "cube",
            *_TTL,
            "figures as RDF Data Cubes, of one source or all",
            "rdf.cube:export_cube",
            takes=frozenset({"document"}),
        ),
        Form(
            "nanopub",
            *_TRIG,
            "each claim as a nanopublication, in TriG",
            "rdf.nanopub:export_nanopubs",
            takes=_THEN,
        ),
        Form(
            "quickstatements",
            ".tsv",
            "text/tab-separated-values",
            "cited claims of linked things, to be given to Wikidata",
            "wikidata.quickstatements:export_quickstatements",
            takes=frozenset({"as_of", "left_out"}),
            of_project=True,
        ),
        Form(
            "release",
            "",
            "text/turtle",
            "a folder to publish: data, ontology, DCAT, VoID, checksums",
            "rdf.release:export_release",
            of_project=True,
        ),
    )
)
"""Forms of the whole graph. A release is a folder of several, gzipped."""


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
    holds positions. A file or folder appears whole or not at all. Raises
    :class:`UnknownName` for what names no form and :class:`ExportFailed` where it
    cannot be written.
    """
    chosen = view_form(form, _path(to))
    with _opened(chosen, to) as out:
        if not chosen.drawn:
            chosen.write(network, out)
            return
        if drawing is None:
            from kg.export.network.drawing import draw

            drawing = draw(network)
        chosen.write(network, out, drawing)


def write_graph(
    graph: KnowledgeGraph,
    to: Target,
    form: str,
    *,
    as_of: date | None = None,
    document: str | None = None,
    same_as: bool = False,
    left_out: IO[bytes] | None = None,
) -> Batch | list[str] | None:
    """Write a whole graph in one of the :data:`GRAPH_FORMS`.

    ``as_of`` keeps what was published by that day (``statements``, ``rdf12``,
    ``nanopub``, ``quickstatements``), ``document`` the figures of one document
    (``cube``); ``same_as`` writes exact matches with Wikidata as ``owl:sameAs``, too
    (RDF as it stands); ``left_out`` gets what is no statement of Wikidata, as CSV
    (``quickstatements``). A file or folder appears whole or not at all. Raises
    :class:`UnknownName` for another form and for an option that it has no use for,
    :class:`StoreError` for a graph that is not on disk, and what the form's own
    function raises. Returns the statements of ``quickstatements``, with what is none,
    and the paths of a ``release``; else ``None``.
    """
    chosen = _named(form, GRAPH_FORMS)
    given: dict[str, Any] = {
        "as_of": as_of,
        "document": document,
        "same_as": same_as or None,
        "left_out": left_out,
    }
    options = {name: value for name, value in given.items() if value is not None}
    check_options(chosen, options)
    if chosen.of_project:
        options["project"] = graph.project
    if (store := getattr(graph.endpoint, "store", None)) is None:
        raise StoreError("only a graph on disk can be exported")
    with _opened(chosen, to) as out:
        result: Batch | list[str] | None = chosen.write(store, out, **options)
        return result


def check_options(form: Form, options: Iterable[str]) -> None:
    """Raise :class:`UnknownName` for an option that a form has no use for."""
    if unfit := sorted(set(options) - form.takes):
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
