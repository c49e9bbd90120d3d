"""Runs notebooks, and whatever else is sent, on a Dask cluster: the same results, on machines that share no disk with this one."""

from __future__ import annotations

import importlib.util
import io
import logging
import pickle
import platform
import sys
import zipfile
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Sequence
from functools import cache, partial
from importlib import metadata
from itertools import chain, islice
from pathlib import Path
from queue import Empty, Queue
from threading import Event
from types import ModuleType
from typing import Any, Generic, TypeVar

from distributed import CancelledError, Client, Future, KilledWorker
from distributed.comm import get_address_host_port
from distributed.diagnostics.plugin import SchedulerUploadFile, UploadFile
from packaging.requirements import Requirement

from analysis.book.cluster.warm_process import run_due
from analysis.book.engine.parcels import Parcel, data_files
from analysis.book.engine.processes import Ended
from analysis.book.files import files_below
from analysis.book.notebooks.update import Runner, Task
from analysis.book.progress import tell
from analysis.data import fingerprint
from analysis.errors import UserError
from analysis.messages import message, spoken

AnyTask = TypeVar("AnyTask")
Introduction = tuple[str, Sequence[tuple[str, str, str]]]
AT_WORKER = Path(__file__).with_name("at_worker.py")
PACKAGE = Path(__file__).parents[2]
# So many tasks are with the cluster for each of its threads: enough to keep it busy, few enough for this machine's memory.
AHEAD_COUNT = 4
WAIT_SECONDS = 60
# When nothing has ended for so long, look whether there are workers.
SILENCE_SECONDS = 10
LOOK_SECONDS = 1
# So many packages of a worker that is not fit are named.
NAMED_COUNT = 5
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)


def cluster_runner(address: str, seconds: float) -> Runner:
    """Return the runner on the cluster whose scheduler has this address; it is not asked for when there is nothing to run.

    The runner raises ``UserError`` when there is no scheduler, or no worker that is fit.
    """
    return partial(run_there, address, partial(notebook_parcel, seconds=seconds))


def run_there(address: str, parcel: Callable[[AnyTask], Parcel], tasks: Iterable[AnyTask]) -> Generator[Ended[AnyTask, Any]]:
    """Yield how each task ends on the cluster; ``parcel`` says what is sent of it. Raises as the runner of ``cluster_runner``."""
    waiting = iter(tasks)
    for first in islice(waiting, 1):
        with connected(address) as client:
            yield from Cluster(client, parcel).run(chain([first], waiting))


def notebook_parcel(task: Task, seconds: float) -> Parcel:
    """Return what the cluster is sent of a notebook."""
    data, cwd = str(dict(task.due.job.parameters)["data"]), task.place.cwd
    return Parcel(run_due, task.due, seconds, (cwd, data), lambda: data_files(cwd, data))


