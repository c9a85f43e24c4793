"""Which rows of large tables have anything to be held against.

A row of a table that nobody else speaks of, of a thing that is counted once at a time,
follows from nothing and nothing follows from it but what follows from every such row.
What rows are held against rows alone is judged by itself, in batches. All others are
judged with the articles. What is in doubt is judged, too.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from itertools import chain
from pathlib import Path

from kg.table.large import LargeTables

Claim = tuple[int, int]
"""The number of a table, and that of a claim in it."""

CONCERN = "concern.json"
"""The file in which the next build finds what this one has worked out."""


class Concern:
    """The claims, and the things, that are to be judged with what entries say.

    ``judged`` are the numbers of all claims of each table that are judged, with these
    or in batches: see :meth:`batches`.
    ``mentioned`` are all IRIs that entries name, ``chained`` the things of entries from
    which a property goes on to others, and ``labels`` what entries call things, as
    lines of N-Triples with the thing left open. Where the tables are as they were, and
    entries say the same of what rows know, it is as an earlier build has worked it out.
    """

    def __init__(
        self,
        large: LargeTables,
        mentioned: Set[str],
        chained: Set[str],
        labels: Iterable[str],
    ) -> None:
        self._large, self._mentioned, self._chained = large, mentioned, chained
        self._things, self._tables = large.things, large.tables
        self._called = set(map(large.things.label, labels)) if large.tables else set()
        self._components = dict[str, list[Claim]]()
        self.claims: list[set[int]] = [set() for _ in self._tables]
        self.things, self._key = set[int](), self._made_of()
        if self._tables and not self._recall(large.kept_file(CONCERN)):
            self._work_out()
        self.judged = [set(own) for own in self.claims]
        for table, claim in chain.from_iterable(self._components.values()):
            self.judged[table].add(claim)

    def written(self) -> bytes:
        """Return what was worked out, for the next build."""
        state = {
            "key": self._key,
            "claims": [sorted(own) for own in self.claims],
            "things": sorted(self.things),
            "components": list(self._components.values()),
        }
        return json.dumps(state).encode()

    def _made_of(self) -> str:
        """Return a digest of all that tells what rows concern.

        Those are the rows, and what entries say of things that rows know: that they
        name them, too, call something else the same, or that they lie in others.
        """
        known = self._is_known
        labels = self._things.called(self._called)
        digest = hashlib.sha256()
        for text in (
            *(f"{t.naming.document} {t.text_digest} {t.digest}" for t in self._tables),
            *sorted(f"mentioned {iri}" for iri in self._mentioned if known(iri)),
            *sorted(f"chained {iri}" for iri in self._chained if known(iri)),
            *sorted(f"called {label}" for label in labels),
        ):
            digest.update(f"{text}\n".encode())
        return digest.hexdigest()

    def _is_known(self, iri: str) -> bool:
        """Tell whether rows name, define or say what has an IRI, or have its class."""
        named = any(iri in table.refers for table in self._tables)
        return named or self._things.knows(iri) or self._large.has_claim(iri)

    def _recall(self, path: Path | None) -> bool:
        """Take what an earlier build has worked out of the same; tell if there was."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            state = json.loads(path.read_bytes()) if path is not None else {}
            if state.get("key") == self._key:
                claims, things = list(map(set, state["claims"])), set(state["things"])
                groups = [[(t, c) for t, c in group] for group in state["components"]]
                self._components = {str(n): group for n, group in enumerate(groups)}
                self.claims, self.things = claims, things
                return True
        return False

    def _work_out(self) -> None:
        self._counted = list(map(str, self._large.counted))
        days = _pairs(self._large.days)
        self._days = [(str(first), str(last)) for first, last in days]
        self._joined = _Joined()
        self._by_thing = self._grouped()
        self._flagged, self._among_rows = set[str](), set[str]()
        self._join()
        self._flag()
        self._take()
        self._take_witnesses()

    def take_all(self) -> None:
        """Take all claims: where something asks of rows what nobody foresees."""
        self.claims = [set(range(len(table))) for table in self._tables]
        self.things = set(range(len(self._things)))
        self.judged = [set(own) for own in self.claims]
        self._components.clear()
        self._key = ""  # no other build may take this for its own

    def batches(self, size: int) -> Iterator[list[Claim]]:
        """Yield the claims that are held against nothing but claims of one batch.

        A batch has ``size`` claims or more, but for the last.
        """
        batch = list[Claim]()
        for component in sorted(self._components.values(), key=min):
            batch += component
            if len(batch) >= size:
                yield sorted(batch)
                batch.clear()
        if batch:
            yield sorted(batch)

    def __len__(self) -> int:
        """Count the claims."""
        return sum(map(len, self.claims))

    def texts(self, document: str) -> Iterator[str]:
        """Yield the triples of what a document says that is to be judged."""
        for number, table in enumerate(self._tables):
            if table.naming.document == document:
                yield from table.texts(sorted(self.claims[number]))
                own = (t for t in self.things if self._things.tables[t] == number)
                yield from (text for _, text in self._things.texts(own))

    def _grouped(self) -> dict[int, list[Claim]]:
        """Return the claims by the number of what they count, in order of time."""
        groups: dict[int, list[Claim]] = defaultdict(list)
        for number, table in enumerate(self._tables):
            for claim, counted in enumerate(table.columns.counted):
                groups[counted].append((number, claim))
        for group in groups.values():
            if len(group) > 1:
                group.sort(key=self._when)
        return groups

    def _when(self, claim: Claim) -> tuple[tuple[str, str], Claim]:
        return self._days[self._tables[claim[0]].columns.days[claim[1]]], claim

    def _join(self) -> None:
        """Join the things that lie in each other."""
        for iri, wholes in zip(self._things.iris, self._things.within, strict=True):
            for whole in wholes:
                self._joined.join(iri, whole)

    def _flag(self) -> None:
        """Flag the things of which anything may follow, or be found wrong.

        Those that are only beside other rows are flagged by themselves.
        """
        flagged, things = self._flagged, self._things
        flagged.update(iri for iri in things.by_iri if iri in self._mentioned)
        flagged.update(filter(None, map(self._counted_by, self._mentioned)))
        for number, group in self._by_thing.items():
            iri = self._counted[number]
            if iri not in things.by_iri:
                flagged.add(iri)
            elif self._overlap(group):
                self._among_rows.add(iri)
        for table in self._tables:
            for claim, earlier in table.earlier():
                iri = self._counted[table.columns.counted[claim]]
                for other in map(self._counted_by, earlier):
                    self._joined.join(iri, other or iri)
                    (self._among_rows if other else flagged).add(iri)
        self._flag_wholes()
        for iri, others in zip(things.iris, things.chained, strict=True):
            if any(map(self._goes_on, others)):
                flagged.add(iri)
        for label, same in things.labels().items():
            if len(same) > 1 or label in self._called:
                flagged.update(things.iris[number] for number in same)
        reached = self._large.named()
        flagged.update(iri for iri in things.iris if iri not in reached)

    def _counted_by(self, name: str) -> str:
        """Return what a claim of a row counts, or "" for what is none."""
        for table in self._tables:
            if (claim := table.numbered(name)) is not None:
                return self._counted[table.columns.counted[claim]]
        return ""

    def _overlap(self, group: list[Claim]) -> bool:
        """Tell whether a thing is counted in two tables, or twice at a time."""
        if len({table for table, _ in group}) > 1:
            return True
        last = ""
        for claim in group:
            (first, end), _ = self._when(claim)
            if last and first <= last:
                return True
            last = end
        return False

    def _flag_wholes(self) -> None:
        """Flag what is more than what it lies in, or lies in what entries define."""
        things = self._things
        numbers = {iri: number for number, iri in enumerate(self._counted)}
        for iri, wholes in zip(things.iris, things.within, strict=True):
            for whole in wholes:
                if whole not in things.by_iri:
                    self._flagged.add(iri)
                elif iri in numbers and whole in numbers:
                    parts = self._by_thing[numbers[iri]]
                    if not self._fit(parts, self._by_thing[numbers[whole]]):
                        self._among_rows.add(iri)

    def _goes_on(self, iri: str) -> bool:
        """Tell whether a thing lies in another in turn: so do those that lie in it."""
        number = self._things.by_iri.get(iri)
        goes_on = number is not None and bool(self._things.chained[number])
        return goes_on or iri in self._chained

    def _fit(self, parts: list[Claim], wholes: list[Claim]) -> bool:
        """Tell whether no part can be more than the whole at the time.

        That is so where each can be as small as the whole can be large. Of several
        stretches of time within that of the whole, the sum would have to be.
        """
        return all(
            self._may_lie_in(part, whole)
            for part in parts
            for whole in wholes
            if _meet(self._when(part)[0], self._when(whole)[0])
        )

    def _may_lie_in(self, part: Claim, whole: Claim) -> bool:
        one, other = (self._tables[table].columns for table, _ in (part, whole))
        a, b = part[1], whole[1]
        alike = part[0] == whole[0] and one.signs[a] == other.signs[b]
        plain = one.low[a] <= one.high[a] and other.low[b] <= other.high[b]
        same_time = one.days[a] == other.days[b]
        return alike and plain and same_time and one.low[a] <= other.high[b]

    def _take(self) -> None:
        """Take the claims of all things that hang together with one that is flagged."""
        roots = set(map(self._joined.root, self._flagged))
        among = set(map(self._joined.root, self._among_rows)) - roots
        for number, group in self._by_thing.items():
            root = self._joined.root(self._counted[number])
            if root in roots:
                for table, claim in group:
                    self._take_claim(table, claim)
            elif root in among:
                self._components.setdefault(root, []).extend(group)
        for iri in self._flagged:
            self._take_thing(iri)

    def _take_claim(self, table: int, claim: int) -> None:
        self.claims[table].add(claim)
        self._take_thing(self._counted[self._tables[table].columns.counted[claim]])

    def _take_thing(self, iri: str) -> None:
        """Take a thing, and those that it names."""
        queue = [iri]
        while queue:
            number = self._things.by_iri.get(queue.pop())
            if number is not None and number not in self.things:
                self.things.add(number)
                queue += self._things.refers[number]

    def _take_witnesses(self) -> None:
        """Take one claim for each thing that only rows name, so that somebody does.

        So a thing that only rows name is not called one that nobody names; and what
        was taken has a claim that leads to it.
        """
        first = dict(self._large.refers)
        by_thing: dict[str, str] = {}
        for iri, named in zip(self._things.iris, self._things.refers, strict=True):
            for other in named:
                by_thing.setdefault(other, iri)
        wanted = [iri for iri in {*first, *by_thing} if iri not in self._mentioned]
        taken = {self._things.iris[number] for number in self.things}
        own = self._things.by_iri
        for iri in sorted(i for i in wanted if i not in own or i in taken):
            name, seen = iri, set[str]()
            while name not in first and name in by_thing and name not in seen:
                seen.add(name)
                name = by_thing[name]
            if name in first:
                self._take_witness(*first[name])

    def _take_witness(self, table: int, claim: int) -> None:
        """Take a claim, and all that it is held against."""
        counted = self._counted[self._tables[table].columns.counted[claim]]
        component = self._components.pop(self._joined.root(counted), ())
        for each in (*component, (table, claim)):
            self._take_claim(*each)


class _Joined:
    """Sets of things, joined step by step."""

    def __init__(self) -> None:
        self._above = dict[str, str]()

    def root(self, iri: str) -> str:
        """Return what stands for the set of a thing."""
        above = self._above
        while (one := above.get(iri, iri)) != iri:
            above[iri] = above.get(one, one)
            iri = one
        return iri

    def join(self, one: str, other: str) -> None:
        """Make one set of those of two things."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._above[second] = first


def _pairs(days: Iterable[object]) -> Iterator[tuple[object, object]]:
    for each in days:
        assert isinstance(each, tuple)
        yield each


def _meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]
