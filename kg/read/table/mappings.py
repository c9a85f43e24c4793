"""The mappings of a project, filled: facts files that the rest of reading takes as any.

Things are looked up among those that files define. Countries that no file defines, and
of which a table speaks, are as if they had come with kg.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import Place, Problem
from kg.read.nodes import Mapping
from kg.read.opening import reporting, unexpected
from kg.read.scan import File
from kg.read.table.editions import plain_words, tie_editions
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
                    revises[_id(file)] = earlier, mapping.place
                result.tallies[file.name] = filler.tally
            if filler.path is not None:
                result.opened[filler.file] = filler.path, mapping.table
    _define_once(result.files, defined, problems)
    tie_editions([*others, *result.files], revises, problems)
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
            place, described = entities.keys[id], plain_words(node)
            before = first.setdefault(id, (described, place))
            if id not in defined and before[1] == place:
                continue
            if id not in defined and before[0] != described:
                message = f"`{id}` is described otherwise at {before[1]}"
                problems.append(Problem(place, message))
            del entities.values[id], entities.keys[id]


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
