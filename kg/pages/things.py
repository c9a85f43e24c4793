"""Pages of things: actors, populations, places, and whatever else has an id."""

from __future__ import annotations

from typing import Any

from kg.names import APF
from kg.pages.answering import AnswersAbout
from kg.pages.library import Library
from kg.pages.parts import (
    PageFact,
    about,
    comments,
    facts,
    grouped,
    made_by,
    matches,
    text_of,
)
from kg.pages.render import AS_OF, Page

_WORKING = frozenset(
    map(str, (APF.Claim, APF.Comparison, APF.StatusSpan, APF.Observation))
)
"""Classes of what is put forward or worked out: pages show it with what it is about."""


def head(library: Library, iri: str) -> dict[str, Any]:
    """Return what every page of a thing shows: names, kind, relations, links."""
    of = library.properties(iri)
    leading, more = library.incoming(iri)
    contents = library.contents
    incoming = [
        PageFact(library.thing(term), library.things(subjects))
        for term, every in leading.items()
        if (subjects := [s for s in every if s not in contents and _lasts(library, s)])
    ]
    return {
        "thing": library.thing(iri),
        "kind": library.kind(iri),
        "names": [text_of(name) for name in library.names(iri)][1:],
        "comments": comments(of),
        "facts": facts(library, of),
        "incoming": incoming,
        "more_incoming": more,
        "matches": matches(of),
    }


def _lasts(library: Library, iri: str) -> bool:
    """Tell whether something is a thing of its own, and no claim or working."""
    classes = {*library.classes(iri)}
    return bool(classes & library.named_classes.keys()) and not classes & _WORKING


def thing_page(library: Library, answers: AnswersAbout, iri: str) -> Page:
    """Return the page of a thing of any class."""
    shown = head(library, iri)
    lasts = _lasts(library, iri)
    linked = bool(library.incoming(iri)[0])
    shown["about"] = grouped(library, about(library, iri)) if linked else []
    shown["made"] = grouped(library, made_by(library, iri)) if lasts else []
    shown["answers"] = list(answers.about(iri)) if lasts else []
    shown["content_of"] = library.cards(library.contents.get(iri, ()))
    return Page("thing", shown["thing"].label, shown, iri=iri, dates=[AS_OF])
