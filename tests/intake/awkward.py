"""Awkward files, made here: PDF, DOCX and HTML as a converter meets them.

Each is written by hand, so that what stands in it, and in which order, is known from
elsewhere than a library. The words are made up.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from shutil import which
from subprocess import run
from tempfile import TemporaryDirectory

Line = tuple[float, float, str]
"""Where words stand on a page, in points from the lower left, and the words."""

ARABIC = "غادر أكثر من 1200 عامل لاكلاند في مارس"
LEFT = (
    "More than 1,200 seasonal workers",
    "left Lakeland in ten days, the",
    "Border Office reported on Monday.",
)
RIGHT = (
    "The government denies that it",
    "stopped renewing the permits of",
    "families from Hillmark.",
)


def pdf(
    pages: Iterable[Iterable[Line]],
    *,
    about: Mapping[str, str] | None = None,
    locked: bool = False,
    nameless: bool = False,
) -> bytes:
    """Return a PDF with lines of Helvetica, or of a font of Arabic letters.

    In Latin words ``\\x80`` is the one glyph for `fi`, and a digit after ``^`` is
    raised. Arabic words stand as they are drawn, from the left to the right. ``locked``
    asks for a password, and of letters of a ``nameless`` font nobody can know which
    they are.
    """
    objects: list[bytes] = [b"", b"", _LATIN, *_ARABIC_FONT]
    kids = []
    for lines in pages:
        content = b"".join(_drawn(*line) for line in lines)
        objects.append(_stream(content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(kids),
        len(kids),
    )
    more = b""
    if about:
        items = "".join(f"/{key} ({value})" for key, value in about.items())
        objects.append(f"<< {items} >>".encode("latin-1"))
        more = b" /Info %d 0 R" % len(objects)
    if locked:
        more += (
            b" /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
            b"/O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32)
        )
    if nameless:
        objects[6] = objects[6].replace(b"ff> <0", b"ff> <e")
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer << /Size %d /Root 1 0 R%s >>\n" % (size, more)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(content: bytes) -> bytes:
    head = b"<< /Length %d >>\nstream\n" % len(content)
    return head + content + b"\nendstream"


def _drawn(x: float, y: float, words: str) -> bytes:
    place = f"BT {{}} 11 Tf 1 0 0 1 {x} {y} Tm".encode()
    if any("\u0600" <= letter <= "\u06ff" for letter in words):
        drawn = "".join(f"{ord(letter):04x}" for letter in words)
        return place.replace(b"{}", b"/F2") + b" <%s> Tj ET\n" % drawn.encode()
    words, *raised = words.split("^")
    safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    written = safe.encode("latin-1")
    shown = b" (%s) Tj" % written
    for note in raised:  # a digit in small, and what follows
        small, rest = note[:1].encode(), note[1:].encode("latin-1")
        shown += b" /F1 7 Tf 4 Ts (%s) Tj /F1 11 Tf 0 Ts (%s) Tj" % (small, rest)
    return place.replace(b"{}", b"/F1") + shown + b" ET\n"


_LATIN = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << "
    b"/Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [128 /fi] >> >>"
)
_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Letters def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
2 beginbfrange <0020> <00ff> <0020> <0600> <06ff> <0600> endbfrange
endcmap end end"""
_ARABIC_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Letters /Encoding /Identity-H"
    b" /DescendantFonts [5 0 R] /ToUnicode 7 0 R >>",
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Letters /DW 500"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    b" /FontDescriptor 6 0 R >>",
    b"<< /Type /FontDescriptor /FontName /Letters /Flags 4 /ItalicAngle 0"
    b" /FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 /CapHeight 700"
    b" /StemV 80 >>",
    _stream(_CMAP),
)


def column(x: float, lines: Iterable[str], top: float = 700) -> list[Line]:
    """Return lines under each other."""
    return [(x, top - 14 * number, line) for number, line in enumerate(lines)]


