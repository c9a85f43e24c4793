"""One value of one term: read by the range that the ontology gives the term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kg.errors import Place, Problem, nearest
from kg.names import OWL, RDF, XSD, local_name
from kg.rdf import URIRef
from kg.read.entries import NARRATOR, UNNAMED, Index, Known
from kg.read.nodes import Mapping, Node, Scalar, Sequence
from kg.read.vocabulary import Term, Vocabulary

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?")


_LISTED = 20
"""Codes that an error lists: few enough to be read in a message."""


@dataclass
class Values:
    """Reads values for one file.

    ``document`` is the one whose claim keys are meant, ``voice`` the IRI of the actor
    that publishes it, and ``spoken`` the language that it is written in.
    """

    vocabulary: Vocabulary
    index: Index
    language: str
    problems: list[Problem]
    document: str | None = None
    voice: str | None = None
    spoken: str = "en"

    def report(self, place: Place, message: str) -> None:
        """Note a problem; reading goes on, so that all are found at once."""
        self.problems.append(Problem(place, message))

    def read(self, term: Term, node: Node) -> Any:
        """Return the JSON-LD value or values of a term; ``None`` if unreadable."""
        if isinstance(node, Sequence) and node.items:
            values = [self._one(term, item) for item in node.items]
            return [value for value in values if value is not None] or None
        if isinstance(node, Mapping) and term.datatype == RDF.langString:
            return self._by_language(node)
        return self._one(term, node)

    def _one(self, term: Term, node: Node) -> Any:
        if _is_empty(node):
            self.report(node.place, f"`{term.name}` has no value")
            return None
        if not isinstance(node, Scalar):
            self.report(node.place, f"`{term.name}` takes a single value here")
            return None
        if term.kind == "thing":
            known = self.thing(term, node)
            return None if known is None else str(known)
        if term.kind == "code":
            return self._code(term, node)
        return self.literal(term, node)

    def thing(
        self, term: Term, node: Scalar, *, role: frozenset[URIRef] | None = None
    ) -> URIRef | None:
        """Return the IRI that an id stands for, if the term takes such a thing.

        A claim's key stands for the claim where ``role``, by default the term's ranges,
        calls for a claim, and for what the claim says everywhere else.
        """
        classes = term.ranges if role is None else role
        if (known := self.known(node, classes)) is None:
            hint = self.index.hint(node.text, self.document)
            self.report(node.place, f"`{node.text}`: nothing has this id{hint}")
            return None
        iri, cls = self.referent(known, classes)
        if not self._takes(term, cls):
            expected = " or ".join(_names(term.ranges))
            is_a = _names([cls])[0]
            message = f"`{term.name}` takes {expected}; `{node.text}` is {is_a}"
            self.report(node.place, message + self._instead(node.text, term))
            return None
        return iri

    def known(self, node: Scalar, classes: frozenset[URIRef]) -> Known | None:
        """Look up an id where ``classes`` are wanted.

        The narrator is whoever publishes the document.
        """
        name = node.text
        if name == NARRATOR and self.voice is not None:
            name = self.voice
        known = self.index.find(name, self.document)
        if known is None and (name == UNNAMED or not self.index.complete):
            return Known(URIRef(UNNAMED), OWL.Nothing, node.place)
        other = self.index.also(name, self.document)
        if known is not None and other is not None:
            return self._meant(node, known, other, classes)
        return known

    def _meant(
        self, node: Scalar, claim: Known, other: Known, classes: frozenset[URIRef]
    ) -> Known:
        """Return which of a claim and a thing with one name fits; report it if both."""
        fitting = [
            known
            for known in (claim, other)
            if not classes
            or self.vocabulary.is_a(self.referent(known, classes)[1], *classes)
        ]
        if len(fitting) < 2:
            return next(iter(fitting), claim)
        message = f"`{node.text}` may be the claim at {claim.place} or the thing at "
        message += f"{other.place}; give the claim another key"
        self.report(node.place, message)
        return Known(URIRef(UNNAMED), OWL.Nothing, node.place)

    def referent(
        self, known: Known, classes: frozenset[URIRef]
    ) -> tuple[URIRef, URIRef]:
        """Return the IRI and class meant by a known id where ``classes`` are wanted."""
        if known.content is None or self.vocabulary.is_a(known.cls, *classes):
            return known.iri, known.cls
        return known.content, known.content_cls or known.cls

    def _takes(self, term: Term, cls: URIRef) -> bool:
        return not term.ranges or self.vocabulary.is_a(cls, *term.ranges)

    def _instead(self, name: str, term: Term) -> str:
        fitting = self.index.of(term.ranges, lambda known: self._takes(term, known.cls))
        named_after = next(
            (id for id in fitting.all if id.startswith(f"{name}-")), None
        )
        close = fitting.nearest(name) or named_after
        return f"; did you mean `{close}`?" if close else ""

    def _code(self, term: Term, node: Scalar) -> str | None:
        concept = term.codes.get(node.text)
        if concept is None and node.text in map(str, term.codes.values()):
            return node.text
        if concept is None:
            message = f"`{node.text}` is no code of `{term.name}`"
            self.report(node.place, message + _codes_hint(node.text, term))
            return None
        return str(concept)

    def _by_language(self, node: Mapping) -> list[dict[str, str]]:
        result = []
        for tag, value in node.values.items():
            if not LANGUAGE.fullmatch(tag):
                self.report(node.keys[tag], f"`{tag}` is no language tag, such as `en`")
                continue
            items = value.items if isinstance(value, Sequence) else [value]
            for item in items:
                if isinstance(item, Scalar) and not _is_empty(item):
                    result.append({"@value": item.text, "@language": tag.lower()})
                else:
                    self.report(item.place, f"`{tag}` takes text")
        return result

    def literal(self, term: Term, node: Scalar) -> Any:
        """Return the JSON-LD literal of a value of the term's datatype."""
        text, datatype = node.text.strip(), term.datatype
        try:
            if datatype == RDF.langString:
                return {"@value": text, "@language": self.language}
            if datatype == XSD.date:
                return date.fromisoformat(_full_date(text)).isoformat()
            if datatype == XSD.integer:
                return _integer(text)
            if datatype == XSD.decimal:
                return _decimal(text)
            if datatype == XSD.boolean:
                return {"true": True, "false": False}[text]
        except (ValueError, KeyError) as error:
            expected = _EXPECTED.get(datatype, "text")
            detail = f" ({error})" if datatype == XSD.date and str(error) else ""
            message = f"`{term.name}` takes {expected}, not `{text}`{detail}"
            self.report(node.place, message)
            return None
        return text

    def typed_literal(self, term: Term, node: Scalar) -> Any:
        """Return a literal that says its own type, for a term read without context."""
        value = self.literal(term, node)
        if value is None or isinstance(value, dict | bool | int):
            return value
        datatype = term.datatype if term.datatype else XSD.string
        return {"@value": value, "@type": str(datatype)}


