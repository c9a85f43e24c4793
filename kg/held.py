"""Files that are held while somebody needs them, as the system knows.

Whoever reads, writes or rewrites something holds a lock on it (``flock``), which ends
with the process, however that ends. So the next run tells what a killed one left from
what is being written, and nobody removes what another still reads. Where a system has
no such locks, nothing is waited for, and nothing that was left is removed.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

try:
    import fcntl
except ImportError:  # of Windows, which lets nobody remove a file that is open
    fcntl = None  # type: ignore[assignment]

_UNFINISHED = re.compile(r"\..*\.[a-z0-9_]{8}\.kg-part", re.DOTALL)
_ENDING = ".kg-part"
_NO_WAIT, _NO_LINK = getattr(os, "O_NONBLOCK", 0), getattr(os, "O_NOFOLLOW", 0)
_LOCK_FILE = os.O_RDWR | os.O_CREAT | _NO_LINK
_PATIENCE = 30.0
"""Seconds to wait for who rewrites a file, which takes some milliseconds."""

_BUSY = "another kg is writing it; wait for it to end"


class Held:
    """An open file with a lock that others share, or have to wait for; until it goes.

    Raises :class:`BlockingIOError` where somebody holds it in a way that excludes this.
    """

    def __init__(self, path: Path, *, alone: bool, flags: int = os.O_RDONLY) -> None:
        self._handle = os.open(path, flags | _NO_WAIT, 0o600)
        self.path = path
        try:
            self.locked = _lock(self._handle, alone)
        except BaseException:
            self.close()  # once: its number may soon be that of another file
            raise

    def there(self) -> bool:
        """Tell whether the file is still the one of its path."""
        with suppress(OSError):
            return os.path.samestat(os.fstat(self._handle), os.stat(self.path))
        return False

    def close(self) -> None:
        """Let the file go."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        """Let the file go with whoever has read what is in it."""
        if hasattr(self, "_handle"):
            self.close()


def _lock(handle: int, alone: bool) -> bool:
    """Lock an open file; tell whether the system can. Raises if somebody else has."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_NB | (fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
    except BlockingIOError:
        raise
    except OSError:  # of a disk that knows no locks
        return False
    return True


@contextmanager
def beside(target: Path, *, folder: bool = False) -> Iterator[Path]:
    """Yield a new hidden file, or folder, which is to be renamed to ``target``.

    If it is not, it is removed at the end. What killed runs left in the same place is
    removed first. Raises :class:`OSError` where none can be made.
    """
    remove_unfinished(target.parent)
    while True:
        # Its name is known before it is there: who interrupts at once finds it removed.
        path = _free_name(target)
        held = None
        try:
            held = _made(path, folder)
            if held is not None:
                yield path
                return
        finally:
            _remove(path)
            if held is not None:
                held.close()


def _free_name(target: Path) -> Path:
    """Return a path beside a target; a name may not be much longer than this one."""
    while True:
        name = f".{target.name[:40]}.{os.urandom(4).hex()}{_ENDING}"
        path = target.with_name(name)
        if not os.path.lexists(path):
            return path


def _made(path: Path, folder: bool) -> Held | None:
    """Make and hold a file or folder, or none: another run took it for left over."""
    if folder:
        path.mkdir(0o700)
    else:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with suppress(BlockingIOError, FileNotFoundError):
        held = Held(path, alone=True)
        if held.there():
            return held
        held.close()
    return None


def link(source: Path | str, target: Path | str) -> None:
    """Give a file that nobody changes a second place; a copy where disks differ.

    It is on disk for certain then, or it could be read again as what it is not.
    """
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    handle = os.open(target, os.O_RDONLY)
    try:
        if os.name == "posix":
            os.fsync(handle)
    finally:
        os.close(handle)


def remove_unfinished(folder: Path) -> None:
    """Remove what :func:`beside` made in a folder for runs that were killed."""
    with suppress(OSError):
        names = [n for n in os.listdir(folder) if _UNFINISHED.fullmatch(n)]
        for name in names:
            with suppress(OSError):
                _remove_unless_held(folder / name)


def _remove_unless_held(path: Path) -> None:
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        held = Held(path, alone=True, flags=_NO_LINK)
        if held.locked:
            _remove(path)
        held.close()


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


@contextmanager
def turn(path: Path, patience: float | None = None) -> Iterator[None]:
    """Hold a file that is read and rewritten inside; one at a time does so.

    Raises :class:`OSError` where it cannot be held, or others hold it for longer than
    ``patience``, in seconds; that is a :class:`BlockingIOError`.
    """
    patience = _PATIENCE if patience is None else patience
    target = Path(os.path.realpath(path))
    lock = target.with_name(f".{target.name[:40]}.kg-lock")
    if fcntl is None:
        from filelock import FileLock, Timeout

        held_there = FileLock(lock, timeout=patience)
        try:
            held_there.acquire()
        except Timeout:
            raise BlockingIOError(errno.EBUSY, _BUSY) from None
        try:
            yield
        finally:
            held_there.release()
        return
    until = monotonic() + patience
    while True:
        with suppress(BlockingIOError):
            held = Held(lock, alone=True, flags=_LOCK_FILE)
            if held.there():  # and was not removed by whoever had it before
                break
        if monotonic() > until:
            raise BlockingIOError(errno.EBUSY, _BUSY)
        sleep(0.005)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        held.close()
