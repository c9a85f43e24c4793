"""A first mapping builds where its guesses are good, and says what is open.

The tables are made up; what a row of them says is worked out by hand.
"""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.ask.knowledge import KnowledgeGraph, open_graph
from kg.errors import InputErrors, KgError, UnknownName
from kg.project.mapping import MappingTaken, make_mapping, mappings
from kg.read.table.guess.places import named
from kg.resources import shipped
from tests.conftest import CONFIG, Folder
from tests.extras import extra

if TYPE_CHECKING:
    import openpyxl
    import polars
else:
    openpyxl = extra("openpyxl")
    polars = extra("polars")

COUNTS = """\
Month,From,To,left,turned back,note
2026-01,DEU,FRA,"1,204",-,
2026-02,DEU,FRA,980,0,in force since 1 February
2026-02,CHE,FRA,-,3,
"""


def mapped(root: Path, table: str | bytes, name: str = "table.csv") -> Folder:
    """Return a project with a table in its folder, and a first mapping of it."""
    folder = Folder(root)
    folder.write("kg.toml", CONFIG)
    path = folder.write(f"sources/counted/{name}", table)
    make_mapping(root, str(path))
    return folder


def written(folder: Folder) -> str:
    return (folder.root / "sources/counted/mapping.yaml").read_text("utf-8")


def edit(folder: Folder, old: str, new: str) -> None:
    folder.edit("sources/counted/mapping.yaml", old, new)


def built(folder: Folder, claims: int) -> KnowledgeGraph:
    assert folder.build().claims == claims
    return open_graph(folder.graph)


def said(graph: KnowledgeGraph, name: str) -> dict[str, str]:
    return dict(graph.show(name).to_dict()["definition"])


def open_questions(text: str) -> str:
    """Return what a mapping says is open, as one line."""
    lines = (line.strip().removeprefix("# ") for line in text.splitlines())
    return " ".join(lines)


def test_a_table_of_movements_builds_as_it_is(tmp_path: Path) -> None:
    """With thousands signs, a dash for nothing, and a column that counts nothing."""
    folder = mapped(tmp_path, COUNTS)

    graph = built(folder, claims=4)

    figure = said(graph, "counted.left-germany-france-2026-01")
    assert (figure["value"], figure["quantityText"]) == ("1204", "1,204")
    assert (figure["period"], figure["unit"]) == ("2026-01", "person")
    assert figure["movementType"] == "departure"
    flow = said(graph, "left-from-germany-to-france")
    assert (flow["origin"], flow["destination"]) == ("Germany", "France")
    text = written(folder)
    assert 'missing: ["-"]' in text
    assert "a comma is taken for a sign between thousands" in text
    assert "# note is not used: 1 different in 1 cells" in text.replace("`", "")
    assert "published: 2026-02-28" in text  # the last day in it, and said to be that
    assert "by what stands in its 3 rows" in text


def test_equal_tables_give_equal_bytes(tmp_path: Path) -> None:
    """Whenever, and wherever they lie."""
    first = written(mapped(tmp_path / "a", COUNTS))

    assert written(mapped(tmp_path / "b", COUNTS)) == first


def test_french_headers_semicolons_and_an_older_encoding_are_read(
    tmp_path: Path,
) -> None:
    """Refugees are a stock of persons, whatever language they are counted in."""
    table = (
        "Année;Pays d'origine;Pays d'accueil;Réfugiés;Demandeurs d'asile\n"
        "2023;AFG;FRA;12 345;1 002\n2024;AFG;FRA;13 001;n/a\n"
    )
    folder = mapped(tmp_path, table.encode("windows-1252"))

    graph = built(folder, claims=3)

    figure = said(graph, "counted.refugies-afghanistan-france-2023")
    assert (figure["value"], figure["unit"]) == ("12345", "person")
    assert figure["measures"] == "Réfugiés from Afghanistan in France"
    text = open_questions(written(folder))
    assert "LOOK: not UTF-8; do letters with accents look right so?" in text
    assert 'such as `"{Année}-12-31"`: on which?' in text


