"""What is to be decided, as a CSV file that somebody fills in."""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.ask.things import Thing
from kg.errors import InputErrors, Place, Problem, nearest
from kg.link.judge import Decision, Judgements, Verdict
from kg.link.review import Case, evidence
from kg.match.entity import CandidateSource, Entity
from kg.names import QID, local_name
from kg.read.delimited import BrokenRow, harmless, meant, read_delimited
from kg.read.files import read_text
from kg.read.opening import reporting, unexpected

COLUMNS: Final = (
    *("thing", "label", "class", "qid", "entity", "description", "types", "score"),
    *("reasons", "proposal", "decision", "comment"),
)
"""Columns of the CSV form; ``decision`` and ``comment`` are to be filled in."""

_NEEDED = ("thing", "qid", "decision")

WORDS: Final[Mapping[str, Verdict]] = {
    **dict.fromkeys(("y", "yes"), "yes"),
    **dict.fromkeys(("n", "no"), "no"),
    **dict.fromkeys(("u", "unsure"), "unsure"),
    "none": "none",
}
"""What may stand in ``decision``; ``none`` says that Wikidata has no such entity."""


def csv_rows(cases: Iterable[Case]) -> Iterator[dict[str, str]]:
    """Yield a row for each candidate, and one for a thing without any.

    Its cells are those of a spreadsheet, which runs none of them.
    """
    for row in _exact_rows(cases):
        yield {column: harmless(cell) for column, cell in row.items()}


def _exact_rows(cases: Iterable[Case]) -> Iterator[dict[str, str]]:
    for case in cases:
        about = {"thing": case.thing.id, "label": case.thing.label, "class": case.cls}
        about["proposal"] = f"{case.decision}: {case.reason}"
        if not case.scored:
            yield about
        for scored in case.scored:
            entity = scored.entity
            yield {
                **about,
                "qid": entity.qid,
                "entity": entity.label,
                "description": entity.description,
                "types": "|".join(entity.types),
                "score": f"{scored.score:.2f}",
                "reasons": evidence(scored),
            }


def read_decisions(
    path: Path, things: Iterable[tuple[Thing, str]], source: CandidateSource
) -> list[tuple[Place, Decision]]:
    """Read the decisions of a CSV that was filled in; rows without one are left out.

    Raises :class:`InputErrors` with all that is wrong, each with its line: nothing of
    such a file is taken.
    """
    problems: list[Problem] = []
    known = {thing.id: (thing, cls) for thing, cls in things}
    filled = []
    with unexpected(reporting(Place(str(path), 1), problems)):
        try:
            rows = _rows(path, known, problems)
            filled = [(at, row) for at, row in rows if row["decision"]]
        except BrokenRow as error:
            problems.append(Problem(Place(str(path), error.line), str(error)))
    qids = sorted({row["qid"] for _, row in filled if QID.fullmatch(row["qid"])})
    entities = source.entities(qids)
    decided = []
    for at, row in filled:
        try:
            decided.append((at, _decision(row, known, entities, source.name)))
        except ValueError as error:
            problems.append(Problem(at, str(error)))
    if problems:
        raise InputErrors(problems)
    return decided


def _rows(
    path: Path, things: Container[str], problems: list[Problem]
) -> Iterator[tuple[Place, dict[str, str]]]:
    name = str(path)
    if (text := read_text(path, name, problems)) is None:
        return
    comma = max(",;\t", key=text.partition("\n")[0].count)  # as spreadsheets save it
    table = read_delimited(
        io.StringIO(text, newline=None),
        comma,
        begins=lambda line: meant(line.partition(comma)[0].strip(' "')) in things,
    )
    at, cells = next(table, (1, []))
    columns = [cell.strip() for cell in cells]
    if missing := [c for c in _NEEDED if columns.count(c) != 1]:
        named = ", ".join(f"`{c}`" for c in missing)
        wrong = "two columns" if missing[0] in columns else "no column"
        problems.append(Problem(Place(name, at), f"{wrong} {named}"))
        return
    for line, cells in table:
        if len(cells) == len(columns):
            texts = (meant(cell).strip() for cell in cells)
            yield Place(name, line), dict(zip(columns, texts, strict=True))
            continue
        message = f"{len(cells)} cells, but there are {len(columns)} columns"
        problems.append(Problem(Place(name, line), message))


def _decision(
    row: Mapping[str, str],
    things: Mapping[str, tuple[Thing, str]],
    entities: Mapping[str, Entity],
    source: str,
) -> Decision:
    """Return what a row decides; a ``ValueError`` says what is wrong with it."""
    word = row["decision"].casefold()
    if word not in WORDS:
        hint = nearest(word, WORDS) or f"; it takes {', '.join(WORDS)}"
        raise ValueError(f"decision: `{row['decision']}` is none{hint}")
    id, qid, verdict = row["thing"], row["qid"], WORDS[word]
    if id not in things:
        raise ValueError(
            f"thing: nothing to decide is called `{id}`{nearest(id, things)}"
        )
    thing, cls = things[id]
    comment = row.get("comment", "")
    if verdict == "none":
        return Decision(thing.iri, thing.label, cls, verdict, None, comment)
    if not QID.fullmatch(qid):
        raise ValueError(f"qid: `{qid}` is no QID: a Q and a number, as Q843")
    if qid not in entities:
        raise ValueError(f"qid: {qid} is not in the {source}")
    why = comment or row.get("reasons", "")
    return Decision(thing.iri, thing.label, cls, verdict, entities[qid], why)


def apply_decisions(
    placed: Sequence[tuple[Place, Decision]], judgements: Judgements
) -> None:
    """Write decisions that were read from a file, all or none.

    Raises :class:`InputErrors` with every objection, and where two rows of the file
    contradict each other.
    """
    problems, ends = [], dict[str, str]()
    objections = judgements.objections(decision for _, decision in placed)
    for (at, decision), reason in zip(placed, objections, strict=True):
        about = f"{local_name(decision.iri)}: "
        if reason:
            problems.append(Problem(at, about + reason))
        if decision.verdict in ("yes", "none"):
            pairs = [(decision.iri, decision.qid)]
            pairs += [(decision.qid, decision.iri)] if decision.entity else []
            for end, other in pairs:
                if ends.setdefault(end, other) != other:
                    both = f"{local_name(ends[end])} and {local_name(other)}"
                    message = f"{about}{local_name(end)} cannot be both {both}"
                    problems.append(Problem(at, message))
    if problems:
        raise InputErrors(problems)
    judgements.decide(decision for _, decision in placed)
