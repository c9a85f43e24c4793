"""Folders that appear whole or not at all, whatever ends the writing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.read.files import ExportFailed as ExportFailed
from kg.read.files import output as output
from kg.read.files import write_failed


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
        raise write_failed(path, error) from None
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
