"""`kg fetch` brings the tables that mappings name, and asks nobody else."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputErrors, UnknownName, Unreachable
from kg.net.download import NotThatFile
from kg.net.exchange import Transport
from kg.net.hosts import Hosts, Refused
from kg.net.manners import Manners
from kg.net.request import NoReply, get
from kg.transfer.tables import FetchedTable, TableFetcher, published_tables
from tests.conftest import Folder
from tests.net.serving import Reply, Served, serving
from tests.read.table.border import TABLE, edited, mapped

KG = Path(sys.executable).with_name("kg")
DIGEST = hashlib.sha256(TABLE.encode()).hexdigest()
WHOLE = Reply(TABLE.encode(), kind="text/csv", headers={"ETag": '"one"'})


def published(root: Path, url: str, *more: str) -> Folder:
    """Return a project whose table is not at hand, and lies at an address."""
    lines = "".join(f"\n  {line}" for line in (f"url: {url}", *more))
    folder = mapped(root, edited(("  file: border.csv", f"  file: border.csv{lines}")))
    (root / "sources/border/border.csv").unlink()
    return folder


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as server:
        server.say(WHOLE)
        yield server


def host(served: Served) -> str:
    return served.url.partition("//")[2]


def fetched(folder: Folder, served: Served, *, refresh: bool = False) -> FetchedTable:
    """Fetch the only table of a project, from loopback by leave."""
    (table,) = published_tables(folder.open())
    return TableFetcher(allow=[host(served)]).fetch(table, refresh=refresh)


def test_a_table_goes_into_the_folder_of_tables(tmp_path: Path, served: Served) -> None:
    """And is built from there; its digest is what a mapping can be given."""
    folder = published(tmp_path, f"{served.url}/2026/border.csv")
    assert "`kg fetch border` does" in str(folder.refused())

    done = fetched(folder, served)

    assert (done.digest, done.table.name) == (DIGEST, "tables/border.csv")
    assert (tmp_path / "tables/border.csv").read_text() == TABLE
    assert [hit.path for hit in served.hits] == ["/2026/border.csv"]
    assert served.hits[0].headers["user-agent"].startswith("apf-kg")
    assert folder.build().claims == 3


def test_a_table_may_be_fetched_into_a_folder_of_the_users(
    tmp_path: Path, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = published(tmp_path / "project", served.url)
    monkeypatch.setenv("KG_TABLES", str(tmp_path / "mine"))

    fetched(folder, served)
    assert (tmp_path / "mine/border.csv").read_text() == TABLE


def test_a_table_beside_its_mapping_stays_there(tmp_path: Path, served: Served) -> None:
    """Also where the folder of tables has one of that name."""
    folder = published(tmp_path, served.url)
    folder.write("sources/border/border.csv", "old")
    folder.write("tables/border.csv", "other")

    fetched(folder, served, refresh=True)
    assert (tmp_path / "sources/border/border.csv").read_text() == TABLE
    assert (tmp_path / "tables/border.csv").read_text() == "other"


def test_a_table_at_hand_is_not_asked_for(tmp_path: Path, served: Served) -> None:
    """Unless somebody says so, or it is not the one of the mapping."""
    folder = published(tmp_path, served.url)
    folder.write("tables/border.csv", "old")

    assert fetched(folder, served).came is None
    assert served.hits == []
    folder.edit(
        "sources/border/mapping.yaml",
        "  file: border.csv\n",
        f"  file: border.csv\n  sha256: {DIGEST}\n",
    )
    came = fetched(folder, served).came
    assert came is not None
    assert (came.size, came.digest) == (len(TABLE), DIGEST)
    assert fetched(folder, served).came is None
    assert fetched(folder, served, refresh=True).came is not None
    assert len(served.hits) == 2


def test_a_table_of_another_digest_replaces_nothing(
    tmp_path: Path, served: Served
) -> None:
    folder = published(tmp_path, served.url, f"sha256: {'0' * 64}")
    folder.write("tables/border.csv", "old")

    with pytest.raises(NotThatFile, match=f"SHA-256 {DIGEST}, and 0{{64}} was"):
        fetched(folder, served)
    assert (tmp_path / "tables/border.csv").read_text() == "old"


def test_no_host_of_ones_own_network_is_asked_unasked(
    tmp_path: Path, served: Served
) -> None:
    """Mappings may be a stranger's, and so may what an address leads to."""
    port = served.url.rpartition(":")[2]
    for url in (served.url, f"http://localhost:{port}/", f"http://2130706433:{port}/"):
        folder = published(tmp_path / port / url[-9:-1], url)
        (table,) = published_tables(folder.open())
        with pytest.raises(Refused, match=r"`allow=.*` allows it"):
            TableFetcher().fetch(table)
    assert served.hits == []


