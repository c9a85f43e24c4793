"""How much processor time each command takes, by itself and beside another checkout.

    python benchmarks/startup.py [--against FOLDER] [--runs RUNS]

Runs every command RUNS times (5 by default) on a copy of the sources of this repository
and prints the median of the processor time, children included, which other work on the
machine disturbs less than a clock. FOLDER is another checkout with its own ``.venv``,
such as the commit before: its commands run in turn with ours, on its own sources, and
the ratio is printed.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
DOCUMENT = "sources/dailysabah-20250604/facts.yaml"
FLOW = "afghans-leaving-pakistan-2025"
MODEL = Path("/proc/cpuinfo")


class Checkout:
    """A checkout, with a copy of its project to build."""

    def __init__(self, root: Path, python: Path, folder: Path) -> None:
        self.root, self.python, self.project = root, python, folder
        for name in ("ontology", "queries", "sources"):
            shutil.copytree(root / name, folder / name)
        self.changes = 0

    def kg(self, *arguments: str) -> None:
        """Run a command."""
        self.run("-m", "kg", "-C", str(self.project), *arguments)

    def run(self, *arguments: str, **environment: str) -> None:
        """Run Python with this checkout's package; a failing command ends it all.

        Modules are compiled once, whatever the environment says, as those of users are.
        """
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(  # noqa: S603
            [self.python, *arguments],
            check=False,
            cwd=self.project,
            env={**kept, "PYTHONPATH": str(self.root), **environment},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr}")

    def fresh(self) -> None:
        """Remove what was built."""
        shutil.rmtree(self.project / "build", ignore_errors=True)

    def change(self) -> None:
        """Change one document."""
        self.changes += 1
        path = self.project / DOCUMENT
        text = path.read_text("utf-8")
        start = text.index("  title: ")
        end = text.index("\n", start)
        title = f'  title: "Change {self.changes}"'
        path.write_text(text[:start] + title + text[end:], "utf-8")


def completed(checkout: Checkout) -> None:
    """Let the shell complete a command's name."""
    complete(checkout, "")


def complete(checkout: Checkout, *words: str) -> None:
    """Let the shell complete the last of some words."""
    line = {"COMP_WORDS": " ".join(("kg", *words)), "COMP_CWORD": str(len(words))}
    code = "from kg.cli import main; main()"
    checkout.run("-c", code, _KG_COMPLETE="bash_complete", **line)


Command = Callable[[Checkout], None]
BUILT: dict[str, tuple[Command | None, Command]] = {
    "kg build": (Checkout.fresh, lambda c: c.kg("build")),
    "kg build, nothing changed": (None, lambda c: c.kg("build")),
    "kg build, one document changed": (Checkout.change, lambda c: c.kg("build")),
    "kg check": (None, lambda c: c.kg("check")),
}
ASKED: dict[str, tuple[Command | None, Command]] = {
    "kg ask policy-targets": (None, lambda c: c.kg("ask", "policy-targets")),
    "kg show": (None, lambda c: c.kg("show", "pk-repatriation-campaign")),
    "kg find": (None, lambda c: c.kg("find", "deportation campaign")),
    "kg list": (None, lambda c: c.kg("list", "policies")),
    "kg explain": (None, lambda c: c.kg("explain", "dailysabah-20250604.F12")),
    "kg terms": (None, lambda c: c.kg("terms")),
    "kg figures FLOW": (None, lambda c: c.kg("figures", FLOW)),
    "kg figures": (None, lambda c: c.kg("figures")),
    "kg questions": (None, lambda c: c.kg("questions")),
    "kg --version": (None, lambda c: c.run("-m", "kg", "--version")),
    "kg --help": (None, lambda c: c.run("-m", "kg", "--help")),
    "completion": (None, completed),
    "completion of a thing": (None, lambda c: complete(c, "show", "pk")),
    "completion of a question": (None, lambda c: complete(c, "ask", "policy-t")),
    "import kg": (None, lambda c: c.run("-c", "import kg")),
    "Python alone": (None, lambda c: c.run("-c", "pass")),
}


def seconds(checkout: Checkout, before: Command | None, command: Command) -> float:
    """Return the processor time of a command and its children."""
    if before is not None:
        before(checkout)
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    command(checkout)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def machine() -> str:
    """Name the machine: processor, how many, Python."""
    lines = MODEL.read_text().splitlines() if MODEL.is_file() else []
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    """Print one line per command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--against", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        checkouts = [Checkout(ROOT, Path(sys.executable), Path(folder) / "this")]
        if options.against is not None:
            root = options.against.resolve()
            python = root / ".venv" / "bin" / "python"
            checkouts.append(Checkout(root, python, Path(folder) / "other"))
        for checkout in checkouts:
            checkout.kg("build")  # and whatever Python compiles the first time
        for name, (before, command) in {**BUILT, **ASKED}.items():
            runs = [
                [seconds(checkout, before, command) for checkout in checkouts]
                for _ in range(options.runs)
            ]
            ours, *theirs = (median(times) for times in zip(*runs, strict=True))
            line = f"{name:32} {ours:6.2f} s"
            for other in theirs:
                line += f" {other:8.2f} s {other / ours:6.1f} times"
            print(line, flush=True)


if __name__ == "__main__":
    main()
