"""Decisions about links, written into the file of judgements one by one.

Each write holds the file, reads it again, so that what somebody else added meanwhile
stays, and replaces it in one step. A pair that is judged already is not judged over;
only an unsure one is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from kg.errors import InputErrors, KgError, Place, Problem, UnknownName
from kg.match.entity import Entity
from kg.names import QID, WIKIDATA, local_name
from kg.read.entries import LINKS
from kg.read.files import output, rewriting
from kg.read.judgements import MATCHES, NO_ENTITY, NOT, UNSURE
from kg.read.project import Project
from kg.read.sssom import MappingRow, MappingSet, read_sssom, write_sssom
from kg.read.sssom_header import COLUMNS, SSSOM, Header
from kg.read.wikidata_classes import DISAMBIGUATION, WikidataClasses

FILE: Final = "wikidata.sssom.tsv"
Verdict = Literal["yes", "no", "unsure", "none"]
_ORCID = re.compile(r"(?:https?://orcid\.org/|orcid:)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


class NotDecided(KgError):
    """A decision that must not be written; the file is as it was."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a thing: ``yes``, ``no`` or ``unsure`` of an entity, or none.

    ``cls`` is the local name of the thing's class. ``reason`` is why, for the reader of
    the file. ``score`` is set when a score decided, and not a person.
    """

    iri: str
    label: str
    cls: str
    verdict: Verdict
    entity: Entity | None = None
    reason: str = ""
    score: float | None = None

    @property
    def qid(self) -> str:
        """The QID, or that there is none."""
        return self.entity.qid if self.entity else NO_ENTITY


class Judgements:
    """The file of judgements of a project, and who judges on which day."""

    def __init__(self, project: Project, author: str, day: date) -> None:
        if not project.own:
            where = project.root.resolve()
            message = f"judgements are written in sources/{LINKS}, and {where} has no "
            raise NotDecided(f"{message}`sources`; `kg init` makes a project")
        self.project = project
        self.author = _author(author)
        self.day = day
        self.path = project.sources / LINKS / FILE
        self.classes = WikidataClasses.of(project)
        self.read()

    @property
    def name(self) -> str:
        """What messages call the file."""
        return self.project.name(self.path)

    def read(self) -> MappingSet:
        """Read the file as it is now; raise :class:`InputErrors` if it is malformed."""
        return self._read(self.path) if self.path.exists() else self._new()

    def _read(self, path: Path) -> MappingSet:
        problems: list[Problem] = []
        mappings = read_sssom(path, self.project.name(path), problems)
        if problems or mappings is None:
            raise InputErrors(problems)
        return mappings

    def _new(self) -> MappingSet:
        """Return a file with nothing judged yet."""
        prefixes = {"orcid": "https://orcid.org/", "wd": WIKIDATA}
        header = [
            f"#mapping_set_id: {self.project.base}links/{FILE}",
            f"#license: {self.project.licence}",
            "#curie_map:",
            *(f"#  {prefix}: {space}" for prefix, space in prefixes.items()),
        ]
        return MappingSet(Header(self.name, header, prefixes))

    def judged(self) -> dict[tuple[str, str], Place]:
        """Return the pairs of IRI and QID (or ``NoTermFound``) that are decided.

        A pair that somebody was unsure of is still to be decided.
        """
        return {pair: row.place for pair, row, name in self._all() if name != UNSURE}

    def matched(self) -> dict[str, tuple[str, Place]]:
        """Return which QID is the exact match of a thing, and which thing of a QID."""
        matches: dict[str, tuple[str, Place]] = {}
        for (iri, qid), row, name in self._all():
            positive = row.cells.get("predicate_modifier") != NOT
            if name == MATCHES[0] and positive and qid != NO_ENTITY:
                matches[iri], matches[qid] = (qid, row.place), (iri, row.place)
        return matches

    def _all(self) -> Iterator[tuple[tuple[str, str], MappingRow, str]]:
        """Yield pair, row and local name of the predicate, of every file.

        A file that cannot be read may have judged a pair: :class:`InputErrors`.
        """
        for path in sorted(self.path.parent.glob("*.sssom.tsv")):
            mappings = self._read(path)
            for row in mappings.rows:
                name = mappings.header.expand(row.cells.get("predicate_id", "")) or ""
                yield _pair(mappings, row), row, local_name(name)

    def objections(self, decisions: Iterable[Decision]) -> list[str | None]:
        """Say of each decision why it must not be written, or ``None``."""
        judged, known = self.judged(), self.matched()
        return [self._objection(decision, judged, known) for decision in decisions]

    def _objection(
        self,
        decision: Decision,
        judged: Mapping[tuple[str, str], Place],
        known: Mapping[str, tuple[str, Place]],
    ) -> str | None:
        at = judged.get((decision.iri, decision.qid))
        if at is not None:
            return f"{decision.qid} is judged already, at {at}; change it there"
        if decision.verdict not in ("yes", "none"):
            return None
        for end, other in ((decision.iri, decision.qid), (decision.qid, decision.iri)):
            if end in known and known[end][0] != other:
                what, place = known[end]
                there = f"{local_name(end)} is {local_name(what)} already"
                return f"{there}, at {place}; two exact matches cannot be"
        return self._unfit(decision) if decision.entity else None

    def _unfit(self, decision: Decision) -> str | None:
        """Say why an entity is not the kind of thing that it would be the same as."""
        entity = decision.entity
        assert entity is not None
        if entity.redirect:
            return f"{entity.qid} was merged into {entity.redirect}; decide on that one"
        if DISAMBIGUATION in entity.types:
            return f"{entity.qid} is a disambiguation page; find the one that is meant"
        if self.classes.agrees(decision.cls, entity.types) == "disagree":
            kinds = ", ".join(entity.types)
            message = f"{entity.qid} is of {kinds}, which is no {decision.cls}"
            return f"{message}; a related match is written by hand"
        return None

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Write decisions, all or none, each in place of an unsure one.

        Raises :class:`NotDecided` with the objections, and :class:`ExportFailed` when
        the file cannot be written.
        """
        with rewriting(self.path):
            self._decide(list(decisions))

    def _decide(self, wanted: list[Decision]) -> None:
        """Write decisions, while nobody else does."""
        if wrong := [reason for reason in self.objections(wanted) if reason]:
            raise NotDecided("\n".join(wrong))
        mappings = self.read()
        for decision in wanted:
            _declare(mappings.header, decision.iri, self.project.base)
            pair = (decision.iri, decision.qid)
            mappings.rows = [r for r in mappings.rows if _pair(mappings, r) != pair]
            mappings.rows.append(self._row(mappings.header, decision))
        mappings.columns += [c for c in COLUMNS if c not in mappings.columns]
        with output(self.path) as file:
            file.write(write_sssom(mappings))
            file.flush()
            os.fsync(file.fileno())

    def _row(self, header: Header, decision: Decision) -> MappingRow:
        entity = decision.entity
        unsure = decision.verdict == "unsure"
        by_person = decision.score is None
        how = "ManualMappingCuration" if by_person else "LexicalMatching"
        types = [t for t in entity.types if QID.fullmatch(t)] if entity else []
        target = WIKIDATA + entity.qid if entity else SSSOM + NO_ENTITY
        cells = {
            "subject_id": header.contract(decision.iri),
            "subject_label": decision.label,
            "predicate_id": f"rdfs:{UNSURE}" if unsure else f"skos:{MATCHES[0]}",
            "predicate_modifier": NOT if decision.verdict == "no" else "",
            "object_id": header.contract(target),
            "object_label": entity.label if entity else "",
            "object_category": "|".join(header.contract(WIKIDATA + t) for t in types),
            "mapping_justification": f"semapv:{how}",
            "mapping_date": self.day.isoformat(),
            "confidence": "" if decision.score is None else f"{decision.score:.2f}",
            "comment": f"unsure: {decision.reason}" if unsure else decision.reason,
            **self.author,
        }
        return MappingRow({c: v for c, v in cells.items() if v}, Place(self.name, 1))


