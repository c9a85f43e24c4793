"""A project of one's own: a folder with a small worked example that builds."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from kg.errors import KgError
from kg.held import beside, remove_unfinished
from kg.read.entries import ID

TEMPLATE = Path(__file__).with_name("template")


class FolderTaken(KgError):
    """The folder for a new project is not empty, or cannot be made."""

    exit_code = 2


def init_project(folder: Path) -> list[str]:
    """Fill a new or empty folder; return the names of the files, sorted.

    A new folder appears whole or not at all. In one that is there each file does, and
    what a killed run left there is finished. Raises :class:`FolderTaken` when something
    else is already there.
    """
    files = _files(folder)
    try:
        if not os.path.lexists(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            with beside(folder, folder=True) as around:
                _write(around / "project", files)
                os.rename(around / "project", folder)
        else:
            if not folder.is_dir() or not _is_free(folder, files):
                raise FolderTaken(f"{folder} is not empty; name a new folder")
            with beside(folder / "project", folder=True) as around:
                _write(around / "project", files)
                for name in files:
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    os.replace(around / "project" / name, folder / name)
    except OSError as error:
        reason = error.strerror or error
        raise FolderTaken(f"{folder} cannot be filled: {reason}") from None
    return list(files)


def _files(folder: Path) -> dict[str, bytes]:
    """Return what the files of a new project hold, by their names in order."""
    name = folder.resolve().name.lower().replace("_", "-").replace(" ", "-")
    name = name if ID.fullmatch(name) else "project"
    texts = {
        _target(path).as_posix(): path.read_text("utf-8").replace("PROJECT-NAME", name)
        for path in TEMPLATE.rglob("*")
        if path.is_file()
    }
    return {name: texts[name].encode() for name in sorted(texts)}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _is_free(folder: Path, files: dict[str, bytes]) -> bool:
    """Tell whether a folder holds nothing but some of the files, not all of them."""
    remove_unfinished(folder)
    folders = {str(p) for name in files for p in PurePosixPath(name).parents}
    left = set(files)
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            return False
        if path.is_dir():
            if name not in folders:
                return False
        elif name not in left or path.read_bytes() != files[name]:
            return False
        left.discard(name)
    return bool(left)


def _target(path: Path) -> Path:
    relative = path.relative_to(TEMPLATE)
    return relative.with_name(relative.name.replace("dot-", "."))
