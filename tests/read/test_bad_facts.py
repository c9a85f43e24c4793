"""Bad input gets clear errors, all at once, each with its line and the way out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.project.findings import CheckFailed
from tests.conftest import ENTITIES, PROJECT, Folder

DOCUMENT = """\
document:
  id: {id}
  title: A title
  published: 2025-03-01
  publishedBy: gazette
  language: en
claims:
  target:
    summary: The order is aimed at permit holders.
    claimant: north-ministry
    says: [permit-order, targetsPopulation, permit-holders]
  count:
    summary: Over twelve hundred were sent back.
    claimant: north-ministry
    says:
      type: FlowObservation
      measures: returns
      amount: more than 1,200
      unit: person
      period: 2025-02
      movementTerm: sent back
      movementType: forced-return
"""
CLAIMANT = "holders.\n    claimant: north-ministry"
RELATION = "says: [permit-order, targetsPopulation, permit-holders]"
WORDS = "Permit holders left. Permit holders came."
DIGEST = hashlib.sha256(WORDS.encode()).hexdigest()
TEXT = f"  text: {{sha256: {DIGEST}, length: 41}}\n"

Case = tuple[Mapping[str, str], list[str]]
CASES: dict[str, Case] = {
    "unknown-term": (
        {"amount:": "ammount:"},
        ["18: `ammount`: no such term; did you mean `amount`?"],
    ),
    "unknown-property": (
        {"targetsPopulation": "targetPopulation"},
        ["11: `targetPopulation`: no such term; did you mean `targetsPopulation`?"],
    ),
    "place-as-claimant": (
        {"holders.\n    claimant: north-ministry": "holders.\n    claimant: northland"},
        ["10: `claimant` takes an Actor; `northland` is a Country"],
    ),
    "nickname-as-claimant": (
        {"holders.\n    claimant: north-ministry": "holders.\n    claimant: Northport"},
        ["10: `Northport`: nothing has this id; did you mean `north-government`?"],
    ),
    "wrong-subject": (
        {"[permit-order,": "[north-government,"},
        ["11: `targetsPopulation` describes a Policy, not a Government"],
    ),
    "wrong-object": (
        {"permit-holders]": "southland]"},
        ["11: `targetsPopulation` takes a PopulationGroup; `southland` is a Country"],
    ),
    "two-contents": (
        {RELATION: f"{RELATION}\n    disputes: count"},
        ["12: two contents in one claim, `says` and `disputes`: write two claims"],
    ),
    "no-content": (
        {f"    {RELATION}\n": ""},
        ["8: no content; write `says` or `disputes`"],
    ),
    "content-is-a-word": (
        {RELATION: "says: nothing"},
        ["11: `says` takes [subject, property, object] or a mapping with `type`"],
    ),
    "relation-of-two": (
        {", permit-holders]": "]"},
        ["11: a relation is [subject, property, object]: three values, no more"],
    ),
    "object-is-a-list": (
        {"permit-holders]": "[permit-holders]]"},
        ["11: the object of a relation is one value"],
    ),
    "subject-is-a-list": (
        {"[permit-order": "[[permit-order]"},
        ["11: the subject of a relation is one id"],
    ),
    "two-mistakes-in-one": (
        {RELATION: "says: [permit-ordr, targetPopulation, permit-holders]"},
        [
            "11: `permit-ordr`: nothing has this id; did you mean `permit-order`?",
            "11: `targetPopulation`: no such term; did you mean `targetsPopulation`?",
        ],
    ),
    "unreadable-amount": (
        {"more than 1,200": "1,200 Afghans"},
        ["18: `amount`: the amount `1,200 Afghans` is not understood at `Afghans`"],
    ),
    "rate-as-a-total": (
        {"more than 1,200": "1,200 a month"},
        [
            "18: `perTime` describes a RateObservation, not a FlowObservation: "
            "`1,200 a month` is a rate"
        ],
    ),
    "amount-is-a-list": (
        {"more than 1,200": "[1, 2]"},
        ["18: `amount` takes a single value"],
    ),
    "amount-and-unit-at-odds": (
        {"more than 1,200": "more than 12%"},
        ["18: `more than 12%` is in percent, `unit` says otherwise"],
    ),
    "said-in-short-and-at-length": (
        {"unit: person": "quantifier: exact"},
        ["18: `amount` already gives `quantifier`; write one or the other"],
    ),
    "words-and-bound-at-odds": (
        {
            "amount: more than 1,200": (
                "quantifier: more-than\n      quantityText: more than 1,200\n"
                "      lowerBound: 5000"
            )
        },
        [
            "20: the words `more than 1,200` give `lowerBound: 1200`, "
            "`lowerBoundInclusive: false`; `lowerBound: 5000` says otherwise: "
            "correct one, or write only `amount: more than 1,200`"
        ],
    ),
    "words-and-side-at-odds": (
        {
            "amount: more than 1,200": (
                "quantifier: less-than\n      quantityText: more than 1,200\n"
                "      upperBound: 1200"
            )
        },
        ["20: the words `more than 1,200` give `lowerBound: 1200`"],
    ),
    "half-a-range": (
        {
            "amount: more than 1,200": (
                "quantifier: between\n      quantityText: between 10 and 20\n"
                "      lowerBound: 10"
            )
        },
        [
            "19: the words `between 10 and 20` give `lowerBound: 10`, "
            "`upperBound: 20`; `upperBound` is missing"
        ],
    ),
    "below-zero": (
        {
            "amount: more than 1,200": (
                "value: -5\n      quantityText: minus five\n"
                "      quantifier: unqualified"
            )
        },
        ["18: below-zero.count: `value` is below zero, and no count"],
    ),
    "count-in-per-cent": (
        {"more than 1,200": "30 per cent", "      unit: person\n": ""},
        ["18: count-in-per-cent.count: A flow observation counts what moved"],
    ),
    "thirteenth-month": (
        {"period: 2025-02": "period: 2025-13"},
        ["20: `period`: `2025-13` is no date; write 2025, 2025-04, 2025-04-30"],
    ),
    "end-before-start": (
        {"period: 2025-02": "period: 2025-03/2025-02"},
        [
            "20: `period`: `2025-03/2025-02` ends before it starts; is "
            "`2025-02/2025-03` meant?"
        ],
    ),
    "end-before-start-of-a-relation": (
        {RELATION: f"{RELATION}\n    period: 2021-01/2020-11"},
        [
            "12: `period`: `2021-01/2020-11` ends before it starts; is "
            "`2020-11/2021-01` meant?"
        ],
    ),
    "period-beside-a-figure": (
        {"says:\n": "period: 2025\n    says:\n"},
        ["15: `period` beside `says` is that of a relation; write it inside `says`"],
    ),
    "period-of-a-dispute": (
        {RELATION: "disputes: count\n    period: 2025\n    periodText: in 2025"},
        [
            "12: `period` beside `says` is that of a relation; a dispute has none",
            "13: `periodText` beside `says` is that of a relation; a dispute has none",
        ],
    ),
    "bracket-without-quotes": (
        {RELATION: f"{RELATION}\n    period: [2020..2021]"},
        ['12: `period` takes a single value; one in brackets needs quotes: "[2024'],
    ),
    "bounds-by-hand": (
        {"period: 2025-02": "earliestStart: 2025-02-01\n      latestEnd: 2025-02-28"},
        [
            "20: `earliestStart` is written as `period`",
            "21: `latestEnd` is written as `period`",
        ],
    ),
    "no-day": (
        {"published: 2025-03-01": "published: 2025-02-30"},
        ["4: `published` takes a full date such as 2025-06-04, not `2025-02-30`"],
    ),
    "no-full-date": (
        {"published: 2025-03-01": "published: March 2025"},
        ["4: `published` takes a full date such as 2025-06-04, not `March 2025`"],
    ),
    "dangling-thing": (
        {"measures: returns": "measures: return"},
        ["17: `return`: nothing has this id; did you mean `returns`?"],
    ),
    "dangling-claim": (
        {RELATION: "disputes: county"},
        ["11: `county`: nothing has this id; did you mean `count`?"],
    ),
    "no-such-code": (
        {"forced-return": "forced-returns"},
        [
            "22: `forced-returns` is no code of `movementType`; "
            "did you mean `forced-return`?"
        ],
    ),
    "code-of-another-list": (
        {"unit: person": "unit: pledged"},
        ["19: `pledged` is no code of `unit`; one of "],
    ),
    "class-misspelt": (
        {"FlowObservation": "FlowObservaton"},
        ["16: `FlowObservaton`: no such class; did you mean `FlowObservation`?"],
    ),
    "no-class": (
        {"      type: FlowObservation\n": ""},
        ["16: no `type`; write `type:` and a class name"],
    ),
    "term-beside-says": (
        {RELATION: f"{RELATION}\n    unit: person"},
        ["12: `unit` describes a "],
    ),
    "term-under-says": (
        {"unit: person": "unit: person\n      modality: denied"},
        ["20: `modality` describes a Claim, not a FlowObservation; write it beside"],
    ),
    "type-beside-says": (
        {RELATION: f"type: Claim\n    {RELATION}"},
        ["11: `type` is not written here: this is a Claim"],
    ),
    "type-of-document": (
        {"  language: en": "  type: SourceDocument"},
        ["6: `type` is not written here: this is a SourceDocument"],
    ),
    "document-of-claim": (
        {RELATION: f"{RELATION}\n    statedIn: gazette-20250301"},
        ["12: `statedIn` is written as `document`"],
    ),
    "position-at-length": (
        {RELATION: f"{RELATION}\n    quoteStart: 3"},
        ["12: `quoteStart` is written as `chars`"],
    ),
    "value-missing": ({"unit: person": "unit:"}, ["19: `unit` has no value"]),
    "value-null": ({"unit: person": "unit: ~"}, ["19: `unit` has no value"]),
    "value-empty": ({"unit: person": "unit: []"}, ["19: `unit` has no value"]),
    "value-is-a-mapping": (
        {"unit: person": "unit: {a: b}"},
        ["19: `unit` takes a single value here"],
    ),
    "claimant-twice": (
        {
            "holders.\n    claimant: north-ministry": (
                "holders.\n    claimant: [north-ministry, north-ministry]"
            )
        },
        ["10: `claimant` names one twice"],
    ),
    "two-units": ({"unit: person": "unit: [person, family]"}, ["19: "]),
    "no-claimant": (
        {"holders.\n    claimant: north-ministry": "holders."},
        ["8: "],
    ),
    "no-number": (
        {"amount: more than 1,200": "value: many\n      quantityText: many"},
        ["18: `value` takes a number of at most 18 digits, not `many`"],
    ),
    "endless-number": (
        {"amount: more than 1,200": "value: 1e999999999\n      quantityText: many"},
        ["18: `value` takes a number of at most 18 digits, not `1e999999999`"],
    ),
    "long-number": (
        {"amount: more than 1,200": f"value: {'9' * 19}\n      quantityText: many"},
        ["18: `value` takes a number of at most 18 digits"],
    ),
    "no-truth": (
        {"unit: person": "unit: person\n      approximate: perhaps"},
        ["20: `approximate` takes true or false, not `perhaps`"],
    ),
    "no-language": (
        {"title: A title": "title: {english!: A title}"},
        ["3: `english!` is no language tag, such as `en`"],
    ),
    "no-words-in-a-language": (
        {"title: A title": "title: {en: ~}"},
        ["3: `en` takes text"],
    ),
    "position-outside": (
        {"  language: en\n": TEXT, "holders.\n": "holders.\n    chars: [0, 42]\n"},
        ["10: position 42 is outside the text of 41 characters"],
    ),
    "position-backwards": (
        {"holders.\n": "holders.\n    chars: [9, 3]\n"},
        ["10: `chars` takes two character positions, as in [474, 534]"],
    ),
    "position-no-number": (
        {"holders.\n": "holders.\n    chars: [\u00b2, 3]\n"},
        ["10: `chars` takes two character positions, as in [474, 534]"],
    ),
    "position-of-three": (
        {"holders.\n": "holders.\n    chars: [1, 2, 3]\n"},
        ["10: `chars` takes two character positions, as in [474, 534]"],
    ),
    "wrong-quote": (
        {"  language: en\n": TEXT, "holders.\n": "holders.\n    quote: Holders left\n"},
        ["10: the quote is not in the text, word for word"],
    ),
    "vague-quote": (
        {"  language: en\n": TEXT, "holders.\n": "holders.\n    quote: holders\n"},
        ["10: the quote occurs 2 times in the text; give `chars`"],
    ),
    "quote-elsewhere": (
        {
            "  language: en\n": TEXT,
            "holders.\n": "holders.\n    chars: [0, 6]\n    quote: holders\n",
        },
        ["11: the quote is not what the text has at `chars`"],
    ),
    "digest-mismatch": (
        {"  language: en\n": f"  text: {{sha256: {'0' * 64}, length: 41}}\n"},
        [f"6: the text at hand has SHA-256 {DIGEST}, not 000"],
    ),
    "length-mismatch": (
        {"  language: en\n": TEXT.replace("41", "40")},
        ["6: the text at hand has 41 characters, not 40"],
    ),
    "half-a-digest": (
        {"  language: en\n": "  text: {length: 41}\n"},
        ["6: `text` takes {sha256: …, length: …}"],
    ),
    "another-word-of-a-text": (
        {"  language: en\n": TEXT.replace("}", ", pagse: [0]}")},
        ["6: `text` takes {sha256: …, length: …}; beside them may stand converter, "],
    ),
    "pages-not-from-0": (
        {"  language: en\n": TEXT.replace("}", ", pages: [7, 20]}")},
        ["6: `pages` lists the character at which each page begins, in order: the"],
    ),
    "pages-out-of-order": (
        {"  language: en\n": TEXT.replace("}", ", pages: [0, 20, 7]}")},
        ["6: `pages` lists the character at which each page begins, in order: the"],
    ),
    "pages-beside-the-text": (
        {"  language: en\n": "  pageStart: 0\n"},
        ["6: `pageStart` is written as `text`"],
    ),
    "two-digests": (
        {"  language: en\n": TEXT.replace("41", "[41, 42]")},
        ["6: `text` takes one of each"],
    ),
    "no-voice": (
        {
            "  publishedBy: gazette\n": "",
            CLAIMANT: CLAIMANT.replace("north-ministry", "narrator"),
        },
        ["2: no `publishedBy:`", "9: `narrator` needs the document's publishedBy"],
    ),
    "uncovered-without-reason": (
        {"claims:\n": "uncovered:\n  - chars: [0, 3]\nclaims:\n"},
        ["8: `uncovered` lists {chars: [start, end], reason: …}"],
    ),
    "uncovered-outside": (
        {
            "  language: en\n": TEXT,
            "claims:\n": "uncovered:\n  - {chars: [0, 99], reason: none}\nclaims:\n",
        },
        ["8: position 99 is outside the text of 41 characters"],
    ),
    "unknown-section": (
        {"claims:\n": "claim:\n"},
        ["7: `claim`: no such section; did you mean `claims`?"],
    ),
    "claims-in-a-list": (
        {"claims:\n": "claims: []\nuncovered:\n"},
        ["7: `claims` takes a mapping (`key: value` lines)", "9: `uncovered` lists"],
    ),
    "claim-is-a-word": (
        {"claims:\n": "claims:\n  first: nothing\n"},
        ["8: `first` needs `claimant:` and `says:` under it"],
    ),
    "no-key": (
        {"  target:": "  1st:"},
        ["8: `1st` is no claim key; use letters, digits, - and _"],
    ),
    "key-twice": (
        {"  count:": "  target:"},
        ["12: `target` is written twice; the first is on line 8"],
    ),
    "key-is-an-id": (
        {"  count:": "  returns:", RELATION: "says: [permit-order, causes, returns]"},
        [
            "11: `returns` may be the claim at sources/key-is-an-id/facts.yaml:12 or "
            "the thing at sources/entities/all.yaml:25; give the claim another key"
        ],
    ),
    "no-id": (
        {"  id: no-id\n": ""},
        ["2: no `document:` with an `id:` of a-z, 0-9 and hyphens"],
    ),
    "capital-id": (
        {"  id: capital-id\n": "  id: Capital\n"},
        ["2: no `document:` with an `id:` of a-z, 0-9 and hyphens"],
    ),
    "reserved-id": (
        {"  id: reserved-id\n": "  id: entities\n"},
        ["2: `entities` has a meaning of its own; use another id"],
    ),
    "id-of-another-document": (
        {"  id: id-of-another-document\n": "  id: gazette-20250301\n"},
        [
            "2: `gazette-20250301` is defined twice; "
            "the first is at sources/gazette-20250301/facts.yaml:2"
        ],
    ),
    "claim-in-an-entity": (
        {
            "claims:\n": (
                "entities:\n  decree:\n    type: Policy\n    label: A decree\n"
                "    targetsPopulation: permit-holders\nclaims:\n"
            )
        },
        [
            "11: `targetsPopulation` could be otherwise, so somebody must say it: "
            "write a claim with `says: [decree, targetsPopulation, …]`"
        ],
    ),
    "id-of-another-entity": (
        {"claims:\n": "entities:\n  returns: {type: Policy, label: R}\nclaims:\n"},
        ["8: `returns` is defined twice; the first is at sources/entities/all.yaml:25"],
    ),
    "class-of-entity-misspelt": (
        {
            "claims:\n": "entities:\n  act: {type: Polcy, label: Act}\nclaims:\n",
            "[permit-order": "[act",
        },
        ["8: `Polcy`: no such class; did you mean `Policy`?"],
    ),
    "term-of-another-class": (
        {
            "claims:\n": (
                "entities:\n  group-a:\n    type: PopulationGroup\n"
                "    label: A group\n    nationality: southland\n"
                "    iso3: XXX\nclaims:\n"
            )
        },
        ["12: `iso3` describes a Country, not a PopulationGroup"],
    ),
    "entity-is-a-word": (
        {"claims:\n": "entities:\n  eastland: Country\nclaims:\n"},
        ["8: `eastland` needs `type:` and what defines it under it"],
    ),
    "entity-id-with-a-space": (
        {"claims:\n": "entities:\n  east land: {type: Country}\nclaims:\n"},
        ["8: `east land` is no id; use a-z, 0-9 and hyphens"],
    ),
}
PLAIN_FILES = {
    "sources/entities/list.yaml": "- eastland\n",
    "sources/entities/tabs.yaml": "eastland:\n\ttype: Country\n",
    "sources/entities/other.yml": "eastland: {type: Country, label: Eastland}\n",
    "sources/lost/fact.yaml": "document: {id: lost}\n",
    "sources/nul/facts.yaml": "document:\n  id: \0\n",
}
PLAIN_PROBLEMS = {
    "sources/entities/list.yaml": ["1: expected a mapping"],
    "sources/entities/tabs.yaml": ["2: not YAML: indent with spaces, not tabs"],
    "sources/entities/other.yml": ["1: not read; facts stand in"],
    "sources/lost/fact.yaml": ["1: not read; facts stand in"],
    "sources/nul/facts.yaml": ["2: a NUL byte"],
}


def changed(id: str, edits: Mapping[str, str]) -> str:
    text = DOCUMENT.format(id=id)
    for old, new in edits.items():
        assert text.count(old) == 1, (id, old)
        text = text.replace(old, new)
    return text


def by_file(failed: CheckFailed) -> dict[str, list[str]]:
    """Collect what was objected to, as ``line: message``, by file."""
    found: dict[str, list[str]] = {}
    for problem in failed.problems:
        line = f"{problem.place.line}: {problem.message}"
        found.setdefault(problem.place.file, []).append(line)
    for finding in failed.findings:
        assert finding.place is not None, finding
        if finding.level == "error":
            line = f"{finding.place.line}: {finding.message}"
            found.setdefault(finding.place.file, []).append(line)
    return {
        file: sorted(lines, key=lambda line: int(line.partition(":")[0]))
        for file, lines in found.items()
    }


def refused(folder: Folder, files: Mapping[str, str]) -> dict[str, list[str]]:
    """Add files to a small project with a graph, and build what must be refused."""
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.build()
    for name, text in files.items():
        folder.write(name, text)
    return by_file(folder.refused())


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Build a project with every bad document at once."""
    files = {f"texts/{name}.txt": WORDS for name in CASES}
    for name, (edits, _) in CASES.items():
        files[f"sources/{name}/facts.yaml"] = changed(name, edits)
    return refused(Folder(tmp_path_factory.mktemp("bad")), files)


