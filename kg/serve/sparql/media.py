"""The forms of results and graphs, and which of them a client wants most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import mimeparse
import pyoxigraph as ox

from kg.serve.refusal import Refusal

RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
"""Forms of the results of SELECT and ASK; the first is what is sent unasked."""

GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
}
"""Forms of the graphs of CONSTRUCT and DESCRIBE; the first is what is sent unasked."""

SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nq": "application/n-quads",
    "trig": "application/trig",
}
"""The endings of file names, which can be asked for as ``format`` where nobody can set
a header: in the address line of a browser."""


def preferred(offered: Iterable[str], accept: str | None) -> str | None:
    """Return the offered media type that a client likes best, the first among equals.

    ``accept`` is the header of that name; without one everything is welcome. ``None``
    where nothing is.
    """
    types = list(offered)
    if not accept or not accept.strip():
        return types[0]
    try:
        return mimeparse.best_match(types[::-1], accept) or None  # last wins there
    except (mimeparse.MimeTypeParseException, ValueError):
        raise Refusal(400, "the header Accept cannot be read") from None


def wanted(accept: str | None, form: str | None) -> str | None:
    """Return what to negotiate with: the short ``form`` that was asked for, or Accept.

    Raises :class:`Refusal` for a form that there is not.
    """
    if not form:
        return accept
    if form not in SHORT:
        known = ", ".join(SHORT)
        raise Refusal(400, f"format: one of {known} was expected")
    return SHORT[form]


def not_acceptable(offered: Iterable[str]) -> Refusal:
    """Return the refusal that lists what there is."""
    types = list(dict.fromkeys(offered))
    return Refusal(406, f"there is {', '.join(types)}", available=types)
