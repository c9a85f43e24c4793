"""Drafts stand beside the facts, are no facts, and are never lost."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kg.draft.denials import WITHOUT_FIGURE
from kg.draft.draft import Drafts
from kg.draft.figures import Characters, Draft
from kg.draft.manner import Manner
from kg.draft.naming import DraftSpeaker
from kg.draft.score import KeyFigure, score
from kg.read.nodes import plain, read_yaml
from tests import forks
from tests.conftest import Folder

DOCUMENT = "lakeside-20260312"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make the project that `kg init` makes."""
    assert forks.kg("init", tmp_path / "lake").returncode == 0
    return Folder(tmp_path / "lake")


def drafting(folder: Folder, *more: str) -> subprocess.CompletedProcess[str]:
    return forks.kg("-C", folder.root, "draft", DOCUMENT, *more)


def drafts_of(folder: Folder) -> Path:
    return folder.root / "sources" / DOCUMENT / "drafts.yaml"


def test_drafts_are_written_in_the_grammar_of_facts(folder: Folder) -> None:
    """Both figures of the example, with who drafted them; its denial has none."""
    done = drafting(folder)
    node = read_yaml(drafts_of(folder), "drafts.yaml", [])
    assert node is not None
    data = plain(node, [])

    assert done.stdout == (
        f"sources/{DOCUMENT}/drafts.yaml: 2 drafts, 1 that could not be placed\n"
    )
    assert [left["reason"] for left in data["unplaced"]] == [WITHOUT_FIGURE]
    assert data["drafted"]["by"] == "rules"
    assert data["drafted"]["text"]["sha256"].startswith("4932703e29357d55")
    assert [c["claimant"] for c in data["claims"].values()] == [
        "lakeland-border-office",
        "river-relief",
    ]
    assert [c["says"]["unit"] for c in data["claims"].values()] == ["person", "family"]
    assert data["claims"]["d1"]["says"]["measures"] == "workers-leaving-lakeland"


def test_no_build_reads_drafts(folder: Folder) -> None:
    """The graph is the same, byte for byte, and nothing is found amiss."""
    folder.build()
    before = folder.export()
    drafting(folder)
    report = folder.build(full=True)

    assert folder.export() == before
    assert report.findings == []


def test_the_same_text_gives_the_same_bytes(folder: Folder) -> None:
    drafting(folder)
    before = drafts_of(folder).read_bytes()

    assert drafting(folder).returncode == 0
    assert drafts_of(folder).read_bytes() == before


def test_what_a_person_changed_is_not_written_over(folder: Folder) -> None:
    drafting(folder)
    changed = drafts_of(folder).read_text("utf-8") + "# looked at\n"
    drafts_of(folder).write_text(changed, "utf-8")
    done = drafting(folder)

    assert done.returncode == 2
    assert "write it anew with --again" in done.stderr
    assert drafts_of(folder).read_text("utf-8") == changed
    assert drafting(folder, "--again").returncode == 0
    assert "# looked at" not in drafts_of(folder).read_text("utf-8")


def test_a_score_writes_nothing(folder: Folder) -> None:
    """By hand: both figures are drafted, neither with the period of the coder."""
    done = drafting(folder, "--score")
    lines = [line.split() for line in done.stdout.splitlines()]

    assert ["in", "the", "facts", "2"] in lines
    assert ["whose", "speaker", "is", "right", "2", "1.000"] in lines
    assert ["of", "the", "drafted,", "right", "0", "0.000"] in lines
    by_rule = "of 2 by the rule figure-undated, right 0 0.000"
    assert by_rule.split() in lines
    assert not drafts_of(folder).exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("sources/{}/facts.yaml", "published: 2026-03-12\n", "\n", "no `published:`"),
        ("sources/{}/facts.yaml", "language: en", "language: de", "no rules for `de`"),
    ],
)
def test_a_document_that_cannot_be_drafted_says_why(
    folder: Folder, file: str, old: str, new: str, message: str
) -> None:
    folder.edit(file.format(DOCUMENT), old, new)
    done = drafting(folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_that_is_not_there_and_a_misspelt_document_are_named(
    folder: Folder,
) -> None:
    (folder.root / f"texts/{DOCUMENT}.txt").unlink()

    assert "put it at" in drafting(folder).stderr
    done = forks.kg("-C", folder.root, "draft", "lakeside-2026031")
    assert (done.returncode, f"did you mean `{DOCUMENT}`?" in done.stderr) == (2, True)


def figure(
    start: int, amount: str, unit: str, period: str, who: str, manner: str = "asserted"
) -> Draft:
    says = {"measures": "flow", "amount": amount, "unit": unit}
    says |= {"period": period} if period else {}
    return Draft(
        *(start, start + 20, Characters(start, start + 5), DraftSpeaker(who)),
        Manner(manner),
        "",
        says,
    )


def in_key(
    start: int, amount: str, unit: str, period: str, who: str, manner: str = "asserted"
) -> KeyFigure:
    number = amount.removeprefix("over ")
    over = number != amount
    bounds = ("", number, "") if over else (number, "", "")
    return KeyFigure(
        *("c", start, start + 20, amount, bounds, unit, period, who, manner, "flow"),
        "FlowObservation",
    )


def test_where_nothing_is_said_no_share_of_drafts_is_right_or_wrong() -> None:
    drafts = Drafts("d", "", (figure(0, "300", "person", "2025", "ministry"),), ())

    assert score(drafts, [], "paper", "en").precision is None


def test_a_score_counts_what_is_right_by_hand() -> None:
    """Four drafts of five figures: two right, one of another unit, one of no figure."""
    drafts = Drafts(
        "d",
        "",
        (
            figure(0, "more than 100", "person", "2025", "narrator"),
            figure(30, "200 families", "family", "2025", "ministry"),
            figure(60, "300", "person", "2025", "ministry"),
            figure(300, "7", "person", "", "ministry"),
        ),
        (),
    )
    key = [
        in_key(0, "over 100", "person", "2025", "paper"),
        in_key(30, "200", "family", "2025", "agency"),
        in_key(60, "300", "family", "2025", "ministry", "alleged"),
        in_key(90, "400", "person", "2025", "ministry"),
        in_key(120, "500", "person", "2025", "ministry"),
    ]
    found = score(drafts, key, "paper", "en")

    assert (found.drafted, found.key, found.matched, found.right) == (4, 5, 3, 2)
    assert (found.precision, found.recall) == (2 / 4, 2 / 5)
    assert (found.speaker, found.wrongly_asserted) == (2, 1)
    assert (found.by_rule["figure"], found.right_by_rule["figure"]) == (4, 2)
