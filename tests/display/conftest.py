"""What the tests of analysis.display share: views of every edition, of the book and of the front page, and what they publish."""

import ast
import re
from pathlib import Path

import pytest
from looking import cache

from analysis import display
from analysis.data import load
from analysis.indicators import edition_rows


@pytest.fixture(scope="session")
def data(root):
    """The project's data folder, as the notebooks' parameter."""
    return str(root / "data")


@pytest.fixture(scope="session")
def facts(root):
    return load(root / "data")


@pytest.fixture(scope="session")
def views(data, facts):
    """Every edition as its chapters see it, by its year."""
    return {edition.year: display.open_edition(year=edition.year, as_of="", data=data) for edition in facts.partnership.editions}


@pytest.fixture(scope="session")
def broad_views(broad):
    """Every edition of the partnership that says everything that can be said, by its year."""
    years = [edition.year for edition in load(broad).partnership.editions]
    return {year: display.open_edition(year=year, as_of="", data=str(broad)) for year in years}


DAY = "2022-12-31"  # what is published later must change no test


@pytest.fixture(scope="session")
def book(data):
    """The view across editions, as of a day."""
    return display.open_book(as_of=DAY, data=data)


@pytest.fixture(scope="session")
def history(data):
    """The rows of all editions, as of a day."""
    return display.rows_of_all_editions(data=data, as_of=DAY)


@pytest.fixture(scope="session")
def mini_facts(mini):
    return load(mini)


@pytest.fixture(scope="session")
def view_of():
    """Makes the view of an edition from facts that a test has changed."""

    def make(facts, year):
        day = facts.edition(year).as_of
        return display.View(facts.as_of(day), year, day, edition_rows(facts, year, day))

    return make


CELL = re.compile(r"^```\{code-cell\} ipython3\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def chapter(root, data):
    """Runs a notebook's cells with other parameters and returns what they show, as a reader of the page gets it."""

    @cache
    def run(name, **parameters):
        names, shown = {}, []
        for cell in CELL.findall((root / "notebooks" / f"{name}.md").read_text(encoding="utf-8")):
            *before, last = ast.parse(re.sub("^:.*$", "", cell, flags=re.MULTILINE)).body
            exec(compile(ast.Module([*before, *([] if isinstance(last, ast.Expr) else [last])], []), name, "exec"), names)
            if isinstance(last, ast.Expr):
                shown.append(eval(compile(ast.Expression(last.value), name, "eval"), names))
            elif "parameters" in cell:
                assert set(parameters) <= set(names), f"{name} has no parameter {set(parameters) - set(names)}"
                names |= {"data": data, **parameters}
        return shown

    return run


@pytest.fixture(scope="session")
def pages_of(root, data, mini, broad, chapter):
    """Runs a notebook for every edition of a partnership, ``own``, ``mini`` or ``broad``: what its cells show, by edition."""

    def run(partnership, name):
        folder = {"own": data, "mini": str(mini), "broad": str(broad)}[partnership]
        if "scope: edition" not in (root / "notebooks" / f"{name}.md").read_text(encoding="utf-8"):
            return {0: chapter(name, data=folder)}
        return {edition.year: chapter(name, data=folder, year=edition.year) for edition in load(Path(folder)).partnership.editions}

    return run
