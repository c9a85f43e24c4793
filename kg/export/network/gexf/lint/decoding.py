"""The bytes of a file as expat can read them, and what other readers make of them.

Expat knows UTF-8, UTF-16, Latin-1 and ASCII; Python lends it encodings of one byte.
What Java's XML reader knows beyond these, and with it Gephi, is turned into UTF-8
here, so that the limit of this parser is not told as theirs.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from kg.export.network.gexf.lint.findings import shown

Say = Callable[[str, int, str], None]
"""Takes the name of a check, a line and the values that break it."""

_DECLARATION = re.compile(
    rb"\s*<\?xml\s+version\s*=\s*[\"']([\d.]+)[\"']"
    rb"(?:\s+encoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"'])?"
)
_JAVA_KNOWS = frozenset(
    (
        *("big5", "big5hkscs", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk"),
        *("iso2022_jp", "iso2022_kr", "shift_jis", "cp932", "cp949", "utf-32"),
    )
)
"""Encodings of several bytes that Java has (its guide "Supported Encodings"), as Python
calls them; UTF-7 and Punycode, which Python has as well, are none of Java's."""

_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_LONGEST = 16
"""Bytes of a reference that may lie across two chunks; one to ``&#x10FFFF;`` has 10."""

_REPLACEMENT = b"&#xFFFD;"


class Decoder:
    """Makes a file's bytes readable by what its XML declaration says of them.

    ``override`` is the encoding in which it gives them, where that is another than the
    file names.
    """

    def __init__(self, first: bytes, say: Say) -> None:
        self._say = say
        match = _DECLARATION.match(first.removeprefix(codecs.BOM_UTF8))
        version, encoding = match.groups(b"") if match else (b"", b"")
        self.is_xml11 = version == b"1.1"
        self.override: str | None = None
        self._decode: Callable[..., str] | None = None
        if self.is_xml11:
            say("xml-version", 1, 'version="1.1" in the XML declaration')
        if encoding:
            self._look_up(encoding.decode("ascii"))

    def _look_up(self, named: str) -> None:
        try:
            codec = codecs.lookup(named)
        except LookupError:
            return  # the parser refuses it, too, and its reader says so
        if codec.name == "utf-8" and named.casefold() != "utf-8":
            self._say("encoding-name", 1, f"encoding={shown(named)}")
            self.override = "utf-8"
        elif codec.name in _JAVA_KNOWS:
            self._say("encoding-uncommon", 1, f"encoding={shown(named)}")
            self.override = "utf-8"
            self._decode = codec.incrementaldecoder().decode

    def chunks(self, raw: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what expat reads; raise ``UnicodeDecodeError`` for what is no text."""
        texts = raw if self._decode is None else self._encoded(raw)
        return self._xml10(texts) if self.is_xml11 else iter(texts)

    def _encoded(self, raw: Iterable[bytes]) -> Iterator[bytes]:
        assert self._decode is not None
        for chunk in raw:
            yield self._decode(chunk).encode()
        yield self._decode(b"", True).encode()

    def _xml10(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Replace references that XML 1.1 alone has: to control characters but 0."""
        line, held = 1, b""
        for chunk in chunks:
            whole = held + chunk
            cut = whole.rfind(b"&", -_LONGEST)
            cut = len(whole) if cut < 0 or b";" in whole[cut:] else cut
            ready, held = whole[:cut], whole[cut:]
            yield _REFERENCE.sub(partial(self._char, line), ready)
            line += ready.count(b"\n")
        yield held

    def _char(self, line: int, match: re.Match[bytes]) -> bytes:
        number = int(match[1], 16) if match[1] else int(match[2])  # base 16: &#x8;
        if not 0 < number < ord(" ") or chr(number) in "\t\n\r":
            return match[0]
        line += match.string.count(b"\n", 0, match.start())
        self._say("xml-version", line, match[0].decode())
        return _REPLACEMENT
