"""What claimants count is added up by each of them; nobody's numbers fill another's."""

from __future__ import annotations

import pytest

import kg
from kg.errors import KgError
from kg.names import local_name
from tests import forks
from tests.conftest import Folder, MakeProject

HEAD = "document: {id: d1, title: T, published: 2025-05-10, publishedBy: gazette}\n"


def counted(name: str, who: str, amount: str, period: str, more: str = "") -> str:
    return (
        f"  {name}:\n    summary: Some.\n    claimant: {who}\n{more}    says: "
        f"{{type: FlowObservation, measures: returns, amount: {amount}, "
        f"period: {period}}}\n"
    )


CLAIMS = (
    HEAD
    + "claims:\n"
    + counted("g1", "north-ministry", "100 people", "2025-01")
    + counted("g2", "north-ministry", "200 people", "2025-02")
    + counted("a1", "gazette", "150 people", "2025-01")
    + counted("a3", "gazette", "more than 220 people", "2025-03")
    + counted("f1", "gazette", "30 families", "2025-01")
    + counted(
        "o1", "north-government", "900 people", "2025-01", "    modality: alleged\n"
    )
)
"""Two who count a month each in common, one of them in families too; one accusation."""

ANSWER = {
    ("north-ministry", "person"): "= 300",
    ("gazette", "person"): "> 370",
    ("gazette", "family"): "= 30",
}


@pytest.fixture
def folder(project: MakeProject) -> Folder:
    made = project(
        {
            "sources/gazette-20250301/facts.yaml": None,
            "sources/gazette-20250401/facts.yaml": None,
            "texts/gazette-20250301.txt": None,
            "sources/d1/facts.yaml": CLAIMS,
        }
    )
    made.build()
    return made


def test_each_claimant_and_unit_has_its_own_sum(folder: Folder) -> None:
    """Persons are no families, and a month that two count is in the sum of each."""
    view = kg.open(folder.graph, project=folder.root).figures("returns")
    sums = {
        (local_name(each.figures[0].claimant), each.figures[0].series.unit): str(
            each.total and each.total.printed
        )
        for each in view.subtotals()
    }

    assert sums == ANSWER
    with pytest.raises(KgError, match="cannot be added"):
        view.total()


def test_what_is_alleged_is_in_no_sum_and_stands_beside_them(folder: Folder) -> None:
    view = kg.open(folder.graph, project=folder.root).figures("returns")

    assert view.left_out() == ["left out: d1.o1 (900 people), which is alleged"]
    assert "d1.o1" not in {
        local_name(figure.claim) for each in view.subtotals() for figure in each.figures
    }


def test_a_gap_in_what_one_claimant_counts_is_told(folder: Folder) -> None:
    """The gazette counts January and March: its sum says nothing of February."""
    view = kg.open(folder.graph, project=folder.root).figures("returns")
    (gazette,) = [
        each.total
        for each in view.subtotals()
        if each.total and str(each.total.printed) == "> 370"
    ]

    assert gazette.notes == ("no figure is of 2025-02",)


def test_what_one_claimant_counts_twice_is_no_sum(project: MakeProject) -> None:
    made = project(
        {
            "sources/gazette-20250301/facts.yaml": None,
            "sources/gazette-20250401/facts.yaml": None,
            "texts/gazette-20250301.txt": None,
            "sources/d1/facts.yaml": CLAIMS
            + counted("g3", "north-ministry", "350 people", "2025-01/2025-02"),
        }
    )
    made.build()
    view = kg.open(made.graph, project=made.root).figures("returns")
    by_name = {
        str(each.total and each.total.printed): each for each in view.subtotals()
    }

    assert set(by_name) == {"None", "> 370", "= 30"}
    assert "d1.g1 and d1.g3 cannot be added: a whole with its part" in (
        by_name["None"].refused
    )


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_command_prints_them_beside_its_refusal(folder: Folder, form: str) -> None:
    done = forks.kg(
        *("-C", folder.root, "figures", "returns", "--total", "--format", form)
    )

    assert done.returncode == 2
    assert "cannot be added" in done.stderr
    told = done.stderr if form == "csv" else done.stdout
    assert "= 300" in told
    assert "> 370" in told
    assert ("d1.o1 (900 people), which is alleged" in told) is (form != "csv")
