"""Candidates from Wikidata: its search and its Query Service, both on loopback."""

from __future__ import annotations

import pytest

from kg.errors import QueryFailed, Unreachable
from kg.link.online.api import get_entities
from kg.link.online.wikidata import WikidataSource
from kg.match.entity import Mention
from tests.link.online.test_sparql import ENTITIES
from tests.net.conftest import MakeClient
from tests.net.serving import Hit, Reply, Served, Time, answer, endpoint

QUERY = endpoint(ENTITIES)
PREFIX = {"Georgia": ["Q1428", "Q230"], "Sakartvelo": ["Q230"], "Q": ["P17", "Q404"]}
TEXT = {"Georgia": ["Q230", "Q99"], "Nowhere here": []}


def wikidata(hit: Hit) -> Reply:
    """Behave as Wikidata: its Query Service, and two kinds of search."""
    if hit.path == "/sparql":
        return QUERY(hit)
    if hit.fields["action"] == "wbsearchentities":
        found = PREFIX.get(hit.fields["search"], [])
        return answer({"search": [{"id": qid} for qid in found], "success": 1})
    found = TEXT.get(hit.fields["srsearch"], [])
    return answer({"query": {"search": [{"title": qid} for qid in found]}})


@pytest.fixture
def source(served: Served, client: MakeClient) -> WikidataSource:
    served.behave = wikidata
    return WikidataSource(
        client(),
        ("en", "fr"),
        endpoint=f"{served.url}/sparql",
        api=f"{served.url}/w/api.php",
    )


def test_candidates_in_the_order_of_the_search(source: WikidataSource) -> None:
    """Names that begin so come first, then texts with the words; each with its data."""
    found = source.candidates(Mention("Georgia"), 5)

    assert [entity.qid for entity in found] == ["Q1428", "Q230", "Q99"]
    assert found[1].aliases == ("Géorgie", "Sakartvelo")
    assert found[1].countries == ("GE",)
    assert "Q56061" in found[1].types


def test_names_are_enough_when_they_give_enough(
    source: WikidataSource, served: Served
) -> None:
    """Texts are searched only where names leave room."""
    source.candidates(Mention("Georgia", ("Sakartvelo",)), 2)

    actions = [hit.fields.get("action") for hit in served.hits]
    assert actions == ["wbsearchentities", "wbsearchentities", None]


def test_what_is_no_item_is_no_candidate(source: WikidataSource) -> None:
    """Properties and items that do not exist are left out; nothing found is nothing."""
    assert source.candidates(Mention("Q"), 5) == []
    assert source.candidates(Mention("Nowhere (here)"), 5) == []
    assert source.candidates(Mention(""), 5) == []


def test_a_long_name_is_cut_at_a_word(source: WikidataSource, served: Served) -> None:
    """No name of 250 characters or more is sent."""
    source.candidates(Mention("Ministry of " * 40), 5)

    for hit in served.hits:
        name = hit.fields.get("search") or hit.fields["srsearch"]
        assert 220 < len(name) < 250
        assert name.endswith(("Ministry", "of"))


def test_an_entity_is_asked_for_once(source: WikidataSource, served: Served) -> None:
    """Entities that two mentions share are fetched once."""
    source.candidates(Mention("Georgia"), 5)
    sent = len(served.hits)

    assert source.entities(["Q230", "Q7"])["Q7"].redirect == "Q230"

    assert len(served.hits) == sent + 1
    assert "Q230>" not in served.hits[-1].fields["query"]


def test_errors_of_the_api(source: WikidataSource, served: Served, time: Time) -> None:
    """An error with status 200 is one; a busy server is asked again."""
    lag = answer({"error": {"code": "maxlag", "info": "Waiting for db1"}})
    served.say(lag, answer({"search": []}), answer({"query": {"search": []}}))
    assert source.candidates(Mention("Busy"), 5) == []
    assert len(time.sleeps) == 1

    served.say(answer({"error": {"code": "badvalue", "info": "No such language"}}))
    with pytest.raises(QueryFailed, match="refuses the question: No such language"):
        source.candidates(Mention("Bad"), 5)

    for reply in (answer({"success": 1}), answer([]), answer({"search": None})):
        served.say(reply)
        with pytest.raises(Unreachable, match="as Wikidata's API would"):
            source.candidates(Mention("Odd"), 5)


def test_entities_come_fifty_at_a_time(served: Served, client: MakeClient) -> None:
    """120 entities are three requests; what arrived is kept when the third fails."""

    def behave(hit: Hit) -> Reply:
        qids = hit.fields["ids"].split("|")
        if "Q120" in qids and len(served.hits) < 4:
            return Reply(status=500)
        return answer({"entities": {qid: {"id": qid} for qid in qids}})

    served.behave = behave
    qids = [f"Q{n}" for n in range(120, 0, -1)]
    api = f"{served.url}/w/api.php"

    with pytest.raises(Unreachable):
        list(get_entities(client(), api, qids, ("en",)))
    found = list(get_entities(client(), api, qids, ("en",)))

    assert [qid for qid, _, _ in found] == [f"Q{n}" for n in range(1, 121)]
    assert {day.isoformat() for _, _, day in found} == {"2025-06-04"}
    sizes = [len(hit.fields["ids"].split("|")) for hit in served.hits]
    assert sizes == [50, 50, 20, 20]
    assert served.hits[0].fields["languages"] == "en|mul"


def test_an_answer_without_all_entities(served: Served, client: MakeClient) -> None:
    """An answer that leaves one out is not whole, and not kept."""
    served.say(answer({"entities": {"Q1": {"id": "Q1"}}}))

    with pytest.raises(Unreachable):
        list(get_entities(client(), served.url, ["Q1", "Q2"], ()))

    assert not list(client().cache.folder.glob("*.json"))
