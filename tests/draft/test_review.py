"""A person decides: what is accepted is a sound claim at once, and nothing is lost."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.draft.decisions import by_rule, read_decisions
from kg.draft.draft import NotDrafted
from kg.draft.review import NotAccepted, Review
from kg.errors import InputErrors, UnknownName
from kg.read.files import ExportFailed
from tests import forks
from tests.conftest import Folder

DOCUMENT = "lakeside-20260312"
FACTS = f"sources/{DOCUMENT}/facts.yaml"
LOG = f"sources/{DOCUMENT}/decisions.jsonl"
PERIOD = {"period": "2026-03-02/2026-03-11"}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the project that `kg init` makes, with its two figures drafted."""
    lake = tmp_path_factory.mktemp("drafted") / "lake"
    assert forks.kg("init", lake).returncode == 0
    assert forks.kg("-C", lake, "draft", DOCUMENT).returncode == 0
    return lake


@pytest.fixture
def folder(drafted: Path, tmp_path: Path) -> Folder:
    """Copy that project, for a test to change."""
    shutil.copytree(drafted, tmp_path / "lake")
    return Folder(tmp_path / "lake")


def opened(folder: Folder) -> Review:
    project = folder.open()
    texts = project.texts_at_hand()
    return Review(project, DOCUMENT, texts, who="Ada", on="2026-03-13")


def facts(folder: Folder) -> str:
    return (folder.root / FACTS).read_bytes().decode()


def test_what_is_accepted_is_a_claim_and_the_rest_of_the_file_stays(
    folder: Folder,
) -> None:
    """Behind the last claim, before what follows, and a build takes it."""
    before = facts(folder)
    review = opened(folder)
    claim = review.accept(
        review.undecided()[0], {"summary": "Over 1,200 left."} | PERIOD
    )
    block = """\
  d1:
    summary: Over 1,200 left.
    chars: [118, 216]
    claimant: lakeland-border-office
    says:
      type: FlowObservation
      measures: workers-leaving-lakeland
      amount: More than 1,200
      unit: person
      movementTerm: left
      movementType: departure
      period: 2026-03-02/2026-03-11
"""

    assert claim == "d1"
    assert facts(folder) == before.replace(
        "    disputes: purpose\n", "    disputes: purpose\n" + block
    )
    assert folder.build().claims == 9


def test_what_a_build_would_refuse_is_not_written(folder: Folder) -> None:
    """A figure whose period is taken out: the message of the check, the old bytes."""
    before, review = facts(folder), opened(folder)
    with pytest.raises(NotAccepted, match="A flow observation needs a period"):
        review.accept(review.undecided()[0], {"period": ""})

    assert facts(folder) == before
    assert len(review.undecided()) == 2
    assert not (folder.root / LOG).exists()


def test_somebody_new_needs_an_id_that_there_is(folder: Folder) -> None:
    drafts = folder.root / f"sources/{DOCUMENT}/drafts.yaml"
    text = drafts.read_text("utf-8").replace(
        "claimant: river-relief", 'claimant: "new: Witnesses"'
    )
    drafts.write_text(text, "utf-8")
    review = opened(folder)
    draft = review.undecided()[1]

    assert draft.new == {"claimant": "Witnesses"}
    with pytest.raises(NotAccepted, match="`claimant` is new"):
        review.accept(draft, PERIOD)
    with pytest.raises(NotAccepted, match="`river-relif`: nothing has this id"):
        review.accept(draft, PERIOD | {"claimant": "river-relif"})
    assert review.accept(draft, PERIOD | {"claimant": "river-relief"}) == "d2"


def test_every_decision_is_kept_and_survives_the_review(folder: Folder) -> None:
    """Who, when, what was drafted, what became of it, why; another review goes on."""
    review = opened(folder)
    review.accept(review.undecided()[0], PERIOD)
    review.reject(review.undecided()[0], "seen before")
    again = opened(folder)
    first, second = again.decisions

    assert again.undecided() == []
    assert (first.outcome, first.by, first.on, first.claim, first.changed) == (
        *("edited", "Ada", "2026-03-13", "d1"),
        ("period",),
    )
    assert (second.outcome, second.reason) == ("rejected", "seen before")
    assert second.drafted["claimant"] == "river-relief"
    assert by_rule(again.decisions) == {
        "figure-undated": {"accepted": 0, "edited": 1, "rejected": 1}
    }


