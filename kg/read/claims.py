"""The claims of one document: content, place in the text, and what goes unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.errors import Place
from kg.names import APF
from kg.rdf import URIRef
from kg.read.entries import NARRATOR, Entry
from kg.read.expand import Expander
from kg.read.nodes import Mapping, Node, Scalar, Sequence
from kg.read.quotes import elsewise, only_place
from kg.read.vocabulary import Term

_PERIOD = frozenset({"period", "periodText", "datePrecision", "approximate"})
_DONE = frozenset({"says", "disputes", "chars", "quote", "claimant"})


@dataclass
class Claims:
    """Expands the claims of a document: its id, voice, and text if it is at hand."""

    expander: Expander
    document: str
    iri: URIRef
    voice: str | None
    length: int | None
    text: str | None

    def claim(self, key: str, node: Mapping, place: Place) -> list[Entry]:
        """Return the entry of a claim and, where it has one, of its content."""
        values = self.expander.values
        before = len(values.problems)
        known = values.index.things[f"{self.document}.{key}"]
        entry = self.expander.entry(known.iri, APF.Claim, place, node, done=_DONE)
        self._claimant(entry, node)
        entries = [entry, *self._content(entry, key, node, place)]
        self._period(node)
        self._position(entry, node)
        self._unsaid(entry, node)
        # a document without a voice is reported there
        for each in entries:
            each.broken = self.voice is None or len(values.problems) > before
        return entries

    def _report(self, place: Place, message: str) -> None:
        self.expander.values.report(place, message)

    def _set(self, entry: Entry, name: str, value: Any, place: Place) -> None:
        term = self.expander.values.vocabulary.terms[name]
        self.expander.set(entry, term, value, place)

    def _claimant(self, entry: Entry, node: Mapping) -> None:
        given = node.values.get("claimant")
        if isinstance(given, Scalar) and given.text == NARRATOR and self.voice is None:
            self._report(given.place, "`narrator` needs the document's publishedBy")
        elif isinstance(given, Sequence):
            self._together(entry, given)
        elif given is not None:
            self._read(entry, "claimant", given)

    def _together(self, entry: Entry, given: Sequence) -> None:
        """Take the first of several who speak together, and the others beside it."""
        first, *others = given.items or [given]
        if not others or not all(isinstance(item, Scalar) for item in given.items):
            message = "`claimant` takes one id, or a list of those who speak together"
            self._report(given.place, message)
            return
        names = [item.text for item in given.items if isinstance(item, Scalar)]
        if len(set(names)) < len(names):
            message = f"`claimant` names one twice: {', '.join(names)}"
            self._report(given.place, message)
            return
        self._read(entry, "claimant", first)
        self._read(entry, "jointClaimant", Sequence(others[0].place, others))

    def _read(self, entry: Entry, name: str, given: Node) -> None:
        term = self.expander.values.vocabulary.terms[name]
        if (value := self.expander.values.read(term, given)) is not None:
            self.expander.set(entry, term, value, given.place)

    def _content(
        self, entry: Entry, key: str, node: Mapping, place: Place
    ) -> list[Entry]:
        says, disputes = node.values.get("says"), node.values.get("disputes")
        if says is not None and disputes is not None:
            message = (
                "two contents in one claim, `says` and `disputes`: write two claims"
            )
            self._report(node.keys["disputes"], message)
        elif disputes is not None:
            term = self.expander.values.vocabulary.terms["disputes"]
            if (value := self.expander.values.read(term, disputes)) is not None:
                self.expander.set(entry, term, value, disputes.place)
        elif isinstance(says, Mapping):
            return self._node(entry, key, says)
        elif isinstance(says, Sequence):
            self._relation(entry, says)
        elif says is None:
            self._report(place, "no content; write `says` or `disputes`")
        else:
            message = (
                "`says` takes [subject, property, object] or a mapping with `type`"
            )
            self._report(says.place, message)
        return []

    def _node(self, claim: Entry, key: str, says: Mapping) -> list[Entry]:
        known = self.expander.values.index.things[f"{self.document}.{key}"]
        if known.content is None or known.content_cls is None:
            self.expander.cls(says)
            return []
        self._set(claim, "content", str(known.content), says.place)
        return [self.expander.entry(known.content, known.content_cls, says.place, says)]

    def _relation(self, entry: Entry, says: Sequence) -> None:
        values = self.expander.values
        vocabulary = values.vocabulary
        if len(says.items) != 3 or not isinstance(says.items[1], Scalar):
            message = "a relation is [subject, property, object]: three values, no more"
            self._report(says.place, message)
            return
        subject, name, object_ = says.items
        assert isinstance(name, Scalar)
        term = self.expander.term(name.text, name.place)
        if isinstance(subject, Scalar):
            about = vocabulary.terms["aboutSubject"]
            role = term.domains if term is not None else None
            if (iri := values.thing(about, subject, role=role)) is not None:
                self.expander.set(entry, about, str(iri), subject.place)
                if term is not None:
                    self._fits(term, subject)
        else:
            self._report(subject.place, "the subject of a relation is one id")
        if term is None:
            return
        self._set(entry, "aboutPredicate", str(term.iri), name.place)
        self._object(entry, term.name, object_)

    def _fits(self, term: Term, subject: Scalar) -> None:
        values = self.expander.values
        known = values.known(subject, term.domains)
        assert known is not None
        _, cls = values.referent(known, term.domains)
        self.expander.fits(term, cls, subject.place, self.expander.class_name(cls))

    def _object(self, entry: Entry, name: str, node: Node) -> None:
        values = self.expander.values
        term = values.vocabulary.terms[name]
        if not isinstance(node, Scalar):
            self._report(node.place, "the object of a relation is one value")
        elif term.kind == "value":
            if (literal := values.typed_literal(term, node)) is not None:
                self._set(entry, "aboutValue", literal, node.place)
        elif (value := values.read(term, node)) is not None:
            self._set(entry, "aboutObject", value, node.place)

    def _period(self, node: Mapping) -> None:
        """Report a period beside what is no relation: a figure or event has its own."""
        says = node.values.get("says")
        if isinstance(says, Sequence):
            return
        for key in sorted(_PERIOD.intersection(node.keys)):
            message = f"`{key}` beside `says` is that of a relation"
            if isinstance(says, Mapping):
                message += "; write it inside `says`"
            elif says is None:
                message += "; a dispute has none: leave it out"
            self._report(node.keys[key], message)

    def _position(self, entry: Entry, node: Mapping) -> None:
        """Set the quote, and where it stands: as written, or where the text has it."""
        chars, quote = node.values.get("chars"), node.values.get("quote")
        words = quote.text if isinstance(quote, Scalar) else None
        if quote is not None and not words:
            self._report(quote.place, "`quote` takes the words of the text")
        elif quote is not None and words:
            self._set(entry, "quote", words, quote.place)
        if chars is None:
            span = self._found(words, node.keys["quote"]) if words else None
        elif (span := self.expander.span(chars, self.length)) is not None:
            start, end = span
            if words and self.text is not None and self.text[start:end] != words:
                message = "the quote is not what the text has at `chars`"
                message += elsewise(self.text, words)
                self._report(node.keys["quote"], message)
        place = chars or quote
        if span is not None and place is not None:
            self._set(entry, "quoteStart", span[0], place.place)
            self._set(entry, "quoteEnd", span[1], place.place)

    def _found(self, words: str, place: Place) -> tuple[int, int] | None:
        """Return where the text at hand has words; report words that are not unique."""
        if self.text is None:
            return None
        try:
            return only_place(self.text, words)
        except ValueError as error:
            self._report(place, str(error))
        return None

    def _unsaid(self, entry: Entry, node: Mapping) -> None:
        """Fill what the format leaves out: modality, attribution, voice, document."""
        says = node.values.get("claimant")
        narrated = isinstance(says, Scalar) and says.text == NARRATOR
        denied = "disputes" in node.values and "says" not in node.values
        codes = {
            "modality": "denied" if denied else "asserted",
            "attribution": NARRATOR if narrated else "indirect-speech",
        }
        terms = self.expander.values.vocabulary.terms
        for name, code in codes.items():
            if name not in node.values:
                entry.node.setdefault(name, str(terms[name].codes[code]))
        coding = str(terms["attribution"].codes["coding"])
        coded = entry.node.get("attribution") == coding
        voice = entry.node.get("claimant") if coded else self.voice
        if voice is not None:
            entry.node.setdefault("reportedBy", voice)
        entry.node["statedIn"] = str(self.iri)
