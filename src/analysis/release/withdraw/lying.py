"""What lies about in the project and tells a withdrawn figure still: nobody's to change but its owner's, so it is named."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.book.claims import kind_of
from analysis.book.project import Project
from analysis.errors import UserError
from analysis.release.attack.files import named
from analysis.release.withdraw.copies import Tells

# Hidden folders hold the history of git, environments and caches; of those only the copies of an editor are somebody's text.
CHECKPOINTS = ".ipynb_checkpoints"
ENVIRONMENT = "pyvenv.cfg"
PROGRAMS = frozenset({"__pycache__", "node_modules"})
# The record, which the withdrawal itself has cleaned and proved.
RECORD = ("ledger", "published")


@dataclass(frozen=True)
class Lying:
    """Folders that were made with ``--out``, and files that say the figure or cannot be read."""

    made: tuple[str, ...]
    telling: tuple[str, ...]
    unread: tuple[str, ...]


def lying_about(project: Project, pages: Path, known: Collection[str], tells: Tells) -> Lying:
    """Return what is left. ``pages`` is remade by the book, and ``known`` are the files of the data folder that were looked at."""
    made, telling, unread = list[str](), list[str](), list[str]()
    looked_at = {project.data / name for name in known}
    for root in dict.fromkeys((project.root, project.data)):
        for path in files_in(root, {project.root / "build", *(project.data / name for name in RECORD)}, made, project.root):
            if path in looked_at or is_remade(path, pages):
                continue
            name = named(path, project.root)
            try:
                if tells(name, path.read_bytes()):
                    telling.append(name)
            except (UserError, OSError):
                unread.append(name)
            looked_at.add(path)
    return Lying(tuple(made), tuple(telling), tuple(unread))


def files_in(folder: Path, left_out: Collection[Path], made: list[str], root: Path) -> Iterator[Path]:
    """Yield the files below a folder that people could have written, and put the folders that were made with ``--out`` aside."""
    for above, folders, files in os.walk(folder):
        here, inner = Path(above), list[str]()
        for name in sorted(folders):
            path = here / name
            if kind_of(path) == "out":
                made.append(named(path, root))
            elif path not in left_out and (
                name == CHECKPOINTS or not (name.startswith(".") or name in PROGRAMS or is_program(path))
            ):
                inner.append(name)
        folders[:] = inner
        yield from (here / name for name in sorted(files) if not name.startswith("."))


def is_remade(path: Path, pages: Path) -> bool:
    """Tell whether a file is a notebook of the book, which the next run makes again."""
    return pages in path.parents and path.suffix == ".ipynb" and CHECKPOINTS not in path.parts


def is_program(folder: Path) -> bool:
    """Tell whether a folder is an environment that programs are installed in."""
    return (folder / ENVIRONMENT).is_file()
