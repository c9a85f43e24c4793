"""Converters keep the words of awkward files, and say what they cannot keep."""

from __future__ import annotations

import re
import sys
import zipfile
from io import BytesIO
from typing import Any

import pytest

from kg.intake.convert import Original, convert
from kg.intake.model import Converted, NotTaken, TakeLimits
from kg.read.nodes import no_text
from tests.beside import lost
from tests.extras import needs
from tests.intake import awkward

NAMELESS = awkward.pdf([[(60, 700, awkward.ARABIC)]], nameless=True)
PAYWALL = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'


def converted(data: bytes, name: str = "a.file", **limits: int) -> Converted:
    return convert(Original(data, name), TakeLimits(**limits))


def refused(data: bytes, name: str = "a.file", **limits: int) -> str:
    with pytest.raises(NotTaken) as error:
        converted(data, name, **limits)
    return str(error.value)


def of_pdf(data: bytes, words: str) -> Any:
    """Return a case that only the library can tell."""
    return pytest.param(data, words, marks=needs("pypdfium2"))


@needs("pypdfium2")
def test_columns_are_read_one_after_the_other() -> None:
    """As they are drawn; and a word of warning where they are drawn row by row."""
    after, mixed = (
        converted(awkward.two_columns(by_row=by_row)) for by_row in (False, True)
    )

    assert after.text == "".join(f"{x}\n" for x in awkward.LEFT + awkward.RIGHT)
    assert after.doubts == ()
    assert "lines of columns may be mixed" in mixed.doubts[0]
    assert "on page 1:" in mixed.doubts[0]
    narrow = awkward.two_columns(by_row=True, narrow=True)
    assert converted(narrow).doubts == mixed.doubts


@needs("pypdfium2")
def test_a_table_in_a_pdf_keeps_its_rows_and_warns_of_empty_cells() -> None:
    """Of April is known how many left; the cell of those who came is empty."""
    table = converted(awkward.table())

    assert table.text.splitlines()[1:] == ["March 1,200 40", "April 900"]
    assert "cells of a table that are empty leave no gap" in table.doubts[0]


@needs("pypdfium2")
def test_pages_begin_where_they_say() -> None:
    """Each has its head and foot, and what is between stays in its page."""
    made = converted(awkward.with_margins())
    ends = [*made.pages[1:], len(made.text)]
    pages = [made.text[a:b] for a, b in zip(made.pages, ends, strict=True)]

    assert made.pages[0] == 0
    assert [page.splitlines()[0] for page in pages] == ["Lakeside Courier"] * 3
    assert [f"Page {n}\n" in page for n, page in enumerate(pages, 1)] == [True] * 3
    assert "Border Office reported" in pages[1]


@needs("pypdfium2")
def test_pages_without_words_begin_apart_and_are_named() -> None:
    """No two pages begin at one character, else the later ones would be miscounted."""
    line = (60.0, 700.0, "Nobody was counted.")
    made = converted(awkward.pdf([[line], [], [], [line]]))

    assert len(set(made.pages)) == 4
    assert made.text[made.pages[3] :] == "Nobody was counted.\n"
    assert made.doubts == (
        "no words on pages 2, 3: pictures of words? They are not read.",
    )


@needs("mammoth", "pypdfium2", "trafilatura")
def test_whatever_is_taken_can_be_quoted_in_a_facts_file() -> None:
    """Also over the end of a page: there is no character that YAML does not hold."""
    line = (60.0, 700.0, "a\x02b\x1b[31mc")
    for data in (
        awkward.with_margins(),
        awkward.pdf([[line], [line]]),
        awkward.office_letter(),
        awkward.ARTICLE.replace("ten days", "ten\x0c\x85days").encode(),
        "They\x0c left.\ufffe\u0085".encode(),
    ):
        assert no_text(converted(data).text) == ""


@needs("pypdfium2")
def test_ligatures_are_letters_and_hyphens_stay_as_printed() -> None:
    assert converted(awkward.ligatures()).text == (
        "The office confirmed it: five officers left.\n"
    )
    assert converted(awkward.hyphenated()).text == (
        "The workers were de-\nported by the semi-\nofficial guard.\n"
    )


