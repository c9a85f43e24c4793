"""A text made ready for rules: its sentences and clauses, and what stands in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.ask.coverage import sentence_bounds
from kg.draft.dateline import after_dateline
from kg.draft.dates import When, dates_in
from kg.draft.numbers import Number, numbers_in
from kg.draft.reporting import reported_days
from kg.draft.things import Mentioned, Things
from kg.draft.wording import Wording
from kg.periods.edtf import parse_period

_CLAUSE = Wording(
    "passage.clause",
    r";|:|\u2014|,\s+(?:while|whereas|although|though|but|yet|compared with)\b"
    r"|\s(?:while|whereas|but)\s|\s+and\s+(?=(?:would|will|could|may|might)\b)"
    r"|,?\s(?:and|but)\s+(?=(?:has\s|had\s|have\s|also\s|later\s|then\s|they\s|he\s|she\s|"
    r"\w+ly\s)*(?:said|says|admitted|acknowledged|conceded|"
    r"rejected|rejects|denied|denies|accused|accuses|announced|threatened|threatens|"
    r"vowed|vows|warned|warns|promised|promises|urged|called|dismissed|added)\b)"
    r"|(?<!come)(?<!came)(?<!gone)(?<!went)(?<!cut)(?<!is)(?<!are),?\s"
    r"(?:against|compared\s(?:with|to)|versus|up\sfrom|down\sfrom)\s"
    r"(?=(?:(?:some|about|around|just|over|under|nearly|almost|only)\s){0,2}[0-9])"
    r"|,?\s+and\s+(?=that\s)"
    r"|,\s+and\s+(?=(?:the\s+)?[A-Z][\w'\u2019-]*(?:\s[A-Z][\w'\u2019-]*){0,3}\s"
    r"(?:has|have|had|is|are|was|were|will|would|says|said|[a-z]{3,}ed)\b)"
    r"|,\s+(?=which\s(?:brings|brought|takes|took|raises|raised|lifts|lifted)\s)"
    r"|,\s+(?=(?:nearing|surpassing|exceeding|topping|representing|marking)\s)"
    r"|,\s+(?=[\d.,]+(?:\s\w+)?\s+of\s+(?:whom|them|which)\b)"
    r"|,\s+(?=(?:prompting|forcing|causing|leaving|displacing|killing|pushing|driving|"
    r"bringing|taking|raising|lifting)\s)"
    r"|,\s+(?=(?:up|down)\s(?:by\s)?(?:(?:some|about|around|nearly|over)\s)?[\d.]+\s?"
    r"(?:%|per\s?cent))"
    r"|(?:(?<=%)|(?<=cent))\s(?=(?:on|from)\s(?:an?\s|the\s)?(?:\w+\s)?\d[\d,]{3,})"
    r"|(?<=[a-z0-9%]{4}[.!?])\s+(?=[A-Z])"
    r"|,\s+and\s+(?=(?:more|some|about|around|another|at least|over|nearly|almost|"
    r"up to|a further|the|an estimated)?\s*[0-9])"
    r"|\sand\s+(?=(?:more than|some|about|around|another|at least|over|nearly|almost|"
    r"a further|an estimated)\s+[0-9])",
)
_RELATIVE = Wording(
    "passage.relative",
    r",\s+(?=(?:(?:through|in|at|from|to|by|on|via|near)\s)?(?:which|who|where|whose)\b)",
)
_COMMA = re.compile(r",(?=[\s\"\u201d])")
_SHORT = 0.7
"""Of the longest line, what a heading has at most; lines of a paragraph have more."""

_UNWRAPPED = 200
"""Characters of a line that no typist breaks: then a line is a paragraph."""

_STOPS = tuple(".!?:;,\u2026\"'\u201d\u2019-")
_SINGLE = re.compile(
    r"(?<![\w'])['\u2018](?=\w)(?:[^'\u2018\u2019\n]|(?<=\w)['\u2019](?=\w)){3,300}"
    r"(?<=[\w.,!?])['\u2019](?![\w'])"
)
"""A quotation in single marks, which are apostrophes elsewhere."""

_WORD = re.compile(
    r"(?:\b(?:[cdjlmnst]|qu)['\u2019](?=[^\W\d]))?"
    r"(?P<word>[^\W_]+(?:['\u2019-][^\W_]+)*)"
)
"""A word, without what French writes together with it: the `enfants` of `d'enfants`."""

_QUOTES = re.compile("[\"\u201c\u201d\u00ab\u00bb]|''|``")
"""Marks of quotations, those of typewriters among them: ``''300 left,'' he said``."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that has a figure of its own; half open characters."""

    start: int
    end: int


