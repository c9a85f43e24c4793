"""Movements from place to place with their latest figures, as rows.

A row is a figure that stands, or the latest of a manner that does not: what is planned,
denied or alleged is never put in the place of what was counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.amounts.interval import Interval
from kg.figures.figure import Figure
from kg.figures.view.words import series_words
from kg.graph.cited import Thing
from kg.names import APF, ONTOLOGY
from kg.pages.drawing import TimeAxis
from kg.pages.figures import FigureBlocks, FigureLine, last_day
from kg.pages.flows import asked_days
from kg.pages.library import ClaimCard, Library
from kg.pages.manners import look_of
from kg.pages.wording import code_words, plural

_ENDS = ("origin", "destination")


@dataclass(frozen=True, slots=True)
class MovementEnd:
    """Where movements begin or end: places, none where that is not stated.

    ``iso3`` is the code of the one country that the places are, or lie in, ``""`` where
    there is none, or more than one. ``around`` are the places with all that contain
    them.
    """

    places: Sequence[Thing] = ()
    iso3: str = ""
    around: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The places by their names, ``""`` where none is stated."""
        return " and ".join(place.label for place in self.places)

    def may_be(self, other: MovementEnd) -> bool:
        """Tell whether another may be the same: equal, around it, or not stated."""
        own, its = ({place.iri for place in end.places} for end in (self, other))
        return not own or not its or bool(own & other.around or its & self.around)


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement with one figure: the latest that stands, or of another manner.

    ``figure`` is ``None`` where there is none. ``counts`` tells what is counted, and
    ``several`` how many figures of that, in that manner, there are.
    """

    flow: Thing
    origin: MovementEnd
    destination: MovementEnd
    figure: Figure | None = None
    line: FigureLine | None = None
    look: str = ""
    counts: str = ""
    several: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other rows: the flow, and the claim of its figure."""
        return self.flow.iri, self.figure.claim if self.figure else ""

    @property
    def card(self) -> ClaimCard | None:
        """The claim of the figure."""
        return self.line.cards[0] if self.line and self.line.cards else None

    @property
    def interval(self) -> Interval | None:
        """The interval of the figure, as its words are usually read."""
        if self.figure is None or not self.figure.level:
            return None
        return self.figure.number.usual

    @property
    def contradicted(self) -> bool:
        """Whether it stands, and cannot be true together with another."""
        return self.line is not None and self.line.mark == "conflicts"

    @property
    def days(self) -> str:
        """The first and the last day of the figure, as years between a dash."""
        if self.figure is None:
            return ""
        period = self.figure.period
        return " ".join(str(d.year) for d in (period.start, period.end) if d)

    @property
    def facets(self) -> dict[str, list[str]]:
        """What the row can be chosen by."""
        ends = {"from": self.origin, "to": self.destination}
        chosen = {
            name: [place.label for place in end.places] or ["not stated"]
            for name, end in ends.items()
        }
        counted = [self.line.unit] if self.line and self.line.unit else []
        years = sorted({*self.days.split()})
        return chosen | {
            "counted": counted or ["no figure"],
            "manner": [self.look] if self.look else [],
            "year": years,
        }


def movement_rows(library: Library, on: str | None = None) -> list[MovementRow]:
    """Return the movements of a graph with their latest figures.

    With ``on`` only figures of days that may be among those of that day, month or year.
    """
    days = None if on is None else asked_days(on)
    flows = library.of_class(f"{ONTOLOGY}MovementFlow")
    figures: dict[str, dict[str, list[Figure]]] = {iri: {} for iri in flows}
    view = library.figures(None)
    for row in view.rows:
        figure = row.figure
        known = figures.get(figure.series.measures)
        if known is None or figure.series.kind != "flow" or figure.revised:
            continue
        if days is None or figure.period.overlaps(days):
            known.setdefault(_counts(figure), []).append(figure)
    standing = library.standings(row.figure.claim for row in view.rows)
    chosen = [
        (iri, figure, look, several)
        for iri, series in figures.items()
        for _, same in sorted(series.items())
        for look, figure, several in _latest(same, standing)
    ]
    blocks = FigureBlocks(library, view, TimeAxis([], []))
    lines = blocks.lines({figure.claim for _, figure, _, _ in chosen})
    ends = _ends(library, flows)
    rows = [
        MovementRow(
            *(library.thing(iri), *ends[iri], figure, lines.get(figure.claim)),
            *(look, _counts(figure), several),
        )
        for iri, figure, look, several in chosen
    ]
    if days is None:
        without = [iri for iri in flows if not figures[iri]]
        rows += [MovementRow(library.thing(iri), *ends[iri]) for iri in without]
    return sorted(rows, key=_place)


