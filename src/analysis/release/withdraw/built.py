"""What was built from withdrawn figures is taken away, so that nobody puts out an old page; the book makes it anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.book.claims import MARK, kind_of
from analysis.book.project import Project, site_of
from analysis.data import Facts
from analysis.output.documents import FORMS, KINDS, file_name

# Folders of ours without a mark of their own.
UNMARKED = frozenset({"along", "stamps"})
# What holds nothing of any figure.
HARMLESS = frozenset({".lock", MARK, "book"})


def remove_built(project: Project, facts: Facts) -> tuple[str, ...]:
    """Remove what was built and return what lies beside it: that is somebody's own, and is only named."""
    documents = {file_name(kind, one.year, form) for one in facts.partnership.editions for kind in KINDS for form in FORMS}
    left: list[str] = []
    for folder in dict.fromkeys((project.root / "build", site_of(project, facts))):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name in UNMARKED | documents or (path.is_dir() and not path.is_symlink() and kind_of(path)):
                remove(path)
            elif path.name not in HARMLESS and path != site_of(project, facts):
                left.append(path.relative_to(project.root).as_posix())
    return tuple(left)


def remove(path: Path) -> None:
    """Remove a file or a folder."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()
