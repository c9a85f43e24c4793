"""A file comes whole or not at all, and goes on where it broke off."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError, StoreError, Unreachable
from kg.net.download import Download, Downloaded, NotThatFile
from kg.net.exchange import Transport
from kg.net.manners import Manners
from kg.net.part import PartFile
from tests.net.serving import Hit, Reply, Served, Time

BODY = b"".join(b"%d,DEU,FRA\n" % number for number in range(40_000))
"""Half a million bytes, no two lines of them alike."""

HALF = 250_000
CSV = "text/csv"
VERSION = {"ETag": '"one"'}

Fetch = Callable[..., Downloaded]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where the file belongs, and where an older one is."""
    path = tmp_path / "counts.csv"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def fetch(served: Served, target: Path, time: Time) -> Fetch:
    """Return what downloads the file of the server."""

    def fetched(
        path: str = "/counts.csv", most: int = 10**6, digest: str = "", **manners: Any
    ) -> Downloaded:
        usual = {"timeout": 10, "total": 1_000, **manners}
        transport = Transport(Manners("kg-test/1", **usual), time.clock)
        url = served.url + path
        return Download(transport, url, target, most=most, digest=digest).run()

    return fetched


def whole(body: bytes = BODY, /, **headers: str) -> Reply:
    return Reply(body, kind=CSV, headers=VERSION | headers)


def half(**headers: str) -> Reply:
    """Promise the whole file and hang up after some of it."""
    return Reply(BODY[:HALF], kind=CSV, headers=VERSION | headers, length=len(BODY))


def rest(hit: Hit, body: bytes = BODY, tag: str = '"one"') -> Reply:
    """Answer as RFC 9110 has it: the rest of the same version, or all of another."""
    begin = int(hit.headers.get("range", "bytes=0-")[6:-1])
    if begin == 0 or hit.headers["if-range"] != tag:
        return whole(body, ETag=tag)
    span = f"bytes {begin}-{len(body) - 1}/{len(body)}"
    headers = {"ETag": tag, "Content-Range": span}
    return Reply(body[begin:], 206, CSV, headers)


def breaking(served: Served, then: Callable[[Hit], Reply] = rest) -> None:
    """Break off the first answer; give the next ones as ``then`` says."""
    served.behave = lambda hit: half() if len(served.hits) == 1 else then(hit)


def left(target: Path) -> list[str]:
    """Return what lies beside the file."""
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def failing(fetch: Fetch, kind: type[KgError], **options: Any) -> str:
    with pytest.raises(kind) as caught:
        fetch(**options)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_file_takes_the_place_of_the_one_before(
    served: Served, fetch: Fetch, target: Path
) -> None:
    """Its size and digest are those of what came, and nothing else is left."""
    served.say(whole())

    done = fetch(digest=hashlib.sha256(BODY).hexdigest())

    assert done == Downloaded(len(BODY), hashlib.sha256(BODY).hexdigest())
    assert target.read_bytes() == BODY
    assert left(target) == []
    (hit,) = served.hits
    assert hit.headers["accept-encoding"] == "identity"
    assert "range" not in hit.headers


def test_what_broke_off_is_gone_on_with(
    served: Served, fetch: Fetch, target: Path
) -> None:
    """Asked for is the rest of the same version, and nothing twice."""
    breaking(served)

    done = fetch()

    assert target.read_bytes() == BODY
    assert done.resumed == HALF
    assert left(target) == []
    asked = served.hits[1].headers
    assert (asked["range"], asked["if-range"]) == (f"bytes={HALF}-", '"one"')


def test_another_run_goes_on_with_what_one_has_left(
    served: Served, fetch: Fetch, target: Path
) -> None:
    """A run that gives up says what it keeps; the old file stays until all is there."""
    served.say(half(), Reply(status=404))
    message = failing(fetch, Unreachable)

    assert "has nothing there; check the address (status 404)" in message
    assert "250,000 bytes are kept" in message
    assert target.read_bytes() == b"old"
    assert left(target) == ["counts.csv.part", "counts.csv.part.json"]
    served.behave = rest
    assert fetch().resumed == HALF
    assert target.read_bytes() == BODY


def test_a_date_names_a_version_where_there_is_no_tag(
    served: Served, fetch: Fetch, target: Path
) -> None:
    """Of a weak tag nothing can be asked for; of a second long past it can."""
    changed = "Sun, 01 Mar 2020 10:00:00 GMT"
    dated = {"ETag": 'W/"x"', "Last-Modified": changed}
    served.say(half(**dated), Reply(status=404))
    failing(fetch, Unreachable)
    served.behave = lambda hit: rest(hit, tag=changed)

    assert fetch().resumed == HALF
    assert served.hits[-1].headers["if-range"] == changed
    assert target.read_bytes() == BODY


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": ""},
        {"ETag": 'W/"x"'},
        {"ETag": "", "Last-Modified": "Sun, 01 Mar 2099 10:00:00 GMT"},
        {"ETag": "", "Last-Modified": "yesterday"},
    ],
)
def test_nothing_is_put_to_what_has_no_version(
    served: Served, fetch: Fetch, target: Path, headers: dict[str, str]
) -> None:
    """It might be the rest of another file; all of it is asked for again."""
    served.say(half(**headers), whole(**headers))

    assert fetch().resumed == 0
    assert target.read_bytes() == BODY
    assert "range" not in served.hits[1].headers


