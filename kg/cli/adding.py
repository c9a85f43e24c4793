"""A claim that nobody drafted, asked for in a terminal, in terms of the ontology."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from kg.cli.output import console
from kg.errors import UnknownName

if TYPE_CHECKING:
    from kg.draft.claimtext import Says
    from kg.draft.form import ClaimForm, ClaimForms, FormField
    from kg.draft.review import Review

_FEW = 12
"""Choices that are shown with a question: two lines of them."""


@dataclass
class Missed:
    """A claim that is begun: where it stands, and what was answered so far."""

    review: Review
    chars: tuple[int, int]
    answers: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, review: Review, words: str) -> Missed | None:
        """Begin a claim of words of the text; say why where that cannot be."""
        from kg.draft.selecting import NotSelected, Selection, Units

        if (count := review.text.count(words)) > 1:
            say(f"these words stand there {count} times; give more of them")
            return None
        try:
            units = Units(review.text)
            start = units.units(max(0, review.text.find(words)))
            return cls(review, units.located(Selection(words, start, start)))
        except NotSelected:
            say(f"these words are not in the text of `{review.document}`: {words}")
            return None

    def run(self) -> bool:
        """Ask until the claim is sound and written; tell whether it was."""
        from kg.draft.form import ClaimForms
        from kg.draft.review import NotAccepted

        forms = ClaimForms(self.review.project, self.review.claim_keys())
        while True:
            values, says = self._asked(forms)
            try:
                claim = self.review.add({**values, "chars": [*self.chars]}, says)
            except NotAccepted as refused:
                for message in refused.messages:
                    say(message)
                if not click.confirm("ask again?", default=True):
                    return False
                continue
            say(f"written as `{claim}`.")
            return True

    def _asked(self, forms: ClaimForms) -> tuple[dict[str, str], Says]:
        """Ask for the kind of content, and for what shapes ask a claim of it for."""
        from kg.draft.form import DISPUTE, RELATION

        kinds = [kind.value for kind in forms.kinds]
        kind = self._ask("content", " | ".join(kinds), click.Choice(kinds))
        form = forms.form(kind)
        if kind == RELATION:
            property_ = self._ask("property", "")
            with suppress(UnknownName):  # whose ends are then those that it takes
                form = forms.form(kind, property_)
            subject, _, object_ = form.content
            says = [self._ask("subject", _choices(subject)), property_]
            says.append(self._ask("object", _choices(object_)))
            return self._more(form, self._fields(form.claim), {}), says
        values = self._fields(form.claim)
        content = {"type": kind} | self._fields(form.content)
        values = self._more(form, values, content)
        return values, None if kind == DISPUTE else content

    def _fields(self, fields: tuple[FormField, ...]) -> dict[str, str]:
        answers = {f.name: self._ask(f.name, _choices(f)) for f in fields if f.first}
        return {name: answer for name, answer in answers.items() if answer}

    def _more(
        self, form: ClaimForm, values: dict[str, str], content: dict[str, str]
    ) -> dict[str, str]:
        """Ask for more, by key; return what stands beside the content."""
        beside = {field.name for field in form.claim}
        while more := click.prompt("more, as `key: value`", default="").strip():
            key, _, value = more.partition(":")
            self.more[key.strip()] = value.strip()
        for key, value in self.more.items():
            if value:
                (values if key in beside else content)[key] = value
        return values

    def _ask(
        self, name: str, choices: str, kind: click.Choice[str] | None = None
    ) -> str:
        words = f"{name} ({choices})" if choices else name
        before = self.answers.get(name, "" if kind is None else None)
        given = click.prompt(
            words,
            default=before,
            type=kind,
            show_default=bool(before),
            show_choices=False,
        )
        self.answers[name] = str(given).strip()
        return self.answers[name]


def _choices(field: FormField) -> str:
    values = [choice.value for choice in field.choices]
    return " | ".join(values) if len(values) <= _FEW else ""


def say(line: str) -> None:
    """Print a line beside the results."""
    console(stderr=True).print(line, soft_wrap=True)
