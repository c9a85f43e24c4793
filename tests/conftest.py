"""A small project to break, the article's graph to question, and where texts are."""

from __future__ import annotations

import ctypes
import gc
import hashlib
import io
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from kg.export.rdf.canonical import export_rdf
from kg.graph.store import Generations
from kg.project.build import Report, build
from kg.project.findings import CheckFailed
from kg.read.project import Project
from kg.read.texts import Texts
from tests.beside import beside
from tests.parsed import keepers, parse_all

ROOT = Path(__file__).parents[1]
MERIDIA = ROOT / "tests" / "cases" / "meridia"
os.environ.pop("KG_TEXTS", None)  # whoever runs the tests may have texts elsewhere
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell's background ignores Ctrl-C, and so would every command that is tested
    signal.signal(signal.SIGINT, signal.default_int_handler)

TEXT = """\
Northland sent back more than 1,200 permit holders in February, its ministry said.
The order took effect on 1 February. The permit holders deny that it names them.
"""

ENTITIES = """\
northland:
  type: Country
  label: Northland
  iso3: XNL
southland:
  type: Country
  label: Southland
  iso3: XSL
north-government:
  type: Government
  label: Government of Northland
  hiddenLabel: [Northport]
north-ministry:
  type: GovernmentBody
  label: Ministry of Northland
  partOfOrganization: north-government
gazette:
  type: MediaOrganization
  label: The Gazette
permit-holders:
  type: PopulationGroup
  label: Permit holders from Southland
  nationality: southland
  residesIn: northland
returns:
  type: MovementFlow
  label: Permit holders sent back to Southland
  movedPopulation: permit-holders
  origin: northland
  destination: southland
"""

MARCH = f"""\
document:
  id: gazette-20250301
  title: Permit holders sent back
  published: 2025-03-01
  publishedBy: gazette
  language: en
  text: {{sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}, length: {len(TEXT)}}}

claims:
  target:
    summary: The order is aimed at permit holders.
    chars: [83, 119]
    claimant: north-ministry
    says: [permit-order, targetsPopulation, permit-holders]
  author:
    summary: The order is the government's.
    chars: [83, 119]
    claimant: narrator
    says: [permit-order, adoptedBy, north-government]
  start:
    summary: The order took effect on the first of February.
    chars: [83, 119]
    claimant: north-ministry
    says:
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: started
      period: 2025-02-01
  count:
    summary: Over twelve hundred people were sent back in a month.
    chars: [0, 62]
    claimant: north-ministry
    says:
      type: FlowObservation
      measures: returns
      amount: more than 1,200
      unit: person
      period: 2025-02
      movementTerm: sent back
      movementType: forced-return
  denial:
    summary: The permit holders say the order does not name them.
    chars: [120, 163]
    claimant: permit-holders-council
    disputes: target

entities:
  permit-order:
    type: Policy
    label: Order on permits
  permit-holders-council:
    type: CivilSocietyOrganization
    label: Council of permit holders
"""

APRIL = """\
document:
  id: gazette-20250401
  title: The count again
  published: 2025-04-01
  publishedBy: gazette
  language: en

claims:
  again:
    summary: The ministry repeats its count of February.
    claimant: north-ministry
    restates: gazette-20250301.count
    says:
      type: FlowObservation
      measures: returns
      amount: over 1,200
      unit: person
      period: 2025-02
      movementTerm: returned
      movementType: return
"""

CONFIG = """\
[project]
title = "Permits"
base = "https://example.org/permits/"
"""

PROJECT = {
    "kg.toml": CONFIG,
    "sources/entities/all.yaml": ENTITIES,
    "sources/gazette-20250301/facts.yaml": MARCH,
    "sources/gazette-20250401/facts.yaml": APRIL,
    "texts/gazette-20250301.txt": TEXT,
}


@dataclass(frozen=True)
class Folder:
    """A project in a folder of its own, and the graph that is built from it."""

    root: Path

    @property
    def graph(self) -> Path:
        return self.root / "build" / "graph"

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the project, whatever was there."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words that stand in a file exactly once."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def open(self) -> Project:
        return Project.open(self.root)

    def build(self, **options: Any) -> Report:
        """Build the graph, from a project opened anew."""
        texts = Texts(self.root / "texts")
        return build(self.open(), self.graph, texts=texts, **options)

    def refused(self) -> CheckFailed:
        """Build what must be refused; nothing in the graph's folder may change."""
        before = self.digests()
        with pytest.raises(CheckFailed) as caught:
            self.build()
        assert self.digests() == before
        return caught.value

    def digests(self) -> dict[str, str]:
        """Return the digest of every file of the graph, but for the empty lock."""
        files = {path for path in self.graph.rglob("*") if path.is_file()}
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files - {self.graph / "LOCK"}
        }

    def export(self, form: str = "nquads") -> bytes:
        """Return the graph as RDF in canonical order."""
        out = io.BytesIO()
        export_rdf(Generations(self.graph).open(), out, form=form)
        return out.getvalue()


MakeProject = Callable[..., Folder]


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """Make a small project that builds, with files changed or (``None``) left out."""

    def make(
        changes: Mapping[str, str | bytes | None] | None = None, name: str = "project"
    ) -> Folder:
        folder = Folder(tmp_path / name)
        for file, text in {**PROJECT, **(changes or {})}.items():
            if text is not None:
                folder.write(file, text)
        return folder

    return make


@pytest.fixture(scope="session", autouse=True)
def _shipped_parsed_once() -> Iterator[None]:
    """Parse what came with kg once, not for every project."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, keeper in keepers():
            patch.setattr(module, name, keeper)
        parse_all()
        gc.collect()
        gc.freeze()  # sixteen thousand tests, which no collection need look at again
        yield


@pytest.fixture(scope="module", autouse=True)
def _memory_given_back() -> Iterator[None]:
    """Give free memory back to the system, which copies its tables for every fork."""
    yield
    with suppress(AttributeError, OSError):  # of a C library that knows no such thing
        ctypes.CDLL(None).malloc_trim(0)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def texts() -> Path:
    """Return the folder of source texts, which are not ours to publish."""
    return beside("texts", "NO SOURCE TEXTS: no quote is compared with one")


def shared_by_all(makes: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of a test run have in common."""
    base = makes.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def built_once(makes: pytest.TempPathFactory, name: str, root: Path) -> Path:
    """Build a graph for all tests, in whichever process these run."""
    graph = shared_by_all(makes) / name
    with FileLock(f"{graph}.lock"):
        if not (graph / "CURRENT").exists():
            build(Project.open(root), graph, texts=Texts(None))
    return graph


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the graph of this repository's sources, once for all tests."""
    return built_once(tmp_path_factory, "article", ROOT)


@pytest.fixture(scope="session")
def meridia_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the graph of the invented case of Meridia, once for all tests."""
    return built_once(tmp_path_factory, "meridia", MERIDIA)
