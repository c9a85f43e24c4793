"""Build the graph of a project: read, check, load, derive, check again, swap in.

What changed since the last build is told by digests: of the files, and where those
differ of each source's expanded entries and of the lines they stand on. If anything
did, everything is loaded and checked, in memory, where that is quick, and written to
disk at the end; if nothing did, the last build's graph stays, and its findings are
those of this one. What only a change needs is imported when there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import BadArgument, Problem
from kg.graph.store import ROWS, Generations, Manifest, write_manifest
from kg.project.digests import files_digest, schema_digest
from kg.project.findings import Finding, fail_if_bad, put_together, sort_findings
from kg.project.rereading import kept_rows, last_build
from kg.project.shapes.engines import choose
from kg.read.entries import ENTITIES, SHARED, SHELVES
from kg.read.files import output
from kg.read.project import Project
from kg.read.texts import Texts
from kg.table.naming import PROCESSES, look_at

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kg.graph.patch import Earlier
    from kg.project.inputs import Inputs
    from kg.table.large import Ended, LargeTables

STEPS = (
    "reading sources",
    "checking shapes",
    "loading",
    "deriving",
    "reconciling figures",
    "running checks",
    "writing",
)
"""The steps of a build, in order."""

MANY = 20_000
"""Things from which on workers are begun that nobody asked for: two of them take 0.3
seconds of the processor to begin, and that is what shapes take for 6,000."""

Step = Callable[[str], None]
"""Called with the step that begins, for a progress display."""


@dataclass(frozen=True)
class Report:
    """What a build did: documents loaded and dropped, sizes, and findings.

    ``entities`` and ``links`` tell whether those were loaded; ``texts`` is how many of
    the texts that documents record are at hand, and how many are recorded. ``tables``
    tells of each mapping what became of the rows of its table, and ``left_out`` is how
    many rows were left out for their mistakes.
    """

    loaded: tuple[str, ...] = ()
    entities: bool = False
    links: bool = False
    texts: tuple[int, int] = (0, 0)
    dropped: tuple[str, ...] = ()
    tables: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    documents: int = 0
    claims: int = 0
    triples: int = 0
    derived: int = 0
    findings: list[Finding] = field(default_factory=list)


def build(
    project: Project,
    folder: Path | None = None,
    *,
    texts: Texts | None = None,
    fail_on: str = "error",
    full: bool = False,
    engine: str | None = None,
    max_errors: int = 0,
    quarantine: Path | None = None,
    executor: str | Executor | None = None,
    step: Step = lambda name: None,
) -> Report:
    """Build a project's graph into a folder; nothing changes there unless all is well.

    The folder is ``build/graph`` of the project, and the texts that quotes are compared
    with are the project's, unless others are given. Findings of the level ``fail_on``
    (``error``, ``warning`` or ``info``) or worse make it fail. With ``full``, what did
    not change is loaded again, too. ``step`` is told each step that begins; ``engine``
    is what runs the shapes, ``shacl`` or ``pyshacl``, by default the first installed.

    Up to ``max_errors`` rows of tables with mistakes are left out: they are told in
    warnings and, with their cells, written to the CSV file ``quarantine``.

    ``executor`` is who looks at the parts of a large project: a name as the command
    line takes it, or any executor of :mod:`concurrent.futures`, which stays open. By
    default it is processes of our own, where they are worth their start. Whoever does
    it, the graph is the same.

    Raises :class:`CheckFailed` with every problem and every finding at or above the
    level ``fail_on``, and :class:`StoreError` when the folder cannot be written; for an
    executor, :class:`NoExecutor`, :class:`Unreachable` and :class:`WorkerLost`.
    """
    engine, executor = choose(engine), _looked_at(executor)
    texts = texts or project.texts_at_hand()
    generations = Generations(folder or project.graph)
    last, schema = generations.manifest(), schema_digest(project)
    onto = last if last and last.schema == schema and not full else None
    if quarantine or (onto and onto.counts.get("leftOut", 0) > max_errors):
        onto = None  # its rows have to be looked at
    step("reading sources")
    files = files_digest(project, texts)  # before they are read, and may yet change
    if onto and files and files == onto.files and (report := _last_report(onto)):
        return _kept(generations, onto, onto, report, fail_on)

    from kg.project.ahead import RowsAhead
    from kg.project.load import files_of, table_files
    from kg.project.maker import Maker
    from kg.project.quarantine import Quarantine
    from kg.project.rowchecks import check_rows
    from kg.project.shapes.clean import CleanParts
    from kg.project.unchanged import UnchangedRows
    from kg.table.executors import executing

    clean = CleanParts(onto.clean if onto else ())
    anew = not (onto and onto.rows)

    def begin(large: LargeTables, number: int) -> None:
        if anew and not max_errors:  # else rows may have to be left out
            ahead.begin(files_of(project.base, large, number))

    with (
        RowsAhead(generations.folder) as ahead,
        _reading(project, texts, executor, generations, onto, ended=begin) as inputs,
        ExitStack() as stack,
    ):
        kept_out = Quarantine(inputs.reading, inputs.large, max_errors)
        kept_out.read()
        problems = inputs.reading.together()
        made = Manifest(schema, inputs.digests(), inputs.lines(), files)
        if onto and _agree(onto, made) and (report := _last_report(onto)):
            report = replace(report, texts=inputs.texts_at_hand())
            return _kept(generations, onto, made, report, fail_on, problems=problems)
        step("checking shapes")
        with executing(_worth_it(executor, inputs)) as workers:
            rows = UnchangedRows(inputs, clean, onto.wrong if onto else ())
            ways = inputs, engine, step, clean, rows.to_look_at
            if anew and not problems and workers is not None:
                ahead.begin(table_files(project.base, inputs.large))
            maker = stack.enter_context(closing(Maker(*ways)))
            findings = maker.validate(workers)
            if not problems and kept_out.take(findings):
                maker.close()
                maker = stack.enter_context(closing(Maker(*ways)))
                findings = maker.validate(workers)
            findings = _sorted(findings + kept_out.findings(), inputs)
            fail_if_bad(problems, findings, fail_on)
            findings += check_rows(inputs, workers, clean, rows.to_look_at)
            rows.note(findings)
        with generations.next(onto) as path:
            more, counts = maker.fill()
            findings = _sorted(findings + more, inputs)
            fail_if_bad(problems, findings, fail_on)
            report = _report_of(inputs, counts, onto, findings)
            report = replace(report, left_out=len(kept_out.rows))
            step("writing")
            written = maker.write(path, _earlier(generations, onto), ahead)
            report = replace(report, triples=written.triples)
            made = replace(made, rows={**written.rows}, clean=sorted(clean.after))
            made = replace(made, wrong=rows.wrong)
            rows.keep(path / ROWS)
            write_manifest(path, _noted(made, report))
            if quarantine:
                with output(quarantine) as file:
                    file.write(kept_out.written())
    return report


def check(
    project: Project,
    *,
    texts: Texts | None = None,
    engine: str | None = None,
    executor: str | Executor | None = None,
    step: Step = lambda name: None,
) -> list[Finding]:
    """Check a project without writing anything; return the findings.

    ``texts``, ``engine`` and ``executor`` as for :func:`build`; the findings are the
    same.

    Raises :class:`CheckFailed` when files cannot be read or a shape is broken, and for
    an executor as :func:`build` does.
    """
    from kg.project.maker import Maker
    from kg.project.rowchecks import check_rows
    from kg.project.shapes.clean import CleanParts
    from kg.project.unchanged import UnchangedRows
    from kg.table.executors import executing

    engine, executor = choose(engine), _looked_at(executor)
    step("reading sources")
    texts = texts or project.texts_at_hand()
    generations, onto = last_build(project)
    with (
        _reading(project, texts, executor, generations, onto) as inputs,
        ExitStack() as stack,
    ):
        step("checking shapes")
        clean = CleanParts(onto.clean if onto else ())
        rows = UnchangedRows(inputs, clean, onto.wrong if onto else ())
        ways = inputs, engine, step, clean, rows.to_look_at
        maker = stack.enter_context(closing(Maker(*ways)))
        with executing(_worth_it(executor, inputs)) as workers:
            findings = _sorted(maker.validate(workers), inputs)
            fail_if_bad(inputs.reading.together(), findings, "error")
            findings += check_rows(inputs, workers, clean, rows.to_look_at)
        more, _ = maker.fill()
        return _sorted(findings + more, inputs)


@contextmanager
def _reading(
    project: Project,
    texts: Texts,
    executor: str | Executor | None,
    generations: Generations,
    onto: Manifest | None,
    *,
    ended: Ended = lambda tables, number: None,
) -> Iterator[Inputs]:
    """Yield what files say; tables are taken from the last build, if it is ``onto``.

    ``ended`` is told of each large table that was read.
    """
    from kg.project.inputs import Inputs

    with (
        kept_rows(generations, onto) as kept,
        closing(Inputs(project, texts, executor, kept, ended)) as inputs,
    ):
        yield inputs


def _looked_at(executor: str | Executor | None) -> str | Executor | None:
    """Return an executor; what is none is told before anything is read."""
    if isinstance(executor, str):
        return look_at(executor)
    if executor is not None and not hasattr(executor, "submit"):
        sentence = f"{{}} takes a name or an executor, not `{executor!r}`"
        raise BadArgument("executor", sentence)
    return executor


def _worth_it(executor: str | Executor | None, inputs: Inputs) -> str | Executor | None:
    """Return who looks at the parts: for so few as most projects have, nobody else."""
    if executor is None and inputs.count() >= MANY:
        return PROCESSES
    return executor


def _sorted(findings: list[Finding], inputs: Inputs) -> list[Finding]:
    """Return findings in order, those of many rows of a table put together."""
    located = inputs.reading.located()
    findings = [
        replace(f, place=located.place(f.place)) if f.place else f for f in findings
    ]
    return put_together(sort_findings(findings), located.files)


def _kept(
    generations: Generations,
    onto: Manifest,
    made: Manifest,
    report: Report,
    fail_on: str,
    *,
    problems: Iterable[Problem] = (),
) -> Report:
    """Keep the last build's graph, for nothing that is in it has changed."""
    fail_if_bad(problems, report.findings, fail_on)
    with generations.next(onto, same=True) as path:
        made = replace(made, rows=onto.rows, clean=onto.clean, wrong=onto.wrong)
        write_manifest(path, _noted(made, report))
    return report


