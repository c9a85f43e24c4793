"""How often drafts by rules name who says a number, in news that others annotated.

    python benchmarks/attributions.py polnear/data/test
    python benchmarks/attributions.py polnear/data/train --wrong

The folder is one of PolNeAR's (Newell, Margolin and Ruths, "An Attribution Relations
Corpus for Political News", LREC 2018; https://github.com/networkdynamics/PolNeAR): news
of seven publishers, in which people marked who says what. It is not part of this
repository. Each number that the drafter reads is looked up in what they marked:

- said: it stands in what somebody says, and drafts have it said by somebody, too;
- speaker: and they name who it is. Names agree that share a word that is more than a
  title; where the article says `he`, the verb of saying has to be the one marked, or
  the name that of the last speaker before;
- own: it stands in nothing that anybody says, and drafts give it to nobody.

Of the corpus's three parts rules may have been read against ``train``, and ``test`` is
what nobody has looked at. ``--wrong`` prints the sentences that are read otherwise.
"""

from __future__ import annotations

import argparse
import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kg.draft.draft import draft
from kg.draft.figures import FigureDrafter
from kg.draft.naming import NOBODY, SOMEBODY
from kg.draft.passage import DraftText
from kg.draft.quoting import speaker_of
from kg.draft.saying import Saying
from kg.draft.speakers import Speakers
from kg.draft.things import Things, things_of
from kg.read.project import Project

_SPAN = re.compile(r"(T\d+)\t[\w-]+ ([\d; ]+)\t")
_EVENT = re.compile(r"E\d+\t(.+)")
_PRONOUNS = frozenset(
    (
        *("he", "she", "they", "it", "i", "we", "you", "who", "which", "that", "one"),
        *("him", "her", "them", "his", "their", "those", "this"),
    )
)
_NO_NAME = _PRONOUNS | {
    *("the", "a", "an", "of", "for", "in", "at", "on", "to", "and", "with", "its"),
    *("mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator", "former"),
    *("is", "was", "has", "said", "says", "new", "some", "many"),
}


@dataclass
class Attribution:
    """What somebody says, as it was marked: spans of characters, half open."""

    content: list[tuple[int, int]] = field(default_factory=list)
    source: list[tuple[int, int]] = field(default_factory=list)
    cue: list[tuple[int, int]] = field(default_factory=list)


class Found(NamedTuple):
    """Who says a number in drafts, and by which verb."""

    name: str
    saying: Saying | None


def attributions(path: Path) -> list[Attribution]:
    """Read the attributions of a file in brat's standoff format."""
    spans, marked = dict[str, list[tuple[int, int]]](), list[Attribution]()
    lines = path.read_text("utf-8").splitlines()
    for span in filter(None, map(_SPAN.match, lines)):
        for each in span[2].split(";"):
            start, end = map(int, each.split())
            spans.setdefault(span[1], []).append((start, end))
    for event in filter(None, map(_EVENT.match, lines)):
        each = Attribution()
        for part in event[1].split():
            role, _, name = part.partition(":")
            if role in ("Content", "Source", "Cue"):
                getattr(each, role.lower()).extend(spans[name])
        marked.append(each)
    return marked


def within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a character stands in some spans."""
    return any(start <= place < end for start, end in spans)


def words(name: str) -> set[str]:
    """Return the words of a name that are more than a title, in lower case."""
    own = {word.removesuffix("'s").strip(".") for word in _words(name)}
    return own - _NO_NAME


def _words(name: str) -> list[str]:
    return re.findall(r"[\w.'-]+", name.casefold().replace("\u2019", "'"))


def source_of(text: str, marked: Attribution) -> str:
    """Return the words by which whoever says something is called there."""
    return " ".join(text[start:end] for start, end in marked.source)


def agree(
    text: str, marked: list[Attribution], said: Attribution, found: Found
) -> bool:
    """Tell whether a speaker is the one that was marked."""
    source = source_of(text, said)
    own = words(found.name.removeprefix("new: "))
    if not source:
        return found.name == SOMEBODY.id
    if not set(_words(source)) <= _PRONOUNS:
        return not words(source).isdisjoint(own)
    cue = found.saying and found.saying.cue
    if cue and any(start < cue.end and cue.start < end for start, end in said.cue):
        return True
    named = [
        m
        for m in marked
        if m.source and not set(_words(source_of(text, m))) <= _PRONOUNS
    ]
    before = [m for m in named if m.source[0][0] < said.source[0][0]]
    last = max(before, key=lambda m: m.source[0][0], default=None)
    return last is not None and not words(source_of(text, last)).isdisjoint(own)


def judged(
    text: str, marked: list[Attribution], published: date, things: Things
) -> Iterator[tuple[str, str]]:
    """Yield for each number of a text what became of it, and where, in words."""
    draft("article", text, "en", published, things)  # no text may break it
    passage = DraftText(text, "en", published, things)
    drafter = FigureDrafter(passage, Speakers(passage))
    for sentence in passage.sentences:
        for number in sentence.numbers:
            place = number.start
            if any(within(place, [*each.cue, *each.source]) for each in marked):
                continue
            said = next((m for m in marked if within(place, m.content)), None)
            saying = drafter.speakers.of(sentence, place)
            speaker = speaker_of(drafter.speakers, sentence, [place], saying)
            names = "" if speaker == NOBODY else speaker.id
            if said is None:
                what = "own, given to somebody" if names else "own"
            elif not names:
                what = "said, taken for own"
            elif agree(text, marked, said, Found(names, saying)):
                what = "said, speaker"
            else:
                what = "said, by another"
            cue = saying and text[saying.cue.start : saying.cue.end]
            words = text[number.start : number.end]
            yield what, f"{names or '-'} ({cue or '-'}) [{words}] {sentence.text}"


def main(folder: Path, *, wrong: bool) -> None:
    """Print how the numbers of a folder of articles are read."""
    with (folder.parent / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        days = {row["filename"]: row["publication_date"] for row in rows}
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as root:
        Path(root, "kg.toml").touch()
        things = things_of(Project.open(Path(root)))
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode()
        published = date.fromisoformat(days[path.stem][:10])
        found = min((folder / "attributions").glob(f"{path.stem}_*.ann"))
        for what, where in judged(text, attributions(found), published, things):
            tally[what] += 1
            if wrong and what not in ("own", "said, speaker"):
                print(f"{what}: {' '.join(where.split())}")
    said = sum(n for what, n in tally.items() if what.startswith("said"))
    told = said - tally["said, taken for own"]
    own = sum(tally.values()) - said
    for what, n in sorted(tally.items()):
        print(f"{what:24}{n:6}")
    print(f"of {said} that somebody says {told / said:.3f} are somebody's in drafts,")
    print(f"  and {tally['said, speaker'] / said:.3f} that speaker's;")
    print(f"of {own} that nobody says {tally['own'] / own:.3f} are nobody's")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    if not (options.folder.parent / "metadata.tsv").is_file():
        parser.error(
            f"{options.folder} is no part of PolNeAR: no metadata.tsv beside it"
        )
    main(options.folder, wrong=options.wrong)
