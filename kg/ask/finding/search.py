"""Everything that words find: things by name, claims by summary, texts by sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from kg.ask.finding.kinds import KindsCalled
from kg.ask.finding.listing import COLUMNS, entry
from kg.ask.finding.model import Hit, Listed
from kg.ask.finding.names import ByName
from kg.ask.finding.passages import find_passages
from kg.ask.finding.summaries import find_claims
from kg.match.words import asked_words
from kg.read.texts import Texts

LONGEST = 200
"""Characters that are looked for: of whoever pastes a page the first words."""

_BATCH = 500
"""Values of one query; SQLite took 999 at most before version 3.32."""

_KNOWN, _WELL = 0.02, 100
"""What its claims may add to a thing, which has it all with so many claims: of two that
are called so, the better known comes first."""


class Search:
    """Looks for words in a graph's list of names, and in texts."""

    def __init__(self, db: sqlite3.Connection, texts: Texts) -> None:
        self._db = db
        self._texts = texts
        self._kinds = KindsCalled(db)

    def hits(self, words: str, kind: str | None, limit: int | None) -> list[Hit]:
        """Return what words find, the likeliest first; of a ``kind`` only, if given."""
        text = words[:LONGEST]
        condition, values = self._kinds.called(kind) if kind else ("1", [])
        if not asked_words(text):
            return []
        query = f"SELECT num, {COLUMNS} FROM entry WHERE {condition}"  # noqa: S608
        self._among = query, values
        by_id = [*self._by_id(text)]
        ids = {hit.thing.iri for hit in by_id}
        others = (*self._named(text), *self._claims(text), *self._passages(text))
        hits = [
            *by_id,
            *(h for h in others if h.thing.iri not in ids or h.by == "text"),
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.thing.id, hit.start or 0))
        return hits[:limit]

    def _entries(self, numbers: list[int]) -> Iterator[tuple[int, Listed]]:
        """Yield the entries with these numbers that are of the kind."""
        query, values = self._among
        for at in range(0, len(numbers), _BATCH):
            some = numbers[at : at + _BATCH]
            marks = ", ".join("?" * len(some))
            rows = self._db.execute(f"{query} AND num IN ({marks})", [*values, *some])
            yield from ((num, entry(self._kinds, row)) for num, *row in rows)

    def _by_id(self, words: str) -> Iterator[Hit]:
        """Yield what has just this id, and claims that have this key."""
        query, values = self._among
        id_ = words.strip()
        is_key = "claim AND substr(id, -length(?)) = ? COLLATE NOCASE"
        same = f"{query} AND (id = ? COLLATE NOCASE OR {is_key})"
        for _, *row in self._db.execute(same, [*values, id_, f".{id_}", f".{id_}"]):
            thing = entry(self._kinds, row)
            yield Hit(thing, "id", thing.id, 1.0)

    def _named(self, words: str) -> Iterator[Hit]:
        names = ByName(self._db)
        scores = names.find(words)
        for number, thing in self._entries([*scores]):
            known = _KNOWN * min(thing.claims or 0, _WELL) / _WELL
            score = scores[number] * (1 - _KNOWN) + known
            yield Hit(thing, "name", names.matched(number, words) or thing.label, score)

    def _claims(self, words: str) -> Iterator[Hit]:
        scores = find_claims(self._db, words)
        for number, claim in self._entries([*scores]):
            yield Hit(claim, "summary", claim.label, scores[number])

    def _passages(self, words: str) -> Iterator[Hit]:
        documents = dict(self._db.execute("SELECT id, digest FROM document"))
        query, values = self._among
        rows = self._db.execute(f"{query} AND NOT claim AND kind != 'code'", values)
        things = {row[1]: row[1:] for row in rows if row[1] in documents}
        kept = {id_: documents[id_] for id_ in things}
        for passage in find_passages(self._texts, kept, words):
            document = entry(self._kinds, things[passage.document])
            place = passage.start, passage.end
            yield Hit(document, "text", passage.words, passage.score, *place)
