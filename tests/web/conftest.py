"""A browser, and pages in it that must ask no other host and break no policy."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import kg
from kg.pages.book import Pages
from kg.pages.scripts import has_script
from kg.serve.app import application
from tests.beside import lost
from tests.conftest import ROOT
from tests.serve.serving import serving
from tests.web.hosting import hosted

WAIT = 20_000
"""Milliseconds after which something that a page should do has not been done."""


PATIENCE = 30.0
"""Seconds after which a browser's driver that does not end by itself is ended."""

_OF_BROWSER: set[int] = set()
"""What is open to talk to the browser's driver, which ends when all of it is closed."""


def _open_files() -> set[int]:
    numbers = {int(name) for name in os.listdir("/proc/self/fd")}
    return {number for number in numbers if _is_open(number)}


def _is_open(number: int) -> bool:
    """Tell whether a file is open still: the list itself was, while it was read."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _let_go() -> None:
    """Close in a forked child, such as those of the service, what is not for it."""
    for number in _OF_BROWSER:
        with suppress(OSError):
            os.close(number)


def _end_driver() -> None:
    """End the driver of the browser, for which this process would wait for ever."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):  # it may be gone
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            words = (process / "cmdline").read_bytes().split(b"\0")
            if int(parent) == os.getpid() and b"run-driver" in words:
                os.kill(int(process.name), signal.SIGKILL)


os.register_at_fork(after_in_child=_let_go)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Open Debian's Chromium, once for all tests of a module."""
    chromium = shutil.which("chromium")
    if chromium is None:
        lost("NO BROWSER: chromium is missing, no page is tested in one")
    if not has_script():
        lost("NO SCRIPTS ON PAGES: run `make web`; nothing of it is tested")
    nobody_else = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
    arguments = ["--no-sandbox", "--enable-unsafe-swiftshader", nobody_else]
    before = _open_files()
    ending = Timer(PATIENCE, _end_driver)
    ending.daemon = True
    with sync_playwright() as playwright:
        _OF_BROWSER.update(_open_files() - before)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=arguments, headless=True
        )
        yield browser
        ending.start()
        browser.close()
        _OF_BROWSER.clear()
    ending.cancel()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    """Open a page that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@dataclass
class Watched:
    """A page of a browser, and what went wrong in it."""

    page: Page
    host: str
    wrong: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Go to an address of the host, and wait until nothing more is loaded."""
        self.page.goto(f"{self.host}/{address}")
        return self.page


def watched(context: BrowserContext, host: str) -> Watched:
    """Open a page whose errors, and requests to anybody else, are written down."""
    page = context.new_page()
    page.set_default_timeout(WAIT)
    made, own = Watched(page, host), urlsplit(host).netloc

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != own:
            made.wrong.append(f"asks {url}")

    context.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: made.wrong.append(f"error: {error}"))
    page.on("console", lambda said: _note(made, said.type, said.text))
    page.on("dialog", lambda dialog: made.wrong.append(f"dialog: {dialog.message}"))
    return made


def _note(made: Watched, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        made.wrong.append(f"{kind}: {text}")


@pytest.fixture(scope="module")
def shipped(article: Path) -> kg.KnowledgeGraph:
    """Open the graph of the shipped sources."""
    return kg.open(article, project=ROOT)


@pytest.fixture(scope="module")
def server(article: Path) -> Iterator[str]:
    """Serve the graph of the shipped sources."""

    def opened() -> kg.KnowledgeGraph:
        return kg.open(article, project=ROOT)

    with serving(lambda url: application(opened, url)) as url:
        yield url


@pytest.fixture(scope="module")
def site(shipped: kg.KnowledgeGraph) -> Iterator[str]:
    """Host the site of the shipped sources."""
    with hosted(Pages(shipped)) as url:
        yield url


@pytest.fixture(scope="module", params=["server", "site"])
def host(request: pytest.FixtureRequest) -> str:
    """Return the address of pages: of the server, and of a folder of files."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def view(browser: Browser, host: str) -> Iterator[Watched]:
    """Open a page of a browser, used by all tests of a module."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield watched(context, host)
    context.close()
