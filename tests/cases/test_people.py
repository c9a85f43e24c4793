"""`people`: who is in a group by sex, age, family, residence and arrival."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg
from tests.cases.asking import answered

HERE = Path(__file__).parent / "people"
FACTS, ENTITIES = Path("sources/d1/facts.yaml"), Path("sources/entities/all.yaml")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    folder = tmp_path_factory.mktemp("people") / "people"
    shutil.copytree(HERE, folder)
    kg.build(kg.Project.open(folder), folder / "build/graph")
    return kg.open(folder / "build/graph", project=folder)


def test_women_and_men_are_added_without_a_claim_that_they_are_disjoint(
    graph: kg.KnowledgeGraph,
) -> None:
    """1,201 and 1,101 are the 2,302 of the office."""
    assert str(graph.total(["d1.women", "d1.men"]).printed) == "= 2,302"
    assert str(graph.total(["d1.girls", "d1.adults"]).printed) == "= 2,552"


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        (["d1.families", "d1.men-families"], "not stated to be disjoint"),
        (["d1.women", "d1.adults"], "not stated to be disjoint"),
        (["d1.women", "d1.girls"], "a whole with its part"),
        (["d1.women", "d1.all"], "a whole with its part"),
    ],
)
def test_nobody_is_counted_twice(
    claims: list[str], why: str, graph: kg.KnowledgeGraph
) -> None:
    """A family of women may have men in it, and a woman may be an adult."""
    with pytest.raises(kg.NotAddable, match=why):
        graph.total(claims)


def test_what_lies_in_what_follows_from_the_criteria(graph: kg.KnowledgeGraph) -> None:
    """After 1 May is since 2 May, before June by 31 May.

    Relatives, and who lived there before, are neither inside nor outside.
    """
    columns = ("first", "relation", "second")
    rows = set(answered(graph, "population-overlaps", columns))
    inside = {(a, b) for a, how, b in rows if how == "subPopulationOf"}

    assert inside == {
        ("women", "people"),
        ("men", "people"),
        ("girls", "people"),
        ("girls", "women"),
        ("adults", "people"),
        ("alone", "people"),
        ("newer", "people"),
        ("newest", "people"),
        ("newest", "newer"),
        ("later", "people"),
        ("later", "women"),
        ("later", "newer"),
        ("later", "newest"),
    }
    assert {row[1] for row in rows} == {"subPopulationOf"}


def test_another_office_may_count_more_girls_than_women(
    graph: kg.KnowledgeGraph,
) -> None:
    """It is a contradiction that is told, and no error of who recorded it.

    Its 1,250 girls are more than 1,201 women and girls, and, with 1,101 men, than all.
    """
    view = graph.figures("women")
    together = {
        tuple(sorted(f.claim.rsplit("/", 1)[-1] for f in c.figures))
        for c in view.contradictions
    }

    assert together == {("d1.girls", "d1.women"), ("d1.all", "d1.girls", "d1.men")}


def test_a_nationality_that_nobody_states_is_not_stated(
    graph: kg.KnowledgeGraph,
) -> None:
    columns = ("population", "nationality", "unstated", "sex", "ageTo")
    rows = answered(graph, "population-criteria", columns)

    assert ("girls", None, "nationality not stated", "female", 17) in rows
    assert {row[1:3] for row in rows} == {(None, "nationality not stated")}


WRONG = {
    "age": (ENTITIES, "ageTo: 17}", "ageFrom: 18, ageTo: 5}", "exchange the two"),
    "part": (FACTS, '"1,201"', '"3,201"', "`women` is a part of `people`"),
    "method": (
        *(FACTS, "measures: people,", "measures: people, countingMethod: cenus,"),
        "did you mean `census`",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_nobody_can_mean_is_named_with_its_line_and_nothing_is_written(
    wrong: str, tmp_path: Path
) -> None:
    file, right, typed, named = WRONG[wrong]
    folder = tmp_path / "people"
    shutil.copytree(HERE, folder)
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace(right, typed, 1), "utf-8")
    line = text[: text.index(right)].count("\n") + 1

    with pytest.raises(kg.KgError) as refused:
        kg.build(kg.Project.open(folder), folder / "build/graph")

    assert named in str(refused.value)
    assert f"{file}:{line}" in str(refused.value)
    with pytest.raises(kg.KgError):
        kg.open(folder / "build/graph", project=folder)


def test_a_source_that_counts_so_itself_can_be_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "people"
    shutil.copytree(HERE, folder)
    text = (folder / FACTS).read_text("utf-8")
    said = "summary: Of them 1,201 women and girls.\n"
    text = text.replace('"1,201"', '"3,201"')
    (folder / FACTS).write_text(
        text.replace(said, f"{said}    ambiguity: The source prints more than all.\n"),
        "utf-8",
    )

    kg.build(kg.Project.open(folder), folder / "build/graph")
