"""Files that appear whole or not at all, whatever ends the writing."""

from __future__ import annotations

import os
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
        raise write_failed(path, error) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def write_failed(path: Path, error: OSError) -> ExportFailed:
    """Return the error that says why a file cannot be written."""
    return ExportFailed(f"cannot write {path}: {error.strerror or error}")
