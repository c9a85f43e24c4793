"""Names, codes and coordinates of what our things are linked to, into a file.

Entities are read from files or fetched; what they say goes to
``sources/links/wikidata.nt`` (:mod:`kg.link.entity_statements` has its form), from
where every later build takes it without a network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.ask.endpoint import values
from kg.ask.knowledge import KnowledgeGraph
from kg.ask.things import Thing, label_things
from kg.errors import InputErrors, Place, Problem, QueryFailed, UnknownName
from kg.link.entity_files import read_files
from kg.link.entity_statements import (
    Triples,
    about,
    entities_of,
    read_statements,
    statements,
    write_statements,
)
from kg.link.online.api import API, get_entities
from kg.link.wikibase import NoEntity, Record, mended, read_entity
from kg.names import APF, QID, RDFS, SKOS, WIKIDATA
from kg.net.client import Client
from kg.read.files import rewriting
from kg.read.wikidata_classes import DISAMBIGUATION

PATH = "links/wikidata.nt"
"""The file, from the folder of sources."""

Links = Mapping[str, Sequence[Thing]]
"""The things that are linked to an entity, by its QID."""


@dataclass(frozen=True, slots=True)
class Enriched:
    """What was done: all QIDs, each with the things that are linked to it.

    ``read`` have their statements in the file; ``merged`` were merged into others, as
    the file says; ``missing`` do not exist; ``disambiguations`` are no entities but
    pages that list some; ``unread`` are in no file that was given. ``dropped`` had
    statements, and are linked to no more.
    """

    path: Path
    triples: int
    languages: tuple[str, ...]
    read: Links = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    missing: Links = field(default_factory=dict)
    disambiguations: Links = field(default_factory=dict)
    unread: Links = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


def enrich(
    graph: KnowledgeGraph,
    names: Iterable[str] = (),
    *,
    on: date,
    files: Sequence[Path] = (),
    client: Client | None = None,
    languages: Iterable[str] = (),
    api: str = API,
) -> Enriched:
    """Write what Wikidata says of the entities that things are linked to.

    Things are given by name, or all. Entities come from ``files`` as retrieved ``on`` a
    day; those in no file are fetched by ``client``, if there is one, as retrieved then
    or when they were kept. Labels are in the graph's own languages and ``languages``,
    of which ``all`` means every one. Statements on entities that were not read now stay
    as they are, unless all were asked for and nothing is linked to them any more.

    Raises :class:`UnknownName` for an unknown name or a thing without a link,
    :class:`InputErrors` for a file that holds no entities, and what
    :meth:`~kg.net.client.Client.send` raises; then the file stays as it was.
    """
    project = graph.project
    if not project.own:
        place = Place(project.name(project.root / "sources"), 1)
        message = "no such folder; statements on linked entities are written there"
        raise InputErrors([Problem(place, message)])
    path = project.sources / PATH
    earlier = read_statements(path, project.name(path))
    chosen = list(names)
    links = linked(graph, chosen)
    tags = _languages(graph, languages)
    records, missing = _gather(links, files, on, client=client, languages=tags, api=api)
    gone = set() if chosen else entities_of(earlier) - set(links)
    new: Triples = set()
    for record, day in records.values():
        new |= statements(record, tags, day)
    with rewriting(path):
        before = read_statements(path, project.name(path))  # others may have added
        kept = before - about(before, {*records, *missing, *gone})
        write_statements(path, kept | new)
    merged = {q: r.merged for q, (r, _) in records.items() if r.merged}
    pages = [q for q, (r, _) in records.items() if DISAMBIGUATION in r.types]
    read = [q for q in records if q not in merged]
    rest = [qid for qid in links if qid not in records and qid not in missing]
    return Enriched(
        path,
        len(kept | new),
        tags,
        read=_of(links, read),
        merged=merged,
        missing=_of(links, missing),
        disambiguations=_of(links, pages),
        unread=_of(links, rest),
        dropped=tuple(sorted(gone)),
    )


def linked(graph: KnowledgeGraph, names: Iterable[str] = ()) -> dict[str, list[Thing]]:
    """Return things by the QID that they exactly match; all, or those of ``names``.

    Raises :class:`UnknownName` for a name of nothing, or of a thing without a link.
    """
    chosen = {thing.iri: thing for thing in map(graph.find, names)}
    which = f"VALUES ?thing {{ {' '.join(f'<{i}>' for i in chosen)} }} "
    rows = graph.endpoint.select(
        f"SELECT DISTINCT ?thing ?item WHERE {{ {which if chosen else ''}"
        f"?thing <{SKOS.exactMatch}> ?item . "
        f'FILTER (STRSTARTS(STR(?item), "{WIKIDATA}")) }} ORDER BY ?item ?thing'
    ).rows
    things = label_things(graph.endpoint, (str(r[0]) for r in rows), _language(graph))
    by_qid: dict[str, list[Thing]] = defaultdict(list)
    for thing, item in rows:
        qid = str(item).removeprefix(WIKIDATA)
        if QID.fullmatch(qid):
            by_qid[qid].append(things[str(thing)])
    with_link = {thing.iri for group in by_qid.values() for thing in group}
    for lone in (thing for iri, thing in chosen.items() if iri not in with_link):
        message = f"`{lone.id}` ({lone}) is linked to no entity"
        raise UnknownName(f"{message}; link it with `kg link review {lone.id}`")
    return dict(by_qid)


def _gather(
    links: Links,
    files: Sequence[Path],
    on: date,
    *,
    client: Client | None,
    languages: tuple[str, ...],
    api: str,
) -> tuple[dict[str, tuple[Record, date]], list[str]]:
    """Return records with the day of each, and the QIDs that do not exist."""
    records = {qid: (record, on) for qid, record in read_files(files, links).items()}
    missing: list[str] = []
    wanted = [qid for qid in links if qid not in records]
    if client is None or not wanted:
        return records, missing
    for qid, data, day in get_entities(client, api, wanted, languages):
        try:
            record = read_entity(mended(data), qid)
        except NoEntity as error:
            raise QueryFailed(f"{api} does not answer as a Wikibase: {error}") from None
        if record is None:
            missing.append(qid)
        else:
            records[qid] = record, min(on, day)
    return records, missing


def _languages(graph: KnowledgeGraph, more: Iterable[str]) -> tuple[str, ...]:
    """Return the languages of the project and its names, and ``more``; () for all."""
    tags = {tag.lower() for tag in more}
    if "all" in tags:
        return ()
    names = values([RDFS.label, SKOS.altLabel])
    rows = graph.endpoint.select(
        f"SELECT DISTINCT ?tag WHERE {{ VALUES ?p {{ {names} }} ?thing ?p ?name . "
        f"?thing a ?class . ?class <{RDFS.subClassOf}>* ?top . "
        f"?top <{APF.idSegment}> ?segment . BIND (LANG(?name) AS ?tag) }}"
    ).rows
    tags |= {str(tag).lower() for (tag,) in rows if str(tag)}
    return tuple(sorted({_language(graph).lower(), *tags}))


def _language(graph: KnowledgeGraph) -> str:
    return graph.project.language


def _of(links: Links, qids: Iterable[str]) -> dict[str, Sequence[Thing]]:
    return {qid: links[qid] for qid in sorted(qids, key=lambda q: (len(q), q))}
