"""A project's documentation as pages: what is linked is there, and nothing runs."""

from __future__ import annotations

from pathlib import Path
from posixpath import join, normpath

import pytest
from lxml import html

from kg.errors import InputErrors
from kg.pages.manual import Manual
from tests.conftest import ROOT


def made(folder: Path, **files: str) -> Manual:
    """Write files of documentation, `docs__x` for `docs/x.md`, and read them."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Manual(folder)


def element(manual: Manual, address: str) -> html.HtmlElement:
    page = manual.page(address)
    assert page is not None
    return html.fromstring(f"<main id='main'>{page.shown['text']}</main>")


def test_every_link_of_our_own_documentation_leads_to_a_page_and_a_place() -> None:
    """Of the whole manual; what is no page of it is not linked, but named."""
    manual = Manual(ROOT)
    pages = {address: element(manual, address) for address in manual.files}
    anchors = {address: {*page.xpath("//@id")} for address, page in pages.items()}
    links = 0
    for address, page in pages.items():
        for href in page.xpath("//a/@href"):
            if href.startswith(("http://", "https://")):
                continue
            links += 1
            path, _, anchor = href.partition("#")
            there = normpath(join(address, "..", path)) if path else address
            there = there.removesuffix(".html")
            assert there in pages, f"{address}: {href}"
            assert not anchor or anchor in anchors[there], f"{address}: {href}"

    assert next(iter(pages)) == "docs/index"
    assert {"docs/tutorial", "docs/project/CHANGELOG", "docs/w3id/index"} <= {*pages}
    assert links > 300


def test_what_markdown_says_is_shown(tmp_path: Path) -> None:
    """Headings with anchors, tables, code, and links between files as on GitHub."""
    manual = made(
        tmp_path,
        docs__README="# Guide\n\nSee [how](how.md#two-words) and [us](../README.md).\n",
        docs__how="# How\n\n## Two `words`\n\n| a | b |\n| - | - |\n| 1 | `x<y` |\n",
        README="# Us\n",
    )
    guide, how = element(manual, "docs/index"), element(manual, "docs/how")

    assert guide.xpath("//a/@href") == [
        "../docs/how.html#two-words",
        "../docs/project/README.html",
    ]
    assert how.xpath("//h2/@id") == ["two-words"]
    assert [cell.text_content() for cell in how.xpath("//td")] == ["1", "x<y"]
    page = manual.page("docs/how")
    assert page is not None
    assert page.title == "How"
    assert page.shown["entries"] == [
        ("docs/index", "Guide"),
        ("docs/how", "How"),
        ("docs/project/README", "Us"),
    ]
    assert manual.page("docs/none") is None


HOSTILE = """\
# <script>alert(1)</script>

<script>alert(2)</script>

<img src=x onerror=alert(3)> <a id="x" onclick="alert(4)">y</a>

[run](javascript:alert(5)) [data](data:text/html,x) ![pixel](https://example.org/p.png)

[away](//example.org/x) [out](../../outside.md) <!-- a comment --> <a id="place"></a>
"""


def test_nothing_in_a_file_runs_or_loads(tmp_path: Path) -> None:
    """HTML is text, scripts are no links, and images are not fetched."""
    page = element(made(tmp_path, docs__README=HOSTILE), "docs/index")

    assert page.xpath("//script | //@onerror | //@onclick | //@style") == []
    assert page.xpath("//a/@href") == []
    assert [src for src in page.xpath("//img/@src") if src] == []
    assert page.xpath("//a/@id") == ["place"]
    assert "alert(2)" in page.text_content()
    assert "a comment" not in page.text_content()


@pytest.mark.parametrize(
    ("file", "data", "words"),
    [
        ("docs/other.md", b"# Other\n", "docs/README.md:1: is missing"),
        ("docs/README.md", b"# \xff\n", "docs/README.md:1: cannot be read"),
        ("kg.toml", b"", "docs/README.md:1: is missing"),
    ],
)
def test_what_cannot_be_published_is_named(
    tmp_path: Path, file: str, data: bytes, words: str
) -> None:
    """No first page, a file that is no text, or no documentation at all."""
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)

    with pytest.raises(InputErrors, match=words):
        Manual(tmp_path).page("docs/index")


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    """A file of somebody's that a link in the folder leads to is not published."""
    secret = tmp_path / "secret.md"
    secret.write_text("# Mine\n")
    manual_folder = tmp_path / "project"
    made(manual_folder, docs__README="# Guide\n")
    (manual_folder / "docs" / "linked.md").symlink_to(secret)

    with pytest.raises(InputErrors, match="leads out of the project"):
        Manual(manual_folder).page("docs/linked")
