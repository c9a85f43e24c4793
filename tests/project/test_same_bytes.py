"""The same input gives the same bytes, whatever the hash seed and the order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.graph import canonical

if TYPE_CHECKING:
    from tests.conftest import Folder

FORMS = ("nquads", "trig", "turtle")


WRITING = """
import json, sys
from kg.cli.root import run
for words in json.load(sys.stdin):
    sys.argv = ["kg", *words]
    assert run() == 0
"""
"""Commands, one after another, in one process."""


def test_two_hash_seeds_give_equal_bytes(root: Path, tmp_path: Path) -> None:
    """The article's graph is written byte for byte alike under two hash seeds."""
    written: dict[str, set[bytes]] = {form: set() for form in FORMS}
    for seed in ("0", "4242"):
        place = ["-C", str(root), "-g", str(tmp_path / seed)]
        files = {form: tmp_path / f"{seed}.{form}" for form in FORMS}
        exports = [["export", form, "-o", str(path)] for form, path in files.items()]
        done = subprocess.run(
            [sys.executable, "-c", WRITING],
            input=json.dumps([[*place, *words] for words in (["build"], *exports)]),
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        for form, path in files.items():
            written[form].add(path.read_bytes())
    assert {form: len(bytes_) for form, bytes_ in written.items()} == dict.fromkeys(
        FORMS, 1
    )


def test_a_second_build_gives_equal_bytes(built: Folder) -> None:
    """Building everything again over a graph changes no byte of it."""
    before = {form: built.export(form) for form in FORMS}
    built.build(full=True)
    assert {form: built.export(form) for form in FORMS} == before


def test_the_order_of_files_and_entries_does_not_matter(built: Folder) -> None:
    """The same entities in two files, written the other way round, are one graph."""
    before = built.export()
    path = built.root / "sources/entities/all.yaml"
    entities = path.read_text("utf-8").split("\nnorth-government:")
    path.unlink()
    built.write("sources/entities/b.yaml", f"{entities[0]}\n")
    built.write("sources/entities/a.yaml", f"north-government:{entities[1]}")
    built.build()
    assert built.export() == before


@pytest.mark.parametrize("form", FORMS)
def test_a_graph_without_texts_is_the_same(built: Folder, form: str) -> None:
    """Whoever has no texts builds the graph of those who have them."""
    before = built.export(form)
    (built.root / "texts/gazette-20250301.txt").unlink()
    built.build(full=True)
    assert built.export(form) == before


def test_an_export_is_in_canonical_order(built: Folder) -> None:
    """Lines are sorted by code point and distinct, whatever order the store has."""
    lines = built.export().splitlines()
    assert len(lines) > 3_000
    assert lines == sorted(set(lines))


def test_sorting_spills_to_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph larger than memory is sorted in runs, with the same result."""
    lines = [b"%04d\n" % (number * 7919 % 101) for number in range(300)]
    expected = sorted(set(lines))
    for run in (1, 7, 300, 1_000):
        monkeypatch.setattr(canonical, "_RUN", run)
        assert list(canonical.sorted_lines(lines)) == expected
