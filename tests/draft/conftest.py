"""What tests of drafts share."""

from __future__ import annotations

import pytest

from kg.draft.things import Things, things_of
from tests.conftest import Folder


@pytest.fixture(scope="session")
def things(tmp_path_factory: pytest.TempPathFactory) -> Things:
    """Return what comes with kg, and a country that no text names.

    Modules that need more have things of their own.
    """
    folder = Folder(tmp_path_factory.mktemp("drafts"))
    folder.write("kg.toml", '[project]\ntitle = "N"\nbase = "https://example.org/n/"\n')
    country = "lakeland: {type: Country, label: Lakeland, iso3: XLL}\n"
    folder.write("sources/entities/all.yaml", country)
    return things_of(folder.open())
