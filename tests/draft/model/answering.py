"""A server on loopback in the place of a model: it answers as a test tells it to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.net.serving import Behaviour, Hit, Reply, answer

PUBLISHED = date(2026, 3, 12)
"""A Thursday."""

ENTITIES = """\
lakeland: {type: Country, label: Lakeland, iso3: XLL}
hillmark: {type: Country, label: Hillmark, iso3: XHM}
government: {type: Government, label: Government of Lakeland}
border-office: {type: GovernmentBody, label: Border Office of Lakeland}
relief: {type: CivilSocietyOrganization, label: River Relief}
minister: {type: Person, label: Ada Quill}
doctor: {type: Person, label: Bo Karr}
workers:
  {type: PopulationGroup, label: Hillmarkers in Lakeland, nationality: hillmark,
   residesIn: lakeland}
leaving:
  {type: MovementFlow, label: Workers leaving Lakeland for Hillmark, origin: lakeland,
   destination: hillmark, movedPopulation: workers}
arriving:
  {type: MovementFlow, label: Workers coming to Lakeland, origin: hillmark,
   destination: lakeland, movedPopulation: workers}
leaving-2024:
  {type: MovementFlow, label: Workers leaving Lakeland in 2024, origin: lakeland}
elsewhere: {type: MovementFlow, label: Arrivals in Brookland}
"""

SENTENCE = (
    "More than 1,200 workers left Lakeland for Hillmark in February, the Border Office "
    "said on Monday."
)

Figure = dict[str, object]


def figure(**changes: object) -> Figure:
    """Return what a sound answer proposes of :data:`SENTENCE`, with changes."""
    sound = {
        "sentence": 1,
        "quote": "More than 1,200 workers left Lakeland for Hillmark in February",
        "amount": "More than 1,200",
        "type": "FlowObservation",
        "unit": "person",
        "movementTerm": "left",
        "movementType": "departure",
        "speaker": "the Border Office",
        "claimant": "border-office",
        "modality": "asserted",
        "cue": "",
        "period": "in February",
        "measures": "leaving",
    }
    return sound | changes


def plain(quote: str, amount: str, **changes: object) -> Figure:
    """Return a figure that the text itself asserts of nobody known."""
    bare = {"movementTerm": "", "movementType": "", "speaker": "", "period": ""}
    bare |= {"claimant": "narrator", "measures": "new: people"}
    return figure(quote=quote, amount=amount, **(bare | changes))


def completion(*figures: Any, **more: Any) -> Reply:
    """Reply with figures, as a server of chat completions does."""
    return content(json.dumps({"figures": figures}, ensure_ascii=False), **more)


def content(words: str | None, *, finish: str = "stop", **more: Any) -> Reply:
    """Reply with a text, whatever it is."""
    message = {"role": "assistant", "content": words}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 3_000, "completion_tokens": 40, "total_tokens": 3_040}
    return answer({"choices": [choice], "usage": usage} | more)


def question(hit: Hit) -> dict[str, Any]:
    """Return the body of a question that arrived."""
    body: dict[str, Any] = json.loads(hit.body)
    return body


def asked(hit: Hit) -> str:
    """Return what a question has of the text, and of what was wrong before."""
    return str(question(hit)["messages"][-1]["content"])


def by_words(answers: Mapping[str, Reply]) -> Behaviour:
    """Behave by the words of a portion: the first of ``answers`` that is in it."""

    def behave(hit: Hit) -> Reply:
        portion = json.loads(asked(hit).partition("\n\nAn answer")[0])["sentences"]
        words = " ".join(sentence["text"] for sentence in portion)
        return next((r for w, r in answers.items() if w in words), completion())

    return behave
