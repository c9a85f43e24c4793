"""The main text of a web page, by trafilatura, and what the page says of itself."""

from __future__ import annotations

import re
from typing import Any

from kg.intake.model import Converted, NotTaken, TakeLimits, library, missing
from kg.intake.plain import LOWERED, RAISED, decoded, tidied

_CHARSET = re.compile(rb"<meta[^<>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^<>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_NOT_FREE = re.compile(r"isAccessibleForFree[\"']?\s*[:=]\s*[\"']?false", re.IGNORECASE)
_PASSWORD = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_SET_OFF = re.compile(
    r"<(sup|sub)\b[^<>]*>.{0,200}?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_TAG_OR_DIGIT = re.compile(r"<[^<>]*>|&[^;\s]{1,9};|\d")
_STRUCK = re.compile(r"<(del|s|strike)\b", re.IGNORECASE)

_HEAD = 4_096
"""Bytes at the beginning in which a page may name its encoding; browsers read 1,024."""

_SHORT = 1_500
"""Letters up to which a text beside a field for a password may be a beginning: a long
article has such a field on top, too."""


def convert_page(
    data: bytes, name: str, limits: TakeLimits, *, encoding: str = "", url: str = ""
) -> Converted:
    """Return the main text of a page, without menus, notices and readers' comments.

    ``encoding`` is what the server or the user says; a page's own word comes after it.
    Raises :class:`NotTaken` for a page that has nearly no text of its own.
    """
    version = library("trafilatura")
    try:
        from trafilatura import extract, extract_metadata
    except ImportError:
        raise missing("trafilatura") from None
    own = _CHARSET.search(data[:_HEAD])
    page = decoded(data, name, encoding or (own[1].decode("ascii") if own else ""))
    text = extract(
        _SET_OFF.sub(_set_off, page),
        url=url or None,
        include_comments=False,
        include_tables=True,
        prune_xpath=["//del", "//s", "//strike"],
    )
    text = tidied(text or "").strip()
    asks = _PASSWORD.search(page) is not None and len(text) < _SHORT
    if len(text) < limits.letters:
        raise NotTaken(_wall(name, len(text), limits.letters, asks=asks))
    metadata: Any = extract_metadata(
        page,
        default_url=url or None,
        date_config={"original_date": True, "extensive_search": False},
    )
    title = tidied(metadata.title or "").strip()
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    language = _LANG.search(page)
    doubts = []
    if asks or _NOT_FREE.search(page):
        why = "asks for a password" if asks else "says that it is not free to read"
        doubts.append(f"the page {why}: this may be its beginning only.")
    if _STRUCK.search(page):
        doubts.append("words that are struck out on the page are left out.")
    return Converted(
        f"{text}\n",
        "trafilatura",
        version,
        title=title,
        publisher=tidied(metadata.sitename or "").strip(),
        published=metadata.date or "",
        language=language[1].lower() if language else "",
        doubts=tuple(doubts),
    )


def _set_off(match: re.Match[str]) -> str:
    """Return a raised or lowered part of a page with its digits as printed."""
    digits = RAISED if match[1].lower() == "sup" else LOWERED
    return _TAG_OR_DIGIT.sub(
        lambda part: part[0] if part[0][0] in "<&" else part[0].translate(digits),
        match[0],
    )


def _wall(name: str, length: int, least: int, *, asks: bool) -> str:
    """Say that a page shows no article."""
    what = f"{name} has {length:,} characters of text"
    if asks:
        what += " and asks for a password"
    message = f"{what}: a login wall, a notice, or a page that scripts put together"
    way = "Save what you may read as a text or PDF, and take that"
    return f"{message}. {way}; --min-letters takes less than {least}"
