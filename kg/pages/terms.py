"""Pages of questions, of the terms of the ontology, and of code lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ask.questions import AS_OF, Question
from kg.graph.cited import Thing
from kg.names import OWL, RDF, RDFS, SKOS
from kg.pages.answering import ROWS, AnswersAbout, table_of, taken_by
from kg.pages.library import Library, Properties
from kg.pages.parts import NamedText, PageFact, comments, facts, grouped, text_of
from kg.pages.render import Page
from kg.rdf import Literal, URIRef

_DEFINING = (SKOS.definition, SKOS.scopeNote, SKOS.example)
_NAMES = (SKOS.altLabel, SKOS.hiddenLabel)
_WHERE_USED = 60
"""Uses of a term that are listed: one screen; the number of all stands above them."""


def question_page(
    library: Library,
    answers: AnswersAbout,
    name: str,
    given: Mapping[str, str] | None = None,
) -> Page:
    """Return the page of a question, with its answer on the whole graph.

    With parameters ``given``, with the answer to these. Raises what
    :meth:`KnowledgeGraph.ask` raises.
    """
    question = library.graph.questions[name]
    answer = answers.given(name, given) if given else answers.whole(name)
    shown = {
        "question": question,
        "table": table_of(answer, answer.rows, most=ROWS),
        "why_empty": answer.why_empty,
        "fields": fields(library, question),
        "given": given or {},
        "sparql": question.file.text,
    }
    return Page("question", question.question, shown)


def fields(
    library: Library, question: Question
) -> list[tuple[str, str, str, list[Thing]]]:
    """Return the fields of a question's form: name, type, meaning, and choices.

    Choices are the things of a parameter's class, or the codes of its list.
    """
    return [
        (p.name, p.type, p.description, _choices(library, p.type))
        for p in question.parameters.values()
        if p.name != AS_OF.name
    ]


def _choices(library: Library, kind: str) -> list[Thing]:
    if kind.startswith("concept:"):
        scheme = kind.removeprefix("concept:")
        codes = library.of_class(str(SKOS.Concept))
        chosen = [iri for iri in codes if iri.rsplit("/", 2)[-2] == scheme]
    else:
        classes = library.classes_called(kind)
        chosen = [i for i in library.of_class(*classes) if i not in library.contents]
    return sorted(library.things(chosen))


def term_page(library: Library, iri: str) -> Page:
    """Return the page of a class, a property, a code or a list of codes."""
    of = library.properties(iri)
    leading, _ = library.incoming(iri)
    thing = library.thing(iri)
    shown = {
        "thing": thing,
        "kind": library.kind(iri),
        "defined": [(t.rsplit("#", 1)[-1], _texts(of, t)) for t in map(str, _DEFINING)],
        "names": [text for term in _NAMES for text in _texts(of, str(term))],
        "comments": comments(of),
        "facts": facts(library, of, without=map(str, _DEFINING)),
        "members": _members(library, leading),
        "uses": _uses(library, iri, leading),
        "count": library.uses(iri),
        "questions": taken_by(library, iri),
        "shapes": library.shapes(iri),
        "claims": grouped(library, library.cards(_claims(library, leading))),
    }
    return Page("term", thing.label, shown, iri=iri)


def _texts(of: Properties, term: str) -> list[NamedText]:
    return [text_of(t) for t in of.get(term, ()) if isinstance(t, Literal)]


_PARTS = (SKOS.inScheme, SKOS.broader, RDFS.subClassOf, URIRef(f"{RDFS}subPropertyOf"))


def _members(library: Library, leading: dict[str, list[str]]) -> list[PageFact]:
    """Return what is in a list of codes, or below a term."""
    listed = [(term, leading[str(term)]) for term in _PARTS if str(term) in leading]
    return [
        PageFact(library.thing(str(term)), library.things(every))
        for term, every in listed
    ]


def _uses(library: Library, iri: str, leading: dict[str, list[str]]) -> list[PageFact]:
    """Return the things that have a term as a value, or are of a class."""
    parts = set(map(str, _PARTS))
    uses = []
    for term, every in leading.items():
        things = [
            s for s in every if s not in library.contents and _is_thing(library, s)
        ]
        if term not in parts and things:
            shown = library.things(things[:_WHERE_USED])
            uses.append(PageFact(library.thing(term), shown))
    return uses


def _is_thing(library: Library, iri: str) -> bool:
    types = library.types.get(iri, ())
    vocabulary = (str(SKOS.Concept), str(SKOS.ConceptScheme), str(RDF.type))
    return not any(t in vocabulary or t.startswith(str(OWL)) for t in types)


def _claims(library: Library, leading: dict[str, list[str]]) -> Iterable[str]:
    """Return some claims that have a term as a value, themselves or their content."""
    claims: dict[str, None] = {}
    for every in leading.values():
        for iri in every:
            claims |= dict.fromkeys(library.contents.get(iri, ()))
            if library.is_claim(iri):
                claims[iri] = None
    return list(claims)[:_WHERE_USED]
