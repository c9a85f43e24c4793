"""What a figure measures: a thing of the project that fits, or words for a new one."""

from __future__ import annotations

from kg.draft.acts import Act
from kg.draft.fitting import Fitting
from kg.draft.lexicon import PhraseTable
from kg.draft.measured import FlowEnds, Measured, leads_elsewhere, measured
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText


class Measuring:
    """Finds the flow or population of a figure."""

    def __init__(self, passage: DraftText, movements: PhraseTable) -> None:
        self.movements = movements
        self.fitting = Fitting(passage, movements)
        self.ends = FlowEnds()

    def count(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        act: Act | None,
        *,
        kind: str,
        unit: str,
        year: str,
    ) -> Measured:
        """Return what a count is of: ``kind`` is the class of what it says."""
        code = act.phrase.code if act is not None else ""
        happened = act is not None and act.kind == "happening"
        flows = "HappeningFlow" if happened else "MovementFlow"
        cls = "PopulationGroup" if kind == "StockObservation" else flows
        fits = self.fitting.best(*(sentence, clause, number), cls, code=code, year=year)
        if fits is not None and leads_elsewhere(sentence, clause, fits):
            fits = None
        by_ends = Measured(f"new: {unit}")
        if act is not None:
            by_ends, self.ends = measured(
                sentence,
                clause,
                act.kind,
                act.phrase.code,
                year,
                movements=self.movements,
                earlier=self.ends,
            )
        return by_ends if fits is None else Measured(fits.id)

    def share(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        whole: Measured | None,
    ) -> Measured:
        """Return what a share is: a part of what the figure before is of."""
        fits = self.fitting.best(sentence, clause, number, "PopulationGroup")
        if fits is not None:
            return Measured(fits.id)
        if whole is None:
            return Measured("new: whole")
        return Measured(f"new: part of {whole.id}") if whole.known else whole

    def resource(
        self, sentence: DraftSentence, clause: Clause, number: Number, unit: str
    ) -> Measured:
        """Return the flow of money or goods that is meant, or a new one of the unit."""
        fits = self.fitting.best(sentence, clause, number, "ResourceFlow")
        return Measured(f"new: {unit}" if fits is None else fits.id)
