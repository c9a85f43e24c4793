"""A project of one's own: a folder with a small worked example that builds."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError
from kg.read.entries import ID

TEMPLATE = Path(__file__).with_name("template")


class FolderTaken(KgError):
    """The folder for a new project is not empty, or cannot be made."""

    exit_code = 2


def init_project(folder: Path) -> list[str]:
    """Fill a new or empty folder; return the names of the files, sorted.

    Raises :class:`FolderTaken` when something is already there.
    """
    name = folder.resolve().name.lower().replace("_", "-").replace(" ", "-")
    name = name if ID.fullmatch(name) else "project"
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderTaken(f"{folder} is not empty; name a new folder")
        files = sorted(path for path in TEMPLATE.rglob("*") if path.is_file())
        for path in files:
            target = folder / _target(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8").replace("PROJECT-NAME", name)
            target.write_text(text, "utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise FolderTaken(f"{folder} cannot be filled: {reason}") from None
    return sorted(_target(path).as_posix() for path in files)


def _target(path: Path) -> Path:
    relative = path.relative_to(TEMPLATE)
    return relative.with_name(relative.name.replace("dot-", "."))
