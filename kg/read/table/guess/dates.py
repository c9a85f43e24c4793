"""Years, months and days, in the ways in which tables write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kg.read.table.columns import TableColumn
from kg.read.table.guess.fits import NOWHERE, TypeFit, typed
from kg.read.table.guess.words import shown, word_set

OF_TIME = word_set(
    "year years annee an ano anio jahr anno date dates day jour dia tag datum fecha "
    "data month mois mes monat mese period periode periodo time temps when since week "
    "weeks wk semaine semana woche kw epiweek isoweek"
)
_WEEK = word_set("week weeks semaine semana woche")
_ENDING = word_set("ending ended end ends fin terminada endend")
_BEGINNING = word_set("beginning starting commencing begin start debut inicio beginn")
_DAYS = (
    *("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m/%d/%Y", "%m-%d-%Y", "%Y/%m/%d"),
    *("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S"),
    *("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d-%b-%Y", "%d/%m/%y", "%m/%d/%y"),
    *("%d-%b-%y", "%d %b %y", "%d-%B-%Y", "%d.%m.%y"),
)
_MONTHS = ("%m/%Y", "%m.%Y", "%Y/%m", "%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%Y-%b")
_DIGITS = (("%Y%m%d", "date"), ("%Y%m", "month"))
_SWAPPED = {
    form: form.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
    for form in _DAYS
    if "%m" in form and not form.startswith("%Y")
}
_OLDEST, _NEWEST = 1900, 2099
"""Years that a column may be of whose name says nothing of time."""


def years(cells: Counter[str], words: frozenset[str]) -> Iterator[TypeFit]:
    """Yield how many cells are years, if they may be, and what is open about it."""
    fitted = typed("year", cells)
    if words & OF_TIME:
        yield fitted
    elif not fitted.others and all(_OLDEST <= int(c) <= _NEWEST for c in cells):
        doubt = (
            f"`{shown(next(iter(cells)))}` is taken for a year; if it is a number of "
            "people, write `count`."
        )
        yield replace(fitted, doubts=(doubt,))


def days_and_months(cells: Counter[str], words: frozenset[str]) -> Iterator[TypeFit]:
    """Yield types of dates and how they are written, and what is open about it."""
    yield typed("date", cells)
    yield typed("month", cells)
    forms = [("date", form) for form in _DAYS] + [("month", form) for form in _MONTHS]
    if words & OF_TIME:
        forms += [(kind, form) for form, kind in _DIGITS]
    for kind, form in forms:
        fitted = typed(kind, cells, format=form)
        if fitted.cells:
            yield replace(fitted, doubts=_order(cells, form, fitted.cells))
    if not all(cell.isdigit() for cell in cells):  # which years are, and counts
        yield typed("period", cells)


def weeks(fit: TypeFit, words: frozenset[str]) -> TypeFit:
    """Return days as weeks that end or begin on them, where a name says so."""
    for key, named in (("ending", _ENDING), ("beginning", _BEGINNING)):
        if fit.kind == "date" and words & _WEEK and words & named:
            doubt = f"seven days, {key} on the one that stands there, by its name."
            settings = {**fit.settings, key: "7"}
            return replace(
                fit, kind="period", settings=settings, doubts=(*fit.doubts, doubt)
            )
    return fit


def _order(cells: Counter[str], form: str, count: int) -> tuple[str, ...]:
    """Say so if days and months can be told from each other in none of the cells."""
    swapped = _SWAPPED.get(form)
    if swapped is None or typed("date", cells, format=swapped).cells != count:
        return ()
    cell = next((c for c in cells if _read(c, form) != _read(c, swapped)), None)
    if cell is None:
        return ()
    return (
        f"`{shown(cell)}` is taken for {_read(cell, form)}; it may as well be "
        f'{_read(cell, swapped)}: then write `format: "{swapped}"`.',
    )


def _read(cell: str, form: str) -> str:
    try:
        return TableColumn("", NOWHERE, "date", form=form).read(cell)
    except ValueError:
        return ""
