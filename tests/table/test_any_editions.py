"""Whatever stands in the cells of editions: both ways tie them by the same triples."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.project.inputs import Inputs
from kg.read.texts import Texts
from tests.conftest import Folder
from tests.read.table.border import edited
from tests.table.editions import edition, editions
from tests.table.paths import NEVER, in_parts
from tests.table.test_any_rows import SUPPRESSED, counts, examples, notes

WITH_NOTES = edited(
    ("  deported: count\n", "  deported: count\n  note: text\n"),
    ('      movementTerm: "{word}"\n', '      movementTerm: "{word} {note}"\n'),
)
OTHERS = (
    ("claimant: north-ministry", "claimant: narrator"),
    ("claimant: north-ministry", "claimant: gazette"),
    ('movementTerm: "{word} {note}"', 'movementTerm: "{note}"'),
    ('movementTerm: "{word} {note}"', 'movementTerm: "{word} {Month}{note}"'),
    ("unit: person", "unit: family"),
    ('      quantifier: exact\n      value: "{value}"\n', '      amount: "{value}"\n'),
    ('movementType: "{kind}"\n', f'movementType: "{{kind}}"\n{SUPPRESSED}'),
    ('  missing: ["-"]\n', '  missing: ["-"]\n  without: ["0"]\n'),
    ("2026-", "2026-"),
)
"""Ways in which a later edition may be mapped otherwise; the last is none."""

rows = st.lists(
    st.tuples(
        st.sampled_from(["2026-01", "2026-02"]),
        st.sampled_from(["XNL", "FRA"]),
        st.sampled_from(["XSL", "XNL"]),
        counts | st.sampled_from(["0", "5", "7", "-", ""]),
        st.sampled_from(["-", "", "0", "5", "05"]),
        st.sampled_from(["a", "ä", "a ", '"', "\\"]) | notes,
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Make a project whose editions each example writes anew."""
    return editions(tmp_path_factory.mktemp("any"))


def _table(rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Month", "From", "To", "left", "deported", "note"])
    writer.writerows([*rows, ("2025-12", "XNL", "XSL", "1", "1", "a")])
    return out.getvalue()


def _read(folder: Folder, large: int) -> tuple[list[str], list[str]]:
    """Return the triples of the editions, and what is wrong."""
    with in_parts(large, 2):
        inputs = Inputs(folder.open(), Texts(None))
        lines = [
            line
            for source in inputs.sources
            if source.id.startswith("border")
            for line in inputs.everything(source).splitlines()
        ]
        wrong = sorted(map(str, inputs.reading.problems))
        assert len(inputs.large.tables) == (0 if large else 3) or wrong
        return sorted(set(lines)), wrong


@examples
@given(tables=st.tuples(rows, rows, rows), other=st.sampled_from(OTHERS))
def test_any_editions_are_tied_by_the_same_triples(
    folder: Folder, tables: tuple[list[tuple[str, ...]], ...], other: tuple[str, str]
) -> None:
    """Unicode, noughts and nothing, keys twice, words for numbers, other mappings."""
    for number, rows in enumerate(tables, 1):
        edits = [other] if number == 2 else []
        edition(folder, number, _table(rows), *edits, mapping=WITH_NOTES)
    (usual, wrong), (fast, also_wrong) = _read(folder, NEVER), _read(folder, 0)
    assert set(also_wrong) == set(wrong)
    if not wrong:
        assert fast == usual
