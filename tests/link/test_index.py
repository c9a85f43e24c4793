"""An index is built from extracts whole or not at all, and finds names in it."""

from __future__ import annotations

import bz2
import gzip
import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import InputErrors, KgError
from kg.link import entity_files
from kg.link.building import build_index
from kg.link.packed import ExtractUnreadable, opened
from kg.match.entity import Mention
from kg.match.index import LocalIndex
from kg.match.schema import IndexFailed
from tests.link.conftest import EXTRACT, EXTRACT_HEADER, Index

ITEM = {
    "id": "Q42418",
    "type": "item",
    "labels": {"en": {"language": "en", "value": "Taliban"}},
    "aliases": {"en": [{"language": "en", "value": "Taleban movement"}]},
    "descriptions": {"en": {"language": "en", "value": "militant organization"}},
    "sitelinks": {"enwiki": {}, "dewiki": {}, "frwiki": {}},
    "claims": {},
}


def claim(pid: str, value: object, rank: str = "normal") -> dict[str, object]:
    snak = {"snaktype": "value", "property": pid, "datavalue": {"value": value}}
    return {"mainsnak": snak, "rank": rank}


PAKISTAN = {
    "id": "Q843",
    "type": "item",
    "labels": {
        "en": {"language": "en", "value": "Pakistan"},
        "ur": {"language": "ur", "value": "پاکستان"},
    },
    "claims": {
        "P31": [
            claim("P31", {"id": "Q6256"}),
            claim("P31", {"id": "Q1"}, "deprecated"),
        ],
        "P297": [claim("P297", "PK")],
        "P298": [claim("P298", "PAK")],
    },
}
LAHORE = {
    "id": "Q11739",
    "labels": {"en": {"language": "en", "value": "Lahore"}},
    "claims": {"P17": [claim("P17", {"id": "Q843"})], "P31": []},
}
GONE = {"id": "Q999", "type": "item", "redirect": "Q843"}
DUMP = "[\n" + ",\n".join(map(json.dumps, (ITEM, LAHORE, PAKISTAN, GONE))) + "\n]\n"


def labels(index: LocalIndex, name: str, **known: object) -> list[str]:
    return [e.label for e in index.candidates(Mention(name, **known), 5)]  # type: ignore[arg-type]


def test_rows_of_several_files_are_merged(make_index: Index) -> None:
    """What files say of a QID is put together; the best attested label stays."""
    index = make_index(
        a_csv="qid,label\nQ1,Old name\n",
        b_csv=EXTRACT_HEADER + "Q1,New name,Alias|None|!,country,PK|ZZ,of note,A,x|y\n",
    )

    entity = index.entities(["Q1"])["Q1"]
    assert entity.label == "New name"
    assert set(entity.aliases) == {"Old name", "Alias", "None"}
    assert (entity.countries, entity.types) == (("PK",), ("country",))
    assert (entity.description, entity.sources) == ("of note", 2)


def test_countries_given_as_qids_become_codes(make_index: Index) -> None:
    """``Q843`` is Pakistan's, as the extract itself says, and ``in-pb`` is India's."""
    rows = "Q2,Court,,,Q843,,B,x\nQ3,School,,,in-pb.geojson,,B,x\n"
    index = make_index(
        a_csv=EXTRACT_HEADER + rows + "Q843,Pakistan,,country,PK,,A,x|y\n"
    )

    found = index.entities(["Q2", "Q3"])
    assert [found[q].countries for q in ("Q2", "Q3")] == [("PK",), ("IN",)]


def test_a_suggestion_of_one_list_is_not_attested(make_index: Index) -> None:
    """Grade D counts as no source."""
    index = make_index(a_csv=EXTRACT_HEADER + "Q1,Oxfam,,organisation,gb,,D,nsi\n")

    assert index.entities(["Q1"])["Q1"].sources == 0


@pytest.mark.parametrize("ending", [".json", ".json.gz", ".json.bz2"])
def test_a_dump_is_read_line_by_line(tmp_path: Path, ending: str) -> None:
    """Labels, aliases, classes, countries, codes, redirects; the best ranks only."""
    path = tmp_path / f"dump{ending}"
    data = DUMP.encode()
    packed = {".gz": gzip.compress(data), ".bz2": bz2.compress(data)}
    path.write_bytes(packed.get(path.suffix, data))
    assert build_index([path], tmp_path / "i.sqlite") == 4

    index = LocalIndex(tmp_path / "i.sqlite")
    found = index.entities(["Q843", "Q42418", "Q11739", "Q999"])
    assert found["Q843"].types == ("Q6256",)
    assert found["Q843"].ids == (("iso3", "PAK"),)
    assert found["Q843"].aliases == ("پاکستان",)
    assert found["Q11739"].countries == ("PK",)
    assert found["Q42418"].sources == 3
    assert found["Q999"].redirect == "Q843"
    assert labels(index, "nowhere", ids=(("iso3", "PAK"),)) == ["Pakistan"]


