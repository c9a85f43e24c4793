"""Files: read whole, or told why not; written whole or not at all, whatever ends it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import KgError, Place, Problem
from kg.held import beside, turn
from kg.read.opening import MOST, read_bytes, why


class ExportFailed(KgError):
    """The output cannot be written; no half-written file is left."""

    exit_code = 3


def read_text(
    path: Path, name: str, problems: list[Problem], *, most: int = MOST
) -> str | None:
    """Return a text, line ends as they are, without a byte-order mark.

    ``name`` is what messages call the file. If it is no regular file, no UTF-8, has
    more than ``most`` bytes or cannot be read, that is a problem: `None`.
    """
    try:
        data = read_bytes(path, most=most)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte {error.start + 1} is no letter; save it as UTF-8"
    except OSError as error:
        line, message = 1, why(error)
    problems.append(Problem(Place(name, line), message))
    return None


@contextmanager
def output(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that appears whole or not at all.

    A link stays, and what it leads to is written, if there is such a file. Raises
    :class:`ExportFailed` when the folder is missing, not writable or full.
    """
    try:
        _refuse_dangling(path)
        if path.exists() and not path.is_file():
            with path.open("wb") as file:  # a device or pipe; a folder is refused
                yield file
            return
        target = Path(os.path.realpath(path))
        with beside(target) as temporary:
            with temporary.open("wb") as file:
                yield file
            os.chmod(temporary, 0o644)  # only its owner reads it until it is whole
            os.replace(temporary, target)
    except BrokenPipeError:  # whoever read it has enough
        raise
    except OSError as error:
        raise write_failed(path, error) from None


@contextmanager
def rewriting(path: Path) -> Iterator[None]:
    """Hold a file that is read, changed and written inside: one at a time does so.

    The folder of the file is made. Raises :class:`ExportFailed` where the file cannot
    be held.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with turn(path):
            yield
    except OSError as error:
        raise write_failed(path, error) from None


@contextmanager
def output_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder whose files become those of ``path`` when all are written.

    A new folder appears whole; in one that is there, files of the same names are
    replaced one by one. Raises :class:`ExportFailed` when ``path`` is a file or holds
    other files, and when it cannot be written.
    """
    try:
        _refuse_dangling(path)
        if path.exists() and not path.is_dir():
            raise ExportFailed(f"cannot write {path}: it is a file, not a folder")
        target = Path(os.path.realpath(path))
        with beside(target, folder=True) as temporary:
            folder = temporary / "folder"  # only the owner may enter the one around it
            folder.mkdir()
            yield folder
            _publish(folder, target, path)
    except OSError as error:
        raise write_failed(path, error) from None


@contextmanager
def replaced_folder(path: Path, marker: str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of ``path`` when all is written.

    What is there is replaced only if it is empty, or holds a file called ``marker``,
    which tells that it was made in this way. Raises :class:`ExportFailed` when it is a
    file or somebody's folder, and when it cannot be written.
    """
    try:
        _refuse_dangling(path)
        if path.exists() and not path.is_dir():
            raise ExportFailed(f"cannot write {path}: it is a file, not a folder")
        target = Path(os.path.realpath(path))
        there = sorted(os.listdir(target)) if target.is_dir() else []
        if there and not (target / marker).is_file():
            raise ExportFailed(
                f"cannot write {path}: it holds other files, such as {there[0]}; "
                "name a new folder"
            )
        with beside(target, folder=True) as temporary:
            folder = temporary / "folder"
            folder.mkdir()
            yield folder
            if target.exists():
                os.rename(target, temporary / "before")
            try:
                os.rename(folder, target)
            except OSError:
                if (temporary / "before").exists():
                    os.rename(temporary / "before", target)
                raise
    except OSError as error:
        raise write_failed(path, error) from None


def _publish(folder: Path, target: Path, path: Path) -> None:
    """Move what is written to where it belongs, which users know as ``path``."""
    written = {p.relative_to(folder) for p in folder.rglob("*") if p.is_file()}
    there = {p.relative_to(target) for p in target.rglob("*") if not p.is_dir()}
    if others := sorted(map(str, there - written)):
        raise ExportFailed(
            f"cannot write {path}: it holds other files, such as {others[0]}; "
            "name a new folder"
        )
    if not target.exists():
        os.rename(folder, target)
        return
    for name in sorted(written):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / name, target / name)


def _refuse_dangling(path: Path) -> None:
    """Refuse a link to nowhere, which may have come with a project of somebody else.

    What is written then would appear where nobody named it.
    """
    if path.is_symlink() and not path.exists():
        there = os.path.realpath(path)
        raise ExportFailed(
            f"cannot write {path}: a link to {there}, which is not there"
        )


def write_failed(path: Path, error: OSError) -> ExportFailed:
    """Return the error that says why a file cannot be written."""
    return ExportFailed(f"cannot write {path}: {error.strerror or error}")
