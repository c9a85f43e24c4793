"""Addresses are IRIs without the base, and every one of them is a name for a file."""

from __future__ import annotations

import pytest

from kg.names import BASE, ONTOLOGY, SCHEMES
from kg.pages.addresses import Addresses, link

OWN = "https://example.org/permits/"


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{OWN}id/policy/order", "policy/order"),
        (f"{OWN}id/claim/gazette-20250301.F1", "claim/gazette-20250301.F1"),
        (f"{ONTOLOGY}Claim", "ontology/Claim"),
        (f"{SCHEMES}modality/denied", "scheme/modality/denied"),
        (f"{BASE}id/actor/kg", "apf/actor/kg"),
        (f"{OWN}ontology#Drone", "own/ontology/Drone"),
        (f"{OWN}rule/sum", "own/rule/sum"),
        (f"{OWN}id/question/order", "own/id/question/order"),
    ],
)
def test_an_address_is_an_iri_without_the_base(iri: str, address: str) -> None:
    """And the IRI can be told from it again."""
    addresses = Addresses(OWN)

    assert addresses.of(iri) == address
    assert addresses.iri(address) == iri


@pytest.mark.parametrize(
    "iri", ["http://www.wikidata.org/entity/Q1", "javascript:alert(1)", OWN, ""]
)
def test_what_is_somebody_elses_has_no_address(iri: str) -> None:
    """Nor has what is no thing."""
    assert Addresses(OWN).of(iri) is None


@pytest.mark.parametrize(
    "name",
    ["..", ".hidden", "a b", "<script>", "%2e%2e", "x" * 300, "\u0001", "é" * 90],
)
def test_no_address_leads_out_of_its_folder(name: str) -> None:
    """What no file should be called is shortened, and two such are not one."""
    addresses = Addresses(OWN)
    address = addresses.of(f"{OWN}id/actor/{name}") or ""

    kind, _, rest = address.partition("/")
    assert kind == "actor"
    assert rest.isascii()
    assert not {*rest} & {*"/\\<>% "}
    assert not rest.startswith(".")
    assert len(rest) < 100
    assert address != addresses.of(f"{OWN}id/actor/{name}{name}")


def test_links_are_relative_and_end_in_html() -> None:
    """From any page to any other, under a server or from a disk."""
    assert link("index", "policy/x") == "policy/x.html"
    assert link("policy/x", "index") == "../index.html"
    assert link("policy/x", "policy/y") == "../policy/y.html"
    assert link("scheme/a/b", "claim/é") == "../../claim/%C3%A9.html"
