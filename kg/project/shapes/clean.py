"""Parts of what is said in which nothing is wrong, so that nobody looks at them twice.

What a check sees of a part is in the part's triples, in the ontology and in the check.
A build notes the digests of parts without findings; the next, with the same ontology
and checks, passes over equal ones.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from kg.project.shapes.parts import Part
from kg.table.partitions import in_batches

T = TypeVar("T")

Batch = tuple[Part, ...]


class CleanParts:
    """The parts in which an earlier build found nothing, and those of this one.

    ``before`` are digests, as ``after`` has them in the end.
    """

    def __init__(self, before: Collection[str] = ()) -> None:
        self.before, self.after = frozenset(before), set[str]()

    def look(
        self,
        check: str,
        parts: Iterable[Part],
        size: int,
        run: Callable[[Iterator[Batch]], Iterable[list[T]]],
    ) -> Iterator[list[T]]:
        """Yield what ``run`` finds in batches of the parts, but for clean ones.

        ``check`` tells apart what parts are looked at by. ``size`` is how many are in a
        batch, and ``run`` yields a list for each batch, in their order.
        """
        waiting = deque[list[str]]()

        def batches() -> Iterator[Batch]:
            for batch in in_batches(self._unknown(check, parts), size):
                waiting.append([digest for digest, _ in batch])
                yield tuple(part for _, part in batch)

        for results in run(batches()):
            digests = waiting.popleft()
            if not results:
                self.after.update(digests)
            yield results

    def _unknown(self, check: str, parts: Iterable[Part]) -> Iterator[tuple[str, Part]]:
        for part in parts:
            digest = _digest(check, *part)
            if digest in self.before:
                self.after.add(digest)
            else:
                yield digest, part


def _digest(check: str, data: str, things: Collection[str]) -> str:
    digest = hashlib.blake2b(check.encode(), digest_size=16)
    for text in (data, *sorted(things)):
        digest.update(b"\0" + text.encode())
    return digest.hexdigest()
