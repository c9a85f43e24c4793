"""Which column is what of a count: where from, where to, when, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.read.table.forms import OF_A_MEASURE
from kg.read.table.guess.headers import is_fiscal, unmarked
from kg.read.table.guess.kinds import Guess
from kg.read.table.guess.measures import (
    CUMULATIVE,
    NO_COUNTS,
    PLANS,
    SCALES,
    Measure,
    is_counted,
    measures,
    moved_by_title,
    of_periods,
    written_number,
)
from kg.read.table.guess.places import iso3_of
from kg.read.table.guess.words import ENDS, ORIGINS, shown, word_set
from kg.read.table.periods import has_short_year, month_of, period_of, week_of

_CITIZENS = word_set(
    "nationality nationalite citizenship nationalities citizen citizens nacionalidad "
    "nacionalidades ciudadania nationalites staatsangehorigkeit nacionalidade "
    "cittadinanza nazionalita"
)
_MONTHS = word_set("month months mois mes monat mese")
_WEEKS = word_set("week weeks wk semaine semana woche kw epiweek isoweek")
_FIRST_DAY = word_set(
    "start starts started begin begins beginning from first debut inicio desde inizio "
    "von ab"
)
_LAST_DAY = word_set("end ends ended to until last fin final hasta fine bis")
"""Words of columns of the first days of periods, and of the last."""

_CRITERIA = _CITIZENS | word_set(
    "sex sexe sexo gender genre genero age edad demographic applicant category type "
    "status population group cause reason border route mode decision"
)
"""Words of columns that tell which people, movements or cases a row counts."""
_TIMES = ("date", "month", "period", "year")
"""Types of columns that say when, the closest first."""

_OF_YEARS = ("period", "year")
"""Types that go by years of the calendar, which fiscal years are not."""

_LISTS = ("iso3", "iso2", "m49")
MOST_PARTS = 30
"""Different cells of a column that may part what is counted, as by sex or by cause."""


@dataclass
class Roles:
    """What the columns of a table may be; ``doubts`` are open whatever is chosen.

    ``citizens`` is of whose nationals people are. ``parts`` are columns of text by
    which rows of one place and period differ, and ``repeated`` is whether some rows
    differ in nothing that was seen. ``until`` is of the last days of periods that
    begin on those of ``period``. ``within_year`` is of months, or weeks, of the year
    that ``period`` is. ``wide`` is whether columns of counts are called
    after periods, or after months of the years of another column; ``unsettled`` is the
    name of a column of fiscal years, which are no years of the calendar.
    """

    citizens: Guess | None = None
    origin: Guess | None = None
    end: Guess | None = None
    period: Guess | None = None
    until: Guess | None = None
    within_year: Guess | None = None
    measures: list[Measure] = field(default_factory=list)
    parts: list[Guess] = field(default_factory=list)
    repeated: bool = False
    wide: bool = False
    unsettled: str = ""
    doubts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def used(self) -> list[Guess]:
        """The columns that have a role."""
        places = (self.citizens, self.origin, self.end)
        one = (*places, self.period, self.until, self.within_year)
        counts = [each.guess for each in self.measures]
        return [*(each for each in one if each), *self.parts, *counts]

    def doubt(self, of: Guess | None, words: str) -> None:
        """Keep what is open about a column, or about all of it."""
        self.doubts.setdefault(of.name if of else "", []).append(words)


def roles(guesses: Sequence[Guess], table: str, title: str = "") -> Roles:
    """Guess what the columns of a table are; ``table`` is its id, ``title`` its own."""
    named = [g for g in guesses if g.name and not set("{}") & set(g.name)]
    others = [g for g in named if g.name not in ("row", *OF_A_MEASURE)]
    guessed = Roles()
    if any(not g.name for g in guesses):
        words = "the row of names has none for some columns: if a title stands there, "
        guessed.doubt(None, words + "`header:` says in which row names stand.")
    _places(guessed, [g for g in others if g.kind == "country"])
    _period(guessed, others)
    both = guessed.origin is not None and guessed.end is not None
    left = [g for g in named if g not in guessed.used]
    moving = moved_by_title(title) or ("movement" if both else "")
    guessed.measures = measures(left, table, moving=moving)
    _wide(guessed, table, moving)
    _amounts(guessed, left)
    texts = [g for g in others if g.kind == "text" and g not in guessed.used]
    _parts(guessed, texts, len(guesses[0].column.cells))
    return guessed


def _places(guessed: Roles, places: list[Guess]) -> None:
    ranked = sorted(places, key=_rank)
    citizens = [g for g in ranked if g.words & _CITIZENS]
    guessed.citizens = citizens[0] if citizens else None
    ranked = [g for g in ranked if g not in citizens]
    origins = [g for g in ranked if g.words & ORIGINS and not g.words & ENDS]
    ends = [g for g in ranked if g.words & ENDS and not g.words & ORIGINS]
    guessed.origin = origins[0] if origins else None
    guessed.end = ends[0] if ends else None
    known = [g for g in (guessed.origin, guessed.end) if g]
    others = [
        g
        for g in ranked
        if g not in origins and g not in ends and not any(same(g, k) for k in known)
    ]
    others = [
        g for i, g in enumerate(others) if not any(same(g, o) for o in others[:i])
    ]
    others.sort(key=lambda g: places.index(g))
    _others(guessed, others)


def _others(guessed: Roles, others: list[Guess]) -> None:
    """Give columns of countries whose names say nothing what is not taken yet."""
    if guessed.origin is None and guessed.end is None and len(others) > 1:
        guessed.origin, guessed.end = others[:2]
        words = (
            f"is taken for where people go from, and `{guessed.end.name}` for where "
        )
        guessed.doubt(
            guessed.origin, words + "they go; if not, exchange the two below."
        )
    elif others and guessed.end is None:
        guessed.end = others[0]
        guessed.doubt(guessed.end, "is taken for where people are, or where they go.")
    elif others and guessed.origin is None:
        guessed.origin = others[0]
        guessed.doubt(guessed.origin, "is taken for where people come from.")


def _rank(guess: Guess) -> tuple[bool, bool, int]:
    settings = guess.fit.settings
    return (
        "through" in settings,
        "iso" not in " ".join(guess.words),
        _LISTS.index(settings["by"]),
    )


def same(one: Guess, other: Guess) -> bool:
    """Whether two columns are of the same countries, in codes of two lists, say."""
    pairs = set(zip(one.column.cells, other.column.cells, strict=True))
    codes = [
        (iso3_of(one.fit.settings, a), iso3_of(other.fit.settings, b)) for a, b in pairs
    ]
    known = [a == b for a, b in codes if a and b]
    return bool(known) and all(known)


def _period(guessed: Roles, guesses: list[Guess]) -> None:
    times = [g for kind in _TIMES for g in guesses if g.kind == kind]
    fiscal = [g for g in times if g.kind in _OF_YEARS and is_fiscal(g.name)]
    if fiscal:
        guessed.unsettled = fiscal[0].name
    times = [g for g in times if g not in fiscal]
    if not times:
        return
    guessed.period = times[0]
    if (both := _from_to(times)) is not None:
        guessed.period, guessed.until = both
        words = f"is taken for the first day of what is counted, and `{both[1].name}` "
        guessed.doubt(guessed.period, words + "for the last.")
    elif len(times) > 1:
        others = ", ".join(f"`{g.name}`" for g in times[1:])
        guessed.doubt(
            times[0], f"is taken for when it was counted; so may be {others}."
        )
    if guessed.period.kind == "year":
        within = (g for g in guesses if in_year(g))
        guessed.within_year = next(within, None)
    if guessed.within_year and guessed.within_year.words & _WEEKS:
        words = "is taken for weeks of ISO 8601, which begin on a Monday; where weeks "
        words += "begin on another day, as in epidemiology, days have to be given."
        guessed.doubt(guessed.within_year, words)


def _from_to(times: list[Guess]) -> tuple[Guess, Guess] | None:
    """Return the columns of the first and last days of periods, if two are called so.

    Two such pairs, of an event and of a count, leave open which is meant.
    """
    days = [g for g in times if g.kind == "date"]
    pairs = [
        (first, last)
        for first in days
        for last in days
        if first.words & _FIRST_DAY
        and last.words & _LAST_DAY
        and first.words - _FIRST_DAY == last.words - _LAST_DAY
        and all(a <= b for a, b in zip(*map(_days_of, (first, last)), strict=True))
    ]
    own = [pair for pair in pairs if pair[0].words - _FIRST_DAY == times[0].words]
    pairs = own or pairs
    return pairs[0] if len(pairs) == 1 else None


def _days_of(guess: Guess) -> list[str]:
    days, column = [], guess.reader
    for cell in guess.column.cells:
        try:
            days.append(column.read(cell))
        except ValueError:
            days.append("")
    return days


def in_year(guess: Guess) -> dict[str, str]:
    """Return what the cells of a column of months or weeks are behind a year.

    ``{"Apr": "04"}``, ``{"Week 5": "W05"}``; nothing of any other column.
    """
    for words, read in ((_MONTHS, month_of), (_WEEKS, week_of)):
        if guess.words & words:
            ids = {cell: read(cell) for cell in sorted(guess.column.counted) if cell}
            return ids if all(ids.values()) else {}
    return {}


def _amounts(guessed: Roles, left: list[Guess]) -> None:
    """Say which columns hold numbers that cannot be read as they stand."""
    for guess in left:
        if guess.words & NO_COUNTS:
            continue
        if guess.kind in ("count", "number") and guess.words & SCALES:
            words = f"`{guess.name}` counts thousands or millions, by its name, and is "
            words += "not used: where whole numbers stand in the table, it can be."
            guessed.doubt(None, words)
        elif guess.kind == "count" and guess.words & PLANS:
            words = (
                f"`{guess.name}` is of what is to be, by its name, and is not used: "
            )
            guessed.doubt(None, words + "such a claim is no `asserted` one.")
        elif guess.kind == "count" and guess.fit.others and not is_counted(guess):
            words = f"`{guess.name}` counts nobody, by its name, and is not used: is "
            guessed.doubt(None, words + f"`{shown(guess.fit.others[0])}` a slip?")
        elif guess.kind == "text" and (cell := written_number(guess.column.counted)):
            words = f"`{guess.name}` seems to hold numbers, and is not used: "
            words += f"`{shown(cell)}` is none as it stands. In an entry of its own "
            words += f'`amount: "{{{guess.name}}}"` reads it as facts are read.'
            guessed.doubt(None, words)
    for measure in guessed.measures:
        if measure.guess.words & CUMULATIVE:
            words = "adds up what was counted before, by its name: since when? That "
            guessed.doubt(measure.guess, words + "is its period, not that of the row.")


def _wide(guessed: Roles, table: str, moving: str) -> None:
    """See whether columns are called after periods, and count one thing at those."""
    of_year = guessed.period is not None and guessed.period.kind == "year"
    counts = [each.guess for each in guessed.measures]
    periods = {g.name: period_of(unmarked(g.name), short=True) for g in counts}
    if guessed.period is not None or guessed.unsettled:
        periods = {}
    if of_year and not guessed.within_year:
        periods = {g.name: month_of(g.name) for g in counts if not g.name.isdigit()}
    periods = {name: period for name, period in periods.items() if period}
    if no_year := not (guessed.period or guessed.unsettled or periods):
        months = {g.name: month_of(g.name) for g in counts if not g.name.isdigit()}
        periods = {name: f"YYYY-{month}" for name, month in months.items() if month}
    if len(set(periods.values())) < max(2, len(periods)):
        return
    for name, period in periods.items():
        if unmarked(name) != name:
            words = f"`{name}` is taken for {period}, with a mark that a note explains."
            guessed.doubt(None, words)
    short = [name for name in periods if has_short_year(unmarked(name))]
    if short and len({periods[name][-2:] for name in short}) == 1:
        return  # `Jan-12`, `Jan-13`: one January after the other, or days
    if short:
        words = f"`{short[0]}` is taken for {periods[short[0]]}, and not for a day."
        guessed.doubt(None, words)
    guessed.wide = True
    guessed.measures = of_periods(periods, counts, table, moving=moving)
    if no_year:
        words = "columns are called after months, and no column says of which year: "
        guessed.doubt(None, words + "write it in place of `YYYY`.")
    for guess in counts:
        if guess.name not in periods:
            words = f"`{guess.name}` is no period as the other columns of numbers are, "
            guessed.doubt(None, words + "and is not used: is it the sum of them?")


def _parts(guessed: Roles, texts: list[Guess], number: int) -> None:
    """Find the columns by which so many rows of one place and period differ."""
    places = [g for g in (guessed.citizens, guessed.origin, guessed.end) if g]
    fixed = [*places, *(g for g in (guessed.period, guessed.within_year) if g)]
    several = [g for g in texts if 1 < len(g.column.counted) <= MOST_PARTS]
    several = [g for g in several if not _is_share(g)]
    texts = [g for g in several if not any(_follows(g, place) for place in places)]
    while (now := _different([*fixed, *guessed.parts])) < number:
        gains = {g.name: _different([*fixed, *guessed.parts, g]) for g in texts}
        best = max(texts, key=lambda g: gains[g.name], default=None)
        if best is None or gains[best.name] == now:
            guessed.repeated = True
            break
        guessed.parts.append(best)
        texts.remove(best)
    left = [g for g in several if g not in guessed.parts]
    telling = [g for g in left if sum(map(bool, g.column.counted)) > 1]
    more = [f"`{g.name}`" for g in telling if g in texts or g.words & _CRITERIA]
    if more:
        words = f"rows differ by {', '.join(more)}, too, and nothing here says so. A "
        words += "count of women, of one border or of one cause is no count of all: "
        words += "`rows:` chooses rows, and holes in ids and labels part them."
        guessed.doubt(None, words)


def _is_share(guess: Guess) -> bool:
    """Whether a column is of shares, which part nothing from anything."""
    cells = [cell for cell in guess.column.counted if cell]
    return "%" in guess.name or sum("%" in cell for cell in cells) * 2 > len(cells)


def _follows(guess: Guess, from_: Guess) -> bool:
    """Whether a column says no more than another does, as a name beside a code."""
    pairs = set(zip(from_.column.cells, guess.column.cells, strict=True))
    return len(pairs) == len({a for a, _ in pairs})


def _different(guesses: Iterable[Guess]) -> int:
    cells = [g.column.cells for g in guesses]
    return len(set(zip(*cells, strict=True))) if cells else 1
