"""Claims written for Wikidata: a batch, and a list of what is not in it."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.output import console, plural
from kg.cli.root import Settings
from kg.errors import UnknownName

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.export.wikidata.quickstatements import Batch


def export_statements(
    settings: Settings, store: ox.Store, path: Path | None, given: dict[str, Any]
) -> None:
    """Write QuickStatements to a file or the terminal, and beside them what is none.

    Without a name of its own, the list is called like the file, ``.left-out.csv``.
    """
    from kg.export.wikidata.mapping import ALIGNMENT
    from kg.export.wikidata.quickstatements import export_quickstatements
    from kg.read.files import output

    beside = path and path.parent / f"{path.name}.left-out.csv"
    aside: Path | None = given.get("left_out") or beside
    if aside is not None and aside == path:
        raise UnknownName("`-o` and `--left-out` name one file; name two")
    with ExitStack() as files:
        left = None if aside is None else files.enter_context(output(aside))
        out = sys.stdout.buffer if path is None else files.enter_context(output(path))
        sys.stdout.flush()
        batch = export_quickstatements(
            store,
            out,
            mapping=settings.project.turtle(ALIGNMENT),
            as_of=given.get("as_of"),
            left_out=left,
        )
    _say(batch, path, aside)


def _say(batch: Batch, path: Path | None, aside: Path | None) -> None:
    out = console(stderr=True)
    written = f"{plural(len(batch.lines), 'statement')} of Wikidata"
    out.print(f"{path or 'quickstatements'}: {written}.", soft_wrap=True)
    if batch.left_out:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in batch.reasons)
        where = f" ({aside})" if aside else "; --left-out FILE lists them"
        claims = batch.claims_left_out
        kept = plural(claims, "claim")
        if parts := len(batch.left_out) - claims:
            kept += f", and {plural(parts, 'text')} of references"
        out.print(f"Left out: {kept}{where}: {reasons}.", soft_wrap=True)
