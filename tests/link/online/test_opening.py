"""Which source a word or an address means, and that opening one sends nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UnknownName
from kg.link.online.opening import open_source
from kg.link.online.reconciliation import ReconciliationSource
from kg.link.online.sparql import SparqlSource
from kg.link.online.wikidata import WikidataSource
from kg.net.manners import user_agent
from tests.net.serving import Served


@pytest.mark.parametrize(
    ("spec", "kind", "name"),
    [
        ("wikidata", WikidataSource, "wikidata"),
        ("https://query.wikidata.org/sparql", WikidataSource, "wikidata"),
        ("https://example.org/sparql", SparqlSource, "https://example.org/sparql"),
        (
            "http://localhost:3030/x/query",
            SparqlSource,
            "http://localhost:3030/x/query",
        ),
        ("sparql:https://example.org/api", SparqlSource, "https://example.org/api"),
        (
            "https://wikidata.reconci.link/en/api",
            ReconciliationSource,
            "https://wikidata.reconci.link/en/api",
        ),
    ],
)
def test_what_a_source_is_called(
    spec: str, kind: type, name: str, tmp_path: Path
) -> None:
    """A word or an address opens the source it means, and makes no folder yet."""
    source = open_source(spec, tmp_path / "cache")

    assert type(source) is kind
    assert source.name == name
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "spec", ["wikidat", "query.wikidata.org", "ftp://x/sparql", ""]
)
def test_what_is_no_source(spec: str, tmp_path: Path) -> None:
    """Another word is an error that says what can be written."""
    with pytest.raises(UnknownName, match=r"is no source.*write `wikidata` or the"):
        open_source(spec, tmp_path)


def test_opening_sends_nothing(served: Served, tmp_path: Path) -> None:
    """The network is used by questions only."""
    open_source(f"{served.url}/sparql", tmp_path)
    open_source(f"{served.url}/en/api", tmp_path)

    assert served.hits == []


def test_the_user_agent_says_whom_to_write_to() -> None:
    """Name, version, page and contact, in one line of ASCII."""
    agent = user_agent("mailto:me@example.org\r\nEvil: 1 é")

    assert agent.startswith("apf-kg/")
    assert agent.endswith("(https://w3id.org/apf/; mailto:me@example.org Evil: 1 )")
