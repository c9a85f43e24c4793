"""How well mentions are linked, and how fast: ours beside two baselines.

    python benchmarks/linking.py            the quality, on two sets of mentions
    python benchmarks/linking.py --speed    a million labels: build, memory, queries

Quality is measured on ``linking_dev.csv`` (150 mentions, where it is at hand) and on
``tests/match/mentions.csv`` (our own, of which one half was never looked at while the
scores were made). Four measures, each over all mentions of a set: *precision* of what
is linked unseen, *recall* of the entities that there are, the right one among the first
*five*, and mentions of no known entity left alone (*NIL*). ``lenient`` takes the
acceptable alternatives, such as a government for its country. Mentions whose entity is
not confirmed count as right, unless something known to be wrong is linked.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from rapidfuzz import fuzz, process

from kg.link.building import build_index
from kg.match.entity import Entity, Mention
from kg.match.index import LocalIndex
from kg.match.linker import link

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
EXTRACT = ("core_entities.csv", "labels_all.csv")
LABELS, QUERIES = 1_000_000, 3_000
FUZZY_ENOUGH = 90.0


@dataclass(frozen=True)
class Row:
    """A mention with its entity, or NIL; what is also right, and what is wrong."""

    mention: str
    context: str
    qid: str
    kind: str
    also: frozenset[str]
    wrong: frozenset[str]
    unconfirmed: bool
    half: str


Answer = tuple[str, Sequence[str]]
"""The QID that is linked, or "", and the candidates in order."""

Linker = Callable[[Row], Answer]


def read_rows(path: Path) -> list[Row]:
    """Read a set of mentions, of either form."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["mention"],
                row["context"],
                row.get("qid") or row["qid_or_NIL"],
                row.get("kind") or row["type"],
                _set(row.get("acceptable_alternatives", "")),
                _set(row.get("wrong") or row.get("known_wrong") or ""),
                row.get("grade") == "U",
                row.get("half", ""),
            )
            for row in csv.DictReader(file)
        ]


def _set(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split("|")))


@dataclass
class Measures:
    """The four measures, each a share of 1, and the mentions that went wrong."""

    precision: float
    recall: float
    five: float
    nil: float
    failures: list[tuple[Row, Answer]]


