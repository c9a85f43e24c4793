"""Texts, data and suites that lie beside the repository, and are not ours to publish.

They are looked for in ``../shared``. Where they are absent, a test that needs them is
skipped and says what is not tested for it; where ``KG_SHARED=required`` is set, as in
``.ci/run``, it fails, so that nobody takes such a run for a whole one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
REQUIRED = os.environ.get("KG_SHARED") == "required"


def at_hand(name: str) -> bool:
    """Return whether a file or folder of ``../shared`` is there, or has to be."""
    return REQUIRED or (SHARED / name).exists()


def beside(name: str, lost: str) -> Path:
    """Return a file or folder of ``../shared``; without it the test is skipped.

    ``lost`` tells in capitals what is missing, and then what is not tested for it.
    """
    path = SHARED / name
    if not path.exists():
        reason = f"{lost} (looked for {path})"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    return path
