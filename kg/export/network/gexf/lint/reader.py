"""XML read as a stream: start and end of elements, with lines, and nothing more.

Nothing is expanded, fetched or kept: a document type with anything in it ends the
reading, and so does whatever is not XML.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from kg.export.network.gexf.lint.decoding import Decoder
from kg.export.network.gexf.lint.element import Element
from kg.export.network.gexf.lint.findings import LintReport, shown

_CHUNK = 1 << 16
"""Bytes read at once, enough that the calls cost nothing; more of what has no end."""

_DEEPEST = 256
"""libxml2, and with it browsers, refuse elements deeper than this by default."""

_LONGEST = 10_000_000
"""Bytes of a tag or comment: what libxml2 takes of a name, value or comment by default.
Expat holds all of one, and begins it anew with each chunk."""

_TEXT_KEPT = 4096
"""Characters kept of a text: a rule looks whether there is one, and shows its start."""

_BEGINNING = 12
"""Bytes shown of what is no XML: other formats tell who they are in the first few."""

_CODES = expat.errors.codes
_UNKNOWN_ENCODING = {
    _CODES[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
    _CODES[expat.errors.XML_ERROR_INCORRECT_ENCODING],
}
_BLANK = codecs.BOM_UTF8 + b" \t\r\n"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<")
_ARCHIVES = {b"\x1f\x8b": "gzip", b"PK": "zip", b"BZ": "bzip2"}


class _Stop(Exception):
    """Nothing more can be read; the report knows why."""


class Reader:
    """Calls ``start`` and ``end`` for every element of a file, from its first byte."""

    def __init__(
        self,
        report: LintReport,
        start: Callable[[Element], None],
        end: Callable[[Element], None],
    ) -> None:
        self._report = report
        self._start, self._end = start, end
        self._open: Element | None = None
        self._depth = 0
        self._begun = False
        self._chunk, self._before, self._waiting = b"", 0, 0
        self._encoding = "utf-8"
        self._parser = self._make(None)

    def _make(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding, namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._on_declaration
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        return parser

    def read(self, file: BinaryIO) -> bool:
        """Read a file as far as it goes, and say whether that was its end.

        Raises :class:`OSError` if it cannot be read at all.
        """
        self._chunk = file.read(_CHUNK)
        try:
            self._look_at_first_bytes()
            decoder = Decoder(self._chunk, self._report.say)
            self._parser = self._make(decoder.override)
            for chunk in decoder.chunks(self._chunks(file)):
                self._chunk = chunk
                self._parser.Parse(chunk, False)
                self._before += len(chunk)
                self._waiting = self._before - self._parser.CurrentByteIndex
                if self._waiting > _LONGEST:
                    self._stop("tag-too-long", f"{self._waiting:,} bytes and no end")
            self._parser.Parse(b"", True)
        except _Stop:
            return False
        except expat.ExpatError as error:
            self._report.say(self._why(error), error.lineno, self._where(error))
            return False
        except UnicodeDecodeError as error:
            self._report.say("encoding", self._line, str(error))
            return False
        except (LookupError, ValueError):  # Python lends expat no such encoding
            if self._begun:
                raise
            named = f"encoding={shown(self._encoding)}"
            self._report.say("encoding-unknown", self._line, named)
            return False
        return True

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _stop(self, check: str, values: str) -> None:
        self._report.say(check, self._line, values)
        raise _Stop

    def _look_at_first_bytes(self) -> None:
        if not self._chunk.strip(_BLANK):
            if len(self._chunk) < _CHUNK:
                self._stop("empty-file", f"{len(self._chunk)} bytes")
            return
        for magic, name in _ARCHIVES.items():
            if self._chunk.startswith(magic):
                self._stop("not-gexf", f"a {name} file, to be unpacked first")
        if not self._chunk.lstrip(_BLANK).startswith((b"<", *_UTF16)):
            begun = self._chunk[:_BEGINNING]
            self._stop("not-gexf", f"begins with {begun!r}")

    def _why(self, error: expat.ExpatError) -> str:
        if error.code in _UNKNOWN_ENCODING:
            return "encoding"
        if error.code == _CODES[expat.errors.XML_ERROR_INVALID_TOKEN]:
            at = self._parser.ErrorByteIndex - self._before
            char = self._chunk[at : at + 1] if at >= 0 else b""
            if char >= b"\x80" and self._encoding.casefold() == "utf-8":
                return "encoding"
            if char and char < b" " and char not in b"\t\r\n":
                return "control-character"
        if error.code == _CODES[expat.errors.XML_ERROR_BAD_CHAR_REF]:
            return "control-character"
        return "not-well-formed"

    def _where(self, error: expat.ExpatError) -> str:
        return f"{expat.ErrorString(error.code)} at column {error.offset + 1}"

    def _on_declaration(self, version: str, encoding: str | None, alone: int) -> None:
        self._encoding = encoding or "utf-8"

    def _on_doctype(
        self, name: str, system: str | None, public: str | None, internal: bool
    ) -> None:
        if internal or system or public:
            self._stop("doctype", f"<!DOCTYPE {name}>")

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        element = Element(local, namespace, attributes, self._line, self._open)
        if not self._begun and local != "gexf":
            self._stop("not-gexf", f"the root element is <{local}>")
        self._begun = True
        self._depth += 1
        if self._depth > _DEEPEST:
            self._stop("nested-too-deep", f"<{local}>")
        self._open = element
        self._start(element)

    def _on_end(self, name: str) -> None:
        element = self._open
        assert element is not None
        self._end(element)
        self._open = element.parent
        self._depth -= 1

    def _on_text(self, text: str) -> None:
        if self._open is not None and len(self._open.text) < _TEXT_KEPT:
            self._open.text = (self._open.text + text.lstrip())[:_TEXT_KEPT]

    def _chunks(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield the file, and as much at once as is begun anew with it."""
        chunk = self._chunk
        while chunk:
            yield chunk
            chunk = file.read(max(_CHUNK, self._waiting))
