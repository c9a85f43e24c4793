"""Extracts of Wikidata as people have them: CSV tables and JSON dumps, row by row.

A CSV has a header with at least ``qid`` and ``label``; known are also ``aliases``,
``type``, ``country``, ``sources`` (several values apart by ``|``), ``description`` and
``grade``. JSON is what Wikidata publishes (:mod:`kg.link.entity_files`). Either may be
packed (``.gz``, ``.bz2``). Nothing is held but the row at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from kg.errors import InputErrors, Place, Problem, nearest
from kg.link.entity_files import Problems, noting, read_records
from kg.link.packed import lines_of, opened
from kg.link.wikibase import ALPHA_2, ALPHA_3, CODES, Record
from kg.match.countries import countries
from kg.match.entity import Entity
from kg.names import QID
from kg.read.delimited import BrokenRow, read_delimited

COLUMNS = (
    *("qid", "label", "aliases", "type", "country", "description", "grade", "sources"),
)
SUGGESTION = "D"
"""The grade of what one list made by hand says: a suggestion that nothing attests."""

MAX_LINE = 4 << 20
"""Bytes of a line (4 MiB); a cell has 131,072 characters at most, by :mod:`csv`."""

_NO_NAME = re.compile(r"\W*")


def read_extract(path: Path, problems: Problems) -> Iterator[Entity]:
    """Yield the entities of a file, in its order; tell what cannot be understood.

    Entities that appear in several rows or files are not merged yet. Raises
    :class:`ExtractUnreadable` when the file cannot be read to its end.
    """
    suffixes, report = [s.lower() for s in path.suffixes[-2:]], problems.of(path)
    if not {".json", ".jsonl", ".ndjson"}.isdisjoint(suffixes):
        with noting(1, report):
            for record in read_records(path, report):
                yield from _entities(record)
    elif ".csv" in suffixes:
        with noting(1, report), opened(path) as file:
            yield from _table(str(path), file, problems)
    else:
        message = "an extract is a .csv or a .json, possibly with .gz or .bz2"
        raise InputErrors([Problem(Place(str(path), 1), message)])


def _text(file: IO[bytes], name: str) -> Iterator[str]:
    for number, line in enumerate(lines_of(file, MAX_LINE), 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise InputErrors([Problem(Place(name, number), "not UTF-8")]) from None


def _table(name: str, file: IO[bytes], problems: Problems) -> Iterator[Entity]:
    rows = read_delimited(_text(file, name), begins=_begins)
    try:
        _, cells = next(rows, (1, []))
        header = [cell.strip() for cell in cells]
        _check_header(name, header)
        for line, cells in rows:
            if entity := _row(Place(name, line), header, cells, problems):
                yield entity
    except BrokenRow as error:
        problem = Problem(Place(name, error.line), f"not CSV: {error}")
        raise InputErrors([*problems.noted, problem]) from None


def _begins(line: str) -> bool:
    """Tell whether a line begins as a row does whose first column is ``qid``."""
    return QID.fullmatch(line.partition(",")[0].strip(' "')) is not None


def _check_header(name: str, header: list[str]) -> None:
    for column in ("qid", "label"):
        if column not in header:
            hint = nearest(column, header) or f"; it has {', '.join(header) or 'none'}"
            message = f"the header has no column `{column}`{hint}"
            raise InputErrors([Problem(Place(name, 1), message)])


def _row(
    place: Place, header: list[str], cells: list[str], problems: Problems
) -> Entity | None:
    if len(cells) != len(header):
        expected = f"{len(header)} cells were expected, here are {len(cells)}"
        problems.add(Problem(place, expected))
        return None
    row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    if not QID.fullmatch(row["qid"]):
        message = f"`{row['qid']}` is not a QID, which is a Q and a number"
        problems.add(Problem(place, message))
        return None
    names = _names([row["label"], *row.get("aliases", "").split("|")], "")
    if not names and not row["label"]:  # nothing could find it
        return None
    label, *aliases = names or (row["label"],)
    return Entity(
        row["qid"],
        label,
        tuple(aliases),
        row.get("description", ""),
        tuple(filter(None, row.get("type", "").split("|"))),
        _codes(row.get("country", "").split("|")),
        (),
        _attested(row.get("grade", ""), row.get("sources", "")),
    )


def _attested(grade: str, sources: str) -> int:
    lists = [source for source in sources.split("|") if source]
    return 0 if grade == SUGGESTION else max(1, len(lists))


def _names(names: Iterable[str], label: str) -> tuple[str, ...]:
    """Return names, each once, that have a letter or digit, without the label."""
    kept = (name.strip() for name in names)
    return tuple(
        dict.fromkeys(n for n in kept if n != label and not _NO_NAME.fullmatch(n))
    )


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    """Return alpha-2 codes and QIDs; ``us-wa.geojson`` and ``IN-PB`` lie in US and IN.

    A QID is that of a country; which one it is, only the whole extract knows.
    """
    codes = (re.split(r"[-.]", value.strip().upper())[0] for value in values)
    known = (c if QID.fullmatch(c) else countries().code(c) for c in codes)
    return tuple(dict.fromkeys(filter(None, known)))


def _entities(record: Record) -> Iterator[Entity]:
    """Yield the entity of a record, and the one that was merged into it."""
    if record.merged:
        yield Entity(record.qid, record.qid, redirect=record.merged)
    if not record.labels:
        return
    labels = dict(record.labels)
    label = labels.get("en") or labels.get("mul") or next(iter(labels.values()))
    codes = {code: [v for p, v in record.codes if p == code] for code in CODES}
    yield Entity(
        record.own,
        label,
        _names([*labels.values(), *record.aliases], label),
        record.description,
        record.types,
        _codes([*codes[ALPHA_2], *record.countries]),
        tuple(("iso3", code) for code in codes[ALPHA_3]),
        max(1, record.sitelinks),
    )
