"""Whether what a figure counts is still to come, or was, whatever is doubted of it."""

from __future__ import annotations

import re

from kg.draft.manner import Manner
from kg.draft.numbers import Number
from kg.draft.passage import Clause
from kg.draft.spoken import SpeechDays
from kg.draft.wording import Wording

_FUTURE = Wording(
    "ahead.future",
    r"\b(?:will|would|could|may|might|to|shall|can|going to|plans?|planned|expects?|"
    r"expected|likely|projects?|projected|forecasts?|predicts?|intends?|threatens?|"
    r"threatened|set|due|next|if|should|aims?|pledged|promised|promises?|quota|target|"
    r"seeks?|foresees?|anticipates?|anticipated|risks?|wants?|scheduled|vowed|vows?)\b",
    re.IGNORECASE,
)
_PAST_AFTER = Wording(
    "ahead.past_after",
    r"\b(?:may|might|could|must|would|should)\s+(?:already\s+)?have\b(?!\s+to\b)",
    re.I,
)
NOW = Wording(
    "ahead.now",
    r"\b(?:is|are|'re|live|lives|hosts?|remains?|needs?|now|still|currently|at present|"
    r"shelters|sleep|sleeps|stay|stays|lack|lacks|stands? at|holds?|has|have|houses|"
    r"accommodates|rely|depend|attend|attends|want|wants|say|says|report|intend|plan|hope|work|works|go|face|"
    r"faces)\b",
    re.IGNORECASE,
)
_MAYBE = Wording("ahead.maybe", "perhaps|possibly|probably|maybe", re.IGNORECASE)
_VERB_BEHIND = Wording(
    "ahead.verb_behind",
    r"\s+(?:(?!(?:will|would|could|may|might|can|shall|should|to|must)\b)[\w-]+\s+){0,4}?"
    r"(?P<verb>was|were|had|have|has|are|is|came|left|fled|went|died|arrived|returned|"
    r"crossed|entered|lives?|lived|remains?|remained|stays?|stayed|sleeps?|slept|needs?|"
    r"needed|lacks?|lacked)\b",
    re.IGNORECASE,
)
_TO_BE = Wording(
    "ahead.to_be",
    r"\w+\s+(?:(?:now|also|still|already|not|being|all|soon|most|\w+ly)\s+)*"
    r"(?:to|due|expected|likely|set|planned|scheduled|slated|about|going|projected|"
    r"forecast|intended|bound|poised|supposed|meant|feared|at\s+risk|in\s+line|facing|"
    r"threatened|earmarked|ready|preparing|planning|waiting|pending|wanted|wanting)\b",
    re.IGNORECASE,
)
"""A verb by which something is still to come: `were to be sent`, `are likely to`."""

_VERB_AHEAD = Wording(
    "ahead.verb_ahead",
    r"(?<!to\s)(?<!be\s)\b(?:killed|injured|wounded|displaced|deported|expelled|evicted|"
    r"arrested|detained|sent|took|brought|drove|registered|received|counted|recorded|"
    r"rescued|intercepted|left|saw|found|uprooted|turned\s+away|holds|hosts|houses|"
    r"shelters|now\s+has|counts)\s+"
    r"(?:back\s+|home\s+|in\s+|out\s+)?$",
    re.IGNORECASE,
)

_HAVE_DONE = Wording(
    "ahead.have_done",
    r"\s+(?:(?!will|would|could|may|might)[\w-]+\s+){0,2}?(?:has|have)\s+"
    r"(?:already\s+)?(?!to\b|been\s+\w+\s+to\b)[a-z]+(?:ed|en|ne|left|gone|come|lost)\b",
    re.IGNORECASE,
)
"""Behind a number, what they have done, whatever is to come."""

THESE_DAYS = Wording(
    "ahead.these_days",
    r"\b(?:now|still|currently|at present|at the moment|these days)\b",
    re.IGNORECASE,
)
_PAST = Wording(
    "ahead.past",
    r"\b(?:was|were|had|left|fled|went|came|took|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)


_THEN = Wording(
    "ahead.then",
    r"^(?!.*\b(?:said|told|says)\b.*\bthat\b).*\b(?:was|were|remained|made\sup|accounted|"
    r"comprised|travelled|reported|numbered|totalled|represented|had)\b",
    re.DOTALL,
)
"""What is told of days that are over, and not what somebody said of his own."""

_WOULD = Wording("ahead.would", r"\b(?:will|would|could|may|might)\b")
_WERE = Wording("ahead.were", r"\b(?:was|were|had)\b")


def is_of_then(text: str, language: str) -> bool:
    """Tell whether words are of days that are over."""
    past = _THEN[language].search(text) is not None
    return past and not NOW[language].search(text)


class ToCome(SpeechDays):
    """Tells which figures are of what is still to come."""

    def is_ahead(self, clause: Clause, number: Number, manner: Manner) -> bool:
        """Tell whether a figure is of what is still to come."""
        if manner.code not in ("planned", "predicted", "threatened", "concern"):
            return False
        text = self.passage.text[clause.start : clause.end]
        if _PAST_AFTER[self.language].search(text):
            return False
        before = self.passage.text[max(clause.start, number.start - 30) : number.start]
        if THESE_DAYS[self.language].search(before):
            return False
        cue = manner.cue
        if cue is not None and self.passage.text[cue.start : cue.end] == "pending":
            return False  # they wait for it now
        if cue is not None and _MAYBE[self.language].fullmatch(
            self.passage.text, cue.start, cue.end
        ):
            rest = self.passage.text[cue.end : clause.end]
            if not _FUTURE[self.language].search(rest):
                return False  # `perhaps 300 come every day`
        if _HAVE_DONE[self.language].match(self.passage.text, number.end, clause.end):
            return False
        if manner.code != "concern" and self._is_of_before(clause, number):
            return False
        inside = cue is not None and clause.start <= cue.start < clause.end
        if manner.code == "concern":
            return _WOULD[self.language].search(text) is not None
        if inside or _FUTURE[self.language].search(text):
            return True
        return not (
            NOW[self.language].search(text) or _WERE[self.language].search(text)
        )

    def _is_of_before(self, clause: Clause, number: Number) -> bool:
        """Tell whether the verb beside a number is no future, whatever else is doubted.

        `300 people live there, who may be sent back`; `the plan displaced 300 people`.
        """
        text = self.passage.text
        behind = _VERB_BEHIND[self.language].match(text, number.end, clause.end)
        if behind is not None:
            return (
                _TO_BE[self.language].match(text, behind.start("verb"), clause.end)
                is None
            )
        ahead = _VERB_AHEAD[self.language].search(text[clause.start : number.start])
        return ahead is not None

    def is_over(self, clause: Clause) -> bool:
        """Tell whether a verb in the past stands in a clause."""
        return (
            _PAST[self.language].search(self.passage.text, clause.start, clause.end)
            is not None
        )
