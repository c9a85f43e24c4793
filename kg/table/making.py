"""Parts of tables, made by whoever an executor has: the same wherever that is."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from threading import local

from kg.collector import resting
from kg.read.table.opened import Row
from kg.table.maker import PartMaker, Recipe, RowCells
from kg.table.part import Part
from kg.table.partitions import run_partitions
from kg.table.rowtable import Naming


def make_parts(
    recipe: Recipe, parts: Iterator[list[Row]], executor: Executor | None
) -> Iterator[Part]:
    """Yield what comes of parts, in order; :class:`Odd` says that there is no plan."""
    rows = ([(row.number, row.line, row.cells) for row in part] for part in parts)
    if executor is None:
        maker = PartMaker(recipe)
        yield from map(maker.make, rows)
    else:
        written = pickle.dumps(recipe)
        yield from run_partitions(partial(make_part, written), rows, executor)


def make_part(recipe: bytes, rows: list[RowCells]) -> Part:
    """Return what comes of some rows after a recipe that was pickled."""
    with resting():
        return _maker(recipe).make(rows)


class _Last(local):
    """Who made the last part in this thread: an executor may have several."""

    recipe: bytes = b""
    maker: PartMaker


_LAST = _Last()


def _maker(recipe: bytes) -> PartMaker:
    """Return who makes parts after a recipe, and remembers what rows share."""
    if recipe != _LAST.recipe:
        read = pickle.loads(recipe)  # noqa: S301 - of this program's own, not of a file
        _LAST.maker, _LAST.recipe = PartMaker(read), recipe
    return _LAST.maker


def naming_of(recipe: Recipe) -> Naming:
    """Return how the claims of a table are named that is read by a recipe."""
    plan, base = PartMaker(recipe).plan, recipe.base
    document, vocabulary = recipe.learner.speaker.id, recipe.learner.vocabulary
    classes = [(e.number, e.cls) for own in plan.claims.values() for e in own]
    contents = {
        number: (f"{base}id/{vocabulary.segment(cls)}/{document}.", cls)
        for number, cls in classes
    }
    return Naming(document, f"{base}id/claim/{document}.", contents)
