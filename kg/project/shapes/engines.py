"""Which engine validates: the ``shacl`` wheel where there is one, else pySHACL.

Nothing heavy is imported before a validation, for ``kg --version`` asks here, too.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownName, nearest

if TYPE_CHECKING:
    from kg.project.shapes.results import Engine

WHEEL: Final = "shacl"
REFERENCE: Final = "pyshacl"

ENGINES: Final = (WHEEL, REFERENCE)
"""Names of the engines. They give equal results, at a different speed."""


class NoEngine(UnknownName):
    """An engine that there is not, or not on this machine."""


def choose(name: str | None = None) -> str:
    """Return the name of an engine that is at hand: the one asked for, or the default.

    Raises :class:`NoEngine` for a name that is none, and for the wheel where it is not
    installed: it comes for macOS, Windows and Linux on x86-64 only.
    """
    if name is None:
        return WHEEL if find_spec(WHEEL) else REFERENCE
    if name not in ENGINES:
        names = " and ".join(f"`{name}`" for name in ENGINES)
        hint = nearest(name, ENGINES) or f"; there are {names}"
        raise NoEngine(f"no engine for shapes is called `{name}`{hint}")
    if name == WHEEL and not find_spec(WHEEL):
        message = "the `shacl` wheel is not installed; `pyshacl` gives the same"
        raise NoEngine(f"{message} findings, more slowly")
    return name


def engine(name: str) -> Engine:
    """Return an engine by a name that :func:`choose` gave."""
    if name == WHEEL:
        from kg.project.shapes.wheel import validate
    else:
        from kg.project.shapes.reference import validate
    return validate


def about() -> str:
    """Say which engine validates here, without importing it: that takes its time."""
    from importlib.metadata import version

    if choose() == WHEEL:
        return f"shacl {version(WHEEL)}"
    return f"pySHACL {version(REFERENCE)} (the shacl wheel is not installed)"
