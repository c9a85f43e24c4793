"""A folder to publish: the graph in the forms users expect, described and summed up.

Data are gzip files without a time in them. ``dataset.ttl`` describes them for
catalogues, ``SHA256SUMS`` is for ``sha256sum -c``. The folder holds what the graph
holds, and the ontology: no text of a source. The bytes are those of the graph, of the
project and of zlib, and of nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.export.rdf.canonical import export_rdf
from kg.export.rdf.claims import NothingToExport
from kg.export.rdf.counts import count
from kg.export.rdf.cube import export_cube
from kg.export.rdf.jsonld import export_jsonld
from kg.export.rdf.metadata import Dump, describe, spaces, write_metadata
from kg.export.rdf.nanopub import export_nanopubs
from kg.export.rdf.release_texts import licence_text, readme_text
from kg.export.rdf.statements import export_rdf12, export_statements
from kg.read.files import output_folder
from kg.read.project import Project
from kg.resources import shipped

Write = Callable[[ox.Store, IO[bytes]], None]
_LEVEL = 6


@dataclass(frozen=True)
class _Form:
    path: str
    media: str
    title: str
    form: str
    write: Write
    whole: bool = False


_FORMS = (
    _Form(
        "data/graph.nq.gz",
        "application/n-quads",
        "The graph, one named graph per source, as sorted N-Quads",
        "N-Quads",
        lambda store, out: export_rdf(store, "nquads", out),
        whole=True,
    ),
    _Form(
        "data/graph.ttl.gz",
        "text/turtle",
        "The graph, all sources in one, as Turtle",
        "Turtle",
        lambda store, out: export_rdf(store, "turtle", out),
        whole=True,
    ),
    _Form(
        "data/graph.jsonld.gz",
        "application/ld+json",
        "The graph as JSON-LD with short keys, a claim with its content on each line",
        "JSON-LD",
        export_jsonld,
        whole=True,
    ),
    _Form(
        "data/statements.ttl.gz",
        "text/turtle",
        "Relation claims as rdf:Statement, in Turtle",
        "Turtle",
        export_statements,
    ),
    _Form(
        "data/statements-rdf12.ttl.gz",
        "text/turtle",
        "The same as reifiers in RDF 1.2, which Oxigraph reads and rdflib 7 does not",
        "Turtle",
        export_rdf12,
    ),
    _Form(
        "data/nanopubs.trig.gz",
        "application/trig",
        "Each claim as a nanopublication, in TriG",
        "TriG",
        export_nanopubs,
    ),
    _Form(
        "data/cubes.ttl.gz",
        "text/turtle",
        "The figures of each document as RDF Data Cubes, in Turtle",
        "Turtle",
        export_cube,
    ),
)


def export_release(
    store: ox.Store, project: Project, folder: Path, *, url: str | None = None
) -> list[str]:
    """Write a release of a project's graph into a folder; return its files' paths.

    ``url`` is where the folder will be published, by default ``release/`` under the
    project's base. Forms that would hold nothing are left out. Raises
    :class:`ExportFailed` when the folder holds other files or cannot be written.
    """
    base = (url or f"{project.base}release").rstrip("/") + "/"
    with output_folder(folder) as at:
        (at / "data").mkdir()
        dumps = [d for form in _FORMS if (d := _dump(at, form, store))]
        _copy_ontology(project, at / "ontology")
        about = describe(store, project)
        (at / "LICENSE").write_text(licence_text(project), "utf-8")
        (at / "README.md").write_text(readme_text(project, about, dumps), "utf-8")
        counts = count(store, spaces(project, store))
        with (at / "dataset.ttl").open("wb") as out:
            write_metadata(out, store, project, counts, dumps, base)
        sums = {path: _digest(at / path) for path in _files(at)}
        lines = (f"{digest}  {path}\n" for path, digest in sums.items())
        (at / "SHA256SUMS").write_text("".join(lines), "utf-8")
        return _files(at)


def _dump(at: Path, form: _Form, store: ox.Store) -> Dump | None:
    """Write one form, if the graph has something for it."""
    path = at / form.path
    try:
        with (
            path.open("wb") as file,
            gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as out,
        ):
            form.write(store, cast(IO[bytes], out))
    except NothingToExport:
        path.unlink()
        return None
    return Dump(
        form.path,
        form.media,
        form.title,
        form.form,
        size=path.stat().st_size,
        digest=_digest(path),
        whole=form.whole,
    )


def _copy_ontology(project: Project, to: Path) -> None:
    """Copy the modules, code lists, shapes and alignments that the graph uses."""
    roots = (project.root / "ontology", shipped("ontology"))
    for source in project.files("ontology", "**/*.ttl"):
        root = next(root for root in roots if source.is_relative_to(root))
        target = to / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())


def _files(at: Path) -> list[str]:
    return sorted(_paths(at))


def _paths(at: Path) -> Iterator[str]:
    for path in at.rglob("*"):
        if path.is_file():
            yield path.relative_to(at).as_posix()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