@pytest.mark.parametrize("allowed", [True, False])
def test_a_redirect_elsewhere_is_followed_where_that_was_allowed(
    tmp_path: Path, served: Served, allowed: bool
) -> None:
    """Within its host one is followed in any case; to where it leads is said."""
    with serving() as other:
        other.say(WHOLE)
        there = Reply(status=302, headers={"Location": f"{other.url}/x?signed=1"})
        here = Reply(status=302, headers={"Location": "/moved"})
        served.behave = lambda hit: there if hit.path == "/moved" else here
        (table,) = published_tables(published(tmp_path, f"{served.url}/old").open())
        allow = [host(served), *([host(other)] if allowed else [])]
        if allowed:
            TableFetcher(allow=allow).fetch(table)
            assert [hit.fields for hit in other.hits] == [{"signed": "1"}]
        else:
            with pytest.raises(Unreachable) as caught:
                TableFetcher(allow=allow).fetch(table)
            assert f"`allow={host(other)}` follows it" in str(caught.value)
            assert "signed" not in str(caught.value)
            assert other.hits == []
    assert (tmp_path / "tables/border.csv").exists() is allowed


def test_what_was_encrypted_is_not_followed_to_what_is_not() -> None:
    """Whoever listens could give another file."""
    hosts = Hosts.outside("https://kg.test/x", ["other.test"], "a mapping")
    sender = Transport(Manners("kg-test/1"), hosts=hosts)
    answer = _Redirect("http://other.test/x")

    with pytest.raises(NoReply, match="not the same host; nor is it encrypted"):
        sender._next(get("https://kg.test/x"), "https://kg.test/x", answer)  # type: ignore[arg-type]


class _Redirect:
    def __init__(self, location: str) -> None:
        self.status, self.headers = 302, {"Location": location}


def test_no_link_leads_what_is_fetched_out_of_the_project(
    tmp_path: Path, served: Served
) -> None:
    """Neither of the file nor of its folder, whether or not it leads to something."""
    mine = tmp_path / "mine"
    mine.mkdir()
    for name in ("file", "folder"):
        folder = published(tmp_path / name, served.url)
        if name == "file":
            (folder.root / "tables").mkdir()
            (folder.root / "tables/border.csv").symlink_to(mine / "border.csv")
        else:
            (folder.root / "tables").symlink_to(mine)
        with pytest.raises(InputErrors, match="leads out of the project"):
            fetched(folder, served)
    assert list(mine.iterdir()) == []
    assert served.hits == []


@pytest.mark.parametrize(
    ("url", "fit"),
    [
        ("https://example.org/counts.csv?year=2026&x=%20", True),
        ("http://example.org", True),
        ("ftp://example.org/x.csv", False),
        ("file:///etc/passwd", False),
        ("https://me:secret@example.org/x.csv", False),
        ("https://example.org/a b.csv", False),
        ("example.org/x.csv", False),
    ],
)
def test_an_address_is_one_that_can_be_asked(
    tmp_path: Path, url: str, fit: bool
) -> None:
    folder = published(tmp_path, f"'{url}'")
    if fit:
        assert published_tables(folder.open())[0].written.url == url
    else:
        with pytest.raises(InputErrors, match=r"mapping\.yaml:9: `url` takes the addr"):
            published_tables(folder.open())


def test_a_table_is_asked_for_by_its_document(tmp_path: Path, served: Served) -> None:
    """A name that has none, or no address, ends in what to do."""
    folder = published(tmp_path, served.url)
    folder.write("sources/other/mapping.yaml", edited(("id: border", "id: other")))

    assert [t.document for t in published_tables(folder.open())] == ["border"]
    words = r"`other` has no `url:` under `table:`, nor under `through:`"
    with pytest.raises(UnknownName, match=words):
        published_tables(folder.open(), ["other"])
    with pytest.raises(UnknownName, match="did you mean `border`"):
        published_tables(folder.open(), ["bordr"])


CODES = "unhcr,iso3\nAUS,AUT\nXSL,XSL\n"
LIST = "file: codes.csv, from: unhcr, to: iso3"


def listed(root: Path, *more: str) -> Folder:
    """Return a project whose table is at hand, and its list of codes is not."""
    column = ", ".join([LIST, *more])
    mapping = edited(("To: country", f"To: {{type: country, through: {{{column}}}}}"))
    return mapped(root, mapping, TABLE.replace("FRA", "AUS"))


def test_a_list_of_codes_is_fetched_as_a_table_is(
    tmp_path: Path, served: Served
) -> None:
    """Who has no list is told how to get it; with it, UNHCR's AUS is Austria."""
    served.say(Reply(CODES.encode(), kind="text/csv"))
    folder = listed(tmp_path, f"url: '{served.url}/codes.csv'")
    assert "`codes.csv` is not at hand; `kg fetch border` brings it" in str(
        folder.refused()
    )

    done = fetched(folder, served)

    assert done.table.name == "tables/codes.csv"
    assert done.digest == hashlib.sha256(CODES.encode()).hexdigest()
    assert [hit.path for hit in served.hits] == ["/codes.csv"]
    folder.build()
    assert b"northland-to-austria" in folder.export()


