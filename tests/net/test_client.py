"""Whatever a server does ends in an answer or in one line that says what to do."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError, QueryFailed, Unreachable
from kg.net.client import Client
from kg.net.request import get, post
from tests.ask.serving import free_port
from tests.net.conftest import MakeClient
from tests.net.serving import Reply, Served, Time, answer, serving


def anything(data: Any) -> None:
    """Let any JSON pass."""


def ask(client: Client, url: str) -> Any:
    return client.send(get(url), anything).data


def refused(client: Client, url: str, kind: type[KgError] = Unreachable) -> str:
    """Return the one line that a failing question ends with."""
    with pytest.raises(kind) as caught:
        ask(client, url)
    assert caught.value.exit_code == 4
    message = str(caught.value)
    assert "\n" not in message
    return message


def kept(client: Client) -> list[Path]:
    return sorted(client.cache.folder.glob("*.json"))


def test_we_say_who_we_are(served: Served, client: MakeClient) -> None:
    """Every request carries the User-Agent that the manners name."""
    served.say(answer({"fine": True}))

    assert ask(client(), served.url) == {"fine": True}

    assert served.hits[0].headers["user-agent"] == "kg-test/1 (mailto:test@example.org)"


def test_an_answer_is_asked_for_once(served: Served, client: MakeClient) -> None:
    """The same URL and body come from the folder, also for another client."""
    served.say(answer(1), answer(2), answer(3))

    assert [ask(client(), f"{served.url}/a") for _ in range(3)] == [1, 1, 1]
    form = [client().send(post(served.url, {"q": q}), anything).data for q in "aba"]

    assert form == [2, 3, 2]
    assert len(served.hits) == 3


def test_an_old_answer_is_asked_for_again(
    served: Served, client: MakeClient, time: Time
) -> None:
    """An answer is kept for its age, and its day is that of its arrival."""
    served.say(answer(1), answer(2))
    first = client(age=timedelta(days=2)).send(get(served.url), anything)
    time.passed = 2 * 86_400
    second = client(age=timedelta(days=2)).send(get(served.url), anything)
    time.passed += 1
    third = client(age=timedelta(days=2)).send(get(served.url), anything)

    assert [first.data, second.data, third.data] == [1, 1, 2]
    assert first.retrieved == second.retrieved != third.retrieved


def test_refresh_asks_again_but_once(
    served: Served, client: MakeClient, time: Time
) -> None:
    """What was kept before is not used; what this run has fetched is."""
    served.say(answer(1), answer(2), answer(3))
    ask(client(), served.url)
    time.passed = 60
    fresh = client(refresh=True)

    assert [ask(fresh, served.url), ask(fresh, served.url)] == [2, 2]


def test_a_damaged_answer_is_asked_for_again(
    served: Served, client: MakeClient
) -> None:
    """A file of the folder that is no whole answer counts as none."""
    served.say(answer([1, 2]))
    ask(client(), served.url)
    (path,) = kept(client())

    for text in ("", '{"answer": 1}', path.read_text()[:-9], "[]"):
        path.write_text(text)
        assert ask(client(), served.url) == [1, 2]
    assert len(served.hits) == 5


def test_throttling_is_waited_out(
    served: Served, client: MakeClient, time: Time
) -> None:
    """429 and 503 are asked again after Retry-After: not earlier, hardly later."""
    date = "Wed, 04 Jun 2025 12:01:00 GMT"
    served.say(
        Reply(status=429, headers={"Retry-After": "7"}),
        Reply(status=503, headers={"Retry-After": date}),
        answer("at last"),
    )

    assert ask(client(), served.url) == "at last"

    first, second = time.sleeps
    assert 7 <= first <= 8
    assert 60 <= first + second <= 61


def test_throttling_beyond_patience(
    served: Served, client: MakeClient, time: Time
) -> None:
    """A long Retry-After ends the run, and no other asks before the time."""
    served.say(Reply(status=429, headers={"Retry-After": "3600"}), answer("at last"))

    message = refused(client(), f"{served.url}/a")
    assert message.startswith(f"{served.url}/a asks us to wait for 3,600 s")
    assert "run the command again after that: what was fetched is kept" in message
    assert "before 2025-06-04 13:00 UTC" in refused(client(), f"{served.url}/b")
    assert (len(served.hits), time.sleeps) == (1, [])
    time.passed = 3600
    assert ask(client(), f"{served.url}/b") == "at last"


def test_a_wait_is_kept_to_for_a_day_at_most(
    served: Served, client: MakeClient, time: Time
) -> None:
    """A server cannot make us wait for ever."""
    served.say(Reply(status=503, headers={"Retry-After": "9" * 400}), answer("later"))

    refused(client(), served.url)
    time.passed = 86_400

    assert ask(client(), served.url) == "later"


def test_busy_without_a_word_of_when(
    served: Served, client: MakeClient, time: Time
) -> None:
    """Without Retry-After the waits grow, and end after four attempts."""
    served.say(Reply(status=503))

    assert "does not answer: status 503; run" in refused(client(), served.url)

    assert len(served.hits) == 4
    first, second, third = time.sleeps
    assert 1 <= first <= 2 <= second <= 3 <= 4 <= third <= 5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 413, 418, 500])
def test_what_does_not_pass_is_not_tried_again(
    served: Served, client: MakeClient, time: Time, status: int
) -> None:
    """An answer that says no is final, and its text is told."""
    served.say(Reply(b"You have\nbeen told.", status=status, kind="text/plain"))
    refusal = status in (400, 405, 413, 418)

    message = refused(client(), served.url, QueryFailed if refusal else Unreachable)

    assert message.endswith(f"(status {status}): You have been told.")
    assert message.startswith(served.url)
    assert (len(served.hits), time.sleeps, kept(client())) == (1, [], [])


def test_a_server_that_is_down(client: MakeClient, time: Time) -> None:
    """Where nothing listens, we say so at once."""
    url = f"http://127.0.0.1:{free_port()}/sparql"

    message = refused(client(), url)

    assert message.startswith(f"{url} cannot be reached: nothing answers there; check")
    assert time.sleeps == []


def test_a_server_that_does_not_exist(client: MakeClient) -> None:
    """A host without an address is told apart from one that is down."""
    assert ": no such host; check" in refused(client(), "http://kg.invalid/sparql")


def test_a_server_that_is_silent(served: Served, client: MakeClient) -> None:
    """A server that never answers is given up on."""
    served.say(Reply(hang=True))

    message = refused(client(timeout=0.1, attempts=2), served.url)

    assert "does not answer: no answer in time; run the command again" in message
    assert len(served.hits) == 2


def test_a_silent_server_may_wake_up(served: Served, client: MakeClient) -> None:
    """A timeout is tried again."""
    served.say(Reply(hang=True), answer("awake"))

    assert ask(client(timeout=0.5), served.url) == "awake"


def test_a_server_that_is_slow(served: Served, client: MakeClient) -> None:
    """An answer that trickles in for ever ends at the total time."""
    served.behave = lambda hit: Reply(b" " for _ in range(100_000))

    message = refused(client(Time(step=10), total=100), served.url)

    assert "has not finished its answer in 100 s" in message


def test_retries_end_at_the_total_time(
    served: Served, client: MakeClient, time: Time
) -> None:
    """Waiting is not begun that would end after the total time."""
    served.say(Reply(status=503, headers={"Retry-After": "60"}))

    refused(client(total=100, attempts=9), served.url)

    assert len(time.sleeps) == 1


def test_a_web_page(served: Served, client: MakeClient) -> None:
    """HTML is no answer, whatever its status."""
    served.say(Reply(b"<html>Log in</html>", kind="text/html; charset=utf-8"))

    message = refused(client(), f"{served.url}/sparql?token=secret")

    told = "answers with a web page instead of JSON; check the address"
    assert message == f"{served.url}/sparql {told}"
    assert kept(client()) == []


def test_a_wrong_type(served: Served, client: MakeClient) -> None:
    """An answer that is not called JSON is refused, with its beginning."""
    served.say(Reply(b"id,name\n1,x", kind="text/csv"))

    message = refused(client(), served.url)

    assert "answers with `text/csv` instead of JSON" in message
    assert message.endswith(": id,name 1,x")


def test_an_error_text_with_status_200(served: Served, client: MakeClient) -> None:
    """A text that calls itself JSON is told from a broken answer."""
    served.say(Reply(b"Query timeout limit reached", kind="application/json"))

    message = refused(client(), served.url)

    assert "instead of JSON: 'Query timeout limit reached'" in message
    assert kept(client()) == []


def test_json_that_breaks_off(served: Served, client: MakeClient) -> None:
    """A truncated 200 is not kept, and is asked for again by the next run."""
    whole = json.dumps({"results": {"bindings": [{"x": 1}]}}).encode()
    error = b" \njava.util.concurrent.TimeoutException\n"
    for part in (whole[:-2], whole[:20], whole + error):
        served.say(Reply(part), Reply(whole))

        message = refused(client(), f"{served.url}/{len(part)}")

        assert f"breaks off its answer ({len(part)} bytes" in message
        assert ask(client(), f"{served.url}/{len(part)}")["results"]
    assert len(kept(client())) == 3


def test_a_connection_that_breaks_off(
    served: Served, client: MakeClient, time: Time
) -> None:
    """Fewer bytes than announced are a broken connection, and tried again."""
    served.say(Reply(b"[1, 2", length=500), answer([1, 2, 3]))

    assert ask(client(), served.url) == [1, 2, 3]

    assert len(time.sleeps) == 1


@pytest.mark.parametrize("packed", [False, True])
def test_a_giant_answer(served: Served, client: MakeClient, packed: bool) -> None:
    """An answer above the limit is refused before it fills the memory."""
    giant = b"[" + b" " * 3_000_000 + b"]"
    headers = {"Content-Encoding": "gzip"} if packed else {}
    served.say(Reply(gzip.compress(giant) if packed else giant, headers=headers))

    message = refused(client(size=2_000_000), served.url)

    assert message.startswith(
        f"{served.url} answers with more than 2 MB; ask for fewer"
    )
    assert ask(client(size=4_000_000), served.url) == []


def test_a_redirect_within_the_host(served: Served, client: MakeClient) -> None:
    """An address that moved within its host is followed; the answer is kept."""
    served.behave = lambda hit: (
        answer("here")
        if hit.path == "/new"
        else Reply(status=302, headers={"Location": "/new"})
    )

    assert ask(client(), f"{served.url}/old") == "here"
    assert ask(client(), f"{served.url}/old") == "here"
    assert [hit.path for hit in served.hits] == ["/old", "/new"]


def test_a_redirect_to_another_host(served: Served, client: MakeClient) -> None:
    """Nothing is sent to a host that nobody named."""
    with serving() as other:
        target = f"{other.url}/sparql?x=1"
        served.say(Reply(status=307, headers={"Location": target}))

        message = refused(client(), f"{served.url}/sparql")

        assert other.hits == []
    assert f"redirects to {other.url}/sparql, which is not the same host" in message
    assert "if that is meant, give that address" in message


def test_redirects_without_end(served: Served, client: MakeClient) -> None:
    """A circle of redirects is left."""
    served.say(Reply(status=301, headers={"Location": "/again"}))

    assert "redirects without end" in refused(client(), served.url)

    assert len(served.hits) == 3


def test_a_question_is_not_lost_by_a_redirect(
    served: Served, client: MakeClient
) -> None:
    """A POST is sent on as it is (307), or not at all: never as an empty GET."""
    served.say(Reply(status=307, headers={"Location": "/b"}), answer("b"))
    assert client().send(post(f"{served.url}/a", {"q": "1"}), anything).data == "b"
    assert (served.hits[1].method, served.hits[1].fields) == ("POST", {"q": "1"})

    served.say(Reply(status=303, headers={"Location": "/b"}))
    with pytest.raises(Unreachable, match=r"has moved to .*/b; give that address"):
        client().send(post(f"{served.url}/c", {"q": "1"}), anything)


def test_passwords_are_not_told(served: Served, client: MakeClient) -> None:
    """A message names the address without user, password and parameters."""
    address = served.url.replace("http://", "http://me:secret@")

    message = refused(client(), f"{address}/x?key=secret")

    assert message.startswith(f"{served.url}/x has nothing there")
    assert "secret" not in message


def test_what_was_fetched_is_kept_when_the_rest_fails(
    served: Served, client: MakeClient
) -> None:
    """A second run continues where the first one was stopped."""
    served.say(answer("a"), Reply(status=500), answer("b"))

    ask(client(), f"{served.url}/a")
    refused(client(), f"{served.url}/b")

    assert [ask(client(), f"{served.url}/{x}") for x in "ab"] == ["a", "b"]
    assert [hit.path for hit in served.hits] == ["/a", "/b", "/b"]
