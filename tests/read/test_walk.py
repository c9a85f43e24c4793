"""Folders of a stranger are looked through in bounded time, or refused with why."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError, Problem
from kg.project.build import build
from kg.read.opening import Unreadable
from kg.read.texts import Texts
from kg.read.walk import DEEPEST, MOST_FILES, files_of, within_bytes
from tests.conftest import MakeProject

NAMES = ("a.yaml", "b.yml", "x/a.yaml", "x/.b.yaml", "x/y/c.yaml", "z/facts.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files, a link that leads round, and one to nowhere."""
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "x/round").symlink_to(tmp_path)
    (tmp_path / "x/ring").symlink_to("ring")
    (tmp_path / "z/nowhere.yaml").symlink_to("none")
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.yaml", ["a.yaml"]),
        ("*/*.yaml", ["x/.b.yaml", "x/a.yaml", "z/facts.yaml", "z/nowhere.yaml"]),
        ("*/facts.yaml", ["z/facts.yaml"]),
        ("x/*.y*ml", ["x/.b.yaml", "x/a.yaml"]),
        ("none/*.yaml", []),
        ("a.yaml/*", []),
    ],
)
def test_patterns_match_as_a_shell_has_them(
    folder: Path, pattern: str, names: list[str]
) -> None:
    """Sorted, with links that lead nowhere: whoever reads them says so."""
    assert [str(p.relative_to(folder)) for p in files_of(folder, pattern)] == names


def test_two_stars_are_all_folders_below_and_no_links(folder: Path) -> None:
    """A ring of links is not gone round."""
    found = [str(p.relative_to(folder)) for p in files_of(folder, "**/*.yaml")]
    yaml = [name for name in NAMES if name.endswith(".yaml")]
    assert found == sorted([*yaml, "z/nowhere.yaml"], key=lambda n: n.split("/"))


def test_what_is_looked_at_is_counted(folder: Path) -> None:
    """Files that do not match are, too."""
    count = sum(1 for _ in folder.iterdir())
    assert len(files_of(folder, "*.yaml", most=count)) == 1
    with pytest.raises(Unreadable, match=f"more than {count - 1} files and folders"):
        files_of(folder, "*.yaml", most=count - 1)
    assert MOST_FILES == 100_000


def nested(folder: Path, depth: int) -> None:
    """Make folders in folders."""
    folder.joinpath(*"d" * depth).mkdir(parents=True)


@pytest.mark.parametrize("where", ["sources/entities/d", "sources/d", "ontology/d"])
def test_folders_without_end_are_refused(project: MakeProject, where: str) -> None:
    """A build says which folder it is, however deep it goes."""
    made = project()
    nested(made.root / where, 200)
    with pytest.raises(KgError) as caught:
        build(made.open(), texts=Texts(None))
    named, reason = where.partition("/")[0], f"folders in more than {DEEPEST} folders"
    assert named in str(caught.value)
    assert reason in str(caught.value)


def test_links_that_lead_round_are_refused_or_passed_by(project: MakeProject) -> None:
    """A folder that is its own folder's folder, and a link to itself."""
    made = project()
    (made.root / "sources/entities/round").symlink_to("..")
    (made.root / "sources/ring").symlink_to("ring")
    (made.root / "sources/entities/ring.yaml").symlink_to("ring.yaml")
    with pytest.raises(KgError, match=r"ring\.yaml:1: cannot be read"):
        build(made.open(), texts=Texts(None))


def test_bytes_of_all_files_of_a_kind_are_bounded(project: MakeProject) -> None:
    """The file by which they are too many is named, and none from it on is read."""
    made = project().open()
    folder = made.sources / "entities"
    for name, size in (("b.yaml", 40), ("c.yaml", 61), ("d.yaml", 1)):
        (folder / name).write_bytes(b" " * size)
    for path in folder.iterdir():
        if path.name < "b":
            path.unlink()
    problems: list[Problem] = []
    paths = made.found(folder, "*.yaml", problems, most=100)
    assert [path.name for path in paths] == ["b.yaml"]
    assert [str(problem) for problem in problems] == [
        "sources/entities/c.yaml:1: cannot be read: with it, files like it have more "
        "than 100 bytes"
    ]
    assert within_bytes(sorted(folder.iterdir()), 102) == sorted(folder.iterdir())
