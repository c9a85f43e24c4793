"""The small project of the tests with a file of judgements."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import Problem
from kg.read.judgements import Judgement
from kg.read.sources import Reading, read_sources
from kg.read.texts import Texts
from tests.conftest import PROJECT, Folder, MakeProject

LINKS = "sources/links/wikidata.sssom.tsv"
HEADER = """\
#mapping_set_id: https://example.org/permits/links
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  actor: https://example.org/permits/id/actor/
#  orcid: https://orcid.org/
#  place: https://example.org/permits/id/place/
#  wd: http://www.wikidata.org/entity/
"""
COLUMNS = (
    *("subject_id", "predicate_id", "predicate_modifier", "object_id"),
    *("object_category", "mapping_justification", "author_id", "mapping_date"),
    *("confidence", "comment"),
)
FIRST = HEADER.count("\n") + 2
"""The line of the first row."""


def row(subject: str, predicate: str, target: str, **cells: str) -> str:
    """Write one row; what is not given is what most rows have."""
    given = {
        "subject_id": subject,
        "predicate_id": predicate,
        "object_id": target,
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_id": "orcid:0000-0002-1825-0097",
        "mapping_date": "2026-11-25",
        **cells,
    }
    return "\t".join(given.get(column, "") for column in COLUMNS) + "\n"


def table(*rows: str) -> str:
    """Write a whole file."""
    return HEADER + "\t".join(COLUMNS) + "\n" + "".join(rows)


Judge = Callable[..., tuple[list[Judgement], list[str]]]


@pytest.fixture
def judge(project: MakeProject) -> Judge:
    """Read judgements of the small project: what is sound, and what is reported."""

    def read(text: str | bytes) -> tuple[list[Judgement], list[str]]:
        folder = project({LINKS: text})
        found: Reading = read_sources(folder.open(), Texts(None))
        return found.judgements, told(found.problems)

    return read


def told(problems: list[Problem]) -> list[str]:
    """Return problems as lines, the name of the file left out."""
    assert all(problem.place.file == LINKS for problem in problems)
    return [f"{problem.place.line}: {problem.message}" for problem in problems]


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small project once."""
    folder = Folder(tmp_path_factory.mktemp("finished") / "project")
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.build()
    return folder.root


@pytest.fixture
def built(finished: Path, tmp_path: Path) -> Folder:
    """Return a copy of the small project with its graph."""
    return Folder(shutil.copytree(finished, tmp_path / "built"))


@pytest.fixture
def linked(project: MakeProject) -> Folder:
    """Return the small project with three judgements."""
    return project(
        {
            LINKS: table(
                row("place:northland", "skos:exactMatch", "wd:Q111", confidence="0.90"),
                row("actor:gazette", "skos:closeMatch", "wd:Q222"),
                row(
                    "actor:north-government",
                    "skos:exactMatch",
                    "wd:Q111",
                    predicate_modifier="Not",
                ),
            )
        }
    )
