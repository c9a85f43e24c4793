"""What reading a project yields, and who reads what is too large to become entries."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from kg.errors import Place, Problem
from kg.read.entries import Index, Known, RowClaims, Source, Tally
from kg.read.judgements import Judgement
from kg.read.table.editions import RowStatements, TiedEditions
from kg.read.table.fill import Filler
from kg.read.table.grouping import grouped
from kg.read.table.mapping import TableMapping
from kg.read.table.mappings import LargeTable, Speaker
from kg.read.table.parts import Located
from kg.read.table.table_file import TableFile
from kg.read.vocabulary import Vocabulary


class Uncovered(NamedTuple):
    """Half-open characters of a text without a claim, why, and where that is said."""

    start: int
    end: int
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """What reading knows of a document: text, claims' places, sentences left out."""

    id: str
    file: str
    claims: int
    spans: dict[str, tuple[int, int]]
    uncovered: tuple[Uncovered, ...]
    has_text: bool = False
    at_hand: bool = False


@dataclass(slots=True)
class Reading:
    """The sources of a project, in the order of their ids, and what was wrong."""

    sources: list[Source] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, Tally] = field(default_factory=dict)
    """What became of the rows of each table, by the name of its mapping."""
    table_files: dict[str, tuple[Path, TableFile]] = field(default_factory=dict)
    """Where tables are and how they are written, by what messages call them."""
    editions: TiedEditions | None = None
    """How the claims of newer editions stand to those before."""

    def together(self) -> list[Problem]:
        """Return the problems, those of many rows of one table put together."""
        located = self.located()
        problems = located.problems(self.problems)
        for file in located.files:
            problems = grouped(problems, file)
        return problems

    def located(self) -> Located:
        """Return what finds lines of tables in the files that these are made of."""
        return Located(self.table_files)


class RowsReader(RowStatements, Protocol):
    """Reads tables that are too large to become entries."""

    def named(self) -> Set[str]:
        """Return the IRIs of the things that rows name."""

    def is_large(self, mapping: TableMapping, path: Path) -> bool:
        """Tell whether a table is one of those."""

    def has_plan(self, filler: Filler, vocabulary: Vocabulary) -> bool:
        """Tell whether a mapping is one that this can read, too."""

    def read(
        self,
        large: LargeTable,
        speaker: Speaker,
        vocabulary: Vocabulary,
        index: Index,
        base: str,
    ) -> RowClaims | None:
        """Read a table; ``None`` leaves it to the ordinary reader."""

    def find(self, name: str) -> Known | None:
        """Look up what rows define or claim, as an index does."""
