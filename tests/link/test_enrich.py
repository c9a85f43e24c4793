"""``kg link enrich``: what Wikidata says of linked entities, into a file of its own."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.link.enrich import enrich as command
from kg.cli.root import Settings
from kg.errors import InputErrors, KgError, QueryFailed, UnknownName, Unreachable
from kg.link import enrich as enriching
from kg.link.enrich import Enriched, enrich
from kg.net.client import Client
from kg.net.manners import Manners
from kg.project.build import build
from kg.read.texts import Texts
from tests.beside import beside
from tests.conftest import PROJECT, Folder, MakeProject
from tests.net.serving import Hit, Reply, Served, Time, answer, serving

ROOT = Path(__file__).parents[2]
DAY = date(2025, 6, 4)
WD = "http://www.wikidata.org/entity/"
WDT = "http://www.wikidata.org/prop/direct/"
DATA = "https://www.wikidata.org/wiki/Special:EntityData/"
DERIVED = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"


def statement(value: Any, rank: str = "normal") -> dict[str, Any]:
    snak = {"snaktype": "value", "datavalue": {"value": value}}
    return {"rank": rank, "mainsnak": snak}


def item(qid: str, **more: Any) -> dict[str, Any]:
    """Return an entity as Wikibase writes it."""
    labels = {
        "en": {"language": "en", "value": f"Thing {qid}"},
        "fa": {"language": "fa", "value": "چیز"},
        "de": {"language": "de", "value": 'Ding "\\"'},
        "mul": {"language": "mul", "value": qid},
    }
    head = {"id": qid, "lastrevid": 77, "modified": "2025-05-01T10:00:00Z"}
    return head | {"labels": labels, "claims": {}} | more


COUNTRY = item(
    "Q843",
    claims={
        "P31": [statement({"id": "Q6256"}), statement({"id": "Q1"}, "deprecated")],
        "P297": [statement("PK")],
        "P298": [statement("PAK", "preferred"), statement("OLD")],
        "P299": [{"rank": "normal", "mainsnak": {"snaktype": "somevalue"}}],
        "P625": [
            statement({"latitude": 30, "longitude": 71.25, "globe": f"{WD}Q2"}),
            statement({"latitude": 1, "longitude": 1, "globe": f"{WD}Q405"}),
        ],
    },
)
"""A country with everything, and with what must not be taken for true."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small project; tests only copy it."""
    folder = Folder(tmp_path_factory.mktemp("enrich") / "project")
    for file, text in PROJECT.items():
        folder.write(file, text)
    folder.build()
    return folder.root


@pytest.fixture
def linked(built: Path, tmp_path: Path) -> Callable[..., kg.KnowledgeGraph]:
    """Open a copy whose things are linked as told: QIDs by the id of a thing."""

    def make(links: dict[str, str]) -> kg.KnowledgeGraph:
        shutil.copytree(built, tmp_path / "project")
        return relinked(tmp_path / "project", links)

    return make


def relinked(root: Path, links: dict[str, str]) -> kg.KnowledgeGraph:
    """Open a project's graph with links instead of those that it may have."""
    graph = kg.open(root / "build/graph", project=root)
    things = {name: graph.find(name).iri for name in links}
    store = ox.Store()
    store.extend(graph.endpoint.store)  # type: ignore[attr-defined]
    for name, qid in links.items():
        about, same = ox.NamedNode(things[name]), ox.NamedNode(EXACT)
        store.add(ox.Quad(about, same, ox.NamedNode(WD + qid), ox.NamedNode("urn:l")))
    graph.endpoint.store = store  # type: ignore[attr-defined]
    return graph


Linked = Callable[..., kg.KnowledgeGraph]


def saved(folder: Path, *items: dict[str, Any], name: str = "saved.json") -> Path:
    """Save entities as ``Special:EntityData`` gives them."""
    path = folder / name
    path.write_text(json.dumps({"entities": {item["id"]: item for item in items}}))
    return path


