"""The graph's folder: what is refused there, and what a reader can rely on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from filelock import FileLock

from kg.ask.endpoint import LocalEndpoint
from kg.errors import StoreError
from kg.graph.canonical import quad_lines
from kg.graph.store import FORMAT, Generations
from kg.project.build import build
from kg.read.texts import Texts

if TYPE_CHECKING:
    from tests.conftest import Folder, MakeProject
    from tests.project.conftest import Run

APRIL_FILE = "sources/gazette-20250401/facts.yaml"
LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv = ["kg", *sys.argv[2:]]
from kg.cli import main
main()
"""
"""Runs the command line where no file may grow beyond so many bytes."""

NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Else what Python compiles would be cut off, too, and read by the next process."""


def generations(folder: Folder) -> list[str]:
    return sorted(path.name for path in folder.graph.iterdir() if path.name.isdigit())


def change(folder: Folder) -> None:
    folder.edit(APRIL_FILE, "amount: over 1,200", "amount: over 1,300")


def set_format(manifest: Path, number: object) -> None:
    data = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**data, "format": number, "new": []}), "utf-8")


def test_a_graph_of_a_newer_version_is_refused(built: Folder, kg: Run) -> None:
    """Neither reading nor building touches a graph that a newer kg wrote."""
    set_format(built.graph / "000001/manifest.json", FORMAT + 1)
    before = built.digests()
    with pytest.raises(StoreError, match=f"newer kg .format {FORMAT + 1}"):
        Generations(built.graph).open()
    for options in ([], ["--full"]):
        done = kg("-C", built.root, "build", *options)
        assert (done.returncode, done.stdout) == (3, "")
        assert "was written by a newer kg" in done.stderr
        assert "Traceback" not in done.stderr
    assert built.digests() == before


DAMAGES: dict[str, tuple[str, bytes | None]] = {
    "CURRENT is empty": ("CURRENT", b""),
    "CURRENT is no text": ("CURRENT", b"\xff\n"),
    "CURRENT names nothing": ("CURRENT", b"000009\n"),
    "CURRENT leads elsewhere": ("CURRENT", b"../../sources\n"),
    "the manifest is gone": ("000001/manifest.json", None),
    "the manifest is empty": ("000001/manifest.json", b""),
    "the manifest is no JSON": ("000001/manifest.json", b"{"),
    "the manifest is a list": ("000001/manifest.json", b"[]"),
    "the manifest has no format": ("000001/manifest.json", b"{}"),
    "the manifest has a stranger": (
        "000001/manifest.json",
        b'{"format": 1, "stranger": 1}',
    ),
    "the manifest has no digests": (
        "000001/manifest.json",
        b'{"format": 1, "schema": "", "sources": {"a": 1}}',
    ),
    "the manifest has no sources": (
        "000001/manifest.json",
        b'{"format": 1, "schema": "", "sources": null}',
    ),
    "the store is empty": ("000001/store/CURRENT", b""),
    "the store lost its index": ("000001/store/CURRENT", None),
}


@pytest.mark.parametrize(("file", "data"), DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_graph_is_refused(
    file: str, data: bytes | None, built: Folder
) -> None:
    """What is damaged is named with the way out, and nothing is lost by building."""
    if data is None:
        (built.graph / file).unlink()
    else:
        (built.graph / file).write_bytes(data)
    before = built.digests()
    for attempt in (Generations(built.graph).open, lambda: change_and_build(built)):
        with pytest.raises(StoreError, match=r"is damaged: .*; remove it and run"):
            attempt()
    assert built.digests() == before


@pytest.mark.skipif(os.name == "nt", reason="NO LIMIT of open files to set")
def test_a_graph_that_the_system_lets_nobody_read_is_not_to_be_removed(
    built: Folder,
) -> None:
    """Too many open files are no damage: the graph is read as soon as there is room."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
        with pytest.raises(StoreError, match=r"cannot be read: ") as caught:
            Generations(built.graph).open()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)

    assert "remove" not in str(caught.value)
    assert Generations(built.graph).open()


def change_and_build(folder: Folder) -> None:
    change(folder)
    folder.build()


