"""Where things are: the project's folders, and those of the partnership that is being worked on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.book.files import files_below
from analysis.data import Facts
from analysis.data.writing import complete
from analysis.errors import UserError, reason
from analysis.messages import message


@dataclass(frozen=True)
class Place:
    """Where notebooks are run: their sources lie below ``root``, and the data that they name below ``cwd``."""

    root: Path
    cwd: Path


@dataclass(frozen=True)
class Project:
    """The project's root and a partnership's data folder. The project's own partnership has its book in ``book/``."""

    root: Path
    data: Path

    @property
    def is_own(self) -> bool:
        """Whether this is the partnership that the project's published book is about."""
        return self.data == self.root / "data"

    @property
    def place(self) -> Place:
        """Where this partnership's notebooks are run."""
        above = self.data.parents
        return Place(self.root, self.root if self.root in above else above[min(1, len(above) - 1)])

    @property
    def data_parameter(self) -> str:
        """What the notebooks are given as ``data``: a path that names no machine."""
        return self.data.relative_to(self.place.cwd).as_posix()

    @property
    def notebooks(self) -> Path:
        """The notebook sources."""
        return self.root / "notebooks"

    @property
    def own_notebooks(self) -> Path:
        """Where a partnership keeps chapters of its own, beside its facts, whether there are any or not."""
        return self.data / "notebooks"

    @property
    def trusted_notebooks(self) -> Path | None:
        """The folder of own chapters that may be run: the project's own partnership's, and nobody else's.

        Opening somebody else's data folder runs nothing of theirs.
        """
        return self.own_notebooks if self.is_own else None

    @property
    def sources(self) -> list[Path]:
        """Every Markdown file below the folders of notebook sources."""
        folders = [self.notebooks, *([self.trusted_notebooks] if self.trusted_notebooks else [])]
        return [path for folder in folders for path in files_below(folder) if path.suffix == ".md"]

    @property
    def pages(self) -> Path:
        """The folder of the published notebooks, and of how pages look."""
        return self.root / "book"


def pages_of(project: Project, facts: Facts) -> Path:
    """Return the folder of a partnership's notebooks: ``book/`` for the project's own, else one under ``build/``."""
    return project.pages if project.is_own else site_named(project, facts.partnership.id) / "book"


def site_of(project: Project, facts: Facts) -> Path:
    """Return the folder that a partnership's ``html/`` lies in."""
    return site_named(project, facts.partnership.id)


def site_named(project: Project, name: str) -> Path:
    """Return the folder that a partnership's ``html/`` lies in, by the partnership's id."""
    return project.root / "build" if project.is_own else project.root / "build" / name


def find_project(data: str | None) -> Project:
    """Return the project that this folder lies in, with its own data or those of another partnership's folder.

    What a writer was stopped in is finished first. Raises ``UserError`` outside a project, or when the data folder does not exist.
    """
    try:
        here = Path.cwd()
    except OSError as error:
        raise UserError(message("book.project.nowhere", why=reason(error))) from None
    root = next(
        (folder for folder in (here, *here.parents) if (folder / "notebooks").is_dir() and (folder / "_config.yml").is_file()), None
    )
    if root is None:
        raise UserError(message("book.project.none", folder=here))
    folder = Path(data).resolve() if data else root / "data"
    if not folder.is_dir():
        raise UserError(message("book.project.no_data", folder=data or folder))
    complete(folder)
    return Project(root, folder)