def lines(done: Enriched) -> list[str]:
    return done.path.read_text("utf-8").splitlines()


def said(done: Enriched, qid: str) -> set[tuple[str, str]]:
    """Return predicate and object of what the file says of an entity."""
    start = f"<{WD}{qid}> "
    own = [line.removeprefix(start) for line in lines(done) if line.startswith(start)]
    return {tuple(line.removesuffix(" .").split(" ", 1)) for line in own}  # type: ignore[misc]


def test_what_is_written_of_an_entity(linked: Linked, tmp_path: Path) -> None:
    """Labels, classes, codes and coordinates, each the best; source, licence, days."""
    graph = linked({"north-government": "Q843"})

    done = enrich(graph, on=DAY, files=[saved(tmp_path, COUNTRY)], languages=["FA"])

    assert done.path == graph.project.root / "sources/links/wikidata.nt"
    assert done.languages == ("en", "fa")
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    source = f"<{DATA}Q843.json?revision=77>"
    geo = "http://www.opengis.net/ont/geosparql#wktLiteral"
    assert said(done, "Q843") == {
        (label, '"Thing Q843"@en'),
        (label, '"چیز"@fa'),
        (label, '"Q843"@mul'),
        (f"<{WDT}P31>", f"<{WD}Q6256>"),
        (f"<{WDT}P297>", '"PK"'),
        (f"<{WDT}P298>", '"PAK"'),
        (f"<{WDT}P625>", f'"Point(71.25 30)"^^<{geo}>'),
        (DERIVED, source),
    }
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert [line for line in lines(done) if line.startswith(source)] == [
        f"{source} <http://purl.org/dc/terms/license> "
        "<https://creativecommons.org/publicdomain/zero/1.0/> .",
        f'{source} <https://schema.org/dateModified> "2025-05-01T10:00:00Z"'
        f"^^<{xsd}dateTime> .",
        f'{source} <https://schema.org/version> "77"^^<{xsd}integer> .',
        f'{source} <https://w3id.org/apf/ontology#retrieved> "2025-06-04"'
        f"^^<{xsd}date> .",
    ]
    assert lines(done) == sorted(lines(done))
    assert "_:" not in done.path.read_text()


def test_the_same_twice_is_the_same(linked: Linked, tmp_path: Path) -> None:
    """The same entities on the same day give the same bytes."""
    graph = linked({"north-government": "Q843"})
    path = saved(tmp_path, COUNTRY)
    first = enrich(graph, on=DAY, files=[path], languages=["all"]).path.read_bytes()

    again = enrich(graph, on=DAY, files=[path], languages=["all"]).path.read_bytes()

    assert first == again
    assert b'"Ding \\"\\\\\\""@de' in first


def test_a_new_revision_takes_the_place_of_the_old(
    linked: Linked, tmp_path: Path
) -> None:
    """Nothing of an earlier revision stays, and of two files the later counts."""
    graph = linked({"north-government": "Q843"})
    old = saved(tmp_path, COUNTRY, name="old.json")
    new = saved(tmp_path, item("Q843", lastrevid=78), name="new.json")
    enrich(graph, on=DAY, files=[old])

    done = enrich(graph, on=DAY, files=[new, old])

    text = done.path.read_text()
    assert "revision=78" in text
    assert "revision=77" not in text
    assert "P625" not in text


def test_what_was_not_asked_for_stays(linked: Linked, tmp_path: Path) -> None:
    """A thing can be enriched alone; only a full run drops what is no longer linked."""
    links = {"north-government": "Q843", "northland": "Q9", "gazette": "Q8"}
    graph = linked(links)
    path = saved(tmp_path, COUNTRY, item("Q9"), item("Q8"), item("Q7"))
    enrich(graph, on=DAY, files=[path])
    fewer = relinked(
        graph.project.root, {"north-government": "Q843", "northland": "Q9"}
    )

    alone = enrich(fewer, ["northland"], on=DAY, files=[saved(tmp_path, item("Q9"))])
    assert said(alone, "Q843")
    assert said(alone, "Q8")
    assert alone.dropped == ()
    assert list(alone.read) == ["Q9"]

    full = enrich(fewer, on=DAY, files=[saved(tmp_path, item("Q9"))])
    assert full.dropped == ("Q8",)
    assert not said(full, "Q8")
    assert said(full, "Q843")
    assert list(full.unread) == ["Q843"]


