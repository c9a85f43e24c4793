"""Pages that list: things of a kind, all names, questions, terms, and the quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.ask.endpoint import LocalEndpoint
from kg.graph.cited import Thing
from kg.graph.store import read_manifest
from kg.names import APF, OWL, RDFS, SCHEMES, SKOS, local_name
from kg.pages.facets import facets_of
from kg.pages.library import Library
from kg.pages.render import AS_OF, Page
from kg.pages.wording import plural
from kg.project.findings import LEVELS


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """A thing by all of its names, with what kind of thing it is."""

    thing: Thing
    kind: str
    aliases: Sequence[tuple[str, str]]


def kind_page(library: Library, segment: str) -> Page | None:
    """Return the page that lists the things of a kind; ``None`` where there is none."""
    classes = [cls for cls, s in library.named_classes.items() if s == segment]
    things = library.of_class(*classes)
    if not things:
        return None
    counts = library.claim_counts
    title = plural(library.thing(classes[0]).label).capitalize()
    cards = {}
    if str(APF.Claim) in classes:
        cards = {card.iri: card for card in library.cards(things)}
    elif put_forward := [iri for iri in things if iri in library.contents]:
        library.cards(c for iri in put_forward for c in library.contents[iri])
        cards = {i: library.cards(library.contents[i])[0] for i in put_forward}
    listed = sorted(library.things(things), key=lambda t: (-counts.get(t.iri, 0), t))
    shown = {
        "entries": [
            (t, library.kind(t.iri), counts.get(t.iri, 0), cards.get(t.iri))
            for t in listed
        ],
        "facets": facets_of(library, things, cards),
    }
    return Page("kind", title, shown, dates=[AS_OF])


def name_entries(library: Library) -> list[NamedEntry]:
    """Return everything that has a name, but claims, by names and ids."""
    terms = (RDFS.label, SKOS.prefLabel, APF.title, SKOS.altLabel, SKOS.hiddenLabel)
    listed = " ".join(term.n3() for term in terms)
    names: dict[str, dict[tuple[str, str], None]] = {}
    query = f"SELECT ?x ?name WHERE {{ VALUES ?p {{ {listed} }} ?x ?p ?name }}"
    for x, name in sorted(library.rows(query), key=str):
        if str(x) in library.types and str(x) not in library.contents:
            pair = str(name), getattr(name, "language", None) or ""
            names.setdefault(str(x), {})[pair] = None
    things = library.things(names)
    entries = [
        NamedEntry(
            thing,
            kind.label if (kind := library.kind(thing.iri)) else "",
            [pair for pair in names[thing.iri] if pair[0] != thing.label],
        )
        for thing in things
    ]
    return sorted(entries, key=lambda e: (e.thing.label.casefold(), e.thing.iri))


def names_page(library: Library) -> Page:
    """Return the page that lists every name."""
    letters: dict[str, list[NamedEntry]] = {}
    for entry in name_entries(library):
        first = entry.thing.label[:1].upper()
        letters.setdefault(first if first.isalpha() else "0\u20139", []).append(entry)
    shown = {"letters": [(letter, letters[letter]) for letter in sorted(letters)]}
    return Page("names", "All names", shown)


def questions_page(library: Library) -> Page:
    """Return the page that lists the questions."""
    shown = {"questions": sorted(library.graph.questions.items())}
    return Page("questions", "Questions", shown)


def terms_page(library: Library) -> Page:
    """Return the page that lists the terms of the ontology and the lists of codes."""
    kinds = {
        "Classes": (str(OWL.Class),),
        "Properties": (
            str(OWL.ObjectProperty),
            str(OWL.DatatypeProperty),
            str(OWL.AnnotationProperty),
        ),
        "Code lists": (str(SKOS.ConceptScheme),),
    }
    shown = {
        "groups": [
            (title, sorted(library.things(library.of_class(*classes))))
            for title, classes in kinds.items()
        ]
    }
    return Page("terms", "Terms and codes", shown)


def quality_page(library: Library) -> Page:
    """Return the page of what is known of the data: findings, standing, gaps."""
    findings = _findings(library)
    shown = {
        "levels": [
            (level, [f for f in findings if f["level"] == level]) for level in LEVELS
        ],
        "standing": _codes(library, "standing"),
        "modality": _codes(library, "modality"),
        "gaps": _gaps(library),
        "texts": _texts(library),
    }
    return Page("quality", "How good the data are", shown)


def _findings(library: Library) -> list[dict[str, str]]:
    """Return what the build found, as it was kept with the graph."""
    endpoint = (library.graph.whole or library.graph).endpoint
    if not isinstance(endpoint, LocalEndpoint):
        return []
    rows = read_manifest(endpoint.generation).findings
    return [
        {key: str(v if v is not None else "") for key, v in r.items()} for r in rows
    ]


def _codes(library: Library, name: str) -> list[tuple[Thing, int]]:
    """Return how many claims have each code of a property."""
    query = f"SELECT ?code WHERE {{ ?claim a <{APF.Claim}> ; <{APF[name]}> ?code }}"
    counts = Counter(str(row[0]) for row in library.rows(query))
    codes = [i for i in counts if i.startswith(SCHEMES)]
    things = sorted(library.things(codes), key=lambda t: (-counts[t.iri], t))
    return [(thing, counts[thing.iri]) for thing in things]


def _gaps(library: Library) -> list[tuple[str, int, int]]:
    """Return what is not known, with how many there are of all."""
    asked = {
        "claims without a place in their document": (APF.Claim, APF.quoteStart),
        "documents without a day of publication": (APF.SourceDocument, APF.published),
        "documents without an address": (APF.SourceDocument, APF.url),
        "policies without any status": (APF.Policy, APF.currentStatus),
        "figures without a date": (APF.Observation, APF.edtf),
    }
    gaps = []
    for words, (cls, term) in asked.items():
        members = library.of_class(str(cls))
        query = f"SELECT DISTINCT ?x WHERE {{ ?x <{term}> ?value }}"
        having = {str(row[0]) for row in library.rows(query)}
        gaps.append((words, sum(iri not in having for iri in members), len(members)))
    return gaps


def _texts(library: Library) -> tuple[int, int]:
    """Return of how many documents the text is at hand, and of how many there are."""
    documents = library.of_class(str(APF.SourceDocument))
    texts = library.graph.texts
    at_hand = sum(texts.path(local_name(iri)) is not None for iri in documents)
    return at_hand, len(documents)
