"""A project whose drafts are reviewed on a page, and what lies on its disk."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.draft.review import Review
from kg.serve.review.app import review_application
from kg.serve.review.desk import Desk
from tests import forks
from tests.conftest import Folder
from tests.serve.serving import serving

DOCUMENT = "lakeside-20260312"
FACTS = f"sources/{DOCUMENT}/facts.yaml"
DRAFTS = f"sources/{DOCUMENT}/drafts.yaml"
LOG = f"sources/{DOCUMENT}/decisions.jsonl"
TEXT = f"texts/{DOCUMENT}.txt"
TOKEN = "a-token-that-nobody-else-knows"

MORE = """
\N{BUS}\N{BUS} The ferry of Cafe\N{COMBINING ACUTE ACCENT} Noe\N{COMBINING DIAERESIS} \
waits.

قالت الحكومة إن التصاريح توقفت.

The ferry did not carry 300 workers.
"""
"""More sentences: behind emoji, with letters and marks apart; in Arabic; and one with a
number that no rule may draft."""


def made(folder: Path) -> Path:
    """Make the project of `kg init` with a longer text, and draft its figures."""
    assert forks.kg("init", folder).returncode == 0
    text = (folder / TEXT).read_text("utf-8")
    facts = (folder / FACTS).read_text("utf-8")
    for old, new in (
        (_digest(text), _digest(text + MORE)),
        (f"length: {len(text)}", f"length: {len(text + MORE)}"),
    ):
        assert old in facts
        facts = facts.replace(old, new)
    (folder / TEXT).write_text(text + MORE, "utf-8")
    (folder / FACTS).write_text(facts, "utf-8")
    assert forks.kg("-C", folder, "draft", DOCUMENT).returncode == 0
    return folder


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Desktop:
    """A project under review: what is on its disk, and the address of the page."""

    folder: Folder
    url: str = ""
    before: str = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.facts

    @property
    def facts(self) -> str:
        """The facts file, as it is."""
        return (self.folder.root / FACTS).read_text("utf-8")

    @property
    def log(self) -> list[dict[str, Any]]:
        """The decisions that are logged."""
        path = self.folder.root / LOG
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    @property
    def text(self) -> str:
        """The text of the document."""
        return (self.folder.root / TEXT).read_bytes().decode()

    def opened(self) -> Review:
        """Open the review as the command does."""
        project = self.folder.open()
        texts = project.texts_at_hand()
        return Review(project, DOCUMENT, texts, who="Ada", on="2026-03-13")


@contextmanager
def reviewed(template: Path, folder: Path) -> Iterator[Desktop]:
    """Serve the page of a review of a copy of a project."""
    desktop = Desktop(Folder(Path(shutil.copytree(template, folder))))

    def application(url: str) -> Any:
        host = url.removeprefix("http://")
        return review_application(Desk(desktop.opened), host=host, token=TOKEN)

    with serving(application) as url:
        desktop.url = f"{url}/{TOKEN}/"
        yield desktop
