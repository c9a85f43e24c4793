"""Candidates from any SPARQL endpoint whose things have names and lead to Wikidata."""

from __future__ import annotations

import re

from kg.link.online.queries import (
    BATCH,
    Row,
    containing,
    entities_of,
    linked,
    named,
    qid_of,
    select,
)
from kg.match.entity import Entity, Mention
from kg.names import QID, WIKIDATA
from kg.net.client import Client
from kg.net.request import batches

_NAMES = 5
"""Names of a mention that are looked for: each costs a question."""

_ROWS = 5
"""Rows asked for, per candidate wanted: a thing has a row for each of its names."""

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


def names_of(mention: Mention) -> list[str]:
    """Return the names to look for: that of the mention first, five at most."""
    names = [" ".join(name.split()) for name in (mention.name, *mention.names)]
    return [name for name in dict.fromkeys(names) if name][:_NAMES]


class SparqlSource:
    """An endpoint with ``rdfs:label`` and ``skos:altLabel``.

    Its things are entities of Wikidata, or lead to them by ``skos:exactMatch``,
    ``schema:sameAs`` or ``owl:sameAs``; others cannot be linked to and are left out.
    Exact names are asked for first. Only when there are none are names read for one
    that contains the mention's, which a large endpoint may refuse.
    """

    def __init__(self, client: Client, url: str, languages: tuple[str, ...]) -> None:
        self.name = url
        self.client = client
        self.languages = languages

    def candidates(self, mention: Mention, limit: int) -> list[Entity]:
        """Return entities of a mention's names: by label before by alias."""
        names = names_of(mention)
        if not names:
            return []
        spelt = dict.fromkeys(
            [*names, *(name[:1].upper() + name[1:] for name in names)]
        )
        most = _ROWS * limit
        rows = self._select(named(spelt, (*self.languages, "mul"), most))
        qids = _qids(rows) or _qids(self._select(containing(names[0], most)))
        chosen = list(dict.fromkeys(qids.values()))[:limit]
        entities = self._entities({i: q for i, q in qids.items() if q in chosen})
        return [entities[qid] for qid in chosen if qid in entities]

    def entities(self, qids: list[str]) -> dict[str, Entity]:
        """Return entities by QID, with what the endpoint's own things tell of them."""
        entities: dict[str, Entity] = {}
        for batch in batches(filter(QID.fullmatch, dict.fromkeys(qids)), BATCH):
            iris = {WIKIDATA + qid: qid for qid in batch}
            rows = self._select(linked(iris))
            entities |= self._entities(_qids(rows) | iris)
        return {qid: entities[qid] for qid in qids if qid in entities}

    def _entities(self, qids: dict[str, str]) -> dict[str, Entity]:
        return entities_of(self.client, self.name, qids, self.languages, classes=True)

    def _select(self, query: str) -> list[Row]:
        return select(self.client, self.name, query)


def _qids(rows: list[Row]) -> dict[str, str]:
    """Return QIDs by the things that have them, in the order of rows."""
    qids: dict[str, str] = {}
    for row in rows:
        qid = qid_of(row["thing"]) or qid_of(row.get("same", ""))
        if qid and _IRI.fullmatch(row["thing"]):
            qids.setdefault(row["thing"], qid)
    return qids
