"""The end of a page of figures: the claims cited, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.ask.citations import Citation
from kg.ask.figure_words import note_marks
from kg.cli.figure_page import Page
from kg.figures.figure import Figure
from kg.names import local_name

_MEANINGS = {
    "bar": "as usually read (see `kg amount`)",
    "together": "what all undisputed claims on it allow",
    "implied": "with what the figures around it leave",
    "alone": "no other figure of the same thing, unit, period and coercion",
    "one voice": "back to one originator",
    "derived": "see `kg explain`",
    "~": "only roughly given",
    "?": "no end is given: the day of first publication",
}
_NOWHERE = ", no text at hand"


def print_meanings(page: Page, used: Iterable[str]) -> None:
    """Explain the words of the table that were used."""
    found = set(used)
    said = [f"{word} = {means}" for word, means in _MEANINGS.items() if word in found]
    if said:
        page.line()
        page.line("; ".join(said), "dim")


class Notes:
    """The numbered claims of a page, shorter where a row above says who claims it."""

    def __init__(self, page: Page, citations: Mapping[str, Citation]) -> None:
        self.page, self.citations = page, citations
        self.numbers = {iri: n for n, iri in enumerate(citations, 1)}
        self.rows: dict[str, tuple[Sequence[Figure], bool]] = {}
        self.used: set[str] = set()

    def marks(self, figures: Iterable[Figure]) -> str:
        """Return the numbers of figures as marks, and remember to print the notes."""
        figures = list(figures)
        self.used |= {figure.claim for figure in figures}
        return self.numbers_of(figures)

    def numbers_of(self, figures: Iterable[Figure]) -> str:
        """Return the numbers of figures as marks."""
        return note_marks(self.numbers[figure.claim] for figure in figures)

    def told(self, figures: Sequence[Figure], *, brief: bool) -> str:
        """Return the marks of claims that say the same, the note of which is one."""
        for figure in figures:
            self.rows.setdefault(figure.claim, (figures, brief))
        return self.marks(figures)

    def print(self) -> None:
        """Print the notes that were referred to."""
        wide = max((len(self._mark(claim)) for claim in self.used), default=0)
        for claim in self.numbers:
            figures, brief = self.rows.get(claim, ((), False))
            if claim in self.used and (not figures or figures[0].claim == claim):
                words = self._brief if brief else self._full
                head = f"{self._mark(claim):>{wide}} "
                said = self.page.text(words(claim, figures))
                self.page.hanging(head, said, "cyan")

    def _mark(self, claim: str) -> str:
        return f"[{self.numbers[claim]}]"

    def _brief(self, claim: str, figures: Sequence[Figure]) -> str:
        """Return who claims something, and under which id."""
        again = ", ".join(local_name(figure.claim) for figure in figures[1:])
        more = f" and {len(figures) - 1} more: {again}" if again else ""
        who = who_words(self.citations[claim])
        return f"{who} \u00b7 {local_name(claim)}{more}"

    def _full(self, claim: str, figures: Sequence[Figure]) -> str:
        """Return where a claim and its like stand, and what the row does not show."""
        first = self.citations[claim]
        if not figures:
            return str(first)
        shown = first.quote is None and figures[0].level
        modality = "" if first.modality == "asserted" else f"{first.modality}: "
        words = "" if shown else f"{first.words} \u2014 "
        said = [f"{modality}{words}{_place(first)}"]
        for n, figure in enumerate(figures[1:]):
            likewise = "" if n else "likewise "
            again = _again(self.citations[figure.claim], first)
            said.append(f"{likewise}{self._mark(figure.claim)} {again}")
        return "; ".join(said)


def who_words(citation: Citation) -> str:
    """Return who claims something, and who else it may be."""
    possible = citation.possible_claimants
    others = " (or " + ", ".join(map(str, possible)) + ")" if possible else ""
    return f"{citation.claimant}{others}"


def _again(citation: Citation, first: Citation) -> str:
    """Return where a claim stands, and what of it differs from the first."""
    same = who_words(citation) == who_words(first)
    who = "" if same else f"{who_words(citation)}, "
    quote = "" if citation.quote is None else f"{citation.words} \u2014 "
    place = _place(citation)
    if citation.published and citation.published == first.published:
        place = place.replace(f", {citation.published.isoformat()}", "", 1)
    return f"{who}{quote}{place}"


def _place(citation: Citation) -> str:
    """Return where a claim stands."""
    return citation.place.removesuffix(_NOWHERE)
