"""`kg draft --model`: what it says, what it writes, and what a person decides."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kg.draft.review import Review
from kg.draft.reviewed import read_drafts
from kg.read.nodes import plain as as_data
from kg.read.nodes import read_yaml
from tests import forks
from tests.conftest import Folder
from tests.draft.model.answering import Figure, by_words, completion, content, figure
from tests.net.serving import Served

DOCUMENT = "lakeside-20260312"
KEY = "sk-secret-20260312"


def found(**changes: object) -> Figure:
    """Return a sound proposal of the document that `kg init` makes."""
    own = figure(
        sentence=2,
        quote="More than 1,200 seasonal workers left for Hillmark",
        speaker="the office",
        claimant="lakeland-border-office",
        period="in the first ten days",
        measures="workers-leaving-lakeland",
    )
    return own | {"period": ""} | changes


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make the project that `kg init` makes."""
    assert forks.kg("init", tmp_path / "lake").returncode == 0
    return Folder(tmp_path / "lake")


def drafting(
    folder: Folder, served: Served, *more: str, key: str = "", url: str = ""
) -> subprocess.CompletedProcess[str]:
    words = ("draft", DOCUMENT, "--model", url or f"{served.url}/v1", *more)
    named = () if "--model-name" in more else ("--model-name", "qwen2.5:7b")
    env = os.environ | ({"KG_MODEL_KEY": key} if key else {})
    return forks.kg("-C", folder.root, *words, *named, env=env)


def drafts_of(folder: Folder) -> Path:
    return folder.root / "sources" / DOCUMENT / "drafts.yaml"


def test_drafts_say_which_model_drafted_them_of_what(
    folder: Folder, served: Served
) -> None:
    """In the grammar of drafts by rules, with the digest of what was asked."""
    served.say(completion(found()))
    done = drafting(folder, served)
    node = read_yaml(drafts_of(folder), "drafts.yaml", [])
    assert node is not None
    data = as_data(node, [])

    assert done.stdout == (
        f"sources/{DOCUMENT}/drafts.yaml: 1 draft, 1 that could not be placed\n"
    )
    assert (data["drafted"]["by"], data["drafted"]["model"]) == ("model", "qwen2.5:7b")
    assert len(data["drafted"]["prompt"]["sha256"]) == 64
    assert data["drafted"]["text"]["sha256"].startswith("4932703e29357d55")
    (claim,) = data["claims"].values()
    assert (claim["claimant"], claim["rule"]) == (
        "lakeland-border-office",
        "model qwen2.5:7b",
    )
    assert claim["says"]["measures"] == "workers-leaving-lakeland"
    assert claim["says"]["amount"] == "More than 1,200"


def test_a_forecast_comes_before_and_the_cost_after(
    folder: Folder, served: Served
) -> None:
    """One portion: the text is at hand, and the server counts the tokens."""
    served.say(completion(found()))
    first = drafting(folder, served).stderr.splitlines()
    second = drafting(folder, served).stderr.splitlines()
    size = len(served.hits[0].body.decode())

    assert first == [
        "To be asked: 1 portion with 369 characters of the text, "
        f"{size:,} with instructions.",
        "Asked 1 time: 3,000 tokens in, 40 out.",
    ]
    assert second == [
        "To be asked: 0 portions with 0 characters of the text, 0 with instructions; "
        "of 1 more the answers are kept.",
        "Asked 0 times; 1 answer kept from before.",
    ]
    assert len(served.hits) == 1


def test_what_is_kept_is_asked_again_only_where_that_is_wanted(
    folder: Folder, served: Served
) -> None:
    served.say(completion(found()))
    drafting(folder, served)
    before = drafts_of(folder).read_bytes()
    served.say(completion())

    assert drafting(folder, served, "--again").returncode == 0
    assert drafts_of(folder).read_bytes() == before
    drafting(folder, served, "--again", "--refresh")
    assert len(served.hits) == 2
    assert b"1,200" not in drafts_of(folder).read_bytes()


def test_what_a_person_changed_stays_and_nothing_is_asked_for_it(
    folder: Folder, served: Served
) -> None:
    """Nor where rules drafted: that would be paid for, and thrown away."""
    served.say(completion(found()))
    assert forks.kg("-C", folder.root, "draft", DOCUMENT).returncode == 0
    before = drafts_of(folder).read_bytes()
    done = drafting(folder, served)

    assert (done.returncode, done.stdout) == (2, "")
    assert "write it anew with --again" in done.stderr
    assert served.hits == []
    assert drafting(folder, served, "--again").returncode == 0
    changed = drafts_of(folder).read_bytes() + b"# looked at\n"
    drafts_of(folder).write_bytes(changed)
    assert drafting(folder, served).returncode == 2
    assert drafts_of(folder).read_bytes() == changed
    assert changed != before


