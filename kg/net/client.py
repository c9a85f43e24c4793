"""Questions for JSON, with patience: kept answers first, then one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import QueryFailed, Unreachable
from kg.net.cache import Cache, Fetched
from kg.net.exchange import Transport
from kg.net.manners import Clock, Manners
from kg.net.patience import PASSING, patiently, retry_after
from kg.net.request import NoReply, Reply, Request, brief

Check = Callable[[Any], None]
"""Refuses an answer that is not complete and well-formed by raising."""

_SHOWN = 80
"""Characters of what is no JSON: a line of a terminal."""

_LATER = "run the command again later: what was fetched is kept"


class Client:
    """Asks servers for JSON, keeps whole answers in a folder, and waits when asked."""

    def __init__(
        self, cache: Path, manners: Manners, clock: Clock | None = None
    ) -> None:
        self.manners = manners
        self.clock = clock or Clock()
        self.cache = Cache(cache, manners, self.clock)
        self.transport = Transport(manners, self.clock)

    def send(self, request: Request, check: Check) -> Fetched:
        """Return the answer to a request, asking only if it is not kept.

        ``check`` raises for what is JSON but no whole answer; such is never kept. Tries
        again for what may pass, as long as the manners allow. Raises
        :class:`Unreachable` and :class:`QueryFailed`, and
        :class:`~kg.errors.StoreError` where nothing can be kept.
        """
        kept = self.cache.get(request)
        if kept is not None:
            return kept
        with self.cache.turn():
            self.cache.keep_to_hold(request)
            return self.cache.put(request, self._patiently(request, check))

    def _patiently(self, request: Request, check: Check) -> Any:
        deadline = self.clock.monotonic() + self.manners.total
        try:
            return patiently(
                lambda: self._once(request, check, deadline),
                self.manners,
                self.clock,
                deadline,
            )
        except NoReply as error:
            raise self._given_up(request, error) from None

    def _once(self, request: Request, check: Check, deadline: float) -> Any:
        reply = self.transport.exchange(request, deadline)
        if reply.status in PASSING:
            wait = retry_after(reply.headers.get("Retry-After"), self.clock)
            raise NoReply(f"status {reply.status}", passing=True, wait=wait)
        _refuse_status(request, reply)
        if reply.kind and not reply.kind.endswith(("/json", "+json")):
            page = "a web page" if "html" in reply.kind else f"`{reply.kind}`"
            message = f"{request.shown} answers with {page} instead of JSON"
            raise Unreachable(f"{message}; check the address{reply.words}")
        try:
            data = json.loads(reply.body)
        except (ValueError, RecursionError):
            raise _no_json(request, reply.body) from None
        check(data)
        return data

    def _given_up(self, request: Request, error: NoReply) -> Unreachable:
        if not error.passing:
            return Unreachable(f"{request.shown} {error}")
        if error.wait is None:
            return Unreachable(f"{request.shown} does not answer: {error}; {_LATER}")
        self.cache.hold(request, error.wait)
        return Unreachable(
            f"{request.shown} asks us to wait for {error.wait:,.0f} s ({error}); "
            "run the command again after that: what was fetched is kept"
        )


def expect(
    request: Request,
    otherwise: str,
    whole: Callable[[Any], Any],
    refusal: Callable[[Any], Any],
) -> Check:
    """Return a check of answers: ``refusal`` finds the reason in one that refuses.

    Servers refuse with status 200, too. What is not ``whole`` is told as ``otherwise``
    says; either may fail on what it does not expect, which is then not there.
    """

    def holds(look: Callable[[Any], Any], data: Any) -> Any:
        try:
            return look(data)
        except (LookupError, TypeError, AttributeError):
            return None

    def check(data: Any) -> None:
        if reason := holds(refusal, data):
            raise QueryFailed(f"{request.shown} refuses the question: {reason}")
        if not holds(whole, data):
            raise Unreachable(f"{request.shown} {otherwise}")

    return check


def _refuse_status(request: Request, reply: Reply) -> None:
    """Raise for a status that will be the same the next time (RFC 9110, 15)."""
    status, url = reply.status, request.shown
    if status == 200:
        return
    if status in (401, 403):
        reason = "refuses us; give a contact, or ask whoever runs it"
    elif status in (404, 410):
        reason = "has nothing there; check the address"
    elif status < 500:
        message = f"{url} refuses the question (status {status}){reply.words}"
        raise QueryFailed(message)
    else:
        reason = "failed; run the command again later"
    raise Unreachable(f"{url} {reason} (status {status}){reply.words}")


def _no_json(request: Request, body: bytes) -> Unreachable:
    """Tell an answer that breaks off from one that never was JSON, by its end."""
    text = body.decode("utf-8", "replace").strip()
    if text.startswith(("{", "[")):
        end = text[-_SHOWN:].replace("\n", " ")
        return Unreachable(
            f"{request.shown} breaks off its answer ({len(body):,} bytes, the last: "
            f"{end!r}), as servers do that run out of time; nothing of it was kept, "
            "run the command again later"
        )
    return Unreachable(
        f"{request.shown} answers with a text instead of JSON: "
        f"{brief(text, _SHOWN)!r}; check the address, or run the command again later"
    )
