"""The whole graph written for other tools: RDF in its forms, releases, Wikidata."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kg.cli.output import console, plural, working
from kg.cli.root import Settings
from kg.errors import UnknownName
from kg.export.forms import GRAPH_FORMS, graph_form, write_graph

if TYPE_CHECKING:
    from kg.ask.knowledge import KnowledgeGraph
    from kg.export.wikidata.quickstatements import Batch

OPTIONS = {
    "as_of": "--as-of",
    "on": "--on",
    "since": "--from",
    "until": "--to",
    "about": "--about",
    "hops": "--hops",
    "measures": "--measure",
    "edge_nodes": "--edge-nodes",
    "form": "--form",
    "document": "--document",
    "same_as": "--same-as",
    "left_out": "--left-out",
}
"""How the options that narrow an export are written."""

OF_GRAPHS = ("document", "same_as", "left_out")
"""Those that no view takes."""

_NO_PARQUET = (
    "Left out: tables as Parquet, written by polars: "
    "python -m pip install 'apf-kg[tables]'"
)


def export_graph(
    settings: Settings, what: str, path: Path | None, given: Mapping[str, Any]
) -> None:
    """Write the graph in a form of the whole graph, to a file or to the terminal."""
    form = graph_form(what, path)
    given = dict(given)
    as_of = given.pop("as_of", None)
    for name in given:
        if name not in form.takes:
            raise UnknownName(no_use(what, name))
    graph = settings.open(as_of)
    if what == "quickstatements":
        _statements(graph, path, given)
        return
    if path is None:
        if form.folder:
            raise UnknownName(f"a {what} is a folder: add -o FOLDER")
        sys.stdout.flush()
        write_graph(graph, sys.stdout.buffer, what, **given)
        return
    with working() as tell:
        tell(f"writing {what}")
        written = write_graph(graph, path, what, **given)
    if what == "release" and isinstance(written, list):
        _say_what_is_missing(written)
    if form.folder:
        files = sum(file.is_file() for file in path.rglob("*"))
        console(stderr=True).print(f"{path}: {plural(files, 'file')}.", soft_wrap=True)


def _say_what_is_missing(files: Sequence[str]) -> None:
    """Say so where a release has no Parquet files."""
    if not any(file.endswith(".parquet") for file in files):
        console(stderr=True).print(_NO_PARQUET, soft_wrap=True)


def no_use(what: str, option: str) -> str:
    """Say why an option is refused."""
    takes = [f"`{name}`" for name, form in GRAPH_FORMS.items() if option in form.takes]
    takes += [] if option in OF_GRAPHS else ["views"]
    return f"`{OPTIONS[option]}` is for {_listed(takes)}, not for `{what}`"


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _statements(
    graph: KnowledgeGraph, path: Path | None, options: dict[str, Any]
) -> None:
    """Write statements to a file or the terminal, and beside them what is none.

    Without a name of its own, the list is called like the file, ``.left-out.csv``.
    """
    from kg.read.files import output

    beside = path and path.parent / f"{path.name}.left-out.csv"
    aside: Path | None = options.pop("left_out", beside)
    if aside is not None and aside == path:
        raise UnknownName("`-o` and `--left-out` name one file; name two")
    with ExitStack() as files:
        left = None if aside is None else files.enter_context(output(aside))
        out = sys.stdout.buffer if path is None else files.enter_context(output(path))
        sys.stdout.flush()
        batch = write_graph(graph, out, "quickstatements", left_out=left, **options)
    _summary(cast("Batch", batch), path, aside)


def _summary(batch: Batch, path: Path | None, aside: Path | None) -> None:
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
