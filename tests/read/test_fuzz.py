"""Facts that went wrong at random are read, or refused at a place, and harm nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputErrors
from kg.graph.triples import named, triples
from kg.project.build import build
from kg.project.findings import CheckFailed
from kg.read.entries import Entry
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.texts import Texts
from kg.read.vocabulary import Vocabulary
from tests.conftest import PROJECT, Folder

FILES = ("sources/entities/all.yaml", "sources/gazette-20250301/facts.yaml")
Tree = dict[str, Any]
Path = tuple[str | int, ...]

SCALARS = [
    *(
        None,
        True,
        0,
        -1,
        10**40,
        1.5,
        "",
        " ",
        "...",
        "\u00b2",
        "\U0001f600",
        "x" * 9_999,
    ),
    *("narrator", "target", "returns", "type", "document", "1e999999999", "2025-13"),
    *("https://example.org/permits/id/actor/gazette", "more than 9", "entities"),
]
NESTED = [[], {}, [[]], {"type": "Policy"}, {"en": "x"}, {"type": []}, [1, 2], [0, "9"]]
ODD = st.one_of(
    st.sampled_from([*SCALARS, *NESTED]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
    st.dates().map(str),
    st.integers(),
)
WORDS = """
id type label says claimant disputes amount period unit chars quote text published
target count claims document entities uncovered value rank narrator
"""
KEYS = st.sampled_from(WORDS.split())


def paths(tree: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the way to every value of a tree."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*at, key))


def value_at(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def mutate(draw: st.DrawFn, tree: Tree) -> None:
    """Drop, rename, double, swap or replace a value of a tree, anywhere in it."""
    *way, key = draw(st.sampled_from(list(paths(tree))))
    inside = value_at(tree, tuple(way))
    match draw(st.sampled_from(["drop", "rename", "replace", "wrap", "swap", "put"])):
        case "drop":
            del inside[key]
        case "rename" if isinstance(inside, dict):
            inside[draw(st.one_of(KEYS, st.text("abz-. ", max_size=9)))] = inside.pop(
                key
            )
        case "wrap":
            inside[key] = draw(st.sampled_from([[inside[key]], {"x": inside[key]}]))
        case "swap":
            inside[key] = copy.deepcopy(
                value_at(tree, draw(st.sampled_from(list(paths(tree)))))
            )
        case "put" if isinstance(inside, dict):
            inside[draw(KEYS)] = draw(ODD)
        case _:
            inside[key] = draw(ODD)


@st.composite
def broken(draw: st.DrawFn, trees: dict[str, Tree]) -> dict[str, str]:
    """Return the files of a project with a few things wrong in them."""
    changed = copy.deepcopy(trees)
    for _ in range(draw(st.integers(1, 4))):
        tree = changed[draw(st.sampled_from(FILES))]
        if tree:
            mutate(draw, tree)
    return {
        name: yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
        for name, tree in changed.items()
    }


class Plain(yaml.SafeLoader):
    """Reads every value as text, as facts are read."""


Plain.yaml_implicit_resolvers = {}


def sound() -> dict[str, Tree]:
    return {name: yaml.load(PROJECT[name], Plain) for name in FILES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("fuzz"))
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.build()
    return folder


@pytest.fixture(scope="module")
def opened(folder: Folder) -> Project:
    """Return the project with its vocabulary read once for all examples."""
    return folder.open()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=st.deferred(lambda: broken(sound())))
def test_broken_facts_are_read_or_refused(
    files: dict[str, str], folder: Folder, opened: Project
) -> None:
    """What was read without a problem loads; every problem is on a line of a file."""
    for name, text in files.items():
        folder.write(name, text)
    reading = read_sources(opened, Texts(folder.root / "texts"))
    for problem in reading.problems:
        lines = (folder.root / problem.place.file).read_text("utf-8").count("\n") + 1
        assert 1 <= problem.place.line <= lines
        assert problem.message
    if not reading.problems:
        for source in reading.sources:
            graph = triples(source.entries, opened.vocabulary)
            data = named(graph, source.graph)
            ox.Store().bulk_load(data, format=ox.RdfFormat.N_TRIPLES)
            assert set(graph) == as_json_ld(source.entries, opened.vocabulary)
            assert not any(entry.broken for entry in source.entries)


def as_json_ld(entries: Iterable[Entry], vocabulary: Vocabulary) -> set[ox.Triple]:
    """Read entries by a processor of JSON-LD."""
    nodes = [entry.node for entry in entries]
    document = {"@context": vocabulary.context, "@graph": nodes}
    parsed = ox.parse(json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD)
    return {quad.triple for quad in parsed}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=st.deferred(lambda: broken(sound())))
def test_broken_facts_leave_the_graph_alone(
    files: dict[str, str], folder: Folder, opened: Project
) -> None:
    """A build of broken facts succeeds, or says why and changes nothing on disk."""
    for name, text in files.items():
        folder.write(name, text)
    before = folder.digests()
    with suppress(CheckFailed, InputErrors):
        build(opened, folder.graph, texts=Texts(folder.root / "texts"))
        return
    assert folder.digests() == before
