"""Question files keep one form, so that people and programs can rely on it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from kg.ask.columns import column_types
from kg.graph.store import Generations

ROOT = Path(__file__).parents[2]
QUESTIONS = sorted((ROOT / "queries").glob("*.rq"))
RULES = sorted((ROOT / "queries" / "rules").glob("*.rq"))
APF = Namespace("https://w3id.org/apf/ontology#")
SCHEMES = "https://w3id.org/apf/scheme/"

KEYS = ["summary", "question", "description", "tags", "parameters", "columns"]
KEYS += ["empty", "example"]
PARAMETER_TYPES = {"Thing", "date", "integer", "period", "string"}
COLUMN_TYPES = {"thing", "concept", "claim", "claims", "number", "date", "string"}
COLUMN_TYPES |= {"boolean", "period"}
FUNCTIONS = {"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SUM"}
FUNCTIONS |= {"BOUND", "COALESCE", "EXISTS", "IF", "IN"}
FUNCTIONS |= {"CONCAT", "IRI", "STR", "STRAFTER", "STRBEFORE", "STRDT", "SUBSTR"}
FUNCTIONS |= {"DAY", "FLOOR", "MONTH", "YEAR"}
CLAUSES = {"BIND", "FILTER", "HAVING", "SELECT", "VALUES"}
ANSWERED_ELSEWHERE = {"policy-exemptions", "policy-funding"}
"""In ``test_right_answers.py``: in neither graph is anybody exempt, or paid for."""

NO_CLAIM_BEHIND_A_ROW = {"documents", "population-criteria"}

each_question = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
each_file = pytest.mark.parametrize(
    "path", [*QUESTIONS, *RULES], ids=lambda path: path.stem
)


def header(path: Path) -> dict[str, Any]:
    lines = path.read_text("utf-8").splitlines()
    found = yaml.safe_load("\n".join(li[2:] for li in lines if li.startswith("#+")))
    assert isinstance(found, dict)
    return found


def sparql(path: Path) -> str:
    """Return a file without its header."""
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+"))


def bare(path: Path) -> str:
    """Return a file's query without prefixes, comments, texts and IRIs."""
    kept = [li for li in sparql(path).splitlines() if not li.startswith("PREFIX ")]
    return re.sub(r'"[^"\n]*"|<[^>\s]*>|#.*', "", "\n".join(kept))


