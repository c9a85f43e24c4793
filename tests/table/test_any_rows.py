"""Whatever stands in cells: both ways of reading a table give the same triples."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.project.inputs import Inputs
from kg.read.project import Project
from kg.read.texts import Texts
from tests.read.table.border import MAPPING, mapped
from tests.table.paths import NEVER

WORDS = MAPPING.replace(
    "  deported: count\n", "  deported: count\n  note: text\n"
).replace(
    "    claimant: north-ministry\n",
    '    claimant: north-ministry\n    note: "{note}"\n    comment: "{note} ({row})"\n',
)
SUPPRESSED = (
    "suppressed:\n  5: {quantifier: suppressed, lowerBound: 1, upperBound: 5}\n"
)
WITH_NOTES = WORDS.replace('    comment: "{note} ({row})"\n', "") + SUPPRESSED

letters = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
)
notes = st.one_of(
    st.sampled_from(
        ["", '"', "\\", "a\\nb", "<urn:kg:claim>", "{To}", "%s", "'", "@en"]
    ),
    st.text(letters | st.sampled_from('\n\t"\\'), max_size=12),
)
counts = st.one_of(
    st.sampled_from(["", "-", "0", "5", "12,000", "007", "many", "-3", "1.5"]),
    st.integers(0, 10**15).map(str),
)
sound_counts = st.one_of(
    st.sampled_from(["", "-", "0", "5", "007"]),
    st.integers(0, 10**15 - 1).map(str),
)
grouped = st.integers(0, 10**12).map("{:,}".format)
codes = st.sampled_from(["XNL", "XSL", "FRA", "DEU"])
months = st.sampled_from(["2026-01", "2026-02", "2025-12"])
sound_rows = st.lists(
    st.tuples(months, codes, codes, sound_counts | grouped, sound_counts, notes),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[:3],
)
rows = st.lists(
    st.tuples(
        months | st.just("2026-13"),
        codes | st.sampled_from(["XXX", ""]),
        codes,
        counts,
        counts,
        notes,
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Make a project whose table each example writes anew."""
    return mapped(tmp_path_factory.mktemp("any"), WITH_NOTES).open()


def _table(rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Month", "From", "To", "left", "deported", "note"])
    writer.writerows(rows)
    return out.getvalue()


def _read(project: Project, large: int) -> tuple[list[str], list[str], int]:
    """Return the triples of the table, what is wrong, and how many were large."""
    with patch("kg.table.large.LARGE", large), patch("kg.table.large.PART", 3):
        inputs = Inputs(project, Texts(None))
        wrong = [str(problem) for problem in inputs.reading.problems]
        own = next((s for s in inputs.sources if s.id == "border"), None)
        text = inputs.everything(own) if own else ""
        return (
            sorted(set(text.splitlines())),
            sorted(set(wrong)),
            len(inputs.large.tables),
        )


examples = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@examples
@given(sound_rows)
def test_any_rows_give_the_same_triples(
    project: Project, rows: list[tuple[str, ...]]
) -> None:
    """Unicode, escapes, marks of the format, nothing: the same lines."""
    _write(project, rows)
    usual, wrong, none = _read(project, NEVER)
    fast, also_wrong, large = _read(project, 0)
    assert (wrong, also_wrong) == ([], [])
    assert (none, large) == (0, 1)
    assert fast == usual


@examples
@given(rows)
def test_what_is_wrong_with_any_rows_is_the_same(
    project: Project, rows: list[tuple[str, ...]]
) -> None:
    """Words for numbers, unknown codes, keys twice: told alike, on the same lines."""
    _write(project, rows)
    assert _read(project, 0)[1] == _read(project, NEVER)[1]


def _write(project: Project, rows: list[tuple[str, ...]]) -> None:
    Path(project.root, "sources/border/border.csv").write_text(_table(rows), "utf-8")
