"""How many bytes a triple takes on disk, by graph and by how it was loaded.

    python benchmarks/disk.py [TRIPLES]

Loads the triples of a table of ``scale.py`` (350,000 by default) into stores of
Oxigraph: the default graph and a named one, at once and in seven stretches, and each
again after ``store.optimize()``. Bytes are those of a store that is closed, seconds
those of the processor.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox
import tables  # type: ignore[import-not-found]
from processor import processor_seconds  # type: ignore[import-not-found]
from scale import TRIPLES_OF_A_ROW, read  # type: ignore[import-not-found]

STRETCHES = 7
GRAPH = ox.NamedNode("https://example.org/b/graph/counts")


def stretches(lines: list[bytes], count: int) -> list[bytes]:
    """Return lines in so many pieces."""
    size = -(-len(lines) // count)
    return [b"".join(lines[at : at + size]) for at in range(0, len(lines), size)]


def bytes_of(folder: Path) -> int:
    """Return how much the tables of a closed store take."""
    gc.collect()
    return sum(path.stat().st_size for path in folder.glob("*.sst"))


def loaded(pieces: list[bytes], graph: ox.NamedNode | None) -> str:
    """Load pieces one after another; return what they take."""
    form = ox.RdfFormat.N_TRIPLES
    with tempfile.TemporaryDirectory() as made:
        folder, start = Path(made), processor_seconds()
        store = ox.Store(made)
        for piece in pieces:
            store.bulk_load(piece, format=form, to_graph=graph, lenient=True)
        store.flush()
        count, took = len(store), processor_seconds() - start
        del store
        before = bytes_of(folder)
        start = processor_seconds()
        store = ox.Store(made)
        store.optimize()
        more = processor_seconds() - start
        del store
        after = bytes_of(folder)
    words = f"{before / count:5.0f} bytes a triple, {took:.1f} s"
    return f"{words}; optimised {after / count:.0f}, {more:.1f} s more"


def main() -> None:
    """Print a line for each way."""
    rows = int(sys.argv[1] if len(sys.argv) > 1 else 350_000) // TRIPLES_OF_A_ROW
    with tempfile.TemporaryDirectory() as made:
        tables.write(Path(made), rows)
        inputs = read(Path(made))
        (source,) = (s for s in inputs.sources if s.id == "counts")
        lines = inputs.everything(source).encode().splitlines(keepends=True)
        inputs.close()
    length = sum(map(len, lines)) / len(lines)
    print(f"{len(lines):,} triples, {length:.0f} bytes each as text", flush=True)
    for name, graph in (("default graph", None), ("named graph", GRAPH)):
        for count in (1, STRETCHES):
            pieces = stretches(lines, count)
            print(
                f"{name}, {count} piece{'s' * (count > 1)}: {loaded(pieces, graph)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
