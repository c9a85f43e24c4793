"""One SELECT query by the SPARQL 1.1 Protocol: SPARQLWrapper words it, we send it."""

from __future__ import annotations

from kg.errors import QueryFailed, Unreachable
from kg.net.exchange import Transport
from kg.net.request import FORM, NoReply, Reply, Request, brief

RESULTS = "application/sparql-results+json"

_BUSY = (429, 503)  # RFC 6585, RFC 9110: both may come with Retry-After
_SHOWN = 80
"""Characters of what is no result: a line of a terminal."""


def select_request(url: str, query: str, agent: str) -> Request:
    """Return the request that puts a SELECT query, by POST, for SPARQL JSON.

    Raises :class:`Unreachable` for what is no address.
    """
    from SPARQLWrapper import JSON, POST, SELECT, SPARQLWrapper

    wrapper = SPARQLWrapper(url, agent=agent)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(query)
    wrapper.queryType = SELECT  # else guessed, also from words in comments
    try:
        made = wrapper._createRequest()  # all but the sending, which has no limits
    except ValueError as error:
        raise Unreachable(f"{url} cannot be reached: {brief(error)}") from None
    assert isinstance(made.data, bytes)
    return Request(made.full_url, made.data, RESULTS, FORM)


def select(
    transport: Transport, url: str, query: str, deadline: float | None = None
) -> bytes:
    """Put a SELECT query to an endpoint; return the body of the answer.

    Raises :class:`QueryFailed` for a query that the endpoint refuses,
    :class:`~kg.net.hosts.Refused` for a host that may not be asked, and
    :class:`Unreachable` for every other way of not answering.
    """
    request = select_request(url, query, transport.manners.agent)
    try:
        reply = transport.exchange(request, deadline)
    except NoReply as error:
        what = f"failed: it {error}"
        if error.system:
            what = f"cannot be reached: {error.system}"
        raise Unreachable(f"{url} {what}") from None
    if reply.status == 400:
        raise QueryFailed(f"{url} refuses the query{reply.words}")
    if reply.status != 200:
        raise Unreachable(f"{url} failed: it {_status(reply)}")
    return reply.body


def no_results(url: str, body: bytes) -> Unreachable:
    """Return the error for an answer that is no result of a SELECT query."""
    start = body[:_SHOWN].decode("utf-8", "replace").strip()
    return Unreachable(f"{url} does not answer in SPARQL JSON, but: {start!r}")


def _status(reply: Reply) -> str:
    """Say what an answer that holds no results means."""
    if reply.status in _BUSY:
        wait = reply.headers.get("Retry-After")
        when = f"after {wait} (Retry-After)" if wait else "later"
        return f"is busy ({reply.status}); ask again {when}"
    return f"answers with status {reply.status}{reply.words}"
