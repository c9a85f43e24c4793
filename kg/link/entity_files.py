"""Items from files: answers of ``Special:EntityData``, and dumps of Wikidata.

All that reads Wikidata's JSON from a file comes by here. A dump may be of any size, as
nothing is held but the line at hand; what stands in one piece is parsed at once.
"""

from __future__ import annotations

import bz2
import gzip
import json
import re
import zlib
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import InputErrors, KgError, Place, Problem
from kg.link.wikibase import NoEntity, Record, mended, read_entity

Report = Callable[[int, str], None]
"""Is told a line and what is wrong with it."""

_MIB = 20  # bytes >> 20 are mebibytes
MAX_PIECE = 256 << _MIB
"""Bytes of JSON that are not parted into lines (256 MiB, some 2 GB once parsed)."""

_MARK = b"\xef\xbb\xbf"
_AROUND = b" \t\r\n,[]"
_OWN_ID = re.compile(rb'\{(?:"type"\s*:\s*"\w+"\s*,\s*)?"id"\s*:\s*"([A-Z][0-9]+)"')
_ESCAPED = re.compile(rb"\\u(?:d[89a-f]|00[01]|fff[ef])", re.IGNORECASE)
"""What no JSON holds but as an escape: halves of characters, and control characters."""

_ENTITIES = re.compile(rb'\{[^{}]*"entities"\s*:')
_BROKEN = "not JSON, or broken off"
_NAMED = re.compile("(Q[1-9][0-9]*)[.].*")


class ExtractUnreadable(KgError):
    """A file with entities cannot be opened, or breaks off."""

    exit_code = 3


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, possibly packed (``.gz``, ``.bz2``), without a byte-order mark.

    Raises :class:`ExtractUnreadable` when it cannot be read to its end.
    """
    kind = {".gz": "gzip", ".bz2": "bzip2"}.get(path.suffix.lower(), "")
    try:
        with path.open("rb") as raw:
            if kind == "gzip":
                yield cast(IO[bytes], gzip.GzipFile(fileobj=raw))
            else:
                yield cast(IO[bytes], bz2.BZ2File(raw)) if kind else raw
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if kind and not getattr(error, "errno", None):
            reason = f"not {kind} that can be read ({reason})"
        raise ExtractUnreadable(f"cannot read {path}: {reason}") from None


def read_records(
    path: Path, report: Report, wanted: Container[str] | None = None
) -> Iterator[Record]:
    """Yield the items of a file of JSON, in its order, or the ``wanted`` ones alone.

    A file is one JSON document with ``entities``, as ``Special:EntityData/Q843.json``
    and ``wbgetentities`` give, or a dump: an array of entities, or an entity a line. A
    file called by a QID that holds another one tells of a merge. Of what is wrong
    ``report`` is told. Raises :class:`ExtractUnreadable`.
    """
    try:
        with opened(path) as file:
            head = file.readline(MAX_PIECE).removeprefix(_MARK)
            second = file.readline(MAX_PIECE) if head.strip() == b"[" else b""
            if _is_dump(head, second):
                lines = chain([head, second] if second else [head], file)
                yield from _dumped(lines, wanted, report)
                return
            text = head + second + file.read(MAX_PIECE)
            if len(text) >= MAX_PIECE:
                size = f"more than {MAX_PIECE >> _MIB} MB in one piece"
                report(1, f"{size}; give a dump with an entity a line")
                return
            for asked, data in _parts(_parsed(text), path):
                record = _record(data, asked, 1, report)
                if record and (wanted is None or record.qid in wanted):
                    yield record
    except json.JSONDecodeError as error:
        report(error.lineno, f"{_BROKEN}: {error.msg}")
    except NoEntity as error:
        report(1, str(error))


def _parsed(text: bytes) -> Any:
    """Return JSON parsed; raise :class:`NoEntity` where Python gives up on it."""
    try:
        data = json.loads(text)
        return mended(data) if _ESCAPED.search(text) else data
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise NoEntity("nested deeper than any entity") from None
    except ValueError as error:  # not UTF-8, or a number of thousands of digits
        raise NoEntity(str(error)) from None


def _record(data: Any, asked: str, line: int, report: Report) -> Record | None:
    try:
        return read_entity(data, asked)
    except NoEntity as error:
        report(line, str(error))
        return None


def _is_dump(head: bytes, second: bytes) -> bool:
    """Tell a dump by its first lines: ``[``, or an entity, whole, and no more."""
    whole, text = head.strip(), head.strip(_AROUND)
    if whole == b"[":
        return second.strip() not in (b"{", b"[")  # or it was laid out for people
    if whole.startswith(b"[") and whole.endswith(b"]"):
        return False
    return text.startswith(b"{") and text.endswith(b"}") and not _ENTITIES.match(text)


def _dumped(
    lines: Iterable[bytes], wanted: Container[str] | None, report: Report
) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        text = line.strip(_AROUND)
        own = _OWN_ID.match(text) if wanted is not None else None
        if not text or (own and own[1].decode() not in (wanted or ())):
            continue
        try:
            record = _record(_parsed(text), "", number, report)
        except json.JSONDecodeError as error:
            report(number, f"{_BROKEN}: {error.msg}")
        except NoEntity as error:
            report(number, str(error))
        else:
            if record is not None and (wanted is None or record.qid in wanted):
                yield record


def _parts(data: Any, path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the entities of a document, each with the QID that it was asked for by."""
    if isinstance(data, list):
        yield from (("", entity) for entity in data)
        return
    entities = data.get("entities") if isinstance(data, dict) else None
    if not isinstance(entities, dict) or not entities:
        raise NoEntity(
            "no `entities`; save https://www.wikidata.org/wiki/Special:EntityData/"
            "QID.json, or give a dump with an entity a line"
        )
    named = _NAMED.fullmatch(path.name)
    for qid, entity in entities.items():
        yield named[1] if named and len(entities) == 1 else qid, entity


def read_files(files: Iterable[Path], wanted: Container[str]) -> dict[str, Record]:
    """Return records by QID, of the ``wanted`` ones; of two revisions the later.

    Raises :class:`InputErrors` with every file and line that is no entity.
    """
    latest: dict[str, Record] = {}
    problems: list[Problem] = []
    for path in files:

        def report(line: int, message: str, name: str = str(path)) -> None:
            problems.append(Problem(Place(name, line), message))

        try:
            for record in read_records(path, report, wanted):
                known = latest.get(record.qid)
                if known is None or known.revision < record.revision:
                    latest[record.qid] = record
        except ExtractUnreadable as error:
            reason = str(error).removeprefix(f"cannot read {path}: ")
            report(1, f"cannot be read: {reason}")
    if problems:
        raise InputErrors(problems)
    return latest
