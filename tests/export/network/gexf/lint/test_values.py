"""Values, times and layouts are read as Gephi 0.11 reads them."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest

from tests.export.network.gexf.lint.documents import broken, column, document

DATES = 'mode="dynamic" timeformat="date"'


@pytest.mark.parametrize(
    ("type_", "value", "check"),
    [
        ("integer", "2147483647", None),
        ("integer", "2147483648", "value-not-of-type"),
        ("integer", "+5", None),
        ("integer", " 5", "value-not-of-type"),
        ("integer", "1.0", "value-not-of-type"),
        ("integer", "5" * 5000, "value-not-of-type"),
        ("long", "2147483648", None),
        ("long", "9223372036854775808", "value-not-of-type"),
        ("short", "-32768", None),
        ("short", "32768", "value-not-of-type"),
        ("byte", "128", "value-not-of-type"),
        ("biginteger", "9" * 50, None),
        ("biginteger", "1e5", "value-not-of-type"),
        ("bigdecimal", "1.5e-400", None),
        ("bigdecimal", "NaN", "value-not-of-type"),
        ("double", "-INF", None),
        ("double", "NaN", None),
        ("double", " 1.5 ", None),
        ("double", "1d", None),
        ("double", "1_000", "value-not-of-type"),
        ("double", "1,5", "value-not-of-type"),
        ("float", "1e999", None),
        ("boolean", "TRUE", None),
        ("boolean", "0", None),
        ("boolean", "no", "boolean-unclear"),
        ("char", "é", None),
        ("char", "ab", "value-not-of-type"),
        ("string", "null", "value-empty"),
        ("liststring", "a b, c", None),
        ("liststring", '["a, b", null]', None),
        ("listinteger", "[1.7, 2]", None),
        ("listinteger", "[1, null]", "value-not-of-type"),
        ("listinteger", "[1, x]", "value-not-of-type"),
        ("listdouble", "1.5", None),
        ("listboolean", "[true]", None),
        ("listchar", "[a, bc]", "value-not-of-type"),
    ],
)
def test_a_value_is_of_the_type_of_its_column(
    type_: str, value: str, check: str | None
) -> None:
    """Java's own readings decide: of numbers, single letters and lists."""
    values = f'<attvalues><attvalue for="c" value={quoteattr(value)}/></attvalues>'

    found = broken(document(columns=column(type_), inside=values))

    assert found == ([check] if check else [])


@pytest.mark.parametrize(
    ("format_", "time", "checks"),
    [
        ("date", "2025-04-01", []),
        ("date", "2025-04-01Z", []),
        ("date", "2025-04-01T10:00:00+05:00", []),
        ("date", "2024-02-29", []),
        ("date", "2025-02-29", ["value-not-allowed"]),  # Java takes the 28th
        ("date", "20250401", []),
        ("date", "2025-04-01T10:30", ["value-not-allowed"]),
        ("date", "2025-04-31T24:00:00", ["value-not-allowed"]),
        ("date", "2025-04-30T24:00:00", []),
        ("date", "2025-04-30T24:00:01", ["time-unreadable"]),
        ("date", "2025-13-01", ["time-unreadable"]),
        ("date", "2025-1-1", ["time-unreadable"]),
        ("date", "2025-04-01 10:00:00", ["time-unreadable"]),
        ("date", "12025", ["time-unreadable"]),
        ("date", "2025", ["date-not-full"]),
        ("date", "2025-04", ["date-not-full"]),
        ("dateTime", "2025-04-01T10:00:00.5Z", []),
        ("double", "2025", []),
        ("double", "2025-04-01", ["time-unreadable"]),
        ("integer", "2025.5", []),
        ("double", "-inf", []),
        ("double", "NaN", ["interval-reversed"]),
    ],
)
def test_a_time_is_as_timeformat_says(
    format_: str, time: str, checks: list[str]
) -> None:
    """Full dates or numbers, and nothing between them."""
    graph = f'mode="dynamic" timeformat="{format_}"'

    assert broken(document(graph=graph, node=f'start="{time}"')) == checks


