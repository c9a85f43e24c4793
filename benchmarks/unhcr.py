"""How long all of UNHCR's tables take to build, beside the sources that come with kg.

    python benchmarks/unhcr.py FOLDER

FOLDER holds the four tables that the mappings name (`kg fetch` brings them). Every year
is read, not only the last that the mappings choose. The project and its graph are in a
temporary folder. Printed are seconds of the clock and of the processor, with all
processes that took part, and the most memory that any one of them had.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.project.mapping import make_mapping
from kg.resources import shipped

MAPPINGS = ("asylum-decisions", "flows", "population", "solutions", "stateless")
LAST_YEAR = "  year: [2025]\n"
_MIB = 1024
"""Kilobytes, in which Linux counts the memory of a process."""


def main(folder: Path) -> None:
    """Build all tables of a folder once, and print what it took."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        (root / "kg.toml").write_text('[project]\ntitle = "All tables"\n')
        shutil.copytree(shipped("sources"), root / "sources")
        for name in MAPPINGS:
            make_mapping(root, f"unhcr-{name}")
            path = root / f"sources/unhcr-{name}/mapping.yaml"
            path.write_text(path.read_text("utf-8").replace(LAST_YEAR, ""), "utf-8")
        start = time.monotonic()
        command = [sys.executable, "-m", "kg", "build"]
        env = {**os.environ, "KG_TABLES": str(folder.resolve())}
        done = subprocess.run(  # noqa: S603
            command, cwd=root, env=env, capture_output=True, text=True, check=False
        )
        seconds = time.monotonic() - start
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    print(next(line for line in done.stdout.splitlines() if "triples" in line))
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    print(f"{seconds:.0f} s of the clock")
    print(f"{took.ru_utime + took.ru_stime:.0f} s of the processor")
    print(f"{took.ru_maxrss / _MIB:.0f} MB in one process at most")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
