"""The forms that a whole graph can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import UnknownName
from kg.export.rdf.canonical import export_rdf
from kg.export.rdf.cube import export_cube
from kg.export.rdf.jsonld import export_jsonld
from kg.export.rdf.nanopub import export_nanopubs
from kg.export.rdf.statements import export_rdf12, export_statements
from kg.export.wikidata.quickstatements import export_quickstatements


@dataclass(frozen=True, slots=True)
class GraphForm:
    """A form: its name, the ending of its files, and what it is for.

    ``options`` are the names of the keyword arguments that ``write`` takes.
    """

    name: str
    suffix: str
    summary: str
    write: Callable[..., object]
    options: frozenset[str] = frozenset()


def _rdf(form: str, store: ox.Store, out: IO[bytes], **options: bool) -> None:
    export_rdf(store, form, out, **options)


_KNOWN_THEN = frozenset({"as_of"})
_SAME_AS = frozenset({"same_as"})

GRAPH_FORMS = {
    form.name: form
    for form in (
        GraphForm(
            "nquads",
            ".nq",
            "the graph, source by source, one sorted line per quad",
            partial(_rdf, "nquads"),
            _SAME_AS,
        ),
        GraphForm(
            "trig",
            ".trig",
            "the graph, source by source, for people",
            partial(_rdf, "trig"),
            _SAME_AS,
        ),
        GraphForm(
            "turtle",
            ".ttl",
            "the graph, sources merged, for people",
            partial(_rdf, "turtle"),
            _SAME_AS,
        ),
        GraphForm(
            "ntriples",
            ".nt",
            "the graph, sources merged, one sorted line per triple",
            partial(_rdf, "ntriples"),
            _SAME_AS,
        ),
        GraphForm(
            "jsonld",
            ".jsonld",
            "the graph as JSON-LD, a claim with its content on each line",
            export_jsonld,
        ),
        GraphForm(
            "statements",
            ".ttl",
            "relation claims as rdf:Statement, in Turtle",
            export_statements,
            _KNOWN_THEN,
        ),
        GraphForm(
            "rdf12",
            ".ttl",
            "relation claims as reifiers, in RDF 1.2 Turtle",
            export_rdf12,
            _KNOWN_THEN,
        ),
        GraphForm(
            "cube",
            ".ttl",
            "figures as RDF Data Cubes; of one source with --document",
            export_cube,
            frozenset({"document"}),
        ),
        GraphForm(
            "nanopub",
            ".trig",
            "each claim as a nanopublication, in TriG",
            export_nanopubs,
            _KNOWN_THEN,
        ),
        GraphForm(
            "quickstatements",
            ".tsv",
            "cited claims of linked things, to be given to Wikidata",
            export_quickstatements,
            frozenset({"as_of", "left_out", "mapping"}),
        ),
    )
}
"""The forms, by name; a release is a folder of them."""


def write_graph(
    store: ox.Store, form: GraphForm, out: IO[bytes], **options: Any
) -> None:
    """Write a graph in a form.

    Raises :class:`UnknownName` for options that the form has no use for, and what the
    form's own function raises, before anything is written.
    """
    if unfit := sorted(set(options) - form.options):
        takes = ", ".join(f"`{o}`" for o in sorted(form.options)) or "none"
        raise UnknownName(
            f"`{form.name}` takes no `{unfit[0]}`, but {takes}; views take more"
        )
    form.write(store, out, **options)
