"""A server of chat completions that the user has named, and no other.

One question at a time; what is answered soundly is kept in a folder by the digest of
the question, so that a run that broke off goes on, and the next one costs nothing. The
key goes into a header and nowhere else: into no file, no message and no other host.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.draft.model.answer import essence, is_completion
from kg.errors import QueryFailed, UnknownName, Unreachable
from kg.net.cache import Cache
from kg.net.connections import TIMED_OUT
from kg.net.exchange import Transport
from kg.net.hosts import Hosts, is_loopback, is_overheard
from kg.net.manners import Clock, Manners, user_agent
from kg.net.patience import PASSING, patiently, retry_after
from kg.net.request import JSON, NoReply, Reply, Request

SECONDS = 600
"""How long one question may take: a laptop without a graphics card reads 3,000 tokens
and writes some hundreds at about ten a second."""

_MOST = 4_000_000
"""Bytes of an answer: a hundred times what 200 figures take."""

_AGE = timedelta(days=36_500)
"""Answers are kept as long as their folder: a text that is asked about does not age."""

_CHAT = "/chat/completions"
_LISTED = 8
"""Models that a message lists."""

_KEPT = "what was answered is kept"
_TOO_MUCH = "answers with more than"
"""How the refusal begins of an answer that is too large."""


class ModelEndpoint:
    """A server at ``url``, its address up to ``/v1``; ``name`` is that of a model.

    ``cache`` is the folder of answers. ``key`` is what the server is told about who
    asks. Texts are not sent where others can read them on their way, but with
    ``overheard``; a key never is: :class:`UnknownName`.
    """

    def __init__(
        self,
        url: str,
        *,
        cache: Path,
        name: str = "",
        key: str = "",
        overheard: bool = False,
        seconds: float = SECONDS,
        refresh: bool = False,
        contact: str = "",
        clock: Clock | None = None,
    ) -> None:
        named = Hosts.named([url])
        if urlsplit(url).query or urlsplit(url).fragment:
            raise UnknownName(
                "the address of a model has no parameters; leave out `?…`"
            )
        self.url = url.rstrip("/").removesuffix(_CHAT)
        self.name, self._key = name, key
        if not name.isprintable():
            raise UnknownName("--model-name takes a name of letters, digits and signs")
        self.is_local = is_loopback(url)
        self._check_key()
        if is_overheard(url) and not overheard:
            message = f"{self.host} would be sent the text unencrypted, so that others "
            raise UnknownName(
                f"{message}can read it; https is, and --plain-http lets it"
            )
        manners = Manners(
            user_agent(contact),
            timeout=seconds,
            total=seconds,
            size=_MOST,
            age=_AGE,
            refresh=refresh,
        )
        self.seconds = seconds
        # on this machine it is asked directly: no proxy gets to see the text
        self.transport = Transport(manners, clock, named if self.is_local else None)
        self.cache = Cache(cache, manners, self.transport.clock)

    @property
    def host(self) -> str:
        """The host with its port."""
        return Request(self.url).host

    def model(self) -> str:
        """Return the name of the model: the one that was named, or that there is.

        Raises :class:`UnknownName` where a server has several.
        """
        if not self.name:
            request = Request(f"{self.url}/models", headers=self._headers)
            data = self._asked(request, _is_list)
            names = [str(m.get("id")) for m in data["data"]]
            names = [name for name in names if name.isprintable()]
            if len(names) != 1:
                several = ", ".join(f"`{name}`" for name in names[:_LISTED])
                has = f"has {len(names):,}: {several}" if names else "lists none"
                message = f"{self.host} {has}; name the model with --model-name"
                raise UnknownName(message)
            self.name = names[0]
        return self.name

    def kept(self, body: bytes) -> Any | None:
        """Return the kept answer to a question, ``None`` if there is none."""
        kept = self.cache.get(self._request(body))
        return None if kept is None else kept.data

    def ask(self, body: bytes) -> Any:
        """Return the completion that a question gets; nothing is kept of it yet.

        Raises :class:`Unreachable` and :class:`QueryFailed`.
        """
        request = self._request(body)
        with self.cache.turn():
            self.cache.keep_to_hold(request)
            return essence(self._asked(request, _is_whole))

    def keep(self, body: bytes, data: Any) -> None:
        """Keep an answer as that to a question."""
        self.cache.put(self._request(body), data)

    def close(self) -> None:
        """End the connections."""
        self.transport.connections.hang_up()

    @property
    def _headers(self) -> tuple[tuple[str, str], ...]:
        return (("Authorization", f"Bearer {self._key}"),) if self._key else ()

    def _request(self, body: bytes) -> Request:
        return Request(f"{self.url}{_CHAT}", body, kind=JSON, headers=self._headers)

    def _check_key(self) -> None:
        if not self._key:
            return
        if not self._key.isascii() or not self._key.isprintable() or " " in self._key:
            raise UnknownName("KG_MODEL_KEY is no key: it has spaces or other signs")
        if is_overheard(self.url):
            message = (
                f"{self.host} is not encrypted: the key in KG_MODEL_KEY is not sent "
            )
            raise UnknownName(f"{message}there; use https, or take it out")

    def _asked(self, request: Request, check: Callable[[Request, Any], None]) -> Any:
        manners, clock = self.transport.manners, self.transport.clock
        deadline = clock.monotonic() + manners.total
        try:
            reply = patiently(
                lambda: self._once(request, deadline), manners, clock, deadline
            )
        except NoReply as error:
            raise self._given_up(request, error) from None
        self._refuse(request, reply)
        if reply.kind and not reply.kind.endswith(("/json", "+json")):
            page = "a web page" if "html" in reply.kind else f"`{reply.kind}`"
            message = f"{request.shown} answers with {page} instead of JSON"
            raise Unreachable(f"{message}; {self._address}")
        try:
            data = json.loads(reply.body)
        except (ValueError, RecursionError):
            message = f"{request.shown} answers with no JSON, or breaks off"
            raise Unreachable(f"{message}; {_KEPT}, run the command again") from None
        check(request, data)
        return data

    def _once(self, request: Request, deadline: float) -> Reply:
        reply = self.transport.exchange(request, deadline)
        if reply.status in PASSING:
            wait = retry_after(reply.headers.get("Retry-After"), self.transport.clock)
            raise NoReply(f"status {reply.status}", passing=True, wait=wait)
        return reply

    def _given_up(self, request: Request, error: NoReply) -> Unreachable:
        shown = request.shown
        if error.wait is not None:
            self.cache.hold(request, error.wait)
            message = f"{shown} asks us to wait for {error.wait:,.0f} s ({error})"
            return Unreachable(f"{message}; run the command again then: {_KEPT}")
        if error.system == TIMED_OUT:
            message = f"{shown} has not answered in {self.seconds:g} s; {_KEPT}"
            return Unreachable(f"{message}, and --timeout waits longer")
        if error.passing:
            message = f"{shown} does not answer ({error}); {_KEPT}"
            return Unreachable(f"{message}, run the command again later")
        text = self._without_key(str(error))
        if text.startswith(_TOO_MUCH):
            text = f"{text.partition(';')[0]}, which is no answer; check the address"
        return Unreachable(f"{shown} {text}")

    def _without_key(self, words: str) -> str:
        return words.replace(self._key, "…") if self._key else words

    def _refuse(self, request: Request, reply: Reply) -> None:
        """Raise for a status that will be the same the next time (RFC 9110, 15)."""
        status, shown = reply.status, request.shown
        words = self._without_key(reply.words)
        if status == 200:
            return
        if status in (401, 403):
            taken = "does not take the key in KG_MODEL_KEY"
            reason = taken if self._key else "wants a key; put it into KG_MODEL_KEY"
            raise Unreachable(f"{shown} {reason} (status {status})")
        if status in (404, 405, 410):
            reason = f"has nothing there (status {status}){words}"
            raise Unreachable(f"{shown} {reason}; {self._address}")
        if status in (400, 415, 422, 501):
            reason = f"refuses the question (status {status}){words}"
            hint = "it has to take `response_format: json_schema`, and temperature 0"
            raise QueryFailed(f"{shown} {reason}; {hint}")
        if status < 500:
            raise QueryFailed(f"{shown} refuses the question (status {status}){words}")
        reason = f"failed (status {status}){words}"
        raise Unreachable(f"{shown} {reason}; {_KEPT}, run the command again later")

    @property
    def _address(self) -> str:
        if self.url.endswith("/v1"):
            return "check the address, and --model-name"
        return f"the address mostly ends in /v1: try {Request(self.url).shown}/v1"


def _is_whole(request: Request, data: Any) -> None:
    if not is_completion(data):
        message = f"{request.shown} answers with no chat completion"
        raise Unreachable(f"{message}; check the address")


def _is_list(request: Request, data: Any) -> None:
    listed = data.get("data") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not all(isinstance(m, dict) for m in listed):
        message = f"{request.shown} does not say which models there are"
        raise Unreachable(f"{message}; name one with --model-name")
