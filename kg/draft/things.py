"""The things of a project that a text may speak of, by the names that it gives them.

Names are those of entity files and of documents, kg's own among them. Two spellings of
one name are one (:func:`kg.match.spellings.fold`). Countries are known by their people,
too; a capital may be a town or a government, and is neither here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.errors import Problem
from kg.match.countries import countries
from kg.match.names import plain
from kg.match.spellings import content, fold
from kg.names import APF
from kg.rdf import URIRef
from kg.read.entries import ENTITIES, Index
from kg.read.nodes import Mapping, Node, Scalar, Sequence
from kg.read.project import Project
from kg.read.scan import Scan
from kg.resources import shipped

_NAMES = ("label", "altLabel", "hiddenLabel")
_SHORT = 5
"""Letters of a short name, at most, which stands in capitals if it has them."""

_MORE_LETTERS = 2
"""Letters and marks that a short name has more than what stands for it, at most."""

_LONGEST = 10
"""Words of the longest name that is looked for; UNHCR's has nine."""

_WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['\u2019-][^\W_]+)*")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu)['\u2019](?=[^\W\d_]{2})", re.IGNORECASE)
"""What French writes together with the word behind it: `d'Agadez`."""

_POSSESSIVE = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing of the project: its id, class, and what its entry says, as words.

    ``shared`` tells that it came with kg, and may be nothing that the text is about.
    """

    id: str
    cls: URIRef
    label: str
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shared: bool = False

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A name in a text: its characters, half open, and the things that it may mean.

    ``people`` tells that it is a name of the people of a country.
    """

    start: int
    end: int
    things: tuple[NamedThing, ...]
    people: bool = False


class Things:
    """The things of a project by id and by name."""

    def __init__(self, named: Iterable[NamedThing], project: Project) -> None:
        self.vocabulary = project.vocabulary
        self.by_id = {each.id: each for each in named}
        self._names: dict[str, dict[str, None]] = defaultdict(dict)
        self._contents: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._people: dict[str, str] = {}
        self._foreign: set[str] = set()
        by_code = {
            each["iso3"][0]: each.id for each in self.by_id.values() if each["iso3"]
        }
        for each in self.by_id.values():
            for name in _NAMES:
                for words in each[name]:
                    self._names[fold(words)][each.id] = None
                    if len(parts := content(words)) > 1:
                        self._contents[parts][each.id] = None
        for country in countries().known.values():
            id = by_code.get(country.iso3)
            for word in country.demonyms:
                if id is not None:
                    self._people.setdefault(fold(word), id)
                self._foreign.add(fold(word))
        for each in self.by_id.values():  # invented countries: the label's own people
            if self.is_a(each, "Country") and each.id not in self._people.values():
                for word in _peoples(each.label):
                    self._people.setdefault(fold(word), each.id)

    def is_a(self, thing: NamedThing, *classes: str) -> bool:
        """Tell whether a thing is of a class of the ontology, by name."""
        known = self.vocabulary.classes
        wanted = [known[name] for name in classes if name in known]
        return bool(wanted) and self.vocabulary.is_a(thing.cls, *wanted)

    def of(self, *classes: str) -> Iterator[NamedThing]:
        """Yield the things of a class, by id."""
        for _, each in sorted(self.by_id.items()):
            if self.is_a(each, *classes):
                yield each

    def mentioned(
        self, text: str, start: int, end: int, *, elided: bool = False
    ) -> list[Mentioned]:
        """Return the names between two characters, the longest of each place.

        ``elided`` tells that the text is in a language that elides articles.
        """
        words = [m.span() for m in _WORD.finditer(text, start, end)]
        if elided:
            words = [_without_elision(text, *span) for span in words]
        result: list[Mentioned] = []
        place = 0
        while place < len(words):
            for length in range(min(_LONGEST, len(words) - place), 0, -1):
                first, last = words[place][0], words[place + length - 1][1]
                if (named := self._named(text, first, last)) is not None:
                    result.append(named)
                    place += length
                    break
            else:
                place += 1
        return result

    def _is_spelled(self, id: str, words: str, key: str) -> bool:
        """Tell whether a thing has a name so spelled: `Anne` is no `ANI`.

        Nor is the article `Un` short for the United Nations.
        """
        if len(words) > _SHORT or words.isupper():
            return True
        names = (name for key_ in _NAMES for name in self.by_id[id][key_])
        return any(
            fold(name) == key
            and not name.isupper()
            and len(name) <= len(words) + _MORE_LETTERS
            for name in names
        )

    def _named(self, text: str, start: int, end: int) -> Mentioned | None:
        words = _POSSESSIVE.sub("", text[start:end])
        if not words[:1].isalnum() or (words.islower() and len(words) < 4):
            return None
        key = fold(words)
        if not key or (words.islower() and " " not in words):
            ids: tuple[str, ...] = ()
        else:
            ids = tuple(self._names.get(key, ()))
        if not ids and " " in words and words[0].isupper():  # not `of Ada Quill`
            ids = tuple(self._contents.get(content(words), ()))
        ids = tuple(id for id in ids if self._is_spelled(id, words, key))
        stop = start + len(words)
        if ids:
            return Mentioned(start, stop, tuple(self.by_id[id] for id in ids))
        if (country := self._people.get(key)) and not words.islower():
            return Mentioned(start, stop, (self.by_id[country],), people=True)
        if key in self._foreign and not words.islower():  # no country of the project
            return Mentioned(start, stop, (), people=True)
        return None


def _without_elision(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a word without an article that is elided before it."""
    match = _ELIDED.match(text, start, end)
    return (start, end) if match is None else (match.end(), end)


def _peoples(label: str) -> Iterator[str]:
    """Yield what the people of an invented country are most likely called."""
    stem = plain(label).split()[-1] if plain(label) else ""
    if stem.endswith("a"):
        yield from (f"{stem}n", f"{stem}ns")
    elif stem:
        for ending in ("er", "i", "ian"):
            yield from (f"{stem}{ending}", f"{stem}{ending}s")


def things_of(project: Project) -> Things:
    """Read what a project defines, and what comes with kg, sound or not."""
    problems: list[Problem] = []
    scan = Scan(project, Index(), problems)
    own = scan.files(project.sources / ENTITIES, "**/*.yaml")
    facts = scan.facts(project.sources, "facts.yaml")
    shared = scan.files(shipped("sources") / ENTITIES, "**/*.yaml")
    sections = [file.node for file in own]
    sections += [s for file in facts if (s := file.section("entities")) is not None]
    own_sections = len(sections)
    sections += [file.node for file in shared]
    named: dict[str, NamedThing] = {}
    for number, section in enumerate(sections):
        for id, node in section.values.items():
            if isinstance(node, Mapping) and id not in named:
                named[id] = _named(project, id, node, shared=number >= own_sections)
    return Things(named.values(), project)


def _named(project: Project, id: str, node: Mapping, *, shared: bool) -> NamedThing:
    values = {key: tuple(_words(value)) for key, value in node.values.items()}
    type_ = values.get("type", ("",))[0]
    cls = project.vocabulary.classes.get(type_, URIRef(APF.Claim))
    label = next(iter(values.get("label", ())), id)
    return NamedThing(id, cls, label, values, shared)


def _words(node: Node) -> Iterator[str]:
    """Yield the single values of an entry's key: all of a list, or of all languages."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _words(item)
    else:
        for value in node.values.values():
            yield from _words(value)
