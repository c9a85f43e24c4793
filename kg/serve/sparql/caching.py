"""Answers that a client may keep: a tag that is exact for a graph and an operation."""

from __future__ import annotations

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.sparql.evaluation import Evaluation
from kg.serve.sparql.request import SparqlRequest

_UNSTEADY = re.compile(r"\b(now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
"""Functions by which one query has two answers of one graph."""


def tag_of(digest: str, asked: SparqlRequest, accept: str | None) -> str | None:
    """Return what tells an answer from every other one; ``None`` where nothing does.

    ``digest`` is that of the graph. The tag is weak: an answer may come compressed.
    """
    if _UNSTEADY.search(asked.text):
        return None
    parts = (digest, asked.text, *asked.graphs, "", *asked.named, accept or "")
    made = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f'W/"{made[:32]}"'


def unchanged(request: Request, tag: str | None) -> bool:
    """Tell whether a client has the answer already, and asks by a method that says so.

    That is any but POST (RFC 9110, 13.1.2).
    """
    if tag is None or request.method == "POST":
        return False
    known = request.headers.get("if-none-match", "")
    return tag in (one.strip() for one in known.split(",")) or known.strip() == "*"


def answered(result: Evaluation | None, tag: str | None) -> Response:
    """Return an answer with its tag; without a result, that it is known already."""
    headers = {"Vary": "Accept"} | ({"ETag": tag} if tag else {})
    if result is None:
        return Response(status_code=304, headers=headers)
    return Response(result.body, headers=headers, media_type=result.media)
