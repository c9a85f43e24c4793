"""Who is meant by what they are, where the text says so elsewhere: `the minister said`.

`Marta Karr, deputy mayor of Teln,` is `the mayor`, and `the charity Open Shore` is `the
group` of a later sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from kg.draft.naming import DraftSpeaker
from kg.draft.passage import DraftText, words_between
from kg.draft.wording import Wording

_AFTER = Wording(
    "offices.after",
    r"(?:\s\([^)]{1,30}\))?,\s(?:aged\s)?(?:\d{2},\s)?(?:who\s(?:is|was|runs|heads|leads|works\sas)\s)?"
    r"(?:the\s|an?\s|its\s|their\s|one\sof\s)?(?P<what>[^,.;:\"\u201d]{2,70})",
)
"""Behind a name, what somebody is: `, deputy mayor of Teln`."""

_BEFORE = 4
"""Words before a name that may say what somebody is: `Migration Minister Bo Karr`."""

_SPOKE = frozenset(("spokesman", "spokeswoman", "spokesperson", "spokespeople"))
_BODIES = frozenset(
    (
        *("group", "charity", "organisation", "organization", "ngo", "agency", "body"),
        *("network", "association", "foundation", "monitor", "watchdog", "collective"),
        *("union", "federation", "committee", "institute", "centre", "center", "think"),
    )
)
_ALIKE = frozenset(("group", "charity", "organisation", "organization", "ngo"))
"""What a body of citizens is called again, whatever it was called first."""

_NAMED_SO = frozenset(
    ("watch", "relief", "network", "rescue", "aid", "action", "forum", "alliance")
)


class Offices:
    """What those who spoke are, by the words around their names."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language
        self._about: dict[str, frozenset[str]] = {}

    @cached_property
    def _text(self) -> str:
        return self.passage.text

    def of(self, noun: str, spoke: Iterable[DraftSpeaker]) -> DraftSpeaker | None:
        """Return the last of those who spoke, and are new, that a noun is said of."""
        if self.language != "en":
            return None
        called = _SPOKE if noun in _SPOKE else frozenset((noun,))
        alike = _BODIES if noun in _ALIKE else frozenset[str]()
        for speaker in spoke:
            if speaker.known:
                continue
            name = speaker.id.removeprefix("new: ")
            if not name[:1].isupper() or len(name.split()) < 2:
                continue
            about = self._said_of(name)
            if called & about:
                return speaker
            if alike & about or (alike and _NAMED_SO & {*name.casefold().split()}):
                return speaker
        return None

    def _said_of(self, name: str) -> frozenset[str]:
        """Return the words that stand around a name as what it is of."""
        if name not in self._about:
            words = set[str]()
            for match in re.finditer(rf"\b{re.escape(name)}\b", self._text):
                before = self._text[max(0, match.start() - 60) : match.start()]
                line = re.split(r"[.,;:\"\u201c\u201d\n]", before)[-1]
                words |= {*list(words_between(line, 0, len(line)))[-_BEFORE:]}
                behind = _AFTER[self.language].match(self._text, match.end())
                if behind is not None:
                    words |= {*words_between(behind["what"], 0, len(behind["what"]))}
            self._about[name] = frozenset(words)
        return self._about[name]
