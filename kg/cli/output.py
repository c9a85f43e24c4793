"""How things are printed: tables for people; CSV, JSON and Markdown for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.ask.answers import Answer, text
from kg.ask.citations import Citation
from kg.ask.questions import claim_columns
from kg.check.findings import LEVELS, CheckFailed, Finding
from kg.errors import KgError

FORMATS = ("table", "csv", "json", "md", "ttl")
PIPE_WIDTH = 110
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_SHOWN = 5
_GAP = 3


def console(*, stderr: bool = False) -> Console:
    """Return a console: as wide as the terminal, of fixed width in a pipe."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return _Console(stderr=stderr, width=width, highlight=False, soft_wrap=False)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def fail(message: str) -> None:
    """Print why the command ends badly."""
    line = Text("error: ", style="bold red").append(message, style="not bold default")
    console(stderr=True).print(line, soft_wrap=True)


def print_failure(error: KgError) -> None:
    """Print an error; of many problems every one with its place."""
    if not isinstance(error, CheckFailed):
        for line in str(error).splitlines():
            fail(line)
        return
    out = console(stderr=True)
    for problem in error.problems:
        report = Text(f"{problem.place}: ").append("error: ", style=_STYLES["error"])
        out.print(report.append(problem.message), soft_wrap=True)
    print_findings(error.findings, stderr=True)
    count = len(error.problems)
    count += sum(finding.level == "error" for finding in error.findings)
    if count:
        out.print(f"{plural(count, 'error')}.", soft_wrap=True)


def print_findings(findings: Sequence[Finding], *, stderr: bool = False) -> None:
    """Print findings by level; of one check at most five, then how many more."""
    out = console(stderr=stderr)
    seen: dict[str, int] = {}
    for finding in findings:
        seen[finding.check] = seen.get(finding.check, 0) + 1
        if seen[finding.check] > _SHOWN and finding.level != "error":
            continue
        line = Text(f"{finding.place}: " if finding.place else "")
        line.append(f"{finding.level}: ", style=_STYLES[finding.level])
        line.append(finding.message)
        out.print(line, soft_wrap=True)
    levels = {finding.check: finding.level for finding in findings}
    for check, count in seen.items():
        if count > _SHOWN and levels[check] != "error":
            more = f"… and {count - _SHOWN} more of {check}; --format csv lists all"
            out.print(more, soft_wrap=True)


def summary(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each level, as words."""
    levels = [finding.level for finding in findings]
    counts = ((level, levels.count(level)) for level in LEVELS)
    parts = [
        f"{n} info" if level == "info" else plural(n, level) for level, n in counts if n
    ]
    return ", ".join(parts) or "no findings"


def plural(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def print_answer(answer: Answer, format: str) -> None:
    """Print an answer in one of the formats."""
    if format == "json":
        print_json(answer_json(answer))
    elif format == "csv":
        rows = answer.to_dicts()
        for row, cells in zip(rows, answer.rows, strict=True):
            notes = (answer.claims[n - 1] for n in answer.notes(cells))
            row["citations"] = " | ".join(map(str, notes))
        print_csv([*answer.columns, "citations"], rows)
    elif format == "md":
        _markdown(answer)
    else:
        _table(answer)


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON: the question, rows, and the claims they rest on."""
    return {
        "question": answer.question.name,
        "parameters": {k: str(v) for k, v in answer.parameters.items()},
        "rows": answer.to_dicts(),
        "claims": [citation_json(citation) for citation in answer.claims],
        "why_empty": answer.why_empty,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation as JSON."""
    return {
        "claim": citation.claim.id,
        "iri": citation.claim.iri,
        "claimant": citation.claimant.id,
        "possible_claimants": [thing.id for thing in citation.possible_claimants],
        "modality": citation.modality,
        "attribution": citation.attribution,
        "document": citation.document.id,
        "published": citation.published.isoformat() if citation.published else None,
        "url": citation.url,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "summary": citation.summary,
        "ambiguity": citation.ambiguity,
        "disputed_by": list(citation.disputed_by),
    }


def print_json(data: Any) -> None:
    """Print JSON, readable and with letters as they are where the output has them."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(data, ensure_ascii=not utf8, indent=2) + "\n")


def print_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """Print CSV with a header, lines ended by CR LF as RFC 4180 has it."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns)
    writer.writeheader()
    writer.writerows(rows)
    sys.stdout.write(buffer.getvalue())


def new_table() -> Table:
    """Return an empty table in the style of all tables."""
    return Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)


def _unrepeated(cells: list[str], above: list[str]) -> list[str]:
    """Leave the first cells blank as far as they repeat the row above."""
    same = 0
    while same < len(cells) - 1 and cells[: same + 1] == above[: same + 1]:
        same += 1
    return [""] * same + cells[same:]


def _shown(answer: Answer) -> list[str]:
    """Return the columns to print: not the claims, none that says nothing."""
    claims = claim_columns(answer.question.columns.items())
    columns = [name for name in answer.columns if name not in claims]
    empty = (None, False)
    return [c for c in columns if any(row[c] not in empty for row in answer.rows)]


def _table(answer: Answer) -> None:
    out = console()
    out.print(Text(answer.question.question, style="bold"))
    if not answer.rows:
        out.print(Text(answer.why_empty or answer.question.empty))
        return
    shown = _shown(answer)
    kinds = [answer.question.columns[name] for name in shown]
    names = list(map(words, shown))
    rows = [[text(row[name]) for name in shown] for row in answer.rows]
    notes = ["".join(f"[{n}]" for n in answer.notes(row)) for row in answer.rows]
    columns = list(zip(names, *rows, strict=True))
    room = out.width - max(map(len, notes)) - _GAP * (len(columns) + 1)
    widths = _fit(columns, room)
    if widths is None:
        _records(out, names, rows, notes)
    else:
        _grid(out, list(zip(names, kinds, widths, strict=True)), rows, notes)
    print_notes(answer.claims)


def _fit(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Return column widths that fit, never splitting a word; ``None`` if none do."""
    least = [max(len(w) for cell in c for w in (*cell.split(), "")) for c in columns]
    widths = [max(map(len, column)) for column in columns]
    if sum(least) > room:
        return None
    while (over := sum(widths) - room) > 0:
        slack = [width - low for width, low in zip(widths, least, strict=True)]
        at = slack.index(max(slack))
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
        grid.add_row(f"[{number}]".replace("[", "\\["), Text(str(citation)))
    out.print(grid)


def _markdown(answer: Answer) -> None:
    lines = [f"**{answer.question.question}**", ""]
    if not answer.rows:
        lines.append(answer.why_empty or answer.question.empty)
    else:
        shown = _shown(answer)
        lines.append("| " + " | ".join([*map(words, shown), "claims"]) + " |")
        lines.append("|" + " --- |" * (len(shown) + 1))
        for row in answer.rows:
            notes = ", ".join(f"[^{n}]" for n in answer.notes(row))
            words_of = (" ".join(text(row[name]).split()) for name in shown)
            cells = [cell.replace("|", "\\|") for cell in words_of]
            lines.append("| " + " | ".join([*cells, notes]) + " |")
        lines.append("")
        lines += [f"[^{n}]: {citation}" for n, citation in enumerate(answer.claims, 1)]
    sys.stdout.write("\n".join(lines) + "\n")


def words(name: str) -> str:
    """Return a column name as words: ``lowerBound`` is ``lower bound``."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)
