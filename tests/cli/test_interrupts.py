"""Ctrl-C while Python still imports: one line, exit code 130, no traceback."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEGINS = "kg.cli"
"""The module whose function looks after Ctrl-C before it imports anything."""


def imports(*arguments: str, interrupt_at: int | None = None) -> tuple[int, list[str]]:
    """Run ``kg`` and interrupt it as soon as so many modules are imported.

    Counted from the first line of its own; returns the exit code and what was printed
    besides the imports.
    """
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "kg", *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    count, begun, printed = 0, False, []
    for line in process.stderr:
        head, _, name = line.rpartition("|")
        if not head.startswith("import time:"):
            printed.append(line)
            continue
        begun = begun or name.strip() == BEGINS
        count += begun
        if begun and count == interrupt_at:
            process.send_signal(signal.SIGINT)
    process.stderr.close()
    return process.wait(), printed


@pytest.mark.parametrize("moment", range(8))
def test_an_interrupted_import_ends_with_one_line(moment: int, tmp_path: Path) -> None:
    """Whatever is being imported, what is printed is that nothing was changed."""
    command = ("-g", str(tmp_path / "graph"), "build")
    at = random.Random(moment).randint(3, 150)
    code, printed = imports(*command, interrupt_at=at)
    assert "Traceback" not in "".join(printed)
    assert code == 130, printed
    assert [line for line in printed if line.strip()] == [
        "error: interrupted; nothing was changed\n"
    ]
    assert not (tmp_path / "graph" / "CURRENT").exists()
