"""A model on loopback, and drafts that it makes of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from kg.draft.draft import Drafts
from kg.draft.model.asking import ModelDrafter
from kg.draft.model.endpoint import ModelEndpoint
from kg.draft.things import Things, things_of
from tests.conftest import Folder
from tests.draft.model.answering import ENTITIES, PUBLISHED, Figure, completion
from tests.net.serving import Served, serving

Propose = Callable[..., Drafts]


@pytest.fixture(scope="session")
def things(tmp_path_factory: pytest.TempPathFactory) -> Things:
    folder = Folder(tmp_path_factory.mktemp("drafts"))
    folder.write("kg.toml", '[project]\ntitle = "L"\nbase = "https://example.org/l/"\n')
    folder.write("sources/entities/all.yaml", ENTITIES)
    return things_of(folder.open())


@pytest.fixture
def served() -> Iterator[Served]:
    """Run a server that says 404 until told otherwise."""
    with serving() as server:
        yield server


@pytest.fixture
def drafter(served: Served, tmp_path: Path) -> ModelDrafter:
    """Draft by the model on loopback, which is called `tiny`."""
    cache = tmp_path / "cache"
    return ModelDrafter(ModelEndpoint(f"{served.url}/v1", cache=cache, name="tiny"))


@pytest.fixture
def propose(served: Served, tmp_path: Path, things: Things) -> Propose:
    """Return the drafts of a text of which the model proposes some figures."""
    folders = (tmp_path / f"answers-{number}" for number in count())

    def make(text: str, *figures: Figure) -> Drafts:
        served.behave = lambda hit: completion(*figures)
        endpoint = ModelEndpoint(f"{served.url}/v1", cache=next(folders), name="tiny")
        return ModelDrafter(endpoint).draft("d1", text, "en", PUBLISHED, things)

    return make