def _place(row: MovementRow) -> tuple[bool, str, bool, str, str, str]:
    ends = row.origin.words, row.destination.words
    key = [part for words in ends for part in (not words, words.casefold())]
    return key[0], key[1], key[2], key[3], row.flow.label, row.counts  # type: ignore[return-value]


def _counts(figure: Figure) -> str:
    """Return what a figure counts, and how: ``persons``."""
    unit, _, more = (
        series_words(figure.series).removeprefix("flow \u00b7 ").partition(" \u00b7 ")
    )
    many = plural(code_words(unit)) if figure.series.unit else unit
    return f"{many}, {more}" if more else many


def _latest(
    same: Iterable[Figure], standing: Mapping[str, str]
) -> Iterator[tuple[str, Figure, int]]:
    """Yield the latest figure of each standing: how it is drawn, and of how many.

    ``standing`` is that of claims, by IRI.
    """
    alike: dict[str, list[Figure]] = {}
    for figure in same:  # whoever denies a figure is not put in the place of its claim
        alike.setdefault(standing.get(figure.claim, ""), []).append(figure)
    looks = [(look_of([iri]), iri, figures) for iri, figures in alike.items()]
    for look, _, figures in sorted(looks, key=lambda each: each[:2]):
        yield look, max(figures, key=_weight), len(figures)


def _weight(figure: Figure) -> tuple[bool, date, int, date, str]:
    """Put numbers before words, late ones before early ones, long before short."""
    period = figure.period
    return (
        figure.level,
        last_day(figure),
        period.days or 0,
        figure.published or date.min,
        figure.claim,
    )


def _ends(
    library: Library, flows: Iterable[str]
) -> dict[str, tuple[MovementEnd, MovementEnd]]:
    """Return where flows begin and end."""
    places: dict[tuple[str, str], list[str]] = {}
    for name in _ENDS:
        query = (
            f"SELECT DISTINCT ?flow ?place WHERE {{ ?flow <{ONTOLOGY}{name}> ?place }}"
        )
        for flow, place in sorted(library.rows(query)):
            places.setdefault((str(flow), name), []).append(str(place))
    library.things({place for every in places.values() for place in every})
    around = _by_place(library, f"?place <{APF.within}>+ ?value")
    codes = _by_place(library, f"?place <{APF.within}>*/<{ONTOLOGY}iso3> ?value")

    def end(flow: str, name: str) -> MovementEnd:
        iris = places.get((flow, name), [])
        wide = frozenset().union(*({iri, *around.get(iri, ())} for iri in iris))
        known = {code for iri in iris for code in codes.get(iri, ())}
        code = known.pop() if len(known) == 1 else ""
        return MovementEnd(library.things(iris), code, wide)

    return {flow: (end(flow, "origin"), end(flow, "destination")) for flow in flows}


def _by_place(library: Library, pattern: str) -> Mapping[str, set[str]]:
    """Return what a pattern finds as ``?value`` of each ``?place``."""
    values: dict[str, set[str]] = {}
    for place, value in library.rows(f"SELECT ?place ?value WHERE {{ {pattern} }}"):
        values.setdefault(str(place), set()).add(str(value))
    return values
