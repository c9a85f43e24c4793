"""What ``sources/links`` holds: judgements, and what Wikidata says of the linked.

``*.sssom.tsv`` are replayed into the graph ``links``: a triple of SKOS for each link,
and each judgement as a node after the RDF of SSSOM 1.1 (``owl:Axiom``). ``*.nt`` go
into the graph ``wikidata`` as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import Place, Problem
from kg.names import DCTERMS, OWL, RDFS, SKOS, WIKIDATA, XSD, local_name
from kg.rdf import URIRef
from kg.read.entries import LINKS, Entry, Index
from kg.read.files import read_text
from kg.read.judgements import (
    NO_ENTITY,
    UNSURE,
    Judgement,
    read_judgements,
)
from kg.read.opening import reporting, unexpected
from kg.read.project import Project
from kg.read.sssom import read_sssom
from kg.read.sssom_header import SEMAPV, SSSOM
from kg.resources import shipped

AUTHORED_BY: Final = "http://purl.org/pav/authoredBy"
_AT_LINE = re.compile(r"^Parser error at line 1 (between )?")
_KNOWN = (".sssom.tsv", ".nt")
_STATEMENTS = 1 << 30  # bytes of N-Triples (1 GiB: a hundred thousand entities)


def judgements(
    project: Project, index: Index, problems: list[Problem]
) -> list[Judgement]:
    """Read the judgements of a project, in the order of its files.

    A pair that is judged the same way twice is a problem, and so is a file that nothing
    reads.
    """
    folder = project.sources / LINKS
    for path in project.found(folder, "*", []):
        if not path.name.endswith(_KNOWN) and not path.name.startswith("."):
            message = "not read; judgements stand in *.sssom.tsv, triples in *.nt"
            problems.append(Problem(Place(project.name(path), 1), message))
    first: dict[tuple[str, str, str, bool], Judgement] = {}
    for judgement in _judged(folder, project, index, problems):
        at = first.setdefault(judgement.key, judgement).place
        if at != judgement.place:
            message = f"judged twice, the first time at {at}; keep one row"
            problems.append(Problem(judgement.place, message))
    return list(first.values())


def borrowed_judgements(
    project: Project, index: Index, things: Iterable[str], own: Iterable[Judgement]
) -> list[Judgement]:
    """Return what came with kg about shared ``things`` that ``own`` does not judge."""
    folder = shipped("sources")
    wanted = set(things) - {judgement.subject for judgement in own}
    if not wanted or project.sources.resolve() == folder.resolve():
        return []
    theirs = _judged(folder / LINKS, project, index, [])
    return [judgement for judgement in theirs if judgement.subject in wanted]


def _judged(
    folder: Path, project: Project, index: Index, problems: list[Problem]
) -> list[Judgement]:
    judged = []
    for path in project.found(folder, "*.sssom.tsv", problems):
        rows = read_sssom(path, project.name(path), problems)
        judged += [] if rows is None else read_judgements(rows, index, problems)
    return judged


def link_entries(judged: Iterable[Judgement], base: str) -> list[Entry]:
    """Return judgements as JSON-LD nodes, in the order of their IRIs."""
    entries = [_entry(judgement, base) for judgement in judged]
    return sorted(entries, key=lambda entry: entry.iri)


def _entry(judgement: Judgement, base: str) -> Entry:
    j = judgement
    no = "not-" if j.negative else ""
    id = f"{local_name(j.subject)}.{j.object}.{no}{j.predicate}"
    predicate = str((RDFS if j.predicate == UNSURE else SKOS)[j.predicate])
    entity = f"{SSSOM}{NO_ENTITY}" if j.object == NO_ENTITY else WIKIDATA + j.object
    node: dict[str, Any] = {
        "id": f"{base}id/judgement/{id}",
        "type": str(OWL.Axiom),
        str(OWL.annotatedSource): {"id": j.subject},
        str(OWL.annotatedProperty): {"id": predicate},
        str(OWL.annotatedTarget): {"id": entity},
        SSSOM + "mapping_justification": {"id": SEMAPV + j.justification},
        str(DCTERMS.created): {"@value": j.day, "@type": str(XSD.date)},
    }
    if j.link:
        node[str(OWL.annotatedSource)][predicate] = {"id": entity}
    node |= _further(j)
    return Entry(URIRef(node["id"]), node, j.place)


def _further(j: Judgement) -> dict[str, Any]:
    """Return what a judgement need not have."""
    number = f"{Decimal(j.confidence or 0).normalize():f}"
    further: dict[str, Any] = {
        AUTHORED_BY: [{"id": author} for author in j.authors],
        SSSOM + "author_label": list(j.names),
        SSSOM + "object_category": [{"id": WIKIDATA + qid} for qid in j.classes],
        SSSOM + "object_label": [j.label] if j.label else [],
        str(RDFS.comment): [j.comment] if j.comment else [],
    }
    if j.confidence:
        typed = {"@value": number, "@type": str(XSD.decimal)}
        further[SSSOM + "confidence"] = typed
    if j.negative:
        further[SSSOM + "predicate_modifier"] = {"id": SSSOM + "NegatedPredicate"}
    return {key: value for key, value in further.items() if value}


def enrichment(project: Project, problems: list[Problem]) -> bytes:
    """Return the triples of ``*.nt`` files, sorted, each once.

    Blank nodes and what is no triple are problems.
    """
    triples: set[ox.Triple] = set()
    folder = project.sources / LINKS
    for path in project.found(folder, "*.nt", problems, most=_STATEMENTS):
        triples |= read_triples(path, project.name(path), problems)
    return "".join(sorted(f"{triple} .\n" for triple in triples)).encode()


def read_triples(path: Path, name: str, problems: list[Problem]) -> set[ox.Triple]:
    """Read N-Triples; ``name`` is what messages call the file.

    Every line that is none, or has a blank node, is a problem.
    """
    triples: set[ox.Triple] = set()
    text = read_text(path, name, problems, most=_STATEMENTS) or ""
    for number, line in enumerate(text.split("\n"), 1):
        place = Place(name, number)
        with unexpected(reporting(place, problems)):
            try:
                for quad in ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES):
                    if any(isinstance(node, ox.BlankNode) for node in quad.triple):
                        raise ValueError("a blank node; every node needs an IRI")
                    triples.add(quad.triple)
            except (SyntaxError, ValueError) as error:
                reason = _AT_LINE.sub("not N-Triples at ", str(error))
                problems.append(Problem(place, reason))
    return triples