def _earlier(generations: Generations, onto: Manifest | None) -> Earlier | None:
    """Return the last build, of which a copy may be changed to what there is now."""
    from kg.graph.patch import Earlier, Written

    last, triples = generations.current(), onto.counts.get("triples") if onto else None
    if onto is None or last is None or not isinstance(triples, int):
        return None
    return Earlier(last, Written(triples, onto.rows))


def _agree(a: Manifest, b: Manifest) -> bool:
    """Tell whether two builds read the same things on the same lines."""
    return (a.sources, a.lines) == (b.sources, b.lines)


def _report_of(
    inputs: Inputs,
    counts: dict[str, int],
    onto: Manifest | None,
    findings: list[Finding],
) -> Report:
    """Return what a build did that began with the graph of ``onto``."""
    before = onto.sources if onto else {}
    digests = inputs.digests()
    changed = [id for id, digest in digests.items() if before.get(id) != digest]
    dropped = sorted(set(before) - set(digests))
    entities = {ENTITIES, SHARED}
    return Report(
        **counts,
        loaded=tuple(id for id in changed if id not in SHELVES),
        entities=not entities.isdisjoint(changed),
        links=not set(SHELVES).difference(entities).isdisjoint([*dropped, *changed]),
        texts=inputs.texts_at_hand(),
        dropped=tuple(id for id in dropped if id not in SHELVES),
        tables=tuple((n, str(t)) for n, t in inputs.reading.tables.items()),
        findings=findings,
    )


_COUNTS = ("documents", "claims", "triples", "derived")


def _noted(manifest: Manifest, report: Report) -> Manifest:
    """Return a manifest with what the report of an unchanged build says, too."""
    counts = {name: getattr(report, name) for name in _COUNTS}
    counts["textsAtHand"], counts["textsRecorded"] = report.texts
    counts["tables"], counts["leftOut"] = dict(report.tables), report.left_out
    rows = [finding.to_dict() for finding in report.findings]
    return replace(manifest, findings=rows, counts=counts)


def _last_report(manifest: Manifest) -> Report | None:
    """Return a build to which nothing is new; ``None`` if it is not as builds note."""
    try:
        counts: dict[str, Any] = dict(manifest.counts)
        texts = counts.pop("textsAtHand"), counts.pop("textsRecorded")
        tables = tuple(counts.pop("tables", {}).items())
        left_out = counts.pop("leftOut", 0)
        findings = [Finding.from_dict(row) for row in manifest.findings]
        more = {"texts": texts, "tables": tables, "left_out": left_out}
        return Report(**counts, **more, findings=findings)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
