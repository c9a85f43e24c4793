"""Data extension: the values of properties, for things that were matched.

Values are plain facts: what defines a thing, and what follows from undisputed asserted
claims. What is only alleged or denied is not among them. For each fact that follows
from claims, the setting ``content`` = ``claims`` names those instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from math import isfinite
from typing import Any

from kg.ask.endpoint import values
from kg.ask.tables import Term
from kg.names import APF, SCHEMES, local_name
from kg.rdf import Literal, URIRef
from kg.serve.http import BadRequest
from kg.serve.reconcile.catalogue import Catalogue
from kg.serve.reconcile.query import Extension, Wanted
from kg.serve.reconcile.schema import IRI, QID, TYPE, Property, qid

WIKIDATA_SERVICE = "https://wikidata.reconci.link/en/api"
_SAFE = 2**53
"""From here on JavaScript, which clients are written in, rounds whole numbers."""

_CONTENT = {
    "literal": "Values, and entities with their names",
    "id": "Ids of entities and IRIs of codes, as text",
    "name": "Names of entities and labels of codes, as text",
    "claims": "The claims that the value follows from, as text",
}
SETTINGS: list[dict[str, Any]] = [
    {
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "How many values of each thing at most; 0 for all.",
    },
    {
        "name": "count",
        "label": "Count",
        "type": "checkbox",
        "default": False,
        "help_text": "How many values there are, instead of the values.",
    },
    {
        "name": "content",
        "label": "Content",
        "type": "select",
        "default": "literal",
        "help_text": "What is given of each value.",
        "choices": [{"value": k, "name": name} for k, name in _CONTENT.items()],
    },
]
_Terms = dict[int, list[Term]]


class Extender:
    """Answers extension queries from the graph."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def extend(self, query: Extension) -> dict[str, Any]:
        """Return rows by id as it was given, and what the properties are."""
        things = {id_: self.catalogue.find(id_) for id_ in query.ids}
        known = sorted({thing for thing in things.values() if thing is not None})
        rows: dict[str, dict[str, Any]] = {id_: {} for id_ in query.ids}
        for wanted in query.properties:
            cells = self._cells(wanted, known)
            for id_, thing in things.items():
                rows[id_][wanted.id] = [] if thing is None else cells.get(thing, [])
        return {"meta": [self._meta(w) for w in query.properties], "rows": rows}

    def _meta(self, wanted: Wanted) -> dict[str, Any]:
        prop = self.catalogue.schema.property_of(wanted.id)
        if prop is None:
            return {"id": wanted.id, "name": wanted.id}
        meta: dict[str, Any] = {"id": wanted.id, "name": prop.name}
        shown = _setting(wanted, "content") == "literal" and not _counts(wanted)
        if shown and prop.id == QID:
            meta["service"] = WIKIDATA_SERVICE
        elif shown and prop.kind == "thing" and len(prop.ranges) == 1:
            cls = self.catalogue.schema.classes[prop.ranges[0]]
            meta["type"] = {"id": cls.id, "name": cls.name}
        return meta

    def _cells(self, wanted: Wanted, things: list[int]) -> dict[int, list[Any]]:
        limit, content = _limit(wanted), _setting(wanted, "content")
        prop = self.catalogue.schema.property_of(wanted.id)
        if prop is None or not things:
            return {}
        if prop.id == IRI:
            terms: _Terms = {t: [Literal(self.catalogue.iri(t))] for t in things}
        elif content == "claims" and not _counts(wanted):
            terms = self._claims(prop, things)
        else:
            terms = self._values(prop, things)
        if _counts(wanted):
            return {thing: [{"int": len(of)}] for thing, of in terms.items()}
        return {
            thing: [self._cell(term, prop, content) for term in of[:limit]]
            for thing, of in terms.items()
        }

    def _values(self, prop: Property, things: list[int]) -> _Terms:
        terms = self._select(things, f"?thing <{prop.iri}> ?value")
        kept = {QID: qid, TYPE: self.catalogue.schema.class_of}.get(prop.id)
        if kept is None:
            return terms
        return {t: [v for v in of if kept(str(v))] for t, of in terms.items()}

    def _claims(self, prop: Property, things: list[int]) -> _Terms:
        asserted = URIRef(f"{SCHEMES}modality/asserted").n3()
        return self._select(
            things,
            f"?value <{APF.aboutSubject}> ?thing ; <{APF.modality}> {asserted} ; "
            f"<{APF.aboutPredicate}> <{prop.iri}> . "
            f"{{ ?value <{APF.aboutObject}> ?fact }} UNION "
            f"{{ ?value <{APF.aboutValue}> ?fact }} ?thing <{prop.iri}> ?fact",
        )

    def _select(self, things: list[int], pattern: str) -> _Terms:
        iris = {self.catalogue.iri(thing): thing for thing in things}
        table = self.catalogue.endpoint.select(
            f"SELECT DISTINCT ?thing ?value WHERE {{ VALUES ?thing {{ "
            f"{values(map(URIRef, iris))} }} {pattern} }}"
        )
        terms: dict[int, set[Term]] = defaultdict(set)
        for thing, value in table.rows:
            if value is not None:
                terms[iris[str(thing)]].add(value)
        return {thing: self._ordered(of) for thing, of in terms.items()}

    def _ordered(self, terms: Iterable[Term]) -> list[Term]:
        """Put the language of the graph first; equal texts in two languages are one."""
        language = self.catalogue.language

        def order(term: Term) -> tuple[bool, str]:
            tag = term.language if isinstance(term, Literal) else None
            return (tag not in (language, None), str(term))

        first: dict[str, Term] = {}
        for term in sorted(terms, key=order):
            first.setdefault(str(term), term)
        return list(first.values())

    def _cell(self, term: Term, prop: Property, content: str) -> dict[str, Any]:
        if isinstance(term, Literal):
            return literal_json(term)
        iri = str(term)
        if content == "claims":
            return {"str": local_name(iri)}
        if (code := self.catalogue.schema.codes.get(iri)) is not None:
            named = {"literal": code.code, "id": iri, "name": code.label}
            return {"str": named[content]}
        if prop.id == TYPE and (cls := self.catalogue.schema.class_of(iri)):
            return {"str": cls.name if content == "name" else cls.id}
        thing = self.catalogue.find(iri)
        if prop.id == QID:
            id_ = name = qid(iri)
        elif thing is None:
            return {"str": iri}
        else:
            id_ = self.catalogue.ids[thing]
            name = self.catalogue.labels[thing] or id_
        return (
            {"id": id_, "name": name}
            if content == "literal"
            else {"str": id_ if content == "id" else name}
        )


