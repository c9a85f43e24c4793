"""A build loads what changed alone, and its bytes are those of a full build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import Place
from kg.project.build import STEPS
from tests.conftest import APRIL, Folder

if TYPE_CHECKING:
    from kg.project.build import Report

MARCH_FILE = "sources/gazette-20250301/facts.yaml"
APRIL_FILE = "sources/gazette-20250401/facts.yaml"
ENTITIES_FILE = "sources/entities/all.yaml"

SHAPE = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix my: <https://example.org/permits/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
my:Note a sh:NodeShape ; sh:targetClass apf:Claim ; sh:property my:NoNote .
my:NoNote a sh:PropertyShape ;
    sh:path apf:note ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "No note." .
"""
RULE = """\
#+ summary: Who is somebody is somebody
CONSTRUCT { ?thing <https://example.org/permits/is> ?class }
WHERE { ?thing a ?class }
"""
MODULE = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix my: <https://example.org/permits/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
my:Camp a owl:Class ; rdfs:subClassOf apf:Place ; rdfs:label "camp"@en .
"""


def in_full(folder: Folder) -> bytes:
    """Return the export of a full build of the same sources in another folder."""
    other = Folder(folder.root.with_name("other"))
    shutil.copytree(folder.root, other.root, ignore=shutil.ignore_patterns("build"))
    other.build()
    return other.export()


def change_claim(folder: Folder) -> None:
    folder.edit(APRIL_FILE, "amount: over 1,200", "amount: over 1,300")


def change_key(folder: Folder) -> None:
    folder.edit(APRIL_FILE, "  again:", "  once-more:")


def change_dispute(folder: Folder) -> None:
    """Change what the rules derive: the target is no longer disputed."""
    folder.edit(MARCH_FILE, "disputes: target", "disputes: count")


def add_document(folder: Folder) -> None:
    text = APRIL.replace("20250401", "20250501").replace("2025-04-01", "2025-05-01")
    folder.write("sources/gazette-20250501/facts.yaml", text)


def drop_document(folder: Folder) -> None:
    shutil.rmtree(folder.root / "sources/gazette-20250401")


def rename_document(folder: Folder) -> None:
    folder.edit(APRIL_FILE, "id: gazette-20250401", "id: gazette-20250402")
    sources = folder.root / "sources"
    (sources / "gazette-20250401").rename(sources / "gazette-20250402")


def add_comment(folder: Folder) -> None:
    folder.edit(APRIL_FILE, "claims:", "# the second document\n\nclaims:  # one")


def change_entity(folder: Folder) -> None:
    folder.edit(ENTITIES_FILE, "label: The Gazette", "label: Northland Gazette")


def change_title(folder: Folder) -> None:
    folder.edit("kg.toml", '"Permits"', '"Permits again"')


def change_base(folder: Folder) -> None:
    folder.edit("kg.toml", "permits/", "permits-again/")


def add_shape(folder: Folder) -> None:
    folder.write("ontology/shapes/own.ttl", SHAPE)


def add_rule(folder: Folder) -> None:
    folder.write("queries/rules/own.rq", RULE)


def add_module(folder: Folder) -> None:
    folder.write("ontology/own.ttl", MODULE)


def change_nothing(folder: Folder) -> None:
    pass


BOTH = ("gazette-20250301", "gazette-20250401")
Change = Callable[[Folder], None]
CHANGES: list[tuple[Change, tuple[str, ...], tuple[str, ...]]] = [
    (change_nothing, (), ()),
    (add_comment, (), ()),
    (change_claim, ("gazette-20250401",), ()),
    (change_key, ("gazette-20250401",), ()),
    (change_dispute, ("gazette-20250301",), ()),
    (add_document, ("gazette-20250501",), ()),
    (drop_document, (), ("gazette-20250401",)),
    (rename_document, ("gazette-20250402",), ("gazette-20250401",)),
    (change_entity, (), ()),
    (change_title, BOTH, ()),
    (change_base, BOTH, ()),
    (add_shape, BOTH, ()),
    (add_rule, BOTH, ()),
    (add_module, BOTH, ()),
]


@pytest.mark.parametrize(
    ("change", "loaded", "dropped"),
    CHANGES,
    ids=[change.__name__ for change, *_ in CHANGES],
)
def test_a_change_loads_what_it_touches(
    change: Change, loaded: tuple[str, ...], dropped: tuple[str, ...], built: Folder
) -> None:
    """After a change the documents it touches are loaded, and the bytes are right."""
    change(built)
    report = built.build()
    assert (report.loaded, report.dropped) == (loaded, dropped)
    assert built.export() == in_full(built)


def test_changes_add_up(built: Folder) -> None:
    """One change after the other leads to the graph of a full build."""
    for change in (change_claim, add_document, change_entity, drop_document):
        change(built)
        built.build()
    assert built.export() == in_full(built)


def test_a_change_back_leads_back(built: Folder) -> None:
    """Undoing a change restores the bytes."""
    before = built.export()
    change_dispute(built)
    built.build()
    assert built.export() != before
    built.edit(MARCH_FILE, "disputes: count", "disputes: target")
    built.build()
    assert built.export() == before


def warnings(report: Report) -> list[str]:
    return [f.focus.rsplit("/", 1)[-1] for f in report.findings if f.level == "warning"]


def test_warnings_stay_until_they_are_mended(built: Folder) -> None:
    """What shapes warn about is found by every build, though nothing changed."""
    built.edit(ENTITIES_FILE, "  iso3: XNL\n", "")
    assert warnings(built.build()) == ["northland"]
    assert warnings(built.build()) == ["northland"]
    before = built.digests()
    with pytest.raises(Exception, match="northland"):
        built.build(fail_on="warning")
    assert built.digests() == before
    built.edit(ENTITIES_FILE, "label: Northland\n", "label: Northland\n  iso3: XNL\n")
    assert warnings(built.build()) == []


def test_where_nothing_changed_nothing_is_checked(built: Folder) -> None:
    """The last build's findings stand; after any change everything is checked."""
    steps: list[str] = []
    built.build(step=steps.append)
    assert steps == ["reading sources"]
    change_claim(built)
    built.build(step=steps.append)
    assert tuple(steps[1:]) == STEPS


