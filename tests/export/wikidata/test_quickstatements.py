"""What is written to Wikidata is a plain, cited fact of linked things, or left out."""

from __future__ import annotations

import csv
import io
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.wikidata import syntax
from kg.export.wikidata.mapping import BadMapping, read_mapping, shipped_mapping
from kg.export.wikidata.quickstatements import (
    Batch,
    export_quickstatements,
    quickstatements,
)
from kg.graph.store import Generations
from kg.project.as_of import view_of
from kg.rdf import Triples
from tests.beside import beside
from tests.conftest import CONFIG, Folder, MakeProject

ENTITIES = """\
northland:
  type: Country
  label: Northland
  iso3: XNL
region:
  type: AdministrativeArea
  label: Region of Northland
north-government:
  type: Government
  label: Government of Northland
north-ministry:
  type: GovernmentBody
  label: Ministry of Northland
gazette:
  type: MediaOrganization
  label: The Gazette
union:
  type: IntergovernmentalOrganization
  label: Union
permit-holders:
  type: PopulationGroup
  label: Permit holders
card-holders:
  type: PopulationGroup
  label: Card holders
nobody:
  type: CollectiveActor
  label: Nobody
permit-order:
  type: Policy
  label: Order on permits
visa-order:
  type: Policy
  label: Order on visas
"""
DOCUMENT = """\
document:
  id: gazette-20250301
  title: A "strange" order | on permits
  published: 2025-03-01
  retrieved: 2025-03-02
  publishedBy: gazette
  language: en
  url: https://example.org/a?b=1
"""
REFERENCE = (
    '\tS123\tQ5\tS1476\ten:"A "strange" order | on permits"'
    '\tS854\t"https://example.org/a?b=1"\tS577\t+2025-03-01T00:00:00Z/11'
    "\tS813\t+2025-03-02T00:00:00Z/11"
)
"""What a claim of the document is read in, where only its publisher is linked."""

LINKS = {
    "place/northland": "Q1",
    "place/region": "Q20",
    "actor/north-government": "Q3",
    "actor/north-ministry": "Q4",
    "actor/gazette": "Q5",
    "actor/union": "Q6",
    "population/permit-holders": "Q7",
    "population/card-holders": "Q9",
    "policy/permit-order": "Q8",
}
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"
CLOSE = "http://www.w3.org/2004/02/skos/core#closeMatch"
OWL = "http://www.w3.org/2002/07/owl#"
BASE = "https://example.org/permits/id/"
WIKIDATA = "http://www.wikidata.org/entity/"
GRAPH = ox.NamedNode("https://example.org/permits/graph/links")


def turtle(text: str) -> Triples:
    """Parse a mapping."""
    return Triples(ox.parse(text, format=ox.RdfFormat.TURTLE))


def claim(says: str, claimant: str = "narrator", **more: str) -> str:
    """Return the rest of a claim, as it stands under its key."""
    lines = ["summary: It says so."]
    lines += [f"{key}: {value}" for key, value in more.items()]
    return "\n    ".join([*lines, f"claimant: {claimant}", says]) + "\n"


def relation(subject: str, predicate: str, value: str, **more: str) -> str:
    return claim(f"says: [{subject}, {predicate}, {value}]", **more)


def stock(amount: str, period: str = "2025-03-01", **more: str) -> str:
    unit, of = more.pop("unit", "person"), more.pop("of", "permit-holders")
    return claim(
        f"says: {{type: StockObservation, measures: {of}, "
        f'amount: "{amount}", unit: {unit}, period: "{period}"}}',
        **more,
    )


def event(kind: str, period: str, policy: str = "permit-order", **more: str) -> str:
    return claim(
        f"says: {{type: PolicyEvent, policyEventOf: {policy}, "
        f'policyEventType: {kind}, period: "{period}"}}',
        **more,
    )


def files(document: str = DOCUMENT, **claims: str) -> dict[str, str | None]:
    text = "".join(f"  {key}:\n    {said}" for key, said in claims.items())
    return {
        "sources/entities/all.yaml": ENTITIES,
        "sources/gazette-20250301/facts.yaml": f"{document}\nclaims:\n{text}",
        "sources/gazette-20250401/facts.yaml": None,
        "texts/gazette-20250301.txt": None,
    }


def folder(make: MakeProject, document: str = DOCUMENT, **claims: str) -> Folder:
    return make(files(document, **claims))