def assert_lines(found: list[str], expected: list[str]) -> None:
    assert len(found) == len(expected), found
    for line, words in zip(found, expected, strict=True):
        assert line.startswith(words), line


@pytest.mark.parametrize("name", CASES)
def test_bad_facts_are_clear_errors_on_their_lines(
    name: str, failed: dict[str, list[str]]
) -> None:
    """Each mistake is one error where it was made, and nothing follows from it."""
    assert_lines(failed.get(f"sources/{name}/facts.yaml", []), CASES[name][1])


def test_good_files_are_not_blamed(failed: dict[str, list[str]]) -> None:
    """Of all files only the bad ones are in the errors."""
    assert set(failed) == {f"sources/{name}/facts.yaml" for name in CASES}


def test_bad_files_are_clear_errors(tmp_path: Path) -> None:
    """Files that cannot be read, or stand where none is, are one error each."""
    found = refused(Folder(tmp_path), PLAIN_FILES)
    assert set(found) == set(PLAIN_FILES)
    for name, lines in found.items():
        assert_lines(lines, PLAIN_PROBLEMS[name])


def test_entities_that_cannot_be_read_are_the_only_error(tmp_path: Path) -> None:
    """What an unreadable file may define is not reported as missing."""
    folder = Folder(tmp_path)
    found = refused(folder, {"sources/entities/all.yaml": f"{ENTITIES}\tx: y\n"})
    assert set(found) == {"sources/entities/all.yaml"}
