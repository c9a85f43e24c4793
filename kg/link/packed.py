"""Files of any size, possibly packed, read line by line in bounded memory.

A dump of Wikidata is larger than any memory, so what is bounded is a line, and how much
a packed file opens to beside what it takes: three megabytes that open to three
gigabytes are no table, but made to fill a disk or a day.
"""

from __future__ import annotations

import bz2
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import KgError

RATIO = 200
"""Times its size that a packed file may open to. An item of Wikidata opens to 17 times
its size (measured, bzip2), zeros open to 1,000 times with gzip and more with bzip2."""

FREE = 8 << 20
"""Bytes (8 MiB) that any packed file may open to, however small it is: read in ten
seconds where each is an empty line (measured)."""

_MIB = 20  # bytes >> 20 are mebibytes
_BUFFER = 1 << 20  # asked for at a time, so that counting takes no time


class ExtractUnreadable(KgError):
    """A file with entities cannot be opened, breaks off, or opens to far too much."""

    exit_code = 3


class _Counted:
    """A file that counts the bytes that are taken from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.taken = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.taken += len(data)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


class _Unpacked(io.RawIOBase):
    """What a file opens to; whatever goes wrong in it names the file."""

    def __init__(self, path: Path, raw: IO[bytes], free: int) -> None:
        self.path, self.free, self.given = path, free, 0
        self.kind = {".gz": "gzip", ".bz2": "bzip2"}.get(path.suffix.lower(), "")
        self.packed = _Counted(raw)
        source = cast(IO[bytes], self.packed)
        self.file: Any = raw
        if self.kind == "gzip":
            self.file = gzip.GzipFile(fileobj=source)
        elif self.kind:
            self.file = bz2.BZ2File(source)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            count: int = self.file.readinto(memoryview(buffer)[:_BUFFER])
        except Exception as error:  # what a packer makes of a stranger's bytes
            raise _unreadable(self.path, error, self.kind) from None
        self.given += count
        most = max(self.free, RATIO * self.packed.taken)
        if self.kind and self.given > most:
            raise ExtractUnreadable(
                f"cannot read {self.path}: it opens to more than {RATIO} times its "
                f"size, and more than {self.free >> _MIB} MB; unpack it, if that is "
                "what it should be"
            )
        return count


@contextmanager
def opened(path: Path, *, free: int = FREE) -> Iterator[IO[bytes]]:
    """Open a file, possibly packed (``.gz``, ``.bz2``), to be read once.

    Reading raises :class:`ExtractUnreadable` where it cannot be read to its end, or
    opens to more than ``free`` bytes and more than 200 times its size.
    """
    try:
        raw = path.open("rb")
    except (OSError, ValueError) as error:  # no path has a NUL
        raise _unreadable(path, error, "") from None
    with raw:
        yield io.BufferedReader(_Unpacked(path, raw, free), _BUFFER)


class LineTooLong(ValueError):
    """A line of more bytes than any that is meant to be one; ``line`` from 1."""

    def __init__(self, line: int, most: int) -> None:
        self.line = line
        super().__init__(f"a line of more than {most >> _MIB} MB")


def lines_of(file: IO[bytes], most: int, *, first: int = 1) -> Iterator[bytes]:
    """Yield lines with their ends; raise :class:`LineTooLong` for ``most`` bytes.

    ``first`` is the number of the first line that is left to read.
    """
    number = first
    while line := file.readline(most):
        if len(line) >= most:
            raise LineTooLong(number, most)
        yield line
        number += 1


def _unreadable(path: Path, error: Exception, kind: str) -> ExtractUnreadable:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if kind and not getattr(error, "errno", None):
        reason = f"not {kind} that can be read ({reason})"
    return ExtractUnreadable(f"cannot read {path}: {reason}")
