"""A text drafted by a model: each portion asked, and each answer held against the text.

What is no sound answer is asked for once more, and then listed. What was answered
soundly is kept, so that a run that breaks off goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeGuard

from kg.draft.draft import Drafter, Drafts, NotDrafted, digest_of, spoken
from kg.draft.figures import Draft, Unplaced
from kg.draft.model.answer import AnswerForm, BadAnswer, ModelAnswer, tokens_of
from kg.draft.model.endpoint import ModelEndpoint
from kg.draft.model.placing import Placer
from kg.draft.model.portions import Portion, portions, too_long
from kg.draft.model.task import Task
from kg.draft.occasion import held_on
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.speakers import Speakers
from kg.draft.things import Things

_ATTEMPTS = 2

_HOPELESS = 2
"""Portions without one sound answer after which no more are asked: then it is the
server, and not the text."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What drafting will take: portions, those kept already, and characters sent.

    ``characters`` are those of all questions, ``text`` those of the text in them.
    """

    portions: int
    kept: int
    characters: int
    text: int


@dataclass(slots=True)
class Cost:
    """What drafting took; tokens are counted as far as the server says."""

    asked: int = 0
    kept: int = 0
    prompt: int = 0
    completion: int = 0
    untold: int = 0
    """Answers of which the server does not say how many tokens they took."""


@dataclass
class ModelDrafter:
    """Drafts by asking a model.

    ``begins`` is told what it will take before anything of the text is sent, and
    ``answered`` how many portions of how many are done. Where ``stays`` names a file of
    drafts that is not to be written over, nothing is asked: :class:`NotDrafted`.
    """

    endpoint: ModelEndpoint
    begins: Callable[[Forecast], None] = lambda forecast: None
    answered: Callable[[int, int], None] = lambda done, portions: None
    stays: str = ""
    cost: Cost = field(default_factory=Cost)

    def draft(
        self, document: str, text: str, language: str, published: date, things: Things
    ) -> Drafts:
        """Draft the figures of a text that was published on a day."""
        tag = spoken(language)
        passage = DraftText(text, tag, held_on(text, published, tag), things)
        speakers = Speakers(passage)
        task = Task.of(passage, speakers)
        placer = Placer(passage, speakers, task)
        parts = list(portions(passage))
        model = self.endpoint.model() if parts else self.endpoint.name or "none"
        self._begin(task, model, parts)
        proposals = _Proposals(placer, f"model {model}")
        for done, portion in enumerate(parts, 1):
            outcome = self._answer(task, model, portion)
            if isinstance(outcome, ModelAnswer):
                proposals.take(portion, outcome)
            else:
                proposals.leave(portion, f"the model gives no answer: {outcome}")
                proposals.failed += 1
                if done == proposals.failed == min(_HOPELESS, len(parts)):
                    raise self._hopeless(outcome)
            self.answered(done, len(parts))
        for sentence in too_long(passage):
            proposals.leave(sentence, "a sentence too long to be asked about")
        proposals.pass_over()
        drafts = sorted(proposals.drafts.values(), key=lambda d: d.number.start)
        unplaced = sorted(
            proposals.unplaced, key=lambda left: (left.start, left.end, left.reason)
        )
        drafter = Drafter(model, task.digest)
        digest = digest_of(text)
        return Drafts(document, digest, tuple(drafts), tuple(unplaced), drafter)

    def _hopeless(self, reason: str) -> NotDrafted:
        message = (
            f"{self.endpoint.host} gives no sound answer: {reason}; the model has "
        )
        return NotDrafted(f"{message}to keep to a JSON schema. Nothing was written")

    def _begin(self, task: Task, model: str, parts: list[Portion]) -> None:
        bodies = [(part, task.request(model, part)) for part in parts]
        new = [pair for pair in bodies if self.endpoint.kept(pair[1]) is None]
        if new and self.stays:
            message = f"{self.stays} is there, and was not drafted so"
            raise NotDrafted(f"{message}: look at it, or write it anew with --again")
        kept = len(bodies) - len(new)
        text = sum(part.end - part.first for part, _ in new)
        characters = sum(len(body.decode()) for _, body in new)
        self.begins(Forecast(len(bodies), kept, characters, text))

    def _answer(self, task: Task, model: str, portion: Portion) -> ModelAnswer | str:
        """Return what a model proposes of a portion, or why that is no answer."""
        form, first = AnswerForm(task.codes), task.request(model, portion)
        kept = self.endpoint.kept(first)
        outcome = _read(form, kept)
        if kept is not None and _is_sound(outcome):
            self.cost.kept += 1
            return outcome
        body = first
        for _ in range(_ATTEMPTS):
            data = self.endpoint.ask(body)
            self._count(data)
            outcome = _read(form, data)
            if _is_sound(outcome):
                self.endpoint.keep(first, data)
                return outcome
            wrong = outcome if isinstance(outcome, str) else outcome.wrong[0][1]
            body = task.request(model, portion, wrong)
        return outcome

    def _count(self, data: Any) -> None:
        self.cost.asked += 1
        prompt, completion = tokens_of(data)
        if prompt is None or completion is None:
            self.cost.untold += 1
        self.cost.prompt += prompt or 0
        self.cost.completion += completion or 0


class _Proposals:
    """What becomes of all that a model proposes, and of what it passes over."""

    def __init__(self, placer: Placer, rule: str) -> None:
        self.placer, self.rule = placer, rule
        self.drafts = dict[int, Draft]()
        self.unplaced = dict[Unplaced, None]()
        self.failed = 0

    def take(self, portion: Portion, answer: ModelAnswer) -> None:
        """Place the figures of an answer, and list what is wrong with others."""
        for number, reason in answer.wrong:
            self.leave(
                portion.sentences.get(number, portion), f"the model gives {reason}"
            )
        for proposed in answer.figures:
            placed = self.placer.place(portion, proposed)
            if isinstance(placed, Unplaced):
                self.unplaced[placed] = None
                continue
            placed = replace(placed, rule=self.rule)
            earlier = self.drafts.setdefault(placed.number.start, placed)
            if earlier != placed:
                self.leave(placed, "the model drafts one number in two ways")

    def leave(self, place: Portion | DraftSentence | Draft, reason: str) -> None:
        """List a place of the text with a reason."""
        self.unplaced[Unplaced(place.start, place.end, reason)] = None

    def pass_over(self) -> None:
        """List the numbers that rules see, and of which the model says nothing."""
        figures = self.placer.guard.figures
        for draft in figures.drafts:
            if draft.number.start not in self.drafts and not self._is_listed(
                draft.number.start
            ):
                self.leave(draft, "rules draft it, and the model does not")
        for left in figures.unplaced:
            drafted = any(left.start <= place < left.end for place in self.drafts)
            if not drafted and not self._is_listed(left.start):
                self.unplaced[left] = None

    def _is_listed(self, place: int) -> bool:
        return any(left.start <= place < left.end for left in self.unplaced)


def _read(form: AnswerForm, data: Any) -> ModelAnswer | str:
    """Return the figures of an answer, or what is wrong with it as a whole."""
    try:
        return form.read(data)
    except BadAnswer as error:
        return str(error)


def _is_sound(outcome: ModelAnswer | str) -> TypeGuard[ModelAnswer]:
    return isinstance(outcome, ModelAnswer) and not outcome.wrong
