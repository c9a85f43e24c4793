"""Items from files: answers of ``Special:EntityData``, and dumps of Wikidata.

All that reads Wikidata's JSON from a file comes by here. A dump may be of any size, as
nothing is held but the line at hand; what stands in one piece is parsed at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from kg.errors import InputErrors, Place, Problem
from kg.link.packed import ExtractUnreadable, LineTooLong, lines_of, opened
from kg.link.wikibase import NoEntity, Record, mended, read_entity
from kg.read.opening import unexpected

Report = Callable[[int, str], None]
"""Is told a line and what is wrong with it."""

_MIB = 20  # bytes >> 20 are mebibytes
MAX_PIECE = 256 << _MIB
"""Bytes of JSON that are not parted into lines (256 MiB, some 2 GB once parsed)."""

MAX_LINE = 16 << _MIB
"""Bytes of an entity (16 MiB): Wikibase keeps none of more than 3 MB by its default
``maxSerializedEntitySize``, and its JSON in dumps is longer than as it is kept."""

_MARK = b"\xef\xbb\xbf"
_AROUND = b" \t\r\n,[]"
_OWN_ID = re.compile(rb'\{(?:"type"\s*:\s*"\w+"\s*,\s*)?"id"\s*:\s*"([A-Z][0-9]+)"')
_ESCAPED = re.compile(rb"\\u(?:d[89a-f]|00[01]|fff[ef])", re.IGNORECASE)
"""What no JSON holds but as an escape: halves of characters, and control characters."""

_ENTITIES = re.compile(rb'\{[^{}]*"entities"\s*:')
_BROKEN = "not JSON, or broken off"
_NAMED = re.compile("(Q[1-9][0-9]*)[.].*")


MAX_PROBLEMS = 50
"""After so many a person knows what is wrong with the whole file."""


@dataclass(slots=True)
class Problems:
    """What is wrong with the files so far; raises when there is too much of it."""

    noted: list[Problem]

    def add(self, problem: Problem) -> None:
        """Take note of a problem; give up after fifty."""
        self.noted.append(problem)
        if len(self.noted) >= MAX_PROBLEMS:
            raise InputErrors(self.noted)

    def of(self, path: Path) -> Report:
        """Return what takes note of problems of a file."""
        name = str(path)
        return lambda line, message: self.add(Problem(Place(name, line), message))


@contextmanager
def noting(line: int, report: Report) -> Iterator[None]:
    """Report whatever is wrong with what is read from a line on; go on behind it."""
    with unexpected(lambda reason: report(line, reason)):
        try:
            yield
        except json.JSONDecodeError as error:
            report(line - 1 + error.lineno, f"{_BROKEN}: {error.msg}")
        except LineTooLong as error:
            report(error.line, str(error))
        except NoEntity as error:
            report(line, str(error))


def read_records(
    path: Path, report: Report, wanted: Container[str] | None = None
) -> Iterator[Record]:
    """Yield the items of a file of JSON, in its order, or the ``wanted`` ones alone.

    A file is one JSON document with ``entities``, as ``Special:EntityData/Q843.json``
    and ``wbgetentities`` give, or a dump: an array of entities, or an entity a line. A
    file called by a QID that holds another one tells of a merge. Of what is wrong
    ``report`` is told. Raises :class:`ExtractUnreadable`.
    """
    with noting(1, report), opened(path) as file:
        head = file.readline(MAX_PIECE).removeprefix(_MARK)
        second = file.readline(MAX_PIECE) if head.strip() == b"[" else b""
        if _is_dump(head, second):
            before = [head, second] if second else [head]
            rest = lines_of(file, MAX_LINE, first=len(before) + 1)
            yield from _dumped(chain(before, rest), wanted, report)
            return
        text = head + second + file.read(max(0, MAX_PIECE - len(head) - len(second)))
        if len(text) >= MAX_PIECE:
            size = f"more than {MAX_PIECE >> _MIB} MB in one piece"
            report(1, f"{size}; give a dump with an entity a line")
            return
        for asked, data in _parts(_parsed(text), path):
            yield from _record(data, asked, 1, report, wanted)


def _parsed(text: bytes) -> Any:
    data = json.loads(text)
    return mended(data) if _ESCAPED.search(text) else data


def _record(
    data: Any, asked: str, line: int, report: Report, wanted: Container[str] | None
) -> Iterator[Record]:
    """Yield the record of an entity if there is one, and it is ``wanted``."""
    with noting(line, report):
        record = read_entity(data, asked)
        if record and (wanted is None or record.qid in wanted):
            yield record


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
        with noting(number, report):
            yield from _record(_parsed(text), "", number, report, wanted)


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

    Raises :class:`InputErrors` with every file and line that is no entity, fifty at
    most.
    """
    latest: dict[str, Record] = {}
    problems = Problems([])
    for path in files:
        report = problems.of(path)
        try:
            for record in read_records(path, report, wanted):
                known = latest.get(record.qid)
                if known is None or known.revision < record.revision:
                    latest[record.qid] = record
        except ExtractUnreadable as error:
            reason = str(error).removeprefix(f"cannot read {path}: ")
            report(1, f"cannot be read: {reason}")
    if problems.noted:
        raise InputErrors(problems.noted)
    return latest