def test_damaged_tables_are_noticed(built: Folder) -> None:
    """Cutting a table of the store in half is an error, or concerns no triple."""
    before = built.export()
    noticed = 0
    for table in sorted((built.graph / "000001/store").glob("*.sst")):
        data = table.read_bytes()
        table.write_bytes(data[: len(data) // 2])
        try:
            assert built.export() == before  # the table of an earlier step
        except StoreError as error:
            noticed += "is damaged: " in str(error)
        table.write_bytes(data)
    assert noticed >= 3
    assert built.export() == before


def test_a_removed_graph_is_built_again(built: Folder) -> None:
    """Following the advice, to remove the folder and build, restores the graph."""
    before = built.export()
    shutil.rmtree(built.graph)
    with pytest.raises(StoreError, match=r"no graph at .*; run `kg build` first"):
        Generations(built.graph).open()
    built.build()
    assert built.export() == before


def test_a_second_build_at_once_is_refused(built: Folder, kg: Run) -> None:
    """While one build writes a folder, another says so and ends."""
    before = built.digests()
    with FileLock(built.graph / "LOCK"):
        done = kg("-C", built.root, "build")
    assert done.returncode == 3
    assert "another build is writing" in done.stderr
    assert "Traceback" not in done.stderr
    assert built.digests() == before


def test_a_build_notices_that_another_was_faster(built: Folder) -> None:
    """A build that began from a graph which is no longer current starts over."""
    old = Generations(built.graph).manifest()
    change_and_build(built)
    before = built.digests()
    begun = Generations(built.graph).next(old)
    with pytest.raises(StoreError, match="another build has changed"):
        begun.__enter__()
    assert built.digests() == before


def test_a_reader_keeps_the_graph_it_opened(built: Folder) -> None:
    """Rebuilding, more than once, changes nothing for whoever reads an older graph."""
    reader = Generations(built.graph).opened()
    lines = list(quad_lines(reader.store))
    change(built)
    for _ in range(3):
        built.build(full=True)
    assert generations(built) == ["000001", "000003", "000004"]
    assert list(quad_lines(reader.store)) == lines
    assert list(quad_lines(Generations(built.graph).open())) != lines
    del reader
    built.build(full=True)
    assert generations(built) == ["000004", "000005"]


def test_an_endpoint_answers_as_before_after_any_number_of_builds(
    built: Folder,
) -> None:
    """What is asked later, of files that nobody had opened yet, is of the old graph."""
    query = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
    before = LocalEndpoint(built.graph).select(query)
    reader = LocalEndpoint(built.graph)
    amount = "1,200"
    for other in ("1,300", "1,400", "1,500"):
        built.edit(APRIL_FILE, f"amount: over {amount}", f"amount: over {other}")
        built.build()
        amount = other
    again = ox.Store.read_only(str(reader.generation / "store"))
    assert list(quad_lines(again)) == list(quad_lines(reader.store))
    assert reader.select(query) == before
    assert LocalEndpoint(built.graph).select(query) != before


READING = """\
import sys, time
from pathlib import Path
from kg.ask.endpoint import LocalEndpoint
reader = LocalEndpoint(Path(sys.argv[1]))
print(reader.generation.name, flush=True)
time.sleep(600)
"""
"""Opens a graph, and keeps it open."""


def test_the_generation_of_a_killed_reader_is_removed(
    built: Folder, root: Path
) -> None:
    """Whoever reads in another process keeps a generation until it ends, in any way."""
    command = [sys.executable, "-c", READING, str(built.graph)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "000001\n"
        try:
            for _ in range(3):
                built.build(full=True)
            assert generations(built) == ["000001", "000003", "000004"]
        finally:
            reader.kill()
    built.build(full=True)
    assert generations(built) == ["000004", "000005"]


def test_a_reader_that_comes_between_two_builds_takes_the_next_graph(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph that was removed since a reader learnt its name is not called damaged."""
    current = Generations.current
    late = [2]

    def slow(self: Generations) -> Path | None:
        found = current(self)
        if late and late.pop():
            monkeypatch.setattr(Generations, "current", current)
            for _ in range(2):
                built.build(full=True)
            monkeypatch.setattr(Generations, "current", slow)
        return found

    monkeypatch.setattr(Generations, "current", slow)
    assert Generations(built.graph).opened().folder.name == "000003"


def test_a_graph_opened_for_reading_cannot_be_changed(built: Folder) -> None:
    """A store that is opened to be asked refuses to be written."""
    before = built.export()
    store = Generations(built.graph).open()
    node = ox.NamedNode("urn:x")
    with pytest.raises((OSError, RuntimeError)):
        store.add(ox.Quad(node, node, node, node))
    assert built.export() == before


@pytest.mark.parametrize("limit", [2_000, 20_000, 60_000, 120_000])
def test_a_build_that_may_not_write_leaves_the_graph(
    limit: int, built: Folder, root: Path
) -> None:
    """Where files cannot grow the build ends with code 3, and the graph stays."""
    before, names = built.digests(), generations(built)
    change(built)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LIMITED,
            str(limit),
            "-C",
            built.root,
            "build",
            "--full",
        ],
        env={**os.environ, "PYTHONPATH": str(root)} | NO_BYTECODE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert_not_written(done, built, before, names)


def assert_not_written(
    done: subprocess.CompletedProcess[str],
    folder: Folder,
    before: dict[str, str],
    names: list[str],
) -> None:
    """Assert a refusal in words, the old graph, no half one, and that mending helps."""
    assert done.returncode == 3, done.stderr
    assert "the graph cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr
    assert folder.digests() == before
    assert generations(folder) == names
    folder.build()
    assert b"over 1,300" in folder.export()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of eight megabytes, where that is allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("NO FULL DISK: mounting a small one needs root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_leaves_the_graph(
    small_disk: Path, project: MakeProject, kg: Run
) -> None:
    """A build on a disk without room ends with code 3, and the old graph opens."""
    folder = project()
    graph = small_disk / "graph"
    build(folder.open(), graph, texts=Texts(None))
    before = list(quad_lines(Generations(graph).open()))
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"):
        filler.write_bytes(bytes(16 * 2**20))
    change(folder)
    done = kg("-C", folder.root, "-g", graph, "build", "--full")
    assert done.returncode == 3, done.stderr
    assert "the graph cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(quad_lines(Generations(graph).open())) == before
    filler.unlink()
    assert kg("-C", folder.root, "-g", graph, "build").returncode == 0
    assert [path.name for path in graph.iterdir() if path.is_dir()] != ["000001"]


def unprivileged() -> tuple[str, ...]:
    """Return the command that takes from root the right to write anywhere."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("NO READ-ONLY FOLDER: root may write anywhere, and setpriv is gone")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def test_a_read_only_folder_leaves_the_graph(built: Folder, kg: Run) -> None:
    """A build into a folder that may not be written ends with code 3."""
    before, names = built.digests(), generations(built)
    change(built)
    built.graph.chmod(0o500)
    try:
        done = kg("-C", built.root, "build", before=unprivileged())
    finally:
        built.graph.chmod(0o700)
    assert_not_written(done, built, before, names)


def test_a_file_in_place_of_the_folder_is_refused(built: Folder) -> None:
    """A graph cannot be built where a file is, and the file stays."""
    place = built.write("taken", "mine")
    with pytest.raises(StoreError, match=r"cannot be written to .*taken"):
        build(built.open(), place, texts=Texts(None))
    assert place.read_text("utf-8") == "mine"


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def dangle(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("become", "words"),
    [
        (pipe, "not a file"),
        (folder_instead, "not a file"),
        (dangle, "cannot be read: No such file or directory"),
    ],
)
def test_facts_that_are_no_file_are_refused(
    become: Callable[[Path], None], words: str, built: Folder
) -> None:
    """A pipe, a folder or a broken link in place of facts is an error, not a wait."""
    become(built.root / APRIL_FILE)
    assert [str(problem) for problem in built.refused().problems] == [
        f"{APRIL_FILE}:1: {words}"
    ]


def test_facts_that_vanish_during_a_build_are_those_that_were_read(
    built: Folder,
) -> None:
    """A build is of the files as it read them; the next build sees what is gone."""
    change(built)
    gone = built.root / APRIL_FILE

    def step(name: str) -> None:
        if name == "loading":
            gone.unlink()

    assert built.build(step=step).loaded == ("gazette-20250401",)
    assert b"over 1,300" in built.export()
    assert built.build().dropped == ("gazette-20250401",)


def test_rules_that_vanish_during_a_build_are_seen_by_the_next(built: Folder) -> None:
    """What a build was made from is noted before it is read, so a change is seen."""
    rule = built.write(
        "queries/rules/own.rq", "CONSTRUCT { ?s <urn:is> ?c } { ?s a ?c }"
    )

    def step(name: str) -> None:
        if name == "checking shapes":
            rule.unlink(missing_ok=True)

    built.build(step=step)
    assert b"<urn:is>" not in built.export()
    before = built.export()
    assert built.build().loaded
    assert built.export() == before
