"""How fast and in how much memory the reconciliation service answers.

``python benchmarks/reconciling.py [THINGS]`` makes a graph of that many things with
three names each (200,000 of them bodies within another), reads it as the service does
at its start, and asks: names as they are, names with a letter wrong, with a type and
with a property; beside them, rapidfuzz over all names, one after the other.
"""

from __future__ import annotations

import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz import fuzz, process

import kg
from kg.graph.store import Generations, Manifest, write_manifest
from kg.match.candidates import Candidate
from kg.serve.reconcile.catalogue import Catalogue, read_catalogue
from kg.serve.reconcile.columns import Columns
from kg.serve.reconcile.describe import Describer
from kg.serve.reconcile.match import Matcher
from kg.serve.reconcile.query import Query

THINGS, ASKED = 1_000_000, 500
ROOT = Path(__file__).parents[1]
APF = "https://w3id.org/apf/ontology#"
CLASSES = ("AdministrativeArea", "GovernmentBody", "CivilSocietyOrganization")
KINDS = ("District", "Ministry of the Interior of", "Relief Society of")
SYLLABLES = [c + v for c in "bdfghjklmnprstvz" for v in ("a", "e", "i", "o", "u", "an")]


def word(rng: random.Random) -> str:
    """Return an invented name of a place."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).title()


def statements(things: int) -> list[tuple[str, str, str]]:
    """Return the things: IRI, local name of the class, label."""
    rng = random.Random(1)  # noqa: S311
    found = []
    for number in range(things):
        kind = number % 3
        label = f"{KINDS[kind]} {word(rng)} {word(rng)}"
        iri = f"https://example.org/id/{('place', 'actor', 'actor')[kind]}/t{number}"
        found.append((iri, CLASSES[kind], label))
    return found


def write(folder: Path, things: list[tuple[str, str, str]]) -> None:
    """Write a graph of things as a build would."""
    lines = folder / "things.nt"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    alias = "<http://www.w3.org/2004/02/skos/core#altLabel>"
    rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    with lines.open("w") as out:
        for number, (iri, cls, name) in enumerate(things):
            last = name.rsplit(" ", 1)[-1]
            out.write(f"<{iri}> {rdf} <{APF}{cls}> .\n")
            out.write(f'<{iri}> {label} "{name}"@en .\n')
            out.write(f'<{iri}> {alias} "{last} {name.split()[0]} {number}"@en .\n')
            out.write(f'<{iri}> {alias} "{name.split()[-2]} {last}"@en .\n')
            if number % 5 == 0:
                above = things[number // 10][0]
                out.write(f"<{iri}> <{APF}partOfOrganization> <{above}> .\n")
    with Generations(folder / "graph").next(None) as path:
        store = ox.Store(str(path / "store"))
        store.bulk_load(path=str(lines), format=ox.RdfFormat.N_TRIPLES)
        for file in [
            *ROOT.glob("ontology/*.ttl"),
            *ROOT.glob("ontology/schemes/*.ttl"),
        ]:
            store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
        store.flush()
        del store
        write_manifest(path, Manifest())


def timed(what: str, count: int, run: Callable[[], object]) -> None:
    """Run something and print how many of it went into a second."""
    start, before = time.perf_counter(), time.process_time()
    run()
    seconds, busy = time.perf_counter() - start, time.process_time() - before
    print(
        f"{what}: {count / busy:,.0f} a second of processor time "
        f"({count:,} in {busy:.1f} s, {seconds:.1f} s by the clock)"
    )


def memory() -> str:
    """Return the most memory that this process has had."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB at most"


def misspelt(name: str) -> str:
    """Return a name with its last letter but one doubled."""
    return f"{name[:-1]}{name[-2:]}"


def main(things: int) -> None:
    """Make the graph, start, ask, and print what each took."""
    print(
        f"{platform.processor() or platform.machine()}, Python {sys.version.split()[0]}"
    )
    made = statements(things)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        command = [sys.executable, __file__, str(things), temporary]
        subprocess.run(command, check=True)  # noqa: S603
        rng = random.Random(2)  # noqa: S311
        asked = [made[rng.randrange(things)] for _ in range(ASKED)]
        made.clear()
        print(f"before the start: {memory()}")
        graph = kg.open(folder / "graph", project=ROOT)
        timed("things read at the start", things, lambda: keep(read_catalogue(graph)))
        catalogue = kept[0]
        print(f"after the start: {memory()}; {len(catalogue.names.names):,} names")
        ask(Matcher(catalogue, Columns(catalogue)), Describer(catalogue), asked)
        print(f"in the end: {memory()}")
        names = catalogue.names.names
        few = [misspelt(name).lower() for _, _, name in asked[:5]]
        timed(
            "peer: rapidfuzz.process over all names",
            len(few),
            lambda: [
                process.extract(n, names, scorer=fuzz.ratio, limit=10) for n in few
            ],
        )


kept: list[Catalogue] = []
keep = kept.append


def ask(
    matcher: Matcher, describer: Describer, asked: list[tuple[str, str, str]]
) -> None:
    """Ask what clients ask."""
    pid = "partOfOrganization"
    matcher.candidates(Query("x", evidence=((pid, ("y",)),)))
    batches = {
        "names as they are": [Query(name) for _, _, name in asked],
        "with a letter wrong": [Query(misspelt(name)) for _, _, name in asked],
        "with a type": [Query(name, types=(cls,)) for _, cls, name in asked],
        "with a property that speaks against it": [
            Query(name, evidence=((pid, (asked[0][2],)),)) for _, _, name in asked
        ],
    }
    for what, queries in batches.items():

        def run(queries: list[Query] = queries) -> None:
            found = [matcher.candidates(query) for query in queries]
            describer.of(c.thing for candidates in found for c in candidates)
            hits.append(
                sum(
                    catalogue_iri(matcher, found_) == iri
                    for found_, (iri, _, _) in zip(found, asked, strict=True)
                )
            )

        hits: list[int] = []
        timed(f"queries, {what}", len(queries), run)
        print(f"  right answer first: {hits[0] / len(queries):.3f}")


def catalogue_iri(matcher: Matcher, found: list[Candidate]) -> str:
    """Return the IRI of the first candidate."""
    return matcher.catalogue.iri(found[0].thing) if found else ""


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else THINGS
    if len(sys.argv) > 2:  # in a process of its own, so that its memory is not counted
        write(Path(sys.argv[2]), statements(wanted))
    else:
        main(wanted)
