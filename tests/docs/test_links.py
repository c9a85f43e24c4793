"""Every relative link of a page leads to a file, and every anchor to a place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "ontology/*.md", ".github/**/*.md")
    for path in ROOT.glob(pattern)
)
_PATH = re.compile(r"`((?:kg|tests|benchmarks|queries|ontology|docs)/[a-z0-9_./-]+)`")
_ANCHOR = re.compile(r'<a id="([^"]+)">')


def _tokens(path: Path) -> Iterator[Token]:
    """Yield the tokens of a page, those inside a line after their line."""
    for token in MarkdownIt().enable("table").parse(path.read_text("utf-8")):
        yield token
        yield from token.children or ()


def _links(path: Path) -> list[str]:
    attributes = [str(t.attrs.get("href") or t.attrs.get("src")) for t in _tokens(path)]
    return [link for link in attributes if link not in ("None", "")]


@cache
def anchors_of(path: Path) -> list[str]:
    """Return the anchors of a page: those written, and those GitHub gives headings."""
    anchors = _ANCHOR.findall(path.read_text("utf-8"))
    inside = False
    for token in _tokens(path):
        if token.type == "heading_open":
            inside = True
        elif token.type == "inline" and inside:
            inside = False
            words = "".join(child.content for child in token.children or ())
            anchors.append(re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-"))
    return anchors


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """A file that is in the repository, and in a page an anchor that it has."""
    for link in _links(page):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        assert target.is_relative_to(ROOT), f"{page.name}: {link} leaves the repository"
        if anchor:
            assert anchor in anchors_of(target), f"{page.name}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_anchor_leads_to_one_place(page: Path) -> None:
    """No two headings or terms of a page share an address."""
    anchors = anchors_of(page)
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    """Paths of the repository lead to something; capitals in them stand for names."""
    for path in _PATH.findall(page.read_text("utf-8")):
        assert (ROOT / path).exists(), f"{page.name}: {path}"


def test_every_page_of_the_documentation_is_listed() -> None:
    """Whoever opens docs/ finds each page from its first one."""
    listed = {
        (ROOT / "docs" / link).resolve() for link in _links(ROOT / "docs/README.md")
    }
    pages = set((ROOT / "docs").rglob("*.md")) - {ROOT / "docs/README.md"}

    assert pages <= listed
