"""Names of columns that clash neither with each other nor with what a tool reserves."""

from __future__ import annotations

from collections.abc import Iterable


def distinct(names: Iterable[str], reserved: Iterable[str] = ()) -> list[str]:
    """Return the names, with ``_`` added to what is empty, reserved or there already.

    Case and outer spaces do not tell names apart, because Gephi does not let them.
    """
    taken = {_folded(name) for name in reserved} | {""}
    result = []
    for name in names:
        while _folded(name) in taken:
            name += "_"
        taken.add(_folded(name))
        result.append(name)
    return result


def _folded(name: str) -> str:
    return name.strip().lower()
