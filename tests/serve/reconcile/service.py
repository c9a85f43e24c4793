"""A service on loopback, and a client that holds every answer against its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpx
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from tests.beside import at_hand, beside
from tests.serve.serving import serving

SUITE = "suites/reconciliation-0.2"
_SWAGGER = "http://swagger.io/v2/schema.json"


@cache
def validator(name: str) -> Draft7Validator:
    """Return the validator of one of the specification's schemas."""
    suite = beside(SUITE, "NO SCHEMAS, which may not be copied: no answer is validated")
    schemas = {p.stem: json.loads(p.read_text("utf-8")) for p in suite.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], DRAFT7.create_resource(schema))
        for key, schema in schemas.items()
        if key != "openapi"
    )
    openapi = DRAFT7.create_resource(schemas["openapi"])
    registry = registry.with_resource(_SWAGGER, openapi)
    return Draft7Validator(schemas[name], registry=registry)


def valid(data: Any, name: str) -> Any:
    """Fail when data is not as a schema of the specification has it.

    Without the schemas everything else of a test is tested; that nothing was validated
    is what one skipped test says.
    """
    if at_hand(SUITE):
        assert [error.message for error in validator(name).iter_errors(data)] == []
    return data


class Client:
    """What OpenRefine does, with every answer validated."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=60)

    def manifest(self) -> dict[str, Any]:
        return valid(self._json(self.http.get("/")), "manifest")  # type: ignore[no-any-return]

    def batch(self, queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        valid(queries, "reconciliation-query-batch")
        data = {"queries": json.dumps(queries)}
        found = valid(
            self._json(self.http.post("/", data=data)), "reconciliation-result-batch"
        )
        return {key: answer["result"] for key, answer in found.items()}

    def match(self, query: str | None = None, **fields: Any) -> list[dict[str, Any]]:
        """Return the candidates of one query."""
        named = {} if query is None else {"query": query}
        return self.batch({"q0": named | fields})["q0"]

    def best(self, query: str | None = None, **fields: Any) -> tuple[str, bool] | None:
        """Return the first candidate's id and whether it is a match."""
        found = self.match(query, **fields)
        return (found[0]["id"], found[0]["match"]) if found else None

    def extend(self, ids: list[str], *properties: Any) -> dict[str, Any]:
        wanted = [p if isinstance(p, dict) else {"id": p} for p in properties]
        query = valid({"ids": ids, "properties": wanted}, "data-extension-query")
        answer = self.http.post("/", data={"extend": json.dumps(query)})
        return valid(self._json(answer), "data-extension-response")  # type: ignore[no-any-return]

    def suggest(self, kind: str, prefix: str, **more: Any) -> list[dict[str, Any]]:
        plural = {"entity": "entities", "type": "types", "property": "properties"}
        answer = self.http.get(f"/suggest/{kind}", params={"prefix": prefix, **more})
        found = valid(self._json(answer), f"suggest-{plural[kind]}-response")
        return found["result"]  # type: ignore[no-any-return]

    def _json(self, answer: httpx.Response) -> Any:
        assert answer.status_code == 200, answer.text
        assert answer.headers["access-control-allow-origin"] == "*"
        return answer.json()


@contextmanager
def served(make: Any) -> Iterator[Client]:
    """Serve what ``make(url)`` returns on a free port of this machine."""
    with serving(make) as url:
        client = Client(url)
        with client.http:
            yield client
