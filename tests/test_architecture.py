"""The way of the data has one direction: what each package may import, open and say, read from its source."""

import ast
import re
from itertools import chain
from pathlib import Path

from looking import cache

from analysis.messages import catalogue

SOURCE = Path(__file__).parents[1] / "src" / "analysis"
PYTHON = sorted(SOURCE.rglob("*.py"))
BOOK = [path for path in PYTHON if path.is_relative_to(SOURCE / "book")]
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


def files_of(*names):
    """The files of some packages."""
    return [path for path in PYTHON if package_of(path) in names]


@cache
def nodes_of(path):
    """Everything in a file's source."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imports_of(path):
    """Every module that a file imports, wherever in it, also for type checking."""
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it leads"
            found.update(chain([node.module], (f"{node.module}.{alias.name}" for alias in node.names)))
    return found


def packages_of(path):
    """The first name of everything that a file imports."""
    return {module.split(".")[0] for module in imports_of(path)}


@cache
def calls_of(path):
    """The last name of everything that a file calls."""
    calls = (node.func for node in nodes_of(path) if isinstance(node, ast.Call))
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}


def strings_of(path):
    """Every piece of text in a file that is not the docstring of something."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in nodes_of(path)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def found_in(files, look):
    """What a rule finds in each file that it finds something in."""
    return {name_of(path): found for path in files if (found := look(path))}


def test_there_is_something_to_look_at():
    """Each package of the architecture is there."""
    assert set(ABOVE) <= {package_of(path) for path in PYTHON}


def imports_from_above(path):
    forbidden = {f"analysis.{package}" for package in ABOVE.get(package_of(path), ())}
    return {module for module in imports_of(path) if ".".join(module.split(".")[:2]) in forbidden}


def test_a_package_imports_nothing_from_further_down_the_way():
    """data -> indicators -> display -> output or book -> release -> cli, and beside it data -> intake -> year; no way back."""
    assert found_in(PYTHON, imports_from_above) == {}


def rooms_used(path):
    """The modules of book/ that a file imports, without the package's own name."""
    wanted = {module for module in imports_of(path) if module.startswith("analysis.book.")}
    return {module.removeprefix("analysis.book.") for module in wanted}


def is_within(module, allowed):
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def rooms_that_it_may_not_know(path):
    room = path.relative_to(SOURCE / "book").parts[0].removesuffix(".py")
    if room in ROOMS:
        allowed = {room, *ROOMS[room], *SHARED}
    elif room in SHARED:
        allowed = SHARED
    else:
        allowed = (set(ROOMS) | SHARED) - {"cluster", "watch", "portfolio"}
    return {module for module in rooms_used(path) if not is_within(module, allowed)}


def test_a_room_of_the_book_knows_only_those_below_it():
    """The engine knows no sources and no site, the site no engine, and nobody the cluster but the command line."""
    assert found_in(BOOK, rooms_that_it_may_not_know) == {}


def test_every_room_of_the_book_is_known_here():
    """A new one says what it may know."""
    found = {path.name.removesuffix(".py") for path in (SOURCE / "book").iterdir() if not path.name.startswith("__")}
    assert found == set(ROOMS) | SHARED | {"make"}


def test_no_two_modules_of_the_book_import_each_other():
    """Not even by way of others."""
    names = {path: ".".join(path.relative_to(SOURCE / "book").with_suffix("").parts) for path in BOOK}
    used = {name: rooms_used(path) for path, name in names.items()}
    arrows = {name: {other for other in names.values() if is_among(other, used[name])} for name in names.values()}
    while arrows:
        ends = {name for name, wanted in arrows.items() if not (wanted & set(arrows)) - {name}}
        assert ends, f"a circle among {sorted(arrows)}"
        arrows = {name: wanted for name, wanted in arrows.items() if name not in ends}


def is_among(name, used):
    return any(module == name or module.startswith(f"{name}.") for module in used)


