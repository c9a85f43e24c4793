"""No page lets a reader take a claim for another than it is.

The project in ``traps`` holds what is easily taken for a fact, a total or the latest
count: each test names the words that a newsroom would copy, worked out by hand.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest

import kg
from kg.pages.book import Pages
from kg.pages.claims import claim_page
from kg.pages.data import ThingData
from kg.pages.feed import feed, search_entries
from kg.pages.front import Headline, headlines
from kg.pages.movements import movements_csv
from tests.pages.conftest import parsed, words

DENIED = "Nine thousand people were driven out at night in February."
ATOM = "{http://www.w3.org/2005/Atom}"


def page(pages: Pages, address: str, **given: str) -> str:
    """Return the words of a page."""
    return words(parsed(pages.html(address, **given)))


def row(pages: Pages, address: str, begins: str) -> str:
    """Return the words of the one row of a page that begins with some."""
    rows = map(words, parsed(pages.html(address)).iter("tr"))
    (one,) = (text for text in rows if text.startswith(begins))
    return one


@pytest.fixture(scope="module")
def tops(traps: Pages) -> dict[str, Headline]:
    """Return the number of every flow that has one for the top, by the flow's id."""
    return {h.flow.id: h for h in headlines(traps.library, most=99)}


@pytest.mark.parametrize(
    ("flow", "number", "unit", "when"),
    [
        ("aimed", "2,000", "persons", "February 2025"),  # not the million threatened
        ("corrected", "some 2,000", "persons", "February 2025"),
        ("withdrawn", "400", "persons", "January 2025"),  # not the 600 disputed
        ("families", "2,000", "persons", "January 2025"),  # not the 500 families
        ("none-counted", "0", "persons", "February 2025"),
        ("bounds", "up to 300", "persons", "January 2025"),
        ("total", "more than 10,000", "persons", "January 2025"),
        ("shares", "700", "persons", "January 2025"),  # not the 60 per cent
        ("by-gate", "5,000", "persons", "March 2025"),  # not what is left of the year
        (
            *("since", "about 30,000", "persons"),
            "since 1 October 2024, no end given, published 1 March 2025",
        ),
    ],
)
def test_the_number_at_the_top_stands_in_its_words(
    tops: dict[str, Headline], flow: str, number: str, unit: str, when: str
) -> None:
    """No plan, no disputed count, no other unit; with its qualifier and its days."""
    line = tops[flow].line

    assert (line.words, line.unit, line.when) == (number, unit, when)


def test_what_is_only_alleged_and_denied_has_no_number_at_the_top(
    tops: dict[str, Headline], traps: Pages
) -> None:
    """Nor does anybody say that it has; it is among those who disagree."""
    assert "accused" not in tops
    text = page(traps, "index")
    assert "Night expulsions" not in text[: text.index("Who disagrees")]


def test_a_number_at_the_top_says_what_it_is_the_latest_of(
    tops: dict[str, Headline], traps: Pages
) -> None:
    """Of persons; two plans are of later times, and so are families."""
    later = {flow: tops[flow].later for flow in ("aimed", "families", "corrected")}

    assert later == {"aimed": 2, "families": 1, "corrected": 0}
    text = page(traps, "index")
    assert (
        "The latest count of persons that stands, of 3 figures, 2 of later times: "
        "compare all of Removals under the plan"
    ) in text


def test_a_part_at_the_top_names_its_whole(
    tops: dict[str, Headline], traps: Pages
) -> None:
    """Those who pass the gate are counted among all who return."""
    assert [str(whole) for whole in tops["by-gate"].wholes] == ["All returns"]
    assert tops["total"].wholes == []
    assert "Counted in All returns , too: not to be added." in page(traps, "index")


def test_a_claim_read_alone_says_who_and_in_what_manner(traps: Pages) -> None:
    """In the title, the heading and the line to cite: the words are those of a charge.

    Two claims have the same summary: one alleges it, and one denies it.
    """
    root = parsed(traps.html("claim/courier-20250401.denial"))
    alone = f"Interior Ministry of Ardania, denied: {DENIED}"

    assert words(root.xpath("//title")[0]).startswith(alone)
    assert words(root.xpath("//h1")[0]) == alone.replace(",", " ,")
    (cited,) = (words(p) for p in root.iter("p") if words(p).startswith("To cite"))
    assert alone in cited


