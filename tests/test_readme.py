"""README.md and docs/ keep their word: every command runs and prints what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.docs.console import PAGES, ROOT, blocks, commands, walk

README = ROOT / "README.md"
TALKING = [path for path in PAGES if blocks(path.read_text("utf-8"), "console")]


@pytest.mark.parametrize("page", TALKING, ids=lambda path: path.stem)
def test_every_command_prints_what_its_page_shows(
    page: Path, article: Path, tmp_path: Path
) -> None:
    """What stands under a command is what it prints, figures and all.

    `make docs` writes it anew.
    """
    ran = list(walk(page.read_text("utf-8"), tmp_path, article))

    assert ran
    for each in ran:
        assert each.printed == each.shown.strip("\n"), f"$ {each.command}"


def test_the_readme_can_be_read_in_one_sitting() -> None:
    """It has at most nine kilobytes, and shows a build, an answer and a project."""
    text = README.read_text("utf-8")
    shown = [c for block in blocks(text, "console") for c, _ in commands(block)]

    assert len(text.encode()) <= 9_000
    assert {"kg build", "make demo", "make test", "kg init border-watch"} <= set(shown)
    assert any(command.startswith("kg ask ") for command in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_yaml_of_a_page_is_yaml(page: Path) -> None:
    """The facts shown can be copied into a file."""
    for block in blocks(page.read_text("utf-8"), "yaml"):
        assert isinstance(yaml.safe_load(block), dict)
