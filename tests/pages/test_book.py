"""Pages hold what the graph holds: worked out by hand for two projects."""

from __future__ import annotations

import pytest

from kg.errors import BadArgument, UnknownName
from kg.pages.book import Pages
from tests.pages.conftest import parsed, words
from tests.pages.markup import Markup


def test_the_front_page_answers_within_a_minute(demo: Pages) -> None:
    """How many left, who says so, who disagrees, and which policy is in force.

    UNHCR counted more than 554,000 from April to 12 September 2025; Iran's minister
    has closer to 1.2 million where UNHCR has 1.54; the Taliban deny one accusation.
    """
    page = words(parsed(demo.html("index")))

    assert (
        "more than 554,000 persons April 2025 to 12 September 2025 says Office" in page
    )
    assert "contradicted closer to 1.2 million persons" in page
    assert "Pakistan's campaign to evict Afghans in force holds April 2025" in page
    assert "denied Taliban leaders reject the accusation." in page


def test_every_address_has_its_page_and_leads_back(book: Pages) -> None:
    """Each once, in one order; what is about a thing leads to it and back."""
    addresses = list(book.addresses())

    assert len({*addresses}) == len(addresses)
    assert addresses[0] == "index"
    assert addresses == list(book.addresses())
    assert "policy/removal-order" in addresses
    for address in addresses:
        if (iri := book.iri(address)) is not None:
            assert book.address_of(iri) == address
    assert book.html("policy/no-such-policy") is None
    assert book.html("question/no-such-question") is None


def test_a_misspelt_address_leads_to_the_nearest(book: Pages) -> None:
    """What is not there is named with what it may have been meant for."""
    near = book.nearest("policy/removal-ordr")

    assert ("policy/removal-order", "Removal Order of Meridia") in near


def test_a_form_is_answered_on_the_page_of_its_question(book: Pages) -> None:
    """What was given stands in the form; empty fields are as if left out."""
    served = Pages(book.graph, served=True)
    given = {"policy": "removal-order", "from": "", "until": "", "as_of": "2024-05-01"}
    root = parsed(served.asked("policies-ended", given))

    # known by then is that a court enjoined it, and not yet that it was annulled
    rows = root.xpath("//tbody/tr")
    assert [("enjoined" in words(r), "annulled" in words(r)) for r in rows] == [
        (True, False)
    ]
    values = {i.get("name"): i.get("value") for i in root.iter("input")}
    assert values["policy"] == "removal-order"
    assert values["as_of"] == "2024-05-01"
    assert Markup(served.asked("policies-ended", given) or "").faults == []
    assert served.asked("no-such-question", {}) is None
    with pytest.raises(UnknownName, match="nothing is called `removal-ordr`"):
        served.asked("policies-ended", {"policy": "removal-ordr"})
    with pytest.raises(BadArgument):
        served.asked("policies-ended", {"from": "yesterday"})


def test_what_words_find_is_a_page(book: Pages) -> None:
    """With links to it, and nothing but text of what was looked for."""
    served = Pages(book.graph, served=True)
    root = parsed(served.results("removal <script>"))

    assert "policy/removal-order.html" in {a.get("href") for a in root.iter("a")}
    assert list(root.iter("script")) == []
    assert Markup(served.results("<b>")).faults == []


def test_the_data_of_a_page_are_the_things_own(book: Pages) -> None:
    """As Turtle and JSON-LD; a page of no thing has none."""
    ttl = (book.data("policy/removal-order", "ttl") or b"").decode()

    assert 'rdfs:label "Removal Order of Meridia"' in ttl
    assert b'"Removal Order"' in (book.data("policy/removal-order", "jsonld") or b"")
    assert book.data("policy/removal-order", "xml") is None
    assert book.data("index", "ttl") is None
