"""Copies of what was said in which one claim is another kind of claim.

A copy is made of the quads that documents, entities and the ontology give; what follows
from them is worked out by the function that a build calls.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.names import APF, ONTOLOGY, RDF, RDFS, SCHEMES, XSD
from kg.project.following import Rules, work_out
from kg.project.inputs import Inputs
from kg.project.load import load
from kg.read.project import Project
from kg.read.texts import Texts

Quads = list[ox.Quad]

CONTENT, STATED_IN = ox.NamedNode(APF.content), ox.NamedNode(APF.statedIn)
DISPUTES, REVISES = ox.NamedNode(APF.disputes), ox.NamedNode(APF.revises)
MODALITY, CLAIMANT = ox.NamedNode(APF.modality), ox.NamedNode(APF.claimant)
SUMMARY, EDTF = ox.NamedNode(APF.summary), ox.NamedNode(APF.edtf)
EVENT_OF, VALUE = ox.NamedNode(APF.policyEventOf), ox.NamedNode(APF.aboutValue)
TYPE, CLAIM = ox.NamedNode(RDF.type), ox.NamedNode(APF.Claim)
DATE, STRING = ox.NamedNode(XSD.date), ox.NamedNode(XSD.string)

LINKS = ("disputes", "restates", "revises", "supports")
"""How one claim may speak of another."""

LATER = 40
"""Years by which the day of a claim is moved: no source speaks of such a day."""

ANOTHER_DAY = "of another day"
"""What the summary of a claim says, too, whose day was moved."""


@dataclass
class Said:
    """What the documents of some projects say, and what to derive from it by."""

    quads: Quads
    rules: Rules
    base: str
    of: dict[str, Quads] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for quad in self.quads:
            if isinstance(quad.subject, ox.NamedNode):
                self.of[quad.subject.value].append(quad)

    @property
    def stated(self) -> list[str]:
        """The claims of documents, in order."""
        stated = (q.subject for q in self.quads if q.predicate == STATED_IN)
        return sorted(s.value for s in stated if isinstance(s, ox.NamedNode))

    @property
    def claims(self) -> list[str]:
        """The claims that say something: those that do not only dispute another."""
        return [c for c in self.stated if not self.values(c, DISPUTES)]

    def values(self, thing: str, predicate: ox.NamedNode) -> list[str]:
        """Return the values of a property of a thing, as text."""
        found = (q.object for q in self.of[thing] if q.predicate == predicate)
        return [o.value for o in found if not isinstance(o, ox.BlankNode | ox.Triple)]

    def about(self, claim: str) -> list[str]:
        """Return the subject of a relation, or the policy of a step."""
        of = [
            s
            for event in self.values(claim, CONTENT)
            for s in self.values(event, EVENT_OF)
        ]
        return [*self.values(claim, ox.NamedNode(APF.aboutSubject)), *of]

    def linked(self, claim: str) -> set[str]:
        """Return the claims that a claim disputes, revises, restates or draws on."""
        links = (self.values(claim, ox.NamedNode(ONTOLOGY + name)) for name in LINKS)
        return {other for others in links for other in others}

    def parts(self, claim: str) -> Quads:
        """Return what is said of a claim and of its content."""
        contents = self.values(claim, CONTENT)
        return [q for iri in (claim, *contents) for q in self.of[iri]]


def said(*projects: Project) -> Said:
    """Read projects, the first of which gives the rules and the base, into one."""
    first, store = projects[0], ox.Store()
    for project in projects:
        load(store, Inputs(project, Texts(None)))
    return Said(list(store), Rules.of(first), first.base)


def worked_out(what: Said, quads: Iterable[ox.Quad]) -> ox.Store:
    """Return a store of quads, with all that follows from them."""
    store = ox.Store()
    store.bulk_extend(quads)
    work_out(store, what.rules, what.base, lambda name: None)
    return store


def without(what: Said, claims: Iterable[str]) -> Quads:
    """Return what is said without some claims; links to them are left dangling.

    For each two claims are added that the copies below let dispute and revise it: what
    these two bring along by themselves is then no difference between the copies.
    """
    kept = set(what.quads)
    added: Quads = []
    for claim in claims:
        parts = what.parts(claim)
        kept.difference_update(parts)
        added += _added(what, claim, "disputing", "denied")
        added += _added(what, claim, "replacing", "asserted")
    return [*(q for q in what.quads if q in kept), *added]


def _added(what: Said, claim: str, name: str, modality: str) -> Iterator[ox.Quad]:
    """Yield a claim of the same claimant that says next to nothing."""
    subject, graph = ox.NamedNode(f"{claim}-{name}"), what.of[claim][0].graph_name
    also = (ox.NamedNode(ONTOLOGY + name) for name in ("attribution", "reportedBy"))
    kept = {TYPE, CLAIMANT, STATED_IN, *also}
    yield from (
        ox.Quad(subject, q.predicate, q.object, graph)
        for q in what.of[claim]
        if q.predicate in kept
    )
    thing = ox.NamedNode(f"{claim}-{name}-thing")
    about = what.about(claim)  # so that a document speaks of it without the claim, too
    subject_ = ox.NamedNode(about[0]) if about else thing
    to = what.values(claim, ox.NamedNode(APF.aboutObject))
    object_ = ox.NamedNode(to[0]) if to else thing
    for term, value in (
        (MODALITY, ox.NamedNode(f"{SCHEMES}modality/{modality}")),
        (ox.NamedNode(APF.aboutSubject), subject_),
        (ox.NamedNode(APF.aboutPredicate), ox.NamedNode(RDFS.seeAlso)),
        (ox.NamedNode(APF.aboutObject), object_),
    ):
        yield ox.Quad(subject, term, value, graph)


Change = Callable[[Said, str], Quads]
"""Returns what takes the place of the quads of a claim and its content."""


def of_modality(code: str) -> Change:
    """Return the change that puts a claim forward in another manner."""

    def change(what: Said, claim: str) -> Quads:
        manner = ox.NamedNode(f"{SCHEMES}modality/{code}")
        return [
            ox.Quad(q.subject, q.predicate, manner, q.graph_name)
            if q.predicate == MODALITY
            else q
            for q in what.parts(claim)
        ]

    return change


def linked(name: str, predicate: ox.NamedNode) -> Change:
    """Return the change that lets one of the added claims dispute or revise a claim."""

    def change(what: Said, claim: str) -> Quads:
        parts = what.parts(claim)
        subject = ox.NamedNode(f"{claim}-{name}")
        node = ox.NamedNode(claim)
        return [*parts, ox.Quad(subject, predicate, node, parts[0].graph_name)]

    return change


def of_another_day(what: Said, claim: str) -> Quads:
    """Move every day that a claim or its content names; the summary says so."""
    return [
        ox.Quad(q.subject, q.predicate, _moved(q), q.graph_name)
        for q in what.parts(claim)
    ]


def dated(what: Said, claim: str) -> bool:
    """Tell whether a claim or its content names a day."""
    return any(
        _moved(q) != q.object for q in what.parts(claim) if q.predicate != SUMMARY
    )


def _moved(quad: ox.Quad) -> ox.Literal | ox.NamedNode | ox.BlankNode | ox.Triple:
    value = quad.object
    if not isinstance(value, ox.Literal):
        return value
    if quad.predicate == SUMMARY:
        return ox.Literal(f"{value.value} {ANOTHER_DAY}", language=value.language)
    if value.datatype == DATE or quad.predicate in (EDTF, VALUE):
        text = re.sub(r"\b[12][0-9]{3}", lambda m: str(int(m[0]) + LATER), value.value)
        return ox.Literal(text, datatype=value.datatype)
    return value


CHANGES: dict[str, Change] = {
    "denied": of_modality("denied"),
    "alleged": of_modality("alleged"),
    "threatened": of_modality("threatened"),
    "disputed": linked("disputing", DISPUTES),
    "replaced": linked("replacing", REVISES),
    ANOTHER_DAY: of_another_day,
}
"""What is done to a claim, by what it then is."""


def changed(
    what: Said, group: Iterable[str], claims: Iterable[str], kind: str
) -> Quads:
    """Return what is said without a group of claims, but with some of them changed."""
    change = CHANGES[kind]
    return [*without(what, group), *(q for c in claims for q in change(what, c))]
