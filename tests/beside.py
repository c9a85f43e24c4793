"""Texts, data and suites that lie beside the repository, and are not ours to publish.

They are looked for in ``../shared``. Where they are absent, a test that needs them is
skipped and says what is not tested for it; where ``KG_SHARED=required`` is set, as in
``.ci/run``, it fails, so that nobody takes such a run for a whole one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

SHARED = Path(__file__).parents[2] / "shared"
REQUIRED = os.environ.get("KG_SHARED") == "required"


def at_hand(name: str) -> bool:
    """Return whether a file or folder of ``../shared`` is there, or has to be."""
    return REQUIRED or (SHARED / name).exists()


def lost(reason: str) -> NoReturn:
    """Skip a test for want of something, or fail it where everything has to be there.

    ``reason`` tells in capitals what is missing, and then what is not tested for it.
    """
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


def beside(name: str, reason: str) -> Path:
    """Return a file or folder of ``../shared``; without it the test is skipped.

    ``reason`` is that of :func:`lost`.
    """
    path = SHARED / name
    if not path.exists():
        lost(f"{reason} (looked for {path})")
    return path
