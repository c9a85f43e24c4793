"""Figures as rows of a chart that is a table: words, days and interval side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.figures.figure import Figure
from kg.figures.view.brief import Brief
from kg.figures.view.model import FigureRow, FiguresView, Section, VoiceRow
from kg.figures.view.words import amount_words, series_words, when
from kg.graph.cited import Thing
from kg.pages.drawing import AmountAxis, DrawnBar, TimeAxis
from kg.pages.library import ClaimCard, Library
from kg.pages.wording import amount, code_words, day_words, plural
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
    "alone": "no other figure of the same",
    "one voice": "repeated, all from one source",
    "instalment": "one of several that do not overlap",
}
"""Verdicts on a figure that nobody else speaks beside."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure to be shown: what it says and means, whose it is, and its bars.

    ``reading`` is the interval in words, ``""`` where the words say as much. ``others``
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


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """Figures that count one thing in one way, on one scale, by who claims them."""

    thing: Thing
    counts: str
    axis: AmountAxis
    voices: Sequence[tuple[Thing, Sequence[FigureLine]]]
    role: str = ""


@dataclass(frozen=True, slots=True)
class AtOdds:
    """Claims that cannot all be true, with what each of them says."""

    thing: Thing
    sides: Sequence[tuple[str, ClaimCard]]


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
        cards = library.cards(view.citations)
        self._cards = {card.iri: card for card in cards}

    def blocks(self, roles: Iterable[str] = ("asked",)) -> list[FigureBlock]:
        """Return the sections of some roles."""
        return [self._block(s) for s in self.view.sections if s.role in {*roles}]

    def at_odds(self, *, asked: bool = True) -> list[AtOdds]:
        """Return the smallest sets of claims that cannot all be true."""
        inside, beside = Brief(self.view).contradictions
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

    def _words(self, figure: Figure) -> str:
        words = " ".join(filter(None, (amount_words(figure), _unit(figure))))
        return f"{words}, {day_words(when(figure))}"

    def _block(self, section: Section) -> FigureBlock:
        readings = [
            row.figure.reading.usual
            for row in section.rows
            if section.series and row.figure.reading is not None
        ]
        axis = AmountAxis(readings)
        voices: dict[str, list[FigureLine]] = {}
        for voice in section.voices:
            claimant = voice.row.figure.claimant
            voices.setdefault(claimant, []).append(self._line(voice, axis))
        named = zip(self.library.things(voices), voices.values(), strict=True)
        thing = self.library.thing(section.measures)
        return FigureBlock(
            thing,
            series_words(section.series) if section.series else "changes and shares",
            axis,
            sorted(named, key=lambda pair: (-len(pair[1]), pair[0])),
            section.role,
        )

    def _line(self, voice: VoiceRow, axis: AmountAxis) -> FigureLine:
        row, figure = voice.row, voice.row.figure
        reading = None if figure.reading is None else figure.reading.usual
        cards = self._known(voice.figures)
        level = figure.level
        return FigureLine(
            words=amount_words(figure),
            reading=amount(reading) if reading is not None and level else "",
            unit=_unit(figure),
            claimant=self.library.thing(figure.claimant),
            when=day_words(when(figure)),
            verdict=_verdict(row),
            mark=row.verdict.replace(" ", "-"),
            reason="" if row.together else day_words(row.reason),
            others=self._known(row.others),
            cards=cards,
            time=self.axis.period(figure.period),
            amount=axis.bar(reading) if level else None,
        )


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
    return _ALONE.get(row.verdict, row.verdict)
