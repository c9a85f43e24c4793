"""Files and folders appear whole or not at all, whatever ends the writing."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kg.read.files import ExportFailed, output, output_folder


class Stopped(Exception):
    """What a writer ends with."""


def names(folder: Path) -> list[str]:
    """Return everything in a folder, what is hidden too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def permissions(path: Path) -> str:
    return stat.filemode(path.stat().st_mode)


def test_a_file_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    """Until the last byte is written, whoever looks finds the old file."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with output(path) as file:
        file.write(b"new" * 100_000)
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new" * 100_000
    assert names(tmp_path) == ["file"]
    assert permissions(path) == "-rw-r--r--"


def write_half(path: Path, end: BaseException) -> None:
    """Begin a file and end in the middle."""
    with output(path) as file:
        file.write(b"half")
        file.flush()
        raise end


def fill_half(path: Path, end: BaseException) -> None:
    """Begin a folder and end in the middle."""
    with output_folder(path) as folder:
        (folder / "half").write_bytes(b"half")
        raise end


def fill(path: Path) -> None:
    """Write a folder with one file."""
    with output_folder(path) as folder:
        (folder / "a").write_bytes(b"a")


@pytest.mark.parametrize("end", [KeyboardInterrupt(), Stopped(), SystemExit(1)])
def test_an_end_in_the_middle_leaves_nothing(
    tmp_path: Path, end: BaseException
) -> None:
    """Neither a half file nor a temporary one, and what was there stays."""
    (tmp_path / "old").write_bytes(b"old")
    for name in ("old", "new"):
        with pytest.raises(type(end)):
            write_half(tmp_path / name, end)
        with pytest.raises(type(end)):
            fill_half(tmp_path / f"{name}.d", end)
    assert names(tmp_path) == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


def test_a_disk_that_fails_is_an_error_of_one_line(tmp_path: Path) -> None:
    """Whatever the system says of the writing is said of the place."""
    failure = OSError(errno.EIO, os.strerror(errno.EIO))
    for begin in (write_half, fill_half):
        with pytest.raises(
            ExportFailed, match=r"^cannot write .*x: Input/output error$"
        ):
            begin(tmp_path / "x", failure)
    assert names(tmp_path) == []


def test_a_reader_that_has_enough_is_no_failure(tmp_path: Path) -> None:
    """Whoever wrote is told that nobody reads, and not that it cannot be written."""
    with pytest.raises(BrokenPipeError):
        write_half(tmp_path / "x", BrokenPipeError())


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    """It can be read by all, and its folders too."""
    with output_folder(tmp_path / "new") as folder:
        (folder / "data").mkdir()
        (folder / "data/a").write_bytes(b"a")
        (folder / "b").write_bytes(b"b")
        assert not (tmp_path / "new").exists()
        number = folder.stat().st_ino
    assert (tmp_path / "new").stat().st_ino == number, "moved, not filled"
    assert names(tmp_path) == ["new", "new/b", "new/data", "new/data/a"]
    assert permissions(tmp_path / "new") == "drwxr-xr-x"
    assert permissions(tmp_path / "new/data/a") == "-rw-r--r--"


def test_a_folder_is_written_again(tmp_path: Path) -> None:
    """Files of the same names are replaced, and those that are new are added."""
    with output_folder(tmp_path) as folder:
        (folder / "a").write_bytes(b"old")
    with output_folder(tmp_path) as folder:
        (folder / "a").write_bytes(b"new")
        (folder / "sub").mkdir()
        (folder / "sub/b").write_bytes(b"b")
    assert names(tmp_path) == ["a", "sub", "sub/b"]
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("other", ["mine", "sub/mine", ".mine"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, other: str) -> None:
    """What somebody else put there is neither mixed with nor taken away."""
    (tmp_path / "sub").mkdir()
    (tmp_path / other).write_bytes(b"mine")
    before = names(tmp_path)
    with pytest.raises(ExportFailed, match=f"it holds other files, such as {other};"):
        fill(tmp_path)
    assert names(tmp_path) == before


def test_a_link_to_nowhere_is_another_file(tmp_path: Path) -> None:
    """Links count, also those that lead to nothing."""
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(ExportFailed, match="it holds other files, such as link;"):
        fill(tmp_path)
    assert names(tmp_path) == ["link"]


def test_links_are_followed(tmp_path: Path) -> None:
    """A link stays a link, and what it leads to is what is written."""
    (tmp_path / "far/folder").mkdir(parents=True)
    (tmp_path / "far/old").write_bytes(b"old")
    (tmp_path / "old").symlink_to("far/old")
    (tmp_path / "folder").symlink_to("far/folder")
    with output(tmp_path / "old") as file:
        file.write(b"written")
    fill(tmp_path / "folder")
    assert all((tmp_path / name).is_symlink() for name in ("old", "folder"))
    assert names(tmp_path / "far") == ["folder", "folder/a", "old"]
    assert (tmp_path / "far/old").read_bytes() == b"written"


def test_a_link_to_nowhere_makes_nothing_there(tmp_path: Path) -> None:
    """Where a link leads that came with a project, nobody asked for a file."""
    (tmp_path / "far").mkdir()
    (tmp_path / "new").symlink_to("far/new")
    with (
        pytest.raises(ExportFailed, match="far/new, which is not there"),
        output(tmp_path / "new") as file,
    ):
        file.write(b"written")
    with pytest.raises(ExportFailed, match="far/new, which is not there"):
        fill(tmp_path / "new")
    assert names(tmp_path / "far") == []


def test_the_folder_one_is_in_can_be_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`.` has no name of its own, and a folder beside it is meant."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    fill(Path())
    assert names(tmp_path) == ["here", "here/a"]


def test_names_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    """The temporary name is no longer than the real one may be."""
    name = "ü" * 126 + ".x"  # 254 bytes
    with output(tmp_path / name) as file:
        file.write(b"x")
    fill(tmp_path / name.upper())
    assert len(names(tmp_path)) == 3


def test_a_file_is_no_folder_nor_the_other_way(tmp_path: Path) -> None:
    """A file where a folder is to be, and a folder where a file is."""
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportFailed, match="file: it is a file, not a folder"):
        fill(tmp_path / "file")
    with pytest.raises(ExportFailed, match="folder: Is a directory"):
        write_half(tmp_path / "folder", Stopped())
    assert names(tmp_path) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_device_is_written_to_directly(tmp_path: Path) -> None:
    """A pipe is not replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with output(pipe) as file:
        file.write(b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
