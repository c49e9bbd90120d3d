"""The way of the data has one direction: what each package may import, open and say, read from its source."""

import ast
from itertools import chain
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "analysis"
PYTHON = sorted(SOURCE.rglob("*.py"))
ABOVE = {
    "data": {"indicators", "display", "book", "cli"},
    "indicators": {"display", "book", "cli"},
    "display": {"book", "cli"},
    "book": {"cli"},
    "messages": {"errors", "data", "indicators", "display", "book", "cli"},
    "errors": {"data", "indicators", "display", "book", "cli"},
}
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
    """data -> indicators -> display -> book -> cli, and no way back."""
    forbidden = {f"analysis.{package}" for package in ABOVE.get(package_of(path), ())}
    assert {module for module in imports_of(path) if ".".join(module.split(".")[:2]) in forbidden} == set()


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
    """Danish lives in the message catalogue, the locale, the templates and the data; code says it with keys."""
    assert [(line, text) for line, text in strings_of(path) if set(text.lower()) & set("æøå")] == []


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_code_reads_no_clock_and_throws_no_dice(path):
    """The same facts give the same bytes."""
    assert {module.split(".")[0] for module in imports_of(path)} & {"random", "secrets", "uuid", "time"} == set()
    assert set(calls_of(path)) & {"now", "today", "utcnow", "urandom"} == set()
