"""What is written beside a mark: its number, its days, who gives it, and where.

A label stands alone: whoever sees the picture needs no list of sources beside it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import bidirectional

from kg.export.plot.axes import MONTHS
from kg.export.plot.letters import HIGH, width, wrapped
from kg.export.plot.marks import CLAIM, DERIVED, Mark, undated
from kg.export.plot.odds import Odds
from kg.figures.codes import UNKNOWN
from kg.figures.figure import Days, Figure
from kg.figures.view.model import Claimants, FiguresView
from kg.figures.view.words import amount_words, when
from kg.graph.cited import Citation, Thing

_DAY = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
_ONE_MONTH = re.compile(r"(\d+) (\w+ \d{4}) to (\d+) \2")
_ONE_YEAR = re.compile(r"((?:\d+ )?\w{3}) (\d{4}) to ((?:\d+ )?\w{3} \2)")

_LONG = 26
"""Letters from which on a name is given by its abbreviation, explained below."""

_ROOM = 0.6
"""Room at both sides of a label together, in sizes of its letters."""

_MOST_SOURCES = 2
"""So many sources are named beside the first, where there is room."""

_TIED = "\N{NO-BREAK SPACE}"

Run = tuple[str, bool]
"""Words, and whether they are bold."""


@dataclass(frozen=True)
class Label:
    """Lines of words of one size, with their width and height in points.

    Behind those of a claim (``marked``) is the colour of its claimant, with some room.
    """

    lines: tuple[tuple[Run, ...], ...]
    size: float
    marked: bool = False

    @property
    def width(self) -> float:
        """How wide its longest line is, with the room at its sides."""
        return max(map(self.wide, self.lines), default=0.0) + self.indent

    def wide(self, line: tuple[Run, ...]) -> float:
        """Return how wide a line is."""
        return sum(width(words, self.size, bold=bold) for words, bold in line)

    @property
    def indent(self) -> float:
        """The room at both sides together."""
        return _ROOM * self.size if self.marked else 0.0

    @property
    def height(self) -> float:
        """How high all lines are."""
        return len(self.lines) * self.size * HIGH

    @property
    def words(self) -> str:
        """All that it says, in one line."""
        lines = ("".join(words for words, _ in line) for line in self.lines)
        return " ".join(lines).replace(_TIED, " ")


class ShortNames:
    """Names of who speaks as a picture has room for, and which of them are short."""

    def __init__(self, view: FiguresView, claimants: Claimants) -> None:
        self.view, self.short = view, claimants.short
        self.used: dict[str, str] = {}

    def of(self, thing: Thing) -> str:
        """Return a name; a long one by its abbreviation where it has one."""
        short = self.short.get(thing.iri, "")
        if not short or len(thing.label) <= _LONG:
            return isolated(thing.label)
        self.used[short] = thing.label
        return short

    def claimants(self, citation: Citation) -> str:
        """Return who claims something, alone or with others, and who else it may be."""
        together = " and ".join(
            map(self.of, (citation.claimant, *citation.joint_claimants))
        )
        possible = ", ".join(map(self.of, citation.possible_claimants))
        return f"{together} (or {possible})" if possible else together


class Labels:
    """Writes the labels of a picture: of a size, and at most so wide.

    ``named`` is how many sources are named beside the first; more are counted.
    """

    def __init__(
        self,
        view: FiguresView,
        names: ShortNames,
        *,
        size: float,
        room: float,
        named: int = _MOST_SOURCES,
    ) -> None:
        self.view, self.names, self.size, self.room = view, names, size, room
        self.named = named

    def of(self, mark: Mark, odds: Odds, *, shared: Container[str] = ()) -> Label:
        """Return the label of a mark, with what it cannot be true with.

        Sources that are ``shared`` by many are named once for all of them, elsewhere;
        but what does not stand always says whose it is.
        """
        lines = self._first(*self.head(mark), bold=mark.kind == CLAIM)
        for words in self.below(mark, odds):
            if mark.kind == CLAIM and mark.stands and words in shared:
                continue
            lines += [((line, False),) for line in self._wrap(words)]
        return Label(tuple(lines), self.size, mark.kind == CLAIM)

    def head(self, mark: Mark) -> tuple[str, str]:
        """Return the number in the words of its source, and the days it is of."""
        if mark.kind != CLAIM:
            return mark.words, period_words(mark.period, mark.coercion)
        manner = "" if mark.figure.counted else f"{mark.figure.manner}: "
        return f"{manner}{isolated(amount_words(mark.figure))}", when_words(mark.figure)

    def below(self, mark: Mark, odds: Odds) -> Iterator[str]:
        """Yield who gives the number and where, and what speaks against it."""
        if mark.kind != CLAIM:
            rests = f"follows from {self.inputs(mark.figures)}"
            yield rests if mark.kind == DERIVED else mark.beneath
            return
        yield self.sources(mark)
        if mark.figure.condition:
            yield f"if: {isolated(mark.figure.condition)}"
        row = mark.row.row if mark.row else None
        if row and row.verdict == "replaced" and row.against:
            yield f"replaced since by {amount_words(row.against)}"
        elif mark.figure.revised:
            yield "replaced since"
        if mark.figure.disputed_by:
            yield "disputed"
        if odd := odds.against.get(mark.name):
            against = dict.fromkeys(_tied(amount_words(figure)) for figure in odd)
            yield f"\u2260 {'; '.join(against)}"
        if mark.name in odds.among:
            yield "\u2260 not together with others, see below"

    def inputs(self, figures: Iterable[Figure]) -> str:
        """Return the numbers that something follows from, by who gives them."""
        given: dict[str, list[str]] = {}
        for figure in figures:
            words = isolated(amount_words(figure))
            given.setdefault(self._who(figure), []).append(words)
        return "; ".join(f"{', '.join(each)} ({who})" for who, each in given.items())

    def _who(self, figure: Figure) -> str:
        return self.names.claimants(self.view.citations[figure.claim])

    def sources(self, mark: Mark) -> str:
        """Return who gives a number, and in which documents."""
        first, *more = (self.view.citations[f.claim] for f in mark.figures)
        who = self.names.claimants(first)
        at = _dated(self._publisher(first), first.published)
        own = self._publisher(first) == self.names.of(first.claimant)
        source = (
            f"{who}, {_day(first.published)}".rstrip(", ") if own else f"{who}, in {at}"
        )
        elsewhere = [c for c in more if c.document.iri != first.document.iri]
        others = list(dict.fromkeys(map(self._publisher, elsewhere)))
        if not others:
            return source
        named, rest = others[: self.named], len(others) - self.named
        counted = f" and{_TIED}{rest}{_TIED}more" if rest > 0 else ""
        likewise = f"; likewise {', '.join(named)}" if named else ""
        return f"{source}{likewise}{counted}"

    def _publisher(self, citation: Citation) -> str:
        return self.names.of(citation.publisher or citation.document)

    def _first(self, amount: str, days: str, *, bold: bool) -> list[tuple[Run, ...]]:
        """Return the number, and the days beside it if they have room there."""
        cut = wrapped(amount, self.room, self.size, bold=bold) or ["no number"]
        *above, last = cut
        lines: list[tuple[Run, ...]] = [((line, bold),) for line in above]
        beside = f"  {days}"
        wide = width(last, self.size, bold=bold) + width(beside, self.size)
        if wide <= self.room:
            return [*lines, ((last, bold), (beside, False))]
        rest = [((line, False),) for line in self._wrap(days)]
        return [*lines, ((last, bold),), *rest]

    def _wrap(self, words: str) -> list[str]:
        return wrapped(words, self.room, self.size)


def when_words(figure: Figure) -> str:
    """Return the days of a figure as short as can be; what is rough says so."""
    if undated(figure.scope):
        return _both("no date given", figure.scope.coercion)
    if figure.period.assumed:
        return period_words(figure.period, figure.scope.coercion)
    return short_days(when(figure))


def period_words(period: Days, coercion: str) -> str:
    """Return days in words, with a coercion that is known."""
    if not period.assumed:
        return _both(short_days(str(period)), coercion)
    since = period.edtf.partition("/")[0]
    if period.start is None or since in ("", ".."):
        return _both("no date given", coercion)
    return _both(f"since {short_days(since)}, no end given", coercion)


def _both(days: str, coercion: str) -> str:
    known = coercion.replace("-", " ") if coercion not in ("", UNKNOWN) else ""
    return ", ".join(filter(None, (days, known)))


def short_days(words: str) -> str:
    """Return days in words with short months, and each month and year once."""
    short = _DAY.sub(_shorter, words)
    short = _ONE_MONTH.sub("\\1\u2013\\3 \\2", short)
    return _ONE_YEAR.sub("\\1 to \\3", short)


def _shorter(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    if not 1 <= int(month) <= len(MONTHS) // 3:
        return match.group()
    name = MONTHS[3 * int(month) - 3 : 3 * int(month)]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _day(day: date | None) -> str:
    """Return a day that stays on one line."""
    return short_days(day.isoformat()).replace(" ", _TIED) if day else ""


def _dated(name: str, day: date | None) -> str:
    return f"{name}, {_day(day)}" if day else name


def _tied(amount: str) -> str:
    """Return an amount that stays on one line if it is short."""
    short = len(amount) <= _LONG
    return isolated(amount.replace(" ", _TIED) if short else amount)


def isolated(name: str) -> str:
    """Return a name set off from what stands beside it where it runs from the right."""
    if any(bidirectional(letter) in ("R", "AL") for letter in name):
        return f"\N{LEFT-TO-RIGHT MARK}{name}\N{LEFT-TO-RIGHT MARK}"
    return name
