"""Every form is in one list, and is written from Python as by the command line."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.errors import StoreError, UnknownName
from kg.export.forms import (
    GRAPH_FORMS,
    VIEW_FORMS,
    Form,
    view_form,
    write_graph,
    write_network,
)
from kg.export.rdf.claims import NothingToExport

FORMS = [*VIEW_FORMS.values(), *GRAPH_FORMS.values()]
MEDIA = re.compile(r"[a-z]+/[a-z0-9+.-]+")
PAGES = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def graph(article: Path, root: Path) -> kg.KnowledgeGraph:
    """Return the article's graph, opened."""
    return kg.open(article, project=root)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_has_a_name_an_ending_a_media_type_and_a_purpose(form: Form) -> None:
    """What the command line lists and a catalogue tells is there for each."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z]+)*", form.name)
    assert form.suffix == "" or re.fullmatch(r"\.[a-z]+", form.suffix)
    assert MEDIA.fullmatch(form.media)
    assert form.summary
    assert "--" not in form.summary  # options are the command line's


def test_no_name_means_two_things() -> None:
    """A form of a view and one of the graph are told apart by their names alone."""
    assert not VIEW_FORMS.keys() & GRAPH_FORMS.keys()


def test_the_page_of_networks_has_every_form_of_a_view() -> None:
    """Its table names each with the ending of its file, or says that it is a folder."""
    page = (PAGES / "networks.md").read_text("utf-8")
    table = page.partition("| `--form` |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| `([a-z0-9-]+)` \| `?([a-z.]+)`? \|", table, re.M))
    assert rows == {n: form.suffix or "folder" for n, form in VIEW_FORMS.items()}


@pytest.mark.parametrize("name", VIEW_FORMS)
def test_a_network_is_written_in_every_form(
    graph: kg.KnowledgeGraph, tmp_path: Path, name: str
) -> None:
    """One call writes a file or a folder, by a name or by the ending of the file."""
    network = graph.view("flows")
    form = VIEW_FORMS[name]
    path = tmp_path / f"flows{form.suffix}"

    write_network(network, path, form=name)

    assert any(path.iterdir()) if form.folder else path.stat().st_size
    if form.folder:
        with pytest.raises(UnknownName, match=f"`{name}` is a folder"):
            write_network(network, io.BytesIO(), form=name)
        return
    out = io.BytesIO()
    write_network(network, out, form=name)
    assert out.getvalue() == path.read_bytes()


@pytest.mark.parametrize("name", GRAPH_FORMS)
def test_a_graph_is_written_in_every_form(
    graph: kg.KnowledgeGraph, tmp_path: Path, name: str
) -> None:
    """A file or folder is there and has something in it."""
    path = tmp_path / "out"

    write_graph(graph, path, name)

    files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
    assert path.is_dir() == GRAPH_FORMS[name].folder
    empty = name == "quickstatements"  # the article's things are not linked here
    assert all(file.stat().st_size for file in files) or empty


def test_the_ending_of_a_file_names_its_form() -> None:
    """Of two forms with one ending the first is meant; without a file it is GEXF."""
    assert view_form(None, Path("a.GRAPHML")) is VIEW_FORMS["graphml"]
    assert view_form(None, Path("a.gexf")) is VIEW_FORMS["gexf"]
    assert view_form(None) is VIEW_FORMS["gexf"]
    with pytest.raises(UnknownName, match="does not tell what to write; name a form"):
        view_form(None, Path("a.foo"))
    with pytest.raises(UnknownName, match="did you mean `graphml`"):
        view_form("graphm")


def test_an_option_that_a_form_has_no_use_for_is_refused(
    graph: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """The message names what was passed and what may be; nothing is written."""
    with pytest.raises(UnknownName, match="`nquads` takes no `document`, but `same_"):
        write_graph(graph, tmp_path / "a", "nquads", document="dailysabah-20250604")
    with pytest.raises(UnknownName, match="`jsonld` takes no `document`, but none"):
        write_graph(graph, tmp_path / "a", "jsonld", document="dailysabah-20250604")
    with pytest.raises(UnknownName, match="no form is called `nquad`"):
        write_graph(graph, tmp_path / "a", "nquad")
    with pytest.raises(NothingToExport):
        write_graph(graph, tmp_path / "a", "nanopub", as_of=date(1999, 1, 1))
    assert not list(tmp_path.iterdir())


def test_options_reach_the_form(graph: kg.KnowledgeGraph) -> None:
    """What is given to one call is what the form's own function gets."""
    whole, then = io.BytesIO(), io.BytesIO()
    write_graph(graph, whole, "nanopub")
    write_graph(graph, then, "nanopub", as_of=date(2025, 6, 4))
    assert 0 < len(then.getvalue()) < len(whole.getvalue())


def test_only_a_graph_on_disk_is_exported_whole(
    graph: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """An endpoint answers questions; its store is not at hand."""
    remote = kg.open("http://127.0.0.1:9/sparql", project=graph.project.root)
    with pytest.raises(StoreError, match="only a graph on disk"):
        write_graph(remote, tmp_path / "a", "nquads")
