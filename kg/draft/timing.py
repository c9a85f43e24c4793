"""When what a figure counts was: the date that is its own, and not of what is near."""

from __future__ import annotations

import re

from kg.draft.ahead import THESE_DAYS
from kg.draft.asides import YEAR_OPENS, DatesAside
from kg.draft.dates import When, nearest
from kg.draft.leading import BEGINS_SINCE, CLOSED, SAME, SINCE_THEN
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence
from kg.draft.steps import STEP
from kg.draft.wording import Wording

_OF_ANOTHER = Wording(
    "timing.of_another",
    r"\b(?:after|before|following|when|because of|despite)\s(?:[^,;]*)$"
    r"|\b(?:since|until)\s(?:[^,;]*)$"
    r"|\b(?:signed|adopted|agreed|passed|launched|introduced|founded|opened|built|enacted|"
    r"dated|created|established|imposed|reopened|published)\s(?:[a-z]+\s){0,2}$"
    r"|\bleaked\s(?:[\w]+\s){0,4}$"
    r"|\b(?:report|survey|study|statement|bulletin|figures|data|list|document|paper|count|"
    r"update|assessment|analysis|poll|review)s?(?:\s(?:by|of|from|on)\s[^,;]{1,40}?)?,?\s"
    r"(?:[\w-]+\s){0,2}?"
    r"(?:released|issued|presented|made\spublic)\s(?:[a-z]+\s){0,2}$",
)
PREVIOUS = Wording(
    "timing.previous", r"\bthe previous\b(?! (?:fiscal|financial))", re.IGNORECASE
)
_AS_OF = Wording(
    "timing.as_of",
    r"\bas (?:of|at)\s+(?:the\s+)?(?:[\w'\u2019-]+\s+){0,5}(?:on\s+)?$",
    re.IGNORECASE,
)
_NOW = Wording("timing.now", r"\snow(?=[.,;:)\u201d\"]|$)")
"""Right behind a number: `10,000 a week in March, compared with 400 now`."""

_ANOTHER_DID = Wording(
    "timing.another_did",
    r",\s(?:and|but|while)\s(?:a|an|another|one)\s(?:[\w-]+\s){1,3}?(?:was|were|had|died|left)\b",
)
_WHEN_IT = Wording("timing.when_it", r"when\s", re.IGNORECASE)
"""Before an event in which something happened: `17 died when a boat sank`."""

_EVENT = Wording(
    "timing.event",
    r"\s*(?:on|in|at|during|near|off|over|last|early|late|yesterday|today|(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)day)\b|[^;]*?\b(?:sank|capsized|collapsed|hit|struck|fired|opened|"
    r"attacked|exploded|crashed|burned|broke|overturned|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = Wording(
    "timing.superlative",
    r"\b(?:highest|lowest|most|fewest|largest|biggest|worst|deadliest|busiest|first|"
    r"smallest|record|best|quietest|steepest|sharpest)\b[^.;,]{0,60}(?P<since>\bsince\b[^.;]*)?$",
    re.IGNORECASE,
)
"""Before a date that a count is only the most since: `the highest since June 2022`."""

_OWN_DEED = Wording(
    "timing.own_deed",
    r"\bafter\s+(?:making|crossing|taking|travelling|traveling|completing)\b",
)
"""What is told of those who are counted, on the same day."""

_VICTIMS = Wording("timing.victims", r"(?!)", re.IGNORECASE)
_DISASTER = Wording("timing.disaster", r"(?!)", re.IGNORECASE)
"""What befell people, and by what, which was on the same day."""

