"""The queries of the views keep one form, and run unchanged in two engines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.plugins.sparql import prepareQuery

import kg
from kg.ask.endpoint import LocalEndpoint
from kg.ask.network.views import read_views
from kg.read.project import Project
from kg.read.queryfile import QueryFile, read_query_files

ROOT = Path(__file__).parents[3]
PATHS = sorted((ROOT / "queries" / "network").glob("*/*.rq"))
APF = "https://w3id.org/apf/"
FUNCTIONS = {"BOUND", "COALESCE", "CONCAT", "COUNT", "EXISTS", "IF", "IN", "LANG"}
FUNCTIONS |= {"MAX", "MIN", "REPLACE", "SAMPLE", "STR", "STRLANG"}
CLAUSES = {"BIND", "FILTER", "HAVING", "SELECT", "VALUES"}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


each_file = pytest.mark.parametrize("path", PATHS, ids=name)


def read(path: Path) -> QueryFile:
    return read_query_files([path], [name(path)])[0]


def bare(path: Path) -> str:
    """Return a file's query without header, prefixes, texts and IRIs."""
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("#", "PREFIX "))]
    return re.sub(r'"[^"\n]*"|<[^>\s]*>', '""', "\n".join(kept))


def terms(path: Path) -> set[tuple[str, str]]:
    found = re.findall(r"(?<![\w?:-])([a-z][\w-]*):([A-Za-z][\w-]*)", bare(path))
    return set(found)


def projection(path: Path) -> list[str]:
    head = re.search(r"^SELECT(?: DISTINCT)?\s+(.+?)\s+^WHERE", bare(path), re.M | re.S)
    assert head
    return re.findall(r"\?(\w+)", head[1])


def ordering(path: Path) -> list[str]:
    return re.findall(r"\?(\w+)", bare(path).rpartition("\nORDER BY")[2])


@cache
def defined() -> set[str]:
    graph = Graph()
    for path in sorted(ROOT.glob("ontology/**/*.ttl")):
        graph.parse(path)
    return {str(s) for p in (RDF.type, RDFS.isDefinedBy) for s in graph.subjects(p)}


def test_there_are_four_views_with_all_their_parts() -> None:
    assert len(PATHS) == 12


@each_file
def test_the_columns_are_what_is_selected(path: Path) -> None:
    """The columns of the header are the variables selected, in the same order."""
    assert list(read(path).header["columns"]) == projection(path)


@each_file
def test_the_order_is_by_what_is_shown(path: Path) -> None:
    assert ordering(path)
    assert set(ordering(path)) <= set(projection(path))


@each_file
def test_prefixes_are_used_and_sorted_and_terms_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    bases = dict(re.findall(r"^PREFIX ([\w-]+): <(\S+)>$", text, re.M))

    assert list(bases) == sorted(bases)
    assert len(bases) == text.count("PREFIX ")
    assert set(bases) == {prefix for prefix, _ in terms(path)}
    used = {str(Namespace(bases[prefix])[local]) for prefix, local in terms(path)}
    assert {iri for iri in used if iri.startswith(APF)} <= defined()


@each_file
def test_plain_sparql(path: Path) -> None:
    """No graph names, no services, and only functions of SPARQL 1.1."""
    text = bare(path)
    called = set(re.findall(r"(?<![\w?:-])([A-Z]+) ?\(", text))

    assert not re.search(r"\b(GRAPH|FROM|SERVICE|INSERT|DELETE|LOAD)\b", text)
    assert called <= FUNCTIONS | CLAUSES
    assert not re.search(r"\[\s*\]|_:\w|\w+:\w+\(", text)


@each_file
def test_layout(path: Path) -> None:
    """One triple pattern a line, two spaces of indent, and lines that fit a screen."""
    for line in bare(path).splitlines():
        assert ";" not in line
        assert line.count(" . ") <= 1
        assert (len(line) - len(line.lstrip())) % 2 == 0
    for line in path.read_text("utf-8").splitlines():
        assert line == line.rstrip()
        assert len(line) <= 100


@each_file
def test_both_engines_read_it(path: Path) -> None:
    text = path.read_text("utf-8")

    assert prepareQuery(text).algebra.name == "SelectQuery"
    assert ox.Store().query(text) is not None


@each_file
def test_no_query_of_a_view_repeats_what_counts(path: Path) -> None:
    """What counts, and since when, is worked out when a graph is made."""
    assert not re.search(r"apf:revises \?|\?(dispute|newer)\b|asOf", bare(path))
    assert "published" not in "".join(re.findall(r"FILTER.*", bare(path)))


# Rows.


@pytest.fixture(scope="module")
def graphs(
    northland: kg.KnowledgeGraph, meridia: kg.KnowledgeGraph
) -> list[tuple[ox.Store, Graph]]:
    """Return the graphs as they are stored, and copied into rdflib."""
    found = []
    for opened in (northland, meridia):
        assert isinstance(opened.endpoint, LocalEndpoint)
        store = opened.endpoint.store
        triples = {quad.triple for quad in store}
        data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        found.append((store, Graph().parse(data=data, format="nt")))
    return found


Row = tuple[str | None, ...]


def stored(store: ox.Store, text: str) -> list[Row]:
    found: Any = store.query(text, use_default_graph_as_union=True)
    return [tuple(getattr(term, "value", None) for term in row) for row in found]


@each_file
def test_both_engines_give_the_same_rows(
    path: Path, graphs: list[tuple[ox.Store, Graph]]
) -> None:
    """The rows are the same in rdflib and Oxigraph."""
    text = read(path).text
    total = 0
    for store, copy in graphs:
        rows: Any = copy.query(text)
        plain = [tuple(None if t is None else str(t) for t in row) for row in rows]
        found = stored(store, text)
        total += len(found)

        assert sorted(plain, key=str) == sorted(found, key=str)
        at = [projection(path).index(name) for name in ordering(path)]
        keys = [[row[i] for i in at] for row in found]
        assert [[row[i] for i in at] for row in plain] == keys
    assert total


def test_no_view_of_kg_has_mistakes() -> None:
    """All four are read as they stand, with a title and colours of their own."""
    views = read_views(Project.open(ROOT))
    for view in views.values():
        assert view.title != view.name
        assert view.summary
        assert view.description
        assert view.nodes.header["colours"]
        header = yaml.safe_dump(view.nodes.header)
        assert "isolated: false" in header


@each_file
def test_every_group_of_nodes_has_a_colour(
    path: Path, northland: kg.KnowledgeGraph, meridia: kg.KnowledgeGraph
) -> None:
    """Whoever draws a view of kg need not choose any."""
    for graph in (northland, meridia):
        network = graph.view(path.parent.name)
        assert set(network.nodes.groups) <= set(network.colours)
