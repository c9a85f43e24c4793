"""What a file is, by what stands in it: names of files tell little."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from kg.intake.model import NotTaken

_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|article|meta)\b", re.IGNORECASE)
_HEAD = 2_048
"""Bytes at the beginning in which a page says that it is one."""

_PDF = 1_024
"""Bytes in which a PDF begins (ISO 32000-1, Adobe's note 13 in annex H)."""

_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old file of Word, or one with a password; save it as a "
    "DOCX without",
    b"{\\rtf": "RTF; save it as DOCX",
    b"\x89PNG": "a picture; recognize its words (OCR) outside of kg, take the text",
    b"\xff\xd8\xff": "a picture; recognize its words (OCR) outside of kg, take the "
    "text",
    b"II*\x00": "a picture; recognize its words (OCR) outside of kg, take the text",
    b"MM\x00*": "a picture; recognize its words (OCR) outside of kg, take the text",
    b"\x1f\x8b": "compressed; unpack it first",
}
_WORD, _MOST = "word/document.xml", 64 << 20
"""The part of a DOCX with its words, and how many bytes of XML one may unpack to
(64 MiB): as many as a file that a person wrote has elsewhere."""


def kind_of(data: bytes, name: str) -> str:
    """Return ``pdf``, ``docx``, ``html`` or ``text``.

    Raises :class:`NotTaken` for what is none of these, and says what it seems to be.
    """
    if not data.strip():
        raise NotTaken(f"{name} is empty")
    for start, what in _OTHERS.items():
        if data.startswith(start):
            raise NotTaken(f"{name} is {what}")
    if b"%PDF-" in data[:_PDF]:
        return "pdf"
    if data.startswith(b"PK"):
        _check_package(data, name)
        return "docx"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 has a NUL in every letter
        return "html" if _HTML.search(data[:_HEAD].replace(b"\0", b"")) else "text"
    if b"\0" in data:
        raise NotTaken(f"{name} is neither text, HTML, PDF nor DOCX")
    return "html" if _HTML.search(data[:_HEAD]) else "text"


def _check_package(data: bytes, name: str) -> None:
    """Refuse what is no DOCX, and one that would unpack to a giant."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise NotTaken(f"{name} is a broken ZIP file, or a part of one") from None
    if _WORD not in {part.filename for part in parts}:
        raise NotTaken(
            f"{name} is a ZIP file, and no DOCX; unpack it, or save it as one"
        )
    size = sum(
        part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))
    )
    if size > _MOST:
        message = f"{name} unpacks to {size:,} bytes of words, more than any report"
        raise NotTaken(f"{message}; is it a ZIP bomb?")
