"""Where a report was written, and when, dates nothing that it counts."""

from __future__ import annotations

import pytest

from kg.draft.dateline import after_dateline

BEGINS = {
    "N'DJAMENA, 12 May 2024 - Some 60,000 crossed.": "Some 60,000 crossed.",
    "BERLIN (Reuters) - Germany registered 61,336.": "Germany registered 61,336.",
    "KABUL, Afghanistan (AP) \u2014 More than 300 left.": "More than 300 left.",
    "GENEVA, March 3 (UNHCR) \u2013 Some 40 came.": "Some 40 came.",
    "Port Sudan, 4 June 2025 \u2014 Floods hit 900.": "Floods hit 900.",
    "date 2025-06-04 Over 200,000 left.": "Over 200,000 left.",
    "2025-06-04 Over 200,000 left.": "Over 200,000 left.",
}
WHOLE = (
    "Some 60,000 people - mostly women - left.",
    "On 12 May 2024 - a Sunday - 40 left.",
    "UNHCR counted 12 - no more.",
    "UNHCR - the refugee agency - counted 40.",
    "In Chad (or Tchad) - as some say - 40 came.",
    "[16 March 2021, NWS] As of 16 March, 40 came.",  # what a report is of
    "2025-06-04: 300 left.",
)


@pytest.mark.parametrize("text", BEGINS)
def test_a_report_begins_behind_its_dateline(text: str) -> None:
    assert text[after_dateline(text, 0, len(text)) :] == BEGINS[text]
    assert text[after_dateline(f"A.\n{text}", 3, len(text) + 3) - 3 :] == BEGINS[text]


@pytest.mark.parametrize("text", WHOLE)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    """Nor does one within a paragraph, whatever stands before it."""
    assert after_dateline(text, 0, len(text)) == 0


def test_within_a_paragraph_there_is_none() -> None:
    text = "They left. BERLIN (Reuters) - Germany counted 40."

    assert after_dateline(text, 11, len(text)) == 11
