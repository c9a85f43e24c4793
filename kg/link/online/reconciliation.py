"""Candidates from any service of the W3C Reconciliation API, 0.1 or 0.2.

reconciliation-api.github.io/specs/0.2. Scores, features and ``match`` are not taken
over: every service has its own. No type is sent, because services filter by it and lose
right answers; types come back as evidence.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import Any

from kg.errors import QueryFailed
from kg.link.online.api import cut
from kg.link.online.sparql import names_of
from kg.match.entity import Entity, Mention
from kg.names import QID, WIKIDATA
from kg.net.client import Check, Client, expect
from kg.net.request import Request, batches, get, post

_SPOKEN = ("0.1", "0.2")
_BATCH = 10
"""Queries in one request: what OpenRefine sends, and so every service takes."""

_BY_ID = 5
"""Results of a query that is an id: its own thing, before others that mention it."""

_COUNTRY, _ISO2, _ISO3 = "P17/P297", "P297", "P298"


class ReconciliationSource:
    """A service whose things are entities of Wikidata."""

    def __init__(self, client: Client, url: str, languages: tuple[str, ...]) -> None:
        self.name = url
        self.client = client
        self.languages = languages
        self._known: dict[str, Entity] = {}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the service says of itself; raises if its things are not Wikidata's."""
        request = get(self.name)
        manifest: dict[str, Any] = self.client.send(request, _manifest_of(request)).data
        versions = manifest.get("versions") or ["0.1"]
        if not any(version in _SPOKEN for version in versions):
            spoken = ", ".join(map(str, versions))
            raise QueryFailed(f"{self.name} speaks {spoken} of the API; kg speaks 0.2")
        space = str(manifest["identifierSpace"])
        if "wikidata.org" not in space:
            raise QueryFailed(
                f"{self.name} knows things of {space}, not of Wikidata; name another"
            )
        return manifest

    def candidates(self, mention: Mention, limit: int) -> list[Entity]:
        """Return what the service finds for a mention's names, best first."""
        evidence = [{"pid": _COUNTRY, "v": code} for code in mention.countries]
        asked = [
            {"query": cut(name), "limit": limit}
            | ({"properties": evidence} if evidence else {})
            for name in names_of(mention)
        ]
        ranked = [e for es in zip_longest(*self._batches(asked)) for e in es if e]
        best = list(dict.fromkeys(entity.qid for entity in ranked))[:limit]
        known = self._extended({entity.qid: entity for entity in reversed(ranked)})
        return [known[qid] for qid in best]

    def entities(self, qids: list[str]) -> dict[str, Entity]:
        """Return entities by QID, as the service finds them by it."""
        new = [q for q in dict.fromkeys(qids) if q not in self._known]
        for results in self._batches([{"query": q, "limit": _BY_ID} for q in new]):
            self._extended({e.qid: e for e in results if e.qid in new})
        return {qid: self._known[qid] for qid in qids if qid in self._known}

    def _batches(self, asked: list[dict[str, Any]]) -> list[list[Entity]]:
        size = self.manifest.get("batchSize")
        size = size if isinstance(size, int) and 0 < size < _BATCH else _BATCH
        results: list[list[Entity]] = []
        for batch in batches(asked, size):
            queries = {f"q{i}": query for i, query in enumerate(batch)}
            request = post(self.name, {"queries": _json(queries)})
            data = self.client.send(request, _results_of(request, queries)).data
            for key in queries:
                made = (_entity(candidate) for candidate in data[key]["result"])
                results.append([entity for entity in made if entity])
        return results

    def _extended(self, entities: dict[str, Entity]) -> dict[str, Entity]:
        """Remember entities, with what the service's data extension adds to them."""
        new = {qid: e for qid, e in entities.items() if qid not in self._known}
        if new and self.manifest.get("extend"):
            names = f"A{self.languages[0]}"  # aliases, by the custom of such services
            wanted = [{"id": pid} for pid in (names, _COUNTRY, _ISO2, _ISO3)]
            asked = {"ids": sorted(new), "properties": wanted}
            request = post(self.name, {"extend": _json(asked)})
            rows = self.client.send(request, _rows_of(request)).data["rows"]
            new = {q: _with(e, rows.get(q) or {}, names) for q, e in new.items()}
        self._known |= new
        return {qid: self._known[qid] for qid in entities}


def _entity(candidate: dict[str, Any]) -> Entity | None:
    qid = str(candidate["id"]).removeprefix(WIKIDATA)
    if not QID.fullmatch(qid):
        return None
    types = candidate.get("type") or ()
    types = types if isinstance(types, list) else [types]
    names = [t.get("id") or t.get("name") if isinstance(t, dict) else t for t in types]
    return Entity(
        qid,
        str(candidate.get("name") or ""),
        description=str(candidate.get("description") or ""),
        types=tuple(str(t).removeprefix(WIKIDATA) for t in names if t),
    )


def _with(entity: Entity, row: dict[str, Any], names: str) -> Entity:
    def texts(pid: str) -> list[str]:
        cells = row.get(pid) or ()
        values = [cell.get("str") or cell.get("name") for cell in cells]
        return [str(text) for text in values if text]

    iso2 = texts(_ISO2)
    return replace(
        entity,
        aliases=tuple(dict.fromkeys(texts(names))),
        countries=tuple(dict.fromkeys(c.upper() for c in [*iso2, *texts(_COUNTRY)])),
        ids=(*(("iso2", c) for c in iso2), *(("iso3", c) for c in texts(_ISO3))),
    )


def _manifest_of(request: Request) -> Check:
    return expect(
        request,
        "has no manifest of a reconciliation service; check the address, or if it is "
        "a SPARQL endpoint, write sparql: before it",
        lambda data: isinstance(data["identifierSpace"], str),
        _refusal,
    )


def _results_of(request: Request, queries: dict[str, Any]) -> Check:
    def whole(data: Any) -> bool:
        hits = (hit for key in queries for hit in data[key]["result"])
        return all(isinstance(hit["id"], str) for hit in hits)

    otherwise = "does not answer all that it was asked"
    return expect(request, otherwise, whole, _refusal)


def _rows_of(request: Request) -> Check:
    def whole(data: Any) -> bool:
        rows = [row or {} for row in data["rows"].values()]
        cells = [cell for row in rows for some in row.values() for cell in some or ()]
        return all(isinstance(cell, dict) for cell in cells)

    return expect(request, "does not extend data as it announces", whole, _refusal)


def _refusal(data: Any) -> Any:
    """Return the reason of an error, by the custom of such services."""
    if data["status"] == "error":
        return data.get("message") or data.get("details") or "no reason given"
    return None


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
