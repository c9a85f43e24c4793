"""A server on loopback, a clock, and clients that know both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.net.client import Client
from kg.net.manners import Manners
from tests.net.serving import Served, Time, serving

MakeClient = Callable[..., Client]


@pytest.fixture
def served() -> Iterator[Served]:
    """Run a server that says 404 until told otherwise."""
    with serving() as server:
        yield server


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def client(tmp_path: Path, time: Time) -> MakeClient:
    """Make clients on one folder of answers, with manners of their own."""

    def make(clock: Time = time, **manners: Any) -> Client:
        usual = Manners("kg-test/1 (mailto:test@example.org)", timeout=10)
        return Client(tmp_path / "cache", replace(usual, **manners), clock.clock)

    return make
