"""The claims behind an answer: who says it, how, and where in which document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.ask.endpoint import Endpoint
from kg.ask.nodes import terms_of
from kg.ask.tables import Term
from kg.ask.things import label_things
from kg.graph.cited import Citation, Thing
from kg.names import local_name
from kg.rdf import URIRef
from kg.read.table.quoted import Cells, quoted_rows
from kg.read.table.tables import Tables
from kg.read.texts import Texts, mismatch

__all__ = ["Citation", "cite"]

Rows = dict[str, Mapping[int, Cells]]
"""Rows of tables by the IRI of their document, and by their number."""

_OF_CLAIM = (
    *("claimant", "modality", "attribution", "reportedBy", "statedIn", "quote"),
    *("quoteStart", "quoteEnd", "summary", "ambiguity", "possibleClaimant"),
    *("derivationRule", "derivedFromClaim", "disputedBy", "row", "column"),
    *("jointClaimant", "condition", "standing"),
)
_OF_DOCUMENT = (
    *("published", "publishedBy", "title", "url"),
    *("textDigest", "pageStart", "fileName", "fileDigest"),
)


def cite(
    endpoint: Endpoint, claims: Iterable[str], texts: Texts, language: str
) -> list[Citation]:
    """Return citations of claims, in the order given, each once.

    A text that is not the one the claims were drawn from is not quoted.
    """
    iris = list(dict.fromkeys(claims))
    of_claim = terms_of(endpoint, iris, _OF_CLAIM)
    documents = [str(d) for c in of_claim.values() for d in c.get("statedIn", [])]
    of_document = terms_of(endpoint, documents, _OF_DOCUMENT)
    mentioned = {
        str(term)
        for properties in (*of_claim.values(), *of_document.values())
        for terms in properties.values()
        for term in terms
        if isinstance(term, URIRef)
    }
    known = _Known(
        documents=of_document,
        things=label_things(endpoint, {*mentioned, *iris}, language),
        rows=_rows_of(of_claim, of_document, texts.tables),
        texts={
            iri: texts if _same(texts.get(local_name(iri)), about) else Texts(None)
            for iri, about in of_document.items()
        },
        language=language,
    )
    return [known.citation(iri, of_claim[iri]) for iri in iris if iri in of_claim]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the citations of some claims are put together from, by IRI."""

    documents: dict[str, dict[str, list[Term]]]
    things: dict[str, Thing]
    texts: dict[str, Texts]
    rows: Rows
    language: str

    def citation(self, iri: str, claim: dict[str, list[Term]]) -> Citation:
        """Put together the citation of a claim with these properties."""
        document = self._thing(claim, "statedIn") or Thing("no document", "")
        about = self.documents.get(document.iri, {})
        published = about.get("published", [None])[0]
        start, end, quote = self._passage(document, claim)
        page, last, count = _pages(about, start, end)
        return Citation(
            claim=self.things[iri],
            claimant=self._thing(claim, "claimant") or Thing("nobody", ""),
            modality=local_name(str(claim.get("modality", ["unknown"])[0])),
            attribution=local_name(str(claim.get("attribution", ["unknown"])[0])),
            document=document,
            publisher=self._thing(about, "publishedBy"),
            published=date.fromisoformat(str(published)) if published else None,
            url=_text(about, "url", self.language),
            start=start,
            end=end,
            quote=quote,
            summary=_text(claim, "summary", self.language) or "",
            ambiguity=_text(claim, "ambiguity", self.language),
            possible_claimants=tuple(
                self.things[str(term)] for term in claim.get("possibleClaimant", [])
            ),
            joint_claimants=tuple(
                self.things[str(term)] for term in claim.get("jointClaimant", [])
            ),
            condition=_text(claim, "condition", self.language),
            disputed_by=tuple(local_name(str(c)) for c in claim.get("disputedBy", [])),
            row=(row := _int(claim, "row")),
            column=_text(claim, "column", self.language) or "",
            cells=self.rows.get(document.iri, {}).get(row or 0, ()),
            rule=local_name(str(claim.get("derivationRule", [""])[0])),
            derived_from=tuple(
                local_name(str(term)) for term in claim.get("derivedFromClaim", [])
            ),
            page=page,
            last_page=last,
            page_count=count,
            standing=local_name(str(claim.get("standing", [""])[0])),
        )

    def _passage(
        self, document: Thing, claim: dict[str, list[Term]]
    ) -> tuple[int | None, int | None, str | None]:
        """Return where a claim stands and its words, either worked out of the other."""
        texts = self.texts.get(document.iri, Texts(None))
        start, end = (_int(claim, name) for name in ("quoteStart", "quoteEnd"))
        quote = _text(claim, "quote", self.language)
        if quote is None and start is not None and end is not None:
            quote = texts.passage(document.id, start, end)
        elif quote is not None and start is None:
            start, end = texts.find(document.id, quote)
        return start, end, quote

    def _thing(self, of: dict[str, list[Term]], name: str) -> Thing | None:
        return self.things[str(of[name][0])] if name in of else None


def _rows_of(
    claims: dict[str, dict[str, list[Term]]],
    documents: dict[str, dict[str, list[Term]]],
    tables: Tables | None,
) -> Rows:
    """Return the rows that claims stand in, by document, where tables are at hand."""
    numbers: dict[str, set[int]] = {}
    for claim in claims.values():
        if "statedIn" in claim and (row := _int(claim, "row")) is not None:
            numbers.setdefault(str(claim["statedIn"][0]), set()).add(row)
    rows: Rows = {}
    for iri, wanted in numbers.items() if tables is not None else ():
        about = documents.get(iri, {})
        file, digest = (_text(about, name, "") for name in ("fileName", "fileDigest"))
        if tables is not None and file is not None and digest is not None:
            rows[iri] = quoted_rows(tables, local_name(iri), file, digest, wanted)
    return rows


def _pages(
    document: dict[str, list[Term]], start: int | None, end: int | None
) -> tuple[int | None, int | None, int | None]:
    """Return the first and last page of a passage, and how many its file has."""
    starts = sorted(int(str(term)) for term in document.get("pageStart", []))
    if not starts or start is None or end is None:
        return None, None, None
    last = max(start, end - 1)
    return bisect_right(starts, start), bisect_right(starts, last), len(starts)


def _same(text: str | None, document: dict[str, list[Term]]) -> bool:
    digest = document.get("textDigest")
    if text is None or digest is None:
        return True
    return mismatch(text, str(digest[0]), None) is None


def _int(properties: dict[str, list[Term]], name: str) -> int | None:
    return int(str(properties[name][0])) if name in properties else None


def _text(properties: dict[str, list[Term]], name: str, language: str) -> str | None:
    terms = properties.get(name, [])
    preferred = [t for t in terms if getattr(t, "language", None) == language]
    return next((str(term) for term in (*preferred, *terms)), None)
