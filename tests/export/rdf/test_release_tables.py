"""A release for whoever reads no RDF: its tables, and its description as a crate."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import kg
from kg.cli.root import cli
from kg.export.rdf.crate import CrateFile, crate_text
from kg.export.tables.layout import layouts
from kg.read.project import Project
from tests.conftest import MakeProject
from tests.extras import extra

if TYPE_CHECKING:
    import polars as pl
else:
    pl = extra("polars")

CRATE = "ro-crate-metadata.json"
KEYS = {
    *("@id", "@type", "about", "conformsTo", "contentSize", "datePublished"),
    *("description", "encodingFormat", "hasPart", "inLanguage", "license", "name"),
    "sha256",
}
"""The keys that are used; all are terms of the context of RO-Crate 1.2."""


@pytest.fixture(scope="module")
def crate(release: Path) -> dict[str, dict[str, Any]]:
    """Return the entities of the crate by their ids, each of which is there once."""
    read = json.loads((release / CRATE).read_text("utf-8"))
    assert set(read) == {"@context", "@graph"}
    assert read["@context"] == "https://w3id.org/ro/crate/1.2/context"
    ids = [entity["@id"] for entity in read["@graph"]]
    assert len(ids) == len(set(ids))
    return dict(zip(ids, read["@graph"], strict=True))


@pytest.mark.parametrize(
    ("form", "place"), [("tables", "csv"), ("tables-parquet", "parquet")]
)
def test_a_release_holds_the_tables_that_exports_write(
    article: Path, root: Path, release: Path, tmp_path: Path, form: str, place: str
) -> None:
    """Claims, figures, spans, entities and all others, byte for byte."""
    graph = kg.open(article, project=root, texts=tmp_path)
    kg.write_graph(graph, tmp_path / "apart", form)
    kg.write_graph(graph, tmp_path / "one.sqlite", "tables-sqlite")

    ours = {path.name: path.read_bytes() for path in (tmp_path / "apart").iterdir()}
    in_release = (release / "tables" / place).iterdir()
    assert {path.name: path.read_bytes() for path in in_release} == ours
    assert {Path(name).stem for name in ours} == set(layouts())
    one = (tmp_path / "one.sqlite").read_bytes()
    assert (release / "tables/tables.sqlite").read_bytes() == one


def test_the_three_forms_of_a_table_say_the_same(release: Path) -> None:
    """Of a bound there is no value in any of them, and a day is a day."""
    claim = "dailysabah-20250604.F09"
    with sqlite3.connect(release / "tables/tables.sqlite") as database:
        query = "SELECT lowerBound, value, published FROM figures WHERE claim = ?"
        assert list(database.execute(query, [claim])) == [(135_000, None, "2025-06-04")]
    database.close()
    figures = pl.read_parquet(release / "tables/parquet/figures.parquet")
    (row,) = figures.filter(pl.col("claim") == claim).to_dicts()
    assert (row["lowerBound"], row["value"]) == (135_000, None)
    assert row["published"].isoformat() == "2025-06-04"


def test_a_release_without_polars_has_no_parquet_and_says_so(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All else is there, and what describes the release speaks of no such file."""
    folder = project()
    folder.build()
    monkeypatch.setitem(sys.modules, "polars", None)
    words = ["-C", str(folder.root), "export", "release", "-o", str(tmp_path / "r")]
    done = CliRunner().invoke(cli, words)

    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == (
        "Left out: tables as Parquet, written by polars: "
        "python -m pip install 'apf-kg[tables]'"
    )
    written = tmp_path / "r"
    assert (written / "tables/csv/claims.csv").exists()
    assert (written / "tables/tables.sqlite").exists()
    assert not (written / "tables/parquet").exists()
    readme = " ".join((written / "README.md").read_text("utf-8").split())
    assert "`tables/parquet/`" not in readme
    assert "There are no Parquet files, since polars" in readme
    for name in ("dataset.ttl", CRATE, "SHA256SUMS"):
        assert "parquet" not in (written / name).read_text("utf-8")


def test_the_crate_describes_itself_and_the_release(
    crate: dict[str, dict[str, Any]],
) -> None:
    """What RO-Crate 1.2 demands of the descriptor and of the root."""
    descriptor, top = crate[CRATE], crate["./"]

    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert descriptor["about"] == {"@id": "./"}
    assert top["@type"] == "Dataset"
    assert top["name"] == "Actors, policies and flows"
    assert "claims from 29 documents" in top["description"]
    assert top["datePublished"] == "2025-09-12"
    licence = crate[top["license"]["@id"]]
    assert licence["@id"] == "https://creativecommons.org/licenses/by/4.0/"
    assert licence["name"]
    assert "not covered" in licence["description"]


def test_the_crate_is_flat_and_every_reference_leads_somewhere(
    crate: dict[str, dict[str, Any]],
) -> None:
    """Entities refer to others by id, and hold none; all are reached from the root."""
    reached, queue = {CRATE, "./"}, ["./"]
    while queue:
        for value in crate[queue.pop()].values():
            refers = value if isinstance(value, list) else [value]
            for each in refers:
                if isinstance(each, dict):
                    assert set(each) == {"@id"}
                    queue += {each["@id"]} - reached
                    reached.add(each["@id"])
    assert reached == set(crate)
    for entity in crate.values():
        assert {"@id", "@type", "name"} <= set(entity) <= KEYS


def test_the_crate_lists_every_file_as_it_is(
    crate: dict[str, dict[str, Any]], release: Path
) -> None:
    """With size and digest; only the list of digests cannot have its own."""
    listed = {i: e for i, e in crate.items() if e["@type"] == "File"}
    there = {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in release.rglob("*")
        if path.is_file()
    }

    assert set(listed) == set(there) - {CRATE}
    for name, entity in listed.items():
        assert entity["contentSize"] == str(len(there[name]))
        digest = hashlib.sha256(there[name]).hexdigest()
        assert entity.get("sha256", digest) == digest
        assert entity["description"]
        assert entity["encodingFormat"].partition("/")[1] == "/"
    assert [n for n, e in listed.items() if "sha256" not in e] == ["SHA256SUMS"]
    assert listed["tables/csv/claims.csv"]["encodingFormat"] == "text/csv"
    assert listed["data/graph.nq.gz"]["encodingFormat"] == "application/gzip"
    folders = [i for i, e in crate.items() if e["@type"] == "Dataset" and i != "./"]
    assert all((release / folder).is_dir() for folder in folders)


def test_a_name_with_spaces_is_an_address(root: Path) -> None:
    """Of a project's own module, too: ids are relative IRIs."""
    file = CrateFile("ontology/of us é.ttl", "Ours", "text/turtle", 1, "0" * 64)
    text = crate_text(
        Project.open(root), "About.", "2025-01-01", [file], {"ontology/": "Terms."}
    )

    assert '"@id": "ontology/of%20us%20%C3%A9.ttl"' in text
    assert '"name": "of us é.ttl"' in text


def test_without_a_document_there_is_no_day_and_no_crate(
    project: MakeProject, tmp_path: Path
) -> None:
    """A crate has a date of publication, and none is made up for it."""
    folder = project(
        {
            "sources/gazette-20250301/facts.yaml": None,
            "sources/gazette-20250401/facts.yaml": None,
        }
    )
    folder.build()
    graph = kg.open(folder.graph, project=folder.root)
    kg.write_graph(graph, tmp_path / "r", "release")

    assert not (tmp_path / "r" / CRATE).exists()
    assert CRATE not in (tmp_path / "r/README.md").read_text("utf-8")
    assert CRATE not in (tmp_path / "r/SHA256SUMS").read_text("utf-8")
