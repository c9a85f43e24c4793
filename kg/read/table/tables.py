"""Where tables lie: beside their mapping, or in a folder of large files.

Like texts they are somebody's, and often large: a repository has the mapping and the
digest, and whoever has the table puts it into a folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.read.opening import ASTRAY, leaves


@dataclass(frozen=True)
class Tables:
    """The tables of a project: beside their mappings in ``sources``, or in ``folder``.

    ``within`` is the folder that none may lead out of by symbolic links, if any.
    """

    sources: Path
    folder: Path | None = None
    within: Path | None = None

    def path(self, document: str, file: str) -> Path | None:
        """Return where the table of a document is, or ``None`` if it is not at hand."""
        if flaw_of_name(file):
            return None
        return next((p for p in self._places(document, file) if p.exists()), None)

    def place(self, document: str, file: str) -> Path:
        """Return where the table of a document is, or where it belongs if it is not."""
        there = self.path(document, file)
        return there or (self.folder or self.sources / document) / file

    def _places(self, document: str, file: str) -> Iterator[Path]:
        yield self.sources / document / file
        if self.folder is not None:
            yield self.folder / file

    def name(self, path: Path) -> str:
        """Return what messages call a table: its path from the project's folder."""
        root = self.within
        inside = root is not None and path.is_relative_to(root)
        return path.relative_to(root).as_posix() if root and inside else path.as_posix()

    def astray(self, path: Path) -> str:
        """Say why a table may not be read, because of where it is; ``""`` if it may."""
        within = self.within
        if within is None or not path.is_relative_to(within):
            return ""
        if leaves(path, within):
            return f"is {ASTRAY}"
        for part in sorted(path.iterdir()) if path.is_dir() else ():
            if leaves(part, within):
                return f"holds `{part.name}`, {ASTRAY}"
        return ""


def flaw_of_name(file: str) -> str:
    """Say why a name is none of a table in the folders of a project, or ``""``."""
    path = PurePosixPath(file)
    if not file or path.is_absolute() or ".." in path.parts or "\\" in file:
        return "is a path below the mapping's own folder, or below the folder of tables"
    if any(ord(character) < ord(" ") for character in file):
        return "has a character in it that is no letter"
    return ""
