"""What is asked of a server, what comes back, and what happened when nothing does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten
from typing import TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

_LONGEST = 160
"""Characters of a server's own words in a message: two lines of a terminal."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Request:
    """One question: a GET, or a POST when there is a ``body``, unless it says ``verb``.

    ``headers`` are those beside ``Accept`` and the kind of the body.
    """

    url: str
    body: bytes | None = None
    accept: str = JSON
    kind: str = FORM
    verb: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.verb or ("GET" if self.body is None else "POST")

    @property
    def host(self) -> str:
        """The host with its port."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def shown(self) -> str:
        """The URL for messages: without parameters, user or password."""
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, self.host, parts.path, "", ""))

    @property
    def key(self) -> str:
        """The digest of URL and body that an answer is kept under."""
        head = f"{self.method} {self.url} {self.accept} {self.kind}\n".encode()
        return hashlib.sha256(head + (self.body or b"")).hexdigest()


def get(url: str, fields: Mapping[str, str] | None = None) -> Request:
    """Return a GET of a URL with parameters."""
    mark = "&" if "?" in url else "?"
    return Request(f"{url}{mark}{urlencode(fields)}" if fields else url)


def post(url: str, fields: Mapping[str, str]) -> Request:
    """Return a POST of a form."""
    return Request(url, urlencode(fields).encode())


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: the whole body of a 200, of others the beginning."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without parameters, or ""."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def words(self) -> str:
        """``: `` and how the body begins, or "" for an empty one or a web page."""
        text = "" if "html" in self.kind else self.body.decode("utf-8", "replace")
        return f": {brief(text)}" if text.strip() else ""


@dataclass(eq=False)
class NoReply(Exception):
    """No whole answer came. The text, after the address of whom was asked, says why.

    ``system`` is what the system or the connection calls it, where that is the reason;
    ``passing`` tells that it may be worth asking again, after ``wait`` seconds where
    the server asks for some.
    """

    text: str
    system: str = ""
    passing: bool = False
    wait: float | None = None

    def __str__(self) -> str:
        return self.text


def brief(words: object, longest: int = _LONGEST) -> str:
    """Return words of somebody else's in one line, cut where they are long."""
    return shorten(str(words), longest, placeholder=" …")


def batches(things: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield things in lists of ``size``, of which the last may be shorter."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
