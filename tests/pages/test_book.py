"""Pages hold what the graph holds: worked out by hand for two projects."""

from __future__ import annotations

from kg.pages.book import Pages
from tests.pages.conftest import parsed, words


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
