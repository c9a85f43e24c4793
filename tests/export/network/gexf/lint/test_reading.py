"""Whatever is in a file, the linter gives findings: no error, no fetching, no flood."""

from __future__ import annotations

import gc
import gzip
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.network.gexf.lint import CHECKS, lint
from kg.export.network.gexf.lint.element import Element
from kg.export.network.gexf.lint.findings import LintReport
from kg.export.network.gexf.lint.reader import Reader
from tests.export.network.gexf.lint.documents import broken, document

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.gexf"))
ROOT = b'<gexf xmlns="http://gexf.net/1.3" version="1.3">'
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (b"", "empty-file"),
        (b" \n\t\r\n", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"Source,Target\na,b\n", "not-gexf"),
        (b"\x00" * 100, "not-gexf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not-gexf"),
        (gzip.compress(document()), "not-gexf"),
        (b"PK\x03\x04" + bytes(100), "not-gexf"),
        (b"<html><body/></html>", "not-gexf"),
        (b"<graphml/>", "not-gexf"),
        (ROOT, "not-well-formed"),
        (document()[:-9], "not-well-formed"),
        (document() + b"<gexf/>", "not-well-formed"),
        (ROOT + b"<a:b/></gexf>", "not-well-formed"),
        (ROOT + b"&unheard-of;</gexf>", "not-well-formed"),
        (ROOT + b"\x01</gexf>", "control-character"),
        (ROOT + b"&#x1f;</gexf>", "control-character"),
        (ROOT + "é".encode("latin-1") + b"</gexf>", "encoding"),
        (
            b'<?xml version="1.0" encoding="x-unheard-of"?>' + document(),
            "encoding-unknown",
        ),
        (b'<?xml version="1.0" encoding="utf-7"?>' + document(), "encoding-unknown"),
        (b'<?xml version="1.0" encoding="utf-16"?>' + document(), "encoding"),
        (b'<!DOCTYPE g SYSTEM "http://127.0.0.1:9/x.dtd">' + document(), "doctype"),
        (b'<!DOCTYPE g [<!ENTITY x SYSTEM "/etc/passwd">]>' + document(), "doctype"),
        (b"<!DOCTYPE g [<!ENTITY %% x '1'>]>" + document(), "doctype"),
        (b'<!DOCTYPE g [<!ENTITY l0 "l">' + LAUGHS + b"]>" + ROOT, "doctype"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding(text: bytes, check: str) -> None:
    """Each kind of unreadable file has its check, as the last of its findings."""
    assert broken(text)[-1] == check


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "cp1252"])
def test_a_file_may_be_in_the_encoding_it_names(encoding: str) -> None:
    """Other encodings than UTF-8 are as good, where the file says so."""
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = declaration + document().decode().replace('label="A"', 'label="Ávila"')

    assert lint(text.encode(encoding)) == []


def test_a_document_type_without_anything_in_it_is_harmless() -> None:
    """A name alone neither swells nor fetches."""
    assert lint(b"<!DOCTYPE gexf>" + document()) == []


def test_elements_a_thousand_deep_are_refused() -> None:
    """Deep nesting ends the reading, with the line where it became too deep."""
    text = ROOT + b"\n<graph>" + b"\n<nodes><node id='a'>" * 1000

    (found,) = [f for f in lint(text) if f.check == "nested-too-deep"]

    assert found.line == 2 + 128  # the root, <graph>, and 254 more in 127 lines


class Counted(BytesIO):
    """A file that counts how often it is read."""

    reads = 0

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        return super().read(size)


def test_a_long_tag_is_read_in_few_pieces() -> None:
    """The parser begins a tag anew with each piece: of eight megabytes, with few."""
    text = document().replace(b'label="A"', b'label="' + b"A" * 8_000_000 + b'"')
    file = Counted(text)

    assert lint(file) == []
    assert file.reads < 15


@pytest.mark.parametrize("begun", [b'<graph x="', b"<!--", b"<", b"<graph ", b"<?x "])
def test_a_tag_without_end_is_refused(begun: bytes) -> None:
    """Of what is longer than common readers take, no more is held than of those."""
    file = Counted(ROOT + b"\n\n" + begun + b"x" * 50_000_000)

    (found,) = lint(file)

    assert (found.check, found.line) == ("tag-too-long", 3)
    assert file.tell() < 25_000_000


