"""Which converter keeps the words of awkward files: several of each kind on one set.

    python -m benchmarks.converters

The files are those of ``tests/intake/awkward.py``. Of each are known the phrases that
have to stand in its text, in this order, and those that must not. Printed are, for each
converter, how many of the phrases it keeps in their order, what it has that it should
not, and milliseconds on the second of two runs. Lines in Arabic and other languages are
printed to a PDF by Chromium, where that is installed. Measured is also what `kg take`
does not use: ``pip install pypdf pdfminer.six readability-lxml justext python-docx``.

With the versions of November 2026 (2 cores, Python 3.11):

    kind  file                 converter           kept wrong     ms
    pdf   columns, one by one  kg *                 6/6     0    2.2
    pdf   columns, one by one  pypdfium2            6/6     0    0.4
    pdf   columns, one by one  pdfminer.six         6/6     0    4.7
    pdf   columns, one by one  pypdf                6/6     0    2.2
    pdf   columns, row by row  kg *                 4/6     0    8.5
    pdf   columns, row by row  pypdfium2            4/6     0    0.7
    pdf   columns, row by row  pdfminer.six         6/6     0    8.1
    pdf   columns, row by row  pypdf                4/6     0    4.3
    pdf   heads and feet       kg *                 6/6     0    2.2
    pdf   heads and feet       pypdfium2            6/6     0    0.5
    pdf   heads and feet       pdfminer.six         6/6     0   20.5
    pdf   heads and feet       pypdf                6/6     0   30.6
    pdf   numbers of notes     kg *                 2/2     0   10.6
    pdf   numbers of notes     pypdfium2            0/2     1    0.4
    pdf   numbers of notes     pdfminer.six         0/2     1    2.6
    pdf   numbers of notes     pypdf                0/2     1    1.6
    pdf   ligatures            kg *                 1/1     0    1.6
    pdf   ligatures            pypdfium2            1/1     0    0.3
    pdf   ligatures            pdfminer.six         0/1     0    6.4
    pdf   ligatures            pypdf                0/1     0   10.0
    pdf   hyphens              kg *                 2/2     0    5.9
    pdf   hyphens              pypdfium2            2/2     0    0.3
    pdf   hyphens              pdfminer.six         2/2     0    2.5
    pdf   hyphens              pypdf                2/2     0    1.5
    pdf   right to left        kg *                 1/1     0   14.2
    pdf   right to left        pypdfium2            1/1     0    0.3
    pdf   right to left        pdfminer.six         0/1     0    6.5
    pdf   right to left        pypdf                0/1     0   10.0
    pdf   a table              kg *                 2/2     0   10.0
    pdf   a table              pypdfium2            2/2     0    0.4
    pdf   a table              pdfminer.six         0/2     0    7.1
    pdf   a table              pypdf                2/2     0   14.1
    pdf   Arabic, … by browser kg *                 6/7     0   19.5
    pdf   Arabic, … by browser pypdfium2            1/7     0    9.8
    pdf   Arabic, … by browser pdfminer.six         0/7     0   61.4
    pdf   Arabic, … by browser pypdf                0/7     0   42.3
    docx  a letter             kg * (mammoth)       6/6     0   16.3
    docx  a letter             python-docx          3/6     0    1.3
    html  an article           kg * (trafilatura)   8/8     0   16.9
    html  an article           readability          5/8     0    9.9
    html  an article           justext              0/8     0    9.3

An asterisk marks what `kg take` does. Where columns are drawn row by row it warns, as
for tables. Of the browser's last line the file does not name a letter, which `kg take`
marks and pypdfium2 leaves out. python-docx loses what was put in as a tracked change.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from kg.intake.model import TakeLimits
from kg.intake.pdf import convert_pdf
from kg.intake.web import convert_page
from kg.intake.word import convert_docx
from tests.intake import awkward

Reader = Callable[[bytes], str]
COLUMNS = (*awkward.LEFT, *awkward.RIGHT)
FILES: dict[str, list[tuple[str, bytes, tuple[str, ...], tuple[str, ...]]]] = {
    "pdf": [
        ("columns, one by one", awkward.two_columns(), COLUMNS, ()),
        ("columns, row by row", awkward.two_columns(by_row=True), COLUMNS, ()),
        ("heads and feet", awkward.with_margins(), COLUMNS, ()),
        (
            "numbers of notes",
            awkward.noted(),
            ("1,200\u00b3 people", "left,\u2074"),
            ("1,2003",),
        ),
        ("ligatures", awkward.ligatures(), ("office confirmed it: five",), ()),
        ("hyphens", awkward.hyphenated(), ("were de- ported", "semi- official"), ()),
        ("right to left", awkward.right_to_left(), (awkward.ARABIC,), ()),
        ("a table", awkward.table(), ("March 1,200 40", "April 900"), ()),
    ],
    "docx": [
        (
            "a letter",
            awkward.office_letter(),
            (
                *("1,200 workers left.", "The office never confirmed it.", "March"),
                *("1,200", awkward.ARABIC, "Counted at the bridge."),
            ),
            ("often",),
        )
    ],
    "html": [
        (
            "an article",
            awkward.ARTICLE.encode(),
            (
                *("workers left Lakeland in ten days", "The government denies"),
                *("nobody keeps a count.", "send nobody back", "March", "1,200"),
                *(awkward.ARABIC, "has not seen the last of them."),
            ),
            ("cookies", "ten thousand", "Rain is", "Copyright", "Nobody left"),
        )
    ],
}


def readers(kind: str) -> Iterator[tuple[str, Reader]]:
    """Yield the converters of a kind that are installed."""
    for name, make in _READERS[kind].items():
        with suppress(ImportError):
            yield name, make()


def _pdfium() -> Reader:
    import pypdfium2

    def read(data: bytes) -> str:
        pages = pypdfium2.PdfDocument(data)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        return text.replace("\ufffe", "-\n")

    return read


def _pypdf() -> Reader:
    import pypdf

    def read(data: bytes) -> str:
        pages = pypdf.PdfReader(BytesIO(data)).pages
        return "\n".join(page.extract_text() for page in pages)

    return read


def _pdfminer() -> Reader:
    from pdfminer.high_level import extract_text

    return lambda data: str(extract_text(BytesIO(data)))


def _python_docx() -> Reader:
    from docx import Document

    def read(data: bytes) -> str:
        document: Any = Document(BytesIO(data))
        lines = [paragraph.text for paragraph in document.paragraphs]
        for table in document.tables:
            lines += [cell.text for row in table.rows for cell in row.cells]
        return "\n".join(lines)

    return read


def _readability() -> Reader:
    import lxml.html
    from readability import Document

    def read(data: bytes) -> str:
        page: Any = lxml.html.fromstring(Document(data.decode()).summary())
        return str(page.text_content())

    return read


def _justext() -> Reader:
    import justext

    def read(data: bytes) -> str:
        parts: Any = justext.justext(data, justext.get_stoplist("English"))
        return "\n".join(part.text for part in parts if not part.is_boilerplate)

    return read


def _ours(convert: Callable[..., Any], *more: Any) -> Callable[[], Reader]:
    return lambda: lambda data: str(convert(data, "a file", *more).text)


_READERS: dict[str, dict[str, Callable[[], Reader]]] = {
    "pdf": {
        "kg *": _ours(convert_pdf, TakeLimits()),
        "pypdfium2": _pdfium,
        "pdfminer.six": _pdfminer,
        "pypdf": _pypdf,
    },
    "docx": {"kg * (mammoth)": _ours(convert_docx), "python-docx": _python_docx},
    "html": {
        "kg * (trafilatura)": _ours(convert_page, TakeLimits()),
        "readability": _readability,
        "justext": _justext,
    },
}


def kept(text: str, phrases: tuple[str, ...]) -> int:
    """Return how many phrases stand in a text, each after the one before."""
    flat, at, count = re.sub(r"[\s\xad]+", " ", text), 0, 0
    for phrase in phrases:
        if (place := flat.find(phrase, at)) >= 0:
            at, count = place + len(phrase), count + 1
    return count


def main() -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    print(f"{'kind':5} {'file':20} {'converter':18} {'kept':>5} {'wrong':>5} {'ms':>6}")
    if page := awkward.printed(awkward.RIGHTWARD):
        FILES["pdf"].append(("Arabic, … by browser", page, awkward.RIGHTWARD, ()))
    for kind, files in FILES.items():
        for name, data, phrases, wrong in files:
            for converter, read in readers(kind):
                read(data)
                start = time.perf_counter()
                text = read(data)
                spent = 1_000 * (time.perf_counter() - start)
                count = f"{kept(text, phrases)}/{len(phrases)}"
                bad = sum(phrase in text for phrase in wrong)
                line = f"{kind:5} {name:20} {converter:18} {count:>5} {bad:5}"
                print(f"{line} {spent:6.1f}")


if __name__ == "__main__":
    main()
