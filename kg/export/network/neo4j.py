"""Networks as two CSV files that ``neo4j-admin database import`` reads.

Headings have types, as its manual says. A list is divided by ``;``, which cannot be
escaped: in lists, labels and types of relationships it becomes a comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.ask.network.model import Column, Edges, Network, Nodes
from kg.export.network.cells import integer_type, words
from kg.export.network.columns import (
    ListColumn,
    distinct,
    edge_columns,
    node_columns,
    time_lists,
)
from kg.export.network.csvfile import Table, write_table

_TYPES = {
    "string": "string",
    "integer": "long",
    "double": "double",
    "boolean": "boolean",
}
_HOW = """\
Run in this folder; the database "neo4j" must not be there yet, or be empty:

neo4j-admin database import full neo4j --multiline-fields=true \
--nodes=nodes.csv --relationships=relationships.csv
"""


def write_neo4j(network: Network, folder: Path) -> None:
    """Write ``nodes.csv``, ``relationships.csv`` and how to import them.

    The folder must be there. A node's label is its group, a relationship's type its
    kind. A cell that is empty is no property, whether it was ``None`` or an empty text.
    Without ``--multiline-fields=true`` Neo4j refuses a text with a line break.
    """
    write_table(folder / "nodes.csv", *_nodes(network.nodes))
    write_table(folder / "relationships.csv", *_relationships(network.edges))
    (folder / "import.txt").write_text(_HOW, "utf-8", newline="\n")


def _nodes(nodes: Nodes) -> Table:
    label, *others = node_columns(nodes, ("id", "name", "spells"))
    columns = [Column("name", label.title, label.type, label.values), *others]
    lists = time_lists(nodes.spells, (), ())
    rows = zip(
        nodes.ids,
        *(column.values for column in columns),
        *map(_joined, lists),
        map(_undivided, nodes.groups),
        strict=True,
    )
    return ["id:ID", *_headings(columns, lists), ":LABEL"], rows


def _relationships(edges: Edges) -> Table:
    columns = edge_columns(edges, ("id", "spells"))
    taken = ["id", *(column.name for column in columns)]
    lists = time_lists(edges.spells, edges.timed, taken)
    rows = zip(
        edges.sources,
        edges.targets,
        map(_undivided, edges.kinds),
        edges.ids,
        *(column.values for column in columns),
        *map(_joined, lists),
        strict=True,
    )
    fixed = [":START_ID", ":END_ID", ":TYPE", "id"]
    return [*fixed, *_headings(columns, lists)], rows


def _headings(columns: Sequence[Column], lists: Sequence[ListColumn]) -> Iterator[str]:
    """Yield ``name:type``; a colon in a name would begin the type."""
    given = (*(c.name for c in columns), *(each.name for each in lists))
    names = distinct((name.replace(":", "_") for name in given), ("id",))
    types = (*map(_type, columns), *(f"{_TYPES[each.type]}[]" for each in lists))
    yield from (f"{name}:{type_}" for name, type_ in zip(names, types, strict=True))


def _type(column: Column) -> str:
    if column.type == "integer":
        return integer_type(column.values, ("int", "long"))
    return _TYPES[column.type]


def _joined(column: ListColumn) -> Iterator[str]:
    for items in column.values:
        yield ";".join(_undivided(words(item)) for item in items)


def _undivided(text: str) -> str:
    return text.replace(";", ",")
