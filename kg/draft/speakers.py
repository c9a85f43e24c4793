"""Who says what in a text: verbs of saying, what they govern, and who is meant.

Half of what reports relay is indirect speech, so quotation marks are not enough. A rule
that is not sure gives nothing: then a figure is the text's own, or is listed.
"""

from __future__ import annotations

import re

from kg.draft.behind import left_out, named_behind, reported_by, source_behind
from kg.draft.doers import (
    antecedent,
    before_address,
    doer_of,
    is_another,
    is_he,
    is_participle,
    is_passive,
    is_put_at,
    is_said_too,
    is_told,
    whoever,
)
from kg.draft.doing import is_no_saying
from kg.draft.introducing import introduced
from kg.draft.lexicon import Phrase, PhraseTable, by_code, listed, tables, together
from kg.draft.meant import Meant
from kg.draft.minutes import whose_turn
from kg.draft.naming import SOMEBODY, DraftSpeaker, as_new, is_of_another
from kg.draft.nouns import is_noun
from kg.draft.papers import Papers, is_paper
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.saying import (
    CLOSED,
    Saying,
    behind_colon,
    bounded,
    counted_by,
    is_ours,
    label_of,
)
from kg.draft.scope import is_at_an_end, is_behind, is_opening
from kg.draft.subjects import is_place, subject_in, with_title, without_brackets
from kg.draft.truth import is_of_truth
from kg.draft.wording import Wording

_SPEECH = ("alleged", "denied", "threatened", "concern")
"""Manners that a verb of saying gives; that of others is in what is said."""

_BETWEEN = Wording(
    "speakers.between",
    r"(?:[,\s]+(?:also|again|later|earlier|has|have|had|repeatedly|frequently|often|"
    r"meanwhile|then|now|is|are|was|today|yesterday|recently|publicly|"
    r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"\w+ly|in a statement|[^,.;]{1,90},))*[,\s]*",
    re.IGNORECASE,
)
_HEARD = frozenset(
    ("told", "informed", "assured", "warned", "accused", "alleged", "blamed", "charged")
)
"""Of whom that was done says nothing: somebody else does."""

_GOES_ON = Wording(
    "speakers.goes_on",
    r"\b(?:and|but)\s+(?:(?:has|had|have|also|later|then|\w+ly)\s+)*$",
)
"""Before a verb that has the subject of the one before."""

_ITS_PAPERS = Wording(
    "speakers.its_papers",
    r"['\u2019]s?\s(?:[\w-]+\s){0,3}?(?:figures|count|report|data|statistics|list|lists|"
    r"records|survey|estimates?|bulletin|register|tally|statement|study)"
    r"(?:\s(?:of|for|from)\s[^,.;]{1,30}?)?(?=\s)",
    re.IGNORECASE,
)
"""Behind a name, what it has written and so says: `the Border Office's figures`."""

_COMPARES = Wording(
    "speakers.compares",
    r",\s+(?:compared|up|down|against|versus|including|with|or|bringing|taking|raising)\b",
)

_BUT = Wording("speakers.but", r"\s(?:but|and|while|whereas|yet)$")
_THAT = Wording("speakers.that", r"\s+that,?$")
_WHO_INSIDE = Wording("speakers.who_inside", r"(?!)")

_INVERTS = Wording("speakers.inverts", r"(?!)")
"""Where a verb has who speaks behind it, as it is in French: `…, a dit le maire`."""


