"""An answer of a model: figures that it proposes, each whole, or what is wrong with it.

Servers that promise a schema do not always keep it, so everything is looked at again.
No word of an answer is repeated in what is wrong: a message holds nothing but ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

MOST = 200
"""Figures of a portion that are looked at: four times as many as 2,000 characters of a
table hold."""


_TOKENS = 10**9
"""Tokens of an answer that no server can mean."""


class BadAnswer(Exception):
    """An answer that is none as it stands; the text, in our words, says why."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A figure as a model proposes it: nothing of it is known to be so."""

    sentence: int
    quote: str
    amount: str
    type: str
    unit: str
    movement_term: str
    movement_type: str
    speaker: str
    claimant: str
    modality: str
    cue: str
    period: str
    measures: str


KEYS = {
    {"movement_term": "movementTerm", "movement_type": "movementType"}.get(f, f): f
    for f in Proposed.__slots__
}
"""What the fields of a figure are called in JSON: as in facts files."""


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What a model proposes of a portion, and what is wrong with the rest.

    ``wrong`` are reasons, each with the number of the sentence that the figure was to
    be of, 0 for none.
    """

    figures: tuple[Proposed, ...] = ()
    wrong: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """What the keys of a figure may be: codes by key, texts for the others."""

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self, data: Any) -> ModelAnswer:
        """Return what the essence of a completion proposes.

        Raises :class:`BadAnswer` where it is no answer at all.
        """
        figures, wrong = [], []
        for item in _figures(data):
            try:
                figures.append(self._figure(item))
            except BadAnswer as error:
                number = item.get("sentence") if isinstance(item, dict) else 0
                place = number if type(number) is int else 0
                wrong.append((place, str(error)))
        return ModelAnswer(tuple(figures), tuple(wrong))

    def _figure(self, item: Any) -> Proposed:
        if not isinstance(item, dict) or item.keys() != {*KEYS}:
            raise BadAnswer("a figure with other keys than those of the schema")
        if type(item["sentence"]) is not int:
            raise BadAnswer("`sentence` that is no whole number")
        for key, value in item.items():
            if key != "sentence" and not isinstance(value, str):
                raise BadAnswer(f"`{key}` that is no text")
            codes = self.codes.get(key)
            absent = value == "" and key == "movementType"
            if codes is not None and value not in codes and not absent:
                raise BadAnswer(f"`{key}` that is no code")
        return Proposed(**{KEYS[key]: value for key, value in item.items()})


def tokens_of(data: Any) -> tuple[int | None, int | None]:
    """Return the tokens that an answer took and has, ``None`` where nobody says."""
    return data["prompt"], data["completion"]


def is_completion(data: Any) -> bool:
    """Tell whether JSON is what servers of chat completions answer with."""
    return isinstance(data, dict) and isinstance(data.get("choices"), list)


def essence(data: Any) -> dict[str, Any]:
    """Return what is kept of a completion: its text, how it ended, and its cost."""
    choice = next(iter(data["choices"]), None)
    choice = choice if isinstance(choice, dict) else {}
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    usage = data.get("usage")

    def count(key: str) -> int | None:
        number = usage.get(key) if isinstance(usage, dict) else None
        return number if type(number) is int and 0 <= number < _TOKENS else None

    return {
        "content": content if isinstance(content, str) else None,
        "cut": choice.get("finish_reason") == "length",
        "prompt": count("prompt_tokens"),
        "completion": count("completion_tokens"),
    }


def _figures(data: Any) -> list[Any]:
    """Return the items of the answer in the essence of a completion."""
    content = data.get("content") if isinstance(data, dict) else None
    if not isinstance(content, str):
        raise BadAnswer("it has no text")
    try:
        answer = json.loads(
            content, object_pairs_hook=_once_each, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        if data.get("cut"):
            raise BadAnswer("it is cut off: the model may write no more") from None
        raise BadAnswer("it is no JSON, or is cut off") from None
    if not isinstance(answer, dict) or answer.keys() != {"figures"}:
        raise BadAnswer("it is not of the schema")
    figures = answer["figures"]
    if not isinstance(figures, list):
        raise BadAnswer("it is not of the schema")
    if len(figures) > MOST:
        raise BadAnswer(f"it has more than {MOST} figures")
    return figures


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON whose keys are each there once."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError
    return values


def _no_number(_: str) -> NoReturn:
    raise ValueError
