"""The entities and claims of a first mapping: who is measured, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.read.table.columns import PERIOD
from kg.read.table.guess.measures import Measure
from kg.read.table.guess.roles import Roles
from kg.read.table.guess.words import word_set
from kg.read.table.guess.write import look, quoted
from kg.read.table.periods import as_id

_ASYLUM = word_set("coa asylum asile asilo host hosting accueil")
_NOWHERE = "some-place"
_WHEN = "YYYY"
STOCK, MOVE, BACK = "stock", "move", "back"


@dataclass(frozen=True)
class Holes:
    """The names of the holes that measures give, none of which a column has."""

    stock: str
    move: str
    back: str
    who: str
    unit: str
    kind: str
    period: str
    called: str

    def of(self, measure: Measure, roles: Roles) -> dict[str, str]:
        """Return what fills the holes of a measure."""
        hole = getattr(self, way(measure, roles))
        filled = {hole: measure.key, self.who: measure.who, self.unit: measure.unit}
        if measure.period:
            filled[self.period] = measure.period
        if "/" in measure.period:  # which no key has
            filled[self.called] = as_id(measure.period)
        return filled | ({self.kind: measure.move} if measure.move else {})


def holes(columns: set[str]) -> Holes:
    """Return names for the holes of measures that are no columns'."""
    names = ("stock", "move", "back", "who", "unit", "kind", "period", "called")
    return Holes(*(n if n not in columns else f"{n} of measure" for n in names))


def way(measure: Measure, roles: Roles) -> str:
    """Return whether a measure is of people somewhere, on their way, or going back.

    Who returns goes from the country of asylum to that of origin.
    """
    if not measure.move:
        return STOCK
    end = roles.end.words if roles.end else frozenset()
    home = roles.origin is not None and bool(end & _ASYLUM)
    return BACK if home and measure.move == "return" else MOVE


