"""What is asked of a server, what came back, and why it may be worth asking again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

_T = TypeVar("_T")

Check = Callable[[Any], None]
"""Refuses an answer that is not complete and well-formed by raising."""


class Transient(Exception):
    """A failure that may pass; ``wait`` is the seconds that the server asks for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Request:
    """One question: a GET, or a POST when there is a ``body``."""

    url: str
    body: bytes | None = None
    accept: str = JSON
    kind: str = FORM

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "GET" if self.body is None else "POST"

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
        said = f"{self.method} {self.url} {self.accept} {self.kind}\n".encode()
        return hashlib.sha256(said + (self.body or b"")).hexdigest()


def get(url: str, fields: Mapping[str, str] | None = None) -> Request:
    """Return a GET of a URL with parameters."""
    mark = "&" if "?" in url else "?"
    return Request(f"{url}{mark}{urlencode(fields)}" if fields else url)


def post(url: str, fields: Mapping[str, str]) -> Request:
    """Return a POST of a form."""
    return Request(url, urlencode(fields).encode())


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON that a server answered with, and when."""

    data: Any
    retrieved: datetime


def batches(things: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield things in lists of ``size``, of which the last may be shorter."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
