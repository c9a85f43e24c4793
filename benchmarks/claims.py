"""How long a project of many claims takes to build, to rebuild, and to answer.

    python benchmarks/claims.py [DOCUMENTS [CLAIMS]]

Writes DOCUMENTS (20 by default) documents of CLAIMS figures each (50) to a temporary
folder, builds them, changes one document and builds again, and asks two questions. As
a peer, rdflib answers the same questions over the same triples in memory. Seconds are
of the processor, which other work on the machine disturbs less than a clock.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from processor import processor_seconds  # type: ignore[import-not-found]
from rdflib import Dataset

import kg
from kg.graph.store import Generations

QUESTIONS = ("flow-figures", "unnamed-sources")
ENTITIES = """\
northland: {type: Country, label: Northland, iso3: XNL}
southland: {type: Country, label: Southland, iso3: XSL}
ministry: {type: GovernmentBody, label: Ministry of Northland}
gazette: {type: MediaOrganization, label: The Gazette}
people: {type: PopulationGroup, label: People of Southland, nationality: southland}
returns:
  type: MovementFlow
  label: People sent back
  movedPopulation: people
  origin: northland
  destination: southland
"""


def main() -> None:
    """Print one line per step: seconds, and ratios to the peer."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    claims = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    print(f"{platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, documents, claims)
        graph = root / "graph"
        print(f"{documents} documents, {documents * claims} claims")
        build = partial(kg.build, kg.Project.open(root), graph, texts=kg.Texts(None))
        _timed("build", build)
        _document(root, 0, "changed", claims)
        _timed("one document changed", build)
        _timed("nothing new", build)
        _ask(root, graph)


def _ask(root: Path, graph: Path) -> None:
    opened = kg.open(graph, project=root)
    peer = Dataset(default_union=True)
    data = Generations(graph).open().dump(format=ox.RdfFormat.N_QUADS)
    peer.parse(data=data, format="nquads")
    for name in QUESTIONS:
        ours = _timed(name, partial(opened.ask, name))
        text = opened.questions[name].file.text
        theirs = _timed(f"{name}, rdflib", lambda: list(peer.query(text)))
        print(f"  {name}: {theirs / ours:.1f} times as fast as rdflib")


def _timed(what: str, run: Callable[[], object]) -> float:
    start = processor_seconds()
    run()
    seconds: float = processor_seconds() - start
    print(f"{what:28} {seconds:8.2f} s")
    return seconds


def write_project(root: Path, documents: int, claims: int) -> None:
    """Write a project of documents with claims to a folder."""
    config = '[project]\ntitle = "Benchmark"\nbase = "https://example.org/b/"\n'
    (root / "kg.toml").write_text(config, "utf-8")
    (root / "sources/entities").mkdir(parents=True)
    (root / "sources/entities/all.yaml").write_text(ENTITIES, "utf-8")
    for number in range(documents):
        _document(root, number, "first", claims)


def _document(root: Path, number: int, words: str, claims: int) -> None:
    id = f"gazette-{number:04d}"
    lines = [
        f"document: {{id: {id}, title: {words}, published: 2025-06-01, "
        "publishedBy: gazette}",
        "claims:",
    ]
    for claim in range(claims):
        day = f"2025-{claim % 5 + 1:02d}-{claim % 28 + 1:02d}"
        lines += [
            f"  c{claim}:",
            f"    summary: Count {claim} of document {number}.",
            "    claimant: ministry",
            "    says: {type: FlowObservation, measures: returns, "
            f"amount: more than {claim + 10}, unit: person, period: {day}}}",
        ]
    folder = root / "sources" / id
    folder.mkdir(exist_ok=True)
    (folder / "facts.yaml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
