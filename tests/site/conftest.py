"""The project's own book, built once for all who look at it, and a browser that looks."""

import contextlib
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def newest(site: Path) -> str:
    """The newest edition of the book: its chapters are found first."""
    return max(folder.name for folder in site.glob("20[0-9][0-9]"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the book is served on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser; without one these tests are skipped, but never in CI."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        said = "no browser: install Debian's chromium to run the tests of the built pages"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield found
        found.close()


class Reader:
    """Somebody at a screen, and everything that must not happen while they read."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.heard: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda said: self.heard.append(said.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def goes_to(self, name: str) -> Page:
        """Open a page of the book."""
        self.page.goto(f"{self.address}{name}")
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        """What was asked of other hosts."""
        return [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]


@pytest.fixture
def reader(browser: Browser, address: str):
    """Makes somebody with a screen of a width, in light or dark."""
    with contextlib.ExitStack() as opened:

        def make(width: int = 1280, height: int = 844, scheme: str = "light") -> Reader:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            opened.callback(context.close)
            return Reader(context.new_page(), address)

        yield make
