"""A store much like the one before: a copy of that, in which only what differs changes.

The rows of a large table lie in files that are kept beside the store, and so is what
else a graph says: the next build tells by them what is new and what is gone, claim by
claim and line by line. A copy of a store is made of links
to its files, which RocksDB never writes to again.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from io import SEEK_END, BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pyoxigraph as ox

from kg.graph.store import QUADS, REST, ROWS
from kg.held import link

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOST = 4
"""Of so many triples one may differ: where more do, it is as quick to write all."""

AT_ONCE = 128 << 20
"""Bytes of triples that are sorted into a store at once: 0.7 GB of memory, where all of
2.5 million triples took 1.7 GB and no less time."""

MANY_FILES = 4 * AT_ONCE
"""Bytes of triples from which on a store is put in order when it has them: each stretch
is a file of its own for each order of triples, and a lookup goes through all of them.
Of 18 million triples questions took two to four times as long as when they lie in one
file; to put them there takes a quarter of the time of writing them."""

_QUICK = 1
"""How hard gzip tries: six times smaller, in a tenth of the time of the default."""

_BLANK = b"_:"
"""What a store calls by another name each time, so that its line cannot be found."""


_STARTS = ".starts"
"""Ends the name of what tells where the pieces of a file of rows begin."""


@dataclass(frozen=True, slots=True)
class RowFile:
    """Triples of the rows of a table: N-Triples for a graph, or N-Quads without one.

    ``name`` is where they are kept for the next build, and ``digest`` tells them from
    any others. ``starts`` are where the pieces begin that are looked at whole, and
    where the last ends; by default they are lines.
    """

    name: str
    path: Path
    digest: str
    graph: str = ""
    starts: array[int] | None = None


class Written(NamedTuple):
    """How many triples a store has, and the digests of the files of rows among them."""

    triples: int
    rows: Mapping[str, str]


class Earlier(NamedTuple):
    """The generation before: its folder, and what is in its store."""

    folder: Path
    written: Written

    def file(self, name: str, digest: str) -> Path | None:
        """Return the file of rows of a name, if it is the one of that digest."""
        path = self.folder / ROWS / name
        same = self.written.rows.get(name) == digest
        return path if same and path.is_file() else None


class _Changes(NamedTuple):
    gone: list[bytes]
    new: list[bytes]


Begun = Callable[[Path, Mapping[str, RowFile]], Set[str]]
"""Puts a store that was begun with some of the files where it is to be; says which."""


def write_rows_store(
    folder: Path,
    rows: Iterable[RowFile],
    earlier: Earlier | None = None,
    begun: Begun = lambda store, files: frozenset(),
) -> Written:
    """Write the store of a generation from its N-Quads and files of rows.

    The N-Quads lie in ``folder``, and none of them is a triple of the rows. They are
    packed and kept for the next build, and the files of rows beside them. All is on
    disk for certain in the end.

    With an ``earlier`` generation that differs little, its store is copied and changed.
    Else it goes on with a store that was ``begun``. What there is, is the same.
    """
    files, triples = {file.name: file for file in rows}, None
    if files:
        _pack(folder / QUADS, folder / REST)
    if earlier is not None and earlier.written.rows and files:
        triples = _changed(folder, files, earlier)
    if triples is None:
        shutil.rmtree(folder / "store", ignore_errors=True)
        there = begun(folder / "store", files)
        left = [file for name, file in files.items() if name not in there]
        triples = _all(folder, files.values(), left)
    (folder / QUADS).unlink()
    for file in files.values():
        kept = folder / ROWS / file.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        if file.path != kept:
            link(file.path, kept)
        if file.starts is not None:
            kept.with_suffix(_STARTS).write_bytes(file.starts.tobytes())
    return Written(triples, {name: file.digest for name, file in files.items()})


def _all(folder: Path, rows: Iterable[RowFile], left: Iterable[RowFile]) -> int:
    """Write into a store what is not there, and those rows that are left."""
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(folder / QUADS), format=ox.RdfFormat.N_QUADS)
    _add_rows(store, left)
    store.flush()
    if sum(file.path.stat().st_size for file in rows) >= MANY_FILES:
        store.optimize()
    return len(store)


def _changed(
    folder: Path, files: Mapping[str, RowFile], earlier: Earlier
) -> int | None:
    """Change a copy of the earlier store; ``None`` where that is no use."""
    rows, most = earlier.written.rows, earlier.written.triples // _MOST
    added = [file for name, file in files.items() if name not in rows]
    if not rows.keys() <= files.keys():
        return None  # a table is gone
    changes = _compare(earlier.folder / REST, folder / QUADS, most)
    for name, digest in rows.items():
        if changes is not None and files[name].digest != digest:
            before = earlier.folder / ROWS / name
            changes = _both(changes, _compare_rows(before, files[name], most))
    if changes is None or len(changes.gone) + len(changes.new) > most:
        return None
    ox.Store.read_only(str(earlier.folder / "store")).backup(str(folder / "store"))
    store = ox.Store(str(folder / "store"))
    for quad in _quads(changes.gone):
        if quad not in store:
            return None  # it is not the store of these files
        store.remove(quad)
    new = list(_quads(changes.new))
    if any(quad in store for quad in new):
        return None
    store.bulk_extend(new)
    _add_rows(store, added)
    store.flush()
    expected = earlier.written.triples - len(changes.gone) + len(new)
    expected += sum(map(_lines, added))
    return expected if not added or len(store) == expected else None


def _quads(lines: Iterable[bytes]) -> Iterator[ox.Quad]:
    for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad, ox.Quad)
        yield quad


def add_rows(store: Path, rows: Iterable[RowFile]) -> None:
    """Add the triples of files of rows to a store, which is made if there is none."""
    opened = ox.Store(str(store))
    _add_rows(opened, rows)
    opened.flush()


def _add_rows(store: ox.Store, rows: Iterable[RowFile]) -> None:
    for file in rows:
        graph = ox.NamedNode(file.graph) if file.graph else None
        form = ox.RdfFormat.N_TRIPLES if file.graph else ox.RdfFormat.N_QUADS
        with file.path.open("rb") as lines:
            for some in _stretches(lines):
                store.bulk_load(some, format=form, to_graph=graph, lenient=True)


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


def _compare(before: Path, now: Path, most: int) -> _Changes | None:
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
    if len(gone) + len(digests) - len(met) > most:
        return None
    return _without_blanks(gone, dict.fromkeys(_unmet(now, met)))


def _compare_rows(before: Path, now: RowFile, most: int) -> _Changes | None:
    """Return the lines of a file of rows that are gone, and those that are new.

    ``None`` for too many, and where nobody can tell.
    """
    try:
        starts = None
        if now.starts is not None:
            starts = array(now.starts.typecode)
            starts.frombytes(before.with_suffix(_STARTS).read_bytes())
        old, new = _pieces(before, starts), _pieces(now.path, now.starts)
    except (OSError, ValueError):  # it is not there, or not whole
        return None
    gone, added = old.keys() - new.keys(), new.keys() - old.keys()
    if len(gone) + len(added) > most:
        return None
    left = _lines_of(before, (old[each] for each in gone))
    more = _lines_of(now.path, (new[each] for each in added))
    graph = f" <{now.graph}> .\n".encode() if now.graph else b" .\n"
    lines = [
        {line.removesuffix(b" .\n") + graph: None for line in some if line not in other}
        for some, other in ((left, more), (more, left))
    ]
    return _without_blanks(*lines)


def _pieces(path: Path, starts: array[int] | None) -> dict[bytes, tuple[int, int]]:
    """Return where the pieces of a file begin and end, by their digests."""
    pieces = dict[bytes, tuple[int, int]]()
    at = 0
    with path.open("rb") as file:
        if starts is None:
            for line in file:
                pieces[_digest(line)] = at, at + len(line)
                at += len(line)
        elif starts:
            for end in starts[1:]:
                pieces[_digest(file.read(end - at))] = at, end
                at = end
    return pieces


def _lines_of(path: Path, pieces: Iterable[tuple[int, int]]) -> dict[bytes, None]:
    lines = dict[bytes, None]()
    with path.open("rb") as file:
        for start, end in sorted(pieces):
            file.seek(start)
            lines |= dict.fromkeys(file.read(end - start).splitlines(keepends=True))
    return lines


def _both(one: _Changes, other: _Changes | None) -> _Changes | None:
    if other is None:
        return None
    return _Changes(one.gone + other.gone, one.new + other.new)


def _without_blanks(
    gone: Mapping[bytes, None], new: Mapping[bytes, None]
) -> _Changes | None:
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