def test_only_book_knows_how_a_book_is_made():
    """Papermill, Jupytext, nbformat and Sphinx can be exchanged in one place."""
    assert found_in(set(PYTHON) - set(BOOK), lambda path: packages_of(path) & ENGINES) == {}


def openings(path):
    """What a file imports and calls that can open another."""
    return packages_of(path) & PLACES | calls_of(path) & OPENERS


def test_indicators_open_no_files():
    """Frame in, frame out."""
    assert found_in(files_of("indicators"), openings) == {}


def test_display_opens_only_what_lies_beside_its_code():
    """The message catalogue, as a resource of the package; templates come from Jinja's package loader."""
    assert found_in(files_of("display"), openings) == {"display/language/language.py": {"read_text"}}
    assert "importlib.resources" in imports_of(SOURCE / "display/language/language.py")


def test_nothing_about_one_partnership_is_in_the_code():
    """Sister partnerships use the same program with their own data."""
    files = [path for path in SOURCE.rglob("*") if path.suffix in {".py", ".toml", ".html", ".po"}]
    assert len(files) > len(PYTHON)
    names = re.compile("amager|urbanplan|remise|hørgård|hoergaard")
    assert found_in(files, lambda path: names.findall(path.read_text(encoding="utf-8").lower())) == {}


def test_the_readers_words_are_not_in_the_code():
    """Danish lives in the message catalogue, the locale, the templates and the data; code says it with keys.

    By which letters an encoding is told from another, and how letters are written in ASCII, is no word.
    """
    found = found_in(PYTHON, lambda path: [text for text in strings_of(path) if set(text.lower()) & set("æøå")])
    assert found.keys() <= {"intake/reading/text/letters.py", "intake/words.py"}, found


SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]+ [a-z]+")
# What is written there in English is code that another process runs.
CODE = {
    "book/cluster/at_worker.py": {"import main; main()"},
    "book/notebooks/run.py": {"from IPython.display import JSON"},
    "book/site/html.py": {"import os, sys, threading"},
    "book/site/press.py": {"import serve; serve(**{})"},
}


def sentences(path):
    allowed = CODE.get(name_of(path), ())
    return [text for text in strings_of(path) if SENTENCE.search(text) and not any(code in text for code in allowed)]


def test_what_is_said_to_the_analyst_is_in_the_catalogue():
    """No sentence stands in a function of these packages."""
    assert found_in(files_of("book", "cli", "intake", "output", "release"), sentences) == {}


def keys_without_message(path):
    calls = [node for node in nodes_of(path) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message"]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)} - set(catalogue("en"))


def test_every_message_that_is_asked_for_is_in_the_catalogue():
    """A key that is a text, as all are but a few that are put together."""
    assert found_in(PYTHON, keys_without_message) == {}


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


def ways_to_others(path):
    return {module for module in imports_of(path) if module.split(".")[0] in NETWORK and not module.startswith(ASKS_NOBODY)}


def test_only_one_place_opens_a_connection():
    """It is below the command that is asked to; a served book only looks at who has asked it."""
    assert found_in(PYTHON, ways_to_others) == USES_NETWORK


def test_only_the_command_that_fetches_knows_who_asks_others():
    """Whoever imports the connection can open one."""
    asking = {"analysis.intake.statbank.bank.connection", "analysis.intake.statbank.fetch"}
    knows = found_in(PYTHON, lambda path: asking & imports_of(path))
    assert [name for name in knows if name != "cli/fetch.py" and not name.startswith("intake/statbank/")] == []


def test_code_reads_no_clock_and_throws_no_dice():
    """The same facts give the same bytes. Only who publishes, fetches or keeps a note is asked which day it is, where the command is read."""
    assert found_in(PYTHON, lambda path: packages_of(path) & {"random", "secrets", "uuid", "time"}) == {}
    asked = {name: {"today"} for name in ("cli/release.py", "cli/intake.py", "cli/fetch.py")}
    assert found_in(PYTHON, lambda path: calls_of(path) & {"now", "today", "utcnow", "urandom"}) == asked
