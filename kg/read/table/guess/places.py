"""Countries by their codes or names: of which list, and what the others make of them.

UNHCR's letters are those of ISO 3166-1 for most countries and mean others for a few
(``AUS`` is Austria), so a column can be of both lists until one of its codes tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from kg.match.countries import countries
from kg.match.names import plain
from kg.match.tongues import called
from kg.read.delimited import read_delimited
from kg.read.table.guess.fits import MOST_SLIPS, TypeFit, fit
from kg.read.table.guess.words import ENDS, ORIGINS, slug, word_set
from kg.read.table.lookup import COUNTRY_CODES, country_of
from kg.resources import shipped

UNHCR_CODES = "unhcr-codes.csv"
NAMES = "country-names.csv"
"""Lists that are written beside a mapping, through which a column is looked up."""

_OF_NUMBERS = word_set("m49 code codes iso numeric")
_OF_PLACES = word_set(
    "iso iso2 country countries pays pais land staat nation nationality citizenship "
    "citizen geo territory state coo coa code herkunftsland ursprungsland aufnahmeland "
    "zielland asylland staatsangehorigkeit nationalite nacionalidad"
)
_NO_PLACES = word_set("unit units freq frequency currency flag status sex age")
"""Words of columns whose codes look like those of countries, as ``PER`` of persons."""

_CODE = re.compile("[A-Z]{3}")
EUROSTAT = {"EL": "GR", "UK": "GB"}
"""What Eurostat writes otherwise than ISO 3166-1 does, by its own glossary of codes."""

_SHORT = {"republic": "rep", "democratic": "dem"}
"""Words of the United Nations' names that UNHCR writes short: `Syrian Arab Rep.`"""

_SLIPS = 0.5
"""Of the cells of a column of codes, up to which those of no country may be many: in
old tables every second row is of an unknown or a former one."""


def codes(cells: Counter[str], words: frozenset[str]) -> Iterator[TypeFit]:
    """Yield how many cells are codes of a list, the list, and what is open about it."""
    if words & _NO_PLACES:
        return
    for by in COUNTRY_CODES:
        wanted = {"m49": _OF_NUMBERS, "iso2": _OF_PLACES | ORIGINS | ENDS}.get(by)
        if wanted and not words & wanted:
            continue  # three digits are a number of people, too, and two letters words
        fitted = fit("country", cells, partial(country_of, by), {"by": by})
        doubts = _both(cells, fitted.cells) if by == "iso3" else ()
        if by == "iso2" and (own := [cell for cell in EUROSTAT if cell in cells]):
            fitted = _eurostat(fitted, cells, own)
            doubts = fitted.doubts
        yield _of_codes(replace(fitted, doubts=doubts), cells)
    settings = {"by": "iso3", "through": UNHCR_CODES}
    yield _of_codes(fit("country", cells, unhcr().get, settings), cells)


def _eurostat(fitted: TypeFit, cells: Counter[str], own: list[str]) -> TypeFit:
    """Let codes that Eurostat alone has stand for what they do there."""
    meant = {cell: country_of("iso2", EUROSTAT[cell]) for cell in own}
    known = {cell: country for cell, country in meant.items() if country}
    values = ", ".join(f"{cell}: {slug(c.name)}" for cell, c in known.items())
    names = " and ".join(f"`{cell}` is {c.name}" for cell, c in known.items())
    return replace(
        fitted,
        cells=fitted.cells + sum(cells[cell] for cell in known),
        others=tuple(cell for cell in fitted.others if cell not in known),
        settings={**fitted.settings, "values": values},
        doubts=(f"{names}, as Eurostat has it.",),
    )


def _of_codes(fitted: TypeFit, cells: Counter[str]) -> TypeFit:
    """Let a column be of codes if nearly all that are different are codes.

    Or half of them, where the others look as codes of three letters do.
    """
    alike = fitted.settings["by"] == "iso3" and all(map(_CODE.fullmatch, cells))
    few = _SLIPS if alike else 2 * MOST_SLIPS
    return replace(
        fitted, slips=_SLIPS if len(fitted.others) <= few * len(cells) else 0
    )


def _both(cells: Counter[str], count: int) -> tuple[str, ...]:
    """Say what codes mean in UNHCR's list, if all of them are in both."""
    ours = {c: unhcr()[c] for c in sorted(cells) if c in unhcr() and unhcr()[c] != c}
    in_both = sum(n for cell, n in cells.items() if cell in unhcr())
    if not ours or in_both < count:
        return ()
    meanings = ", ".join(
        f"`{code}` is {_name(code)} by ISO and {_name(iso3)} by UNHCR"
        for code, iso3 in ours.items()
    )
    return (
        f"{meanings}, and no code here tells which it is. By UNHCR's list, write "
        f"`through: {{file: {UNHCR_CODES}, from: unhcr, to: iso3}}` beside `by: iso3`; "
        f"that file came with kg and lies beside this one.",
    )


def names(cells: Counter[str], words: frozenset[str]) -> Iterator[TypeFit]:
    """Yield how many cells are names of countries, each of one alone."""
    fitted = fit("country", cells, named, {"by": "iso3", "through": NAMES})
    doubt = f"names are looked up in {NAMES} beside this file: read through that."
    place = words & (_OF_PLACES | ORIGINS | ENDS)
    slips = _SLIPS if place else MOST_SLIPS
    yield replace(fitted, doubts=(doubt,), slips=slips)


def named(cell: str) -> str:
    """Return the ISO code of the one country of a name in any language, or ""."""
    name = plain(cell)
    meant = countries().names.get(name, ())
    if len(meant) == 1:
        return countries().known[meant[0]].iso3
    if meant:
        return ""
    short = " ".join(_SHORT.get(word, word) for word in name.split())
    listed = _unhcr_names().get(name) or _unhcr_names().get(short)
    if listed or len(abroad := called(cell)) != 1:
        return listed or ""
    return countries().known[abroad[0]].iso3


def iso3_of(settings: Mapping[str, str], cell: str) -> str:
    """Return the ISO code of the country of a cell, as its column is read, or ""."""
    through = settings.get("through")
    if through == UNHCR_CODES:
        return unhcr().get(cell, "")
    if through == NAMES:
        return named(cell)
    if settings["by"] == "iso2":
        cell = EUROSTAT.get(cell, cell)
    country = country_of(settings["by"], cell)
    return country.iso3 if country else ""


@cache
def unhcr() -> dict[str, str]:
    """Return what UNHCR's own codes are in ISO 3166-1."""
    return {code: iso3 for code, iso3, _ in _listed()}


@cache
def _unhcr_names() -> dict[str, str]:
    return {plain(name): iso3 for _, iso3, name in _listed()}


def _listed() -> list[list[str]]:
    path = shipped("mappings") / UNHCR_CODES
    with path.open(encoding="utf-8", newline="") as file:
        return [cells for _, cells in read_delimited(file)][1:]


def _name(iso3: str) -> str:
    country = country_of("iso3", iso3)
    return country.name if country else iso3
