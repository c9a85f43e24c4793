"""The mappings of a project, filled: facts files that the rest of reading takes as any.

Things are looked up among those that files define. Countries that no file defines, and
of which a table speaks, are as if they had come with kg.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import Place, Problem, nearest
from kg.read.nodes import Mapping, Node, Scalar, Sequence
from kg.read.opening import reporting, unexpected
from kg.read.scan import File
from kg.read.table.fill import Filler, Tally
from kg.read.table.lookup import CodedThings
from kg.read.table.mapping import MappingReader, TableFile
from kg.read.table.tables import Tables


@dataclass(slots=True)
class FilledMappings:
    """What came of the mappings of a project: facts files, and what became of rows.

    ``countries`` are those that no file defines. ``tallies`` are by
    the names of the mappings, ``opened`` by what messages call the tables.
    """

    files: list[File] = field(default_factory=list)
    countries: list[File] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    opened: dict[str, tuple[Path, TableFile]] = field(default_factory=dict)


def fill_mappings(
    mappings: Iterable[File],
    others: Iterable[File],
    tables: Tables,
    language: str,
    problems: list[Problem],
) -> FilledMappings:
    """Fill the mappings of a project from its tables.

    ``others`` are the files that define things; the first to define an id does so.
    """
    mappings = list(mappings)
    if not mappings:
        return FilledMappings()
    defined = _defined(others)
    things = CodedThings({**defined, **_defined(mappings)})
    result, revises = FilledMappings(), dict[str, tuple[str, Place]]()
    for file in mappings:
        with unexpected(reporting(Place(file.name, 1), problems)):
            mapping = MappingReader(file.name, file.node, problems).read()
            if mapping is None:
                continue
            filler = Filler(mapping, things, language, problems)
            if (node := filler.fill(_id(file), tables)) is not None:
                result.files.append(File(file.name, node))
                if earlier := mapping.table.revises:
                    revises[file.name] = earlier, mapping.place
                result.tallies[file.name] = filler.tally
            if filler.path is not None:
                result.opened[filler.file] = filler.path, mapping.table
    _define_once(result.files, defined, problems)
    _tie_editions(result, others, revises, problems)
    place, rest = Place("kg:countries", 1), things.rest()
    nodes = Mapping(place, {**rest}, dict.fromkeys(rest, place))
    result.countries.append(File(place.file, nodes))
    return result


def _define_once(
    files: Iterable[File], defined: dict[str, Mapping], problems: list[Problem]
) -> None:
    """Leave one definition of a thing that several tables speak of: the first.

    What a file of the project defines takes the place of theirs. Tables that describe
    one otherwise are at odds.
    """
    first: dict[str, tuple[object, Place]] = {}
    for file in files:
        entities = file.section("entities") or Mapping(file.node.place)
        for id, node in list(entities.values.items()):
            place, described = entities.keys[id], _plain(node)
            before = first.setdefault(id, (described, place))
            if id not in defined and before[1] == place:
                continue
            if id not in defined and before[0] != described:
                message = f"`{id}` is described otherwise at {before[1]}"
                problems.append(Problem(place, message))
            del entities.values[id], entities.keys[id]


def _tie_editions(
    result: FilledMappings,
    others: Iterable[File],
    revises: dict[str, tuple[str, Place]],
    problems: list[Problem],
) -> None:
    """Say of every claim of a newer edition how it stands to that of its key before.

    It restates one that says the same, and revises any other.
    """
    claims = {
        id.text: claims
        for file in (*others, *result.files)
        if (document := file.section("document")) is not None
        and isinstance(id := document.values.get("id"), Scalar)
        and (claims := file.section("claims")) is not None
    }
    for file in result.files:
        earlier, place = revises.get(file.name, ("", None))
        if place is None:
            continue
        if earlier not in claims:
            hint = nearest(earlier, claims)
            message = f"`{earlier}` under `revises:` is no document with claims{hint}"
            problems.append(Problem(place, message))
            continue
        before, now = claims[earlier].values, file.section("claims")
        for key, node in now.values.items() if now is not None else ():
            if isinstance(node, Mapping) and isinstance(
                old := before.get(key), Mapping
            ):
                says = _plain(node.values.get("says")) == _plain(old.values.get("says"))
                term = "restates" if says else "revises"
                if term not in node.values:
                    at = node.keys.get("row", node.place)
                    node.values[term] = Scalar(at, f"{earlier}.{key}", plain=False)
                    node.keys[term] = at


def _plain(node: Node | None) -> object:
    """Return what a node says, wherever it stands."""
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return None if node is None else node.text


def _id(file: File) -> str:
    """Return the folder of a mapping, which is named as its document."""
    return file.name.rsplit("/", 2)[-2] if "/" in file.name else ""


def _defined(files: Iterable[File]) -> dict[str, Mapping]:
    """Return what files define, by id: entity files whole, others in a section."""
    defined: dict[str, Mapping] = {}
    for file in files:
        section: object = file.node
        if {"document", "claims"} & set(file.node.values):
            section = file.node.values.get("entities")
        if not isinstance(section, Mapping):
            continue
        for id, node in section.values.items():
            if isinstance(node, Mapping) and _is_fixed(id):
                defined.setdefault(id, node)
    return defined


def _is_fixed(id: str) -> bool:
    """Whether an id has no holes."""
    return "{" not in id
