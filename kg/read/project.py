"""A project is a folder: what it has of its own, and what it takes from kg.

``sources/`` holds what is said; ``ontology/`` modules that extend ours; ``queries/``
questions, rules and checks; ``texts/`` the articles; ``kg.toml`` title, base IRI,
licence and language. What a folder lacks comes with kg.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rdflib import Graph

from kg.errors import InputErrors, Place, Problem, nearest
from kg.names import BASE
from kg.read.vocabulary import Vocabulary, read_turtle
from kg.resources import shipped

CONFIG = "kg.toml"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Project:
    """A project folder, opened. Paths in messages are relative to ``root``."""

    root: Path
    title: str = "Actors, policies and flows"
    base: str = BASE
    licence: str = _CC_BY
    language: str = "en"
    texts: str = "texts"
    own: bool = field(default=False)

    @classmethod
    def open(cls, root: Path) -> Project:
        """Open a folder; raise :class:`InputErrors` when its ``kg.toml`` is wrong."""
        config = root / CONFIG
        if not root.is_dir():
            raise InputErrors([Problem(Place(str(root), 1), "no such folder")])
        own = (root / "sources").is_dir()
        if not config.is_file():
            return cls(root, own=own)
        return cls(root, **_settings(config), own=own)

    @property
    def sources(self) -> Path:
        """The folder of facts: the project's own, else the ones that came with kg."""
        return self.root / "sources" if self.own else shipped("sources")

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
        found: dict[str, Path] = {}
        if not (kind == "ontology" and (mine / "apf.ttl").is_file()):
            found = {p.relative_to(ours).as_posix(): p for p in ours.glob(pattern)}
        found |= {p.relative_to(mine).as_posix(): p for p in mine.glob(pattern)}
        return [found[key] for key in sorted(found)]

    def turtle(self, pattern: str) -> Graph:
        """Parse the Turtle files of the ontology that match ``pattern``."""
        files = self.files("ontology", pattern)
        return read_turtle(files, map(self.name, files))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms that facts files of this project may use."""
        return Vocabulary(self.turtle("*.ttl"), self.turtle("schemes/*.ttl"))

    def schema_digest(self) -> str:
        """SHA-256 over everything but sources that a graph depends on."""
        digest = hashlib.sha256(repr(self._identity()).encode())
        for path in self._schema_files():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def _identity(self) -> tuple[str, ...]:
        return (self.title, self.base, self.licence, self.language)

    def _schema_files(self) -> Iterator[Path]:
        yield from self.files("ontology", "**/*.ttl")
        for folder in ("rules", "checks"):
            yield from self.files("queries", f"{folder}/*.rq")


def _settings(config: Path) -> dict[str, str]:
    known = {"title", "base", "licence", "language", "texts"}
    place = Place(config.name, 1)
    try:
        data = tomllib.loads(config.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputErrors([Problem(place, f"not TOML: {error}")]) from None
    table = data.get("project", {})
    problems = [
        Problem(place, f"`{key}`: no such setting{nearest(key, known)}")
        for key in table
        if key not in known
    ]
    problems += [
        Problem(place, f"`{key}` must be text in quotes")
        for key, value in table.items()
        if key in known and not isinstance(value, str)
    ]
    base = table.get("base", BASE)
    if isinstance(base, str) and not base.startswith(("http://", "https://", "urn:")):
        problems.append(Problem(place, f"`base` must be an IRI, not `{base}`"))
    elif isinstance(base, str) and not base.endswith(("/", "#", ":")):
        problems.append(Problem(place, f"`base` must end with `/`: `{base}/`"))
    if problems:
        raise InputErrors(problems)
    return dict(table)
