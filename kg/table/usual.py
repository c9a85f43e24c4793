"""The first claim and thing of each form, held against what the ordinary reader has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.errors import Place
from kg.names import APF
from kg.rdf import URIRef
from kg.read.entries import Entry, Known
from kg.read.nodes import Mapping as Keys
from kg.read.table.fill import Filler
from kg.read.table.holes import Filling
from kg.table.fragments import Cells, Odd
from kg.table.learning import Learner
from kg.table.part import FormPlaces
from kg.table.plan import EntryPlan, TablePlan


class Unlike(Odd):
    """A row that comes out otherwise than the ordinary reader reads it: no plan."""


class AskedRow(NamedTuple):
    """A row with what fills holes, and the measure that it is asked for, or ""."""

    measure: str
    line: int
    cells: Cells


class Usual:
    """Asks the ordinary reader once for each form of a part.

    ``places`` tells where it says that the terms of entries are written.
    """

    def __init__(
        self, filler: Filler, learner: Learner, plan: TablePlan, places: FormPlaces
    ) -> None:
        self._filler, self._learner = filler, learner
        self._plan, self._places = plan, places
        self._asked = set[int]()

    def is_new(self, plan: EntryPlan) -> bool:
        """Tell whether nothing was asked for a form; it is not new any more."""
        new = plan.number not in self._asked
        self._asked.add(plan.number)
        return new

    def claim(
        self, plan: EntryPlan, key: str, iris: tuple[str, str], row: AskedRow, text: str
    ) -> None:
        """Compare the text of a claim, and of what it says, whose IRIs are given.

        Raises :class:`Unlike`.
        """
        place = Place(self._filler.file, row.line, row.measure)
        claim, content = map(URIRef, iris)
        known = Known(claim, URIRef(APF.Claim), place, content, plan.cls)
        filling = self._filling(row)
        node = _node(plan, filling)
        self._filler.cite(node, row.measure, filling)
        usual = self._learner.usual_claim(key, known, node)
        self._compare(usual, text, ("claim", "content"), plan)

    def thing(self, plan: EntryPlan, iri: URIRef, row: AskedRow, text: str) -> None:
        """Compare the text of a thing: see :meth:`claim`."""
        node = _node(plan, self._filling(row))
        del node.values["type"], node.keys["type"]
        known = Known(iri, plan.cls, Place(self._filler.file, row.line))
        usual = self._learner.usual_thing(known, node)
        self._compare(usual, text, ("thing",), plan)

    def _filling(self, row: AskedRow) -> Filling:
        filler, measure = self._filler, row.measure
        texts = {name: row.cells[i] for name, i in self._plan.at.items()}
        texts |= self._plan.fixed[measure]
        columns = filler.columns_of[measure] if measure else filler.columns
        return Filling(texts, columns, filler.mapping.ids, filler.file, row.line)

    def _compare(
        self, usual: list[Entry], text: str, kinds: Iterable[str], plan: EntryPlan
    ) -> None:
        """Compare lines, and note where the ordinary reader says that they are."""
        if self._learner.lines(usual) != sorted(set(text.split("\n")[:-1])):
            raise Unlike
        for kind, entry in zip(kinds, usual, strict=True):
            places = {"": entry.place, **entry.places}
            self._places[kind, plan.number] = {
                term: place.column if place.file == self._filler.file else place
                for term, place in places.items()
            }


def _node(plan: EntryPlan, filling: Filling) -> Keys:
    """Return what the ordinary reader would have of an entry of a row."""
    node = filling.node(plan.form.form)
    assert isinstance(node, Keys)
    return Keys(node.place, {**node.values}, {**node.keys})