def test_a_very_long_number_is_no_trouble() -> None:
    """Digits without end are a value like any other."""
    digits = "1" * 5000
    for attribute in ("count", "r", "start", "weight"):
        text = document(graph='timeformat="date"').decode()
        text = text.replace("<nodes>", f'<nodes count="{digits}">')
        text = text.replace('id="a"', f'id="a" start="{digits}-01-01"')
        text = text.replace("</node>", f'<color {attribute}="{digits}"/></node>', 1)
        assert lint(text.encode())


def alive() -> int:
    """Return how many elements there are in memory."""
    return sum(isinstance(thing, Element) for thing in gc.get_objects())


class Counting:
    """A file of many nodes that notes how many elements are open at each read."""

    def __init__(self, nodes: int) -> None:
        self.left = nodes
        self.most = 0
        self._begun = False
        gc.collect()
        self._before = alive()

    def read(self, size: int = -1) -> bytes:
        self.most = max(self.most, alive() - self._before)
        if not self._begun:
            self._begun = True
            return ROOT + b"<graph><nodes>"
        if not self.left:
            return b""
        self.left -= 1000
        node = b'<node id="n%d" label="N"><attvalues/></node>'
        nodes = b"".join(node % (self.left + n) for n in range(1000))
        return nodes if self.left else nodes + b"</nodes><edges/></graph></gexf>"


def test_elements_are_forgotten_when_they_end() -> None:
    """Of five thousand nodes none is kept, but for its id."""
    file = Counting(5_000)

    assert [f.check for f in lint(file)] == ["no-positions"]  # type: ignore[arg-type]
    assert file.most <= 5  # the root, <graph>, <nodes>, and what the last call held


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_findings(noise: bytes) -> None:
    """Noise is answered with findings, and never with an exception."""
    assert lint(noise)
    lint(ROOT + noise)


@settings(deadline=None)
@given(st.data())
def test_any_change_gives_findings(data: st.DataObject) -> None:
    """Any bytes put anywhere into a file, or cut from it, raise nothing."""
    text = data.draw(st.sampled_from(FILES)).read_bytes()
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(at + 40, len(text))))
    put = data.draw(st.binary(max_size=8) | st.sampled_from([b'"', b"<", b"&", b"/>"]))

    for finding in lint(text[:at] + put + text[end:]):
        assert finding.check in CHECKS
        assert finding.line >= 1
        assert finding.message.isprintable()


@settings(deadline=None)
@given(st.data())
def test_any_value_gives_findings(data: st.DataObject) -> None:
    """Any text as the value of any attribute raises nothing."""
    text = data.draw(st.sampled_from(FILES)).read_bytes()
    values = [at for at, byte in enumerate(text) if byte == 0x22]
    if len(values) < 2:
        return
    at = data.draw(st.integers(0, len(values) // 2 - 1)) * 2
    numbers = st.from_regex(r"-?[0-9]{1,6}(-[0-9]{1,2}){0,2}(T[0-9:.]{1,9}Z?)?")
    lists = st.text("[]()<>;,'\\ 12naif.-", max_size=12)
    value = data.draw(numbers | lists | st.text(max_size=8))
    safe = (
        value.encode("utf-8", "ignore").replace(b"<", b"&lt;").replace(b'"', b"&#34;")
    )

    lint(text[: values[at] + 1] + safe + text[values[at + 1] :])


def test_a_path_and_an_open_file_are_read_alike() -> None:
    """A path as text or as such, bytes, and an open file give the same findings."""
    path = HERE / "bad/weight-zero.gexf"

    with path.open("rb") as file:
        assert lint(file) == lint(path) == lint(str(path)) == lint(path.read_bytes())


def test_a_mistake_of_the_linter_is_not_blamed_on_the_file() -> None:
    """An exception in a rule is one, and does not pass for a finding."""

    def mistaken(element: Element) -> None:
        raise KeyError(element.name)

    with pytest.raises(KeyError, match="gexf"):
        Reader(LintReport(), mistaken, mistaken).read(BytesIO(document()))


def test_a_file_that_is_not_there_is_an_oserror(tmp_path: Path) -> None:
    """What cannot be opened at all is for the caller to say."""
    for path in (tmp_path, tmp_path / "nowhere.gexf"):
        with pytest.raises(OSError, match=str(tmp_path)):
            lint(path)
