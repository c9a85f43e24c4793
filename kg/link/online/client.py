"""Questions to a server, with patience: kept answers first, then one at a time."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import shorten
from typing import Any

from tenacity import RetryCallState, Retrying, retry_if_exception_type
from tenacity.wait import wait_exponential_jitter, wait_random

from kg.errors import Unreachable
from kg.link.online.cache import Cache
from kg.link.online.manners import Clock, Manners
from kg.link.online.requests import Answer, Check, Request, Transient
from kg.link.online.transport import Transport

_BACKOFF = wait_exponential_jitter(initial=1, max=30, jitter=1)
_JITTER = wait_random(0, 1)


class Client:
    """Asks servers for JSON, keeps whole answers in a folder, and waits when asked."""

    def __init__(
        self, cache: Path, manners: Manners, clock: Clock | None = None
    ) -> None:
        self.manners = manners
        self.clock = clock or Clock()
        self.cache = Cache(cache, manners, self.clock)
        self.transport = Transport(manners, self.clock)

    def send(self, request: Request, check: Check) -> Answer:
        """Return the answer to a request, asking only if it is not kept.

        ``check`` raises for what is JSON but no whole answer; such is never kept. Tries
        again for what may pass, as long as the manners allow. Raises
        :class:`Unreachable` and :class:`QueryFailed`.
        """
        kept = self.cache.get(request)
        if kept is not None:
            return kept
        with self.cache.turn():
            self.cache.keep_to_hold(request)
            return self.cache.put(request, self._patiently(request, check))

    def _patiently(self, request: Request, check: Check) -> Any:
        deadline = self.clock.monotonic() + self.manners.total

        def enough(state: RetryCallState) -> bool:
            wait = state.upcoming_sleep
            late = self.clock.monotonic() + wait > deadline
            many = state.attempt_number >= self.manners.attempts
            return many or late or wait > self.manners.patience + 1

        retrying = Retrying(
            sleep=self.clock.sleep,
            wait=_wait,
            stop=enough,
            retry=retry_if_exception_type(Transient),
            reraise=True,
        )
        try:
            return retrying(self._once, request, check, deadline)
        except Transient as error:
            raise self._given_up(request, error) from None

    def _once(self, request: Request, check: Check, deadline: float) -> Any:
        body = self.transport.exchange(request, deadline)
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            raise _no_json(request, body) from None
        check(data)
        return data

    def _given_up(self, request: Request, error: Transient) -> Unreachable:
        again = "run the command again later: what was fetched is kept"
        if error.wait is None:
            return Unreachable(f"{request.shown} does not answer: {error}; {again}")
        self.cache.hold(request, error.wait)
        return Unreachable(
            f"{request.shown} asks us to wait for {error.wait:,.0f} s ({error}); "
            "run the command again after that: what was fetched is kept"
        )


def _wait(state: RetryCallState) -> float:
    """Wait as long as the server asks, else longer each time, never in step."""
    outcome = state.outcome
    error = outcome.exception() if outcome else None
    if isinstance(error, Transient) and error.wait is not None:
        return error.wait + _JITTER(state)
    return _BACKOFF(state)


def _no_json(request: Request, body: bytes) -> Unreachable:
    """Tell an answer that breaks off from one that never was JSON, by its end."""
    text = body.decode("utf-8", "replace").strip()
    if text.startswith(("{", "[")):
        end = text[-80:].replace("\n", " ")
        return Unreachable(
            f"{request.shown} breaks off its answer ({len(body):,} bytes, the last: "
            f"{end!r}), as servers do that run out of time; nothing of it was kept, "
            "run the command again later"
        )
    start = shorten(text, 80, placeholder=" …")
    return Unreachable(
        f"{request.shown} answers with a text instead of JSON: {start!r}; check the "
        "address, or run the command again later"
    )
