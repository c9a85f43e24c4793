"""Who is meant: only what is beyond doubt is a match, and evidence decides."""

from __future__ import annotations

import pytest

from tests.serve.reconcile.conftest import BASE, SCRIPT, SPARQL
from tests.serve.reconcile.service import Client


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("united-states", "place/united-states"),
        ("place/united-states", "place/united-states"),
        (f"{BASE}place/united-states", "place/united-states"),
        ("USA", "place/united-states"),
        ("GEO", "place/georgia"),
        ("Q230", "place/georgia"),
        ("http://www.wikidata.org/entity/Q230", "place/georgia"),
        ("  united   STATES ", "place/united-states"),
        ("the United States", "place/united-states"),
        ("U. S.", "place/united-states"),
        ("u.s", "place/united-states"),
        ("العراق", "place/iraq"),
        ("Москва".upper(), "place/moscow"),
        (SCRIPT, "actor/script"),
        (SPARQL, "actor/sparql"),
    ],
)
def test_ids_codes_and_equal_names_are_matches(
    atlas: Client, query: str, id_: str
) -> None:
    """An id, a code or a name, whatever its case and punctuation, is enough."""
    assert atlas.best(query) == (id_, True)


@pytest.mark.parametrize("query", ["Georgia", "Congo"])
def test_namesakes_are_no_match(atlas: Client, query: str) -> None:
    """Of two things of one name neither is chosen, and both are shown."""
    first, second = atlas.match(query)[:2]

    assert not first["match"]
    assert not second["match"]
    assert first["score"] == second["score"]
    assert first["description"] != second["description"]


@pytest.mark.parametrize(
    ("query", "fields", "id_"),
    [
        ("Georgia", {"type": "Country"}, "place/georgia"),
        ("Georgia", {"type": ["AdministrativeArea"]}, "place/georgia-state"),
        ("Georgia", {"type": "https://w3id.org/apf/ontology#Country"}, "place/georgia"),
        ("Georgia", {"properties": [("iso3", "GEO")]}, "place/georgia"),
        ("Georgia", {"properties": [("wikidata", "Q230")]}, "place/georgia"),
        ("Georgia", {"properties": [("within", "USA")]}, "place/georgia-state"),
        ("Congo", {"properties": [("iso3", "COD")]}, "place/congo-kinshasa"),
        ("Congo", {"properties": [("apf:iso3", "COG")]}, "place/congo-brazzaville"),
    ],
)
def test_a_type_or_a_property_tells_namesakes_apart(
    atlas: Client, query: str, fields: dict[str, object], id_: str
) -> None:
    """What a client knows beside the name turns two candidates into one match."""
    if listed := fields.get("properties"):
        assert isinstance(listed, list)
        fields = {"properties": [{"pid": p, "v": v} for p, v in listed]}
    found = atlas.match(query, **fields)

    assert (found[0]["id"], found[0]["match"]) == (id_, True)
    assert not any(candidate["match"] for candidate in found[1:])


@pytest.mark.parametrize(
    "value",
    [
        "Government of Georgia",
        {"id": "actor/georgia-government"},
        {"id": f"{BASE}actor/georgia-government", "name": "x"},
        ["Nobody", "Tbilisi", {"id": "georgia-government"}],
    ],
)
def test_a_nickname_needs_more_than_itself(atlas: Client, value: object) -> None:
    """`Interior Ministry` is one country's only where something says which."""
    alone = atlas.match("Interior Ministry", type="GovernmentBody")
    more = [{"pid": "partOfOrganization", "v": value}]
    found = atlas.match("Interior Ministry", properties=more)

    assert (alone[0]["id"], alone[0]["match"]) == ("actor/georgia-interior", False)
    assert found[0]["id"] == "actor/georgia-interior"
    assert found[0]["match"] is not isinstance(value, list)


def test_a_capital_may_mean_its_government(atlas: Client) -> None:
    """Who asks for `Tbilisi` is shown the government, and not told that it is it."""
    assert atlas.best("Tbilisi") == ("actor/georgia-government", False)


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("Untied States", "place/united-states"),
        ("Ministry of the Interior of Iran", "actor/iraq-interior"),
        ("Proclamation 10948 on entry", "policy/act-10949"),
        ("Moskva", "place/moscow"),
        ("Interior of Georgia, Ministry of the", "actor/georgia-interior"),
    ],
)
def test_what_is_only_alike_is_no_match(atlas: Client, query: str, id_: str) -> None:
    """A letter, a number or the order may be all that tells two things apart."""
    assert atlas.best(query) == (id_, False)


def test_another_number_is_another_thing(atlas: Client) -> None:
    """One digit in a long name costs more than one letter."""
    digit, letter = "Proclamation 10948 on entry", "Proclamation 10949 on entri"

    assert atlas.match(digit)[0]["score"] == 60
    assert atlas.match(letter)[0]["score"] > 90


