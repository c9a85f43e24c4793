"""The rows of a table of mentions, linked in bulk."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from kg.cli.output import console, plural
from kg.link.rows import read_mentions
from kg.match.entity import CandidateSource, Mention
from kg.match.linker import Linked, link
from kg.read.files import output

COLUMNS = (
    *("mention", "context", "class", "country", "qid", "label", "score", "decision"),
    *("reason", "alternatives"),
)


def link_table(
    path: Path, out: Path, source: CandidateSource, classes: Sequence[str]
) -> None:
    """Link each row, and write a CSV with what was found, and what else it may be.

    ``qid`` is only filled where the decision is ``match``; the others are among the
    ``alternatives``, as ``QID label (score)``. Every problem of the table is told
    before anything is written.
    """
    rows = read_mentions(path, classes)
    counts: Counter[str] = Counter()
    with output(out) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for row in rows:
            linked = link(row.mention, source)
            counts[linked.decision] += 1
            writer.writerow(_cells(row.mention, linked))
        text.detach()
    told = ", ".join(f"{counts[d]} {d}" for d in ("match", "unsure", "none"))
    line = f"{plural(len(rows), 'mention')}: {told}; written to {out}."
    console().print(Text(line), soft_wrap=True)


def _cells(mention: Mention, linked: Linked) -> list[object]:
    best = linked.scored[0] if linked.scored else None
    matched = best if linked.decision == "match" else None
    others = [scored for scored in linked.scored if scored is not matched]
    return [
        mention.name,
        mention.context,
        mention.cls,
        "|".join(mention.countries),
        matched.entity.qid if matched else "",
        matched.entity.label if matched else "",
        best.score if best else "",
        linked.decision,
        linked.reason,
        "|".join(f"{s.entity.qid} {s.entity.label} ({s.score})" for s in others),
    ]
