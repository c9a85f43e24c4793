"""`kg take`: what is printed of it, and how it ends."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.extras import needs
from tests.intake import awkward
from tests.net.serving import Reply, serving

Run = Callable[..., subprocess.CompletedProcess[str]]


@needs("pypdfium2")
def test_a_file_is_taken_and_what_is_open_is_named(run: Run, tmp_path: Path) -> None:
    """With what may be mixed in it, and the lines to settle."""
    (tmp_path / "report.pdf").write_bytes(awkward.two_columns(by_row=True))

    done = run("take", "report.pdf", "-o", "iom-2026", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["texts/iom-2026.txt", "sources/iom-2026/facts.yaml"]
    assert lines[2].startswith("184 characters on 1 page, by pypdfium2 ")
    assert lines[3].startswith("Look: words stand side by side on page 1: lines of")
    facts = (tmp_path / "sources/iom-2026/facts.yaml").read_text("utf-8")
    open_lines = [n for n, x in enumerate(facts.splitlines(), 1) if "LOOK: " in x]
    listed = ", ".join(map(str, open_lines))
    assert lines[4:] == [
        f"To settle, marked LOOK: lines {listed}.",
        "Next: read sources/iom-2026/facts.yaml, then kg check",
    ]


@needs("protego")
def test_what_is_taken_twice_or_is_none_ends_with_a_word(
    run: Run, tmp_path: Path
) -> None:
    """2 where a document is in the way, 1 for what cannot be taken, 4 for no answer."""
    (tmp_path / "a.txt").write_text("They left.")
    (tmp_path / "b.txt").write_bytes(b"\xff\xff\x00")
    assert run("take", "a.txt", cwd=tmp_path).returncode == 0

    with serving() as served:
        served.behave = lambda hit: Reply(status=404)
        for words, code, message in (
            (["a.txt"], 2, "sources/a/facts.yaml is there already; -o names another"),
            (["a.txt", "-o", "A b"], 2, "`A b` is no id of a document"),
            (["b.txt"], 1, "b.txt is neither text, HTML, PDF nor DOCX"),
            (["c.txt"], 1, "c.txt cannot be read: No such file or directory"),
            (["a.txt", "-o", "c", "--encoding", "x"], 1, "nobody knows an encoding"),
            ([f"{served.url}/a"], 4, "/a has nothing there; check the address"),
            (["ftp://x/a.txt"], 4, "`ftp://x/a.txt` is no http or https address"),
            (["http://me:my@x/a"], 4, "holds a user name, which is not sent"),
        ):
            done = run("take", *words, cwd=tmp_path)
            assert (done.returncode, done.stdout) == (code, ""), (words, done)
            assert message in done.stderr
            assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.rglob("*.txt")) == [
        *("a.txt", "a.txt", "b.txt"),
    ]


@needs("protego", "trafilatura")
def test_a_page_is_taken_once(run: Run, tmp_path: Path) -> None:
    with serving() as served:
        page = Reply(awkward.ARTICLE.encode(), kind="text/html")
        served.behave = lambda hit: page if hit.path == "/p" else Reply(status=404)
        first = run("take", f"{served.url}/p", cwd=tmp_path)
        again = run("take", f"{served.url}/p", cwd=tmp_path)
        page = Reply(page.body.replace(b"1,200", b"1,300"), kind="text/html")  # type: ignore[union-attr]
        later = run("take", f"{served.url}/p", cwd=tmp_path)

    assert first.stdout.splitlines()[:2] == ["texts/p.txt", "sources/p/facts.yaml"]
    assert again.stdout == "Nothing new: p has this text.\n"
    assert "A later version of p." in later.stdout.splitlines()
