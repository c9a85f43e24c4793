"""What ``kg`` offers to Python is whole: types that come back and errors that come up.

Whoever calls a public function can import, from ``kg``, the type of what it returns and
the errors that its documentation names.
"""

from __future__ import annotations

import doctest
import inspect
import re
import typing
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import FunctionType

import pytest
import rdflib

import kg
from kg import errors
from tests.extras import extra

OTHERS = {
    **{"pandas": extra("pandas"), "rdflib": rdflib},
    **{name: getattr(kg, name) for name in kg.__all__},
}
"""What annotations may name that their modules import only where it is needed."""


def functions_of(thing: object) -> Iterator[FunctionType]:
    """Yield a public function, or the public methods and properties of a class."""
    members = [thing]
    if inspect.isclass(thing):
        public = inspect.getmembers_static(thing)
        members = [value for name, value in public if not name.startswith("_")]
    for member in members:
        if isinstance(member, property):
            member = member.fget
        if isinstance(member, cached_property):
            member = member.func
        function = getattr(member, "__func__", member)
        if isinstance(function, FunctionType) and function.__module__.startswith("kg."):
            yield function


PUBLIC = [
    pytest.param(function, id=f"{name}.{function.__name__}")
    for name in kg.__all__
    for function in functions_of(getattr(kg, name))
]


def classes_in(annotation: object) -> Iterator[type]:
    """Yield the classes that an annotation is made of."""
    for part in typing.get_args(annotation):
        yield from classes_in(part)
    origin = typing.get_origin(annotation) or annotation
    if inspect.isclass(origin):
        yield origin


@pytest.mark.parametrize("function", PUBLIC)
def test_what_comes_back_is_public(function: FunctionType) -> None:
    """Every class of ours that a public method returns can be imported from ``kg``."""
    words = function.__annotations__.get("return", "None")
    if "nx." in words:
        return  # networkx's graphs take no type arguments when they run
    space = {**OTHERS, **vars(import_module(function.__module__))}
    returned = classes_in(eval(words, space))

    ours = {cls.__name__ for cls in returned if cls.__module__.startswith("kg.")}
    assert ours <= set(kg.__all__)


def all_errors() -> dict[str, type[errors.KgError]]:
    """Return every error of the package by name, its own and those further down."""
    for module in walk_packages(kg.__path__, "kg."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    by_name: dict[str, type[errors.KgError]] = {}
    todo: list[type[errors.KgError]] = [errors.KgError]
    while todo:
        error = todo.pop()
        by_name[error.__name__] = error
        todo += [e for e in error.__subclasses__() if e.__module__.startswith("kg.")]
    return {n: e for n, e in by_name.items() if not n.startswith("_")}


@pytest.mark.parametrize("name", kg.__all__)
def test_errors_that_are_documented_are_public(name: str) -> None:
    """Every error that a public docstring names can be imported from ``kg``."""
    thing = getattr(kg, name)
    docs = [inspect.getdoc(thing) or ""]
    docs += [inspect.getdoc(function) or "" for function in functions_of(thing)]
    named = set(re.findall(r":class:`~?(?:[\w.]+\.)?(\w+)`", "\n".join(docs)))

    assert named & set(all_errors()) <= set(kg.__all__)


def test_the_tree_of_errors_is_drawn_whole() -> None:
    """The picture in ``kg.errors`` has every error, below the one it is a kind of."""
    lines = (errors.__doc__ or "").splitlines()
    drawn = [line for line in lines if re.match(r"    [│├└K ]+", line)]
    above: dict[int, str] = {}
    tree: dict[str, str] = {}
    for line in drawn:
        word = re.search(r"[A-Za-z]\w+", line)
        assert word
        above[word.start()] = word[0]
        shallower = [depth for depth in above if depth < word.start()]
        tree[word[0]] = above[max(shallower)] if shallower else "Exception"

    assert tree == {name: e.__bases__[0].__name__ for name, e in all_errors().items()}


def test_the_example_of_the_package_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines that ``help(kg)`` begins with do in a new project what they show."""
    kg.init(tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")

    failed, tried = doctest.testmod(kg)

    assert (failed, tried) == (0, 7)
