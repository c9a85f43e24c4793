"""Figures as rows of a chart that is a table: words, days and interval side by side."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.amounts.conventions import whole_bounds
from kg.amounts.interval import Interval
from kg.figures.figure import Figure
from kg.figures.reconcile import Group
from kg.figures.view.brief import Brief
from kg.figures.view.model import FigureRow, FiguresView, Section, VoiceRow
from kg.figures.view.words import (
    allowed_words,
    amount_words,
    scope_words,
    series_words,
    voices_words,
    when,
)
from kg.graph.cited import Thing
from kg.pages.drawing import AmountAxis, DrawnBar, TimeAxis
from kg.pages.library import ClaimCard, Library
from kg.pages.wording import amount, code_words, day_words, edtf_words, plural
from kg.periods.period import Bounds

_WITH = {
    "agrees": "agrees with",
    "refines": "is closer than",
    "refined": "is given more closely by",
    "revises": "revises",
    "replaced": "was replaced by",
    "conflicts": "contradicts",
    "cannot tell": "cannot be compared for certain with",
}
"""Verdicts on two figures, as sentences that go on with the other one."""

_ALONE = {
    "no number": "not reported or hidden, which is not nought",
    "alone": "no other figure of the same",
    "one voice": "repeated, all from one source",
    "instalment": "one of several that do not overlap",
}
"""Verdicts on a figure that nobody else speaks beside."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure to be shown: what it says and means, whose it is, and its bars.

    ``reading`` is the interval as usually read in words, ``""`` for what is no number,
    as are ``printed`` and ``loosest``. ``axis`` is the scale of its bar. ``others``
    are the claims that its ``verdict`` is about. ``cards`` are its claims, more than
    one where a voice says the same again.
    """

    words: str
    reading: str
    unit: str
    claimant: Thing
    when: str
    verdict: str
    mark: str
    reason: str
    others: Sequence[ClaimCard]
    cards: Sequence[ClaimCard]
    time: DrawnBar
    amount: DrawnBar | None
    axis: AmountAxis
    printed: str = ""
    loosest: str = ""


@dataclass(frozen=True, slots=True)
class TogetherLine:
    """What several claims on one number allow together, and what others leave of it.

    ``implied`` is ``""`` where the figures around it leave no less.
    """

    when: str
    voices: str
    allowed: str
    implied: str
    time: DrawnBar
    amount: DrawnBar | None


NumberOf = tuple[str, ClaimCard]
"""A number in the words of its source, and the claim that gives it."""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A relation between figures, or a bound that follows from them.

    ``verdict`` is ``holds``, ``fails`` or ``derived``; ``pairs`` are claims, and those
    that they are held against, none for what follows from the former.
    """

    verdict: str
    words: str
    pairs: Sequence[tuple[Sequence[NumberOf], Sequence[NumberOf]]]
    reason: str


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """Figures that count one thing in one way, on one scale, by who claims them."""

    thing: Thing
    counts: str
    axis: AmountAxis
    voices: Sequence[tuple[Thing, Sequence[FigureLine]]]
    together: Sequence[TogetherLine] = ()
    held: Sequence[HeldLine] = ()


@dataclass(frozen=True, slots=True)
class AtOdds:
    """Claims that cannot all be true, with what each of them says."""

    thing: Thing
    sides: Sequence[NumberOf]


def days_of(rows: Iterable[FigureRow]) -> tuple[list[Bounds], list[date]]:
    """Return what a time line of some figures must hold: open periods, and days."""
    figures = [row.figure for row in rows]
    ends = [day for f in figures for day in (f.period.start, f.period.end) if day]
    open_ = [
        Bounds(None, None, f.period.end, f.period.end)
        for f in figures
        if f.period.start is None
    ]
    return open_, ends


