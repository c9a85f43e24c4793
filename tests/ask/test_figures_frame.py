"""Figures as a DataFrame: labels, days that are days, and no number nobody gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg
from tests.extras import extra, needs

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = extra("pandas")

pytestmark = needs("pandas")

FLOW = "afghans-leaving-pakistan-2025"


@pytest.fixture(scope="module")
def frame(article: kg.KnowledgeGraph) -> pd.DataFrame:
    return article.figures(FLOW).to_pandas()


def test_a_figure_has_labels_addresses_and_days(frame: pd.DataFrame) -> None:
    """The ministry's "more than 135,000 left in April", from the article itself."""
    (row,) = frame[frame.claim == "dailysabah-20250604.F09"].to_dict("records")

    assert row["measures"] == "Afghans leaving Pakistan since April 2025"
    assert row["measuresIri"].endswith(f"/flow/{FLOW}")
    assert row["claimantIri"].endswith("/actor/pk-interior-ministry")
    assert (row["start"], row["end"]) == (
        pd.Timestamp(2025, 4, 1),
        pd.Timestamp(2025, 4, 30),
    )
    assert row["published"] == pd.Timestamp(2025, 6, 4)
    assert row["url"].startswith("https://")


def test_a_bound_is_no_value(frame: pd.DataFrame) -> None:
    """More than 135,000: nobody gave a number, and nobody a most."""
    (row,) = frame[frame.claim == "dailysabah-20250604.F09"].to_dict("records")

    assert row["lowerBound"] == 135_000
    assert row["lowerBoundInclusive"] is False
    assert pd.isna(row["value"])
    assert pd.isna(row["upperBound"])


def test_nothing_has_the_same_columns(
    article: kg.KnowledgeGraph, frame: pd.DataFrame
) -> None:
    """A thing without figures gives a frame without rows."""
    empty = article.figures(FLOW, as_of="2000-01-01").to_pandas()
    assert list(empty.columns) == list(frame.columns)
    assert len(empty) == 0