def test_the_last_decision_can_be_taken_back(folder: Folder) -> None:
    """The facts are as they were, byte for byte, and the log has both."""
    before, review = facts(folder), opened(folder)
    review.accept(review.undecided()[0], PERIOD)
    review.reject(review.undecided()[0], "")

    assert (review.undo(), review.undo(), review.undo()) == ("d2", "d1", None)
    assert facts(folder) == before
    assert len(opened(folder).undecided()) == 2
    assert len(review.decisions) == 4


def test_a_claim_that_somebody_changed_is_not_taken_out(folder: Folder) -> None:
    review = opened(folder)
    review.accept(review.undecided()[0], PERIOD)
    changed = facts(folder).replace(
        "movementTerm: left\n      movementType: departure\n      period",
        "movementTerm: gone\n      period",
    )
    (folder.root / FACTS).write_text(changed, "utf-8")
    with pytest.raises(NotAccepted, match="`d1` is not as it was written"):
        review.undo()

    assert facts(folder) == changed


RELATION = ["seasonal-permit-stop", "targetsPopulation", "hillmark-seasonal-workers"]
MISSED = {
    "summary": "Aimed at workers.",
    "chars": [0, 42],
    "claimant": "river-relief",
}


def test_a_claim_that_rules_missed_is_added_and_taken_back(folder: Folder) -> None:
    """Logged under its own key, and in nobody's share of a rule."""
    before, review = facts(folder), opened(folder)
    block = """\
  m1:
    summary: Aimed at workers.
    chars: [0, 42]
    claimant: river-relief
    says: [seasonal-permit-stop, targetsPopulation, hillmark-seasonal-workers]
"""

    assert review.add(MISSED, RELATION) == "m1"
    assert facts(folder) == before.replace(
        "    disputes: purpose\n", "    disputes: purpose\n" + block
    )
    assert review.add(MISSED | {"disputes": "left"}, None) == "m1-2"
    assert "    disputes: left\n" in facts(folder)
    assert [d.outcome for d in opened(folder).decisions] == ["added", "added"]
    assert by_rule(review.decisions) == {}
    assert len(review.undecided()) == 2
    assert (review.undo(), review.undo(), review.undo()) == ("m1-2", "m1", None)
    assert facts(folder) == before


def test_what_somebody_adds_is_checked_like_everything_else(folder: Folder) -> None:
    """An id that there is not, and a third part that is missing: nothing is written."""
    before, review = facts(folder), opened(folder)
    with pytest.raises(NotAccepted, match="`river-relif`: nothing has this id"):
        review.add(MISSED | {"claimant": "river-relif"}, RELATION)
    with pytest.raises(NotAccepted, match="three values"):
        review.add(MISSED, RELATION[:2])
    with pytest.raises(NotAccepted, match="no such term"):
        review.add(MISSED | {"a: b\n  evil": "x"}, RELATION)

    assert facts(folder) == before
    assert review.decisions == []


def test_values_cannot_break_out_of_their_line(folder: Folder) -> None:
    """A colon, a hash, quotes, a comma in a list, line breaks: each stays a value."""
    review = opened(folder)
    odd = 'a: "b" # c\nd, [e]: f'
    review.add(
        MISSED | {"summary": odd, "claimant": "[river-relief, apf-coders]"}, RELATION
    )

    assert r'    summary: "a: \"b\" # c\nd, [e]: f"' in facts(folder)
    assert "    claimant: [river-relief, apf-coders]\n" in facts(folder)
    assert folder.build().claims == 9


def test_a_check_of_what_is_typed_writes_nothing(folder: Folder) -> None:
    """It says what would be wrong, under the key that it is of, as `kg check` does."""
    before, review = facts(folder), opened(folder)
    draft = review.undecided()[0]
    says = {**draft.says, "unit": "persons", "period": "2026-13"}
    findings = review.judge(draft.values, says)

    assert {(f.level, f.key) for f in findings} == {
        ("error", "unit"),
        ("error", "period"),
    }
    assert any("did you mean `person`" in f.message for f in findings)
    assert review.judge(draft.values, {**draft.says, **PERIOD}) == []
    assert facts(folder) == before
    assert not (folder.root / LOG).exists()


def test_drafts_are_accepted_together_but_for_those_that_are_not_sound(
    folder: Folder,
) -> None:
    """One is written, the other stays undecided with the message of the check."""
    folder.edit(f"sources/{DOCUMENT}/drafts.yaml", "unit: family", "unit: families")
    review = opened(folder)
    done = review.accept_all(review.undecided())

    assert done.claims == {"d1": "d1"}
    assert [*done.refused] == ["d2"]
    assert "`families`" in done.refused["d2"][0]
    assert [d.key for d in review.undecided()] == ["d2"]
    assert "\n  d2:\n" not in facts(folder)


