"""Answers are kept in a folder, or one line says why they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from kg.errors import StoreError, Unreachable
from kg.net.client import Client
from kg.net.manners import Manners
from kg.net.request import get
from tests.net.conftest import MakeClient
from tests.net.serving import Served, answer


def test_a_folder_that_cannot_be_made_is_told(served: Served, tmp_path: Path) -> None:
    """Nothing is asked where the answer could not be kept."""
    (tmp_path / "file").write_text("in the way")
    client = Client(tmp_path / "file" / "cache", Manners("kg-test/1"))

    with pytest.raises(StoreError, match=r"^answers cannot be kept in .*file/cache: "):
        client.send(get(served.url), lambda data: None)

    assert served.hits == []


def test_one_asks_at_a_time(served: Served, client: MakeClient) -> None:
    """Whoever waits for another kg too long is told to let it end."""
    served.say(answer(1))
    one = client(total=0.1)
    one.cache.folder.mkdir(parents=True)
    with (
        FileLock(one.cache.folder / "LOCK"),
        pytest.raises(Unreachable, match=r"another kg has been asking for long"),
    ):
        one.send(get(served.url), lambda data: None)

    assert one.send(get(served.url), lambda data: None).data == 1


def test_nothing_unfinished_is_left(served: Served, client: MakeClient) -> None:
    """The folder has the answer and the lock, and no part of a file."""
    served.say(answer(1))
    client().send(get(served.url), lambda data: None)

    names = {path.suffix or path.name for path in client().cache.folder.iterdir()}
    assert names <= {".json", "LOCK"}
