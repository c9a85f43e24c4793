"""Drafts are decided on in a browser, and lie on the disk at once."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import forks
from tests.conftest import Folder
from tests.web.conftest import WAIT, Watched, watched
from tests.web.reviewed import DOCUMENT, DRAFTS, FACTS, TEXT, Desktop, made, reviewed
from tests.web.test_access import AXE, LEVELS, RUN, SIGHTS

expect.set_options(timeout=WAIT)  # each check takes half a second, if nothing else runs

D1 = """\
  d1:
    summary: More than 1,200 (person), departure, ../2026-03-12.
    chars: [118, 216]
    claimant: lakeland-border-office
    says:
      type: FlowObservation
      measures: workers-leaving-lakeland
      amount: More than 1,200
      unit: person
      movementTerm: left
      movementType: departure
      period: "../2026-03-12"
"""
"""The first draft as a claim, as it stands in the file."""

LAST = "    disputes: purpose\n"
"""The last line of the claims that were there before."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the project that each test gets a copy of."""
    return made(tmp_path_factory.mktemp("review") / "lake")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window for all tests."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(WAIT)
    yield context
    context.close()


@pytest.fixture
def desktop(template: Path, tmp_path: Path) -> Iterator[Desktop]:
    """Serve the review of a project of the test's own."""
    with reviewed(template, tmp_path / "lake") as desktop:
        yield desktop


@pytest.fixture
def view(context: BrowserContext, desktop: Desktop) -> Iterator[Watched]:
    """Open the page of the review."""
    view = watched(context, desktop.url.rstrip("/"))
    view.open("")
    expect(view.page.locator(".item-card h2")).to_contain_text("d1")
    yield view
    view.page.close()


def said(page: Page, words: str) -> None:
    """Wait until the page has told of something."""
    expect(page.locator(".said")).to_contain_text(words)


def field(page: Page, name: str) -> Locator:
    """Return a field of the form by its key."""
    return page.locator(f"form.claim-form [name={name}]")


def checked(page: Page, how: str) -> None:
    """Wait until what was typed has been checked, and came out so."""
    expect(page.locator(f"form.claim-form[data-checked={how}]")).to_be_visible()


def again(page: Page) -> None:
    """Load the page again."""
    page.reload()
    expect(page.locator(".item-card h2")).to_be_visible()