def test_a_claim_that_a_kill_kept_from_the_log_is_no_draft_any_more(
    folder: Folder,
) -> None:
    """It was written, and the review killed before the next line: not written twice."""
    review = opened(folder)
    review.accept(review.undecided()[0], PERIOD)
    (folder.root / LOG).unlink()
    again = opened(folder)
    with again.alone():
        assert [d.key for d in again.undecided()] == ["d2"]
    (decision,) = again.decisions

    assert (decision.draft, decision.outcome, decision.claim) == ("d1", "edited", "d1")
    assert again.undo() == "d1"
    assert "\n  d1:\n" not in facts(folder)


def test_what_is_drafted_anew_and_differs_is_asked_anew(folder: Folder) -> None:
    """Its key is that of another draft, which was rejected; that one stays so."""
    path = f"sources/{DOCUMENT}/drafts.yaml"
    review = opened(folder)
    review.reject(review.undecided()[0], "seen before")
    folder.edit(path, "unit: person", "unit: vehicle")
    again = opened(folder)
    assert [d.key for d in again.undecided()] == ["d1", "d2"]
    assert again.undo() is None
    again.reject(again.undecided()[0], "of nothing")
    folder.edit(path, "unit: vehicle", "unit: person")

    before = opened(folder)
    assert [d.key for d in before.undecided()] == ["d2"]
    assert before.decided["d1"].reason == "seen before"
    assert by_rule(before.decisions)["figure-undated"]["rejected"] == 2


def test_a_claim_of_somebody_with_the_key_of_a_draft_decides_nothing(
    folder: Folder,
) -> None:
    """It stands elsewhere in the text."""
    folder.edit(FACTS, "  left:\n", "  d1:\n")
    review = opened(folder)
    with review.alone():
        assert len(review.undecided()) == 2