@pytest.mark.parametrize(
    ("edits", "country", "label"),
    [
        ([], "australia", "Australia"),
        (
            [
                (
                    "coa: {type: country, by: iso3}",
                    "coa: {type: country, by: iso3, "
                    "through: {file: unhcr-codes.csv, from: unhcr, to: iso3}}",
                )
            ],
            *("austria", "Austria"),
        ),
    ],
)
def test_codes_of_two_lists_are_not_settled_unseen(
    edits: list[tuple[str, str]], country: str, label: str, tmp_path: Path
) -> None:
    """What AUS is by either is written down, with the line for the other."""
    folder = mapped(tmp_path, "year,coo,coa,refugees\n2024,AFG,AUS,12\n")
    text = open_questions(written(folder))
    assert "`AUS` is Australia by ISO and Austria by UNHCR" in text
    line = "`through: {file: unhcr-codes.csv, from: unhcr, to: iso3}`"
    assert line in text

    for old, new in edits:
        edit(folder, old, new)
    graph = built(folder, claims=1)

    figure = said(graph, f"counted.refugees-afghanistan-{country}-2024")
    assert figure["measures"] == f"Refugees from Afghanistan in {label}"


def test_one_code_can_tell_that_all_are_of_unhcr(tmp_path: Path) -> None:
    """GFR is Germany there and nothing in ISO's list; who returns goes home."""
    table = "year,coo,coa,refugees,returned_refugees\n"
    table += "2024,AFG,AUS,12,3\n2024,AFG,GFR,7,0\n2024,UKN,GFR,9,0\n"
    folder = mapped(tmp_path, table)
    assert "is Australia" not in written(folder)
    assert "coo: {not: [UKN]}" in written(folder)

    graph = built(folder, claims=4)

    home = said(graph, "returned-refugees-from-austria-to-afghanistan")
    assert (home["origin"], home["destination"]) == ("Austria", "Afghanistan")


def test_the_order_of_days_and_months_is_open_until_a_day_tells(
    tmp_path: Path,
) -> None:
    """If none is above twelve, both readings are told, and the line to change."""
    table = "date,from,to,count\n03/02/2025,DEU,FRA,12\n"
    folder = mapped(tmp_path / "open", table)
    text = open_questions(written(folder))
    assert "`03/02/2025` is taken for 2025-02-03; it may as well be 2025-03-02" in text
    edit(folder, '"%d/%m/%Y"', '"%m/%d/%Y"')
    built(folder, claims=1).show("counted.counted-people-germany-france-2025-03-02")

    told = mapped(tmp_path / "told", table + "25/02/2025,DEU,FRA,13\n")
    assert "it may as well be" not in open_questions(written(told))
    built(told, claims=2).show("counted.counted-people-germany-france-2025-02-03")
    other = mapped(tmp_path / "other", table + "02/25/2025,DEU,FRA,13\n")
    built(other, claims=2).show("counted.counted-people-germany-france-2025-03-02")


def test_namibia_is_not_taken_for_nothing_unseen(tmp_path: Path) -> None:
    """NA is a country among codes of two letters, and nothing among numbers."""
    table = "year,country,nationality,families\n2024,NA,DE,7\n2024,ZA,DE,NA\n"
    folder = mapped(tmp_path, table)
    assert "`NA`, in 1 cells, is read as Namibia." in open_questions(written(folder))
    assert "missing: [NA]" in written(folder)

    (problem,) = folder.refused().problems
    assert "`NA` is a country, and by `missing:` nothing" in problem.message
    edit(
        folder,
        "country: {type: country, by: iso2}",
        "country: {type: country, by: iso2, values: {NA: nothing}}",
    )
    edit(folder, "\neach:", "\nrows:\n  country: {not: [NA]}\neach:")
    assert folder.build().claims == 0


def test_citizens_do_not_move_by_being_counted(tmp_path: Path) -> None:
    """A column of nationalities is no origin; families are no persons."""
    folder = mapped(tmp_path, "year,country,nationality,families\n2024,ZA,DE,7\n")

    graph = built(folder, claims=1)

    assert said(graph, "counted.families-germany-south-africa-2024")["unit"] == "family"
    group = said(graph, "families-of-germany-in-south-africa")
    assert (group["nationality"], group["residesIn"]) == ("Germany", "South Africa")