@needs("mammoth", "pypdfium2", "trafilatura")
def test_the_number_of_a_note_is_no_digit_of_a_figure() -> None:
    """1,200 with a note 3 is not 1,2003; nor is what is level with the rest raised."""
    line = "In May 1,200^3 people left,^4 and in 2025 5,000."
    beside = [(60, 700, line), (60, 686, "1,300"), (60, 672, "1,400")]
    pdf = converted(awkward.pdf([beside])).text
    small = '<w:vertAlign w:val="superscript"/>'
    runs = [awkward.written("Of 1,200"), awkward.written("13", small)]
    word = awkward.docx(awkward.paragraph(*runs, awkward.written(" left.")))
    noted = (
        "10<sup id=3><a href='#3'>[3]</a></sup> days, CO<sub>2</sub>, 4<sup>th</sup>"
    )
    page = awkward.ARTICLE.replace("ten days", noted)

    assert " ".join(pdf.split()) == (
        "In May 1,200\u00b3 people left,\u2074 and in 2025 5,000. 1,300 1,400"
    )
    assert converted(word).text == "Of 1,200\u00b9\u00b3 left.\n"
    assert (
        "left Lakeland in 10[\u00b3] days, CO\u2082, 4th"
        in converted(page.encode()).text
    )


@needs("mammoth", "trafilatura")
def test_what_is_struck_out_is_left_out() -> None:
    """A page corrects itself so; its first figure is not said any more."""
    runs = (
        awkward.written("12,000", "<w:strike/>"),
        awkward.written(" 1,200 left."),
    )
    page = awkward.ARTICLE.replace("ten days", "<del>10</del> <s>9</s> 8 days")
    word, web = (
        converted(awkward.docx(awkward.paragraph(*runs))),
        converted(page.encode()),
    )

    assert word.text == "1,200 left.\n"
    assert "Lakeland in 8 days" in " ".join(web.text.split())
    assert "struck out in the file are left out" in word.doubts[0]
    assert "struck out on the page are left out" in web.doubts[0]


