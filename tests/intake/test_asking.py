"""A page is asked for at its address, once, and only if its server lets programs."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from kg.errors import Unreachable
from kg.intake.asking import ask_page
from kg.intake.convert import Original
from kg.intake.model import NotTaken
from kg.intake.take import DocumentTaken, Intake, Taken
from tests.conftest import Folder, MakeProject
from tests.extras import needs
from tests.intake import awkward
from tests.net.serving import Hit, Reply, Served, Time, serving

PAGE = awkward.ARTICLE.encode()
HTML = "text/html; charset=utf-8"
pytestmark = needs("protego")

DAY = date(2025, 6, 4)  # of the clock that waits for nobody


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as server:
        yield server


def serve(served: Served, page: Reply, robots: Reply | None = None) -> None:
    missing = Reply(status=404)

    def behave(hit: Hit) -> Reply:
        return (robots or missing) if hit.path == "/robots.txt" else page

    served.behave = behave


def asked(url: str, most: int = 1_000_000) -> tuple[Original, date]:
    return ask_page(url, most=most, contact="me@example.org", clock=Time().clock)


def taken(folder: Folder, url: str, id: str = "") -> Taken:
    project = folder.open()
    original, day = asked(url)
    return Intake(project, project.texts_at_hand()).page(original, day, id)


def facts(folder: Folder, id: str) -> str:
    return (folder.root / f"sources/{id}/facts.yaml").read_text("utf-8")


@needs("trafilatura")
def test_a_page_is_read_once_with_its_address_and_day(
    project: MakeProject, served: Served
) -> None:
    """Its robots.txt is asked before, and both are told who asks."""
    folder, url = project(), f"{served.url}/2026/permits.html?id=7"
    serve(served, Reply(PAGE, kind=HTML))

    done = taken(folder, url)

    assert done.files == ("texts/permits.txt", "sources/permits/facts.yaml")
    assert f'\n  url: "{url}"\n  retrieved: {DAY}\n' in facts(folder, "permits")
    assert [hit.path for hit in served.hits] == ["/robots.txt", "/2026/permits.html"]
    assert all("me@example.org" in hit.headers["user-agent"] for hit in served.hits)


@needs("trafilatura")
def test_a_page_that_has_not_changed_is_nothing_new(
    project: MakeProject, served: Served
) -> None:
    """By the text: what changes around the article is no version of it."""
    folder, url = project(), f"{served.url}/permits"
    serve(served, Reply(PAGE, kind=HTML))
    taken(folder, url)
    serve(served, Reply(PAGE.replace(b"Rain is expected", b"Sun"), kind=HTML))

    again = taken(folder, url)

    assert (again.document, again.files) == ("permits", ())
    assert not (folder.root / "sources/permits-2").exists()


@needs("trafilatura")
def test_another_text_at_the_address_is_a_document_that_revises(
    project: MakeProject, served: Served
) -> None:
    """Each the one before it; what was there stays as it is, to the byte."""
    folder, url = project(), f"{served.url}/permits"
    for number, count in enumerate((b"1,200", b"1,300", b"1,400")):
        serve(served, Reply(PAGE.replace(b"1,200", count), kind=HTML))
        done = taken(folder, url, "third" if number == 2 else "")
        if not number:
            before = facts(folder, "permits")

    assert facts(folder, "permits") == before
    assert "1,200" in (folder.root / "texts/permits.txt").read_text("utf-8")
    assert "\n  revisesDocument: permits\n" in facts(folder, "permits-2")
    assert "\n  revisesDocument: permits-2\n" in facts(folder, "third")
    assert (done.document, done.revises) == ("third", "permits-2")
    serve(served, Reply(PAGE, kind=HTML))
    assert taken(folder, url).document == "permits"  # it is what it was once
    serve(served, Reply(PAGE.replace(b"1,200", b"1,500"), kind=HTML))
    assert taken(folder, url).revises == "third"


@needs("trafilatura")
def test_another_converter_may_be_why_a_text_is_another(
    project: MakeProject, served: Served
) -> None:
    """Then the page itself may be the same, which is said."""
    folder, url = project(), f"{served.url}/permits"
    serve(served, Reply(PAGE, kind=HTML))
    taken(folder, url)
    name, text = "sources/permits/facts.yaml", folder.root / "texts/permits.txt"
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    folder.edit(name, digest, "0" * 64)
    made = facts(folder, "permits").partition("converterVersion: ")[2].strip()
    folder.edit(name, f"converterVersion: {made}", "converterVersion: 0.1")
    text.unlink()

    taken(folder, url)
    words = " ".join(facts(folder, "permits-2").replace("#", "").split())
    assert "the version before was made with trafilatura 0.1; the page" in words


@needs("trafilatura")
def test_a_document_without_a_text_is_not_taken_for_an_earlier_version(
    project: MakeProject, served: Served
) -> None:
    """It may be of this very text: nothing is written, or what is open is said."""
    url = f"{served.url}/permits"
    folder = project()
    name = "sources/gazette-20250401/facts.yaml"
    folder.edit(name, "  language: en\n", f"  language: en\n  url: {url}\n")
    serve(served, Reply(PAGE, kind=HTML))

    with pytest.raises(DocumentTaken, match="has this address, and no text to compare"):
        taken(folder, url)
    taken(folder, url, "permits")
    words = " ".join(facts(folder, "permits").replace("#", "").split())
    assert "gazette-20250401 was read at this address, too; if this is a later" in words
    assert (
        "revisesDocument: g" not in facts(folder, "permits").partition("document:")[2]
    )


@pytest.mark.parametrize(
    ("rules", "lets"),
    [
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nAllow: /\nDisallow: /2026/\n", False),
        ("User-agent: *\nDisallow: /*/permits$\n", False),
        ("User-agent: *\nDisallow: /\nUser-agent: apf-kg\nAllow: /\n", True),
        ("User-agent: *\nDisallow: /private\n", True),
        ("<html>no such page</html>", True),
    ],
)
def test_robots_are_kept_to(served: Served, rules: str, lets: bool) -> None:
    """The longest rule decides, with wildcards (RFC 9309, 2.2.2)."""
    serve(served, Reply(PAGE, kind=HTML), Reply(rules.encode(), kind="text/plain"))
    url = f"{served.url}/2026/permits"

    if lets:
        assert asked(url)[0].data == PAGE
        return
    with pytest.raises(NotTaken, match="asks programs not to read this address"):
        asked(url)
    assert [hit.path for hit in served.hits] == ["/robots.txt"]


def test_a_reader_of_rules_that_is_missing_is_named(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of the page, and nothing is asked of its server."""
    monkeypatch.setitem(sys.modules, "protego", None)

    with pytest.raises(NotTaken, match=r"^robots\.txt is read by protego: python -m"):
        asked(f"{served.url}/permits")
    assert not served.hits


