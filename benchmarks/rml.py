"""The table of ``tables.py`` as RML, for Morph-KGC in an environment of its own.

RML has no code lists and no calendar. What `kg` looks up and works out, the ids and
names of countries and the first and last day of a month, stands as columns in the CSV
file that Morph-KGC is given, and so do a key for each claim and the number of the row:
it maps a table that somebody has prepared, which is the easier half. Not mapped is what
is said of the document once (six triples).
"""

from __future__ import annotations

import calendar
import csv
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

import kg
from kg.names import APF, RDFS, local_name
from kg.project.inputs import Inputs

MORPH = "morph-kgc==2.10.0"
MEASURES = {"left": "departure", "deported": "deportation"}

_HEAD = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <urn:map:> .
"""
_IDS, _APF = "https://example.org/b/id/", "https://w3id.org/apf/"


def environment(folder: Path) -> Path:
    """Make the environment if it is not there; return its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603
        command = [str(python), "-m", "pip", "install", "-q", MORPH]
        subprocess.run(command, check=True)  # noqa: S603
    return python


def prepare(project: Path, folder: Path) -> Path:
    """Write the prepared table, the mapping and the settings; return the settings."""
    folder.mkdir(exist_ok=True)
    _prepared(project / "sources" / "counts" / "counts.csv", folder / "counts.csv")
    (folder / "mapping.ttl").write_text(_mapping(folder / "counts.csv"), "utf-8")
    settings = folder / "morph.ini"
    settings.write_text(
        f"[CONFIGURATION]\noutput_file: {folder / 'morph.nt'}\n"
        "output_format: N-TRIPLES\nlogging_level: ERROR\nna_values: -,\n"
        f"number_of_processes: 2\n[table]\nmappings: {folder / 'mapping.ttl'}\n",
        "utf-8",
    )
    return settings