@dataclass(frozen=True)
class FirstEntries:
    """Writes the sections ``entities`` and ``claims``."""

    roles: Roles
    holes: Holes
    table: str
    title: str = ""

    def lines(self) -> Iterator[str]:
        """Yield the lines of both sections."""
        ways = {way(measure, self.roles) for measure in self.roles.measures}
        shown = [each for each in (STOCK, MOVE, BACK) if each in ways]
        yield "entities:"
        yield from look("who published the table, and counted; `kg terms Actor`.", 2)
        yield f"  publisher-of-{self.table}:"
        yield "    type: Organization"
        yield f"    label: {quoted(f'Publisher of {self.table}')}"
        for each in shown:
            yield from self._things(each)
        if shown:
            yield ""
            yield "claims:"
        for each in shown:
            yield from self._claim(each)

    def period(self) -> str:
        """Return the period of a row."""
        if self.roles.wide:
            year = self.roles.period
            own = f"{{{self.holes.period}}}"
            return f"{{{year.name}}}-{own}" if year else own
        if self.roles.period is None:
            return _WHEN
        if (within := self.roles.within_year) is not None:
            return f"{{{self.roles.period.name}}}-{{{within.name}.id}}"
        own = f"{{{self.roles.period.name}}}"
        return f"{own}/{{{self.roles.until.name}}}" if self.roles.until else own

    def _things(self, each: str) -> Iterator[str]:
        origin, end = self._ends(each)
        where = end or origin
        who = f"{{{self.holes.who}}}{self._words()}"
        if each == STOCK:
            yield f"  {quoted(self._id(each))}:"
            yield "    type: PopulationGroup"
            yield f"    label: {quoted(who + self._route(each))}"
            if origin:
                yield from look("or `nationality:`, if it is their citizenship.", 4)
                yield f"    formerResidence: {quoted(origin)}"
            yield from self._nationality()
            if end is None:
                yield from look("the id of the place where they are.", 4)
            yield f"    residesIn: {quoted(end or _NOWHERE)}"
            return
        people = f"people-of-{self._id(each)}"
        yield f"  {quoted(people)}:"
        yield "    type: PopulationGroup"
        yield f"    label: {quoted('People of: ' + who + self._route(each))}"
        criterion = "formerResidence" if origin else "residesIn"
        yield f"    {criterion}: {quoted(origin or where or _NOWHERE)}"
        yield from self._nationality()
        yield f"  {quoted(self._id(each))}:"
        yield "    type: MovementFlow"
        yield f"    label: {quoted(who + self._route(each))}"
        yield f"    movedPopulation: {quoted(people)}"
        if where is None:
            yield from look("the id of the place where they go; or `origin:`.", 4)
        if origin:
            yield f"    origin: {quoted(origin)}"
        if end or where is None:
            yield f"    destination: {quoted(end or _NOWHERE)}"

    def _nationality(self) -> Iterator[str]:
        if of := self.roles.citizens:
            yield f"    nationality: {quoted(f'{{{of.name}.id}}')}"

    def _claim(self, each: str) -> Iterator[str]:
        period = self.period()
        hole = f"{{{getattr(self.holes, each)}}}"
        when = period
        of = self.roles.period
        if of is not None and of.kind == PERIOD:
            when = f"{{{of.name}.id}}"
        if self.roles.until is not None:
            when = as_id(when)
        if any("/" in measure.period for measure in self.roles.measures):
            when = f"{{{self.holes.called}}}"
        key = "-".join([hole, *self._row_ids(), *([when] if when != _WHEN else [])])
        if self.roles.repeated:
            yield from look(
                "some rows have the same places and period, and differ in nothing that "
                "was seen; so the number of the row is in the key. Figures of one "
                "thing that differ contradict each other: by what do the rows differ?",
                2,
            )
            key += "-row-{row}"
        summary = f"{{cell}}: {{{self.holes.who}}}{self._words()}{self._route(each)}"
        yield f"  {quoted(key)}:"
        yield f"    summary: {quoted(f'{summary}, {period}.')}"
        yield f"    claimant: publisher-of-{self.table}"
        yield "    says:"
        kind = "StockObservation" if each == STOCK else "FlowObservation"
        yield f"      type: {kind}"
        yield f"      measures: {quoted(self._id(each))}"
        yield "      quantifier: unqualified"
        yield '      value: "{value}"'
        yield '      quantityText: "{cell}"'
        yield f"      unit: {quoted(f'{{{self.holes.unit}}}')}"
        yield from self._when(each, period)
        if each != STOCK:
            yield f"      movementType: {quoted(f'{{{self.holes.kind}}}')}"

    def _when(self, each: str, period: str) -> Iterator[str]:
        stands = self.roles.period
        if period == _WHEN and self.roles.unsettled:
            words = f"`{self.roles.unsettled}` is of fiscal years: a month of one may "
            yield from look(words + "lie in another year of the calendar. When?", 6)
        elif period == _WHEN:
            words = "no column says when; a year, month or day."
            if self.title:
                words += f" The title is: {self.title}"
            yield from look(words, 6)
        elif each == STOCK and (
            not (stands and stands.kind == "date") or self.roles.until
        ):
            year = stands and stands.kind == "year" and period.count("{") == 1
            such = f', such as `"{period}-12-31"`' if year else ""
            yield from look(f"people are somewhere on a day{such}: on which?", 6)
        yield f"      period: {quoted(period)}"

    def _ends(self, each: str) -> tuple[str | None, str | None]:
        """Return the ids of where people go from, and to."""
        ends = tuple(
            f"{{{guess.name}.id}}" if guess else None
            for guess in (self.roles.origin, self.roles.end)
        )
        return (ends[1], ends[0]) if each == BACK else (ends[0], ends[1])

    def _row_ids(self) -> list[str]:
        """Return what parts the ids of one row from those of another."""
        known = (self.roles.citizens, self.roles.origin, self.roles.end)
        places = [g for g in known if g]
        return [f"{{{guess.name}.id}}" for guess in (*places, *self.roles.parts)]

    def _id(self, each: str) -> str:
        origin, end = self._ends(each)
        hole = f"{{{getattr(self.holes, each)}}}"
        joined = ("from", "in") if each == STOCK else ("from", "to")
        parts = [f"{{{guess.name}.id}}" for guess in self.roles.parts]
        if self.roles.citizens:
            parts.append(f"of-{{{self.roles.citizens.name}.id}}")
        ends = zip(joined, (origin, end), strict=True)
        return "-".join([hole, *parts, *(f"{w}-{id}" for w, id in ends if id)])

    def _words(self) -> str:
        parts = ", ".join(f"{{{guess.name}}}" for guess in self.roles.parts)
        of = self.roles.citizens
        who = f" of {{{of.name}.label}}" if of else ""
        return f" ({parts}){who}" if parts else who

    def _route(self, each: str) -> str:
        origin, end = self._ends(each)
        joined = ("from", "in") if each == STOCK else ("from", "to")
        return "".join(
            f" {word} {id.replace('.id}', '.label}')}"
            for word, id in zip(joined, (origin, end), strict=True)
            if id
        )
