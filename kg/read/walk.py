"""The files of a folder, by patterns, in bounded time however the folder is made.

A project may come from a stranger: with folders in folders without end, links that lead
round in a ring, or a million empty files.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from kg.read.opening import Unreadable

MOST_FILES = 100_000
"""Files and folders that are looked at for one pattern: five times what a project of
ten thousand documents has, each a folder with its facts."""

DEEPEST = 20
"""Folders within folders: people order entities by country and year, in three."""


MOST_BYTES = 64 << 20
"""Bytes (64 MiB) of all facts, of all entities, and of all else of one kind together:
200,000 claims, twice what has been tried, and 4 GB of memory (60 bytes for each byte,
measured)."""


def within_bytes(paths: list[Path], most: int) -> list[Path]:
    """Return the files, from the first on, that have ``most`` bytes together."""
    left = most
    for count, path in enumerate(paths):
        with suppress(OSError, ValueError):  # whoever reads it says why it is none
            status = os.stat(path)
            left -= status.st_size if stat.S_ISREG(status.st_mode) else 0
        if left < 0:
            return paths[:count]
    return paths


def files_of(folder: Path, pattern: str, *, most: int = MOST_FILES) -> list[Path]:
    """Return what matches a pattern such as ``*/*.yaml`` or ``**/*.ttl``, sorted.

    Folders that are symbolic links are entered by ``*``, but not by ``**``. Raises
    :class:`kg.read.opening.Unreadable` where more than ``most`` files and folders would
    have to be looked at, or folders are nested too deeply, and :class:`OSError` for a
    folder that cannot be read.
    """
    *parts, name = pattern.split("/")
    folders, entries = [folder], _Entries(folder, most)
    for part in parts:
        if part == "**":
            folders = [below for start in folders for below in entries.below(start)]
        else:
            folders = [
                Path(entry.path)
                for start in folders
                for entry in entries.of(start)
                if fnmatchcase(entry.name, part) and _is_folder(entry, follow=True)
            ]
    return sorted(
        Path(entry.path)
        for start in folders
        for entry in entries.of(start)
        if fnmatchcase(entry.name, name)
    )


class _Entries:
    """Lists folders, and counts what is in them."""

    def __init__(self, root: Path, most: int) -> None:
        self.root, self.most, self.count = root, most, 0

    def of(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self.count += 1
                    if self.count > self.most:
                        message = f"more than {self.most:,} files and folders"
                        raise Unreadable(f"cannot be read: {message}")
                    yield entry
        except (FileNotFoundError, NotADirectoryError):  # there are none in it
            return

    def below(self, start: Path) -> Iterator[Path]:
        """Yield a folder and all below it."""
        level = [start]
        for _ in range(DEEPEST + 1):
            yield from level
            level = [
                Path(entry.path)
                for folder in level
                for entry in self.of(folder)
                if _is_folder(entry, follow=False)
            ]
        if level:
            message = f"folders in more than {DEEPEST} folders"
            raise Unreadable(f"cannot be read: {message}, such as {level[0].name}")


def _is_folder(entry: os.DirEntry[str], *, follow: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:  # a link that leads round in a ring
        return False
