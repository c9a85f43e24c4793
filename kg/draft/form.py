"""The form in which a claim is written: what the ontology and its shapes know of it.

Which kinds of content there are, what each may have, the codes and things that are
taken, in the ontology's own words; what shapes ask for comes first. Nothing is listed
here that a module of the project could add.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.draft.claimtext import CLAIM
from kg.draft.things import Things, things_of
from kg.errors import UnknownName, nearest
from kg.names import APF, OWL, RDF, RDFS, SKOS
from kg.project.shapes.shapes import PATTERN, SH
from kg.rdf import Node, Triples, URIRef
from kg.read.describe import describe, expanded
from kg.read.entries import NARRATOR
from kg.read.project import Project
from kg.read.vocabulary import Term

RELATION, DISPUTE = "relation", "dispute"
"""The kinds of content that are no class: three parts, and the dispute of a claim."""

_PLACE = frozenset(("says", "chars", "quote", "row", "column", "statedIn"))
"""Where a claim stands, and its content: no fields, for they are chosen otherwise."""

_ABOUT = (("subject", "aboutSubject"), ("property", "aboutPredicate"))
_OBJECT = ("object", "aboutObject", "aboutValue")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field takes, what it is called, and what it means."""

    value: str
    label: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form: the key that it is written under, and what it takes.

    ``kind`` is ``code``, ``thing`` or ``value``. ``first`` tells that shapes ask for
    it, or that it is one of those that nearly every claim has.
    """

    name: str
    label: str
    meaning: str
    kind: str
    first: bool
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """The fields of a claim: those beside its content, and those of the content."""

    kind: str
    claim: tuple[FormField, ...]
    content: tuple[FormField, ...]


class ClaimForms:
    """Makes forms for claims of a document, which has claims of these keys."""

    def __init__(self, project: Project, claims: Iterable[str]) -> None:
        self.vocabulary = project.vocabulary
        self._project, self._keys = project, tuple(claims)

    @cached_property
    def _things(self) -> Things:
        """The things that a claim may name."""
        return things_of(self._project)

    @cached_property
    def kinds(self) -> list[Choice]:
        """What a claim may say: the classes of content, a relation, a dispute."""
        vocabulary = self.vocabulary
        wanted = vocabulary.terms["content"].ranges
        named = [
            Choice(name, self._label(iri), describe(vocabulary, name).definition)
            for name, iri in sorted(vocabulary.classes.items())
            if vocabulary.is_a(iri, *wanted)
        ]
        relation = describe(vocabulary, "aboutPredicate").definition
        disputes = describe(vocabulary, "disputes").definition
        others = [Choice(RELATION, RELATION, relation), Choice(DISPUTE, "", disputes)]
        return named + others

    def form(self, kind: str, about: str = "") -> ClaimForm:
        """Return the form of a kind of content; of a relation, of a property.

        Raises :class:`UnknownName` for a kind or property that there is not.
        """
        if kind == RELATION:
            return ClaimForm(kind, self._of_claim({"disputes"}), self._relation(about))
        if kind == DISPUTE:
            left = {"period", "periodText", "disputes"}
            field = self._field("disputes", first=True)
            return ClaimForm(kind, (field, *self._of_claim(left)), ())
        known = [choice.value for choice in self.kinds]
        if kind not in known:
            raise UnknownName(f"no content is called `{kind}`{nearest(kind, known)}")
        left = {"period", "periodText", "disputes"}
        asked = self._asked(self.vocabulary.classes[kind])
        fields = self._ordered(describe(self.vocabulary, kind).takes, asked, ())
        return ClaimForm(kind, self._of_claim(left), fields)

    def _of_claim(self, left: Iterable[str]) -> tuple[FormField, ...]:
        names = {*describe(self.vocabulary, "Claim").takes} - _PLACE - {*left}
        return self._ordered(names, set(), CLAIM)

    def _ordered(
        self, names: Iterable[str], asked: set[str], usual: tuple[str, ...]
    ) -> tuple[FormField, ...]:
        """Return fields: the usual ones, those that are asked for, and the others."""
        order = {name: number for number, name in enumerate(usual)}
        fields = [
            self._field(
                name, first=name in order or bool({name, *expanded(name)} & asked)
            )
            for name in names
            if name not in self.vocabulary.terms
            or not self.vocabulary.terms[name].computed
        ]
        last = len(order)
        return tuple(
            sorted(fields, key=lambda f: (not f.first, order.get(f.name, last), f.name))
        )

    def _relation(self, about: str) -> tuple[FormField, ...]:
        term = self.vocabulary.terms.get(about)
        if about and term is None:
            hint = nearest(about, self.vocabulary.terms)
            raise UnknownName(f"no property is called `{about}`{hint}")
        subject, property_ = (
            self._field(term, first=True, name=n) for n, term in _ABOUT
        )
        choices = tuple(self._properties())
        taken = self._choices(term) if term else self._of(frozenset())
        of = self._of(term.domains) if term else self._of(frozenset())
        value = term is not None and term.kind == "value"
        name, thing, literal = _OBJECT
        object_ = self._field(literal if value else thing, first=True, name=name)
        kind = term.kind if term else "thing"
        return (
            _with(subject, "thing", of),
            _with(property_, "code", choices),
            _with(object_, kind, taken),
        )

    def _properties(self) -> Iterator[Choice]:
        """Yield the properties of things, which a claim may put forward of one."""
        vocabulary = self.vocabulary
        own = (APF.Claim, APF.SourceDocument, *vocabulary.terms["content"].ranges)
        for name, term in sorted(vocabulary.terms.items()):
            notes = (term.iri, RDF.type, URIRef(OWL.AnnotationProperty))
            of_things = [d for d in term.domains if not vocabulary.is_a(d, *own)]
            if of_things and not term.computed and notes not in vocabulary.modules:
                meaning = describe(vocabulary, name).definition
                yield Choice(name, self._label(term.iri), meaning)

    def _field(self, key: str, *, first: bool, name: str = "") -> FormField:
        term = self.vocabulary.terms.get(key)
        label = self._label(term.iri) if term else ""
        meaning = describe(self.vocabulary, key).definition
        kind = term.kind if term else "value"
        choices = self._choices(term) if term else ()
        return FormField(name or key, label, meaning, kind, first, choices)

    def _choices(self, term: Term) -> tuple[Choice, ...]:
        if term.kind == "code":
            return tuple(
                Choice(code, self._label(concept), self._meaning(concept))
                for code, concept in term.codes.items()
            )
        if term.kind != "thing":
            return ()
        own = (Choice(NARRATOR),) if term.name == "claimant" else ()
        return own + self._of(term.ranges)

    def _of(self, classes: frozenset[URIRef]) -> tuple[Choice, ...]:
        """Return the things of classes, of any for none, and the keys of claims."""
        is_a = self.vocabulary.is_a
        things = tuple(
            Choice(id, each.label)
            for id, each in sorted(self._things.by_id.items())
            if not classes or is_a(each.cls, *classes)
        )
        content = self.vocabulary.terms["content"].ranges
        claims = (APF.Claim, *content)
        spoken = any(is_a(wanted, *claims) for wanted in classes)
        return things + (tuple(map(Choice, self._keys)) if spoken else ())

    def _label(self, iri: URIRef) -> str:
        for graph, term in (
            (self.vocabulary.modules, RDFS.label),
            (self.vocabulary.schemes, SKOS.prefLabel),
        ):
            if (label := graph.value(iri, term)) is not None:
                return str(label)
        return ""

    def _meaning(self, concept: URIRef) -> str:
        return str(self.vocabulary.schemes.value(concept, SKOS.definition) or "")

    @cached_property
    def _shapes(self) -> Triples:
        return self._project.turtle(PATTERN)

    def _asked(self, cls: URIRef) -> set[str]:
        """Return the names of the terms that shapes ask a thing of a class for."""
        names = {str(term.iri): name for name, term in self.vocabulary.terms.items()}
        shapes, asked, seen = self._shapes, set[str](), set[Node]()
        nodes: list[Node] = [
            shape
            for each in self.vocabulary.superclasses(cls)
            for shape in shapes.subjects(_sh("targetClass"), each)
        ]
        while nodes:
            if (node := nodes.pop()) in seen:
                continue
            seen.add(node)
            path = shapes.value(node, _sh("path"))
            if shapes.value(node, _sh("minCount")) is not None and path is not None:
                asked.add(names.get(str(path), ""))
                nodes += shapes.subjects(_sh("targetSubjectsOf"), path)
            for step in _STEPS:
                nodes += shapes.objects(node, step)
        return asked - {""}


def _with(field: FormField, kind: str, choices: tuple[Choice, ...]) -> FormField:
    return FormField(field.name, field.label, field.meaning, kind, True, choices)


def _sh(name: str) -> URIRef:
    return URIRef(SH + name)


_STEPS = (
    *map(_sh, ("property", "node", "and", "or", "xone")),
    *(URIRef(f"{RDF}{name}") for name in ("first", "rest")),
)
"""What leads from a shape to those that it is made of, but not to what it denies."""
