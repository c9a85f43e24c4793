"""Source texts, where somebody has them at hand, and the passages cut from them.

They are compared with what the facts say. All that a graph takes from them is where a
`quote` stands that is written without `chars`.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.read.entries import ID
from kg.read.opening import ASTRAY, leaves, read_bytes, why
from kg.read.table.tables import Tables

_KEPT = 64  # texts in memory: a document is read, checked and cited before the next
_SMALL = 1 << 20  # bytes of a text of which so many are kept (1 MiB, a book); else one


@dataclass(frozen=True)
class Texts:
    """A folder with one UTF-8 text per document, named ``DOCUMENT-ID.txt``.

    ``tables`` are beside them, where a document is one.
    """

    folder: Path | None
    within: Path | None = None
    """The folder that no text may lead out of by symbolic links, if any."""
    tables: Tables | None = None

    def get(self, document: str) -> str | None:
        """Return the text of a document, line ends as they are, or ``None``."""
        return self._read(document)[0]

    def flaw(self, document: str) -> str | None:
        """Say why a text that is there cannot be read, or ``None``."""
        why = self._read(document)[1]
        return f"the text at hand, {self.path(document)}, {why}" if why else None

    def _read(self, document: str) -> tuple[str | None, str]:
        """Return a text, and why there is none if its file cannot be read."""
        if (path := self.path(document)) is None:
            return None, ""
        if self.within is not None and leaves(path, self.within):
            return None, f"is {ASTRAY}"
        try:
            status = path.stat()
            read = _text if status.st_size <= _SMALL else _large_text
            return read(path, status.st_mtime_ns)
        except OSError as error:
            return None, why(error)

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
        if self.folder is None or not ID.fullmatch(document):
            return None
        path = self.folder / f"{document}.txt"
        return path if os.path.lexists(path) else None


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


def _read_text(path: Path, changed: int) -> tuple[str | None, str]:
    """Read a text as it was ``changed`` last; or say why it cannot be."""
    try:
        return read_bytes(path).decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return None, f"is not UTF-8 at byte {error.start + 1}"
    except OSError as error:
        return None, why(error).replace("not a file", "is not a file")


_text = lru_cache(maxsize=_KEPT)(_read_text)
_large_text = lru_cache(maxsize=1)(_read_text)
