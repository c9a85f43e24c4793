"""The words by which a text tells its codes: those of the ontology, and a table.

What units, movements, happenings and steps are called stands in the ontology, as labels
of codes: a project that adds a code adds its words. ``words.toml`` has what is no code
in English, and ``words/LANGUAGE.toml`` all that other languages say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.names import SCHEMES, SKOS
from kg.rdf import Literal, URIRef
from kg.read.vocabulary import Vocabulary

LANGUAGES = ("en", "es", "fr")
"""Languages that have a table; those in ``OTHERS`` have a file of their own."""

OTHERS = LANGUAGES[1:]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a list in a text: where, half open, and the code that they stand for."""

    start: int
    end: int
    code: str


class PhraseTable:
    """Finds the phrases of a table in a text, whole words, the longest first."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self.codes = codes
        longest = sorted(codes, key=lambda phrase: (-len(phrase), phrase))
        listed = "|".join(
            re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest
        )
        self._pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Phrase]:
        """Return the phrases that stand between two characters, in their order."""
        if not self.codes:
            return []
        matches = self._pattern.finditer(text, start, len(text) if end is None else end)
        return [
            Phrase(*match.span(), self.codes[" ".join(match[0].casefold().split())])
            for match in matches
        ]


class _Tables(dict[str, dict[str, Any]]):
    """Tables by the tags of languages, each read when it is asked for first."""

    def __missing__(self, language: str) -> dict[str, Any]:
        folder = Path(__file__).parent
        if language == "en":
            path = folder / "words.toml"
            self[language] = tomllib.loads(path.read_text("utf-8"))[language]
        else:
            path = folder / "words" / f"{language}.toml"
            self[language] = _formed(tomllib.loads(path.read_text("utf-8")))
        return self[language]


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Return ``words.toml`` of English, and by their tags the files in ``words``."""
    return _Tables()


_ENDING = re.compile(r"\{(\w+)\}")


def _formed(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table with all forms of its words: ``expuls{er}`` is each of them."""
    endings: Mapping[str, list[str]] = table["endings"]

    def forms(word: str) -> Iterator[str]:
        match = _ENDING.search(word)
        if match is None:
            yield word
            return
        for ending in endings[match[1]]:
            yield from forms(word[: match.start()] + ending + word[match.end() :])

    def formed(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: formed(each) for name, each in value.items()}
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            both = [form for word in value for form in forms(word.casefold())]
            return [*both, *(w.replace("'", "\u2019") for w in both if "'" in w)]
        return value

    rest = {name: formed(value) for name, value in table.items() if name != "endings"}
    return rest


@cache
def words(language: str, name: str) -> frozenset[str]:
    """Return words of the table by their place in a sentence."""
    return frozenset(tables()[language]["grammar"][name])


def listed(language: str, *path: str) -> PhraseTable:
    """Return a list of the table as phrases; each stands for itself."""
    table: Any = tables()[language]
    for name in path:
        table = table[name]
    return PhraseTable({word: word for word in table})


def by_code(language: str, table: str) -> PhraseTable:
    """Return the lists of a table as phrases that stand for the lists' names."""
    lists: Mapping[str, list[str]] = tables()[language][table]
    return PhraseTable({word: code for code, words in lists.items() for word in words})


def of_scheme(vocabulary: Vocabulary, scheme: str, language: str) -> PhraseTable:
    """Return what the codes of a scheme are called in a language, with their forms.

    Of a word that two codes have, the first by name keeps it, unless it is the label
    of another.
    """
    codes: dict[str, str] = {}
    iri = URIRef(f"{SCHEMES}{scheme}")
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for code, concept in vocabulary.codes(iri).items():
            for name in vocabulary.schemes.objects(concept, URIRef(predicate)):
                if isinstance(name, Literal) and name.language == language:
                    for form in _forms(str(name).casefold(), language):
                        codes.setdefault(form, code)
    return PhraseTable(codes)


def _forms(name: str, language: str) -> Iterator[str]:
    """Yield a name, and as more than one where English makes that of it."""
    yield name
    if language == "en" and name.isalpha():
        if name.endswith("y") and name[-2:-1] not in "aeiou":
            yield f"{name[:-1]}ies"
        elif not name.endswith(("s", "ed")):
            yield f"{name}s"


def together(phrases: Iterable[PhraseTable], but: Iterable[str] = ()) -> PhraseTable:
    """Return several tables as one; the first to have a phrase gives its code.

    Phrases of ``but`` are left out.
    """
    codes: dict[str, str] = {}
    for each in phrases:
        for phrase, code in each.codes.items():
            codes.setdefault(phrase, code)
    left_out = frozenset(but)
    return PhraseTable({p: code for p, code in codes.items() if p not in left_out})
