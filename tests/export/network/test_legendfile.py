"""The legend as a picture: every colour with its words, beside the file."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

from lxml import etree

import kg
from kg.ask.network.model import Edges, Network, Nodes
from kg.export.forms import write_network
from kg.export.network.drawing import Drawing, draw
from kg.export.network.legendfile import write_legend
from kg.names import local_name
from tests.export.network.test_legend import DRAWING, NETWORK

SVG = "{http://www.w3.org/2000/svg}"


def legend(network: Network, drawing: Drawing) -> tuple[list[str], list[str]]:
    """Return the texts of a legend, and the colours of its signs, in their order."""
    out = io.BytesIO()
    write_legend(network, out, drawing)
    root = etree.fromstring(out.getvalue())
    signs = root.findall(f"{SVG}g/*")
    colours = [sign.get("fill") or str(sign.get("stroke")) for sign in signs]
    return [str(text.text) for text in root.iter(f"{SVG}text")], colours


def test_every_colour_stands_beside_its_name_and_word() -> None:
    """With how many there are; and samples of thickness where anything is counted."""
    texts, colours = legend(NETWORK, DRAWING)
    assert texts[:8] == [
        *("Moves", "Nodes", "grey: flow (1)", "blue: place (1)"),
        *("Edges", "orange-red: left (2)", "red: said (denied) (1)"),
        "Thickness of edges",
    ]
    assert texts[8:11] == ["1: nothing is known", "2: about ten", "3: about a hundred"]
    assert colours[:4] == ["#999999", "#0072b2", "#d55e00", "#d62728"]
    assert set(colours[4:]) == {"#555555"}
    assert "Gephi draws edges by their weight instead" in " ".join(texts[8:])


def test_edges_are_called_by_their_label_and_their_kind() -> None:
    """People know the label; filters know the kind."""
    edges = Edges(*(["1"], ["a"], ["b"], ["left (person)"], ["Afghans leaving"]))
    network = Network("v", "t", "", Nodes(["a", "b"], ["A", "B"], ["", ""]), edges)
    texts, _ = legend(network, draw(network))
    assert "without a name" in texts[2]
    assert texts[4].endswith(": Afghans leaving · left (person) (1)")
    assert texts[-1] == "Thickness (display weight) is 1, as nothing is counted."


def test_hard_names_make_a_picture(nasty: Network, drawing: Drawing) -> None:
    """Of any script, with markup and characters that XML cannot hold."""
    texts, _ = legend(nasty, drawing)
    assert any("بلد" in text for text in texts)


def test_nothing_has_a_legend_of_nothing(empty: Network) -> None:
    assert legend(empty, draw(empty))[0][0] == "Nothing"


def test_a_legend_needs_nothing_from_elsewhere(
    nasty: Network, drawing: Drawing
) -> None:
    """No script, no font, no link: it is shown wherever it is put."""
    out = io.BytesIO()
    write_legend(nasty, out, drawing)
    names = {local_name(e.tag) for e in etree.fromstring(out.getvalue()).iter()}
    used = {name.rpartition("}")[2] for name in names}
    assert used <= {"svg", "title", "rect", "g", "circle", "path", "text"}
    assert b"href" not in out.getvalue()


def test_it_lies_beside_files_that_are_drawn_only(tmp_path: Path) -> None:
    """In Python, too; not beside tables, and not where the file is open."""
    kg.write_network(NETWORK, tmp_path / "a.b.gexf")
    kg.write_network(NETWORK, tmp_path / "tables", form="csv")
    kg.write_network(NETWORK, io.BytesIO())
    assert sorted(os.listdir(tmp_path)) == ["a.b.gexf", "a.b.legend.svg", "tables"]


def test_a_pipe_has_none(tmp_path: Path) -> None:
    """What is read as it is written lies nowhere, and nothing lies beside it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = threading.Thread(target=pipe.read_bytes)
    reader.start()
    write_network(NETWORK, pipe, form="gexf", drawing=DRAWING)
    reader.join()
    assert os.listdir(tmp_path) == ["pipe"]


def test_the_same_network_has_the_same_legend() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_legend(NETWORK, first, DRAWING)
    write_legend(NETWORK, second, DRAWING)
    assert first.getvalue() == second.getvalue()
