"""The page of a review answers nobody but itself, and takes nothing that is odd."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.serve.review.desk import Desk
from tests.conftest import Folder
from tests.web.reviewed import DRAFTS, FACTS, TOKEN, Desktop, made, reviewed

CLAIM = {
    "draft": "d1",
    "chars": [118, 216],
    "values": {"summary": "x", "claimant": "lakeland-border-office"},
    "says": {"type": "Situation"},
}


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """Serve one review, of which nothing is ever decided."""
    folder = tmp_path_factory.mktemp("review")
    with reviewed(made(folder / "made"), folder / "lake") as desktop:
        yield desktop
        assert desktop.log == []
        assert desktop.facts == desktop.before


@pytest.fixture(scope="module")
def own(desktop: Desktop) -> dict[str, str]:
    """Return the headers of the page's own requests."""
    origin = desktop.url.removesuffix(f"/{TOKEN}/")
    return {"Origin": origin, "Content-Type": "application/json"}


@pytest.fixture(scope="module")
def revision(desktop: Desktop) -> str:
    return str(httpx.get(desktop.url + "state", timeout=60).json()["revision"])


def post(url: str, given: Any, headers: dict[str, str]) -> httpx.Response:
    return httpx.post(url, content=json.dumps(given), headers=headers, timeout=60)


@pytest.mark.parametrize("path", ["", "state", "form?kind=Event", "static/style.css"])
@pytest.mark.parametrize("token", ["", "wrong/", TOKEN[:-1] + "/", TOKEN + "x/"])
def test_without_the_token_there_is_nothing(
    desktop: Desktop, token: str, path: str
) -> None:
    """Not even the style: nobody can tell that this is a review."""
    answer = httpx.get(desktop.url.removesuffix(f"{TOKEN}/") + token + path)

    assert answer.status_code == 403
    assert "the token is wrong or missing" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "[::1]"])
def test_by_another_name_there_is_nothing(desktop: Desktop, host: str) -> None:
    """As when a site's owner leads its name to this machine."""
    answer = httpx.get(desktop.url + "state", headers={"Host": host})

    assert answer.status_code == 421
    assert "Lakeland" not in answer.text


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:1"],
)
def test_only_the_page_itself_decides(
    desktop: Desktop, own: dict[str, str], revision: str, origin: str | None
) -> None:
    """Another origin, one that hides, or none at all: refused, token or not."""
    headers = {k: v for k, v in own.items() if k != "Origin"}
    headers |= {"Origin": origin} if origin else {}
    given = {"draft": "d1", "reason": "x", "revision": revision}
    answer = post(desktop.url + "do/reject", given, headers)

    assert answer.status_code == 403
    assert "only the page itself may decide" in answer.json()["detail"]


def test_a_form_of_another_site_is_no_request(
    desktop: Desktop, own: dict[str, str]
) -> None:
    """Browsers send forms without asking first, but never as JSON."""
    headers = own | {"Content-Type": "text/plain"}
    answer = httpx.post(desktop.url + "do/undo", content="{}", headers=headers)

    assert answer.status_code == 415


def test_no_answer_may_be_read_or_framed_by_others(desktop: Desktop) -> None:
    """Also not what is refused; and nothing of it is kept by the browser."""
    for url in (desktop.url, desktop.url + "state", desktop.url + "../wrong/"):
        headers = httpx.get(url, headers={"Origin": "https://evil.example"}).headers
        assert not [name for name in headers if name.startswith("access-control")]
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    preflight = httpx.options(desktop.url, headers={"Origin": "https://evil.example"})
    assert preflight.status_code == 403


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"chars": None}, "chars: two characters"),
        ({"chars": [5, 5]}, "chars: two characters"),
        ({"chars": [0, 10**9]}, "chars: two characters"),
        ({"chars": [True, 5]}, "chars: two characters"),
        ({"values": ["x"]}, "values: keys and texts"),
        ({"values": {"summary": 5}}, "summary: a text"),
        ({"values": {"summary": "x" * 10_001}}, "summary: at most 10,000"),
        ({"says": "Situation"}, "says: keys and texts"),
        ({"says": [1, 2, 3]}, "says: a text"),
        ({"values": {"note": "\ud83d"}}, "note: half a character"),
        ({"draft": "d9"}, "no draft is called `d9`"),
        ({"values": {"x: 1\n  evil": "y"}}, "no such term"),
        ({"revision": "older"}, "nothing was done; load it again"),
    ],
)
def test_odd_requests_are_told_and_nothing_is_written(
    desktop: Desktop,
    own: dict[str, str],
    revision: str,
    more: dict[str, Any],
    words: str,
) -> None:
    given = CLAIM | {"revision": revision} | more
    answer = post(desktop.url + "do/accept", given, own)

    assert answer.status_code in (400, 409, 422)
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("body", ["", "[]", "{", "[" * 100_000, '"x"'])
def test_what_is_no_request_is_told(
    desktop: Desktop, own: dict[str, str], body: str
) -> None:
    answer = httpx.post(desktop.url + "do/undo", content=body, headers=own)

    assert answer.status_code == 400
    assert "JSON was expected" in answer.json()["detail"]


def test_a_rejection_needs_its_reason(
    desktop: Desktop, own: dict[str, str], revision: str
) -> None:
    given = {"draft": "d1", "reason": "  ", "revision": revision}
    answer = post(desktop.url + "do/reject", given, own)

    assert answer.status_code == 422
    assert "a reason is needed" in answer.json()["detail"]


def test_what_cannot_be_done_is_nowhere(
    desktop: Desktop, own: dict[str, str], revision: str
) -> None:
    answer = post(desktop.url + "do/delete", {"revision": revision}, own)

    assert answer.status_code == 404
    assert httpx.get(desktop.url + "static/../../state").status_code in (403, 404)
    assert httpx.get(desktop.url + "do/undo").status_code == 405


def test_a_sentence_has_a_draft_wherever_one_meets_it(
    desktop: Desktop, tmp_path: Path
) -> None:
    """Also behind a shorter draft that begins later than the one that meets it."""
    root = shutil.copytree(desktop.folder.root, tmp_path / "lake")
    text = desktop.text
    long, short = text.index("Caf"), text.index("waits")
    drafts = (root / DRAFTS).read_text("utf-8")
    first, second = re.findall(r"chars: \[.*\]", drafts)[:2]
    drafts = drafts.replace(first, f"chars: [{long}, {len(text) - 1}]")
    drafts = drafts.replace(second, f"chars: [{short}, {short + 5}]")
    (root / DRAFTS).write_text(drafts, "utf-8")

    coverage = Desk(Desktop(Folder(root)).opened).state()["coverage"]

    states = [state for _, _, state in coverage["bounds"]]
    assert states == ["claim"] * 4 + ["reason"] + ["draft"] * 3
    assert coverage["counts"] == {"claim": 4, "reason": 1, "draft": 3}


def test_a_facts_file_that_is_gone_is_told(desktop: Desktop, tmp_path: Path) -> None:
    """The page does not look as if nothing had been claimed."""
    root = shutil.copytree(desktop.folder.root, tmp_path / "lake")
    desk = Desk(Desktop(Folder(root)).opened)
    (root / FACTS).unlink()

    (problem,) = desk.state()["problems"]
    assert problem.startswith(f"{FACTS}:1: cannot be read")