def prefixes(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^PREFIX ([\w-]+): <(\S+)>$", sparql(path), re.M))


def names(path: Path) -> set[tuple[str, str]]:
    """Return the prefixed names of a query, as prefix and local name."""
    return set(re.findall(r"(?<![\w?:-])([a-z][\w-]*):([A-Za-z][\w-]*)", bare(path)))


def projection(path: Path) -> list[str]:
    head = re.search(r"^SELECT(?: DISTINCT)?\s+(.+?)\s+^WHERE", bare(path), re.M | re.S)
    assert head
    return re.findall(r"\?(\w+)", head[1])


def ordering(path: Path) -> list[str]:
    """Return the variables of the last ORDER BY, which is that of the whole query."""
    return re.findall(r"\?(\w+)", bare(path).rpartition("\nORDER BY")[2])


def local(iri: Node) -> str:
    return re.split(r"[#/]", str(iri))[-1]


@cache
def ontology() -> Graph:
    graph = Graph()
    for path in sorted(ROOT.glob("ontology/**/*.ttl")):
        graph.parse(path)
    return graph


@each_question
def test_the_header_says_what_is_asked(path: Path) -> None:
    """A question has all keys in their order, each with something to read."""
    found = header(path)

    assert list(found) == [k for k in KEYS if k in found or k != "columns"]
    assert all(found.values())
    assert all(isinstance(found[key], str) for key in KEYS if key not in KEYS[3:6])
    assert found["question"].endswith("?")
    assert found["description"].strip().endswith(".")
    assert found["empty"].endswith(".")
    assert not found["summary"].endswith((".", "?"))


@each_question
def test_the_example_asks_this_question(path: Path) -> None:
    """The example names the question and only parameters that it has."""
    example = header(path)["example"]
    options = re.findall(r"--([\w-]+)", example)
    known = [
        re.sub(r"[A-Z]", lambda m: f"-{m[0].lower()}", name)
        for name in header(path)["parameters"]
    ]

    assert re.match(rf"kg ask {path.stem}(?= --|$)", example)
    assert set(options) <= set(known)


@each_question
def test_parameters_have_a_type_and_a_description(path: Path) -> None:
    """A parameter is a thing of a known class, a date, a number, text or a code."""
    classes = {local(iri) for iri in ontology().subjects(RDF.type, OWL.Class)}
    schemes = {
        f"concept:{local(iri)}"
        for iri in ontology().subjects(RDF.type, SKOS.ConceptScheme)
    }
    for name, parameter in header(path)["parameters"].items():
        assert re.fullmatch(r"[a-z]\w*", name)
        assert list(parameter) == ["type", "description"]
        assert parameter["description"]
        assert parameter["type"] in PARAMETER_TYPES | classes | schemes


@each_question
def test_each_parameter_has_its_slot(path: Path) -> None:
    """A parameter is a line of ``VALUES``, and every such line is one."""
    written = {
        f"VALUES (?{name} ?{name}End) {{ (UNDEF UNDEF) }}"
        if of["type"] == "period"
        else f"VALUES ?{name} {{ UNDEF }}"
        for name, of in header(path)["parameters"].items()
    }

    assert written == {li.strip() for li in sparql(path).splitlines() if "UNDEF" in li}


@each_question
def test_the_columns_are_what_is_selected(path: Path) -> None:
    """The columns are the variables selected; a header has the types no name tells."""
    listed = header(path).get("columns") or {}
    columns = column_types(listed, path.read_text("utf-8"))

    assert list(columns) == projection(path)
    assert set(columns.values()) <= COLUMN_TYPES
    assert all(column_types({}, f"SELECT ?{n} {{")[n] != t for n, t in listed.items())


@each_question
def test_rows_carry_their_claims(path: Path) -> None:
    """An answer has a column of claims, unless it does not rest on any."""
    listed = header(path).get("columns") or {}
    kinds = set(column_types(listed, path.read_text("utf-8")).values())

    assert bool({"claim", "claims"} & kinds) != (path.stem in NO_CLAIM_BEHIND_A_ROW)


@each_question
def test_no_question_repeats_what_counts(path: Path) -> None:
    """What is replaced, disputed or known by a day stands in the graph, once."""
    text = bare(path)

    assert "asOf" not in header(path)["parameters"]
    assert not re.search(r"\?dispute\b|\?newer\b", text)
    if path.stem != "figure-history":  # which shows what replaces what
        assert "apf:revises" not in text


@each_question
def test_a_question_is_read_in_one_go(path: Path) -> None:
    """A question has at most a hundred lines, with its header, each of 88 columns."""
    lines = path.read_text("utf-8").splitlines()

    assert len(lines) <= 100
    assert max(map(len, lines)) <= 88


@each_question
def test_the_order_names_variables_of_the_query(path: Path) -> None:
    """Rows are ordered by what is shown, or by the days that it stands for."""
    assert ordering(path)
    assert all(f"?{name} " in f"{bare(path)} " for name in ordering(path))


def test_every_competency_question_has_one_file() -> None:
    """Each of the 27 questions the graph was designed for is asked by one file."""
    tags = [tag for path in QUESTIONS for tag in header(path)["tags"]]
    numbered = sorted(tag for tag in tags if re.fullmatch(r"cq\d+", tag))

    assert numbered == sorted(f"cq{number}" for number in range(1, 28))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_says_what_it_derives(path: Path) -> None:
    """A rule has a summary and a description, and constructs triples."""
    assert list(header(path)) == ["summary", "description"]
    assert all(header(path).values())
    assert re.search(r"^CONSTRUCT \{$", bare(path), re.M)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_denies_only_what_claims_say(path: Path) -> None:
    """Negation speaks of periods and spans, so the order of rules is no matter.

    No rule makes any: periods are read, and spans are written before rules are run.
    """
    blocks = re.findall(r"NOT EXISTS \{(.*?)\n?\s*\}\n(?=  [A-Z]|\})", bare(path), re.S)
    denied = {term for block in blocks for term in re.findall(r" (apf:\w+) ", block)}

    assert len(blocks) == bare(path).count("NOT EXISTS")
    spans = {"apf:spanOf", "apf:status", "apf:current"}
    assert denied <= {"apf:latestEnd", "apf:trueWhileThreatened", *spans}


@each_file
def test_prefixes_are_used_and_sorted(path: Path) -> None:
    """Prefixes stand in order, all are used, and none is missing."""
    declared = list(prefixes(path))

    assert declared == sorted(declared)
    assert len(declared) == sparql(path).count("PREFIX ")
    assert set(declared) == {prefix for prefix, _ in names(path)}


@each_file
def test_terms_exist(path: Path) -> None:
    """Every term of the ontology and every code is defined there."""
    bases = prefixes(path)
    defined = set(ontology().subjects(RDF.type)) | set(
        ontology().subjects(RDFS.isDefinedBy)
    )
    used = {
        Namespace(bases[prefix])[name]
        for prefix, name in names(path)
        if bases[prefix].startswith((str(APF), SCHEMES))
    }

    assert used <= defined


@each_file
def test_plain_sparql(path: Path) -> None:
    """No graph names, no services, no updates, and only functions of SPARQL 1.1."""
    text = bare(path)
    keywords = set(re.findall(r"(?<![\w?:-])[A-Z_]+(?![\w:-])", text))
    called = set(re.findall(r"(?<![\w?:-])([A-Za-z_]+) ?\(", text)) - {"AND", "OR"}

    assert not keywords & {"GRAPH", "FROM", "SERVICE", "INSERT", "DELETE", "LOAD"}
    assert {name for name in called if name.isupper()} <= FUNCTIONS | CLAUSES
    assert not re.search(r"\b[\w-]+:[\w-]+\(", text)


@each_file
def test_layout(path: Path) -> None:
    """One triple pattern a line, two spaces of indent, and lines that fit a screen."""
    for line in bare(path).splitlines():
        assert ";" not in line.replace("; SEPARATOR", "")
        assert line.count(" . ") <= 1
        assert (len(line) - len(line.lstrip())) % 2 == 0
    for line in sparql(path).splitlines():
        assert line == line.rstrip()
        assert len(line) <= 100
    assert not re.search(r"\[\s*\]|_:\w", bare(path))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_both_engines_read_a_rule(path: Path) -> None:
    """Both rdflib and Oxigraph parse the file as it stands, as they do questions."""
    text = path.read_text("utf-8")

    assert prepareQuery(text).algebra.name in ("SelectQuery", "ConstructQuery")
    assert ox.Store().query(text) is not None


@pytest.fixture(scope="module")
def stores(article: Path, meridia_graph: Path) -> list[ox.Store]:
    """Open the article's graph and that of the invented case."""
    return [Generations(graph).open() for graph in (article, meridia_graph)]


@cache
def in_rdflib(store: ox.Store) -> Graph:
    """Copy a graph into rdflib."""
    triples = {quad.triple for quad in store}
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


Row = tuple[str | None, ...]


def answer(store: ox.Store, path: Path) -> list[Row]:
    text = path.read_text("utf-8")
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(getattr(term, "value", None) for term in row) for row in found]


@each_question
def test_the_order_is_total(path: Path, stores: list[ox.Store]) -> None:
    """No two rows are alike in all the columns that the rows are ordered by."""
    columns = projection(path)
    at = [columns.index(name) for name in ordering(path) if name in columns]
    for store in stores:
        keys = [tuple(row[i] for i in at) for row in answer(store, path)]

        assert len(keys) == len(set(keys))


@each_question
def test_both_engines_answer_alike(path: Path, stores: list[ox.Store]) -> None:
    """The rows are the same in rdflib and Oxigraph, and in the same order.

    The larger graph, a second's work for rdflib, is asked where the other has no rows.
    """
    article, meridia = stores
    store = meridia if answer(meridia, path) else article
    rows = in_rdflib(store).query(path.read_text("utf-8"))
    plain = [
        tuple(None if term is None else str(term) for term in row)  # type: ignore[union-attr]
        for row in rows
    ]

    assert plain == answer(store, path)


def test_every_question_is_answered(stores: list[ox.Store]) -> None:
    """Each question has rows in the article's graph or in the invented case."""
    silent = {p.stem for p in QUESTIONS if not any(answer(s, p) for s in stores)}

    assert silent <= ANSWERED_ELSEWHERE
