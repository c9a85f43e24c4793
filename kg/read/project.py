"""A project is a folder: what it has of its own, and what it takes from kg.

``sources/`` holds what is said; ``ontology/`` modules that extend ours; ``queries/``
questions, rules and checks; ``texts/`` the articles; ``kg.toml`` title, base IRI,
licence, language, and the contact that servers of others are told. What a folder lacks
comes with kg.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.errors import InputErrors, Place, Problem, nearest
from kg.names import BASE, local_name
from kg.rdf import Triples, iri_flaw
from kg.read.shortforms import SHORT_FORMS
from kg.read.texts import Texts
from kg.read.values import LANGUAGE
from kg.read.vocabulary import Vocabulary, read_turtle
from kg.resources import shipped

CONFIG, GRAPH = "kg.toml", "build/graph"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_IRI = re.compile(r"(https?://|urn:)[^\x00-\x20\x7f<>\"{}|\\^`]+")
_RESERVED = frozenset({*SHORT_FORMS, "id", "type", "says", "chars", "text"})
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class Project:
    """A project folder, opened. Paths in messages are relative to ``root``.

    ``author`` is who judges links, an ORCID or a name.
    """

    root: Path
    title: str = "Actors, policies and flows"
    base: str = BASE
    licence: str = _CC_BY
    language: str = "en"
    texts: str = "texts"
    contact: str = ""
    author: str = ""
    own: bool = field(default=False)

    @classmethod
    def open(cls, root: str | Path) -> Project:
        """Open a folder; raise :class:`InputErrors` when its ``kg.toml`` is wrong."""
        root = Path(root)
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

    @property
    def graph(self) -> Path:
        """The folder that its graph is built in, unless another is named."""
        return self.root / GRAPH

    def texts_at_hand(self, folder: str | Path | None = None) -> Texts:
        """Return the texts of ``folder``, else of ``KG_TEXTS``, else its own."""
        chosen = folder or os.environ.get("KG_TEXTS")
        return Texts(Path(chosen) if chosen else self.root / self.texts)

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
        by_name: dict[str, Path] = {}
        if not (kind == "ontology" and (mine / "apf.ttl").is_file()):
            by_name = {p.relative_to(ours).as_posix(): p for p in ours.glob(pattern)}
        by_name |= {p.relative_to(mine).as_posix(): p for p in mine.glob(pattern)}
        return [by_name[key] for key in sorted(by_name)]

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
        for path in sorted((self.root / "ontology").glob("*.ttl")):
            text = path.read_text("utf-8")
            if match := named.search(text):
                return Place(self.name(path), text.count("\n", 0, match.start()) + 1)
        return Place("ontology", 1)

    def schema_digest(self) -> str:
        """SHA-256 over everything but sources that a graph depends on."""
        digest = hashlib.sha256(repr(self._identity()).encode())
        for path in self._schema_files():
            with suppress(OSError):  # whoever parses the file says so
                own = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"{path.name}\0{own}\n".encode())
        return digest.hexdigest()

    def _identity(self) -> tuple[str, ...]:
        return (self.title, self.base, self.licence, self.language)

    def _schema_files(self) -> Iterator[Path]:
        yield from self.files("ontology", "**/*.ttl")
        for folder in ("rules", "derivations", "checks"):
            yield from self.files("queries", f"{folder}/*.rq")


def _settings(config: Path) -> dict[str, str]:
    try:
        text = config.read_text("utf-8")
        data = tomllib.loads(text)
    except RecursionError:
        place = Place(config.name, 1)
        raise InputErrors([Problem(place, "not TOML: nested too deeply")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        line = _TOML_LINE.search(str(error))
        place = Place(config.name, int(line[1]) if line else 1)
        reason = _TOML_LINE.sub("", str(error))
        raise InputErrors([Problem(place, f"not TOML: {reason}")]) from None
    table = data.pop("project", {})
    wrong = dict.fromkeys(data, "stands under `[project]`, or nowhere")
    if isinstance(table, dict):
        wrong |= {key: w for key, value in table.items() if (w := _wrong(key, value))}
    else:
        wrong["project"] = "is a table; write `[project]`"
    if wrong:
        raise InputErrors(
            Problem(Place(config.name, _line_of(key, text)), f"`{key}` {reason}")
            for key, reason in wrong.items()
        )
    return dict(table)


def _wrong(key: str, value: object) -> str | None:
    """Say what is wrong with a setting, or ``None``."""
    known = ("title", "base", "licence", "language", "texts", "contact", "author")
    if key not in known:
        return f"is no setting{nearest(key, known)}"
    if not isinstance(value, str) or not value:
        return "must be text in quotes"
    if key in ("base", "licence") and not _IRI.fullmatch(value):
        return f"must be an IRI such as {_CC_BY}, not `{value}`"
    if key in ("base", "licence") and (flaw := iri_flaw(value)):
        return f"must be an IRI, which `{value}` is not: {flaw}"
    if key == "base" and not value.endswith(("/", "#", ":")):
        return f"must end with `/`: `{value}/`"
    if key == "language" and not LANGUAGE.fullmatch(value):
        return f"must be a language tag such as `en`, not `{value}`"
    return None


def _line_of(key: str, text: str) -> int:
    match = re.search(rf"^[ \t\[\"']*{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1
