"""A mapping of a facts file expanded into entries: terms looked up, ids resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kg.errors import Place, nearest
from kg.names import APF, OWL
from kg.periods.period import BOUNDS
from kg.rdf import URIRef
from kg.read.entries import Entry
from kg.read.longform import at_odds, bare_rate
from kg.read.nodes import Mapping, Node, Scalar, Sequence
from kg.read.shortforms import SHORT_FORMS, amount_terms, filled_period_terms
from kg.read.values import Values
from kg.read.vocabulary import Term

_WRITTEN_AS = {
    "content": "says",
    "aboutSubject": "says",
    "aboutPredicate": "says",
    "aboutObject": "says",
    "aboutValue": "says",
    "quoteStart": "chars",
    "quoteEnd": "chars",
    "textDigest": "text",
    "textLength": "text",
    "textConverter": "text",
    "textConverterVersion": "text",
    "pageStart": "text",
    "statedIn": "document",
    "edtf": "period",
    **dict.fromkeys(BOUNDS, "period"),
}
_OF_RATES = ("perTime", "perNumber", "perUnit", "rateKind")
_ALSO_BESIDE = ("unit", "currency", "changeDirection", *_OF_RATES)
"""Terms that an amount may give and that may also stand beside it, if they agree."""

_POSITION = re.compile("[0-9]{1,9}")


@dataclass
class Expander:
    """Expands the nodes of one file; ``values`` knows its document and problems."""

    values: Values

    def entry(
        self,
        iri: URIRef,
        cls: URIRef,
        place: Place,
        node: Mapping,
        *,
        done: frozenset[str] = frozenset({"type"}),
        definitional: bool = False,
    ) -> Entry:
        """Expand a mapping into an entry of class ``cls``.

        Keys in ``done`` are the caller's. With ``definitional``, only what defines a
        thing may be written: anything else needs a claim to say it.
        """
        before = len(self.values.problems)
        name = self.class_name(cls)
        entry = Entry(iri, {"id": str(iri), "type": str(cls)}, place)
        for key in sorted(node.values, key=SHORT_FORMS.__contains__):
            if key in done:
                continue
            at, value = node.keys[key], node.values[key]
            if key == "type":
                message = f"`type` is not written here: this is a {name}"
                self.values.report(at, message)
            elif key in SHORT_FORMS:
                self._short_form(entry, cls, key, value)
            elif (term := self.term(key, at)) is None:
                continue
            elif key in _WRITTEN_AS:
                self.values.report(at, f"`{key}` is written as `{_WRITTEN_AS[key]}`")
            elif definitional and not term.definitional:
                message = (
                    f"`{key}` could be otherwise, so somebody must say it: write a "
                    f"claim with `says: [{iri.rsplit('/', 1)[-1]}, {key}, …]`"
                )
                self.values.report(at, message)
            elif self.fits(term, cls, at, name):
                read = self.values.read(term, value)
                if read is not None:
                    self.set(entry, term, read, at)
        if "amount" not in node.values and (
            clash := at_odds(entry.node, self.values.spoken)
        ):
            term = self.values.vocabulary.terms[clash[0]]
            self.values.report(entry.places[str(term.iri)], clash[1])
        elif wrong := bare_rate(entry.node, self.values.spoken):
            term = self.values.vocabulary.terms["quantityText"]
            self.values.report(entry.places[str(term.iri)], wrong)
        entry.broken = len(self.values.problems) > before
        return entry

    def set(self, entry: Entry, term: Term, value: Any, place: Place) -> None:
        """Give a term of an entry its value; a term has one place of writing."""
        if term.name in entry.node:
            self.values.report(place, f"`{term.name}` is given twice")
            return
        entry.node[term.name] = value
        entry.places[str(term.iri)] = place

    def term(self, name: str, place: Place) -> Term | None:
        """Look up a term; report one that is unknown or that nobody writes."""
        vocabulary = self.values.vocabulary
        if (term := vocabulary.terms.get(name)) is None:
            known = [*vocabulary.terms, *SHORT_FORMS, "type", "says", "chars", "text"]
            message = f"`{name}`: no such term{nearest(name, known)}"
            if name.isdigit():
                message = 'a comma inside { } ends the value; quote it: "276,000"'
            self.values.report(place, message)
        elif term.computed:
            message = f"`{name}` is worked out when the graph is built: leave it out"
            self.values.report(place, message)
            return None
        return term

    def fits(self, term: Term, cls: URIRef, place: Place, name: str) -> bool:
        """Tell whether a term describes things of a class; report it if not."""
        if not term.domains or self.values.vocabulary.is_a(cls, *term.domains):
            return True
        domains = " or ".join(sorted(self.class_name(d) for d in term.domains))
        hint = "; write it under `says`" if cls == APF.Claim else ""
        if cls != APF.Claim and APF.Claim in term.domains:
            hint = "; write it beside `says`"
        message = f"`{term.name}` describes a {domains}, not a {name}{hint}"
        self.values.report(place, message)
        return False

    def cls(self, node: Mapping) -> URIRef:
        """Return the class that ``type`` names; OWL.Nothing, reported, if none does."""
        vocabulary = self.values.vocabulary
        type_ = node.values.get("type")
        if type_ is None:
            place = next(iter(node.keys.values()), node.place)
            self.values.report(place, "no `type`; write `type:` and a class name")
        elif not isinstance(type_, Scalar) or type_.text not in vocabulary.classes:
            name = type_.text if isinstance(type_, Scalar) else "a list"
            hint = nearest(name, vocabulary.classes)
            self.values.report(type_.place, f"`{name}`: no such class{hint}")
        else:
            return vocabulary.classes[type_.text]
        return OWL.Nothing

    def class_name(self, cls: URIRef) -> str:
        """Return the local name of a class."""
        return self.values.vocabulary.class_names.get(cls, str(cls))

    def _short_form(self, entry: Entry, cls: URIRef, key: str, node: Node) -> None:
        if not isinstance(node, Scalar) or not node.text.strip():
            message = f"`{key}` takes a single value"
            if key == "period" and isinstance(node, Sequence):
                message += '; one in brackets needs quotes: "[2024-03..2024-05]"'
            self.values.report(node.place, message)
            return
        try:
            fills = key == "period" and self.values.vocabulary.fills_period(cls)
            form = filled_period_terms if fills else SHORT_FORMS[key]
            if key == "amount":
                values = self.values
                terms = amount_terms(node.text, values.spoken, values.language)
            else:
                terms = form(node.text)
        except ValueError as error:
            self.values.report(node.place, f"`{key}`: {error}")
            return
        for name, value in terms.items():
            term = self.values.vocabulary.terms[name]
            written_on, verb = self.class_name(cls), "is in"
            if name == "changeDirection":
                written_on, verb = f"{written_on}: `{node.text}` is a change", "means"
            elif name in _OF_RATES:
                written_on = f"{written_on}: `{node.text}` is a rate"
            if not self.fits(term, cls, node.place, written_on):
                return
            coded = str(term.codes[value]) if term.kind == "code" else value
            if name in _ALSO_BESIDE and name in entry.node:
                if entry.node[name] != coded:
                    message = f"`{node.text}` {verb} {value}, `{name}` says otherwise"
                    self.values.report(node.place, message)
            elif name in entry.node:
                message = f"`{key}` already gives `{name}`; write one or the other"
                self.values.report(node.place, message)
            else:
                self.set(entry, term, coded, node.place)

    def span(self, node: Node, length: int | None) -> tuple[int, int] | None:
        """Read ``[start, end]``, half open, inside a text of ``length`` if known."""
        items = node.items if isinstance(node, Sequence) else []
        texts = [item.text for item in items if isinstance(item, Scalar)]
        if len(items) == len(texts) == 2 and all(map(_POSITION.fullmatch, texts)):
            start, end = map(int, texts)
            if length is not None and end > length:
                message = f"position {end} is outside the text of {length} characters"
                self.values.report(node.place, message)
                return None
            if start < end:
                return start, end
        message = "`chars` takes two character positions, as in [474, 534]"
        message += ", the first before the second"
        self.values.report(node.place, message)
        return None
