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

    Raises :class:`ExportFailed` when the folder is missing, not writable or full.
    """
    temporary = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:  # a device or pipe; a folder is refused
                yield file
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


@contextmanager
def output_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder whose files become those of ``path`` when all are written.

    Files of the same names are replaced. Raises :class:`ExportFailed` when ``path`` is
    a file or holds other files, and when it cannot be written.
    """
    temporary = None
    try:
        if path.exists() and not path.is_dir():
            raise ExportFailed(f"cannot write {path}: it is a file, not a folder")
        temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        yield temporary
        _publish(temporary, path)
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _publish(temporary: Path, path: Path) -> None:
    written = {p.relative_to(temporary) for p in temporary.rglob("*") if p.is_file()}
    there = {p.relative_to(path) for p in path.rglob("*") if p.is_file()}
    if others := sorted(map(str, there - written)):
        raise ExportFailed(
            f"cannot write {path}: it holds other files, such as {others[0]}; "
            "name a new folder"
        )
    for name in sorted(written):
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.chmod(temporary / name, 0o644)
        os.replace(temporary / name, target)


def _failed(path: Path, error: OSError) -> ExportFailed:
    return ExportFailed(f"cannot write {path}: {error.strerror or error}")
