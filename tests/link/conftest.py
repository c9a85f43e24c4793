"""The small project with judgements, and a small extract with traps of a large one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import Problem
from kg.link.building import build_index
from kg.match.index import LocalIndex
from kg.read.judgements import Judgement
from kg.read.reading import Reading
from kg.read.sources import read_sources
from kg.read.texts import Texts
from tests.beside import beside
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


EXTRACT_HEADER = "qid,label,aliases,type,country,description,grade,sources\n"
EXTRACT = (
    EXTRACT_HEADER
    + """\
Q843,Pakistan,PK|PAK|Pakistani,country,PK,republic,A,a|b|c|d
Q889,Afghanistan,AF|Afghan,country,AF,republic in South Asia,A,a|b|c|d
Q794,Iran,IR|IRN,country,IR,republic,A,a|b|c|d
Q230,Georgia,,country,GE,country in the Caucasus,A,a|b|c|d
Q1428,Georgia,,territory,US-GA,state of the United States,A,a|b|c|d
Q30,United States of America,US|USA|United States,country,US,republic,A,a|b|c|d
Q1362,Islamabad,,settlement,PK,capital city of Pakistan,A,a|b|c
Q5838,Kabul,,settlement,AF,,A,a|b|c
Q182844,Herat,,admin1,AF,,C,a|b
Q45313,Herāt,Herat,settlement,AF,,C,a|b
Q163239,Balochistan,Balochistan Province,admin1,PK,,A,a|b|c
Q42418,Taliban,,,,,A,a
Q3250182,Government of Pakistan,,,,,B,a
Q502698,Federal Ministry of the Interior,,,,,B,a
Q792611,Ministry of Interior,,,,,B,a
Q6589202,interior ministry,,,,,B,a
Q608427,United States Department of the Interior,,government_agency,Q30,,B,a
Q2989473,Supreme Court of Pakistan,,,,,B,a
Q2097315,United States Citizenship and Immigration Services,,,,,A,a|b
Q132551,UNHCR,,international_organisation,,,A,a|b|c
Q7817,World Health Organization,WHO,international_organisation,,,C,a|b
Q93346,The Who,,,,,B,a
Q131572,refugee,,,,,B,a
Q120,June,,,,,A,a|b
Q41053,Hezbollah,,,,,A,a|b
Q2429253,Islamic State,IS|ISIL,armed_group,,,A,a|b
Q19824111,Islamic State,Islamic State in Libya,armed_group,,,A,a|b
Q4204060,Islamic state,,,,,A,a|b
Q458231,Armed Forces of the Republic of the Congo,FARC,military,CG,,D,a
Q267941,Oxfam,,organisation,gb,,D,a
Q22686,Donald Trump,,,,,A,a|b
Q408,Australia,AU,country,AU,country,A,a|b|c|d
Q7159,African Union,AU,international_organisation,,,A,a|b|c
"""
)

Index = Callable[..., LocalIndex]


@pytest.fixture
def make_index(tmp_path: Path) -> Index:
    """Build an index from the texts of files, by name."""

    def make(**files: str) -> LocalIndex:
        paths = []
        for name, text in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_text(text, "utf-8")
            paths.append(path)
        build_index(paths, tmp_path / "index.sqlite")
        return LocalIndex(tmp_path / "index.sqlite")

    return make


@pytest.fixture(scope="session")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of the index of the extract above."""
    folder = tmp_path_factory.mktemp("traps")
    (folder / "traps.csv").write_text(EXTRACT, "utf-8")
    build_index([folder / "traps.csv"], folder / "index.sqlite")
    return folder / "index.sqlite"


@pytest.fixture(scope="session")
def wikidata() -> Path:
    """Return the folder of the extract of Wikidata, which is too large for here."""
    return beside("data", "NO EXTRACT: the quality of links is not measured")
