"""Terms of the ontology that a query names, and those of them that there are not.

A query with a misspelt term is no error in SPARQL: it has no rows, as one has that
nobody has said anything of. So whoever wrote it is told which of both it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.ask.endpoint import Endpoint, values
from kg.errors import Names, QueryFailed, Unreachable
from kg.names import APF, ONTOLOGY, OWL, PREFIXES, SCHEMES, SKOS
from kg.rdf import URIRef

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\r\n]|\\.)*+"?'
    r"|'(?:[^'\\\r\n]|\\.)*+'?"
    r'|<(?P<iri>[^<>"{}|^`\\\x00-\x20]*)>'
    r"|\#[^\r\n]*"
    r"|[?$]\w+"
    r"|(?P<prefix>(?:[^\W\d_](?:[\w.-]*[\w-])?)?):(?P<local>(?:[\w:%.-]|\\.)*)"
    r"|(?P<word>[\w.-]+)",
    re.DOTALL,
)
"""A token of SPARQL 1.1 as far as it takes to tell names from words and texts.

A text that nothing ends goes on to the end, so that it is read once and not from every
quotation mark in it."""

_FULL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_OURS = (ONTOLOGY, SCHEMES)
"""The namespaces whose terms are all in the graph; what others define, it need not be.
A project's own terms and codes are, wherever they are named."""

_DECLARED = values([OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept])


@dataclass(frozen=True, slots=True)
class NamedTerms:
    """What a query names: ``prefixes`` that it declares, and ``iris`` in its text."""

    prefixes: Mapping[str, str]
    iris: frozenset[str]
    undeclared: frozenset[str]


def named_terms(query: str) -> NamedTerms:
    """Read the prefixes and IRIs of a query; a text that is none gives what it has.

    Prefixes that a query may use without declaring them are known; ``undeclared`` are
    those that it uses so.
    """
    declared: dict[str, str] = {}
    iris: set[str] = set()
    undeclared: set[str] = set()
    before = ["", ""]
    for match in _TOKEN.finditer(_ESCAPED.sub(_letter, query)):
        iri, prefix, word = match["iri"], match["prefix"], match["word"]
        if iri is not None:
            if before[0] == "PREFIX":
                declared[before[1]] = iri
            else:
                iris.add(iri)
        elif prefix is not None and before[1] != "PREFIX":
            if prefix in PREFIXES and prefix not in declared:
                undeclared.add(prefix)
            if space := declared.get(prefix, PREFIXES.get(prefix)):
                iris.add(space + _local(match["local"]))
        shown = word.upper() if word else prefix if prefix is not None else ""
        before = [before[1], shown]
    return NamedTerms(declared, frozenset(iris), frozenset(undeclared))


def _letter(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16) % 0x110000)


def _local(written: str) -> str:
    """Return a local name: a dot at its end is that of the sentence."""
    return re.sub(r"\\(.)", r"\1", written.rstrip("."))


def declared_prefixes(query: str) -> dict[str, str]:
    """Return the prefixes that a query declares, but for those of no full IRI."""
    spaces = named_terms(query).prefixes
    return {name: iri for name, iri in spaces.items() if _FULL.match(iri)}


def with_prefixes(query: str) -> str:
    """Declare the prefixes that a query uses and leaves out, for another engine."""
    names = sorted(named_terms(query).undeclared)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in names) + query


@dataclass
class TermCheck:
    """Looks terms of queries up in a graph, each once."""

    endpoint: Endpoint
    _known: set[str] = field(default_factory=set)
    _unknown: set[str] = field(default_factory=set)

    def warnings(self, query: str) -> list[str]:
        """Return a sentence on each term of the ontology that there is not, sorted.

        Of a graph without the ontology, or that does not answer, nothing is said.
        """
        named = sorted(iri for iri in named_terms(query).iris if _is_term(iri))
        try:
            self._look_up(named)
            unknown = [iri for iri in named if iri in self._unknown]
            return list(self._sentences(unknown)) if unknown else []
        except (QueryFailed, Unreachable):
            return []

    def _look_up(self, named: list[str]) -> None:
        asked = [iri for iri in named if iri not in self._known | self._unknown]
        if not asked:
            return
        listed = values(map(URIRef, [*asked, str(APF.Claim)]))
        rows = self.endpoint.select(
            f"SELECT DISTINCT ?term WHERE {{ VALUES ?term {{ {listed} }} ?term ?p ?o }}"
        ).rows
        there = {str(row[0]) for row in rows}
        if str(APF.Claim) in there:
            self._known |= there
            self._unknown |= {*asked} - there

    def _sentences(self, unknown: list[str]) -> Iterator[str]:
        rows = self.endpoint.select(
            f"SELECT DISTINCT ?term WHERE {{ VALUES ?c {{ {_DECLARED} }} ?term a ?c }}"
        ).rows
        terms = sorted({str(row[0]) for row in rows})
        known = {space: [t for t in terms if t.startswith(space)] for space in _OURS}
        names = {space: Names(t[len(space) :] for t in known[space]) for space in _OURS}
        for iri in unknown:
            space = ONTOLOGY if iri.startswith(ONTOLOGY) else SCHEMES
            close = names[space].nearest(iri[len(space) :])
            hint = f"; did you mean {_written(space + close)}?" if close else ""
            kind = "term" if space == ONTOLOGY else "code"
            yield f"the ontology has no {kind} {_written(iri)}{hint}"


def _is_term(iri: str) -> bool:
    return any(iri.startswith(space) and iri != space for space in _OURS)


def _written(iri: str) -> str:
    if iri.startswith(ONTOLOGY):
        return f"`apf:{iri[len(ONTOLOGY) :]}`"
    return f"`<{iri}>`"
