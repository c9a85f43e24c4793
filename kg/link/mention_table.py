"""A table of mentions: its rows are read, linked and written with what they mean."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import InputErrors, Place, Problem, nearest
from kg.match.countries import countries
from kg.match.entity import CandidateSource, Mention
from kg.match.linker import Linked, link
from kg.read.delimited import BrokenRow, harmless, meant, read_delimited
from kg.read.files import output, read_text
from kg.read.opening import reporting, unexpected

NEEDED = ("mention", "context")
"""Columns that a table must have; ``class`` and ``country`` are known, too."""

COLUMNS = (
    *("mention", "context", "class", "country", "qid", "label", "score", "decision"),
    *("reason", "alternatives"),
)


def link_table(
    path: Path, out: Path, source: CandidateSource, classes: Sequence[str]
) -> Counter[str]:
    """Link each row, write a CSV with what it means, and return the decisions' counts.

    ``qid`` is only filled where the decision is ``match``; the others are among the
    ``alternatives``, as ``QID label (score)``. No cell is run by a spreadsheet, and
    such a table may be read again. Raises :class:`InputErrors` with every
    problem of the table before anything is written.
    """
    mentions = read_mentions(path, classes)
    counts: Counter[str] = Counter()
    with output(out) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for mention in mentions.values():
            linked = link(mention, source)
            counts[linked.decision] += 1
            writer.writerow(_cells(mention, linked))
        text.detach()
    return counts


def read_mentions(path: Path, classes: Sequence[str]) -> dict[int, Mention]:
    """Read a CSV with the columns mention, context and possibly class and country.

    Returns mentions by the line that they begin in. Raises :class:`InputErrors` with
    every problem: a column that is missing, a row of another length, an empty mention,
    an unknown class or country.
    """
    rows = _rows(path)
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if missing := [name for name in NEEDED if name not in header]:
        hint = nearest(missing[0], header)
        message = f"the header has no column `{missing[0]}`{hint}"
        raise InputErrors([Problem(Place(str(path), 1), message)])
    problems: list[Problem] = []
    mentions = {}
    for line, cells in rows[1:]:
        texts = (meant(cell).strip() for cell in cells)
        row = dict(zip(header, texts, strict=False))
        if wrong := list(_wrong(row, len(cells), header, classes)):
            problems += [Problem(Place(str(path), line), message) for message in wrong]
            continue
        codes = tuple(map(countries().code, _given(row)))
        mentions[line] = Mention(
            *(row["mention"], (), row["context"], row.get("class", ""), codes)
        )
    if problems:
        raise InputErrors(problems)
    return mentions


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the rows of a table, with the lines that they begin in."""
    name, problems, rows = str(path), list[Problem](), list[tuple[int, list[str]]]()
    with unexpected(reporting(Place(name, 1), problems)):
        text = read_text(path, name, problems)
        try:
            rows += read_delimited(io.StringIO(text or "", newline=""))
        except BrokenRow as error:
            problems.append(Problem(Place(name, error.line), f"not CSV: {error}"))
    if problems:
        raise InputErrors(problems)
    return rows


def _wrong(
    row: dict[str, str], count: int, header: list[str], classes: Sequence[str]
) -> Iterable[str]:
    if count != len(header):
        yield f"{len(header)} cells were expected, here are {count}"
        return
    if not row["mention"]:
        yield "the mention is empty"
    if (cls := row.get("class", "")) and cls not in classes:
        yield f"`{cls}` is no class of the ontology{nearest(cls, classes)}"
    for code in _given(row):
        if not countries().code(code):
            yield f"`{code}` is no code of a country (ISO 3166-1)"


def _given(row: dict[str, str]) -> list[str]:
    return list(filter(None, row.get("country", "").upper().split("|")))


def _cells(mention: Mention, linked: Linked) -> list[object]:
    best = linked.scored[0] if linked.scored else None
    matched = best if linked.decision == "match" else None
    others = [scored for scored in linked.scored if scored is not matched]
    cells = [
        *(mention.name, mention.context, mention.cls, "|".join(mention.countries)),
        matched.entity.qid if matched else "",
        matched.entity.label if matched else "",
        best.score if best else "",
        *(linked.decision, linked.reason),
        "|".join(f"{s.entity.qid} {s.entity.label} ({s.score})" for s in others),
    ]
    return [harmless(c) if isinstance(c, str) else c for c in cells]
