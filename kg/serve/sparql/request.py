"""Operations of SPARQL 1.1 Protocol, read from what a client sends.

https://www.w3.org/TR/sparql11-protocol/, with the method QUERY of RFC-to-be
draft-ietf-httpbis-safe-method-w-body as SPARQL 1.2 Protocol has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.net.request import FORM
from kg.rdf import iri_flaw
from kg.serve.http import body_of
from kg.serve.refusal import Refusal

QUERY, UPDATE = "query", "update"
DIRECT = {"application/sparql-query": QUERY, "application/sparql-update": UPDATE}
"""The media types of a body that is the operation itself."""

_DATASET = {
    QUERY: ("default-graph-uri", "named-graph-uri"),
    UPDATE: ("using-graph-uri", "using-named-graph-uri"),
}
"""The parameters that name the graphs of an operation, by its kind."""

_FIELDS = 200
"""Parameters at most: a query over a hundred graphs is somebody's."""


@dataclass(frozen=True)
class SparqlRequest:
    """A query or an update, and the graphs it is to see.

    ``graphs`` and ``named`` are the IRIs of the parameters; both are empty where the
    operation says itself what it sees.
    """

    kind: str
    text: str
    graphs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str | None = None
    timeout: str | None = None

    @property
    def has_dataset(self) -> bool:
        """Whether the graphs were named beside the operation."""
        return bool(self.graphs or self.named)


async def read_operation(request: Request) -> SparqlRequest | None:
    """Read a request; ``None`` for a GET without an operation.

    Raises :class:`Refusal` for what the protocol does not know.
    """
    fields = _fields(request.url.query)
    if request.method in ("GET", "HEAD"):
        if UPDATE in dict(fields):
            raise Refusal(400, "an update is sent by POST, not by GET")
        return _operation(fields) if QUERY in dict(fields) else None
    content = request.headers.get("content-type", "")
    kind, charset = _media_type(content)
    if kind not in (FORM, *DIRECT):
        known = ", ".join((FORM, *DIRECT))
        raise Refusal(415, f"Content-Type: one of {known} was expected")
    if request.method == "QUERY" and DIRECT.get(kind) != QUERY:
        raise Refusal(415, "the method QUERY takes application/sparql-query")
    if charset not in ("", "utf-8"):
        raise Refusal(415, "an operation is sent in UTF-8")
    try:
        text = (await body_of(request)).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the body is not UTF-8") from None
    if kind == FORM:
        if {QUERY, UPDATE} & dict(fields).keys():
            raise Refusal(400, "the operation stands in the form, not in the address")
        return _operation(fields + _fields(text))
    return _operation([*fields, (DIRECT[kind], text)])


def _media_type(content: str) -> tuple[str, str]:
    kind, _, rest = content.partition(";")
    pairs = (pair.partition("=") for pair in rest.split(";"))
    named = {
        name.strip().lower(): value.strip(' "').lower() for name, _, value in pairs
    }
    return kind.strip().lower(), named.get("charset", "")


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"
        )
    except (ValueError, UnicodeDecodeError):
        problem = f"at most {_FIELDS} parameters in UTF-8 were expected"
        raise Refusal(400, problem) from None


def _operation(fields: list[tuple[str, str]]) -> SparqlRequest:
    stated = [(name, text) for name, text in fields if name in (QUERY, UPDATE)]
    if len(stated) != 1:
        raise Refusal(400, "one query or one update was expected")
    [(kind, text)] = stated
    own, other = _DATASET[kind], _DATASET[UPDATE if kind == QUERY else QUERY]
    names = [name for name, _ in fields]
    if wrong := next((name for name in other if name in names), None):
        raise Refusal(400, f"{wrong} does not go with {_a(kind)}: {own[0]} does")
    graphs, named = (_iris(fields, name) for name in own)
    single: Mapping[str, str] = dict(fields)
    return SparqlRequest(
        kind, text, graphs, named, single.get("format"), single.get("timeout")
    )


def _iris(fields: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    iris = tuple(dict.fromkeys(value for key, value in fields if key == name))
    for iri in iris:
        if flaw := iri_flaw(iri):
            raise Refusal(400, f"{name}: `{iri[:200]}` is no absolute IRI: {flaw}")
    return iris


def _a(kind: str) -> str:
    return "a query" if kind == QUERY else "an update"
