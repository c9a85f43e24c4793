"""`kg export` writes a whole file or none."""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.export.forms import GRAPH_FORMS
from tests.cli.conftest import KG

Run = Callable[..., subprocess.CompletedProcess[str]]

FILE = ("export", "nquads", "-o", "new")
NETWORK = ("export", "evidence", "-o", "new.gexf")
TABLES = ("export", "evidence", "--form", "csv", "-o", "new")
RELEASE = ("export", "release", "-o", "new")


def names(folder: Path) -> list[str]:
    """Return everything in a folder, what is hidden too."""
    return sorted(path.name for path in folder.iterdir())


FILES = [name for name, form in GRAPH_FORMS.items() if not form.folder]


NO_TEXT = "tables-sqlite"
"""A form that is written in bytes that are no text."""


@pytest.mark.parametrize(
    "form", [f for f in FILES if f not in ("quickstatements", NO_TEXT)]
)
def test_a_file_and_the_output_get_the_same_bytes(
    run: Run, built: Path, tmp_path: Path, form: str
) -> None:
    """`-o FILE` writes what is else printed, and prints nothing."""
    printed = run("export", form, cwd=built)
    written = run("export", form, "-o", tmp_path / "graph", cwd=built)

    assert printed.returncode == written.returncode == 0
    assert printed.stderr == written.stderr == written.stdout == ""
    assert (tmp_path / "graph").read_text("utf-8") == printed.stdout
    assert ("leaving" if form == "cube" else "seasonal-permit-stop") in printed.stdout


def test_a_database_is_written_alike_to_a_file_and_to_the_output(
    built: Path, tmp_path: Path
) -> None:
    """Bytes that are no text come out as they are."""
    words = [str(KG), "-C", str(built), "export", NO_TEXT]
    printed = subprocess.run(words, capture_output=True, check=True, timeout=120)
    written = [*words, "-o", str(tmp_path / "graph")]
    done = subprocess.run(written, capture_output=True, check=True, timeout=120)

    assert printed.stderr == done.stderr == done.stdout == b""
    assert (tmp_path / "graph").read_bytes() == printed.stdout
    assert printed.stdout.startswith(b"SQLite format 3\0")


