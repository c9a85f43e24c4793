"""The whole graph written for other tools: RDF in its forms, releases, Wikidata."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.output import console, plural, working
from kg.cli.root import Settings
from kg.errors import StoreError, UnknownName
from kg.export.forms import GRAPH_FORMS, Form

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.export.wikidata.quickstatements import Batch

OPTIONS = {
    "as_of": "--as-of",
    "on": "--on",
    "since": "--from",
    "until": "--to",
    "about": "--about",
    "hops": "--hops",
    "measures": "--measure",
    "form": "--form",
    "document": "--document",
    "same_as": "--same-as",
    "left_out": "--left-out",
}
"""How the options that narrow an export are written."""


def export_graph(
    settings: Settings, what: str, path: Path | None, given: Mapping[str, Any]
) -> None:
    """Write the graph in a form of the whole graph, to a file or to the terminal."""
    from kg.ask.endpoint import LocalEndpoint

    if settings.place and settings.place.startswith(("http://", "https://")):
        raise StoreError("only a graph on disk can be exported")
    form = GRAPH_FORMS[what]
    for name in given:
        if name not in form.takes:
            raise UnknownName(no_use(what, name))
    store = LocalEndpoint(settings.graph_folder).store
    options = dict(given)
    if form.of_project:
        options["project"] = settings.project
    if form.folder:
        _folder(store, form, path, options)
    elif what == "quickstatements":
        _statements(store, form, path, options)
    else:
        _file(store, form, path, options)


def no_use(what: str, option: str) -> str:
    """Say why an option is refused: derived facts carry no date."""
    takes = [name for name, form in GRAPH_FORMS.items() if option in form.takes]
    if option == "as_of":
        return (
            f"`{what}` cannot be cut with `--as-of`, because derived facts have no "
            f"date; {', '.join(map(_quoted, takes))} and the views can"
        )
    return f"`{OPTIONS[option]}` is for {_listed(takes)}, not for `{what}`"


def _listed(names: Iterable[str]) -> str:
    *most, last = list(map(_quoted, names)) or ["views"]
    return f"{', '.join(most)} and {last}" if most else last


def _quoted(name: str) -> str:
    return f"`{name}`"


def _file(
    store: ox.Store, form: Form, path: Path | None, options: Mapping[str, Any]
) -> None:
    from kg.read.files import output

    if path is None:
        sys.stdout.flush()
        form.write(store, sys.stdout.buffer, **options)
        return
    with working() as tell, output(path) as file:
        tell(f"writing {form.name}")
        form.write(store, file, **options)


def _folder(
    store: ox.Store, form: Form, path: Path | None, options: Mapping[str, Any]
) -> None:
    from kg.read.files import output_folder

    if path is None:
        raise UnknownName(f"a {form.name} is a folder: add -o FOLDER")
    with working() as tell, output_folder(path) as folder:
        tell(f"writing the {form.name}")
        files = form.write(store, folder, **options)
    console(stderr=True).print(f"{path}: {plural(len(files), 'file')}.", soft_wrap=True)


def _statements(
    store: ox.Store, form: Form, path: Path | None, options: dict[str, Any]
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
        batch = form.write(store, out, left_out=left, **options)
    _summary(batch, path, aside)


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
