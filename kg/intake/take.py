"""A text and the stanza of its document, written into a project whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kg.errors import KgError, UnknownName
from kg.intake.convert import Original, convert
from kg.intake.known import KnownDocument, documents_of, latest, publisher_of
from kg.intake.model import Converted, NotTaken, TakeLimits
from kg.intake.stanza import AboutDocument, stanza
from kg.read.entries import ID, RESERVED
from kg.read.files import output, rewriting
from kg.read.opening import ASTRAY, MOST, leaves, read_bytes, why
from kg.read.project import Project
from kg.read.table.guess.words import slug
from kg.read.table.guess.write import LOOK
from kg.read.texts import Texts

_FACTS, _MAPPING = "facts.yaml", "mapping.yaml"
_LONGEST_ID = 60
"""Characters of an id that is made out of a name: folders and answers show it."""

_NOTHING = ("", "index", "default", "article", "news", "story")
"""Ends of addresses that tell nothing of what stands there."""


class DocumentTaken(KgError):
    """A document or text is there already, and is not replaced."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: the files that were written, the text's first.

    Without ``files`` there was nothing new: ``document`` has that very text. ``open``
    are the lines of the facts file on which something is to be settled.
    """

    document: str
    files: tuple[str, ...]
    converted: Converted
    open: tuple[int, ...] = ()
    revises: str = ""


@dataclass(frozen=True)
class Intake:
    """Takes files into a project; ``texts`` is where its texts are kept."""

    project: Project
    texts: Texts
    limits: TakeLimits = field(default_factory=TakeLimits)

    def file(
        self, path: Path, id: str = "", *, encoding: str = "", most: int = MOST
    ) -> Taken:
        """Take a file of at most so many bytes; ``id`` is that of its document.

        Raises :class:`NotTaken` and :class:`DocumentTaken`; nothing is written then.
        """
        try:
            data = read_bytes(path, most=most)
        except OSError as error:
            raise NotTaken(f"{path} {_why(error)}") from None
        id = self._free(id or _id(path.name.rpartition(".")[0] or path.name))
        original = Original(data, path.name, encoding)
        converted = convert(original, self.limits)
        if (there := self.texts.path(id)) is not None and there.samefile(path):
            converted = _as_it_is(converted, data, str(path))
        return self._write(
            converted, AboutDocument(id, path.name, self.project.language)
        )

    def page(self, original: Original, day: date, id: str = "") -> Taken:
        """Take what was read at an address on a day.

        Where a document of that address has this very text, there is nothing to take;
        where its text is another, this one revises it. Of one that does not say which
        text it is of, nobody knows: then ``id`` has to name another.
        """
        before = documents_of(self.project, original.url, self.texts)
        last = latest(before) if before else None
        if last is not None and not last.digest and not id:
            message = f"sources/{last.id}/{_FACTS} has this address, and no text to "
            raise DocumentTaken(f"{message}compare; -o names another document")
        if not before or id:
            id = self._free(id or _id_of(original.url))
        converted = convert(original, self.limits)
        digest = hashlib.sha256(converted.text.encode()).hexdigest()
        if (same := _same(before, digest)) is not None:
            return Taken(same.id, (), converted)
        known = AboutDocument(id, original.url, self.project.language)
        known = replace(known, url=original.url, retrieved=day)
        if last is not None:
            id = id or self._next(min((d.id for d in before), key=len))
            known = replace(
                known,
                id=id,
                revises=last.id if last.digest else "",
                made_by=last.converter,
                beside="" if last.digest else last.id,
            )
        return self._write(converted, known)

    def _next(self, first: str) -> str:
        """Return the id of a version after the first."""
        number = 2
        while os.path.lexists(self._folder(f"{first}-{number}")):
            number += 1
        return self._free(f"{first}-{number}")

    def _folder(self, id: str) -> Path:
        return self.project.root / "sources" / id

    def _free(self, id: str) -> str:
        """Return an id that no document has; raise for any other."""
        if not ID.fullmatch(id) or id in RESERVED:
            message = f"`{id}` is no id of a document: a-z, 0-9 and hyphens"
            raise UnknownName(message)
        for name in (_FACTS, _MAPPING):
            if os.path.lexists(self._folder(id) / name):
                message = f"sources/{id}/{name} is there already"
                raise DocumentTaken(f"{message}; -o names another document")
        return id

    def _write(self, converted: Converted, known: AboutDocument) -> Taken:
        publisher = publisher_of(self.project, converted.publisher)
        words = stanza(converted, replace(known, publisher=publisher))
        facts, text = self._folder(known.id) / _FACTS, self._text(known.id, converted)
        made = list[Path]()
        with rewriting(facts):
            self._free(known.id)  # also after it was waited for
            try:
                if not os.path.lexists(text):
                    text.parent.mkdir(parents=True, exist_ok=True)
                    made.append(text)
                    with output(text) as file:
                        file.write(converted.text.encode())
                with output(facts) as file:
                    file.write(words.encode())
            except BaseException:
                for path in made:
                    path.unlink(missing_ok=True)
                raise
        lines = enumerate(words.splitlines(), 1)
        names = (self.project.name(text), self.project.name(facts))
        return Taken(
            known.id,
            names,
            converted,
            tuple(number for number, line in lines if f"# {LOOK}" in line),
            known.revises,
        )

    def _text(self, id: str, converted: Converted) -> Path:
        """Return where a text goes; raise where another one is."""
        assert self.texts.folder is not None
        path = self.texts.folder / f"{id}.txt"
        if self.texts.within is not None and leaves(path, self.texts.within):
            raise DocumentTaken(f"{self.project.name(path)} is {ASTRAY}")
        if os.path.lexists(path) and self.texts.get(id) != converted.text:
            message = f"{self.project.name(path)} is there already, with another text"
            raise DocumentTaken(f"{message}; -o names another document")
        return path


def _why(error: OSError) -> str:
    return why(error).replace("not a file", "is not a file")


def _as_it_is(converted: Converted, data: bytes, name: str) -> Converted:
    """Return a text that lies where texts do already: it stays what it is."""
    try:
        return replace(converted, text=data.decode())
    except UnicodeDecodeError:
        raise NotTaken(f"{name} is not UTF-8; save it as UTF-8") from None


def _same(documents: Iterable[KnownDocument], digest: str) -> KnownDocument | None:
    """Return the document that has this very text, if one does."""
    return next((each for each in documents if each.digest == digest), None)


def _id(name: str) -> str:
    """Return the id of a document of a name."""
    return slug(name)[:_LONGEST_ID].strip("-") or "document"


def _id_of(url: str) -> str:
    """Return the id of a document of an address."""
    parts = urlsplit(url)
    ends = [unquote(part) for part in parts.path.split("/") if part]
    end = ends[-1] if ends else ""
    name = slug(end.rpartition(".")[0] or end)
    if name in _NOTHING or name.isdigit():
        name = f"{slug((parts.hostname or '').removeprefix('www.'))}-{name}"
    return _id(name.strip("-"))
