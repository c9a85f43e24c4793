"""A store much like the one before: a copy of that, in which only what differs changes.

The rows of a large table lie in files that are equal from build to build, as long as
the table is. What else a graph says is kept beside its store, so that the next build
can tell what is new and what is gone, line by line. A copy of a store is made of links
to its files, which RocksDB never writes to again.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from io import SEEK_END, BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pyoxigraph as ox

from kg.graph.store import QUADS, REST
from kg.read.opening import sha256_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOST = 4
"""Of so many lines one may differ: where more do, it is as quick to write all anew."""

AT_ONCE = 128 << 20
"""Bytes of triples that are sorted into a store at once: 0.7 GB of memory, where all of
2.5 million triples took 1.7 GB and no less time."""

_QUICK = 1
"""How hard gzip tries: six times smaller, in a tenth of the time of the default."""

_BLANK = b"_:"
"""What a store calls by another name each time, so that its line cannot be found."""


@dataclass(frozen=True, slots=True)
class RowFile:
    """N-Triples of the rows of a table, and the graph that they go to."""

    graph: str
    path: Path

    def digest(self) -> str:
        """Return what tells it from any other, wherever it lies."""
        whole = f"{self.graph} {sha256_of(self.path)}"
        return hashlib.sha256(whole.encode()).hexdigest()


class Written(NamedTuple):
    """How many triples a store has, and the digests of the files of rows among them."""

    triples: int
    rows: tuple[str, ...]


class Earlier(NamedTuple):
    """The generation before: its folder, and what is in its store."""

    folder: Path
    written: Written


class _Changes(NamedTuple):
    gone: list[bytes]
    new: list[bytes]


def write_rows_store(
    folder: Path, rows: Iterable[RowFile], earlier: Earlier | None = None
) -> Written:
    """Write the store of a generation from its N-Quads and files of rows.

    The N-Quads lie in ``folder``, and none of them is a triple of the rows. They are
    packed and kept for the next build. All is on disk for certain in the end.

    With an ``earlier`` generation that has the same files of rows, and maybe less, its
    store is copied and changed. What there is, is the same.
    """
    files, triples = {file.digest(): file for file in rows}, None
    if files:
        _pack(folder / QUADS, folder / REST)
    known = {*earlier.written.rows} if earlier is not None else set()
    if earlier is not None and known and files.keys() >= known:
        new = [file for digest, file in files.items() if digest not in known]
        triples = _changed(folder, new, earlier)
    if triples is None:
        shutil.rmtree(folder / "store", ignore_errors=True)
        triples = _all(folder, files.values())
    (folder / QUADS).unlink()
    return Written(triples, tuple(sorted(files)))


def _all(folder: Path, rows: Iterable[RowFile]) -> int:
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(folder / QUADS), format=ox.RdfFormat.N_QUADS)
    _add_rows(store, rows)
    store.flush()
    return len(store)


def _changed(folder: Path, added: Sequence[RowFile], earlier: Earlier) -> int | None:
    """Change a copy of the earlier store; ``None`` where that is no use."""
    if (changes := _compare(earlier.folder / REST, folder / QUADS)) is None:
        return None
    ox.Store.read_only(str(earlier.folder / "store")).backup(str(folder / "store"))
    store = ox.Store(str(folder / "store"))
    for quad in ox.parse(b"".join(changes.gone), format=ox.RdfFormat.N_QUADS):
        store.remove(quad)
    store.bulk_load(b"".join(changes.new), format=ox.RdfFormat.N_QUADS)
    _add_rows(store, added)
    store.flush()
    expected = earlier.written.triples - len(changes.gone) + len(changes.new)
    expected += sum(map(_lines, added))
    return expected if len(store) == expected else None


def _add_rows(store: ox.Store, rows: Iterable[RowFile]) -> None:
    for file in rows:
        at, form = ox.NamedNode(file.graph), ox.RdfFormat.N_TRIPLES
        with file.path.open("rb") as lines:
            for some in _stretches(lines):
                store.bulk_load(some, format=form, to_graph=at, lenient=True)


class _Stretch(RawIOBase):
    """What stands in a file up to some place."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self._file, self._end = file, end

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read what there is room for."""
        room = memoryview(buffer)
        read = self._file.read(min(len(room), self._end - self._file.tell()))
        room[: len(read)] = read
        return len(read)


def _stretches(file: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a file in stretches of whole lines, each to be read before the next."""
    size, end = file.seek(0, SEEK_END), 0
    while end < size:
        start = end
        file.seek(start + AT_ONCE)
        file.readline()
        end = min(file.tell(), size)
        file.seek(start)
        yield BufferedReader(_Stretch(file, end))


def _lines(file: RowFile) -> int:
    with file.path.open("rb") as lines:
        return sum(1 for _ in lines)


def _pack(plain: Path, packed: Path) -> None:
    with (
        plain.open("rb") as source,
        packed.open("wb") as file,
        gzip.GzipFile("", "wb", _QUICK, file, mtime=0) as target,
    ):
        shutil.copyfileobj(source, target, 1 << 20)


def _compare(before: Path, now: Path) -> _Changes | None:
    """Return the lines that are gone and those that are new.

    ``None`` for too many, and where nobody can tell.
    """
    with now.open("rb") as file:
        digests = set(map(_digest, file))
    met, gone = set[bytes](), dict[bytes, None]()
    try:
        with gzip.open(before) as packed:
            for line in packed:
                if (digest := _digest(line)) in digests:
                    met.add(digest)
                else:
                    gone[line] = None
    except (OSError, EOFError, zlib.error):  # it is not there, or not whole
        return None
    if len(gone) + len(digests) - len(met) > len(digests) / _MOST:
        return None
    new = dict.fromkeys(_unmet(now, met))
    if any(_BLANK in line for line in (*gone, *new)):
        return None
    return _Changes([*gone], [*new])


def _unmet(now: Path, met: Set[bytes]) -> Iterator[bytes]:
    with now.open("rb") as file:
        for line in file:
            if _digest(line) not in met:
                yield line


def _digest(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=16).digest()
