"""A project is a folder: what it has of its own, and what it takes from kg.

``sources/`` holds what is said; ``ontology/`` modules that extend ours; ``queries/``
questions, rules and checks; ``texts/`` the articles and ``tables/`` large tables;
``kg.toml`` title, base IRI, licence, language, and the contact that servers of others
are told. What a folder lacks comes with kg.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kg.errors import InputErrors, Place, Problem, StoreError
from kg.names import BASE, local_name
from kg.rdf import Triples
from kg.read.files import read_text
from kg.read.opening import (
    ASTRAY,
    leaves,
    sha256_of,
    why,
)
from kg.read.settings import CC_BY, read_settings
from kg.read.shortforms import SHORT_FORMS
from kg.read.table.tables import Tables
from kg.read.texts import Texts
from kg.read.vocabulary import Vocabulary, read_turtle
from kg.read.walk import MOST_BYTES, files_of, within_bytes
from kg.resources import shipped

CONFIG, GRAPH = "kg.toml", "build/graph"
_RESERVED = frozenset({*SHORT_FORMS, "id", "type", "says", "chars", "text"})


@dataclass(frozen=True)
class Project:
    """A project folder, opened. Paths in messages are relative to ``root``.

    ``author`` is who judges links, an ORCID or a name.
    """

    root: Path
    title: str = "Actors, policies and flows"
    base: str = BASE
    licence: str = CC_BY
    language: str = "en"
    texts: str = "texts"
    tables: str = "tables"
    contact: str = ""
    author: str = ""
    own: bool = field(default=False)

    @classmethod
    def open(cls, root: str | Path) -> Project:
        """Open a folder; raise :class:`InputErrors` when its ``kg.toml`` is wrong."""
        root = Path(root)
        config = root / CONFIG
        if not os.path.isdir(root):
            raise InputErrors([Problem(Place(str(root), 1), "no such folder")])
        own = os.path.lexists(root / "sources")
        settings = read_settings(config, root) if os.path.lexists(config) else {}
        return cls(root, **settings, own=own)

    def as_if(self, instead: Mapping[Path, str]) -> Project:
        """Return the project as it would be if facts files held these texts."""
        other = replace(self)
        vars(other)["instead"] = instead
        vars(other)["vocabulary"] = self.vocabulary  # which no facts file changes
        return other

    @cached_property
    def instead(self) -> Mapping[Path, str]:
        """The texts that are read in the place of what facts files hold, by path."""
        return {}

    @property
    def sources(self) -> Path:
        """The folder of facts: the project's own, else the ones that came with kg."""
        return self.root / "sources" if self.own else shipped("sources")

    @property
    def graph(self) -> Path:
        """The folder that its graph is built in, unless another is named.

        Raises :class:`StoreError` when it leads out of the project.
        """
        folder = self.root / GRAPH
        if leaves(folder, self.root):
            message = f"{folder} leads out of the project by a symbolic link; "
            raise StoreError(message + "name the folder that the graph goes to")
        return folder

    def texts_at_hand(self, folder: str | Path | None = None) -> Texts:
        """Return the texts of ``folder``, else of ``KG_TEXTS``, else its own."""
        chosen, tables = folder or os.environ.get("KG_TEXTS"), self.tables_at_hand()
        if chosen:  # by the user, who may keep them anywhere
            return Texts(Path(chosen), tables=tables)
        return Texts(self.root / self.texts, self.root, tables)

    def tables_at_hand(self) -> Tables:
        """Return the tables: beside their mappings, of ``KG_TABLES``, else its own."""
        if chosen := os.environ.get("KG_TABLES"):  # by the user, as for texts
            return Tables(self.sources, Path(chosen), self.root)
        return Tables(self.sources, self.root / self.tables, self.root)

    def name(self, path: Path) -> str:
        """Return what messages call a file: its path from the project's folder."""
        for base, prefix in ((self.root, ""), (shipped("sources").parent, "kg:")):
            if path.is_relative_to(base):
                return prefix + path.relative_to(base).as_posix()
        return path.as_posix()

    def files(self, kind: str, pattern: str) -> list[Path]:
        """Files of ``ontology`` or ``queries``: kg's, then the project's own.

        A file of the project stands for kg's of the same relative path, and a project
        that has the whole ontology (``apf.ttl``) uses that one alone.
        """
        mine, ours = self.root / kind, shipped(kind)
        by_name, problems = dict[str, Path](), list[Problem]()
        if not (kind == "ontology" and (mine / "apf.ttl").is_file()):
            by_name = {p.relative_to(ours).as_posix(): p for p in ours.glob(pattern)}
        own = self.found(mine, pattern, problems)
        if problems:
            raise InputErrors(problems)
        by_name |= {p.relative_to(mine).as_posix(): p for p in own}
        return [by_name[key] for key in sorted(by_name)]

    def found(
        self,
        folder: Path,
        pattern: str,
        problems: list[Problem],
        *,
        most: int = MOST_BYTES,
    ) -> list[Path]:
        """Return the files of a folder of the project that match, sorted.

        Those that lead out of the project by symbolic links are problems, and so is a
        folder that does: what lies there may be anything on the reader's machine. So is
        a folder that is too large, or too deep, to be looked through, and the file by
        which all together have more than ``most`` bytes; none from it on is returned.
        """
        if self._astray(folder, problems):
            return []
        try:
            paths = files_of(folder, pattern)
        except OSError as error:
            problems.append(Problem(Place(self.name(folder), 1), why(error)))
            return []
        inside = [path for path in paths if not self._astray(path, problems)]
        within = within_bytes(inside, most)
        if len(within) < len(inside):
            message = f"cannot be read: with it, files like it have more than {most:,} "
            place = Place(self.name(inside[len(within)]), 1)
            problems.append(Problem(place, message + "bytes"))
        return within

    def _astray(self, path: Path, problems: list[Problem]) -> bool:
        ours = shipped("sources").parent
        if not path.is_relative_to(self.root) and path.is_relative_to(ours):
            return False
        if astray := leaves(path, self.root):
            problems.append(Problem(Place(self.name(path), 1), ASTRAY))
        return astray

    def turtle(self, pattern: str) -> Triples:
        """Parse the Turtle files of the ontology that match ``pattern``."""
        files = self.files("ontology", pattern)
        return read_turtle(files, map(self.name, files))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms that facts files of this project may use.

        Raises :class:`InputErrors` when two terms have one name.
        """
        vocabulary = Vocabulary(self.turtle("*.ttl"), self.turtle("schemes/*.ttl"))
        if problems := [
            Problem(self._declared(iri), message)
            for iri, message in vocabulary.clashes(_RESERVED)
        ]:
            raise InputErrors(problems)
        return vocabulary

    def _declared(self, iri: str) -> Place:
        """Return the line of the project's own modules where a term is first named."""
        named = re.compile(rf"^\S*[:/#]{re.escape(local_name(iri))}\b", re.MULTILINE)
        for path in self.found(self.root / "ontology", "*.ttl", []):
            text = read_text(path, self.name(path), []) or ""
            if match := named.search(text):
                return Place(self.name(path), text.count("\n", 0, match.start()) + 1)
        return Place("ontology", 1)

    def schema_digest(self) -> str:
        """SHA-256 over everything but sources that a graph depends on."""
        digest = hashlib.sha256(repr(self._identity()).encode())
        for path in self._schema_files():
            with suppress(OSError):  # whoever parses the file says so
                digest.update(f"{path.name}\0{sha256_of(path)}\n".encode())
        return digest.hexdigest()

    def _identity(self) -> tuple[str, ...]:
        return (self.title, self.base, self.licence, self.language)

    def _schema_files(self) -> Iterator[Path]:
        yield from self.files("ontology", "**/*.ttl")
        for folder in ("rules", "derivations", "checks"):
            yield from self.files("queries", f"{folder}/*.rq")
