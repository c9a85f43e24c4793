"""Entities from files: answers of ``Special:EntityData``, or lines of a dump."""

from __future__ import annotations

import bz2
import gzip
import json
import re
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, cast

from kg.errors import InputErrors, Place, Problem
from kg.link.wikibase import NoEntity, Record, read_entity

_FIRST_ID = re.compile(rb'"id"\s*:\s*"([A-Z][0-9]+)"')
_ENTITIES = re.compile(rb'\{[^{}]*"entities"\s*:')
_BROKEN = "not JSON, or broken off"
_NAMED = re.compile("(Q[1-9][0-9]*)[.].*")


def read_files(
    files: Iterable[Path], wanted: Container[str]
) -> dict[str, tuple[Record, Path]]:
    """Return records by QID, of the ``wanted`` ones, with the file each is from.

    A file is one JSON document with ``entities``, as ``Special:EntityData/Q843.json``
    and ``wbgetentities`` give, or a dump with an entity a line, also in .gz and .bz2;
    of a dump only wanted lines are parsed. A file called by a QID that holds another
    one tells of a merge. Of two revisions the later counts. Raises
    :class:`InputErrors` with every file and line that is neither.
    """
    found: dict[str, tuple[Record, Path]] = {}
    problems: list[Problem] = []
    for path in files:
        for record in _records(path, wanted, problems):
            known = found.get(record.qid)
            if record.qid in wanted and (
                known is None or known[0].revision < record.revision
            ):
                found[record.qid] = record, path
    if problems:
        raise InputErrors(problems)
    return found


def _records(
    path: Path, wanted: Container[str], problems: list[Problem]
) -> Iterator[Record]:
    def report(line: int, message: str) -> None:
        problems.append(Problem(Place(str(path), line), message))

    try:
        with _open(path) as file:
            head = file.readline()
            if _is_dump(head):
                yield from _dumped(chain([head], file), wanted, report)
            else:
                yield from _document(json.loads(head + file.read()), path)
    except json.JSONDecodeError as error:
        report(error.lineno, f"{_BROKEN}: {error.msg}")
    except (NoEntity, UnicodeDecodeError, RecursionError) as error:
        report(1, str(error))
    except (OSError, EOFError) as error:
        report(1, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return bz2.open(path, "rb") if path.suffix == ".bz2" else path.open("rb")


def _is_dump(head: bytes) -> bool:
    """Tell a dump by its first line: ``[``, or an entity and nothing more."""
    text = head.strip().rstrip(b",")
    if text == b"[":
        return True
    return text.startswith(b"{") and text.endswith(b"}") and not _ENTITIES.match(text)


def _dumped(
    lines: Iterable[bytes], wanted: Container[str], report: Callable[[int, str], None]
) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        text = line.strip().rstrip(b",")
        first = _FIRST_ID.search(text)
        if text in (b"[", b"]", b"") or (first and first[1].decode() not in wanted):
            continue
        try:
            record = read_entity(json.loads(text))
        except json.JSONDecodeError as error:
            report(number, f"{_BROKEN}: {error.msg}")
        except (NoEntity, UnicodeDecodeError, RecursionError) as error:
            report(number, str(error))
        else:
            if record is not None:
                yield record


def _document(data: object, path: Path) -> Iterator[Record]:
    entities = data.get("entities") if isinstance(data, dict) else None
    if not isinstance(entities, dict) or not entities:
        raise NoEntity(
            "no `entities`; save https://www.wikidata.org/wiki/Special:EntityData/"
            "QID.json, or give a dump with an entity a line"
        )
    named = _NAMED.fullmatch(path.name)
    for qid, entity in entities.items():
        asked = named[1] if named and len(entities) == 1 else qid
        record = read_entity(entity, asked)
        if record is not None:
            yield record
