"""A page of figures needs no graph: figures, labels and citations are enough."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure
from kg.figures.reconcile import reconcile
from kg.figures.view.model import FiguresView
from kg.figures.view.records import COLUMNS, figure_rows, view_record
from kg.figures.view.sections import sections_of
from kg.figures.view.table import FiguresTable
from kg.graph.cited import Citation, Thing
from tests.figures.conftest import Make

RETURNS = Thing("Returns", "returns")
MINISTRY = Thing("Ministry of the Interior, which has a long name", "ministry")


def citation(claim: str) -> Citation:
    return Citation(
        claim=Thing(claim, claim),
        claimant=MINISTRY,
        modality="asserted",
        attribution="direct",
        document=Thing("gazette", "gazette"),
        publisher=None,
        published=date(2025, 7, 1),
        url=None,
        start=None,
        end=None,
        quote=None,
        summary="So many were counted.",
        ambiguity=None,
    )


@pytest.fixture
def view(figure: Make) -> FiguresView:
    """Return April, May, and a total that both lie in, as one claimant counts them."""
    figures = [
        figure("total", "over 200,000", "2025-04/2025-05"),
        figure("april", "135,000", "2025-04"),
        figure("may", "67,000", "2025-05"),
    ]
    return _view(figures)


def _view(figures: list[Figure]) -> FiguresView:
    known = reconcile(figures)
    claims = {f.claim for f in figures}
    bounds = derive_bounds(known.index)
    return FiguresView(
        thing=RETURNS,
        as_of=None,
        sections=sections_of(known, claims, claims, bounds, "returns"),
        contradictions=known.contradictions,
        reconciliation=known,
        things={"returns": RETURNS, "ministry": MINISTRY},
        citations={claim: citation(claim) for claim in sorted(claims)},
        asked=frozenset(claims),
    )


def lines(view: FiguresView, width: int, encoding: str = "utf-8") -> list[str]:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    Console(file=file, width=width).print(FiguresTable(view))
    file.flush()
    return raw.getvalue().decode(encoding).splitlines()


def test_a_page_is_made_of_figures_and_labels(view: FiguresView) -> None:
    """Rows in order of time, what holds between them, what follows, and the claims."""
    page = "\n".join(lines(view, 100))

    assert page.startswith("Figures of Returns · flow · person\n")
    assert page.index("135,000") < page.index("over 200,000") < page.index("67,000")
    assert "part-whole holds" in page
    assert "derived.sum-of-parts-" in page
    assert "[1] gazette, 2025-07-01" in page


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_page_fits_and_no_line_ends_in_spaces(
    view: FiguresView, width: int, encoding: str
) -> None:
    page = lines(view, width, encoding)

    assert max(map(len, page)) <= width
    assert page == [line.rstrip() for line in page]


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_words_of_a_page_are_cut(figure: Make, width: int) -> None:
    """Years and short amounts make narrow columns; what stands below them is whole."""
    figures = [figure("first", "12", "2023"), figure("second", "2", "2023")]
    page = "\n".join(lines(_view(figures), width))

    assert "\u2026" not in page
    words = page.split()
    assert {"claims,", "voice", "nothing:", "exclude", "together"} <= set(words)


def test_records_are_made_of_the_same(view: FiguresView) -> None:
    """JSON and rows have the claims that the page cites."""
    rows = list(figure_rows(view))

    assert [row["claim"] for row in rows] == ["april", "total", "may"]
    assert all(set(row) <= set(COLUMNS) for row in rows)
    assert [claim["claim"] for claim in view_record(view)["claims"]] == [
        "april",
        "may",
        "total",
    ]
