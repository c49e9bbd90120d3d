"""Where things are: the project's folders, and those of the partnership that is being worked on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.book.run import digest_of_files
from analysis.errors import UserError


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
    def data_parameter(self) -> str:
        """What the notebooks are given as ``data``: a path below the root where it can be, so that no machine is named."""
        return self.data.relative_to(self.root).as_posix() if self.data.is_relative_to(self.root) else self.data.as_posix()

    @property
    def notebooks(self) -> Path:
        """The notebook sources."""
        return self.root / "notebooks"

    @property
    def pages(self) -> Path:
        """The folder of the published notebooks and of the pages written by hand."""
        return self.root / "book"

    def inputs(self) -> str:
        """Return a hash of what every notebook is made from: the data, this package and the versions of the libraries."""
        package = Path(__file__).parents[1]
        data = [path for path in self.data.rglob("*") if path.suffix in (".toml", ".csv")]
        code = [path for path in package.rglob("*") if path.suffix in (".py", ".toml", ".html")]
        lock = [self.root / "requirements.txt"]
        return digest_of_files(data, self.data) + digest_of_files(code, package) + digest_of_files(lock, self.root)


def find_project(data: str | None) -> Project:
    """Return the project that this folder lies in, with its own data or those of another partnership's folder.

    Raises ``UserError`` outside a project, or when the data folder does not exist.
    """
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / "notebooks").is_dir() and (folder / "_config.yml").is_file()), None)
    if root is None:
        raise UserError(f"{here}: found no project; expected notebooks/ and _config.yml here or above; go to the project's folder.")
    folder = Path(data).resolve() if data else root / "data"
    if not folder.is_dir():
        raise UserError(f"--data {data}: found no such folder; expected a partnership's data folder; correct the path.")
    return Project(root, folder)