def test_a_decision_that_cannot_be_written_is_none(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: neither the claim nor its end is in the log alone."""

    def full(*_: object) -> None:
        raise ExportFailed("no space left")

    review = opened(folder)
    with monkeypatch.context() as patch:
        patch.setattr("kg.draft.review._write", full)
        with pytest.raises(ExportFailed):
            review.accept(review.undecided()[0], PERIOD)
    assert review.decisions == []
    review.accept(review.undecided()[0], PERIOD)
    after = facts(folder)
    with monkeypatch.context() as patch:
        patch.setattr("kg.draft.review._write", full)
        with pytest.raises(ExportFailed):
            review.undo()

    again = opened(folder)
    assert [d.key for d in again.undecided()] == ["d2"]
    assert facts(folder) == after
    assert again.undo() == "d1"


def test_two_reviews_at_once_are_one_too_many(folder: Folder) -> None:
    """The second is refused, whatever it would have done, and the first goes on."""
    review = opened(folder)
    with review.alone():
        done = reviewing(folder, "r\nno\n")
        assert done.returncode == 2
        assert f"the drafts of `{DOCUMENT}` are being reviewed already" in done.stderr
        review.reject(review.undecided()[0], "seen before")

    assert [d.reason for d in opened(folder).decisions] == ["seen before"]
    assert reviewing(folder, "q\n").returncode == 0


def test_line_ends_and_a_byte_order_mark_stay(folder: Folder) -> None:
    before = facts(folder)
    path = folder.root / FACTS
    path.write_bytes(b"\xef\xbb\xbf" + before.replace("\n", "\r\n").encode())
    review = opened(folder)
    review.accept(review.undecided()[0], PERIOD)
    after = path.read_bytes()

    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")
    review.undo()
    assert path.read_bytes() == b"\xef\xbb\xbf" + before.replace("\n", "\r\n").encode()


def test_a_key_that_is_taken_is_not_written_over(folder: Folder) -> None:
    folder.edit(FACTS, "  left:\n", "  d1:\n")
    review = opened(folder)

    assert review.accept(review.undecided()[0], PERIOD) == "d1-2"


def test_a_line_that_a_kill_cut_off_costs_no_other(folder: Folder) -> None:
    review = opened(folder)
    review.reject(review.undecided()[0], "")
    with (folder.root / LOG).open("ab") as file:
        file.write(b'{"draft": "d2", "outc')
    again = opened(folder)
    again.reject(again.undecided()[0], "no")

    assert [d.draft for d in read_decisions(folder.root / LOG, LOG)] == ["d1", "d2"]


def test_a_line_in_the_middle_that_is_no_decision_is_named(folder: Folder) -> None:
    (folder.root / LOG).write_text('{"draft": 1}\n{}\n', "utf-8")
    with pytest.raises(
        InputErrors, match=r"decisions\.jsonl:1: this line is no decision"
    ):
        opened(folder)


def test_a_text_that_changed_under_its_drafts_is_refused(folder: Folder) -> None:
    text = folder.root / f"texts/{DOCUMENT}.txt"
    text.write_text(text.read_text("utf-8") + "More.\n", "utf-8")
    with pytest.raises(NotDrafted, match=r"another than was drafted.*--again"):
        opened(folder)


def test_drafts_that_are_missing_or_damaged_are_named(folder: Folder) -> None:
    drafts = folder.root / f"sources/{DOCUMENT}/drafts.yaml"
    drafts.write_text("claims: {d1: {summary: x}}\n", "utf-8")
    with pytest.raises(NotDrafted, match="is no file of drafts"):
        opened(folder)
    drafts.unlink()
    with pytest.raises(UnknownName, match=f"run `kg draft {DOCUMENT}` first"):
        opened(folder)


def test_a_document_that_is_none_is_said_to_be_none(folder: Folder) -> None:
    """Nobody is sent to draft what cannot be drafted; a slip names what is near."""
    near = f"no document is called `{DOCUMENT}x`; did you mean `{DOCUMENT}`"
    project = folder.open()
    texts = project.texts_at_hand()
    with pytest.raises(UnknownName, match=near):
        Review(project, f"{DOCUMENT}x", texts, who="Ada", on="2026-03-13")


def reviewing(
    folder: Folder, keys: str, *more: str
) -> subprocess.CompletedProcess[str]:
    """Run `kg review` with what a person types."""
    command = [sys.executable, "-m", "kg", "-C", str(folder.root), "review", DOCUMENT]
    return subprocess.run(
        [*command, "--author", "Ada", *more],
        input=keys,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_asks_and_writes_at_once(folder: Folder) -> None:
    """Refused without a period; then edited with one; the other is rejected."""
    keep = "\n" * 7
    without = f"e\n\n{keep}-\n\n"
    other = f"e\nOver 1,200 left.\n{keep}2026-03\ncoercion: unknown\n\n"
    typed = f"{without}{other}r\nseen before\n"
    done = reviewing(folder, typed)

    assert done.returncode == 0, done.stderr
    assert ">>>More than 1,200 seasonal workers left" in done.stdout
    assert "A flow observation needs a period" in done.stderr
    assert "written as `d1`." in done.stderr
    assert "2 of 2 drafts decided." in done.stderr
    assert "summary: Over 1,200 left.\n" in facts(folder)
    assert "      period: 2026-03\n      coercion: unknown\n" in facts(folder)


def test_a_review_that_ends_in_the_middle_has_kept_what_was_decided(
    folder: Folder,
) -> None:
    """The input ends behind the first decision, as when a terminal is closed."""
    done = reviewing(folder, "r\nno\n")
    (line,) = (folder.root / LOG).read_text("utf-8").splitlines()

    assert done.returncode == 130
    assert (json.loads(line)["draft"], json.loads(line)["reason"]) == ("d1", "no")
    assert "1 of 2 drafts decided." in done.stderr


def test_a_claim_that_is_missing_is_asked_for_in_the_terminal(folder: Folder) -> None:
    """In the ontology's terms; a slip is told, and nothing is typed twice."""
    before = facts(folder)
    slip = "relation\ntargetsPopulation\nseasonal-permit-stop\nhillmark-workers\n"
    typed = f"{slip}Aimed at workers.\nriver-relief\n\n\nambiguity: who\n\n\n"
    again = "\n\n\nhillmark-seasonal-workers\n\n\n\n\n\n"
    words = "The weather was mild"
    done = reviewing(folder, typed + again, "--add", words)
    block = """\
  m1:
    summary: Aimed at workers.
    chars: [348, 368]
    claimant: river-relief
    ambiguity: who
    says: [seasonal-permit-stop, targetsPopulation, hillmark-seasonal-workers]
"""

    assert done.returncode == 0, done.stderr
    assert "`hillmark-workers`: nothing has this id" in done.stderr
    assert "content (ChangeObservation | Event | " in done.stdout
    assert facts(folder) == before.replace(
        "    disputes: purpose\n", "    disputes: purpose\n" + block
    )


def test_words_that_begin_no_claim_are_told(folder: Folder) -> None:
    before = facts(folder)
    nowhere = reviewing(folder, "", "--add", "The weather was fine")
    often = reviewing(folder, "", "--add", "the")

    assert (nowhere.returncode, often.returncode) == (2, 2)
    assert "these words are not in the text" in nowhere.stderr
    assert "stand there 7 times; give more of them" in often.stderr
    assert facts(folder) == before


def test_all_drafts_of_a_rule_are_accepted_in_the_terminal(folder: Folder) -> None:
    """After a question; skipped ones among them, and one can go back to those."""
    done = reviewing(folder, "s\np\nb\nn\nb\ny\n")

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("d1 (1 of 2)") == 3
    assert "accept 2 drafts of the rule figure-undated as they are?" in done.stdout
    assert "2 of 2 drafts written." in done.stderr
    assert [d.outcome for d in opened(folder).decisions] == ["accepted"] * 2


def test_the_log_says_how_many_drafts_stood(folder: Folder) -> None:
    review = opened(folder)
    review.accept(review.undecided()[0], PERIOD)
    review.reject(review.undecided()[0], "")
    done = reviewing(folder, "", "--log")

    assert "figure-undated   0          1        1          0.00" in done.stdout
    review.add(MISSED, RELATION)
    done = reviewing(folder, "", "--log")
    assert "1 claim added that nobody drafted." in done.stdout


def _in_braces(facts: str) -> str:
    (text,) = re.findall("text: ({.*})", facts)
    about = f"id: {DOCUMENT}, title: A, published: 2026-03-12, language: en"
    return f"{{document: {{{about}, publishedBy: lakeside-courier, text: {text}}}}}\n"


def _ended(facts: str) -> str:
    return facts[: facts.index("\nclaims:")] + "\n...\n"


@pytest.mark.parametrize(
    "rewritten",
    [
        pytest.param(_in_braces, id="all in braces, without claims"),
        pytest.param(_ended, id="ended by dots"),
        pytest.param(lambda facts: facts.replace("\n", "\r"), id="lines of an old Mac"),
    ],
)
def test_a_file_that_a_claim_would_break_stays_as_it_is(
    folder: Folder, rewritten: Callable[[str], str]
) -> None:
    """And the message says how it is to be written."""
    (folder.root / FACTS).write_bytes(rewritten(facts(folder)).encode())
    before, review = facts(folder), opened(folder)
    with pytest.raises(NotAccepted, match="would change what stands there: write"):
        review.accept(review.undecided()[0], PERIOD)

    assert facts(folder) == before
    assert not (folder.root / LOG).exists()


def test_a_rejection_in_the_terminal_needs_its_reason(folder: Folder) -> None:
    """Who only presses Enter is asked again."""
    done = reviewing(folder, "r\n\n\nno figure\nq\n")
    (line,) = (folder.root / LOG).read_text("utf-8").splitlines()

    assert done.returncode == 0, done.stderr
    assert json.loads(line)["reason"] == "no figure"


def test_a_line_that_was_cut_within_a_letter_costs_no_other(folder: Folder) -> None:
    """A name has letters of several bytes, of which a kill may keep the first."""
    review = opened(folder)
    review.who = "Ada"
    review.reject(review.drafts[0], "no figure")
    review.who = "Zoë"
    review.reject(review.drafts[1], "no")
    log = folder.root / LOG
    whole = log.read_bytes()
    log.write_bytes(whole[: whole.rindex("ë".encode()) + 1])

    assert [draft.key for draft in opened(folder).undecided()] == ["d2"]


@pytest.mark.parametrize(
    "line",
    [
        b"\xff",
        b'{"draft": {}, "outcome": "accepted", "by": "A", "on": "", "digest": "", '
        b'"rule": ""}',
        b'{"draft": "d1", "outcome": "lost", "by": "A", "on": "", "digest": "", '
        b'"rule": ""}',
        b'{"draft": "d1", "outcome": "accepted", "by": "A", "on": "", "digest": "", '
        b'"rule": "", "drafted": 5}',
    ],
)
def test_a_log_that_somebody_has_damaged_is_named(folder: Folder, line: bytes) -> None:
    (folder.root / LOG).write_bytes(line + b"\n")
    with pytest.raises(InputErrors, match=r"jsonl:1: this line is no decision"):
        opened(folder)


def test_a_log_that_cannot_be_read_is_named(folder: Folder) -> None:
    (folder.root / LOG).mkdir()
    with pytest.raises(InputErrors, match=r"decisions\.jsonl:1: "):
        opened(folder)
