"""Trying again what may pass, as long as the manners allow, and never in step."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception
from tenacity.wait import wait_exponential_jitter, wait_random

from kg.net.manners import Clock, Manners
from kg.net.request import NoReply

PASSING = (429, 502, 503, 504)  # RFC 6585 and RFC 9110, 15.6: ask again later
_BACKOFF = wait_exponential_jitter(initial=1, max=30, jitter=1)
"""1, 2, 4 … seconds and up to one more, at most half of Wikidata's minute."""

_JITTER = wait_random(0, 1)

_T = TypeVar("_T")


def patiently(
    attempt: Callable[[], _T], manners: Manners, clock: Clock, deadline: float
) -> _T:
    """Return what an attempt comes to that raises no passing :class:`NoReply`.

    Waits in between, as long as the server asks or longer each time. ``deadline`` is on
    the clock's ``monotonic``. Raises the last :class:`NoReply`, and whatever else an
    attempt raises at once.
    """

    def enough(state: RetryCallState) -> bool:
        wait = state.upcoming_sleep
        late = clock.monotonic() + wait > deadline
        many = state.attempt_number >= manners.attempts
        return many or late or wait > manners.patience + 1  # of jitter

    retrying = Retrying(
        sleep=clock.sleep,
        wait=_wait,
        stop=enough,
        retry=retry_if_exception(lambda e: isinstance(e, NoReply) and e.passing),
        reraise=True,
    )
    return retrying(attempt)


def retry_after(value: str | None, clock: Clock) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, number or date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max((parsedate_to_datetime(value) - clock.now()).total_seconds(), 0)
    except (ValueError, TypeError):
        return None


def _wait(state: RetryCallState) -> float:
    """Wait as long as the server asks, else longer each time, never in step."""
    outcome = state.outcome
    error = outcome.exception() if outcome else None
    if isinstance(error, NoReply) and error.wait is not None:
        return error.wait + _JITTER(state)
    return _BACKOFF(state)