class Speakers:
    """The sayings of a text, sentence by sentence; a pronoun leads back."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language
        language = passage.language
        manners = by_code(language, "modality")
        speech = {w: c for w, c in manners.codes.items() if c in _SPEECH}
        speech |= by_code(language, "speech").codes
        self.saying = listed(language, "saying")
        plain = dict.fromkeys((*self.saying.codes, *tables()[language]["counting"]), "")
        self.verbs = together([PhraseTable(speech), PhraseTable(plain)])
        self.according = listed(language, "according")
        self.meant = Meant(passage)
        self._papers = Papers(self.meant)
        self._sayings: dict[int, list[Saying]] = {}
        self._turns: dict[int, Saying] = {}
        self._charges: dict[int, Phrase | None] = {}
        self._before_it: dict[int, DraftSpeaker] = {}
        labelled = whose_turn(passage, self.meant)
        spoke: DraftSpeaker | None = None
        last: DraftSpeaker | None = None
        charge: Phrase | None = None
        for sentence in passage.sentences:
            if self._new_paragraph(sentence):
                self.meant.new_paragraph()
            charge = None if self._new_paragraph(sentence) else charge
            self._charges[sentence.start] = charge
            if spoke is not None:
                self._before_it[sentence.start] = spoke
            for name in sentence.names:
                self.meant.near(name)
            sayings = self._in(sentence, last)
            if (whose := labelled.get(sentence.start)) is not None:
                self._turns[sentence.start] = self._labelled(sentence, whose)
                sayings = sayings or [self._turns[sentence.start]]
            self._sayings[sentence.start] = sayings  # a pronoun of the next may mean it
            for name in sentence.names:
                self.meant.named(name)
            for each in sayings:
                self.meant.spoke(each.speaker)
            if sayings:
                spoke = last = sayings[-1].speaker
                charges = [s.cue for s in sayings if s.cue.code == "alleged"]
                charge = charges[-1] if charges else None
            elif (who := introduced(sentence, self.meant)) is not None:
                last = who
            elif not sentence.in_quotes:
                last = None if self._new_paragraph(sentence) else last

    def _labelled(self, sentence: DraftSentence, who: DraftSpeaker) -> Saying:
        cue = Phrase(sentence.start, sentence.start, "")
        return Saying(cue, who, sentence.start, sentence.end)

    def _new_paragraph(self, sentence: DraftSentence) -> bool:
        return self.passage.paragraph(sentence.start) >= sentence.start

    def sayings(self, sentence: DraftSentence) -> list[Saying]:
        """Return the sayings of a sentence, in their order."""
        return self._sayings[sentence.start]

    def charge_before(self, sentence: DraftSentence) -> Phrase | None:
        """Return the word of a charge that a sentence without speaker may go on.

        It is that of the last sentence of the same paragraph that has a speaker.
        """
        return None if self.sayings(sentence) else self._charges[sentence.start]

    def before(self, sentence: DraftSentence) -> DraftSpeaker | None:
        """Return who spoke last before a sentence, if anybody did."""
        return self._before_it.get(sentence.start)

    def of(self, sentence: DraftSentence, place: int) -> Saying | None:
        """Return the innermost saying that governs a character, if one does."""
        governing = [s for s in self.sayings(sentence) if s.governs(place)]
        own = sentence.clause(place)  # `Lakeland said 3 left; 9 did, the group said`

        def near(saying: Saying) -> tuple[bool, int, int]:
            inside = own.start <= saying.cue.start < own.end
            return inside, saying.start, -saying.end

        best = max(governing, key=near, default=None)
        turn = self._turns.get(sentence.start)
        if best is None or own.start <= best.cue.start < own.end:
            return best or turn
        labelled = best.cue.start == best.cue.end
        return turn if not labelled and is_ours(self.passage, own) else best

    def _in(self, sentence: DraftSentence, last: DraftSpeaker | None) -> list[Saying]:
        text, language, result = self.passage.text, self.language, list[Saying]()
        result += counted_by(sentence, self.meant, last)
        result += self._papers.sayings(sentence, last)
        result += reported_by(sentence, self.meant, last)
        for cue in self.according.find(text, sentence.start, sentence.end):
            after = named_behind(sentence, cue.end, self.meant, last) or source_behind(
                sentence, cue.end
            )
            if after is not None:
                speaker, end = after
                ahead = self._opens(sentence, cue.start)
                begins = text.rfind(";", sentence.start, cue.start) + 1
                if not begins or text.startswith(" and ", begins):
                    begins = sentence.start  # of a list, `…; and 300 left`
                stop = text.find(";", end, sentence.end)
                stop = sentence.end if stop < 0 else stop
                bounds = (end, stop) if ahead else (begins, cue.start)
                opened = text[sentence.start : cue.start].strip()
                if not ahead and opened[-1:] == "," and is_opening(opened, language):
                    bounds = (begins, stop)  # `In May, according to Quill, 300 left`
                if not ahead and _COMPARES[self.language].match(text, end):
                    bounds = (begins, sentence.end)
                result.append(Saying(Phrase(cue.start, cue.end, ""), speaker, *bounds))
        if (label := label_of(sentence, self.meant)) is not None:
            result.append(label)
        for cue in self.verbs.find(text, sentence.start, sentence.end):
            if any(s.cue.start <= cue.start < s.cue.end for s in result):
                continue
            if not is_of_truth(text, cue, self.language) or is_noun(sentence, cue):
                continue
            if is_no_saying(sentence, cue) or cue.start in self._papers.own:
                continue
            if is_participle(sentence, cue):
                who = (
                    result[-1].speaker
                    if result
                    else doer_of(sentence, self.meant, last)
                )
                result.append(Saying(cue, who, cue.end, sentence.end))
                continue
            head = text[sentence.start : cue.start]
            if result and _GOES_ON[self.language].search(
                head
            ):  # `accused …, and said that`
                speaker = result[-1].speaker
                result.append(Saying(cue, speaker, cue.end, sentence.end))
            elif is_said_too(sentence, cue, self.saying):
                who = doer_of(sentence, self.meant, last)
                result.append(Saying(cue, who, cue.end, sentence.end))
            elif (
                same := left_out(sentence, cue, result, self.meant, last)
            ) is not None:
                result.append(same)
            else:
                # `the office said that it had counted`: it is the office
                named = result and (
                    result[-1].governs(cue.start)
                    or ":" in text[result[-1].cue.end : cue.start]
                )
                lead = result[-1].speaker if named else last
                saying = self._verb(sentence, cue, lead)
                result += [] if saying is None else [saying]
        result += behind_colon(sentence, self.meant, result)
        return bounded(sorted(result, key=lambda s: s.cue.start))

    def _opens(self, sentence: DraftSentence, place: int) -> bool:
        """Tell whether `according to` is of what follows: `said that, according to`."""
        text = self.passage.text
        before = text[sentence.start : place].rstrip()
        if before in ("", "But", "And", "Yet", '"', "\u201c") or before.endswith(
            (":", ";")
        ):
            return True
        if _BUT[self.language].search(before):  # `300 left, but according to Quill 90`
            return True
        end = sentence.start + len(_THAT[self.language].sub("", before))
        verbs = self.verbs.find(text, sentence.start, end)
        return _THAT[self.language].search(before) is not None and any(
            v.end == end for v in verbs
        )

    def _verb(
        self, sentence: DraftSentence, cue: Phrase, last: DraftSpeaker | None
    ) -> Saying | None:
        text = self.passage.text
        heard = text[cue.start : cue.end].casefold() in _HEARD
        passive = is_passive(sentence, cue)
        if passive and not heard:
            return None  # `cases were recorded`: by whom, nobody says
        if passive:
            by = re.compile(r"\s+by\b").match(text, cue.end, sentence.end)
            teller = named_behind(sentence, by.end(), self.meant, last) if by else None
            speaker, end = teller or (SOMEBODY, cue.end)
            return Saying(cue, speaker, end, sentence.end)
        before = text[sentence.start : cue.start].rstrip()
        inside = _WHO_INSIDE[self.language].search(text, cue.start, cue.end)
        if inside is not None:  # `a-t-elle déclaré`
            who = self.meant.of(inside["who"], cue.start, last)
            speaker = SOMEBODY if who is None else who[0]
            return Saying(cue, speaker, sentence.start, cue.start)
        if _INVERTS[self.language].search(before):
            after = named_behind(sentence, cue.end, self.meant, last)
            if after is not None:
                return Saying(
                    cue, after[0], sentence.start, self._stop(sentence, cue, after[1])
                )
        subject = self._before(sentence, cue.start, last)
        if subject is None:
            subject = self._somebody(sentence, cue, text)
        if subject is not None:
            speaker, start = subject
            return self._governed(sentence, cue, speaker, start)
        before = text[sentence.start : cue.start]
        if before.rstrip()[-1:] not in (",", *CLOSED):
            return None
        after = named_behind(sentence, cue.end, self.meant, last)
        if after is None and text[cue.start : cue.end].casefold() in self.saying.codes:
            after = whoever(sentence, cue.end)
        if after is None:
            return None
        if text[after[1] : after[1] + 1] == ":":  # `Not so, says River Relief: …`
            return Saying(cue, after[0], after[1], sentence.end)
        end = self._stop(sentence, cue, after[1])
        return Saying(cue, after[0], sentence.start, end)

    def _stop(self, sentence: DraftSentence, cue: Phrase, end: int) -> int:
        """Return where what is said ends: `the figure, said Quill, is 3`."""
        text = self.passage.text
        before = text[sentence.start : cue.start].rstrip()
        aside = before.endswith(",") and text[end:].startswith(",")
        return sentence.end if aside else cue.start

    def _governed(
        self, sentence: DraftSentence, cue: Phrase, speaker: DraftSpeaker, start: int
    ) -> Saying:
        """Return what somebody says, who stands before a verb: what it is said of."""
        text = self.passage.text
        before, rest = text[sentence.start : start], text[cue.end : sentence.end]
        verb = text[cue.start : cue.end]
        if is_behind(before, verb, rest, self.language):
            begins = text.rfind(";", sentence.start, start) + 1 or sentence.start
            if not self.verbs.find(text, sentence.start, begins):
                begins = sentence.start  # of all that stands before it
            more = _COMPARES[self.language].search(rest)
            goes_on = more is not None and is_at_an_end(
                verb, rest[: more.start()], self.language
            )
            end = sentence.end if goes_on else start
            aside = rest.startswith(",")  # `, it said,` parts what is said
            return Saying(cue, speaker, begins, sentence.end if aside else end)
        if rest.startswith(","):
            return Saying(cue, speaker, sentence.start, sentence.end)
        return Saying(cue, speaker, cue.end, sentence.end)

    def _before(
        self, sentence: DraftSentence, place: int, last: DraftSpeaker | None
    ) -> tuple[DraftSpeaker, int] | None:
        """Return who stands before a verb, and where its name begins."""
        text, place = self.passage.text, before_address(sentence, place)
        words, start = self._subject(sentence, place)
        aside = start + len(words)  # names behind who does it are of an aside
        aside += len(text[aside:place]) - len(without_brackets(text[aside:place]))
        for named in reversed([m for m in sentence.names if m.end <= place]):
            between = text[named.end : place]
            if words and named.start >= aside and text[aside : aside + 1] == ",":
                break
            if (own := _ITS_PAPERS[self.language].match(between)) is not None:
                between = between[own.end() :]
            near = len(between) < 110 and _BETWEEN[self.language].fullmatch(between)
            ahead = text[sentence.start : named.start]
            if near and is_place(text[sentence.start : place], self.language):
                continue  # `a meeting in Herat, Afghanistan, said`
            if start > named.end and self.meant.is_one(DraftSpeaker(f"new: {words}")):
                break  # `the U.N. chief, Tom Fletcher, warned`
            if is_of_another(ahead, self.language):
                break
            if near and (actor := self.meant.actor(named)) is not None:
                return DraftSpeaker(actor.id), with_title(sentence, named.start)
            break
        if words.casefold() in ("who", "which"):  # `the network Watch, which`
            return antecedent(sentence, start, self.meant)
        who = self.meant.of(words, start, last)
        if who is None and words.casefold() in ("he", "she") and last is None:
            doer = doer_of(
                sentence, self.meant, None
            )  # `The mayor left, which he said`
            return None if doer == SOMEBODY else (doer, start)
        return who

    def _somebody(
        self, sentence: DraftSentence, cue: Phrase, text: str
    ) -> tuple[DraftSpeaker, int] | None:
        """Return somebody, who stands right before a verb that only speakers do.

        Their name is the words that stand there, where these are a name.
        """
        verb = text[cue.start : cue.end].casefold()
        finite = self.language != "en" or verb.endswith(("ed", "es", "ms"))
        charge = finite and cue.code in ("alleged", "denied")
        if is_he(sentence, cue):
            return SOMEBODY, cue.start
        plain = verb not in self.saying.codes and not charge
        finding = plain and is_told(sentence, cue)
        puts = is_put_at(sentence, cue)
        if plain and not (finding or puts or is_another(sentence, cue)):
            return None
        words, start = self._subject(sentence, cue.start)
        if finding and is_paper(words, self.language):
            return None
        if not words and puts:  # `The mayor spoke of rain, and put the number at 5,000`
            return doer_of(sentence, self.meant, None), cue.start
        if not words or words.casefold() in ("i", "we", "you"):
            return None  # whose text it is, or whose turn
        return as_new(words, self.language), start

    def _subject(self, sentence: DraftSentence, place: int) -> tuple[str, int]:
        """Return the words before a verb that may name who does it, and where."""
        head = self.passage.text[sentence.start : place]
        words, start = subject_in(head, self.saying, self.language)
        return words, sentence.start + start
