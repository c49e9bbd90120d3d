"""What was built from withdrawn figures is taken away, so that nobody puts out an old page; the book makes it anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from analysis.book.claims import MARK, kind_of
from analysis.book.notebooks.update import drafts_of
from analysis.book.portfolio.members import Portfolio
from analysis.book.project import Project, pages_of, site_of
from analysis.book.stamp import Stamp
from analysis.data import Facts
from analysis.output.documents import FORMS, KINDS, file_name
from analysis.release.attack.files import named

SITE, WORK, BOOK, ALONG, STAMPS, FORMS_SENT = "html", "work", "book", "along", "stamps", "forms"
LOCKS = (".lock", ".lock-held.json")


@dataclass(frozen=True)
class Built:
    """What was removed of what the program had made, and what lies beside it that nobody knows: that is somebody's own."""

    removed: tuple[str, ...]
    left: tuple[str, ...]


def remove_built(project: Project, facts: Facts) -> Built:
    """Remove what was built of one partnership, and return its names. What the program made of others stays.

    The page of many partnerships goes where it leads to this one, and drafts of notebooks that failed where they are of this one.
    """
    removed = [path for path in made_of(project, facts) if path.exists() and not path.is_symlink()]
    for path in removed:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for stamp in (Stamp(project, "run"), Stamp(project, "site", str(site_of(project, facts)))):
        stamp.path.unlink(missing_ok=True)
    root = project.root
    return Built(tuple(named(path, root) for path in removed), tuple(named(path, root) for path in unknown(project, facts)))


def made_of(project: Project, facts: Facts) -> Iterator[Path]:
    """Yield what the program makes of a partnership below ``build/``, there or not."""
    site, pages, front = site_of(project, facts), pages_of(project, facts), front_of(project)
    yield from (path for path in (site / SITE, site / WORK) if kind_of(path))
    if has_drafts(project):
        yield drafts_of(project.root)
    if pages != project.pages and kind_of(pages):
        yield pages
    yield site / ALONG
    yield from (site / name for name in documents_of(facts))
    if front.is_file() and f'"{relpath(site / SITE, front.parent)}/' in front.read_text(encoding="utf-8"):
        yield front


def front_of(project: Project) -> Path:
    """Return the page of many partnerships, there or not."""
    return Portfolio("", project.root, ()).front


def has_drafts(project: Project) -> bool:
    """Tell whether notebooks of this partnership failed in the last run."""
    parameter = json.dumps(f'data = "{project.data_parameter}"')[1:-1]
    return any(parameter in path.read_text(encoding="utf-8") for path in drafts_of(project.root).rglob("*.ipynb"))


def documents_of(facts: Facts) -> Iterator[str]:
    """Yield the names of documents that are made one at a time."""
    yield from (file_name(kind, one.year, form) for one in facts.partnership.editions for kind in KINDS for form in FORMS)


def unknown(project: Project, facts: Facts) -> Iterator[Path]:
    """Yield what lies in the folder of a partnership and was not made by the program, for this or another one."""
    site, front = site_of(project, facts), front_of(project)
    known = {site / name for name in (*LOCKS, MARK, STAMPS, BOOK, FORMS_SENT)} | {front.parent}
    yield from (path for path in sorted(site.iterdir() if site.is_dir() else ()) if path not in known and not is_made(path))
    sent = project.root / "build" / FORMS_SENT / facts.partnership.id
    yield from [sent] if sent.is_dir() else []


def is_made(path: Path) -> bool:
    """Tell whether the program made a folder, or what it keeps of a partnership lies in it."""
    return bool(kind_of(path)) or any(kind_of(path / name) for name in (SITE, WORK, BOOK)) or (path / ALONG).is_dir()
