"""Runs notebooks on a Dask cluster: the same jobs, the same results, on machines that share no disk with this one."""

from __future__ import annotations

import importlib.util
import io
import pickle
import platform
import sys
import zipfile
from collections.abc import Generator, Iterable, Iterator
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from distributed import Client, Future, as_completed
from packaging.requirements import Requirement

from analysis.book.processes import Ended
from analysis.book.run import Made
from analysis.book.update import Runner, Task
from analysis.errors import UserError

AT_WORKER = Path(__file__).with_name("at_worker.py")
PACKAGE = Path(__file__).parents[1]
# So many tasks are with the cluster for each of its threads: enough to keep it busy, few enough for this machine's memory.
AHEAD = 4
WAIT_FOR_WORKERS = 60


def cluster_runner(address: str, seconds: float) -> Runner:
    """Return the runner on the cluster whose scheduler has this address. Raises ``UserError`` when none answers."""

    def run(tasks: Iterable[Task]) -> Generator[Ended[Task, Made]]:
        with connected(address) as client:
            yield from Cluster(client, seconds).run(tasks)

    return run


def connected(address: str) -> Client:
    """Return a client of the scheduler, when it has workers. Raises ``UserError``."""
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(
            f"--scheduler {address}: found no Dask scheduler ({error}); expected one; start it with: dask scheduler."
        ) from None
    try:
        client.wait_for_workers(1, timeout=WAIT_FOR_WORKERS)
    except TimeoutError:
        client.close()
        raise UserError(
            f"--scheduler {address}: found no worker in {WAIT_FOR_WORKERS} seconds; expected at least one; start it with: dask worker {address}."
        ) from None
    return client


class Cluster:
    """A connection to a cluster, and what its workers were sent."""

    def __init__(self, client: Client, seconds: float) -> None:
        self.client = client
        self.seconds = seconds
        self.at_worker = module_for_workers()
        client.upload_file(str(AT_WORKER))
        self.expected = versions()
        self.code = client.submit(
            bytes, archive((path, f"analysis/{path.relative_to(PACKAGE).as_posix()}") for path in package_files())
        )
        self.archives: dict[tuple[Path, str], Future] = {}
        self.refused: dict[str, list[str]] = {}
        self.refuse(client.run(self.at_worker.differences, self.expected))

    def refuse(self, differences: dict[str, list[str]]) -> None:
        """Leave out workers that have other versions. Raises ``UserError`` when none is left."""
        new = {worker: found for worker, found in differences.items() if found and worker not in self.refused}
        self.refused |= new
        for worker, found in new.items():
            sys.stderr.write(f"statusbog: {refusal(worker, found)}\n")
        if not self.accepted():
            raise UserError(
                "no worker has the packages of this machine:\n" + "\n".join(refusal(*item) for item in self.refused.items())
            )

    def accepted(self) -> list[str]:
        """Return the workers that have not been refused."""
        return [worker for worker in self.client.scheduler_info(n_workers=-1)["workers"] if worker not in self.refused]

    def run(self, tasks: Iterable[Task]) -> Generator[Ended[Task, Made]]:
        """Yield how each task ended, as it ends. A worker that dies has its tasks run by another."""
        waiting = iter(tasks)
        running: dict[Future, Task] = {}
        done = as_completed(loop=self.client.loop)
        for task in islice(waiting, AHEAD * max(1, sum(self.client.nthreads().values()))):
            running |= self.add(task, done)
        for future in done:
            task = running.pop(future)
            ended = self.ended(task, future)
            if ended is None:
                running |= self.add(task, done)
                continue
            for following in islice(waiting, 1):
                running |= self.add(following, done)
            yield ended

    def add(self, task: Task, done: Any) -> dict[Future, Task]:
        """Send a task to the cluster, to workers that are known to be right where some are known not to be."""
        only = {"workers": self.accepted(), "allow_other_workers": True} if self.refused else {}
        packed = pickle.dumps((task.due, self.seconds, 1))
        future = self.client.submit(
            self.at_worker.run, packed, self.work(task), self.code, self.expected, pure=False, retries=2, key=None, **only
        )
        done.add(future)
        return {future: task}

    def ended(self, task: Task, future: Future) -> Ended[Task, Made] | None:
        """Return how a task ended; ``None`` when the worker was not fit for it."""
        try:
            kind, found = future.result()
        except Exception as error:  # noqa: BLE001 - whatever became of the task over there is the task's error here
            return Ended(task, None, f"the cluster could not run it: {error}")
        if kind == "refused":
            self.refuse({self.client.who_has([future]).get(future.key, ["a worker"])[0]: found})
            return None
        result, why = pickle.loads(found)  # noqa: S301 - from our own process on the worker
        return Ended(task, result, why)

    def work(self, task: Task) -> Future:
        """Return the archive of the sources and the data that a task needs, which is on the cluster."""
        data = str(dict(task.due.job.parameters)["data"])
        key = (task.place.cwd, data)
        if key not in self.archives:
            self.archives[key] = self.client.submit(bytes, archive(work_files(task.place.root, task.place.cwd, data)))
        return self.archives[key]


def refusal(worker: str, found: list[str]) -> str:
    """Return why a worker is left out."""
    return f"worker {worker} is refused: found {'; '.join(found)}; install requirements.txt there."


def module_for_workers() -> ModuleType:
    """Return ``at_worker`` under the name that it has at the workers."""
    spec = importlib.util.spec_from_file_location(AT_WORKER.stem, AT_WORKER)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules[AT_WORKER.stem] = module
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


def package_files() -> Iterator[Path]:
    """Yield the files of this package."""
    return (path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and path.suffix != ".pyc")


def work_files(root: Path, cwd: Path, data: str) -> Iterator[tuple[Path, str]]:
    """Yield the notebook sources and a data folder's files, each with its place in the folder that a notebook is run in."""
    yield from ((path, f"notebooks/{path.name}") for path in sorted((root / "notebooks").glob("*.md")))
    files = sorted(path for path in (cwd / data).rglob("*") if path.is_file())
    yield from ((path, f"{data}/{path.relative_to(cwd / data).as_posix()}") for path in files)


def archive(files: Iterable[tuple[Path, str]]) -> bytes:
    """Return files as a ZIP archive, the same for the same content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for path, name in files:
            target.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return packed.getvalue()


@cache
def versions() -> dict[str, str]:
    """Return the Python and the versions of everything that a notebook may import here: what this package requires, and so on."""
    found: dict[str, str] = {"python": ".".join(platform.python_version_tuple()[:2])}
    names = ["statusbog"]
    while names:
        for text in metadata.requires(names.pop()) or ():
            needed = Requirement(text)
            if needed.name not in found and (needed.marker is None or needed.marker.evaluate({"extra": ""})):
                found[needed.name] = metadata.version(needed.name)
                names.append(needed.name)
    return found
