"""A small store that is asked often is copied into memory, and says the same."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pyoxigraph as ox
import pytest

from kg.ask import nearer

LONG = 3_600.0
"""Seconds that take longer than copying anything here."""


@pytest.fixture
def store(tmp_path: Path) -> ox.Store:
    """Write a small store to disk and open it for reading."""
    written = ox.Store(str(tmp_path / "store"))
    node = ox.NamedNode("https://example.org/a")
    written.add(ox.Quad(node, node, ox.Literal("1"), node))
    written.flush()
    del written
    return ox.Store.read_only(str(tmp_path / "store"))


def test_what_is_asked_often_is_copied(store: ox.Store) -> None:
    """The copy holds the same, and takes the place of the store once it is worth it."""
    near = nearer.Nearer(store)

    assert near.get() is store
    near.spent(perf_counter() - LONG)
    copy = near.get()
    assert copy is not store
    assert set(copy) == set(store)
    assert near.get() is copy


def test_what_is_large_stays_where_it_is(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is not filled with a store of more triples than are copied."""
    monkeypatch.setattr(nearer, "_MOST", 0)
    near = nearer.Nearer(store)
    near.spent(perf_counter() - LONG)

    assert near.get() is store
