"""Words that a text has in other characters are found, and what differs is told."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.locating import locate
from kg.cli.root import Settings
from kg.project.build import check
from kg.project.findings import CheckFailed
from kg.read.texts import Texts, mismatch
from kg.read.wording import near
from tests.beside import beside
from tests.conftest import Folder, MakeProject

WRITTEN = [
    ("cafe\u0301 noir", "café", (0, 5), "how accents are encoded"),
    ("\u1ec7 x", "e\u0323\u0302", (0, 1), "how accents are encoded"),
    ("the o\ufb03ce", "office", (4, 8), "ligatures"),
    ("\uff11\uff12 km\u00b2", "12 km2", (0, 6), "ligatures"),
    ("it \u201cmay\u201d be", '"may"', (3, 8), "the shape of quotes"),
    ("the people\u2019s", "people's", (4, 12), "the shape of quotes"),
    ("2019\u20132020", "2019-2020", (0, 9), "the shape of quotes and dashes"),
    ("1\u00a0200\u202ffled", "1 200 fled", (0, 10), "white space"),
    ("over  two\nlines", "over two lines", (0, 15), "white space"),
    ("re\u00adfu\u200bgees", "refugees", (0, 10), "characters that nobody sees"),
    ("In MARCH", "in March", (0, 8), "the case of letters"),
]


@pytest.mark.parametrize(("text", "words", "span", "how"), WRITTEN)
def test_one_difference_is_told_and_no_other(
    text: str, words: str, span: tuple[int, int], how: str
) -> None:
    """Where the words are, in characters of the text, and what they differ in."""
    other = near(text, words)
    assert other is not None
    assert (other.start, other.end) == span
    (only,) = other.how
    assert only.startswith(how)


def test_several_differences_are_told_together() -> None:
    """Quotes and a no-break space; the letters are the same."""
    other = near("He said \u201cover\u00a0200\u201d.", '"over 200"')
    assert str(other) == (
        "[8, 18], and differs in the shape of quotes and dashes and white space "
        "(no-break spaces, line breaks)"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [("café", "cafe"), ("cafe\u0301", "cafe"), ("abc", "abd"), ("abc", ""), ("", "a")],
)
def test_other_words_are_other_words(text: str, words: str) -> None:
    """An accent left out is another word, in either form."""
    assert near(text, words) is None


@given(
    st.text("xyz -", max_size=20),
    st.text("aeéñōüçÅ", min_size=1, max_size=8),
    st.text("xyz -", max_size=20),
)
def test_words_are_found_in_either_form_of_unicode(
    before: str, words: str, after: str
) -> None:
    """In the form that letters and accents apart have, wherever they are."""
    text = unicodedata.normalize("NFD", before + words + after)
    other = near(text, words)
    assert (other is None) == (words in text)
    if other is not None:
        there = text[other.start : other.end]
        assert unicodedata.normalize("NFC", there) == words


def quoting(project: MakeProject, text: str, quote: str) -> Folder:
    """Return a project with a text, and one claim that quotes it."""
    facts = f"""\
document:
  id: page
  title: A page
  published: 2025-03-01
  publishedBy: gazette
  language: fr
claims:
  a:
    summary: Somebody was counted.
    quote: "{quote}"
    claimant: narrator
    says: [north-ministry, partOfOrganization, north-government]
"""
    folder = project({"sources/page/facts.yaml": facts})
    folder.write("texts/page.txt", text)
    return folder


def refused(folder: Folder) -> str:
    with pytest.raises(CheckFailed) as caught:
        check(folder.open(), texts=Texts(folder.root / "texts"))
    return str(caught.value)


def test_a_quote_in_another_form_is_told_with_the_difference(
    project: MakeProject,
) -> None:
    """Whoever copied it from elsewhere learns where it is, and what differs."""
    text = unicodedata.normalize("NFD", "1 200 réfugiés à Kâbil.")
    folder = quoting(project, text, "réfugiés")
    assert refused(folder).endswith(
        "the quote is not in the text, word for word; it has them at [6, 16], and "
        "differs in how accents are encoded (Unicode's NFC or NFD)"
    )


def test_words_in_another_form_are_located(project: MakeProject) -> None:
    """`kg locate` gives their characters, and says what differs."""
    text = unicodedata.normalize("NFD", "1 200 réfugiés à Kâbil.")
    folder = quoting(project, text, "1 200")
    settings = Settings(folder.root, None, None)
    done = CliRunner().invoke(locate, ["page", "réfugiés"], obj=settings)
    assert done.exit_code == 0
    wanted = "chars: [6, 16]  # differs in how accents are encoded"
    assert done.stdout.startswith(wanted)


def test_the_recorded_text_in_the_other_form() -> None:
    """The quote is in NFC, the text in NFD, and the error says so."""
    path = beside("cases/formats/nfd", "NO CASES: no text in NFD is read")
    assert re.search(r"facts\.yaml:11: .* NFC or NFD", refused(Folder(path)))


@pytest.mark.parametrize(
    ("saved", "how"),
    [
        (unicodedata.normalize("NFC", "réfugiés\n"), "in one (NFC)"),
        (unicodedata.normalize("NFD", "réfugiés\n"), "apart (NFD)"),
        ("a\nb\n", "lines that end in LF"),
        ("a\r\nb\r\n", "lines that end in CR LF"),
        ("a", "no byte-order mark"),
        ("a\n", "a line break at its end"),
    ],
)
def test_a_text_that_was_saved_otherwise_is_told(saved: str, how: str) -> None:
    """The digest fits once the text is saved as it was when it was recorded."""
    others = {
        "in one (NFC)": unicodedata.normalize("NFD", saved),
        "apart (NFD)": unicodedata.normalize("NFC", saved),
        "lines that end in LF": saved.replace("\n", "\r\n"),
        "lines that end in CR LF": saved.replace("\r\n", "\n"),
        "no byte-order mark": f"\ufeff{saved}",
        "a line break at its end": saved.rstrip("\n"),
    }
    digest = hashlib.sha256(saved.encode()).hexdigest()
    assert mismatch(saved, digest, len(saved)) is None
    assert how in str(mismatch(others[how], digest, len(saved)))
    assert "it is the text" not in str(mismatch("other", digest, len(saved)))


def test_a_wrong_length_alone_is_told_as_that() -> None:
    """The digest fits the text as it is, so nothing is said of how it was saved."""
    digest = hashlib.sha256(b"plain\n").hexdigest()
    assert mismatch("plain\n", digest, 7) == "the text at hand has 6 characters, not 7"


@pytest.mark.parametrize("before", ["", "x" * 65_535, "x" * 65_536, " \t" * 40_000])
def test_words_are_where_they_are_in_a_long_text(before: str) -> None:
    """Also where a piece that is folded ends within a word, or within white space."""
    text = f"{before}\u00ab A \n\n \ufb01ne  day \u00bb{before}"
    start = text.index("\u00ab")
    close = near(text, '" A fine day "')
    assert close is not None
    assert text[close.start : close.end] == text[start : text.index("\u00bb") + 1]
    assert close.start == start
