"""Cells that are looked up for the rows that are shown, and not for all.

A line ``OPTIONAL { ?figure apf:value ?value . }`` at the end of a question adds a cell
to a row. It takes no row away, and no other line reads it. An engine looks up such
cells line by line, and for three thousand rows where a thousand are shown. Here all of
them are asked of a subject at once, whose triples lie side by side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from kg.ask.endpoint import batches
from kg.ask.ordering import Unordered, each_once
from kg.ask.tables import Row, Table, Term
from kg.rdf import URIRef
from kg.read.queryfile import blanked

Select = Callable[[str], Table]
Known = dict[tuple[str, str], list[Term]]
"""The values of cells, by the variable of the cell and its subject."""

_UNSET = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_IDLE = re.compile(r"\s*FILTER \(!BOUND\(\?(\w+)\) \|\|")
_CELL = re.compile(r"OPTIONAL \{ (\?(\w+) ([^\s?$]\S*) \?(\w+)) \. \}")
_PROPERTY = re.compile(r"([\w-]*:)([\w-]+)")
_ASSIGNED = re.compile(r"\bAS\s+[?$](\w+)")
_VARIABLE = re.compile(r"[?$](\w+)")
_SHOWN = re.compile(r"(SELECT (?:DISTINCT )?)\?\w+(?:\s+\?\w+)*\s*")
_PREFIX = re.compile(r"(?m)^PREFIX\s+([\w-]*:)\s*<([^<>]*)>")
_WHERE, _END = "\nWHERE {\n", "\n}"
_OPEN, _CLOSE = "{(", "})"


@dataclass(frozen=True, slots=True)
class AddedCell:
    """A line that adds a cell: its ``pattern``, and the variables of what and of it.

    ``property`` is that of which it is the value, or ``""`` for any other path.
    """

    subject: str
    property: str
    value: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """A query without the lines that only add ``cells``.

    ``texts`` select together the columns of the ``whole`` that are no cells, as many as
    are ``shown`` first, and then those that put rows in order, and subjects of cells.
    """

    whole: Unordered
    texts: tuple[str, ...]
    shown: int
    cells: tuple[AddedCell, ...]
    prologue: str

    def some(self, limit: int | None, most: int, select: Select) -> SomeRows | None:
        """Return rows that the ``whole`` has, in no order: all without a ``limit``.

        ``None`` where it has to be asked as it is: where a row has no subject for a
        cell, so that any would do, or where without their cells rows look alike.
        """
        first, rows, more = dict[Row, Row](), list[Row](), False
        terms = dict[Term | None, Term | None]()  # each once, as in one table
        end = "" if limit is None else f"\nLIMIT {most + 1}"
        for text in self.texts:
            table = select(f"{text}{end}")
            rows += [tuple([terms.setdefault(t, t) for t in row]) for row in table.rows]
            if limit is None:
                continue
            first |= {row[: self.shown]: row for row in table.rows}
            if more := len(first if self.whole.distinct else rows) > most:
                break
            if len(table.rows) > most:
                return None
        if more:
            rows = (list(first.values()) if self.whole.distinct else rows)[:limit]
        at = {name: column for column, name in enumerate(table.variables)}
        known: Known = {}
        for name in dict.fromkeys(cell.subject for cell in self.cells):
            subjects = {row[at[name]] for row in rows}
            if not all(map(_named, subjects)):
                return None
            known |= self._known(name, map(str, subjects), select)
        variables = self.whole.variables
        filled = (
            tuple([cells[name] for name in variables])
            for row in rows
            for cells in self._filled(dict(zip(at, row, strict=True)), known)
        )
        distinct = each_once(filled) if self.whole.distinct else list(filled)
        return SomeRows(Table(variables, distinct), more)

    def _known(self, name: str, subjects: Iterable[str], select: Select) -> Known:
        """Ask for all cells of subjects: those of properties at once."""
        cells = [cell for cell in self.cells if cell.subject == name]
        of = {cell.property: cell for cell in cells if cell.property}
        listed = ", ".join(f"<{iri}>" for iri in of)
        known: Known = {}
        terms = dict[Term, Term]()  # each once, as in a table

        def note(value: str, s: Term | None, o: Term | None) -> None:
            if o is not None:
                known.setdefault((value, str(s)), []).append(terms.setdefault(o, o))

        for batch in batches(subjects):
            if of:
                star = f"?s ?p ?o . FILTER (?p IN ({listed}))"
                query = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {batch} }} {star} }}"
                for s, p, o in select(query).rows:
                    note(of[str(p)].value, s, o)
            for cell in cells:
                if not cell.property:
                    query = f"SELECT ?{name} ?{cell.value} WHERE {{ "
                    query += f"VALUES ?{name} {{ {batch} }} {cell.pattern} }}"
                    for s, o in select(self.prologue + query).rows:
                        note(cell.value, s, o)
        return known

    def _filled(
        self, row: Mapping[str, Term | None], known: Known
    ) -> Iterator[dict[str, Term | None]]:
        """Yield a row with its cells: several times where one has two values."""
        names = [cell.value for cell in self.cells]
        values: list[Sequence[Term | None]] = [
            known.get((cell.value, str(row[cell.subject])), (None,))
            for cell in self.cells
        ]
        for combined in product(*values):
            yield {**row, **dict(zip(names, combined, strict=True))}


@dataclass(frozen=True, slots=True)
class SomeRows:
    """Rows of an answer: all of them, or there are ``more``."""

    table: Table
    more: bool


def deferred(query: Unordered) -> Deferred | None:
    """Take the lines that only add cells out of a query, and its alternatives apart.

    ``None`` where it has neither, or another form than a question that is shipped.
    """
    start, end = query.text.find(_WHERE), query.text.rfind(_END)
    select = _SHOWN.search(query.text, 0, start)
    if select is None or select.end() != start or "\\u" in query.text.casefold():
        return None
    start += len(_WHERE)
    body, prologue = _without_idle(query.text[start:end]), query.text[: select.start()]
    lines = dict(_adding(body, query.variables, dict(_PREFIX.findall(prologue))))
    cells = tuple(reversed(lines.values()))
    values = {cell.value for cell in cells}
    kept = [name for name in query.variables if name not in values]
    kept += [cell.subject for cell in cells]
    columns = " ".join(f"?{name}" for name in dict.fromkeys(kept))
    left = "".join("" if place in lines else line for place, line in _elements(body))
    texts = tuple(
        f"{prologue}{select[1]}{columns}{_WHERE}{branch}{_END}"
        for branch in _branches(left)
    )
    if not lines and len(texts) == 1:
        return None
    shown = sum(name not in values for name in query.shown)
    return Deferred(query, texts, shown, cells, prologue)


def _without_idle(body: str) -> str:
    """Leave out the filters of parameters that nobody gave, which let all rows pass.

    What they compare may be cells then: ``FILTER (!BOUND(?from) || ?end >= ?from)``.
    """
    unset = set(_UNSET.findall(body))
    elements = [element for _, element in _elements(body)]
    idle = {
        place: match[1]
        for place, element in enumerate(elements)
        if (match := _IDLE.match(element)) and _alone(element, "FILTER")
    }
    rest = [element for place, element in enumerate(elements) if place not in idle]
    bound = set(_VARIABLE.findall(_UNSET.sub("", "".join(rest))))
    return "".join(
        element
        for place, element in enumerate(elements)
        if idle.get(place) not in unset - bound
    )


def _named(term: Term | None) -> bool:
    return isinstance(term, URIRef) and not term.startswith("_:")


def _elements(body: str) -> Iterator[tuple[int, str]]:
    """Yield what stands in the braces of a query, each with where it begins.

    An element is a line, or the lines from one that opens brackets to the last of them.
    """
    depth = start = end = 0
    for line in blanked(body).splitlines(keepends=True):
        depth += sum(map(line.count, _OPEN)) - sum(map(line.count, _CLOSE))
        end += len(line)
        if depth == 0:
            yield start, body[start:end]
            start = end
    yield start, body[start:]


def _branches(body: str) -> list[str]:
    """Return the body of a query with each alternative of its UNION, in their order.

    An engine takes them in any order, so that the quickest may come last. What stands
    before a UNION would be worked out for each of them: then they stay together.
    """
    plain = blanked(body)
    groups = list[tuple[int, int]]()
    begin = depth = 0
    for place, letter in enumerate(plain):
        if letter in _OPEN:
            begin = place if depth == 0 else begin
            depth += 1
        elif letter in _CLOSE:
            depth -= 1
            if depth == 0:
                groups.append((begin, place + 1))
    chains = [[group] for group in groups[:1]]
    for before, group in pairwise(groups):
        if plain[before[1] : group[0]].strip().upper() == "UNION":
            chains[-1].append(group)
        else:
            chains.append([group])
    unions = [chain for chain in chains if len(chain) > 1]
    if len(unions) != 1 or plain[: unions[0][0][0]].strip():
        return [body]
    tail = body[unions[0][-1][1] :]
    return [f"{body[start:end]}{tail}" for start, end in unions[0]]


def _adding(
    body: str, columns: Sequence[str], prefixes: Mapping[str, str]
) -> Iterator[tuple[int, AddedCell]]:
    """Yield the elements that only add cells, from the last, and where they begin.

    Behind each there are only others that take or compare rows that are whole.
    """
    mentions = Counter(_VARIABLE.findall(body))
    bound, properties = set[str](), set[tuple[str, str]]()
    for place, element in reversed(list(_elements(body))):
        text = element.strip()
        cell = _cell(text, mentions, prefixes)
        if (
            cell is not None
            and cell.value in columns
            and cell.subject not in bound
            and (cell.subject, cell.property or text) not in properties
        ):
            properties.add((cell.subject, cell.property))
            yield place, cell
        elif _alone(element, "OPTIONAL"):
            bound.update(_VARIABLE.findall(text))
        elif _alone(element, "FILTER") or _alone(element, "BIND"):
            bound.update(_ASSIGNED.findall(text))
        elif blanked(text).strip():
            return


def _cell(
    text: str, mentions: Mapping[str, int], prefixes: Mapping[str, str]
) -> AddedCell | None:
    """Read a line that adds a cell: one of its variables stands nowhere else."""
    if (match := _CELL.fullmatch(text)) is None:
        return None
    pattern, first, path, last = match.groups()
    if mentions[last] == 1 < mentions[first]:
        named = _PROPERTY.fullmatch(path)
        begins = prefixes.get(named[1], "") if named else ""
        iri = begins + named[2] if named and "://" in begins else ""
        return AddedCell(first, iri, last, pattern)
    if mentions[first] == 1 < mentions[last]:
        return AddedCell(last, "", first, pattern)
    return None


def _alone(element: str, keyword: str) -> bool:
    """Tell whether an element is a keyword with what stands in its brackets."""
    text = blanked(element).strip()
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in _OPEN) - (letter in _CLOSE)
        if depth == 0 and letter in _CLOSE:
            return text.startswith(keyword) and place == len(text) - 1
    return False
