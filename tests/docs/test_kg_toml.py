"""The settings that docs/kg-toml.md lists are those that are read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from kg.errors import InputErrors
from kg.read.project import Project
from tests.docs.console import ROOT, blocks

PAGE = (ROOT / "docs/kg-toml.md").read_text("utf-8")
ROWS = re.findall(
    r"(?m)^\| `(\w+)` \| .+ \| (.+) \|$", PAGE.partition("## Settings")[2]
)
SETTINGS = dict(ROWS)


def test_every_setting_is_documented_and_no_other() -> None:
    """The table has a row for each thing that a project can be told."""
    told = {field.name for field in fields(Project)} - {"root", "own"}

    assert set(SETTINGS) == told
    assert len(ROWS) == len(SETTINGS)


@pytest.mark.parametrize("key", SETTINGS)
def test_the_default_of_a_setting_is_what_the_table_says(key: str) -> None:
    """It is what a project without ``kg.toml`` has, or none."""
    default = getattr(Project(Path()), key)
    shown = re.match(r"`(.+?)`$", SETTINGS[key])

    assert (shown[1] if shown else "") == default


def test_the_file_on_the_page_sets_every_setting(tmp_path: Path) -> None:
    """It can be copied as it is, and each of its lines is read."""
    block = next(b for b in blocks(PAGE, "toml") if b.startswith("# kg.toml"))
    (tmp_path / "kg.toml").write_text(block, "utf-8")
    written = tomllib.loads(block)["project"]

    project = Project.open(tmp_path)

    assert set(written) == set(SETTINGS)
    assert {key: getattr(project, key) for key in written} == written


@pytest.mark.parametrize("key", ["name", "license", "own", "root"])
def test_what_is_not_documented_is_refused(key: str, tmp_path: Path) -> None:
    """A setting that does nothing would be believed."""
    (tmp_path / "kg.toml").write_text(f'[project]\n{key} = "x"\n', "utf-8")

    with pytest.raises(InputErrors, match=f"`{key}` is no setting"):
        Project.open(tmp_path)


def test_the_template_sets_what_the_page_lists(root: Path) -> None:
    """`kg init` writes settings that exist."""
    (path,) = root.glob("kg/*/template/kg.toml")

    assert set(tomllib.loads(path.read_text("utf-8"))["project"]) <= set(SETTINGS)
