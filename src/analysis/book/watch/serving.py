"""Answers browsers: with the pages of the site, each with a script that asks for news, and with the news."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler
from importlib.resources import files
from pathlib import Path
from select import select
from socket import MSG_PEEK
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

from markupsafe import escape

from analysis.book.watch.shown import News, Shown
from analysis.data import fingerprint

OURS = "/_statusbog/"
SCRIPT = files("analysis.book.watch").joinpath("watch.js").read_bytes()
# A site takes the place of another by being renamed, between which there is none.
LONGEST_GAP_COUNT, GAP_SECONDS = 40, 0.025


class Answering(SimpleHTTPRequestHandler):
    """Answers one request."""

    def __init__(self, *arguments: Any, shown: Shown, **options: Any) -> None:
        self.shown = shown
        super().__init__(*arguments, directory=str(shown.html), **options)

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # a browser that goes on does not wait for its answer
            self.give()

    def give(self) -> None:
        """Answer with news, the script that asks for them, a page, or a file of the site."""
        address = urlsplit(self.path)
        if address.path == f"{OURS}news":
            self.answer(self.news(parse_qs(address.query)), "application/json")
        elif address.path == f"{OURS}watch.js":
            self.answer(SCRIPT, "text/javascript")
        elif (page := self.page()) is not None:
            self.answer(with_script(page.read_bytes(), page.relative_to(self.shown.html)), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def page(self) -> Path | None:
        """Return the file of the page that is asked for; ``None`` for anything else, and for one that is not there."""
        for _ in range(LONGEST_GAP_COUNT):
            if self.shown.html.is_dir():
                break
            Event().wait(GAP_SECONDS)
        file = Path(self.translate_path(self.path))
        if file.is_dir() and urlsplit(self.path).path.endswith("/"):
            file = file / "index.html"
        return file if file.suffix == ".html" and file.is_file() else None

    def news(self, asked: dict[str, list[str]]) -> bytes:
        """Return what is new for a page, when something is."""
        page, version, mark = (asked.get(name, [""])[0] for name in ("page", "version", "mark"))
        return json.dumps(vars(self.shown.news(page, News(version, mark), self.is_gone))).encode()

    def is_gone(self) -> bool:
        """Tell whether nobody waits for the answer any more: a browser that waits says nothing."""
        ready, _, _ = select([self.connection], [], [], 0)
        return bool(ready) and not self.connection.recv(1, MSG_PEEK)

    def answer(self, body: bytes, kind: str) -> None:
        """Send what a browser shall not keep."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: what is saved and shown is said."""


def with_script(html: bytes, file: Path) -> bytes:
    """Return a page as it is served: with the script that asks for news, which knows the version of what it stands in."""
    page = escape(file.with_suffix("").as_posix())
    script = f'<script src="{OURS}watch.js" data-page="{page}" data-version="{fingerprint(html)}"></script>'
    before, mark, after = html.rpartition(b"</body>")
    return before + script.encode() + mark + after if mark else html + script.encode()


def answering(shown: Shown) -> Any:
    """Return what answers requests about a site."""
    return partial(Answering, shown=shown)
