"""What is saved is shown: the page that is open first, then the whole book, and faults without a page being lost."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from book_projects import cell, command, source_text, tree

from analysis.book.watch.serving import with_script
from analysis.book.watch.shown import News, Shown
from analysis.data import fingerprint

pytestmark = pytest.mark.pipeline

INCLUDE = "## Kommentar\n\n```{include} kommentar/side.md\n```\n"
VALUES = cell(
    "from analysis.display import open_book\nbook = open_book(as_of=as_of, data=data)\n"
    "print('antal', book.one(measure='observed', category='indbrud', year=2031).value)"
)
QUIET = cell("print('intet at se')")
ORDLISTE = source_text("| Ord | Betyder |\n|---|---|\n| **Indbrud** | når nogen bryder ind |\n", "about")
PATIENCE_SECONDS = 60
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot copy processes")


# Browsers


def test_a_browser_hears_of_a_new_version_and_of_a_fault(tmp_path: Path) -> None:
    """As soon as there is one; until then it waits, and is told the same when it has gone."""
    page = tmp_path / "side.html"
    page.write_text("en", encoding="utf-8")
    shown = Shown(tmp_path)
    seen = News(fingerprint(b"en"), "")
    assert shown.news("side", seen, lambda: True) == seen
    answers: list[News] = []
    asking = threading.Thread(target=lambda: answers.append(shown.news("side", seen, lambda: False)))
    asking.start()
    page.write_text("to", encoding="utf-8")
    shown.tell("")
    asking.join(PATIENCE_SECONDS)
    assert answers == [News(fingerprint(b"to"), "")]
    shown.tell("forkert")
    told = shown.news("side", answers[0], lambda: False)
    assert (told.fault, told.mark) == ("forkert", fingerprint(b"forkert"))
    page.unlink()
    assert shown.news("side", News("x", ""), lambda: False).version == "x"


def test_the_page_that_was_opened_last_comes_first(tmp_path: Path) -> None:
    """Pages that nobody waits for are left out, but for the very last: its browser may be between two questions."""
    shown = Shown(tmp_path)
    for page in ("a", "b", "c"):
        shown.news(page, News("", ""), lambda: True)
    assert shown.open_pages() == ["c"]
    waiting = threading.Thread(target=lambda: shown.news("a", News("", ""), lambda: False))
    waiting.start()
    while shown.open_pages() != ["a"]:
        time.sleep(0.01)
    shown.news("b", News("", ""), lambda: True)
    assert shown.open_pages() == ["b", "a"]
    shown.close()
    waiting.join(PATIENCE_SECONDS)
    assert not waiting.is_alive()


def test_the_script_is_in_what_is_served_and_knows_what_it_stands_in() -> None:
    """Last in the body, with the page's name and the version of the file."""
    served = with_script(b"<html><body>x</body></html>", Path("2022/a&b.html")).decode()
    assert served.endswith("</script></body></html>")
    assert 'data-page="2022/a&amp;b"' in served
    assert f'data-version="{fingerprint(b"<html><body>x</body></html>")}"' in served


# The whole of it


def words(html: str) -> str:
    """What a page says, without its tags."""
    return re.sub("<[^>]+>", "", html)


class Server:
    """A server that watches a project, and a browser's questions to it."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "analysis.cli", "serve", "--watch", "--port", "0"],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        first = self.process.stdout.readline()
        assert "http://localhost:" in first, self.process.stderr and self.process.stderr.read()
        self.address = f"http://localhost:{first.split('localhost:')[1].split('/')[0]}"
        self.listening = threading.Thread(target=self.listen, daemon=True)
        self.listening.start()

    def close(self) -> None:
        self.listening.join(PATIENCE_SECONDS)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe
            pipe.close()

    def listen(self) -> None:
        assert self.process.stderr
        self.said.extend(self.process.stderr)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def see(self, page: str, *, until: str = "", fault: str = "") -> str:
        """What a browser that has a page open sees when it has this text, or this fault."""
        html, mark = self.get(f"{page}.html"), ""
        for _ in range(200):
            if until and until in words(html):
                return words(html)
            version = html.rpartition('data-version="')[2].partition('"')[0]
            news = json.loads(self.get(f"_statusbog/news?page={page}&version={version}&mark={mark}"))
            mark = news["mark"]
            if fault and fault in news["fault"]:
                return str(news["fault"])
            html = self.get(f"{page}.html")
        raise AssertionError((until or fault, html, self.said))

    def until_said(self, text: str, count: int) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while sum(text in line for line in self.said) < count:
            assert time.monotonic() < deadline, self.said
            time.sleep(0.02)


@contextmanager
def serving(project: Path) -> Iterator[Server]:
    server = Server(project)
    try:
        yield server
    finally:
        server.process.send_signal(signal.SIGINT)
        try:
            code = server.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            code = server.process.kill()
        server.close()
    assert code == 130


def renamed_into_place(path: Path, text: str) -> None:
    """Saves as careful editors do: beside the file, then in its place."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def in_halves(path: Path, text: str) -> None:
    """Saves as slow disks do."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.1)
        file.write(text[len(text) // 2 :])


EACH_PAGE_ANEW = """
import sys
from pathlib import Path
from analysis.book.make import finishing_of
from analysis.book.project import find_project
from analysis.book.site.kept import kept_site
from analysis.data import load

