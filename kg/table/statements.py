"""What rows state, as digests: by these an edition is held against those before it.

Two claims of one key say the same if their mappings, filled, say so in the same words,
whoever reads them. So what is digested is what the ordinary reader would be given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as quoted

from kg.read.entries import NARRATOR
from kg.read.nodes import Mapping as Keys
from kg.read.nodes import Node, Scalar
from kg.read.table.editions import Stated, as_json, plain_words, stated_of
from kg.read.table.fill import NUMBER
from kg.read.table.holes import Filling, Holed
from kg.read.table.mapping import TableMapping
from kg.table.fragments import Cells, Format
from kg.table.plan import TablePlan

_NULL = "null"

_Value = Callable[[Cells], str | None]
"""Writes a value of a row as JSON; ``None`` where there is nothing."""


@dataclass(frozen=True, slots=True)
class RowFilling:
    """What fills the holes of a measure: where each stands in a row, or what it is.

    ``renamed`` is what is written for some words once they are filled, and ``hidden``
    what cells mean that do not mean their number.
    """

    at: Mapping[str, int]
    fixed: Mapping[str, str | None]
    renamed: Mapping[str, str]
    hidden: Mapping[str, Keys]

    def texts(self, cells: Cells) -> Filling:
        """Return what the ordinary reader would fill the holes with."""
        texts = {name: cells[i] for name, i in self.at.items()} | {**self.fixed}
        return Filling(texts, {}, self.renamed, "", 0)


class StatementForm:
    """What the claims of a form state; ``publisher`` is whose voice is the narrator's.

    Rows that are amiss are left to who makes their claims.
    """

    def __init__(self, form: Holed, publisher: str, filling: RowFilling) -> None:
        self._publisher, self._filling = quoted(publisher), filling
        entries = {key: value for key, _, _, value in form.entries}
        self._claimant = self._value(entries.get("claimant"))
        self._manner = self._value(entries.get("modality"))
        self._period = self._value(entries.get("period"))
        self._kept = dict[str, int]()
        says = {key: value for key, _, _, value in entries["says"].entries}
        self._says = self._entries(says, {})
        kept = {key: value for key, value in says.items() if key not in NUMBER}
        self._hidden = {
            number: self._entries(kept, meaning.values)
            for number, meaning in filling.hidden.items()
        }

    def of(self, cells: Cells, *, measured: bool) -> Stated:
        """Return what a row states; ``measured`` tells whether it is of a measure."""
        entries = self._says
        if measured and self._hidden:
            entries = self._hidden.get(cells[self._filling.at["value"]] or "", entries)
        says = [
            start + text
            for start, value in entries
            if (text := value(cells)) is not None
        ]
        claimant = self._claimant(cells) or _NULL
        if claimant == _NARRATOR:
            claimant = self._publisher
        manner = self._manner(cells)
        manner = _ASSERTED if manner in (None, '""', "[]", "{}") else manner
        period = self._period(cells) or _NULL
        return stated_of(claimant, manner, period, f"{{{', '.join(says)}}}", self._kept)

    def _entries(
        self, forms: Mapping[str, Holed], others: Mapping[str, Node]
    ) -> list[tuple[str, _Value]]:
        """Return how each entry begins, and its value, in the order of JSON."""
        values = {key: self._value(form) for key, form in forms.items()}
        for key, node in others.items():
            values[key] = _always(as_json(plain_words(node)))
        return [(f"{quoted(key)}: ", values[key]) for key in sorted(values)]

    def _value(self, form: Holed | None) -> _Value:
        if form is None:
            return _always(None)
        if form.fixed:
            return _always(as_json(plain_words(form.node)))
        if form.words is None:
            return lambda cells: self._composed(form, cells)
        own = self._filling
        format = Format(form.words, "", own.at, own.fixed, own.renamed)

        def value(cells: Cells) -> str | None:
            text = format.fill(cells)
            return None if text is None else quoted(text)

        return value

    def _composed(self, form: Holed, cells: Cells) -> str | None:
        node = self._filling.texts(cells).node(form)
        return None if node is None else as_json(plain_words(node))


_NARRATOR, _ASSERTED = quoted(NARRATOR), quoted("asserted")


def _always(text: str | None) -> _Value:
    return lambda cells: text


NOT_STATED = Stated(0, 0)
"""Stands for what nobody holds against an edition."""


def statement_forms(plan: TablePlan, mapping: TableMapping) -> dict[int, StatementForm]:
    """Return what the claims of each form of a table state, by the form's number."""
    written = mapping.document.values.get("publishedBy")
    publisher = written.text if isinstance(written, Scalar) else ""
    forms = dict[int, StatementForm]()
    for measure, claims in plan.claims.items():
        filling = RowFilling(
            plan.at, plan.fixed[measure], mapping.ids, mapping.suppressed
        )
        for each in claims:
            forms[each.number] = StatementForm(each.form.form, publisher, filling)
    return forms