def test_names_of_countries_are_looked_up_in_a_list_to_be_read(tmp_path: Path) -> None:
    """Rows of a country that nobody knows are left out, and it is written down."""
    table = "Origin\tYear\tMonth\tArrivals\nIran (Islamic Rep. of)\t2025\t1\t12\n"
    table += "Elbonia\t2025\t2\t11\n"
    folder = mapped(tmp_path, table, "table.tsv")
    listed = (tmp_path / "sources/counted/country-names.csv").read_text("utf-8")
    assert listed == "name,iso3\nElbonia,\nIran (Islamic Rep. of),IRN\n"

    graph = built(folder, claims=1)

    figure = said(graph, "counted.arrivals-iran-2025-01")
    assert (figure["value"], figure["period"]) == ("12", "2025-01")
    assert said(graph, "arrivals-from-iran")["origin"] == "Iran"


@pytest.mark.parametrize(
    ("table", "places"),
    [
        (
            "Jahr,Herkunftsland,Aufnahmeland,Asylantr\u00e4ge\n"
            "2023,T\u00fcrkei,\u00d6sterreich,61\n2023,Elfenbeink\u00fcste,Frankreich,9\n",
            "TUR AUT CIV FRA",
        ),
        (
            "A\u00f1o,Pa\u00eds de origen,Pa\u00eds de acogida,Refugiados\n"
            "2023,Hait\u00ed,Rep\u00fablica Dominicana,61\n2023,Ucrania,Alemania,9\n",
            "HTI DOM UKR DEU",
        ),
        (
            "\u0627\u0644\u0633\u0646\u0629,\u0627\u0644\u0645\u0646\u0634\u0623,"
            "\u0627\u0644\u0644\u062c\u0648\u0621,\u0627\u0644\u0644\u0627\u062c\u0626\u0648\u0646\n"
            "2023,\u0633\u0648\u0631\u064a\u0627,\u0644\u0628\u0646\u0627\u0646,61\n"
            "2023,\u0627\u0644\u0633\u0648\u062f\u0627\u0646,\u0645\u0635\u0631,9\n",
            "SYR LBN SDN EGY",
        ),
    ],
    ids=["German", "Spanish", "Arabic"],
)
def test_countries_are_known_in_other_languages(
    table: str, places: str, tmp_path: Path
) -> None:
    """Both columns are of countries, and each row is of the two that it names."""
    folder = mapped(tmp_path, table)
    listed = (tmp_path / "sources/counted/country-names.csv").read_text("utf-8")
    codes = [line.rsplit(",", 1)[1] for line in listed.splitlines()[1:]]
    assert sorted(codes) == sorted(places.split())
    assert written(folder).count("type: country") == 2


@pytest.mark.parametrize("name", ["Kongo", "Atlantis", "Guinea Ecuatorial y Guinea"])
def test_a_name_that_is_of_no_one_country_stays_open(name: str) -> None:
    """Two countries are called so in German, and none is called the others."""
    assert named(name) == ""


def test_rows_that_differ_by_words_are_things_of_their_own(tmp_path: Path) -> None:
    """By indicator and sex, say; of a number that is hidden the bounds are written."""
    table = "iso3,year,indicator,sex,value\nAFG,2023,IDPs,male,100\n"
    table += (
        "AFG,2023,IDPs,female,110\nAFG,2023,hosts,male,10\nAFG,2023,hosts,female,<5\n"
    )
    folder = mapped(tmp_path, table)
    assert "small numbers that are hidden" in open_questions(written(folder))

    graph = built(folder, claims=4)

    figure = said(graph, "counted.counted-people-afghanistan-idps-female-2023")
    assert figure["measures"] == "People (IDPs, female) in Afghanistan"


def test_what_no_column_says_is_one_edit_away(tmp_path: Path) -> None:
    """A table without dates: the place for a period names what is wrong."""
    folder = mapped(tmp_path, "from,to,arrivals\nDEU,FRA,12\n")
    assert "LOOK: no column says when; a year, month or day." in written(folder)
    assert folder.refused().problems
    edit(folder, "period: YYYY", "period: 2025")
    assert "LOOK: the day on which it was published; no column tells." in written(
        folder
    )
    assert folder.refused().problems
    edit(folder, "published: YYYY-MM-DD", "published: 2026-01-31")

    assert said(built(folder, 1), "counted.arrivals-germany-france")["period"] == "2025"


