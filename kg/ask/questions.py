"""Named questions: query files with parameters, bound by term and never by text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kg.ask.columns import column_types
from kg.ask.endpoint import Endpoint
from kg.ask.tables import Term
from kg.ask.things import encodable, find_thing
from kg.errors import BadArgument, InputErrors, Place, Problem, UnknownName, nearest
from kg.names import SKOS, XSD
from kg.periods.edtf import parse_period
from kg.periods.period import Period
from kg.rdf import Literal, URIRef
from kg.read.project import Project
from kg.read.queryfile import QueryFile, read_query_files

Value = str | int | date

MANY = 200
"""Rows after which nobody needs to know how many more there are, and which are counted
in a tenth of a second."""

_SELECT = re.compile(r"(?<![\w</:#?$-])(SELECT)\b", re.IGNORECASE)
"""Where a query begins, after its prefixes."""

_PRECISIONS = ("day", "month", "year")
_DAYS = "2025-06-04, 2025-06 or 2025"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name in the query, its type, and what it means.

    ``type`` is the local name of a class, ``date``, ``period`` (a day, a month or a
    year), ``integer``, ``string`` or ``concept:SCHEME``.
    """

    name: str
    type: str
    description: str

    @property
    def of_days(self) -> bool:
        """Whether it takes a day, or a period of days."""
        return self.type in ("date", "period")


AS_OF = Parameter("asOf", "date", "only what was published by this date")
"""What every question takes, also where its file has no place for it: the graph that is
asked is another then."""


