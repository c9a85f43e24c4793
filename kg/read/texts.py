"""Source texts, where somebody has them at hand, and the passages cut from them.

They are compared with what the facts say. All that a graph takes from them is where a
`quote` stands that is written without `chars`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_KEPT = 64  # texts in memory: a document is read, checked and cited before the next


@dataclass(frozen=True)
class Texts:
    """A folder with one UTF-8 text per document, named ``DOCUMENT-ID.txt``."""

    folder: Path | None

    def get(self, document: str) -> str | None:
        """Return the text of a document, line ends as they are, or ``None``."""
        path = self.path(document)
        return None if path is None else _text(path, path.stat().st_mtime_ns)

    def flaw(self, document: str) -> str | None:
        """Say why a text that is there cannot be read, or ``None``."""
        if (path := self.path(document)) is None or self.get(document) is not None:
            return None
        return f"the text at hand, {path}, is not UTF-8 or may not be read"

    def passage(self, document: str, start: int, end: int) -> str | None:
        """Return the characters ``start`` to ``end`` (half open) of a document."""
        text = self.get(document)
        return None if text is None or end > len(text) else text[start:end]

    def find(self, document: str, words: str) -> tuple[int | None, int | None]:
        """Return the characters where words stand in a text that has them once."""
        text = self.get(document) or ""
        if text.count(words) != 1:
            return None, None
        start = text.index(words)
        return start, start + len(words)

    def path(self, document: str) -> Path | None:
        """Return the file of a document's text, or ``None`` where there is none."""
        path = None if self.folder is None else self.folder / f"{document}.txt"
        return path if path is not None and path.is_file() else None


def mismatch(text: str, digest: str, length: int | None) -> str | None:
    """Say how a text differs from its recorded digest and length, or ``None``."""
    own, wanted = _sha256(text), digest.lower()
    if own == wanted and length in (None, len(text)):
        return None
    lines = text.replace("\r\n", "\n")
    others = {
        "its letters and accents in one (NFC)": unicodedata.normalize("NFC", text),
        "its letters and accents apart (NFD)": unicodedata.normalize("NFD", text),
        "lines that end in LF": lines,
        "lines that end in CR LF": lines.replace("\n", "\r\n"),
        "no byte-order mark": text.removeprefix("\ufeff"),
        "no empty line at its end": text.rstrip("\r\n"),
        "a line break at its end": f"{text}\n",
    }
    saved = (
        how
        for how, other in others.items()
        if other != text and _sha256(other) == wanted  # else its length alone is wrong
    )
    hint = f"; it is the text with {how}" if (how := next(saved, "")) else ""
    if length is not None and len(text) != length:
        return f"the text at hand has {len(text)} characters, not {length}{hint}"
    return f"the text at hand has SHA-256 {own}, not {digest}{hint}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@lru_cache(maxsize=_KEPT)
def _text(path: Path, changed: int) -> str | None:
    """Read a text once for every time it was ``changed``."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