def test_where_the_rules_cannot_be_had_nothing_is_read(served: Served) -> None:
    serve(served, Reply(PAGE, kind=HTML), Reply(status=503))

    with pytest.raises(Unreachable, match="nobody knows what it asks of programs"):
        asked(f"{served.url}/permits")
    assert [hit.path for hit in served.hits] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=401), "wants a login; save what you may read in a browser"),
        (Reply(status=403), "does not let programs in"),
        (Reply(status=404), "has nothing there; check the address"),
        (Reply(status=500), "gives no page .status 500"),
        (Reply(status=429), "answers with status 429; run the command again"),
        (Reply(b"{}"), "answers with `application/json`; HTML, PDF, DOCX and plain"),
        (Reply(PAGE * 2_000, kind=HTML), "has more than 1,000,000 bytes; --max-bytes"),
        (Reply(PAGE, kind=HTML, length=10**6), "broke off"),
    ],
)
def test_what_is_no_page_is_told(served: Served, reply: Reply, words: str) -> None:
    serve(served, reply)

    with pytest.raises((NotTaken, Unreachable), match=words):
        asked(f"{served.url}/permits")


def test_a_redirect_to_another_host_is_named_and_not_followed(served: Served) -> None:
    """Within the host it is followed."""
    with serving() as other:
        serve(other, Reply(PAGE, kind=HTML))
        away = Reply(status=302, headers={"Location": f"{other.url}/login"})
        serve(served, away)
        with pytest.raises(Unreachable, match="/login, which is not the same host"):
            asked(f"{served.url}/permits")
        assert other.hits == []
    here = Reply(status=301, headers={"Location": "/new"})
    page = Reply(PAGE, kind=HTML)
    rules = Reply(status=404)
    paths = {"/robots.txt": rules, "/permits": here, "/new": page}
    served.behave = lambda hit: paths[hit.path]
    assert asked(f"{served.url}/permits")[0].data == PAGE


@needs("trafilatura")
def test_a_server_names_the_encoding(project: MakeProject, served: Served) -> None:
    """Before the page's own word, as in browsers (HTML, 13.2.3.2)."""
    serve(
        served,
        Reply(awkward.ARTICLE.encode("cp1256"), kind='text/html; charset="cp1256"'),
    )
    folder = project()
    taken(folder, f"{served.url}/index.html")

    (text,) = (folder.root / "texts").glob("127-0-0-1*.txt")
    assert awkward.ARABIC in text.read_text("utf-8")
