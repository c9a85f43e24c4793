"""The redirects of w3id.org lead every name of the ontology to what describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from kg.export.rdf.release import export_release
from kg.graph.store import Generations
from kg.names import BASE
from kg.read.project import Project
from tests.docs.test_links import anchors_of

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAGES = "https://example.org/apf/docs"
RELEASES = "https://example.org/apf/releases"


@dataclass
class Rules:
    """The rules of an ``.htaccess``: the part of mod_rewrite that it uses.

    A rule is tried if all conditions above it hold; one with ``L`` ends it, and ``E``
    sets a variable. Text of a rule that is none of this is refused.
    """

    lines: list[str]
    variables: dict[str, str] = field(default_factory=dict)

    def location(self, path: str, accept: str) -> str | None:
        """Return where a path below the base leads, or ``None``."""
        self.variables = {"HTTP_ACCEPT": accept}
        holds = True
        for line in self.lines:
            directive, *words = line.split()
            if directive == "RewriteCond":
                holds = self._holds(*words) and holds
            elif directive == "RewriteRule":
                pattern, target, *flags = words
                match = re.search(pattern, path) if holds else None
                holds = True
                if match and (found := self._apply(match, target, *flags)):
                    return found
            else:
                assert line in ("Options +FollowSymLinks", "RewriteEngine on"), line
        return None

    def _holds(self, tested: str, pattern: str) -> bool:
        value = self._filled(tested)
        if pattern.startswith("="):
            return value == pattern[1:]
        negative = pattern.startswith("!")
        return bool(re.search(pattern.removeprefix("!"), value)) != negative

    def _apply(self, match: re.Match[str], target: str, flags: str = "[]") -> str:
        given = flags[1:-1].split(",")
        for flag in given:
            if flag.startswith("E="):
                name, _, value = flag[2:].partition(":")
                self.variables[name] = value
        if target == "-":
            return ""
        assert {"R=303", "L"} <= set(given), flags
        assert "#" not in target or "NE" in given, "the # would be escaped"
        parts = re.sub(r"\$(\d)", lambda m: match[int(m[1])] or "", target)
        return self._filled(parts)

    def _filled(self, text: str) -> str:
        return re.sub(
            r"%\{(?:ENV:)?(\w+)\}", lambda m: self.variables.get(m[1], ""), text
        )


@pytest.fixture(scope="module")
def rules() -> Rules:
    text = (DOCS / "w3id/.htaccess").read_text("utf-8")
    return Rules([line for line in text.splitlines() if line and line[0] != "#"])


@pytest.fixture(scope="module")
def release(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a release of the shipped graph, as it would be published."""
    folder = tmp_path_factory.mktemp("release") / "latest"
    folder.mkdir()
    export_release(Generations(article).open(), folder, project=Project.open(ROOT))
    return folder


@pytest.mark.parametrize(
    ("path", "accept", "location"),
    [
        ("ontology", HTML, f"{PAGES}/ontology.md"),
        ("ontology", "text/turtle", f"{RELEASES}/latest/ontology/apf.ttl"),
        ("ontology", "*/*", f"{RELEASES}/latest/ontology/apf.ttl"),
        (
            "ontology",
            "text/turtle, text/html;q=0.5",
            f"{RELEASES}/latest/ontology/apf.ttl",
        ),
        (
            "ontology/policies",
            "text/turtle",
            f"{RELEASES}/latest/ontology/policies.ttl",
        ),
        ("ontology/0.1.0", "text/turtle", f"{RELEASES}/0.1.0/ontology/apf.ttl"),
        (
            "ontology/alignments/prov/0.1.0",
            "text/turtle",
            f"{RELEASES}/0.1.0/ontology/alignments/prov.ttl",
        ),
        ("scheme/unit", HTML, f"{PAGES}/ontology.md#code-list-unit"),
        ("scheme/unit/family", HTML, f"{PAGES}/ontology.md#unit/family"),
        (
            "scheme/unit/family",
            "text/turtle",
            f"{RELEASES}/latest/ontology/schemes/unit.ttl",
        ),
        ("id/policy/x", HTML, f"{RELEASES}/latest/README.md"),
        ("id/policy/x", "text/turtle", f"{RELEASES}/latest/data/graph.ttl.gz"),
        (
            "id/claim/x.F01",
            "application/ld+json",
            f"{RELEASES}/latest/data/graph.jsonld.gz",
        ),
        ("graph/x", "application/n-quads", f"{RELEASES}/latest/data/graph.nq.gz"),
        ("release/data/graph.nq.gz", "*/*", f"{RELEASES}/latest/data/graph.nq.gz"),
        ("", HTML, f"{PAGES}/README.md"),
        ("", "text/turtle", f"{RELEASES}/latest/dataset.ttl"),
        ("nothing/here", "text/turtle", None),
    ],
)
def test_an_address_leads_where_its_reader_wants(
    rules: Rules, path: str, accept: str, location: str | None
) -> None:
    """A browser gets a page, a program the data, and a version what it was then."""
    assert rules.location(path, accept) == location


@cache
def _subjects(file: Path) -> set[str]:
    return {str(subject) for subject in Graph().parse(file).subjects()}


def _named() -> list[str]:
    """Return every name under our base that a file of the ontology describes."""
    graph = Graph()
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        graph.parse(path)
    named = {str(s) for s in graph.subjects(RDF.type) if isinstance(s, URIRef)}
    return sorted(iri for iri in named if iri.startswith(BASE))


def test_every_name_of_the_ontology_leads_to_what_describes_it(
    rules: Rules, release: Path
) -> None:
    """To an anchor of the page that is there, and to a file that speaks of the name."""
    names = _named()
    shown = set(anchors_of(DOCS / "ontology.md"))

    assert len(names) > 400
    for iri in names:
        path, _, fragment = iri.removeprefix(BASE).partition("#")
        page = rules.location(path, HTML) or ""
        assert page.startswith(f"{PAGES}/ontology.md"), iri
        if path.startswith(("scheme", "rule")):
            assert page.partition("#")[2] in shown, iri
        elif path == "ontology" and fragment:
            assert fragment in shown, iri
        data = rules.location(path, "text/turtle") or ""
        file = release / data.removeprefix(f"{RELEASES}/latest/")
        assert file.exists(), iri
        if not fragment:  # the root module imports the others, and names no term
            assert iri in _subjects(file), iri


def test_every_redirect_leads_to_a_file_that_is_published(
    rules: Rules, release: Path
) -> None:
    """What the rules name under the latest release is in one."""
    fixed = {
        word.partition("/latest/")[2]
        for line in rules.lines
        for word in line.split()
        if "/latest/" in word and "$" not in word
    }

    assert "dataset.ttl" in fixed
    for name in fixed:
        assert (release / name).exists(), name


def test_only_its_places_are_still_to_be_filled_in(rules: Rules) -> None:
    """The two places at the top are all that a publisher has to change."""
    text = "\n".join(rules.lines)

    assert text.count("https://") == text.count("E=RELEASES:") + text.count("E=PAGES:")
