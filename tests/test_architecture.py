"""The way of the data has one direction: what each package may import, open and say, read from its source."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

from analysis.messages import catalogue

SOURCE = Path(__file__).parents[1] / "src" / "analysis"
PYTHON = sorted(SOURCE.rglob("*.py"))
ABOVE = {
    "data": {"intake", "year", "indicators", "display", "output", "book", "release", "cli"},
    "intake": {"year", "indicators", "display", "output", "book", "release", "cli"},
    "year": {"indicators", "display", "output", "book", "release", "cli"},
    "indicators": {"intake", "year", "display", "output", "book", "release", "cli"},
    "display": {"intake", "year", "output", "book", "release", "cli"},
    "output": {"intake", "year", "book", "release", "cli"},
    "book": {"intake", "year", "output", "release", "cli"},
    "release": {"intake", "cli"},
    "messages": {"errors", "data", "intake", "year", "indicators", "display", "output", "book", "release", "cli"},
    "archive": {"errors", "messages", "data", "intake", "year", "indicators", "display", "output", "book", "release", "cli"},
    "errors": {"data", "intake", "year", "indicators", "display", "output", "book", "release", "cli"},
}
# The rooms of book/, and what each may import of the others: what is shared lies beside them, and make above most.
ROOMS = {
    "engine": set(),
    "notebooks": {"engine"},
    "site": {"notebooks.chapters"},
    "cluster": {"engine", "notebooks"},
    "watch": {"engine", "notebooks", "site", "make"},
    "portfolio": {"engine", "notebooks", "site", "make"},
}
SHARED = {"claims", "days", "files", "progress", "project", "stamp"}
ENGINES = {"papermill", "jupytext", "nbformat", "nbclient", "sphinx", "myst_nb", "jupyter_book"}
OPENERS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "read_csv",
    "read_json",
    "read_toml",
    "read_excel",
    "load_workbook",
}
PLACES = {"pathlib", "os", "glob", "shutil", "csv", "tempfile", "subprocess", "socket", "urllib", "requests", "http"}


def name_of(path):
    return path.relative_to(SOURCE).as_posix()


def package_of(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(path):
    """Every module that a file imports, wherever in it, also for type checking."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it leads"
            yield from chain([node.module], (f"{node.module}.{alias.name}" for alias in node.names))


def calls_of(path):
    """The last name of everything that a file calls."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def strings_of(path):
    """Every piece of text in a file that is not the docstring of something."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_there_is_something_to_look_at():
    """Each package of the architecture is there."""
    assert set(ABOVE) <= {package_of(path) for path in PYTHON}


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_a_package_imports_nothing_from_further_down_the_way(path):
    """data -> indicators -> display -> output or book -> release -> cli, and beside it data -> intake -> year; no way back."""
    forbidden = {f"analysis.{package}" for package in ABOVE.get(package_of(path), ())}
    assert {module for module in imports_of(path) if ".".join(module.split(".")[:2]) in forbidden} == set()


def rooms_used(path):
    """The modules of book/ that a file imports, without the package's own name."""
    wanted = {module for module in imports_of(path) if module.startswith("analysis.book.")}
    return {module.removeprefix("analysis.book.") for module in wanted}


def is_within(module, allowed):
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


@pytest.mark.parametrize("path", [path for path in PYTHON if path.is_relative_to(SOURCE / "book")], ids=name_of)
def test_a_room_of_the_book_knows_only_those_below_it(path):
    """The engine knows no sources and no site, the site no engine, and nobody the cluster but the command line."""
    room = path.relative_to(SOURCE / "book").parts[0].removesuffix(".py")
    if room in ROOMS:
        allowed = {room, *ROOMS[room], *SHARED}
    elif room in SHARED:
        allowed = SHARED
    else:
        allowed = (set(ROOMS) | SHARED) - {"cluster", "watch", "portfolio"}
    assert {module for module in rooms_used(path) if not is_within(module, allowed)} == set()


def test_every_room_of_the_book_is_known_here():
    """A new one says what it may know."""
    found = {path.name.removesuffix(".py") for path in (SOURCE / "book").iterdir() if not path.name.startswith("__")}
    assert found == set(ROOMS) | SHARED | {"make"}


def test_no_two_modules_of_the_book_import_each_other():
    """Not even by way of others."""
    files = [path for path in PYTHON if path.is_relative_to(SOURCE / "book")]
    names = {path: ".".join(path.relative_to(SOURCE / "book").with_suffix("").parts) for path in files}
    arrows = {name: {other for other in names.values() if is_among(other, rooms_used(path))} for path, name in names.items()}
    while arrows:
        ends = {name for name, wanted in arrows.items() if not (wanted & set(arrows)) - {name}}
        assert ends, f"a circle among {sorted(arrows)}"
        arrows = {name: wanted for name, wanted in arrows.items() if name not in ends}


def is_among(name, used):
    return any(module == name or module.startswith(f"{name}.") for module in used)


