"""A mapping for a table: one that came with kg, or a first one by what stands in it.

Both are written into a project that may have no other file yet, and take the place of
none that is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputErrors, KgError, Place, Problem, UnknownName, nearest
from kg.read.entries import ID, RESERVED
from kg.read.nodes import read_yaml
from kg.read.opening import why
from kg.read.project import Project
from kg.read.scan import MAPPING
from kg.read.table.guess.look import AS_SEEN, AsWritten, look
from kg.read.table.guess.sketch import Sketch, sketch
from kg.read.table.guess.words import slug
from kg.read.table.mapping import MappingReader
from kg.read.table.opened import NotATable
from kg.read.table.rows import PACKED
from kg.read.table.tables import Tables
from kg.resources import shipped

FACTS = "facts.yaml"


class MappingTaken(KgError):
    """A file is there already, or cannot be written."""

    exit_code = 2


@dataclass(frozen=True)
class MadeMapping:
    """What was written, and which table it is for.

    ``files`` are paths from the project's folder, the mapping first, and ``at_hand`` is
    whether a build finds the table. ``seen`` is what a first mapping was made by.
    """

    files: list[str]
    table: str
    at_hand: bool
    seen: Sketch | None = None


def mappings() -> dict[str, str]:
    """Return the mappings that came with kg, with the first line of each."""
    paths = sorted(shipped("mappings").glob("*.yaml"))
    texts = {path.stem: path.read_text("utf-8") for path in paths}
    return {name: text.splitlines()[0].lstrip("# ") for name, text in texts.items()}


def make_mapping(
    root: Path, source: str, id: str = "", written: AsWritten = AS_SEEN
) -> MadeMapping:
    """Write a mapping into a project: of a name that came with kg, or for a table.

    ``id`` is that of its document, and names its folder; ``written`` tells of a table
    what cannot be seen. Raises :class:`UnknownName`
    where ``source`` is neither, :class:`InputErrors` for a file that is no table, and
    :class:`MappingTaken` where something is in the way.
    """
    if source in mappings():
        return _copied(root, source, id or source)
    if not os.path.lexists(source):
        hint = nearest(source, mappings()) or "; `kg map` lists the mappings"
        message = f"`{source}` is no mapping that came with kg, and no file{hint}"
        raise UnknownName(message)
    return _sketched(root, Path(source), id, written)


def _copied(root: Path, name: str, id: str) -> MadeMapping:
    _check_id(id)
    path = shipped("mappings") / f"{name}.yaml"
    text = path.read_text("utf-8").replace(f"\n  id: {name}\n", f"\n  id: {id}\n", 1)
    node = read_yaml(path, path.name, [])
    assert node is not None
    table = MappingReader(path.name, node, []).table().file
    files = _write(root, id, {MAPPING: text.encode()})
    return MadeMapping(files, table, _at_hand(root, id, table))


def _sketched(root: Path, path: Path, id: str, written: AsWritten) -> MadeMapping:
    folder, name = _place(root, path)
    id = id or folder or slug(_stem(path.name)) or "table"
    _check_id(id)
    name = name if folder in ("", id) else path.name
    _refuse_taken(root, id, [MAPPING])
    try:
        seen = sketch(look(path, written), id, name)
    except NotATable as error:
        raise InputErrors([Problem(Place(str(path), error.line), str(error))]) from None
    except OSError as error:
        raise InputErrors([Problem(Place(str(path), 1), why(error))]) from None
    files = _write(root, id, {**seen.files, MAPPING: seen.text.encode()})
    return MadeMapping(files, name, _at_hand(root, id, name), seen)


def _stem(name: str) -> str:
    for ending in PACKED:
        name = name.removesuffix(ending)
    return name.rpartition(".")[0] or name


def _place(root: Path, path: Path) -> tuple[str, str]:
    """Return the folder of ``sources`` that a table lies in, if any, and its name."""
    real, sources = path.resolve(), (root / "sources").resolve()
    if real.is_relative_to(sources) and len(real.relative_to(sources).parts) > 1:
        first, *rest = real.relative_to(sources).parts
        return first, "/".join(rest)
    folder = _tables(root).folder
    if folder is not None and real.is_relative_to(folder.resolve()):
        return "", real.relative_to(folder.resolve()).as_posix()
    return "", path.name


def _tables(root: Path) -> Tables:
    tables = Project.open(root).tables_at_hand()
    return Tables(root / "sources", tables.folder, tables.within)


def _at_hand(root: Path, id: str, table: str) -> bool:
    return _tables(root).path(id, table) is not None


def _check_id(id: str) -> None:
    if not ID.fullmatch(id) or id in RESERVED:
        raise UnknownName(f"`{id}` is no id of a document: a-z, 0-9 and hyphens")


def _refuse_taken(root: Path, id: str, files: Iterable[str]) -> None:
    folder = root / "sources" / id
    taken = [name for name in (*files, FACTS) if os.path.lexists(folder / name)]
    if taken:
        path = f"sources/{id}/{taken[0]}"
        raise MappingTaken(f"{path} is there already; -o names another document")


def _write(root: Path, id: str, files: Mapping[str, bytes]) -> list[str]:
    """Write new files into the folder of a document, the last one when all are there.

    What is in the way, or interrupts, leaves nothing behind.
    """
    folder, made = root / "sources" / id, list[Path]()
    _refuse_taken(root, id, [MAPPING])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            if name != MAPPING and path.is_file() and path.read_bytes() == content:
                continue
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except BaseException as error:
        for path in made:
            path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            words = f"{error.filename} is there already; -o names another document"
            raise MappingTaken(words) from None
        if isinstance(error, OSError):
            reason = error.strerror or error
            raise MappingTaken(f"{folder} cannot be written to: {reason}") from None
        raise
    names = sorted(files, key=lambda name: name != MAPPING)
    return [f"sources/{id}/{name}" for name in names]