def at_once(root: Path, claims: dict[str, tuple[str, str]]) -> Batch:
    """Write claims that have nothing to do with each other, with one build."""
    made = Folder(root)
    says = {key: said for key, (said, _) in claims.items()}
    for name, text in {"kg.toml": CONFIG, **files(**says)}.items():
        if text is not None:
            made.write(name, text)
    return quickstatements(linked(made))


def link(store: ox.Store, thing: str, qid: str, predicate: str = EXACT) -> None:
    subject, target = ox.NamedNode(BASE + thing), ox.NamedNode(WIKIDATA + qid)
    store.add(ox.Quad(subject, ox.NamedNode(predicate), target, GRAPH))


def linked(project: Folder, links: dict[str, str] | None = None) -> ox.Store:
    """Build a project; return its store in memory, with things linked."""
    project.build()
    store = ox.Store()
    store.extend(Generations(project.graph).open())
    for thing, qid in (LINKS if links is None else links).items():
        link(store, thing, qid)
    return store


def batch(make: MakeProject, **claims: str) -> Batch:
    return quickstatements(linked(folder(make, **claims)))


def why(found: Batch) -> dict[str, str]:
    return {row.claim.partition(".")[2]: row.reason for row in found.left_out}


WRITTEN = {
    "within": (relation("region", "within", "northland"), "Q20\tP131\tQ1"),
    "parent": (
        relation("north-ministry", "partOfOrganization", "north-government"),
        "Q4\tP749\tQ3",
    ),
    "supported": (
        relation("permit-order", "appliesIn", "northland", claimant="north-ministry"),
        "Q8\tP1001\tQ1\tP3680\tQ4",
    ),
    "number": (
        stock("exactly 412"),
        "Q7\tP1082\t412\tP585\t+2025-03-01T00:00:00Z/11",
    ),
    "about": (
        stock("about 5,000", "2025-02"),
        "Q7\tP1082\t5000\tP585\t+2025-02-00T00:00:00Z/10\tP1480\tQ5727902",
    ),
    "spell": (
        stock("1.2 million", "2024-12-30/2025-01-02"),
        "Q7\tP1082\t1200000\tP580\t+2024-12-30T00:00:00Z/11"
        "\tP582\t+2025-01-02T00:00:00Z/11",
    ),
    "open": (
        stock("77", "2024/..", of="card-holders"),
        "Q9\tP1082\t77\tP580\t+2024-00-00T00:00:00Z/9",
    ),
    "start": (event("started", "2025-02-01"), "Q8\tP580\t+2025-02-01T00:00:00Z/11"),
    "end": (event("ended", "2025"), "Q8\tP582\t+2025-00-00T00:00:00Z/9"),
    "mixed": (
        stock("80", "2023/2024-05-01"),
        "Q7\tP1082\t80\tP580\t+2023-00-00T00:00:00Z/9\tP582\t+2024-05-01T00:00:00Z/11",
    ),
    "since": (
        relation("union", "affiliatedWith", "north-ministry", period="2021/.."),
        "Q6\tP1416\tQ4\tP580\t+2021-00-00T00:00:00Z/9",
    ),
    "until": (
        relation("union", "affiliatedWith", "north-government", period="../2005-06"),
        "Q6\tP1416\tQ3\tP582\t+2005-06-00T00:00:00Z/10",
    ),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return at_once(tmp_path_factory.mktemp("written"), WRITTEN)


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_claim_is_the_line_that_it_should_be(written: Batch, kind: str) -> None:
    """Item, property, value, qualifiers and reference, as worked out by hand."""
    iri = f"{BASE}claim/gazette-20250301.{kind}"

    assert written.statements[iri].line == WRITTEN[kind][1] + REFERENCE + "\n"


def test_nothing_else_is_written(written: Batch) -> None:
    """There is a line for each claim, and none of them is left out."""
    lines = {line + REFERENCE + "\n" for _, line in WRITTEN.values()}
    assert set(written.lines) == lines
    assert written.left_out == ()


LEFT_OUT = {
    "alleged": (
        relation("region", "within", "northland", modality="alleged"),
        "not-asserted",
    ),
    "planned": (event("started", "2025-02-01", modality="planned"), "not-asserted"),
    "unclear": (
        relation("region", "within", "northland", ambiguity="Which region is open."),
        "ambiguous",
    ),
    "either": (
        relation("region", "within", "northland", possibleClaimant="union"),
        "ambiguous",
    ),
    "reading": (relation("permit-order", "causes", "permit-order"), "no-property"),
    "said": (
        claim("says: {type: SpeechEvent, performedBy: union, period: 2025-02-01}"),
        "no-property",
    ),
    "resumed": (event("resumed", "2025-02-01"), "no-property"),
    "member": (relation("north-government", "memberOf", "union"), "other-class"),
    "cabinet": (
        relation("north-government", "partOfOrganization", "union"),
        "other-class",
    ),
    "unlinked": (relation("visa-order", "appliesIn", "northland"), "not-linked"),
    "whole": (relation("permit-order", "partOfPolicy", "visa-order"), "not-linked"),
    "more": (stock("more than 1,200", "2025-03-02"), "bounds"),
    "range": (stock("between 300 and 400", "2025-03-03"), "bounds"),
    "vague": (stock("hundreds", "2025-03-04"), "bounds"),
    "nearly": (stock("nearly 500", "2025-03-05"), "bounds"),
    "families": (stock("12", unit="family"), "unit"),
    "circa": (stock("12", "2024~"), "period"),
    "season": (stock("12", "2025-21"), "period"),
    "perhaps": (event("ended", "2024?"), "period"),
    "between": (event("ended", "[2024-03..2024-05]"), "period"),
    "open-step": (event("ended", "2024/.."), "period"),
    "rough-relation": (
        relation("region", "within", "northland", period="2021~/.."),
        "period",
    ),
    "long": (event("started", "2025-02-01/2025-02-07"), "period"),
    "unknown": (
        relation("region", "within", "northland", claimant="nobody"),
        "claimant-not-linked",
    ),
}


def test_a_step_that_is_dated_roughly_is_circa(project: MakeProject) -> None:
    """Around March 2024 is March 2024, circa; a first day is never written."""
    found = batch(project, roughly=event("started", "2024-03~"))

    line = "Q8\tP580\t+2024-03-00T00:00:00Z/10\tP1480\tQ5727902"
    assert found.lines == [line + REFERENCE + "\n"]


@pytest.fixture(scope="module")
def unwritten(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return at_once(tmp_path_factory.mktemp("unwritten"), LEFT_OUT)


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_claim_that_is_no_plain_fact_is_left_out(unwritten: Batch, kind: str) -> None:
    """The reason has its code, and words for the person who made the claim."""
    (row,) = (r for r in unwritten.left_out if r.claim == f"gazette-20250301.{kind}")

    assert row.reason == LEFT_OUT[kind][1]
    assert len(row.detail) > 15


def test_of_what_is_left_out_nothing_is_written(unwritten: Batch) -> None:
    """There is no line, and the reasons are counted, most first."""
    assert unwritten.lines == []
    assert unwritten.reasons[:2] == [("period", 7), ("bounds", 4)]
    assert sum(count for _, count in unwritten.reasons) == len(LEFT_OUT)


def test_what_is_disputed_or_revised_is_left_out_from_then_on(
    project: MakeProject,
) -> None:
    """A dispute keeps a claim out from the day on which it is known."""
    made = folder(project, within=relation("region", "within", "northland"))
    later = DOCUMENT.replace("20250301", "20250401").replace("-03-0", "-04-0")
    dispute = claim("disputes: gazette-20250301.within", "union", modality="denied")
    made.write(
        "sources/gazette-20250401/facts.yaml", f"{later}\nclaims:\n  no:\n    {dispute}"
    )
    store = linked(made)

    assert why(quickstatements(store)) == {"within": "disputed", "no": "not-asserted"}
    then = quickstatements(view_of(store, made.open(), date(2025, 3, 31)))
    assert len(then.lines) == 1
    assert then.left_out == ()
    before = quickstatements(view_of(store, made.open(), None))
    assert before == Batch({}, ())


def test_figures_that_conflict_are_both_left_out(project: MakeProject) -> None:
    """Of two counts of one group on one day none is written."""
    found = batch(
        project, one=stock("exactly 412"), two=stock("exactly 500", claimant="union")
    )

    assert found.lines == []
    assert why(found) == {"one": "conflicts", "two": "conflicts"}


def test_a_close_match_is_no_match(project: MakeProject) -> None:
    """A thing that is linked, but not as the same, is not written of."""
    made = folder(project, within=relation("region", "within", "northland"))
    links = {thing: qid for thing, qid in LINKS.items() if qid != "Q20"}
    store = linked(made, links)
    link(store, "place/region", "Q20", CLOSE)

    assert why(quickstatements(store)) == {"within": "close-match-only"}


@pytest.mark.parametrize("doubt", ["two items", "two things", "denied"])
def test_a_link_in_doubt_is_no_link(project: MakeProject, doubt: str) -> None:
    """Two items for a thing, two things for an item, and a negative judgement."""
    store = linked(folder(project, within=relation("region", "within", "northland")))
    if doubt == "two items":
        link(store, "place/region", "Q21")
    elif doubt == "two things":
        link(store, "place/other", "Q20")
    else:
        judgement = ox.NamedNode(BASE + "judgement/1")
        for term, value in {
            OWL + "annotatedSource": BASE + "place/region",
            OWL + "annotatedTarget": WIKIDATA + "Q20",
            "https://w3id.org/sssom/predicate_modifier": "urn:not",
        }.items():
            terms = ox.NamedNode(term), ox.NamedNode(value)
            store.add(ox.Quad(judgement, *terms, GRAPH))

    assert why(quickstatements(store)) == {"within": "link-in-doubt"}


def test_an_entity_is_one_of_wikidata(project: MakeProject) -> None:
    """A match to another address, or to a page about an item, is no link."""
    store = linked(
        folder(project, within=relation("region", "within", "northland")), {}
    )
    for qid in ("wiki/Q20", "Q20/x", "P131", "Q0"):
        link(store, "place/region", qid)

    assert why(quickstatements(store)) == {"within": "not-linked"}


def test_statements_that_would_run_together_are_left_out(project: MakeProject) -> None:
    """Where QuickStatements would mix qualifiers or dates, neither claim is written."""
    found = batch(
        project,
        march=stock("exactly 412"),
        april=stock("exactly 412", "2025-04-01"),
        start=event("started", "2025-02-01"),
        again=event("started", "2025-02", claimant="union"),
    )

    assert found.lines == []
    assert why(found) == dict.fromkeys(
        ("march", "april"), "would-merge"
    ) | dict.fromkeys(("start", "again"), "at-odds")


def test_one_statement_on_two_words_is_two_lines(project: MakeProject) -> None:
    """Two claimants support one statement; lines are sorted by item and property."""
    found = batch(
        project,
        b=relation("permit-order", "appliesIn", "northland", claimant="union"),
        a=relation("permit-order", "appliesIn", "northland", claimant="north-ministry"),
        c=relation("region", "within", "northland"),
        d=relation("north-ministry", "memberOf", "union"),
        e=relation("region", "within", "northland"),
    )

    assert [line.removesuffix(REFERENCE + "\n") for line in found.lines] == [
        "Q4\tP463\tQ6",
        "Q8\tP1001\tQ1\tP3680\tQ4",
        "Q8\tP1001\tQ1\tP3680\tQ6",
        "Q20\tP131\tQ1",
    ]


def test_those_who_speak_together_are_all_named(project: MakeProject) -> None:
    """Neither said it alone: one statement, with a qualifier for each."""
    both = relation(
        "permit-order", "appliesIn", "northland", claimant="[union, north-ministry]"
    )
    found = batch(project, a=both)

    assert [line.removesuffix(REFERENCE + "\n") for line in found.lines] == [
        "Q8\tP1001\tQ1\tP3680\tQ6\tP3680\tQ4"
    ]


def test_one_of_two_speakers_that_is_not_linked_keeps_a_statement_back(
    project: MakeProject,
) -> None:
    both = relation("region", "within", "northland", claimant="[union, nobody]")

    assert why(batch(project, a=both)) == {"a": "claimant-not-linked"}


def test_a_linked_document_is_what_a_claim_is_stated_in(project: MakeProject) -> None:
    """Its item stands in the place of publisher and title."""
    store = linked(folder(project, within=relation("region", "within", "northland")))
    link(store, "document/gazette-20250301", "Q99")

    assert quickstatements(store).lines == [
        'Q20\tP131\tQ1\tS248\tQ99\tS854\t"https://example.org/a?b=1"'
        "\tS577\t+2025-03-01T00:00:00Z/11\tS813\t+2025-03-02T00:00:00Z/11\n"
    ]


def test_only_a_quote_of_the_graph_is_quoted(project: MakeProject) -> None:
    """A quote that the facts hold is written, in the document's language."""
    quote = "'The  region\n      is \"ours\"'"
    says = relation("region", "within", "northland", quote=quote)

    (line,) = batch(project, within=says).lines

    assert line.endswith('\tS1683\ten:"The region is "ours""\n')


@pytest.mark.parametrize(
    ("title", "language", "written"),
    [
        ('"Un arrêté"', "fr", 'fr:"Un arrêté"'),
        ('"Un arrêté"', "fr-FR", 'fr:"Un arrêté"'),
        ('"Um decreto"', "pt-BR", 'pt-br:"Um decreto"'),
        ('{fr: "Un arrêté"}', "en", 'fr:"Un arrêté"'),
        ('{ar: "قرار", fr: "Un arrêté"}', "fr", 'fr:"Un arrêté"'),
        ('"An order"', "en", 'en:"An order"'),
    ],
)
def test_a_title_is_in_the_language_of_its_document(
    project: MakeProject, title: str, language: str, written: str
) -> None:
    """A title without a tag of its own is as printed, and so in no other language."""
    document = DOCUMENT.replace('A "strange" order | on permits', title)
    document = document.replace("language: en", f"language: {language}")
    says = {"within": relation("region", "within", "northland")}

    found = quickstatements(linked(folder(project, document, **says)))

    (line,) = found.lines
    assert f"\tS1476\t{written}\t" in line
    assert not found.left_out


def test_a_text_in_a_language_without_a_code_is_left_out_with_the_reason(
    project: MakeProject,
) -> None:
    """The statement is written, and the list says what its reference lacks and why."""
    document = DOCUMENT.replace("language: en", "language: prs")
    says = relation("region", "within", "northland", quote="It is ours.")

    found = quickstatements(linked(folder(project, document, within=says)))

    (line,) = found.lines
    assert "S1476" not in line
    assert "S1683" not in line
    why_not = "Wikidata has no code for its language, prs"
    assert [(row.reason, row.detail) for row in found.left_out] == [
        ("without-quote", why_not),
        ("without-title", why_not),
    ]
    assert found.claims_left_out == 0


def test_a_french_document_of_an_english_project(tmp_path: Path) -> None:
    """The case that was told wrongly: its title goes out as French."""
    lost = "NO CASES: no French title of a project beside is written"
    shutil.copytree(beside("cases/formats/quickstatements", lost), tmp_path / "made")
    made = Folder(tmp_path / "made")

    lines = quickstatements(linked(made, {})).lines

    assert len(lines) == 3
    title = '\tS1476\tfr:"Le Lakeland suspend les permis saisonniers"\t'
    assert all(title in line for line in lines)


def test_codes_of_languages_are_wikidatas() -> None:
    """Languages of the region, and the codes that Wikidata takes from MediaWiki."""
    tags = ("ps", "fa", "ur", "zh-Hans-CN", "sr-Latn", "es-419", "tlh", "simple", "x")
    assert [syntax.language_code(tag) for tag in tags] == [
        *("ps", "fa", "ur", "zh-hans", "sr", "es-419", None, None, None),
    ]


def test_without_an_address_there_is_no_reference(project: MakeProject) -> None:
    """What nobody could look up is not written."""
    without = DOCUMENT.replace("  url: https://example.org/a?b=1\n", "")
    says = {"within": relation("region", "within", "northland")}

    found = quickstatements(linked(folder(project, without, **says)))

    assert why(found) == {"within": "no-reference"}


def test_a_unit_is_written_as_its_item(project: MakeProject) -> None:
    """A project's own mapping may give units, and keeps all other rules."""
    mapping = turtle(
        """
        @prefix apf: <https://w3id.org/apf/ontology#> .
        @prefix wd: <http://www.wikidata.org/entity/> .
        apf:StockObservation apf:wikidataProperty wd:P1 ;
            apf:wikidataSubject apf:PopulationGroup .
        <https://w3id.org/apf/scheme/unit/family> apf:wikidataItem wd:Q8436 .
        wd:P1 <http://wikiba.se/ontology#propertyType>
            <http://wikiba.se/ontology#Quantity> .
        apf:url apf:wikidataReference wd:P854 .
        """
    )
    store = linked(folder(project, a=stock("12", unit="family"), b=stock("13")))

    found = quickstatements(store, mapping=mapping)

    assert found.lines == ['Q7\tP1\t12U8436\tS854\t"https://example.org/a?b=1"\n']
    assert why(found) == {"b": "unit"}


def test_the_list_of_what_is_left_out_is_csv(project: MakeProject) -> None:
    """Each claim that is no statement is a row, in the order of claims."""
    store = linked(
        folder(project, b=stock("more than 12"), a=stock("nearly 12", "2024"))
    )
    out, left = io.BytesIO(), io.BytesIO()

    export_quickstatements(store, out, left_out=left)

    assert out.getvalue() == b""
    assert list(csv.reader(io.StringIO(left.getvalue().decode()))) == [
        ["claim", "reason", "detail"],
        ["gazette-20250301.a", "bounds", "it gives no number (nearly)"],
        ["gazette-20250301.b", "bounds", "it gives no number (more-than)"],
    ]


STRINGS = ['a "b" c', '"a"', "a\\nb", "a|b", "Ünï — 漢字", "=1+1", "/* a */", "'"]


@pytest.mark.parametrize("words", STRINGS)
def test_a_text_comes_back_as_it_was(words: str) -> None:
    """What a reader finds between the first and last mark is the text."""
    written = syntax.text(words, "pt-BR")

    assert written is not None
    match = re.fullmatch('([a-z_-]+):"(.*)"', written)
    assert match is not None
    assert match.groups() == ("pt-br", words)
    assert not re.search("[\t\n]", written)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("", "en"),
        (" \n", "en"),
        ("a||b", "en"),
        ("a" * 1501, "en"),
        ("a", "x"),
        ("a", ""),
    ],
)
def test_a_text_that_cannot_be_written_whole_is_not(words: str, language: str) -> None:
    """Nothing is cut or changed to make it fit."""
    assert syntax.text(words, language) is None


