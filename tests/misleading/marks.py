"""Whether a row says of itself that what it rests on is no plain assertion."""

from __future__ import annotations

from kg.names import local_name
from tests.misleading.answers import Row

UNSURE = ("disputed", "may-hold", "not-known")
"""What a status is called that nobody can be certain of."""

MARKS = {
    "denied": {"denied", "contested", *UNSURE},
    "alleged": {"alleged", "reported"},
    "threatened": {"threatened", "planned"},
    "disputed": {"contested", "disputes", "replaced", "denied", *UNSURE},
    "replaced": {"replaced", "revises", *UNSURE},
}
"""Words by which a cell says what a claim is: codes, relations, kinds of an edge."""

STEMS = {
    "denied": ("deni",),
    "disputed": ("disput", "deni"),
    "replaced": ("replac", "revisedBy"),
}
"""How the name of a column begins that is only filled for such claims."""


def admits(kind: str, row: Row) -> bool:
    """Tell whether a row says of itself that it rests on such a claim."""
    stem = STEMS.get(kind, ())
    return any(
        (name.startswith(stem) and text.lower() not in ("false", "no", "0"))
        or not MARKS[kind].isdisjoint(words(text))
        for name, text in row
    )


def held_out(row: Row) -> bool:
    """Tell whether a row gives the status of what is only threatened or planned.

    It has that status since it was published, whatever day is named for what is to
    come, and so tells none.
    """
    cells = dict(row)
    status = local_name(cells.get("status", ""))
    return status in ("threatened", "proposed") and "since" not in cells


def left_open(row: Row) -> bool:
    """Tell whether a row gives a status that may hold, and is not known to.

    That a measure was taken up again says that it had been paused at some time before,
    on whatever day it was.
    """
    return local_name(dict(row).get("certainty", "")) == "may-hold"


def words(text: str) -> set[str]:
    """Return the code of a cell, or the few words of one; a sentence has none."""
    parts = [local_name(part).strip("(),;") for part in text.split()]
    return set(parts) if len(parts) <= FEW or CODES.issuperset(parts) else set()


FEW = 4
"""Words of the longest kind of an edge or list of codes that is no sentence."""

CODES = {"alleged", "asserted", "characterised", "concern", "denied", "derived"}
CODES |= {"interpreted", "planned", "predicted", "presupposed", "threatened"}
