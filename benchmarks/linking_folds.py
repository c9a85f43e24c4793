"""How well mentions are linked that nobody looked at: folds, halves, scripts.

    python -m benchmarks.linking_folds

Two answers, on all sets of mentions (``linking_dev.csv`` where it is at hand, our own
in English, our own in six scripts):

*Folds*: the mentions are dealt into five, equal names together. For each fold the two
limits of a match are set on the other four, so that right links less twice the wrong
ones are most, and the strictest where several are; what is printed is measured on the
fold itself. The line of all folds adds them up; so do those of the scripts.

*Held*: the halves of our own sets that were not looked at while words, doubts and
weights were written, with the limits that ``kg link`` goes by.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.linking import EXTRACT, ROOT, SHARED, Row, read_rows
from kg.link.building import build_index
from kg.match.entity import Mention
from kg.match.index import LocalIndex
from kg.match.linker import Limits, decide, weigh_all

FOLDS = 5
GRID = tuple(
    Limits(match, gap)
    for match in (0.8, 0.76, 0.74, 0.7)
    for gap in (0.06, 0.035, 0.02)
)
"""Limits that are tried, the strictest first; those of ``kg link`` are among them."""

_SCRIPTS = ("CYRILLIC", "ARABIC", "CJK", "DEVANAGARI", "HEBREW")


@dataclass(frozen=True)
class Answered:
    """A mention, its fold, its candidates, and the QID that is linked, by limits."""

    row: Row
    fold: int
    candidates: list[str]
    linked: dict[Limits, str]


@dataclass
class Counts:
    """Mentions counted by what became of them; the measures are shares of 1."""

    linked: int = 0
    right: int = 0
    entities: int = 0
    five: int = 0
    nils: int = 0
    left: int = 0

    def add(self, row: Row, linked: str, candidates: list[str]) -> None:
        """Count a mention: the QID that is linked, or "", and the candidates."""
        good = {row.qid, *row.also}
        if row.qid == "NIL":
            wrong = linked in row.wrong if row.unconfirmed else bool(linked)
            self.nils += 1
            self.left += not (linked and wrong)
            self.linked += bool(linked)
            self.right += bool(linked) and not wrong
            return
        self.entities += 1
        self.linked += bool(linked)
        self.right += linked in good
        self.five += bool(good & set(candidates[:5]))

    @property
    def worth(self) -> int:
        """Right links, less twice the wrong ones."""
        return self.right - 2 * (self.linked - self.right)

    def shown(self, title: str) -> str:
        """Return a line of the four measures."""
        shares = (
            (self.right, self.linked),
            (self.right, self.entities),
            (self.five, self.entities),
            (self.left, self.nils),
        )
        cells = "".join(
            f"{part / whole if whole else 1.0:10.3f}" for part, whole in shares
        )
        return f"{title:34}{self.entities + self.nils:5}{cells}"


def counted(answers: Iterable[Answered], limits: Limits) -> Counts:
    """Count what becomes of mentions with some limits."""
    counts = Counts()
    for answer in answers:
        counts.add(answer.row, answer.linked[limits], answer.candidates)
    return counts


def chosen(answers: list[Answered]) -> Limits:
    """Return the limits with the most right links, less twice the wrong ones."""
    return max(GRID, key=lambda limits: counted(answers, limits).worth)


def script(name: str) -> str:
    """Return the script of a name, by its first letters that have one of a few."""
    kinds = Counter(unicodedata.name(c, "?").split()[0] for c in name if c.isalpha())
    return next((s.capitalize() for s in _SCRIPTS if kinds[s]), "Latin")


def fold_of(name: str) -> int:
    """Return the fold of a name, by its digest: equal names are in one fold."""
    return sha256(name.encode()).digest()[0] % FOLDS


def all_rows() -> list[Row]:
    """Return the mentions of all sets that are at hand."""
    own = ROOT / "tests" / "match"
    files = [own / "mentions.csv", own / "mentions_in_scripts.csv"]
    dev = SHARED / "linking_dev.csv"
    files += [dev] if dev.is_file() else []
    return [row for file in files for row in read_rows(file)]


def answered(rows: list[Row], index: LocalIndex) -> list[Answered]:
    """Link all mentions, with all limits."""
    answers = []
    for row in rows:
        weighed = weigh_all(Mention(row.mention, context=row.context), index)
        qids = [scored.entity.qid for scored in weighed.ranked]
        linked = {
            limits: qids[0] if decide(weighed, limits).decision == "match" else ""
            for limits in GRID
        }
        answers.append(Answered(row, fold_of(row.mention), qids, linked))
    return answers


def main() -> None:
    """Print the measures of each fold, of each script, and of the halves held out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite"
        build_index([SHARED / "wikidata" / name for name in EXTRACT], path)
        report(answered(all_rows(), LocalIndex(path)))


def report(answers: list[Answered]) -> None:
    """Print what :func:`main` says."""
    print(f"{'':34}{'':5} precision    recall   in five       NIL")
    limits = {}
    for fold in range(FOLDS):
        limits[fold] = chosen([a for a in answers if a.fold != fold])
        held = [a for a in answers if a.fold == fold]
        title = f"fold {fold + 1}: {limits[fold].match} and {limits[fold].gap}"
        print(counted(held, limits[fold]).shown(title))
    everywhere = Counts()
    by_script: dict[str, Counts] = {}
    for answer in answers:
        linked, qids = answer.linked[limits[answer.fold]], answer.candidates
        of_script = by_script.setdefault(script(answer.row.mention), Counts())
        for counts in (everywhere, of_script):
            counts.add(answer.row, linked, qids)
    print(everywhere.shown("all folds"))
    for name in sorted(by_script):
        print(by_script[name].shown(f"all folds, {name}"))
    held = [a for a in answers if a.row.half == "held"]
    for name in sorted(by_script):
        part = [a for a in held if script(a.row.mention) == name]
        print(counted(part, Limits()).shown(f"held halves, {name}"))
    print(counted(held, Limits()).shown("held halves"))


if __name__ == "__main__":
    main()