def test_a_score_writes_nothing(folder: Folder, served: Served) -> None:
    """By hand: one of two figures of the facts, with the speaker of the coder."""
    served.say(completion(found()))
    done = drafting(folder, served, "--score")
    lines = [line.split() for line in done.stdout.splitlines()]

    assert ["in", "the", "facts", "2"] in lines
    assert ["drafted", "1"] in lines
    assert ["whose", "speaker", "is", "right", "1", "1.000"] in lines
    assert ["whose", "thing", "is", "right", "1", "1.000"] in lines
    assert not drafts_of(folder).exists()


def test_it_is_said_when_the_text_leaves_the_machine(
    folder: Folder, served: Served
) -> None:
    """Before it does, and to whom; unencrypted only where that is wanted."""
    served.say(completion(found()))
    url = served.url.replace("127.0.0.1", "127.1")  # a name, as far as one sees
    host = url.partition("//")[2]
    refused = drafting(folder, served, url=f"{url}/v1")

    assert (refused.returncode, served.hits) == (2, [])
    assert "--plain-http lets it" in refused.stderr
    done = drafting(folder, served, "--plain-http", url=f"{url}/v1")
    assert done.stderr.startswith(
        f"The text leaves this machine: it goes to {host}.\nTo be asked: 1 portion"
    )
    assert "leaves" not in drafting(folder, served, "--again").stderr


def test_a_key_is_taken_from_the_environment_and_written_nowhere(
    folder: Folder, served: Served
) -> None:
    served.say(completion(found(), echo=KEY))
    done = drafting(folder, served, key=KEY)

    assert done.returncode == 0
    assert served.hits[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in done.stdout + done.stderr
    files = [path for path in folder.root.rglob("*") if path.is_file()]
    assert not [p for p in files if KEY.encode() in p.read_bytes()]


def test_a_server_that_fails_leaves_no_file(folder: Folder, served: Served) -> None:
    """And ends with one line, and the exit code of what asks others."""
    served.behave = by_words({"workers": content("Sorry")})
    for more, code, message in (
        (("--timeout", "600"), 2, "gives no sound answer: it is no JSON"),
        (("--timeout", "0"), 2, "0 is not in the range"),
        (("--model-name", "two\nlines"), 2, "--model-name takes a name of letters"),
    ):
        done = drafting(folder, served, *more)
        assert (done.returncode, done.stdout) == (code, "")
        assert message in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr
    served.behave = by_words({})
    done = drafting(folder, served, url="http://127.0.0.1:9/v1")
    assert (done.returncode, "cannot be reached" in done.stderr) == (4, True)
    assert not drafts_of(folder).exists()


def test_options_of_a_model_want_a_model(folder: Folder) -> None:
    done = forks.kg("-C", folder.root, "draft", DOCUMENT, "--model-name", "tiny")

    assert done.returncode == 2
    assert "--model URL says which server is asked" in done.stderr


def test_what_became_of_drafts_is_told_by_who_drafted_them(
    folder: Folder, served: Served
) -> None:
    """One of a model accepted with another period, and one of the rules rejected."""

    def opened() -> Review:
        project = folder.open()
        texts = project.texts_at_hand()
        return Review(project, DOCUMENT, texts, who="Ada", on="2026-03-13")

    served.say(completion(found()))
    drafting(folder, served)
    review = opened()
    review.accept(review.undecided()[0], {"period": "2026-03-02/2026-03-11"})
    forks.kg("-C", folder.root, "draft", DOCUMENT, "--again")
    review = opened()
    review.reject(review.undecided()[0], "counted before")

    done = forks.kg("-C", folder.root, "review", DOCUMENT, "--author", "Ada", "--log")
    assert [line.split() for line in done.stdout.splitlines() if "0.00" in line] == [
        ["figure-undated", "0", "0", "1", "0.00"],
        ["model", "qwen2.5:7b", "0", "1", "0", "0.00"],
    ]
    assert folder.build().findings == []


def test_tokens_that_the_server_does_not_tell_are_no_zero(
    folder: Folder, served: Served
) -> None:
    """Where it says nothing of them, that is what is printed."""
    served.say(completion(found(), usage=None))
    done = drafting(folder, served)

    last = "Asked 1 time; of it the server does not say how many tokens."
    assert done.stderr.splitlines()[-1] == last


def test_a_model_may_be_called_anything(folder: Folder, served: Served) -> None:
    """Whatever signs a name has, the file of drafts is sound and tells it."""
    served.say(completion(found()))
    name = "[/b] my model: q4 # {x}"
    done = drafting(folder, served, "--model-name", name)
    read = read_drafts(drafts_of(folder), "drafts.yaml")

    assert done.returncode == 0, done.stderr
    assert [draft.rule for draft in read.drafts] == [f"model {name}"]
