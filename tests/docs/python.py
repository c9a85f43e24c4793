"""The page of the Python interface: docs/python.md, made from what `kg` exports.

Signatures and docstrings are read from the source by griffe, so that the page is the
same under every version of Python.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

import griffe

import kg

_WIDTH = 88
_ROLE = re.compile(r":\w+:`~?([\w.]+)`")

_HEAD = """\
# Python

<!-- Made by `make docs` from the docstrings of what `kg` exports: change those. -->

Everything that users need is in `kg` itself; what lies in the modules below may move.
Errors are meant for the person who reads them: all are [`KgError`](#kgerror). In a
project such as `kg init` makes ([more of it](tutorial.md#from-python-and-notebooks)):
"""


def page() -> str:
    """Return the page as Markdown."""
    package = griffe.load("kg", search_paths=[Path(kg.__file__).parents[1]])
    assert isinstance(package, griffe.Module)
    entries = {name: _find(package, name) for name in kg.__all__}
    functions = {n: o for n, o in entries.items() if isinstance(o, griffe.Function)}
    classes = {n: o for n, o in entries.items() if isinstance(o, griffe.Class)}
    warnings = {n: o for n, o in classes.items() if issubclass(_class(n), Warning)}
    raised = {n: o for n, o in classes.items() if issubclass(_class(n), Exception)}
    errors = {n: o for n, o in raised.items() if n not in warnings}
    values = {n: o for n, o in entries.items() if isinstance(o, griffe.Attribute)}
    steps = doctest.DocTestParser().get_examples(kg.__doc__ or "")
    example = "".join(f">>> {step.source}{step.want}" for step in steps)
    parts = [_HEAD, f"\n```pycon\n{example}```\n\n"]
    for title, group in (
        ("Functions", functions),
        ("Classes", {n: c for n, c in classes.items() if n not in raised}),
        ("Names for types", values),
        ("Errors", errors),
        ("Warnings", warnings),
    ):
        parts += [_contents(title, group)] if group else []
    parts += ["\n## Functions\n", *(_function(f, n) for n, f in functions.items())]
    parts += ["\n## Classes\n"]
    parts += [_described(c, n) for n, c in classes.items() if n not in raised]
    if values:
        parts += ["\n## Names for types\n", *(_value(v, n) for n, v in values.items())]
    parts += ["\n## Errors\n", *(_described(c, n) for n, c in errors.items())]
    parts += ["\n## Warnings\n", *(_described(c, n) for n, c in warnings.items())]
    return "".join(parts)


def _class(name: str) -> type:
    found = getattr(kg, name)
    assert isinstance(found, type)
    return found


def _find(package: griffe.Module, name: str) -> griffe.Object:
    """Return where griffe has what ``kg`` exports under a name.

    It is asked for by the module that defines it, since `kg` imports lazily.
    """
    home = getattr(kg, name)
    path = f"{home.__module__}.{home.__qualname__}".removeprefix("kg.")
    found = package[path]
    assert isinstance(found, griffe.Object)
    return found


def _contents(title: str, names: Iterable[str]) -> str:
    links = ", ".join(f"[`{name}`](#{_anchor(name)})" for name in sorted(names))
    line = f"- {title}: {links}"
    return f"{fill(line, _WIDTH, subsequent_indent='  ', break_on_hyphens=False)}\n"


def _function(function: griffe.Function, name: str) -> str:
    code = _signature(function, f"kg.{name}")
    return f"\n### kg.{name}\n\n```python\n{code}\n```\n\n{_text(function)}\n"


def _value(value: griffe.Attribute, name: str) -> str:
    code = f"{name} = {value.value}"
    return f"\n### {name}\n\n```python\n{code}\n```\n\n{_text(value)}\n"


def _described(cls: griffe.Class, name: str) -> str:
    """Return a class: what it is, its fields, its properties and methods."""
    bases = [base for base in map(str, cls.bases) if base.isidentifier()]
    head = f"class {name}" + (f"({', '.join(bases)})" if bases else "")
    fields = [f"    {_field(field)}" for field in _fields(cls)]
    code = "\n".join([f"{head}:", *fields]) if fields else head
    parts = [f"\n### {name}\n\n```python\n{code}\n```\n\n{_text(cls)}\n"]
    for member in cls.members.values():
        if member.name.startswith("_") or not member.has_docstring:
            continue
        if isinstance(member, griffe.Function):
            whose = f"{name}." if "classmethod" in member.labels else ""
            title = _signature(member, f"{whose}{member.name}")
        elif isinstance(member, griffe.Attribute) and "property" in member.labels:
            title = f"{member.name}: {member.annotation}"
        else:
            continue
        parts.append(f"\n```python\n{title}\n```\n\n{_text(member)}\n")
    return "".join(parts)


def _fields(cls: griffe.Class) -> Iterator[griffe.Attribute]:
    """Yield what an instance carries, and a class for all of its own."""
    for member in cls.members.values():
        if (
            isinstance(member, griffe.Attribute)
            and not member.name.startswith("_")
            and "property" not in member.labels
        ):
            yield member


def _field(field: griffe.Attribute) -> str:
    kind = "" if field.annotation is None else f": {field.annotation}"
    if field.value is None:
        return f"{field.name}{kind}"
    value = str(field.value)  # a call, or a name that is not public, says nothing here
    shown = "..." if "(" in value[:-2] or "_" in value else value
    if not kind and not value.isnumeric():
        return field.name
    return f"{field.name}{kind} = {shown}"


def _signature(function: griffe.Function, name: str) -> str:
    """Return a call with its types, on one line or with a line per parameter."""
    given = list(function.parameters)
    if isinstance(function.parent, griffe.Class):
        given = given[1:]
    words: list[str] = []
    starred = False
    for parameter in given:
        if parameter.kind is griffe.ParameterKind.keyword_only and not starred:
            words.append("*")
        starred = starred or parameter.kind in (
            griffe.ParameterKind.keyword_only,
            griffe.ParameterKind.var_positional,
        )
        words.append(_parameter(parameter))
    result = "" if function.returns is None else f" -> {function.returns}"
    line = f"{name}({', '.join(words)}){result}"
    if len(line) <= _WIDTH:
        return line
    return f"{name}(\n" + "".join(f"    {word},\n" for word in words) + f"){result}"


_STARS = {
    griffe.ParameterKind.var_positional: "*",
    griffe.ParameterKind.var_keyword: "**",
}


def _parameter(parameter: griffe.Parameter) -> str:
    stars = _STARS.get(parameter.kind) if parameter.kind else None
    text = f"{stars or ''}{parameter.name}"
    if parameter.annotation is not None:
        text += f": {parameter.annotation}"
    if parameter.default is not None and not stars:
        text += f" = {parameter.default}"
    return text


def _text(described: griffe.Object) -> str:
    """Return a docstring as Markdown; names that `kg` exports are links."""
    text = described.docstring.value if described.docstring else ""
    text = _ROLE.sub(_link, text)
    return re.sub(r"``(.+?)``", r"`\1`", text)


def _link(match: re.Match[str]) -> str:
    name = match[1]
    first = name.partition(".")[0]
    linked = first in kg.__all__
    return f"[`{name}`](#{_anchor(first)})" if linked else f"`{name}`"


def _anchor(name: str) -> str:
    """Return the anchor of a heading; a function has its package in it.

    Letters of anchors are small, and there is a ``network`` and a ``Network``.
    """
    return name.lower() if isinstance(getattr(kg, name), type) else f"kg{name}"