def measure(rows: list[Row], linker: Linker, *, lenient: bool = False) -> Measures:
    """Link all mentions of a set."""
    linked = right = entities = found = five = nils = left = 0
    failures = []
    for row in rows:
        answer = qid, candidates = linker(row)
        good = {row.qid, *(row.also if lenient else ())}
        if row.unconfirmed:
            ok = qid not in row.wrong or not qid
            linked += bool(qid)
            right += bool(qid) and ok
            nils += 1
            left += ok
        elif row.qid == "NIL":
            ok = not qid
            linked += bool(qid)
            nils += 1
            left += ok
        else:
            ok = qid in good
            linked += bool(qid)
            right += ok
            entities += 1
            found += ok
            five += bool(good & set(candidates[:5]))
        if not ok:
            failures.append((row, answer))
    return Measures(
        _share(right, linked),
        _share(found, entities),
        _share(five, entities),
        _share(left, nils),
        failures,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def ours(index: LocalIndex) -> Linker:
    """Return what :func:`kg.match.linker.link` links unseen."""

    def linker(row: Row) -> Answer:
        got = link(Mention(row.mention, context=row.context), index)
        qids = [scored.entity.qid for scored in got.scored]
        return qids[0] if got.decision == "match" else "", qids

    return linker


def labels_alone(entities: list[Entity]) -> Linker:
    """Return the best attested of the entities that have the very name."""
    by_name: dict[str, list[Entity]] = {}
    for entity in entities:
        for name in {entity.label.lower(), *(a.lower() for a in entity.aliases)}:
            by_name.setdefault(name, []).append(entity)

    def linker(row: Row) -> Answer:
        found = by_name.get(row.mention.lower(), [])
        ranked = sorted(found, key=lambda e: (-e.sources, int(e.qid[1:])))
        qids = [entity.qid for entity in ranked]
        return (qids or [""])[0], qids

    return linker


def rapidfuzz_alone(entities: list[Entity]) -> Linker:
    """Return the entity whose name rapidfuzz finds most like the mention."""
    names = [
        (name.lower(), entity.qid)
        for entity in entities
        for name in (entity.label, *entity.aliases)
    ]
    texts = [name for name, _ in names]

    def linker(row: Row) -> Answer:
        best = process.extract(row.mention.lower(), texts, scorer=fuzz.WRatio, limit=10)
        qids = list(dict.fromkeys(names[at][1] for _, _, at in best))
        good = best and best[0][1] >= FUZZY_ENOUGH
        return qids[0] if good else "", qids

    return linker


def all_entities(index: LocalIndex) -> list[Entity]:
    """Return all entities of an index, for the baselines."""
    from kg.match.schema import unpack

    return [unpack(row[0]) for row in index._db.execute("SELECT data FROM entity")]


def sets() -> dict[str, list[Row]]:
    """Return the sets of mentions that are at hand."""
    own = read_rows(ROOT / "tests" / "match" / "mentions.csv")
    found = {
        "our own, tuned on": [row for row in own if row.half == "tuned"],
        "our own, held out": [row for row in own if row.half == "held"],
    }
    dev = SHARED / "linking_dev.csv"
    return {"linking_dev.csv": read_rows(dev), **found} if dev.is_file() else found


def quality(verbose: bool) -> None:
    """Print the measures of three linkers on each set."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite"
        build_index([SHARED / "wikidata" / name for name in EXTRACT], path)
        index = LocalIndex(path)
        entities = all_entities(index)
        linkers = {
            "ours": ours(index),
            "exact label": labels_alone(entities),
            "rapidfuzz": rapidfuzz_alone(entities),
        }
        for title, rows in sets().items():
            print(f"\n{title} ({len(rows)} mentions)")
            print(f"{'':24}precision  recall  in five     NIL")
            for name, linker in linkers.items():
                for lenient in (False, True) if any(r.also for r in rows) else (False,):
                    got = measure(rows, linker, lenient=lenient)
                    words = f"{name}, lenient" if lenient else name
                    print(
                        f"{words:24}{got.precision:9.3f}{got.recall:8.3f}"
                        f"{got.five:9.3f}{got.nil:8.3f}"
                    )
                    if (
                        verbose
                        and name == "ours"
                        and not lenient
                        and "held" not in title
                    ):
                        for row, answer in got.failures:
                            print("   ", row.mention, "|", row.context, row.qid, answer)


def synthetic(path: Path, count: int) -> list[str]:
    """Write an extract of made-up names, and return some of them with a slip."""
    chance = random.Random(11)  # noqa: S311
    syllables = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]
    pool = [
        "".join(chance.choices(syllables, k=chance.randint(2, 4)))
        for _ in range(99_999)
    ]
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(pool))))
    codes = ["PK", "AF", "IR", "SD", "CO", ""]
    asked: list[str] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("qid", "label", "aliases", "type", "country", "sources"))
        for number in range(1, count + 1):
            label, alias = (
                " ".join(
                    chance.choices(pool, cum_weights=weights, k=chance.randint(1, 4))
                ).title()
                for _ in range(2)
            )
            writer.writerow(
                (f"Q{number}", label, alias, "settlement", chance.choice(codes), "a|b")
            )
            if number % (count // QUERIES or 1) == 0:
                asked.append(_slip(label, len(asked)))
    return asked


def _slip(label: str, number: int) -> str:
    words = label.split()
    if number % 3 == 1:
        return " ".join(reversed(words))
    middle = len(label) // 2
    return label if number % 3 == 0 else label[:middle] + "x" + label[middle + 1 :]


def speed(count: int) -> None:
    """Print what an index of many labels takes, and how fast it answers."""
    with tempfile.TemporaryDirectory() as folder:
        source, path = Path(folder) / "made.csv", Path(folder) / "index.sqlite"
        asked = synthetic(source, count)
        start = time.perf_counter()
        build_index([source], path)
        built = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:,} labels and as many aliases: built in {built:.0f} s,")
        print(f"peak memory {peak:,.0f} MB, index {path.stat().st_size / 1e6:,.0f} MB")
        index = LocalIndex(path)
        for title, ask in (
            ("candidates", lambda name: index.candidates(Mention(name), 10)),
            ("link", lambda name: link(Mention(name), index)),
        ):
            start = time.perf_counter()
            for name in asked:
                ask(name)
            rate = len(asked) / (time.perf_counter() - start)
            print(f"{title}: {rate:,.0f} a second on one core")


def main(words: list[str]) -> None:
    """Print what is asked for."""
    if "--speed" in words:
        counts = [int(word) for word in words if word.isdigit()]
        speed(counts[0] if counts else LABELS)
    else:
        quality("--failures" in words)


if __name__ == "__main__":
    main(sys.argv[1:])
