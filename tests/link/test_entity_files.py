"""Wikidata's JSON is read by one reader, in every form that people have it in."""

from __future__ import annotations

import bz2
import gzip
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputErrors
from kg.link import entity_files
from kg.link.building import build_index
from kg.link.entity_files import MAX_PROBLEMS, Problems, read_files, read_records
from kg.link.entity_statements import statements
from kg.link.extract import read_extract
from kg.link.packed import ExtractUnreadable
from kg.link.wikibase import NoEntity, Record, mended, read_entity
from kg.match.entity import Entity
from kg.match.index import LocalIndex
from tests.beside import beside
from tests.link.test_enrich import COUNTRY, DAY, item, statement

ONE, TWO = item("Q843"), item("Q889", claims={"P31": [statement({"id": "Q6256"})]})
BOTH = [ONE, TWO]


def lines(entities: list[dict[str, Any]]) -> str:
    return ",\n".join(map(json.dumps, entities))


FORMS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "a dump": lambda e: f"[\n{lines(e)}\n]\n",
    "a dump with brackets beside": lambda e: f"[{lines(e)}]\n",
    "an entity a line": lambda e: "\n".join(map(json.dumps, e)),
    "a dump with spaces": lambda e: f"[\n  {lines(e)}  ,\n]\n".replace(",\n", " ,\n  "),
    "an array on one line": json.dumps,
    "an array laid out": lambda e: json.dumps(e, indent=1),
    "a document": lambda e: json.dumps({"entities": {i["id"]: i for i in e}}),
    "a document laid out": lambda e: json.dumps(
        {"success": 1, "entities": {i["id"]: i for i in e}}, indent=2
    ),
}
BYTES: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "bzip2": lambda text: bz2.compress(text.encode()),
}


def saved(folder: Path, data: bytes | str, name: str = "x.json") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def records(path: Path) -> list[Record]:
    told: list[str] = []
    found = list(read_records(path, lambda line, what: told.append(f"{line}: {what}")))
    assert told == []
    return found


