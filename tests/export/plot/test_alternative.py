"""A picture in words, and what it is drawn for."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kg
from kg.errors import UnknownName
from kg.export.plot import plot_figures
from kg.figures.view.model import FiguresView

FLOW, CARDS = "afghans-leaving-pakistan-2025", "afghan-por-card-holders"
RETURNS = "afghans-returning-from-iran-2025"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def cards(article: Path) -> FiguresView:
    return kg.open(article).figures(CARDS)


@pytest.fixture(scope="module")
def words(article: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the picture of the first flow in words."""
    path = tmp_path_factory.mktemp("words") / "out.txt"
    plot_figures(kg.open(article).figures(FLOW), path)
    return path.read_text("utf-8")


def test_the_words_say_who_says_what_and_where(words: str) -> None:
    lines = words.splitlines()

    assert lines[0] == "Figures of Afghans leaving Pakistan since April 2025"
    assert "UNHCR, 12 Sep 2025: more than 554,000, Apr to 12 Sep 2025." in lines
    assert (
        "Ministry of Interior of Pakistan, in ARY News, 4 Jun 2025; likewise Daily "
        "Sabah: 67,000, May 2025." in lines
    )


def test_the_words_tell_contradictions_bounds_and_running_counts(words: str) -> None:
    assert (
        "These cannot both be true: more than 1.1 million, Nov 2023 to 6 Aug 2025, "
        "forced (Ariana News); about 800,000, 2023 to 6 Aug 2025, forced (Unnamed "
        "sources in the Government of Pakistan)." in words
    )
    assert (
        "together: more than 144,500 and fewer than 262,950, Apr 2025; by 3 claims and "
        "the figures around it." in words
    )
    assert (
        "derived: more than 154,300, 13 Aug to 4 Sep 2025; follows from more than "
        "483,700, 329,400 (UNHCR)." in words
    )
    assert (
        "One count that runs on from 1 Apr 2025: 329,400 by 12 Aug 2025, then more "
        "than 483,700 by 4 Sep 2025, then more than 554,000 by 12 Sep 2025." in words
    )
    assert not re.search(r"\[\d", words)


def test_nobody_is_half_a_family(article: Path, tmp_path: Path) -> None:
    """Less than half of 15,675 families are fewer than 7,838: none was halved."""
    path = tmp_path / "out.txt"
    plot_figures(
        kg.open(article).figures("afghan-families-deported-from-iran-2025"), path
    )

    assert "derived: fewer than 7,838, Apr 2025, forced;" in path.read_text("utf-8")


def test_a_picture_is_read_out_as_one(cards: FiguresView, tmp_path: Path) -> None:
    """The title and the words are its first elements, named by the picture itself."""
    plot_figures(cards, tmp_path / "out.svg")
    plot_figures(cards, tmp_path / "out.txt")
    root = ElementTree.parse(tmp_path / "out.svg").getroot()
    title, desc = root[0], root[1]

    assert root.get("role") == "img"
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    told = f"{title.text}\n\n{desc.text}\n"
    assert told == (tmp_path / "out.txt").read_text("utf-8")


def test_a_png_holds_the_words(cards: FiguresView, tmp_path: Path) -> None:
    plot_figures(cards, tmp_path / "out.png")
    data = (tmp_path / "out.png").read_bytes()

    assert b"Description" in data
    assert b"around 1.4 million" in data


def _inches(path: Path) -> tuple[float, float]:
    root = ElementTree.parse(path).getroot()
    width, height = (
        root.get(side, "").removesuffix("pt") for side in ("width", "height")
    )
    return float(width) / 72, float(height) / 72


def _points(picture: str) -> list[float]:
    """Return the sizes of all letters of an SVG, in points."""
    sizes = re.findall(r"font(?:-size)?:[^;\"]*?([\d.]+)px", picture)
    return [float(size) for size in sizes]


def test_a_card_has_the_size_of_cards(cards: FiguresView, tmp_path: Path) -> None:
    """1,200 to 675 pixels, in letters of at least 15; it names its sources."""
    plot_figures(cards, tmp_path / "card.png", "social")
    plot_figures(cards, tmp_path / "card.svg", "social")
    size = struct.unpack(">II", (tmp_path / "card.png").read_bytes()[16:24])
    picture = (tmp_path / "card.svg").read_text("utf-8")
    sizes = [points * 96 / 72 for points in _points(picture)]

    assert size in {(1200, 675), (1200, 1200), (1200, 1500)}
    assert min(sizes) >= 15
    assert "Sources: as named at each number" in picture
    assert "Afghans holding Proof of Registration cards" in picture


def test_a_card_leaves_no_claim_out(article: Path, tmp_path: Path) -> None:
    """It says what it leaves out: bounds that follow, and other series."""
    view = kg.open(article).figures(FLOW)
    plot_figures(view, tmp_path / "card.svg", "social")
    picture = (tmp_path / "card.svg").read_text("utf-8")
    labels = set(re.findall(r'id="label-(\d+)"', picture))
    voices = view.sections[0].voices

    assert labels == {str(view.notes(voice.figures)[0]) for voice in voices}
    assert "not drawn here: 7 bounds that follow" in picture


def test_print_is_as_wide_as_a_page_and_in_black(
    cards: FiguresView, tmp_path: Path
) -> None:
    """170 mm; all colours are greys, and claimants differ by the shape of marks."""
    plot_figures(cards, tmp_path / "page.svg", "print")
    picture = (tmp_path / "page.svg").read_text("utf-8")
    colours = set(re.findall(r"#[0-9a-fA-F]{6}\b", picture))

    assert _inches(tmp_path / "page.svg")[0] * 25.4 == pytest.approx(170, abs=0.5)
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours), colours
    assert min(_points(picture)) >= 7


def test_another_purpose_has_a_nearest_name(cards: FiguresView, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean `social`"):
        plot_figures(cards, tmp_path / "out.svg", "socail")

    assert list(tmp_path.iterdir()) == []


def test_too_much_for_a_card_is_refused(
    busy_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No claim is dropped to make room: it says what to do instead."""
    from kg.export.plot import compose

    monkeypatch.setattr(compose, "_MOST_LABELS", 9)
    with pytest.raises(UnknownName, match="labels have no room"):
        plot_figures(
            kg.open(busy_graph).figures("leaving"), tmp_path / "a.svg", "social"
        )

    assert list(tmp_path.iterdir()) == []
