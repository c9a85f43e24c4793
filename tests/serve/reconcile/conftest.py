"""Services to ask: the article's graph, and an atlas of namesakes and nasty names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.graph.store import Generations
from kg.serve.reconcile.service import app
from tests.ask.serving import served as endpoint_of
from tests.conftest import Folder
from tests.serve.reconcile.service import Client, served

SCRIPT = "<script>alert('1')</script>"
SPARQL = '"} UNION { ?s ?p ?o } #'
BASE = "https://example.org/atlas/id/"

CONFIG = """\
[project]
title = "Atlas"
base = "https://example.org/atlas/"
"""

ENTITIES = f"""\
georgia: {{type: Country, label: Georgia, iso3: GEO}}
georgia-state:
  type: AdministrativeArea
  label: Georgia
  comment: The state of the south-east.
  within: united-states
united-states:
  type: Country
  label: United States
  altLabel: [USA, U.S.]
  iso3: USA
atlanta: {{type: Place, label: Atlanta, within: georgia-state}}
congo-brazzaville:
  {{type: Country, label: Republic of the Congo, altLabel: [Congo], iso3: COG}}
congo-kinshasa:
  type: Country
  label: Democratic Republic of the Congo
  altLabel: [Congo]
  iso3: COD
iraq: {{type: Country, label: Iraq, iso3: IRQ, altLabel: [العراق]}}
moscow: {{type: Place, label: Москва}}
georgia-government:
  {{type: Government, label: Government of Georgia, hiddenLabel: [Tbilisi]}}
georgia-interior:
  type: GovernmentBody
  label: Ministry of the Interior of Georgia
  hiddenLabel: [Interior Ministry]
  partOfOrganization: georgia-government
iraq-interior: {{type: GovernmentBody, label: Ministry of the Interior of Iraq}}
script: {{type: Organization, label: "{SCRIPT}"}}
sparql: {{type: Organization, label: '{SPARQL}'}}
turned: {{type: Organization, label: "\\u202Eevil"}}
long: {{type: Organization, label: {"long " * 2000}}}
act-10949: {{type: Policy, label: Proclamation 10949 on entry}}
walkers:
  type: PopulationGroup
  label: Walkers
  nationality: georgia
  arrivedAfter: 2025-06-02
riders: {{type: PopulationGroup, label: Riders, nationality: iraq, approximate: true}}
leaving-georgia:
  type: MovementFlow
  label: Leaving Georgia
  movedPopulation: walkers
  origin: georgia
leaving-iraq:
  type: MovementFlow
  label: Leaving Iraq
  movedPopulation: riders
  origin: iraq
gazette: {{type: MediaOrganization, label: The Gazette}}
"""

FACTS = """\
document:
  id: gazette-1
  title: On walkers
  published: 2025-07-01
  publishedBy: gazette
claims:
  target:
    summary: The act is aimed at walkers.
    claimant: gazette
    says: [act-10949, targetsPopulation, walkers]
  riders:
    summary: It is said to be aimed at riders.
    claimant: gazette
    modality: alleged
    says: [act-10949, targetsPopulation, riders]
  families:
    summary: Ten families left Georgia.
    claimant: gazette
    says:
      type: FlowObservation
      measures: leaving-georgia
      amount: 10
      unit: family
      period: 2025-06
      movementTerm: left
      movementType: departure
  persons:
    summary: Ten people left Iraq.
    claimant: gazette
    says:
      type: FlowObservation
      measures: leaving-iraq
      amount: 10
      unit: person
      period: 2025-06
      movementTerm: left
      movementType: departure
"""


@pytest.fixture(scope="session")
def atlas_graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Build the atlas, with one judgement that a thing is an item of Wikidata."""
    folder = Folder(tmp_path_factory.mktemp("atlas"))
    folder.write("kg.toml", CONFIG)
    folder.write("sources/entities/all.yaml", ENTITIES)
    folder.write("sources/gazette-1/facts.yaml", FACTS)
    folder.build()
    current = Generations(folder.graph).current()
    assert current
    store = ox.Store(str(current / "store"))
    exact = ox.NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
    item = ox.NamedNode("http://www.wikidata.org/entity/Q230")
    links = ox.NamedNode("https://example.org/atlas/graph/links")
    store.add(ox.Quad(ox.NamedNode(f"{BASE}place/georgia"), exact, item, links))
    store.flush()
    del store
    return kg.open(folder.graph, project=folder.root)


@pytest.fixture(scope="session")
def atlas(atlas_graph: kg.KnowledgeGraph) -> Iterator[Client]:
    """Serve the atlas."""
    with served(lambda url: app(atlas_graph, url)) as client:
        yield client


@pytest.fixture(scope="session")
def remote_atlas(
    atlas_graph: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """Serve the atlas from another engine, behind a SPARQL endpoint."""
    folder = tmp_path_factory.mktemp("remote-atlas")
    with endpoint_of(atlas_graph, folder) as place:
        graph = kg.open(place, project=atlas_graph.project.root)
        with served(lambda url: app(graph, url)) as client:
            yield client


@pytest.fixture(scope="session")
def article_service(article: Path, root: Path) -> Iterator[Client]:
    """Serve the article's graph."""
    graph = kg.open(article, project=root, texts=article / "no-texts")
    with served(lambda url: app(graph, url)) as client:
        yield client
