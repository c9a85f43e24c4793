"""An index in memory over the names of many things: equal, beginning with, like."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from math import log

from rapidfuzz import fuzz, process

from kg.match.letters import NameKind
from kg.match.spellings import fold, fold_form

_RARE, _COMMON, _GATHERED = 2_000, 20_000, 500
"""A word of more names than ``_RARE`` adds none where a rarer one found some; at most
``_COMMON`` of a word's names are looked at, and ``_GATHERED`` of all: so a million
things answer 200 misspelt names a second (``benchmarks/reconciling.py``)."""

_NEAR, _CLOSE = 6, 75
"""Words that an unknown one may be a spelling of: so many, so much alike of 100."""

_SHORTEST, _LONG, _AFFIX = 4, 7, 2
"""Letters of a word that may be misspelt; from ``_LONG`` on, two more or fewer may
stand in it. A slip leaves either its first or its last ``_AFFIX`` letters."""

_KEPT = 10_000
"""Misspelt words whose neighbours are kept: a column repeats its slips."""

_ID, _CODE, _FIRST = "\0", "\1", "\2"
"""What keys begin with that are no names, and what they all stand before."""

_KINDS = tuple(NameKind)
_KIND_BITS = 3
_KIND_MASK = (1 << _KIND_BITS) - 1
Owner = tuple[int, NameKind]
_Lists = dict[str, "int | array[int]"]


def id_key(name: str) -> str:
    """Return the key of a short id, kept apart from names."""
    return _ID + name


def code_key(code: str) -> str:
    """Return the key of a code such as PAK or Q843, kept apart from names."""
    return _CODE + code


class NameIndex:
    """Names in order, whose they are, and which words stand in which names.

    Owners are numbers of things below 2^29. A look-up of an equal name is one search in
    a sorted list (``benchmarks/reconciling.py`` tells the memory and the speed).
    """

    def __init__(self, owned: Iterable[tuple[str, int, NameKind]]) -> None:
        packed: _Lists = {}
        for name, thing, kind in owned:
            _append(packed, name, thing << _KIND_BITS | kind)
        self.names = sorted(packed)
        self._owners = array("I")
        self._starts = array("I", [0])
        for name in self.names:
            self._owners.extend(sorted(set(_listed(packed.pop(name)))))
            self._starts.append(len(self._owners))
        self._words: _Lists = {}
        first = bisect_left(self.names, _FIRST)
        for number in range(first, len(self.names)):
            for word in set(self.names[number].split()):
                _append(self._words, word, number)
        self._spellings = _Spellings(self.names, first)
        self._sorted_words = sorted(self._words)
        self._shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._sorted_words:
            for affix in _affixes(word):
                self._shapes[affix, len(word)].append(word)
        self._near = lru_cache(maxsize=_KEPT)(self._find_near)

    def owners(self, number: int) -> Iterator[Owner]:
        """Yield the things that have the name of a number, and how."""
        for packed in self._owners[self._starts[number] : self._starts[number + 1]]:
            yield packed >> _KIND_BITS, _KINDS[packed & _KIND_MASK]

    def equal(self, key: str) -> list[Owner]:
        """Return the things that have exactly a name, id or code."""
        number = bisect_left(self.names, key)
        if number == len(self.names) or self.names[number] != key:
            return []
        return list(self.owners(number))

    def spelled(self, name: str) -> list[int]:
        """Return numbers of names in Latin letters that are spellings of a name."""
        return self._spellings.of(fold(name))

    def beginning(self, prefix: str) -> Iterator[int]:
        """Yield the numbers of names that begin so, in their order."""
        for number in range(bisect_left(self.names, prefix), len(self.names)):
            if not self.names[number].startswith(prefix):
                return
            yield number

    def word_beginning(self, prefix: str, most: int) -> Iterator[int]:
        """Yield numbers of names with a word that begins so, for ``most`` words."""
        for word in islice(self._beginning_so(prefix), most):
            yield from _listed(self._words[word])

    def like(self, name: str) -> list[int]:
        """Return numbers of names that share words with a name, or words like them.

        Rare words count more; words of very many names only help where there are no
        others. At most 500, in order of weight and then of the alphabet.
        """
        weights: dict[int, float] = {}
        for word, weight in sorted(self._asked(name), key=self._how_common):
            listed = _listed(self._words[word])
            if len(listed) > _RARE and weights:
                continue
            weight *= log(1 + len(self.names) / len(listed))
            for number in islice(listed, _COMMON):
                weights[number] = weights.get(number, 0.0) + weight
        best = nlargest(
            _GATHERED, weights.items(), key=lambda item: (item[1], -item[0])
        )
        return [number for number, _ in best]

    def _asked(self, name: str) -> Iterator[tuple[str, float]]:
        for word in sorted(set(name.split())):
            if word in self._words:
                yield word, 1.0
            else:
                yield from self._near(word)

    def _beginning_so(self, prefix: str) -> Iterator[str]:
        words = self._sorted_words
        for number in range(bisect_left(words, prefix), len(words)):
            if not words[number].startswith(prefix):
                return
            yield words[number]

    def _how_common(self, asked: tuple[str, float]) -> tuple[int, str]:
        return len(_listed(self._words[asked[0]])), asked[0]

    def _find_near(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return known words that an unknown one may be a spelling of.

        A slip leaves either the first two letters or the last two as they are.
        """
        if len(word) < _SHORTEST:
            return ()
        reach = 1 if len(word) < _LONG else 2
        near = {
            known
            for length in range(len(word) - reach, len(word) + reach + 1)
            for affix in _affixes(word)
            for known in self._shapes.get((affix, length), ())
        }
        hits = process.extract(
            word, sorted(near), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=None
        )
        hits.sort(key=lambda hit: (-hit[1], hit[0]))
        return tuple((hit[0], hit[1] / 100) for hit in hits[:_NEAR])


class _Spellings:
    """Names by what their spellings share, in a table of eight bytes a name.

    The names themselves are not kept again: a place in the table is taken from the hash
    of a key, and what stands there or right behind has that key or is passed over.
    """

    def __init__(self, names: Sequence[str], first: int) -> None:
        self._names = names
        size = 1 << (2 * (len(names) - first) + 1).bit_length()
        self._mask = size - 1
        self._table = array("I", bytes(size * array("I").itemsize))
        for number in range(first, len(names)):
            if names[number].isascii():
                place = hash(fold_form(names[number])) & self._mask
                while self._table[place]:
                    place = (place + 1) & self._mask
                self._table[place] = number + 1

    def of(self, key: str) -> list[int]:
        numbers = []
        place = hash(key) & self._mask
        while number := self._table[place]:
            if fold_form(self._names[number - 1]) == key:
                numbers.append(number - 1)
            place = (place + 1) & self._mask
        return sorted(numbers)


def _affixes(word: str) -> tuple[str, str]:
    return f"{word[:_AFFIX]}-", f"-{word[-_AFFIX:]}"


def _append(lists: _Lists, key: str, number: int) -> None:
    """Add to a list by key; one number alone takes no list, as most names do."""
    known = lists.get(key)
    if known is None:
        lists[key] = number
    elif isinstance(known, int):
        lists[key] = array("I", (known, number))
    else:
        known.append(number)


def _listed(numbers: int | array[int]) -> Sequence[int]:
    return (numbers,) if isinstance(numbers, int) else numbers