def test_a_file_that_is_there_is_replaced(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """The new file takes the place of the old one, and leaves nothing beside it."""
    (tmp_path / "graph.nq").write_text("what was there before")

    done = run("-C", built, "export", "nquads", "-o", "graph.nq", cwd=tmp_path)

    assert done.returncode == 0
    assert "before" not in (tmp_path / "graph.nq").read_text("utf-8")[:30]
    assert names(tmp_path) == ["graph.nq"]
    assert (tmp_path / "graph.nq").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (".", "Is a directory"),
        ("nowhere/graph.nq", "No such file or directory"),
        ("file/graph.nq", "Not a directory"),
        ("/dev/full", "No space left on device"),
    ],
)
@pytest.mark.parametrize("words", [["nquads"], ["flows", "--form", "gexf"]])
def test_a_place_that_takes_no_file_is_named(
    run: Run, built: Path, tmp_path: Path, words: list[str], place: str, reason: str
) -> None:
    """A folder, a missing folder and a full disk end with 3 and leave no half file."""
    (tmp_path / "file").write_text("mine")

    done = run("-C", built, "export", *words, "-o", place, cwd=tmp_path)

    assert done.returncode == 3
    assert done.stderr == f"error: cannot write {place}: {reason}\n"
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file", "it is a file, not a folder"),
        ("nowhere/tables", "No such file or directory"),
        ("file/tables", "Not a directory"),
        ("taken", "it holds other files, such as mine.txt; name a new folder"),
        ("/dev/full", "it is a file, not a folder"),
    ],
)
@pytest.mark.parametrize("words", [["release"], ["flows", "--form", "csv"]])
def test_a_place_that_takes_no_folder_is_named(
    run: Run, built: Path, tmp_path: Path, words: list[str], place: str, reason: str
) -> None:
    """What somebody else put there is neither replaced nor mixed with."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/mine.txt").write_text("mine")

    done = run("-C", built, "export", *words, "-o", place, cwd=tmp_path)

    assert done.returncode == 3
    assert done.stderr == f"error: cannot write {place}: {reason}\n"
    assert names(tmp_path) == ["file", "taken"]
    assert names(tmp_path / "taken") == ["mine.txt"]


def test_an_old_file_outlives_a_failed_export(run: Run, tmp_path: Path) -> None:
    """Without a graph there is nothing to write, and what was there stays."""
    (tmp_path / "graph.nq").write_text("old")

    done = run("export", "nquads", "-o", "graph.nq", cwd=tmp_path)

    assert done.returncode == 3
    assert (tmp_path / "graph.nq").read_text() == "old"


def test_what_was_not_known_yet_is_nothing_to_write(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """A form of claims without any ends with 3, and the old file stays."""
    (tmp_path / "old.ttl").write_text("old")
    for form in ("statements", "rdf12", "nanopub"):
        words = ("export", form, "--as-of", "2026-03-11", "-o", "old.ttl")
        done = run("-C", built, *words, cwd=tmp_path)
        assert done.returncode == 3
        assert done.stderr.startswith("error: ")
        assert "by 2026-03-11" in done.stderr
    assert (tmp_path / "old.ttl").read_text() == "old"


def test_a_pipe_is_a_place_to_write(run: Run, built: Path) -> None:
    """`-o /dev/stdout` is the standard output."""
    done = run("export", "ntriples", "-o", "/dev/stdout", cwd=built)

    assert done.returncode == 0
    assert done.stdout == run("export", "ntriples", cwd=built).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an old file in it."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here/old").write_text("old")
    return tmp_path / "here"


def in_shell(
    script: str, built: Path, words: Sequence[str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a script, in which `$EXPORT` is an export of the example."""
    command = shlex.join([str(KG), "-C", str(built), *words])
    return subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env={**os.environ, "EXPORT": command, "FOLDER": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("words", [FILE, NETWORK, TABLES, RELEASE])
def test_a_file_that_grows_too_large_leaves_nothing(
    built: Path, folder: Path, words: tuple[str, ...]
) -> None:
    """The system refuses the bytes after the first thousand, in the middle."""
    limit = (1000, 1000)
    done = subprocess.run(
        [KG, "-C", built, *words],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # it would be cut off, too
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"error: cannot write {words[-1]}: File too large\n"
    assert names(folder) == ["old"]


@pytest.mark.parametrize("words", [FILE, NETWORK, TABLES, RELEASE])
def test_a_disk_that_fills_up_leaves_nothing(
    built: Path, folder: Path, words: tuple[str, ...]
) -> None:
    """A real disk of 8 kB is as empty afterwards as it was before."""
    mounted = ["unshare", "--user", "--map-root-user", "--mount"]
    mount = 'mount -t tmpfs -o size=8k none "$FOLDER"'
    tried = in_shell(f"{shlex.join(mounted)} {mount}", built, words, folder)
    if tried.returncode:
        pytest.skip(f"NO DISK TO FILL: {tried.stderr.strip()}")

    inside = f'{mount} && cd "$FOLDER" && {{ $EXPORT; echo $?; ls -A; }}'
    script = f"{shlex.join(mounted)} sh -c {shlex.quote(inside)}"
    done = in_shell(script, built, words, folder)

    assert done.stdout == "3\n"
    assert done.stderr.endswith(f"{words[-1]}: No space left on device\n")
    assert done.stderr.startswith("error: cannot write ")


@pytest.mark.parametrize("words", [FILE, NETWORK, TABLES, RELEASE])
def test_a_folder_that_may_not_be_written_is_named(
    built: Path, folder: Path, words: tuple[str, ...]
) -> None:
    """A folder of somebody else stays as it is."""
    folder.chmod(0o555)
    script = "$EXPORT"
    if os.geteuid() == 0:  # root may write everywhere, until it renounces that
        if shutil.which("setpriv") is None:
            pytest.skip("NO FOLDER IS FORBIDDEN: the tests are run by root")
        script = "setpriv --bounding-set=-dac_override --inh-caps=-dac_override $EXPORT"
    done = in_shell(script, built, words, folder)
    folder.chmod(0o755)

    assert done.returncode == 3
    assert done.stderr == f"error: cannot write {words[-1]}: Permission denied\n"
    assert names(folder) == ["old"]


@pytest.mark.parametrize("words", [FILE, RELEASE])
def test_control_c_leaves_nothing(
    built: Path, folder: Path, words: tuple[str, ...]
) -> None:
    """An export that is interrupted as soon as it writes ends with 130, tracelessly."""
    for _ in range(10):
        process = subprocess.Popen(
            [KG, "-C", built, *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        while names(folder) == ["old"] and process.poll() is None:
            os.sched_yield()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        if process.returncode != 0:  # else it had ended before the signal came
            break
        place = folder / "new"
        shutil.rmtree(place) if place.is_dir() else place.unlink()

    assert process.returncode == 130
    assert (out, err.strip()) == ("", "error: interrupted; nothing was changed")
    assert names(folder) == ["old"]


@pytest.mark.parametrize(
    "words",
    [
        ["nquads"],
        ["turtle"],
        ["jsonld"],
        ["evidence"],
        ["evidence", "--form", "graphml"],
        ["evidence", "--form", "cytoscape"],
        ["nquads", "-o", "/dev/stdout"],
        ["evidence", "--form", "gexf", "-o", "/dev/stdout"],
    ],
)
def test_a_reader_that_has_enough_ends_it_quietly(
    article: Path, root: Path, words: list[str]
) -> None:
    """`kg export … | head` is no failure, however much was still to come."""
    process = subprocess.Popen(
        [KG, "-C", root, "-g", article, "export", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(10)
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()

    assert process.wait(60) == 0
    assert told == b""


@pytest.mark.parametrize("words", [["turtle"], ["flows"], ["cube"], ["--list"]])
def test_an_output_that_is_full_is_told(
    built: Path, folder: Path, words: list[str]
) -> None:
    """What could not be printed is not said to have been."""
    done = in_shell("$EXPORT > /dev/full", built, ["export", *words], folder)

    assert done.returncode == 3
    assert done.stderr == "error: No space left on device\n"


def test_a_release_can_be_written_again(run: Run, built: Path, tmp_path: Path) -> None:
    """Into the same folder, with the same bytes."""
    first = run("export", "release", "-o", tmp_path / "release", cwd=built)
    sums = (tmp_path / "release/SHA256SUMS").read_bytes()
    again = run("export", "release", "-o", tmp_path / "release", cwd=built)

    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr == again.stderr
    assert first.stderr.endswith(" files.\n")
    assert (tmp_path / "release/SHA256SUMS").read_bytes() == sums
    assert names(tmp_path) == ["release"]