def literal_json(term: Literal) -> dict[str, Any]:
    """Return a literal as the API has it, which knows days only with a time.

    It has no truth values in answers either: they are text. Numbers beyond what
    JavaScript keeps are text, too.
    """
    python = term.to_python()
    if isinstance(python, bool):
        return {"str": str(python).lower()}
    if isinstance(python, datetime):
        zone = "" if python.tzinfo else "Z"
        return {"date": python.isoformat(timespec="seconds") + zone}
    if isinstance(python, date):
        return {"date": f"{python.isoformat()}T00:00:00Z"}
    if isinstance(python, int) and abs(python) < _SAFE:
        return {"int": python}
    if term.datatype and not isinstance(python, int | str):
        try:
            number = float(python)
        except (TypeError, ValueError, OverflowError):
            return {"str": str(term)}
        if isfinite(number):
            whole = number.is_integer() and abs(number) < _SAFE
            return {"int": int(number)} if whole else {"float": number}
    return {"str": str(term)}


def _setting(wanted: Wanted, name: str) -> str:
    value = wanted.settings.get(name, "literal")
    if value not in _CONTENT:
        allowed = ", ".join(_CONTENT)
        raise BadRequest([f"extend: `{name}` of {wanted.id}: {allowed} was expected"])
    return str(value)


def _counts(wanted: Wanted) -> bool:
    return str(wanted.settings.get("count", False)).lower() in ("true", "on", "1")


def _limit(wanted: Wanted) -> int | None:
    """Return how many values are wanted; clients send the number as text as well."""
    value = wanted.settings.get("limit", 0)
    try:
        number = int(value or 0)
    except (TypeError, ValueError, OverflowError):
        number = -1
    if number < 0:
        raise BadRequest([f"extend: `limit` of {wanted.id}: a number was expected"])
    return number or None