def test_what_others_add_meanwhile_stays(
    linked: Linked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another run writes while this one reads or asks is not written over."""
    graph = linked({"north-government": "Q843"})
    theirs = {"north-government": "Q843", "northland": "Q9"}
    gather = enriching._gather

    def slowly(*arguments: Any, **more: Any) -> Any:
        monkeypatch.setattr(enriching, "_gather", gather)
        other = relinked(graph.project.root, theirs)
        enrich(other, on=DAY, files=[saved(tmp_path, item("Q9"), name="other.json")])
        return gather(*arguments, **more)

    monkeypatch.setattr(enriching, "_gather", slowly)
    done = enrich(graph, on=DAY, files=[saved(tmp_path, COUNTRY)])
    assert said(done, "Q843")
    assert said(done, "Q9")


def test_our_labels_are_never_touched(linked: Linked, tmp_path: Path) -> None:
    """Loaded beside our things, statements of others rename and hide nothing."""
    graph = linked({"north-government": "Q843"})
    ours = graph.show("north-government")
    name = {"en": {"language": "en", "value": ours.thing.label}}
    done = enrich(graph, on=DAY, files=[saved(tmp_path, COUNTRY | {"labels": name})])
    store = graph.endpoint.store  # type: ignore[attr-defined]
    store.load(
        done.path.read_bytes(),
        format=ox.RdfFormat.N_TRIPLES,
        to_graph=ox.NamedNode("https://example.org/permits/graph/wikidata"),
    )

    assert graph.find(ours.thing.label) == ours.thing
    assert graph.show("north-government").thing == ours.thing
    assert all("example.org" not in line for line in lines(done))


def test_a_build_goes_on_as_before(project: MakeProject, tmp_path: Path) -> None:
    """The file in ``sources/links`` is no facts file, and no mistake."""
    folder = project({"sources/links/wikidata.nt": ""})

    assert folder.build().claims


@pytest.mark.parametrize("form", ["document", "file name"])
def test_a_merged_entity_is_told_and_recorded(
    linked: Linked, tmp_path: Path, form: str
) -> None:
    """Of a QID that was merged only that is written: its link is to be changed."""
    graph = linked({"north-government": "Q5"})
    path = tmp_path / ("Q5.json" if form == "file name" else "saved.json")
    key = "Q843" if form == "file name" else "Q5"
    path.write_text(json.dumps({"entities": {key: COUNTRY}}))

    done = enrich(graph, on=DAY, files=[path])

    assert done.merged == {"Q5": "Q843"}
    assert not done.read
    assert said(done, "Q5") == {
        ("<http://purl.org/dc/terms/isReplacedBy>", f"<{WD}Q843>"),
        (
            DERIVED,
            f"<{DATA}Q843.json?revision=77>",
        ),
    }
    assert not said(done, "Q843")


def test_two_merged_into_one_share_its_source(linked: Linked, tmp_path: Path) -> None:
    """Enriching one of them again leaves the source of the other."""
    graph = linked({"north-government": "Q5", "northland": "Q6"})
    path = tmp_path / "saved.json"
    path.write_text(json.dumps({"entities": {"Q5": COUNTRY, "Q6": COUNTRY}}))
    before = enrich(graph, on=DAY, files=[path]).path.read_bytes()

    after = enrich(graph, ["northland"], on=DAY, files=[path]).path.read_bytes()

    assert after == before


def test_a_disambiguation_page_is_told(linked: Linked, tmp_path: Path) -> None:
    """A page that lists meanings is no entity to link to."""
    page = item("Q7", claims={"P31": [statement({"numeric-id": 4167410})]})
    graph = linked({"northland": "Q7"})

    done = enrich(graph, on=DAY, files=[saved(tmp_path, page)])

    assert list(done.disambiguations) == ["Q7"]
    assert (f"<{WDT}P31>", f"<{WD}Q4167410>") in said(done, "Q7")


@pytest.mark.parametrize("pack", [lambda b: b, gzip.compress])
def test_a_dump_is_read_line_by_line(
    linked: Linked, tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    """Of a dump only what is linked is read; the rest need not even be sound."""
    path = tmp_path / ("dump.json" if pack(b"") == b"" else "dump.json.gz")
    broken = '{"type": "item", "id": "Q1", "labels": '
    rest = [json.dumps(item(f"Q{n}")) for n in range(840, 850)]
    whole = "[\n" + ",\n".join([*rest, '{"type": "property", "id": "P1"}', broken])
    path.write_bytes(pack(f"{whole}\n]\n".encode()))
    graph = linked({"northland": "Q843"})

    done = enrich(graph, on=DAY, files=[path])

    assert list(done.read) == ["Q843"]
    assert not said(done, "Q844")


def test_files_that_are_none(linked: Linked, tmp_path: Path) -> None:
    """Every file and line that is no entity is told at once; the old file stays."""
    graph = linked({"northland": "Q843"})
    done = enrich(graph, on=DAY, files=[saved(tmp_path, COUNTRY)])
    before = done.path.read_bytes()
    texts = {
        "broken.json": '{"entities":\n{"Q843": {"id": "Q843", "la',
        "dump.json": '[\n{"type": "item", "id": "Q843", "labels": {\n]\n',
        "empty.json": "",
        "html.json": "<html>\n",
        "other.json": '{"query": {\n}}',
        "shape.json": '{"entities": {"Q843": {"id": "Q843", "labels": {"en": 1}}}}',
        "wrong.json": '{"entities": {"Q843": {"id": "P17"}}}',
        "zip.json.gz": "no gzip",
    }
    files = [tmp_path / name for name in texts]
    for path in files:
        path.write_text(texts[path.name])

    with pytest.raises(InputErrors) as caught:
        enrich(graph, on=DAY, files=files)

    told = [
        str(problem).removeprefix(f"{tmp_path}/") for problem in caught.value.problems
    ]
    assert [line.split(": ")[0] for line in told] == [
        "broken.json:2",
        "dump.json:2",
        "empty.json:1",
        "html.json:1",
        "other.json:1",
        "shape.json:1",
        "wrong.json:1",
        "zip.json.gz:1",
    ]
    assert "save https://www.wikidata.org/wiki/Special:EntityData/QID.json" in told[4]
    assert "should be a QID such as Q843, not 'P17'" in told[6]
    assert done.path.read_bytes() == before


def test_a_damaged_file_of_ours_is_not_overwritten(
    linked: Linked, tmp_path: Path
) -> None:
    """What is no N-Triples is told with its line, and left for its owner to mend."""
    graph = linked({"northland": "Q843"})
    done = enrich(graph, on=DAY, files=[saved(tmp_path, COUNTRY)])
    damaged = done.path.read_text().replace("\n", "\n<<<<<<< mine\n", 1)
    done.path.write_text(damaged)

    with pytest.raises(InputErrors, match=r"^sources/links/wikidata\.nt:2: not N-Tri"):
        enrich(graph, on=DAY, files=[saved(tmp_path, COUNTRY)])

    assert done.path.read_text() == damaged


def test_things_that_are_not_linked(linked: Linked, tmp_path: Path) -> None:
    """A thing without a link, and a name of nothing, are errors that say so."""
    graph = linked({"northland": "Q843"})

    with pytest.raises(
        UnknownName, match="is linked to no entity; link it with `kg li"
    ):
        enrich(graph, ["gazette"], on=DAY)
    with pytest.raises(UnknownName, match="nothing is called `norhtland`"):
        enrich(graph, ["norhtland"], on=DAY)


def test_a_project_without_sources(built: Path, tmp_path: Path) -> None:
    """Where there are no sources of one's own, nothing is written into kg's."""
    graph = kg.open(built / "build/graph", project=tmp_path)

    with pytest.raises(InputErrors, match=r"^sources:1: no such folder"):
        enrich(graph, on=DAY)


@pytest.fixture
def wikidata() -> Iterator[Served]:
    """Serve three entities on loopback: one is sound, one merged, one missing."""

    def behave(hit: Hit) -> Reply:
        redirects = {"from": "Q5", "to": "Q843"}
        known = {"Q5": COUNTRY | {"redirects": redirects}, "Q843": COUNTRY}
        qids = hit.fields["ids"].split("|")
        missing = {q: {"id": q, "missing": ""} for q in qids}
        return answer({"entities": {q: known.get(q, missing[q]) for q in qids}})

    with serving() as served:
        served.behave = behave
        yield served


def fetched(
    graph: kg.KnowledgeGraph, served: Served, cache: Path, time: Time, **options: Any
) -> Enriched:
    client = Client(cache, Manners("kg-test/1", timeout=10), time.clock)
    api = f"{served.url}/w/api.php"
    return enrich(graph, client=client, api=api, **{"on": DAY, **options})


def test_entities_are_fetched(linked: Linked, wikidata: Served, tmp_path: Path) -> None:
    """What no file has is fetched: sound, merged and missing ones are told apart."""
    graph = linked({"north-government": "Q843", "northland": "Q5", "gazette": "Q404"})
    path = saved(tmp_path, item("Q843", lastrevid=99))

    done = fetched(graph, wikidata, tmp_path / "cache", Time(), files=[path])

    assert list(done.read) == ["Q843"]
    assert done.merged == {"Q5": "Q843"}
    assert list(done.missing) == ["Q404"]
    assert [hit.fields["ids"] for hit in wikidata.hits] == ["Q5|Q404"]
    assert "revision=99" in done.path.read_text()


def test_a_kept_answer_has_the_day_of_its_arrival(
    linked: Linked, wikidata: Served, tmp_path: Path
) -> None:
    """A second run asks nothing, and does not claim to have retrieved today."""
    graph, time = linked({"northland": "Q843"}), Time()
    first = fetched(graph, wikidata, tmp_path / "cache", time).path.read_bytes()
    time.passed = 86_400

    later = date(2025, 6, 5)
    again = fetched(graph, wikidata, tmp_path / "cache", time, on=later)

    assert again.path.read_bytes() == first
    assert len(wikidata.hits) == 1


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(status=500), Unreachable),
        (Reply(status=429, headers={"Retry-After": "9999"}), Unreachable),
        (Reply(b"<html>", kind="text/html"), Unreachable),
        (Reply(b'{"entities": {"Q843"'), Unreachable),
        (Reply(status=302, headers={"Location": "http://example.org/"}), Unreachable),
        (answer({"error": {"code": "no-such-entity", "info": "Q843?"}}), QueryFailed),
        (answer({"entities": {"Q843": {"id": "?"}}}), QueryFailed),
    ],
)
def test_a_failure_leaves_the_file_as_it_was(
    linked: Linked, wikidata: Served, tmp_path: Path, reply: Reply, kind: type[KgError]
) -> None:
    """Whatever the server does, nothing that was written is lost."""
    graph = linked({"northland": "Q843"})
    done = enrich(graph, on=DAY, files=[saved(tmp_path, COUNTRY)])
    before = done.path.read_bytes()
    wikidata.say(reply)

    with pytest.raises(kind) as caught:
        fetched(graph, wikidata, tmp_path / "cache", Time())

    assert caught.value.exit_code == 4
    assert done.path.read_bytes() == before


def test_the_recorded_entities(linked: Linked, tmp_path: Path) -> None:
    """Three entities as Wikidata sent them are read: names, classes, no codes."""
    name = "data/wikidata/entitydata_fixtures"
    folder = beside(name, "NO RECORDED ENTITIES: none is read")
    graph = linked(
        {"north-government": "Q7164", "northland": "Q217072", "gazette": "Q368804"}
    )

    done = enrich(graph, on=DAY, files=sorted(folder.glob("*.json")), languages=["fr"])

    assert list(done.read) == ["Q7164", "Q217072", "Q368804"]
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    assert (label, '"World Bank"@en') in said(done, "Q7164")
    assert (label, '"Banque mondiale"@fr') in said(done, "Q7164")
    assert (f"<{WDT}P31>", f"<{WD}Q484652>") in said(done, "Q7164")
    assert "Q7164.json?revision=1444640886" in done.path.read_text()
    assert not any(f"{WDT}P297" in line for line in lines(done))


class TestCommand:
    """The command, as ``kg link`` calls it."""

    @pytest.fixture
    def root(self, built: Path, tmp_path: Path) -> Path:
        """Return a project with one linked thing, as a build would leave it."""
        shutil.copytree(built, tmp_path / "project")
        folder = Folder(tmp_path / "project")
        graph = kg.open(folder.graph, project=folder.root)
        iri = graph.find("northland").iri
        del graph
        current = folder.graph / (folder.graph / "CURRENT").read_text().strip()
        store = ox.Store(str(current / "store"))
        link = [ox.NamedNode(i) for i in (iri, EXACT, f"{WD}Q843", "urn:links")]
        store.add(ox.Quad(*link))
        store.flush()
        return folder.root

    def run(self, root: Path, *arguments: str) -> Result:
        settings = Settings(root, None, None)
        return CliRunner().invoke(command, arguments, obj=settings)

    def test_from_a_file(self, root: Path, tmp_path: Path) -> None:
        """A file is read as of the day that is given, and what was done is told."""
        path = saved(tmp_path, COUNTRY)

        result = self.run(
            root, "northland", "--from", str(path), "--date", "2025-06-01"
        )

        assert result.exit_code == 0, result.output
        assert result.output.startswith("Read 1 linked entity, labels in en.")
        assert '"2025-06-01"' in (root / "sources/links/wikidata.nt").read_text()
        folder = Texts(root / "texts")
        build(kg.Project.open(root), root / "build/graph", texts=folder, full=True)

    @pytest.fixture
    def network(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
        """Stand between kg and every other host: whatever leaves arrives here."""
        with serving() as served:
            for name in ("http_proxy", "https_proxy"):
                monkeypatch.setenv(name, served.url)
                monkeypatch.setenv(name.upper(), served.url)
            for name in ("no_proxy", "NO_PROXY"):
                monkeypatch.delenv(name, raising=False)
            yield served

    def test_nothing_is_sent_unless_asked(
        self, root: Path, tmp_path: Path, network: Served
    ) -> None:
        """Without --online no request leaves, even for what no file has."""
        path = saved(tmp_path, item("Q9"))

        result = self.run(root, "--from", str(path))

        assert result.exit_code == 0, result.output
        hint = "Q843 (northland) is in none of the files; fetch it with --online"
        assert hint in result.output
        assert network.hits == []
        assert not (root / "build/cache").exists()

    def test_online_asks_wikidata(self, root: Path, network: Served) -> None:
        """With --online a request does leave: the test above could fail."""
        result = self.run(root, "--online")

        assert isinstance(result.exception, Unreachable)
        assert [hit.method for hit in network.hits] == ["CONNECT"]

    def test_from_where_must_be_said(self, root: Path) -> None:
        """With neither a file nor --online the usage is told."""
        result = self.run(root)

        assert result.exit_code == 2
        assert "say where from: --online, or --from FILE" in result.output
