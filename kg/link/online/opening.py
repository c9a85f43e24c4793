"""Which source a word or an address on the command line means."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import UnknownName, nearest
from kg.link.online.reconciliation import ReconciliationSource
from kg.link.online.sparql import SparqlSource
from kg.link.online.wikidata import ENDPOINT, WikidataSource
from kg.match.entity import CandidateSource
from kg.net.client import Client
from kg.net.manners import Manners, user_agent

CACHE = "build/cache"
"""Where answers are kept by default, from the project's folder."""

_SPARQL = "sparql:"


def open_client(
    cache: Path, *, agent: str | None = None, refresh: bool = False
) -> Client:
    """Return a client that keeps answers in a folder; see :func:`open_source`."""
    return Client(cache, Manners(agent or user_agent(), refresh=refresh))


def open_source(
    spec: str,
    cache: Path,
    *,
    agent: str | None = None,
    languages: tuple[str, ...] = ("en",),
) -> CandidateSource:
    """Return the source of candidates that ``spec`` means; nothing is sent yet.

    ``wikidata`` is Wikidata itself; an address that ends in ``/sparql`` or ``/query``,
    or has ``sparql:`` before it, a SPARQL endpoint; any other address a service of the
    W3C Reconciliation API. ``cache`` is the folder of answers; ``agent`` what we call
    ourselves to servers (:func:`kg.net.manners.user_agent` by default); ``languages``
    are those of names, the first one that of searches.

    Raises :class:`UnknownName` for what is neither a known word nor an address.
    """
    client = open_client(cache, agent=agent)
    url = spec.removeprefix(_SPARQL)
    if spec == "wikidata" or url.rstrip("/") == ENDPOINT:
        return WikidataSource(client, languages)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnknownName(
            f"`{spec}` is no source{nearest(spec, ['wikidata'])}; write `wikidata` or "
            "the address (https://…) of a SPARQL endpoint or reconciliation service"
        )
    if url != spec or parts.path.rstrip("/").endswith(("/sparql", "/query")):
        return SparqlSource(client, url, languages)
    return ReconciliationSource(client, url, languages)
