"""A figure is of the flow or population whose name it has the words of, or of none."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.draft import draft
from kg.draft.things import Things, things_of
from tests.conftest import Folder

ENTITIES = """
lakeland: {type: Country, label: Lakeland, iso3: XLL}
hillmark: {type: Country, label: Hillmark, iso3: XHM}
teln: {type: Place, label: Teln, within: lakeland}
farland: {type: Country, label: Farland, iso3: XFA}
weavers: {type: PopulationGroup, label: Weavers in the halls of Teln, residesIn: teln}
children: {type: PopulationGroup, label: Children in the halls of Teln, residesIn: teln}
returns: {type: MovementFlow, label: Returns of weavers to Hillmark, origin: lakeland, destination: hillmark}
deported: {type: MovementFlow, label: Deportations of weavers to Hillmark, origin: lakeland, destination: hillmark}
farreturns: {type: MovementFlow, label: Returns of weavers to Farland, destination: farland}
older: {type: MovementFlow, label: Returns of weavers to Hillmark in 2019, destination: hillmark}
deaths: {type: HappeningFlow, label: Deaths in the halls of Teln, happeningKind: death, happensIn: teln}
grants: {type: ResourceFlow, label: Grants for the weavers of Teln}
"""  # noqa: E501

MEASURES = {
    "Some 300 weavers returned to Hillmark in February.": ["returns"],
    "Some 300 weavers were deported to Hillmark in February.": ["deported"],
    "In the halls of Teln, 300 weavers sleep on the floor.": ["weavers"],
    "In the halls of Teln, 40 people died in February.": ["deaths"],
    "The weavers of Teln have received 5 million euros in grants.": ["grants"],
    # the nearer words tell two of a sentence apart
    "In the halls of Teln live 300 weavers and 120 children.": ["weavers", "children"],
    # words of no name, of two names alike, or of a place that nobody names
    "Some 300 sailors returned to the coast in February.": [
        "new: return of people",
    ],
    "In the halls of Teln, 300 people sleep on the floor.": ["new: person"],
    "Some 300 weavers returned to the coast in February.": [
        "new: return of people",
    ],
    # the year of a name is that of the figure
    "Some 300 weavers returned to Hillmark in 2019.": ["older"],
}


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Things:
    """Return the things of a project on weavers in Lakeland."""
    folder = Folder(tmp_path_factory.mktemp("measuring"))
    folder.write("kg.toml", '[project]\ntitle = "N"\nbase = "https://example.org/n/"\n')
    folder.write("sources/entities/all.yaml", ENTITIES)
    return things_of(folder.open())


@pytest.mark.parametrize("text", MEASURES)
def test_a_figure_measures_what_its_words_name_and_nothing_that_they_do_not(
    things: Things, text: str
) -> None:
    drafts = draft("n", text, "en", date(2026, 3, 12), things)

    assert [d.says["measures"] for d in drafts.figures] == MEASURES[text]
