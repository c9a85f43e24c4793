"""The picture of figures: true dates and numbers, told apart, a whole file or none."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import kg
from kg.errors import KgError, StoreError, UnknownName
from kg.export.plot import plot_figures
from kg.export.plot.axes import tick_names, ticks_between
from kg.export.plot.colours import colours_of, looks_of
from kg.figures.figure import Days, Figure
from kg.figures.view.model import FiguresView, VoiceRow
from kg.names import local_name

FLOW = "afghans-leaving-pakistan-2025"
PEAK = "iom-dtm-20250415.peak"
FEW = {
    *(PEAK, "deeyar-20250818.pakistan-unhcr", "unhcr-20250912.since-april"),
    *("unhcr-20250912.september", "unhcr-20250912.august"),
}
SVG = "{http://www.w3.org/2000/svg}"
Figures = Callable[..., FiguresView]


class Picture:
    """An SVG file, to be asked where its parts are."""

    def __init__(self, path: Path) -> None:
        self.root = ElementTree.parse(path).getroot()
        groups = self.root.iter(f"{SVG}g")
        self.parts = {group.get("id", ""): group for group in groups}

    @property
    def texts(self) -> list[str]:
        return ["".join(text.itertext()) for text in self.root.iter(f"{SVG}text")]

    @property
    def labels(self) -> list[str]:
        """What is written at each mark, in one line each."""
        words: dict[str, list[str]] = {}
        for group in self.root.iter(f"{SVG}g"):
            if (name := group.get("id", "")).startswith("label-"):
                words.setdefault(name, []).append("".join(group.itertext()).strip())
        lines = (" ".join(each) for each in words.values())
        return [line.replace("\xa0", " ") for line in lines]

    def label(self, view: FiguresView, claim: str) -> str:
        """Return what is written at the mark of a claim."""
        name, groups = f"label-{_note(view, claim)}", self.root.iter(f"{SVG}g")
        runs = ["".join(g.itertext()).strip() for g in groups if g.get("id") == name]
        return " ".join(runs).replace("\xa0", " ")

    def points(self, part: str) -> list[tuple[float, float]]:
        """Return the points of a line, or where a marker is."""
        uses = [(u.get("x"), u.get("y")) for u in self.parts[part].iter(f"{SVG}use")]
        paths = [p.get("d", "") for p in self.parts[part].findall(f"{SVG}path")]
        found = [pair for d in paths for pair in re.findall(r"([\d.]+) ([\d.]+)", d)]
        return [(float(x or 0), float(y or 0)) for x, y in (*found, *uses)]

    def day(self, day: date) -> float:
        """Return where a day of 2025 begins, from the ticks of April and September."""
        first, last = (self._tick(name) for name in ("Apr", "Sep"))
        start, end = date(2025, 4, 1), date(2025, 9, 1)
        return first + (last - first) * (day - start).days / (end - start).days

    def number(self, value: float) -> float:
        """Return how far down a number is, from the ticks of 0 and 400,000."""
        none, most = (self._tick(name, 1) for name in ("0", "400,000"))
        return none + (most - none) * value / 400_000

    def _tick(self, name: str, axis: int = 0) -> float:
        ticks = (g for part, g in self.parts.items() if "tick_" in part)
        tick = next(g for g in ticks if "".join(g.itertext()).split()[:1] == [name])
        place = next(tick.iter(f"{SVG}use")).get("xy"[axis])
        return float(place or 0)


@pytest.fixture(scope="module")
def figures(article: Path) -> Figures:
    """Return a function that gives the figures of a thing, or all, some changed.

    Of the first flow just a few, unless ``full``, and nothing that follows from them.
    """
    graph = kg.open(article)

    def view(
        thing: str | None = FLOW, *, full: bool = False, **changed: dict[str, Any]
    ) -> FiguresView:
        found = graph.figures(thing)
        sections = tuple(
            replace(
                section,
                rows=tuple(_changed(row, changed) for row in section.rows),
                voices=tuple(_revoiced(voice, changed) for voice in section.voices),
            )
            for section in found.sections
        )
        if thing == FLOW and not full:
            voices = tuple(v for v in sections[0].voices if _claims(v) & FEW)
            rows = tuple(
                r for r in sections[0].rows if local_name(r.figure.claim) in FEW
            )
            few = replace(sections[0], rows=rows, voices=voices, groups=(), derived=())
            sections = (few,)
        return replace(found, sections=sections)

    return view


def _claims(voice: VoiceRow) -> set[str]:
    return {local_name(figure.claim) for figure in voice.figures}


def _changed(row: Any, changed: dict[str, dict[str, Any]]) -> Any:
    about = dict(changed.get(local_name(row.figure.claim), {}))
    scope = row.figure.scope
    if "period" in about:
        scope = replace(scope, period=about.pop("period"))
    scope = about.pop("scope", scope)
    return replace(row, figure=replace(row.figure, scope=scope, **about))


def _revoiced(voice: VoiceRow, changed: dict[str, dict[str, Any]]) -> VoiceRow:
    rows = (_changed(replace(voice.row, figure=f), changed) for f in voice.figures)
    figures = tuple(row.figure for row in rows)
    return VoiceRow(replace(voice.row, figure=figures[0]), figures)


def _note(view: FiguresView, claim: str) -> int:
    return view.notes([_figure(view, claim)])[0]


def _figure(view: FiguresView, claim: str) -> Figure:
    rows = (row.figure for row in view.rows)
    return next(figure for figure in rows if local_name(figure.claim) == claim)


def _draw(view: FiguresView, path: Path) -> Picture:
    plot_figures(view, path)
    return Picture(path)


@pytest.fixture(scope="module")
def flow(
    figures: Figures, tmp_path_factory: pytest.TempPathFactory
) -> tuple[FiguresView, Picture]:
    """Return all figures of the first flow, and their picture."""
    view = figures(full=True)
    return view, _draw(view, tmp_path_factory.mktemp("flow") / "out.svg")


Drawn = tuple[FiguresView, Picture]


@pytest.mark.parametrize(
    ("claim", "first", "after"),
    [
        (PEAK, date(2025, 4, 10), date(2025, 4, 11)),
        ("deeyar-20250818.pakistan-unhcr", date(2025, 4, 1), date(2025, 8, 13)),
        ("unhcr-20250912.since-april", date(2025, 4, 1), date(2025, 9, 13)),
    ],
)
def test_a_figure_lies_over_its_true_days(
    flow: Drawn, claim: str, first: date, after: date
) -> None:
    """From the beginning of the first day to the end of the last."""
    view, picture = flow
    points = picture.points(f"period-{_note(view, claim)}")

    assert points[0][0] == pytest.approx(picture.day(first), abs=0.5)
    assert points[1][0] == pytest.approx(picture.day(after), abs=0.5)


def test_the_dot_of_a_day_is_on_that_day(flow: Drawn) -> None:
    """10 April is not drawn on 12 April, and its 9,417 not at another height."""
    view, picture = flow
    [(x, y)] = picture.points(f"mark-{_note(view, PEAK)}")

    assert x == pytest.approx(picture.day(date(2025, 4, 10)), abs=4)
    assert y == pytest.approx(picture.number(9_417), abs=0.5)


def test_bars_and_arrows_keep_within_their_days(flow: Drawn) -> None:
    """What tells figures of one period apart does not move them out of it."""
    view, picture = flow
    section = view.sections[0]
    looked = 0
    for figure in (row.figure for row in section.rows if row.figure.level):
        for part in ("bar", "mark", "arrow"):
            name = f"{part}-{view.notes([figure])[0]}"
            assert figure.period.start is not None
            assert figure.period.end is not None
            if name in picture.parts:
                left = picture.day(figure.period.start) - 9
                right = picture.day(figure.period.end) + 9
                assert all(left < x < right for x, _ in picture.points(name))
                looked += 1
    assert looked > 10


def test_only_a_printed_number_has_a_dot(flow: Drawn) -> None:
    """More than 483,700 is an arrow upwards from there; nearly 100,000 a bar."""
    view, picture = flow
    more = _note(view, "ani-20250907.since-april")
    nearly = _note(view, "unhcr-20250912.september")
    tail, tip = picture.points(f"arrow-{more}")
    low, high = picture.points(f"bar-{nearly}")

    assert not {f"mark-{more}", f"mark-{nearly}"} & picture.parts.keys()
    assert tail[1] == pytest.approx(picture.number(483_700), abs=0.5)
    assert tip[1] < tail[1] - 10
    assert low[1] == pytest.approx(picture.number(90_000), abs=0.5)
    assert high[1] == pytest.approx(picture.number(100_000), abs=0.5)


def test_the_dot_of_about_is_at_the_printed_number(flow: Drawn) -> None:
    """Some 55,000 has its dot at 55,000 and its bar around that."""
    view, picture = flow
    some = _note(view, "ani-20250907.august-end")
    [(_, dot)] = picture.points(f"mark-{some}")
    low, high = picture.points(f"bar-{some}")

    assert dot == pytest.approx(picture.number(55_000), abs=0.5)
    assert high[1] < dot < low[1]


def test_up_to_is_an_arrow_downwards(figures: Figures, tmp_path: Path) -> None:
    """Nobody said 0: up to 4 million has neither a dot nor a bar that begins there."""
    view = figures("undocumented-afghans-in-iran")
    picture = _draw(view, tmp_path / "out.svg")
    claims = [r.figure for r in view.rows if r.figure.quantifier == "at-most"]
    number = view.notes([next(f for f in claims if f.level)])[0]
    tail, tip = picture.points(f"arrow-{number}")

    assert tip[1] > tail[1] + 10
    assert not {f"bar-{number}", f"mark-{number}"} & picture.parts.keys()


@pytest.mark.parametrize(
    ("period", "ways"),
    [
        (Days(None, date(2025, 6, 2)), [-1]),
        (Days(date(2025, 6, 1), None), [1]),
        (Days(date(2025, 6, 1), date(2025, 6, 2), assumed=True), [1]),
    ],
)
def test_a_day_that_is_not_given_is_an_arrow(
    figures: Figures, tmp_path: Path, period: Days, ways: list[int]
) -> None:
    """To the left from the last day, to the right from the first or the publication."""
    view = figures(**{PEAK: {"period": period}})
    drawn = _draw(view, tmp_path / "out.svg")
    number = _note(view, PEAK)
    tree = drawn.root.iter(f"{SVG}g")
    arrows = [group for group in tree if group.get("id") == f"open-{number}"]
    found = []
    for arrow in arrows:
        drawn.parts["arrow"] = arrow
        (tail, _), (tip, _) = drawn.points("arrow")
        found.append(1 if tip > tail else -1)

    assert found == ways
    assert "no first or last day is given" in " ".join(drawn.texts)


def test_what_is_only_about_right_is_dashed_beyond_its_days(
    figures: Figures, tmp_path: Path
) -> None:
    """Around June reaches from May to July, and its label says so, without a day."""
    june = Days(date(2025, 6, 1), date(2025, 6, 30), written="2025-06~")
    view = figures(**{PEAK: {"period": june, "approximate": True}})
    drawn = _draw(view, tmp_path / "out.svg")
    number = _note(view, PEAK)
    (left, _), (right, _) = drawn.points(f"fuzzy-{number}")

    assert left == pytest.approx(drawn.day(date(2025, 5, 1)), abs=0.5)
    assert right == pytest.approx(drawn.day(date(2025, 8, 1)), abs=0.5)
    (first, _), (last, _) = drawn.points(f"period-{number}")[:2]
    assert first == pytest.approx(drawn.day(date(2025, 6, 1)), abs=0.5)
    assert last == pytest.approx(drawn.day(date(2025, 7, 1)), abs=0.5)
    assert "9,417 around Jun 2025" in drawn.label(view, PEAK)
    assert "dashed: only about" in " ".join(drawn.texts)


def test_a_stock_of_a_month_is_of_some_day_of_it(
    figures: Figures, tmp_path: Path
) -> None:
    """Its line is dashed and has no caps; a count of the whole month has both."""
    may = Days(date(2025, 5, 1), date(2025, 5, 31), written="2025-05")
    flow = figures(**{PEAK: {"period": may}})
    number = _note(flow, PEAK)
    series = _figure(flow, PEAK).series
    plain = _draw(flow, tmp_path / "flow.svg")
    scope = replace(_figure(flow, PEAK).scope, series=replace(series, kind="stock"))
    stock = figures(**{PEAK: {"scope": replace(scope, period=may)}})
    drawn = _draw(stock, tmp_path / "stock.svg")

    assert f"fuzzy-{number}" not in plain.parts
    assert f"period-{number}" in plain.parts
    assert f"fuzzy-{number}" in drawn.parts
    assert f"period-{number}" not in drawn.parts
    assert drawn.label(stock, PEAK).startswith("9,417 May 2025")


def test_what_has_no_date_stands_on_none(figures: Figures, tmp_path: Path) -> None:
    """Neither on the day of publication nor on any other, but beside the axis."""
    view = figures(**{PEAK: {"period": Days(None, date(2025, 6, 2), assumed=True)}})
    drawn = _draw(view, tmp_path / "out.svg")
    number = _note(view, PEAK)
    [(x, _)] = drawn.points(f"mark-{number}")

    assert "no date" in drawn.texts
    assert x > drawn.day(date(2025, 9, 13)) + 20
    assert not {f"period-{number}", f"open-{number}"} & drawn.parts.keys()
    assert "9,417 no date given" in drawn.label(view, PEAK)


def test_a_label_says_what_who_and_where(flow: Drawn) -> None:
    """The number in the words of the source, its days, the claimant and the document.

    What one voice says again is one label, and no label has a number of a list.
    """
    view, picture = flow

    assert picture.label(view, "arynews-20250604.may") == (
        "67,000 May 2025 Ministry of Interior of Pakistan, in ARY News, 4 Jun 2025; "
        "likewise Daily Sabah"
    )
    assert picture.label(view, PEAK) == "9,417 10 Apr 2025 IOM, 15 Apr 2025"
    assert picture.label(view, "amu-20250502.april").startswith(
        "144,500 Apr 2025, forced UNHCR (or IOM), in Amu TV"
    )
    assert "replaced since by 143,000" in picture.label(view, "ani-20250907.august")
    assert not any(re.search(r"\[\d", text) for text in picture.texts)
    claims = [v for s in view.sections for v in s.voices if v.row.figure.level]
    assert len(picture.labels) >= len(claims) > 20


def test_all_figures_are_labelled_and_the_legend_names_every_claimant(
    figures: Figures, tmp_path: Path
) -> None:
    view = figures(None)
    picture = _draw(view, tmp_path / "all.svg")
    said = " ".join(picture.texts)
    voices = [voice for section in view.sections for voice in section.voices]
    counts = [v.figures[0] for v in voices if v.figures[0].level]

    names = {str(view.things[f.claimant]) for f in counts}
    swatches = [g for g in picture.root.iter(f"{SVG}g") if g.get("id") == "swatch"]
    fills = {
        tuple(re.findall("fill: (#[0-9a-f]+)", use.get("style", "")))
        for swatch in swatches
        for use in swatch.iter(f"{SVG}use")
    }

    assert "without room" not in said
    assert names <= set(picture.texts)
    assert len(fills) == len(swatches) == len(names) > 12  # black is no style: ()
    assert "\u00b7 flow \u00b7 family" in said
    assert "disputed, replaced or not put forward" in said
    assert "the text does not say which" in said
    assert "UNHCR: Office of the United Nations High Commissioner for Refugees" in said


@pytest.mark.parametrize("many", [1, 13, 14, 60, 200])
def test_each_claimant_has_a_colour_of_its_own(many: int) -> None:
    """Also more than the list knows; the same each time, none as pale as the paper.

    Who comes later changes nobody's before, and neighbours differ in shape, too.
    """
    names = [f"claimant-{n:03}" for n in range(many)]
    looks = looks_of(names)
    colours = [look.colour for look in looks.values()]

    assert len(set(colours)) == many
    assert looks == looks_of(names)
    assert list(looks_of(names[:3]).values()) == list(looks.values())[:3]
    assert many > 60 or list(colours_of(names[:14]).values()) == colours[:14]
    shapes = [look.shape for look in looks.values()]
    assert all(a != b for a, b in pairwise(shapes))


def test_a_claimant_has_one_colour_in_all_pictures(
    flow: Drawn, figures: Figures, article: Path, tmp_path: Path
) -> None:
    """Whoever else is in a picture, and also as of a day on which fewer are known."""
    early = kg.open(article).figures(FLOW, as_of="2025-06-05")
    cards = figures("afghan-por-card-holders")
    drawn = [(cards, "cards.svg"), (early, "early.svg")]
    colours = [_colours(*flow)]
    colours += [_colours(view, _draw(view, tmp_path / name)) for view, name in drawn]

    for other in colours[1:]:
        shared = colours[0].keys() & other.keys()
        assert shared
        assert {iri: other[iri] for iri in shared} == {
            iri: colours[0][iri] for iri in shared
        }
    assert all(len(each) == 1 for each in colours[0].values())
    assert len({*map(min, colours[0].values())}) == len(colours[0]) > 8


def _colours(view: FiguresView, picture: Picture) -> dict[str, set[str]]:
    """Return the colours in which the numbers of each claimant are drawn."""
    colours: dict[str, set[str]] = {}
    for voice in (voice for section in view.sections for voice in section.voices):
        number = view.notes(voice.figures[:1])[0]
        for part in (f"{name}-{number}" for name in ("bar", "period", "arrow", "mark")):
            if part in picture.parts:
                tree = ElementTree.tostring(picture.parts[part], "unicode")
                own = {*re.findall(r"stroke: (#[0-9a-f]{6})", tree)} or {"#000000"}
                colours.setdefault(voice.figures[0].claimant, set()).update(own)
    return colours


@pytest.mark.parametrize("extreme", [(9999, 9999), (1, 9999), (1, 1)])
def test_a_year_beyond_all_pictures_is_left_out_and_named(
    figures: Figures, tmp_path: Path, extreme: tuple[int, int]
) -> None:
    period = Days(date(extreme[0], 1, 1), date(extreme[1], 12, 31))
    view = figures(**{PEAK: {"period": period}})
    said = " ".join(_draw(view, tmp_path / "out.svg").texts)

    assert re.search(r"not drawn: 9,417, .* \(IOM\), without a date in", said)


def test_where_no_date_can_be_drawn_it_says_so(
    figures: Figures, tmp_path: Path
) -> None:
    view = figures("afghan-refugees-in-pakistan")
    claims = [local_name(row.figure.claim) for row in view.rows]
    never = Days(date(9999, 1, 1), date(9999, 12, 31))
    view = figures(
        "afghan-refugees-in-pakistan", **{claim: {"period": never} for claim in claims}
    )
    with pytest.raises(UnknownName, match="1500 to 2500"):
        plot_figures(view, tmp_path / "out.svg")

    assert list(tmp_path.iterdir()) == []


def test_one_day_is_drawn_with_weeks_around_and_its_year(
    figures: Figures, tmp_path: Path
) -> None:
    picture = _draw(figures("afghan-refugees-in-pakistan"), tmp_path / "out.svg")

    assert "30 Jun" in picture.texts
    assert "2025" in picture.texts
    assert not any(re.fullmatch(r"\d\d:\d\d", text) for text in picture.texts)


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (
            date(2024, 12, 20),
            date(2025, 1, 9),
            ["23 Dec\n2024", "30 Dec", "6 Jan\n2025"],
        ),
        (date(2025, 1, 30), date(2025, 4, 20), ["Feb\n2025", "Mar", "Apr"]),
        (
            date(2024, 3, 9),
            date(2025, 8, 1),
            ["May\n2024", "Jul", "Sep", "Nov", "Jan\n2025"],
        ),
        (date(2019, 5, 1), date(2025, 8, 1), ["2020", "2021", "2022", "2023", "2024"]),
    ],
)
def test_ticks_are_few_and_the_year_is_told_once(
    first: date, last: date, names: list[str]
) -> None:
    ticks = [day for day in ticks_between(first, last) if first <= day <= last]

    assert tick_names(ticks)[: len(names)] == names
    assert len(ticks) <= 11


def test_numbers_far_apart_are_drawn_on_a_logarithmic_scale(
    figures: Figures, tmp_path: Path
) -> None:
    view = figures()
    tiny = _figure(view, PEAK).reading
    assert tiny is not None
    few = replace(tiny.printed, low=12, high=12)
    reading = replace(tiny, printed=few, usual=few)
    texts = _draw(figures(**{PEAK: {"reading": reading}}), tmp_path / "out.svg").texts

    assert "logarithmic scale" in texts
    assert "logarithmic scale" not in _draw(view, tmp_path / "out.svg").texts


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_the_same_figures_are_the_same_bytes(
    figures: Figures, tmp_path: Path, suffix: str
) -> None:
    """Also where the user has other settings for matplotlib."""
    import matplotlib

    one, two = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    plot_figures(figures(), one)
    with matplotlib.rc_context({"font.size": 20, "svg.fonttype": "path"}):
        plot_figures(figures(), two)

    assert one.read_bytes() == two.read_bytes()


def test_names_are_written_as_they_are(figures: Figures, tmp_path: Path) -> None:
    """A dollar sign begins no formula."""
    view = figures()
    things = {
        iri: replace(thing, label=f"$^{thing.label}_$ <&>")
        for iri, thing in view.things.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = _draw(replace(view, things=things), tmp_path / "out.svg")

    assert any(text.startswith("$^International") for text in picture.texts)


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("out.bmp", UnknownName, "ends in one of .svg, .png, .pdf"),
        ("out", UnknownName, "ends in one of .svg, .png, .pdf"),
        ("", UnknownName, "is a folder"),
        ("folder.svg", UnknownName, "is a folder"),
        ("no/such/out.svg", StoreError, "No such file or directory"),
        ("file/out.svg", StoreError, "Not a directory"),
        ("x" * 300 + ".svg", StoreError, "File name too long"),
    ],
)
def test_a_path_that_cannot_be_is_one_sentence(
    figures: Figures, tmp_path: Path, name: str, error: type[KgError], said: str
) -> None:
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(error, match=said) as caught:
        plot_figures(figures(), tmp_path / name)

    assert "\n" not in str(caught.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.svg"]


def test_no_path_at_all_is_one_sentence(figures: Figures) -> None:
    with pytest.raises(UnknownName, match="needs the name of a file"):
        plot_figures(figures(), Path(""))


def test_what_was_there_stays_when_writing_fails(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupt leaves neither half a picture nor anything beside."""
    path = tmp_path / "out.svg"
    path.write_text("before")

    def fails(self: Path, data: bytes) -> int:
        self.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", fails)
    with pytest.raises(KeyboardInterrupt):
        plot_figures(figures(), path)

    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_without_matplotlib_it_says_what_to_install(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(StoreError, match=r"pip install 'apf-kg\[plot\]'"):
        plot_figures(figures(), tmp_path / "out.svg")