def test_equal_files_give_equal_indexes(tmp_path: Path) -> None:
    """A second build has the same bytes."""
    path = tmp_path / "a.csv"
    path.write_text(EXTRACT, "utf-8")
    digests = set()
    for name in ("one", "two"):
        build_index([path], tmp_path / name)
        digests.add(sha256((tmp_path / name).read_bytes()).hexdigest())

    assert len(digests) == 1


def test_names_are_found_in_other_spellings(traps: Path) -> None:
    """By spelling, order of words, initials, the country left out, a wrong letter."""
    index = LocalIndex(traps)

    assert labels(index, "Hizbollah") == ["Hezbollah"]
    assert labels(index, "Interior Ministry")[0] in (
        "interior ministry",
        "Ministry of Interior",
    )
    assert labels(index, "USCIS")[0].startswith("United States Citizenship")
    assert "United States Department of the Interior" in labels(
        index, "Department of the Interior"
    )
    assert labels(index, "Pakixtan") == ["Pakistan"]
    assert labels(index, "Zandaria") == []
    assert labels(index, "") == []


def test_a_qid_that_does_not_exist_is_left_out(traps: Path) -> None:
    """Nor are things that look like QIDs an error."""
    asked = ["Q843", "Q4040404", "Q", "843", "Q-1", "Q99999999999999999999", "P31"]
    assert list(LocalIndex(traps).entities(asked)) == ["Q843"]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("id,label\nQ1,x\n", [":1: the header has no column `qid`"]),
        ("", [":1: the header has no column `qid`"]),
        (
            "qid,label\nQ1,x\nq2,y\nQ3\nP31,z\n",
            [
                ":3: `q2` is not a QID",
                ":4: 2 cells were expected, here are 1",
                ":5: `P31`",
            ],
        ),
        ('qid,label\nQ1,"x\n', [": not CSV"]),
        ('qid,label,aliases\nQ1,x,a\nQ2,"y\nz",b\nbad,x,b\n', [":5: `bad`"]),
    ],
)
def test_malformed_rows_are_all_told_with_their_lines(
    tmp_path: Path, text: str, messages: list[str]
) -> None:
    """Nothing is indexed, and an index that was there stays."""
    path, out = tmp_path / "a.csv", tmp_path / "i.sqlite"
    path.write_text("qid,label\nQ7,seven\n")
    build_index([path], out)
    before = out.read_bytes()
    path.write_text(text)

    with pytest.raises(InputErrors) as caught:
        build_index([path], out)

    for message in messages:
        assert f"{path}{message}" in str(caught.value) or message in str(caught.value)
    assert len(caught.value.problems) == len(messages)
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "i.sqlite"]


def test_a_malformed_dump_is_told_with_its_lines(tmp_path: Path) -> None:
    """A line cut short, and one that is no entity."""
    path = tmp_path / "d.json"
    path.write_text(f"[\n{json.dumps(ITEM)},\n{json.dumps(ITEM)[:50]}\n[1]\n]\n")

    with pytest.raises(InputErrors) as caught:
        build_index([path], tmp_path / "i.sqlite")
    assert [p.place.line for p in caught.value.problems] == [3, 4]


def test_a_compressed_file_that_breaks_off(tmp_path: Path) -> None:
    """It is named, and no index is made."""
    path = tmp_path / "d.json.gz"
    path.write_bytes(gzip.compress(DUMP.encode())[:-20])

    with pytest.raises(ExtractUnreadable, match=r"d\.json\.gz"):
        build_index([path], tmp_path / "i.sqlite")
    assert not (tmp_path / "i.sqlite").exists()


@pytest.mark.parametrize("name", ["missing.csv", "wrong.txt"])
def test_a_file_that_is_no_extract(tmp_path: Path, name: str) -> None:
    """A missing file and an unknown ending are told."""
    with pytest.raises((ExtractUnreadable, InputErrors), match=name):
        build_index([tmp_path / name], tmp_path / "i.sqlite")


def test_an_extract_without_entities_makes_no_index(tmp_path: Path) -> None:
    """A header alone is not taken for an index with nothing in it."""
    path = tmp_path / "a.csv"
    path.write_text("qid,label\n")
    with pytest.raises(ExtractUnreadable, match="no entity"):
        build_index([path], tmp_path / "i.sqlite")