@pytest.mark.parametrize(
    ("spans", "checks"),
    [
        ([(1, 2), (2, 3)], []),
        ([(2, 3), (1, 2)], []),
        ([(1, 3), (2, 4)], ["intervals-overlap"]),
        ([(1, 5), (2, 3)], ["intervals-overlap"]),
        ([(2, 3), (1, 5)], ["intervals-overlap"]),
        ([(1, 2), (1, 2)], ["interval-repeated"]),
        ([(1, 2), (1, 3)], ["intervals-overlap"]),
        ([(1, 5), (3, 3)], ["intervals-overlap"]),
        ([(1, 1), (1, 2)], []),
        ([(2, 1)], ["interval-reversed"]),
        ([(1, 4), (3, 9), (4, 8)], ["intervals-overlap"]),
        ([(1, 2), (5, 6), (3, 4), (0, 9)], ["intervals-overlap"]),
    ],
)
def test_intervals_of_a_value_lie_apart(
    spans: list[tuple[int, int]], checks: list[str]
) -> None:
    """They may touch; what was dropped for an overlap no longer counts."""
    values = "".join(
        f'<attvalue for="c" value="1" start="{start}" end="{end}"/>'
        for start, end in spans
    )

    found = broken(
        document(
            graph='mode="dynamic"',
            columns=column("integer", mode="dynamic"),
            inside=f"<attvalues>{values}</attvalues>",
        )
    )

    assert found == checks


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        ("Europe/Paris", True),
        ("UTC", True),
        ("Z", True),
        ("+05:30", True),
        ("-03", True),
        ("UTC+01:00", True),
        ("EST", False),
        ("+5:3", False),
        ("Paris", False),
    ],
)
def test_a_time_zone_is_one_that_java_knows(zone: str, known: bool) -> None:
    """A name of the tz database with a slash, or an offset."""
    found = broken(document(graph=f'{DATES} timezone="{zone}"'))

    assert found == ([] if known else ["timezone-unknown"])


@pytest.mark.parametrize(
    ("first", "second", "default", "parallel"),
    [
        (("a", "b", "directed"), ("b", "a", "directed"), "", False),
        (("a", "b", "directed"), ("a", "b", "directed"), "", True),
        (("a", "b", ""), ("b", "a", ""), "undirected", True),
        (("a", "b", "undirected"), ("b", "a", "directed"), "", True),
        (("b", "a", "directed"), ("a", "b", "undirected"), "", True),
        (("a", "a", ""), ("a", "a", ""), "directed", True),
        (("a", "a", ""), ("b", "b", ""), "directed", False),
    ],
)
def test_edges_between_the_same_nodes_are_parallel(
    first: tuple[str, str, str],
    second: tuple[str, str, str],
    default: str,
    parallel: bool,
) -> None:
    """In the same direction, or in any where one of them has none."""
    edges = "".join(
        f'<edge source="{source}" target="{target}"'
        + (f' type="{type_}"/>' if type_ else "/>")
        for source, target, type_ in (first, second)
    )
    graph = f'defaultedgetype="{default}"' if default else ""

    found = broken(document(graph=graph, edges=edges))

    assert found == (["parallel-edges"] if parallel else [])


def sized(*sizes: float, x: float = 10) -> bytes:
    """Return a row of nodes around 0, the outermost at x, with sizes."""
    step = 2 * x / (len(sizes) - 1)
    nodes = "".join(
        f'<node id="n{i}" label="N"><position x="{i * step - x}" y="0"/>'
        + (f'<size value="{size}"/></node>' if size else "</node>")
        for i, size in enumerate(sizes)
    )
    return (
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph>'
        f"<nodes>{nodes}</nodes><edges/></graph></gexf>"
    ).encode()


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        (sized(4, 100), False),
        (sized(4, 50, 100), False),
        (sized(4, 4), False),
        (sized(10, 10), True),
        (sized(4, 50), True),
        (sized(5, 101), True),
        (sized(4, 100, x=5000), False),
        (sized(4, 100, x=5100), True),
        (sized(4, 50, 0), False),  # without sizes for all, Gephi leaves them
        (sized(0, 0, x=9000), False),
    ],
)
def test_sizes_are_kept_when_they_are_gephis_own(text: bytes, moved: bool) -> None:
    """From 4 to 100, positions up to 5000: then opening changes nothing."""
    assert broken(text) == (["sizes-rescaled"] if moved else [])


@pytest.mark.parametrize(
    ("colour", "check"),
    [
        ('r="0" g="255" b="7"', None),
        ('r="0" g="255" b="7" a="1.0"', None),
        ('hex="#1b9e77"', None),
        ('hex="0x1b9e77"', None),
        ('hex="steel blue"', None),
        ('hex="1b9e77"', "colour-unknown"),
        ('hex="#1b9"', "colour-digits"),
        ('hex="#1b9e77" a="1"', "colour-unreadable"),
        ('hex="#000000" a="1"', None),
        ('r="-1" g="0" b="0"', "colour-out-of-range"),
        ('r="1.0" g="0" b="0"', "colour-unreadable"),
        ('r="0" g="0" b="0" a="-0.1"', "colour-out-of-range"),
    ],
)
def test_a_colour_is_one_that_gephi_reads(colour: str, check: str | None) -> None:
    """Whole numbers to 255, or six digits; hex and opacity do not go together."""
    found = broken(document(inside=f"<viz:color {colour}/>"))

    assert found == ([check] if check else [])
