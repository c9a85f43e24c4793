"""What a mapping makes of a row, worked out before there is any.

A claim is its key, texts that are its own, and pieces that other rows have in common
with it; and so is a thing. A mapping that has anything that cannot be seen alone, such
as claims on other claims, or relations, has no plan, and is read row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, count

from kg.errors import Place
from kg.names import APF, ONTOLOGY, OWL, RDF, RDFS, XSD
from kg.rdf import URIRef
from kg.read.nodes import Mapping as Keys
from kg.read.nodes import Scalar
from kg.read.table.columns import holes_of
from kg.read.table.fill import Filler
from kg.read.table.forms import EntryForm
from kg.read.table.holes import Holed, Words
from kg.read.vocabulary import Term
from kg.table.fragments import (
    CONTENT,
    SUBJECT,
    Cells,
    Format,
    Memo,
    NamedPiece,
    Odd,
    Piece,
    TextPiece,
    getter,
)
from kg.table.learning import AMOUNT, Learner
from kg.table.numbers import PlainNumbers, are_plain

_PERIOD = frozenset(("period", "periodText", "datePrecision", "approximate"))
_COUNTS = (f"{ONTOLOGY}FlowObservation", f"{ONTOLOGY}StockObservation")
"""What a claim of a plan says: how many moved, or how many there were."""

_OF_A_CLAIM = frozenset(("claimant", "possibleClaimant", "reportedBy"))
_OF_A_COUNT = frozenset(("measures",))
_TEXTS = (None, XSD.string, RDF.langString)
_LOOKED_AT = frozenset(("condition", "ambiguity", "coverageText", "tranche"))
"""Texts on which it depends what follows from a claim: they tell claims from others."""

_SYMMETRIC = str(OWL.SymmetricProperty)

WrittenTerm = tuple[str, Words | None, Place, Holed]
"""A term of a form: its name, holes in that, its place, and its value."""

Read = Callable[[URIRef, Holed, Mapping[str, str | None]], Piece | None]


@dataclass(slots=True)
class EntryPlan:
    """How the text of a claim, or of a thing, comes of a row.

    ``cls`` is the class of the thing, or of what the claim says, and ``always`` the
    triples of every row. ``number`` tells plans apart. ``filling`` takes what fills
    all holes of the form out of the cells of a row, behind which ``fixed`` stands: what
    fills holes in every row.
    """

    form: EntryForm
    key: Format
    cls: URIRef
    always: str
    fixed: tuple[str | None, ...]
    filling: Callable[[Cells], tuple[str | None, ...]]
    number: int
    texts: list[TextPiece] = field(default_factory=list)
    memos: list[Memo | NamedPiece] = field(default_factory=list)


@dataclass(slots=True)
class TablePlan:
    """How claims and things come of the rows of a table, by measure; "" is no measure.

    ``at`` tells where in the cells of a row each hole is filled from, ``fixed`` what
    fills holes of a measure in every row.
    """

    at: dict[str, int]
    fixed: dict[str, dict[str, str | None]]
    claims: dict[str, list[EntryPlan]] = field(default_factory=dict)
    things: dict[str, list[EntryPlan]] = field(default_factory=dict)

    def entries(self) -> Iterator[EntryPlan]:
        """Yield the plans of all claims and things."""
        yield from chain(*self.claims.values(), *self.things.values())


class Planner:
    """Makes the plan of a mapping; :class:`Odd` says that it has none."""

    def __init__(self, filler: Filler, learner: Learner) -> None:
        self.filler, self.learner, mapping = filler, learner, filler.mapping
        columns = (holes_of(column) for column in filler.cells.columns)
        names = [*chain.from_iterable(columns), "row", "value", "cell"]
        fixed: dict[str, dict[str, str | None]] = {"": {}}
        fixed |= {m: {"each": m, **own} for m, own in mapping.each.items()}
        self.made = TablePlan({n: i for i, n in enumerate(names)}, fixed)
        self._numbers = count()
        self._formats = dict[object, Format]()
        meanings = mapping.suppressed.values()
        self._amount = AMOUNT.union(*(meaning.values for meaning in meanings))

    def plan(self) -> TablePlan:
        """Return the plan."""
        for measure in self.made.fixed:
            claims = self.filler.claim_forms.of(measure)
            things = self.filler.thing_forms.of(measure)
            self.made.claims[measure] = [self._claim(form, measure) for form in claims]
            self.made.things[measure] = [self._thing(form, measure) for form in things]
        return self.made

    def _thing(self, form: EntryForm, measure: str) -> EntryPlan:
        cls, terms = self._typed(form.form)
        if self.learner.vocabulary.segment(cls) is None:
            raise Odd
        plan = self._entry(form, measure, cls, f"{SUBJECT} <{RDF.type}> <{cls}> .\n")
        for each in terms:
            self._piece(plan, each, measure, self.learner.thing, things=None)
        return plan

    def _claim(self, form: EntryForm, measure: str) -> EntryPlan:
        says = next((each[3] for each in form.form.entries if each[0] == "says"), None)
        beside = [each for each in form.form.entries if each[0] != "says"]
        if says is None or not isinstance(says.node, Keys):
            raise Odd
        cls, terms = self._typed(says)
        if not self.learner.vocabulary.is_a(cls, *map(URIRef, _COUNTS)):
            raise Odd
        if self.filler.mapping.suppressed and AMOUNT.isdisjoint(e[0] for e in terms):
            raise Odd
        plan = self._entry(form, measure, cls, _always(cls, measure))
        for together in (self._amount, _PERIOD - self._amount):
            if group := [each for each in terms if each[0] in together]:
                plan.memos.append(self._memo(self.learner.content, cls, group, measure))
        for each in terms:
            if each[0] not in self._amount | _PERIOD:
                self._piece(plan, each, measure, self.learner.content, _OF_A_COUNT)
        head = [each for each in beside if not self._is_text(each, _OF_A_CLAIM)]
        if any(each[0] == "modality" and not _asserts(each) for each in head):
            raise Odd
        plan.memos.append(self._memo(self.learner.claim, cls, head, measure))
        for each in beside:
            if each not in head:
                plan.texts.append(self._text(each, measure, SUBJECT))
        row = Format(Words(each[2], ("", "row", "")), "", self.made.at, {}, {})
        plan.texts.append(TextPiece(APF.row, row, f"^^<{XSD.integer}>", node=SUBJECT))
        return plan

    def _entry(
        self, form: EntryForm, measure: str, cls: URIRef, always: str
    ) -> EntryPlan:
        at, fixed = self.made.at, self.made.fixed[measure]
        own = [hole for hole in form.holes if hole in fixed]
        behind = {hole: i for i, hole in enumerate(own, len(at))}
        get = getter([(at | behind)[hole] for hole in form.holes])
        key, number = self._format(form.words, form.key, measure), next(self._numbers)
        return EntryPlan(
            form, key, cls, always, tuple(fixed[hole] for hole in own), get, number
        )

    def _typed(self, form: Holed) -> tuple[URIRef, list[WrittenTerm]]:
        """Return the class of a node, and its other terms."""
        node = next((each[3].node for each in form.entries if each[0] == "type"), None)
        if any(words is not None for _, words, _, _ in form.entries):
            raise Odd
        cls = None
        if isinstance(node, Scalar):
            cls = self.learner.vocabulary.classes.get(node.text)
        if cls is None:
            raise Odd
        return cls, [each for each in form.entries if each[0] != "type"]

    def _piece(
        self,
        plan: EntryPlan,
        each: WrittenTerm,
        measure: str,
        read: Read,
        things: frozenset[str] | None,
    ) -> None:
        """Add the piece of a plan that one term makes."""
        stands = CONTENT if things else SUBJECT
        if self._is_text(each, things):
            plan.texts.append(self._text(each, measure, stands))
        elif (named := self._named(plan.cls, each, measure, stands)) is not None:
            plan.memos.append(named)
        else:
            plan.memos.append(self._memo(read, plan.cls, [each], measure))

    def _named(
        self, cls: URIRef, each: WrittenTerm, measure: str, stands: str
    ) -> NamedPiece | None:
        """Return the piece of a term that names one thing by its id."""
        term = self.learner.vocabulary.terms.get(each[0])
        if term is None or term.kind != "thing" or each[3].words is None:
            return None
        format = self._format(each[3].words, "", measure)
        return NamedPiece(format, self.learner.named(term, cls, stands))

    def _is_text(self, each: WrittenTerm, things: frozenset[str] | None) -> bool:
        """Tell whether a term takes a text that rows do not share.

        Raises :class:`Odd` for one that reaches beyond its row: to things that are
        none of ``things``, or of which more follows.
        """
        name, words, _, value = each
        if (term := self.learner.vocabulary.terms.get(name)) is None:
            return False
        if things and term.kind == "thing" and name not in things:
            raise Odd
        if self._more_follows(term) or words is not None:
            raise Odd
        shared = value.words is None or term.kind != "value" or term.computed
        shared = shared or name in _LOOKED_AT
        return not shared and term.datatype in _TEXTS

    def _more_follows(self, term: Term) -> bool:
        """Tell whether rules make more of a term: of what is general, or goes back."""
        modules, terms = self.learner.vocabulary.modules, self.learner.vocabulary.terms
        general = set(modules.objects(term.iri, URIRef(RDFS.subPropertyOf)))
        kinds = set(map(str, modules.objects(term.iri, URIRef(RDF.type))))
        known = {other.iri for other in terms.values()}
        return bool(general & known) or _SYMMETRIC in kinds

    def _text(self, each: WrittenTerm, measure: str, stands: str) -> TextPiece:
        term, words = self.learner.vocabulary.terms[each[0]], each[3].words
        language = term.datatype == RDF.langString
        ending = f"@{self.learner.language}" if language else ""
        format = self._format(words, "", measure)
        return TextPiece(str(term.iri), format, ending, node=stands)

    def _format(self, words: Words | None, text: str, measure: str) -> Format:
        fixed, renamed = self.made.fixed[measure], self.filler.mapping.ids
        made = Format(words, text, self.made.at, fixed, renamed)
        return self._formats.setdefault(made.same, made)

    def _memo(
        self, read: Read, cls: URIRef, terms: list[WrittenTerm], measure: str
    ) -> Memo:
        """Return the piece that some terms make, read once for each filling."""
        fixed = self.made.fixed[measure]
        form = Holed(self.filler.mapping.document, entries=tuple(terms))
        holes = {hole for hole, _ in form.holes()}
        if not AMOUNT.isdisjoint(each[0] for each in terms):
            holes.add("value")  # which may not mean the number that it shows
        names = {h: self.made.at[h] for h in sorted(holes) if h not in fixed}

        def make(cells: Cells) -> Piece | None:
            texts = {name: cells[i] for name, i in names.items()}
            return read(cls, form, {**texts, **fixed})

        if names.keys() >= PRINTED and are_plain((each[0], each[3]) for each in terms):
            others = [i for name, i in names.items() if name not in PRINTED]
            hidden = self.filler.mapping.suppressed
            where = names["value"], names["cell"]
            make = PlainNumbers(make, *where, others, hidden).of
        return Memo(tuple(names.values()), make)


PRINTED = frozenset(("value", "cell"))


def _always(cls: URIRef, measure: str) -> str:
    """Return the triples of every claim of a measure."""
    lines = [
        f"{SUBJECT} <{RDF.type}> <{APF.Claim}> .\n",
        f"{SUBJECT} <{APF.content}> {CONTENT} .\n",
        f"{CONTENT} <{RDF.type}> <{cls}> .\n",
    ]
    if measure:
        column = Format(None, measure, {}, {}, {})
        lines.append(TextPiece(APF.column, column, "", node=SUBJECT).of(()))
    return "".join(lines)


def _asserts(each: WrittenTerm) -> bool:
    """Tell whether a modality is the plain one, in every row."""
    node = each[3].node
    return isinstance(node, Scalar) and node.text == "asserted"
