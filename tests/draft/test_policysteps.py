"""Steps of policies are drafted where all of one stands there, and listed else."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.denials import WITHOUT_FIGURE
from kg.draft.draft import draft
from kg.draft.things import Things, things_of
from kg.draft.written import drafts_text
from tests.conftest import Folder

PUBLISHED = date(2026, 3, 12)
"""A Thursday."""

STEPS = {
    # policy, what became of it, period, manner, speaker
    "The permit stop was lifted on Friday.": [
        ("permit-stop", "revoked", "2026-03-06", "asserted", "narrator"),
    ],
    "The permit stop, in force since May, was suspended on 3 February.": [
        ("permit-stop", "suspended", "2026-02-03", "asserted", "narrator"),
    ],
    "The new law came into force on 2 February.": [
        ("new: The new law", "started", "2026-02-02", "asserted", "narrator"),
    ],
    "Parliament passed the bill on 3 March.": [
        ("new: the bill", "adopted", "2026-03-03", "asserted", "narrator"),
    ],
    "The permit stop will be suspended on 3 May, Ada Quill said.": [
        ("permit-stop", "suspended", "2026-05-03", "planned", "new: Ada Quill"),
    ],
    "The scheme has been suspended since Tuesday.": [
        ("new: The scheme", "suspended", "2026-03-10", "asserted", "narrator"),
    ],
}

NO_STEPS = (
    "The permit stop was reportedly lifted on Friday.",
    "Activists claim that the permit stop was lifted on Friday.",
    "The permit stop was not lifted on Friday.",
    "If the permit stop was lifted on Friday, nobody noticed.",
    "It is unclear whether the permit stop was lifted on Friday.",
    "Was the permit stop lifted on Friday?",
    "The government denied that the permit stop was lifted on Friday.",
    "The permit stop was lifted.",
    "A paper erroneously wrote that the permit stop was lifted on Friday.",
    "Part of the permit stop was lifted on Friday.",
    "A draft of the permit stop was signed on Friday.",
    "The permit stop was nearly lifted on Friday.",
    "The permit stop was lifted on Friday, it first said; it was Monday in fact.",
    "The mayor signed on Friday.",
    "The ban was discussed on Friday.",
)


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Things:
    """Return the things of a project that knows one policy."""
    folder = Folder(tmp_path_factory.mktemp("steps"))
    folder.write("kg.toml", '[project]\ntitle = "N"\nbase = "https://example.org/n/"\n')
    folder.write(
        "sources/entities/all.yaml",
        "permit-stop: {type: Policy, label: Permit stop of Lakeland, "
        "altLabel: [the permit stop]}\n",
    )
    return things_of(folder.open())


@pytest.mark.parametrize("text", STEPS)
def test_a_step_has_its_policy_what_became_of_it_its_day_and_speaker(
    things: Things, text: str
) -> None:
    drafts = draft("n", text, "en", PUBLISHED, things)

    assert [
        (
            *(d.says["policyEventOf"], d.says["policyEventType"], d.says["period"]),
            *(d.manner.code, d.speaker.id),
        )
        for d in drafts.steps
    ] == STEPS[text]
    assert "type: PolicyEvent" in drafts_text(drafts)


@pytest.mark.parametrize("text", NO_STEPS)
def test_what_is_doubted_denied_undated_or_no_step_is_never_drafted(
    things: Things, text: str
) -> None:
    assert draft("n", text, "en", PUBLISHED, things).steps == ()


def test_a_denial_without_a_figure_is_listed_with_the_reason(things: Things) -> None:
    text = "The government denied that anyone had been expelled."

    drafts = draft("n", text, "en", PUBLISHED, things)

    assert drafts.figures == drafts.steps == ()
    assert [left.reason for left in drafts.unplaced] == [WITHOUT_FIGURE]
