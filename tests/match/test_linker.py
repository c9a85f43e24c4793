"""The traps of names in news: each leads to its thing, to a question, or to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.match.context import around
from kg.match.entity import CandidateSource, Entity, Mention
from kg.match.index import LocalIndex
from kg.match.linker import Linked, link


@pytest.fixture(scope="module")
def index(traps: Path) -> LocalIndex:
    return LocalIndex(traps)


def linked(
    index: CandidateSource, name: str, context: str = "", **known: object
) -> str:
    """Return the QID that is linked unseen, or the decision."""
    found = link(Mention(name, context=context, **known), index)  # type: ignore[arg-type]
    return found.scored[0].entity.qid if found.decision == "match" else found.decision


@pytest.mark.parametrize(
    ("name", "context", "found"),
    [
        ("Islamabad", "Islamabad accused Kabul of sheltering militants.", "Q843"),
        ("Kabul", "Islamabad accused Kabul of sheltering militants.", "Q889"),
        ("Islamabad", "Police stopped buses in Islamabad.", "Q1362"),
        ("Kabul", "They fled Kabul in August.", "Q5838"),
        ("Kabul", "Nothing will change, according to Kabul.", "Q889"),
        ("Islamabad", "Islamabad has also rejected the charge.", "Q843"),
        ("Islamabad", "Islamabad's position is known.", "unsure"),
        ("Afghan", "Afghan families were sent back.", "Q889"),
        ("Pakistani", "Pakistani officials said no.", "Q843"),
    ],
)
def test_capitals_and_peoples(
    index: LocalIndex, name: str, context: str, found: str
) -> None:
    """A capital that acts is its country, a place is a town, else it is open."""
    assert linked(index, name, context) == found


@pytest.mark.parametrize(
    ("name", "context", "found"),
    [
        ("Herat", "Tents stand in Herat province.", "Q182844"),
        ("Herat", "He has a shop in the city of Herat.", "Q45313"),
        ("Herat", "He comes from Herat.", "unsure"),
        ("Georgia", "In Tbilisi, the capital of Georgia, many queue.", "Q230"),
        ("Georgia", "It is a prison in Georgia.", "unsure"),
        ("Balochistan", "Trucks left Balochistan.", "Q163239"),
    ],
)
def test_places_of_one_name(
    index: LocalIndex, name: str, context: str, found: str
) -> None:
    """Towns and provinces, countries and states: the text decides, or nobody does."""
    assert linked(index, name, context) == found


@pytest.mark.parametrize(
    ("name", "context", "found"),
    [
        ("Taliban", "The Taliban said so.", "Q42418"),
        ("Taleban", "The Taleban said so.", "Q42418"),
        ("Pakistani Taliban", "The Pakistani Taliban said so.", "none"),
        ("Hizbollah", "Hizbollah said so.", "Q41053"),
        ("ISIL", "They escaped ISIL.", "Q2429253"),
        ("Islamic State", "They fled the Islamic State.", "Q2429253"),
        ("Islamic State in Libya", "The Islamic State in Libya said so.", "Q19824111"),
    ],
)
def test_armed_groups(index: LocalIndex, name: str, context: str, found: str) -> None:
    """A word that the entity's name lacks makes it another; a branch is its own."""
    assert linked(index, name, context) == found


@pytest.mark.parametrize(
    ("name", "context", "found"),
    [
        ("Interior Ministry", "The Interior Ministry set a new date.", "unsure"),
        (
            "Pakistan's Interior Ministry",
            "Pakistan's Interior Ministry said so.",
            "none",
        ),
        (
            "Department of the Interior",
            "The U.S. Department of the Interior said.",
            "Q608427",
        ),
        (
            "Department of the Interior",
            "The Department of the Interior said.",
            "unsure",
        ),
        (
            "Supreme Court of Pakistan",
            "The Supreme Court of Pakistan ruled.",
            "Q2989473",
        ),
        ("Pakistani government", "The Pakistani government said so.", "Q3250182"),
        ("interior minister", "Germany's interior minister flew.", "none"),
        ("USCIS", "USCIS paused.", "Q2097315"),
        ("WHO", "The WHO said so.", "Q7817"),
    ],
)
def test_ministries_and_agencies(
    index: LocalIndex, name: str, context: str, found: str
) -> None:
    """An office that every country has is only linked when the country is told."""
    assert linked(index, name, context) == found


@pytest.mark.parametrize(
    ("name", "context", "found"),
    [
        ("June", "It doubled in June.", "none"),
        ("last week", "Last week 40 buses came.", "none"),
        ("local officials", "local officials said so.", "none"),
        ("the deadline", "Many left before the deadline.", "none"),
        ("Illegal Foreigners Repatriation Plan", "Under the plan, many left.", "none"),
        ("Zandaria", "Refugees fled Zandaria.", "none"),
        ("...", "", "none"),
        ("refugees", "It counts refugees apart.", "Q131572"),
        ("Refugee", "Refugee, a band, played.", "unsure"),
    ],
)
def test_what_is_no_entity(
    index: LocalIndex, name: str, context: str, found: str
) -> None:
    """Times, roles, campaigns, inventions have none; concepts have small letters."""
    assert linked(index, name, context) in (found, "none")


