"""What things name: a tuple of IRIs for each, made of numbers where somebody asks.

Of the things of a table that is as it was, hardly any is asked for: making the tuples
of all of UNHCR's took longer than all else that is known of them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Protocol


class _Stretch(Protocol):
    first: int

    def __len__(self) -> int: ...

    def of(self, number: int) -> tuple[str, ...]: ...

    def all(self) -> set[str]: ...

    def cut(self, length: int) -> None: ...


class _Made:
    """Tuples that are there."""

    def __init__(self, first: int) -> None:
        self.first, self.tuples = first, list[tuple[str, ...]]()

    def __len__(self) -> int:
        return len(self.tuples)

    def of(self, number: int) -> tuple[str, ...]:
        return self.tuples[number]

    def all(self) -> set[str]:
        return set(chain.from_iterable(self.tuples))

    def cut(self, length: int) -> None:
        del self.tuples[length:]


class _Numbered:
    """Tuples as numbers of names; ``starts`` are where each begins, the last ends."""

    def __init__(
        self, first: int, names: Sequence[str], starts: array[int], values: array[int]
    ) -> None:
        self.first, self.names, self.starts, self.values = first, names, starts, values

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, number: int) -> tuple[str, ...]:
        start, end = self.starts[number], self.starts[number + 1]
        return tuple([self.names[value] for value in self.values[start:end]])

    def all(self) -> set[str]:
        used = set(self.values[: self.starts[-1]])
        return {self.names[value] for value in used}

    def cut(self, length: int) -> None:
        del self.starts[length + 1 :]


class NamedThings:
    """What each of many things names, by the numbers of the things, in stretches."""

    def __init__(self) -> None:
        self._stretches = list[_Stretch]()
        self._length = 0

    def __len__(self) -> int:
        """Count the things."""
        return self._length

    def __getitem__(self, number: int) -> tuple[str, ...]:
        """Return what a thing names."""
        if not 0 <= number < self._length:
            raise IndexError(number)
        at = bisect_right(self._stretches, number, key=attrgetter("first")) - 1
        stretch = self._stretches[at]
        return stretch.of(number - stretch.first)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield what each thing names, in order."""
        for stretch in self._stretches:
            yield from map(stretch.of, range(len(stretch)))

    def of(self, numbers: range) -> Iterator[tuple[str, ...]]:
        """Yield what some things name."""
        return map(self.__getitem__, numbers)

    def all(self) -> set[str]:
        """Return all that is named by anything."""
        return set().union(*(stretch.all() for stretch in self._stretches))

    def add(self, several: Sequence[tuple[str, ...]]) -> None:
        """Add things with what they name."""
        last = self._stretches[-1] if self._stretches else None
        if not isinstance(last, _Made):
            last = _Made(self._length)
            self._stretches.append(last)
        last.tuples += several
        self._length += len(several)

    def add_numbered(
        self, names: Sequence[str], counts: array[int], values: array[int]
    ) -> None:
        """Add things: how many each names, and what, as numbers of names."""
        if counts:
            starts = array("Q", accumulate(counts, initial=0))
            self._stretches.append(_Numbered(self._length, names, starts, values))
            self._length += len(counts)

    def forget(self, first: int) -> None:
        """Forget all things from one on."""
        while self._stretches and self._stretches[-1].first >= first:
            self._stretches.pop()
        if self._stretches:
            self._stretches[-1].cut(first - self._stretches[-1].first)
        self._length = min(self._length, first)