@pytest.mark.parametrize(
    ("headers", "period", "when"),
    [
        ("JAN2025,FEB2025", "2025-02", "2025-02"),
        ("Jan-25,Feb-25", "2025-02", "2025-02"),
        ("2025M01,2025M02", "2025-02", "2025-02"),
        ("janvier 2025,f\u00e9vrier 2025", "2025-02", "2025-02"),
        ("2024 [YR2024],2025 [YR2025]", "2025", "2025"),
        ("2024-Q4,2025-Q1", "2025-01-to-2025-03", "2025-01/2025-03"),
    ],
)
def test_columns_that_are_periods_count_one_thing(
    headers: str, period: str, when: str, tmp_path: Path
) -> None:
    """And not one thing for each month, at a time that nobody knows; a sum is none."""
    table = f"from,to,{headers},Total\nHTI,DOM,12,30,42\nDOM,HTI,,4,4\n"
    folder = mapped(tmp_path, table)

    graph = built(folder, claims=3)

    figure = said(graph, f"counted.counted-people-haiti-dominican-republic-{period}")
    assert (figure["value"], figure["period"]) == ("30", when)
    assert figure["measures"] == "People from Haiti to Dominican Republic"
    text = open_questions(written(folder))
    assert "`Total` is no period as the other columns of numbers are" in text


@pytest.mark.parametrize("headers", ["May 30,May 31", "Jan-12,Jan-13", "Jan 24,Feb 24"])
def test_a_month_and_two_digits_may_be_a_day(headers: str, tmp_path: Path) -> None:
    """30 May is not May 2030: nobody is counted before it is settled."""
    folder = mapped(tmp_path, f"from,to,{headers}\nHTI,DOM,3,4\n")

    assert "period: YYYY" in written(folder)
    assert folder.refused().problems


def test_months_with_two_digits_of_a_year_are_told(tmp_path: Path) -> None:
    folder = mapped(tmp_path, "from,to,Jan-24,Feb-24\nHTI,DOM,3,4\n")

    assert "LOOK: `Jan-24` is taken for 2024-01, and not for a day." in written(folder)
    assert folder.build().claims == 2


def test_months_beside_a_column_of_years_are_of_those_years(tmp_path: Path) -> None:
    """They are no counts of a whole year."""
    folder = mapped(tmp_path, "from,to,Year,Jan,Feb\nHTI,DOM,2024,9,1\n")

    graph = built(folder, claims=2)

    figure = said(graph, "counted.counted-people-haiti-dominican-republic-2024-02")
    assert (figure["value"], figure["period"]) == ("1", "2024-02")


def test_months_may_be_words(tmp_path: Path) -> None:
    """Whether long, short or in digits, in a column of their own."""
    table = "country,year,month,arrivals\nTCD,2023,Apr,5\nTCD,2023,05,6\n"
    table += "TCD,2023,juin,7\n"

    graph = built(mapped(tmp_path, table), claims=3)

    assert said(graph, "counted.arrivals-chad-2023-04")["value"] == "5"
    assert said(graph, "counted.arrivals-chad-2023-06")["value"] == "7"


@pytest.mark.parametrize("week", ["3", "03", "W03", "Week 3", "Semaine 3"])
def test_weeks_beside_a_column_of_years_are_of_those_years(
    week: str, tmp_path: Path
) -> None:
    """They count nobody, and how weeks are counted is said to be open."""
    table = f"country,Year,Week,arrivals\nTCD,2026,{week},5\nTCD,2026,4,6\n"
    folder = mapped(tmp_path, table)

    assert "LOOK: `Week` is taken for weeks of ISO 8601" in written(folder)
    figure = said(built(folder, claims=2), "counted.arrivals-chad-2026-W03")
    assert (figure["value"], figure["period"]) == ("5", "2026-01-12/2026-01-18")


@pytest.mark.parametrize("header", ["Week", "epiweek", "Semaine"])
def test_weeks_without_a_year_count_nobody(header: str, tmp_path: Path) -> None:
    """Of which year they are nobody can say: the period is left open."""
    text = written(mapped(tmp_path, f"country,{header},arrivals\nTCD,3,5\nTCD,4,6\n"))

    assert f"{header}: {{move" not in text
    assert f"{header}: {{stock" not in text
    assert "LOOK: no column says when" in text