@pytest.mark.parametrize(
    ("claim", "text", "status"),
    [
        ("courier-20250401.denial", f"denied: {DENIED}", "denied"),
        ("courier-20250301.accusation", f"alleged, contested: {DENIED}", "contested"),
        (
            "courier-20250301.threat-figure",
            "threatened: A million people will be removed.",
            "planned",
        ),
        (
            "courier-20250301.first-count",
            "asserted, replaced: Eight thousand people went by bus in January.",
            "replaced",
        ),
        (
            "courier-20250301.done",
            "Two thousand people were removed in February.",
            "established",
        ),
    ],
)
def test_a_claim_for_programs_says_its_manner(
    traps: Pages, claim: str, text: str, status: str
) -> None:
    """In the text that schema.org has them read, and as a status of its own."""
    iri = traps.iri(f"claim/{claim}") or ""
    data: dict[str, Any] = claim_page(traps.library, iri).data or {}

    assert (data["text"], data["creativeWorkStatus"]) == (text, status)


def test_news_of_a_claim_says_what_became_of_it(traps: Pages) -> None:
    """A count that is in the feed because it was replaced is no news as a count."""
    root = ElementTree.fromstring("".join(feed(traps, "")))
    entries = {
        (entry.findtext(f"{ATOM}id") or "").rsplit("/", 1)[-1]: entry
        for entry in root.iter(f"{ATOM}entry")
    }
    count = entries["courier-20250301.first-count"]

    assert count.findtext(f"{ATOM}updated") == "2025-04-01T00:00:00Z"
    assert count.findtext(f"{ATOM}title") == (
        "Interior Ministry of Ardania, asserted, replaced: "
        "Eight thousand people went by bus in January."
    )
    assert (
        entries["courier-20250301.ferry"].findtext(f"{ATOM}title") or ""
    ).startswith("Border Watch, asserted, contested: ")


def test_what_is_found_says_its_manner(traps: Pages) -> None:
    """In the list of a search, and in the names that a script suggests."""
    hits = [
        words(hit)
        for hit in parsed(traps.results("driven out at night")).iter("li")
        if DENIED in words(hit)
    ]
    names = json.loads("".join(search_entries(traps)))

    assert hits == [
        f"{DENIED} flow observation alleged contested Government of Belmar",
        f"{DENIED} flow observation denied Interior Ministry of Ardania",
    ]
    manners = {e["id"]: e["manner"] for e in names if e.get("name") == DENIED}
    assert manners == {
        "courier-20250301.accusation": "alleged, contested",
        "courier-20250401.denial": "denied",
    }


@pytest.mark.parametrize("policy", ["order-open", "order-denied"])
def test_a_target_that_is_denied_or_alleged_ties_no_movement(
    traps: Pages, policy: str
) -> None:
    """Nobody says for certain that the policy targets those who moved."""
    text = page(traps, f"policy/{policy}")

    assert "Returns of women" not in text[: text.index("What stands")]
    assert "whom the policy targets" not in text


def test_a_wider_group_is_not_whom_a_policy_targets(traps: Pages) -> None:
    """Women are targeted: their returns come first, those of all are of more people."""
    root = parsed(traps.html("policy/order-women"))
    ties = [words(head) for head in root.xpath("//tr[@class='flow']/th")]

    assert ties[0].startswith(
        "movement Returns of women It moves people whom the policy targets, "
    )
    assert len(ties) > 1
    assert all("It moves a wider group than the policy targets" in t for t in ties[1:])


def test_a_plan_is_one_from_when_it_was_published(traps: Pages) -> None:
    """The census order is to start on 1 June, and was planned on 1 March.

    On its page, on the first page, and in the answer to who is targeted by a threat.
    """
    assert row(traps, "policy/order-planned", "proposed").startswith(
        "proposed holds known from 1 March 2025"
    )
    assert row(traps, "index", "Census order") == (
        "Census order proposed holds known from 1 March 2025 1 March 2025"
    )
    (answer,) = traps.graph.ask("policy-targets", policy="order-threatened").rows
    assert (str(answer["status"]), answer["since"]) == ("threatened", None)


def test_a_status_is_that_of_the_time_asked_about(traps: Pages) -> None:
    """Before it began there was none, and after what is known nothing is known.

    What follows later is not past.
    """
    before = page(traps, "policy/order-partly", on="2025-01")
    after = page(traps, "policy/order-partly", on="2026")
    between = page(traps, "policy/order-ended", on="2025-02-01")

    assert "In January 2025: no status. No step that counts is before 3 Feb" in before
    assert "in force later 3 February 2025" in before
    assert "In 2026: not known. By what is known until 1 April 2025: in force" in after
    assert "On 1 February 2025: in force. That holds." in between
    assert "lapsed later 20 March 2025" in between
    for text in (before, after, between):
        assert "As late as is known" not in text


