"""Links whose two ends are of different kinds, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.names import local_name
from kg.project.findings import Finding
from kg.read.judgements import Judgement
from kg.read.wikidata_classes import WikidataClasses

_CHECK = "link-of-another-kind"
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
    findings = []
    for judgement in judged:
        level = _LEVELS.get(judgement.predicate)
        if not judgement.link or level is None or judgement.subject not in kinds:
            continue
        iri, entity = judgement.subject, judgement.object
        thing, cls = local_name(iri), local_name(kinds[iri])
        if classes.agrees(cls, judgement.classes) == "disagree":
            named = ", ".join(judgement.classes)
            message = f"{thing}: is of class {cls}, but {entity} of {named}"
            place = judgement.place
            findings.append(Finding(level, _CHECK, iri, message, place, _SOLUTION))
    return findings
