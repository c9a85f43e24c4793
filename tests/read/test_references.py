"""What a name in a facts file stands for: a thing, a claim, or what the claim says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.entries import Entry
from kg.read.reading import Reading
from kg.read.sources import read_sources
from kg.read.texts import Texts

if TYPE_CHECKING:
    from tests.conftest import Folder, MakeProject

MARCH_FILE = "sources/gazette-20250301/facts.yaml"
APRIL_FILE = "sources/gazette-20250401/facts.yaml"
IDS = "https://example.org/permits/id/"
MORE = """\
  more:
    summary: Something else.
    claimant: north-ministry
"""


def read(folder: Folder) -> Reading:
    return read_sources(folder.open(), Texts(folder.root / "texts"))


def entry(folder: Folder, key: str) -> Entry:
    """Read a project that must be sound, and return one of its claims."""
    reading = read(folder)
    assert [str(problem) for problem in reading.problems] == []
    found = {e.iri: e for source in reading.sources for e in source.entries}
    return next(e for iri, e in found.items() if str(iri) == f"{IDS}claim/{key}")


def with_claim(project: MakeProject, *lines: str) -> Entry:
    """Add a claim to the second document and return it."""
    folder = project()
    path = folder.root / APRIL_FILE
    claim = MORE + "".join(f"    {line}\n" for line in lines)
    path.write_text(path.read_text("utf-8") + claim, "utf-8")
    return entry(folder, "gazette-20250401.more")


def test_a_key_stands_for_the_claim_where_claims_are_meant(
    project: MakeProject,
) -> None:
    """What disputes, supports or restates a key is about the claim."""
    node = with_claim(project, "disputes: again").node
    assert node["disputes"] == f"{IDS}claim/gazette-20250401.again"
    assert node["modality"].endswith("/denied")


def test_a_key_may_be_an_id_where_only_one_of_the_two_fits(
    project: MakeProject,
) -> None:
    """What is measured is the flow, and what is restated the claim of that name."""
    folder = project()
    folder.edit(APRIL_FILE, "  again:", "  returns:")
    path = folder.root / APRIL_FILE
    more = (
        f"{MORE}    restates: returns\n    says: [permit-order, causes, permit-order]\n"
    )
    path.write_text(path.read_text("utf-8") + more, "utf-8")

    counted = entry(folder, "gazette-20250401.returns").node["content"]
    figures = [e for source in read(folder).sources for e in source.entries]
    (figure,) = (e for e in figures if str(e.iri) == counted)
    assert figure.node["measures"] == f"{IDS}flow/returns"
    restating = entry(folder, "gazette-20250401.more").node
    assert restating["restates"] == f"{IDS}claim/gazette-20250401.returns"


def test_a_key_stands_for_what_the_claim_says_elsewhere(project: MakeProject) -> None:
    """A relation between two keys is one between the event and the figure."""
    says = "says: [gazette-20250301.start, causes, again]"
    node = with_claim(project, says).node
    assert node["aboutSubject"] == f"{IDS}event/gazette-20250301.start"
    assert node["aboutObject"] == f"{IDS}observation/gazette-20250401.again"


def test_a_key_of_a_relation_stands_for_the_claim_itself(project: MakeProject) -> None:
    """A claim that says nothing but a relation is meant where its key is written."""
    node = with_claim(project, "says: [gazette-20250301.target, supports, again]").node
    assert node["aboutSubject"] == f"{IDS}claim/gazette-20250301.target"
    assert node["aboutObject"] == f"{IDS}claim/gazette-20250401.again"


def test_the_narrator_is_the_publisher(project: MakeProject) -> None:
    """A claim in the document's own voice is the publisher's, and is coded so."""
    node = entry(project(), "gazette-20250301.author").node
    assert node["claimant"] == node["reportedBy"] == f"{IDS}actor/gazette"
    assert node["attribution"].endswith("/narrator")


def test_a_thing_may_be_named_by_its_iri(project: MakeProject) -> None:
    """A full IRI of the project is as good as the id."""
    folder = project()
    folder.edit(
        MARCH_FILE, "[permit-order, adopted", f"[{IDS}policy/permit-order, adopted"
    )
    node = entry(folder, "gazette-20250301.author").node
    assert node["aboutSubject"] == f"{IDS}policy/permit-order"


def test_shared_entities_are_lent(project: MakeProject) -> None:
    """A project may name entities that came with kg, and gets those it names alone.

    With a thing comes the judgement on its link, and with that who made it.
    """
    folder = project({"kg.toml": '[project]\nbase = "https://example.org/p/"\n'})
    folder.edit("sources/entities/all.yaml", "residesIn: northland", "residesIn: iran")
    reading = read(folder)
    assert [str(problem) for problem in reading.problems] == []
    lent = {s.id: [str(e.iri) for e in s.entries] for s in reading.sources}
    ids = "https://w3id.org/apf/id/"
    assert lent["shared-entities"] == [f"{ids}actor/apf-coders", f"{ids}place/iran"]


def test_shared_entities_keep_their_language(project: MakeProject) -> None:
    """The English names of shared entities stay English in a French project."""
    settings = '[project]\nlanguage = "fr"\n'
    folder = project({"kg.toml": f'{settings}base = "https://example.org/p/"\n'})
    folder.edit("sources/entities/all.yaml", "residesIn: northland", "residesIn: iran")
    tags = {
        source.id: {str(e.node["label"]["@language"]) for e in source.entries}
        for source in read(folder).sources
        if source.id.endswith("entities")
    }
    assert tags == {"entities": {"fr"}, "shared-entities": {"en"}}


def test_a_shared_id_can_be_taken(project: MakeProject) -> None:
    """A project's own entity stands for the shared one of the same id."""
    own = "iran: {type: Organization, label: Institute of Rural Areas of Northland}\n"
    folder = project({"sources/entities/own.yaml": own})
    reading = read(folder)
    assert [str(problem) for problem in reading.problems] == []
    assert "shared-entities" not in {source.id for source in reading.sources}


def test_a_text_that_is_not_utf8_is_reported(project: MakeProject) -> None:
    """A text at hand that cannot be read is not passed over in silence."""
    folder = project({"texts/gazette-20250301.txt": b"\xff\xfe"})
    (problem,) = read(folder).problems
    assert str(problem).startswith(f"{MARCH_FILE}:2: the text at hand, ")
    assert "is not UTF-8" in problem.message


def test_positions_are_compared_with_a_text_that_is_not_recorded(
    project: MakeProject,
) -> None:
    """Without a recorded length the text at hand says where it ends."""
    folder = project({"texts/gazette-20250401.txt": "Again."})
    folder.edit(APRIL_FILE, "    restates:", "    chars: [0, 7]\n    restates:")
    assert [str(problem) for problem in read(folder).problems] == [
        f"{APRIL_FILE}:12: position 7 is outside the text of 6 characters"
    ]


def test_a_text_that_changes_is_read_anew(project: MakeProject) -> None:
    """A text is compared as it is now, not as it was at an earlier reading."""
    folder = project()
    assert read(folder).problems == []
    folder.write("texts/gazette-20250301.txt", "Something else.")
    (problem,) = read(folder).problems
    assert "the text at hand has 15 characters, not 164" in problem.message
