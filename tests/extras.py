"""Libraries that only come with an extra of ``kg``, in tests of what needs them.

Tests are collected without them. Where one is missing, the tests that need it, and no
others, are skipped and say so, or fail where everything has to be there.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from tests.beside import REQUIRED, lost


def needs(*names: str) -> pytest.MarkDecorator:
    """Mark a test that runs what needs libraries."""
    absent = [name for name in names if not _is_installed(name)]
    return pytest.mark.skipif(
        bool(absent) and not REQUIRED, reason=_without(", ".join(absent))
    )


def extra(name: str) -> Any:
    """Import a library that a test uses itself; a missing one ends whoever uses it."""
    try:
        return import_module(name)
    except ImportError:
        return _Missing(name)


class _Missing:
    """Stands for a library that is not installed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_"):  # what pytest looks at in any module
            raise AttributeError(attribute)
        lost(_without(self._name))


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # how it says so of a module that was put out of the way
        return False


def _without(names: str) -> str:
    return f"NO {names.upper()}: what needs it is not tested; install `.[test]`"
