"""Judgements: which thing is which entity of Wikidata, who says so, and since when.

A row of an SSSOM file judges one pair. A predicate of SKOS links it, the same with the
modifier ``Not`` records that it was looked at and is not so, ``rdfs:seeAlso`` that
nobody could tell yet, and ``sssom:NoTermFound`` that there is no such entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import Place, Problem, nearest
from kg.names import APF, QID, WIKIDATA
from kg.rdf import iri_flaw
from kg.read.entries import Index
from kg.read.opening import reporting, unexpected
from kg.read.sssom import MappingRow, MappingSet
from kg.read.sssom_header import BUILT_IN, SEMAPV, SSSOM, Header, is_day

MATCHES: Final = (
    *("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"),
)
"""SKOS's predicates for links; the first two claim that types agree."""

UNSURE: Final = "seeAlso"
NO_ENTITY: Final = "NoTermFound"
NOT: Final = "Not"
JUSTIFICATIONS: Final = (
    *("ManualMappingCuration", "LexicalMatching", "MappingReview", "LogicalReasoning"),
    *("CompositeMatching", "UnspecifiedMatching", "MappingChaining"),
    *("SemanticSimilarityThresholdMatching", "LexicalSimilarityThresholdMatching"),
    *("MappingInversion", "StructuralMatching", "InstanceBasedMatching"),
    "BackgroundKnowledgeBasedMatching",
)
_NUMBER = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?")
_PREDICATES = {BUILT_IN["skos"] + name: name for name in MATCHES}
_PREDICATES[BUILT_IN["rdfs"] + UNSURE] = UNSURE


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one row says of a thing and an entity.

    ``subject`` is the IRI of the thing, ``predicate`` a local name, ``object`` a QID or
    ``NoTermFound``; ``authors`` are IRIs, ``names`` those of authors without; ``day``
    and ``confidence`` (0 to 1) as typed; ``classes`` QIDs of the entity's classes.
    """

    subject: str
    predicate: str
    object: str
    negative: bool
    justification: str
    authors: tuple[str, ...]
    names: tuple[str, ...]
    day: str
    confidence: str
    classes: tuple[str, ...]
    label: str
    comment: str
    place: Place

    @property
    def link(self) -> bool:
        """Whether it links: not negative, not unsure, and with an entity."""
        entity = self.object != NO_ENTITY
        return entity and not self.negative and self.predicate in MATCHES

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """What is judged: no two judgements of a project have the same."""
        return (self.subject, self.object, self.predicate, self.negative)


def read_judgements(
    mappings: MappingSet, index: Index, problems: list[Problem]
) -> list[Judgement]:
    """Return the judgements of the rows that are sound; report the others."""
    reader = _Reader(mappings.header, index, problems)
    judged = []
    for row in mappings.rows:
        with unexpected(reporting(row.place, problems)):
            judged.append(reader.judgement(row))
    return [judgement for judgement in judged if judgement is not None]


class _Reader:
    def __init__(self, header: Header, index: Index, problems: list[Problem]) -> None:
        self.header = header
        self.index = index
        self.problems = problems

    def judgement(self, row: MappingRow) -> Judgement | None:
        before, cell = len(self.problems), row.cells.get
        subject, target = self._subject(row), self._object(row)
        predicate = self._predicate(row)
        self._date(row)
        self._plain(row)
        result = Judgement(
            subject=subject,
            predicate=predicate,
            object=target,
            negative=cell("predicate_modifier") == NOT,
            justification=self._justification(row),
            authors=tuple(self._authors(row)),
            names=tuple(_list(cell("author_label", ""))),
            day=cell("mapping_date", ""),
            confidence=cell("confidence", ""),
            classes=tuple(self._classes(row)),
            label=cell("object_label", ""),
            comment=cell("comment", ""),
            place=row.place,
        )
        return result if len(self.problems) == before else None

    def _report(self, row: MappingRow, message: str) -> None:
        self.problems.append(Problem(row.place, message))

    def _iri(self, row: MappingRow, column: str, text: str) -> str | None:
        """Expand a CURIE; report one whose prefix nothing declares."""
        iri = self.header.expand(text)
        if iri is None and re.fullmatch("[A-Za-z][A-Za-z0-9_.-]*:.+", text):
            prefix = text.partition(":")[0]
            known = [*self.header.prefixes, *BUILT_IN]
            message = f"`{prefix}:` stands for nothing; declare it in `curie_map`"
            self._report(row, f"{column}: {message}{nearest(prefix, known)}")
        elif iri is None:
            message = f"`{text}` is neither `prefix:name` nor an IRI"
            self._report(row, f"{column}: {message}")
        elif flaw := iri_flaw(iri):
            self._report(row, f"{column}: `{text}` stands for no IRI: {flaw}")
            return None
        return iri

    def _subject(self, row: MappingRow) -> str:
        text = row.cells.get("subject_id", "")
        near = self.index.things.get(text) if text else None
        if near is not None and self.header.expand(text) is None:
            form = self.header.contract(str(near.iri))
            self._report(row, f"subject_id: write `{form}`, not `{text}`")
            return ""
        iri = self._needed(row, "subject_id")
        known = self.index.find(iri) if iri else None
        if iri and (known is None or str(known.iri) != iri):
            if self.index.complete:
                message = f"subject_id: no entry is called `{text}`{self._near(text)}"
                self._report(row, message)
        elif known is not None and known.cls in (APF.Claim, APF.SourceDocument):
            message = (
                f"subject_id: `{text}` is a claim or document; entities are linked"
            )
            self._report(row, message)
        return iri or ""

    def _near(self, text: str) -> str:
        """Say which entry has this name, or has an id most like it."""
        things = self.index.things
        forms = {id: self.header.contract(str(k.iri)) for id, k in things.items()}
        short = text.rsplit("/", 1)[-1].rpartition(":")[2]
        if (id := self.index.by_name.get(short.casefold())) in forms and id:
            return f"; did you mean `{forms[id]}`?"
        return nearest(text, forms.values())

    def _needed(self, row: MappingRow, column: str) -> str | None:
        """Expand a cell that may not be empty."""
        text = row.cells.get(column)
        if text is None:
            self._report(row, f"{column}: empty, and needed")
            return None
        return self._iri(row, column, text)

    def _object(self, row: MappingRow) -> str:
        text = row.cells.get("object_id", "")
        if QID.fullmatch(text.upper()):
            wanted = self.header.contract(WIKIDATA + text.upper())
            self._report(row, f"object_id: write `{wanted}`, not `{text}`")
            return ""
        iri = self._needed(row, "object_id")
        if iri is None or iri == SSSOM + NO_ENTITY:
            return "" if iri is None else NO_ENTITY
        qid = iri.removeprefix(WIKIDATA)
        if not iri.startswith(WIKIDATA):
            message = f"object_id: `{text}` is no entity of Wikidata, whose IRIs begin"
            self._report(row, f"{message} with {WIKIDATA} (http, /entity/)")
        elif not QID.fullmatch(qid):
            self._report(
                row, f"object_id: `{qid}` is no QID: a Q and a number, as Q843"
            )
        return qid

    def _predicate(self, row: MappingRow) -> str:
        iri = self._needed(row, "predicate_id")
        name = _PREDICATES.get(iri or "", "")
        if iri and not name:
            known = [self.header.contract(p) for p in _PREDICATES]
            text = row.cells["predicate_id"]
            hint = nearest(text, known) or f"; it takes {', '.join(known)}"
            if iri == BUILT_IN["owl"] + "sameAs":
                hint = "; write `skos:exactMatch`, which exports as owl:sameAs, too"
            self._report(row, f"predicate_id: `{text}` is no link{hint}")
        modifier = row.cells.get("predicate_modifier", NOT)
        if modifier != NOT:
            self._report(row, f"predicate_modifier: `Not` or nothing, not `{modifier}`")
        return name

    def _justification(self, row: MappingRow) -> str:
        iri = self._needed(row, "mapping_justification")
        name = (iri or "").removeprefix(SEMAPV)
        if iri and (not iri.startswith(SEMAPV) or name not in JUSTIFICATIONS):
            known = [f"semapv:{name}" for name in JUSTIFICATIONS]
            text = row.cells["mapping_justification"]
            hint = nearest(text, known) or f"; a person's is `{known[0]}`"
            self._report(row, f"mapping_justification: `{text}` is none{hint}")
        return name

    def _date(self, row: MappingRow) -> None:
        text = row.cells.get("mapping_date", "")
        if not is_day(text):
            self._report(row, f"mapping_date: a day such as 2026-11-25, not `{text}`")

    def _plain(self, row: MappingRow) -> None:
        text = row.cells.get("confidence", "1")
        if not _NUMBER.fullmatch(text):
            message = f"confidence: a number from 0 to 1 such as 0.95, not `{text}`"
            self._report(row, message)

    def _authors(self, row: MappingRow) -> Iterator[str]:
        ids = _list(row.cells.get("author_id", ""))
        yield from filter(None, (self._iri(row, "author_id", text) for text in ids))
        if not ids and "author_label" not in row.cells:
            self._report(row, "author_id: who judged it? An ORCID, or `author_label`")

    def _classes(self, row: MappingRow) -> Iterator[str]:
        for text in _list(row.cells.get("object_category", "")):
            qid = (self.header.expand(text) or text).removeprefix(WIKIDATA)
            if QID.fullmatch(qid):
                yield qid
            else:
                message = f"object_category: `{text}` is no QID of a class, as Q6256"
                self._report(row, message)


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]
