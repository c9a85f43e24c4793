"""The commands in README.md and docs/, run in order, page by page.

Under ``$ COMMAND`` in a ``console`` block stands what it prints. A block of YAML or
SPARQL whose first line is a comment with a path is written to that file. A page is
run in an empty folder, with the graph of the shipped sources if it does not begin by
making one. Run as a module, it writes what the commands print into the pages.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests import forks

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

ELSEWHERE: Final = ("make demo", "make test", "make docs", "pip install .")
"""Run by the packaging tests and by whoever runs these tests."""

_BLOCK: Final = re.compile(r"(?ms)^( *)```(\w+)\n(.*?)^ *```$")
_FILE: Final = re.compile(r"# ([\w./-]+\.(?:yaml|toml|rq|ttl))\n")
_TABLE: Final = re.compile(r"# ([\w./-]+\.csv)\n")
_PLAIN: Final = re.compile(r"""kg (?:[\w./:=, -]|'[^']*'|"[^"$`\\]*")*""")
"""A command in which a shell has nothing to do but to part its words."""

_MAKES: Final = ("kg init", "kg build")


@dataclass(frozen=True)
class Ran:
    """A command of a page, what stands under it, and what it printed."""

    command: str
    shown: str
    printed: str


def blocks(text: str, language: str) -> list[str]:
    """Return the blocks of a page in a language, without their indent."""
    found = (match for match in _BLOCK.finditer(text) if match[2] == language)
    return [textwrap.dedent(match[3]) for match in found]


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block, and the lines shown under it."""
    for part in re.split(r"(?m)^\$ ", block)[1:]:
        command, _, shown = part.rstrip("\n").partition("\n")
        yield command, shown


def walk(text: str, folder: Path, graph: Path) -> Iterator[Ran]:
    """Run the commands and the Python of a page; ``graph`` is that of our sources."""
    given = [c for block in blocks(text, "console") for c, _ in commands(block)]
    if not given or not given[0].startswith(_MAKES):
        shutil.copytree(graph, folder / "build" / "graph")
    for match in _BLOCK.finditer(text):
        language, block = match[2], textwrap.dedent(match[3])
        if language in ("yaml", "toml", "sparql", "turtle") and (
            file := _FILE.match(block)
        ):
            _write(folder / file[1], block)
        elif language == "csv" and (file := _TABLE.match(block)):
            _write(folder / file[1], block[file.end() :])  # which has no comments
        elif language == "python":
            run(f"{sys.executable} -c {shlex.quote(block)}", folder)
        elif language == "console":
            for command, shown in commands(block):
                if command.startswith("cd "):
                    folder /= command.removeprefix("cd ")
                elif command not in ELSEWHERE:
                    yield Ran(command, shown, run(command, folder))


def run(command: str, folder: Path) -> str:
    """Run a command as a reader of the page would; return what it prints."""
    done = _ran(command, folder)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


def _ran(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {k: v for k, v in os.environ.items() if k not in ("KG_TEXTS", "COLUMNS")}
    if _PLAIN.fullmatch(command):
        return forks.kg(*shlex.split(command)[1:], cwd=folder, env=kept)
    return subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=kept | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def refreshed(text: str, folder: Path, graph: Path) -> str:
    """Return a page with what its commands print now."""
    results = iter(list(walk(text, folder, graph)))

    def fill(match: re.Match[str]) -> str:
        indent, language, block = match[1], match[2], textwrap.dedent(match[3])
        if language != "console":
            return match[0]
        lines = []
        for command, _ in commands(block):
            lines.append(f"$ {command}")
            if not command.startswith("cd ") and command not in ELSEWHERE:
                lines += next(results).printed.splitlines()
        body = textwrap.indent("\n".join(lines), indent)
        return f"{indent}```console\n{body}\n{indent}```"

    return _BLOCK.sub(fill, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        run("kg build", top)
        for number, path in enumerate(PAGES):
            text = path.read_text("utf-8")
            chosen = path.name in sys.argv[1:] or len(sys.argv) == 1
            if chosen and blocks(text, "console"):
                (top / str(number)).mkdir()
                new = refreshed(text, top / str(number), top / "build" / "graph")
                path.write_text(new, "utf-8")
