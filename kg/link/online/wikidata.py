"""Candidates from Wikidata: names by its search, entities by its Query Service.

Names are looked up in the search of the API and not in SPARQL: the Query Service passes
a search on to that very API (``wikibase:mwapi``) and takes it from the minute of work
that it allows an address, and an exact label in SPARQL misses every other spelling.
"""

from __future__ import annotations

from kg.link.online.api import API, search_names, search_text
from kg.link.online.queries import entities_of
from kg.link.online.sparql import names_of
from kg.match.entity import Entity, Mention
from kg.names import QID, WIKIDATA
from kg.net.client import Client

ENDPOINT = "https://query.wikidata.org/sparql"


class WikidataSource:
    """Wikidata, by ``endpoint`` for SPARQL and ``api`` for its search."""

    def __init__(
        self,
        client: Client,
        languages: tuple[str, ...],
        *,
        endpoint: str = ENDPOINT,
        api: str = API,
    ) -> None:
        self.name = "wikidata"
        self.client = client
        self.languages = languages
        self.endpoint = endpoint
        self.api = api
        self._known: dict[str, Entity] = {}

    def candidates(self, mention: Mention, limit: int) -> list[Entity]:
        """Return what the search finds for a mention's names, best first.

        Names that begin so come first, name by name; then texts with these words, if
        there is room.
        """
        names = names_of(mention)
        ranked = [
            search_names(self.client, self.api, name, self.languages[0], limit)
            for name in names
        ]
        if names and len({qid for qids in ranked for qid in qids}) < limit:
            ranked.append(search_text(self.client, self.api, names[0], limit))
        qids = [qid for qid in _merged(ranked) if QID.fullmatch(qid)][:limit]
        entities = self.entities(qids)
        return [entities[qid] for qid in qids if qid in entities]

    def entities(self, qids: list[str]) -> dict[str, Entity]:
        """Return entities by QID: names, types with those above, countries, codes."""
        wanted = [qid for qid in dict.fromkeys(qids) if qid not in self._known]
        iris = {WIKIDATA + qid: qid for qid in filter(QID.fullmatch, wanted)}
        self._known |= entities_of(self.client, self.endpoint, iris, self.languages)
        return {qid: self._known[qid] for qid in qids if qid in self._known}


def _merged(ranked: list[list[str]]) -> list[str]:
    """Merge lists: all of the first, then what the next ones add."""
    return list(dict.fromkeys(qid for qids in ranked for qid in qids))