def test_an_index_of_another_version_is_refused(tmp_path: Path, traps: Path) -> None:
    """So are no index at all, and a file that is something else."""
    other = tmp_path / "i.sqlite"
    other.write_bytes(traps.read_bytes())
    with sqlite3.connect(other) as db:
        db.execute("UPDATE meta SET value = '999' WHERE key = 'version'")
    db.close()
    with pytest.raises(IndexFailed, match="version 999"):
        LocalIndex(other)
    with pytest.raises(IndexFailed, match="kg link index"):
        LocalIndex(tmp_path / "none.sqlite")
    other.write_text("not a database, but long enough to look at" * 50)
    with pytest.raises(IndexFailed, match="is not an index"):
        LocalIndex(other)


def test_a_build_that_is_interrupted_leaves_the_old_index(tmp_path: Path) -> None:
    """Whoever presses Ctrl-C keeps what was there, and no file lies about."""
    path, out = tmp_path / "a.csv", tmp_path / "i.sqlite"
    path.write_text(EXTRACT, "utf-8")
    build_index([path], out)
    before = out.read_bytes()

    def interrupt(_what: str, _count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index([path], out, progress=interrupt)
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "i.sqlite"]


SLY = {
    "a view without end": "DROP TABLE meta; CREATE VIEW meta AS WITH RECURSIVE r(key) "
    "AS (VALUES (1) UNION ALL SELECT key + 1 FROM r) SELECT key, 1 AS value FROM r;",
    "another view without end": "DROP TABLE entity; CREATE VIEW entity AS WITH "
    "RECURSIVE r(num) AS (VALUES (1) UNION ALL SELECT num + 1 FROM r) "
    "SELECT num, 1 AS sources, '' AS data FROM r WHERE num < 0;",
    "no JSON": "UPDATE entity SET data = '[';",
    "a label that is none": "UPDATE entity SET data = "
    '\'["Q1",5,[],"",[],[],[],0,""]\';',
    "a blob": "UPDATE entity SET data = x'ff00';",
}


@pytest.mark.parametrize("what", SLY)
def test_an_index_of_a_stranger_is_refused(
    tmp_path: Path, traps: Path, what: str
) -> None:
    """Whatever stands in place of its tables and rows; nothing is waited for."""
    path = tmp_path / "i.sqlite"
    path.write_bytes(traps.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SLY[what])
    with pytest.raises(IndexFailed, match="kg link index"):
        LocalIndex(path).candidates(Mention("Pakistan"), 5)


def packed_zeros(path: Path, count: int, first: bytes = b"") -> Path:
    """Write a bomb: so many MiB of zeros, packed piece by piece."""
    opener = gzip.open if path.suffix == ".gz" else bz2.open
    with opener(path, "wb") as file:
        file.write(first)
        for _ in range(count):
            file.write(bytes(1 << 20))
    return path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("z.json.gz", "opens to more than 200 times its size, and more than 8 MB"),
        ("z.json.bz2", "opens to more than 200 times its size, and more than 8 MB"),
        ("z.csv.gz", r"z\.csv\.gz:1: a line of more than 4 MB"),
    ],
)
def test_a_small_file_that_opens_to_a_giant_is_refused(
    tmp_path: Path, name: str, words: str
) -> None:
    """The error names the file and the limit; no index is made."""
    path = packed_zeros(tmp_path / name, 16)
    with pytest.raises(KgError, match=words) as caught:
        build_index([path], tmp_path / "i.sqlite")
    assert str(path) in str(caught.value)
    assert not (tmp_path / "i.sqlite").exists()


def test_what_a_packed_file_opens_to_is_counted_as_it_is_read(tmp_path: Path) -> None:
    """No more is unpacked than the limit and a buffer; what is below it is read."""
    path = packed_zeros(tmp_path / "z.csv.gz", 3)
    with opened(path, free=3 << 20) as file:
        assert len(file.read()) == 3 << 20
    with opened(path, free=1 << 20) as file:
        assert len(file.read(1 << 20)) == 1 << 20
        with pytest.raises(ExtractUnreadable, match="more than 1 MB"):
            file.read(1)


def test_a_line_of_a_dump_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with its number; those before it are read."""
    monkeypatch.setattr(entity_files, "MAX_LINE", 1 << 20)
    path = tmp_path / "d.json"
    path.write_text(f"[\n{json.dumps(ITEM)},\n{' ' * (1 << 20)}\n]\n", "utf-8")
    with pytest.raises(InputErrors, match=r"d\.json:3: a line of more than 1 MB"):
        build_index([path], tmp_path / "i.sqlite")
