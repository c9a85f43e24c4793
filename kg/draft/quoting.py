"""Who says what a text quotes: who is named behind the quotation, or spoke before."""

from __future__ import annotations

from kg.draft.naming import NOBODY, SOMEBODY, DraftSpeaker
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.saying import Saying
from kg.draft.speakers import Speakers


def speaker_of(
    speakers: Speakers,
    sentence: DraftSentence,
    places: list[int],
    saying: Saying | None,
) -> DraftSpeaker:
    """Return who says what stands at some places: never the text what it quotes."""
    passage = speakers.passage
    if saying is not None:
        # what is in single marks inside of a speech is what another said
        inner = passage.is_in_single(places[0]) and passage.is_in_double(places[0])
        return SOMEBODY if inner else saying.speaker
    quoted = [place for place in places if passage.is_quoted(place)]
    if not quoted:
        return NOBODY
    if (behind := _behind(passage, speakers, quoted[0])) is not None:
        return behind
    if passage.is_quoted(sentence.start + 1):  # it goes on what was begun
        return speakers.before(sentence) or SOMEBODY
    return SOMEBODY


def _behind(passage: DraftText, speakers: Speakers, place: int) -> DraftSpeaker | None:
    """Return who is named behind a quotation of more sentences than one."""
    end = passage.quotation_end(place)
    if end is None:
        return None
    last = passage.sentence_at(end - 1)
    saying = speakers.of(last, end - 1)
    behind = saying is not None and saying.cue.start > end
    return saying.speaker if saying is not None and behind else None
