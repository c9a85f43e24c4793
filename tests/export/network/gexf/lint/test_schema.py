"""The structure that the linter knows is that of the official schema of GEXF 1.3.

The schema has a known defect: it puts what belongs to `viz` into the namespace of GEXF
itself, so `viz` is mapped to that before the two are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from kg.export.network.gexf.lint import lint
from kg.export.network.gexf.lint.findings import LintReport
from kg.export.network.gexf.lint.reader import Reader
from kg.export.network.gexf.lint.structure import StructureRule
from tests.beside import beside

GOOD = sorted(Path(__file__).parent.glob("good/*.gexf"))
GEXF = "http://gexf.net/1.3"
VIZ = f"{GEXF}/viz"

EVERYTHING = f"""\
<gexf xmlns="{GEXF}" version="1.3" variant="v">
  <meta lastmodifieddate="2025-06-04">
    <creator>c</creator><keywords>k</keywords><description>d</description>
  </meta>
  <graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date"
      timerepresentation="interval" timezone="UTC" start="2025-01-01" end="2026-01-01"
      timestamp="2025-01-01">
    <attributes class="node" mode="dynamic">
      <attribute id="n" title="N" type="integer"><default>1</default></attribute>
      <attribute id="o" title="O" type="string"><options>a|b</options></attribute>
    </attributes>
    <attributes class="edge"/>
    <nodes count="2">
      <node id="a" label="A" pid="b" start="2025-01-01" end="2026-01-01"
          intervals="[1, 2]" timestamp="2025-01-01" timestamps="[1]">
        <spells><spell start="2025-01-01" end="2025-02-01" timestamp="2"/></spells>
        <color r="1" g="2" b="3" a="0.5" hex="#000001"/>
        <position x="1" y="2" z="3"/>
        <size value="5"/>
        <shape value="disc" uri="x"/>
        <attvalues>
          <attvalue for="n" value="1" start="1" end="2" timestamp="1"/>
        </attvalues>
        <nodes><node id="c"/></nodes>
        <edges><edge source="a" target="c"/></edges>
        <parents><parent for="b"/></parents>
      </node>
      <node id="b"/>
    </nodes>
    <edges count="1">
      <edge id="e" source="a" target="b" type="directed" weight="1.5" label="E"
          kind="k" start="2025-01-01" end="2026-01-01" intervals="[1, 2]"
          timestamp="2025-01-01" timestamps="[1]">
        <spells><spell start="2025-01-01"/></spells>
        <color r="1" g="2" b="3"/>
        <thickness value="2"/>
        <shape value="solid"/>
        <attvalues/>
      </edge>
    </edges>
  </graph>
</gexf>
"""

VALUES = (
    *("", " ", "x", "0", "1", "-0", "-1", "+1", " 1 ", "007", "255", "256", "1e3"),
    *("0.5", ".5", "1.", "-0.5", "1.5", "1e400", "INF", "+INF", "-INF", "NaN", "nan"),
    *("0x10", "1_0", "1,5", "2025", "2025-04", "2025-04-01", "2025-02-29", "1.3"),
    *("2024-02-29", "2025-13-01", "0000-01-01", "-0044-03-15", "12025-04-01"),
    *("02025-04-01", "2025-04-01Z", "2025-04-01+14:00", "2025-04-01+14:01", "1.2"),
    *("2025-04-01T10:30:00", "2025-04-01T10:30:00.25-05:00", "2025-04-01T10:30"),
    *("2025-04-01T24:00:00", "2025-04-01T25:00:00", "2025-04-01t10:30:00", "long"),
    *("directed", "Directed", "mutual", "static", "slice", "dynamic", "interval"),
    *("timestamp", "integer", "int", "double", "anyURI", "listfloat", "dateTime"),
    *("datetime", "date", "string", "node", "edge", "square", "image", "dotted"),
)

DIFFERENCES = {
    ("graph", "idtype", "long"): "Gephi writes it for ids that are longs",
    ("graph", "timeformat", "datetime"): "Gephi writes the formats in small letters",
    ("graph", "timeformat", "timestamp"): "Gephi reads it, from older versions",
    ("attribute", "type", "int"): "Gephi reads it, from older versions",
}
"""Values that the linter lets pass, with an info, and the schema does not have.

Beyond these, the linter takes anything for the URI of a shape, which Gephi ignores.
"""

Named = tuple[str, bytes, bytes]
"""What was changed, the document as it was, and with the change."""


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Return the official schema, which is not part of this repository."""
    folder = beside("suites/gexf/1.3", "NO GEXF SCHEMA: no structure is compared")
    return etree.XMLSchema(etree.parse(folder / "gexf.xsd"))


def structure(text: bytes) -> list[str]:
    """Return what the linter says of the structure alone, infos left out."""
    report = LintReport()
    rules = StructureRule(report)
    assert Reader(report, rules.start, rules.end).read(BytesIO(text))
    return [f.message for f in report.findings() if f.check != "beyond-schema"]


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def mutate(at: int, what: str, change: Callable[[etree._Element], object]) -> Named:
    """Return the document with everything, before and with an element changed."""
    root = etree.fromstring(EVERYTHING.encode())
    change(list(root.iter())[at])
    name = f"{local(ELEMENTS[at])}: {what}"
    return name, EVERYTHING.encode(), etree.tostring(root)


