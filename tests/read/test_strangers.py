"""A project of a stranger: nothing is waited for, nothing outside is read or made."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputErrors, KgError, StoreError
from kg.project.build import build
from kg.read.opening import ASTRAY

if TYPE_CHECKING:
    from tests.conftest import Folder, MakeProject

FACTS, TEXT = "sources/gazette-20250301/facts.yaml", "texts/gazette-20250301.txt"
READ = (
    *(FACTS, TEXT, "kg.toml", "ontology/own.ttl", "ontology/schemes/own.ttl"),
    *("ontology/shapes/own.ttl", "queries/rules/own.rq", "queries/checks/own.rq"),
    *("sources/links/own.sssom.tsv", "sources/links/own.nt"),
    *("sources/entities/own.yaml", "sources/entities/deep/own.yaml"),
)


def fifo(path: Path, outside: Path) -> None:
    os.mkfifo(path)


def folder(path: Path, outside: Path) -> None:
    path.mkdir()


def device(path: Path, outside: Path) -> None:
    path.symlink_to("/dev/zero")


def link_out(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def link_up(path: Path, outside: Path) -> None:
    path.symlink_to(os.path.relpath(outside, path.parent))


def link_nowhere(path: Path, outside: Path) -> None:
    path.symlink_to(outside.with_name("nowhere"))


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(
    ("put", "words"),
    [
        (fifo, "not a file"),
        (folder, "not a file"),
        *((put, ASTRAY) for put in (device, link_out, link_up, link_nowhere)),
    ],
)
def test_only_files_of_the_project_are_read(
    put: Callable[[Path, Path], None],
    words: str,
    name: str,
    project: MakeProject,
    tmp_path: Path,
) -> None:
    """Whatever stands in place of a file, the build says which, and ends."""
    made, outside = project(), tmp_path / "outside"
    outside.write_text("secret: of somebody\n", "utf-8")
    path = made.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    put(path, outside)
    with pytest.raises(KgError) as caught:
        build(made.open())
    assert words in str(caught.value)
    assert name in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["sources", "sources/entities", "sources/links", "ontology", "queries"]
)
def test_folders_do_not_lead_out(
    name: str, project: MakeProject, tmp_path: Path
) -> None:
    """A folder that leads elsewhere is not looked into: it may be the whole disk."""
    made = project()
    (tmp_path / "elsewhere").mkdir()
    if (made.root / name).exists():
        (made.root / name).rename(made.root / "moved")
    (made.root / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KgError, match=ASTRAY):
        build(made.open())


def test_links_inside_the_project_are_followed(project: MakeProject) -> None:
    """Two names of one file are no danger."""
    made = project()
    (made.root / FACTS).rename(made.root / "kept.yaml")
    (made.root / FACTS).symlink_to("../../kept.yaml")
    assert build(made.open()).documents == 2


def test_texts_lie_elsewhere_if_the_user_says_so(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project cannot say so; the environment, the command line and Python can."""
    made = project()
    (made.root / "texts").rename(tmp_path / "elsewhere")
    (made.root / "texts").symlink_to(tmp_path / "elsewhere")
    document = "gazette-20250301"
    assert made.open().texts_at_hand().get(document) is None
    assert made.open().texts_at_hand(tmp_path / "elsewhere").get(document)
    monkeypatch.setenv("KG_TEXTS", str(tmp_path / "elsewhere"))
    assert made.open().texts_at_hand().get(document)


@pytest.mark.parametrize("value", ["../elsewhere", "/etc", "a/../../b", "a\\u0000b"])
def test_the_setting_of_texts_names_a_folder_inside(
    value: str, project: MakeProject
) -> None:
    """`texts` in kg.toml is a folder of the project, by a name that folders have."""
    made = project({"kg.toml": f'[project]\ntexts = "{value}"\n'})
    with pytest.raises(InputErrors, match=r"kg\.toml:2: `texts`"):
        made.open()


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "", "a/b", "x\0y"])
def test_a_text_is_found_by_an_id_alone(
    name: str, project: MakeProject, tmp_path: Path
) -> None:
    """What is no id of a document is no way to a file, as in `kg locate ../x`."""
    made = project({"secret.txt": "secret", "texts/.txt": "x", "texts/a/b.txt": "x"})
    assert made.open().texts_at_hand().path(name) is None
    assert made.open().texts_at_hand().get(name) is None


def test_a_text_that_is_not_utf_8_is_not_absent(project: MakeProject) -> None:
    """What is wrong with a text is said, by the byte."""
    made = project({TEXT: b"abc\xff"})
    flaw = made.open().texts_at_hand().flaw("gazette-20250301")
    assert flaw == f"the text at hand, {made.root / TEXT}, is not UTF-8 at byte 4"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * 1_000_000, "larger than 64 KB"),
        ("a." * 100_000 + "b = 1", "larger than 64 KB"),
        ("x = " + "[" * 30_000, "nested too deeply"),
    ],
)
def test_settings_are_few(text: str, words: str, project: MakeProject) -> None:
    """A `kg.toml` that no person wrote is refused at once."""
    made = project({"kg.toml": text})
    with pytest.raises(InputErrors, match=f"kg.toml:1: cannot be read: {words}"):
        made.open()


def test_names_that_are_too_long_are_named(project: MakeProject) -> None:
    """An id that no file can have is told by what it is, not by the system's word."""
    long = "a" * 300
    made = project()
    made.edit(FACTS, "id: gazette-20250301", f"id: {long}")
    assert f"the folder is `gazette-20250301` and the id `{long}`" in str(
        made.refused()
    )


@pytest.mark.parametrize("text", ["[" * 200_000, '{"format": {}}', "\ufeff{}", "nul"])
def test_a_manifest_may_be_anything(text: str, project: MakeProject) -> None:
    """A graph that came with a project is damaged, whatever its manifest holds."""
    made = project()
    made.build()
    (manifest,) = made.graph.glob("*/manifest.json")
    manifest.write_text(text, "utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        made.build()


@pytest.mark.parametrize("name", ["build", "build/graph"])
def test_the_graph_is_built_in_the_project(
    name: str, project: MakeProject, tmp_path: Path
) -> None:
    """Nothing is written elsewhere because a project leads there."""
    made = project()
    (tmp_path / "elsewhere").mkdir()
    (made.root / name).parent.mkdir(exist_ok=True)
    (made.root / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="leads out of the project"):
        build(made.open())
    assert not any((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("name", ["CURRENT.next", "LOCK", "CURRENT"])
def test_links_in_the_graphs_folder_make_nothing(
    name: str, project: MakeProject, tmp_path: Path
) -> None:
    """What a build writes is written in its folder, or not at all."""
    made = project()
    made.graph.mkdir(parents=True)
    (made.graph / name).symlink_to(tmp_path / "elsewhere")
    made_of(made)
    assert not (tmp_path / "elsewhere").exists()


def made_of(folder: Folder) -> None:
    """Build, or be refused."""
    try:
        folder.build()
    except StoreError:
        return


@pytest.mark.parametrize("name", ["CURRENT", "000001/manifest.json"])
def test_a_pipe_in_the_graphs_folder_is_not_waited_for(
    name: str, project: MakeProject
) -> None:
    """A pipe that nobody writes to would be read for ever."""
    made = project()
    made.build()
    (made.graph / name).unlink()
    os.mkfifo(made.graph / name)
    with pytest.raises(StoreError, match="not a file"):
        made.build()
