"""Which hosts a query may ask: a policy on addresses, below SPARQL and its text.

A query may be somebody else's, so whoever runs it names the hosts. A name that leads
into the asker's own network (RFC 1918 and the like) is not enough for what stands
there: its owner decides where a name leads, and may point it at a router or a database
(server-side request forgery, DNS rebinding). Such an address is named itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import QueryFailed, UnknownName

if TYPE_CHECKING:
    from urllib3.util import Url

_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
"""RFC 1035, and the underscore that some give to hosts."""

_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@\s]+)(?::([0-9]{1,5}))?")
_PORTS = {"http": 80, "https": 443}  # RFC 9110, 4.2
_LAST_PORT = 0xFFFF
_UNFIT = re.compile(r"[^\x21-\x7e]|\\")
"""What no address that is asked contains: programs disagree on what it means."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that a gateway translates to IPv4 (RFC 6052)."""


class Refused(QueryFailed):
    """A query asks a host that it was not allowed to ask."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts that may be asked; without a port those of ``http`` and ``https``.

    ``listed`` are those of a list that may be longer, which a refusal then says.
    ``asker`` is whose address it is that is asked, and with ``follows`` redirects may
    lead from one of the hosts to another.
    """

    allowed: frozenset[tuple[str, int | None]]
    listed: bool = True
    asker: str = "the query"
    follows: bool = False

    @classmethod
    def read(cls, allow: Iterable[str]) -> Hosts:
        """Read ``HOST`` or ``HOST:PORT``; raise :class:`UnknownName` for others."""
        return cls(frozenset(_read(text) for text in allow))

    @classmethod
    def named(cls, urls: Iterable[str]) -> Hosts:
        """Return the hosts of addresses that whoever asks has chosen."""
        chosen = [_address(url) for url in urls]
        hosts = frozenset((_folded(url.host or ""), url.port) for url in chosen)
        return cls(hosts, listed=False)

    @classmethod
    def outside(cls, url: str, allow: Iterable[str], asker: str) -> Hosts:
        """Return the host of an address that somebody else has chosen, and ``allow``.

        One in the asker's own network is not asked unless ``allow`` names it. What is
        asked may redirect to hosts of ``allow``.
        """
        allowed, parts = cls.read(allow).allowed, _address(url)
        host = _folded(parts.host or "")
        if not _is_inside(host):
            allowed |= {(host, parts.port)}
        return cls(allowed, asker=asker, follows=True)

    def target(self, url: str) -> Url:
        """Return the URL that is asked in the place of ``url``.

        The program that connects reads addresses as this does. Raises :class:`Refused`
        for a host that is not allowed, and for what is no address.
        """
        parts = _address(url)
        port = parts.port or _PORTS[parts.scheme or ""]
        host = _folded(parts.host or "")
        if not self._allows(host, port):
            raise self._refusal(f"{self.asker} asks {_shown(host)}", host, port)
        return parts

    def allows(self, url: str) -> bool:
        """Tell whether a URL may be asked, as far as its name goes."""
        try:
            self.target(url)
        except Refused:
            return False
        return True

    def check_address(self, host: str, port: int, address: str) -> None:
        """Raise :class:`Refused` where a host's address is in the asker's network."""
        host, address = _folded(host), address.partition("%")[0]
        own = host in (address, "localhost") or _is_public(address)
        if not own and not self._allows(address, port):
            what = f"{host} leads to {_shown(address)}, inside your own network"
            raise self._refusal(what, address, port)

    def _allows(self, host: str, port: int) -> bool:
        usual = port in _PORTS.values() and (host, None) in self.allowed
        return usual or (host, port) in self.allowed

    def _refusal(self, what: str, host: str, port: int) -> Refused:
        message = f"{what}, which may not be asked"
        if self.listed:
            usual = port in _PORTS.values()
            option = _shown(host) if usual else f"{_shown(host)}:{port}"
            message += f"; `allow={option}` allows it"
        return Refused(message)


def _address(url: str) -> Url:
    """Return the parts of an address of ``http`` or ``https``, without a fragment."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except LocationParseError:
        raise Refused(f"`{url}` is no address that can be asked") from None
    if parts.scheme not in _PORTS or not parts.host or _UNFIT.search(url):
        raise Refused(f"`{url}` is no http or https address that can be asked")
    if parts.auth is not None:
        raise Refused(f"`{url}` holds a user name, which is not sent")
    return parts._replace(host=parts.host.removesuffix("."), fragment=None)


def _read(text: str) -> tuple[str, int | None]:
    if "://" in text:
        host = urlsplit(text).netloc.rpartition("@")[2] if text.isascii() else ""
        hint = f"; write `{host}`" if host else ""
        raise UnknownName(f"`allow` takes a host, not the address `{text}`{hint}")
    match = _HOST.fullmatch(text.lower())
    if match is None or not (match[1].startswith("[") or _NAME.fullmatch(match[1])):
        raise UnknownName(
            f"`allow` takes HOST or HOST:PORT, such as query.wikidata.org "
            f"or localhost:3030, not `{text}`"
        )
    port = int(match[2]) if match[2] else None
    if port is not None and not 0 < port <= _LAST_PORT:
        raise UnknownName(f"`allow={text}`: ports are numbers from 1 to {_LAST_PORT}")
    return _folded(match[1]), port


def _folded(host: str) -> str:
    return host.strip("[]").lower().removesuffix(".")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_overheard(url: str) -> bool:
    """Tell whether others can read what is sent to a URL on its way.

    Raises :class:`Refused` for what is no address.
    """
    return _address(url).scheme != "https" and not is_loopback(url)


def is_loopback(url: str) -> bool:
    """Tell whether what is sent to a URL stays on this machine.

    Raises :class:`Refused` for what is no address.
    """
    host = _folded(_address(url).host or "")
    with suppress(ValueError):  # a name, which may lead anywhere
        return ip_address(host).is_loopback
    return host == "localhost"


def _is_inside(host: str) -> bool:
    """Tell whether a host is by its name alone one of the asker's own network."""
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761
        return True
    try:
        return not _is_public(host)
    except ValueError:  # a name, which is looked up before it is asked
        return False


def _is_public(address: str) -> bool:
    """Tell whether an address is one of the whole internet's, also inside of IPv6."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        translated = IPv4Address(ip.packed[-4:]) if ip in _NAT64 else None
        ip = ip.ipv4_mapped or ip.sixtofour or translated or ip
    return ip.is_global and not ip.is_multicast