@dataclass(frozen=True)
class Question:
    """A question file, read: what it asks, what it takes, what its columns are.

    ``elsewhere`` tells that it also asks an endpoint, so that no day can be had of it.
    """

    file: QueryFile
    elsewhere: bool = False

    @property
    def name(self) -> str:
        """The name it is asked by."""
        return self.file.name

    @property
    def summary(self) -> str:
        """A few words for a list."""
        return str(self.file.header.get("summary", self.name))

    @property
    def question(self) -> str:
        """The question in full."""
        return str(self.file.header.get("question", self.summary))

    @property
    def description(self) -> str:
        """How to read the answer."""
        return str(self.file.header.get("description", "")).strip()

    @property
    def example(self) -> str:
        """A command line that asks it."""
        return str(self.file.header.get("example", f"kg ask {self.name}"))

    @property
    def empty(self) -> str:
        """What it means when there is no row."""
        return str(self.file.header.get("empty", "No claim in the graph answers this."))

    @property
    def tags(self) -> tuple[str, ...]:
        """Topics, for finding it."""
        return tuple(map(str, self.file.header.get("tags") or ()))

    @cached_property
    def columns(self) -> dict[str, str]:
        """Column names and types, in order."""
        types = column_types(self.file.header.get("columns") or {}, self.file.text)
        return {name: type_ or "thing" for name, type_ in types.items()}

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Parameters by the name they have in the query."""
        given = self.file.header.get("parameters") or {}
        known = {
            name: Parameter(name, str(of["type"]), str(of.get("description", "")))
            for name, of in given.items()
        }
        if not self.elsewhere:
            known.setdefault(AS_OF.name, AS_OF)
        return known

    def query(self, terms: Mapping[str, Term]) -> str:
        """Return the SPARQL text with the terms of :func:`bind` in its slots."""
        written = {name: term.n3() for name, term in terms.items()}
        for name in self.file.pairs & terms.keys():
            period = parse_period(str(terms[name]))
            days = (
                Literal(day, datatype=XSD.date) for day in (period.start, period.end)
            )
            written[name] = " ".join(day.n3() for day in days)
        return self.file.bind(written)

    def counting(self, terms: Mapping[str, Term]) -> str:
        """Return a query for the number of rows, counted up to one more than ``MANY``.

        In no order, so that an engine may stop when it has so many.
        """
        text = re.sub(r"(?m)^#.*\n", "", self.query(terms))
        prologue, select, asked = _SELECT.split(text, maxsplit=1)
        rows, order, keys = asked.rpartition("\nORDER BY")
        if not order or re.search(r"[{}]|\b(LIMIT|OFFSET)\b", keys):
            rows = asked
        else:
            rows += f"\nLIMIT {MANY + 1}"
        count = "SELECT (COUNT(*) AS ?rows) WHERE { {"
        return f"{prologue}{count}\n{select}{rows}\n}} }}"

    def to_dict(self) -> dict[str, Any]:
        """Return what a caller needs to ask it, as JSON values."""
        return {
            "name": self.name,
            "question": self.question,
            "description": self.description,
            "tags": list(self.tags),
            "parameters": {
                p.name: {"type": p.type, "description": p.description}
                for p in self.parameters.values()
            },
            "columns": self.columns,
        }


FEDERATED = "wikidata"
"""The folder of questions that ask an endpoint, too; nothing runs them by itself."""


def read_questions(project: Project, folder: str = "") -> dict[str, Question]:
    """Return the questions of a project by name: kg's, and the project's own.

    ``folder`` is a folder of questions other than those that ``kg ask`` knows. Raises
    :class:`InputErrors` for a header that does not say what a question needs.
    """
    paths = project.files("queries", f"{folder}/*.rq" if folder else "*.rq")
    files = read_query_files(paths, map(project.name, paths))
    if problems := [problem for file in files for problem in _problems(file)]:
        raise InputErrors(problems)
    return {file.name: Question(file, folder == FEDERATED) for file in files}


def read_question(project: Project, name: str) -> Question | None:
    """Return one question of a project; ``None`` where it is none, or badly written."""
    paths = [path for path in project.files("queries", "*.rq") if path.stem == name]
    try:
        files = read_query_files(paths, map(project.name, paths))
    except InputErrors:
        return None
    return next((Question(f) for f in files if not any(_problems(f))), None)


def _problems(file: QueryFile) -> Iterator[Problem]:
    place = Place(file.file, 1)
    given = file.header.get("parameters") or {}
    listed = file.header.get("columns") or {}
    columns = column_types(listed, file.text)
    if not isinstance(listed, dict) or not columns:
        yield Problem(place, "`columns` lists each column as `name: type`")
    for name, type_ in columns.items():
        if type_ is None:
            yield Problem(place, f"`columns` says of which type `{name}` is")
    if not isinstance(given, dict):
        yield Problem(place, "`parameters` lists each as `name: {type: …}`")
        return
    for name, of in given.items():
        if not (isinstance(of, dict) and of.get("type")):
            yield Problem(place, f"`{name}` is written as `{name}: {{type: …}}`")
        elif name not in file.slots or (of["type"] == "period") != (name in file.pairs):
            line = f"VALUES ?{name} {{ UNDEF }}"
            if of["type"] == "period":
                line = f"VALUES (?{name} ?{name}End) {{ (UNDEF UNDEF) }}"
            yield Problem(place, f"`{name}` needs a line `{line}` in the query")


def get_question(questions: Mapping[str, Question], name: str) -> Question:
    """Return a question by name; raise :class:`UnknownName` with the nearest one."""
    if name not in questions:
        hint = nearest(name, questions) or "; see `kg questions`"
        raise UnknownName(f"no question is called `{name}`{hint}")
    return questions[name]


def bind(
    question: Question, given: Mapping[str, Value], endpoint: Endpoint, language: str
) -> dict[str, Term]:
    """Turn what a user gave for parameters into RDF terms.

    Raises :class:`UnknownName` for a parameter the question does not have and a thing
    that is not in the graph, :class:`BadArgument` for a date, number or code that is
    none.
    """
    parameters = {_plain(name): p for name, p in question.parameters.items()}
    terms: dict[str, Term] = {}
    for name, value in given.items():
        parameter = parameters.get(_plain(name))
        if parameter is None:
            known = list(question.parameters)
            takes = ", ".join(known) or "no parameters"
            hint = nearest(name, known) or f"; it takes {takes}"
            raise UnknownName(f"`{question.name}` takes no `{name}`{hint}")
        terms[parameter.name] = _bound(parameter, value, endpoint, language)
    return terms


def apart_from_day(
    given: Mapping[str, Value | None],
) -> tuple[dict[str, Value], Value | None]:
    """Return what is given for parameters, and apart from it as of which day."""
    rest = {name: value for name, value in given.items() if value is not None}
    names = [name for name in rest if _plain(name) == _plain(AS_OF.name)]
    days = [rest.pop(name) for name in names]
    return rest, days[-1] if days else None


def _bound(p: Parameter, value: Value, endpoint: Endpoint, language: str) -> Term:
    text = encodable(str(value))
    if p.type == "date":
        try:
            return Literal(date.fromisoformat(text).isoformat(), datatype=XSD.date)
        except ValueError:
            message = f"{{}} takes a date such as 2025-06-04, not `{text}`"
            raise BadArgument(p.name, message) from None
    if p.type == "period":
        return Literal(asked_period(p.name, text).edtf)
    if p.type == "integer":
        try:
            return Literal(int(text))
        except ValueError:
            message = f"{{}} takes a whole number, not `{text}`"
            raise BadArgument(p.name, message) from None
    if p.type == "string":
        return Literal(text)
    if p.type.startswith("concept:"):
        return _concept(p, text, endpoint)
    cls = None if p.type == "Thing" else p.type
    return URIRef(find_thing(endpoint, text, cls, language=language).iri)


def asked_period(name: str, value: Value) -> Period:
    """Return the day, month or year that is given for a parameter.

    Raises :class:`BadArgument` for what is none of these.
    """
    text = encodable(str(value))
    try:
        period = parse_period(text)
        if (
            period.approximate
            or {"/", "["} & set(text)
            or period.precision not in _PRECISIONS
        ):
            raise ValueError(text)
    except ValueError:
        message = f"{{}} takes a day, month or year: {_DAYS}, not `{text}`"
        raise BadArgument(name, message) from None
    return period


def _concept(p: Parameter, text: str, endpoint: Endpoint) -> URIRef:
    scheme = Literal("/" + p.type.removeprefix("concept:")).n3()
    table = endpoint.select(
        f"SELECT ?c ?code WHERE {{ ?scheme a <{SKOS.ConceptScheme}> . "
        f"FILTER STRENDS(STR(?scheme), {scheme}) "
        f"?c <{SKOS.inScheme}> ?scheme . ?c <{SKOS.notation}> ?code }}"
    )
    codes = {str(code): URIRef(str(concept)) for concept, code in table.rows}
    if text not in codes:
        hint = nearest(text, codes) or f"; one of {', '.join(sorted(codes))}"
        raise BadArgument(p.name, f"`{text}` is no code for {{}}{hint}")
    return codes[text]


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").casefold()


def claim_columns(columns: Iterable[tuple[str, str]]) -> list[str]:
    """Return the columns that hold claims."""
    return [name for name, type_ in columns if type_ in ("claim", "claims")]
