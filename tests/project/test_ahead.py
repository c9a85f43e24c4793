"""Rows that are written while others look at them give the graph that all give."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

import kg
from kg.graph.patch import RowFile, add_rows
from kg.project import ahead
from tests.conftest import Folder
from tests.read.table.border import MAPPING, TABLE, edited, mapped
from tests.table.paths import built

UNITS = edited(
    ("      unit: person\n", '      unit: "{note}"\n'),
    ("  deported: count\n", "  deported: count\n  note: text\n"),
)
WRONG = """\
Month,From,To,left,deported,note
2026-01,XNL,XSL,10,,person
2026-02,XNL,XSL,13,,
"""
"""Of the second row a shape says that it has no unit."""

ROWS = frozenset(("border/claims.nt", "border/things.nt", "border/ties.nt"))


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str]]:
    """Write rows ahead, however few; return what each build takes over of them."""
    took, take = list[frozenset[str]](), ahead.RowsAhead.take

    def noted(
        self: ahead.RowsAhead, store: Path, files: Mapping[str, RowFile]
    ) -> frozenset[str]:
        took.append(take(self, store, files))
        return took[-1]

    monkeypatch.setattr(ahead, "ENOUGH", 0)
    monkeypatch.setattr(ahead.RowsAhead, "take", noted)
    return took


def killed(store: Path, files: Iterable[RowFile]) -> None:
    """Write a part of the files, and be killed: what a process does in tests."""
    add_rows(store, list(files)[:1])
    os.kill(os.getpid(), signal.SIGKILL)


def full(store: Path, files: Iterable[RowFile]) -> None:
    """Write a part of the files, and have no place for more."""
    add_rows(store, list(files)[:1])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


Wrote = Callable[[Path, Iterable[RowFile]], None]


def unfinished(folder: Folder) -> list[Path]:
    """Return what builds have left beside the generations of a graph."""
    return list(folder.graph.glob(".*.kg-part"))


def test_the_graph_is_the_same_and_holds_what_was_written_ahead(
    tmp_path: Path, taken: list[frozenset[str]]
) -> None:
    folder = mapped(tmp_path)
    alone = built(folder, 0)
    assert taken == [frozenset()]
    beside = built(folder, 0, executor="processes:2")
    assert beside.graph == alone.graph
    assert taken[1:] == [ROWS]
    assert unfinished(folder) == []


def test_what_a_killed_process_has_written_is_not_taken(
    tmp_path: Path, taken: list[frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is written then as if nobody had begun."""
    folder = mapped(tmp_path)
    alone = built(folder, 0)
    monkeypatch.setattr(ahead, "add_rows", killed)
    assert built(folder, 0, executor="processes:2").graph == alone.graph
    assert taken == [frozenset()] * 2
    assert unfinished(folder) == []


def test_a_full_disk_is_told_and_the_last_graph_stays(
    tmp_path: Path, taken: list[frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = mapped(tmp_path)
    built(folder, 0)
    before = folder.digests()
    monkeypatch.setattr(ahead, "add_rows", full)
    with pytest.raises(kg.StoreError, match=r"cannot be written to .*No space left"):
        built(folder, 0, executor="processes:2")
    assert folder.digests() == before
    assert unfinished(folder) == []


def test_rows_that_are_left_out_meanwhile_are_not_in_the_graph(
    tmp_path: Path, taken: list[frozenset[str]]
) -> None:
    """Shapes find them when their triples are written ahead already."""
    folder = mapped(tmp_path, UNITS, WRONG)
    alone = built(folder, 0, max_errors=5)
    beside = built(folder, 0, max_errors=5, executor="processes:2")
    assert alone.report
    assert alone.report.left_out == 1
    assert beside.graph == alone.graph
    assert not [line for line in beside.graph if '"13"' in line]
    assert taken == [frozenset()] * 2


def test_a_build_that_fails_leaves_nothing_there(
    tmp_path: Path, taken: list[frozenset[str]]
) -> None:
    folder = mapped(tmp_path, UNITS, WRONG)
    assert built(folder, 0, executor="processes:2").wrong
    assert taken == []
    assert not folder.graph.exists()


def test_few_rows_are_written_when_all_is_checked(
    tmp_path: Path, taken: list[frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process would take longer to begin than to write them."""
    monkeypatch.setattr(ahead, "ENOUGH", 1_000_000)
    assert built(mapped(tmp_path), 0, executor="processes:2").graph
    assert taken == [frozenset()]


def test_the_first_table_is_written_while_the_next_is_read(
    tmp_path: Path, taken: list[frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, begin = list[set[str]](), ahead.RowsAhead.begin

    def noted(self: ahead.RowsAhead, files: Iterable[RowFile]) -> None:
        files = list(files)
        begun.append({file.name for file in files})
        begin(self, files)

    folder = mapped(tmp_path)
    folder.write("sources/coast/mapping.yaml", MAPPING.replace("border", "coast"))
    folder.write("sources/coast/coast.csv", TABLE)
    alone = built(folder, 0)
    monkeypatch.setattr(ahead.RowsAhead, "begin", noted)
    assert built(folder, 0, executor="processes:2").graph == alone.graph
    coast = {name.replace("border", "coast") for name in ROWS}
    assert begun[:2] == [ROWS, coast]
    assert taken[1:] == [ROWS | coast]