def _prepared(table: Path, to: Path) -> None:
    named = _countries(table.parents[2])
    with table.open(encoding="utf-8") as file, to.open("w", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        names = ["row", "Month", "first", "last", "From", "FromId", "FromName"]
        names += ["To", "ToId", "ToName", *MEASURES]
        writer.writerow([*names, *(f"{name}Key" for name in MEASURES)])
        for number, row in enumerate(csv.DictReader(file), 2):
            year, month = map(int, row["Month"].split("-"))
            last = calendar.monthrange(year, month)[1]
            cells = [str(number), row["Month"]]
            cells += [f"{row['Month']}-01", f"{row['Month']}-{last}"]
            for end in ("From", "To"):
                cells += [row[end], *named[row[end]]]
            cells += [row[name] for name in MEASURES]
            key = f"{row['From']}-{row['To']}-{row['Month']}"
            keys = ("" if row[m] == "-" else f"{key}-{m}" for m in MEASURES)
            writer.writerow([*cells, *keys])


def _countries(project: Path) -> dict[str, tuple[str, str]]:
    """Return id and name of each country by its code, as `kg` has them."""
    inputs = Inputs(kg.Project.open(project), kg.Texts(None))
    texts = (inputs.ntriples(s) for s in inputs.sources if s.id != "counts")
    codes, names = {}, {}
    for text in texts:
        for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            thing, value = quad.subject, quad.object
            if not isinstance(value, ox.Literal):
                continue
            if quad.predicate.value == str(APF.iso3):
                codes[value.value] = thing
            elif quad.predicate.value == str(RDFS.label) and value.language == "en":
                names[thing] = value.value
    return {c: (local_name(t.value), names[t]) for c, t in codes.items()}


def _mapping(table: Path) -> str:
    source = f'rml:logicalSource [ rml:source "{table}" ; '
    source += "rml:referenceFormulation ql:CSV ]"
    maps = [
        _map("People", source, _IDS + "population/people-in-{FromId}", _people()),
        _map("Flow", source, _IDS + "flow/{FromId}-to-{ToId}", _flow()),
    ]
    for name, kind in MEASURES.items():
        key = f"counts.{{{name}Key}}"
        claim, figure = f"{_IDS}claim/{key}", f"{_IDS}observation/{key}"
        maps += [
            _map(f"Claim-{name}", source, claim, _claim(name, figure)),
            _map(f"Figure-{name}", source, figure, _figure(name, kind)),
        ]
    return "\n".join([_HEAD, *maps])


def _map(name: str, source: str, subject: str, pairs: list[tuple[str, str]]) -> str:
    kind, *rest = pairs
    said = "".join(
        f" ;\n  rr:predicateObjectMap [ rr:predicate {p} ; rr:objectMap [ {o} ] ]"
        for p, o in rest
    )
    subject = f'rr:subjectMap [ rr:template "{subject}" ; rr:class {kind[1]} ]'
    return f":{name} {source} ;\n  {subject}{said} .\n"


def _people() -> list[tuple[str, str]]:
    return [
        ("a", "apf:PopulationGroup"),
        ("rdfs:label", _text("People in {FromName}", "en")),
        ("apf:residesIn", _iri(_APF + "id/place/{FromId}")),
    ]


def _flow() -> list[tuple[str, str]]:
    return [
        ("a", "apf:MovementFlow"),
        ("rdfs:label", _text("From {FromName} to {ToName}", "en")),
        ("apf:movedPopulation", _iri(_IDS + "population/people-in-{FromId}")),
        ("apf:origin", _iri(_APF + "id/place/{FromId}")),
        ("apf:destination", _iri(_APF + "id/place/{ToId}")),
    ]


def _claim(name: str, figure: str) -> list[tuple[str, str]]:
    words = f"{{{name}}} people {name} from {{FromName}} to {{ToName}} in {{Month}}."
    return [
        ("a", "apf:Claim"),
        ("apf:attribution", _one(f"<{_APF}scheme/attribution/indirect-speech>")),
        ("apf:claimant", _one(f"<{_IDS}actor/agency>")),
        ("apf:reportedBy", _one(f"<{_IDS}actor/agency>")),
        ("apf:column", _one(f'"{name}"')),
        ("apf:content", _iri(figure)),
        ("apf:modality", _one(f"<{_APF}scheme/modality/asserted>")),
        ("apf:row", _cell("row", "xsd:integer")),
        ("apf:statedIn", _one(f"<{_IDS}document/counts>")),
        ("apf:summary", _text(words, "en")),
    ]


def _figure(name: str, kind: str) -> list[tuple[str, str]]:
    days = [
        (f"apf:{bound}", _cell(column, "xsd:date"))
        for bound, column in (
            ("earliestStart", "first"),
            ("latestStart", "first"),
            ("earliestEnd", "last"),
            ("latestEnd", "last"),
        )
    ]
    return [
        ("a", "apf:FlowObservation"),
        ("apf:datePrecision", _one(f"<{_APF}scheme/date-precision/month>")),
        *days,
        ("apf:edtf", _cell("Month")),
        ("apf:measures", _iri(_IDS + "flow/{FromId}-to-{ToId}")),
        ("apf:movementTerm", _one(f'"{name}"')),
        ("apf:movementType", _one(f"<{_APF}scheme/movement/{kind}>")),
        ("apf:quantifier", _one(f"<{_APF}scheme/quantifier/exact>")),
        ("apf:quantityText", _cell(name)),
        ("apf:unit", _one(f"<{_APF}scheme/unit/person>")),
        ("apf:value", _cell(name, "xsd:integer")),
    ]


def _iri(template: str) -> str:
    return f'rr:template "{template}"'


def _text(template: str, language: str) -> str:
    return (
        f'rr:template "{template}" ; rr:termType rr:Literal ; rr:language "{language}"'
    )


def _cell(column: str, kind: str = "") -> str:
    return f'rml:reference "{column}"' + (f" ; rr:datatype {kind}" if kind else "")


def _one(term: str) -> str:
    return f"rr:constant {term}"