_ANNOUNCED = Wording(
    "timing.announced",
    r"\b(?:announced|said|told|approved|voted|decided|signed|agreed|adopted|ordered|"
    r"asked|urged|called|wants|unveiled|launched|issued|warned|promised|vowed|threatened|confirmed|ruled)\b",
    re.IGNORECASE,
)
_TO_COME = Wording(
    "timing.to_come",
    r"\b(?:will|would|could|may|might|to|shall|plans?|planned|expects?|expected)\b",
    re.IGNORECASE,
)
_THAN = Wording(
    "timing.than",
    r"\b(?:than|as|compared|versus|relative|against|on|over|from|below|above)\b"
    r"(?:[^,;.]|(?<=\d)[,.](?=\d))*$",
    re.IGNORECASE,
)
"""Behind a change, before the days of what it is a change of."""

_WHICH = Wording("timing.which", r"(?:which|when|where)\b", re.IGNORECASE)
_PLACED = Wording("timing.placed", r",\s+(?:where|which|whose)\b[^,]*$", re.IGNORECASE)
"""Before a date in what is told of a place or of somebody else."""

_BOUND_AHEAD = Wording(
    "timing.bound_ahead", r"(?:'s|\u2019s)?\s*(?:with|saw|brought|recorded|:|\()\s*"
)
"""Between a month and its number: `October with 5,414`."""

_POSSESSIVE = Wording("timing.possessive", "['\u2019]s?\\b")
_WHO = Wording("timing.who", r"\b(?:who|which|that)\s[^,;]*$")
_THEY_ARE = Wording(
    "timing.they_are", r"\s+(?:have|has|are|is|remain|still|live|need)\b"
)
_WHEN_IT_WAS = Wording(
    "timing.when_it_was",
    r",\s+when\s+(?:it|they|there|the\s[\w-]+)\s+(?:was|were|had\sbeen|stood\sat)\s+$",
)
_COMPARED_TO = Wording(
    "timing.compared_to",
    r"\b(?:[Cc]ompared\s(?:to|with)|versus|relative\sto|as\s(?:many|much|high|low)\sas)\b(?:[^,;.]|(?<=\d)[,.](?=\d))*$",
)
_AND_THEN = Wording("timing.and_then", r"[,;]|\band\b|\bbut\b")
_ADDED = Wording("timing.added", r"\b(?:adding|added|and|but)\s+that\s", re.IGNORECASE)
_BESIDE, _FEW = 50, 2
"""Characters behind a number, and words, after which a step from a day is its own."""

_NEXT = 14
"""Characters between a date and the number that it is of."""

_FIRST = 8
"""Characters at which a date is the first of a sentence: `- As of 9 May`."""

_BUT = Wording("timing.but", r"[;:]|\b(?:while|whereas|but)\b")
_BARS = Wording("timing.bars", r"[;:]")
"""What parts a date from a number behind it, that is of something else."""

_WHEN = Wording("timing.when", r",?\s+when\s")
IN_ALL = Wording(
    "timing.in_all",
    r"\b(?:so far|to date|in total|in all|overall|altogether|cumulative(?:ly)?|ever|"
    r"(?:bring|tak|rais|push|lift)(?:s|es|ing)?\s+(?:the|its|their)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:total|number|tally|toll|figure)|brought\s+(?:the|its)\s+(?:[\w-]+\s+)?total)\b",
    re.IGNORECASE,
)