def test_a_status_of_some_people_is_told_beside_that_of_the_whole(traps: Pages) -> None:
    """The school order is in force, and suspended for pupils alone."""
    assert (
        "in force holds ; only for Belmarian pupils in Ardania : suspended holds"
        in page(traps, "policy/order-partly")
    )
    assert row(traps, "index", "School order").startswith(
        "School order in force holds ; another for some"
    )
    assert "another for some" not in row(traps, "index", "Fee order")


def test_who_is_exempt_for_a_time_stands_beside_whom_a_policy_targets(
    traps: Pages,
) -> None:
    """With the days; a relation with an end is no plain triple."""
    text = page(traps, "policy/order-partly")
    stands = text[text.index("What stands") : text.index("What is said about it")]

    assert "targets population Belmarians in Ardania" in stands
    assert (
        "exempts population Belmarian pupils in Ardania , "
        "3 February 2025 to 31 March 2025"
    ) in stands
    assert "exempts population Belmarian women in Ardania , since June 2025" in stands


def test_a_figure_says_who_disputes_it(traps: Pages) -> None:
    """By name, with the place, also where it was no more than alleged."""
    ferry = row(traps, "flow/withdrawn", "600 persons")
    night = row(traps, "flow/accused", "9,000 persons alleged")
    by = "disputed by Interior Ministry of Ardania ( Ardania Courier , 1 April 2025 )"

    assert ferry.endswith(by)
    assert night.endswith(f"alleged, and {by}")


def test_only_claims_that_count_are_counted(traps: Pages) -> None:
    """Two say 9,400, with one voice; the 8,000 that they replace is no third."""
    text = page(traps, "flow/corrected")

    together = text[text.index("What undisputed claims allow together") :]
    assert "2 claims, 1 voice" in together
    assert "3 claims" not in together


def test_an_edge_of_counts_and_plans_is_asserted_only_in_part(traps: Pages) -> None:
    """What only plans would be to come; what is denied looks like that.

    All claims behind an edge are linked.
    """
    root = parsed(traps.html("network/flows"))
    looks = {
        edge.get("data-kind"): edge.get("data-look")
        for edge in root.xpath("//*[local-name()='g'][@data-look]")
    }

    assert looks["aimed (person)"] == "asserted only in part"
    assert looks["accused (person)"] == "denied or disputed"
    assert looks["withdrawn (person)"] == "asserted only in part"
    assert looks["corrected (person)"] == "as asserted"
    edge, _ = (li for li in root.xpath("//li[@data-edge]") if "Night" in words(li))
    assert len(edge.xpath("a[starts-with(., 'claim')]")) == 2


def test_what_is_threatened_denied_or_alleged_is_an_edge_of_its_own_look(
    traps: Pages,
) -> None:
    """As the claim stands: not as the policy's other steps do."""
    root = parsed(traps.html("network/actors-policies-populations"))
    looks = {
        (edge.get("data-s"), edge.get("data-kind")): edge.get("data-look")
        for edge in root.xpath("//*[local-name()='g'][@data-look]")
    }

    assert looks["policy/order-open", "targetsPopulation (denied)"] == (
        "denied or disputed"
    )
    assert looks["policy/order-threatened", "targetsPopulation (threatened)"] == (
        "to come"
    )
    assert looks["policy/order-denied", "targetsPopulation (alleged)"] == (
        "on somebody's word alone"
    )
    assert looks["policy/order-partly", "targetsPopulation"] == "as asserted"


def test_two_things_of_one_name_are_told_by_their_ids(traps: Pages) -> None:
    """Wherever they are named; what has a name for itself has no id beside it."""
    text = page(traps, "kind/actor")

    assert "Returns Office (office-east)" in text
    assert "Returns Office (office-west)" in text
    assert "Border Watch (" not in text


def test_a_name_in_another_language_says_so(traps: Pages) -> None:
    """And does not turn round the words beside it, in a title without markup either."""
    root = parsed(traps.html("claim/herald-20250402.named"))
    arabic = "مكتب الشمال (بلمار)"

    named = root.xpath("//a/bdi[.=$name]", name=arabic)
    assert {bdi.get("lang") for bdi in named} == {"ar"}
    assert words(root.xpath("//title")[0]).startswith(f"\u2068{arabic}\u2069, asserted")
    alone = root.xpath("//bdi[starts-with(., '\u2068')]")
    assert [bdi.get("dir") for bdi in alone] == ["ltr", "ltr"]


def test_as_of_a_day_nothing_later_is_on_a_page(traps: Pages) -> None:
    """No correction, no denial; the data beside the page are of all, and say so."""
    flow = page(traps, "flow/corrected", as_of="2025-03-01")
    curfew = page(traps, "policy/order-revoked", as_of="2025-03-01")

    assert "8,000 persons" in flow
    assert "9,400" not in flow
    assert "15 March 2025" not in curfew
    assert "As late as is known (1 March 2025): in force holds" in curfew
    assert (
        "These files are of the whole graph, also of what was published later than "
        "1 March 2025"
    ) in flow


