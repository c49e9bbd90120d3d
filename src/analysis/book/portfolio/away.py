"""A partnership that is finished on another machine: what it is sent, what is done there, and how its pages come back.

Only this machine writes to the project: the pages come back as an archive and are put in place here, in one step.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.book.claims import fault_of, refuse
from analysis.book.engine.parcels import Parcel, data_files
from analysis.book.files import files_below
from analysis.book.portfolio.finish import Finish, finish, note_built
from analysis.book.portfolio.members import Failure, Member, failure_of
from analysis.book.project import Project, site_named
from analysis.book.site.html import replaced
from analysis.display.portfolio import Summary
from analysis.errors import UserError

SETTINGS = ("_config.yml", "requirements.txt")


@dataclass(frozen=True)
class Brought:
    """What came back of a partnership: what the page across says of it, or why it failed; and its pages as an archive."""

    result: Summary | Failure
    pages: bytes = b""


@dataclass(frozen=True)
class Away:
    """What another machine is told of a partnership: the task, its data folder and its page across seen from the project."""

    task: Finish
    data: str
    front: str


def parcel_of(task: Finish, seconds: float) -> Parcel:
    """Return what another machine is sent of a task."""
    project = task.member.project
    away = Away(task, project.data_parameter, task.front.relative_to(project.root).as_posix())
    return Parcel(finish_away, away, seconds, project.data, lambda: files_of(task.member))


def files_of(member: Member) -> Iterator[tuple[Path, str]]:
    """Yield the files that a partnership's pages are made from, each with its place in the project there."""
    project = member.project
    yield from data_files(project.place.cwd, project.data_parameter)
    yield from ((project.root / name, name) for name in SETTINGS if (project.root / name).is_file())
    own = site_named(project, member.named.id) / "book"
    for folder in dict.fromkeys((project.pages if project.is_own else own, project.pages)):
        is_book = folder != project.pages or project.is_own
        wanted = (path for path in files_below(folder) if is_book or path.suffix != ".ipynb")
        yield from ((path, path.relative_to(project.root).as_posix()) for path in wanted)
    yield from ((path, path.relative_to(project.root).as_posix()) for path in files_below(project.notebooks))


def finish_away(away: Away, folder: Path) -> Brought:
    """Return a partnership's pages, built from the files in a folder that stands for the project, and what is said of it."""
    project = Project(folder, folder / away.data)
    member = replace(away.task.member, project=project, named=replace(away.task.member.named, folder=project.data))
    result = finish(replace(away.task, member=member, front=folder / away.front))
    if isinstance(result, Failure):
        home = away.task.member.project.root
        return Brought(replace(result, said=result.said.replace(str(folder), str(home))))
    html = site_named(project, member.named.id) / "html"
    return Brought(result, packed(html))


def packed(folder: Path) -> bytes:
    """Return the files of a folder as an archive."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files_below(folder):
            archive.write(path, path.relative_to(folder).as_posix())
    return found.getvalue()


def unpack(task: Finish, brought: Brought) -> Summary | Failure:
    """Put the pages that came back in the place of those that stand, and return what is said of the partnership."""
    if isinstance(brought.result, Failure):
        return brought.result
    out = site_named(task.member.project, task.member.named.id)
    try:
        refuse(fault_of(out / "html", "site"), fault_of(out / "work", "work"))
        with zipfile.ZipFile(io.BytesIO(brought.pages)) as archive, replaced(out / "work", out / "html") as new:
            archive.extractall(new)
        note_built(task)
    except (UserError, OSError) as error:
        return failure_of(error)
    return brought.result