@pytest.mark.parametrize("path", [path for path in PYTHON if package_of(path) != "book"], ids=name_of)
def test_only_book_knows_how_a_book_is_made(path):
    """Papermill, Jupytext, nbformat and Sphinx can be exchanged in one place."""
    assert {module.split(".")[0] for module in imports_of(path)} & ENGINES == set()


@pytest.mark.parametrize("path", [path for path in PYTHON if package_of(path) == "indicators"], ids=name_of)
def test_indicators_open_no_files(path):
    """Frame in, frame out."""
    assert {module.split(".")[0] for module in imports_of(path)} & PLACES == set()
    assert set(calls_of(path)) & OPENERS == set()


@pytest.mark.parametrize("path", [path for path in PYTHON if package_of(path) == "display"], ids=name_of)
def test_display_opens_only_what_lies_beside_its_code(path):
    """The message catalogue, as a resource of the package; templates come from Jinja's package loader."""
    assert {module.split(".")[0] for module in imports_of(path)} & PLACES == set()
    reads = {name: {"read_text"} for name in ("display/language/language.py",)}.get(name_of(path), set())
    assert set(calls_of(path)) & OPENERS == reads
    if reads:
        assert {"importlib.resources"} <= set(imports_of(path))


@pytest.mark.parametrize(
    "path", sorted(path for path in SOURCE.rglob("*") if path.suffix in {".py", ".toml", ".html", ".po"}), ids=name_of
)
def test_nothing_about_one_partnership_is_in_the_code(path):
    """Sister partnerships use the same program with their own data."""
    text = path.read_text(encoding="utf-8").lower()
    assert [word for word in ("amager", "urbanplan", "remise", "hørgård", "hoergaard") if word in text] == []


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_the_readers_words_are_not_in_the_code(path):
    """Danish lives in the message catalogue, the locale, the templates and the data; code says it with keys.

    By which letters an encoding is told from another, and how letters are written in ASCII, is no word.
    """
    if name_of(path) in {"intake/reading/text/letters.py", "intake/words.py"}:
        return
    assert [(line, text) for line, text in strings_of(path) if set(text.lower()) & set("æøå")] == []


SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]+ [a-z]+")
# What is written there in English is code that another process runs.
CODE = {
    "book/cluster/at_worker.py": {"import main; main()"},
    "book/notebooks/run.py": {"from IPython.display import JSON"},
    "book/site/html.py": {"import os, sys, threading"},
    "book/site/press.py": {"import serve; serve({})"},
}


@pytest.mark.parametrize(
    "path", [path for path in PYTHON if package_of(path) in ("book", "cli", "intake", "output", "release")], ids=name_of
)
def test_what_is_said_to_the_analyst_is_in_the_catalogue(path):
    """No sentence stands in a function of these packages."""
    said = [(line, text) for line, text in strings_of(path) if SENTENCE.search(text)]
    assert [text for _, text in said if not any(code in text for code in CODE.get(name_of(path), ()))] == []


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_every_message_that_is_asked_for_is_in_the_catalogue(path):
    """A key that is a text, as all are but a few that are put together."""
    keys = {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message" and isinstance(node.args[0], ast.Constant)
    }
    assert keys <= set(catalogue("en"))


# What can open a connection to another machine; but for what serves a book on this one, and what takes addresses apart.
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "requests",
    "httpx",
    "urllib3",
    "aiohttp",
    "ftplib",
    "smtplib",
    "xmlrpc",
    "websockets",
}
ASKS_NOBODY = ("http.server", "urllib.parse")
USES_NETWORK = {
    "book/site/press.py": {"socket"},  # between processes of this machine
    "book/watch/serving.py": {"socket", "socket.MSG_PEEK"},
    "intake/statbank/bank/connection.py": {"http.client", "ssl"},
}


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_only_one_place_opens_a_connection(path):
    """It is below the command that is asked to; a served book only looks at who has asked it."""
    modules = {module for module in imports_of(path) if module.split(".")[0] in NETWORK}
    assert {module for module in modules if not module.startswith(ASKS_NOBODY)} == USES_NETWORK.get(name_of(path), set())


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_only_the_command_that_fetches_knows_who_asks_others(path):
    """Whoever imports the connection can open one."""
    knows = {"analysis.intake.statbank.bank.connection", "analysis.intake.statbank.fetch"} & set(imports_of(path))
    assert not knows or name_of(path) == "cli/fetch.py" or name_of(path).startswith("intake/statbank/")


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_code_reads_no_clock_and_throws_no_dice(path):
    """The same facts give the same bytes. Only who publishes, fetches or keeps a note is asked which day it is, where the command is read."""
    assert {module.split(".")[0] for module in imports_of(path)} & {"random", "secrets", "uuid", "time"} == set()
    allowed = {"today"} if name_of(path) in {"cli/release.py", "cli/intake.py", "cli/fetch.py"} else set()
    assert set(calls_of(path)) & {"now", "today", "utcnow", "urandom"} == allowed