project, build = find_project(None), Path("build")
finishing = finishing_of(project, load(project.data), project.pages)
with kept_site(project.pages, build / "work", build / "kept", finishing) as site:
    for page in finishing.contents:
        (build / "html" / f"{page}.html").unlink()
        site.write(page, build / "html")
"""


def test_a_page_that_is_written_alone_is_the_same_to_the_byte(new_project, tmp_path: Path) -> None:
    """Whichever page of a whole book: front, editions, across, with the ways to terms and to plans that a later edition has."""
    project = new_project(tmp_path / "bog", "index", "resume", "maal", "tryghedsplan", om__ordliste=ORDLISTE)
    assert command(project, "build").returncode == 0
    whole = tree(project / "build" / "html")
    done = subprocess.run([sys.executable, "-c", EACH_PAGE_ANEW], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(project / "build" / "html") == whole
    assert sum(b'class="term"' in page for page in whole.values()) > 0


@needs_fork
def test_what_is_saved_is_seen_and_the_rest_follows(new_project, tmp_path: Path) -> None:
    """A value, a comment, a source, a fault and its end, a deleted file, a build beside it: at last all is as a build makes it."""
    side = source_text(f"{VALUES}\n{INCLUDE}")
    project = new_project(tmp_path / "bog", index=source_text(QUIET, "front"), side=side, anden=source_text(VALUES))
    whole = "The whole book shows what was saved."
    with serving(project) as server:
        assert "antal 53" in words(server.get("side.html"))
        table, comment = project / "data" / "observations.csv", project / "data" / "kommentar" / "side.md"
        right = table.read_text(encoding="utf-8")

        renamed_into_place(table, right.replace(",2031,53,,", ",2031,54,,"))
        assert "antal 54" in server.see("side", until="antal 54")
        server.until_said(whole, 1)
        assert "antal 54" in words(server.get("anden.html"))

        comment.parent.mkdir()
        comment.write_text("Nogen har **ordet**.", encoding="utf-8")
        assert "Nogen har ordet." in server.see("side", until="Nogen har")
        in_halves(project / "notebooks" / "side.md", side.replace("# Titel", "# Nyt navn"))
        server.see("side", until="Nyt navn")

        table.write_text(right.replace(",2031,53,,", ",2031,-53,,"), encoding="utf-8")
        assert "observations.csv, row 5, column value: found -53" in server.see("side", fault="-53")
        assert "antal 54" in words(server.get("side.html"))
        table.unlink()
        assert "observations.csv" in server.see("side", fault="no such file")
        in_halves(table, right)
        server.see("side", until="antal 53")
        comment.unlink()
        while "Nogen har" in server.get("side.html"):
            time.sleep(0.05)

        count = sum(whole in line for line in server.said)
        table.write_text(right.replace(",2031,53,,", ",2031,55,,"), encoding="utf-8")
        assert command(project, "build").returncode == 0
        server.see("side", until="antal 55")
        server.until_said(whole, count + 1)
    with pytest.raises(urllib.error.URLError):
        server.get("side.html")
    fresh = tmp_path / "frisk"
    shutil.copytree(project, fresh, ignore=shutil.ignore_patterns("build", "*.ipynb", ".statusbog"))
    assert command(fresh, "build").returncode == 0
    assert tree(project / "build" / "html") == tree(fresh / "build" / "html")
    assert not any(b"_statusbog" in text for text in tree(project / "build" / "html").values())
