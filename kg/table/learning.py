"""The ordinary reader, asked for pieces of entries with the cells of one row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from kg.errors import Place, Problem
from kg.graph.triples import ntriples, triples
from kg.names import APF
from kg.policies.ties import BY_DEFINITION, on_paths
from kg.rdf import URIRef
from kg.read.claims import Claims
from kg.read.entries import UNNAMED, Entry, Index, Known, strings
from kg.read.expand import Expander
from kg.read.nodes import Mapping as Keys
from kg.read.nodes import Scalar
from kg.read.table.fill import NUMBER, Filler, replaced
from kg.read.table.holes import Empty, Filling, Holed
from kg.read.table.mappings import Speaker
from kg.read.values import Values
from kg.read.vocabulary import Term, Vocabulary
from kg.table.fragments import CONTENT, SUBJECT, Odd, Piece

_SUBJECT, _CONTENT = URIRef("urn:kg:subject"), URIRef("urn:kg:content")
_KEY = "row"
"""The key of a claim that stands for that of any row."""

_NOBODY = Speaker("", URIRef(""), None, "")

AMOUNT = frozenset(
    (*NUMBER, "amount", "quantityText", "unit", "currency", "changeDirection")
)
"""Terms of a figure that are read together: each is checked by the others."""

_PLAIN = frozenset(
    ("measures", "value", "lowerBound", "upperBound", "quantifier", "quantityText")
)
_DATED = frozenset(("edtf", "datePrecision", "approximate", "periodText"))
WITHIN = ("subPopulationOf", "partOfFlow", "movedPopulation")
"""Terms that lead to what a thing is a part of, or what moves in it."""

_NO_NODE: dict[str, Any] = {}
_DAYS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")


@dataclass(slots=True)
class Learner:
    """Asks the ordinary reader for pieces; what it objects to makes a row odd.

    ``index`` is one of its own, to which things of rows may be added.
    """

    vocabulary: Vocabulary
    index: Index
    language: str
    speaker: Speaker
    renamed: Mapping[str, str]
    suppressed: Mapping[str, Keys]
    place: Place

    @classmethod
    def of(
        cls,
        filler: Filler,
        vocabulary: Vocabulary,
        index: Index | None = None,
        speaker: Speaker = _NOBODY,
    ) -> Self:
        """Return who asks for what a mapping makes; without an index, of no row."""
        mapping = filler.mapping
        return cls(
            *(vocabulary, index or Index(), filler.cells.language, speaker),
            *(mapping.ids, mapping.suppressed, mapping.place),
        )

    def filled(self, form: Holed, texts: Mapping[str, str | None]) -> Keys:
        """Fill the holes of a node; raise :class:`Odd` where one is empty."""
        filling = Filling(texts, {}, self.renamed, self.place.file, self.place.line)
        try:
            node = filling.node(form)
        except Empty:
            raise Odd from None
        if not isinstance(node, Keys):
            raise Odd
        return Keys(node.place, {**node.values}, {**node.keys})

    def content(
        self, cls: URIRef, form: Holed, texts: Mapping[str, str | None]
    ) -> Piece | None:
        """Read some terms of what a claim says; ``None`` where one is amiss."""
        node, problems = self.filled(form, texts), list[Problem]()
        meaning = self.suppressed.get(texts.get("value") or "")
        if meaning is not None and not AMOUNT.isdisjoint(node.values):
            node = replaced(node, meaning, self.place)
        expander = Expander(self._values(problems))
        entry = expander.entry(_CONTENT, cls, self.place, node)
        return None if problems else self._piece(entry, CONTENT)

    def thing(
        self, cls: URIRef, form: Holed, texts: Mapping[str, str | None]
    ) -> Piece | None:
        """Read some terms that define a thing; ``None`` where one is amiss."""
        node, problems = self.filled(form, texts), list[Problem]()
        expander = Expander(self._values(problems))
        entry = expander.entry(_SUBJECT, cls, self.place, node, definitional=True)
        if problems:
            return None
        if (piece := self._piece(entry, SUBJECT)) is not None:
            piece.ties = "".join(self._ties(entry, cls))
            piece.within = _values(entry, WITHIN)
            piece.chained = _values(entry, self.vocabulary.chaining)
            piece.label = piece.text if "label" in entry.node else ""
        return piece

    def claim(
        self, cls: URIRef, form: Holed, texts: Mapping[str, str | None]
    ) -> Piece | None:
        """Read what stands beside ``says`` in a claim whose content is of a class."""
        node, name = self.filled(form, texts), self.vocabulary.class_names[cls]
        says = Keys(
            self.place,
            {"type": Scalar(self.place, name, plain=False)},
            {"type": self.place},
        )
        node.values["says"], node.keys["says"] = says, self.place
        known = Known(_SUBJECT, URIRef(APF.Claim), self.place, _CONTENT, cls)
        entries = self.usual_claim(_KEY, known, node)
        if not entries:
            return None
        entry = entries[0]
        entry.node.pop("content")
        return self._piece(entry, SUBJECT)

    def named(
        self, term: Term, cls: URIRef, stands: str
    ) -> Callable[[str], Piece | None]:
        """Return what makes the piece by which a thing is named by its id alone.

        It is what the ordinary reader makes of an id that nothing else has; ``None`` if
        it is not so simple.
        """
        vocabulary, name, speaks = self.vocabulary, term.name, f"{self.speaker.id}."
        index, start = self.index, f"{stands} <{term.iri}> <"
        counts, inside = name == "measures", name in WITHIN
        chains, ties = name in vocabulary.chaining, self._ties_by(term, cls, stands)
        fits = dict[URIRef, bool]()

        def piece(id: str) -> Piece | None:
            known = index.find(id)
            if known is None or speaks + id in index.things:
                return None
            its = known.cls
            if (fit := fits.get(its)) is None:
                fit = fits[its] = vocabulary.is_a(its, *term.ranges)
            if not fit or known.content is not None:
                return None
            own = (other := str(known.iri),)
            return Piece(
                f"{start}{other}> .\n",
                _NO_NODE,
                own,
                ties(other, its),
                thing=other if counts else "",
                within=own if inside else (),
                chained=own if chains else (),
            )

        return piece

    def _ties_by(
        self, term: Term, cls: URIRef, stands: str
    ) -> Callable[[str, URIRef], str]:
        """Return what writes the ties of a thing to another, of a class, by a term."""
        if stands != SUBJECT or term.iri not in BY_DEFINITION:
            return lambda other, its: ""
        return lambda other, its: "".join(self._tie(other, its, cls))

    def usual_claim(self, key: str, known: Known, node: Keys) -> list[Entry]:
        """Return a claim and its content, all read at once in the usual way.

        Nothing is returned where something is amiss.
        """
        speaker, problems = self.speaker, list[Problem]()
        values = self._values(problems)
        values.voice = speaker.voice
        full = f"{speaker.id}.{key}"
        before = self.index.things.get(full)
        self.index.things[full] = known
        claims = Claims(
            Expander(values), speaker.id, speaker.iri, speaker.voice, None, None
        )
        try:
            entries = claims.claim(key, node, known.place)
        finally:
            del self.index.things[full]
            if before is not None:
                self.index.things[full] = before
        return [] if problems else entries

    def usual_thing(self, known: Known, node: Keys) -> list[Entry]:
        """Return a thing, all read at once in the usual way; nothing if it is amiss."""
        problems = list[Problem]()
        expander = Expander(self._values(problems))
        entry = expander.entry(
            known.iri, known.cls, known.place, node, definitional=True
        )
        return [] if problems else [entry]

    def lines(self, entries: list[Entry]) -> list[str]:
        """Return the triples of entries, line by line."""
        written = ntriples(triples(entries, self.vocabulary)).decode()
        return sorted(written.split("\n")[:-1])

    def _values(self, problems: list[Problem]) -> Values:
        speaker = self.speaker
        values = Values(
            self.vocabulary, self.index, self.language, problems, speaker.id
        )
        values.spoken = speaker.language
        return values

    def _piece(self, entry: Entry, stands: str) -> Piece | None:
        node = {k: v for k, v in entry.node.items() if k != "type"}
        own = node["id"]
        refers = tuple(self._refers(node))
        if UNNAMED in refers:
            return None
        written = ntriples(
            triples([Entry(entry.iri, node, entry.place)], self.vocabulary)
        )
        start = f"<{own}>"
        lines = [
            stands + line.removeprefix(start)
            for line in written.decode().split("\n")
            if line
        ]
        if any(line[1:2] != " " for line in lines):
            return None
        thing = node.get("measures", "")
        return Piece(
            "".join(f"{line}\n" for line in lines),
            node,
            refers,
            number=number_of(node),
            days=days_of(node),
            thing=thing if isinstance(thing, str) else "",
            sign=tuple(_sign(node)),
        )

    def _refers(self, node: Mapping[str, Any]) -> Iterable[str]:
        """Yield the things that a node names, and no codes."""
        for key, value in node.items():
            term = self.vocabulary.terms.get(key)
            if term is not None and term.kind == "thing":
                yield from strings(value)

    def _ties(self, entry: Entry, cls: URIRef) -> Iterable[str]:
        """Yield the ties of a thing to those that define it, both ways."""
        for key, value in entry.node.items():
            term = self.vocabulary.terms.get(key)
            if term is None or term.iri not in BY_DEFINITION:
                continue
            for other in strings(value):
                if (known := self.index.find(other)) is not None:
                    yield from self._tie(other, known.cls, cls)

    def _tie(self, other: str, its: URIRef, cls: URIRef) -> Iterable[str]:
        """Yield the ties of a thing of a class to another."""
        if on_paths(self.vocabulary, its):
            yield f"{SUBJECT} <{APF.tiedTo}> <{other}> .\n"
        if on_paths(self.vocabulary, cls):
            yield f"<{other}> <{APF.tiedTo}> {SUBJECT} .\n"


def number_of(node: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the least and the most that a figure can be, if that is plain to see."""
    value, quantifier = node.get("value"), str(node.get("quantifier", ""))
    if quantifier.endswith("/exact") and isinstance(value, int):
        return value, value
    suppressed = quantifier.endswith("/suppressed") and "value" not in node
    match node.get("lowerBound"), node.get("upperBound"):
        case int() as low, int() as high if suppressed:
            return low, high
    return None


def days_of(node: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the first and last day that a period may touch; ``None`` without one."""
    if "edtf" not in node:
        return None
    return node.get("earliestStart", ""), node.get("latestEnd", "9999")


def _sign(node: Mapping[str, Any]) -> Iterable[str]:
    """Yield what sets a figure apart from others of its thing, but for its number."""
    passed = {"id", *_PLAIN, *_DATED, *_DAYS}
    for key in sorted(node.keys() - passed):
        yield key
        yield str(node[key])


def _values(entry: Entry, names: Iterable[str]) -> tuple[str, ...]:
    """Return the things that some terms of an entry lead to."""
    values = (entry.node[name] for name in names if name in entry.node)
    return tuple(
        str(each)
        for value in values
        for each in (value if isinstance(value, list) else [value])
    )
