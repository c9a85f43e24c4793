"""Quotes become positions in the file itself, and nothing else in it changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kg.errors import InputErrors
from kg.project.located import write_positions
from tests.conftest import Folder, MakeProject

DOCUMENT = "gazette-20250301"
FACTS = f"sources/{DOCUMENT}/facts.yaml"
TEXT = "\u202bQuote\u202c \U0001f600 one. They left. Then they came.\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
"""A sign that UTF-16 writes as two units, and marks that nobody sees."""

BEFORE = f"""\
# A remark of the coder's.
document:
  id: {DOCUMENT}   # the folder's name
  title: "A title: one"
  published: 2025-03-01
  publishedBy: gazette
  language: en  # of the text

claims:
  # in the order of the text
  one:
    summary: They left.
    quote: They left   # not `came`
    claimant: narrator
    says: [permit-order, adoptedBy, north-government]
  two: {{summary: They came., quote: "Then they came.", claimant: narrator,
    says: [permit-order, adoptedBy, north-government]}}
  three:
    summary: Both.
    claimant: narrator
    says:
      a: [permit-order, adoptedBy, north-government]
      b:
        quote: >-
          They left.
          Then they came.
        says: [permit-order, targetsPopulation, permit-holders]
  four:
    summary: It is known where.
    chars: [15, 24]
    quote: They left
    claimant: narrator
    says: [permit-order, adoptedBy, north-government]
"""
# by hand: 1 + 5 + 1 + 1 + 1 + 1 + "one. " puts "They" at 15
AFTER = (
    BEFORE.replace(
        "en  # of the text\n",
        f"en  # of the text\n  text: {{sha256: {DIGEST}, length: {len(TEXT)}}}\n",
    )
    .replace(
        "    quote: They left   #", "    chars: [15, 24]\n    quote: They left   #"
    )
    .replace('quote: "Then', 'chars: [26, 41], quote: "Then')
    .replace("        quote: >-", "        chars: [15, 41]\n        quote: >-")
)
BARE = (
    AFTER.replace("    quote: They left   #", "   #")
    .replace("[15, 24]\n   #", "[15, 24]   #")
    .replace(', quote: "Then they came."', "")
    .replace(
        "\n        quote: >-\n          They left.\n          Then they came.\n", "\n"
    )
    .replace("    quote: They left\n", "")
)


@pytest.fixture
def folder(project: MakeProject) -> Folder:
    return project({FACTS: BEFORE, f"texts/{DOCUMENT}.txt": TEXT})


def written(folder: Folder) -> str:
    return (folder.root / FACTS).read_bytes().decode()


def test_quotes_get_their_positions_and_all_else_stays(folder: Folder) -> None:
    done = write_positions(folder.open(), DOCUMENT, TEXT)

    assert TEXT[15:24] == "They left"
    assert TEXT[26:41] == "Then they came."
    assert written(folder) == AFTER
    assert (done.file, done.entries, done.has_text) == (FACTS, 3, True)


def test_quotes_can_be_taken_out(folder: Folder) -> None:
    """What is somebody's is not published: not a word of the text stays."""
    write_positions(folder.open(), DOCUMENT, TEXT, without_quotes=True)

    assert written(folder) == BARE
    assert "quote" not in BARE


def test_a_quote_that_is_not_at_its_place_is_not_taken_out(folder: Folder) -> None:
    """It may be all that tells where the claim stands."""
    path = folder.root / FACTS
    path.write_text(BEFORE.replace("chars: [15, 24]", "chars: [26, 41]"), "utf-8")
    before = written(folder)
    with pytest.raises(InputErrors, match=r"facts\.yaml:31: the quote is not what"):
        write_positions(folder.open(), DOCUMENT, TEXT, without_quotes=True)

    assert written(folder) == before


def test_places_in_another_text_are_not_written(folder: Folder) -> None:
    """The document's digest is of an earlier version, in which they stood elsewhere."""
    write_positions(folder.open(), DOCUMENT, TEXT)
    path = folder.root / FACTS
    path.write_text(
        written(folder).replace(
            "    chars: [15, 24]\n    quote: They left   #", "    quote: They left   #"
        ),
        "utf-8",
    )
    before = written(folder)
    with pytest.raises(InputErrors, match=r"facts\.yaml:8: the text at hand has"):
        write_positions(folder.open(), DOCUMENT, f"Corrected. {TEXT}")

    assert written(folder) == before


def test_a_second_time_nothing_is_written(folder: Folder) -> None:
    write_positions(folder.open(), DOCUMENT, TEXT)
    path = folder.root / FACTS
    before = path.stat().st_mtime_ns
    done = write_positions(folder.open(), DOCUMENT, TEXT)

    assert (done.entries, done.has_text) == (0, False)
    assert path.stat().st_mtime_ns == before


def test_line_ends_and_a_byte_order_mark_stay(folder: Folder) -> None:
    path = folder.root / FACTS
    path.write_bytes(b"\xef\xbb\xbf" + BEFORE.replace("\n", "\r\n").encode())
    write_positions(folder.open(), DOCUMENT, TEXT)

    assert path.read_bytes() == b"\xef\xbb\xbf" + AFTER.replace("\n", "\r\n").encode()


def test_words_that_have_no_one_place_are_all_listed_and_nothing_is_written(
    folder: Folder,
) -> None:
    text = TEXT.replace("They left", "they  left") + "Then they came."
    with pytest.raises(InputErrors) as caught:
        write_positions(folder.open(), DOCUMENT, text)

    assert written(folder) == BEFORE
    lines = [problem.place.line for problem in caught.value.problems]
    messages = [problem.message for problem in caught.value.problems]
    assert lines == [13, 16, 24]
    assert messages[0].startswith("the quote is not in the text, word for word; it has")
    assert messages[1] == "the quote occurs 2 times in the text; give `chars`"


def test_a_document_without_a_file_is_named(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match=r"sources/nobody/facts\.yaml:1: no such"):
        write_positions(folder.open(), "nobody", TEXT)
