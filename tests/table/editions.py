"""Editions of one table, each a document that revises the one before."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Folder
from tests.read.table.border import MAPPING, mapped

HEADER = "Month,From,To,left,deported,note\n"
FIRST = f"""{HEADER}\
2026-01,XNL,XSL,"12,000",-,
2026-02,XNL,XSL,900,0,
2026-03,XNL,XSL,-,40,
2026-04,XNL,XSL,7,7,
2026-01,FRA,XSL,5,,
"""
SECOND = f"""{HEADER}\
2026-01,XNL,XSL,"12,600",0,
2026-02,XNL,XSL,900,-,
2026-04,XNL,XSL,14,7,
2026-05,XNL,XSL,3,-,
2026-01,FRA,XSL,5,,
"""
THIRD = f"""{HEADER}\
2026-01,XNL,XSL,"12,000",-,
2026-02,XNL,XSL,900,0,
2026-03,XNL,XSL,-,41,
2026-04,XNL,XSL,7,7,
2026-05,XNL,XSL,3,-,
"""


def document(number: int) -> str:
    """Return the id of an edition."""
    return "border" if number == 1 else f"border-{number}"


def edition(
    folder: Folder,
    number: int,
    table: str,
    *edits: tuple[str, str],
    mapping: str = MAPPING,
    revises: str = "",
) -> None:
    """Write an edition of a month, which revises that of the month before."""
    id, revises = document(number), revises or document(number - 1)
    mapping = mapping.replace("id: border", f"id: {id}")
    mapping = mapping.replace("2026-03-05", f"2026-{number + 6:02}-05")
    if number > 1:
        file = "file: border.csv"
        mapping = mapping.replace(file, f"{file}\n  revises: {revises}")
    for old, new in edits:
        assert old in mapping, old
        mapping = mapping.replace(old, new)
    folder.write(f"sources/{id}/mapping.yaml", mapping)
    folder.write(f"sources/{id}/border.csv", table)


def editions(root: Path, *tables: str, mapping: str = MAPPING) -> Folder:
    """Return a project with editions of a table, by default three."""
    folder = mapped(root, mapping)
    for number, table in enumerate(tables or (FIRST, SECOND, THIRD), 1):
        edition(folder, number, table, mapping=mapping)
    return folder
