"""Who gives numbers in a project, in an order that lasts, and by which short names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kg
from kg.ask.claimants import claimants
from kg.figures.view.model import Claimants, FiguresView
from kg.graph.cited import Thing
from kg.names import local_name

FLOW = "afghans-leaving-pakistan-2025"


@pytest.fixture(scope="module")
def view(article: Path) -> FiguresView:
    return kg.open(article).figures(None)


def test_who_comes_later_stands_behind(view: FiguresView) -> None:
    """Claimants follow each other by the day of their first number.

    So whoever a new document brings changes nobody's place, and nobody's colour.
    """
    first: dict[str, date] = {}
    for row in view.rows:
        day, who = row.figure.published, row.figure.claimant
        assert day is not None
        first[who] = min(day, first.get(who, day))
    known = [iri for iri in view.claimants().order if iri in first]

    assert set(known) == set(first)
    assert [first[iri] for iri in known] == sorted(first.values())


def test_they_are_those_of_the_whole_project(view: FiguresView, article: Path) -> None:
    """Also where one flow is asked for, and as of a day."""
    graph, whole = kg.open(article), view.claimants().order

    assert graph.figures(FLOW).claimants().order == whole
    assert graph.figures(FLOW, as_of="2025-06-05").claimants().order == whole


def test_only_an_abbreviation_of_one_thing_is_a_short_name(article: Path) -> None:
    """``UNHCR`` is one, ``UN Refugee Agency`` none, and what two share is neither's."""
    graph = kg.open(article)
    unhcr, iom = (f"https://w3id.org/apf/id/actor/{name}" for name in ("unhcr", "iom"))
    named = {
        unhcr: Thing("Office of the United Nations High Commissioner", unhcr),
        iom: Thing("International Organization for Migration", iom),
    }
    other = {"other": Thing("IOM", "other")}

    def short(things: dict[str, Thing]) -> dict[str, str]:
        found: Claimants = claimants(graph.endpoint, things)
        return {local_name(iri): name for iri, name in found.short.items()}

    assert short(named) == {"unhcr": "UNHCR", "iom": "IOM"}
    assert short(
        named | {iom: named[iom], "https://example.org/o": other["other"]}
    ) == {"unhcr": "UNHCR"}