def alone(at: int) -> etree._Element:
    """Return an element, in a document that has but it, and what a graph must have."""
    root = etree.fromstring(EVERYTHING.encode())
    element = list(root.iter())[at]
    needed = (root.find(path, {None: GEXF}) for path in MUST)
    kept = {element, *element.iter(), *element.iterancestors(), *needed}
    for other in [other for other in root.iter() if other not in kept]:
        drop(other)
    return element


ELEMENTS = list(etree.fromstring(EVERYTHING.encode()).iter())
COUNT = len(ELEMENTS)
MUST = ("graph", "graph/nodes", "graph/edges")
NAMES = sorted({local(element) for element in ELEMENTS})


def drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def double(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element), deepcopy(element))


def last(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.append(element)


def upwards(element: etree._Element) -> None:
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    if above is not None:
        above.append(element)


def text_in(element: etree._Element) -> None:
    element.text = f"{element.text or ''} text "


def foreign(element: etree._Element) -> None:
    element.tag = f"{{https://example.org/}}{local(element)}"


def bare(element: etree._Element) -> None:
    element.tag = local(element)


def prefixed(element: etree._Element) -> None:
    element.set("{https://example.org/}id", "1")


def elements_changed() -> Iterator[Named]:
    """Yield documents with one element changed in one way."""
    for at in range(COUNT):
        for change in (
            *(drop, double, last, upwards, text_in, foreign, bare, prefixed),
        ):
            yield mutate(at, change.__name__, change)


def elements_renamed() -> Iterator[Named]:
    """Yield documents with one element called as another, or as none."""
    for at in range(1, COUNT):
        for name in (*NAMES, "unheard-of"):

            def rename(element: etree._Element, name: str = name) -> None:
                element.tag = f"{{{GEXF}}}{name}"

            yield mutate(at, f"is {name}", rename)


def elements_added() -> Iterator[Named]:
    """Yield documents with an empty element of some name in another, at its end."""
    for at in range(COUNT):
        for name in NAMES:

            def add(element: etree._Element, name: str = name) -> None:
                etree.SubElement(element, f"{{{GEXF}}}{name}")

            yield mutate(at, f"has {name}", add)


def attributes_changed() -> Iterator[Named]:
    """Yield documents with one attribute left out, renamed, or of another value."""
    for at in range(COUNT):
        kind = local(ELEMENTS[at])
        for name, old in alone(at).attrib.items():
            name = str(name)
            values = (v for v in VALUES if (kind, name, v) not in DIFFERENCES)
            changes: list[dict[str, str]] = [{}, {f"{name}s": str(old)}]
            if name != "uri":
                changes += ({name: value} for value in values)
            for change in changes:
                element = alone(at)
                before = etree.tostring(element.getroottree())
                del element.attrib[name]
                element.attrib.update(change)
                yield (
                    f"{kind}: {name}, {change}",
                    before,
                    etree.tostring(element.getroottree()),
                )


@cache
def messages(text: bytes) -> set[str]:
    """Return what the linter says of a document."""
    return {finding.message for finding in lint(text)}


def test_good_documents_are_valid(schema: etree.XMLSchema) -> None:
    """The schema and the linter agree on what is good."""
    texts = [path.read_text("utf-8").replace(VIZ, GEXF) for path in GOOD]
    for text in (EVERYTHING, *texts):
        schema.assertValid(etree.fromstring(text.encode()))
        assert structure(text.encode()) == []


@pytest.mark.parametrize(
    "documents",
    [elements_changed, elements_renamed, elements_added, attributes_changed],
)
def test_the_verdicts_are_those_of_the_schema(
    schema: etree.XMLSchema, documents: Callable[[], Iterator[Named]]
) -> None:
    """Of many documents with one thing changed, the same are good and the same bad.

    And the rules that know more than the schema swallow none of its refusals.
    """
    verdicts: set[bool] = set()
    disagreed = []
    good = cache(lambda before: schema.validate(etree.fromstring(before)))
    for name, before, text in documents():
        assert good(before), name
        valid = schema.validate(etree.fromstring(text))
        verdicts.add(valid)
        if valid != (not structure(text)):
            disagreed.append(f"{name}: the schema says {valid}")
        if not valid and messages(text) <= messages(before):
            disagreed.append(f"{name}: refused by the schema, and nothing is said")

    assert disagreed == []
    assert verdicts == {True, False}


@pytest.mark.parametrize(("element", "name", "value"), DIFFERENCES)
def test_known_differences_are_infos(
    schema: etree.XMLSchema, element: str, name: str, value: str
) -> None:
    """What Gephi itself writes against the schema is an info, no more."""
    root = etree.fromstring(EVERYTHING.encode())
    for changed in root.iter(f"{{{GEXF}}}{element}"):
        changed.set(name, value)
    text = etree.tostring(root)

    assert not schema.validate(root)
    assert structure(text) == []
    assert "beyond-schema" in {finding.check for finding in lint(text)}


def test_the_title_that_gephi_writes_is_an_info(schema: etree.XMLSchema) -> None:
    """Gephi writes <title>, which the schema does not have."""
    text = EVERYTHING.replace("<creator>", "<title>t</title><creator>").encode()

    assert not schema.validate(etree.fromstring(text))
    assert structure(text) == []
