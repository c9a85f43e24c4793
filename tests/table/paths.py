"""One project read in both ways: as entries, and as the rows of a large table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from kg.project.build import Report
from kg.project.findings import CheckFailed
from kg.project.inputs import Inputs
from kg.read.opening import sha256_of
from kg.read.texts import Texts
from tests.conftest import Folder

NEVER = 10**9

ROWS = """\
Month,From,To,left,deported,note
2026-01,XNL,XSL,"12,000",-,
2026-02,XNL,FRA,0,7,of whom 2 children
2026-02,XNL,XSL,5,9,
2026-01,FRA,XSL,7,,
"""
"""Months apart, of three flows, some with nothing reported; more deported than left."""

NEWS = """\
document: {id: news, title: News, published: 2026-03-01, publishedBy: gazette}
claims:
  N1:
    summary: The ministry counted 20,000 in January.
    claimant: gazette
    says: {type: FlowObservation, measures: northland-to-southland, unit: person,
           amount: exactly 20000, period: 2026-01, movementTerm: left,
           movementType: departure}
  N2:
    summary: The ministry denies what the table says of France.
    claimant: gazette
    disputes: border.XNL-FRA-2026-02-deported
"""
"""A ministry's number of a month beside that of the table, and a denial of a row."""


@dataclass
class Built:
    """What a build gave: the graph, line by line, and the report, or what was wrong."""

    graph: list[str]
    report: Report | None
    wrong: list[str]

    @property
    def findings(self) -> list[str]:
        return [str(finding) for finding in self.report.findings] if self.report else []


@contextmanager
def in_parts(large: int, part: int = 2) -> Iterator[None]:
    """Let tables of more than ``large`` rows be read in parts of ``part`` rows."""
    with patch("kg.table.large.LARGE", large), patch("kg.table.large.PART", part):
        yield


def built(folder: Folder, large: int, part: int = 2, **options: Any) -> Built:
    """Build a project anew, tables of more than ``large`` rows in parts."""
    with in_parts(large, part):
        try:
            report = folder.build(full=True, **options)
        except CheckFailed as failed:
            return Built([], None, str(failed).splitlines())
        return Built(sorted(folder.export().decode().splitlines()), report, [])


_BUILT: dict[tuple[str, int], tuple[Built, Path]] = {}
_KEPT = TemporaryDirectory()


def built_once(folder: Folder, part: int = 2) -> Built:
    """Build a project anew, all tables in parts, or copy what such a build has made.

    The same files give the same graph: what many tests begin with is built by one.
    """
    key = digest_of(folder), part
    if key not in _BUILT:
        made, kept = built(folder, 0, part), Path(_KEPT.name, str(len(_BUILT)))
        if not made.wrong:
            copytree(folder.graph, kept)
        _BUILT[key] = made, kept
        return made
    made, kept = _BUILT[key]
    if not made.wrong:
        rmtree(folder.graph, ignore_errors=True)
        copytree(kept, folder.graph)
    return made


def digest_of(folder: Folder) -> str:
    """Return a digest of all files of a project, but for what is built."""
    own = (path for path in folder.root.rglob("*") if path.is_file())
    files = sorted(
        p.relative_to(folder.root) for p in own if folder.graph not in p.parents
    )
    words = (f"{name} {sha256_of(folder.root / name)}\n" for name in files)
    return hashlib.sha256("".join(words).encode()).hexdigest()


def both(folder: Folder, part: int = 2, **options: Any) -> tuple[Built, Built]:
    """Build a project with its tables as entries, and with all of them as large ones.

    The second is seen to be large: a mapping of which there is no plan is not.
    """
    usual, fast = (
        built(folder, NEVER, **options),
        built(folder, 0, part, **options),
    )
    assert large_tables(folder), "there is no plan of this mapping"
    return usual, fast


def large_tables(folder: Folder, part: int = 2) -> list[str]:
    """Return the documents whose tables are read in parts, if any may be."""
    with in_parts(0, part):
        inputs = Inputs(folder.open(), Texts(None))
        return [table.naming.document for table in inputs.large.tables]


def same(folder: Folder, part: int = 2, **options: Any) -> Built:
    """Assert that both ways give the same, and return it."""
    usual, fast = both(folder, part, **options)
    assert fast.wrong == usual.wrong
    assert fast.graph == usual.graph
    assert fast.findings == usual.findings
    if usual.report is not None and fast.report is not None:
        assert fast.report.claims == usual.report.claims
        assert fast.report.triples == usual.report.triples
        assert fast.report.derived == usual.report.derived
        assert fast.report.tables == usual.report.tables
        assert fast.report.left_out == usual.report.left_out
    return fast
