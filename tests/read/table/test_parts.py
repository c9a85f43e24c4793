"""A table in several files of one header is read as one, and messages name the file."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.ask.knowledge import open_graph
from kg.errors import Place
from tests.conftest import Folder
from tests.extras import extra
from tests.read.table.border import TABLE, edited, mapped, problems, read

if TYPE_CHECKING:
    import polars
else:
    polars = extra("polars")

HEADER = TABLE.splitlines()[0] + "\n"
JANUARY = f'{HEADER}2026-01,XNL,XSL,"12,000",-,\n2026-01,XNL,FRA,3,-,\n'
FEBRUARY = f"{HEADER}2026-02,XNL,FRA,0,7,of whom 2 children\n"
MARCH = f"{HEADER}2026-03,XNL,FRA,9,-,\n"
IN = "sources/border/parts"
MAPPED = edited(("file: border.csv", "file: parts/"))


def parted(root: Path, **parts: str | bytes) -> Folder:
    """Return a project whose table is a folder; names have `_` for their points."""
    folder = mapped(root, MAPPED)
    (root / "sources/border/border.csv").unlink()
    (root / IN).mkdir()
    for name, text in parts.items():
        folder.write(f"{IN}/{name.replace('_', '.')}", text)
    return folder


def months(root: Path) -> Folder:
    return parted(
        root, m3_csv=MARCH, m1_csv=JANUARY, m2_csv_gz=gzip.compress(FEBRUARY.encode())
    )


def claims(folder: Folder) -> dict[str, str]:
    """Return the row of each claim, by its key."""
    (source,) = (s for s in read(folder).sources if s.id == "border")
    return {
        str(e.iri).rpartition(".")[2]: str(e.node["row"])
        for e in source.entries
        if "statedIn" in e.node
    }


def test_parts_are_one_table_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Compressed or not; rows are counted through all, headers among them."""
    assert problems(months(tmp_path)) == []
    assert claims(months(tmp_path / "again")) == {
        "XNL-XSL-2026-01-left": "2",
        "XNL-FRA-2026-01-left": "3",
        "XNL-FRA-2026-02-left": "5",
        "XNL-FRA-2026-02-deported": "5",
        "XNL-FRA-2026-03-left": "7",
    }


def test_parts_may_be_of_several_forms(tmp_path: Path) -> None:
    """A Parquet file and JSON lines beside CSV say the same as one CSV file would."""
    folder = parted(tmp_path, a_csv=JANUARY)
    columns = HEADER.strip().split(",")
    row = dict(zip(columns, ["2026-02", "XNL", "FRA", "0", "7", ""], strict=True))
    polars.DataFrame([row]).write_parquet(tmp_path / IN / "b.parquet")
    folder.write(f"{IN}/c.jsonl", json.dumps(row | {"Month": "2026-03"}) + "\n")

    assert problems(folder) == []
    assert claims(folder)["XNL-FRA-2026-02-deported"] == "5"
    assert claims(folder)["XNL-FRA-2026-03-deported"] == "6"  # it has no header


def test_what_is_wrong_is_told_by_file_and_line(tmp_path: Path) -> None:
    """Each part counts its own lines, and what is wrong alike is told part by part."""
    bad = FEBRUARY.replace(",0,7,", ",none,7,")
    folder = parted(
        tmp_path,
        a_csv=JANUARY.replace(",3,", ",no,"),
        b_csv=bad,
        c_csv=MARCH + MARCH.splitlines()[1].replace(",9,", ",nil,") + "\n",
    )

    assert [p.split(": `")[0] for p in problems(folder)] == [
        f"{IN}/a.csv:3: left",
        f"{IN}/b.csv:2: left",
        f"{IN}/c.csv:3: left",
    ]


