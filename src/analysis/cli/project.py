"""What commands that make something of a project share: one at a time, where to, and where notebooks are run."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import UserError, reason
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.book.notebooks.update import Runner
    from analysis.book.portfolio import Elsewhere
    from analysis.book.project import Project


def own_place(project: Project, out: str) -> Path:
    """Return the folder that a user named with ``--out``. Raises ``UserError`` for one that holds what is not to be written over."""
    from analysis.book.claims import fault_of_out, refuse

    folder = Path(out).resolve()
    refuse(fault_of_out(folder, project.root, project.data))
    return folder


def runner(options: argparse.Namespace) -> Runner:
    """Return where the notebooks are run."""
    if options.scheduler:
        try:
            from analysis.book.cluster.cluster import cluster_runner
        except ModuleNotFoundError:
            raise UserError(message("book.cluster.no_dask")) from None
        return cluster_runner(options.scheduler, options.timeout)
    from analysis.book.notebooks.update import local_runner

    return local_runner(options.j, options.timeout)


def elsewhere(options: argparse.Namespace) -> Elsewhere | None:
    """Return what builds the pages of a portfolio on other machines; ``None`` where they are built on this one."""
    if not options.scheduler:
        return None
    from analysis.book.cluster.cluster import run_there

    return partial(run_there, options.scheduler)


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Wait, and say for whom, until no other run is at work in the project; then be the one."""
    from filelock import FileLock, Timeout

    path = project.root / "build" / ".lock"
    who = path.with_name(".lock-held.json")
    try:
        path.parent.mkdir(exist_ok=True)
        lock = FileLock(path)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            print(waiting_for(who), file=sys.stderr, flush=True)
            lock.acquire()
        who.write_text(json.dumps({"command": shlex.join(sys.argv[1:]), "process": os.getpid()}), encoding="utf-8")
    except OSError as error:
        raise UserError(message("cli.program.closed", folder=path.parent, why=reason(error))) from None
    try:
        yield
    finally:
        who.unlink(missing_ok=True)
        lock.release()


def waiting_for(who: Path) -> str:
    """Return what is said of the run that is waited for: its command, its process, and when it began, where it has said so."""
    try:
        held = json.loads(who.read_text(encoding="utf-8"))
        since = dt.datetime.fromtimestamp(who.stat().st_mtime, dt.UTC).astimezone()
        return message("cli.program.waiting_for", command=held["command"], process=held["process"], since=f"{since:%H:%M}")
    except (OSError, ValueError, KeyError, TypeError):  # it has just begun, or just ended
        return message("cli.program.waiting")
