"""One claim as one statement of Wikidata, or the reason why it is none.

Nothing is written that the graph does not hold as a plain fact, nothing of things whose
identity is in doubt, and nothing that Wikidata could only say in part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.export.rdf.claims import defaults, node, objects, subjects, things
from kg.export.rdf.statements import relation
from kg.export.wikidata import syntax
from kg.export.wikidata.figures import amount, period, point, unit
from kg.export.wikidata.links import is_a, item, linked
from kg.export.wikidata.mapping import Mapped, NotWritten, WikidataMapping
from kg.export.wikidata.references import Reference, References
from kg.names import APF, RDF, SCHEMES, local_name
from kg.rdf import URIRef

_CONFLICTS = node(f"{SCHEMES}verdict/conflicts")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: its columns without the reference, and those of the reference.

    ``qualifiers`` are those that tell statements apart, ``supporters`` name claimants.
    ``left_out`` is what the reference lacks, and why.
    """

    item: str
    pid: str
    value: str
    qualifiers: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    datatype: str = "WikibaseItem"
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """The line of QuickStatements."""
        main = (self.item, self.pid, self.value)
        return syntax.row(main + self.qualifiers + self.supporters + self.reference)


@dataclass
class Writer:
    """Writes the claims of a store by a mapping."""

    store: ox.Store
    mapping: WikidataMapping

    @cached_property
    def _references(self) -> References:
        language, _ = defaults(self.store)
        return References(self.store, self.mapping, language)

    def statement(self, claim: ox.NamedNode) -> Statement:
        """Return a claim as a statement; raise :class:`NotWritten` with the reason."""
        self._plain_fact(claim)
        subject, mapped, value, qualifiers = self._stated(claim)
        supporters = self._supporters(claim)
        reference = self._reference(claim)
        return Statement(
            subject,
            mapped.pid,
            value,
            qualifiers,
            supporters,
            reference.columns,
            mapped.datatype,
            reference.left_out,
        )

    def _plain_fact(self, claim: ox.NamedNode) -> None:
        """Raise unless a claim is asserted, undisputed, and clear in what it says."""
        modality = things(self.store, claim, APF.modality)
        if (code := " ".join(local_name(m.value) for m in modality)) != "asserted":
            raise NotWritten("not-asserted", f"its modality is {code or 'unknown'}")
        for term, reason in ((APF.disputes, "disputed"), (APF.revises, "revised")):
            for other in subjects(self.store, term, claim):
                raise NotWritten(reason, f"{reason} by {_name(other)}")
        for term in (APF.ambiguity, APF.possibleClaimant):
            if objects(self.store, claim, term):
                raise NotWritten("ambiguous", "its words may be read in another way")
        for other in self._compared(claim):
            raise NotWritten("conflicts", f"its figure conflicts with {_name(other)}")

    def _compared(self, claim: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the claims whose figures conflict with that of a claim."""
        terms = (APF.comparesClaim, APF.comparedWithClaim)
        return sorted(
            {
                other
                for term in terms
                for comparison in subjects(self.store, term, claim)
                if _CONFLICTS in things(self.store, comparison, APF.verdict)
                for another in terms
                for other in things(self.store, comparison, another)
            }
            - {claim},
            key=str,
        )

    def _stated(self, claim: ox.NamedNode) -> tuple[str, Mapped, str, tuple[str, ...]]:
        """Return item, mapping, value and qualifiers of what a claim says."""
        if triple := relation(self.store, claim):
            dated = objects(self.store, claim, APF.edtf)
            when = period(self.store, self.mapping, claim) if dated else ()
            return (*self._relation(triple), when)
        contents = things(self.store, claim, APF.content)
        if len(contents) != 1:
            raise NotWritten("no-property", "it disputes another claim")
        for kind in things(self.store, contents[0], RDF.type):
            if mapped := self.mapping.statements.get(kind.value):
                return self._figure(contents[0], mapped)
        return self._event(contents[0])

    def _relation(self, triple: ox.Triple) -> tuple[str, Mapped, str]:
        name = local_name(triple.predicate.value)
        mapped = self.mapping.statements.get(triple.predicate.value)
        if mapped is None or mapped.datatype != "WikibaseItem":
            raise NotWritten("no-property", f"{name} is written as no property")
        subject = triple.subject
        assert isinstance(subject, ox.NamedNode)
        if not isinstance(triple.object, ox.NamedNode):
            raise NotWritten("no-property", f"{name} has no thing as its value")
        self._of(subject, mapped.subjects, name)
        self._of(triple.object, mapped.objects, f"value of {name}")
        return item(self.store, subject), mapped, item(self.store, triple.object)

    def _figure(
        self, figure: ox.NamedNode, mapped: Mapped
    ) -> tuple[str, Mapped, str, tuple[str, ...]]:
        measured = self._one(figure, APF.measures)
        self._of(measured, mapped.subjects, "figure")
        subject = item(self.store, measured)
        number, circumstances = amount(self.store, self.mapping, figure)
        value = syntax.quantity(number, unit(self.store, self.mapping, mapped, figure))
        when = period(self.store, self.mapping, figure)
        return subject, mapped, value, (*when, *circumstances)

    def _event(self, event: ox.NamedNode) -> tuple[str, Mapped, str, tuple[str, ...]]:
        for kind in things(self.store, event, APF.policyEventType):
            if mapped := self.mapping.statements.get(kind.value):
                policy = self._one(event, APF.policyEventOf)
                self._of(policy, mapped.subjects, local_name(kind.value))
                subject = item(self.store, policy)
                return subject, mapped, *point(self.store, self.mapping, event)
        kinds = things(self.store, event, RDF.type)
        names = ", ".join(local_name(kind.value) for kind in kinds)
        raise NotWritten("no-property", f"{names} is written as no property")

    def _of(self, thing: ox.NamedNode, classes: frozenset[str], what: str) -> None:
        if not is_a(self.store, thing, classes):
            names = " or ".join(sorted(map(local_name, classes)))
            detail = f"{_name(thing)} ({what}) is no {names}"
            raise NotWritten("other-class", detail)

    def _supporters(self, claim: ox.NamedNode) -> tuple[str, ...]:
        """Return claimants as qualifiers; a document's own voice needs none."""
        publishers = {
            publisher
            for document in things(self.store, claim, APF.statedIn)
            for publisher in things(self.store, document, APF.publishedBy)
        }
        columns: list[str] = []
        terms = APF.claimant, APF.jointClaimant
        speakers = (s for term in terms for s in things(self.store, claim, term))
        for claimant in speakers:
            if claimant in publishers:
                continue
            qid = linked(self.store, claimant)
            pid = self.mapping.qualifiers.get(str(APF.claimant))
            if qid is None or pid is None:
                detail = f"{_name(claimant)}, on whose word it rests, is not linked"
                raise NotWritten("claimant-not-linked", detail)
            columns += (pid, qid)
        if not things(self.store, claim, APF.claimant):
            raise NotWritten("claimant-not-linked", "nobody is named on whose word")
        return tuple(columns)

    def _reference(self, claim: ox.NamedNode) -> Reference:
        for document in things(self.store, claim, APF.statedIn):
            if reference := self._references.of(claim, document):
                return reference
        raise NotWritten("no-reference", "its document has no address and no item")

    def _one(self, thing: ox.NamedNode, term: URIRef) -> ox.NamedNode:
        others = things(self.store, thing, term)
        if len(others) != 1:
            raise NotWritten("no-property", f"{local_name(term)} is not one thing")
        return others[0]


def _name(thing: ox.NamedNode) -> str:
    return local_name(thing.value)
