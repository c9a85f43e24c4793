"""Wikidata's action API: names looked up, entities fetched fifty at a time.

mediawiki.org, "API:Main page" and "Wikibase/API". An error comes with status 200.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kg.net.client import Check, Client, expect
from kg.net.request import NoReply, Request, batches, get

API = "https://www.wikidata.org/w/api.php"
BATCH = 50
"""Entities that ``wbgetentities`` gives at once."""

LONGEST = 240
"""Characters of a name that are looked up; longer ones find nothing, or are refused."""

MOST = 50
"""Hits of one search: what ``wbsearchentities`` gives at most to whoever is no bot."""

_PASSING = ("maxlag", "ratelimited", "readonly")


def search_names(
    client: Client, url: str, name: str, language: str, limit: int
) -> list[str]:
    """Return QIDs of labels and aliases that begin with a name."""
    fields = {
        "action": "wbsearchentities",
        "search": cut(name),
        "language": language,
        "type": "item",
        "limit": str(min(limit, MOST)),
        "format": "json",
    }
    hits = _ask(client, get(url, fields), "search")
    return [str(hit["id"]) for hit in hits]


def search_text(client: Client, url: str, name: str, limit: int) -> list[str]:
    """Return QIDs of entities whose names and description have the words of a name."""
    words = "".join(c if c.isalnum() else " " for c in name)  # no operators of its own
    fields = {
        "action": "query",
        "list": "search",
        "srsearch": cut(words),
        "srnamespace": "0",
        "srlimit": str(min(limit, MOST)),
        "format": "json",
    }
    if not words.strip():
        return []
    hits = _ask(client, get(url, fields), "query", "search")
    return [str(hit["title"]) for hit in hits]


def get_entities(
    client: Client, url: str, qids: Iterable[str], languages: Iterable[str]
) -> Iterator[tuple[str, Any, date]]:
    """Yield QID, entity in Wikibase JSON, and the day on which it was fetched.

    One that does not exist is ``{"missing": ""}``; one that was merged has the ``id``
    of what it was merged into. No ``languages`` mean all.
    """
    for batch in batches(sorted(set(qids), key=lambda q: (len(q), q)), BATCH):
        fields = {
            "action": "wbgetentities",
            "ids": "|".join(batch),
            "props": "info|labels|claims",
            "format": "json",
        }
        if tags := "|".join(sorted({*languages, "mul"} if languages else ())):
            fields["languages"] = tags
        request = get(url, fields)
        answer = client.send(request, _check(request, "entities", all_of=batch))
        for qid in batch:
            yield qid, answer.data["entities"][qid], answer.retrieved.date()


def cut(name: str) -> str:
    """Cut a name at a word so that it can be looked up."""
    if len(name) <= LONGEST:
        return name
    return name[:LONGEST].rsplit(" ", 1)[0] or name[:LONGEST]


def _ask(client: Client, request: Request, *path: str) -> list[Any]:
    hits = _at(client.send(request, _check(request, *path)).data, path)
    assert isinstance(hits, list)
    return hits


def _check(request: Request, *path: str, all_of: Iterable[str] = ()) -> Check:
    def refusal(data: Any) -> Any:
        error = data["error"]
        reason = error.get("info") or error.get("code")
        if error.get("code") in _PASSING:
            raise NoReply(str(reason), passing=True)
        return reason

    def whole(data: Any) -> bool:
        inner = _at(data, path)
        return inner is not None and all(name in inner for name in all_of)

    otherwise = "does not answer as Wikidata's API would; check the address"
    return expect(request, otherwise, whole, refusal)


def _at(data: Any, path: Iterable[str]) -> Any:
    for key in path:
        data = data[key]
    return data
