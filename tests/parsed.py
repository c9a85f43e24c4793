"""Files that came with kg are parsed once in a process of tests, not for each project.

Kept is what was made of the same bytes; it is only read. A test that changes a file
gets what it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.errors import Problem
from kg.project import unchanged, validate
from kg.project.shapes.shapes import PATTERN, Shapes, read_shapes
from kg.project.shapes.sight import Sight, sight_of
from kg.rdf import Triples
from kg.read import project, queryfile
from kg.read.nodes import Node, read_header
from kg.read.opening import read_bytes
from kg.read.project import Project
from kg.read.vocabulary import Vocabulary, read_turtle

_Key = tuple[object, ...]


def keepers() -> Iterator[tuple[ModuleType, str, Callable[..., Any]]]:
    """Yield where something is parsed: the module, its name there, who does it once."""
    yield project, "read_turtle", _turtle()
    yield project, "Vocabulary", _vocabulary()
    for module in (unchanged, validate):
        yield module, "read_shapes", shapes_of
        yield module, "sight_of", sight_once
    yield queryfile, "read_header", _headers()


def parse_all() -> None:
    """Parse what came with kg, before a process forks: no child need do it."""
    from kg.ask.network.views import read_views
    from kg.ask.questions import read_questions
    from kg.project.following import read_queries

    empty = Project(Path("/nowhere"))
    assert empty.vocabulary.modules.written
    assert empty.vocabulary.schemes.written
    assert shapes_of(empty).ntriples()
    assert sight_once(shapes_of(empty))
    for kind in ("rules", "derivations", "checks"):
        read_queries(empty, kind)
    read_questions(empty)
    read_views(empty)


def _turtle() -> Callable[..., Triples]:
    kept: dict[_Key, Triples] = {}

    def parse(paths: Iterable[Path], names: Iterable[str]) -> Triples:
        paths, names = list(paths), list(names)
        try:
            key = (*names, *map(read_bytes, paths))
        except OSError:
            return read_turtle(paths, names)
        if key not in kept:
            kept[key] = read_turtle(paths, names)
        return kept[key]

    return parse


def _vocabulary() -> Callable[..., Vocabulary]:
    kept: dict[_Key, Vocabulary] = {}

    def made(modules: Triples, schemes: Triples) -> Vocabulary:
        key = id(modules), id(schemes)  # whom the vocabulary keeps, so they stay theirs
        if key not in kept:
            kept[key] = Vocabulary(modules, schemes)
        return kept[key]

    return made


_SHAPES: dict[_Key, Shapes] = {}


def shapes_of(project: Project) -> Shapes:
    """Return the shapes of a project, read once."""
    paths = project.files("ontology", PATTERN)
    try:
        key = (project.language, *map(project.name, paths), *map(read_bytes, paths))
    except OSError:
        return read_shapes(project)
    if key not in _SHAPES:
        _SHAPES[key] = read_shapes(project)
    return _SHAPES[key]


_SIGHTS: dict[int, tuple[Shapes, Sight | None]] = {}


def sight_once(shapes: Shapes) -> Sight | None:
    """Return what shapes see, told once; they are kept, so that no others are these."""
    if id(shapes) not in _SIGHTS:
        _SIGHTS[id(shapes)] = shapes, sight_of(shapes)
    return _SIGHTS[id(shapes)][1]


def _headers() -> Callable[..., Node | None]:
    kept: dict[_Key, Node | None] = {}

    def read(
        text: str, name: str, problems: list[Problem], *, what: str
    ) -> Node | None:
        key = text, name, what
        if key in kept:
            return kept[key]
        before, node = len(problems), read_header(text, name, problems, what=what)
        if len(problems) == before:
            kept[key] = node
        return node

    return read
