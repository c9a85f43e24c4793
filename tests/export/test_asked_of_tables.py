"""What is asked of tables is what SPARQL answers over the same graph, row for row."""

from __future__ import annotations

import re
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.names import ONTOLOGY, SCHEMES, local_name
from tests.conftest import PROJECT, Folder
from tests.export.test_plain_tables import FIGURES, MAPPING

PAGE = Path(__file__).parents[2] / "docs" / "columns.md"
ASKED = dict(
    re.findall(r"```sql\n-- (\w+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
)
PREFIXES = f"""
PREFIX apf: <{ONTOLOGY}>
PREFIX standing: <{SCHEMES}standing/>
PREFIX unit: <{SCHEMES}unit/>
PREFIX verdict: <{SCHEMES}verdict/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
SUMS = """
SELECT ?document ?column ?kind ?unit ?period (SUM(?number) AS ?total)
  (COUNT(?number) AS ?numbers) (COUNT(*) - COUNT(?number) AS ?without)
WHERE {
  ?claim apf:content ?figure ; apf:standing standing:established ;
    apf:statedIn ?document ; apf:row ?row ; apf:column ?column .
  ?figure a ?kind ; apf:unit ?unit ; apf:edtf ?period .
  OPTIONAL { ?figure apf:value ?number }
}
GROUP BY ?document ?column ?kind ?unit ?period
ORDER BY ?document ?column ?kind ?unit ?period
"""
RANKING = """
SELECT ?claim ?thing ?value ?claimant ?period ?modality ?standing
WHERE {
  VALUES ?standing { standing:established }
  ?claim apf:content ?figure ; apf:standing ?standing ; apf:claimant ?claimant ;
    apf:modality ?modality .
  ?figure a apf:FlowObservation ; apf:measures ?thing ; apf:unit unit:person ;
    apf:value ?value ; apf:edtf ?period ; apf:earliestStart ?first ;
    apf:latestEnd ?last .
  FILTER (?first >= "2025-01-01"^^xsd:date && ?last <= "2025-12-31"^^xsd:date)
}
ORDER BY DESC(?value) ?claim
LIMIT 20
"""
CONFLICTS = """
SELECT ?claim (GROUP_CONCAT(?other; SEPARATOR = " ") AS ?others) ?kind ?verdict
  ?reason ?claimant ?standing
WHERE {
  { SELECT * WHERE {
    VALUES ?verdict { verdict:conflicts verdict:fails }
    ?comparison apf:verdict ?verdict ; apf:comparesClaim ?claim ;
      apf:verdictReason ?reason ; apf:comparedWithClaim ?otherClaim .
    ?claim apf:content/a ?kind ; apf:claimant ?claimant ; apf:standing ?standing .
    BIND (REPLACE(STR(?otherClaim), "^.*/", "") AS ?other)
  } ORDER BY ?otherClaim }
}
GROUP BY ?comparison ?claim ?kind ?verdict ?reason ?claimant ?standing
ORDER BY ?claim ?others ?reason
"""
CODES = (f"{SCHEMES}", ONTOLOGY)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Return a graph of denied, alleged, contested, replaced and suppressed figures."""
    folder = Folder(tmp_path_factory.mktemp("asked"))
    rows = [f"2025-{n:02},{n * 7 if n % 4 else '-'}" for n in range(1, 13)]
    files = {
        **PROJECT,
        "sources/gazette-20250510/facts.yaml": FIGURES,
        "sources/office-2026/mapping.yaml": MAPPING,
        "sources/office-2026/counts.csv": "\n".join(
            ["Month,left", *rows, "2026-01,5\n"]
        ),
    }
    for name, text in files.items():
        folder.write(name, text)
    folder.build()
    return kg.open(folder.graph, project=folder.root)


@pytest.fixture(scope="module", params=["shipped", "invented"])
def graph(
    request: pytest.FixtureRequest, article: Path, root: Path
) -> kg.KnowledgeGraph:
    if request.param == "shipped":
        return kg.open(article, project=root)
    made: kg.KnowledgeGraph = request.getfixturevalue("invented")
    return made


def from_tables(graph: kg.KnowledgeGraph, query: str, folder: Path) -> list[list[str]]:
    path = folder / "graph.sqlite"
    kg.write_graph(graph, path, "tables")
    with sqlite3.connect(path) as database:
        return [[plain(cell) for cell in row] for row in database.execute(query)]


def from_sparql(graph: kg.KnowledgeGraph, query: str) -> list[list[str]]:
    table = graph.endpoint.select(PREFIXES + query)
    return [[plain(cell) for cell in row] for row in table.rows]


def plain(cell: object) -> str:
    """Return a cell as text: a code by its id, 8, 8.0 and "8" as 8."""
    text = "" if cell is None else str(cell)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"{Decimal(text):f}".removesuffix(".0")
    return local_name(text) if text.startswith(CODES) else text


@pytest.mark.parametrize(
    ("name", "query"), [("sums", SUMS), ("ranking", RANKING), ("conflicts", CONFLICTS)]
)
def test_tables_answer_as_sparql_does(
    graph: kg.KnowledgeGraph, tmp_path: Path, name: str, query: str
) -> None:
    """In the same order; what is denied, replaced or without a number is in no sum."""
    assert from_tables(graph, ASKED[name], tmp_path) == from_sparql(graph, query)


def test_a_sum_tells_what_has_no_number_and_a_ranking_has_no_bounds(
    invented: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """By hand: twelve months less three dashes; January 2026 is suppressed."""
    sums = from_tables(invented, ASKED["sums"], tmp_path)
    ranking = from_tables(invented, ASKED["ranking"], tmp_path)

    assert len(sums) == 10
    assert [row[5:] for row in sums if row[4] == "2026-01"] == [["", "0", "1"]]
    assert [row[5:] for row in sums if row[4] == "2025-11"] == [["77", "1", "0"]]
    assert [row[2] for row in ranking] == [
        *("77", "70", "63", "49", "42", "35", "21", "14", "7", "0")
    ]
    assert {row[6] for row in ranking} == {"established"}
