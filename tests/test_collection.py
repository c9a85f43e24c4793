"""Every test that is written is run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def collected(request: pytest.FixtureRequest) -> set[str]:
    """Return the files that pytest finds tests in, run as `make test` runs it.

    Where this is such a run, it has found them already.
    """
    config = request.config
    chosen = config.option.keyword or config.option.markexpr
    if config.args == config.getini("testpaths") and not chosen:
        items = request.session.items
        return {item.path.relative_to(ROOT).as_posix() for item in items}
    words = ("-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line
    }


def test_every_test_file_is_collected(collected: set[str]) -> None:
    """No folder has a name that pytest passes over, as it does with ``build``."""
    written = {p.relative_to(ROOT).as_posix() for p in ROOT.glob("tests/**/test_*.py")}

    assert len(written) > 50
    assert collected == written
