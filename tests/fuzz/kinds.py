"""What is fuzzed: each kind of file, a sound one to begin with, and who reads it."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.ask.coverage import coverage
from kg.ask.limited import run_limited
from kg.ask.network.views import read_views
from kg.ask.questions import read_questions
from kg.ask.things import Thing
from kg.export.network.gexf.lint.linter import lint
from kg.export.wikidata.mapping import read_mapping
from kg.graph.store import Generations
from kg.link.building import build_index
from kg.link.entity_files import read_files
from kg.link.mention_table import read_mentions
from kg.link.review_table import read_decisions
from kg.match.entity import Mention
from kg.match.index import LocalIndex
from kg.match.linker import link
from kg.net.cache import Cache
from kg.net.manners import Clock, Manners
from kg.net.request import Request
from kg.project.build import build, check
from kg.project.following import read_queries
from kg.project.inputs import Inputs
from kg.project.shapes.refused import refuse
from kg.project.shapes.shapes import read_shapes
from kg.project.validate import validate_asserted
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.wikidata_classes import ALIGNMENT, WikidataClasses
from kg.read.wording import near
from kg.resources import shipped
from tests.conftest import ENTITIES, MARCH, TEXT

_CHANGE = """\
  change:
    summary: The ministry says that fewer were sent back.
    chars: [0, 62]
    claimant: north-ministry
    says:
      type: ChangeObservation
      measures: returns
      amount: 54 per cent
      changeDirection: decrease
      period: 2025-02
      baseline: 2025-01
  denial:"""
_PREFIXES = """\
@prefix my: <https://example.org/f/ontology#> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
_ITEM = (
    '{"type":"item","id":"Q843","labels":{"en":{"language":"en","value":"Pakistan"}},'
    '"aliases":{},"descriptions":{},"claims":{"P31":[{"mainsnak":{"snaktype":"value",'
    '"property":"P31","datavalue":{"value":{"id":"Q6256"},"type":"wikibase-entityid"}},'
    '"type":"statement","rank":"normal"}]},"sitelinks":{}}'
)
_ASKED = Request("https://wiki.example/")


def _index_of(table: str) -> bytes:
    """Return the index of a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entities.csv"
        path.write_text(table, "utf-8")
        build_index([path], path.with_suffix(".sqlite"))
        return path.with_suffix(".sqlite").read_bytes()


FILES: dict[str, str | bytes] = {
    "kg.toml": '[project]\ntitle = "F"\nbase = "https://example.org/f/"\n'
    'licence = "https://example.org/l"\nlanguage = "en"\ntexts = "texts"\n',
    "sources/entities/all.yaml": ENTITIES,
    "sources/gazette-20250301/facts.yaml": MARCH.replace("  denial:", _CHANGE),
    "texts/gazette-20250301.txt": TEXT,
    "ontology/own.ttl": _PREFIXES
    + 'my:Camp a owl:Class ; rdfs:subClassOf apf:Place ; rdfs:label "camp"@en ;\n'
    '  rdfs:isDefinedBy <https://example.org/f/ontology> ; apf:idSegment "camp" .\n',
    "ontology/shapes/own.ttl": _PREFIXES
    + "my:Named a sh:NodeShape ; sh:targetClass apf:Country ; sh:property [\n"
    '  sh:path rdfs:label ; sh:pattern "^[A-Z]" ; sh:minCount 1 ;\n'
    '  sh:message "A country has a name"@en ; sh:severity sh:Warning ] .\n',
    "queries/own.rq": "#+ summary: Which countries?\n#+ parameters:\n"
    "#+   thing: {type: Thing, description: x}\n#+ columns: {country: thing}\n"
    "SELECT ?country { VALUES ?thing { UNDEF } ?country a ?thing }\n",
    "queries/checks/own.rq": "#+ level: warning\n#+ problem: none\n"
    "SELECT ?focus ?message { ?focus a <urn:none> . BIND('x' AS ?message) }\n",
    "queries/network/own/nodes.rq": "#+ title: Own\n#+ columns: {node: thing}\n"
    "SELECT ?node { ?node a <urn:none> }\n",
    "queries/network/own/edges.rq": "#+ title: Own\n"
    "#+ columns: {source: thing, kind: string, target: thing}\n"
    "SELECT ?source ?kind ?target { ?source ?kind ?target }\n",
    "sources/links/own.sssom.tsv": """\
