"""A new edition of a table revises what it says otherwise, and `kg diff` tells what."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from kg.ask.knowledge import KnowledgeGraph, open_graph
from kg.errors import UnknownName
from tests import forks
from tests.conftest import Folder
from tests.read.table.border import MAPPING, TABLE, mapped

EARLIER = """\
Month,From,To,left,deported,note
2026-01,XNL,XSL,"12,000",-,
2026-02,XNL,XSL,900,0,
2026-03,XNL,XSL,-,40,
2026-04,XNL,XSL,7,7,
"""
LATER = """\
Month,From,To,left,deported,note
2026-01,XNL,XSL,"12,600",0,
2026-02,XNL,XSL,900,-,
2026-04,XNL,XSL,14,7,
2026-05,XNL,XSL,3,-,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Build a project with two editions of a table, of March and of September."""
    folder = mapped(tmp_path_factory.mktemp("editions"), table=EARLIER)
    later = MAPPING.replace("id: border", "id: border-2")
    later = later.replace("2026-03-05", "2026-09-05").replace("2026.1", "2026.2")
    later = later.replace("file: border.csv", "file: border.csv\n  revises: border")
    folder.write("sources/border-2/mapping.yaml", later)
    folder.write("sources/border-2/border.csv", LATER)
    folder.build()
    return folder


@pytest.fixture(scope="module")
def graph(folder: Folder) -> KnowledgeGraph:
    return open_graph(folder.graph)


def test_every_difference_is_told_with_what_it_is_not(graph: KnowledgeGraph) -> None:
    """Figures that came or went are no noughts, nor do noughts pass for them."""
    editions = graph.diff("border", "border-2")

    thing = "https://example.org/permits/id/flow/northland-to-southland"
    gone, came = "nothing reported, where it was 0", "0, where nothing was reported"
    grown = Fraction(5), Fraction(100)  # per cent, of 12,000 and of 7
    assert {revision.thing for revision in editions.revisions} == {thing}
    assert [
        (r.change, r.key.removeprefix("XNL-XSL-2026-"), r.before, r.after,
         r.difference, r.per_cent, r.note)
        for r in editions.revisions
    ] == [
        ("added", "01-deported", None, "0", None, None, came),
        ("revised", "01-left", "12,000", "12,600", 600, grown[0], ""),
        ("withdrawn", "02-deported", "0", None, None, None, gone),
        ("withdrawn", "03-deported", "40", None, None, None, ""),
        ("revised", "04-left", "7", "14", 7, grown[1], ""),
        ("added", "05-left", None, "3", None, None, ""),
    ]  # fmt: skip
    assert editions.same == 2  # 900 in February, 7 deported in April


def test_what_a_new_edition_says_otherwise_takes_the_place_of_the_old(
    graph: KnowledgeGraph,
) -> None:
    """Only there: what it repeats is repeated, and what it leaves out still stands."""

    def standing(claim: str) -> str:
        return dict(graph.show(claim).definition)["standing"]

    assert standing("border.XNL-XSL-2026-01-left") == "replaced"
    assert standing("border-2.XNL-XSL-2026-01-left") == "established"
    assert standing("border.XNL-XSL-2026-02-left") == "established"
    assert standing("border.XNL-XSL-2026-03-deported") == "established"
    repeated = dict(graph.show("border-2.XNL-XSL-2026-02-left").definition)
    assert repeated["restates"] == "border.XNL-XSL-2026-02-left"
    assert "revises" not in repeated


def test_the_graph_of_an_earlier_day_has_the_earlier_number(
    graph: KnowledgeGraph,
) -> None:
    """What was known in June is what the edition of March says."""

    def figures(graph: KnowledgeGraph) -> set[tuple[str, str]]:
        answer = graph.ask("flow-figures")
        return {
            (str(row["period"]), str(row["quantityText"]))
            for row in answer.rows
            if row["movementTerm"] == "left" and str(row["standing"]) != "replaced"
        }

    assert ("2026-01", "12,000") in figures(graph.as_of("2026-06-01"))
    assert ("2026-01", "12,600") not in figures(graph.as_of("2026-06-01"))
    assert ("2026-01", "12,600") in figures(graph)
    assert ("2026-01", "12,000") not in figures(graph)


def test_kg_diff_tells_it_in_words_and_as_data(folder: Folder) -> None:
    """All of it is in CSV and JSON, under the same names."""

    def printed(*how: str) -> str:
        return forks.kg("diff", "border", "border-2", *how, cwd=folder.root).stdout

    words, rows = printed(), printed("--format", "csv")
    data = json.loads(printed("--format", "json"))

    assert words.startswith(
        "border to border-2: 2 revised, 0 recast, 2 added, 2 withdrawn, "
        "2 figures the same."
    )
    assert "+600 (+5.0 %)" in words
    assert "0, where nothing" in words
    assert "(deportation)" in words
    assert data["same"] == 2
    assert list(data["figures"][0]) == rows.splitlines()[0].split(",")
    assert len(rows.splitlines()) == 1 + len(data["figures"])
    assert data["figures"][1]["perCent"] == 5.0


def test_a_document_without_figures_has_none_that_differ(
    graph: KnowledgeGraph,
) -> None:
    with pytest.raises(UnknownName, match="`gazette` is no document with figures"):
        graph.diff("gazette", "border")


def test_who_revises_no_document_is_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        "file: border.csv", "file: border.csv\n  revises: boarder"
    )
    folder = mapped(tmp_path, mapping, TABLE)

    (problem,) = folder.refused().problems

    assert problem.message == (
        "`boarder` under `revises:` is no document with claims; did you mean `border`?"
    )


def edition(folder: Folder, number: int, rows: str, claimant: str = "") -> None:
    """Write the edition of a month, which revises that of the month before."""
    id = "border" if number == 1 else f"border-{number}"
    mapping = MAPPING.replace("id: border", f"id: {id}")
    mapping = mapping.replace("2026-03-05", f"2026-{number:02}-05")
    if number > 1:
        earlier = "border" if number == 2 else f"border-{number - 1}"
        file = "file: border.csv"
        mapping = mapping.replace(file, f"{file}\n  revises: {earlier}")
    if claimant:
        mapping = mapping.replace("claimant: north-ministry", f"claimant: {claimant}")
    header = TABLE.splitlines()[0]
    folder.write(f"sources/{id}/mapping.yaml", mapping)
    folder.write(f"sources/{id}/border.csv", f"{header}\n{rows}")


def standings(folder: Folder) -> dict[str, str]:
    """Return the standing of each claim of January, by the id of its edition."""
    folder.build()
    query = """
        PREFIX apf: <https://w3id.org/apf/ontology#>
        SELECT ?claim ?standing { ?claim apf:statedIn ?d ; apf:standing ?standing }
    """
    return {
        str(claim).rsplit("/", 1)[-1].partition(".")[0]: str(code).rsplit("/", 1)[-1]
        for claim, code in open_graph(folder.graph).select(query).rows
        if str(claim).endswith("XNL-XSL-2026-01-left")
    }


ROW = "2026-01,XNL,XSL,{},-,\n"
OTHER = "2026-02,XNL,XSL,5,-,\n"


@pytest.mark.parametrize(
    ("second", "standing"), [(ROW.format(10), "replaced"), (OTHER, None)]
)
def test_of_three_editions_only_the_last_number_stands(
    tmp_path: Path, second: str, standing: str | None
) -> None:
    """Though the second repeats the first, or leaves the number out."""
    folder = mapped(tmp_path)
    edition(folder, 1, ROW.format(10))
    edition(folder, 2, second)
    edition(folder, 3, ROW.format(12))

    found = standings(folder)

    assert found["border-3"] == "established"
    assert found["border"] == "replaced"
    assert found.get("border-2") == standing


def test_nobody_revises_what_another_claims(tmp_path: Path) -> None:
    """Two voices stay side by side, as claims do."""
    folder = mapped(tmp_path)
    edition(folder, 1, ROW.format(10))
    edition(folder, 2, ROW.format(12), claimant="gazette")

    assert standings(folder) == {"border": "established", "border-2": "established"}
    (revision,) = open_graph(folder.graph).diff("border", "border-2").revisions
    assert revision.note == "north-ministry before, gazette now"


def test_a_number_that_is_only_alleged_does_not_repeat_one(tmp_path: Path) -> None:
    """It is told as put forward otherwise, whatever the number."""
    folder = mapped(tmp_path)
    edition(folder, 1, ROW.format(10))
    edition(folder, 2, ROW.format(10), claimant="north-ministry\n    modality: alleged")

    assert standings(folder) == {"border": "replaced", "border-2": "reported"}
    (revision,) = open_graph(folder.graph).diff("border", "border-2").revisions
    assert revision.change == "recast"
    assert revision.note == "asserted before, alleged now"