def test_a_part_without_a_version_is_not_kept(
    served: Served, fetch: Fetch, target: Path
) -> None:
    """Nothing could go on with it."""
    served.say(half(ETag=""), Reply(status=404))

    assert "are kept" not in failing(fetch, Unreachable)
    assert left(target) == []


OTHER = BODY.replace(b"DEU", b"CHE")


@pytest.mark.parametrize(
    "then",
    [
        lambda hit: rest(hit, OTHER, '"two"'),
        lambda hit: whole(OTHER),
        lambda hit: rest(hit, OTHER) if "range" not in hit.headers else _gone(hit),
        lambda hit: rest(hit, OTHER) if "range" not in hit.headers else _mixed(hit),
        lambda hit: rest(hit, OTHER) if "range" not in hit.headers else _shifted(hit),
    ],
    ids=["another version", "no ranges", "shorter", "a tag of another", "other bytes"],
)
def test_a_file_that_changed_meanwhile_begins_anew(
    served: Served, fetch: Fetch, target: Path, then: Callable[[Hit], Reply]
) -> None:
    """Halves of two versions never make one file, whatever the server does."""
    breaking(served, then)

    assert fetch().resumed == 0
    assert target.read_bytes() == OTHER
    assert left(target) == []


def _gone(hit: Hit) -> Reply:
    return Reply(b"", 416, CSV, {"Content-Range": "bytes */100"})


def _mixed(hit: Hit) -> Reply:
    """Ignore If-Range and send the rest of the other version."""
    span = f"bytes {HALF}-{len(OTHER) - 1}/{len(OTHER)}"
    return Reply(OTHER[HALF:], 206, CSV, {"ETag": '"two"', "Content-Range": span})


def _shifted(hit: Hit) -> Reply:
    return Reply(OTHER[9:], 206, CSV, VERSION | {"Content-Range": "bytes 9-99/100"})


def test_a_part_of_another_address_is_not_used(
    served: Served, fetch: Fetch, target: Path
) -> None:
    """Whoever changes the address in a mapping gets what is there."""
    served.say(half(), Reply(status=404))
    failing(fetch, Unreachable)
    served.say(whole(OTHER))

    fetch(path="/other.csv")
    assert "range" not in served.hits[-1].headers
    assert target.read_bytes() == OTHER


@pytest.mark.parametrize("kind", ["symbolic link", "hard link", "folder"])
def test_a_part_that_leads_elsewhere_is_not_written_to(
    served: Served, fetch: Fetch, target: Path, tmp_path: Path, kind: str
) -> None:
    """A project of a stranger's changes no other file of the reader's."""
    mine = tmp_path / "mine"
    mine.write_bytes(BODY[:HALF])
    part = target.with_name("counts.csv.part")
    about = f'{{"url": "{served.url}/counts.csv", "version": "\\"one\\""}}'
    target.with_name("counts.csv.part.json").write_text(about)
    if kind == "folder":
        part.mkdir()
    elif kind == "hard link":
        os.link(mine, part)
    else:
        part.symlink_to(mine)
    served.behave = rest

    if kind == "folder":
        assert "cannot be written" in failing(fetch, StoreError)
    else:
        assert fetch().resumed == 0
        assert target.read_bytes() == BODY
    assert mine.read_bytes() == BODY[:HALF]


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (whole(), f"has {len(BODY):,} bytes"),
        (Reply([BODY], kind=CSV, headers=VERSION), "goes on after that"),
    ],
    ids=["of a size", "of no size"],
)
def test_more_than_the_limit_is_not_taken(
    served: Served, fetch: Fetch, target: Path, reply: Reply, why: str
) -> None:
    """Of what says its size nothing is read; the rest ends at the limit."""
    served.say(reply)

    message = failing(fetch, NotThatFile, most=100_000)

    assert f"{why}, and `max_bytes=100000` is the most" in message
    assert target.read_bytes() == b"old"
    assert left(target) == []


def test_a_file_of_another_digest_is_not_taken(
    served: Served, fetch: Fetch, target: Path
) -> None:
    """Both digests are named, so that whoever means the new one can write it down."""
    served.say(whole())

    message = failing(fetch, NotThatFile, digest="0" * 64)

    assert f"has a file of SHA-256 {hashlib.sha256(BODY).hexdigest()}" in message
    assert f"{'0' * 64} was expected; nothing was replaced" in message
    assert target.read_bytes() == b"old"
    assert left(target) == []


def test_what_may_pass_is_tried_again(
    served: Served, fetch: Fetch, target: Path, time: Time
) -> None:
    """After waits that grow, or as long as the server asks."""
    busy = Reply(status=503, headers={"Retry-After": "40"})
    served.say(Reply(status=500), busy, Reply(status=502), whole())

    fetch()

    assert target.read_bytes() == BODY
    assert [1 <= time.sleeps[0] <= 2, 40 <= time.sleeps[1] <= 41] == [True, True]