@pytest.mark.parametrize("header", ["Fiscal Year", "FY", "fiscal_year"])
def test_a_fiscal_year_is_no_year_of_the_calendar(header: str, tmp_path: Path) -> None:
    """October of the fiscal year 2024 was in 2023: so the period is left open."""
    table = f"from,{header},Month,Arrivals\nMEX,2024,OCT,5\n"
    folder = mapped(tmp_path, table)

    assert f"LOOK: `{header}` is of fiscal years" in written(folder)
    assert "period: YYYY" in written(folder)
    assert folder.refused().problems


def test_what_rows_differ_by_and_nothing_says_is_open(tmp_path: Path) -> None:
    """Five women of an age are no five people; what ids are parted by is said."""
    table = "geo,sex,age,year,asylum seekers\nDE,T,TOTAL,2025,90\nAT,F,Y18-34,2025,5\n"
    text = open_questions(written(mapped(tmp_path / "one", table)))
    assert "LOOK: rows differ by `sex`, `age`, too, and nothing here says so." in text

    table += "DE,F,TOTAL,2025,40\n"
    text = open_questions(written(mapped(tmp_path / "two", table)))
    assert "rows differ by `age`, too" in text


def test_codes_of_eurostat_are_said_to_be_that(tmp_path: Path) -> None:
    """Greece and the United Kingdom; the union is no country, persons are no Peru."""
    table = "unit,geo,year,refugees\n" + "".join(
        f"PER,{code},2025,{n}\n"
        for n, code in enumerate(["AT", "DE", "EL", "FR", "IT", "UK", "EU27"])
    )
    folder = mapped(tmp_path, table)
    text = open_questions(written(folder))
    assert "`EL` is Greece and `UK` is United Kingdom, as Eurostat has it." in text

    graph = built(folder, claims=6)

    assert said(graph, "counted.refugees-greece-2025")["value"] == "2"
    assert "unit is not used" in text


def test_columns_within_a_column_are_told(tmp_path: Path) -> None:
    """As Eurostat writes them, which no mapping takes to pieces."""
    table = "unit,geo\\TIME_PERIOD\t2023 \t2024 \nPER,DE\t5 b\t: \n"
    folder = mapped(tmp_path, table, "table.tsv")
    assert "download the table as SDMX-CSV" in open_questions(written(folder))


def _gzipped() -> bytes:
    return gzip.compress(COUNTS.encode())


def _json_lines() -> bytes:
    rows = [{"Month": "2026-01", "From": "DEU", "To": "FRA", "left": 1204}]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _spreadsheet(folder: Path) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Month", "From", "To", "left"])
    book.worksheets[0].append(["2026-01", "DEU", "FRA", 1204])
    book.save(folder / "made.xlsx")
    return (folder / "made.xlsx").read_bytes()


def _parquet(folder: Path) -> bytes:
    frame = polars.DataFrame(
        {"Month": ["2026-01"], "From": ["DEU"], "To": ["FRA"], "left": [1204]}
    )
    frame.write_parquet(folder / "made.parquet")
    return (folder / "made.parquet").read_bytes()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("table.csv.gz", lambda folder: _gzipped()),
        ("table.csv.bz2", lambda folder: bz2.compress(COUNTS.encode())),
        ("table.jsonl", lambda folder: _json_lines()),
        ("table.xlsx", _spreadsheet),
        ("table.parquet", _parquet),
        (
            "table.csv",
            lambda folder: COUNTS.replace(
                "note\n", "note\n#date,#country+origin,#country+dest,#affected,,\n", 1
            ).encode(),
        ),
    ],
)
def test_every_form_of_table_is_looked_at(
    name: str, make: Callable[[Path], bytes], tmp_path: Path
) -> None:
    """Compressed or not; tags of HXL are shown, and are no data."""
    folder = mapped(tmp_path / "project", make(tmp_path), name)
    folder.build()

    figure = said(open_graph(folder.graph), "counted.left-germany-france-2026-01")
    assert figure["value"] == "1204"
    if "#date" in str(make(tmp_path)):
        assert "# 3 of 3 cells; HXL #country+origin" in written(folder)


