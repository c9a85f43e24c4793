"""Two codings are compared by what they say, with a measure that others know."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.draft.agreement import Agreement, agreement, alpha
from kg.errors import BadArgument
from kg.read.project import Project
from tests import forks
from tests.conftest import MakeProject
from tests.extras import needs

HEAD = """\
document: {id: d1, title: T, published: 2025-03-01, publishedBy: gazette}
defaults: {claimant: north-ministry}
claims:
"""
TEXT = (
    "The ministry said 1,200 left in May. "  # 0 to 36
    "The council denies it. "  # 37 to 59
    "Buses ran. "  # 60 to 70
    "The order may be extended. "  # 71 to 97
    "It rained."  # 98 to 108
)


def figure(key: str, chars: str, amount: str, modality: str = "") -> str:
    how = f", modality: {modality}" if modality else ""
    return (
        f"  {key}: {{summary: S., chars: {chars}{how}, says: {{type: FlowObservation, "
        f"measures: returns, amount: '{amount}', unit: person, period: 2025-05}}}}\n"
    )


FIRST = (
    HEAD
    + figure("a1", "[0, 36]", "1,200")
    + "  a2: {summary: S., chars: [37, 59], claimant: gazette, disputes: a1}\n"
    + "  a3: {summary: S., chars: [71, 97], says: [order, adoptedBy, north]}\n"
)
SECOND = (
    HEAD
    + figure("b1", "[4, 36]", "1,200", "alleged")
    + "  b2: {summary: S., chars: [37, 59], claimant: gazette, disputes: b1}\n"
    + figure("b3", "[60, 70]", "7")
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "ada.yaml", tmp_path / "ben.yaml"
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, "utf-8")
    return paths


@pytest.fixture
def compared(project: MakeProject, files: tuple[Path, Path]) -> Agreement:
    opened = Project.open(project().root)
    return agreement(opened, *files, TEXT, "en")


@needs("nltk")
def test_alpha_is_that_of_the_literature() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): 0.692."""
    first, second = "a a b b d c c c e d d a", "b a b b b c c c e d d d"
    found = alpha("example", list(zip(first.split(), second.split(), strict=True)))

    assert (found.units, found.alike) == (12, 9)
    assert found.alpha is not None
    assert found.low is not None
    assert found.high is not None
    assert found.alpha == pytest.approx(0.692, abs=0.0005)
    assert found.low < found.alpha < found.high


def test_where_nothing_could_differ_there_is_no_alpha() -> None:
    """Two who call all asserted have shown nothing, however alike they are."""
    assert alpha("modality", [("asserted", "asserted")] * 9).alpha is None


@needs("nltk")
def test_claims_are_paired_by_their_passage(compared: Agreement) -> None:
    assert (compared.document, compared.claims, compared.pairs) == ("d1", (3, 3), 2)


@needs("nltk")
def test_every_difference_is_listed_and_nothing_else(compared: Agreement) -> None:
    """The manner of the figure, and the claims that only one of them has."""
    listed = [
        (d.start, d.end, d.what, d.first, d.second) for d in compared.disagreements
    ]

    assert listed == [
        (0, 36, "modality", "asserted", "alleged"),
        (60, 70, "claim", "", "b3"),
        (71, 97, "claim", "a3", ""),
    ]


@needs("nltk")
def test_passages_are_compared_sentence_by_sentence(compared: Agreement) -> None:
    """Five sentences: both claim two and leave out one, either claims another."""
    passages = compared.alphas[0]

    assert (passages.of, passages.units, passages.alike) == ("passage", 5, 3)
    # by hand: 4 of 10 values are none, 6 claim; Do = 2/5, De = 2 * 4 * 6 / 90
    assert passages.alpha == pytest.approx(1 - (2 / 5) / (48 / 90))


def test_two_documents_are_not_compared(
    project: MakeProject, files: tuple[Path, Path]
) -> None:
    files[1].write_text(SECOND.replace("id: d1", "id: d2"), "utf-8")
    with pytest.raises(BadArgument, match=r"is of `d1`, and .* of `d2`"):
        agreement(Project.open(project().root), *files, None, "en")


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@needs("nltk")
def test_the_command_prints_what_is_to_be_talked_over(
    project: MakeProject, files: tuple[Path, Path], form: str
) -> None:
    done = forks.kg("-C", project().root, "agreement", *files, "--format", form)

    assert done.returncode == 0, done.stderr
    if form == "json":
        assert json.loads(done.stdout)["pairs"] == 2
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert [row["what"] for row in rows].count("claim") == 2
    else:
        assert "d1: 3 claims and 3, 2 pairs of one passage" in done.stdout
        assert "alleged" in done.stdout
