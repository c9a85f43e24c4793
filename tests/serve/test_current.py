"""A service that goes on while its graph is built anew, and while it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import kg
from kg.errors import StoreError
from kg.serve.app import application
from tests.conftest import Folder, MakeProject
from tests.serve.serving import serving

LABEL = """\
SELECT ?label { <https://example.org/permits/id/place/northland>
  <http://www.w3.org/2000/01/rdf-schema#label> ?label }
"""


NORTH = "label: Northland\n  iso3", "label: North Country\n  iso3"


@pytest.fixture
def folder(project: MakeProject) -> Folder:
    """Build a small project."""
    made = project()
    made.build()
    return made


@pytest.fixture
def client(folder: Folder) -> Iterator[httpx.Client]:
    """Serve its graph."""

    def opened() -> kg.KnowledgeGraph:
        return kg.open(folder.graph, project=folder.root)

    with (
        serving(lambda url: application(opened, url)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


def labels(client: httpx.Client) -> list[str]:
    answer = client.get("/sparql", params={"query": LABEL})
    assert answer.status_code == 200, answer.text
    return [row["label"]["value"] for row in answer.json()["results"]["bindings"]]


def test_a_build_is_served_without_a_restart(
    client: httpx.Client, folder: Folder
) -> None:
    """The first answer after the build is of the new graph, names for tables too."""
    assert labels(client) == ["Northland"]
    assert "Northland" in client.get("/reconcile/preview?id=place/northland").text
    folder.edit("sources/entities/all.yaml", *NORTH)
    folder.build()

    assert labels(client) == ["North Country"]
    assert "North Country" in client.get("/reconcile/preview?id=place/northland").text


def test_a_build_that_fails_changes_no_answer(
    client: httpx.Client, folder: Folder
) -> None:
    """What was wrong with the sources is for who builds."""
    folder.edit(
        "sources/entities/all.yaml",
        "type: Country\n  label: Northland",
        "type: Cuontry",
    )
    folder.refused()

    assert labels(client) == ["Northland"]


@pytest.mark.parametrize("damage", ["pointer", "store"])
def test_a_graph_that_cannot_be_read_is_not_served(
    client: httpx.Client,
    folder: Folder,
    damage: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The last good one stays, and the log says why."""
    folder.edit("sources/entities/all.yaml", *NORTH)
    folder.build()
    current = folder.graph / (folder.graph / "CURRENT").read_text().strip()
    if damage == "pointer":
        (folder.graph / "CURRENT").write_text("nonsense")
    else:
        (current / "store" / "CURRENT").write_text("nonsense")

    assert labels(client) == ["Northland"]
    assert labels(client) == ["Northland"]
    assert [
        record.levelname for record in caplog.records if "damaged" in record.message
    ]


def test_without_a_graph_nothing_is_served(tmp_path: Path) -> None:
    """Whoever starts it is told what to do first."""
    with pytest.raises(StoreError, match="run `kg build` first"):
        application(lambda: kg.open(tmp_path / "none"), "http://x")