def test_a_list_of_another_digest_is_taken_for_none(
    tmp_path: Path, served: Served
) -> None:
    """Neither by a fetch nor by a build: what its codes mean may be otherwise."""
    served.say(Reply(CODES.encode(), kind="text/csv"))
    folder = listed(tmp_path, f"url: '{served.url}'", f"sha256: '{'0' * 64}'")

    with pytest.raises(NotThatFile):
        fetched(folder, served)
    folder.write("tables/codes.csv", CODES)
    assert "`codes.csv` is not the list of this `sha256`" in str(folder.refused())


def test_one_file_has_one_address(tmp_path: Path, served: Served) -> None:
    """Two columns may share a list; two addresses for it are a mistake."""
    folder = listed(tmp_path, f"url: '{served.url}/codes.csv'")
    shared = (
        f"From: {{type: country, through: {{{LIST}, url: '{served.url}/codes.csv'}}}}"
    )
    mapping = "sources/border/mapping.yaml"
    folder.edit(mapping, "From: country", shared)

    assert len(published_tables(folder.open())) == 1
    folder.edit(mapping, shared, shared.replace("/codes.csv", "/others.csv"))
    with pytest.raises(InputErrors, match="said to lie at another address, too"):
        published_tables(folder.open())


@pytest.mark.parametrize("setting", ["url: 'ftp://example.org/x'", "sha256: abc"])
def test_what_a_list_has_beside_its_columns_is_checked(
    tmp_path: Path, setting: str
) -> None:
    name = setting.partition(":")[0]
    with pytest.raises(InputErrors, match=rf"mapping\.yaml:\d+: `{name}` takes the "):
        published_tables(listed(tmp_path, setting).open())


def kg(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [KG, *words], cwd=root, capture_output=True, text=True, check=False, timeout=120
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_command_says_what_came_and_what_did_not(
    tmp_path: Path, served: Served
) -> None:
    """A table that cannot be had keeps no other from coming; the end says so."""
    folder = published(tmp_path, f"{served.url}/border.csv")
    other = edited(
        ("id: border", "id: gone"),
        ("  file: border.csv", f"  file: gone.csv\n  url: {served.url}/gone.csv"),
    )
    folder.write("sources/gone/mapping.yaml", other)
    served.behave = lambda hit: WHOLE if "border" in hit.path else Reply(status=404)

    done = kg(tmp_path, "fetch", "--allow", host(served))

    assert done.returncode == 4
    assert done.stdout == f"tables/border.csv: 100 bytes, sha256: {DIGEST}\n"
    assert done.stderr == (
        f"error: {served.url}/gone.csv has nothing there; check the address "
        "(status 404)\n"
    )
    done = kg(tmp_path, "fetch", "border")
    assert done.stdout == f"tables/border.csv: is at hand, sha256: {DIGEST}\n"


def test_the_command_names_its_options(tmp_path: Path, served: Served) -> None:
    """A refusal says what lets it."""
    published(tmp_path, f"{served.url}/border.csv")

    assert f"`--allow {host(served)}` allows it" in kg(tmp_path, "fetch").stderr
    words = ("fetch", "--allow", host(served), "--max-bytes", "99")
    done = kg(tmp_path, *words)
    assert done.returncode == 4
    assert "has 100 bytes, and `--max-bytes 99` is the most" in done.stderr
    assert kg(tmp_path, "fetch", "--allow", "http://x/").returncode == 2


def test_nothing_to_fetch_is_no_error(tmp_path: Path) -> None:
    mapped(tmp_path)
    done = kg(tmp_path, "fetch")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No mapping has a `url:` under `table:` or `through:`.\n"


def await_size(path: Path, size: int) -> None:
    """Wait until a file of another process has so many bytes."""
    deadline = time.monotonic() + 60
    while not (path.exists() and path.stat().st_size >= size):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_ctrl_c_keeps_what_has_come(tmp_path: Path, served: Served) -> None:
    """The next run goes on with it; what was there stays until then."""
    folder = published(tmp_path, f"{served.url}/border.csv")
    folder.write("tables/border.csv", "old")
    part = tmp_path / "tables/border.csv.part"

    def slowly() -> Iterator[bytes]:
        yield TABLE.encode()[:40]
        served.stopped.wait(60)

    headers = {"ETag": '"one"', "Content-Length": str(len(TABLE))}
    served.say(Reply(slowly(), kind="text/csv", headers=headers))
    process = subprocess.Popen(
        [KG, "fetch", "--refresh", "--allow", host(served)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    await_size(part, 40)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (130, "")
    assert err.strip() == "error: interrupted; nothing was changed"
    assert (tmp_path / "tables/border.csv").read_text() == "old"
    span = {"Content-Range": f"bytes 40-{len(TABLE) - 1}/{len(TABLE)}"}
    rest = TABLE.encode()[40:]
    served.say(Reply(rest, 206, "text/csv", {"ETag": '"one"'} | span))
    done = kg(tmp_path, "fetch", "--refresh", "--allow", host(served))
    assert done.stdout.startswith("tables/border.csv: 100 bytes, 40 of them from befo")
    assert os.listdir(tmp_path / "tables") == ["border.csv"]
    assert (tmp_path / "tables/border.csv").read_text() == TABLE
