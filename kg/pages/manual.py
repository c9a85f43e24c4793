"""A project's own documentation as pages: Markdown files in ``docs/``, and its root's.

Markdown is CommonMark with tables, and headings have the anchors that GitHub gives
them, so that the files read the same there and here. HTML in them is text, but for the
places that links lead to (``<a id="…"></a>``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from kg.errors import InputErrors, Place, Problem
from kg.graph.cited import is_followed
from kg.pages.addresses import link
from kg.pages.render import Page
from kg.read.opening import Unreadable, leaves, read_bytes
from kg.read.walk import files_of

DOCS = "docs"
"""The folder of a project's documentation, and the first part of its addresses."""

_ROOT = "project"
"""Where files of the project's root go: `SECURITY.md` is not `docs/security.md`."""

_ROOTS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
_FIRST = "README.md"
"""The file of a folder that is its first page."""

_MOST = 4 * 2**20
"""Bytes of a file at most: a reference of ten thousand terms."""

_PLACE = re.compile(r'<a id="([\w:.-]+)">|</a>')


_COMMENT = re.compile(r"<!--.*-->", re.DOTALL)


class Manual:
    """The documentation of the project in a folder.

    Raises :class:`InputErrors` where it has none, or a file of it cannot be read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._markdown = MarkdownIt("commonmark").enable("table")
        self.files = self._files()

    def _files(self) -> dict[str, Path]:
        """Return the files by the addresses of their pages, the first page first."""
        folder = self.root / DOCS
        try:
            listed = files_of(folder, "**/*.md")
        except (OSError, Unreadable) as error:
            raise self._problem(DOCS, f"cannot be read: {error}") from None
        files = {_address(path.relative_to(folder)): path for path in listed}
        first = f"{DOCS}/index"
        if first not in files:
            name = f"{DOCS}/{_FIRST}"
            raise self._problem(name, "is missing: it is the first page")
        roots = {f"{DOCS}/{_ROOT}/{name[:-3]}": self.root / name for name in _ROOTS}
        roots = {address: path for address, path in roots.items() if path.is_file()}
        rest = {address: files[address] for address in sorted(files)}
        return {first: files[first]} | rest | roots

    def page(self, address: str) -> Page | None:
        """Return the page of an address, ``None`` where there is none."""
        if (path := self.files.get(address)) is None:
            return None
        tokens = self._tokens(path)
        shown = {
            "text": self._html(tokens, address, path),
            "entries": [(there, self._titles[there]) for there in self.files],
        }
        return Page("manual", self._titles[address], shown)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {
            address: next(_headings(self._tokens(path)), path.stem)
            for address, path in self.files.items()
        }

    def _tokens(self, path: Path) -> list[Token]:
        name = path.relative_to(self.root).as_posix()
        if leaves(path, self.root):
            raise self._problem(name, "leads out of the project")
        try:
            text = read_bytes(path, most=_MOST).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise self._problem(name, f"cannot be read: {error}") from None
        return self._markdown.parse(text)

    def _html(self, tokens: list[Token], address: str, path: Path) -> Markup:
        _anchored(tokens)
        for token in _all(tokens):
            if token.type == "link_open":
                self._follow(token, address, path)
            elif token.type == "image":
                token.attrs["src"] = ""  # no file but pages is published
            elif token.type in ("html_inline", "html_block"):
                _as_text(token)
        options: Any = self._markdown.options
        html = self._markdown.renderer.render(tokens, options, {})
        return Markup(html)  # noqa: S704  # the renderer escapes text

    def _follow(self, token: Token, address: str, path: Path) -> None:
        """Lead a link to the page of its file; one that leads elsewhere is text."""
        target = str(token.attrs.pop("href", ""))
        parts = urlsplit(target)
        if is_followed(target):
            token.attrs |= {"href": target, "rel": "noopener noreferrer"}
        elif not parts.scheme and not parts.netloc:
            there = path
            if parts.path:
                there = (path.parent / unquote(parts.path)).resolve()
            anchor = f"#{parts.fragment}" if parts.fragment else ""
            if there == path:
                token.attrs["href"] = anchor or "#main"
            elif (page := self._addresses.get(there)) is not None:
                token.attrs["href"] = link(address, page) + anchor

    @cached_property
    def _addresses(self) -> dict[Path, str]:
        return {path.resolve(): address for address, path in self.files.items()}

    def _problem(self, name: str, words: str) -> InputErrors:
        return InputErrors([Problem(Place(name, 1), words)])


def _address(path: Path) -> str:
    stem = path.with_suffix("").as_posix()
    parts = f"{DOCS}/{stem}".split("/")
    if path.name == _FIRST:
        parts[-1] = "index"
    return "/".join(parts)


def _as_text(token: Token) -> None:
    """Make HTML text; a comment is nothing, and a place that links lead to stays."""
    if _COMMENT.fullmatch(token.content.strip()):
        token.type, token.content = "text", ""
    elif token.type == "html_block" or not _PLACE.fullmatch(token.content):
        token.type = "text"


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _headings(tokens: Sequence[Token]) -> Iterator[str]:
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            yield "".join(child.content for child in token.children or ())


def _anchored(tokens: Sequence[Token]) -> None:
    """Give headings the anchors that GitHub gives them."""
    taken: dict[str, int] = {}
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            words = "".join(child.content for child in token.children or ())
            anchor = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            count = taken.get(anchor, 0)
            taken[anchor] = count + 1
            before.attrs["id"] = f"{anchor}-{count}" if count else anchor
