"""A folder to publish: the graph in the forms users expect, described and summed up.

Data are gzip files without a time in them, and the same once more as plain tables.
``dataset.ttl`` describes them for catalogues, ``ro-crate-metadata.json`` for
repositories of research data; ``SHA256SUMS`` is for ``sha256sum -c``. The folder holds
what the graph holds, and the ontology: no text of a source. The bytes are those of the
graph, of the project and of the libraries that write them (zlib, SQLite, and polars for
Parquet), and of nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.export.forms import GRAPH_FORMS
from kg.export.rdf.claims import NothingToExport
from kg.export.rdf.counts import count
from kg.export.rdf.crate import CRATE, CrateFile, crate_text
from kg.export.rdf.metadata import (
    Dump,
    describe,
    issued_on,
    spaces,
    write_metadata,
)
from kg.export.rdf.release_tables import CSV, MEDIA, PARQUET, write_release_tables
from kg.export.rdf.release_texts import licence_text, readme_text
from kg.read.project import Project
from kg.resources import shipped

_LEVEL = 6
"""The level that gzip itself takes: beyond it files hardly shrink, and take longer."""

_DUMPS = {
    "nquads": ("graph.nq", "The graph, one named graph per source, as sorted N-Quads"),
    "turtle": ("graph.ttl", "The graph, all sources in one, as Turtle"),
    "jsonld": (
        "graph.jsonld",
        "The graph as JSON-LD with short keys, a claim with its content on each line",
    ),
    "statements": ("statements.ttl", "Relation claims as rdf:Statement, in Turtle"),
    "rdf12": (
        "statements-rdf12.ttl",
        "The same as reifiers in RDF 1.2, which Oxigraph reads and rdflib 7 does not",
    ),
    "nanopub": ("nanopubs.trig", "Each claim as a nanopublication, in TriG"),
    "cube": (
        "cubes.ttl",
        "The figures of each document as RDF Data Cubes, in Turtle",
    ),
}
"""The forms of the graph that a release has: their files, and what each is."""

_WHOLE = frozenset({"nquads", "turtle", "jsonld"})
"""Those that hold all of the graph, which VoID calls its dumps."""

_SUMS = "SHA256SUMS"
_TEXTS = {".md": "text/markdown", ".ttl": "text/turtle"}
_OTHERS = {
    "LICENSE": "The licence: what it covers, and what is not in this folder",
    "README.md": "What each file is, how to load it and how to read it",
    "dataset.ttl": "This release described in DCAT and VoID",
    _SUMS: "The digest of every file, for sha256sum -c",
}
_FOLDERS = {
    CSV: "The tables as CSV files",
    PARQUET: "The tables as Parquet files",
    "ontology/": "What the terms mean: modules, code lists, shapes, alignments",
}


def export_release(
    store: ox.Store, folder: Path, *, project: Project, url: str | None = None
) -> list[str]:
    """Write a release of a project's graph into an empty folder; return its files.

    ``url`` is where the folder will be published, by default ``release/`` under the
    project's base. Forms that would hold nothing are left out.
    """
    base = (url or f"{project.base}release").rstrip("/") + "/"
    (folder / "data").mkdir()
    dumps = [dump for name in _DUMPS if (dump := _dump(folder, name, store, project))]
    tables = [
        _described(folder, path, MEDIA[Path(path).suffix], title)
        for path, title in write_release_tables(store, folder, project)
    ]
    _copy_ontology(project, folder / "ontology")
    about, issued = describe(store, project), issued_on(store)
    (folder / "LICENSE").write_text(licence_text(project), "utf-8")
    readme = readme_text(project, about, dumps, crate=bool(issued))
    (folder / "README.md").write_text(readme, "utf-8")
    counts = count(store, spaces(project, store))
    with (folder / "dataset.ttl").open("wb") as out:
        write_metadata(out, store, project, counts, dumps=[*dumps, *tables], url=base)
    if issued:  # a crate has a date, and without documents there is none
        described = {dump.path: dump for dump in (*dumps, *tables)}
        listed = [*_files(folder), CRATE]
        files = [_of_crate(folder, path, described) for path in listed[:-1]]
        size = sum(len(_sum("0" * 64, path).encode()) for path in listed)
        files.append(CrateFile(_SUMS, _OTHERS[_SUMS], "text/plain", size, None))
        text = crate_text(project, about, issued, files, _FOLDERS)
        (folder / CRATE).write_text(text, "utf-8")
    sums = {path: _digest(folder / path) for path in _files(folder)}
    lines = (_sum(digest, path) for path, digest in sums.items())
    (folder / _SUMS).write_text("".join(lines), "utf-8")
    return _files(folder)


def _dump(at: Path, name: str, store: ox.Store, project: Project) -> Dump | None:
    """Write one form, if the graph has something for it."""
    form = GRAPH_FORMS[name]
    file, title = _DUMPS[name]
    path = at / "data" / f"{file}.gz"
    try:
        with (
            path.open("wb") as raw,
            gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as out,
        ):
            options = {"project": project} if form.of_project else {}
            form.write(store, out, **options)
    except NothingToExport:
        path.unlink()
        return None
    about = _described(at, path.relative_to(at).as_posix(), form.media, title)
    return replace(about, whole=name in _WHOLE)


def _described(at: Path, path: str, media: str, title: str) -> Dump:
    file = at / path
    size = file.stat().st_size
    return Dump(path, media, title, size=size, digest=_digest(file), whole=False)


def _of_crate(at: Path, path: str, described: Mapping[str, Dump]) -> CrateFile:
    """Return a file as a crate lists it: packed ones as what they are on disk."""
    if dump := described.get(path):
        packed = path.endswith(".gz")
        media = "application/gzip" if packed else dump.media
        return CrateFile(path, dump.title, media, dump.size, dump.digest)
    media = _TEXTS.get(Path(path).suffix, "text/plain")
    title = _OTHERS.get(path, f"Part of the ontology: {path}")
    size = (at / path).stat().st_size
    return CrateFile(path, title, media, size, _digest(at / path))


def _copy_ontology(project: Project, to: Path) -> None:
    """Copy the modules, code lists, shapes and alignments that the graph uses."""
    roots = (project.root / "ontology", shipped("ontology"))
    for source in project.files("ontology", "**/*.ttl"):
        root = next(root for root in roots if source.is_relative_to(root))
        target = to / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())


def _sum(digest: str, path: str) -> str:
    return f"{digest}  {path}\n"


def _files(at: Path) -> list[str]:
    paths = (path for path in at.rglob("*") if path.is_file())
    return sorted(path.relative_to(at).as_posix() for path in paths)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