def _pair(mappings: MappingSet, row: MappingRow) -> tuple[str, str]:
    subject = mappings.header.expand(row.cells.get("subject_id", "")) or ""
    target = mappings.header.expand(row.cells.get("object_id", "")) or ""
    return subject, local_name(target)


def _author(text: str) -> dict[str, str]:
    """Return the cells that name an author: an ORCID, or a name as it is."""
    if not text.strip():
        raise UnknownName("no author")
    match = _ORCID.fullmatch(text.strip())
    if match is None and re.fullmatch(r"(?:https?:|orcid:|\d{4}-)\S*", text.strip()):
        raise UnknownName(f"`{text}` is no ORCID, such as 0000-0002-1825-0097")
    if match is None:
        return {"author_label": text.replace("|", " ").strip()}
    digits, last = match[1][:-1].replace("-", ""), match[1][-1]
    # the last sign after ISO 7064, MOD 11-2: the weights are powers of two, modulo 11
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != last:
        raise UnknownName(
            f"`{text}` is no ORCID: its last sign does not fit the others"
        )
    return {"author_id": f"orcid:{match[1]}"}


def _declare(header: Header, iri: str, base: str) -> None:
    """Declare prefixes for the kind of a thing, the entities and people, if need be."""
    space = iri.removesuffix(local_name(iri))
    needed = {space.rstrip("/").rpartition("/")[2]: space} if base in space else {}
    needed |= {"orcid": "https://orcid.org/", "wd": WIKIDATA}
    for prefix, known in needed.items():
        if known not in header.prefixes.values() and prefix not in header.prefixes:
            header.declare(prefix, known)