@pytest.mark.parametrize("url", ["ftp://a.org/", "https://a b", 'https://a"', "a.org"])
def test_an_address_that_is_none_is_not_written(url: str) -> None:
    """Only web addresses are references."""
    assert syntax.url(url) is None


@pytest.mark.parametrize(
    ("precision", "written"),
    [
        ("day", "+0987-06-05T00:00:00Z/11"),
        ("month", "+0987-06-00T00:00:00Z/10"),
        ("year", "+0987-00-00T00:00:00Z/9"),
        ("decade", "+0980-00-00T00:00:00Z/8"),
    ],
)
def test_a_date_says_how_fine_it_is(precision: str, written: str) -> None:
    """What is left open is 00, and the number is Wikibase's."""
    assert syntax.time(date(987, 6, 5), precision) == written


def test_a_number_is_written_in_full() -> None:
    """No exponents, no zeros at the end, a unit by its number."""
    assert syntax.quantity(Decimal("1.30E+6")) == "1300000"
    assert syntax.quantity(Decimal("0.50"), "Q11229") == "0.5U11229"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("apf:x apf:wikidataProperty wd:P1 .", "P1 lacks its wikibase:propertyType"),
        ("apf:x apf:wikidataProperty wd:P1, wd:P2 .", "is written as one property"),
        ("apf:x apf:wikidataQualifier wd:Q1 .", "is written as one property"),
        ("apf:x apf:wikidataItem wd:P1 .", "is written as one item"),
        ("apf:x apf:wikidataReference <urn:a> .", "is written as one property"),
    ],
)
def test_a_mapping_that_cannot_be_written_is_refused(said: str, message: str) -> None:
    """The message names the term and what was expected."""
    prefixes = (
        "@prefix apf: <https://w3id.org/apf/ontology#> .\n"
        "@prefix wd: <http://www.wikidata.org/entity/> .\n"
    )
    with pytest.raises(BadMapping, match=message):
        read_mapping(turtle(prefixes + said))


