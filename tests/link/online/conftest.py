"""The server, the clock and the clients of the tests of ``kg.net``."""

from tests.net.conftest import client, served, time

__all__ = ["client", "served", "time"]