def test_one_hand_made_list_only_suggests(index: LocalIndex) -> None:
    """Whatever it says is shown, and never linked unseen."""
    for name in ("Oxfam", "FARC"):
        found = link(Mention(name), index)
        assert found.decision == "unsure", name
        assert len(found.scored) == 1


def test_a_code_is_not_a_name(index: LocalIndex) -> None:
    """``AU`` in a text is the union, not what ISO 3166 has for Australia."""
    assert linked(index, "AU", "The AU urged restraint.") == "Q7159"


def test_types_that_do_not_fit_are_not_linked(index: LocalIndex) -> None:
    """A thing's class counts against what the entity is."""
    assert linked(index, "Pakistan", cls="Country", countries=("PK",)) == "Q843"
    assert linked(index, "Pakistan", cls="Person") == "unsure"
    assert linked(index, "Islamabad", cls="Country", countries=("PK",)) != "Q1362"


def test_a_country_that_is_given_counts(index: LocalIndex) -> None:
    """The same name in another country is not it."""
    assert linked(index, "Balochistan", countries=("PK",)) == "Q163239"
    assert linked(index, "Balochistan", countries=("IR",)) == "unsure"


def test_reasons_are_given_best_first(index: LocalIndex) -> None:
    """Each candidate says why, and the decision names the best."""
    found: Linked = link(Mention("Herat", context="Tents in Herat province."), index)

    assert [s.entity.qid for s in found.scored] == ["Q182844", "Q45313"]
    assert all(0 <= s.score <= 1 for s in found.scored)
    assert found.scored[0].reasons[0] == "has this name"
    assert "is a admin1 as the text says" not in found.scored[0].reasons
    assert "is a province, as the text says" in found.scored[0].reasons
    assert "Q182844" in found.reason


class Written:
    """A source that says what it is told to."""

    name = "written"

    def __init__(self, *known: Entity) -> None:
        self.known = {entity.qid: entity for entity in known}

    def candidates(self, mention: Mention, limit: int) -> list[Entity]:
        named = [
            e for e in self.known.values() if mention.name in (e.label, *e.aliases)
        ]
        return named[:limit]

    def entities(self, qids: list[str]) -> dict[str, Entity]:
        return {qid: self.known[qid] for qid in qids if qid in self.known}


def test_disambiguation_pages_are_never_linked() -> None:
    """Neither by class nor by what the description says."""
    source = Written(
        Entity("Q1", "Congo Town", types=("Q4167410",), sources=9),
        Entity("Q2", "Mercury", description="Wikimedia disambiguation page", sources=9),
    )

    assert linked(source, "Congo Town") == "none"
    assert linked(source, "Mercury") == "none"


def test_redirects_lead_to_their_targets() -> None:
    """An entity that was merged is replaced by the one it was merged into."""
    source = Written(
        Entity("Q1", "Swaziland", redirect="Q1050"),
        Entity("Q1050", "Eswatini", ("Swaziland",), types=("country",), sources=5),
        Entity("Q3", "Gone", redirect="Q4"),
    )

    assert linked(source, "Swaziland") == "Q1050"
    assert linked(source, "Gone") == "none"


@pytest.mark.parametrize(
    ("name", "context", "role", "kind"),
    [
        ("Kabul", "The talks with Kabul failed.", "actor", ""),
        ("Kabul", "It was bombed near Kabul.", "place", ""),
        ("Kabul", "Kabul later denied it.", "actor", ""),
        ("Kabul", "Kabul is a city of five million.", "", ""),
        ("Kabul", "Officials said Kabul would refuse.", "actor", ""),
        ("Kabul", "A clinic in the city of Kabul closed.", "place", "settlement"),
        ("Hazara", "Hazara families left.", "people", ""),
        ("Nowhere", "Another sentence.", "", ""),
    ],
)
def test_what_a_context_says(name: str, context: str, role: str, kind: str) -> None:
    """Who acts, what is a place and of which kind, who are many."""
    found = around(Mention(name, context=context))

    assert (found.role, found.kind) == (role, kind)


def test_countries_nearby_weigh_more() -> None:
    """``Guinea-Bissau`` is one country, and the name itself is not counted."""
    found = around(
        Mention("Bafata", context="From Guinea-Bissau, not Mali, Bafata is.")
    )

    assert set(found.countries) == {"GW", "ML"}
    assert found.countries["ML"] > found.countries["GW"]
