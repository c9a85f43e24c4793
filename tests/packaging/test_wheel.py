"""The wheel works where no checkout is, and `make demo` where nothing is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

import kg
from tests.conftest import shared_by_all

LEFT_OUT = (
    *(".git", ".venv", "build", "dist", "texts", "__pycache__", ".*_cache"),
    *("node_modules", "app"),
)
APP = "kg/pages/static/app"
"""What is built from ``web/``, and in no commit."""


@dataclass(frozen=True)
class Installed:
    """A copy of the checkout, what `make demo` printed in it, and the wheel's home."""

    folder: Path

    @property
    def copy(self) -> Path:
        return self.folder / "checkout"

    @property
    def bin(self) -> Path:
        return self.folder / "venv" / "bin"

    @property
    def demo(self) -> str:
        return (self.folder / "demo.txt").read_text("utf-8")

    @property
    def wheel(self) -> Path:
        (path,) = self.wheels.glob("apf_kg-*.whl")
        return path

    @property
    def wheels(self) -> Path:
        return self.folder / "wheel"

    def run(self, *words: str | Path, cwd: Path) -> str:
        """Run a program of the environment, with nothing of this one around it."""
        kept = ("PATH", "HOME", "LANG", "TMPDIR")
        done = subprocess.run(
            [self.bin / words[0], *words[1:]],
            cwd=cwd,
            env={name: os.environ[name] for name in kept if name in os.environ},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _run(*words: str | Path, cwd: Path) -> str:
    env = {k: v for k, v in os.environ.items() if k not in ("KG_TEXTS", "MAKEFLAGS")}
    env |= {"PIP_COMPILE": "0"}  # Python compiles what is imported, a tenth of it all
    done = subprocess.run(
        words, cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_checkout(root: Path, target: Path) -> None:
    """Copy the files that git knows or would add; without git, all but waste."""
    words = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(words, cwd=root, capture_output=True, check=False)
    if listed.returncode:
        shutil.copytree(root, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
        return
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (root / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, target / name)


def _documents(root: Path) -> str:
    """Return how a build of this repository begins."""
    return f"{len(list(root.glob('sources/*/facts.yaml')))} documents, "


def _pip(python: str | Path, *words: str | Path, cwd: Path) -> None:
    _run(python, "-m", "pip", "--disable-pip-version-check", *words, cwd=cwd)


def _make(root: Path, installed: Installed) -> None:
    """Run `make demo` in a copy, then put the wheel in the place of the copy."""
    copy_checkout(root, installed.copy)
    if (root / APP).is_dir():  # built here, so that npm need not do it once more
        shutil.copytree(root / APP, installed.copy / APP, copy_function=shutil.copy)
    places = (f"PYTHON={sys.executable}", f"VENV={installed.folder / 'venv'}")
    demo = _run("make", "--no-print-directory", "demo", *places, cwd=installed.copy)
    (installed.folder / "demo.txt").write_text(demo, "utf-8")
    # the wheel is made by the environment of the tests, which has what builds it
    words = ("wheel", "--no-build-isolation", "--no-deps", "-w", installed.wheels, ".")
    _pip(sys.executable, *words, cwd=installed.copy)
    python = installed.bin / "python"
    _pip(python, "uninstall", "--yes", "apf-kg", cwd=installed.folder)
    _pip(python, "install", "--no-deps", installed.wheel, cwd=installed.folder)
    shutil.move(installed.copy, installed.folder / "moved-away")


@pytest.fixture(scope="session")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Make, once for all workers of a run, an environment that has only the wheel."""
    shared = shared_by_all(tmp_path_factory)
    done = Installed(shared / "packaged")
    with FileLock(shared / "packaged.lock"):
        if not (done.folder / "moved-away").exists():
            done.folder.mkdir()
            _make(root, done)
    return done


def test_make_demo_prints_three_answers_with_citations(
    installed: Installed, root: Path
) -> None:
    """From a bare checkout, one command builds the graph, asks it, and writes pages.

    The last line says which file to open, and it is there.
    """
    printed = " ".join(installed.demo.split())

    assert _documents(root) in printed
    for claim in ("F05", "F12", "F39"):
        assert f"[dailysabah-20250604.{claim}]" in printed
    assert installed.demo.count("?\n") == 3
    last = installed.demo.rstrip().rpartition("\n")[2]
    assert last.startswith("Open file:///")
    page = last.removeprefix("Open file://").partition(" in a browser; ")[0]
    assert page.endswith("/build/site/index.html")


def test_the_wheel_has_what_the_command_needs(installed: Installed, root: Path) -> None:
    """All of the package, what comes with it and licences are in the wheel.

    It is made where no git tells a builder what to leave out, so that a folder of the
    package that has the name of waste, as ``build``, would be missing.
    """
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = set(wheel.namelist())

    for folder in ("mappings", "ontology", "queries", "sources"):
        files = (path for path in (root / folder).rglob("*") if path.is_file())
        assert {
            f"kg/_data/{path.relative_to(root).as_posix()}" for path in files
        } <= names
    files = (path for path in (root / "kg").rglob("*") if path.is_file())
    tracked = {p.relative_to(root).as_posix() for p in files if p.suffix != ".pyc"}
    assert tracked == {n for n in names if n.startswith("kg/") and "/_data/" not in n}
    licences = {name for name in names if ".dist-info/licenses/" in name}
    assert {name.partition("licenses/")[2] for name in licences} == {
        *("LICENSE", "mappings/LICENSE", "ontology/LICENSE", "sources/LICENSE"),
        "kg/match/names_of_countries.LICENSE",
    }


def test_the_wheel_has_nothing_else(installed: Installed) -> None:
    """Tests, source texts and what a build leaves stay at home."""
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = wheel.namelist()

    tops = {name.split("/")[0].split("-")[0] for name in names}
    assert tops == {"kg", "apf_kg"}
    texts = [name for name in names if "/texts/" in name]
    assert texts == ["kg/project/template/texts/lakeside-20260312.txt"]
    assert not any("__pycache__" in name or "/build/graph/" in name for name in names)


def test_scripts_come_with_the_wheel_where_they_can_be_built(
    installed: Installed, root: Path
) -> None:
    """All that was built, with the licences of what is in it."""
    with zipfile.ZipFile(installed.wheel) as wheel:
        inside = {name for name in wheel.namelist() if name.startswith(APP)}

    built = {f"{APP}/{path.name}" for path in (root / APP).glob("*")}
    assert not built or inside == built
    assert not built or f"{APP}/licences.md" in inside


def test_a_wheel_without_npm_says_so_and_has_no_script(
    root: Path, tmp_path: Path
) -> None:
    """It is a whole wheel otherwise: pages need no script."""
    copy = tmp_path / "checkout"
    copy_checkout(root, copy)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=copy,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "NO SCRIPTS ON PAGES: npm is missing" in done.stderr
    (path,) = tmp_path.glob("apf_kg-*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
    assert "kg/pages/scripts.py" in names
    assert not any(name.startswith(APP) for name in names)


def test_every_requirement_is_met(installed: Installed) -> None:
    """What the wheel says that it needs is what was installed with it."""
    words = ("python", "-m", "pip", "check")

    assert "No broken requirements" in installed.run(*words, cwd=installed.folder)


def test_the_package_is_imported_from_the_wheel(
    installed: Installed, tmp_path: Path
) -> None:
    """`import kg` finds the installed package, typed, and no checkout."""
    code = "import kg, pathlib; print(pathlib.Path(kg.__file__).parent)"

    place = Path(installed.run("python", "-c", code, cwd=tmp_path).strip())

    assert place.is_relative_to(installed.bin.parent)
    assert (place / "py.typed").is_file()
    assert not (place.parent / "ontology").exists()


def test_the_command_works_in_an_empty_folder(
    installed: Installed, root: Path, tmp_path: Path
) -> None:
    """Without any project, the sources that came along are built and asked."""
    version = installed.run("kg", "--version", cwd=tmp_path)
    built = installed.run("kg", "build", cwd=tmp_path)
    asked = installed.run("kg", "ask", "policy-targets", cwd=tmp_path)
    query = "SELECT (COUNT(?by) AS ?n) { ?by apf:disputes ?claim }"
    counted = installed.run("kg", "sparql", query, "--format", "csv", cwd=tmp_path)

    assert version.startswith("kg, version ")
    assert built.startswith(_documents(root))
    assert "[dailysabah-20250604.F05]" in " ".join(asked.split())
    assert counted.split() == ["n", "1"]
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_new_project_works_beside_no_checkout(
    installed: Installed, tmp_path: Path
) -> None:
    """`kg init` and everything after it work from the wheel alone."""
    installed.run("kg", "init", "mine", cwd=tmp_path)
    installed.run("kg", "build", cwd=tmp_path / "mine")
    installed.run("kg", "check", "--fail-on", "warning", cwd=tmp_path / "mine")
    asked = installed.run(
        *("kg", "ask", "policy-targets", "--format", "json"), cwd=tmp_path / "mine"
    )
    shown = installed.run("kg", "show", "Port Lake", cwd=tmp_path / "mine")

    targets = [row["target"] for row in json.loads(asked)["rows"]]
    assert targets == ["hillmark-seasonal-workers"]
    assert shown.startswith("Government of Lakeland (Government, lakeland-government)")
    files = {path.name for path in (tmp_path / "mine").iterdir()}
    assert {".gitignore", "kg.toml", "sources", "texts", "README.md"} <= files


def test_python_opens_and_asks_the_graph(installed: Installed, tmp_path: Path) -> None:
    """The lines of Python that the README shows work from the wheel alone."""
    installed.run("kg", "build", cwd=tmp_path)
    code = (
        "import kg; graph = kg.open('build/graph'); "
        "answer = graph.ask('denied-claims'); print(answer.claims[1].claim.id)"
    )

    printed = installed.run("python", "-c", code, cwd=tmp_path)

    assert printed.strip() == "dailysabah-20250604.F39"


def test_the_version_is_that_of_the_checkout(installed: Installed, root: Path) -> None:
    """The wheel and this package are one release."""
    line = next(
        line
        for line in (root / "pyproject.toml").read_text("utf-8").splitlines()
        if line.startswith("version = ")
    )
    number = line.split('"')[1]

    assert installed.wheel.name.startswith(f"apf_kg-{number}-")
    lines = installed.run("kg", "--version", cwd=installed.folder).splitlines()
    assert lines[0] == f"kg, version {number}"
    assert kg.__all__