class Timing(DatesAside):
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
        text = self.passage.text
        if _NOW[self.language].match(text, number.end, clause.end) and not ahead:
            day = self.passage.published.isoformat()
            return When(number.end + 1, number.end + 4, "now", day)
        named = self._dates(sentence, number, ahead=ahead, change=change)
        dates = [w for o in named if (w := self._began(sentence, o, number))]
        inside = [w for w in dates if clause.start <= w.start < clause.end]
        own = [w for w in inside if not self._of_another(clause, w, number)]
        own = [w for w in own if not self._is_of_next(sentence, w, number)]
        own = [w for w in own if not self._is_of_first(clause, w, number)]
        own = self._without_others(sentence, clause, number, own)
        text = self.passage.text
        year = YEAR_OPENS.search(text, max(0, number.start - 8), number.start)
        if year is not None:  # `compared with 2024 (912,400)`
            return When(*year.span("year"), year["year"], year["year"])
        if not inside and self._is_aside(clause):
            return None  # `a camp, which hosts 78,000`, now
        if not inside and _WHICH[self.language].match(text, clause.start):
            for when in sentence.dates:  # `in 2019, which saw 300`
                gap = text[when.end : max(when.end, clause.start)].strip(" ,(")
                if when.end <= clause.start and gap in ("", "together", "alone"):
                    return self._then(sentence, when)
        it_was = _WHEN_IT_WAS[self.language].search(text, clause.start, number.start)
        if it_was is not None:
            for when in sentence.dates:  # `in May, when it was 300`
                if 0 <= it_was.start() - when.end <= _NEXT:
                    return self._then(sentence, when)
        later = STEP[self.language].search(
            text, number.end, min(clause.end, number.end + _BESIDE)
        )
        if later and len(text[number.end : later.start()].split()) <= _FEW:
            then = self._stepped(later)
            if then is not None and then.edtf:
                return then  # `and 12 people a day later`
        that = SAME[self.language].search(
            text, number.end, min(clause.end, number.end + _BESIDE)
        )
        if that and not any(number.end <= w.start < that.start() for w in own):
            then = self._same(that)
            if then is not None:
                return then  # `661 people crossed that day, the most this year`
        after = None if ahead else self._after_event(number, own, inside)
        if after is not None:
            return after
        for when in own:
            if _BOUND_AHEAD[self.language].fullmatch(
                text, when.end, max(when.end, number.start)
            ):
                return when
        for when in nearest(own, number.start, number.end):
            behind = _WHEN[self.language].match(text, when.end, number.start)
            if behind and "," not in text[behind.end() : number.start]:
                return self._then(sentence, when)  # `since 2021, when 300 left`
            return when
        same = SAME[self.language].search(text, clause.start, clause.end)
        if same is not None and not own:
            return self._same(same)
        if (
            not own
            and (since := self._since_event(sentence, clause, number)) is not None
        ):
            return since
        step = STEP[self.language].search(text, clause.start, clause.end)
        if step is not None and not own and (then := self._stepped(step)) is not None:
            return then
        since_then = SINCE_THEN[self.language].search(text, clause.start, clause.end)
        if since_then is not None and not own:
            return self._since_then(since_then)
        if not inside and THESE_DAYS[self.language].search(
            text, clause.start, clause.end
        ):
            return None
        if not inside and IN_ALL[self.language].search(text, clause.start, clause.end):
            return None
        if not inside and (both := self._of_both(sentence, clause, dates)) is not None:
            return both
        if not inside and (len(sentence.clauses) == 1 or len(dates) == 1):
            rest = [w for w in dates if not self._of_another(clause, w, number)]
            # what a sentence adds, `and will be returned in May`, is of something else
            rest = [w for w in rest if w.start < clause.end]
            rest = [w for w in rest if not self._is_of_next(sentence, w, number)]
            rest = [w for w in rest if not w.edtf.startswith("../")]  # a plan's end
            rest = [w for w in rest if not self._is_of_aside(sentence, w, number)]
            bars = _BARS[self.language]
            barred = any(bars.search(text, w.end, clause.start) for w in rest)
            return rest[0] if len(rest) == 1 and not barred else None
        fronted = next((w for w in dates if w.start - sentence.start <= 4), None)
        if not inside and fronted is not None:
            between = text[fronted.end : number.start]
            if not _BUT[self.language].search(between):
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
            and not PREVIOUS[self.language].search(w.words)
            and not any(n.start <= w.start < n.end for n in sentence.numbers)
            and not (w.start < number.end and number.start < w.end)
            and not (
                w.start > number.end and _POSSESSIVE[self.language].match(text, w.end)
            )
            and not text[: w.start].endswith(("than ", "than\n"))
            and not _COMPARED_TO[self.language].search(text, number.end, w.start)
            and not (
                w.end <= number.start
                and _COMPARED_TO[self.language].search(text, sentence.start, w.start)
                and "," in text[w.end : number.start]
            )
            and not (change and _THAN[self.language].search(text, number.end, w.start))
        ]
        if ahead:
            dates = self._as_spoken(sentence, dates)
            return [w for w in dates if not self._is_of_announcing(w, number)]
        # what is still to come dates nothing that was
        return [self._since(sentence, w) for w in dates if not w.edtf.endswith("/..")]

    def _is_of_announcing(self, when: When, number: Number) -> bool:
        """Tell whether a plan was told on a day: `on Monday it said it would send`."""
        text = self.passage.text
        spoken = _ANNOUNCED[self.language].search(text, when.end, number.start)
        return spoken is not None and bool(
            _TO_COME[self.language].search(text, spoken.end(), number.end + 200)
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
            if begins or _AS_OF[self.language].search(text, sentence.start, when.start):
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

    def _is_of_those(self, when: When, number: Number, before: str) -> bool:
        """Tell whether a date is of a whole: `of those who left in May, 300 are`."""
        text = self.passage.text
        return (
            when.end <= number.start
            and _WHO[self.language].search(before) is not None
            and text[when.end : number.start].lstrip(" ").startswith(",")
            and _THEY_ARE[self.language].match(text, number.end) is not None
        )

    def _is_of_next(self, sentence: DraftSentence, when: When, number: Number) -> bool:
        """Tell whether a date is of the next number: `300 came, and in May 40`."""
        if when.start < number.end:
            return False
        text = self.passage.text
        added = _ADDED[self.language].search(text, number.end, when.start)
        if added and any(added.end() <= n.start < when.start for n in sentence.numbers):
            return True  # `300 came, he said, adding that 40 left on Monday`
        if not _AND_THEN[self.language].search(text[number.end : when.start]):
            return False
        return any(
            0 <= other.start - when.end <= _NEXT for other in sentence.numbers
        ) and any(w.end <= number.start for w in sentence.dates)

    def _of_another(self, clause: Clause, when: When, number: Number) -> bool:
        """Tell whether a date is that of something else: `after the return in 2021`.

        Not where the number itself is behind that word: `after 300 had left in May`.
        """
        start = min(clause.start, when.start)
        before = self.passage.text[start : when.start]
        if _PLACED[self.language].search(self.passage.text, number.end, when.start):
            return True
        match = _OF_ANOTHER[self.language].search(before)
        if self._is_of_those(when, number, before):
            return True
        text = self.passage.text
        if when.start > number.end and _ANOTHER_DID[self.language].search(
            text, number.end, when.start
        ):
            return True
        most = _SUPERLATIVE[self.language].search(text, number.end, when.start)
        since = BEGINS_SINCE[self.language].match(when.words) is not None
        if most is not None and (most["since"] or since):
            return True
        if since and when.end <= number.start:
            most = _SUPERLATIVE[self.language].search(before)
            behind = _WHEN[self.language].match(text, when.end, number.start)
            if most is not None and behind is None:
                return True  # `the most since June 2022, 9,300 in September`
        if match is None or _OWN_DEED[self.language].match(before, match.start()):
            return False
        victims = _VICTIMS[self.language].search(before, 0, match.start())
        if victims and _DISASTER[self.language].match(before, match.start()):
            return False  # `neuf morts après le naufrage d'un bateau mardi`
        if (
            _WHEN_IT[self.language].match(before, match.start())
            and number.end <= start + match.start()
            and _EVENT[self.language].match(before, match.start() + 4)
        ):
            return False
        if match[0].casefold() == "since " and _WHEN[self.language].match(
            self.passage.text, when.end
        ):
            return False
        return not start + match.start() < number.start < when.start