def test_what_moved_to_another_line_is_found_there(built: Folder) -> None:
    """A comment changes no source, but the line that a finding names."""
    built.edit(ENTITIES_FILE, "  iso3: XNL\n", "")
    (before,) = built.build().findings
    built.edit(ENTITIES_FILE, "northland:", "# one more line\nnorthland:")
    report = built.build()
    (after,) = report.findings
    assert not report.entities
    assert before.place is not None
    assert after.place == Place(before.place.file, before.place.line + 1)


def test_findings_that_no_build_noted_are_found_again(built: Folder) -> None:
    """Rows of a manifest that are no findings are not believed."""
    built.edit(ENTITIES_FILE, "  iso3: XNL\n", "")
    assert warnings(built.build()) == ["northland"]
    manifest = built.graph / "000002" / "manifest.json"
    data = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**data, "findings": [{"level": "?"}]}), "utf-8")
    assert warnings(built.build()) == ["northland"]


def test_a_graph_of_the_first_format_is_read_and_built_anew(built: Folder) -> None:
    """What kg wrote before it noted findings opens, and is no ground to build on."""
    before = built.export()
    manifest = built.graph / "000001" / "manifest.json"
    data = json.loads(manifest.read_text("utf-8"))
    old = {"schema": "0", "sources": data["sources"], "flawed": [], "format": 1}
    manifest.write_text(json.dumps(old), "utf-8")
    assert built.export() == before
    assert built.build().loaded == BOTH
    assert built.export() == before


def test_a_graph_of_other_code_is_built_anew(
    built: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Conventions lie in kg's code, so no part of a graph outlives another version."""
    (tmp_path / "changed.py").write_text("# changed")
    assert built.build().loaded == ()
    monkeypatch.setattr("kg.project.digests.PACKAGE", tmp_path)
    assert built.build().loaded == BOTH