#curie_map:
#  f: https://example.org/f/id/
#  wd: http://www.wikidata.org/entity/
#license: https://example.org/l
#mapping_set_id: https://example.org/f/links
#mapping_tool: kg
subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tmapping_date
f:place/northland\tskos:exactMatch\twd:Q8\tsemapv:LexicalMatching\tme\t2026-01-01
""",
    "sources/links/own.nt": '<https://example.org/a> <urn:b> "c"@en .\n',
    "given/graph.gexf": '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph mode="dynamic" '
    'timeformat="date" defaultedgetype="directed"><attributes class="node">'
    '<attribute id="0" title="n" type="integer"/></attributes><nodes>'
    '<node id="a" label="A" start="2025-01-01"><attvalues><attvalue for="0" value="1"/>'
    '</attvalues></node><node id="b"/></nodes><edges><edge id="e" source="a" target="b"'
    ' weight="1.5"/></edges></graph></gexf>\n',
    "given/mentions.csv": "mention,context,class,country\nNorthland,of the north,,PK\n",
    "given/entities.csv": "qid,label,aliases,type\nQ843,Pakistan,PK|Pak,Q6256\n",
    "given/Q843.json": f'{{"entities":{{"Q843":{_ITEM}}}}}',
    "given/dump.json": f"[\n{_ITEM},\n{_ITEM}\n]\n",
    "given/dump.json.gz": gzip.compress(f"[\n{_ITEM}\n]\n".encode(), mtime=0),
    "given/decisions.csv": "thing,label,qid,decision,comment\n"
    'northland,"\'=N",Q843,yes,"looked, up"\nnorthland,N,Q999,,\n',
    "given/index.sqlite": _index_of("qid,label,aliases,type\nQ843,Pakistan,PK,Q6256\n"),
    "given/query.rq": "PREFIX apf: <https://w3id.org/apf/ontology#>\n"
    'SELECT ?a (COUNT(?b) AS ?n) { ?a apf:within+ ?b FILTER REGEX(STR(?b), "x") }\n'
    "GROUP BY ?a ORDER BY ?n LIMIT 3\n",
    f"given/{_ASKED.key}.json": '{"url": "https://wiki.example/", "body": "", '
    '"retrieved": "2025-06-04T10:00:00+00:00", "answer": {"entities": {}}}',
    "ontology/alignments/wikidata.ttl": (
        shipped("ontology") / "alignments/wikidata.ttl"
    ).read_bytes(),
    "ontology/schemes/own.ttl": _PREFIXES
    + "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix s: <https://example.org/f/scheme/> .\n"
    's:colour a skos:ConceptScheme ; rdfs:label "colour"@en .\n'
    "<https://example.org/f/scheme/colour/red> a skos:Concept ;\n"
    '  skos:inScheme s:colour ; skos:prefLabel "red"@en ; skos:definition "red"@en .\n',
    "queries/rules/own.rq": "#+ summary: What overlaps\n"
    "CONSTRUCT { ?b ?p ?a } WHERE { ?p a <urn:none> . ?a ?p ?b }\n",
    "queries/derivations/own.rq": "#+ summary: Derived\n"
    "CONSTRUCT { ?b a <urn:none> } WHERE { ?b a <urn:none> }\n",
    "build/graph/000001/manifest.json": '{"format": 2, "sources": {"a": "b"}, '
    '"findings": [], "counts": {"documents": 1}, "schema": "", "lines": ""}',
    "build/graph/CURRENT": "000001\n",
}
"""A small project, and what commands are given beside it, all sound."""


class Kind(NamedTuple):
    """Files of one kind, and what reads them: fast, so that many are read."""

    files: tuple[str, ...]
    read: Callable[[Path], object]


def _sources(root: Path) -> None:
    Inputs(Project.open(root), Project.open(root).texts_at_hand()).asserted()


def _shapes(root: Path) -> None:
    project = Project.open(root)
    refuse(read_shapes(project), "shacl")
    validate_asserted(Inputs(project, project.texts_at_hand()), "shacl")


def _headers(root: Path) -> None:
    project = Project.open(root)
    for question in read_questions(project).values():
        question.to_dict()
    for folder in ("checks", "rules", "derivations"):
        read_queries(project, folder)
    for view in read_views(project).values():
        str((view.title, view.summary, view.description, view.colours))


def _settings(root: Path) -> None:
    project = Project.open(root)
    project.texts_at_hand().flaw("gazette-20250301")
    project.schema_digest()


def _index(name: str) -> Callable[[Path], object]:
    return lambda root: build_index([root / name], root / "made/index.sqlite")


def _gexf(root: Path) -> None:
    lint((root / "given/graph.gexf").read_bytes())


def _decisions(root: Path) -> None:
    things = [(Thing("N", "https://example.org/f/id/place/northland"), "Country")]
    source = LocalIndex(root / "given/index.sqlite")
    try:
        read_decisions(root / "given/decisions.csv", things, source)
    finally:
        source.close()


def _candidates(root: Path) -> None:
    index = LocalIndex(root / "given/index.sqlite")
    try:
        link(Mention("Pakistan", ("PK", "Pakistn"), "of Pakistan", "Country"), index)
        index.entities(["Q843"])
    finally:
        index.close()


def _kept(root: Path) -> None:
    Cache(root / "given", Manners("fuzz"), Clock()).get(_ASKED)


def _aligned(root: Path) -> None:
    project = Project.open(root)
    WikidataClasses.of(project).agrees("Country", ["Q6256"])
    read_mapping(project.turtle(ALIGNMENT))


def _covered(root: Path) -> None:
    project, document = Project.open(root), "gazette-20250301"
    texts = project.texts_at_hand()
    reading = read_sources(project, texts)
    for sentence in coverage(reading, document, texts, "en"):
        sentence.to_dict()
    if text := texts.get(document):
        near(text, "said \u201cthat\u201d")


def _queried(root: Path) -> None:
    text = (root / "given/query.rq").read_bytes().decode("utf-8", "replace")
    run_limited(ox.Store(), text, None, seconds=5)


SOURCES = ("sources/gazette-20250301/facts.yaml", "sources/entities/all.yaml")
KINDS: dict[str, Kind] = {
    "facts": Kind(SOURCES[:1], _sources),
    "entities": Kind(SOURCES[1:], _sources),
    "texts": Kind(("texts/gazette-20250301.txt",), _sources),
    "links": Kind(("sources/links/own.sssom.tsv",), _sources),
    "triples": Kind(("sources/links/own.nt",), _sources),
    "settings": Kind(("kg.toml",), _settings),
    "ontology": Kind(("ontology/own.ttl",), lambda root: Project.open(root).vocabulary),
    "shapes": Kind(("ontology/shapes/own.ttl",), _shapes),
    "headers": Kind(
        tuple(name for name in FILES if name.endswith(".rq")),
        _headers,
    ),
    "manifests": Kind(
        ("build/graph/000001/manifest.json", "build/graph/CURRENT"),
        lambda root: Generations(root / "build/graph").manifest(),
    ),
    "gexf": Kind(("given/graph.gexf",), _gexf),
    "mentions": Kind(
        ("given/mentions.csv",),
        lambda root: read_mentions(root / "given/mentions.csv", ["Country"]),
    ),
    "extracts": Kind(("given/entities.csv",), _index("given/entities.csv")),
    "dumps": Kind(("given/dump.json",), _index("given/dump.json")),
    "packed": Kind(("given/dump.json.gz",), _index("given/dump.json.gz")),
    "items": Kind(
        ("given/Q843.json",),
        lambda root: read_files([root / "given/Q843.json"], {"Q843"}),
    ),
    "decisions": Kind(("given/decisions.csv",), _decisions),
    "indexes": Kind(("given/index.sqlite",), _candidates),
    "kept": Kind((f"given/{_ASKED.key}.json",), _kept),
    "alignments": Kind(("ontology/alignments/wikidata.ttl",), _aligned),
    "schemes": Kind(
        ("ontology/schemes/own.ttl",), lambda root: Project.open(root).vocabulary
    ),
    "covered": Kind(
        ("texts/gazette-20250301.txt", "sources/gazette-20250301/facts.yaml"), _covered
    ),
    "queries": Kind(("given/query.rq",), _queried),
    "checked": Kind(SOURCES, lambda root: check(Project.open(root))),
    "built": Kind(
        tuple(name for name in FILES if not name.startswith(("given/", "build/"))),
        lambda root: build(Project.open(root), root / "made/graph"),
    ),
}
