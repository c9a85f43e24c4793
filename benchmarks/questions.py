"""How long each question takes, of the shipped graph and of a made one of many claims.

    python benchmarks/questions.py [--against FOLDER] [--runs RUNS] [--claims N]
        [--shipped]

First every question is asked of the shipped graph, without parameters, once and then
RUNS times (9 by default); printed are the median and the longest in milliseconds of the
processor, which other work on the machine disturbs less than a clock. FOLDER is another
checkout with its own ``.venv``, such as the commit before; it asks its own questions of
its own sources in the same run, and the ratio is printed.

Then a graph of N claims (100,000 by default) in N / 50 documents is made, and one of a
tenth of that. It is copied from two documents that are read as a build reads them,
under other names, as so many files take long to write and read; what follows is worked
out as a build does. Printed is how long that takes, which share of it are standing and
lives of policies, and how long each question takes that is asked about one thing. With
``--shipped`` nothing is made.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from statistics import median
from typing import Any

import pyoxigraph as ox
from processor import processor_seconds  # type: ignore[import-not-found]

import kg

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("x7000-a", "x7000-b")
PER_DOCUMENT, GROUP = 50, 25
"""Claims of a document, and pairs of documents that share countries and a flow."""

SHARED = """\
government: {type: Government, label: Government of Northland}
neighbour: {type: Government, label: Government of Southland}
court: {type: GovernmentBody, label: Court of Northland}
gazette: {type: MediaOrganization, label: The Gazette}
"""
PEOPLE = "movedPopulation: x7000-people, origin: g70-north"
OWN = {
    "g70-north": "Country",
    "g70-south": "Country",
    "g70-west": "Country",
    "g70-people": "PopulationGroup, nationality: g70-south, residesIn: g70-north",
    "g70-flow": "MovementFlow, movedPopulation: g70-people, destination: g70-south",
    "x7000-people": "PopulationGroup, subPopulationOf: g70-people",
    "x7000-ministry": "GovernmentBody, partOfOrganization: government",
    "x7000-critics": "CollectiveActor",
    "x7000-card": "StatusDocument",
    "x7000-post": "BorderCrossing, within: g70-north",
    "x7000-unrest": "Situation",
    "x7000-accord": "Agreement",
    "x7000-p0": "PolicyMeasure, partOfPolicy: x7000-accord",
    "x7000-p1": "PolicyMeasure",
    "x7000-p2": "PolicyMeasure",
    "x7000-p3": "PolicyMeasure",
    "x7000-f0": f"MovementFlow, {PEOPLE}, destination: g70-south",
    "x7000-f1": f"MovementFlow, {PEOPLE}, destination: g70-west",
    "x7000-money": "ResourceFlow, donor: neighbour, recipient: government, "
    "origin: g70-south, destination: g70-north",
}


def said(id: str, says: str, claimant: str = "x7000-ministry", **more: str) -> str:
    """Write a claim; ``more`` stands beside what it says."""
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return (
        f"  {id}: {{summary: Claim {id} of x7000., claimant: {claimant}{extra}, "
        f"says: {says}}}"
    )


def step(policy: int, kind: str, period: str, more: str = "") -> str:
    """Write a step in the life of a policy."""
    return (
        f"{{type: PolicyEvent, policyEventOf: x7000-p{policy}, "
        f"policyEventType: {kind}, period: {period}{more}}}"
    )


def count(flow: str, amount: str, period: str, movement: str = "forced-return") -> str:
    """Write a figure of persons."""
    return (
        f'{{type: FlowObservation, measures: {flow}, amount: "{amount}", unit: person, '
        f"period: {period}, movementTerm: moved, movementType: {movement}}}"
    )


def paid(stage: str, amount: str) -> str:
    """Write a figure of money."""
    return (
        f"{{type: FlowObservation, measures: x7000-money, amount: {amount} euros, "
        f"transferStage: {stage}, period: 2017}}"
    )


def first() -> Iterator[str]:
    """Yield the claims of the first document of a pair."""
    for n in range(4):
        yield said(f"start{n}", step(n, "started", f"2018-0{n + 1}"))
        yield said(f"target{n}", f"[x7000-p{n}, targetsPopulation, x7000-people]")
        yield said(f"by{n}", f"[x7000-p{n}, adoptedBy, government]")
        coding = {"claimant": "apf-coders", "attribution": "coding"}
        yield said(f"tool{n}", f"[x7000-p{n}, policyTool, detention]", **coding)
        change = f"[x7000-p{n}, restrictivenessChange, more-restrictive]"
        yield said(f"change{n}", change, **coding)
    for n in range(2):
        for month in range(1, 5):
            amount = f"more than {month}00"
            yield said(
                f"count{n}-{month}", count(f"x7000-f{n}", amount, f"2018-0{month}")
            )
        yield said(f"from{n}", f"[x7000-f{n}, resultsFrom, x7000-p0]")
    yield said("pledged", paid("pledged", "3 million"))
    yield said("paid", paid("disbursed", "1 million"))
    yield said("money", "[x7000-money, resultsFrom, x7000-accord]")
    yield said("closes", "[x7000-p1, closesCrossing, x7000-post]")
    yield said("via", "[x7000-f0, via, x7000-post]")
    yield said("expiry", "[x7000-card, validUntil, 2019-06-30]")
    yield said(
        "why",
        "[x7000-p2, hasPurpose, x7000-unrest]",
        "x7000-critics",
        modality="interpreted",
    )
    yield said("threat", step(3, "suspended", "2019-01"), modality="threatened")
    yield said(
        "fear", "[x7000-p3, causes, x7000-f1]", "x7000-critics", modality="predicted"
    )
    yield said("shared", count("g70-flow", "about 5,000", "2018-01"), "x7000-critics")
    yield said("holds", "[x7000-people, holdsDocument, x7000-card]")
    for n in range(9):
        yield said(
            f"more{n}",
            count("x7000-f0", f"{n + 2}00", f"2017-0{n + 1}"),
            "x7000-critics",
        )


def second() -> Iterator[str]:
    """Yield the claims of the second, which speaks of those of the first."""
    yield said("suspended", step(0, "suspended", "2018-06/2018-08"))
    yield said(
        "enjoined",
        step(1, "enjoined", "2018-07", ", affects: x7000-people, performedBy: court"),
    )
    yield said(
        "lifted", step(1, "injunction-lifted", "2018-09", ", affects: x7000-people")
    )
    yield said("ended", step(2, "revoked", "2018-12-01"))
    yield said(
        "alleged", step(3, "suspended", "2018-10"), "x7000-critics", modality="alleged"
    )
    yield said("resumed", step(0, "resumed", "2018-11"))
    for n in range(3):
        dispute = f"claimant: x7000-critics, disputes: x7000-a.target{n}"
        yield f"  dispute{n}: {{summary: No to {n} of x7000., {dispute}}}"
        newer = count("x7000-f1", f"more than {n + 1}50", f"2018-0{n + 1}")
        yield said(f"newer{n}", newer, revises=f"x7000-a.count1-{n + 1}")
        again = count("x7000-f0", f"more than {n + 1}00", f"2018-0{n + 1}")
        yield said(
            f"again{n}", again, "x7000-critics", restates=f"x7000-a.count0-{n + 1}"
        )
        returned = count("x7000-f0", f"{n + 1}40", f"2018-0{n + 1}", "voluntary-return")
        yield said(f"voluntary{n}", returned, "neighbour")
        yield said(
            f"exempt{n}",
            f"[x7000-p{n}, exemptsPopulation, g70-people]",
            modality="planned",
        )
    yield said(
        "denied", "[x7000-p3, adoptedBy, government]", "government", modality="denied"
    )
    yield said(
        "by-court", "[x7000-p2, adoptedBy, court]", "x7000-critics", modality="alleged"
    )
    yield said(
        "paid-more", paid("disbursed", "2 million"), "x7000-critics", modality="alleged"
    )
    yield said("shared", count("g70-flow", "some 6,000", "2018-02"))
    speech = "type: SpeechEvent, performedBy: x7000-ministry, speechAct: pledge"
    yield said("spoke", f"{{{speech}, period: 2018-11-02}}")
    for n in range(1, 25):
        yield said(
            f"more{n}",
            count("x7000-f1", f"{n}10", f"{2014 + n // 13}-{(n - 1) % 12 + 1:02}"),
            "neighbour",
        )


def project(folder: Path) -> kg.Project:
    """Write the pair of documents of which the others are copies."""
    sources = folder / "sources"
    for name, day, claims in (
        (DOCUMENTS[0], "2018-05-01", list(first())),
        (DOCUMENTS[1], "2018-12-31", list(second())),
    ):
        (sources / name).mkdir(parents=True)
        head = f"document: {{id: {name}, title: {name}, published: {day}, "
        head += "publishedBy: gazette}"
        own = [f"  {id}: {{type: {of}, label: {id}}}" for id, of in OWN.items()]
        if name == DOCUMENTS[0]:
            claims += ["entities:", *own]
        text = "\n".join([head, "claims:", *claims, ""])
        (sources / name / "facts.yaml").write_text(text, "utf-8")
    (sources / "entities").mkdir()
    (sources / "entities" / "all.yaml").write_text(SHARED, "utf-8")
    config = '[project]\ntitle = "Made"\nbase = "https://example.org/made/"\n'
    (folder / "kg.toml").write_text(config, "utf-8")
    return kg.Project.open(folder)


def copied(template: kg.Project, path: Path, pairs: int) -> None:
    """Write as N-Quads what so many copies of a pair of documents say."""
    from kg.project.inputs import Inputs
    from kg.project.load import load

    store = ox.Store()
    load(store, Inputs(template, kg.Texts(None)))
    own = [ox.NamedNode(f"{template.base}graph/source/{name}") for name in DOCUMENTS]
    quads = [
        q for graph in own for q in store.quads_for_pattern(None, None, None, graph)
    ]
    shared = [quad for quad in quads if "g70" in str(quad.subject)]
    common = (ox.serialize(shared, format=ox.RdfFormat.N_QUADS) or b"").decode()
    quads = [quad for quad in quads if "g70" not in str(quad.subject)]
    pair = (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()
    for graph in own:
        store.remove_graph(graph)
    with path.open("w", encoding="utf-8") as file:
        file.write((store.dump(format=ox.RdfFormat.N_QUADS) or b"").decode())
        for number in range(pairs):
            text = pair if number % GROUP else common + pair  # defined once, in one
            text = text.replace("x7000", f"x{number}")
            file.write(text.replace("g70", f"g{number // GROUP}"))


def made(folder: Path, claims: int) -> dict[str, float]:
    """Make a graph of so many claims in a folder; return the seconds of each step."""
    from kg.graph.store import Generations, Manifest, write_manifest, write_store
    from kg.policies.lives import write_lives
    from kg.policies.standing import write_standing
    from kg.project.following import Rules, work_out

    seconds: dict[str, float] = {}
    template, path = project(folder), folder / "made.nq"
    copied(template, path, claims // (2 * PER_DOCUMENT))
    store, base = ox.Store(), template.base

    def timed(what: str, run: Callable[[], object]) -> None:
        start = processor_seconds()
        run()
        seconds[what] = processor_seconds() - start

    timed("load", lambda: store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS))
    rules = Rules.of(template)
    timed("work out", lambda: work_out(store, rules, base, lambda name: None))
    with Generations(folder / "graph").next(None) as generation:
        dump = partial(store.dump, format=ox.RdfFormat.N_QUADS)
        timed("write", lambda: write_store(generation, dump() or b""))
        write_manifest(generation, Manifest())
    for what, write in (("standing", write_standing), ("lives", write_lives)):
        graph = f"{base}graph/{what}"  # once more, to have their time alone
        store.remove_graph(ox.NamedNode(graph))
        timed(what, lambda: write(store, graph))
    return seconds


ABOUT = {"Thing": "x5-p0", "Place": "g0-west", "Country": "g0-west"}
ABOUT |= {"SourceDocument": "x5-a", "StatusDocument": "x5-card"}
ABOUT |= {"Actor": "x5-ministry", "BorderCrossing": "x5-post", "Flow": "x5-f0"}
ABOUT |= {"Agreement": "x5-accord", "Policy": "x5-p0", "PopulationGroup": "x5-people"}
"""What a question is asked about, by the class that its parameter takes."""


def about(graph: kg.KnowledgeGraph, name: str) -> dict[str, str]:
    """Return the parameter of a question so that it is asked about one thing."""
    parameters = graph.questions[name].parameters.values()
    return next(({p.name: ABOUT[p.type]} for p in parameters if p.type in ABOUT), {})


LONG = 20.0
"""Seconds in which a question must have been asked as often as it is measured."""


def measure(
    graph: kg.KnowledgeGraph, runs: int, *, one: bool
) -> dict[str, list[float]]:
    """Return how many rows a question has, and the milliseconds that it takes.

    One that takes too long is stopped, and has none.
    """
    if not one:  # as in a notebook, where others were asked before
        for name in graph.questions:
            graph.ask(name)
    return {
        name: _apart(graph, name, runs, one=one) for name in sorted(graph.questions)
    }


def _apart(graph: kg.KnowledgeGraph, name: str, runs: int, *, one: bool) -> list[float]:
    """Ask a question in a forked process, which can be ended."""
    here, there = Pipe(duplex=False)
    if (child := os.fork()) == 0:
        given: dict[str, Any] = about(graph, name) if one else {}
        took: list[float] = [len(graph.ask(name, **given).rows)]
        for _ in range(runs):
            start = processor_seconds()
            graph.ask(name, **given)
            took.append(1000 * (processor_seconds() - start))
        there.send(took)
        os._exit(0)
    answered = here.poll(LONG)
    took = here.recv() if answered else [0, 1000 * LONG]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return took


def measured(root: Path, graph: Path, runs: int, of: Path, *, one: bool) -> Any:
    """Let the Python and the package of a checkout measure; build what it has if so."""
    own = root / ".venv" / "bin" / "python"
    command: list[Any] = [own if own.exists() else sys.executable, __file__]
    command += ["--measure", graph, "--project", of, "--runs", runs]
    command += ["--one"] if one else []
    done = subprocess.run(  # noqa: S603
        list(map(str, command)),
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


def table(ours: Any, theirs: Any, target: float) -> None:
    """Print a line per question, and what is in the middle and the longest."""
    middle = {name: median(times[1:]) for name, times in ours.items()}
    before = {name: median(times[1:]) for name, times in (theirs or {}).items()}
    for name, took in sorted(middle.items(), key=lambda item: -item[1]):
        line = f"{name:26} {ours[name][0]:6} rows {took:8.1f} ms, at most"
        line += f" {max(ours[name][1:]):8.1f}{' !' if took > target else ''}"
        if name in before:
            line += f"   before {before[name]:8.1f} {before[name] / took:6.1f} times"
        print(line)
    for what, times in (("now", middle), ("before", before)):
        if times:
            longest = max(times.values())
            print(f"{what}: {median(times.values()):.1f} ms in the middle, ", end="")
            print(f"{longest:.1f} the longest of {len(times)}", flush=True)


def compared(folder: Path, runs: int, against: Path | None) -> None:
    """Ask the shipped graph of this checkout, and of another beside it."""
    took = []
    for root in (ROOT, *([against.resolve()] if against else [])):
        took.append(measured(root, folder / root.name, runs, root, one=False))
    table(took[0], took[1] if against else None, SHIPPED)


SHIPPED, MADE = 60.0, 200.0
"""Milliseconds that no question may take: what people do not notice, and hardly do."""


def grown(folder: Path, claims: int, runs: int) -> None:
    """Make a graph of so many claims and of a tenth; ask the larger one."""
    shares = []
    for size in (claims // 10, claims):
        place = folder / str(size)
        place.mkdir()
        seconds = made(place, size)
        ours = seconds["standing"] + seconds["lives"]
        total = sum(seconds[step] for step in ("load", "work out", "write"))
        shares.append(ours / size)
        print(f"{size:,} claims: ", end="")
        print(", ".join(f"{what} {spent:.1f} s" for what, spent in seconds.items()))
        print(f"  standing and lives: {100 * ours / total:.1f} per cent", flush=True)
    print(f"  per claim, against a tenth of them: {shares[1] / shares[0]:.2f} times")
    table(measured(ROOT, place / "graph", runs, place, one=True), None, MADE)


def main() -> None:
    """Print a table for the shipped graph and one for the made graph."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--against", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--shipped", action="store_true")
    for hidden in ("--measure", "--project"):
        parser.add_argument(hidden, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        texts = kg.Texts(None)
        if not options.one:
            kg.build(kg.Project.open(options.project), options.measure, texts=texts)
        graph = kg.open(options.measure, project=options.project, texts=options.measure)
        print(json.dumps(measure(graph, options.runs, one=options.one)))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        compared(Path(folder), options.runs, options.against)
        if not options.shipped:
            grown(Path(folder), options.claims, options.runs)


if __name__ == "__main__":
    main()
