"""`kg push` brings a graph to a store whole, changes nothing else, and goes on."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

import kg
from kg.errors import KgError, UnknownName, Unreachable
from kg.graph.store import Generations
from kg.serve.app import application
from kg.transfer.fingerprint import Fingerprint
from kg.transfer.push import NotAllPushed, Pushed, push
from kg.transfer.remote import PartRefused, RemoteStore, basic, bearer
from tests.ask.test_virtuoso import running
from tests.conftest import Folder, MakeProject
from tests.net.serving import Hit, Reply, Time, serving
from tests.serve.serving import serving as serving_app
from tests.serve.sparql.conftest import written
from tests.transfer.stores import NTRIPLES, StoreDouble, store_double

KG = Path(sys.executable).with_name("kg")
A, B, C, MINE = "urn:a", "urn:b", "urn:c", "urn:mine"


@pytest.fixture
def double() -> Iterator[StoreDouble]:
    with store_double() as store:
        yield store


@pytest.fixture
def store() -> ox.Store:
    """Return three graphs: of two triples, of one, and of a thousand."""
    made = ox.Store()
    made.extend(quad(A, n) for n in (1, 2))
    made.add(quad(B, 1))
    made.extend(quad(C, n) for n in range(1_000))
    return made


def quad(graph: str, number: int) -> ox.Quad:
    property = ox.NamedNode("urn:p")
    subject = ox.NamedNode(f"urn:s{number}")
    return ox.Quad(subject, property, ox.Literal(number), ox.NamedNode(graph))


def pushing(store: ox.Store, double: StoreDouble, **options: Any) -> Pushed:
    """Push, without waiting for what is tried again."""
    return push(store, RemoteStore(double.url, clock=Time().clock), **options)


def failing(store: ox.Store, double: StoreDouble, kind: type[KgError]) -> str:
    with pytest.raises(kind) as caught:
        pushing(store, double)
    assert caught.value.exit_code == 4
    return str(caught.value)


def test_every_graph_is_there_as_it_is_here(
    store: ox.Store, double: StoreDouble
) -> None:
    """In the place of what was there by its name; what is here in none is counted."""
    double.store.add(quad(A, 7))
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("x")))

    pushed = pushing(store, double)

    compared = [A, B, C]
    assert pushed == Pushed([A, B, C], [], 1_003, {}, nameless=1, compared=compared)
    named = {str(q) for q in store if q.graph_name != ox.DefaultGraph()}
    assert double.quads() == named
    assert double.writes == [("PUT", A), ("PUT", B), ("PUT", C)]


def test_what_is_none_of_ours_stays_and_is_listed(
    store: ox.Store, double: StoreDouble
) -> None:
    """Nothing that somebody else keeps in the store is deleted."""
    mine = quad(MINE, 5)
    nameless = ox.Quad(mine.subject, mine.predicate, ox.Literal("of nobody"))
    double.store.extend([mine, nameless])

    assert pushing(store, double).others == {MINE: 1}
    assert {str(mine), str(nameless)} <= double.quads()
    assert {graph for _, graph in double.writes} == {A, B, C}


def test_a_large_graph_goes_in_parts(store: ox.Store, double: StoreDouble) -> None:
    """The first takes the place of what was there; none is larger than it may be."""
    double.store.add(quad(C, 5_000))

    pushing(store, double, part=20_000)

    bodies = double.bodies(C)
    methods = [method for method, graph in double.writes if graph == C]
    assert methods == ["PUT", *["POST"] * (len(bodies) - 1)]
    assert len(bodies) == 4  # a thousand lines of 64 to 68 bytes
    assert max(map(len, bodies)) <= 20_000
    assert double.quads() == set(map(str, store))


def test_blank_nodes_are_not_parted(double: StoreDouble) -> None:
    """Of two requests, each would make nodes of its own."""
    store, graph = ox.Store(), ox.NamedNode(A)
    store.extend(quad(A, n) for n in range(100))
    p = ox.NamedNode("urn:p")
    nodes = [ox.BlankNode() for _ in range(50)]
    for one, other in pairwise(nodes):
        store.add(ox.Quad(one, p, other, graph))
    store.add(ox.Quad(ox.NamedNode("urn:begin"), p, nodes[0], graph))

    pushing(store, double, part=500)

    assert isomorphic(rdflib_graph(store), rdflib_graph(double.store))
    assert [b"_:" in body for body in double.bodies(A)].count(True) == 1
    double.served.hits.clear()
    again = pushing(store, double)
    assert again.sent == again.counted == [A]  # nothing tells that it is the same
    assert "GET" not in {hit.method for hit in double.served.hits}
    blank = [quad.triple for quad in store]
    assert not Fingerprint(blank).agrees(Fingerprint(blank))


def rdflib_graph(store: ox.Store) -> Graph:
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(A))
    return Graph().parse(data=data, format="nt")


def test_what_is_there_already_is_passed_over(
    store: ox.Store, double: StoreDouble
) -> None:
    """Triple by triple: one that is as large as ours but another is written."""
    pushing(store, double)
    double.store.remove(quad(C, 5))
    double.store.add(quad(C, 5_000))
    double.served.hits.clear()

    pushed = pushing(store, double)

    assert (pushed.sent, pushed.there) == ([C], [A, B])
    assert double.writes == [("PUT", C)]
    assert double.quads() == set(map(str, store))
    assert pushing(store, double, full=True).sent == [A, B, C]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404),
        Reply(b"<html>", kind="text/html"),
        Reply(b"<urn:s0> <urn:p> ", kind=NTRIPLES),
        Reply(b"", kind=NTRIPLES, length=99),
        Reply(b'{"no": "triples"}', kind=NTRIPLES),
    ],
)
def test_what_cannot_be_compared_is_written(
    store: ox.Store, double: StoreDouble, reply: Reply
) -> None:
    """A store need not give its graphs back."""
    pushing(store, double)
    double.refuse = lambda hit: reply if hit.method == "GET" else None

    pushed = pushing(store, double)

    assert pushed.sent == [A, B, C]
    assert (pushed.compared, pushed.counted) == ([], [A, B, C])


def test_what_a_store_makes_of_a_triple_is_told(
    store: ox.Store, double: StoreDouble
) -> None:
    """It has as many, and not the same: a count alone would not tell."""

    def rewriting(hit: Hit) -> Reply | None:
        if hit.method in ("PUT", "POST") and hit.fields.get("graph") == B:
            double.store.clear_graph(ox.NamedNode(B))
            double.store.add(quad(B, 7))
            return Reply(b"", 204)
        return None

    double.refuse = rewriting
    message = failing(store, double, NotAllPushed)

    given = "has other triples in <urn:b> than it was given, such as <urn:s7> <urn:p> "
    assert given in message
    assert "only counted" in message
    pushed = pushing(store, double, digests=False)
    assert (pushed.sent, pushed.counted) == ([B], [B])
    assert pushed.compared == [A, C]  # they were there, and were compared as such


def test_a_push_that_is_gone_on_with_is_verified_whole(
    store: ox.Store, double: StoreDouble
) -> None:
    """What was there already is compared before, and what is sent after."""
    double.store.extend(quad(A, n) for n in (1, 2))

    pushed = pushing(store, double)

    assert (pushed.there, pushed.sent) == ([A], [B, C])
    assert pushed.compared == [A, B, C]
    read = [hit.fields["graph"] for hit in double.served.hits if hit.method == "GET"
            and hit.path == "/store"]  # fmt: skip
    assert read == [A, B, C]


def test_a_push_that_broke_off_is_gone_on_with(
    store: ox.Store, double: StoreDouble
) -> None:
    """What is whole is not sent again; what is half there is."""
    double.refuse = lambda hit: (
        Reply(b"full", 507, "text/plain") if len(double.writes) == 4 else None
    )
    with pytest.raises(Unreachable, match=r"refuses a part of <urn:c> .*507.*: full"):
        pushing(store, double, part=20_000)
    double.refuse = lambda hit: None

    pushed = pushing(store, double)
    assert (pushed.sent, pushed.there) == ([C], [A, B])
    assert double.quads() == set(map(str, store))


def test_what_may_pass_is_tried_again(store: ox.Store, double: StoreDouble) -> None:
    """Busy servers and connections that break; after waits that they ask for."""
    failures = [
        Reply(status=503, headers={"Retry-After": "7"}),
        Reply(b"", status=200, length=9),
        Reply(status=500),
    ]
    double.refuse = lambda hit: failures.pop() if failures else None
    time = Time()

    push(store, RemoteStore(double.url, clock=time.clock))

    assert double.quads() == set(map(str, store))
    assert [7 <= wait <= 8 for wait in time.sleeps] == [False, False, True]


def test_parts_become_smaller_where_a_server_takes_no_large_ones(
    store: ox.Store, double: StoreDouble
) -> None:
    """Half as large each time; what is refused when it is smallest is an error."""
    store.extend(quad(C, n) for n in range(1_000, 5_000))
    double.refuse = lambda hit: Reply(status=413) if len(hit.body) > 100_000 else None

    pushing(store, double, part=400_000)
    assert double.quads() == set(map(str, store))
    taken = [len(body) for body in double.bodies(C) if len(body) <= 100_000]
    assert max(taken) > 90_000  # no smaller than need be
    double.store.clear()
    double.refuse = lambda hit: Reply(status=413) if len(hit.body) > 10_000 else None
    assert re.search("takes no [0-9,]+ bytes at once", failing(store, double, KgError))


def test_a_graph_that_others_must_go_before_is_tried_after_them(
    store: ox.Store, double: StoreDouble
) -> None:
    """A store may hold what it has against rules; one that never takes it ends it."""
    double.refuse = lambda hit: (
        Reply(b"no urn:c", 422, "text/plain")
        if hit.fields.get("graph") == A and not double.bodies(C)
        else None
    )
    assert pushing(store, double).sent == [A, B, C]
    assert double.quads() == set(map(str, store))

    double.store.clear()
    double.refuse = lambda hit: (
        Reply(b"never", 422, "text/plain") if hit.fields.get("graph") == A else None
    )
    assert failing(store, double, PartRefused).endswith("(status 422): never")
    assert len([w for w in double.writes if w[1] == A]) == 4  # of both pushes


def test_what_others_speak_of_goes_first(double: StoreDouble) -> None:
    """The ontology and entities before documents, and these before what follows."""
    store, begin = ox.Store(), "https://example.org/graph"
    names = ["lives", "source/x", "links", "entities", "schemes", "ontology"]
    store.extend(quad(f"{begin}/{name}", 1) for name in names)

    pushing(store, double)
    written = [graph.removeprefix(f"{begin}/") for _, graph in double.writes]
    assert written == ["ontology", "schemes", "entities", "links", "source/x", "lives"]


def test_a_store_that_has_less_than_it_was_given_is_told_of(
    store: ox.Store, double: StoreDouble
) -> None:
    """A count at the end says which graph, and by how much."""
    double.refuse = lambda hit: (
        Reply(b"", 204) if hit.fields.get("graph") == B else None
    )
    message = failing(store, double, NotAllPushed)

    assert "<urn:b> has 0 triples and not 1; push again" in message
    assert "urn:a" not in message


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(status=401), "does not let us write; it may want a token, or a name"),
        (Reply(status=405), "is no graph store that can be written to"),
        (
            Reply(b"No: x", 400, "text/plain"),
            "refuses a part of <urn:a> (status 400): ",
        ),
        (Reply(status=503), "answers with status 503"),
    ],
)
def test_a_store_that_takes_nothing_ends_in_a_line(
    store: ox.Store, double: StoreDouble, reply: Reply, message: str
) -> None:
    double.refuse = lambda hit: reply if hit.method == "PUT" else None

    failure = failing(store, double, Unreachable)
    assert message in failure
    assert failure.startswith(double.url)
    assert "\n" not in failure


def test_a_store_that_moves_elsewhere_is_not_followed(
    store: ox.Store, double: StoreDouble
) -> None:
    """Neither the graph nor the token goes where nobody meant it to."""
    with serving() as other:
        there = Reply(status=307, headers={"Location": f"{other.url}/store"})
        double.refuse = lambda hit: there if hit.method == "PUT" else None

        assert "which is not the same host" in failing(store, double, Unreachable)
        assert other.hits == []


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://example.org/store", True),
        ("http://localhost:7878/store", True),
        ("http://127.0.0.2/store", True),
        ("http://[::1]:7878/store", True),
        ("http://example.org/store", False),
        ("http://localhost.example.org/store", False),
        ("http://192.168.1.1/store", False),
        ("http://0.0.0.0/store", False),
    ],
)
def test_nothing_is_sent_that_others_can_read(url: str, sent: bool) -> None:
    """Unless somebody says so; of queries the same is true."""
    RemoteStore(url, overheard=True)
    if sent:
        RemoteStore(url)
        return
    for given in ({"url": url}, {"url": "https://example.org/", "sparql": url}):
        with pytest.raises(UnknownName, match="others can read what is sent"):
            RemoteStore(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["ftp://example.org/", "x", "http://me:pw@localhost/"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(KgError, match=re.escape(f"`{url}`")):
        RemoteStore(url)


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        (
            "http://localhost/store",
            ["http://localhost/query", "http://localhost/sparql"],
        ),
        ("http://localhost/ds/data", ["http://localhost/ds/sparql"]),
        ("http://localhost/sparql-graph-crud-auth", ["http://localhost/sparql"]),
        (
            "http://localhost/repositories/x/rdf-graphs/service",
            ["http://localhost/repositories/x"],
        ),
        ("http://localhost/x", ["http://localhost/x"]),
    ],
)
def test_where_queries_are_answered_is_guessed(url: str, queries: list[str]) -> None:
    """By how stores name the address of their graphs."""
    assert RemoteStore(url).queries[: len(queries)] == queries


def test_it_is_said_who_writes(store: ox.Store, double: StoreDouble) -> None:
    """With every request; the name and password as RFC 7617 has them."""
    assert basic("Aladdin", "open sesame") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    push(store, RemoteStore(double.url, authorization=bearer("secret")))
    push(store, RemoteStore(double.url, authorization=bearer("secret")))

    given = {hit.headers.get("authorization") for hit in double.served.hits}
    assert given == {"Bearer secret"}
    assert {hit.method for hit in double.served.hits} == {"GET", "PUT", "POST"}


def kg_push(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [KG, "push", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_command_says_what_is_there(
    project: MakeProject, double: StoreDouble, tmp_path: Path
) -> None:
    """How many graphs were sent, and what else the store has."""
    folder = project()
    folder.build()
    (tmp_path / "password").write_text("open sesame\n")
    words = ["--user", "Aladdin", "--password-file", str(tmp_path / "password")]
    double.store.extend([quad(MINE, 1), quad(MINE, 2)])
    triples, graphs = counted(folder)

    done = kg_push(folder.root, double.url, *words)

    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"{graphs} graphs sent. The store has all {triples:,} triples.\n"
        f"Verified by count and digest: {graphs} graphs.\n"
        "It has 1 other graph, which stay as they are:\n  urn:mine (2 triples)\n"
    )
    given = {hit.headers.get("authorization") for hit in double.served.hits}
    assert given == {basic("Aladdin", "open sesame")}
    again = kg_push(folder.root, double.url, *words).stdout
    assert again.startswith(f"0 graphs sent; {graphs} graphs already there. The store")
    counted_only = kg_push(folder.root, double.url, *words, "--full", "--count-only")
    assert f"Verified by count alone: {graphs} graphs." in counted_only.stdout


def counted(folder: Folder) -> tuple[int, int]:
    store = Generations(folder.graph).open()
    return len(store), len({quad.graph_name for quad in store})


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["http://example.org/store"], 2, "https is, and `--plain-http` lets it"),
        (["http://127.0.0.1:9/store"], 4, "`--sparql URL` names where its queries"),
        (["https://x/", "--user", "me"], 2, "--user and --password-file go together"),
        (
            ["https://x/", "--token-file", "none"],
            2,
            "--token-file: none cannot be read",
        ),
    ],
)
def test_the_command_says_what_to_do(
    project: MakeProject, words: list[str], code: int, message: str
) -> None:
    folder = project()
    folder.build()
    done = kg_push(folder.root, *words)

    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr


def test_a_graph_is_pushed_to_kg_serve(project: MakeProject, tmp_path: Path) -> None:
    """With its token; what builds work out is no mistake of whoever brings it."""
    folder = project()
    folder.build()
    there = written(tmp_path / "there", b"")
    token = "the-token-of-this-test"

    def opened() -> kg.KnowledgeGraph:
        return kg.open(there, project=folder.root)

    with serving_app(lambda url: application(opened, url, token=token)) as url:
        ours = Generations(folder.graph).open()
        with pytest.raises(Unreachable, match="may want a token"):
            push(ours, RemoteStore(f"{url}/store"))
        remote = RemoteStore(f"{url}/store", authorization=bearer(token))
        assert push(ours, remote).triples == len(ours)
        assert push(ours, remote).sent == []
    assert set(map(str, Generations(there).open())) == set(map(str, ours))


@pytest.mark.virtuoso
@pytest.mark.skipif(
    not shutil.which("virtuoso-t"),
    reason="NO VIRTUOSO: apt-get install virtuoso-opensource-7-bin",
)
def test_a_graph_is_pushed_to_virtuoso(article: Path, tmp_path: Path) -> None:
    """An engine of quite another make takes it, and gives it back as it is."""
    grant = (
        "GRANT SPARQL_UPDATE TO \"SPARQL\"; RDF_DEFAULT_USER_PERMS_SET('nobody', 7);"
    )
    with running(tmp_path) as server:
        server.sql(grant)
        remote = RemoteStore(f"{server.url}-graph-crud")
        ours = Generations(article).open()

        assert push(ours, remote).triples == len(ours)
        assert push(ours, remote).sent == []
