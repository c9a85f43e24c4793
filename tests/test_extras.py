"""Tests are collected on every machine, whatever extras of ``kg`` it has."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extras import extra, needs

SERVED = "serve"
"""The extra whose libraries its own modules import: their tests begin with these."""


def imported(path: Path) -> Iterator[str]:
    """Yield the libraries that a file imports as soon as it is imported itself."""
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_no_test_needs_an_extra_to_be_collected(root: Path) -> None:
    """One that is missing would take all tests of a module or folder with it."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    libraries = {
        re.split(r"[^\w-]", requirement)[0]
        for name in extras.keys() - {"test", SERVED}
        for requirement in extras[name]
    }
    assert {"mammoth", "mcp", "polars"} <= libraries
    assert [
        f"{path.relative_to(root)}: {name}"
        for path in sorted((root / "tests").rglob("*.py"))
        if "node_modules" not in path.parts
        for name in imported(path)
        if name in libraries
    ] == []


def test_a_missing_library_ends_the_tests_that_need_it_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Skipped, and failed where everything has to be there."""
    monkeypatch.setattr("tests.extras.REQUIRED", False)
    monkeypatch.setattr("tests.beside.REQUIRED", False)
    missing = extra("no_such_library")
    with pytest.raises(pytest.skip.Exception, match="NO NO_SUCH_LIBRARY: what needs"):
        missing.Client()
    assert needs("no_such_library", "json").args == (True,)
    assert needs("json").args == (False,)

    monkeypatch.setattr("tests.extras.REQUIRED", True)
    monkeypatch.setattr("tests.beside.REQUIRED", True)
    assert needs("no_such_library").args == (False,)
    with pytest.raises(pytest.fail.Exception, match="NO NO_SUCH_LIBRARY"):
        missing.Client()
