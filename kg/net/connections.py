"""Connections to hosts, made to addresses that were looked up once and checked.

A name cannot lead elsewhere between the check and the connection (DNS rebinding), and
whatever hangs can be hung up on from another thread.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass
from weakref import WeakSet

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.connection import create_connection

from kg.net.hosts import Hosts
from kg.net.request import NoReply, brief

_REASON = 120
"""Characters of the system's own words in a message, which goes on after them."""

TIMED_OUT = "timed out, no answer in time"


class Connections:
    """Connections that stay open for the next request.

    With ``hosts`` those may be asked and no others, directly and never by a proxy,
    which would look addresses up itself. Without, whoever asks has chosen the host, and
    the environment's proxy is used.
    """

    def __init__(self, hosts: Hosts | None) -> None:
        self.hosts = hosts
        self._managers: dict[str, urllib3.PoolManager] = {}
        self._addresses: dict[tuple[str, int], list[str]] = {}
        self._made: WeakSet[HTTPConnection] = WeakSet()

    def manager(self, url: str) -> urllib3.PoolManager:
        """Return what sends requests to a URL."""
        parts = urlsplit(url)
        direct = self.hosts is not None or proxy_bypass(parts.hostname or "")
        proxy = "" if direct else getproxies().get(parts.scheme, "")
        if proxy not in self._managers:
            made = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
            made.pool_classes_by_scheme = _pools(self)
            self._managers[proxy] = made
        return self._managers[proxy]

    def connect(self, connection: HTTPConnection) -> socket.socket:
        """Connect to the first address of a host that may be asked and answers."""
        self._made.add(connection)
        nobody = "nothing answers there"
        if connection.proxy:
            nobody = f"the proxy {connection.host} does not answer"
        reason = down("no such host")
        try:
            for address in self._looked_up(connection.host, connection.port):
                try:
                    return create_connection(
                        (address, connection.port),
                        connection.timeout,
                        socket_options=connection.socket_options,
                    )
                except TimeoutError:
                    reason = silent()
                except OSError as error:
                    reason = down(nobody, words(error))
        except (OSError, UnicodeError) as error:  # of the look-up
            reason = down("no such host", words(error))
        raise reason

    def hang_up(self) -> None:
        """End what is under way, also what a thread still waits for."""
        for connection in list(self._made):
            with suppress(OSError, AttributeError, TypeError):  # is not connected
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
        self._managers.clear()

    def _looked_up(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host, the same ones as long as this is there."""
        if (host, port) not in self._addresses:
            infos = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(info[4][0]) for info in infos))
            if self.hosts is not None:
                for address in addresses:
                    self.hosts.check_address(host, port, address)
            self._addresses[host, port] = addresses
        return self._addresses[host, port]


def _pools(connections: Connections) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Return urllib3's pools, but that their connections are made by us.

    urllib3's own support of SOCKS is made in the same way.
    """

    def connect(connection: HTTPConnection) -> socket.socket:
        return connections.connect(connection)

    http = type("Http", (HTTPConnection,), {"_new_conn": connect})
    https = type("Https", (HTTPSConnection,), {"_new_conn": connect})
    return {
        "http": type("Pool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": http}),
        "https": type("Pool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": https}),
    }


def silent() -> NoReply:
    """Return the error for a server from which nothing came."""
    return NoReply("no answer in time", TIMED_OUT, passing=True)


def down(reason: str, system: str = "") -> NoReply:
    """Return the error for a server that is not there to be asked."""
    text = f"cannot be reached: {reason}; check the address and the network"
    return NoReply(text, system or reason)


def words(error: object) -> str:
    """Return what the system says of an error, in one line."""
    own = getattr(error, "strerror", None) or error
    return brief(own, _REASON) or type(error).__name__
