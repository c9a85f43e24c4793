"""How we behave towards the servers of others: how long, how often, how much.

The Wikidata Query Service gives up on a query after 60 seconds, allows an address 60
seconds of work a minute, answers 429 with ``Retry-After`` beyond that, and bans for a
day whoever ignores it (mediawiki.org, "Wikidata Query Service/User Manual"). Asking one
thing at a time, which :class:`~kg.net.cache.Cache` sees to, stays below.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits of one question to a server; times in seconds, ``size`` in bytes.

    ``agent`` is what we call ourselves. ``timeout`` is how long a server may be silent,
    ``total`` how long a question may take with all its attempts, ``patience`` the
    longest wait that we take upon ourselves when asked to. ``hops`` are the requests
    that redirects may make of one. Answers younger than ``age`` are not asked for
    again, unless ``refresh``.
    """

    agent: str
    timeout: float = 65
    """A little more than the minute that Wikidata gives a query."""

    total: float = 300
    """Four attempts of a minute, with the waits between them."""

    patience: float = 120
    """Twice the minute after which an address may ask Wikidata again."""

    attempts: int = 4
    """The first, and after waits of about 1, 2 and 4 seconds."""

    size: int = 64_000_000
    """So much that no sound answer is refused, so little that a laptop holds it."""

    hops: int = 3
    """To https, and from there to where a service has moved within its host."""

    age: timedelta = timedelta(days=30)
    """A name or a class of Wikidata seldom changes within a month."""

    refresh: bool = False


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the time and waits: ``now`` in UTC, ``monotonic`` in seconds."""

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def user_agent(contact: str = "") -> str:
    """Return what we call ourselves to servers: name, version, page and contact.

    ``contact`` is an address or page of whoever runs this, as the policy of the
    Wikimedia Foundation on user agents asks for.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        name = f"apf-kg/{version('apf-kg')}"
    except PackageNotFoundError:
        name = "apf-kg"
    whom = " ".join(contact.split()).encode("ascii", "ignore").decode()
    return f"{name} (https://w3id.org/apf/{'; ' if whom else ''}{whom})"
