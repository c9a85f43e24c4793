"""Which engine finds labels by their words, or nearly: four of them on one set.

    python benchmarks/label_engines.py [LABELS]

Labels are made of one to four words of a vocabulary with a Zipf distribution, as
names have. Each engine indexes all of them, and is asked for 500 names with their words
in another order (``words``) and for 500 with two letters exchanged (``typos``). Printed
are the seconds to build, the size on disk, queries in a second on one core and the
share that was found. Tantivy and DuckDB are measured where they are installed
(``pip install tantivy duckdb``).

On 1,000,000 labels (2 cores, 24 GB, Python 3.11, SQLite 3.40):

    fts5 unicode61 built in 2.0 s 18 MB words 838/s 94% typos 13,349/s 0%
    fts5 trigram built in 3.1 s 55 MB words 5/s 91% typos 8/s 83%
    tantivy built in 3.5 s 18 MB words 2,579/s 87% typos 3,879/s 93%
    duckdb (scan) built in 1.4 s 11 MB words 10/s 23% typos 10/s 100%

DuckDB's full-text extension is downloaded when it is first loaded, which a tool that
works without a network cannot; without it a scan with ``jaro_winkler_similarity`` is
measured. Keys of folded names in an ordinary SQLite table answer the exact questions
of either kind of engine, so that the full text is only asked for the rest.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

QUERIES = 500
Ask = Callable[[str], list[int]]


def labels(count: int) -> list[str]:
    """Make labels; the same every time."""
    chance = random.Random(7)  # noqa: S311
    syllables = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]
    words = [
        "".join(chance.choices(syllables, k=chance.randint(2, 4)))
        for _ in range(200_000)
    ]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    lengths = chance.choices((1, 2, 3, 4), (2, 5, 3, 1), k=count)
    pool = iter(chance.choices(words, weights, k=sum(lengths)))
    return [" ".join(next(pool) for _ in range(n)) for n in lengths]


def sqlite(folder: Path, names: list[str], tokenizer: str) -> Ask:
    """Index with FTS5."""
    db = sqlite3.connect(folder / "x.sqlite")
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    db.execute(
        f"CREATE VIRTUAL TABLE f USING fts5(n, content='', tokenize='{tokenizer}', "
        f"detail={'full' if tokenizer == 'trigram' else 'none'})"
    )
    db.executemany("INSERT INTO f(rowid, n) VALUES (?, ?)", enumerate(names))
    db.commit()

    def ask(name: str) -> list[int]:
        words = trigrams(name) if tokenizer == "trigram" else name.split()
        glue = " OR " if tokenizer == "trigram" else " AND "
        match = glue.join(f'"{word}"' for word in words)
        rows = db.execute(
            "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT 10", (match,)
        )
        return [row[0] for row in rows]

    return ask


def trigrams(name: str) -> list[str]:
    """Return all three letters in a row of a name."""
    return sorted({name[i : i + 3] for i in range(len(name) - 2)})


def tantivy(folder: Path, names: list[str]) -> Ask:
    """Index with tantivy, by words and with a distance of one for typos."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("n")
    builder.add_unsigned_field("id", stored=True)
    index = engine.Index(builder.build(), path=str(folder))
    writer = index.writer(256_000_000, 1)
    for number, name in enumerate(names):
        writer.add_document(engine.Document(n=[name], id=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(name: str) -> list[int]:
        query = index.parse_query(
            name,
            ["n"],
            conjunction_by_default=True,
            fuzzy_fields={"n": (False, 1, True)},
        )
        return [searcher.doc(d)["id"][0] for _, d in searcher.search(query, 10).hits]

    return ask


def duckdb(folder: Path, names: list[str]) -> Ask:
    """Scan with DuckDB, whose full-text index is not at hand without a network."""
    import duckdb as engine

    db = engine.connect(str(folder / "x.duckdb"))
    db.execute("SET threads=1")
    db.execute(
        "CREATE TABLE f AS SELECT unnest(range(?)) AS id, unnest(?) AS n",
        [len(names), names],
    )

    def ask(name: str) -> list[int]:
        rows = db.execute(
            "SELECT id FROM f ORDER BY jaro_winkler_similarity(n, ?) DESC LIMIT 10",
            [name],
        ).fetchall()
        return [row[0] for row in rows]

    return ask


def mistyped(name: str) -> str:
    """Exchange the two letters in the middle of a name."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


def rate(
    ask: Ask, asked: list[tuple[int, str]], names: list[str], limit: float = 20
) -> str:
    """Return queries in a second, and how many found what was looked for."""
    start, found, done = time.perf_counter(), 0, 0
    for number, query in asked:
        found += any(names[i] == names[number] for i in ask(query))
        done += 1
        if time.perf_counter() - start > limit:
            break
    return f"{done / (time.perf_counter() - start):10,.0f}/s {found / done:5.0%}"


def main() -> None:
    """Print a line for each engine."""
    names = labels(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    numbers = random.Random(8).sample(range(len(names)), QUERIES)  # noqa: S311
    swapped = [(i, " ".join(reversed(names[i].split()))) for i in numbers]
    typos = [(i, mistyped(names[i])) for i in numbers]
    engines: dict[str, Callable[[Path], Ask]] = {
        "fts5 unicode61": lambda folder: sqlite(folder, names, "unicode61"),
        "fts5 trigram": lambda folder: sqlite(folder, names, "trigram"),
        "tantivy": lambda folder: tantivy(folder, names),
        "duckdb (scan)": lambda folder: duckdb(folder, names),
    }
    for title, make in engines.items():
        folder = Path(tempfile.mkdtemp())
        try:
            start = time.perf_counter()
            ask = make(folder)
            built = time.perf_counter() - start
            size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
            print(
                f"{title:15} built in {built:5.1f} s  {size / 1e6:6.0f} MB"
                f"  words {rate(ask, swapped, names)}  typos {rate(ask, typos, names)}"
            )
        except ImportError as error:
            print(f"{title:15} not measured: {error}")
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
