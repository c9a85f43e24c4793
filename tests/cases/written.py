"""The files that a page of the documentation writes, as a project."""

from __future__ import annotations

from pathlib import Path

import kg
from tests.docs.console import ROOT, blocks


def page_graph(
    page: str, folder: Path, edits: tuple[str, str] = ("", "")
) -> kg.KnowledgeGraph:
    """Build the project of a page, with some words in place of others, and open it."""
    for block in blocks((ROOT / "docs" / page).read_text("utf-8"), "yaml"):
        path = folder / block.partition("\n")[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.replace(*edits) if edits[0] else block, "utf-8")
    kg.build(kg.Project.open(folder), folder / "build/graph")
    return kg.open(folder / "build/graph", project=folder)