@pytest.mark.parametrize("packing", BYTES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_records(
    tmp_path: Path, form: str, packing: str
) -> None:
    """Dumps, documents and lines; a byte-order mark and line ends change nothing."""
    ending = {"gzip": ".json.gz", "bzip2": ".json.bz2"}.get(packing, ".json")
    path = saved(tmp_path, BYTES[packing](FORMS[form](BOTH)), f"x{ending}")
    assert records(path) == [read_entity(entity) for entity in BOTH]
    assert read_files([path], {"Q889"}) == {"Q889": read_entity(TWO)}


def test_an_entity_is_found_whatever_the_order_of_its_keys(tmp_path: Path) -> None:
    """Tools that sort keys put the ids of its classes before its own."""
    data = json.dumps({**TWO, "type": "item"}, sort_keys=True)
    assert list(read_files([saved(tmp_path, f"[\n{data}\n]")], {"Q889"})) == ["Q889"]


NUMBERED = {"entity-type": "item", "numeric-id": 6256}


@pytest.mark.parametrize(
    ("value", "qids"),
    [
        (NUMBERED, ("Q6256",)),
        (NUMBERED | {"id": "Q6256"}, ("Q6256",)),
        ({"id": "Q6256"}, ("Q6256",)),
        ({"entity-type": "property", "numeric-id": 31}, ()),
        ({"entity-type": "lexeme", "id": "L31"}, ()),
    ],
)
def test_an_item_may_be_a_number(value: dict[str, Any], qids: tuple[str, ...]) -> None:
    """As in dumps of earlier years; a property's number is no item's."""
    claims = {"P31": [statement(value)], "P17": [statement(value)]}
    record = read_entity(item("Q1", claims=claims))
    assert record is not None
    assert (record.types, record.countries) == (qids, qids)


def test_the_best_statements_count_even_if_they_know_nothing() -> None:
    """A preferred unknown value is unknown, and a deprecated one is never taken."""
    unknown = {"rank": "preferred", "mainsnak": {"snaktype": "somevalue"}}
    old = statement("OLD", "deprecated")
    record = read_entity(
        item("Q1", claims={"P297": [unknown, statement("PK")], "P298": [old]})
    )
    assert record is not None
    assert record.codes == ()


def test_na_is_the_code_of_namibia(tmp_path: Path) -> None:
    """No reader of tables stands between, who would take it for nothing."""
    entity = item("Q1030", claims={"P297": [statement("NA")]})
    path = saved(tmp_path, FORMS["a dump"]([entity]))
    (found,) = read_extract(path, Problems([]))
    assert found.countries == ("NA",)


BROKEN = "\\ud83d", "\\u0000", "\\u001b", "\\udc00\\ud83d", "\\uFFFF"


@pytest.mark.parametrize("escape", BROKEN)
def test_what_is_no_character_is_replaced(tmp_path: Path, escape: str) -> None:
    """Half of one, or a NUL, ends neither an index nor a file of statements."""
    text = FORMS["a dump"]([ONE]).replace("Thing Q843", f"Port {escape} Lake")
    path = saved(tmp_path, text)
    (record,) = records(path)
    label = dict(record.labels)["en"]
    assert label.replace("\ufffd", "") == "Port  Lake"
    written = {str(triple) for triple in statements(record, ["en"], DAY)}
    assert any(label in triple.encode().decode() for triple in written)
    assert build_index([path], tmp_path / "i.sqlite") == 1
    assert ox.Literal(label).value == label


def test_whole_characters_stay() -> None:
    """Two halves that make one, and an escape that is written out."""
    assert mended(json.loads(r'"\ud83c\udf0d \\ud83d \t"')) == "\U0001f30d \\ud83d \t"


def test_a_merged_entity_leads_to_the_one_it_is_now(tmp_path: Path) -> None:
    """In the index, too: both QIDs are known, and the old one says where to go."""
    data = item("Q843") | {"redirects": {"from": "Q5", "to": "Q843"}}
    path = saved(tmp_path, json.dumps(data))
    build_index([path], tmp_path / "i.sqlite")
    known = LocalIndex(tmp_path / "i.sqlite").entities(["Q5", "Q843"])
    assert known["Q5"].redirect == "Q843"
    assert known["Q843"].label == "Thing Q843"


@pytest.mark.parametrize("ending", ["jsonl", "ndjson.gz", "JSON"])
def test_json_has_several_endings(tmp_path: Path, ending: str) -> None:
    """What tools call a file with an entity a line."""
    data = "\n".join(map(json.dumps, BOTH)).encode()
    packed = gzip.compress(data) if ending.endswith("gz") else data
    path = saved(tmp_path, packed, f"x.{ending}")
    assert build_index([path], tmp_path / "i.sqlite") == 2


def test_properties_and_lexemes_are_left_out(tmp_path: Path) -> None:
    """A dump has them among its items."""
    rest = [{"type": "property", "id": "P31"}, {"type": "lexeme", "id": "L1"}]
    assert [r.qid for r in records(saved(tmp_path, lines([*rest, ONE])))] == ["Q843"]


DEEP = "[" * 100_000
WRONG = [
    ("x.json", DEEP, "nested too deeply"),
    ("x.json", '[\n{"id": ' + DEEP + "}\n]", "nested too deeply"),
    ("x.json", '{"entities": ' + DEEP, "nested too deeply"),
    ("x.json", '{"id": "Q1", "lastrevid": ' + "9" * 5_000 + "}", "digits"),
    ("x.json", b'[\n{"id": "Q1", "labels": "\xff"}\n]', "codec can't decode"),
    ("x.json", "", "not JSON, or broken off"),
    ("x.json", "null", "no `entities`"),
    ("x.json.gz", b"no gzip", "not gzip that can be read"),
    ("x.json.gz", gzip.compress(b"[\n" * 99)[:-9], "not gzip that can be read"),
    ("x.json.bz2", b"no bzip2", "not bzip2 that can be read"),
]


@pytest.mark.parametrize(("name", "data", "words"), WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_read_is_told(
    tmp_path: Path, name: str, data: bytes | str, words: str
) -> None:
    """By both commands that read it, with the file, and without a traceback."""
    path = saved(tmp_path, data, name)
    with pytest.raises(InputErrors, match=words) as caught:
        read_files([path], {"Q1"})
    assert len(caught.value.problems) == 1
    with pytest.raises((InputErrors, ExtractUnreadable), match=words) as again:
        build_index([path], tmp_path / "i.sqlite")
    assert str(path) in str(again.value)


def test_a_packed_file_with_a_broken_middle(tmp_path: Path) -> None:
    """The recorded one: its head is gzip, and what follows is not."""
    path = beside("cases/hostile/bad.json.gz", "NO CASES: no broken gzip is read")
    with pytest.raises(InputErrors, match="not gzip that can be read"):
        read_files([path], {"Q1"})
    with pytest.raises(ExtractUnreadable, match="not gzip that can be read"):
        build_index([path], tmp_path / "i.sqlite")


def test_json_in_one_piece_is_not_read_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piece larger than memory may bear is refused; a dump may be of any size."""
    monkeypatch.setattr(entity_files, "MAX_PIECE", 2_000)
    many = [item(f"Q{n}") for n in range(1, 20)]
    with pytest.raises(InputErrors, match="in one piece; give a dump with an entity a"):
        read_files([saved(tmp_path, FORMS["an array on one line"](many))], {"Q1"})
    assert len(records(saved(tmp_path, FORMS["a dump"](many)))) == 19


def test_one_bad_entity_of_a_document_hides_no_other(tmp_path: Path) -> None:
    """All are told, as those of a dump are."""
    bad = {"Q1": {"id": "P17"}, "Q2": {"id": "Q2", "labels": {"en": 1}}, "Q3": 7}
    with pytest.raises(InputErrors) as caught:
        read_files([saved(tmp_path, json.dumps({"entities": bad}))], bad)
    assert len(caught.value.problems) == 3


def test_an_index_gives_up_after_many_problems(tmp_path: Path) -> None:
    """Nobody reads a million of them."""
    path = saved(tmp_path, "{}\n" * 10 * MAX_PROBLEMS)
    with pytest.raises(InputErrors) as caught:
        build_index([path], tmp_path / "i.sqlite")
    assert len(caught.value.problems) <= MAX_PROBLEMS


def test_what_is_no_entity_is_told() -> None:
    """The reader says what is amiss, in one kind of error."""
    wrong: list[Any] = [[], {"id": "?"}, {"id": "Q1", "claims": {"P31": [1]}}]
    wrong += [item("Q1", lastrevid=number) for number in ("x", math.inf, math.nan)]
    wrong += [
        item("Q1", claims={pid: [statement(value)]})
        for pid, value in (
            ("P625", {"latitude": math.nan, "longitude": 1}),
            ("P625", {"latitude": 1, "longitude": math.inf}),
            ("P625", {"latitude": 91, "longitude": 1}),
            ("P297", {"a": 1}),
            ("P31", {"id": 5}),
        )
    ]
    for data in wrong:
        with pytest.raises(NoEntity):
            read_entity(data)
    assert read_entity({"id": "Q404", "missing": ""}) is None
    assert read_entity(COUNTRY, "Q5") is not None


RECORDED = {
    "crlf-bom": {"Q900000008": "Lakeland", "Q900000009": "Hillmark"},
    "empty-lists": {"Q900000005": "Lakeland"},
    "entitydata": {"Q900000007": "Lakeland"},
    "jsonl": {f"Q90000001{n}": f"Town {n}" for n in range(3)},
    "nul": {"Q900000004": "A\ufffdB"},
    "numeric-id": {"Q900000001": "Lakeland", "Q900000002": "Hillmark"},
    "oneline": {"Q900000020": "Lakeland", "Q900000021": "Hill"},
    "redirect": {"Q900000029": "Q900000029", "Q900000030": "Z"},
    "somevalue-na": {"Q900000006": "Lakeland"},
    "sp": {"Q900000020": "Lakeland", "Q900000021": "Hill"},
    "surrogate": {"Q900000003": "Port \ufffd Lake"},
}


@pytest.mark.parametrize("name", RECORDED)
def test_the_recorded_files_are_indexed(tmp_path: Path, name: str) -> None:
    """Each is a form that some tool writes."""
    path = beside(f"cases/formats/wd/{name}.json", "NO CASES: no JSON is read")
    build_index([path], tmp_path / "i.sqlite")
    known: dict[str, Entity] = LocalIndex(tmp_path / "i.sqlite").entities(
        list(RECORDED[name])
    )
    assert {qid: entity.label for qid, entity in known.items()} == RECORDED[name]
    if name == "numeric-id":
        assert [entity.types for entity in known.values()] == [("Q6256",)] * 2


WORDS = ("None", "NULL", "NA", "nan", "TRUE", "007", "Line\nbreak", "null", "#N/A", "!")


def test_words_that_mean_nothing_elsewhere_are_names(tmp_path: Path) -> None:
    """No name is taken for an empty cell, and every row becomes an entity."""
    rows = "".join(f'Q{n},"{name}",IT\n' for n, name in enumerate(WORDS, 1))
    path = saved(tmp_path, f"qid,label,country\n{rows}", "words.csv")
    build_index([path], tmp_path / "i.sqlite")
    known = LocalIndex(tmp_path / "i.sqlite").entities(
        [f"Q{n}" for n in range(1, len(WORDS) + 1)]
    )
    assert tuple(entity.label for entity in known.values()) == WORDS


def test_the_recorded_words_are_names(tmp_path: Path) -> None:
    """Seven rows, seven entities."""
    path = beside("cases/formats/csv/words.csv", "NO CASES: no table of words is read")
    assert build_index([path], tmp_path / "i.sqlite") == 7


def test_a_row_that_quotes_would_take_is_told(tmp_path: Path) -> None:
    """Two odd quotes in two rows are one cell to any other reader."""
    rows = 'Q1,"Bay\nQ2,5"\nQ3,x\n'
    path = saved(tmp_path, f"qid,label\n{rows}", "a.csv")
    with pytest.raises(InputErrors, match=r"a\.csv:2: not CSV: .* in a later row"):
        build_index([path], tmp_path / "i.sqlite")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.sampled_from(["Q1", "P31", "en", "value", "normal", "item", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "value", "language", "en"]), inner)
    ),
    max_leaves=8,
)
PARTS = ("labels", "aliases", "descriptions", "claims", "sitelinks", "lastrevid")
PATHS = (*PARTS, "type", "id", "redirect", "redirects", "modified", "missing")


@given(st.sampled_from(PATHS), JSON, st.sampled_from(["P31", "P297", "P625"]))
def test_any_json_is_an_entity_or_none(part: str, value: Any, pid: str) -> None:
    """Whatever stands where something else belongs: told, and never an exception."""
    snak = {"snaktype": "value", "datavalue": {"value": value}}
    odd = [
        {part: value},
        {part: {"en": value}},
        {part: [value]},
        {"claims": {pid: value}},
        {"claims": {pid: [value]}},
        {"claims": {pid: [{"mainsnak": value}]}},
        {"claims": {pid: [{"rank": value, "mainsnak": snak}]}},
        {"claims": {pid: [{"rank": "normal", "mainsnak": snak}]}},
    ]
    for more in odd:
        try:
            record = read_entity(item("Q1") | more)
        except NoEntity:
            continue
        if record is not None:
            statements(record, ["en"], DAY)
