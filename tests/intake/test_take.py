"""A file becomes a text and a document of a project, whole or not at all."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

import pytest

from kg.errors import UnknownName
from kg.intake.model import NotTaken
from kg.intake.take import DocumentTaken, Intake, Taken
from kg.read.files import ExportFailed, output
from kg.read.texts import Texts
from tests.conftest import Folder, MakeProject
from tests.extras import needs
from tests.intake import awkward

WORDS = "The office reports.\n\nMore than 900 people left in March.\n"


@pytest.fixture
def folder(project: MakeProject) -> Folder:
    return project()


def intake(folder: Folder) -> Intake:
    project = folder.open()
    return Intake(project, project.texts_at_hand())


def taken(folder: Folder, name: str, data: str | bytes, id: str = "") -> Taken:
    return intake(folder).file(folder.write(name, data), id)


def facts(folder: Folder, id: str) -> str:
    return (folder.root / f"sources/{id}/facts.yaml").read_text("utf-8")


def files(folder: Folder) -> set[str]:
    paths = folder.root.rglob("*")
    return {p.relative_to(folder.root).as_posix() for p in paths if p.is_file()}


def test_a_text_and_what_is_known_of_it_are_written(folder: Folder) -> None:
    """What is not known has a line of its own, and is an error until it is filled."""
    done = taken(folder, "report of offices.txt", WORDS)

    assert (folder.root / "texts/report-of-offices.txt").read_text() == WORDS
    assert done.files == (
        "texts/report-of-offices.txt",
        "sources/report-of-offices/facts.yaml",
    )
    assert (
        facts(folder, done.document)
        == f"""\
# Taken from report of offices.txt. What is open is marked LOOK; docs/taking.md explains
# it.
document:
  id: report-of-offices
  # LOOK: its first line; is it the title, as printed?
  title: "The office reports."
  # LOOK: the day on which it was published.
  published:
  # LOOK: the id of an actor, as in sources/entities.
  publishedBy:
  # LOOK: no file says its language; this is the project's.
  language: en
  text:
    sha256: {hashlib.sha256(WORDS.encode()).hexdigest()}
    length: {len(WORDS)}