def connected(address: str) -> Client:
    """Return a client of the scheduler, when it has workers. Raises ``UserError``."""
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what the user needs to know is said here
    try:
        get_address_host_port(address, strict=True)
        client = Client(address, timeout="5s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(message("book.cluster.no_scheduler", address=address, why=error)) from None
    try:
        client.wait_for_workers(1, timeout=WAIT_SECONDS)
    except TimeoutError:
        client.close()
        raise UserError(message("book.cluster.no_worker", address=address, seconds=WAIT_SECONDS)) from None
    except OSError:
        client.close()
        raise gone(address) from None
    return client


class Cluster(Generic[AnyTask]):
    """A connection to a cluster, what its workers were sent, and which of them are known, with the reason why one is not fit."""

    def __init__(self, client: Client, parcel: Callable[[AnyTask], Parcel]) -> None:
        self.client = client
        self.address = client.scheduler.address
        self.parcel = parcel
        self.expected = versions()
        self.at_worker = send_module(client)
        code = ((path, f"analysis/{path.relative_to(PACKAGE).as_posix()}") for path in package_files())
        self.code = self.send_files(chain(code, about_package()))
        self.work_of: Hashable = None
        self.work: Future | None = None
        self.done: Queue[Future] = Queue()
        self.known: dict[str, str] = {}
        if not self.fit() and self.known:
            raise UserError(message("book.cluster.none_fit"))

    def run(self, tasks: Iterable[AnyTask]) -> Generator[Ended[AnyTask, Any]]:
        """Yield how each task ended, as it ends. A worker that dies has its tasks run by another."""
        waiting = iter(tasks)
        running: dict[Future, AnyTask] = {}
        while True:
            room = AHEAD_COUNT * max(1, sum(self.fit().values()))
            for task in islice(waiting, max(0, room - len(running))):
                running[self.send(task)] = task
            if not running:
                return
            future = self.next_done()
            task = running.pop(future)
            ended = self.ended(task, future)
            if ended is None:
                running[self.send(task)] = task
            else:
                yield ended

    def send(self, task: AnyTask) -> Future:
        """Send a task to the cluster; to workers that are known to be fit, where some are known not to be."""
        self.wait_for_fit_worker()
        only = {"workers": list(self.fit()), "allow_other_workers": True} if any(self.known.values()) else {}
        parcel = self.parcel(task)
        packed = pickle.dumps((parcel.function, parcel.argument, parcel.seconds, spoken()))
        future = self.client.submit(
            self.at_worker.run_at_worker, packed, self.work_for(parcel), self.code, self.expected, pure=False, retries=2, **only
        )
        future.add_done_callback(self.done.put)
        return future

    def next_done(self) -> Future:
        """Return the next task that has ended. When it is long in coming, look whether there is anybody who works."""
        while True:
            try:
                return self.done.get(timeout=SILENCE_SECONDS)
            except Empty:
                self.wait_for_fit_worker()

    def ended(self, task: AnyTask, future: Future) -> Ended[AnyTask, Any] | None:
        """Return how a task ended; ``None`` when it has to be sent again: its worker was not fit, or took the result along."""
        try:
            kind, found = future.result(timeout=WAIT_SECONDS)
        except CancelledError:
            raise gone(self.address) from None
        except TimeoutError:
            return None
        except ChildProcessError as error:
            return Ended(task, None, message("book.cluster.died", code=error.args[0]))
        except KilledWorker as error:
            return Ended(task, None, message("book.cluster.killed", count=error.allowed_failures + 1))
        except Exception as error:  # noqa: BLE001 - whatever became of the task over there is the task's error here
            return Ended(task, None, message("book.cluster.not_run", why=error))
        if kind == "refused":
            self.know(*found)
            return None
        result, why = pickle.loads(found)  # noqa: S301 - from our own process on the worker
        return Ended(task, result, why)

    def fit(self) -> dict[str, int]:
        """Return how many threads each fit worker has; those that are new are asked. Raises ``UserError`` without a scheduler."""
        try:
            threads = self.client.nthreads()
            new = [worker for worker in threads if worker not in self.known]
            found = self.client.run(self.at_worker.introduction, self.expected, workers=new, on_error="ignore") if new else {}
        except (AttributeError, OSError, RuntimeError, ValueError):  # the first from a client that has given up
            raise gone(self.address) from None
        for worker, introduction in found.items():
            self.know(worker, introduction)
        return {worker: count for worker, count in threads.items() if not self.known.get(worker)}

    def know(self, worker: str, introduction: Introduction) -> None:
        """Remember the reason why a worker is not fit, if there is one, and say so once."""
        why = refusal(worker, *introduction)
        if why and not self.known.get(worker):
            tell(why)
        self.known[worker] = why

    def wait_for_fit_worker(self) -> None:
        """Wait until there is a worker that is not refused; say so."""
        if self.fit():
            return
        tell(message("book.cluster.waiting", address=self.address))
        while not self.fit():
            Event().wait(LOOK_SECONDS)
        tell(message("book.cluster.going_on"))

    def work_for(self, parcel: Parcel) -> Future:
        """Return the files that a task needs. Only those that were sent last are kept: tasks come book by book."""
        if self.work_of != parcel.key:
            self.work = self.send_files(parcel.files())
            self.work_of = parcel.key
        return self.work

    def send_files(self, files: Iterable[tuple[Path, str]]) -> Future:
        """Return an archive that is on the cluster. It is made there by a task, so that it is made again when a worker is lost."""
        return self.client.submit(bytes, archive(files), pure=True)


def refusal(address: str, name: str, wrong: Sequence[tuple[str, str, str]]) -> str:
    """Return why a worker is refused: the packages that it has in other versions; nothing when there are none."""
    if not wrong:
        return ""
    said = [
        message("book.cluster.wrong" if found else "book.cluster.absent", package=p, found=found, expected=e)
        for p, found, e in wrong
    ]
    more = message("book.cluster.more", count=len(wrong) - NAMED_COUNT) if len(wrong) > NAMED_COUNT else ""
    worker = message("book.cluster.named", name=name, address=address) if name else address
    return message("book.cluster.refused", worker=worker, found="; ".join(said[:NAMED_COUNT]), more=more)


def gone(address: str) -> UserError:
    """Return the error that the scheduler has gone."""
    return UserError(message("book.cluster.gone", address=address))


def send_module(client: Client) -> ModuleType:
    """Send ``at_worker`` to scheduler and workers, also those that come later, under a name that each version has for itself.

    Return it under that name.
    """
    name = f"statusbog_{fingerprint(AT_WORKER.read_bytes())}"
    for plugin in (SchedulerUploadFile(str(AT_WORKER)), UploadFile(str(AT_WORKER))):
        plugin.filename, plugin.idempotent = f"{name}.py", True
        client.register_plugin(plugin, name=name)
    spec = importlib.util.spec_from_file_location(name, AT_WORKER)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules[name] = module
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


def package_files() -> Iterator[Path]:
    """Yield the files of this package."""
    return (path for path in files_below(PACKAGE) if path.suffix != ".pyc")


def about_package() -> Iterator[tuple[Path, str]]:
    """Yield what says which version this package is, in the place where a worker that has not installed it looks for that."""
    found = metadata.distribution("statusbog")
    for file in found.files or ():
        if file.name == "METADATA":
            yield Path(str(file.locate())), f"statusbog-{found.version}.dist-info/METADATA"


def archive(files: Iterable[tuple[Path, str]]) -> bytes:
    """Return files as a ZIP archive, the same for the same content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for path, name in files:
            target.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@cache
def versions() -> dict[str, str]:
    """Return the Python and the versions of all that a notebook may import: what this package requires, what that requires..."""
    found: dict[str, str] = {"python": ".".join(platform.python_version_tuple()[:2])}
    names = ["statusbog"]
    while names:
        for text in metadata.requires(names.pop()) or ():
            needed = Requirement(text)
            if needed.name not in found and is_for_all(needed):
                found[needed.name] = metadata.version(needed.name)
                names.append(needed.name)
    return found


def is_for_all(needed: Requirement) -> bool:
    """Tell whether a package is needed on all systems: the workers' may be another one than this machine's."""
    return needed.marker is None or all(needed.marker.evaluate({"extra": "", **system}) for system in SYSTEMS)