def select(page: Page, words: str) -> None:
    """Select words of the text with the pointer, from where they begin."""
    x, y, to, down = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(
            document.querySelector(".source-text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const host = document.querySelector(".words");
            host.scrollIntoView();
            host.scrollTop += range.getBoundingClientRect().top
              - host.getBoundingClientRect().top - host.clientHeight / 2;
            const box = range.getBoundingClientRect();
            const middle = box.top + box.height / 2;
            return /[\\u0600-\\u06ff]/.test(words)
              ? [box.right - 1, middle, box.left, middle]
              : [box.left + 1, middle, box.right, middle];
          }
        }""",
        words,
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to) / 2, y)
    page.mouse.move(to, down)
    page.mouse.up()


def test_a_key_accepts_and_the_rest_of_the_file_stays(
    view: Watched, desktop: Desktop
) -> None:
    """Comments and order too; the log has who and what, and the next draft is open."""
    view.page.keyboard.press("a")
    said(view.page, "Written as d1.")

    assert desktop.facts == desktop.before.replace(LAST, LAST + D1)
    (decision,) = desktop.log
    assert (decision["draft"], decision["outcome"]) == ("d1", "accepted")
    assert (decision["by"], decision["on"]) == ("Ada", "2026-03-13")
    assert decision["drafted"]["says"]["amount"] == "More than 1,200"
    expect(view.page.locator(".item-card h2")).to_contain_text("d2")
    expect(view.page.locator(".progress")).to_contain_text("1 of 2 drafts decided")
    assert view.wrong == []


def test_what_is_edited_is_checked_while_one_types(
    view: Watched, desktop: Desktop
) -> None:
    """In the words of `kg check`, at the field; nothing is accepted while it is wrong.

    Nothing is written meanwhile, either.
    """
    page = view.page
    page.keyboard.press("e")
    checked(page, "sound")
    field(page, "period").fill("2026-13")
    checked(page, "errors")
    row = page.locator(".field", has=page.locator("[name=period]"))
    expect(row.locator(".finding.is-error")).to_contain_text("2026-13")
    accept = page.get_by_role("button", name="Accept", exact=True)
    expect(accept).to_be_disabled()
    field(page, "period").press("Enter")
    field(page, "unit").select_option("")
    assert desktop.facts == desktop.before

    field(page, "period").fill("2026-03-02/2026-03-11")
    field(page, "unit").select_option("person")
    field(page, "summary").fill("Over 1,200: “left”, #1.")
    checked(page, "sound")
    accept.click()
    said(page, "Written as d1.")
    claim = (
        D1.replace('"../2026-03-12"', "2026-03-02/2026-03-11")
        .replace("More than 1,200 (person), departure, ../2026-03-12.", "#", 1)
        .replace("summary: #", 'summary: "Over 1,200: “left”, #1."')
    )
    assert claim in desktop.facts
    assert desktop.log[0]["outcome"] == "edited"
    assert desktop.log[0]["changed"] == ["period", "summary"]
    assert view.wrong == []


def test_a_draft_is_rejected_with_a_reason_and_taken_back(
    view: Watched, desktop: Desktop
) -> None:
    """Letters of the reason decide nothing, and the facts are as they were."""
    page = view.page
    page.keyboard.press("r")
    page.keyboard.type("an area, u see")
    page.keyboard.press("Enter")
    said(page, "d1 is rejected.")

    assert [(d["outcome"], d["reason"]) for d in desktop.log] == [
        ("rejected", "an area, u see")
    ]
    expect(page.locator("[data-item=d1] .chip")).to_have_text("rejected")
    page.keyboard.press("u")
    said(page, "d1 is taken back.")
    expect(page.locator(".item-card h2")).to_contain_text("d1")
    assert desktop.log[-1]["outcome"] == "undone"

    page.keyboard.press("a")
    said(page, "Written as d1.")
    page.keyboard.press("u")
    said(page, "d1 is taken back.")
    assert desktop.facts == desktop.before
    assert view.wrong == []


@pytest.mark.parametrize(
    "words",
    [
        "The ferry of Cafe\N{COMBINING ACUTE ACCENT}",  # behind two emoji
        "\N{BUS}\N{BUS} The",
        "Noe\N{COMBINING DIAERESIS} waits",
        "الحكومة إن التصاريح",
    ],
    ids=["behind emoji", "emoji", "marks", "from the right"],
)
def test_words_that_are_selected_begin_a_claim(
    view: Watched, desktop: Desktop, words: str
) -> None:
    """Its place is that of the words, counted as Python counts; and it is covered."""
    page = view.page
    expect(page.locator(".coverage")).to_contain_text("3 with neither")
    select(page, words)
    expect(page.locator("form.claim-form q")).to_have_text(words)
    page.keyboard.type("relation")
    field(page, "property").select_option("targetsPopulation")
    field(page, "subject").fill("seasonal-permit-stop")
    field(page, "object").fill("hillmark-seasonal-workers")
    field(page, "claimant").fill("river-relief")
    field(page, "summary").fill("The stop is aimed at workers.")
    checked(page, "sound")
    page.get_by_role("button", name="Accept", exact=True).click()
    said(page, "Written as m1.")
    start = desktop.text.index(words)

    claim = f"""\
  m1:
    summary: The stop is aimed at workers.
    chars: [{start}, {start + len(words)}]
    claimant: river-relief
    says: [seasonal-permit-stop, targetsPopulation, hillmark-seasonal-workers]
