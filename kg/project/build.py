"""Build the graph of a project: read, check, load, derive, check again, swap in.

What did not change since the last build is neither validated nor loaded again: a
source is compared by the digest of its expanded entries. The result is byte for byte
that of a full build.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.figures.derive import derive_bounds
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import reconcile
from kg.figures.record import comparison_quads, derived_quads, kg_quads
from kg.graph.rules import derive
from kg.graph.store import Generations, Manifest, write_manifest
from kg.graph.triples import dataset, quads, triples
from kg.names import APF, RDF, SCHEMES
from kg.project.figures import check_figures
from kg.project.findings import LEVELS, CheckFailed, Finding, Places, sort_findings
from kg.project.links import check_links
from kg.project.queries import check_queries
from kg.project.shapes.check import check_shapes
from kg.project.shapes.engines import choose
from kg.project.shapes.shapes import read_shapes
from kg.rdf import URIRef
from kg.read.entries import (
    ENRICHED,
    ENTITIES,
    LINKS,
    SHARED,
    SHELVES,
    UNNAMED,
    Source,
    strings,
)
from kg.read.project import Project
from kg.read.queryfile import QueryFile, read_query_files
from kg.read.sources import Reading, read_sources, source_graph
from kg.read.texts import Texts
from kg.read.wikidata_classes import WikidataClasses

STEPS = (
    "reading sources",
    "checking shapes",
    "loading",
    "deriving",
    "reconciling figures",
    "running checks",
)
"""The steps of a build, in order."""

Step = Callable[[str], None]
"""Called with the step that begins, for a progress display."""


@dataclass(frozen=True)
class Report:
    """What a build did: documents loaded and dropped, sizes, and findings.

    ``entities`` and ``links`` tell whether those were loaded; ``texts`` is how many of
    the texts that documents record are at hand, and how many are recorded.
    """

    loaded: tuple[str, ...] = ()
    entities: bool = False
    links: bool = False
    texts: tuple[int, int] = (0, 0)
    dropped: tuple[str, ...] = ()
    documents: int = 0
    claims: int = 0
    triples: int = 0
    derived: int = 0
    findings: list[Finding] = field(default_factory=list)


def build(
    project: Project,
    folder: Path,
    *,
    texts: Texts,
    fail_on: str = "error",
    full: bool = False,
    engine: str | None = None,
    step: Step = lambda name: None,
) -> Report:
    """Build a project's graph into a folder; nothing changes there unless all is well.

    ``engine`` is what runs the shapes, ``shacl`` or ``pyshacl``: by default the first
    of them that is installed.

    Raises :class:`CheckFailed` with every problem and every finding at or above the
    level ``fail_on``, and :class:`StoreError` when the folder cannot be written.
    """
    generations = Generations(folder)
    last = generations.manifest()
    schema = project.schema_digest()
    onto = None if full or last is None or last.schema != schema else last
    work = _Work(project, texts, fail_on, step, choose(engine))
    sources = {source.id: source.digest for source in work.sources}
    before = {} if onto is None else onto.sources
    changed = [s for s in work.sources if before.get(s.id) != s.digest]
    dropped = sorted(set(before) - set(sources))
    flawed = work.check_sources(changed, again=() if onto is None else onto.flawed)
    with generations.next(onto) as path:
        report = work.load(
            path / "store", changed, dropped=dropped, schema=onto is None
        )
        write_manifest(path, Manifest(schema, sources, flawed))
    return Report(
        **report,
        loaded=tuple(s.id for s in changed if s.id not in SHELVES),
        entities=any(s.id in (ENTITIES, SHARED) for s in changed),
        links=bool({LINKS, ENRICHED} & {*dropped, *(s.id for s in changed)}),
        texts=work.texts_at_hand(),
        dropped=tuple(id for id in dropped if id not in SHELVES),
        findings=sort_findings(work.findings),
    )


def check(
    project: Project,
    *,
    texts: Texts,
    engine: str | None = None,
    step: Step = lambda name: None,
) -> list[Finding]:
    """Check a project without writing anything; return the findings.

    ``engine`` as for :func:`build`; the findings are the same.

    Raises :class:`CheckFailed` when files cannot be read or a shape is broken.
    """
    work = _Work(project, texts, "error", step, choose(engine))
    work.check_sources(work.sources)
    work.load(None, work.sources)
    return sort_findings(work.findings)


class _Work:
    """One run over the sources of a project."""

    def __init__(
        self, project: Project, texts: Texts, fail_on: str, step: Step, engine: str
    ) -> None:
        self.engine = engine
        self.project = project
        self.step = step
        self.failing = LEVELS[: LEVELS.index(fail_on) + 1]
        step("reading sources")
        self.reading: Reading = read_sources(project, texts)
        self.sources = self.reading.sources
        self.places = Places(self.sources)
        self.findings: list[Finding] = []
        self.graphs: dict[str, list[ox.Triple]] = {}

    def check_sources(
        self, changed: list[Source], again: Container[str] = ()
    ) -> list[str]:
        """Run the shapes on what changed, and on the sources to be checked ``again``.

        Raises with what reading found, too; returns the sources that shapes object to.
        Shapes see what changed, all entities, and of the rest the classes: a rule that
        looks further into other documents is a check query.
        """
        self.step("checking shapes")
        ids = {source.id for source in changed}
        shelves = [s for s in self.sources if s.id in (ENTITIES, SHARED)]
        everything = any(source.id in ids for source in shelves)
        checked = [
            s for s in self.sources if everything or s.id in ids or s.id in again
        ]
        found = check_shapes(
            self._checkable({s.id: s for s in (*checked, *shelves)}.values()),
            read_shapes(self.project),
            focus=self._sound(checked),
            places=self.places,
            engine_name=self.engine,
        )
        self.findings += found
        self.fail_if_bad()
        focus = {finding.focus for finding in found}
        return [s.id for s in checked if any(str(e.iri) in focus for e in s.entries)]

    def _sound(self, sources: Iterable[Source]) -> list[URIRef]:
        """Return what to check: nothing that is broken, or speaks of what is."""
        entries = [entry for source in self.sources for entry in source.entries]
        broken = {str(entry.iri) for entry in entries if entry.broken} | {UNNAMED}
        return [
            entry.iri
            for source in sources
            for entry in source.entries
            if broken.isdisjoint(strings(entry.node))
        ]

    def _checkable(self, sources: Iterable[Source]) -> str:
        """Return the triples of sources, the code lists, and the classes spoken of.

        Of what lies in other sources only what these refer to gets its class: whatever
        has a class is validated, and that takes its time.
        """
        vocabulary = self.project.vocabulary
        data = [*vocabulary.modules.parsed, *vocabulary.schemes.parsed]
        named: set[str] = set()
        type_ = ox.NamedNode(RDF.type)
        for source in sources:
            data += self.graph(source)
            named.update(s for e in source.entries for s in strings(e.node))
        for source in self.sources:
            for entry in source.entries:
                if str(entry.iri) in named:
                    cls = ox.NamedNode(entry.node["type"])
                    data.append(ox.Triple(ox.NamedNode(entry.iri), type_, cls))
        return "".join(f"{triple} .\n" for triple in data)

    def texts_at_hand(self) -> tuple[int, int]:
        """Count the recorded texts that are at hand, and all that are recorded."""
        recorded = [d for d in self.reading.documents.values() if d.has_text]
        return sum(document.at_hand for document in recorded), len(recorded)

    def graph(self, source: Source) -> list[ox.Triple]:
        """Return the triples of a source, made once."""
        if source.id not in self.graphs:
            graph = triples(source.entries, self.project.vocabulary)
            self.graphs[source.id] = graph
        return self.graphs[source.id]

    def load(
        self,
        path: Path | None,
        changed: list[Source],
        *,
        dropped: Iterable[str] = (),
        schema: bool = True,
    ) -> dict[str, int]:
        """Load what changed into the store at ``path``, derive, and run the checks.

        The ontology and its code lists are loaded with ``schema``. Without a path the
        store is in memory and findings are collected, not raised.
        """
        self.step("loading")
        store = ox.Store(None if path is None else str(path))
        base, vocabulary = self.project.base, self.project.vocabulary
        for id in dropped:
            store.remove_graph(ox.NamedNode(str(source_graph(base, id))))
        for source in changed:
            _put(store, self.graph(source), source.graph, source.triples)
        about = dataset(self.project, self.sources)
        _put(store, about, f"{base}graph/dataset")
        if schema:
            _put(store, vocabulary.modules.parsed, f"{base}graph/ontology")
            _put(store, vocabulary.schemes.parsed, f"{base}graph/schemes")
        self.step("deriving")
        for name in ("derived-claims", "comparisons"):
            store.remove_graph(ox.NamedNode(f"{base}graph/{name}"))
        derived = derive(store, self._queries("rules"), f"{base}graph/derived")
        self.step("reconciling figures")
        self._reconcile(store)
        self.step("running checks")
        self.findings += check_queries(store, self._queries("checks"), self.places)
        self.findings += self._link_findings()
        if path is not None:
            self.fail_if_bad()
            store.flush()
        return {
            "documents": len(self.reading.documents),
            "claims": sum(d.claims for d in self.reading.documents.values()),
            "triples": len(store),
            "derived": derived,
        }

    def _reconcile(self, store: ox.Store) -> None:
        """Check figures against each other; write what follows into its own graphs."""
        base = self.project.base
        derive(store, self._queries("derivations"), f"{base}graph/derived-claims")
        related = load_related(partial(_rows, store))
        found = reconcile(load_figures(partial(_rows, store)), related)
        bounds = derive_bounds(found.figures, related)
        store.extend(comparison_quads(found, base))
        store.extend(derived_quads(bounds, base))
        if any(_rows(store, _DERIVED)):
            store.extend(kg_quads(base))
        self.findings += check_figures(found, self.places)

    def _link_findings(self) -> list[Finding]:
        """Compare the classes of linked things with those of the entities."""
        if not self.reading.judgements:
            return []
        kinds = {str(e.iri): e.node["type"] for s in self.sources for e in s.entries}
        classes = WikidataClasses.of(self.project)
        return check_links(self.reading.judgements, kinds, classes)

    def fail_if_bad(self) -> None:
        """Raise with everything found so far if any of it is bad enough."""
        bad = [f for f in self.findings if f.level in self.failing]
        if self.reading.problems or bad:
            raise CheckFailed(self.reading.problems, self.findings)

    def _queries(self, kind: str) -> list[QueryFile]:
        files = self.project.files("queries", f"{kind}/*.rq")
        return read_query_files(files, map(self.project.name, files))


_DERIVED = f"""SELECT ?claim WHERE {{
  ?claim <{APF.modality}> <{SCHEMES}modality/derived> . FILTER NOT EXISTS {{
  ?claim <{APF.statedIn}> ?document }} }} LIMIT 1"""


def _rows(store: ox.Store, query: str) -> Iterator[list[str | None]]:
    """Run a SELECT over all graphs; yield IRIs and lexical forms."""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        yield [
            None if term is None else str(getattr(term, "value", "")) for term in row
        ]


def _put(store: ox.Store, graph: list[ox.Triple], name: str, more: bytes = b"") -> None:
    """Put triples, and ``more`` in N-Triples, in place of those of a graph."""
    at = ox.NamedNode(name)
    store.remove_graph(at)
    store.bulk_extend(quads(graph, name))
    store.load(more, format=ox.RdfFormat.N_TRIPLES, to_graph=at)
