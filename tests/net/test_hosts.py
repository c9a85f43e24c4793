"""Hosts are compared whole, and no name leads into one's own network unasked."""

from __future__ import annotations

import pytest

from kg.errors import UnknownName
from kg.net.hosts import Hosts, Refused, is_loopback


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "takes HOST or HOST:PORT"),
        ("*", "takes HOST or HOST:PORT"),
        ("-a.org", "takes HOST or HOST:PORT"),
        ("a b", "takes HOST or HOST:PORT"),
        ("a.org/sparql", "takes HOST or HOST:PORT"),
        ("a.org:http", "takes HOST or HOST:PORT"),
        ("u@a.org", "takes HOST or HOST:PORT"),
        ("a.org:0", "ports are numbers from 1 to 65535"),
        ("a.org:99999", "ports are numbers from 1 to 65535"),
        ("https://query.wikidata.org/sparql", "write `query.wikidata.org`"),
    ],
)
def test_a_host_that_is_none_is_told(text: str, message: str) -> None:
    """The message says how a host is written, with the nearest right way."""
    with pytest.raises(UnknownName, match=message):
        Hosts.read([text])


@pytest.mark.parametrize(
    ("allow", "url", "allowed"),
    [
        ("a.org", "https://a.org/sparql", True),
        ("a.org", "http://A.org:80/x?y=z", True),
        ("A.ORG.", "https://a.org./", True),
        ("a.org", "https://a.org:8443/", False),
        ("a.org:8443", "https://a.org:8443/", True),
        ("a.org:443", "http://a.org/", False),
        ("a.org", "https://b.a.org/", False),
        ("a.org", "https://a.org.b/", False),
        ("a.org", "ftp://a.org/", False),
        ("a.org", "file:///etc/passwd", False),
        ("a.org", "https://a.org@b.org/", False),
        ("b.org", "https://a.org@b.org/", False),
        ("a.org", "https://b.org\\@a.org/", False),
        ("a.org", "https://a.org:b/", False),
        ("[::1]:80", "http://[::1]/", True),
        ("127.0.0.1", "http://127.1/", False),
        ("localhost", "http://127.0.0.1/", False),
    ],
)
def test_an_address_is_that_of_an_allowed_host(
    allow: str, url: str, allowed: bool
) -> None:
    """Hosts are compared whole, ports too, and other schemes never pass."""
    hosts = Hosts.read([allow])
    if allowed:
        assert str(hosts.target(url).host) in allow.lower()
    else:
        with pytest.raises(Refused):
            hosts.target(url)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "::", "fe80::1%eth0", "fd00::1"),
        *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_a_name_does_not_lead_into_ones_own_network(address: str) -> None:
    """Private, local and special addresses are refused, also inside of IPv6.

    The blocks are those of IANA's special-purpose address registries.
    """
    with pytest.raises(Refused, match=r"^a\.org leads to .*, inside your own network"):
        Hosts.read(["a.org"]).check_address("a.org", 443, address)


@pytest.mark.parametrize("address", ["91.198.174.192", "2620:0:862:ed1a::1"])
def test_a_name_leads_to_the_rest_of_the_world(address: str) -> None:
    """Addresses of the whole internet need not be listed."""
    Hosts.read(["a.org"]).check_address("a.org", 443, address)


def test_an_address_of_ones_own_network_is_listed_itself() -> None:
    """The refusal says what allows it, and that does."""
    hosts = Hosts.read(["a.org:3030"])
    with pytest.raises(Refused, match=r"`allow=10\.0\.0\.5:3030` allows it"):
        hosts.check_address("a.org", 3030, "10.0.0.5")

    hosts = Hosts.read(["a.org:3030", "10.0.0.5:3030"])
    hosts.check_address("a.org", 3030, "10.0.0.5")
    with pytest.raises(Refused):
        hosts.check_address("a.org", 80, "10.0.0.5")


def test_who_names_this_machine_means_it() -> None:
    """Localhost and addresses in figures lead where they say."""
    hosts = Hosts.named(["http://localhost:3030/x", "http://[::1]/"])

    hosts.check_address("localhost", 3030, "127.0.0.1")
    hosts.check_address("[::1]", 80, "::1")
    assert str(hosts.target("http://localhost:3030/y?q#z")) == (
        "http://localhost:3030/y?q"
    )
    with pytest.raises(Refused, match=r"which may not be asked$"):
        hosts.target("http://localhost:3031/x")


@pytest.mark.parametrize(
    ("url", "stays"),
    [
        ("http://127.0.0.1:11434/v1", True),
        ("http://127.8.9.10/", True),
        ("http://[::1]:8000/v1", True),
        ("http://LocalHost/", True),
        ("https://localhost.", True),
        ("http://localhost.example.org/", False),
        ("http://127.0.0.1.example.org/", False),
        ("http://127.1/", False),
        ("http://0.0.0.0/", False),
        ("http://192.168.0.1/", False),
        ("https://example.org/", False),
    ],
)
def test_what_stays_on_this_machine_is_told_by_its_address(
    url: str, stays: bool
) -> None:
    """A name may lead anywhere, but for the one that means this machine."""
    assert is_loopback(url) is stays
