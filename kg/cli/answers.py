"""How answers are printed: a table or paragraphs, CSV, JSON, Markdown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from kg.ask.answers import Answer, Cell
from kg.ask.citations import Citation
from kg.ask.csvtext import answer_csv
from kg.cli.output import console, new_table, print_json
from kg.figures.view.page import Hanging

_GAP = 3

_IN_NOTES = frozenset({"claimant", "modality"})
"""Columns that a table which is too wide leaves to its notes: each begins with them."""


def print_answer(answer: Answer, format: str) -> None:
    """Print an answer in one of the formats."""
    if format == "json":
        print_json(answer.to_dict())
    elif format == "csv":
        sys.stdout.write(answer_csv(answer))
    elif format == "md":
        _markdown(answer)
    else:
        _table(answer)


def _unrepeated(cells: list[str], above: list[str]) -> list[str]:
    """Leave the first cells blank as far as they repeat the row above.

    A cell that is empty below one that is not has a dash: it does not repeat it.
    """
    same = 0
    while same < len(cells) - 1 and cells[: same + 1] == above[: same + 1]:
        same += 1
    rest = zip(cells[same:], above[same:] or [""] * len(cells), strict=False)
    return [""] * same + [cell or ("—" if over else "") for cell, over in rest]


def _shown(answer: Answer) -> list[str]:
    """Return the columns to print: not the claims of rows, none that says nothing."""
    rests_on = answer.evidence
    columns = [name for name in answer.columns if name not in rests_on]
    return [c for c in columns if any(_says(row[c]) for row in answer.rows)]


def _says(cell: Cell) -> bool:
    return cell is not False and cell not in (None, ())  # 0 says something


def _table(answer: Answer) -> None:
    out = console()
    out.print(Text(answer.question.question, style="bold"))
    if answer.cut:
        out.print(Text(answer.cut.words))
    if not answer.rows:
        out.print(Text(answer.why_empty or answer.question.empty))
        return
    cited = (answer.notes(row, answer.evidence) for row in answer.rows)
    notes = ["".join(f"[{n}]" for n in numbers) for numbers in cited]
    shown = _shown(answer)
    fewer = [name for name in shown if name not in _IN_NOTES or not all(notes)]
    if not (_printed(out, answer, shown, notes) or _printed(out, answer, fewer, notes)):
        rows = [[answer.words(row, name) for name in shown] for row in answer.rows]
        _records(out, list(map(words, shown)), rows, notes)
    if answer.claims:
        print_notes(answer.claims)
    if line := _entities(answer):
        out.print(Text(f"\n{line}"))


def _printed(
    out: Console, answer: Answer, shown: Sequence[str], notes: list[str]
) -> bool:
    """Print columns of an answer as a table if they fit; tell whether they did."""
    names = list(map(words, shown))
    kinds = [answer.question.columns[name] for name in shown]
    rows = [[answer.words(row, name) for name in shown] for row in answer.rows]
    columns = list(zip(names, *rows, strict=True))
    room = out.width - max(map(len, notes)) - _GAP * (len(columns) + 1)
    widths = _fit(columns, room)
    if widths is not None:
        _grid(out, list(zip(names, kinds, widths, strict=True)), rows, notes)
    return widths is not None


def _entities(answer: Answer) -> str:
    """Return which entities of Wikidata the things of an answer are."""
    pairs = ", ".join(f"{thing} {thing.wikidata}" for thing in answer.linked())
    return f"Wikidata: {pairs}" if pairs else ""


def _fit(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Return column widths that fit, never splitting a word; ``None`` if none do."""
    least = [max(len(w) for cell in c for w in (*cell.split(), "")) for c in columns]
    widths = [max(map(len, column)) for column in columns]
    if sum(least) > room:
        return None
    while (over := sum(widths) - room) > 0:
        slack = [width - low for width, low in zip(widths, least, strict=True)]
        at = slack.index(max(slack))
        # a quarter of the slack at a time, so that no column gives way alone
        widths[at] -= min(over, max(1, max(slack) // 4))
    return widths


def _grid(
    out: Console,
    columns: list[tuple[str, str, int]],
    rows: list[list[str]],
    notes: list[str],
) -> None:
    table = new_table()
    for name, kind, width in columns:
        side: Literal["right", "left"] = "right" if kind == "number" else "left"
        table.add_column(name, justify=side, width=width)
    table.add_column("", justify="right", no_wrap=True)
    above: list[str] = []
    for cells, note in zip(rows, notes, strict=True):
        shown = map(Text, _unrepeated(cells, above))
        table.add_row(*shown, Text(note, style="cyan"))
        above = cells
    out.print(table)


def _records(
    out: Console, names: list[str], rows: list[list[str]], notes: list[str]
) -> None:
    """Print rows that are too wide for a table as short paragraphs."""
    out.print()
    above = None
    for (head, *cells), note in zip(rows, notes, strict=True):
        if head != above:
            out.print(Text(head or "\u2014", style="bold"))
        above = head
        pairs = [(n, c) for n, c in zip(names[1:], cells, strict=True) if c]
        line = Text(" \u00b7 ").join(
            Text(f"{name} ", style="dim").append(cell, style="not dim")
            for name, cell in pairs
        )
        grid = Table.grid(padding=(0, 1))
        grid.add_row("  \u2022", line.append(f" {note}", style="cyan"))
        out.print(grid)
    out.print()


def print_notes(citations: Sequence[Citation]) -> None:
    """Print numbered citations, wrapped and indented."""
    out = console()
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="cyan", no_wrap=True)
    grid.add_column()
    for number, citation in enumerate(citations, 1):
        grid.add_row(f"[{number}]", citation_text(citation))
    out.print(grid)


def citation_text(citation: Citation) -> Text:
    """Return a citation for a terminal, its place linked with the source.

    Nothing but a terminal is told of a link, whatever a variable says of colours.
    """
    content, place, rest = citation.parts
    link = citation.link if sys.stdout.isatty() else None
    return Text(content).append(place, Style(link=link)).append(rest)


def hanging_citation(citation: Citation, head: str = "") -> Hanging:
    """Return a citation whose lines are set in by its number."""
    links = {citation.place: citation.link} if citation.link else {}
    return Hanging(str(citation), head=head, head_style="cyan", links=links)


def print_hanging_notes(citations: Sequence[Citation]) -> None:
    """Print the numbered citations below an explanation, if it has any."""
    out = console()
    if citations:
        out.print()
    for number, citation in enumerate(citations, 1):
        out.print(hanging_citation(citation, f"{f'[{number}]':>4} "))


def citation_markdown(citation: Citation) -> str:
    """Return a citation as Markdown, its place linked with the source."""
    if citation.link is None:
        return str(citation)
    content, place, rest = citation.parts
    words = place.replace("[", "\\[").replace("]", "\\]")
    return f"{content}[{words}](<{citation.link}>){rest}"


def _markdown(answer: Answer) -> None:
    lines = [f"**{answer.question.question}**", ""]
    lines += [answer.cut.words, ""] if answer.cut else []
    if not answer.rows:
        lines.append(answer.why_empty or answer.question.empty)
    else:
        shown = _shown(answer)
        lines.append("| " + " | ".join([*map(words, shown), "claims"]) + " |")
        lines.append("|" + " --- |" * (len(shown) + 1))
        for row in answer.rows:
            numbers = answer.notes(row, answer.evidence)
            notes = ", ".join(f"[^{n}]" for n in numbers)
            words_of = (answer.words(row, name, "[^{}]").split() for name in shown)
            cells = [" ".join(cell).replace("|", "\\|") for cell in words_of]
            lines.append("| " + " | ".join([*cells, notes]) + " |")
        lines.append("")
        cited = enumerate(map(citation_markdown, answer.claims), 1)
        lines += [f"[^{n}]: {citation}" for n, citation in cited]
        lines += ["", line] if (line := _entities(answer)) else []
    sys.stdout.write("\n".join(lines) + "\n")


def words(name: str) -> str:
    """Return a column name as words: ``lowerBound`` is ``lower bound``."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)
