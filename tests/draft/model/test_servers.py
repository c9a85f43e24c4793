"""Whatever a server does, it ends in one line that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.draft.model.asking import ModelDrafter
from kg.draft.model.endpoint import ModelEndpoint
from kg.draft.things import Things
from kg.errors import KgError, UnknownName
from kg.net.hosts import Refused
from tests.draft.model.answering import PUBLISHED, SENTENCE, completion, figure
from tests.net.serving import Reply, Served, Time, answer, serving

KEY = "sk-secret-20260312"
Ask = Callable[..., str]


@pytest.fixture
def ask(served: Served, tmp_path: Path, things: Things) -> Ask:
    """Return how drafting ends: an error in one line, or the amounts drafted."""

    def run(path: str = "/v1", **options: Any) -> str:
        usual: dict[str, Any] = {"cache": tmp_path / "cache", "name": "tiny"}
        url = options.pop("url", f"{served.url}{path}")
        try:
            drafter = ModelDrafter(ModelEndpoint(url, **(usual | options)))
            drafts = drafter.draft("d1", SENTENCE, "en", PUBLISHED, things)
        except KgError as error:
            ended = f"{type(error).__name__}: {error}"
            return ended if "\n" not in ended else "more than a line"
        return " ".join(draft.says["amount"] for draft in drafts.figures)

    return run


@pytest.fixture
def other() -> Iterator[Served]:
    with serving() as server:
        yield server


HTML = Reply(b"<html>Welcome</html>", kind="text/html")
ANSWERS: dict[str, tuple[Reply, str]] = {
    "a page": (HTML, "answers with a web page instead of JSON; check the address"),
    "no JSON": (
        Reply(b"{'figures': []}"),
        "answers with no JSON, or breaks off; what was answered is kept, run",
    ),
    "JSON of another kind": (
        answer({"results": []}),
        "answers with no chat completion; check the address",
    ),
    "401": (
        answer({"error": "no"}, status=401),
        "{}/chat/completions wants a key; put it into KG_MODEL_KEY (status 401)",
    ),
    "404": (
        Reply(b"no model `tiny`", 404, "text/plain"),
        "nothing there (status 404): no model `tiny`; check the address, and --model-n",
    ),
    "no schema": (
        Reply(b"type must be text", 400, "text/plain"),
        "(status 400): type must be text; it has to take `response_format: json_s",
    ),
    "500": (Reply(b"oops", 500, "text/plain"), "failed (status 500): oops; what was"),
    "418": (Reply(b"tea", 418, "text/plain"), "refuses the question (status 418): tea"),
    "broken off": (
        Reply(b'{"choices": [', length=4_000),
        "does not answer (the connection broke off); what was answered is kept",
    ),
    "much": (
        Reply([b" " * 1_000_000] * 50),
        "answers with more than 4 MB, which is no answer; check the address",
    ),
    "somewhere else": (
        Reply(status=307, headers={"Location": "http://127.0.0.1:9/v1?key=1"}),
        "redirects to http://127.0.0.1:9/v1, which is not followed; name that address",
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_what_is_no_answer_is_told_in_a_line(
    served: Served, ask: Ask, case: str
) -> None:
    reply, message = ANSWERS[case]
    served.say(reply)
    time = Time()

    assert message.format(f"{served.url}/v1") in ask(clock=time.clock)


def test_an_address_without_v1_is_hinted_at(served: Served, ask: Ask) -> None:
    message = f"the address mostly ends in /v1: try {served.url}/api/v1"
    assert message in ask("/api/")
    served.say(HTML)
    assert message in ask("/api")


def test_an_address_may_be_that_of_the_completions(served: Served, ask: Ask) -> None:
    served.say(completion(figure()))

    assert ask("/v1/chat/completions") == "More than 1,200"
    assert served.hits[0].path == "/v1/chat/completions"


def test_a_server_that_is_not_there_is_named(ask: Ask) -> None:
    ended = ask(url="http://127.0.0.1:9/v1")

    assert ended.startswith(
        "Unreachable: http://127.0.0.1:9/v1/chat/completions cannot"
    )
    assert "nothing answers there; check the address" in ended


def test_a_slow_server_is_left_in_time(served: Served, ask: Ask) -> None:
    served.say(Reply(hang=True))

    message = (
        "has not answered in 0.2 s; what was answered is kept, and --timeout waits"
    )
    assert message in ask(seconds=0.2)


def test_a_server_that_is_busy_is_asked_when_it_says(served: Served, ask: Ask) -> None:
    """A little later by the same run, much later by another, and not before."""
    time = Time()
    busy = Reply(status=429, headers={"Retry-After": "7"})
    served.say(busy, completion(figure()))
    assert ask(clock=time.clock) == "More than 1,200"
    assert 7 <= time.sleeps[0] <= 8

    served.say(replace(busy, headers={"Retry-After": "9000"}), completion(figure()))
    asks = {"clock": time.clock, "name": "other"}
    hits = len(served.hits)
    assert "asks us to wait for 9,000 s (status 429); run the command again" in ask(
        **asks
    )
    assert "asked not to be asked before" in ask(**asks)
    assert len(served.hits) == hits + 1
    time.passed += 9_001
    assert ask(**asks) == "More than 1,200"


def test_a_redirect_is_never_followed(served: Served, other: Served, ask: Ask) -> None:
    """Neither with the text nor with the key."""
    there = f"{other.url}/v1/chat/completions"
    served.say(Reply(status=308, headers={"Location": there}))

    assert "which is not followed" in ask(key=KEY)
    assert other.hits == []


def test_no_proxy_sees_what_stays_on_this_machine(
    served: Served, other: Served, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other.url)
    monkeypatch.delenv("no_proxy", raising=False)
    served.say(completion(figure()))

    assert ask() == "More than 1,200"
    assert other.hits == []


def test_a_key_is_in_a_header_and_nowhere_else(
    served: Served, ask: Ask, tmp_path: Path
) -> None:
    """Not in what is kept, nor in a message, though the server repeats it."""
    served.say(completion(figure(), echo=f"Bearer {KEY}"))
    assert ask(key=KEY) == "More than 1,200"
    assert served.hits[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY.encode() not in served.hits[0].body
    files = [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]
    assert len(files) >= 1
    assert not [p for p in files if KEY in p.read_text("utf-8")]

    for status in (400, 401, 403, 404, 418, 500):
        served.say(Reply(f"no {KEY} here".encode(), status, "text/plain"))
        ended = ask(key=KEY, name=f"m{status}")
        assert f"(status {status})" in ended
        assert KEY not in ended
    served.say(Reply(status=401))
    assert "does not take the key in KG_MODEL_KEY" in ask(key=KEY, name="x")


def test_nothing_is_sent_where_others_can_read_it(served: Served, ask: Ask) -> None:
    """The text only where that is wanted, the key never."""
    served.say(completion(figure()))
    url = served.url.replace("127.0.0.1", "127.1") + "/v1"  # a name, as far as one sees

    assert "unencrypted" in ask(url=url)
    assert "the key in KG_MODEL_KEY is not sent" in ask(
        url=url, key=KEY, overheard=True
    )
    assert served.hits == []
    assert ask(url=url, overheard=True) == "More than 1,200"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:11434/v1", "no http or https address"),
        ("ftp://localhost/v1", "no http or https address"),
        ("http://me:secret@localhost/v1", "holds a user name, which is not sent"),
        ("http://localhost/v1?key=secret", "has no parameters"),
    ],
)
def test_an_address_that_is_none_is_told(ask: Ask, url: str, message: str) -> None:
    assert message in ask(url=url)


@pytest.mark.parametrize("key", ["two words", "l\u00e4nger", "a\nb"])
def test_a_key_that_no_header_holds_is_told_and_not_shown(ask: Ask, key: str) -> None:
    ended = ask(key=key)

    assert "KG_MODEL_KEY is no key" in ended
    assert key not in ended


def test_a_model_that_nobody_named_is_the_one_that_there_is(
    served: Served, ask: Ask
) -> None:
    """Of several one has to be named, and of none as well."""
    models = [{"id": "tiny"}]

    def behave(hit: Any) -> Reply:
        if hit.path == "/v1/models":
            return answer({"object": "list", "data": models})
        return completion(figure())

    served.behave = behave
    assert ask(name="") == "More than 1,200"
    assert [hit.method for hit in served.hits] == ["GET", "POST"]
    models.append({"id": "large"})
    assert "has 2: `tiny`, `large`; name the model with --model-name" in ask(name="")
    models[:] = [{"id": "x\ud800\n"}]
    assert "lists none; name the model with --model-name" in ask(name="")
    served.say(answer({"models": []}))
    assert "does not say which models there are; name one" in ask(name="")


def test_errors_are_those_of_the_tree(tmp_path: Path) -> None:
    """Wrong usage ends with 2, a server that fails with 4."""
    with pytest.raises(UnknownName):
        ModelEndpoint("http://example.org/v1", cache=tmp_path)
    with pytest.raises(Refused):
        ModelEndpoint("example", cache=tmp_path)
