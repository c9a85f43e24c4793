"""The pages that are made, each from what it describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tests.amounts import page as amounts
from tests.docs import cli, columns, ontology, python
from tests.export.network.gexf.lint import page as lint

DOCS: Final = Path(__file__).parents[2] / "docs"

PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "amounts.md": amounts.page,
    "cli.md": cli.page,
    "columns.md": columns.page,
    "lint.md": lint.page,
    "ontology.md": ontology.page,
    "python.md": python.page,
}
