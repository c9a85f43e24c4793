"""Rows of which an earlier build knows that nothing is wrong with them.

What shapes and checks see of a claim is in its triples, and in those of all that it
names, far on. So a claim that is as it was, beside things that are as they were, need
not be looked at again by the same rules, whatever else has changed in its table.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.project.findings import Finding
from kg.project.inputs import Inputs
from kg.project.rows import sound_tables
from kg.project.shapes.clean import CleanParts
from kg.project.shapes.shapes import read_shapes
from kg.project.shapes.sight import sight_of
from kg.table.kept import Kept
from kg.table.rowtable import RowTable

REACHED = "reached.json"
"""The file in which the next build finds what rows say of what claims name."""

MOST_WRONG = 20_000
"""Rows in which something was found: where there are more, all are looked at again."""


class UnchangedRows:
    """Tells which claims of large tables are to be looked at, and notes the others.

    ``clean`` and ``wrong`` are what an earlier build with the same rules noted: tables,
    and the claims and things of rows in which something was found nevertheless.
    """

    def __init__(
        self, inputs: Inputs, clean: CleanParts, wrong: Iterable[str] = ()
    ) -> None:
        self._inputs, self._clean = inputs, clean
        self._around = inputs.surroundings()
        self._numbers = dict[tuple[str, str], Sequence[int]]()
        self._digests = dict[tuple[str, str], str]()
        self._before, self.wrong = sorted(set(wrong)), list[str]()
        self._tables = [[t.text_digest, t.digest] for t in inputs.large.tables]
        self._noted = self._recalled(inputs.large.kept_file(REACHED))
        for table in sound_tables(inputs):  # here, and not in each cell that asks
            self.to_look_at(table)

    def to_look_at(self, table: RowTable) -> Sequence[int]:
        """Return the numbers of the claims of a table that somebody has to look at.

        They are those that changed, or that have the key of one that did in an edition
        before, and those in which, or in the things of which, something was found.
        """
        key = table.naming.document, table.text_digest
        if (numbers := self._numbers.get(key)) is None:
            numbers = self._numbers[key] = self._changed(table)
        return numbers

    def note(self, findings: Iterable[Finding]) -> None:
        """Note what is wrong, and that nothing else is in rows, for the next build."""
        large = self._inputs.large
        wrong = {finding.focus for finding in findings}
        wrong = {i for i in wrong if i in large.things.by_iri or large.has_claim(i)}
        if len(wrong) <= MOST_WRONG:
            self.wrong = sorted(wrong)
            for table in sound_tables(self._inputs):
                versions = self._editions(table, earlier=False)
                self._clean.after.add(self._digest(versions or ()))

    def _changed(self, table: RowTable) -> Sequence[int]:
        everything, again = range(len(table)), self._again
        versions = self._editions(table, earlier=True)
        if versions is None or again is None:
            return everything
        if self._digest(versions) not in self._clean.before:
            return everything
        changed = set[str]()
        for version in versions:
            before = self._inputs.large.kept(version.document)
            if version.table is not None and before is not None:
                changed |= changed_keys(version.table, before)
        own = {table.keys[key] for key in changed if key in table.keys}
        return sorted(own | again[table.naming.document])

    def _editions(self, table: RowTable, *, earlier: bool) -> list[_Version] | None:
        """Return a table and the editions before it, as they are or as they were.

        ``None`` where it is not known any more how they were.
        """
        large, versions = self._inputs.large, list[_Version]()
        tables = {each.naming.document: each for each in large.tables}
        document = table.naming.document
        for id in (document, *large.before(document)):
            if (own := tables.get(id)) is None:
                sources = (s.digest for s in self._inputs.sources if s.id == id)
                versions.append(_Version(id, None, next(sources, ""), ()))
            elif not earlier:
                versions.append(_Version(id, own, own.text_digest, own.refers))
            elif (kept := large.kept(id)) is not None:
                versions.append(_Version(id, own, kept.digest, kept.refers()))
            else:
                return None
        return versions

    @cached_property
    def _unseen(self) -> str:
        """The property of documents that no rule sees from a claim, or "".

        A new edition has another digest of its file. No check that comes with kg looks
        at one, and with checks of its own a project has all its rows looked at
        together.
        """
        project = self._inputs.project
        sight = sight_of(read_shapes(project))
        digest = str(project.vocabulary.terms["fileDigest"].iri)
        return "" if sight is None or digest in sight.far else digest

    @cached_property
    def _again(self) -> dict[str, set[int]] | None:
        """The claims by which one comes to what was wrong; ``None`` if one cannot."""
        large = self._inputs.large
        again = {table.naming.document: set[int]() for table in large.tables}
        for iri in self._before:
            met, level = False, {iri}
            for table in large.tables:
                if (number := table.numbered(iri)) is not None:
                    again[table.naming.document].add(number)
                    met = True
            seen = set[str]()
            while iri in large.things.by_iri and level and not met:
                for table in large.tables:
                    named = level.intersection(table.refers)
                    again[table.naming.document] |= {table.refers[i] for i in named}
                    met |= bool(named)
                if met:
                    break
                seen |= level
                level = {n for i in level for n in self._naming.get(i, ())} - seen
            if not met and iri in large.things.by_iri:
                return None
        return again

    @cached_property
    def _naming(self) -> dict[str, list[str]]:
        """The things of rows that name others, by those."""
        naming = defaultdict[str, list[str]](list)
        things = self._inputs.large.things
        for iri, named in zip(things.iris, things.refers, strict=True):
            for other in named:
                naming[other].append(iri)
        return naming

    def _digest(self, versions: Iterable[_Version]) -> str:
        """Return a digest of claims, and of all that is seen of what they name."""
        return " ".join(map(self._digest_of, versions))

    def _digest_of(self, version: _Version) -> str:
        document = f"{self._inputs.project.base}id/document/{version.document}"
        if (digest := self._digests.get((document, version.digest))) is None:
            seen = hashlib.blake2b(f"rows {version.digest}\n".encode(), digest_size=16)
            about = f"<{document}> <{self._unseen}> "
            rows, entries = self._reached(version)
            met, borders = set[str](), {document, *entries}
            seen.update(rows.encode())
            while borders:  # from rows to entries, and from these to other rows
                met |= borders
                texts, back = self._around.of_entries(sorted(borders))
                for text in texts:
                    lines = text.splitlines(keepends=True) if about in text else [text]
                    for line in lines:
                        if not (self._unseen and line.startswith(about)):
                            seen.update(line.encode())
                rows, entries = self._around.of_rows(back)
                seen.update(rows.encode())
                borders = set(entries) - met
            digest = self._digests[document, version.digest] = seen.hexdigest()
        return digest

    def _reached(self, version: _Version) -> tuple[str, list[str]]:
        """Return what rows say of what claims name: see :meth:`Surroundings.of_rows`.

        It is as an earlier build has noted it where all tables are as they were.
        """
        name = f"{version.document} {version.digest}"
        if name not in self._noted:
            digest, entries = self._around.of_rows(sorted(version.named))
            self._noted[name] = digest, entries
        return self._noted[name]

    def keep(self, folder: Path) -> None:
        """Keep in a folder what rows say of what claims name, for the next build."""
        if not self._tables:
            return
        state = {"tables": self._tables, "reached": self._noted}
        (folder / REACHED).write_text(json.dumps(state), "utf-8")

    def _recalled(self, path: Path | None) -> dict[str, tuple[str, list[str]]]:
        """Return what an earlier build has kept of the same tables."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            state = json.loads(path.read_bytes()) if path is not None else {}
            if state.get("tables") == self._tables:
                return {
                    name: (digest, entries)
                    for name, (digest, entries) in state["reached"].items()
                }
        return {}


@dataclass(frozen=True, slots=True)
class _Version:
    """What a document states, by a digest, what its claims name, and its rows."""

    document: str
    table: RowTable | None
    digest: str
    named: Collection[str]


def changed_keys(table: RowTable, before: Kept) -> set[str]:
    """Return the keys of the claims that are new, gone, or not as they were."""
    if table.text_digest == before.digest:
        return set()
    old = dict(before.pieces())
    changed = old.keys() - table.keys.keys()
    with table.text.open("rb") as now, before.claims.open("rb") as then:
        starts = table.columns.starts
        for number, key in enumerate(table.columns.keys):
            text = now.read(starts[number + 1] - starts[number])
            start, end = old.get(key, (0, 0))
            if end - start != len(text):
                changed.add(key)
                continue
            then.seek(start)
            if then.read(end - start) != text:
                changed.add(key)
    return changed
