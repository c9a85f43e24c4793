"""The README keeps its word: every command in it runs and prints what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ELSEWHERE = ("make demo", "make test", "pip install .")
"""Run by the packaging tests and by whoever runs these tests."""


def _blocks(language: str) -> list[str]:
    found = re.findall(rf"(?ms)^ *```{language}\n(.*?)^ *```", README)
    return [textwrap.dedent(block) for block in found]


def _commands() -> Iterator[tuple[str, list[str]]]:
    """Yield each command of the README with the lines shown under it."""
    for block in _blocks("console"):
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            yield command, shown


def _environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {k: v for k, v in os.environ.items() if k != "KG_TEXTS"} | {"PATH": path}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """Run the README's commands in order, from an empty folder."""
    folder = tmp_path_factory.mktemp("readme")
    results = []
    for command, shown in _commands():
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
        elif command not in ELSEWHERE:
            done = subprocess.run(
                command,
                shell=True,
                cwd=folder,
                env=_environment(),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}: {done.stderr}"
            printed = "\n".join(line.rstrip() for line in done.stdout.splitlines())
            results.append((command, "\n".join(shown).strip(), printed.strip()))
    for block in _blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", block],
            cwd=folder,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return results


def test_every_command_prints_what_the_readme_shows(
    walked: list[tuple[str, str, str]],
) -> None:
    """What stands under a command in the README is what the command prints."""
    assert len(walked) > 10
    for command, shown, printed in walked:
        assert _uncounted(printed) == _uncounted(shown), f"$ {command}"


def _uncounted(text: str) -> str:
    """Leave out how many triples there are: that changes with every term."""
    return re.sub(r"[\d,]+ triples", "N triples", text)


def test_the_yaml_in_the_readme_is_yaml() -> None:
    """The facts shown in the README can be copied into a file."""
    blocks = _blocks("yaml")

    assert len(blocks) >= 2
    for block in blocks:
        assert isinstance(yaml.safe_load(block), dict)
