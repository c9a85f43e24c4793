"""What a converter makes of a file."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KgError


class NotTaken(KgError):
    """A file or page is not taken, and why; nothing was written."""


@dataclass(frozen=True, slots=True)
class TakeLimits:
    """How much is taken: pages of a PDF, and letters of a page of the web at least."""

    pages: int = 1_000
    """Reports seldom have more: a third of a million words."""

    letters: int = 250
    """Two or three sentences: what a login wall shows of an article."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A text, what it was made with, and what its file says of itself.

    ``converter`` is "" for what was text already. ``pages`` are the characters at which
    pages begin, and ``doubts`` are sentences on what somebody has to look at.
    """

    text: str
    converter: str = ""
    version: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    pages: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


def library(distribution: str) -> str:
    """Return the version of a converter; raise :class:`NotTaken` where it is missing.

    An error of an import is told in the same words by :func:`missing`.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        raise missing(distribution) from None


def missing(distribution: str, what: str = "this kind of file") -> NotTaken:
    """Return the error for a library that is not installed, and reads ``what``."""
    way = "python -m pip install 'apf-kg[take]'"
    return NotTaken(f"{what} is read by {distribution}: {way}")
