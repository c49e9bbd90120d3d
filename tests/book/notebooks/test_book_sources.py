"""Static rules for notebook sources: they read like a page, and the work is done in the package."""

import ast
import re
from pathlib import Path

import pytest

from analysis.book.notebooks.chapters import read_chapters, read_source

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
SOURCES = sorted(path for path in NOTEBOOKS.rglob("*.md") if path.parent.name != "egne")
OWN = sorted((NOTEBOOKS / "egne").glob("*.md"))
CONTRACT = {
    "resume",
    "tryghed",
    "kriminalitet",
    "samarbejde",
    "tryghedsplan",
    "midtvejsstatus",
    "udvikling",
    "maal",
    "oekonomi",
    "kilder",
    "rettelser",
    "index",
}
ABOUT = {"metode", "kvalitet", "datakatalog", "ordliste", "aendringer"}
LITERATURE = "## Litteratur"  # the years of the works belong to their names
FORBIDDEN = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.IfExp,
    ast.Try,
    ast.With,
    ast.ListComp,
    ast.DictComp,
)


def code_cells(path: Path) -> list:
    return [cell for cell in read_source(path).cells if cell.cell_type == "code"]


def test_the_chapters_are_those_of_the_contract() -> None:
    """Chapter names are URLs, and so never renamed; ``andre`` is for what a data folder adds to the themes of every book."""
    assert {path.stem for path in SOURCES if path.parent.name != "om"} == CONTRACT | {"andre"}
    assert {path.stem for path in SOURCES if path.parent.name == "om"} == ABOUT


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
class TestEverySource:
    def test_begins_with_typed_literal_parameters(self, path: Path) -> None:
        """The first code cell is tagged and holds nothing but annotated literals."""
        first = code_cells(path)[0]
        assert first.metadata["tags"] == ["parameters"]
        for statement in ast.parse(first.source).body:
            assert isinstance(statement, ast.AnnAssign)
            ast.literal_eval(statement.value)

    def test_has_no_logic(self, path: Path) -> None:
        """No functions, classes, loops or conditions: those belong in the package."""
        for cell in code_cells(path):
            found = [type(node).__name__ for node in ast.walk(ast.parse(cell.source)) if isinstance(node, FORBIDDEN)]
            assert not found, cell.source

    def test_names_no_file(self, path: Path) -> None:
        """The package finds the data; a notebook that names a path works in one folder only."""
        for cell in code_cells(path):
            assert not re.search(r"[\"'][^\"']*(/|\\|\.csv|\.toml)[^\"']*[\"']", cell.source), cell.source

    def test_imports_only_the_package(self, path: Path) -> None:
        """What a chapter needs, it gets from analysis."""
        for cell in code_cells(path):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    assert getattr(node, "module", None) == "analysis"

    def test_has_short_cells(self, path: Path) -> None:
        """Six lines at most: one call to measure, one to show."""
        assert all(len(cell.source.splitlines()) <= 6 for cell in code_cells(path))

    def test_names_no_year_in_its_prose(self, path: Path) -> None:
        """One source serves all years."""
        for cell in read_source(path).cells:
            if cell.cell_type == "markdown":
                assert not re.search(r"\b(19|20)\d\d\b", cell.source.partition(LITERATURE)[0])

    def test_is_placed(self, path: Path) -> None:
        """Its front matter says where it stands."""
        chapters = {chapter.name: chapter for chapter in read_chapters(path.parent)}
        scopes = {"about"} if path.parent.name == "om" else {"front", "edition", "across"}
        assert chapters[path.stem].placement.scope in scopes


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_an_own_chapter_keeps_what_makes_it_one(path: Path) -> None:
    """Typed parameters first, no year in its prose, and no file by name; its code is its own."""
    first, *others = code_cells(path)
    assert first.metadata["tags"] == ["parameters"]
    assert [statement.target.id for statement in ast.parse(first.source).body][-2:] == ["as_of", "data"]
    assert not any(re.search(r"[\"'][^\"']*(\.csv|\.toml)[^\"']*[\"']", cell.source) for cell in others)
    prose = [cell.source for cell in read_source(path).cells if cell.cell_type == "markdown"]
    assert not re.search(r"\b(19|20)\d\d\b", "\n".join(prose))
    assert {chapter.name: chapter for chapter in read_chapters(NOTEBOOKS)}[path.stem].is_own


def test_there_is_an_own_chapter_to_learn_from() -> None:
    """The one that the guide was tried with has a guide's chapter beside it in docs/."""
    assert [path.stem for path in OWN] == ["penge-og-maal"]
