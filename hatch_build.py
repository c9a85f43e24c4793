"""Builds what runs in a browser into the wheel, where npm is; without it, says so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WITHOUT = "NO SCRIPTS ON PAGES: {}; the wheel works, pages have no script"


class ScriptBuild(BuildHookInterface[Any]):
    """Runs the build of ``web/`` unless what it makes is newer than what it reads."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, but for an editable install, where ``make web`` does."""
        del build_data
        root = Path(self.root)
        source, made = root / "web", root / "kg/pages/static/app/app.js"
        if version == "editable" or not source.is_dir() or _is_new(made, source):
            return
        npm = shutil.which("npm")
        if npm is None:
            print(_WITHOUT.format("npm is missing"), file=sys.stderr)
            return
        try:
            for words in (
                ["ci", "--silent", "--ignore-scripts"],
                ["run", "--silent", "build"],
            ):
                subprocess.run([npm, *words], cwd=source, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            shutil.rmtree(made.parent, ignore_errors=True)
            print(_WITHOUT.format(f"npm failed ({error})"), file=sys.stderr)


def _is_new(made: Path, source: Path) -> bool:
    """Tell whether a file was made after the last change of what it is made from."""
    files = (p for p in (*source.iterdir(), *source.glob("src/*")) if p.is_file())
    last = max(path.stat().st_mtime for path in files)
    return made.is_file() and made.stat().st_mtime >= last
