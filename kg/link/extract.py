"""Extracts of Wikidata as people have them: CSV tables and JSON dumps, row by row.

A CSV has a header with at least ``qid`` and ``label``; known are also ``aliases``,
``type``, ``country``, ``sources`` (several values apart by ``|``), ``description`` and
``grade``. A dump is what Wikidata publishes: an array with one entity on a line,
possibly compressed (``.gz``, ``.bz2``). Nothing is held but the row at hand.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import InputErrors, KgError, Place, Problem, nearest
from kg.match.countries import countries
from kg.match.entity import Entity

COLUMNS = (
    *("qid", "label", "aliases", "type", "country", "description", "grade", "sources"),
)
SUGGESTION = "D"
"""The grade of what one list made by hand says: a suggestion that nothing attests."""

MAX_PROBLEMS = 50
_QID = re.compile(r"Q[1-9]\d{0,11}")
_NOT_NAMES = re.compile(r"[^\w]*|None|nan|NULL")


class ExtractUnreadable(KgError):
    """A file with an extract cannot be opened, or breaks off."""

    exit_code = 3


@dataclass(slots=True)
class Problems:
    """What is wrong with the files so far; raises when there is too much of it."""

    found: list[Problem]

    def add(self, problem: Problem) -> None:
        """Take note of a problem; give up after fifty."""
        self.found.append(problem)
        if len(self.found) >= MAX_PROBLEMS:
            raise InputErrors(self.found)


def read_extract(path: Path, problems: Problems) -> Iterator[Entity]:
    """Yield the entities of a file, in its order; tell what cannot be understood.

    Entities that appear in several rows or files are not merged yet. Raises
    :class:`ExtractUnreadable` when the file cannot be read to its end.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if ".json" in suffixes:
        read = _dump
    elif ".csv" in suffixes:
        read = _table
    else:
        message = "an extract is a .csv or a .json, possibly with .gz or .bz2"
        raise InputErrors([Problem(Place(str(path), 1), message)])
    with _opened(path) as file:
        yield from read(str(path), file, problems)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as raw, _unpacked(path, raw) as file:
            yield file
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExtractUnreadable(f"cannot read {path}: {reason}") from None


def _unpacked(path: Path, raw: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    ending = path.suffix.lower()
    if ending == ".gz":
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    return cast(IO[bytes], bz2.BZ2File(raw)) if ending == ".bz2" else raw


def _text(file: IO[bytes], name: str) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise InputErrors([Problem(Place(name, number), "not UTF-8")]) from None


def _table(name: str, file: IO[bytes], problems: Problems) -> Iterator[Entity]:
    reader = csv.reader(_text(file, name), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(name, header)
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                place = Place(name, line)
                entity = _row(place, header, cells, problems)
                if entity:
                    yield entity
            line = reader.line_num + 1
    except csv.Error as error:
        problem = Problem(Place(name, max(reader.line_num, 1)), f"not CSV: {error}")
        raise InputErrors([*problems.found, problem]) from None


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
    if not _QID.fullmatch(row["qid"]):
        message = f"`{row['qid']}` is not a QID, which is a Q and a number"
        problems.add(Problem(place, message))
        return None
    names = _names([row["label"], *row.get("aliases", "").split("|")], "")
    if not names:  # nothing could find it
        return None
    return Entity(
        row["qid"],
        names[0],
        names[1:],
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
    kept = (name.strip() for name in names)
    return tuple(
        dict.fromkeys(n for n in kept if n != label and not _NOT_NAMES.fullmatch(n))
    )


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    """Return alpha-2 codes and QIDs; ``us-wa.geojson`` and ``IN-PB`` lie in US and IN.

    A QID is that of a country; which one it is, only the whole extract knows.
    """
    codes = (re.split(r"[-.]", value.strip().upper())[0] for value in values)
    known = countries().known
    return tuple(dict.fromkeys(c for c in codes if c in known or _QID.fullmatch(c)))


def _dump(name: str, file: IO[bytes], problems: Problems) -> Iterator[Entity]:
    for number, line in enumerate(file, 1):
        text = line.strip().rstrip(b",")
        if text in (b"", b"[", b"]"):
            continue
        try:
            entity = _entity(json.loads(text.lstrip(b"[").rstrip(b"]")))
        except (ValueError, TypeError, KeyError, AttributeError):
            place = Place(name, number)
            problems.add(
                Problem(place, "not an entity of Wikidata in JSON on one line")
            )
            continue
        if entity:
            yield entity


def _entity(data: dict[str, Any]) -> Entity | None:
    if data.get("type", "item") != "item" or not _QID.fullmatch(data["id"]):
        return None
    if "redirect" in data:
        return Entity(data["id"], data["id"], redirect=str(data["redirect"]))
    labels = {lang: v["value"] for lang, v in (data.get("labels") or {}).items()}
    if not labels:
        return None
    label = labels.get("en") or labels.get("mul") or labels[min(labels)]
    aliases = [a["value"] for v in (data.get("aliases") or {}).values() for a in v]
    described = data.get("descriptions") or {}
    description = described.get("en", {}).get("value", "")
    claims = data.get("claims") or {}
    return Entity(
        data["id"],
        label,
        _names([*labels.values(), *aliases], label),
        description,
        tuple(_items(claims, "P31")),
        _codes([*_strings(claims, "P297"), *_items(claims, "P17")]),
        tuple(("iso3", code) for code in _strings(claims, "P298")),
        max(1, len(data.get("sitelinks") or ())),
    )


def _values(claims: dict[str, Any], pid: str) -> Iterator[Any]:
    """Yield the values of the best rank: preferred ones, else normal, no deprecated."""
    known = [c for c in claims.get(pid, ()) if c["mainsnak"]["snaktype"] == "value"]
    best = [c for c in known if c.get("rank") == "preferred"]
    for claim in best or [c for c in known if c.get("rank") != "deprecated"]:
        yield claim["mainsnak"]["datavalue"]["value"]


def _items(claims: dict[str, Any], pid: str) -> list[str]:
    return [value["id"] for value in _values(claims, pid)]


def _strings(claims: dict[str, Any], pid: str) -> list[str]:
    return [value for value in _values(claims, pid) if isinstance(value, str)]