def two_columns(*, by_row: bool = False, narrow: bool = False) -> bytes:
    """Return a page of two columns, drawn one after the other or row by row.

    Between ``narrow`` ones are 12 points.
    """
    left, right = column(60, LEFT), column(240 if narrow else 310, RIGHT)
    rows = [line for both in zip(left, right, strict=True) for line in both]
    return pdf([rows if by_row else left + right])


def with_margins() -> bytes:
    """Return three pages with a head and a foot; a sentence goes on over the first."""
    bodies = (LEFT[:2], LEFT[2:], RIGHT)
    return pdf(
        [(60, 800, "Lakeside Courier"), *column(60, body), (280, 30, f"Page {number}")]
        for number, body in enumerate(bodies, 1)
    )


def ligatures() -> bytes:
    """Return a page on which `fi` is one glyph."""
    return pdf([[(60, 700, "The of\x80ce con\x80rmed it: \x80ve of\x80cers left.")]])


def noted() -> bytes:
    """Return a page on which digits of figures and of notes stand side by side."""
    return pdf([column(60, ["In May 1,200^3 people left,^4 and in 2025 5,000."])])


def hyphenated() -> bytes:
    """Return a page with a word, and a compound, divided at the ends of lines."""
    lines = ("The workers were de-", "ported by the semi-", "official guard.")
    return pdf([column(60, lines)])


def right_to_left() -> bytes:
    """Return a page with Arabic as it is drawn: reversed, but for its number."""
    drawn = ARABIC[::-1].replace("0021", "1200")  # numbers are not reversed
    return pdf([[(60, 700, drawn)]])


RIGHTWARD = (
    "غادر أكثر من 1,200 عامل لاكلاند في مارس، وقالت الوزارة إن 45% منهم نساء.",
    "وزارت داخله له پاکستان څخه د 135,000 افغانانو وتل تایید کړل.",
    "بين 10-20 شخصا (نحو 30) غادروا يوم 12/03/2026 بحسب UNHCR في كابل.",
    "به گفته سازمان ملل متحد، ۱۲۳٬۴۵۶ نفر در ماه ژوئن (خرداد) بازگشتند.",
    "وقال «إن اللاجئين» في IOM report 2025 إن العدد هو 3.5 مليون؟",
    "מעל 1,200 עובדים עזבו את לייקלנד במרץ, אמר המשרד.",
    "پاکستان نے 31 مارچ 2025 تک غیر قانونی افغان باشندوں کو ملک چھوڑنے کا حکم دیا",
)
"""Arabic, Pashto, Persian, Hebrew and Urdu, with what is easily turned round."""


def printed(lines: Iterable[str]) -> bytes:
    """Return a PDF of lines from right to left as a browser prints it, or nothing.

    With joined letters, ligatures and a font of its own: none of that is made by hand.
    """
    browser = which("chromium") or which("google-chrome")
    if browser is None:
        return b""
    with TemporaryDirectory() as name:
        page, out = Path(name, "page.html"), Path(name, "page.pdf")
        rows = "".join(f"<p dir=rtl>{line}</p>" for line in lines)
        page.write_text(f"<meta charset=utf-8><body>{rows}", "utf-8")
        options = ("--headless", "--no-sandbox", "--no-pdf-header-footer")
        asked = [browser, *options, f"--print-to-pdf={out}", str(page)]
        run(asked, capture_output=True, check=True, timeout=120)
        return out.read_bytes()