class DraftSentence:
    """A sentence of a text, and what stands in it."""

    def __init__(self, passage: DraftText, start: int, end: int) -> None:
        self.passage, self.start, self.end = passage, start, end
        self.language = passage.language

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses, in their order; a sign that parts them is in neither."""
        text, cuts = self.passage.text, [self.start]
        for match in _CLAUSE[self.language].finditer(text, self.start, self.end):
            if any(
                w.start <= match.start() and match.end() <= w.end for w in self.dates
            ):
                continue  # `24\u201430 June`
            cuts += [match.start(), match.start()]
        bounds = zip(cuts[::2], [*cuts[1::2], self.end], strict=False)
        return [Clause(*_trimmed(text, a, b)) for a, b in bounds if text[a:b].strip()]

    def clause(self, place: int) -> Clause:
        """Return the clause that a character is in; a relative one is by itself."""
        for clause in self.clauses:
            if place < clause.end:
                return self._part(clause, place)
        return Clause(self.start, self.end)

    def _part(self, clause: Clause, place: int) -> Clause:
        """Return the relative clause that a character is in, or what is behind it."""
        text, start = self.passage.text, clause.start
        for match in _RELATIVE[self.language].finditer(text, start, clause.end):
            end = _COMMA.search(text, match.end(), clause.end)
            stop = clause.end if end is None else end.start()
            if place < match.start():
                break
            if place < stop:
                return Clause(*_trimmed(text, match.start(), stop))
            start = stop
        return Clause(*_trimmed(text, start, clause.end))

    @cached_property
    def dates(self) -> list[When]:
        """The phrases that date something."""
        passage = self.passage
        return dates_in(
            passage.text, self.start, self.end, passage.published, self.language
        )

    def is_dated(self, clause: Clause) -> bool:
        """Tell whether a clause has a date."""
        return any(clause.start <= when.start < clause.end for when in self.dates)

    @cached_property
    def dates_ahead(self) -> list[When]:
        """The same phrases, of what is still to come."""
        passage = self.passage
        bounds = self.start, self.end, passage.published, self.language
        return dates_in(passage.text, *bounds, ahead=True)

    @cached_property
    def numbers(self) -> list[Number]:
        """The amounts, but for what is in a date."""
        passage = self.passage
        numbers = numbers_in(passage.text, self.start, self.end, passage.language)
        dated = [(when.start, when.end) for when in self.dates]
        result = list[Number]()
        for number in numbers:
            within = [b for a, b in dated if a <= number.start < b]
            if not within:
                result.append(number)
            elif (end := max(within)) < number.end:  # `in 2026 to 17,900`
                language = passage.language
                result += numbers_in(passage.text, end, number.end, language)
        return result

    @cached_property
    def names(self) -> list[Mentioned]:
        """The things of the project that it names."""
        passage, elided = self.passage, self.language == "fr"
        return passage.things.mentioned(
            passage.text, self.start, self.end, elided=elided
        )

    @cached_property
    def in_quotes(self) -> bool:
        """Whether it begins inside of a quotation that opened before it."""
        return self.passage.is_quoted(self.start)


class DraftText:
    """A text with its sentences; ``published`` is the day that its dates go by."""

    def __init__(
        self, text: str, language: str, published: date, things: Things
    ) -> None:
        self.text, self.language = text, language
        self.published, self.things = published, things

    @cached_property
    def sentences(self) -> list[DraftSentence]:
        """Its sentences, in their order."""
        bounds = sentence_bounds(self.text, self.language)
        return [
            DraftSentence(self, start, end)
            for whole in bounds
            for start, end in self._lines_of(*whole)
        ]

    def sentence_at(self, place: int) -> DraftSentence:
        """Return the sentence that a character is in."""
        return self.sentences[bisect_right(self._starts, place) - 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentences_before(self, place: int, within: int) -> list[DraftSentence]:
        """Return the sentences that begin so many characters before one, or fewer."""
        first = bisect_left(self._starts, place - within)
        return self.sentences[first : bisect_left(self._starts, place)]

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.text.split("\n")), default=0)

    def _lines_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a sentence without the headings that no full stop parts from it.

        A line that is much shorter than others and ends like no sentence is one; where
        lines are as long as paragraphs, each is by itself.
        """
        begin = start
        for match in re.finditer("\n", self.text[start:end]):
            at = start + match.start()
            line = self.text[self.text.rfind("\n", 0, at) + 1 : at].rstrip()
            heading = len(line) < _SHORT * self._longest and line[-1:] not in _STOPS
            if heading or self._longest > _UNWRAPPED:
                yield from self._stretch(begin, at)
                begin = at + 1
        yield from self._stretch(begin, end)

    def _stretch(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first, last = _trimmed(self.text, start, end)
        first = after_dateline(self.text, first, last)
        if first < last:
            yield first, last

    @cached_property
    def reporting_period(self) -> str:
        """The days that the text says it reports on, as EDTF, or ""."""
        return reported_days(self.text, self.published, self.language)

    @cached_property
    def reported_until(self) -> str:
        """The last day that the text says it reports on, as EDTF, or ""."""
        period = self.reporting_period
        end = parse_period(period).end if period else None
        return "" if end is None else end.isoformat()

    @cached_property
    def _paragraphs(self) -> list[int]:
        gap = r"\n\s*" if self._longest > _UNWRAPPED else r"\n\s*\n\s*"
        ends = (match.end() for match in re.finditer(rf"\A\s+|{gap}", self.text))
        return [0, *ends]

    @cached_property
    def _quotes(self) -> list[int]:
        return [match.start() for match in _QUOTES.finditer(self.text)]

    @cached_property
    def _single(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SINGLE.finditer(self.text)]

    def paragraph(self, place: int) -> int:
        """Return where the paragraph begins that a character is in."""
        return self._paragraphs[bisect_right(self._paragraphs, place) - 1]

    def is_quoted(self, place: int) -> bool:
        """Tell whether a character is inside of a quotation of its paragraph."""
        return self.is_in_double(place) or self.is_in_single(place)

    def is_in_double(self, place: int) -> bool:
        """Tell whether a character is inside of double quotation marks."""
        begins = bisect_left(self._quotes, self.paragraph(place))
        return (bisect_left(self._quotes, place) - begins) % 2 == 1

    def quotation_end(self, place: int) -> int | None:
        """Return where the quotation in double marks ends that a character is in."""
        number = bisect_left(self._quotes, place)
        if not self.is_in_double(place) or number == len(self._quotes):
            return None
        end = self._quotes[number]
        return end if self.paragraph(end) == self.paragraph(place) else None

    def is_in_single(self, place: int) -> bool:
        """Tell whether a character is inside of single quotation marks."""
        spans = self._single
        last = bisect_right(spans, (place, len(self.text))) - 1
        return last >= 0 and place < spans[last][1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;:\u2014"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def words_between(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the words between two characters, in small letters."""
    for match in _WORD.finditer(text[start:end]):
        yield match["word"].casefold()
