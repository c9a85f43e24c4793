"""Reconciliation and extension queries, read from what a client sends.

Everything that is wrong with a batch is said at once, by the path of the field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.errors import nearest
from kg.serve.http import BadRequest

BATCH = 1_000
"""Queries in one batch, and things in one extension query, at most."""

CANDIDATES, DEFAULT = 100, 10
"""Candidates of a query at most, and when nothing else is asked for."""

_VALUES, _PROPERTIES = 100, 50
"""Values of a property and properties of a query at most, so that its cost is bounded;
a row of a table has fewer."""

_FIELDS = ("query", "type", "limit", "properties", "type_strict")
_STRICT = ("any", "should", "all")
_SHOWN = 20
"""Problems of a batch that are listed; a client that errs errs in every query."""


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A value that the client has matched to an entity, here or elsewhere."""

    id: str


Given = EntityRef | str | int | float | bool


@dataclass(frozen=True, slots=True)
class Query:
    """One thing that is looked for: by a name, by values of properties, or both."""

    text: str = ""
    types: tuple[str, ...] = ()
    strict: str = "should"
    limit: int = DEFAULT
    evidence: tuple[tuple[str, tuple[Given, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property to fetch, with how."""

    id: str
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extension:
    """Ids of things, and the properties to fetch of each."""

    ids: tuple[str, ...]
    properties: tuple[Wanted, ...]


def read_batch(text: str) -> dict[str, Query]:
    """Read a batch of queries by their keys, in its order."""
    data = parse(text, "queries")
    if not isinstance(data, dict):
        raise BadRequest(["queries: an object of queries by key was expected"])
    if len(data) > BATCH:
        message = f"queries: {len(data):,} in one batch; {BATCH:,} at most"
        raise BadRequest([message], 413)
    problems = [p for key, query in data.items() for p in _wrong(key, query)]
    if problems:
        raise BadRequest(problems[:_SHOWN])
    return {key: _query(query) for key, query in data.items()}


def read_single(text: str) -> Query:
    """Read a single query: an object, or the plain name that is looked for."""
    if not text.lstrip().startswith("{"):
        return Query(text=text)
    data = parse(text, "query")
    if problems := list(_wrong("query", data)):
        raise BadRequest(problems)
    return _query(data)


def read_extension(text: str) -> Extension:
    """Read which properties of which things are to be fetched."""
    data = parse(text, "extend")
    fields = data if isinstance(data, dict) else {}
    ids, wanted = fields.get("ids"), fields.get("properties")
    problems = []
    if not _are(ids, str):
        problems.append("extend.ids: a list of ids was expected")
    if not _are(wanted, dict) or not all(_is_wanted(entry) for entry in wanted or ()):
        problems.append('extend.properties: a list of {"id": …} was expected')
    if problems:
        raise BadRequest(problems)
    assert isinstance(ids, list)
    assert isinstance(wanted, list)
    if len(ids) > BATCH or len(wanted) > _PROPERTIES:
        message = f"extend: {BATCH:,} ids and {_PROPERTIES} properties at most"
        raise BadRequest([message], 413)
    properties = tuple(Wanted(w["id"], w.get("settings") or {}) for w in wanted)
    return Extension(tuple(dict.fromkeys(ids)), properties)


def parse(text: str, name: str) -> Any:
    """Parse JSON; what RFC 8259 does not have, such as NaN, is refused."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise BadRequest([f"{name}: nested too deeply"]) from None
    except ValueError as error:
        raise BadRequest([f"{name}: not JSON: {error}"]) from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _wrong(path: str, query: object) -> Iterator[str]:
    if not isinstance(query, dict):
        yield f"{path}: an object was expected"
        return
    for name in query:
        if name not in _FIELDS:
            yield f"{path}.{name}: there is no such field{nearest(name, _FIELDS)}"
    if "query" not in query and not query.get("properties"):
        yield f"{path}: a query or properties are needed"
    if not isinstance(query.get("query", ""), str):
        yield f"{path}.query: text was expected"
    if not isinstance(query.get("type", ""), str) and not _are(query["type"], str):
        yield f"{path}.type: the id of a type, or a list of them, was expected"
    if query.get("type_strict", "should") not in _STRICT:
        yield f"{path}.type_strict: any, should or all was expected"
    limit = query.get("limit", 1)
    if not _is_number(limit) or limit != limit // 1 or limit < 1:
        yield f"{path}.limit: a whole number from 1 was expected"
    yield from _wrong_properties(f"{path}.properties", query.get("properties", []))


def _wrong_properties(path: str, properties: object) -> Iterator[str]:
    if not isinstance(properties, list) or len(properties) > _PROPERTIES:
        yield f"{path}: a list of at most {_PROPERTIES} was expected"
        return
    for place, entry in enumerate(properties):
        if not isinstance(entry, dict) or not isinstance(entry.get("pid"), str):
            yield f"{path}[{place}].pid: the id of a property was expected"
        elif "v" not in entry:
            yield f"{path}[{place}].v: a value was expected"
        else:
            listed = _list(entry["v"])
            if len(listed) > _VALUES or not all(map(_is_value, listed)):
                yield f"{path}[{place}].v: text, numbers or {{id}} were expected"


def _query(data: dict[str, Any]) -> Query:
    evidence: dict[str, list[Given]] = {}
    for entry in data.get("properties", ()):
        values = [
            EntityRef(value["id"]) if isinstance(value, dict) else value
            for value in _list(entry["v"])
        ]
        evidence.setdefault(entry["pid"], []).extend(v for v in values if v != "")
    return Query(
        text=data.get("query", ""),
        types=tuple(t for t in _list(data.get("type", ())) if t),
        strict=data.get("type_strict", "should"),
        limit=min(int(data.get("limit", DEFAULT)), CANDIDATES),
        evidence=tuple((pid, tuple(v)) for pid, v in evidence.items() if v),
    )


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _are(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(v, kind) for v in value)


def _is_wanted(entry: dict[str, Any]) -> bool:
    settings = entry.get("settings")
    return isinstance(entry.get("id"), str) and isinstance(settings, dict | None)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_value(value: object) -> bool:
    if isinstance(value, dict):
        return isinstance(value.get("id"), str)
    return isinstance(value, str | int | float)
