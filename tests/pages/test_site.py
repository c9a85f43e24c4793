"""A written site is whole: links lead somewhere, pages are sound, bytes the same."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

import kg
from kg.errors import BadArgument
from kg.pages.site import MARKER, SiteReport, write_site
from kg.read.files import ExportFailed
from tests.cli.conftest import KG
from tests.conftest import Folder, MakeProject
from tests.pages.markup import Markup

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(
    meridia: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, SiteReport]:
    """Write the site of the invented case."""
    folder = tmp_path_factory.mktemp("site") / "meridia"
    return folder, write_site(meridia, folder, base_url="https://meridia.example/x")


@pytest.fixture(scope="module")
def pages(site: tuple[Path, SiteReport]) -> dict[str, Markup]:
    """Return every page of the site, read strictly, by its path."""
    folder, _ = site
    return {
        path.relative_to(folder).as_posix(): Markup(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def links(pages: dict[str, Markup]) -> Iterator[tuple[str, str]]:
    for path, page in pages.items():
        yield from ((path, there) for there in page.links)


def test_every_link_leads_to_a_file_and_a_place_in_it(
    site: tuple[Path, SiteReport], pages: dict[str, Markup]
) -> None:
    """Of the whole site; those that lead out are of the web, and of nothing else."""
    folder, report = site
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*")}
    lost = set()
    for path, there in links(pages):
        if there.startswith(("http://", "https://")):
            continue
        address, place = urldefrag(there)
        up = Path("/", path).parent / unquote(address)
        target = up.resolve().as_posix().lstrip("/") if address else path
        if target not in files or (place and place not in pages[target].ids):
            lost.add((path, there))

    assert not lost
    assert len(pages) == report.pages
    assert len([f for f in files if (folder / f).is_file()]) == report.files


def test_every_page_is_well_formed_and_accessible(pages: dict[str, Markup]) -> None:
    """Read as strictly as :mod:`tests.pages.markup` does.

    Tags end in order, ids are there once, headings skip no level, cells of heads have a
    scope, fields a label; there is no script, and no style in an attribute.
    """
    assert {path: page.faults for path, page in pages.items() if page.faults} == {}


def test_nothing_is_asked_of_another_host(pages: dict[str, Markup]) -> None:
    """Pages link to others, but load nothing but their own style and script."""
    for path, page in pages.items():
        loaded = [there for there in page.links if there.endswith((".css", ".js"))]
        up = "../" * path.count("/")
        assert {*loaded} - {f"{up}static/app/app.js"} == {f"{up}static/style.css"}


def test_the_graph_is_beside_its_pages(
    site: tuple[Path, SiteReport], meridia: kg.KnowledgeGraph
) -> None:
    """Whole as N-Quads and Turtle; of each thing what the graph says of it."""
    folder, _ = site
    store = ox.Store()
    packed = (folder / "graph.nq.gz").read_bytes()
    store.load(gzip.decompress(packed), format=ox.RdfFormat.N_QUADS)

    assert packed[3:8] == bytes(5), "a name or a time stands in the head of the gzip"
    assert len(store) == len(meridia.endpoint.store)  # type: ignore[attr-defined]
    policy = ox.NamedNode(f"{meridia.project.base}id/policy/removal-order")
    mine = {q.triple for q in store.quads_for_pattern(policy, None, None)}
    for ending, form in (
        ("ttl", ox.RdfFormat.TURTLE),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ):
        data = (folder / f"policy/removal-order.{ending}").read_bytes()
        own = {quad.triple for quad in ox.parse(data, format=form)}
        assert own
        assert own <= mine


def test_feed_site_map_and_names_list_what_there_is(
    site: tuple[Path, SiteReport],
) -> None:
    """With a base the feed and the map have whole addresses; no day is of today."""
    folder, report = site
    feed = ElementTree.parse(folder / "feed.atom").getroot()
    sitemap = ElementTree.parse(folder / "sitemap.xml").getroot()
    names = json.loads((folder / "search.json").read_text("utf-8"))

    updated = [e.findtext(f"{ATOM}updated") for e in feed.iter(f"{ATOM}entry")]
    assert updated == sorted(updated, key=str, reverse=True)
    # the last document of the case is the agency's report of 20 January 2025
    assert feed.findtext(f"{ATOM}updated") == "2025-01-20T00:00:00Z"
    where = [loc.text or "" for loc in sitemap.iter(f"{SITEMAP}loc")]
    assert len(where) == report.pages
    assert where[0] == "https://meridia.example/x/index.html"
    order = next(e for e in names if e["id"] == "removal-order")
    assert order["aliases"] == ["Removal Order"]
    assert order["address"] == "policy/removal-order.html"
    assert any(e["kind"] == "claim" and e["standing"] == "denied" for e in names)


def test_the_same_graph_gives_the_same_bytes(
    project: MakeProject, tmp_path: Path
) -> None:
    """By the command, which prints one line, and here, with other hashes."""
    folder = project()
    folder.build()
    _run_site(folder, tmp_path / "one", "1")
    graph = kg.open(folder.graph, project=folder.root)
    write_site(graph, tmp_path / "two")
    one, two = (
        {p.relative_to(at): p.read_bytes() for p in at.rglob("*") if p.is_file()}
        for at in (tmp_path / "one", tmp_path / "two")
    )

    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []


def _run_site(folder: Folder, out: Path, seed: str) -> None:
    import os
    import subprocess

    env = {**os.environ, "PYTHONHASHSEED": seed}
    words = (KG, "site", "-o", out)
    done = subprocess.run(
        words, cwd=folder.root, env=env, check=True, capture_output=True, text=True
    )
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert re.fullmatch(
        rf"{out}: [\d,]+ pages, [\d,]+ files\. The text of 1 document is in it; "
        "--no-texts leaves it out\\.",
        line,
    )


def test_a_folder_of_somebody_elses_is_left_alone(
    meridia: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """Only an empty folder or an earlier site is replaced."""
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(ExportFailed, match=r"other files, such as notes\.txt"):
        write_site(meridia, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(BadArgument, match="takes an address"):
        write_site(meridia, tmp_path / "new", base_url="javascript:alert(1)")


def test_an_earlier_site_is_replaced_whole_or_not_at_all(
    meridia: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """What fails half-way leaves the site that was there, and nothing beside it."""
    old = tmp_path / "site"
    old.mkdir()
    (old / MARKER).write_text("")
    (old / "gone.html").write_text("old")

    def stop(what: str) -> None:
        if what.endswith("conflicts"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(meridia, old, tell=stop)
    assert sorted(p.name for p in old.iterdir()) == [MARKER, "gone.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
