"""Things of the graph, and rows of a table, as mentions to be linked."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from kg.ask.endpoint import Endpoint, Row, values
from kg.errors import InputErrors, Place, Problem, nearest
from kg.link.countries import countries
from kg.link.entity import WIKIDATA, Mention
from kg.names import APF, local_name

_LINKABLE = (APF.Actor, APF.Place, APF.PopulationGroup, APF.StatusDocument)
_UP = "|".join(
    f"<{p}>"
    for p in (
        APF.within,
        APF.governs,
        APF.partOfOrganization,
        APF.nationality,
        APF.residesIn,
    )
)
_ISO3 = f"<{APF.iso3}>"
_AROUND = 40
COLUMNS = ("mention", "context", "class", "country")


def mention_of(endpoint: Endpoint, iri: str, language: str) -> Mention:
    """Return a thing of the graph as a mention.

    Its names are labels and alternative ones; hidden labels are what others say and
    may stand for something else. Countries are those that it lies in or belongs to, or
    that its names speak of; the context is what the claims about it are summed up as.
    """
    node = URIRef(iri).n3()
    names = _names(endpoint, node, language)
    name = names[0] if names else local_name(iri)
    context = _context(endpoint, node)
    rows = endpoint.select(f"SELECT ?code WHERE {{ {node} {_ISO3} ?code }}").rows
    iso3 = tuple(("iso3", str(row[0])) for row in rows)
    found = _countries(endpoint, node) or countries().named_in(" ; ".join(names))
    return Mention(
        name, tuple(names[1:]), context, _class(endpoint, node), found, iso3
    )


def _names(endpoint: Endpoint, node: str, language: str) -> list[str]:
    rows = endpoint.select(
        f"SELECT ?p ?name WHERE {{ VALUES ?p {{ "
        f"{values([RDFS.label, SKOS.prefLabel, SKOS.altLabel])} }} {node} ?p ?name }}"
    ).rows

    def rank(row: Row) -> tuple[bool, bool, str]:
        tag = row[1].language if isinstance(row[1], Literal) else None
        return (row[0] == SKOS.altLabel, tag not in (language, None), str(row[1]))

    return list(dict.fromkeys(str(row[1]) for row in sorted(rows, key=rank)))


def _class(endpoint: Endpoint, node: str) -> str:
    rows = endpoint.select(f"SELECT ?c WHERE {{ {node} <{RDF.type}> ?c }} ORDER BY ?c")
    named = [local_name(str(row[0])) for row in rows.rows]
    return named[0] if named else ""


def _countries(endpoint: Endpoint, node: str) -> tuple[str, ...]:
    """Return the codes of the countries that a thing leads to, nearest ways only."""
    rows = endpoint.select(
        f"SELECT DISTINCT ?code WHERE {{ {node} ({_UP})* ?country . "
        f"?country {_ISO3} ?code }} ORDER BY ?code"
    ).rows
    codes = (countries().by_iso3(str(row[0])) for row in rows)
    return tuple(dict.fromkeys(code for code in codes if code))


def _context(endpoint: Endpoint, node: str) -> str:
    rows = endpoint.select(
        f"SELECT DISTINCT ?words WHERE {{ "
        f"{{ {node} <{RDFS.comment}> ?words }} UNION "
        f"{{ ?claim <{APF.aboutSubject}>|<{APF.aboutObject}>|<{APF.claimant}> {node} ; "
        f"<{APF.summary}> ?words }} }} ORDER BY ?words LIMIT {_AROUND}"
    ).rows
    return " ".join(str(row[0]) for row in rows)


def linkable(endpoint: Endpoint, cls: str | None = None) -> list[str]:
    """Return the IRIs of actors, places, populations and documents, in order."""
    within = f"<{APF._NS[cls]}>" if cls else None
    top = within or values(_LINKABLE)
    rows = endpoint.select(
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?top {{ {top} }} "
        f"?c <{RDFS.subClassOf}>* ?top . ?x a ?c . ?x <{RDFS.label}> ?l }} ORDER BY ?x"
    ).rows
    return [str(row[0]) for row in rows]


def linked_to(endpoint: Endpoint) -> dict[str, tuple[str, ...]]:
    """Return the QIDs that things are the same as, as was decided, by their IRIs."""
    rows = endpoint.select(
        f"SELECT DISTINCT ?x ?q WHERE {{ ?x <{SKOS.exactMatch}> ?q "
        f'FILTER (STRSTARTS(STR(?q), "{WIKIDATA}")) }} ORDER BY ?x ?q'
    ).rows
    found: dict[str, tuple[str, ...]] = {}
    for thing, entity in rows:
        qid = str(entity).removeprefix(WIKIDATA)
        found[str(thing)] = (*found.get(str(thing), ()), qid)
    return found


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A row of a table of mentions, as it was read."""

    line: int
    mention: Mention


def read_mentions(path: Path, classes: Sequence[str]) -> list[MentionRow]:
    """Read a CSV with the columns mention, context and possibly class and country.

    Raises :class:`InputErrors` with every problem: a column that is missing, a row of
    another length, an empty mention, an unknown class or country.
    """
    problems: list[Problem] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(_numbered(csv.reader(file, strict=True)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputErrors([Problem(Place(str(path), 1), f"not CSV in UTF-8: {reason}")]) from None
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if missing := [name for name in COLUMNS[:2] if name not in header]:
        message = f"the header has no column `{missing[0]}`{nearest(missing[0], header)}"
        raise InputErrors([Problem(Place(str(path), 1), message)])
    found = []
    for line, cells in rows[1:]:
        row = dict(zip(header, map(str.strip, cells), strict=False))
        wrong = _wrong(row, len(cells), header, classes)
        problems += [Problem(Place(str(path), line), message) for message in wrong]
        if not wrong:
            found.append(MentionRow(line, _mention(row)))
    if problems:
        raise InputErrors(problems)
    return found


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    line = 1
    for cells in reader:
        if cells:
            yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]


def _wrong(
    row: dict[str, str], count: int, header: list[str], classes: Sequence[str]
) -> list[str]:
    if count != len(header):
        return [f"{len(header)} cells were expected, here are {count}"]
    wrong = []
    if not row["mention"]:
        wrong.append("the mention is empty")
    if (cls := row.get("class", "")) and cls not in classes:
        wrong.append(f"`{cls}` is no class of the ontology{nearest(cls, classes)}")
    for code in filter(None, row.get("country", "").upper().split("|")):
        if code not in countries().known and not countries().by_iso3(code):
            wrong.append(f"`{code}` is no code of a country (ISO 3166-1)")
    return wrong


def _mention(row: dict[str, str]) -> Mention:
    given = filter(None, row.get("country", "").upper().split("|"))
    codes = tuple(countries().by_iso3(code) or code for code in given)
    return Mention(
        row["mention"], context=row["context"], cls=row.get("class", ""), countries=codes
    )