def test_the_mapping_is_what_it_should_be() -> None:
    """Properties, as looked up in Wikidata; whoever changes one changes this list."""
    mapping = shipped_mapping()

    def local(found: dict[str, str]) -> dict[str, str]:
        return {re.split("[#/]", iri)[-1]: id for iri, id in found.items()}

    assert local({iri: m.pid for iri, m in mapping.statements.items()}) == {
        "StockObservation": "P1082",
        "affiliatedWith": "P1416",
        "appliesIn": "P1001",
        "borders": "P47",
        "destination": "P1444",
        "ended": "P582",
        "memberOf": "P463",
        "origin": "P1427",
        "partOfFlow": "P361",
        "partOfOrganization": "P749",
        "partOfPolicy": "P361",
        "started": "P580",
        "takesPlaceIn": "P17",
        "within": "P131",
    }
    assert local(mapping.qualifiers) == {
        "approximate": "P1480",
        "claimant": "P3680",
        "edtf": "P585",
        "earliestStart": "P580",
        "latestEnd": "P582",
        "quantifier": "P1480",
    }
    assert local(mapping.references) == {
        "published": "P577",
        "publishedBy": "P123",
        "quote": "P1683",
        "retrieved": "P813",
        "statedIn": "P248",
        "title": "P1476",
        "url": "P854",
    }
    assert local(mapping.items) == {
        "about": "Q5727902",
        "approximate": "Q5727902",
    }
