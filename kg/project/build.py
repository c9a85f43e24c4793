"""Build the graph of a project: read, check, load, derive, check again, swap in.

Documents that did not change since the last build are not loaded again: a source is
compared by the digest of its expanded entries. If anything changed, everything is
checked; if nothing did, the last build's findings are those of this one. The result is
byte for byte that of a full build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import Generations, Manifest, write_manifest
from kg.project.findings import Finding, sort_findings
from kg.project.inputs import Inputs
from kg.project.load import hold_figures, infer, load, sizes
from kg.project.shapes.engines import choose
from kg.project.validate import fail_if_bad, validate_asserted, validate_graph
from kg.read.entries import ENRICHED, ENTITIES, LINKS, SHARED, SHELVES, Source
from kg.read.project import Project
from kg.read.texts import Texts

PACKAGE = Path(__file__).parents[1]
"""Where kg's own code lies."""

STEPS = (
    "reading sources",
    "checking shapes",
    "loading",
    "deriving",
    "reconciling figures",
    "running checks",
)
"""The steps of a build, in order."""

Step = Callable[[str], None]
"""Called with the step that begins, for a progress display."""


@dataclass(frozen=True)
class Report:
    """What a build did: documents loaded and dropped, sizes, and findings.

    ``entities`` and ``links`` tell whether those were loaded; ``texts`` is how many of
    the texts that documents record are at hand, and how many are recorded.
    """

    loaded: tuple[str, ...] = ()
    entities: bool = False
    links: bool = False
    texts: tuple[int, int] = (0, 0)
    dropped: tuple[str, ...] = ()
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
    step: Step = lambda name: None,
) -> Report:
    """Build a project's graph into a folder; nothing changes there unless all is well.

    The folder is ``build/graph`` of the project, and the texts that quotes are compared
    with are the project's, unless others are given. Findings of the level ``fail_on``
    (``error``, ``warning`` or ``info``) or worse make it fail. With ``full``, what did
    not change is loaded again, too. ``step`` is told each step that begins; ``engine``
    is what runs the shapes, ``shacl`` or ``pyshacl``, by default the first installed.

    Raises :class:`CheckFailed` with every problem and every finding at or above the
    level ``fail_on``, and :class:`StoreError` when the folder cannot be written.
    """
    engine = choose(engine)
    generations = Generations(folder or project.graph)
    last = generations.manifest()
    schema = _schema(project)
    onto = last if last and last.schema == schema and not full else None
    step("reading sources")
    inputs = Inputs(project, texts or project.texts_at_hand())
    manifest = Manifest(schema, inputs.digests(), inputs.lines())
    before = onto.sources if onto else {}
    changed = [s for s in inputs.sources if before.get(s.id) != s.digest]
    dropped = sorted(set(before) - set(manifest.sources))
    same = onto is not None and replace(onto, findings=[]) == manifest
    known = _findings(onto) if onto and same else None
    if known is None:
        step("checking shapes")
    findings = validate_asserted(inputs, engine) if known is None else known
    fail_if_bad(inputs, findings, fail_on)
    with generations.next(onto) as path:
        if known is None:
            findings += _fill(
                ox.Store(str(path / "store")),
                inputs,
                changed,
                dropped=dropped,
                schema=onto is None,
                step=step,
            )
            findings = sort_findings(findings)
            fail_if_bad(inputs, findings, fail_on)
        rows = [finding.to_dict() for finding in findings]
        write_manifest(path, replace(manifest, findings=rows))
        counts = sizes(path / "store", inputs)
    return Report(
        **counts,
        loaded=tuple(s.id for s in changed if s.id not in SHELVES),
        entities=any(s.id in (ENTITIES, SHARED) for s in changed),
        links=bool({LINKS, ENRICHED} & {*dropped, *(s.id for s in changed)}),
        texts=inputs.texts_at_hand(),
        dropped=tuple(id for id in dropped if id not in SHELVES),
        findings=findings,
    )


def check(
    project: Project,
    *,
    texts: Texts | None = None,
    engine: str | None = None,
    step: Step = lambda name: None,
) -> list[Finding]:
    """Check a project without writing anything; return the findings.

    ``texts`` and ``engine`` as for :func:`build`; the findings are the same.

    Raises :class:`CheckFailed` when files cannot be read or a shape is broken.
    """
    engine = choose(engine)
    step("reading sources")
    inputs = Inputs(project, texts or project.texts_at_hand())
    step("checking shapes")
    findings = validate_asserted(inputs, engine)
    fail_if_bad(inputs, findings, "error")
    findings += _fill(ox.Store(), inputs, inputs.sources, step=step)
    return sort_findings(findings)


def _fill(
    store: ox.Store,
    inputs: Inputs,
    changed: Iterable[Source],
    *,
    dropped: Iterable[str] = (),
    schema: bool = True,
    step: Step,
) -> list[Finding]:
    """Load what changed into a store, derive what follows, and check the whole."""
    step("loading")
    load(store, inputs, changed, dropped=dropped, schema=schema)
    step("deriving")
    infer(store, inputs)
    step("reconciling figures")
    figures = hold_figures(store, inputs)
    step("running checks")
    findings = validate_graph(inputs, store, figures)
    store.flush()
    return findings


def _findings(manifest: Manifest) -> list[Finding] | None:
    """Return the findings of a build; ``None`` if they are not as builds note them."""
    try:
        return [Finding.from_dict(row) for row in manifest.findings]
    except (KeyError, TypeError, ValueError):
        return None


def _schema(project: Project) -> str:
    """SHA-256 over all but sources that a graph depends on: kg's own code, too."""
    digest = hashlib.sha256(project.schema_digest().encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