"""
    assert desktop.facts == desktop.before.replace(LAST, LAST + claim)
    assert [(d["outcome"], d["claim"]) for d in desktop.log] == [("added", "m1")]
    expect(page.locator(".coverage")).to_contain_text("2 with neither")
    page.locator(".item-card h2, .work").first.click()
    page.keyboard.press("u")
    said(page, "m1 is taken back.")
    assert desktop.facts == desktop.before
    assert view.wrong == []


def test_either_side_leads_to_the_other(view: Watched) -> None:
    """From the text by pointer and by keyboard; from the list; and by single keys."""
    page = view.page
    page.locator("mark", has_text="River Relief counted").click()
    expect(page.locator(".item-card h2")).to_contain_text("d2")
    page.locator("[data-item=purpose]").click()
    expect(page.locator("mark.is-open")).to_have_text("the stop is meant to win votes")
    page.locator("mark", has_text="More than 1,200").press("Enter")
    expect(page.locator(".item-card h2")).to_contain_text("d1")
    page.keyboard.press("n")
    expect(page.locator(".item-card h2")).to_contain_text("d2")
    page.keyboard.press("p")
    expect(page.locator(".item-card h2")).to_contain_text("d1")
    assert view.wrong == []


def test_what_is_not_asserted_looks_like_that(view: Watched, desktop: Desktop) -> None:
    """In the card and in the list; the word that casts doubt, and the amount, are bold.

    What is denied, by a claim that disputes another, says so without a word of it.
    """
    drafts, page = desktop.folder.root / DRAFTS, view.page
    words = drafts.read_text("utf-8")
    start = desktop.text.index("about 400")
    cue = f"modality: alleged\n    cue: [{start - 8}, {start - 1}]\n    rule"
    head, d2, tail = words.partition("  d2:\n")
    drafts.write_text(head + d2 + tail.replace("rule", cue, 1), "utf-8")
    again(page)
    page.locator("[data-item=d2]").click()

    chips = page.locator(".item-card h2 .chip")
    expect(chips).to_have_text(["undecided", "alleged"])
    bold = page.locator(".item-card blockquote strong")
    expect(bold).to_have_text(["counted", "about 400 families"])
    expect(page.locator("[data-item=d2] .chip")).to_have_text(["undecided", "alleged"])
    denied = page.locator("[data-item=purpose-denied] .chip")
    expect(denied).to_have_text(["claim", "denied"])
    expect(page.locator("[data-item=d1] .chip")).to_have_text(["undecided"])


def test_what_looks_like_a_page_stays_text(view: Watched, desktop: Desktop) -> None:
    """In the text, in values, in messages and in what is typed."""
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page, drafts = view.page, desktop.folder.root / DRAFTS
    words = drafts.read_text("utf-8").replace(
        "claimant: lakeland-border-office", f"claimant: '{evil}'"
    )
    drafts.write_text(words, "utf-8")
    again(page)
    page.keyboard.press("a")
    expect(page.locator(".alerts")).to_contain_text(evil)
    expect(page.locator(".item-card")).to_contain_text(evil)
    page.keyboard.press("e")
    checked(page, "errors")
    expect(field(page, "claimant")).to_have_value(evil)

    assert page.locator("main img, main script").count() == 0
    assert [w for w in view.wrong if "422" not in w] == []


def test_a_number_that_is_not_drafted_says_why(view: Watched, desktop: Desktop) -> None:
    """It is marked, and a claim of it can be begun; until then it is no draft."""
    page = view.page
    page.locator("mark.is-not-drafted", has_text="ferry").click()
    expect(page.locator(".item-card h2")).to_contain_text("A passage not drafted")
    expect(page.locator(".item-card")).to_contain_text("a word beside it negates it")
    page.keyboard.press("a")
    page.keyboard.press("e")

    expect(page.locator("form.claim-form q")).to_contain_text("300 workers")
    assert desktop.log == []
    assert view.wrong == []


def test_a_claim_can_be_begun_without_a_pointer(view: Watched) -> None:
    """By typing the words; those that stand there more than once are not guessed."""
    page = view.page
    page.keyboard.press("m")
    page.keyboard.type("River Relief ")
    page.keyboard.press("Enter")
    expect(page.locator("form.claim-form code")).to_have_text("chars: [217, 229]")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.type("the stop")
    page.keyboard.press("Enter")
    expect(page.locator("form.claim-form code")).to_have_text("chars: [286, 294]")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.type("Hillmark")
    page.keyboard.press("Enter")
    expect(page.locator(".alerts")).to_contain_text("These words stand there 2 times")
    page.locator("#words").fill("nobody wrote this")
    page.keyboard.press("Enter")
    expect(page.locator(".alerts")).to_contain_text("these words are not in the text")
    assert [w for w in view.wrong if "409" not in w] == []


def test_a_claim_that_is_begun_says_what_it_needs(view: Watched) -> None:
    """In a word while nobody has come to a field; then in those of `kg check`."""
    page = view.page
    page.keyboard.press("m")
    page.keyboard.type("River Relief ")
    page.keyboard.press("Enter")
    page.locator("#field-kind").select_option("FlowObservation")
    row = page.locator(".field", has=page.locator("[name=period]"))
    expect(row).to_contain_text("period needed")
    expect(page.locator(".finding")).to_have_count(0)
    field(page, "period").focus()
    field(page, "summary").fill("Some left.")

    expect(row.locator(".finding.is-error")).to_contain_text("needs a period")
    accept = page.get_by_role("button", name="Accept", exact=True)
    expect(accept).to_be_disabled()
    assert view.wrong == []


def test_a_draft_is_decided_on_once(view: Watched, desktop: Desktop) -> None:
    """Whoever has the page open twice is told what became of it on the other."""
    other = view.page.context.new_page()
    other.goto(desktop.url)
    expect(other.locator(".item-card h2")).to_contain_text("d1")
    other.keyboard.press("a")
    said(other, "Written as d1.")
    other.close()
    view.page.keyboard.press("a")

    alerts = view.page.locator(".alerts")
    expect(alerts).to_contain_text("d1 is decided already: accepted by Ada")
    assert desktop.facts.count("\n  d1:\n") == 1
    assert len(desktop.log) == 1


def test_files_that_are_damaged_under_the_page_are_told_with_their_lines(
    view: Watched, desktop: Desktop
) -> None:
    """The facts, and then the drafts; what was there stays as it is."""
    page, root = view.page, desktop.folder.root
    facts, drafts = root / FACTS, root / DRAFTS
    broken = desktop.before.replace("claims:\n", "claims: [\n", 1)
    facts.write_text(broken, "utf-8")
    page.keyboard.press("a")
    expect(page.locator(".alerts")).to_contain_text(f"{FACTS}:")
    assert desktop.facts == broken
    facts.write_text(desktop.before, "utf-8")
    before = drafts.read_text("utf-8")
    drafts.write_text(before + "claims: [\n", "utf-8")
    page.keyboard.press("a")
    expect(page.locator(".alerts")).to_contain_text(f"{DRAFTS}:")
    drafts.write_text("claims: {d1: {says: 5}}\n", "utf-8")
    page.keyboard.press("a")
    expect(page.locator(".alerts")).to_contain_text("is no file of drafts")

    assert desktop.log == []
    assert desktop.facts == desktop.before


def test_single_keys_can_be_switched_off(view: Watched, desktop: Desktop) -> None:
    """As WCAG 2.1.4 asks, for whoever speaks to a computer."""
    page = view.page
    page.locator(".help summary").click()
    page.get_by_label("single keys decide").uncheck()
    page.keyboard.press("a")
    page.keyboard.press("n")

    expect(page.locator(".item-card h2")).to_contain_text("d1")
    assert desktop.log == []


def test_all_drafts_of_a_rule_are_accepted_at_once(
    view: Watched, desktop: Desktop
) -> None:
    """But for those that would not be sound, each of which says why."""
    drafts = desktop.folder.root / DRAFTS
    before = drafts.read_text("utf-8")
    first, _, second = before.partition('      period: "../2026-03-12"\n')
    drafts.write_text(first + second, "utf-8")
    page = view.page
    again(page)
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="Accept all 2")).to_be_focused()
    page.keyboard.press("Enter")
    said(page, "1 of 2 drafts were accepted.")

    expect(page.locator(".alerts")).to_contain_text("A flow observation needs a period")
    expect(page.locator(".item-card h2")).to_contain_text("d1")
    assert [(d["draft"], d["outcome"]) for d in desktop.log] == [("d2", "accepted")]
    assert "\n  d2:\n" in desktop.facts
    assert "\n  d1:\n" not in desktop.facts


def test_somebody_new_has_to_be_given_an_id(view: Watched, desktop: Desktop) -> None:
    """The key that accepts opens the form instead, at the field that needs an id."""
    drafts = desktop.folder.root / DRAFTS
    words = drafts.read_text("utf-8")
    words = words.replace(
        "claimant: lakeland-border-office", 'claimant: "new: Witness"'
    )
    drafts.write_text(words, "utf-8")
    page = view.page
    again(page)
    page.keyboard.press("a")

    expect(field(page, "claimant")).to_be_focused()
    checked(page, "errors")
    expect(page.locator(".finding")).to_contain_text("give an id that there is")
    field(page, "claimant").fill("river-relief")
    checked(page, "sound")
    assert desktop.log == []


def test_what_is_typed_survives_the_page(view: Watched, desktop: Desktop) -> None:
    """Loaded again in the middle of a form, or led to something else and back."""
    page = view.page
    page.keyboard.press("e")
    field(page, "summary").fill("Half a sum")
    checked(page, "sound")
    page.reload()
    expect(field(page, "summary")).to_have_value("Half a sum")
    page.locator("[data-item=d2]").click()
    expect(page.locator(".item-card h2")).to_contain_text("d2")
    page.locator("[data-item=d1]").click()
    expect(field(page, "summary")).to_have_value("Half a sum")
    page.keyboard.press("Escape")

    expect(page.locator(".item-card")).to_contain_text("More than 1,200 (person)")
    assert desktop.log == []


def test_a_text_that_changes_under_the_page_is_told(
    view: Watched, desktop: Desktop
) -> None:
    """Nothing is decided on it, however often one tries."""
    path = desktop.folder.root / TEXT
    path.write_text(desktop.text + "More.\n", "utf-8")
    for _ in range(2):
        view.page.keyboard.press("a")
        alerts = view.page.locator(".alerts")
        expect(alerts).to_contain_text("is another than was drafted")
        view.page.evaluate("document.querySelector('.alerts').replaceChildren()")

    assert desktop.log == []
    assert desktop.facts == desktop.before


def test_drafts_that_change_under_the_page_are_told(
    view: Watched, desktop: Desktop
) -> None:
    """What the page shows is not what would be accepted; loaded again, it is."""
    path, page = desktop.folder.root / DRAFTS, view.page
    path.write_text(path.read_text("utf-8").replace("1,200", "1,300"), "utf-8")
    page.keyboard.press("a")
    expect(page.locator(".alerts")).to_contain_text("nothing was done; load it again")
    assert desktop.log == []
    again(page)
    page.keyboard.press("a")
    said(page, "Written as d1.")
    assert "amount: More than 1,300\n" in desktop.facts


def test_a_page_of_another_site_decides_nothing(
    view: Watched, desktop: Desktop, context: BrowserContext
) -> None:
    """Even one that has got hold of the address; nor can it read anything."""
    hostile = context.new_page()
    hostile.route("http://127.0.0.1:9/", lambda r: r.fulfill(body="<p>", status=200))
    hostile.goto("http://127.0.0.1:9/")
    sent = hostile.evaluate(
        """async ([url, revision]) => {
          const results = [];
          for (const mode of ["cors", "no-cors"])
            for (const [method, path] of [["POST", "do/reject"], ["GET", "state"]]) {
              const body = method === "POST"
                ? JSON.stringify({draft: "d1", reason: "x", revision}) : undefined;
              const headers = mode === "cors" && method === "POST"
                ? {"Content-Type": "application/json"} : {};
              try {
                const answer = await fetch(url + path, {method, mode, body, headers});
                results.push(`${answer.status} ${(await answer.text()).length}`);
              } catch { results.push("refused"); }
            }
          return results;
        }""",
        [desktop.url, httpx.get(desktop.url + "state", timeout=60).json()["revision"]],
    )
    hostile.close()

    assert set(sent) <= {"refused", "0 0"}
    assert desktop.log == []


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_page_keeps_the_rules_of_access(
    browser: Browser, desktop: Desktop, sight: str
) -> None:
    """WCAG 2.2 AA by axe-core: a draft, a form with errors, and a claim begun."""
    context = browser.new_context(**SIGHTS[sight])
    view = watched(context, desktop.url.rstrip("/"))
    page = view.open("")
    faults: dict[str, list[str]] = {}

    def look(at: str) -> None:
        page.evaluate(AXE.read_text("utf-8"))
        for fault in page.evaluate(RUN, LEVELS):
            nodes = [node["html"][:160] for node in fault["nodes"][:3]]
            faults[f"{at} {fault['id']}"] = nodes
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, at

    expect(page.locator(".item-card")).to_be_visible()
    look("draft")
    page.locator("[data-do=edit]").click()
    field(page, "period").fill("x")
    checked(page, "errors")
    look("form")
    page.keyboard.press("Escape")
    page.locator(".help summary").click()
    select(page, "The weather was")
    expect(page.locator("form.claim-form q")).to_be_visible()
    look("claim begun")
    context.close()

    assert faults == {}
    assert view.wrong == []


class Started:
    """The command with a page, as a user starts it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.desktop, self._stack = Desktop(Folder(folder)), stack

    def start(self) -> tuple[subprocess.Popen[str], str]:
        """Start it; return it and the address that it prints."""
        command = [sys.executable, "-m", "kg", "-C", str(self.desktop.folder.root)]
        command += ["review", DOCUMENT, "--author", "Ada", "--browser", "--no-open"]
        process = self._stack.enter_context(
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
        self._stack.callback(process.kill)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()


@pytest.fixture
def started(template: Path, tmp_path: Path) -> Iterator[Started]:
    """Start the command itself on a project of the test's own."""
    with ExitStack() as stack:
        folder = Path(shutil.copytree(template, tmp_path / "lake"))
        yield Started(folder, stack)


def test_a_review_that_is_killed_has_kept_what_was_decided(
    started: Started, context: BrowserContext
) -> None:
    """The page says so; the next review goes on where that one ended."""
    process, url = started.start()
    view = watched(context, url.rstrip("/"))
    page = view.open("")
    expect(page.locator(".item-card h2")).to_contain_text("d1")
    page.keyboard.press("a")
    said(page, "Written as d1.")
    process.kill()
    process.wait()
    page.keyboard.press("a")
    expect(page.locator(".alerts")).to_contain_text("All that was decided is kept")
    page.close()

    assert D1 in started.desktop.facts
    assert [d["draft"] for d in started.desktop.log] == ["d1"]
    again, url = started.start()
    view = watched(context, url.rstrip("/"))
    page = view.open("")
    expect(page.locator(".item-card h2")).to_contain_text("d2")
    second = forks.kg("-C", started.desktop.folder.root, "review", DOCUMENT)
    assert second.returncode == 2
    assert "are being reviewed already: end that review first" in second.stderr
    page.close()
    again.send_signal(signal.SIGINT)
    assert again.wait(30) == 0
    assert again.stderr is not None
    assert again.stderr.read() == "1 of 2 drafts decided.\n"
    assert urlsplit(url).hostname == "127.0.0.1"