def test_what_does_not_pass_ends_in_a_line(served: Served, fetch: Fetch) -> None:
    """It says what came back, and what to do."""
    served.say(Reply(status=500))
    message = failing(fetch, Unreachable)

    assert message.endswith("answers with status 500; run the command again later")
    assert len(served.hits) == 4


def test_a_connection_that_brings_much_is_made_again_as_often_as_it_breaks(
    served: Served, fetch: Fetch, target: Path, time: Time
) -> None:
    """Ten times more than a failure may be repeated, and without a wait."""
    body, step = os.urandom(11 << 20), 1 << 20

    def behave(hit: Hit) -> Reply:
        begin = int(hit.headers.get("range", "bytes=0-")[6:-1])
        span = f"bytes {begin}-{len(body) - 1}/{len(body)}"
        headers = VERSION | ({"Content-Range": span} if begin else {})
        sent, status = body[begin : begin + step], 206 if begin else 200
        return Reply(sent, status, CSV, headers, length=len(body) - begin)

    served.behave = behave
    fetch(most=len(body))

    assert target.read_bytes() == body
    assert (len(served.hits), time.sleeps) == (11, [])


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(status=401), "what needs an account is downloaded by hand"),
        (Reply(status=410), "has nothing there; check the address"),
        (Reply(status=204), "gives no file (status 204)"),
        (Reply(b"x", 206, CSV), "gives no file (status 206)"),
        (Reply(b"<html>", kind="text/html; charset=utf-8"), "a web page instead"),
        (Reply(b"x", 418, CSV), "gives no file (status 418)"),
    ],
)
def test_what_is_no_file_is_refused_at_once(
    served: Served, fetch: Fetch, target: Path, reply: Reply, message: str
) -> None:
    """Nothing that would be the same the next time is asked twice."""
    served.say(reply)

    assert message in failing(fetch, Unreachable)
    assert len(served.hits) == 1
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["counts.csv", "counts.csv.gz"])
def test_what_is_packed_for_the_way_is_unpacked(
    served: Served, target: Path, time: Time, name: str
) -> None:
    """Some servers pack unasked, and some call a packed file packed for the way."""
    served.say(whole(gzip.compress(BODY), **{"Content-Encoding": "gzip"}))
    path = target.with_name(name)
    transport = Transport(Manners("kg-test/1", timeout=10), time.clock)

    Download(transport, served.url, path, most=10**6, digest="").run()

    packed = path.read_bytes()
    assert (gzip.decompress(packed) if name.endswith(".gz") else packed) == BODY


def test_a_bomb_ends_at_the_limit(served: Served, fetch: Fetch, target: Path) -> None:
    """What opens to more than the limit is not taken, however small it comes."""
    bomb = gzip.compress(bytes(10**7))
    served.say(whole(bomb, **{"Content-Encoding": "gzip"}))

    assert "goes on after that" in failing(fetch, NotThatFile)
    assert left(target) == []


def test_a_full_disk_keeps_what_has_come(
    served: Served, fetch: Fetch, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is the system's, and the next run goes on."""
    served.behave = rest

    class Full:
        def __init__(self, path: Path) -> None:
            self.file = open(path, "ab")  # noqa: SIM115

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, piece: bytes) -> None:
            if self.file.tell() + len(piece) > HALF:
                raise OSError(errno.ENOSPC, "No space left on device")
            self.file.write(piece)

        def flush(self) -> None:
            self.file.flush()

    with monkeypatch.context() as patch:
        patch.setattr(PartFile, "append", lambda part: Full(part.path))
        message = failing(fetch, StoreError)
    assert f"{target} cannot be written: No space left on device; " in message
    assert "bytes are kept" in message
    assert target.read_bytes() == b"old"
    assert 0 < fetch().resumed <= HALF
    assert target.read_bytes() == BODY


def test_a_download_ends_at_its_deadline(
    served: Served, target: Path, fetch: Fetch
) -> None:
    """A server that sends a byte now and then, each in time, is left."""

    def drops() -> Any:
        while not served.stopped.wait(0.02):
            yield b"x"

    served.say(Reply(drops(), kind=CSV, headers=VERSION))
    transport = Transport(Manners("kg-test/1", timeout=10, total=0.5))

    with pytest.raises(Unreachable, match=r"has not finished its answer in 0\.5 s"):
        Download(transport, served.url, target, most=10**6, digest="").run()
    assert target.read_bytes() == b"old"


def test_it_is_heard_how_much_has_come(served: Served, target: Path) -> None:
    """Of how many bytes, where the server says so."""
    served.say(whole())
    heard: list[tuple[int, int | None]] = []
    transport = Transport(Manners("kg-test/1", timeout=10))
    download = Download(transport, served.url, target, most=10**6, digest="")

    download.run(lambda size, of: heard.append((size, of)))

    assert heard[-1] == (len(BODY), len(BODY))
    assert [size for size, _ in heard] == sorted(size for size, _ in heard)
