"""Files of a project, opened so that nothing in them hangs, leaves or is too much.

People send projects to each other, so a file may be anything: a pipe that is waited
for, a device without end, a link to a file of the reader's own, a bomb. What is read is
a regular file of a size that a person writes; and whatever a reader did not expect in
one is a problem of that file.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import KgError, Place, Problem

MOST = 64 << 20
"""Bytes of a file that a person wrote (64 MiB, some 200,000 claims)."""

_MIB = 20  # bytes >> 20 are mebibytes
_LONG = 200  # characters of what a library says: two lines of a terminal
_PIECE = 1 << 20


class Unreadable(OSError):
    """What stands in place of a file is not read; the text says why."""


def why(error: OSError) -> str:
    """Say why a file cannot be read."""
    if isinstance(error, Unreadable):
        return str(error)
    return f"cannot be read: {error.strerror or error}"


def read_bytes(path: Path, *, most: int = MOST) -> bytes:
    """Return what a regular file holds.

    Raises :class:`OSError`, and :class:`Unreadable` for anything but a regular file of
    at most so many bytes.
    """
    read = bytearray()
    for piece in _pieces(path):
        read += piece
        if len(read) > most:
            size = f"{most >> _MIB} MB" if most >> _MIB else f"{most >> 10} KB"
            raise Unreadable(f"cannot be read: larger than {size}")
    return bytes(read)


def sha256_of(path: Path) -> str:
    """Return the digest of a regular file of any size; raise :class:`OSError`.

    That of a folder is of what ``sha256sum *`` prints in it: a line for each file that
    is not hidden, by name, with its digest, two spaces and its name.
    """
    if path.is_dir():
        digest = hashlib.sha256()
        for part in sorted(p for p in path.iterdir() if p.name[0] != "."):
            digest.update(f"{sha256_of_file(part)}  {part.name}\n".encode())
        return digest.hexdigest()
    return sha256_of_file(path)


def sha256_of_file(path: Path) -> str:
    """Return the digest of a regular file; raise :class:`OSError` for anything else."""
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield a file piece by piece; nothing is waited for, and no device is opened."""
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except ValueError:  # a name with a NUL in it
        raise Unreadable("cannot be read: no file has such a name") from None
    if not regular:
        raise Unreadable("not a file")
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):  # changed meanwhile
            raise Unreadable("not a file")
        while piece := file.read(_PIECE):
            yield piece


def leaves(path: Path, root: Path) -> bool:
    """Tell whether a path leads out of a folder, by symbolic links or by ``..``."""
    there = os.path.realpath(path)
    return not Path(there).is_relative_to(os.path.realpath(root))


ASTRAY = "a symbolic link that leads out of the project; put the file itself here"


@contextmanager
def unexpected(report: Callable[[str], None]) -> Iterator[None]:
    """Report whatever a reader did not expect in its file, and go on.

    Lists of what may be raised miss cases; a stranger finds them.
    """
    try:
        yield
    except KgError:
        raise
    except OSError as error:
        report(why(error))
    except RecursionError:
        report("cannot be read: nested too deeply")
    except MemoryError:
        report("cannot be read: too large for the memory at hand")
    except Exception as error:
        words = " ".join(str(error).split())[:_LONG]
        report(f"cannot be read: {words} ({type(error).__name__})")


def reporting(place: Place, problems: list[Problem]) -> Callable[[str], None]:
    """Return a function that notes problems of a place, for :func:`unexpected`."""
    return lambda reason: problems.append(Problem(place, reason))
