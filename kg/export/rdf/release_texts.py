"""What a release says to people: its README and its licence."""

from __future__ import annotations

from collections.abc import Sequence

from kg.export.rdf.metadata import Dump
from kg.export.rdf.release_tables import CSV, PARQUET, SQLITE, parquet_is_written
from kg.read.project import Project

_README = """\
# {title}

{about}

Licence: <{licence}> (see `LICENSE`).

| file | what it is |
|---|---|
{files}
{tables}
| `ontology/` | what the terms mean: modules, code lists, shapes, alignments (Turtle) |
| `dataset.ttl` | this release described in DCAT and VoID: sizes, counts, checksums |
{crate}| `SHA256SUMS` | the digest of every file |

## Loading it

Check the files:

    sha256sum -c SHA256SUMS

With Python (rdflib):

    import gzip, rdflib
    graph = rdflib.Dataset(default_union=True)
    graph.parse(gzip.open("data/graph.nq.gz"), format="nquads")

With Oxigraph:

    gunzip -k data/graph.nq.gz
    oxigraph load --location store --file data/graph.nq

Queries name no graphs, so ask the union of them: `default_union` in rdflib,
`--union-default-graph` for Oxigraph's server.

## The tables

Claims, figures, spans of policies' lives, entities and more, a file each; the table
`columns` tells what every column says. An empty cell is nothing stated, and never 0.
Filter by `standing` before you count: what is denied, contested or planned has rows,
too. Rows may count the same people, so do not add them up, and a bound is no number:
"more than 1,200" has a `lowerBound` and no `value`. Four columns bound the days of a
period; `period` has it as written.{without}

## Reading it

What a source says is a claim: `apf:claimant` says it, `apf:modality` tells in what
manner, `apf:statedIn` where. A claim that is alleged, denied or disputed is in these
files as what it is. Plain facts are triples without a claim: what defines a thing, and
what follows from claims that are neither disputed nor revised. Figures are intervals;
where populations or periods overlap they are not to be added up.
"""

_WITHOUT_PARQUET = """ There are
no Parquet files, since polars, which writes them, was not installed."""

_LICENCE = """\
{title}

The data in this folder is published under the licence

    {licence}

The texts of the sources belong to their publishers. They are not in this folder and not
covered by this licence. Of each text there is its metadata, its length and digest, the
positions of the passages that claims rest on, summaries in the recorder's words, single
words or phrases that are themselves the thing recorded, and a quote only where the
graph has one.

The ontology has the licence that its modules name (dcterms:license).
"""


def readme_text(
    project: Project, about: str, dumps: Sequence[Dump], *, crate: bool
) -> str:
    """Return the README: what each file is, how to load it, how to read it.

    ``crate`` tells whether the release is described as an RO-Crate, too.
    """
    parquet = parquet_is_written()
    tables = [(CSV, "the graph as plain tables, in CSV files")]
    tables += [(PARQUET, "the same tables as Parquet files")] if parquet else []
    tables += [(SQLITE, "the same tables in one SQLite database")]
    described = "| `ro-crate-metadata.json` | the same as an RO-Crate |\n"
    return _README.format(
        title=project.title,
        about=about,
        licence=project.licence,
        files="\n".join(f"| `{dump.path}` | {dump.title} |" for dump in dumps),
        tables="\n".join(f"| `{path}` | {words} |" for path, words in tables),
        crate=described if crate else "",
        without="" if parquet else _WITHOUT_PARQUET,
    )


def licence_text(project: Project) -> str:
    """Return the licence notice: what is covered, and what is not in the folder."""
    return _LICENCE.format(title=project.title, licence=project.licence)
