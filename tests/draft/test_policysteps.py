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

SAID = ("asserted", "narrator")

STEPS = {
    # policy, what became of it, period, manner, speaker
    "The permit stop was lifted on Friday.": [
        ("permit-stop", "revoked", "2026-03-06", "asserted", "narrator"),
    ],
    "The permit stop, in force since May, was suspended on 3 February.": [
        ("permit-stop", "started", "2025-05", *SAID),
        ("permit-stop", "suspended", "2026-02-03", *SAID),
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
    "The ban on flights to Teln was lifted by the cabinet on Friday.": [
        ("new: The ban on flights to Teln", "revoked", "2026-03-06", *SAID),
    ],
    "The plan to lift the ban was approved on 3 March.": [
        ("new: The plan to lift the ban", "adopted", "2026-03-03", *SAID),
    ],
    "In January, the government lifted the ban.": [
        ("new: the ban", "revoked", "2026-01", *SAID),
    ],
    "The ban, which was lifted in January, had kept many out.": [
        ("new: The ban", "revoked", "2026-01", *SAID),
    ],
    "They have left since the campaign began in October 2023.": [
        ("new: the campaign", "started", "2023-10", *SAID),
    ],
    "They came in January, when the authorities resumed the programme.": [
        ("new: the programme", "resumed", "2026-01", *SAID),
    ],
    "The ban was extended on Friday until 3 July.": [
        ("new: The ban", "extended", "2026-03-06", *SAID),
    ],
    "The order to leave was blocked by a judge on 3 March.": [
        ("new: The order to leave", "enjoined", "2026-03-03", *SAID),
    ],
    "Ministers plan to lift the ban on 1 July.": [
        ("new: the ban", "revoked", "2026-07-01", "planned", "narrator"),
    ],
    "The mayor is threatening to lift the ban at the end of June.": [
        ("new: the ban", "revoked", "2026-06-30", "threatened", "narrator"),
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
    "The minister who signed the decree was suspended on Friday.",
    "The government that lifted the ban fell on Friday.",
    "A protest against the plan to deport them began on Friday.",
    "Critics of the law on asylum started on Friday to march.",
    "The vote on the law began on Friday.",
    "The plan to lift the ban on Friday was shelved.",
    "Parliament did not pass the law on Friday.",
    "Parliament passed the bill in a first reading on Friday.",
    "The opposition wants parliament to pass the law on Friday.",
    "The ban was lifted for families on Friday.",
    "The ban was lifted in some provinces on Friday.",
    "The ban was suspended until Friday.",
    "The programme was extended to Syrians on Friday.",
    "The ban should have been lifted on Friday.",
    "The ban was to be lifted on Friday.",
    "Families began the programme on Friday.",
    "Had parliament passed the law on 3 March, they would have left.",
    "Nobody signed the agreement on 3 March.",
    "The ban was lifted on 3 March only on paper.",
    "The vote to lift the ban passed on 3 March.",
    "The ministry said on Monday the ban was lifted.",
    "The government was to lift the ban on Friday.",
    "The pact was signed in Brask and ministers left on Friday.",
    "The ban was annulled in part on Friday.",
    "Restrictions were lifted on Friday for children.",
    "The ban was lifted on Friday in some provinces.",
    "Some restrictions were lifted on Friday.",
    "The programme, which should have started on Friday, is late.",
    "The programme, which the opposition wants suspended on Friday, is late.",
    "Ministers agreed to suspend the programme on Friday.",
    "The draft of the law, critics said on Monday, was not adopted.",
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
