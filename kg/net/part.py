"""A file that has not come whole yet, kept beside its place until the rest follows.

Beside it lies of which version of what it is a part, as the server calls it. Both may
have come with a project of somebody else's, so no link is followed.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from kg.held import beside

_NO_WAIT, _NO_LINK = getattr(os, "O_NONBLOCK", 0), getattr(os, "O_NOFOLLOW", 0)
_LARGEST = 10_000
"""Bytes of what is kept of a version: an address and a tag of a server."""


class PartFile:
    """The beginning of a file that is to stand at ``target``, and comes from a URL.

    ``version`` is what it is a part of, in the server's words; "" for no part, or for
    one that nothing can be put to.
    """

    def __init__(self, target: Path, url: str) -> None:
        self.target, self.url = target, url
        self.path = target.with_name(f"{target.name}.part")
        self._about = target.with_name(f"{target.name}.part.json")
        self.version = self._read() if self._is_ours() else ""

    @property
    def size(self) -> int:
        """Bytes that have come so far."""
        return self.path.stat().st_size if self.version else 0

    def begin(self, version: str) -> None:
        """Begin anew with a version; raise :class:`OSError` where that cannot be."""
        self.remove()
        os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        about = json.dumps({"url": self.url, "version": version})
        with beside(self._about) as unfinished:
            unfinished.write_text(about, "utf-8")
            os.replace(unfinished, self._about)
        self.version = version

    def append(self) -> IO[bytes]:
        """Open what has come, so that more is put to it."""
        return open(os.open(self.path, os.O_WRONLY | os.O_APPEND | _NO_LINK), "ab")

    def finish(self) -> None:
        """Put the file into its place, where it takes that of another at once."""
        os.replace(self.path, self.target)
        self.remove()

    def remove(self) -> None:
        """Remove what has come."""
        self.version = ""
        self._about.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def _is_ours(self) -> bool:
        """Tell whether the part is a file that no other name leads to."""
        with suppress(OSError):
            status = self.path.lstat()
            return stat.S_ISREG(status.st_mode) and status.st_nlink == 1
        return False

    def _read(self) -> str:
        about: Any = None
        with suppress(OSError, ValueError, RecursionError):
            handle = os.open(self._about, os.O_RDONLY | _NO_WAIT | _NO_LINK)
            with open(handle, "rb") as file:
                about = json.loads(file.read(_LARGEST))
        if not isinstance(about, dict) or about.get("url") != self.url:
            return ""
        version = str(about.get("version", ""))
        return version if version.isascii() and version.isprintable() else ""
