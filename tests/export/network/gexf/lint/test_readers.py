"""Gephi is spoken for where Gephi was read, and a parser where it is the parser."""

from __future__ import annotations

import pytest

from kg.export.network.gexf.lint import lint
from tests.beside import beside
from tests.export.network.gexf.lint.documents import broken, column, document

EDGE = '<edge id="e" source="a" target="b"/>'


def declared(declaration: str, text: bytes | None = None) -> bytes:
    """Return a document with an XML declaration."""
    return f"<?xml {declaration}?>".encode() + (text or document())


def case(name: str) -> bytes:
    """Return a file that other people's tools have written."""
    lost = "NO CASES: no file of another tool is checked"
    return (beside("cases/formats/lint", lost) / name).read_bytes()


def levels(text: bytes) -> set[tuple[str, str]]:
    """Return the checks that a document breaks with their levels, but for layouts."""
    found = {(finding.check, finding.level) for finding in lint(text)}
    return found - {("no-positions", "info")}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("attvalue-id.gexf", {("beyond-schema", "info")}),
        (
            "viz-other-namespace.gexf",
            {
                ("namespace", "info"),
                ("version-old", "info"),
                ("colour-out-of-range", "warning"),
            },
        ),
        (
            "slices.gexf",
            {
                ("namespace", "info"),
                ("version-old", "info"),
                ("beyond-schema", "info"),
                ("intervals-overlap", "error"),
                ("date-not-full", "error"),
            },
        ),
        ("gb2312.gexf", {("encoding-uncommon", "info")}),
        ("sjis.gexf", {("encoding-uncommon", "info")}),
        ("utf8.gexf", {("encoding-name", "info")}),
        ("xml11.gexf", {("xml-version", "info")}),
        ("xml11-char.gexf", {("xml-version", "info")}),
    ],
)
def test_a_file_of_another_tool_loses_only_what_gephi_loses(
    name: str, expected: set[tuple[str, str]]
) -> None:
    """An error is said of nothing that Gephi's importer reads."""
    assert levels(case(name)) == expected


def test_a_value_may_name_its_column_as_gexf_1_0_did() -> None:
    """A value is held against the column that its id names, and of two the last."""
    value = '<attvalues><attvalue id="c" value="{}"/></attvalues>'
    both = '<attvalues><attvalue for="c" id="d" value="1"/></attvalues>'
    numbers = column("integer")

    assert broken(document(columns=numbers, inside=value.format(1))) == [
        "beyond-schema"
    ]
    assert "value-not-of-type" in broken(
        document(columns=numbers, inside=value.format("x"))
    )
    assert "undeclared-attribute" in broken(document(columns=numbers, inside=both))
    assert broken(
        document(columns=numbers, inside='<attvalues><attvalue value="1"/></attvalues>')
    ) == ["id-missing"]


@pytest.mark.parametrize("around", ["spells", "slices"])
def test_a_slice_is_a_spell(around: str) -> None:
    """Times inside a slice of GEXF 1.1 are read and checked like those of a spell."""
    twice = '<slice start="1" end="3"/><slice start="2" end="4"/>'
    graph = 'timeformat="double" mode="dynamic"'
    weight = column("double", mode="dynamic", class_="edge").replace('"c"', '"weight"')

    found = broken(
        document(graph=graph, columns=weight, inside=f"<{around}>{twice}</{around}>")
    )

    assert "intervals-overlap" in found
    assert "dynamic-weight-without-spells" not in found
    assert "unknown-element" not in found


def test_looks_are_read_in_any_namespace_and_other_elements_are_not() -> None:
    """Gephi knows position, size and colour by their names; a stranger it passes by."""
    inside = '<v:size xmlns:v="urn:v" value="-1"/><v:colour xmlns:v="urn:v"/>'

    found = [f for f in lint(document(inside=inside)) if f.check != "no-positions"]

    assert [f.check for f in found] == [
        "namespace",
        "value-not-allowed",
        "unknown-element",
    ]
    assert 'the namespace is "urn:v"' in found[0].message


@pytest.mark.parametrize("encoding", ["GB18030", "Big5", "EUC-KR", "ISO-2022-JP"])
def test_an_encoding_that_java_knows_is_read_to_the_end(encoding: str) -> None:
    """Letters are decoded, so that what comes after them is checked."""
    letters = {"EUC-KR": "카불", "ISO-2022-JP": "カブール"}.get(encoding, "市")
    text = document(edges=EDGE.replace("/>", ' weight="0"/>')).decode()
    text = text.replace('label="A"', f'label="{letters}"')
    whole = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)

    assert broken(whole) == ["encoding-uncommon", "weight-zero"]


def test_bytes_that_are_no_text_in_their_encoding_are_an_error() -> None:
    """What cannot be decoded ends the reading, by the check of wrong bytes."""
    text = document().replace(b'label="A"', b'label="\xff\xff"')

    assert broken(declared('version="1.0" encoding="GB2312"', text))[-1] == "encoding"


@pytest.mark.parametrize("name", ["utf8", "UTF8", "utf_8"])
def test_a_wrong_name_of_utf_8_is_the_cause(name: str) -> None:
    """The file is read, and the finding is about the name and not the bytes."""
    text = document().decode().replace('label="A"', 'label="Kâbil"').encode()

    (found,) = lint(declared(f'version="1.0" encoding="{name}"', text))

    assert (found.check, found.level) == ("encoding-name", "info")
    assert found.message.startswith(f'encoding="{name}": ')


def test_an_unknown_encoding_is_told_by_its_name() -> None:
    """No word is said of the bytes, which nobody has looked at."""
    (found,) = lint(declared('version="1.0" encoding="x-unheard-of"'))

    assert (found.check, found.level) == ("encoding-unknown", "error")
    assert found.message.startswith('encoding="x-unheard-of": ')


def test_control_characters_of_xml_1_1_are_read_as_java_reads_them() -> None:
    """XML 1.1 can refer to them, wherever in the file; XML 1.0 cannot."""
    far = b"<nodes>" + b"\n<!-- a long way -->" * 10_000
    text = document().replace(b"<nodes>", far).replace(b'label="B"', b'label="&#x1;"')

    found = lint(declared('version="1.1" encoding="UTF-8"', text))

    assert [f.check for f in found] == ["xml-version"] * 2
    assert [f.line for f in found] == [1, 10_001]
    assert broken(text)[-1] == "control-character"
    null = text.replace(b"&#x1;", b"&#0;")
    assert broken(declared('version="1.1"', null))[-1] == "control-character"
