"""Rows become the same triples, byte for byte, whoever makes them of which rows."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest

from kg.project.inputs import Inputs
from kg.read.table.opened import Row
from kg.read.texts import Texts
from kg.table import making
from kg.table.maker import Recipe
from kg.table.part import NUMBERS, Part
from kg.table.processes import ProcessPool
from tests.conftest import Folder
from tests.read.table.border import mapped
from tests.table.backwards import Backwards
from tests.table.clusters import dask, named
from tests.table.paths import ROWS

COUNTRIES = ("XNL", "XSL", "FRA", "DEU")
MANY = ROWS.splitlines(True)[0] + "".join(
    f"{2000 + month // 12}-{month % 12 + 1:02d},{a},{b},{month},{month % 5},Zürich ş\n"
    for month in range(12)
    for a in COUNTRIES
    for b in COUNTRIES
    if a != b
)
"""144 rows of twelve flows, each of which is described in most parts."""

THINGS = len(COUNTRIES) + len(COUNTRIES) * (len(COUNTRIES) - 1)
"""People in four countries, and the flows between them."""


def made(folder: Folder, executor: str | Executor, part: int = 10) -> dict[str, object]:
    """Return all that comes of a table that somebody reads in parts."""
    with patch("kg.table.large.LARGE", 0), patch("kg.table.large.PART", part):
        inputs = Inputs(folder.open(), Texts(None), executor)
    assert inputs.reading.problems == []
    (table,), things = inputs.large.tables, inputs.large.things
    came: dict[str, object]
    came = {name: [*getattr(table.columns, name)] for name in NUMBERS}
    came |= {"keys": table.columns.keys, "refers": table.refers}
    came |= {"text": table.text.read_bytes(), "digest": table.digest}
    came |= {"things": things.path(0).read_bytes(), "ties": things.ties(0).read_bytes()}
    came |= {"iris": things.iris, "named": [*things.refers], "within": [*things.within]}
    came["known"] = [things.known(iri) for iri in things.iris]
    came["texts"] = [*things.texts(range(len(things)))]
    inputs.close()
    return came


def test_whoever_makes_triples_of_rows_makes_the_same(tmp_path: Path) -> None:
    """Nobody else, processes, threads, the last part first, a cluster."""
    folder = mapped(tmp_path, table=MANY)
    alone = made(folder, "processes:1")
    assert len(alone["keys"]) == 2 * 144  # type: ignore[arg-type]
    with dask(2) as local, ThreadPoolExecutor(2) as threads:
        others: list[str | Executor]
        others = ["processes:2", threads, Backwards(), named(local)]
        for executor in others:
            assert made(folder, executor) == alone


def test_it_is_the_same_however_many_rows_are_a_part(tmp_path: Path) -> None:
    """What many parts describe is written once, where it came first."""
    folder = mapped(tmp_path, table=MANY)
    whole = made(folder, "processes:1", 1000)
    assert len(whole["iris"]) == THINGS  # type: ignore[arg-type]
    assert whole["texts"] == [*enumerate(texts_of(whole))]
    for part in (1, 7):
        assert made(folder, "processes:1", part) == whole


def texts_of(came: dict[str, object]) -> list[str]:
    """Return the lines of the file of things, put together by their subject."""
    written, texts = came["things"], dict[str, str]()
    assert isinstance(written, bytes)
    for line in written.decode().splitlines(keepends=True):
        subject = line.partition(" ")[0]
        texts[subject] = texts.get(subject, "") + line
    return [*texts.values()]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process can be killed")
def test_a_worker_that_is_killed_at_it_loses_no_row(tmp_path: Path) -> None:
    """It is killed while others make triples, and parts still wait."""
    folder, make, killed = mapped(tmp_path, table=MANY), making.make_parts, list[int]()
    alone = made(folder, "processes:1")

    def killing(
        recipe: Recipe, parts: Iterator[list[Row]], executor: Executor | None
    ) -> Iterator[Part]:
        assert isinstance(executor, ProcessPool)

        def watched() -> Iterator[list[Row]]:
            for number, part in enumerate(parts):
                if number == 6 and (begun := executor.processes()):
                    os.kill(begun[0], signal.SIGKILL)
                    killed.append(begun[0])
                yield part

        return make(recipe, watched(), executor)

    with patch("kg.table.large.make_parts", killing), ProcessPool(2) as pool:
        assert made(folder, pool) == alone
        assert len(killed) == 1
        assert killed[0] not in pool.processes()
