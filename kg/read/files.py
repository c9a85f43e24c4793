"""Files that appear whole or not at all, whatever ends the writing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import KgError


class ExportFailed(KgError):
    """The output cannot be written; no half-written file is left."""

    exit_code = 3


@contextmanager
def output(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that appears whole or not at all.

    A link stays, and what it leads to is written. Raises :class:`ExportFailed` when the
    folder is missing, not writable or full.
    """
    temporary = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:  # a device or pipe; a folder is refused
                yield file
            return
        target = Path(os.path.realpath(path))
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=_hidden(target))
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BrokenPipeError:  # whoever read it has enough
        raise
    except OSError as error:
        raise write_failed(path, error) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


@contextmanager
def output_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder whose files become those of ``path`` when all are written.

    A new folder appears whole; in one that is there, files of the same names are
    replaced one by one. Raises :class:`ExportFailed` when ``path`` is a file or holds
    other files, and when it cannot be written.
    """
    temporary = None
    try:
        if path.exists() and not path.is_dir():
            raise ExportFailed(f"cannot write {path}: it is a file, not a folder")
        target = Path(os.path.realpath(path))
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=_hidden(target)))
        folder = temporary / "folder"  # only the owner may enter the one around it
        folder.mkdir()
        yield folder
        _publish(folder, target, path)
    except OSError as error:
        raise write_failed(path, error) from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


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


def _hidden(target: Path) -> str:
    """Return how a hidden name beside a file begins, which may not be much longer."""
    return f".{target.name[:40]}."


def write_failed(path: Path, error: OSError) -> ExportFailed:
    """Return the error that says why a file cannot be written."""
    return ExportFailed(f"cannot write {path}: {error.strerror or error}")
