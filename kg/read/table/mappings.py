"""The mappings of a project, filled: facts files that the rest of reading takes as any.

Things are looked up among those that files define. Countries that no file defines, and
of which a table speaks, are as if they had come with kg.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field, replace
from itertools import starmap
from pathlib import Path

from kg.errors import Place, Problem
from kg.rdf import URIRef
from kg.read.entries import Tally
from kg.read.nodes import Mapping
from kg.read.opening import reporting, unexpected
from kg.read.scan import File
from kg.read.table.editions import plain_words
from kg.read.table.fill import Filler
from kg.read.table.lookup import CodedThings
from kg.read.table.mapping import MappingReader, TableMapping
from kg.read.table.parts import Located
from kg.read.table.table_file import TableFile
from kg.read.table.tables import Tables


@dataclass(slots=True)
class FilledMappings:
    """What came of the mappings of a project: facts files, and what became of rows.

    ``countries`` are those that no file defines. ``tallies`` are by
    the names of the mappings, ``opened`` by what messages call the tables. ``large``
    are mappings whose tables are not filled here. ``revises`` tells of documents that
    are newer editions which document each revises, and where that stands.
    """

    files: list[File] = field(default_factory=list)
    countries: list[File] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    opened: dict[str, tuple[Path, TableFile]] = field(default_factory=dict)
    large: list[LargeTable] = field(default_factory=list)
    revises: dict[str, tuple[str, Place]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LargeTable:
    """A mapping whose table is too large to be filled entry by entry.

    ``head`` is what is said beside its rows. ``defined`` are the ids that files of the
    project, or the head, define, and ``filled`` those that tables define which are read
    entry by entry. ``written`` is a digest of the mapping and of where it has what.
    ``in_editions`` tells whether it revises an edition, or is revised.
    """

    head: File
    document: str
    filler: Filler
    tables: Tables
    defined: frozenset[str]
    written: str = ""
    filled: frozenset[str] = frozenset()
    in_editions: bool = False

    @property
    def path(self) -> Path:
        """Where the table is."""
        return self.tables.place(self.document, self.filler.mapping.table.file)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A document that speaks in rows: its id, IRI, publisher, and language."""

    id: str
    iri: URIRef
    voice: str | None
    language: str


IsLarge = Callable[[TableMapping, Path], bool]
"""Tells of a mapping and its table whether that is to be read in another way."""

HasPlan = Callable[[Filler], bool]
"""Tells of a mapping whether its table can be read in another way."""


def fill_mappings(
    mappings: Iterable[File],
    others: Iterable[File],
    tables: Tables,
    language: str,
    problems: list[Problem],
    *,
    is_large: IsLarge = lambda mapping, path: False,
    has_plan: HasPlan = lambda filler: True,
) -> FilledMappings:
    """Fill the mappings of a project from its tables.

    ``others`` are the files that define things; the first to define an id does so.
    """
    mappings = list(mappings)
    if not mappings:
        return FilledMappings()
    defined = _defined(others)
    things = CodedThings({**defined, **_defined(mappings)})
    result = FilledMappings()
    fillers, in_order = list[tuple[File, Filler]](), list[File]()
    for file in mappings:
        with unexpected(reporting(Place(file.name, 1), problems)):
            mapping = MappingReader(file.name, file.node, problems).read()
            if mapping is None:
                continue
            if earlier := mapping.table.revises:
                result.revises[_id(file)] = earlier, mapping.place
            filler = Filler(mapping, things, language, problems)
            fillers.append((file, filler))
    earlier_ones = (earlier for earlier, _ in result.revises.values())
    in_editions = {*result.revises, *earlier_ones}
    by_row = _by_row(fillers, tables, is_large)
    by_row -= _without_plan(fillers, by_row & in_editions, result.revises, has_plan)
    for file, filler in fillers:
        with unexpected(reporting(Place(file.name, 1), problems)):
            table, id = filler.mapping.table, _id(file)
            if id in by_row:
                head = File(file.name, filler.head(id, tables))
                fixed = head.section("entities")
                own = {*defined, *(fixed.values if fixed else ())}
                written = hashlib.sha256(repr(file.node).encode()).hexdigest()
                large = LargeTable(
                    *(head, id, filler, tables, frozenset(own), written),
                    in_editions=id in in_editions,
                )
                result.large.append(large)
                in_order.append(head)
            elif (node := filler.fill(id, tables)) is not None:
                result.files.append(File(file.name, node))
                in_order.append(result.files[-1])
                result.tallies[file.name] = filler.tally
            if filler.path is not None:
                result.opened[filler.file] = filler.path, table
    _define_once(in_order, defined, problems, Located(result.opened))
    filled = frozenset(
        id
        for file in result.files
        if (entities := file.section("entities")) is not None
        for id in entities.values
    )
    result.large = [replace(large, filled=filled) for large in result.large]
    place, rest = Place("kg:countries", 1), things.rest()
    nodes = Mapping(place, {**rest}, dict.fromkeys(rest, place))
    result.countries.append(File(place.file, nodes))
    return result


def _by_row(
    fillers: Iterable[tuple[File, Filler]], tables: Tables, is_large: IsLarge
) -> set[str]:
    """Return the documents whose tables are not filled: all, if one of them is large.

    So what several define is put together in one place. What cannot be opened is for
    whoever fills it to say.
    """
    at_hand = {
        _id(file): (filler.mapping, path)
        for file, filler in fillers
        if (path := tables.path(_id(file), filler.mapping.table.file))
        and not tables.astray(path)
    }
    return set(at_hand) if any(starmap(is_large, at_hand.values())) else set()


def _without_plan(
    fillers: Iterable[tuple[File, Filler]],
    documents: Container[str],
    revises: Mapping_[str, tuple[str, Place]],
    has_plan: HasPlan,
) -> set[str]:
    """Return the editions of which one cannot be read in another way.

    All speak of the same things, and these are defined in one place.
    """
    chains = dict[str, set[str]]()
    for id, (earlier, _) in revises.items():
        both = chains.get(id, {id}) | chains.get(earlier, {earlier})
        chains |= dict.fromkeys(both, both)
    left = set[str]()
    for file, filler in fillers:
        if (id := _id(file)) in documents and id not in left and not has_plan(filler):
            left |= chains[id]
    return left


def _define_once(
    files: Iterable[File],
    defined: dict[str, Mapping],
    problems: list[Problem],
    located: Located,
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
                first_at = located.place(before[1])
                message = f"`{id}` is described otherwise at {first_at}"
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