def number(value: Decimal) -> int | dict[str, str]:
    """Return a JSON-LD number: a whole one as xsd:integer, another as xsd:decimal."""
    if value == value.to_integral_value():
        return int(value)
    return {"@value": f"{value.normalize():f}", "@type": str(XSD.decimal)}


_EXPECTED: dict[URIRef | None, str] = {
    XSD.date: "a full date such as 2025-06-04",
    XSD.integer: "a whole number of at most 18 digits",
    XSD.decimal: "a number of at most 18 digits",
    XSD.boolean: "true or false",
}


def _is_empty(node: Node) -> bool:
    if isinstance(node, Scalar):
        return not node.text.strip() or (node.plain and node.text in ("null", "~"))
    return isinstance(node, Sequence) and not node.items


def _full_date(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError
    return text


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError
    return int(text)


def _decimal(text: str) -> int | dict[str, str]:
    if not _DECIMAL.fullmatch(text):
        raise ValueError
    return number(Decimal(text))


def _codes_hint(text: str, term: Term) -> str:
    """Return the nearest code, or the first few where none is near.

    A code that the text merely puts a prefix to (``involuntary``) is its opposite.
    """
    near = [code for code in term.codes if not text.casefold().endswith(code)]
    listed = ", ".join(list(term.codes)[:_LISTED])
    more = f"; `kg terms {term.name}` lists all" if len(term.codes) > _LISTED else ""
    return nearest(text, near) or f"; one of {listed}{more}"


def _names(iris: Any) -> list[str]:
    def name(iri: str) -> str:
        local = local_name(iri)
        return f"an {local}" if local[0] in "AEIO" else f"a {local}"

    return sorted(name(str(iri)) for iri in iris)
