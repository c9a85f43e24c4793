"""Services, started as a user does it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.conftest import KG


@contextmanager
def started(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a service at a free port; yield the process and the address it prints."""
    process = subprocess.Popen(
        [KG, *words, "--port", "0"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        match = re.fullmatch(r".+ at (\S+)\n", line)
        assert match, f"{line!r} {process.stderr and process.stderr.read()}"
        yield process, match[1]
    finally:
        process.kill()
        process.communicate(timeout=30)
