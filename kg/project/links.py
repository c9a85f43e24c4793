"""Links whose two ends are of different kinds, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.names import local_name
from kg.project.findings import Finding
from kg.read.judgements import Judgement
from kg.read.wikidata_classes import WikidataClasses

_LEVELS = {"exactMatch": "error", "closeMatch": "warning"}
_SOLUTION = (
    "find the entity that is of the same kind, or say `skos:relatedMatch`; if only the "
    "class is missing, add it to ontology/alignments/wikidata.ttl"
)


def check_links(
    judged: Iterable[Judgement], kinds: Mapping[str, str], classes: WikidataClasses
) -> list[Finding]:
    """Compare the class of each linked thing with those of the entity.

    ``kinds`` gives the class of a thing by IRI. An exact match of different kinds is an
    error, a close one a warning; where no class is recorded, nothing can be told.
    """
    return list(_disagreements(judged, kinds, classes))


def _disagreements(
    judged: Iterable[Judgement], kinds: Mapping[str, str], classes: WikidataClasses
) -> Iterator[Finding]:
    for judgement in judged:
        level = _LEVELS.get(judgement.predicate)
        if not judgement.link or level is None or judgement.subject not in kinds:
            continue
        cls = local_name(kinds[judgement.subject])
        thing, entity = local_name(judgement.subject), judgement.object
        if classes.agrees(cls, judgement.classes) == "disagree":
            named = ", ".join(judgement.classes)
            message = f"{thing}: is of class {cls}, but {entity} of {named}"
            yield _finding(level, judgement, message, _SOLUTION)


def _finding(level: str, about: Judgement, message: str, solution: str) -> Finding:
    return Finding(
        level, "link-of-another-kind", about.subject, message, about.place, solution
    )
