"""Where the graph lies on disk: numbered generations, of which one is current.

``CURRENT`` names the generation that readers open. A build prepares the next one
beside it and swaps the name in with one atomic rename, so a killed build leaves the
last good graph as it was. A reader holds the manifest of the generation that it has
opened, and no build removes that one until the reader lets it go, or ends.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from traceback import clear_frames
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.errors import StoreError
from kg.held import Held, link
from kg.read.opening import read_bytes

FORMAT = 3
"""Version of the layout; a graph written by a newer one is refused."""

_GENERATION = re.compile("[0-9]{6,12}")
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
QUADS = "store.nq"
"""What a cell hands over: it can make a graph, but not write the store of one."""

REST = "rest.nq.gz"
"""What a graph says beside the rows of large tables: the next build compares it."""

ROWS = "rows"
"""Where a generation keeps the tables that it was built from, as they were read."""

VIEWS = "views"
"""Where a generation keeps views of itself."""

CORRUPT = "Corruption"
"""How RocksDB begins what it says of tables that are not as they were written."""

_REFUSALS = ("Permission denied", "Too many open files")
"""What a system says that keeps somebody from reading a store that may be sound."""


@dataclass(frozen=True)
class Manifest:
    """What a generation was built from: digests, so that a change is seen.

    ``lines`` is the digest of where in the files things stand, ``files`` that of the
    files themselves. ``findings`` are the build's, as JSON, and ``counts`` what its
    report counts: they are those of a build to which nothing is new. ``rows`` are the
    digests of the files of rows whose triples are in the store, by their names, and
    ``clean`` those of parts without findings; ``wrong`` are the claims and things of
    rows in which something was found.
    """

    schema: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    lines: str = ""
    files: str | None = None
    findings: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    clean: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def digest(self) -> str:
        """What tells a graph of these sources and this schema from any other.

        It is ``""`` for one that no build made, or that was changed since.
        """
        if not self.sources:
            return ""
        made_of = json.dumps([self.schema, self.sources], sort_keys=True)
        return hashlib.sha256(made_of.encode()).hexdigest()


class Opened(NamedTuple):
    """A generation that was opened: it stays on disk as long as its lease is there."""

    folder: Path
    store: ox.Store
    lease: Held


class Generations:
    """The folder of a graph (``build/graph``)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """Return the folder of the current generation, or ``None`` before any build.

        Raises :class:`StoreError` when what is there is no graph any more.
        """
        try:
            name = read_bytes(self.folder / _CURRENT).decode("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise damaged(self.folder, error) from None
        path = self.folder / name
        if not _GENERATION.fullmatch(name) or not path.is_dir():
            raise damaged(self.folder, f"{_CURRENT} names no generation")
        return path

    def manifest(self) -> Manifest | None:
        """Return what the current generation was built from."""
        current = self.current()
        return None if current is None else read_manifest(current)

    def open(self) -> ox.Store:
        """Open the current generation for reading only; see :meth:`opened`."""
        return self.opened().store

    def opened(self) -> Opened:
        """Open the current generation for reading only, with a lease of it.

        Raises :class:`StoreError` when there is none, or a newer kg wrote it.
        """
        current, lease = self.leased()
        read_manifest(current)
        try:
            store = ox.Store.read_only(str(current / "store"))
        except (OSError, RuntimeError) as error:
            raise damaged(self.folder, error) from None
        return Opened(current, store, lease)

    def leased(self) -> tuple[Path, Held]:
        """Return the current generation, which no build removes under its lease.

        Raises :class:`StoreError` before any build.
        """
        while (current := self.current()) is not None:
            failed: OSError | None = None
            try:
                lease = Held(current / _MANIFEST, alone=False)
            except OSError as error:  # also of a generation that is being removed
                failed = error
            if self.current() == current:  # else one that was current is on its way out
                if failed is not None:
                    raise damaged(self.folder, failed) from None
                return current, lease
        raise StoreError(f"no graph at {self.folder}; run `kg build` first")

    @contextmanager
    def next(self, onto: Manifest | None, *, same: bool = False) -> Iterator[Path]:
        """Prepare the next generation; it becomes current when the block ends well.

        Yields its folder: empty, or with a copy of the current store (hard links, so at
        no cost) when the graph stays the ``same``. ``onto`` is the manifest of the
        graph that the caller compared the sources with. One build at a time: a second
        one raises :class:`StoreError`, as does one that ended meanwhile, and a full or
        read-only disk.
        """
        from filelock import FileLock, Timeout  # no reader needs it

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "LOCK", timeout=0):
                yield from self._prepared(onto, same)
        except Timeout:
            message = f"another build is writing {self.folder}; wait for it to end"
            raise StoreError(message) from None
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"the graph cannot be written to {self.folder}: {reason}"
            raise StoreError(message) from None
        except RuntimeError as error:
            raise damaged(self.folder, error) from None

    def _prepared(self, onto: Manifest | None, same: bool) -> Iterator[Path]:
        current = self.current()
        if onto is not None and self.manifest() != onto:
            message = f"another build has changed {self.folder} meanwhile; build again"
            raise StoreError(message)
        self._remove_all_but(current)
        number = int(current.name) + 1 if current else 1
        path = self.folder / f"{number:06d}"
        try:
            path.mkdir()
            if onto is not None:
                store = self.open()  # what is damaged is for somebody to look at
                if same and current is not None:
                    store.backup(str(path / "store"))
                    with suppress(FileNotFoundError):
                        link(current / REST, path / REST)
                        shutil.copytree(current / ROWS, path / ROWS, copy_function=link)
            yield path
            self._publish(path)
        except BaseException as error:
            clear_frames(error.__traceback__)  # closes a store that writes on its own
            if self.current() != path:  # else it is published, and stays
                shutil.rmtree(path, ignore_errors=True)
            raise

    def _publish(self, path: Path) -> None:
        pointer = self.folder / f"{_CURRENT}.next"
        pointer.unlink(missing_ok=True)  # a link there would be written through
        with pointer.open("x", encoding="ascii") as file:
            file.write(path.name + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(pointer, self.folder / _CURRENT)
        if os.name == "posix":
            handle = os.open(self.folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)

    def _remove_all_but(self, current: Path | None) -> None:
        """Remove what killed builds left, and earlier generations that nobody reads."""
        for path in self.folder.iterdir():
            if path != current and _is_generation(path):
                with suppress(BlockingIOError):
                    _remove(path)


def _remove(path: Path) -> None:
    """Remove a generation; :class:`BlockingIOError` says that somebody reads it."""
    held = None
    try:
        held = Held(path / _MANIFEST, alone=True, flags=os.O_RDWR)
    except BlockingIOError:
        raise
    except OSError:
        pass  # it has no manifest, and was never current
    shutil.rmtree(path, ignore_errors=True)
    if held is not None:
        held.close()


def write_store(folder: Path, quads: bytes) -> None:
    """Write the store of a generation from N-Quads, to disk for certain.

    In bulk they are read five times as fast as a disk takes triple after triple. Not
    for a process that was forked: what RocksDB flushes is waited for in threads of
    whoever wrote first.
    """
    written = ox.Store(str(folder / "store"))
    written.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
    written.flush()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a generation, to disk for certain."""
    with (folder / _MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Return what a generation was built from; raises :class:`StoreError`."""
    try:
        data = json.loads(read_bytes(folder / _MANIFEST))
        version = data["format"]
        if not isinstance(version, int):
            raise ValueError(f"{_MANIFEST} has no version")
        if version <= FORMAT:
            if version == 1:
                data.pop("flawed", None)  # what format 1 noted to be checked again
            manifest = Manifest(**data)
            digests, rows = manifest.sources.values(), manifest.findings
            if {*map(type, digests)} <= {str} and {*map(type, rows)} <= {dict}:
                return manifest
            raise ValueError(f"{_MANIFEST} holds no digests")
    except Exception as error:  # whatever a file that no build wrote ends in
        raise damaged(folder.parent, error) from None
    message = (
        f"the graph at {folder.parent} was written by a newer kg (format {version}, "
        f"this one reads up to {FORMAT}); update kg, or build into another folder"
    )
    raise StoreError(message)


def _is_generation(path: Path) -> bool:
    """Tell whether a folder is a build's; nothing else in its folder is touched."""
    names = {_MANIFEST, "store", QUADS, REST, ROWS, VIEWS}
    return bool(
        _GENERATION.fullmatch(path.name)
        and path.is_dir()
        and all(inside.name in names for inside in path.iterdir())
    )


def damaged(folder: Path, reason: object) -> StoreError:
    """Return the error that says a graph cannot be read, and what to do.

    It is not the graph's fault where the system lets nobody read it.
    """
    if any(words in str(reason) for words in _REFUSALS):
        return StoreError(f"the graph at {folder} cannot be read: {reason}")
    return StoreError(
        f"the graph at {folder} is damaged: {reason}; remove it and run `kg build`"
    )
