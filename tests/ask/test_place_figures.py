"""The figures of a place are of who lives there, comes and goes, beside tables."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.figures.total import NotAddable
from tests.conftest import Folder
from tests.read.table.border import mapped

ARTICLE = """\
document: {id: paper, title: Who left, published: 2026-04-01, publishedBy: gazette}
claims:
  left:
    summary: The Gazette wrote that more than 13,000 people left for Southland.
    claimant: gazette
    says:
      type: FlowObservation
      measures: northland-to-southland
      amount: more than 13,000
      unit: person
      period: 2026-01
      movementTerm: left
      movementType: departure
"""
CAME = """\
  came:
    summary: And 500 people came.
    claimant: gazette
    says:
      type: FlowObservation
      measures: returns
      amount: exactly 500
      unit: person
      period: 2026-01
      movementTerm: came
      movementType: arrival
"""


def graph_of(root: Path, article: str = "") -> kg.KnowledgeGraph:
    """Build the table of a border, and an article beside it."""
    folder: Folder = mapped(root)
    if article:
        folder.write("sources/paper/facts.yaml", article)
    folder.build()
    return kg.open(folder.graph, project=folder.root)


def test_what_is_written_of_a_place_stands_beside_the_row_of_the_table(
    tmp_path: Path,
) -> None:
    """More than 13,000 to the paper, 12,000 in the row: they are told to conflict."""
    view = graph_of(tmp_path, ARTICLE).figures("northland")

    verdicts = {row.figure.text: row.verdict for row in view.rows}
    assert verdicts == {"12,000": "conflicts", "more than 13,000": "conflicts"}
    assert view.why_empty is None


@pytest.mark.parametrize("place", ["northland", "southland", "Northland"])
def test_either_end_of_a_movement_leads_to_it(place: str, tmp_path: Path) -> None:
    view = graph_of(tmp_path, ARTICLE).figures(place)

    assert {row.figure.text for row in view.rows} == {"12,000", "more than 13,000"}


def test_what_only_tables_count_is_named_and_not_passed_over(tmp_path: Path) -> None:
    """Who sees the one movement that papers write of is told that there are others."""
    view = graph_of(tmp_path, ARTICLE).figures("northland")

    assert [thing.id for thing in view.about] == ["northland-to-france"]
    assert "Only tables count others of Northland, such as:" in view._repr_html_()


def test_a_place_that_only_tables_speak_of_has_no_rows(tmp_path: Path) -> None:
    view = graph_of(tmp_path).figures("northland")

    assert view.rows == []
    assert view.why_empty
    assert {thing.id for thing in view.about} == {
        "northland-to-france",
        "northland-to-southland",
    }


def test_as_of_a_day_before_the_article_only_the_table_is_known(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, ARTICLE)

    assert graph.figures("northland", as_of="2026-03-31").rows == []
    assert len(graph.figures("northland", as_of="2026-04-01").rows) == 2
    empty = graph.figures("northland", as_of="2026-01-01").why_empty
    assert empty is not None
    assert empty.startswith("Nothing was known by 2026-01-01: 2 figures came later.")


def test_who_comes_and_who_goes_are_never_one_sum(tmp_path: Path) -> None:
    """Both are figures of the place: the movements are two, and so are their sums."""
    flow = """
entities:
  returns:
    type: MovementFlow
    label: From Southland to Northland
    movedPopulation: southlanders
    origin: southland
    destination: northland
  southlanders: {type: PopulationGroup, label: Southlanders, nationality: southland}
"""
    folder = mapped(tmp_path)
    entities = (tmp_path / "sources/entities/all.yaml").read_text("utf-8")
    before = entities.index("returns:")
    folder.write("sources/entities/all.yaml", entities[:before])
    alone = ARTICLE.replace("more than 13,000", "exactly 12,000")
    folder.write("sources/paper/facts.yaml", alone + CAME + flow)
    folder.build()
    view = kg.open(folder.graph, project=folder.root).figures("northland")

    assert {row.figure.text for row in view.rows} > {"exactly 500"}
    with pytest.raises(NotAddable):
        view.total()
    assert view.subtotals() == []


def test_a_place_has_no_sum_of_what_comes_and_goes(tmp_path: Path) -> None:
    """Figures of the same unit could be added up, and would be no number of it."""
    article = ARTICLE.replace("more than 13,000", "exactly 12,000")
    view = graph_of(tmp_path, article).figures("northland")

    with pytest.raises(NotAddable, match="who comes to a place, leaves it and lives"):
        view.total()
    assert view.subtotals() == []


def test_a_row_that_somebody_denies_is_spoken_of(tmp_path: Path) -> None:
    """Whoever asks for the place sees the row, and that it is disputed."""
    denial = ARTICLE[: ARTICLE.index("    says:")] + "    disputes: {row}\n"
    folder = mapped(tmp_path)
    folder.build()
    row = next(
        iter(
            kg.open(folder.graph, project=folder.root)
            .figures("northland-to-southland")
            .asked
        )
    ).rpartition("/")[2]
    folder.write("sources/paper/facts.yaml", denial.replace("{row}", row))
    folder.build()
    view = kg.open(folder.graph, project=folder.root).figures("northland")

    assert [r.verdict for r in view.rows if r.figure.text == "12,000"] == ["disputed"]
