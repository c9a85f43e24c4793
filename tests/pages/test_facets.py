"""What the entries of a list can be chosen by, worked out by hand."""

from __future__ import annotations

import json

from kg.pages.book import Pages
from kg.pages.facets import Facets
from tests.pages.conftest import parsed, words


def facets(pages: Pages, address: str) -> dict[str, Facets]:
    """Return what each entry can be chosen by, by its words."""
    root = parsed(pages.html(address))
    entries = (e for e in root.iter() if e.get("data-of"))
    return {words(e): json.loads(e.get("data-of", "")) for e in entries}


def test_a_policy_has_its_kind_status_places_and_begin(book: Pages) -> None:
    """Northmark's bar is a measure of Northmark; the order was announced in 2024."""
    listed = facets(book, "kind/policy")
    order = next(of for name, of in listed.items() if name.startswith("Removal Order"))
    bar = next(of for name, of in listed.items() if name.startswith("Northmark's bar"))

    assert order["kind"] == ["policy measure"]
    assert order["status"] == ["revoked"]
    assert {day[:4] for day in order["begun"]} == {"2024"}
    assert "Northmark" in bar["place"]


def test_a_flow_has_its_ends_and_a_claim_those_of_what_it_counts(book: Pages) -> None:
    """And who makes it, in what manner."""
    flows = facets(book, "kind/flow")
    name = "Tarsenians returning from Meridia to Tarsenia in 2024"
    flow = next(of for words_, of in flows.items() if words_.startswith(name))
    claims = facets(book, "kind/claim")
    summary = "Returns Watch puts the deported of August 2024 at 11,000 or more."
    (claim,) = (of for words_, of in claims.items() if summary in words_)

    assert flow["place"] == ["Meridia", "Tarsenia"]
    assert claim["place"] == ["Meridia", "Tarsenia"]
    assert claim["claimant"] == ["Returns Watch"]
    assert claim["manner"] == ["asserted"]
    assert claim["published"] == ["2024-10"]
    assert claim["kind"] == []
    manners = {manner for of in claims.values() for manner in of["manner"]}
    assert manners >= {"asserted", "planned", "denied"}
