"""Whether anything changed since a book was last made, found out without importing what makes books."""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from analysis.book.files import files_below, write_whole
from analysis.book.project import Project
from analysis.data import fingerprint, fingerprint_of_data, fingerprint_of_files
from analysis.data.ledger import fingerprint_of_record

PACKAGE = Path(__file__).parents[1]
LEFT_OVER = (".tmp", ".pyc")


def inputs_of(project: Project) -> str:
    """Return one hash of everything that a book is made from."""
    root = project.root
    settings = [path for name in ("requirements.txt", "_config.yml") if (path := root / name).is_file()]
    pages = [path for path in lasting_files(project.pages) if path.suffix != ".ipynb" and path.name != "_toc.yml"]
    return fingerprint(
        fingerprint_of_data(project.data).encode(),
        fingerprint_of_record(project.data).encode(),
        fingerprint_of_files([*settings, *project.sources, *pages], root).encode(),
        fingerprint_of_files(lasting_files(PACKAGE), PACKAGE).encode(),
        version("statusbog").encode(),  # every page says it
    )


def state_of_folder(folder: Path) -> str:
    """Return one hash of all files of a folder."""
    return fingerprint_of_files(lasting_files(folder), folder)


def lasting_files(folder: Path) -> list[Path]:
    """Return the files of a folder, without those that are only on their way."""
    return [path for path in files_below(folder) if path.suffix not in LEFT_OVER]


class Stamp:
    """A note of the state in which something was last finished. Losing it costs time and nothing else."""

    def __init__(self, project: Project, *what: str) -> None:
        self.path = project.root / "build" / "stamps" / fingerprint(project.data_parameter.encode(), *(w.encode() for w in what))

    def says(self, *state: str) -> bool:
        """Tell whether this is the state that was noted."""
        with suppress(OSError):
            return self.path.read_text(encoding="utf-8") == fingerprint(*(part.encode() for part in state))
        return False

    def put(self, *state: str) -> None:
        """Note a state."""
        with suppress(OSError):
            write_whole(self.path, fingerprint(*(part.encode() for part in state)))
