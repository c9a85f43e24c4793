"""What `benchmarks/attributions.py` counts, in an article and marks of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.attributions import main

ARTICLE = """\
Some 300 people left in May, the mayor said.

There were 40 camps.

Jana Pohl counted "90 people" by the river. "It was 70 at noon," she said.
"""


def marked(number: int, words: str, role: str) -> str:
    """Return a line of brat's standoff format; a span that is cut in two, too."""
    start = ARTICLE.index(words)
    span = f"{start} {start + 3};{start + 3} {start + len(words)}"
    return f"T{number}\t{role} {span}\t{words}\n"


MARKS = (
    marked(1, "Some 300 people left in May", "Content")
    + marked(2, "the mayor", "Source")
    + marked(3, "said", "Cue")
    + "T4\tAttribution 40 44\tsaid\n"
    + "E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3\n"
    + marked(5, '"It was 70 at noon,"', "Content")
    + marked(6, "Jana Pohl", "Source")
    + "E2\tAttribution:T4 Content:T5 Source:T6\n"
)


def test_numbers_are_counted_by_who_says_them_there_and_in_drafts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The 300 are the mayor's and the 70 Jana Pohl's, 40 and 90 are not marked."""
    folder = tmp_path / "dev"
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "a.txt").write_text(ARTICLE, "utf-8")
    (folder / "attributions" / "a_1.ann").write_text(MARKS, "utf-8")
    rows = "filename\tpublication_date\na\t2026-06-12\n"
    (tmp_path / "metadata.tsv").write_text(rows, "utf-8")
    main(folder, wrong=True)
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "own, given to somebody: new: Jana Pohl (counted) [90 people] Jana Pohl "
        'counted "90 people" by the river.',
        "own 1",
        "own, given to somebody 1",
        "said, speaker 2",
        "of 2 that somebody says 1.000 are somebody's in drafts,",
        "and 1.000 that speaker's;",
        "of 2 that nobody says 0.500 are nobody's",
    ]