"""
    )
    assert done.open == (5, 7, 9, 11)
    assert [str(p) for p in folder.refused().problems] == [
        "sources/report-of-offices/facts.yaml:8: `published` has no value",
        "sources/report-of-offices/facts.yaml:10: `publishedBy` has no value",
    ]


@needs("pypdfium2", "trafilatura")
def test_a_document_that_was_settled_builds(folder: Folder) -> None:
    """With its converter and pages; the publisher was that of the project."""
    page = awkward.ARTICLE.replace("Lakeside Courier", "the gazette")
    taken(folder, "permits.html", page)
    taken(folder, "report.pdf", awkward.with_margins())
    for line, value in (
        ("title:", "title: Report"),
        ("published:", "published: 2026-03-12"),
        ("publishedBy:", "publishedBy: gazette"),
    ):
        folder.edit("sources/report/facts.yaml", f"  {line}\n", f"  {value}\n")

    assert "\n  publishedBy: gazette\n" in facts(folder, "permits")
    assert "    pages: [0, 88, 146]\n" in facts(folder, "report")
    assert folder.build().documents == 4


@needs("trafilatura")
def test_a_publisher_is_filled_in_only_where_one_actor_is_called_so(
    folder: Folder,
) -> None:
    """A name that is alike, or that of a country, or of two actors is none."""
    more = "other:\n  type: MediaOrganization\n  label: Times\n"
    folder.write("sources/entities/more.yaml", more + more.replace("other", "third"))
    for number, name in enumerate(("The Gazettes", "Northland", "Times", "Gazette")):
        page = awkward.ARTICLE.replace("Lakeside Courier", name)
        taken(folder, f"page{number}.html", page)

        assert "\n  publishedBy:\n" in facts(folder, f"page-{number}")
        assert f"the page calls itself {name}; the id" in facts(
            folder, f"page-{number}"
        )


def test_nothing_is_overwritten(folder: Folder) -> None:
    """Neither a document, nor a mapping, nor another text of that name."""
    folder.write("sources/counts/mapping.yaml", "document: {}")
    folder.write("texts/notes.txt", "mine")
    before = files(folder) | {"a.txt"}

    for id, words in (
        ("gazette-20250301", "sources/gazette-20250301/facts.yaml is there already"),
        ("counts", "sources/counts/mapping.yaml is there already; -o names"),
        ("notes", "texts/notes.txt is there already, with another text"),
    ):
        with pytest.raises(DocumentTaken, match=words):
            taken(folder, "a.txt", WORDS, id)
    for id in ("A b", "../x", "entities"):
        with pytest.raises(UnknownName, match="is no id of a document"):
            taken(folder, "a.txt", WORDS, id)
    assert files(folder) == before
    assert (folder.root / "texts/notes.txt").read_text() == "mine"


def test_a_text_that_is_in_its_place_stays_what_it_is(folder: Folder) -> None:
    """Its line ends, too: the digest is that of the file."""
    words = "One.\r\nTwo.\r\n"
    taken(folder, "texts/statement.txt", words)

    digest = hashlib.sha256(words.encode()).hexdigest()
    assert (folder.root / "texts/statement.txt").read_bytes() == words.encode()
    assert f"sha256: {digest}\n    length: 12\n" in facts(folder, "statement")


def test_what_cannot_be_written_leaves_nothing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text goes again if the stanza cannot be written."""
    folder.write("sources/report", "a file in the way")
    before = files(folder) | {"report.txt"}
    with pytest.raises(ExportFailed, match="report"):
        taken(folder, "report.txt", WORDS)
    assert files(folder) == before

    def full(path: Path) -> AbstractContextManager[IO[bytes]]:
        if path.name == "facts.yaml":
            raise ExportFailed("No space left on device")
        return output(path)

    monkeypatch.setattr("kg.intake.take.output", full)
    with pytest.raises(ExportFailed, match="No space"):
        taken(folder, "other.txt", WORDS)
    assert files(folder) == before | {"other.txt"}


def test_texts_go_nowhere_that_a_link_of_the_project_leads(
    folder: Folder, tmp_path: Path
) -> None:
    """Only the folder that a user names may lie elsewhere."""
    (folder.root / "texts/gazette-20250301.txt").unlink()
    (folder.root / "texts").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (folder.root / "texts").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(DocumentTaken, match="leads out of the project"):
        taken(folder, "a.txt", WORDS)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    named = Intake(folder.open(), Texts(tmp_path / "elsewhere"))
    named.file(folder.root / "a.txt")
    assert (tmp_path / "elsewhere/a.txt").read_text() == WORDS


def test_what_is_no_file_of_a_fair_size_is_told(folder: Folder) -> None:
    """One of 500 MB, one that is not there, a folder."""
    large = folder.write("large.txt", "x")
    with large.open("r+b") as file:
        file.truncate(500_000_000)

    for name, words in (
        ("large.txt", "large.txt cannot be read: larger than 64 MB"),
        ("none.txt", "none.txt cannot be read: No such file"),
        ("sources", "sources is not a file"),
    ):
        with pytest.raises(NotTaken, match=words):
            intake(folder).file(folder.root / name)


def test_an_id_is_made_of_any_name(folder: Folder) -> None:
    """Also of one in other letters, or of none that an id may have."""
    for name, id in (
        ("Rückkehr (2).txt", "ruckkehr-2"),
        ("بيان.txt", "byn"),
        ("….txt", "document"),
        (f"{'long ' * 30}.txt", "-".join(["long"] * 12)),
    ):
        assert taken(folder, name, WORDS).document == id


@needs("pypdfium2")
def test_equal_files_give_equal_stanzas(project: MakeProject) -> None:
    """No clock and no order of chance is in what a file becomes."""
    one, two = project(name="one"), project(name="two")
    for folder in (one, two):
        taken(folder, "report.pdf", awkward.with_margins())

    assert facts(one, "report") == facts(two, "report")
