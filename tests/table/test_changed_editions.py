"""What a build keeps of editions gives the next one what a build anew would."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Folder
from tests.table.editions import FIRST, SECOND, THIRD, edition, editions
from tests.table.paths import built_once
from tests.table.test_kept import Change, after, again, as_anew, editing, writing
from tests.table.test_large_editions import standings

OLD, NEW = "sources/border/border.csv", "sources/border-2/border.csv"
MAPPINGS = "sources/border/mapping.yaml", "sources/border-2/mapping.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return editions(tmp_path, FIRST, SECOND)


def test_an_old_edition_that_changed_ties_the_new_one_anew(folder: Folder) -> None:
    """900 was repeated and is revised then; of the new edition one claim is seen."""
    seen = after(folder, editing(OLD, "900", "901"))

    line = "border-2.XNL-XSL-2026-02-left> <https://w3id.org/apf/ontology#{}> "
    assert any(line.format("revises") in each for each in seen.built.graph)
    assert not any(line.format("restates") in each for each in seen.built.graph)
    assert seen.read == ["border"]
    assert seen.looked_at == 2
    assert seen.copied


def test_a_new_edition_that_changed_is_read_alone(folder: Folder) -> None:
    seen = after(folder, editing(NEW, "900", "901"))
    assert (seen.read, seen.looked_at) == (["border-2"], 1)


def test_a_row_that_is_gone_from_the_old_edition_is_revised_no_more(
    folder: Folder,
) -> None:
    seen = after(folder, editing(OLD, "2026-02,XNL,XSL,900,0,\n", ""))
    assert not any("border.XNL-XSL-2026-02-left" in line for line in seen.built.graph)


def test_a_date_by_which_the_old_edition_is_the_later_one(folder: Folder) -> None:
    seen = after(folder, editing(MAPPINGS[0], "2026-07-05", "2026-12-05"))
    assert any("published later" in line for line in seen.built.wrong)


@pytest.mark.parametrize("number", [2, 3])
def test_an_edition_more(folder: Folder, number: int) -> None:
    """The first that revises an edition has that read again, the next has not."""
    if number == 2:
        for name in (NEW, MAPPINGS[1]):
            (folder.root / name).unlink()
    seen = after(folder, lambda folder: edition(folder, number, THIRD))
    assert seen.read == (["border", "border-2"] if number == 2 else ["border-3"])


def test_an_edition_that_is_taken_back(folder: Folder) -> None:
    """The old one stands again."""
    built_once(folder)
    for name in (NEW, MAPPINGS[1]):
        (folder.root / name).unlink()
    assert "replaced>" not in standings(as_anew(folder).built).values()


def test_what_an_edition_revises_is_another(folder: Folder) -> None:
    """The third revised the second, and then the first."""
    edition(folder, 3, THIRD)
    change = editing(
        "sources/border-3/mapping.yaml", "revises: border-2", "revises: border"
    )
    seen = after(folder, change)
    assert not any(
        "revises> <" in line and "/border-2." in line.split(" ")[2]
        for line in seen.built.graph
    )


TABLES = {"first": FIRST, "second": SECOND, "third": THIRD}


def _changes() -> dict[str, Change]:
    files = {"1": OLD, "2": NEW, "3": "sources/border-3/border.csv"}
    return {
        f"{name} as {number}": writing(file, table)
        for number, file in files.items()
        for name, table in TABLES.items()
    } | {
        "another claimant": lambda folder: edition(
            folder, 2, SECOND, ("claimant: north-ministry", "claimant: gazette")
        ),
        "hidden": lambda folder: edition(
            folder,
            2,
            SECOND,
            (
                'movementType: "{kind}"\n',
                'movementType: "{kind}"\nsuppressed:\n'
                "  7: {quantifier: suppressed, lowerBound: 1, upperBound: 7}\n",
            ),
        ),
        "revises": lambda folder: edition(folder, 3, THIRD, revises="border"),
        "as before": lambda folder: edition(folder, 3, THIRD),
    }


CHANGES = _changes()


@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=4))
def test_any_changes_lead_to_the_graph_of_a_build_anew(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = editions(tmp_path_factory.mktemp("changes"))
    again(folder)
    for name in names:
        CHANGES[name](folder)
        seen = again(folder)
    anew = built_once(folder)
    assert seen.built.graph == anew.graph
    assert seen.built.findings == anew.findings
    assert seen.built.wrong == anew.wrong