def test_answers_for_tables_keep_manner_and_standing(traps: Pages) -> None:
    """Each figure of a flow with both; a bound is none of its values."""
    answer = traps.graph.ask("figure-history", thing="aimed")
    manners = [
        (row["quantityText"], str(row["modality"]), str(row["standing"]))
        for row in answer.rows
    ]

    assert manners == [
        ("2,000", "asserted", "established"),
        ("40,000", "planned", "planned"),
        ("1 million", "threatened", "planned"),
    ]
    (bound,) = traps.graph.ask("figure-history", thing="bounds").rows
    assert (bound["value"], bound["upperBound"]) == (None, 300)
    assert isinstance(answer, kg.Answer)


def test_what_is_put_forward_is_not_what_is_known(traps: Pages) -> None:
    """An event that is denied says so on its page, in lists, and in its data."""
    address = "event/courier-20250401.night-denied"
    text = page(traps, address)
    iri = traps.iri(address) or ""
    data = ThingData(traps.library).of(iri, "ttl").decode()

    assert "What is put forward" in text
    assert "What is known of it" not in text
    assert (
        "denied The ministry ordered expulsions at night on the first of February. "
        "Interior Ministry of Ardania"
    ) in page(traps, "kind/event")
    assert "modality/denied" in data or "modality:denied" in data
    assert "What is known of it" in page(traps, "flow/accused")


def test_a_movement_that_is_alleged_is_not_only_denied(traps: Pages) -> None:
    """Who alleges it stands beside who denies it, each with the manner; in CSV, too."""
    rows = [
        words(row)
        for row in parsed(traps.html("movements")).iter("tr")
        if "Night expulsions" in words(row)
    ]
    table = csv.DictReader(io.StringIO(movements_csv(traps.library)))
    manners = [
        (row["claimant"], row["manner"])
        for row in table
        if row["label"] in ("Night expulsions", "Returns by ferry")
    ]

    assert ["alleged contested" in row for row in rows] == [True, False]
    assert [" denied " in row for row in rows] == [False, True]
    assert manners == [
        ("Government of Belmar", "alleged, contested"),
        ("Interior Ministry of Ardania", "denied"),
        ("Border Watch", "asserted"),
        ("Border Watch", "asserted, contested"),
    ]


def test_a_policy_that_is_over_is_not_listed_as_one_in_force(traps: Pages) -> None:
    """That it targets somebody is no more than a name: its status stands beside it."""
    refers = page(traps, "population/belmarians")

    assert "Permit stop lapsed ; School order in force" in refers
    assert "Permit stop lapsed" in page(traps, "kind/policy")
    assert "Grand removal threatened" in page(traps, "index")


def test_a_movement_that_nobody_vouches_for_is_not_listed_as_one(traps: Pages) -> None:
    """Its ends are those of a charge; a plan beside a count casts no doubt on that."""
    for address in ("place/belmar", "kind/flow", "index"):
        text = page(traps, address)
        assert "Night expulsions not established" in text
        assert "Removals under the plan not" not in text


def test_money_is_not_people_who_moved(book: Pages) -> None:
    """A pledge of 12 million euros has as many claims as the returns, and is no top."""
    units = {h.line.unit for h in headlines(book.library, most=99)}

    assert units == {"persons", "crossings"}


def test_an_answer_as_of_a_day_says_so(traps: Pages) -> None:
    """The words above it are those of the day that was asked about."""
    asked = traps.asked("figure-history", {"as_of": "2025-03-01", "thing": "corrected"})
    text = words(parsed(asked))

    assert "The answer, as of 1 March 2025 1" in text
    assert "9,400" not in text[text.index("The answer") :]


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("index", "Border Watch (or Ardania Courier )"),
        ("flow/families", "or according to Ardania Courier"),
    ],
)
def test_a_figure_tells_what_its_words_leave_open(
    traps: Pages, address: str, who: str
) -> None:
    """Who else may be speaking, and what else may have been counted."""
    text = page(traps, address)

    assert who in text
    assert "The words leave open: The text may count families;" in text


def test_a_bar_by_itself_says_its_manner(traps: Pages) -> None:
    """In the title of the drawing, which may be read, or saved, without its row."""
    root = parsed(traps.html("flow/aimed"))
    titles = {words(title) for title in root.xpath("//svg/title")}

    assert "threatened: 1 million persons, 2026" in titles
    assert "2,000 persons, February 2025" in titles