def table() -> bytes:
    """Return a page with a table of three columns, drawn cell by cell."""
    rows = (("Month", "Left", "Came"), ("March", "1,200", "40"), ("April", "900", ""))
    return pdf(
        [
            [
                (60 + 120 * across, 700 - 16 * down, cell)
                for down, row in enumerate(rows)
                for across, cell in enumerate(row)
                if cell
            ]
        ]
    )


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def written(words: str, marks: str = "") -> str:
    """Return words of WordprocessingML."""
    style = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    """Return a paragraph of WordprocessingML."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{''.join(runs)}</w:p>"


def docx(
    *paragraphs: str, more: Mapping[str, str] | None = None, title: str = ""
) -> bytes:
    """Return a DOCX with these paragraphs; ``more`` are notes, heads and the like."""
    parts = dict(more or {})
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{name}+xml"/>'
        for name in parts
    )
    related = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATED}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_OFFICE}.document.main+xml"/><Override PartName="/docProps/'
        'core.xml" ContentType="application/vnd.openxmlformats-package.core-'
        f'properties+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{_RELATED}/officeDocument" '
        'Target="word/document.xml"/><Relationship Id="b" Type="'
        f'{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></cp:coreProperties>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/'
        f'relationships">{related}</Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(paragraphs)}"
        "</w:body></w:document>",
    }
    files |= {f"word/{name}.xml": text for name, text in parts.items()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0"?>{text}')
    return out.getvalue()


def office_letter() -> bytes:
    """Return a DOCX with what is easily lost, or shown though it was taken out."""
    cell = "<w:tc>{}</w:tc>"
    rows = (("Month", "Left"), ("March", "1,200"))
    cells = "".join(
        f"<w:tr>{''.join(cell.format(paragraph(written(c))) for c in row)}</w:tr>"
        for row in rows
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return docx(
        paragraph(written("Stop of permits"), style="Heading1"),
        paragraph(
            written("More than 1,200 "),
            written("workers", "<w:b/>"),
            written(" left."),
            note,
        ),
        paragraph(
            written("The office "),
            f'<w:ins w:id="1" w:author="a">{written("never ")}</w:ins>',
            '<w:del w:id="2" w:author="a"><w:r><w:delText>often </w:delText></w:r>'
            "</w:del>",
            written("confirmed it."),
        ),
        paragraph(written("Secret.", "<w:vanish/>")),
        f"<w:tbl>{cells}</w:tbl>",
        paragraph(written(ARABIC, "<w:rtl/>")),
        title="Letter of the Border Office",
        more={
            "footnotes": f'<w:footnotes {_W}><w:footnote w:id="2">'
            f"{paragraph(written('Counted at the bridge.'))}</w:footnote></w:footnotes>"
        },
    )


ARTICLE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Lakeland stops seasonal permits | Lakeside Courier</title>
<meta property="og:title" content="Lakeland stops seasonal permits">
<meta property="og:site_name" content="Lakeside Courier">
<meta property="article:published_time" content="2026-03-12T08:00:00+00:00">
<link rel="canonical" href="https://courier.example/permits">
<script>var words = "Nobody left.";</script><style>p {{ color: red }}</style></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li>
</ul></nav></header>
<div class="cookie-banner"><p>We use cookies. Accept all cookies to go on.</p></div>
<main><article><h1>Lakeland stops seasonal permits</h1>
<p class="byline">By A. Writer</p>
<p>More than 1,200 seasonal&nbsp;workers left Lakeland in ten days, the Border Office
reported on Monday. The gov&shy;ernment denies that it stopped renewing the permits of
families from Hillmark.</p>
<h2>Who is concerned</h2>
<ul><li>Workers from Hillmark with a permit of one season.</li>
<li>Their families, of whom nobody keeps a count.</li></ul>
<blockquote><p>We will send nobody back before the harvest is in.</p></blockquote>
<table><tr><th>Month</th><th>Left</th></tr><tr><td>March</td><td>1,200</td></tr></table>
<p dir="rtl" lang="ar">{ARABIC}</p>
<p>A relief group counted four hundred families at the bridge, and says that it has
<em>not</em> seen the last of them.</p></article>
<aside class="related"><h3>More stories</h3><p><a href="/x">Rain is expected</a></p>
</aside></main>
<section id="comments" class="comments"><h3>Comments</h3><div class="comment"><p>It was
ten thousand, I was there and counted every single one of them myself.</p></div>
</section><footer><p>Copyright Lakeside Courier. All rights reserved.</p></footer>
</body></html>"""
