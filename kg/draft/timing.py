"""When what a figure counts was: the date that is its own, and not of what is near."""

from __future__ import annotations

import re

from kg.draft.ahead import THESE_DAYS, ToCome
from kg.draft.dates import When, nearest
from kg.draft.events import names_event, since_event
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence
from kg.draft.steps import STEP, stepped
from kg.periods.edtf import parse_period

_OF_ANOTHER = re.compile(
    r"\b(?:after|before|following|when|because of|despite)\s(?:[^,;]*)$"
    r"|\b(?:since|until)\s(?:[^,;]*)$"
    r"|\b(?:signed|adopted|agreed|passed|launched|introduced|founded|opened|built|enacted|"
    r"dated|created|established|imposed|reopened)\s(?:[a-z]+\s){0,2}$"
)
PREVIOUS = re.compile(r"\bthe previous\b(?! (?:fiscal|financial))", re.IGNORECASE)
_AS_OF = re.compile(
    r"\bas (?:of|at)\s+(?:the\s+)?(?:[\w'\u2019-]+\s+){0,5}(?:on\s+)?$", re.IGNORECASE
)
_OWN_DEED = re.compile(
    r"\bafter\s+(?:making|crossing|taking|travelling|traveling|completing)\b"
)
"""What is told of those who are counted, on the same day."""

_ANNOUNCED = re.compile(
    r"\b(?:announced|said|told|approved|voted|decided|signed|agreed|adopted|ordered|"
    r"asked|urged|called|wants|unveiled|launched|issued|warned|promised|vowed|threatened|confirmed|ruled)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|could|may|might|to|shall|plans?|planned|expects?|expected)\b",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:than|as|compared|versus|relative|against|on|over|from)\b"
    r"(?:[^,;.]|(?<=\d)[,.](?=\d))*$",
    re.IGNORECASE,
)
"""Behind a change, before the days of what it is a change of."""

_WHICH = re.compile(r"(?:which|when|where)\b", re.IGNORECASE)
_PLACED = re.compile(r",\s+(?:where|which|whose)\b[^,]*$", re.IGNORECASE)
"""Before a date in what is told of a place or of somebody else."""

_BOUND_AHEAD = re.compile(r"(?:'s|\u2019s)?\s*(?:with|saw|brought|recorded|:|\()\s*")
"""Between a month and its number: `October with 5,414`."""

_POSSESSIVE = re.compile("['\u2019]s?\\b")
_WHO = re.compile(r"\b(?:who|which|that)\s[^,;]*$")
_THEY_ARE = re.compile(r"\s+(?:have|has|are|is|remain|still|live|need)\b")
_IN_THE = re.compile(r"\b(?:in|over|during|within)(?:\sthe)?\s$")
_WHEN_IT_WAS = re.compile(
    r",\s+when\s+(?:it|they|there|the\s[\w-]+)\s+(?:was|were|had\sbeen|stood\sat)\s+$"
)
_COMPARED_TO = re.compile(
    r"\b(?:compared\s(?:to|with)|versus|relative\sto|as\s(?:many|much|high|low)\sas)\b(?:[^,;.]|(?<=\d)[,.](?=\d))*$"
)
_TOTAL = re.compile(r"\b(?:total|tally|toll|count)\s$", re.IGNORECASE)
_AND_THEN = re.compile(r"[,;]|\band\b|\bbut\b")
_ADDED = re.compile(r"\b(?:adding|added|and|but)\s+that\s", re.IGNORECASE)
_BESIDE, _FEW = 50, 2
"""Characters behind a number, and words, after which a step from a day is its own."""

_NEXT = 14
"""Characters between a date and the number that it is of."""

_FIRST = 8
"""Characters at which a date is the first of a sentence: `- As of 9 May`."""

_SINCE_THEN = re.compile(
    r"\b(?:since (?:then|that (?:day|date|time|month|week))|ever since)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:in|during|over|for|on|by)\s(?:that|the\ssame|these|those)\s(?:same\s)?"
    r"(?:period|time|days?|night|weeks?|months?|quarter|years?|weekend)\b"
    r"(?!\s(?:last|a|the|of|in|as|next|before)\b)|\bthat\s(?:same\s)?(?:day|night)\b",
    re.IGNORECASE,
)
"""Days that were told before."""

