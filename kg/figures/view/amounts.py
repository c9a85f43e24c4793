"""One figure in words: its amount, and the period and coercion that it is of."""

from __future__ import annotations

from dataclasses import replace

from kg.figures.base import RateBase
from kg.figures.figure import Days, Figure, Scope
from kg.names import local_name
from kg.periods.words import words

_UNKNOWN = ("", "unknown")


def amount_words(figure: Figure) -> str:
    """Return an amount in the words of the source, with direction, rank or base."""
    if figure.per is not None and not _says_base(figure.text, figure.per):
        return f"{figure.text or 'no number'} ({figure.per})"
    if figure.rank is not None:
        place = "" if figure.rank == 1 else f"number {figure.rank}, "
        return figure.text or f"{place}{figure.rank_direction or 'first'}"
    if figure.direction and figure.text:
        return f"{figure.text} ({figure.direction})"
    return figure.text or figure.direction or "no number"


def _says_base(text: str, per: RateBase) -> bool:
    """Tell whether the words of a rate name what it is per."""
    span = local_name(per.span.iri) if per.span else ""
    return (not span or span in text) and (per.many is None or " per " in text)


def span(period: Days, *, approximate: bool = False) -> str:
    """Return a period in EDTF: ``2025-05``, ``2025-06-01/2025-06-02``, as written.

    ``?`` marks an end that the source does not give, ``~`` what is only roughly given.
    """
    edtf = period.edtf
    rough = approximate and not any(mark in edtf for mark in "~?%")
    return edtf + "~" * rough + "?" * period.assumed


def scope_words(scope: Scope, *, approximate: bool = False) -> str:
    """Return the period of a scope in words, and the coercion if it is known.

    A ``?`` stands after an end that the source does not give.
    """
    coercion = "" if scope.coercion in _UNKNOWN else f", {scope.coercion}"
    edtf = span(replace(scope.period, assumed=False), approximate=approximate)
    assumed = "?" * scope.period.assumed
    return f"{words(edtf) or 'undated'}{assumed}{coercion}"


def when(figure: Figure) -> str:
    """Return the period of a figure, and the coercion if it is known."""
    return scope_words(figure.scope, approximate=figure.approximate)