class FigureBlocks:
    """Lays out the figures of a view on a time line, section by section."""

    def __init__(self, library: Library, view: FiguresView, axis: TimeAxis) -> None:
        self.library, self.view, self.axis = library, view, axis
        self.brief = Brief(view)
        cards = library.cards(view.citations)
        self._cards = {card.iri: card for card in cards}

    def blocks(self, roles: Iterable[str] = ("asked",)) -> list[FigureBlock]:
        """Return the sections of some roles."""
        return [
            self._block(place, section)
            for place, section in enumerate(self.view.sections)
            if section.role in {*roles}
        ]

    def line_of(self, claim: str) -> FigureLine | None:
        """Return the line of a claim, with its intervals as printed and at the loosest.

        ``None`` where the view has no figure of it.
        """
        for section in self.view.sections:
            for voice in section.voices:
                if any(figure.claim == claim for figure in voice.figures):
                    return self._line(voice, AmountAxis(_intervals(section)))
        return None

    def lines(self, claims: Container[str]) -> dict[str, FigureLine]:
        """Return the lines of some claims, by their IRIs, in any section."""
        return {
            figure.claim: line
            for section in self.view.sections
            for voice in section.voices
            if any(figure.claim in claims for figure in voice.figures)
            for line in [self._line(voice, AmountAxis(()))]
            for figure in voice.figures
        }

    def at_odds(self, *, asked: bool = True) -> list[AtOdds]:
        """Return the smallest sets of claims that cannot all be true."""
        inside, beside = self.brief.contradictions
        sets = inside if asked else [*inside, *beside]
        return [
            AtOdds(
                self.library.thing(figures[0].series.measures),
                [(self._words(f), self._cards[f.claim]) for f in figures],
            )
            for figures in sets
        ]

    def _known(self, figures: Iterable[Figure]) -> list[ClaimCard]:
        return [self._cards[f.claim] for f in figures if f.claim in self._cards]

    def _numbers(self, figures: Iterable[Figure]) -> list[NumberOf]:
        known = (f for f in figures if f.claim in self._cards)
        return [(amount_words(f), self._cards[f.claim]) for f in known]

    def _words(self, figure: Figure) -> str:
        words = " ".join(filter(None, (amount_words(figure), _unit(figure))))
        return f"{words}, {days_words(figure)}"

    def _block(self, place: int, section: Section) -> FigureBlock:
        axis = AmountAxis(_intervals(section))
        named: dict[Thing, list[FigureLine]] = {}
        for voice in section.voices:
            line = self._line(voice, axis)
            named.setdefault(line.claimant, []).append(line)
        thing = self.library.thing(section.measures)
        return FigureBlock(
            thing,
            series_words(section.series)
            if section.series
            else "changes, shares, ranks and rates",
            axis,
            sorted(named.items(), key=lambda pair: (-len(pair[1]), pair[0])),
            [self._together(g, axis) for g in section.groups if _several(g)],
            [*self._relations(place), *self._bounds(section)],
        )

    def _together(self, group: Group, axis: AmountAxis) -> TogetherLine:
        tightest, unit = group.tightest, group.scope.series.unit
        narrower = tightest is not None and tightest != group.allowed
        return TogetherLine(
            day_words(scope_words(group.scope)),
            voices_words(_standing(group)),
            allowed_words(group)
            if group.allowed is None
            else _amount(group.allowed, unit),
            "" if tightest is None or not narrower else _amount(tightest, unit),
            self.axis.period(group.scope.period),
            axis.bar(tightest if narrower else group.allowed),
        )

    def _relations(self, place: int) -> Iterator[HeldLine]:
        for brief in self.brief.relations(place):
            relation = brief.relation
            pairs = [
                (self._numbers(subjects), self._numbers(others))
                for others, subjects in brief.held
            ]
            shown = f" ({relation.arithmetic})" if brief.single else ""
            words = relation.kind.replace("-", " and ")
            yield HeldLine(
                relation.verdict, words, pairs, day_words(relation.reason) + shown
            )

    def _bounds(self, section: Section) -> Iterator[HeldLine]:
        for bound in self.brief.bounds(section):
            derived = bound.derived
            known = _amount(derived.bound, derived.scope.series.unit)
            words = f"{known}, {day_words(scope_words(derived.scope))}"
            pairs = [(self._numbers(way), ()) for way in bound.ways]
            yield HeldLine("derived", words, pairs, derived.note)

    def _speaker(self, figure: Figure) -> Thing:
        """Return who gives a figure; several who speak together under one name."""
        first, *others = map(
            self.library.thing, (figure.claimant, *sorted(figure.joint))
        )
        together = " and ".join([first.label, *(other.label for other in others)])
        return replace(first, label=together) if others else first

    def _line(self, voice: VoiceRow, axis: AmountAxis) -> FigureLine:
        row, figure = voice.row, voice.row.figure
        reading = None if figure.reading is None else figure.reading.usual
        cards = self._known(voice.figures)
        level, disputed = figure.level, _disputed(row)
        unit = figure.series.unit if level else ""  # a rate may be of half a person
        return FigureLine(
            words=amount_words(figure),
            reading=_amount(reading, unit) if reading is not None and level else "",
            unit=_unit(figure),
            claimant=self._speaker(figure),
            when=days_words(figure),
            verdict=_verdict(row),
            mark=row.verdict.replace(" ", "-"),
            reason="" if row.together or disputed else day_words(row.reason),
            others=self.library.cards(disputed) or self._known(row.others),
            cards=cards,
            time=self.axis.period(figure.period),
            amount=axis.bar(reading) if level else None,
            axis=axis,
            printed=amount(figure.reading.printed) if figure.reading else "",
            loosest=_amount(figure.reading.loosest, unit) if figure.reading else "",
        )


