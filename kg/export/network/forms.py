"""The forms that a network can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.ask.network.model import Network
from kg.errors import UnknownName, nearest
from kg.export.network.cytoscape import write_cytoscape
from kg.export.network.drawing import Drawing
from kg.export.network.gexf.writer import write_gexf
from kg.export.network.graphml import write_graphml
from kg.export.network.graphology import write_graphology
from kg.export.network.neo4j import write_neo4j
from kg.export.network.tables import write_csv
from kg.read.files import output, output_folder

Write = Callable[[Network, IO[bytes], Drawing | None], None]
WriteFolder = Callable[[Network, Path], None]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name, the ending of its files, and what it is for.

    Either ``write`` a file, drawn or not, or ``folder`` several into a folder.
    """

    name: str
    suffix: str
    summary: str
    write: Write | None = None
    folder: WriteFolder | None = None


def _lite(network: Network, out: IO[bytes], drawing: Drawing | None) -> None:
    write_gexf(network, out, drawing, profile="gephi-lite")


def _for_spreadsheets(network: Network, folder: Path) -> None:
    write_csv(network, folder, spreadsheet=True)


FORMS = {
    form.name: form
    for form in (
        Form("gexf", ".gexf", "GEXF 1.3 with times, for Gephi", write_gexf),
        Form("gephi-lite", ".gexf", "GEXF 1.3 without times, for Gephi Lite", _lite),
        Form(
            "graphml", ".graphml", "GraphML, for yEd, igraph, networkx", write_graphml
        ),
        Form("graphology", ".json", "JSON for graphology and Sigma", write_graphology),
        Form(
            "cytoscape", ".cyjs", "JSON for Cytoscape and cytoscape.js", write_cytoscape
        ),
        Form("csv", "", "a folder of tables for Gephi and pandas", folder=write_csv),
        Form(
            "spreadsheet",
            "",
            "a folder of tables, safe to open in Excel",
            folder=_for_spreadsheets,
        ),
        Form(
            "neo4j", "", "a folder for neo4j-admin database import", folder=write_neo4j
        ),
    )
}
"""The forms, by name. Of those with one ending the first is meant by the ending."""


def get_form(name: str | None, path: Path | None) -> Form:
    """Return the form of a name, or else that of a file's ending.

    Raises :class:`UnknownName` for neither.
    """
    if name is not None:
        if name not in FORMS:
            hint = nearest(name, FORMS) or f"; there are {', '.join(FORMS)}"
            raise UnknownName(f"no form is called `{name}`{hint}")
        return FORMS[name]
    if path is None:
        return FORMS["gexf"]
    ending = path.suffix.lower()
    for form in FORMS.values():
        if ending and form.suffix == ending:
            return form
    raise UnknownName(
        f"`{path}` does not tell what to write; add --form, one of {', '.join(FORMS)}"
    )


def write_network(
    network: Network, form: Form, path: Path, drawing: Drawing | None = None
) -> None:
    """Write a network to a file or folder that appears whole or not at all.

    Raises :class:`ExportFailed` where it cannot be written.
    """
    if form.folder is not None:
        with output_folder(path) as folder:
            form.folder(network, folder)
        return
    assert form.write is not None
    with output(path) as file:
        form.write(network, file, drawing)
