"""The source package holds the whole repository, so that whoever has it can test it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

from tests.packaging.test_wheel import copy_checkout


def test_the_source_package_holds_every_file(root: Path, tmp_path: Path) -> None:
    """Made without git: tests, pages and what contributors expect are in it, too."""
    copy = tmp_path / "checkout"
    copy_checkout(root, copy)
    words = ("-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path / "dist"))

    subprocess.run([sys.executable, *words], cwd=copy, check=True, capture_output=True)

    (package,) = (tmp_path / "dist").glob("apf_kg-*.tar.gz")
    with tarfile.open(package) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    files = (path for path in copy.rglob("*") if path.is_file())
    assert inside - {"PKG-INFO"} == {p.relative_to(copy).as_posix() for p in files}