def test_a_key_in_two_parts_is_told_with_both(tmp_path: Path) -> None:
    folder = parted(tmp_path, a_csv=JANUARY, b_csv=JANUARY)

    first, *_ = read(folder).located().problems(read(folder).problems)

    assert first.place == Place(f"{IN}/b.csv", 2, "left")
    assert first.message.endswith("is the key of a claim of line 2 of `a.csv`, too")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({}, "is a folder without parts; put the files of the table there"),
        ({"a_csv": JANUARY, "_hidden": ""}, ""),
        ({"a_csv": JANUARY, "notes_doc": ""}, "holds `notes.doc`, which is no part of"),
        (
            {"a_csv": JANUARY, "a_csv_gz": gzip.compress(JANUARY.encode())},
            "holds `a.csv` and `a.csv.gz`: one part twice; take one out",
        ),
        (
            {"a_csv": JANUARY, "b_csv": FEBRUARY.replace("deported", "sent back")},
            "another header than `a.csv`: it lacks `deported`, has `sent back`, too",
        ),
        (
            {"a_csv": JANUARY, "b_csv": FEBRUARY.replace("From,To", "To,From")},
            "another header than `a.csv`: it has them in another order",
        ),
        ({"a_csv": JANUARY, "b_csv": ""}, "an empty table: it has no header"),
        ({"a_csv": JANUARY, "b_csv_gz": b"no"}, "breaks off, or is not packed so"),
    ],
)
def test_a_folder_that_is_no_table_is_refused(
    parts: dict[str, str | bytes], message: str, tmp_path: Path
) -> None:
    """Nothing is taken from the parts that are sound, and hidden files are none."""
    told = problems(parted(tmp_path, **parts))

    assert [message in problem for problem in told] == [True] * bool(message)
    if "b_csv" in parts or "b_csv_gz" in parts:
        assert told[0].startswith(f"{IN}/b.csv")


def test_a_part_is_no_link_out_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(JANUARY)
    folder = parted(tmp_path / "project", a_csv=JANUARY)
    os.symlink(tmp_path / "secret.csv", folder.root / IN / "b.csv")

    (problem,) = problems(folder)
    assert "holds `b.csv`, a symbolic link that leads out of the project" in problem


def test_a_folder_has_no_address_and_needs_its_stroke(tmp_path: Path) -> None:
    folder = parted(tmp_path, a_csv=JANUARY)
    folder.edit(
        "sources/border/mapping.yaml",
        "file: parts/",
        "file: parts/\n  url: https://example.org/parts",
    )
    assert "`url` is of one file, not of a folder" in problems(folder)[0]
    folder.write("sources/border/mapping.yaml", MAPPED.replace("parts/", "parts"))
    assert "a folder of parts is written `parts/`" in problems(folder)[0]


def test_the_digest_of_a_folder_is_what_sha256sum_prints(tmp_path: Path) -> None:
    """`sha256sum * | sha256sum`: another part, or another name, is another table."""
    lines = "".join(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n"
        for name, text in (("a.csv", JANUARY), ("b.csv", MARCH))
    )
    digest = hashlib.sha256(lines.encode()).hexdigest()
    folder = parted(tmp_path, a_csv=JANUARY, b_csv=MARCH)
    with_digest = MAPPED.replace("parts/", f"parts/\n  sha256: {digest}")
    folder.write("sources/border/mapping.yaml", with_digest)

    assert problems(folder) == []
    (folder.root / IN / "b.csv").rename(folder.root / IN / "c.csv")
    assert "is not the table of this `sha256`" in problems(folder)[0]


def test_a_claim_of_a_part_is_cited_with_its_row(tmp_path: Path) -> None:
    """Of the folder as it was read: where a part is changed since, none is shown."""
    folder = months(tmp_path)
    folder.build()

    def cells() -> dict[str, str]:
        graph = open_graph(folder.graph)
        (citation,) = graph.show("border.XNL-FRA-2026-02-deported").citations
        assert citation.place == "The Gazette, 2026-03-05, row 5, column deported"
        return dict(citation.cells)

    assert cells()["note"] == "of whom 2 children"
    folder.write(f"{IN}/m3.csv", MARCH.replace(",9,", ",8,"))
    assert cells() == {}
    assert folder.build().loaded == ("border",)
    assert cells()["note"] == "of whom 2 children"


def test_rows_that_are_left_out_are_kept_with_their_file(tmp_path: Path) -> None:
    folder = parted(tmp_path, a_csv=JANUARY, b_csv=FEBRUARY.replace(",7,", ",x,"))
    kept = tmp_path / "bad.csv"

    report = folder.build(max_errors=1, quarantine=kept)

    assert (report.claims, report.left_out) == (2, 1)
    (finding,) = report.findings
    assert finding.place == Place(f"{IN}/b.csv", 2, "deported")
    (row,) = csv.DictReader(io.StringIO(kept.read_text("utf-8")))
    assert (row["file"], row["line"]) == (f"{IN}/b.csv", "2")
    assert '"deported": "x"' in row["row"]