_LONG_BEFORE = 20_000
"""Characters before a figure among which the text tells when something began."""

_SHORTLY_BEFORE = 600
"""Characters before `since then` among which the day stands that it means."""

_SINCE = re.compile(r"\bsince\s[^;:.\d]*$", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+(?:on|onwards?|onward)\b(?!\s+\w+day)", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\s")
PERFECT = re.compile(r"\b(?:has|have|'ve)\b", re.IGNORECASE)
IN_ALL = re.compile(
    r"\b(?:so far|to date|in total|in all|overall|altogether|cumulative(?:ly)?|ever|"
    r"(?:bring|tak|rais|push|lift)(?:s|es|ing)?\s+(?:the|its|their)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:total|number|tally|toll|figure)|brought\s+(?:the|its)\s+(?:[\w-]+\s+)?total)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(r"(?!\.\.)[^/]+(?:/(?!\.\.)[^/]+)?")


class Timing(ToCome):
    """Finds the period of a figure."""

    def of(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        *,
        ahead: bool,
        change: bool = False,
    ) -> When | None:
        """Return the date of a number: in its clause, or the one of its sentence.

        That of a ``change`` is not the date of what it is a change of.
        """
        dates = self._dates(sentence, number, ahead=ahead, change=change)
        inside = [w for w in dates if clause.start <= w.start < clause.end]
        own = [w for w in inside if not self._of_another(clause, w, number)]
        own = [w for w in own if not self._is_of_next(sentence, w, number)]
        text = self.passage.text
        if not inside and _WHICH.match(text, clause.start):
            for when in sentence.dates:  # `in 2019, which saw 300`
                gap = text[when.end : max(when.end, clause.start)].strip(" ,(")
                if when.end <= clause.start and gap in ("", "together", "alone"):
                    return self._then(sentence, when)
        it_was = _WHEN_IT_WAS.search(text, clause.start, number.start)
        if it_was is not None:
            for when in sentence.dates:  # `in May, when it was 300`
                if 0 <= it_was.start() - when.end <= _NEXT:
                    return self._then(sentence, when)
        later = STEP.search(text, number.end, min(clause.end, number.end + _BESIDE))
        if later and len(text[number.end : later.start()].split()) <= _FEW:
            then = self._stepped(later)
            if then is not None and then.edtf:
                return then  # `and 12 people a day later`
        that = _SAME.search(text, number.end, min(clause.end, number.end + _BESIDE))
        if that and not any(number.end <= w.start < that.start() for w in own):
            then = self._same(that)
            if then is not None:
                return then  # `661 people crossed that day, the most this year`
        for when in own:
            if _BOUND_AHEAD.fullmatch(text, when.end, max(when.end, number.start)):
                return when
        for when in nearest(own, number.start, number.end):
            behind = _WHEN.match(text, when.end, number.start)
            if behind and "," not in text[behind.end() : number.start]:
                return self._then(sentence, when)  # `since 2021, when 300 left`
            return when
        same = _SAME.search(text, clause.start, clause.end)
        if same is not None and not own:
            return self._same(same)
        if (
            not own
            and (since := self._since_event(sentence, clause, number)) is not None
        ):
            return since
        step = STEP.search(text, clause.start, clause.end)
        if step is not None and not own and (then := self._stepped(step)) is not None:
            return then
        since_then = _SINCE_THEN.search(text, clause.start, clause.end)
        if since_then is not None and not own:
            return self._since_then(since_then)
        if not inside and THESE_DAYS.search(text, clause.start, clause.end):
            return None
        if not inside and IN_ALL.search(text, clause.start, clause.end):
            return None
        if not inside and (len(sentence.clauses) == 1 or len(dates) == 1):
            rest = [w for w in dates if not self._of_another(clause, w, number)]
            # what a sentence adds, `and will be returned in May`, is of something else
            rest = [w for w in rest if w.start < clause.end]
            barred = any(re.search("[;:]", text[w.end : clause.start]) for w in rest)
            return rest[0] if len(rest) == 1 and not barred else None
        fronted = next((w for w in dates if w.start - sentence.start <= 4), None)
        if not inside and fronted is not None:
            between = text[fronted.end : number.start]
            if not re.search(r"[;:]|\b(?:while|whereas|but)\b", between):
                return fronted
        return None

    def _dates(
        self, sentence: DraftSentence, number: Number, *, ahead: bool, change: bool
    ) -> list[When]:
        """Return the dates of a sentence that may be those of a number."""
        text = self.passage.text
        dates = [
            w
            for w in (sentence.dates_ahead if ahead else sentence.dates)
            if not self.is_of_speech(sentence, w)
            and not PREVIOUS.search(w.words)
            and not any(n.start <= w.start < n.end for n in sentence.numbers)
            and not (w.start < number.end and number.start < w.end)
            and not (w.start > number.end and _POSSESSIVE.match(text, w.end))
            and not text[: w.start].endswith(("than ", "than\n"))
            and not _COMPARED_TO.search(text, number.end, w.start)
            and not (change and _THAN.search(text, number.end, w.start))
        ]
        if ahead:
            return [w for w in dates if not self._is_of_announcing(w, number)]
        # what is still to come dates nothing that was
        return [self._since(sentence, w) for w in dates if not w.edtf.endswith("/..")]

    def _is_of_announcing(self, when: When, number: Number) -> bool:
        """Tell whether a plan was told on a day: `on Monday it said it would send`."""
        text = self.passage.text
        spoken = _ANNOUNCED.search(text, when.end, number.start)
        return spoken is not None and bool(
            _TO_COME.search(text, spoken.end(), number.end + 200)
        )

    def _then(self, sentence: DraftSentence, when: When) -> When:
        """Return the day itself of `since 2021, when 300 left`."""
        for named in sentence.dates:
            if (
                named.end == when.end
                and not named.open
                and CLOSED.fullmatch(named.edtf)
            ):
                return named
        return When(when.start, when.end, when.words, when.edtf.partition("/")[0])

    def dated(self, sentence: DraftSentence, when: When) -> When:
        """Return a date as it is meant, up to the text where it says since when."""
        return self._since(sentence, when)

    def as_of(self, sentence: DraftSentence, clause: Clause) -> When | None:
        """Return the day up to which a clause counts: `as of 9 May`, if it has one."""
        text = self.passage.text
        for when in sentence.dates:
            inside = clause.start <= when.start < clause.end
            if not inside or self.is_of_speech(sentence, when):
                continue
            begins = when.words.casefold().startswith(("as of", "as at"))
            if begins or _AS_OF.search(text, sentence.start, when.start):
                return when
        return None

    def as_of_all(self, sentence: DraftSentence, number: Number) -> When | None:
        """Return the day that a sentence begins with: `as of 9 May`, of all in it."""
        first = next(iter(sentence.dates), None)
        if first is None or not sentence.start + _FIRST >= first.start:
            return None
        whole = Clause(sentence.start, number.start)
        return first if self.as_of(sentence, whole) is first else None

    def since_in(self, sentence: DraftSentence, clause: Clause) -> When | None:
        """Return the days since a date that a clause names, if it names any."""
        for when in sentence.dates:
            if clause.start <= when.start < clause.end:
                since = self._since(sentence, when)
                if since.open:
                    return since
        return None

    def _since(self, sentence: DraftSentence, when: When) -> When:
        """Return the days since a date where that is meant: `since it began in May`."""
        text = self.passage.text
        if when.open or not CLOSED.fullmatch(when.edtf):
            return when
        when = self._so_far(when)
        begins = _SINCE.search(text, max(sentence.start, when.start - 90), when.start)
        goes_on = _ONWARDS.match(text, when.end, sentence.end)
        if begins is None and goes_on is None:
            return when
        start = when.start if begins is None else begins.start()
        end = when.end if goes_on is None else goes_on.end()
        first = when.edtf.partition("/")[0]
        day = self.passage.published.isoformat()
        if first[: len(day)] > day[: len(first)]:
            return when
        words = " ".join(text[start:end].split())
        return When(start, end, words, f"{first}/{day}", True)

    def _so_far(self, when: When) -> When:
        """Return a date that is not over when the text was published up to that day."""
        total = _TOTAL.search(self.passage.text, max(0, when.start - 12), when.start)
        if when.words.casefold().startswith("for ") and total is None:
            return when  # `90 million for 2026`
        span, day = parse_period(when.edtf), self.passage.published
        if span.start is None or span.end is None or not span.start < day < span.end:
            return when
        first = when.edtf.partition("/")[0]
        edtf = f"{first}/{day.isoformat()}"
        return When(when.start, when.end, when.words, edtf, True)

    def _since_then(self, words: re.Match[str]) -> When | None:
        """Return the days since the last date that the text has before `since then`."""
        place = words.start()
        dates = [
            when
            for sentence in self.passage.sentences_before(place, _SHORTLY_BEFORE)
            for when in sentence.dates
            if when.end <= words.start() and when.edtf
        ]
        if not dates:
            return None
        first = dates[-1].edtf.partition("/")[0]
        day = self.passage.published.isoformat()
        return When(*words.span(), " ".join(words[0].split()), f"{first}/{day}", True)

    def _is_of_those(self, when: When, number: Number, before: str) -> bool:
        """Tell whether a date is of a whole: `of those who left in May, 300 are`."""
        text = self.passage.text
        return (
            when.end <= number.start
            and _WHO.search(before) is not None
            and text[when.end : number.start].lstrip(" ").startswith(",")
            and _THEY_ARE.match(text, number.end) is not None
        )

    def _is_of_next(self, sentence: DraftSentence, when: When, number: Number) -> bool:
        """Tell whether a date is of the next number: `300 came, and in May 40`."""
        if when.start < number.end:
            return False
        text = self.passage.text
        added = _ADDED.search(text, number.end, when.start)
        if added and any(added.end() <= n.start < when.start for n in sentence.numbers):
            return True  # `300 came, he said, adding that 40 left on Monday`
        if not _AND_THEN.search(text[number.end : when.start]):
            return False
        return any(
            0 <= other.start - when.end <= _NEXT for other in sentence.numbers
        ) and any(w.end <= number.start for w in sentence.dates)

    def _since_event(
        self, sentence: DraftSentence, clause: Clause, number: Number
    ) -> When | None:
        """Return the days since what happened on a day that the text told before."""
        if not names_event(sentence, clause):
            return None
        dates = [
            self._since(before, when)
            for before in self.passage.sentences_before(clause.start, _LONG_BEFORE)
            for when in before.dates
            if when.end <= clause.start and not self.is_of_speech(before, when)
        ]
        return since_event(sentence, clause, number.start, dates)

    def _stepped(self, words: re.Match[str]) -> When | None:
        """Return the days of `two days later`, from the last that the text named.

        "" where that is not sure. `A year earlier` compares, and is none.
        """
        if words["back"] and words["n"].lower() in ("a", "an", "the", "one"):
            return None
        named = self._named_before(words.start())
        if _IN_THE.search(
            self.passage.text[max(0, words.start() - 12) : words.start()]
        ):
            named = named[:0]  # `in the twelve months after that` is no day
        edtf = stepped(words, named[-1].edtf) if named else ""
        day = self.passage.published.isoformat()
        first, _, last = edtf.partition("/")
        if first.rstrip("~") > day[: len(first.rstrip("~"))]:
            edtf = ""
        elif last > day:
            edtf = f"{first}/{day}"
        return When(*words.span(), " ".join(words[0].split()), edtf) if named else None

    def _named_before(self, place: int) -> list[When]:
        """Return the dates that the text has shortly before a character."""
        return [
            self._since(sentence, when)
            for sentence in self.passage.sentences_before(place, _SHORTLY_BEFORE)
            for when in sentence.dates
            if when.end <= place and not self.is_of_speech(sentence, when)
        ]

    def _same(self, words: re.Match[str]) -> When | None:
        """Return the days that the text has last before `in the same period`."""
        dates = self._named_before(words.start())
        days = [w for w in dates if w.edtf and w.edtf.startswith(("1", "2"))]
        if not days:
            return None
        return When(*words.span(), " ".join(words[0].split()), days[-1].edtf)

    def _of_another(self, clause: Clause, when: When, number: Number) -> bool:
        """Tell whether a date is that of something else: `after the return in 2021`.

        Not where the number itself is behind that word: `after 300 had left in May`.
        """
        start = min(clause.start, when.start)
        before = self.passage.text[start : when.start]
        if _PLACED.search(self.passage.text, number.end, when.start):
            return True
        match = _OF_ANOTHER.search(before)
        if self._is_of_those(when, number, before):
            return True
        if match is None or _OWN_DEED.match(before, match.start()):
            return False
        if match[0].casefold() == "since " and _WHEN.match(self.passage.text, when.end):
            return False
        return not start + match.start() < number.start < when.start
