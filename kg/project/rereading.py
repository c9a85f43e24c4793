"""What files say, with the large tables that the last build has read already.

Whoever looks at one document reads the whole project, as claims may name any other. To
read half a million rows takes half a minute, and what a build keeps of them a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from kg.errors import StoreError
from kg.graph.store import ROWS, Generations, Manifest
from kg.project.digests import schema_digest
from kg.read.project import Project
from kg.read.reading import Reading
from kg.read.sources import read_sources
from kg.read.texts import Texts
from kg.table.large import LargeTables


@contextmanager
def kept_rows(generations: Generations, onto: Manifest | None) -> Iterator[Path | None]:
    """Yield where the generation ``onto`` keeps its tables, which no build removes."""
    if onto is None:
        yield None
        return
    kept, lease = generations.leased()
    try:
        yield kept / ROWS
    finally:
        lease.close()


@contextmanager
def reread(project: Project, texts: Texts) -> Iterator[Reading]:
    """Yield what the files of a project say.

    Tables that are as at the last build, as the ontology is, are not read again. What
    rows say is there as long as the block lasts.
    """
    with ExitStack() as stack:
        kept = None
        with suppress(StoreError):  # then tables are read, as before any build
            kept = stack.enter_context(kept_rows(*last_build(project)))
        large = stack.enter_context(closing(LargeTables(None, kept)))
        yield read_sources(project, texts, large)


def last_build(project: Project) -> tuple[Generations, Manifest | None]:
    """Return the last build of a project, if it was made with the same schema.

    A graph that cannot be read is no mistake of files: then there is none.
    """
    generations = Generations(project.graph)
    try:
        last = generations.manifest()
    except StoreError:
        return generations, None
    same = last is not None and last.schema == schema_digest(project)
    return generations, last if same else None
