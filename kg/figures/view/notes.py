"""The end of a page of figures: the claims cited, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.figures.figure import Figure
from kg.figures.view.page import Hanging
from kg.figures.view.words import note_marks
from kg.graph.cited import Citation
from kg.names import local_name

if TYPE_CHECKING:
    from kg.figures.view.model import FiguresView

_MEANINGS = {
    "bar": "as usually read (see `kg amount`)",
    "together": "what all undisputed claims on it allow",
    "implied": "with what the figures around it leave",
    "no number": "not reported or hidden, which is not nought",
    "alone": "no other figure of the same thing, unit, period and coercion",
    "instalment": "one of several figures of which each leaves the others out",
    "one voice": "back to one originator",
    "derived": "see `kg explain`",
    "?": "no end is given: the day of first publication",
}
_NOWHERE = ", no text at hand"


def meanings(used: Iterable[str]) -> Iterator[Hanging]:
    """Yield what the words mean that were used and are explained."""
    known = set(used)
    words = [f"{word} = {means}" for word, means in _MEANINGS.items() if word in known]
    if words:
        yield Hanging("")
        yield Hanging("; ".join(words), "dim")


class Notes:
    """The numbered claims of a page, shorter where a row above says who claims it."""

    def __init__(self, view: FiguresView) -> None:
        self.view = view
        self.rows: dict[str, tuple[Sequence[Figure], bool]] = {}
        self.used: set[str] = set()

    def marks(self, figures: Iterable[Figure]) -> str:
        """Return the numbers of figures as marks, and remember their notes."""
        figures = list(figures)
        self.used |= {figure.claim for figure in figures}
        return self.numbered(figures)

    def numbered(self, figures: Iterable[Figure]) -> str:
        """Return the numbers of figures as marks."""
        return note_marks(self.view.notes(figures))

    def row(self, figures: Sequence[Figure], *, brief: bool) -> str:
        """Return the marks of claims that say the same, the note of which is one."""
        for figure in figures:
            self.rows.setdefault(figure.claim, (figures, brief))
        return self.marks(figures)

    def lines(self) -> Iterator[Hanging]:
        """Yield the notes that were referred to."""
        wide = max((len(self._mark(claim)) for claim in self.used), default=0)
        for claim in self.view.citations:
            figures, brief = self.rows.get(claim, ((), False))
            if claim in self.used and (not figures or figures[0].claim == claim):
                words = self._brief if brief else self._full
                head = f"{self._mark(claim):>{wide}} "
                line, links = words(claim, figures), self._links(claim, figures)
                yield Hanging(line, head=head, head_style="cyan", links=links)

    def _links(self, claim: str, figures: Sequence[Figure]) -> dict[str, str]:
        """Return the addresses of sources by the words of a note that stand for them.

        Those are the place, or the claim's id where a note is brief.
        """
        first, *others = (
            self.view.citations[iri] for iri in (claim, *(f.claim for f in figures[1:]))
        )
        places = {citation: _place_after(citation, first) for citation in others}
        return {
            words: citation.link
            for citation, place in {first: _place(first), **places}.items()
            if citation.link
            for words in (place, citation.claim.id)
        }

    def _mark(self, claim: str) -> str:
        return f"[{self.view.numbers[claim]}]"

    def _brief(self, claim: str, figures: Sequence[Figure]) -> str:
        """Return who claims something, and under which id."""
        again = ", ".join(local_name(figure.claim) for figure in figures[1:])
        more = f" and {len(figures) - 1} more: {again}" if again else ""
        return f"{self.view.citations[claim].who} \u00b7 {local_name(claim)}{more}"

    def _full(self, claim: str, figures: Sequence[Figure]) -> str:
        """Return where a claim and its like stand, and what the row does not show."""
        first = self.view.citations[claim]
        if not figures:
            return str(first)
        shown = first.quote is None and figures[0].level
        modality = "" if first.modality == "asserted" else f"{first.modality}: "
        words = "" if shown else f"{first.words} \u2014 "
        places = [f"{modality}{words}{_place(first)}"]
        for n, figure in enumerate(figures[1:]):
            likewise = "" if n else "likewise "
            again = _again(self.view.citations[figure.claim], first)
            places.append(f"{likewise}{self._mark(figure.claim)} {again}")
        return "; ".join(places)


def _again(citation: Citation, first: Citation) -> str:
    """Return where a claim stands, and what of it differs from the first."""
    who = "" if citation.who == first.who else f"{citation.who}, "
    quote = "" if citation.quote is None else f"{citation.words} \u2014 "
    return f"{who}{quote}{_place_after(citation, first)}"


def _place_after(citation: Citation, first: Citation) -> str:
    """Return where a claim stands, without the day that the first has, too."""
    place = _place(citation)
    if citation.published and citation.published == first.published:
        return place.replace(f", {citation.published.isoformat()}", "", 1)
    return place


def _place(citation: Citation) -> str:
    """Return where a claim stands."""
    return citation.place.removesuffix(_NOWHERE)
