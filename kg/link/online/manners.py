"""How we behave towards the servers of others: how long, how often, how much.

The Wikidata Query Service gives up on a query after 60 seconds, allows an address 60
seconds of work a minute, answers 429 with ``Retry-After`` beyond that, and bans for a
day whoever ignores it (mediawiki.org, "Wikidata Query Service/User Manual"). Asking one
thing at a time, which :class:`~kg.link.online.cache.Cache` sees to, stays below.
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
    longest wait that we take upon ourselves when asked to. Answers younger than ``age``
    are not asked for again, unless ``refresh``.
    """

    agent: str
    timeout: float = 65
    total: float = 300
    patience: float = 120
    attempts: int = 4
    size: int = 64_000_000
    age: timedelta = timedelta(days=30)
    refresh: bool = False


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the time and waits: ``now`` in UTC, ``monotonic`` in seconds."""

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
