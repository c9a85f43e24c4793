"""Labels do not cover each other as Gephi draws them, measured with real fonts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

import kg
from kg.ask.network.model import Network
from kg.export.network.boxes import spaced
from kg.export.network.drawing import draw, sizes_of
from kg.export.network.labels import SIZE, width
from kg.export.network.layout import layout
from kg.export.network.overlaps import Point
from tests.extras import needs

GEPHI = 33.6
"""Arial Bold 32 in the middle size, 0.5 x 1.9 + 0.1: VizConfig, ScaledSizeMode."""

Measure = Callable[[str], tuple[float, float]]

LABELS = [
    "Afghans leaving Pakistan since April 2025",
    "WWW MMM @@@ %%% mmm",
    "Łódź, Ægypten, œuvre, Đà Nẵng",
    "Министерство внутренних дел ЩЩЩ ЖЖЖ",
    "حكومة جمهورية باكستان الإسلامية سسس ششش",
    "افغانستان کے پناہ گزین",
    "Υπουργείο Εσωτερικών Ω",
    "a\u0301e\u0301 \u200fx\u202c \u2013 \u2014 “quoted” … \u2018x\u2019 • §",
]


def dejavu(label: str) -> tuple[float, float]:
    """Return the width and line height in the widest font that Java falls back on."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    wide, _, _ = TextToPath().get_text_width_height_descent(
        label, FontProperties(family="DejaVu Sans", weight="bold", size=GEPHI), False
    )
    return wide, 1.164 * GEPHI  # ascent and descent of the font


@cache
def arial() -> dict[str, float]:
    """Return the widths of letters of Helvetica Bold, which Arial Bold has as well."""
    import matplotlib

    fonts = Path(matplotlib.get_data_path()) / "fonts/pdfcorefonts"
    widths = {}
    for line in (fonts / "Helvetica-Bold.afm").read_text("latin-1").splitlines():
        if line.startswith("C ") and not line.startswith("C -1"):
            code, wide, *_ = line.split(";")
            widths[chr(int(code.split()[1]))] = int(wide.split()[1]) / 1000
    return widths


def helvetica(label: str) -> tuple[float, float]:
    """Return the width and line height in Arial; other letters are as wide as W."""
    known = arial()
    wide = sum(known.get(letter, known["W"]) for letter in label)
    return wide * GEPHI, 1.117 * GEPHI


def covering(
    points: Sequence[Point], labels: Sequence[str], measure: Measure
) -> list[tuple[str, str]]:
    """Return the labels of which one covers the other, around the middle of nodes."""
    boxes = list(map(measure, labels))
    return [
        (labels[a], labels[b])
        for a, b in combinations(range(len(points)), 2)
        if abs(points[a][0] - points[b][0]) < (boxes[a][0] + boxes[b][0]) / 2
        and abs(points[a][1] - points[b][1]) < (boxes[a][1] + boxes[b][1]) / 2
    ]


@pytest.fixture(scope="module")
def shipped(article: Path, root: Path) -> dict[str, Network]:
    graph = kg.open(article, project=root)
    return {name: graph.view(name) for name in graph.views}


@needs("matplotlib")
def test_no_label_covers_another_in_the_four_views(shipped: dict[str, Network]) -> None:
    """Not one pair, in Arial as in the fonts that stand in for it."""
    assert len(shipped) == 4
    for name, network in shipped.items():
        drawn = draw(network)
        points = list(zip(drawn.x, drawn.y, strict=True))
        for measure in (dejavu, helvetica):
            assert covering(points, network.nodes.labels, measure) == [], name


@needs("matplotlib")
def test_labels_that_nobody_keeps_apart_cover_each_other(
    shipped: dict[str, Network],
) -> None:
    """The measure tells: without their labels the same nodes stand too close."""
    network = shipped["claims"]
    index = {id_: i for i, id_ in enumerate(network.nodes.ids)}
    ends = zip(network.edges.sources, network.edges.targets, strict=True)
    pairs = [(index[s], index[t]) for s, t in ends]
    points = layout(len(index), pairs, sizes_of(len(index), pairs))
    assert len(covering(points, network.nodes.labels, dejavu)) > 50


@pytest.mark.parametrize("edges", [0, 100, 300, 2000])
@needs("matplotlib")
def test_no_label_covers_another_in_random_networks(edges: int) -> None:
    """Of 200 nodes with labels of up to 60 letters, in one part or many.

    Gephi leaves them alone: their centre is 0, and none is beyond 5,000.
    """
    chance = random.Random(edges)
    pairs = [(chance.randrange(200), chance.randrange(200)) for _ in range(edges)]
    words = [
        "".join(chance.choices("abcdefghijk lmnoW ", k=chance.randint(1, 60)))
        for _ in range(200)
    ]
    points = layout(200, pairs, sizes_of(200, pairs), words)
    assert covering(points, words, dejavu) == []
    assert sum(x for x, _ in points) == sum(y for _, y in points) == 0
    assert max(abs(c) for point in points for c in point) <= 5000


def test_no_label_covers_the_disc_of_another() -> None:
    """A disc of radius 100 is wider than a short label, and as high as five lines."""
    boxes = [(100.0, 100.0), (40.0, 20.0), (40.0, 20.0), (40.0, 20.0)]
    points = spaced([(0.0, 0.0)] * 4, boxes)
    for a, b in combinations(range(4), 2):
        aside = abs(points[a][0] - points[b][0]) >= boxes[a][0] + boxes[b][0]
        above = abs(points[a][1] - points[b][1]) >= boxes[a][1] + boxes[b][1]
        assert aside or above


def test_what_covers_nothing_stays_where_it_is() -> None:
    points = [(0.0, 0.0), (0.0, 100.0), (500.0, 0.0)]
    assert spaced(points, [(40.0, 20.0)] * 3) == points


def test_labels_for_which_there_is_no_room_are_no_error() -> None:
    """Two thousand long ones fill more than Gephi leaves alone."""
    points = layout(2000, [], [4.0] * 2000, ["m" * 80] * 2000)
    assert max(abs(c) for point in points for c in point) <= 5000


@pytest.mark.parametrize("label", LABELS)
@needs("matplotlib")
def test_a_label_takes_no_more_room_than_is_reckoned_with(label: str) -> None:
    """In any script; and not half as much again where all letters are known."""
    wide, _ = dejavu(label)
    assert pytest.approx(GEPHI) == SIZE
    assert wide <= width(label)
    if label.isascii():
        assert helvetica(label)[0] <= width(label) <= 1.1 * wide


@needs("matplotlib")
def test_no_letter_is_wider_than_is_reckoned_with() -> None:
    """Each letter by itself, of those that have a width in print."""
    letters = [chr(code) for code in range(32, 127)]
    assert [c for c in letters if dejavu(c)[0] > width(c)] == []
    assert [c for c in letters if helvetica(c)[0] > width(c)] == []
