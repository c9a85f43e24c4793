"""What is at hand for tests of files and pages of others."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

import pytest

CONVERTERS = ("mammoth", "pypdfium2", "trafilatura")


@pytest.fixture(scope="session", autouse=True)
def _converters_imported_once() -> None:
    """Import them here, for all cells that are forked from this process."""
    for name in CONVERTERS:
        with suppress(ImportError):
            import_module(name)
