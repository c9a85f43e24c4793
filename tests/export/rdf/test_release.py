"""A release: complete, described as it is, verifiable, and without anybody's text."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import DCAT, DCTERMS, RDF, VOID, XSD, Graph, Namespace, URIRef

from kg.export.rdf.release import export_release
from kg.graph.store import Generations
from kg.read.files import ExportFailed, output_folder
from kg.read.project import Project
from tests.conftest import TEXT, MakeProject
from tests.export.rdf.conftest import URL
from tests.export.reading import by_oxigraph, by_rdflib, loaded, rows
from tests.extras import extra

if TYPE_CHECKING:
    import polars as pl
else:
    pl = extra("polars")

SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = URIRef("https://w3id.org/apf")


def released(
    store: ox.Store, project: Project, folder: Path, *, url: str | None = None
) -> list[str]:
    """Write a release that appears whole or not at all; return its files."""
    with output_folder(folder) as empty:
        return export_release(store, empty, project=project, url=url)


FORMS = {
    "graph.nq": "nquads",
    "graph.ttl": "turtle",
    "graph.jsonld": "json-ld",
    "statements.ttl": "turtle",
    "nanopubs.trig": "trig",
    "cubes.ttl": "turtle",
}


@pytest.fixture(scope="module")
def about(release: Path) -> Graph:
    """Read the description with rdflib; every term in it is a full IRI."""
    return Graph().parse(release / "dataset.ttl")


def unpacked(release: Path, name: str) -> bytes:
    return gzip.decompress((release / f"data/{name}.gz").read_bytes())


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def text_of(name: str, data: bytes) -> str:
    """Return all that a file says, however it is packed."""
    if name.endswith(".parquet"):
        return str(pl.read_parquet(io.BytesIO(data)).to_dicts())
    raw = gzip.decompress(data) if name.endswith(".gz") else data
    return raw.decode("utf-8", "replace" if name.endswith(".sqlite") else "strict")


def test_the_sums_are_those_of_all_files(release: Path) -> None:
    """The list has every file but itself, and ``sha256sum -c`` finds no fault."""
    expected = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files(release).items()
        if name != "SHA256SUMS"
    }
    lines = (release / "SHA256SUMS").read_text("utf-8").splitlines()
    assert lines == [f"{expected[name]}  {name}" for name in sorted(expected)]
    if tool := shutil.which("sha256sum"):
        subprocess.run([tool, "--strict", "-c", "SHA256SUMS"], cwd=release, check=True)


@pytest.mark.parametrize("name", FORMS)
def test_two_readers_read_each_file(release: Path, name: str) -> None:
    """Rdflib and Oxigraph read equally many quads, and the same."""
    data = unpacked(release, name)
    assert by_rdflib(data, FORMS[name]) == by_oxigraph(data, FORMS[name])


def test_the_graph_is_whole(release: Path, store: ox.Store) -> None:
    """The dumps hold the graph of the project, RDF 1.2 what Oxigraph reads."""
    quads = {str(quad) for quad in store}
    assert by_oxigraph(unpacked(release, "graph.nq"), "nquads") == quads
    assert by_oxigraph(unpacked(release, "graph.jsonld"), "json-ld") == quads
    assert by_oxigraph(unpacked(release, "statements-rdf12.ttl"), "turtle")


@pytest.mark.parametrize(
    ("term", "pattern"),
    [
        (VOID.triples, "{ SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"),
        (VOID.distinctSubjects, "{ SELECT DISTINCT ?s WHERE { ?s ?p ?o } }"),
        (VOID.distinctObjects, "{ SELECT DISTINCT ?o WHERE { ?s ?p ?o } }"),
        (VOID.properties, "{ SELECT DISTINCT ?p WHERE { ?s ?p ?o } }"),
        (VOID.classes, "{ SELECT DISTINCT ?c WHERE { ?s a ?c } }"),
        (
            VOID.entities,
            "{ SELECT DISTINCT ?s WHERE { ?s ?p ?o . "
            f'FILTER STRSTARTS(STR(?s), "{DATASET}/id/") }} }}',
        ),
    ],
)
def test_void_counts_are_those_of_the_dump(
    release: Path, about: Graph, term: URIRef, pattern: str
) -> None:
    """What is said of the whole is what SPARQL counts in the file."""
    dump = loaded(unpacked(release, "graph.nq"), "nquads")
    counted = rows(dump, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    assert [(str(n),) for n in about.objects(DATASET, term)] == counted


def test_void_partitions_are_those_of_the_dump(release: Path, about: Graph) -> None:
    """Each class with its things, each property with its triples, none left out."""
    dump = loaded(unpacked(release, "graph.nq"), "nquads")
    for kind, counted, pattern in (
        ("class", VOID.entities, "?s a ?x"),
        ("property", VOID.triples, "?s ?x ?o"),
    ):
        expected = rows(
            dump,
            "SELECT ?x (COUNT(*) AS ?n) WHERE { { SELECT DISTINCT * WHERE { "
            f"{pattern} }} }} }} GROUP BY ?x",
        )
        found = {
            (str(about.value(part, VOID[kind])), str(about.value(part, counted)))
            for part in about.objects(DATASET, VOID[f"{kind}Partition"])
        }
        assert found == set(expected)


def test_the_catalogue_has_what_dcat_ap_demands(about: Graph) -> None:
    """Mandatory and recommended properties, each once, dates from the data alone."""
    for kind in (DCAT.Dataset, VOID.Dataset):
        assert (DATASET, RDF.type, kind) in about
    for term in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert len(set(about.objects(DATASET, term))) == 1
    assert str(about.value(DATASET, DCTERMS.issued)) == "2025-09-12"
    period = about.value(DATASET, DCTERMS.temporal)
    assert (period, RDF.type, DCTERMS.PeriodOfTime) in about
    first = about.value(period, DCAT.startDate)
    last = about.value(period, DCAT.endDate)
    assert str(first) < "2025-04-01" < str(last)
    spaces = {str(space) for space in about.objects(DATASET, VOID.uriSpace)}
    assert spaces == {f"{DATASET}/id/"}
    vocabularies = {str(iri) for iri in about.objects(DATASET, VOID.vocabulary)}
    assert {f"{DATASET}/ontology#", str(RDF), str(VOID)} <= vocabularies


def test_each_distribution_is_the_file_it_describes(
    about: Graph, release: Path
) -> None:
    """Address, media type, size, licence and checksum are there and true."""
    seen = set()
    for item in about.objects(DATASET, DCAT.distribution):
        assert (item, RDF.type, DCAT.Distribution) in about
        url = str(about.value(item, DCAT.accessURL))
        assert url == str(about.value(item, DCAT.downloadURL))
        data = (release / url.removeprefix(URL)).read_bytes()
        size, checksum = (
            about.value(item, DCAT.byteSize),
            about.value(item, SPDX.checksum),
        )
        digest = about.value(checksum, SPDX.checksumValue)
        assert str(size) == str(len(data))
        assert str(digest).lower() == hashlib.sha256(data).hexdigest()
        assert getattr(digest, "datatype", None) == XSD.hexBinary
        assert (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256) in about
        media = str(about.value(item, DCAT.mediaType))
        assert media.startswith("https://www.iana.org/assignments/media-types/")
        for term in (DCTERMS.title, DCTERMS.license):
            assert about.value(item, term) is not None
        packed = about.value(item, DCAT.compressFormat) is not None
        assert packed == (data[:2] == b"\x1f\x8b")
        seen.add(url.removeprefix(URL))
    data_files = {name for name in files(release) if name.startswith("data/")}
    assert seen == data_files | {n for n in files(release) if n.startswith("tables/")}
    dumps = {str(dump) for dump in about.objects(DATASET, VOID.dataDump)}
    assert dumps == {f"{URL}data/graph.{s}.gz" for s in ("nq", "ttl", "jsonld")}


def test_the_readme_names_every_file(release: Path) -> None:
    """Each file, or its folder, is explained; licence and title are the project's."""
    text = (release / "README.md").read_text("utf-8")
    for name in files(release):
        folders = ("ontology/", "tables/csv/", "tables/parquet/")
        known = next((f for f in folders if name.startswith(f)), name)
        assert f"`{known}`" in text or name == "README.md"
    assert text.startswith("# Actors, policies and flows\n")
    licence = (release / "LICENSE").read_text("utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in licence


def test_the_ontology_comes_along(release: Path, root: Path) -> None:
    """Modules, code lists, shapes and alignments are those of the repository."""
    expected = {
        f"ontology/{path.relative_to(root / 'ontology').as_posix()}": path.read_bytes()
        for path in (root / "ontology").rglob("*.ttl")
    }
    found = {k: v for k, v in files(release).items() if k.startswith("ontology/")}
    assert found == expected


def test_equal_graphs_give_equal_releases(
    store: ox.Store, root: Path, release: Path, tmp_path: Path
) -> None:
    """Elsewhere, later, from a store in another order: the same bytes."""
    again = ox.Store()
    again.extend(sorted(store, key=str, reverse=True))
    names = released(again, Project.open(root), tmp_path / "again", url=URL)

    assert files(tmp_path / "again") == files(release)
    assert names == sorted(files(release))
    for path in (release / "data").iterdir():
        head = path.read_bytes()[:10]
        assert head[3] == 0, "no name of a file in it"
        assert head[4:8] == bytes(4), "no time in it"


def test_a_source_text_is_in_no_file(project: MakeProject, tmp_path: Path) -> None:
    """Where the project has the texts at hand, no six words in a row get out."""
    folder = project()
    folder.build()
    store = Generations(folder.graph).open()
    released(store, folder.open(), tmp_path / "out")
    words = TEXT.split()
    runs = {" ".join(words[n : n + 6]) for n in range(len(words) - 5)}
    assert len(runs) > 20
    for name, data in files(tmp_path / "out").items():
        text = " ".join(text_of(name, data).split())
        assert not [run for run in runs if run in text], name


def test_a_form_without_content_is_left_out(
    project: MakeProject, tmp_path: Path
) -> None:
    """A graph with figures only has no statements, and nothing speaks of them."""
    folder = project({"sources/gazette-20250301/facts.yaml": None})
    folder.edit(
        "sources/gazette-20250401/facts.yaml",
        "    restates: gazette-20250301.count\n",
        "",
    )
    folder.build()
    store = Generations(folder.graph).open()
    names = released(store, folder.open(), tmp_path / "out")

    assert "data/cubes.ttl.gz" in names
    assert not [name for name in names if "statements" in name]
    assert not (tmp_path / "out/data/statements.ttl.gz").exists()
    assert "statements" not in (tmp_path / "out/README.md").read_text("utf-8")
    about = Graph().parse(tmp_path / "out/dataset.ttl")
    urls = {str(url) for url in about.objects(None, DCAT.accessURL)}
    assert "https://example.org/permits/release/data/graph.nq.gz" in urls
    assert not [url for url in urls if "statements" in url]


def test_a_folder_with_other_files_is_left_alone(
    store: ox.Store, root: Path, tmp_path: Path
) -> None:
    """Nothing is written beside files of somebody else's; none is removed."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.tex").write_text("mine")
    with pytest.raises(ExportFailed, match=r"thesis\.tex"):
        released(store, Project.open(root), tmp_path / "out")
    assert files(tmp_path) == {"out/thesis.tex": b"mine"}
