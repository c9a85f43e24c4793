"""The JSON-LD context that a graph's own ontology gives it.

It is the context of facts files (:attr:`Vocabulary.context`), read from the graph's own
ontology and made shorter: codes are told by their code, texts are in the project's
language unless they say otherwise, and ids are relative to ``@base``.
"""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph as ox

from kg.export.rdf.claims import defaults, node
from kg.names import APF, OWL, PREFIXES, RDF, XSD
from kg.rdf import Triples, URIRef
from kg.read.vocabulary import Vocabulary

_RELATIVE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_LARGEST = 2**53
"""Integers up to here are numbers in JSON for every reader (RFC 8259, section 6)."""


class Context:
    """A JSON-LD context, and how terms are written under it.

    ``written`` is the context as it stands in the file.
    """

    def __init__(self, store: ox.Store) -> None:
        vocabulary = Vocabulary(_ontology(store), Triples())
        language, space = defaults(store)
        self.space = space
        self.written: dict[str, Any] = {"@base": space} if space else {}
        self.written |= {k: v for k, v in PREFIXES.items() if k not in vocabulary.terms}
        self.written |= vocabulary.context
        for name, term in vocabulary.terms.items():
            entry = self.written[name]
            if term.kind == "code":
                scheme = _scheme(vocabulary, term.iri)
                entry |= {"@type": "@vocab", "@context": {"@vocab": scheme}}
            elif term.datatype == RDF.langString and language:
                entry["@language"] = language
        self._keys = {
            entry["@id"] if isinstance(entry, dict) else entry: name
            for name, entry in sorted(self.written.items())
            if name not in PREFIXES and not str(entry).startswith("@")
        }

    def id(self, iri: str) -> str:
        """Return a node's IRI as ``id`` and coerced values write it."""
        if self.space and iri.startswith(self.space):
            rest = iri[len(self.space) :]
            if _RELATIVE.fullmatch(rest):
                return rest
        return iri

    def key(self, iri: str) -> str:
        """Return a property or class as a key or ``type`` writes it."""
        if iri in self._keys:
            return self._keys[iri]
        for prefix, space in PREFIXES.items():
            local = iri[len(space) :]
            if (
                iri.startswith(space)
                and self.written.get(prefix) == space
                and _LOCAL.fullmatch(local)
            ):
                return f"{prefix}:{local}"
        return iri

    def value(self, key: str, term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Any:
        """Return a value as it is written under a key."""
        entry = self.written.get(key)
        coerced = entry if isinstance(entry, dict) else {}
        if isinstance(term, ox.Literal):
            return _literal(term, coerced)
        iri = term.value if isinstance(term, ox.NamedNode) else str(term)
        if coerced.get("@type") == "@id":
            return self.id(iri)
        if coerced.get("@type") == "@vocab":
            return self._code(iri, coerced["@context"]["@vocab"])
        return {"id": self.id(iri)}

    def _code(self, iri: str, scheme: str) -> str:
        code = iri[len(scheme) :]
        short = iri.startswith(scheme) and _LOCAL.fullmatch(code)
        return code if short and code not in self.written else iri


def _literal(term: ox.Literal, coerced: dict[str, Any]) -> Any:
    """Return a literal: plain where the context says the rest, else in full."""
    datatype, text = term.datatype.value, term.value
    if term.language:
        if term.language == coerced.get("@language"):
            return text
        return {"@value": text, "@language": term.language}
    wanted = coerced.get("@type")
    number = datatype == f"{XSD}integer" and _is_number(text)
    truth = datatype == f"{XSD}boolean" and text in ("true", "false")
    if wanted in (None, datatype) and (number or truth):
        return int(text) if number else text == "true"
    if wanted == datatype:
        return text
    if datatype == f"{XSD}string":
        return text if not coerced.keys() & {"@type", "@language"} else {"@value": text}
    return {"@value": text, "@type": datatype}


def _is_number(text: str) -> bool:
    """Tell whether an integer is spelt, and as small, as a JSON number may be."""
    digits = text.removeprefix("-")
    return (
        digits.isascii()
        and digits.isdigit()
        and len(digits) < 17  # 2**53 has 16, and a long text is not read
        and str(int(text)) == text
        and abs(int(text)) < _LARGEST
    )


def _ontology(store: ox.Store) -> Triples:
    """Return the graphs that declare classes, for :class:`Vocabulary`."""
    classes = store.quads_for_pattern(None, node(RDF.type), node(OWL.Class))
    names = {quad.graph_name for quad in classes}
    return Triples(
        q for n in names for q in store.quads_for_pattern(None, None, None, n)
    )


def _scheme(vocabulary: Vocabulary, iri: URIRef) -> str:
    """Return where the codes of a term begin."""
    return f"{vocabulary.modules.value(iri, APF.valuesFrom)}/"