def _amount(interval: Interval, unit: str) -> str:
    """Return what a count of a unit may be in words, in whole units."""
    return amount(whole_bounds(interval, unit))


def last_day(figure: Figure) -> date:
    """Return the last day that a figure is of; of a count, none after its document."""
    end = figure.period.end or date.min
    counted = figure.stands and figure.published is not None
    return min(end, figure.published or end) if counted else end


def days_words(figure: Figure) -> str:
    """Return the days of a figure in words; an end that nobody gives is none."""
    period = figure.period
    if not period.assumed:
        return day_words(when(figure))
    since, _, _ = period.edtf.partition("/")
    dated = since not in ("", "..")
    begun = f"since {edtf_words(since)}, no end given" if dated else "no date given"
    known = figure.first_published or figure.published
    coercion = when(figure).partition(", ")[2]
    return ", ".join(filter(None, (begun, f"published {day_words(known)}", coercion)))


def _disputed(row: FigureRow) -> Sequence[str]:
    """Return the claims that dispute a figure where its verdict tells no other."""
    return row.figure.disputed_by if not row.others else ()


def _standing(group: Group) -> Group:
    """Return a group without the claims that do not count."""
    standing = tuple(figure for figure in group.figures if figure.stands)
    return replace(group, figures=standing)


def _several(group: Group) -> bool:
    """Tell whether more than one claim that stands speaks of a number."""
    return sum(figure.stands for figure in group.figures) > 1


def _intervals(section: Section) -> Iterator[Interval]:
    """Yield what must fit on the scale of a section."""
    for row in section.rows:
        if section.series and row.figure.reading is not None:
            yield row.figure.reading.usual
    for group in section.groups:
        yield from (i for i in (group.allowed, group.tightest) if i and _several(group))


def _unit(figure: Figure) -> str:
    """Return what is counted, for many: ``persons``; money by its currency."""
    series = figure.series
    if series.currency:
        return series.currency
    if not figure.level:
        return ""  # a share or change says in its own words what it is of
    return plural(code_words(series.unit)) if series.unit else ""


def _verdict(row: FigureRow) -> str:
    if row.verdict in _WITH and row.others:
        return _WITH[row.verdict]
    if _disputed(row):
        manner = "" if row.verdict == "disputed" else f"{row.verdict}, and "
        return f"{manner}disputed by"
    return _ALONE.get(row.verdict, row.verdict)