@needs("mammoth")
def test_cells_stay_in_their_columns() -> None:
    """Also beside one that is empty, over two columns, or over two rows."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    wide, high = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    rows = (
        (("Month", ""), ("Left", ""), ("Came", "")),
        (("March", high), ("", ""), ("40", "")),
        (("", "<w:vMerge/>"), ("7", ""), ("8", "")),
        (("Sum", wide), ("48", "")),
    )
    table = "".join(
        "<w:tr>"
        + "".join(cell.format(m, awkward.paragraph(awkward.written(w))) for w, m in row)
        + "</w:tr>"
        for row in rows
    )

    assert converted(awkward.docx(f"<w:tbl>{table}</w:tbl>")).text.splitlines() == [
        "Month | Left | Came",
        "March |  | 40",
        "| 7 | 8",
        "Sum |  | 48",
    ]


@needs("pypdfium2")
def test_words_from_right_to_left_are_in_the_order_of_reading() -> None:
    """With the number where it is read, and not turned round."""
    made = converted(awkward.right_to_left())

    assert made.text == f"{awkward.ARABIC}\n"
    assert made.language == ""
    assert "words on page 1 run from right to left" in made.doubts[0]


@needs("pypdfium2")
def test_what_a_browser_prints_from_right_to_left_is_read_as_it_was_written() -> None:
    """In five languages; a letter that the file does not name is marked, no more."""
    if not (data := awkward.printed(awkward.RIGHTWARD)):
        lost("NO BROWSER: no page that runs from right to left is printed and taken")
    lines = converted(data).text.splitlines()
    for line, read in zip(awkward.RIGHTWARD, lines, strict=True):
        pattern = ".".join(map(re.escape, read.split("\ufffd")))
        assert re.fullmatch(pattern, line), f"{read!r} is not {line!r}"
        assert read.count("\ufffd") < 5


@needs("mammoth")
def test_a_docx_keeps_what_was_put_in_and_not_what_was_taken_out() -> None:
    """`never` turns the sentence round; notes come last, cells stay in their rows."""
    made = converted(awkward.office_letter())

    assert made.text.splitlines() == [
        "Stop of permits",
        "More than 1,200 workers left.[\u00b9]",
        "The office never confirmed it.",
        "Secret.",
        "Month | Left",
        "March | 1,200",
        awkward.ARABIC,
        "Counted at the bridge.",
    ]
    assert (made.title, made.converter) == ("Letter of the Border Office", "mammoth")
    assert [doubt.partition(" ")[0] for doubt in made.doubts] == ["the", "words"]
    assert "tracked changes" in made.doubts[0]
    assert "hidden" in made.doubts[1]


@needs("trafilatura")
def test_a_page_is_its_article_alone() -> None:
    """No menu, script, notice, teaser, foot, or word of a reader."""
    made = converted(awkward.ARTICLE.encode())

    for words in (
        "More than 1,200 seasonal workers left Lakeland in ten days",
        "The government denies that it stopped",
        "- Their families, of whom nobody keeps a count.",
        "We will send nobody back before the harvest is in.",
        "| March | 1,200 |",
        awkward.ARABIC,
        "says that it has not seen the last of them.",
    ):
        assert words in made.text, words
    for words in ("cookies", "ten thousand", "Rain", "Sport", "Copyright", "Nobody"):
        assert words not in made.text, words
    assert (made.title, made.publisher) == (
        "Lakeland stops seasonal permits",
        "Lakeside Courier",
    )
    assert (made.published, made.language) == ("2026-03-12", "en")


@needs("trafilatura")
def test_a_page_that_lies_about_its_language_says_none() -> None:
    """Templates say `en` whatever is written in them."""
    words = "".join(f"<p>{awkward.ARABIC} {n}</p>" for n in range(20))
    page = f'<html lang="en"><body><article>{words}</article></body></html>'

    assert converted(page.encode()).language == ""
    assert converted(page.replace('"en"', '"ar-JO"').encode()).language == "ar"


@needs("trafilatura")
def test_the_beginning_of_an_article_is_called_one() -> None:
    page = awkward.ARTICLE.replace("</head>", f"{PAYWALL}</head>")

    assert converted(awkward.ARTICLE.encode()).doubts == ()
    assert "not free to read" in converted(page.encode()).doubts[0]


@needs("trafilatura")
def test_an_encoding_is_the_one_that_is_named() -> None:
    """By the page, by its mark, or by whoever takes it; and else it is UTF-8."""
    page = awkward.ARTICLE.replace('"utf-8"', '"windows-1256"')

    assert awkward.ARABIC in converted(page.encode("cp1256")).text
    assert converted("They left.".encode("utf-16")).text == "They left."
    named = Original("Grüße".encode("latin-1"), "a.txt", "ISO-8859-1")
    assert convert(named, TakeLimits()).text == "Grüße"
    assert (
        converted(b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\n").text == "One.\nTwo.\nThree.\n"
    )
    apart = "Ku\u0308ste"  # letters and accents stay as they are
    assert converted(apart.encode()).text == apart


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "a.file is empty"),
        (b" \n\t\n", "a.file is empty"),
        of_pdf(awkward.pdf([[], []]), "has no text: its pages are pictures, as of a"),
        of_pdf(awkward.pdf([[(60, 700, "x")]], locked=True), "has a password"),
        of_pdf(awkward.pdf([[(60, 700, "x")]])[:300], "a broken PDF, or a part of one"),
        of_pdf(awkward.pdf([[]] * 5_000), "has 5,000 pages, and 1,000 are taken at"),
        of_pdf(NAMELESS, "does not say which letters its fonts draw"),
        ("Grüße".encode("latin-1"), "is not UTF-8: byte 3, in line 1, is no letter"),
        (b"MZ\x90\x00\x03\x00", "is neither text, HTML, PDF nor DOCX"),
        (b"\x89PNG\r\n\x1a\n\x00", "is a picture; recognize its words"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old file of Word, or one with a password"),
        (b"PK\x03\x04broken", "a broken ZIP file"),
        (b"{\\rtf1 They left.}", "is RTF; save it as DOCX"),
        pytest.param(awkward.docx(), "has no words", marks=needs("mammoth")),
    ],
)
def test_what_cannot_be_taken_is_told_why(data: bytes, words: str) -> None:
    assert words in refused(data)


@needs("trafilatura")
def test_a_login_wall_is_no_article() -> None:
    """And one that asks for a password after the first lines may be a beginning."""
    wall = "<html><body><main><p>Subscribe to read on.</p></main></body></html>"
    field = '<form><input name=p type="password"></form></body>'
    asking = awkward.ARTICLE.replace("</body>", field)

    message = refused(wall.encode())
    assert "characters of text: a login wall" in message
    assert "--min-letters takes less than 250" in message
    assert "and asks for a password: a login wall" in refused(
        wall.replace("</body>", field).encode()
    )
    assert "beginning only" in converted(asking.encode()).doubts[0]
    assert "Subscribe" in converted(wall.encode(), letters=5).text


def test_a_giant_in_a_small_file_is_not_unpacked() -> None:
    """Neither by its words nor by a part beside them."""
    out = BytesIO(awkward.office_letter())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/styles.xml", b" " * ((64 << 20) + 1))

    assert len(out.getvalue()) < 1 << 20
    assert "is it a ZIP bomb?" in refused(out.getvalue())
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("notes.txt", "They left.")
    assert "no DOCX" in refused(other.getvalue())


@pytest.mark.parametrize(
    ("library", "data"),
    [
        ("pypdfium2", awkward.ligatures()),
        ("mammoth", awkward.office_letter()),
        ("trafilatura", awkward.ARTICLE.encode()),
    ],
)
def test_a_library_that_is_missing_is_named(
    library: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    assert refused(data) == (
        f"this kind of file is read by {library}: python -m pip install 'apf-kg[take]'"
    )
