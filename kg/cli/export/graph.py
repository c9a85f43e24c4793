"""The whole graph written for other tools: RDF in its forms, and releases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.output import console, plural, working
from kg.cli.root import Settings
from kg.errors import StoreError, UnknownName

if TYPE_CHECKING:
    import pyoxigraph as ox

RELEASE = "release"
QUICKSTATEMENTS = "quickstatements"

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
    settings: Settings, what: str, path: Path | None, given: dict[str, Any]
) -> None:
    """Write the graph in a form of the whole graph, to a file or to the terminal."""
    from kg.ask.endpoint import LocalEndpoint
    from kg.export.rdf.forms import GRAPH_FORMS, write_graph
    from kg.read.files import output

    if settings.place and settings.place.startswith(("http://", "https://")):
        raise StoreError("only a graph on disk can be exported")
    allowed = GRAPH_FORMS[what].options if what in GRAPH_FORMS else ()
    for name in given:
        if name not in allowed:
            raise UnknownName(no_use(what, name))
    store = LocalEndpoint(settings.graph_folder).store
    if what == RELEASE:
        _release(settings, store, path)
        return
    form = GRAPH_FORMS[what]
    if what == QUICKSTATEMENTS:
        from kg.cli.export.statements import export_statements

        export_statements(settings, store, path, given)
        return
    if path is None:
        sys.stdout.flush()
        write_graph(store, form, sys.stdout.buffer, **given)
        return
    with working() as tell, output(path) as file:
        tell(f"writing {form.name}")
        write_graph(store, form, file, **given)


def no_use(what: str, option: str) -> str:
    """Say why an option is refused: derived facts carry no date."""
    if option == "document":
        return f"`--document` is for `cube`, not for `{what}`"
    if option == "same_as":
        rdf = "`nquads`, `trig`, `turtle` and `ntriples`"
        return f"`--same-as` is for {rdf}, not for `{what}`"
    if option == "left_out":
        return f"`--left-out` is for `{QUICKSTATEMENTS}`, not for `{what}`"
    if option == "as_of":
        return (
            f"`{what}` cannot be cut with `--as-of`, because derived facts have no "
            "date; `statements`, `rdf12`, `nanopub`, `quickstatements` and the views "
            "can"
        )
    return f"`{OPTIONS[option]}` is for views, not for `{what}`"


def _release(settings: Settings, store: ox.Store, path: Path | None) -> None:
    from kg.export.rdf.release import export_release

    if path is None:
        raise UnknownName("a release is a folder: add -o FOLDER")
    with working() as tell:
        tell("writing the release")
        files = export_release(store, settings.project, path)
    console(stderr=True).print(f"{path}: {plural(len(files), 'file')}.", soft_wrap=True)
