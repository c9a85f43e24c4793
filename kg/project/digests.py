"""Digests of what a build is made from: equal ones, equal graph and equal findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.read.nodes import read_yaml
from kg.read.opening import leaves, sha256_of
from kg.read.project import Project
from kg.read.scan import MAPPING
from kg.read.table.mapping import MappingReader
from kg.read.texts import Texts
from kg.read.walk import files_of
from kg.resources import shipped

PACKAGE = Path(__file__).parents[1]
"""Where kg's own code lies."""


def schema_digest(project: Project) -> str:
    """SHA-256 over all but sources that a graph depends on: kg's own code, too."""
    digest = hashlib.sha256(project.schema_digest().encode())
    digest.update(_code_in(PACKAGE))
    return digest.hexdigest()


@cache
def _code_in(folder: Path) -> bytes:
    """Return a digest of a folder's code, which stays as it is while it runs."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def files_digest(project: Project, texts: Texts) -> str | None:
    """SHA-256 over all files of sources, and over texts and tables that are at hand.

    ``None`` where one cannot be read: who reads it properly says why. Entities that
    came with kg are sources, too, because a project may borrow them.
    """
    digest = hashlib.sha256()
    if leaves(project.sources, project.root) and project.own:
        return None
    try:
        for folder in dict.fromkeys((project.sources, shipped("sources"))):
            for path in files_of(folder, "**/*"):
                _add(digest, path.relative_to(folder), path)
        facts = files_of(project.sources, "*/facts.yaml")  # in folders named by ids
        for document in sorted(path.parent.name for path in facts):
            if (text := texts.path(document)) is not None:
                _add(digest, Path(document), text)
        for mapping in files_of(project.sources, f"*/{MAPPING}"):
            for table in _tables_of(mapping, project):
                own = f"{mapping.parent.name}\0{sha256_of(table)}\n"
                digest.update(own.encode())
    except OSError:
        return None
    return digest.hexdigest()


def _tables_of(mapping: Path, project: Project) -> Iterator[Path]:
    """Yield the table of a mapping, and its lists of codes, where they are at hand."""
    node, tables = read_yaml(mapping, mapping.name, []), project.tables_at_hand()
    if node is not None:
        for file in MappingReader(mapping.name, node, []).files():
            if (path := tables.path(mapping.parent.name, file)) is not None:
                yield path


def _add(digest: hashlib._Hash, name: Path, path: Path) -> None:
    if path.is_dir():
        digest.update(f"{name.as_posix()}/\n".encode())
        return
    digest.update(f"{name.as_posix()}\0{sha256_of(path)}\n".encode())
