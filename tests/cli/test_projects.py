"""`kg init` makes a project that works as it is, and never touches another."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.project.init import TEMPLATE

Run = Callable[..., subprocess.CompletedProcess[str]]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_project_builds_and_answers(run: Run, tmp_path: Path) -> None:
    """The commands that `kg init` names next work, one after the other."""
    made = run("init", "border-watch", cwd=tmp_path)
    folder = tmp_path / "border-watch"
    steps = made.stdout.partition("Next:")[2].split("\n")
    commands = [step.split()[1:] for step in steps if step.strip().startswith("kg ")]

    assert made.returncode == 0
    assert commands == [["build"], ["ask", "policy-targets"]]
    for command in commands:
        done = run(*command, cwd=folder)
        assert (done.returncode, done.stderr) == (0, ""), command
    assert "[lakeside-20260312.measure-target]" in done.stdout


def test_the_commands_in_its_readme_work(run: Run, example: Path) -> None:
    """Every command that the new project's README shows ends well."""
    lines = (example / "README.md").read_text("utf-8").splitlines()
    commands = [line.split()[1:] for line in lines if line.startswith("    kg ")]

    assert len(commands) >= 4
    for command in commands:
        done = run(*command, cwd=example)
        assert (done.returncode, done.stderr) == (0, ""), command


def test_the_example_has_no_warnings(built: Path) -> None:
    """A newcomer's first check finds nothing to mend."""
    project = kg.Project.open(built)

    findings = kg.check(project, texts=kg.Texts(built / "texts"))

    assert [finding for finding in findings if finding.level != "info"] == []


def test_the_example_is_covered_sentence_by_sentence(run: Run, built: Path) -> None:
    """Every sentence of the example's text has a claim or a reason."""
    done = run("coverage", "lakeside-20260312", "--format", "csv", cwd=built)

    sentences = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert len(sentences) == 5
    assert all(sentence["claims"] or sentence["reason"] for sentence in sentences)


def test_the_project_has_a_name_and_a_base_of_its_own(run: Run, tmp_path: Path) -> None:
    """Title and base IRI come from the name of the folder, as an id."""
    done = run("init", "Border_Watch 2026", cwd=tmp_path)
    project = kg.Project.open(tmp_path / "Border_Watch 2026")

    assert done.returncode == 0
    assert project.title == "border-watch-2026"
    assert project.base == "https://example.org/border-watch-2026/"


def test_an_existing_empty_folder_will_do(run: Run, tmp_path: Path) -> None:
    """`kg init .` fills the folder one stands in."""
    done = run("init", ".", cwd=tmp_path)

    names = {path.relative_to(TEMPLATE) for path in TEMPLATE.rglob("*")}
    assert done.returncode == 0
    assert len(_files(tmp_path)) == sum((TEMPLATE / name).is_file() for name in names)
    assert (tmp_path / ".gitignore").is_file()


@pytest.mark.parametrize("taken", ["notes.txt", ".hidden", "sources/x.yaml"])
def test_a_folder_with_something_in_it_is_left_alone(
    run: Run, tmp_path: Path, taken: str
) -> None:
    """Nothing is written where something is, however little."""
    (tmp_path / "mine" / taken).parent.mkdir(parents=True)
    (tmp_path / "mine" / taken).write_text("mine")

    done = run("init", "mine", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr == "error: mine is not empty; name a new folder\n"
    assert _files(tmp_path) == {f"mine/{taken}": b"mine"}


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    """A project cannot take the place of a file, nor lie in one."""
    (tmp_path / "file").write_text("mine")

    for name in ("file", "file/project"):
        done = run("init", name, cwd=tmp_path)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr
    assert _files(tmp_path) == {"file": b"mine"}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="/proc is Linux's")
def test_a_place_that_takes_no_folder_is_named(run: Run) -> None:
    """Where nothing can be written, one line says so."""
    done = run("init", "/proc/project")

    assert done.returncode == 2
    assert done.stderr.startswith("error: /proc/project cannot be filled: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_project_is_named_from_anywhere(run: Run, example: Path) -> None:
    """`kg -C FOLDER` does from outside what `kg` does inside."""
    inside = run("ask", "policy-targets", cwd=example)
    outside = run("-C", example, "ask", "policy-targets", cwd=Path("/"))

    assert outside.stdout == inside.stdout
    assert outside.returncode == 0


def test_a_project_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    """A wrong `-C` is an error that names the folder."""
    done = run("-C", "nowhere", "check", cwd=tmp_path)

    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "no such folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_texts_are_found_where_the_options_say(run: Run, example: Path) -> None:
    """`--texts` and KG_TEXTS name the folder from which quotes are cut."""
    elsewhere = example.parent / "elsewhere"
    (example / "texts").rename(elsewhere)
    ask = ("ask", "denied-claims")

    def quoted(*before: str | Path, **env: str) -> bool:
        return "\u201c" in run(*before, *ask, cwd=example, env=env).stdout

    assert not quoted()
    assert quoted("--texts", elsewhere)
    assert quoted(KG_TEXTS=str(elsewhere))
    assert not quoted("--texts", example, KG_TEXTS=str(elsewhere))


def test_coverage_without_the_text_says_where_to_put_it(
    run: Run, example: Path
) -> None:
    """Coverage needs the text, and names the file that it looked for."""
    (example / "texts/lakeside-20260312.txt").unlink()

    done = run("coverage", "lakeside-20260312", cwd=example)

    assert done.returncode == 2
    assert "texts/lakeside-20260312.txt" in done.stderr
    assert "--texts" in done.stderr


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        ("../secret", 2, "is no id of a document"),
        ("/etc/hostname", 2, "is no id of a document"),
        ("lakeside-20260312", 1, "is not UTF-8 at byte 1"),
        ("a" * 300, 2, "no text at "),
    ],
)
def test_locate_looks_into_texts_alone(
    document: str, code: int, words: str, run: Run, example: Path
) -> None:
    """No other file is looked into, and a text that cannot be read is not absent."""
    (example / "secret.txt").write_text("secret", "utf-8")
    (example / "texts/lakeside-20260312.txt").write_bytes(b"\xff secret")
    done = run("locate", document, "secret", cwd=example)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
