"""Which hosts a query may ask: a policy on addresses, below SPARQL and its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from kg.errors import QueryFailed, UnknownName

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@\s]+)(?::([0-9]{1,5}))?")
_PORTS = {"http": 80, "https": 443}
_UNFIT = re.compile(r"[^\x21-\x7e]|\\")
"""What no address that is asked contains: programs disagree on what it means."""


class Refused(QueryFailed):
    """A query asks a host that it was not allowed to ask."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes: exactly this host and port, by ``http`` or ``https``."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        shown = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{shown}{self.path}"


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts that may be asked; without a port those of ``http`` and ``https``."""

    allowed: frozenset[tuple[str, int | None]]

    @classmethod
    def read(cls, given: Iterable[str]) -> Hosts:
        """Read ``HOST`` or ``HOST:PORT``; raise :class:`UnknownName` for others."""
        return cls(frozenset(_read(text) for text in given))

    def target(self, url: str) -> Target:
        """Return where a request to a URL goes, or raise :class:`Refused`."""
        try:
            parts = urlsplit(url)
            host, port = _folded(parts.hostname or ""), parts.port
        except ValueError:
            raise Refused(f"`{url}` is no address that can be asked") from None
        if parts.scheme not in _PORTS or not host or _UNFIT.search(url):
            raise Refused(f"`{url}` is no http or https address that can be asked")
        if parts.username is not None or parts.password is not None:
            raise Refused(f"`{url}` holds a user name, which is not sent")
        default = _PORTS[parts.scheme]
        wanted: set[tuple[str, int | None]] = {(host, port or default)}
        if port in (None, default):
            wanted.add((host, None))
        if not wanted & self.allowed:
            name = f"[{host}]" if ":" in host else host
            option = name if port in (None, default) else f"{name}:{port}"
            raise Refused(
                f"the query asks {name}, which may not be asked; "
                f"`--service-allow {option}` allows it"
            )
        return Target(parts.scheme, host, port or default, _path(parts))


def _read(text: str) -> tuple[str, int | None]:
    if "://" in text:
        host = urlsplit(text).netloc.rpartition("@")[2] if text.isascii() else ""
        hint = f"; write `{host}`" if host else ""
        raise UnknownName(
            f"`--service-allow` takes a host, not the address `{text}`{hint}"
        )
    match = _HOST.fullmatch(text.lower())
    if match is None or not (match[1].startswith("[") or _NAME.fullmatch(match[1])):
        raise UnknownName(
            f"`--service-allow` takes HOST or HOST:PORT, such as query.wikidata.org "
            f"or localhost:3030, not `{text}`"
        )
    port = int(match[2]) if match[2] else None
    if port is not None and not 0 < port < 65_536:
        raise UnknownName(
            f"`--service-allow {text}`: ports are numbers from 1 to 65535"
        )
    return _folded(match[1].strip("[]")), port


def _folded(host: str) -> str:
    return host.lower().removesuffix(".")


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