def test_a_large_table_is_looked_at_in_part_and_it_is_said(tmp_path: Path) -> None:
    """The first 10,000 rows; what comes later is for the build."""
    rows = "".join(f"2026-01,DEU,FRA,{n}\n" for n in range(10_001))

    text = written(mapped(tmp_path, "month,from,to,left\n" + rows))

    head = open_questions(text)[:120]
    assert "by what stands in its first 10,000 rows, not all." in head
    assert "# 10,000 of 10,000 cells" in text
    assert "-row-{row}" in text
    assert "by what do the rows differ?" in open_questions(text)


def test_a_table_without_rows_or_counts_claims_nothing(tmp_path: Path) -> None:
    """It says so; with rows it builds, and without it may have broken off."""
    some, none = (
        mapped(tmp_path / name, table)
        for name, table in (("some", "from,to\nDEU,FRA\n"), ("none", "from,to\n"))
    )

    assert "no column of counts was seen" in written(some)
    assert "no column of counts was seen" in written(none)
    for folder in (some, none):
        edit(folder, "published: YYYY-MM-DD", "published: 2026-01-31")
    assert some.build().claims == 0
    (problem,) = none.refused().problems
    assert problem.message == "an empty table: a header and no rows"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("table.csv", b"", "an empty table: it has no header"),
        ("table.pdf", b"%PDF", "no table by its ending, which is one of .csv"),
        ("table.csv", b"a,b\n1,\x00\n", "a NUL byte"),
        ("table.csv.gz", b"no gzip", "is not packed so"),
        ("table.xlsx", b"no book", "not a spreadsheet"),
        ("table.csv", b"a,a\n1,2\n", "two columns are called `a`"),
    ],
)
def test_what_is_no_table_is_refused(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    """With its name, and nothing is written."""
    with pytest.raises(InputErrors, match="table") as caught:
        mapped(tmp_path, content, name)

    assert message in str(caught.value)
    assert not (tmp_path / "sources/counted/mapping.yaml").exists()


def test_headers_that_are_no_words_of_yaml_are_quoted(tmp_path: Path) -> None:
    """Whatever a column is called; braces, which no hole can have, stay out."""
    table = 'yes,"a: b","{x}",value,unit,who\n2024,DEU,7,12,x,y\n'
    folder = mapped(tmp_path, table.replace("yes", "year: no"))

    built(folder, claims=1).show("counted.counted-people-germany-2024")


def test_a_shipped_mapping_is_written_under_any_name(tmp_path: Path) -> None:
    """Byte for byte but for its id; and it says whether its table is at hand."""
    text = (shipped("mappings") / "counts.yaml").read_text("utf-8")

    made = make_mapping(tmp_path, "counts", "border-2026")

    assert made.files == ["sources/border-2026/mapping.yaml"]
    assert (made.table, made.at_hand) == ("counts.csv", False)
    written = (tmp_path / made.files[0]).read_text("utf-8")
    assert written == text.replace("  id: counts\n", "  id: border-2026\n")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/counts.csv").write_text(COUNTS)
    assert make_mapping(tmp_path, "counts").at_hand


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    """Neither a mapping nor a facts file, nor a list that is another."""
    table = Folder(tmp_path).write("counts.csv", COUNTS)
    for id, file in (("a", "mapping.yaml"), ("b", "facts.yaml")):
        path = Folder(tmp_path).write(f"sources/{id}/{file}", "mine\n")
        for source in ("counts", str(table)):
            with pytest.raises(MappingTaken, match="is there already"):
                make_mapping(tmp_path, source, id)
        assert [p.name for p in path.parent.iterdir()] == [file]
        assert path.read_text() == "mine\n"

    codes = Folder(tmp_path).write("sources/c/unhcr-codes.csv", "mine\n")
    table.write_text("year,coo,refugees\n2024,AUS,1\n")
    with pytest.raises(MappingTaken, match=r"unhcr-codes\.csv is there already"):
        make_mapping(tmp_path, str(table), "c")
    assert [p.name for p in codes.parent.iterdir()] == ["unhcr-codes.csv"]


@pytest.mark.parametrize(
    ("source", "id", "message"),
    [
        ("count", "", "did you mean `counts`?"),
        ("zzz.csv", "", "and no file; `kg map` lists the mappings"),
        ("counts", "No Id", "`No Id` is no id of a document"),
        ("counts", "entities", "`entities` is no id of a document"),
    ],
)
def test_a_slip_names_the_way_out(
    source: str, id: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UnknownName) as caught:
        make_mapping(tmp_path, source, id)

    assert message in str(caught.value)
    assert not (tmp_path / "sources").exists()


def test_what_interrupts_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where no folder can be, it says so."""
    table = Folder(tmp_path).write("counts.csv", "year,coo,refugees\n2024,AUS,1\n")
    real = Path.open

    def interrupted(path: Path, mode: str = "r", **options: object) -> object:
        if path.name == "mapping.yaml" and mode == "xb":
            raise KeyboardInterrupt
        return real(path, mode, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", interrupted)
        with pytest.raises(KeyboardInterrupt):
            make_mapping(tmp_path, str(table), "c")
    assert list((tmp_path / "sources/c").iterdir()) == []
    (tmp_path / "full").mkdir()
    (tmp_path / "full/sources").write_text("a file")
    with pytest.raises(KgError, match="cannot be written to"):
        make_mapping(tmp_path / "full", "counts", "d")


def test_the_mappings_are_listed_with_what_they_read() -> None:
    listed = mappings()

    assert list(listed) == sorted(listed)
    assert listed["counts"].startswith("Any table of people")
    assert {"iom-dtm", "idmc-internal-displacement", "unhcr-population"} <= set(listed)


def test_people_are_not_where_they_come_from(tmp_path: Path) -> None:
    """A table that says only whence people are leaves open where they are."""
    table = "a\u00f1o,pa\u00eds de nacionalidad,personas\n2023,Guatemala,7\n"
    text = written(mapped(tmp_path / "one", table))
    assert 'nationality: "{pa\u00eds de nacionalidad.id}"' in text
    assert "residesIn: some-place" in text

    table = "year,country of origin,refugees\n2023,Guatemala,7\n"
    text = written(mapped(tmp_path / "two", table))
    assert 'formerResidence: "{country of origin.id}"' in text
    assert "residesIn: some-place" in text


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Syrian Arab Republic", "SYR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Republic of Korea", "KOR"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("United Republic of Tanzania", "TZA"),
        ("Democratic Republic of the Congo", "COD"),
        ("Congo", "COG"),
    ],
)
def test_names_of_the_united_nations_are_known(name: str, iso3: str) -> None:
    """As its tables write them, and not only as UNHCR shortens them."""
    assert named(name) == iso3


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("refugees (thousands)", "815", "counts thousands or millions, by its name"),
        ("Asylantr\u00e4ge (in Tsd.)", "72", "counts thousands or millions"),
        ("refugees", "6.6 million", "`6.6 million` is none as it stands"),
        ("refugees", "~510000", "`~510000` is none as it stands"),
        ("refugees", "\u0666\u0666\u0660\u066c\u0660\u0660\u0660", "seems to hold"),
    ],
)
def test_what_is_no_number_of_people_is_not_claimed_as_one(
    header: str, cell: str, words: str, tmp_path: Path
) -> None:
    """815 thousand are no 815 people; what is left out is said."""
    folder = mapped(tmp_path, f"year,country of asylum,{header}\n2022,LBN,{cell}\n")

    assert words in open_questions(written(folder))
    assert "\neach:" not in written(folder)


def test_a_yes_or_no_counts_nobody(tmp_path: Path) -> None:
    """Though it is written as 0 and 1."""
    table = "year,country,refugees,is_estimate\n2022,LBN,815,0\n2023,LBN,790,1\n"

    built(mapped(tmp_path, table), claims=2)


def test_a_sum_of_all_so_far_is_said_to_be_open(tmp_path: Path) -> None:
    """It is not what was counted on the day of its row."""
    table = "date,country,arrivals cumulative\n2024-02-25,GRC,1200\n"
    text = open_questions(written(mapped(tmp_path, table)))
    assert "LOOK: `arrivals cumulative` adds up what was counted before" in text


def test_months_without_a_year_wait_for_one(tmp_path: Path) -> None:
    """They are no things of their own, and no year is made up for them."""
    folder = mapped(tmp_path, "country,Jan,Feb\nSOM,1200,1300\n")
    assert "no column says of which year" in open_questions(written(folder))
    assert folder.refused().problems
    text = written(folder).replace("YYYY-MM-DD", "2025-01-31").replace("YYYY", "2024")
    folder.write("sources/counted/mapping.yaml", text)

    figure = said(built(folder, 2), "counted.counted-people-somalia-2024-02")
    assert (figure["value"], figure["period"]) == ("1300", "2024-02")


def test_a_file_may_begin_with_a_digit(tmp_path: Path) -> None:
    """No key of a claim does."""
    folder = Folder(tmp_path)
    folder.write("kg.toml", CONFIG)
    path = folder.write("2024-crossings.csv", "from,to,JAN2023,FEB2023\nHTI,DOM,1,2\n")
    make_mapping(tmp_path, str(path))
    folder.write("tables/2024-crossings.csv", path.read_text("utf-8"))

    assert folder.build().claims == 2


@pytest.mark.parametrize(
    "header", ["Target", "people targeted", "Capacity", "projected refugees"]
)
def test_what_is_planned_is_no_count(header: str, tmp_path: Path) -> None:
    """Nobody has counted it, so nobody is made to assert it."""
    table = f"Country,Year,Refugees,{header}\nTCD,2023,1100000,1200000\n"
    folder = mapped(tmp_path, table)

    assert f"`{header}` is of what is to be" in open_questions(written(folder))
    built(folder, claims=1)


@pytest.mark.parametrize(
    "header",
    ["% women", "Area km2", "GDP", "Average family size", "Trucks", "refugees_max"],
)
def test_what_counts_nobody_is_not_claimed(header: str, tmp_path: Path) -> None:
    table = f"Country,Year,Refugees,{header}\nTCD,2023,1100000,48\n"

    built(mapped(tmp_path, table), claims=1)


def test_a_column_of_years_with_a_slip_counts_nobody(tmp_path: Path) -> None:
    """A word below it makes no people of its years."""
    folder = mapped(tmp_path, "year,asylum,refugees\n2022,TUR,7\nTotal,TUR,7\n")
    text = written(folder)

    assert "`year` counts nobody, by its name, and is not used: is `Total` a slip?" in (
        open_questions(text)
    )
    assert "\n  year: {stock" not in text


def test_columns_that_are_days_count_one_thing(tmp_path: Path) -> None:
    """Of days whose year comes first; of others nobody knows which is the month."""
    table = "from,to,2024-03-01,2024-04-01\nSDN,TCD,100,120\n"
    folder = mapped(tmp_path, table)
    assert "published: 2024-04-01\n" in written(folder)

    graph = built(folder, claims=2)
    figure = said(graph, "counted.counted-people-sudan-chad-2024-04-01")
    assert (figure["value"], figure["period"]) == ("120", "2024-04-01")


def test_a_title_above_the_names_is_seen(tmp_path: Path) -> None:
    table = "Arrivals by sea,,\nMonth,Country,Arrivals\n2024-01,ITA,2258\n"
    assert "\n  header: 2\n" in written(mapped(tmp_path, table))


def test_amounts_in_words_are_told_with_what_reads_them(tmp_path: Path) -> None:
    """In the same words as in facts, with their bounds."""
    table = "Country,Families\nAFG,about 1200\nPAK,350-400\n"
    text = open_questions(written(mapped(tmp_path, table)))
    assert "LOOK: `Families` seems to hold numbers" in text
    assert '`amount: "{Families}"` reads it' in text


def test_columns_without_a_name_are_told(tmp_path: Path) -> None:
    table = "Arrivals by sea,,\n2024-01,ITA,2258\n2024-02,ITA,3003\n"
    text = open_questions(written(mapped(tmp_path, table)))
    assert "LOOK: the row of names has none for some columns" in text


@pytest.mark.parametrize("header", ["Population size", "Upper Nile", "Lower Shabelle"])
def test_people_are_counted_whatever_else_a_header_says(
    header: str, tmp_path: Path
) -> None:
    """Words of sizes and of regions are no words of bounds."""
    built(mapped(tmp_path, f"Country,Year,{header}\nSSD,2023,1100\n"), claims=1)