def test_a_property_changes_the_winner(atlas: Client) -> None:
    """A code that belongs to one country outweighs the name of another."""
    code = [{"pid": "iso3", "v": "USA"}]
    found = atlas.match("Iraq", properties=code)

    [iraq] = [c for c in found if c["id"] == "place/iraq"]

    assert found[0]["id"] == "place/united-states"
    assert not any(c["match"] for c in found)
    assert {"id": "iso3", "value": 0.0} in iraq["features"]
    assert iraq["score"] == 33.33  # a name that is equal, a code that is not, of 1 + 2


def test_the_types_asked_for(atlas: Client) -> None:
    """A class takes in those below it; strictness leaves the others out."""
    both = {c["id"] for c in atlas.match("Georgia", type="Place", limit=2)}
    should = atlas.match("Georgia", type="Organization")
    strict = atlas.match("Georgia", type="Organization", type_strict="any")
    every = ["Place", "Country"]

    assert both == {"place/georgia", "place/georgia-state"}
    assert {"place/georgia", "actor/georgia-government"} <= {c["id"] for c in should}
    assert all(c["id"].startswith("actor/") for c in strict)
    assert strict
    assert atlas.best("Georgia", type=every, type_strict="all") == (
        "place/georgia",
        True,
    )
    assert not atlas.match("Georgia", type="Nothing", type_strict="any")
    assert not atlas.match("Iraq", type="Nothing")[0]["match"]


@pytest.mark.parametrize(
    ("pid", "value", "ids"),
    [
        ("nationality", "Georgia", {"population/walkers"}),
        (
            "nationality",
            {"id": "http://www.wikidata.org/entity/Q230"},
            {"population/walkers"},
        ),
        ("arrivedAfter", "2025-06-02", {"population/walkers"}),
        ("approximate", True, {"population/riders"}),
        ("unit", "family", {"flow/leaving-georgia"}),
        ("unit", "person", {"flow/leaving-iraq"}),
        ("iso3", "IRQ", {"place/iraq"}),
        ("iri", f"{BASE}place/iraq", {"place/iraq"}),
        ("within", "United States", {"place/georgia-state", "place/atlanta"}),
        ("targetsPopulation", "Walkers", {"policy/act-10949"}),
        ("targetsPopulation", "Riders", set()),
        ("nothing", "x", set()),
    ],
)
def test_things_are_found_by_properties_alone(
    atlas: Client, pid: str, value: object, ids: set[str]
) -> None:
    """Without a name, values find things; what is only alleged finds none.

    A figure's unit is that of what it counts, and a place lies in all that its region
    lies in.
    """
    found = atlas.match(properties=[{"pid": pid, "v": value}])

    assert {candidate["id"] for candidate in found} == ids
    keyed = pid in ("iso3", "iri")
    assert [c["match"] for c in found] == [keyed] * len(ids)


def test_the_order_is_always_the_same(atlas: Client) -> None:
    """Equal scores are in the order of ids, whatever else is asked with them."""
    alone = atlas.match("Georgia", limit=50)
    batch = atlas.batch({str(i): {"query": "Georgia", "limit": 50} for i in range(5)})

    assert all(found == alone for found in batch.values())
    ranked = [(-c["score"], c["id"]) for c in alone[:2]]
    assert ranked == sorted(ranked)


def test_the_same_answers_from_a_remote_graph(
    atlas: Client, remote_atlas: Client
) -> None:
    """Where the graph lies makes no difference."""
    evidence = [{"pid": "within", "v": "USA"}]
    queries = {
        "name": {"query": "Georgia"},
        "like": {"query": "Untied States", "type": "Country"},
        "facts": {"query": "Georgia", "properties": evidence},
        "unit": {"properties": [{"pid": "unit", "v": "family"}]},
    }
    wanted = ("iso3", "nationality", "arrivedAfter", "targetsPopulation")

    assert remote_atlas.batch(queries) == atlas.batch(queries)
    for id_ in ("iraq", "walkers", "act-10949"):
        assert remote_atlas.extend([id_], *wanted) == atlas.extend([id_], *wanted)


def test_the_article(article_service: Client) -> None:
    """The movement, its namesake and the government it runs are kept apart."""
    best = article_service.best

    assert best("Taliban") == ("actor/taliban", True)
    assert best("Pakistani Taliban") == ("actor/pakistani-taliban", True)
    assert best("TTP") == ("actor/pakistani-taliban", True)
    assert best("Taliban government") == ("actor/afghanistan-defacto-government", True)
    assert best("Islamabad") == ("actor/pk-government", False)
    assert best("Pakistan", type="Country") == ("place/pakistan", True)
    assert best("Pakistan", type="Government") == ("actor/pk-government", False)
