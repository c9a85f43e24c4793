"""Judgements: which thing is which entity of Wikidata, who says so, and since when.

A row of an SSSOM file judges one pair. A predicate of SKOS links it, the same with the
modifier ``Not`` records that it was looked at and is not so, ``rdfs:seeAlso`` that
nobody could tell yet, and ``sssom:NoTermFound`` that there is no such entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.errors import Place, Problem, nearest
from kg.names import APF, WIKIDATA
from kg.read.entries import Index
from kg.read.sssom import BUILT_IN, SEMAPV, SSSOM, MappingSet, Row

MATCHES: Final = (
    *("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"),
)
"""SKOS's predicates for links; the first two claim that types agree."""

UNSURE: Final = "seeAlso"
NO_ENTITY: Final = "NoTermFound"
NOT: Final = "Not"
QID: Final = re.compile("Q[1-9][0-9]{0,11}")
JUSTIFICATIONS: Final = (
    *("ManualMappingCuration", "LexicalMatching", "MappingReview", "LogicalReasoning"),
    *("CompositeMatching", "UnspecifiedMatching", "MappingChaining"),
    *("SemanticSimilarityThresholdMatching", "LexicalSimilarityThresholdMatching"),
    *("MappingInversion", "StructuralMatching", "InstanceBasedMatching"),
    "BackgroundKnowledgeBasedMatching",
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"0(\.\d{1,6})?|1(\.0{1,6})?")
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
        found = self.object != NO_ENTITY
        return found and not self.negative and self.predicate in MATCHES

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """What is judged: no two judgements of a project have the same."""
        return (self.subject, self.object, self.predicate, self.negative)


def read_judgements(
    found: MappingSet, index: Index, problems: list[Problem]
) -> list[Judgement]:
    """Return the judgements of the rows that are sound; report the others."""
    reader = _Reader(found, index, problems)
    judged = [reader.judgement(row) for row in found.rows]
    return [judgement for judgement in judged if judgement is not None]


class _Reader:
    def __init__(
        self, found: MappingSet, index: Index, problems: list[Problem]
    ) -> None:
        self.found = found
        self.index = index
        self.problems = problems

    def judgement(self, row: Row) -> Judgement | None:
        before, cell = len(self.problems), row.cells.get
        subject, target = self._subject(row), self._object(row)
        predicate = self._predicate(row)
        self._date(row)
        self._plain(row)
        result = Judgement(
            subject,
            predicate,
            target,
            cell("predicate_modifier") == NOT,
            self._justification(row),
            tuple(self._authors(row)),
            tuple(_list(cell("author_label", ""))),
            cell("mapping_date", ""),
            cell("confidence", ""),
            tuple(self._classes(row)),
            cell("object_label", ""),
            cell("comment", ""),
            row.place,
        )
        return result if len(self.problems) == before else None

    def _report(self, row: Row, message: str) -> None:
        self.problems.append(Problem(row.place, message))

    def _iri(self, row: Row, column: str, text: str) -> str | None:
        """Expand a CURIE; report one whose prefix nothing declares."""
        iri = self.found.expand(text)
        if iri is None and re.fullmatch("[A-Za-z][A-Za-z0-9_.-]*:.+", text):
            prefix = text.partition(":")[0]
            known = [*self.found.prefixes, *BUILT_IN]
            message = f"`{prefix}:` stands for nothing; declare it in `curie_map`"
            self._report(row, f"{column}: {message}{nearest(prefix, known)}")
        elif iri is None:
            message = f"`{text}` is neither `prefix:name` nor an IRI"
            self._report(row, f"{column}: {message}")
        return iri

    def _subject(self, row: Row) -> str:
        text = row.cells.get("subject_id", "")
        near = self.index.things.get(text) if text else None
        if near is not None and self.found.expand(text) is None:
            form = self.found.contract(str(near.iri))
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
        forms = {id: self.found.contract(str(k.iri)) for id, k in things.items()}
        short = text.rsplit("/", 1)[-1].rpartition(":")[2]
        if (id := self.index.by_name.get(short.casefold())) in forms and id:
            return f"; did you mean `{forms[id]}`?"
        return nearest(text, forms.values())

    def _needed(self, row: Row, column: str) -> str | None:
        """Expand a cell that may not be empty."""
        text = row.cells.get(column)
        if text is None:
            self._report(row, f"{column}: empty, and needed")
            return None
        return self._iri(row, column, text)

    def _object(self, row: Row) -> str:
        text = row.cells.get("object_id", "")
        if QID.fullmatch(text.upper()):
            wanted = self.found.contract(WIKIDATA + text.upper())
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

    def _predicate(self, row: Row) -> str:
        iri = self._needed(row, "predicate_id")
        name = _PREDICATES.get(iri or "", "")
        if iri and not name:
            known = [self.found.contract(p) for p in _PREDICATES]
            text = row.cells["predicate_id"]
            hint = nearest(text, known) or f"; it takes {', '.join(known)}"
            if iri == BUILT_IN["owl"] + "sameAs":
                hint = "; write `skos:exactMatch`, and export with --same-as"
            self._report(row, f"predicate_id: `{text}` is no link{hint}")
        modifier = row.cells.get("predicate_modifier", NOT)
        if modifier != NOT:
            self._report(row, f"predicate_modifier: `Not` or nothing, not `{modifier}`")
        return name

    def _justification(self, row: Row) -> str:
        iri = self._needed(row, "mapping_justification")
        name = (iri or "").removeprefix(SEMAPV)
        if iri and (not iri.startswith(SEMAPV) or name not in JUSTIFICATIONS):
            known = [f"semapv:{name}" for name in JUSTIFICATIONS]
            text = row.cells["mapping_justification"]
            hint = nearest(text, known) or f"; a person's is `{known[0]}`"
            self._report(row, f"mapping_justification: `{text}` is none{hint}")
        return name

    def _date(self, row: Row) -> None:
        text = row.cells.get("mapping_date", "")
        try:
            if not _DATE.fullmatch(text):
                raise ValueError
            date.fromisoformat(text)
        except ValueError:
            self._report(row, f"mapping_date: a day such as 2026-11-25, not `{text}`")

    def _plain(self, row: Row) -> None:
        text = row.cells.get("confidence", "1")
        if not _NUMBER.fullmatch(text):
            message = f"confidence: a number from 0 to 1 such as 0.95, not `{text}`"
            self._report(row, message)

    def _authors(self, row: Row) -> Iterator[str]:
        ids = _list(row.cells.get("author_id", ""))
        yield from filter(None, (self._iri(row, "author_id", text) for text in ids))
        if not ids and "author_label" not in row.cells:
            self._report(row, "author_id: who judged it? An ORCID, or `author_label`")

    def _classes(self, row: Row) -> Iterator[str]:
        for text in _list(row.cells.get("object_category", "")):
            qid = (self.found.expand(text) or text).removeprefix(WIKIDATA)
            if QID.fullmatch(qid):
                yield qid
            else:
                message = f"object_category: `{text}` is no QID of a class, as Q6256"
                self._report(row, message)


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]
