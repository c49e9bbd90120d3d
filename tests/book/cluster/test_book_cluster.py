"""Many machines: a scheduler and workers as processes of their own, which know nothing of this project but what they are sent."""

import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

pytest.importorskip("distributed", reason="the extra cluster is not installed")

from analysis.book.cluster import at_worker, cluster
from analysis.book.notebooks.update import Task
from analysis.book.project import Place
from analysis.errors import UserError

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(os.name == "nt", reason="processes are killed here in ways that Windows does not have"),
]

HEAD = """---
kernelspec:
  name: python3
  display_name: Python 3
  language: python
statusbog:
  scope: edition
  order: 1
---

# Titel

```{code-cell} ipython3
:tags: [parameters]

year: int = 2032
as_of: str = ""
data: str = "data"
```

```{code-cell} ipython3
"""
MINE = ("analysis.pth", "statusbog-")
# A notebook that says which process it is run in, and goes on when it may.
WAITS = """import os, time
from pathlib import Path
Path(r"{signs}", f"{name}.{{os.getpid()}}").touch()
while not Path(r"{signs}", "go").exists():
    time.sleep(0.02)"""


# Processes


def wait_until(true: Callable[[], object], what: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds} seconds for {what}"
        time.sleep(0.02)


def gone(processes: list[psutil.Process], seconds: float = 5) -> bool:
    """Whether processes end by themselves before so many seconds have passed."""
    return not psutil.wait_procs(processes, timeout=seconds)[1]


class Cluster:
    """A scheduler and its workers. Each logs to a file and lives in a folder far from the project."""

    def __init__(self, python: Path, folder: Path) -> None:
        self.python = python
        self.folder = folder
        self.count = 0
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler, log = self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_until(lambda: "Scheduler at:" in log.read_text(), "the scheduler")
        self.address = next(line.split()[-1] for line in log.read_text().splitlines() if "Scheduler at:" in line)

    def start(self, what: str, *arguments: str, path: str = "") -> tuple[subprocess.Popen[bytes], Path]:
        self.count += 1
        home = self.folder / f"{what}-{self.count}"
        home.mkdir(parents=True)
        command = [str(self.python), "-m", f"distributed.cli.{what}", *arguments, "--no-dashboard"]
        env = os.environ | {"PYTHONPATH": path, "DASK_TEMPORARY_DIRECTORY": str(home)}
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=home, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        return process, home / "log"

    def add_worker(self, name: str = "", path: str = "", *, threads: int = 1) -> subprocess.Popen[bytes]:
        named = ["--name", name] if name else []
        process, log = self.start(
            "dask_worker", self.address, "--nthreads", str(threads), "--no-nanny", "--host", "127.0.0.1", *named, path=path
        )
        self.workers.append(process)
        wait_until(lambda: "Registered to:" in log.read_text(), "a worker")
        return process

    def have_workers(self, count: int) -> None:
        """Replace the workers that an earlier test has killed."""
        while sum(worker.poll() is None for worker in self.workers) < count:
            self.add_worker()

    def close(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def python(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the same packages in which this project is not installed."""
    folder = tmp_path_factory.mktemp("python")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    found = folder / "bin" / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    here, there = (
        Path(subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip())
        for python in (sys.executable, found)
    )
    for entry in here.iterdir():
        if not entry.name.startswith(MINE):
            (there / entry.name).symlink_to(entry)
    assert subprocess.run([found, "-E", "-P", "-c", "import analysis"], capture_output=True, check=False).returncode == 1
    return found


@pytest.fixture(scope="module")
def shared(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(python, tmp_path_factory.mktemp("shared"))
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def two(shared: Cluster) -> Cluster:
    """The shared cluster with two good workers."""
    shared.have_workers(2)
    return shared


@pytest.fixture
def own(python: Path, tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of the test's own, with no worker yet."""
    found = Cluster(python, tmp_path / "own")
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def other_pandas(tmp_path: Path) -> str:
    """What makes Python find another version of pandas first."""
    folder = tmp_path / "other" / "pandas-0.0.1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: pandas\nVersion: 0.0.1\n", encoding="utf-8")
    return str(folder.parent)


# Projects


@pytest.fixture
def project(root: Path, mini: Path, tmp_path: Path) -> Path:
    """A project of its own about the invented partnership, with no chapters yet."""
    folder = tmp_path / "project"
    shutil.copytree(mini, folder / "data")
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(root / name, folder)
    (folder / "notebooks").mkdir()
    (folder / "book").mkdir()
    return folder


def chapter(project: Path, name: str, code: str) -> None:
    (project / "notebooks" / f"{name}.md").write_text(f"{HEAD}{code}\n```\n", encoding="utf-8")


def waiting_chapters(project: Path, count: int) -> Path:
    """Add chapters that wait; return the folder of the signs that they give and take."""
    signs = project.parent / "signs"
    signs.mkdir()
    for number in range(count):
        chapter(project, f"kapitel-{number}", WAITS.format(signs=signs, name=f"kapitel-{number}") + f"\nyear + {number}")
    return signs


def at_work(signs: Path) -> list[psutil.Process]:
    """The processes of the notebooks that have said that they run."""
    return [psutil.Process(int(path.suffix[1:])) for path in signs.glob("kapitel-*")]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# The command line, in a process of its own

CLIENT = "import sys; sys.argv[0] = 'statusbog'; from analysis.cli import main; {setting}; sys.exit(main())"
IMPATIENT = "from analysis.book.cluster import cluster; cluster.WAIT_SECONDS = cluster.SILENCE_SECONDS = 1"


class Run:
    """A run of the command line, and what it has said so far."""

    def __init__(self, project: Path, *arguments: str, setting: str = "0", source: Path | None = None, what: str = "run") -> None:
        self.log = project.parent / f"said-{len(list(project.parent.glob('said-*')))}"
        env = os.environ | ({"PYTHONPATH": str(source)} if source else {})
        command = [sys.executable, "-c", CLIENT.format(setting=setting), what, *arguments]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=project, env=env, stdout=log, stderr=subprocess.STDOUT)

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def hears(self, text: str) -> None:
        wait_until(lambda: text in self.said or self.process.poll() is not None, f"{text!r}")
        assert text in self.said

    def ends(self, code: int = 0, seconds: float = 120) -> str:
        assert self.process.wait(seconds) == code, self.said
        assert "Traceback" not in self.said
        return self.said


@contextmanager
def running(*arguments, **options) -> Iterator[Run]:
    run = Run(*arguments, **options)
    try:
        yield run
    finally:
        run.process.kill()
        run.process.wait()


def ran(*arguments, code: int = 0, **options) -> str:
    """Run to the end; return what was said."""
    with running(*arguments, **options) as run:
        return run.ends(code)


# The same results


def test_the_bytes_are_those_of_a_run_here_and_the_code_is_the_one_sent(
    root: Path, mini: Path, two: Cluster, tmp_path: Path
) -> None:
    """Workers that do not have this project make a portfolio with real chapters and a package in which a word was changed."""
    project = tmp_path / "project"
    shutil.copytree(root / "src", project / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (project / "notebooks").mkdir()
    for name in ("_config.yml", "requirements.txt", *(f"notebooks/{name}.md" for name in ("index", "resume", "kriminalitet"))):
        shutil.copy(root / name, project / name)
    words = project / "src" / "analysis" / "display" / "language" / "da.toml"
    text = words.read_text(encoding="utf-8")
    assert "Er aftalens mål nået?" in text
    words.write_text(text.replace("Er aftalens mål nået?", "Holder aftalen?"), encoding="utf-8")
    shutil.copytree(mini, project / "data")
    shutil.copytree(mini, tmp_path / "fremmed" / "anden-by")
    partnership = tmp_path / "fremmed" / "anden-by" / "partnership.toml"
    text = partnership.read_text(encoding="utf-8")
    partnership.write_text(text.replace("proeveby", "anden-by").replace("Prøveby Partnerskab", "Anden By"), encoding="utf-8")
    (project / "portfolio.toml").write_text(
        'title = "Begge"\n[[partnerships]]\ndata = "data"\n[[partnerships]]\ndata = "../fremmed/anden-by"\n', encoding="utf-8"
    )
    arguments = ("--portfolio", "portfolio.toml")
    ran(project, *arguments, source=project / "src")
    here = files(project / "build") | files(project / "book")
    shutil.rmtree(project / "build")
    for path in (project / "book").rglob("*.ipynb"):
        path.unlink()
    ran(project, *arguments, "--scheduler", two.address, source=project / "src")
    there = files(project / "build") | files(project / "book")
    assert there == here
    assert len([name for name in there if name.endswith(".ipynb")]) == 14
    assert "Holder aftalen?" in there["index.ipynb"].decode()
    assert b'data = \\"data\\"' in there["2033/resume.ipynb"]
    assert b'data = \\"fremmed/anden-by\\"' in there["anden-by/book/2033/resume.ipynb"]
    assert not [name for name, text in there.items() if str(tmp_path).encode() in text or str(two.folder).encode() in text]


def test_pages_and_what_lies_beside_them_are_made_there_too(root: Path, mini: Path, two: Cluster, tmp_path: Path) -> None:
    """The same bytes as here; what fails there is said as here; what is built already is not asked for again."""
    project = tmp_path / "project"
    (project / "notebooks").mkdir(parents=True)
    for name in ("_config.yml", "requirements.txt", "notebooks/index.md", "notebooks/resume.md"):
        shutil.copy(root / name, project / name)
    for name in ("data", "bakken"):
        partnership = shutil.copytree(mini, project / name) / "partnership.toml"
        text = partnership.read_text(encoding="utf-8").replace("proeveby", f"i-{name}")
        partnership.write_text(text.split("[[editions]]")[0] + "[[editions]]\nyear = 2033\nas_of = 2033-12-31\n", encoding="utf-8")
    (project / "alle.toml").write_text('title = "Alle"\n[[partnerships]]\ndata = "bakken"\n', encoding="utf-8")
    build = ("--portfolio", "alle.toml")
    ran(project, *build, what="build")
    here = {name: text for name, text in files(project / "build").items() if "html/" in name or name.startswith("portfolio/")}
    assert "i-bakken/html/2033/hent/status-2033.xlsx" in here
    (project / "build" / "i-bakken" / "html" / "2033" / "hent" / "status-2033.xlsx").unlink()
    ran(project, *build, "--scheduler", two.address, what="build")
    there = files(project / "build")
    assert {name: there[name] for name in here} == here
    assert not [name for name in here if str(tmp_path).encode() in here[name]]
    ran(project, *build, "--scheduler", "tcp://127.0.0.1:1", what="build")


# Workers that are not fit, and notebooks that fail


def test_a_worker_with_other_versions_is_refused_by_name(project: Path, two: Cluster, other_pandas: str, tmp_path: Path) -> None:
    """One is there before the run, another comes when it is under way. The others do the work."""
    signs = waiting_chapters(project, 12)
    wrong = [two.add_worker("forkert", other_pandas)]
    try:
        out = ("--year", "2032", "--out", str(tmp_path / "out"), "--scheduler", two.address)
        with running(project, *out, setting=IMPATIENT) as run:
            run.hears("worker forkert at tcp://127.0.0.1:")
            wait_until(lambda: at_work(signs), "a notebook at work")
            wrong.append(two.add_worker("senere", other_pandas))
            run.hears("worker senere at tcp://127.0.0.1:")
            (signs / "go").touch()
            said = run.ends()
        assert said.count(" is refused: found pandas 0.0.1, expected ") == 2
        assert "; install requirements.txt there and start it again." in said
        assert len(files(tmp_path / "out")) == 12
        assert [psutil.Process(worker.pid).children() for worker in wrong] == [[], []]
    finally:
        for worker in wrong:
            worker.kill()
            worker.wait()


def test_no_worker_or_only_wrong_ones_is_one_message(project: Path, own: Cluster, other_pandas: str, tmp_path: Path) -> None:
    """Exit code 1, and what to do."""
    chapter(project, "god", "year")
    arguments = ("--year", "2032", "--out", str(tmp_path / "out"), "--scheduler", own.address)
    said = ran(project, *arguments, setting=IMPATIENT, code=1)
    assert f"found no worker in 1 seconds; expected at least one; start it with: dask worker {own.address}." in said
    own.add_worker("forkert", other_pandas)
    said = ran(project, *arguments, code=1)
    assert "worker forkert at tcp://127.0.0.1:" in said
    assert said.count(" is refused: found pandas 0.0.1, expected ") == 1
    assert "statusbog: found no worker with the packages of this machine; expected at least one; see above what to do." in said
    assert not (tmp_path / "out").exists()


def test_failures_are_told_as_they_are_here(project: Path, two: Cluster, tmp_path: Path) -> None:
    """An error, a notebook that hangs, dies or eats the memory: the same words, exit code 3, and the others are done."""
    chapter(project, "god", "year")
    chapter(project, "daarlig", "1 / 0")
    chapter(project, "haenger", "while True: pass")
    chapter(project, "doer", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    chapter(project, "spiser", "x = bytearray(10**12)")
    arguments = ("--year", "2032", "--timeout", "2", "--out", str(tmp_path / "out"))
    here = ran(project, *arguments, code=3)
    shutil.rmtree(tmp_path / "out")
    there = ran(project, *arguments, "--scheduler", two.address, code=3)
    assert there[there.index("statusbog: ") :] == here[here.index("statusbog: ") :]
    assert "statusbog: 4 of 5 notebooks failed; the others are done." in there
    assert "2032/daarlig, cell 4 (1 / 0): ZeroDivisionError: division by zero; see " in there
    assert "2032/haenger: stopped after 2 seconds, the time limit" in there
    assert list(files(tmp_path / "out")) == ["2032/god.ipynb"]
    assert (project / "build" / "failed" / "2032" / "daarlig.ipynb").is_file()


# Workers that go


def test_what_dies_at_work_costs_nothing(project: Path, two: Cluster, tmp_path: Path) -> None:
    """A worker is killed, and a process beside the other: each file is written once, as it is here, and no process is left."""
    signs = waiting_chapters(project, 6)
    dies = f"\nfirst = Path(r'{signs}', 'first')\nif not first.exists():\n    first.touch()\n    os.kill(os.getppid(), 9)"
    chapter(project, "kapitel-6", WAITS.format(signs=signs, name="kapitel-6") + dies)
    log = tmp_path / "written"
    count = (
        "from analysis.book.notebooks import update; write = update.write_whole; "
        f"update.write_whole = lambda path, text: (open({str(log)!r}, 'a').write(path.name + chr(10)), write(path, text))"
    )
    with running(project, "--year", "2032", "--out", str(tmp_path / "there"), "--scheduler", two.address, setting=count) as run:
        wait_until(lambda: len(at_work(signs)) == 2, "two notebooks at work")
        notebook = at_work(signs)[0]
        name = next(signs.glob(f"*.{notebook.pid}")).stem
        beside = notebook.parent()
        worker = beside.parent()
        assert worker.pid in {process.pid for process in two.workers}
        worker.kill()
        assert gone([notebook, beside])
        (signs / "go").touch()
        run.ends()
    names = [f"kapitel-{number}" for number in range(7)]
    again = Counter(path.stem for path in signs.glob("kapitel-*")) - Counter(names)
    assert again == Counter([name, "kapitel-6"])
    assert Counter(log.read_text().split()) == dict.fromkeys([f"{name}.ipynb" for name in names], 1)
    ran(project, "--year", "2032", "--out", str(tmp_path / "here"), "-j", "2")
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_when_all_workers_have_gone_it_says_so_and_waits(project: Path, own: Cluster, other_pandas: str, tmp_path: Path) -> None:
    """A worker of the wrong kind is no help; the next good one goes on. When that ends, it leaves no process and no folder."""
    signs = waiting_chapters(project, 3)
    worker = own.add_worker()
    out = ("--year", "2032", "--out", str(tmp_path / "out"), "--scheduler", own.address)
    with running(project, *out, setting=IMPATIENT) as run:
        wait_until(lambda: at_work(signs), "a notebook at work")
        worker.kill()
        run.hears("no worker is left that can run notebooks; waiting for one; start it with: dask worker")
        own.add_worker("forkert", other_pandas)
        run.hears("worker forkert at tcp://127.0.0.1:")
        assert run.process.poll() is None
        (signs / "go").touch()
        worker = own.add_worker(threads=2)
        run.hears("a worker has come; going on.")
        run.ends()
    assert len(files(tmp_path / "out")) == 3
    beside = psutil.Process(worker.pid).children()
    unpacked = list((own.folder / f"dask_worker-{own.count}").glob("dask-scratch-space/worker-*/statusbog-*"))
    assert (len(beside), len(unpacked)) == (2, 2)  # one process for each thread; the code, and sources with data
    worker.terminate()
    assert gone([*beside, psutil.Process(worker.pid)], 10)
    assert not [folder for folder in unpacked if folder.exists()]


def test_ctrl_c_ends_at_once_and_so_do_the_notebooks(project: Path, two: Cluster, tmp_path: Path) -> None:
    """Also those on the cluster, and the workers are free for others."""
    signs = waiting_chapters(project, 6)
    with running(project, "--year", "2032", "--out", str(tmp_path / "out"), "--scheduler", two.address) as run:
        wait_until(lambda: len(at_work(signs)) == 2, "two notebooks at work")
        notebooks = at_work(signs)
        run.process.send_signal(signal.SIGINT)
        assert "statusbog: stopped." in run.ends(130, seconds=5)
    assert gone(notebooks)
    assert not (tmp_path / "out").exists()


# A scheduler that is not there, or goes


def test_a_scheduler_that_goes_away_is_one_message(project: Path, own: Cluster, tmp_path: Path) -> None:
    """Exit code 1, at once."""
    signs = waiting_chapters(project, 2)
    own.add_worker()
    with running(project, "--year", "2032", "--out", str(tmp_path / "out"), "--scheduler", own.address) as run:
        wait_until(lambda: at_work(signs), "a notebook at work")
        own.scheduler.kill()
        said = run.ends(1, seconds=10)
    assert f"--scheduler {own.address}: found the connection broken; expected it to hold until the end; start the" in said


def test_a_scheduler_that_is_not_there_is_one_message(project: Path, tmp_path: Path) -> None:
    """Exit code 1 before long."""
    chapter(project, "god", "year")
    with socket.socket() as bound:  # bound but not listening, so nobody else gets this port
        bound.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{bound.getsockname()[1]}"
        with running(project, "--year", "2032", "--out", str(tmp_path / "out"), "--scheduler", address) as run:
            said = run.ends(1, seconds=20)
    assert f"statusbog: --scheduler {address}: found no Dask scheduler (Timed out trying to connect" in said
    assert said.strip().endswith("; expected one; start it with: dask scheduler.")


@pytest.mark.parametrize(
    ("address", "why"), [("127.0.0.1:8786", "scheme"), ("tcp://127.0.0.1", "missing port number"), ("bad://a:1", "scheme 'bad'")]
)
def test_an_address_that_is_none_is_not_tried(address: str, why: str) -> None:
    """The message says what is wrong with it."""
    with pytest.raises(UserError, match=f"--scheduler {address}: found no Dask scheduler .*{why}.*; expected one"):
        cluster.connected(address)


def test_with_nothing_to_run_no_cluster_is_asked_for() -> None:
    """It need not be there."""
    assert list(cluster.cluster_runner("tcp://127.0.0.1:1", 600)([])) == []


# What the client does, with a cluster that exists in name only


class Waits(Future):
    """What the cluster gives for a task."""

    __hash__ = Future.__hash__


class Lost(Waits):
    """A result that is nowhere any more when it is fetched."""

    def result(self, timeout: float | None = None) -> object:
        raise TimeoutError


class Client:
    """Stands for Dask's client: ``answer`` says how a task ends, when it is asked to go on."""

    scheduler = SimpleNamespace(address="tcp://nowhere:8786")

    def __init__(self) -> None:
        self.threads = {"tcp://a:1": 2}
        self.empty = 0
        self.found: dict[str, list[tuple[str, str, str]]] = {}
        self.sent: list[tuple[weakref.ref[Waits], tuple[object, ...], dict[str, object]]] = []
        self.answers: Iterator[object] = iter(())

    def register_plugin(self, plugin: object, name: str) -> None: ...

    def run(self, function: object, *arguments: object, **options: object) -> dict[str, object]:
        return {worker: ("", self.found.get(worker, [])) for worker in options["workers"]}

    def nthreads(self) -> dict[str, int]:
        self.empty -= 1
        return self.threads if self.empty < 0 else {}

    def submit(self, function: object, *arguments: object, **options: object) -> Waits:
        answer = next(self.answers, ("ended", GOOD)) if function is not bytes else None
        future = Lost() if answer == "lost" else Waits()
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        if function is not bytes:
            self.sent.append((weakref.ref(future), arguments, options))
        return future


GOOD = pickle.dumps(("made", ""))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(cluster, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(cluster, "SILENCE_SECONDS", 0.01)
    return Client()


parcel = partial(cluster.notebook_parcel, seconds=600)


def tasks(count: int, folder: Path, data: str = "data") -> Iterator[Task]:
    for number in range(count):
        due = SimpleNamespace(job=SimpleNamespace(parameters=(("data", data), ("number", number))))
        yield Task(due, Place(folder, folder), folder)


def test_the_client_holds_few_tasks_and_no_results(client: Client, tmp_path: Path) -> None:
    """However many there are: what is not yet with the cluster has not been taken, and what has ended is let go."""
    taken, most_held, most_kept = 0, 0, 0

    def counted() -> Iterator[Task]:
        nonlocal taken
        for task in tasks(500, tmp_path):
            taken += 1
            yield task

    for number, ended in enumerate(cluster.Cluster(client, parcel).run(counted())):
        assert ended.result == "made"
        most_held = max(most_held, taken - number)
        most_kept = max(most_kept, sum(future() is not None for future, *_ in client.sent))
    assert taken == len(client.sent) == 500
    assert most_held == cluster.AHEAD_COUNT * 2
    assert most_kept <= most_held + 1


def test_workers_that_come_later_get_work(client: Client, tmp_path: Path) -> None:
    """How much is sent ahead follows how many threads there are now."""
    ends = cluster.Cluster(client, parcel).run(tasks(500, tmp_path))
    next(ends)
    assert len(client.sent) == cluster.AHEAD_COUNT * 2
    client.threads["tcp://b:1"] = 10
    next(ends)
    assert len(client.sent) == cluster.AHEAD_COUNT * 12 + 1
    ends.close()


def test_a_task_of_a_refused_worker_goes_to_another_and_ends_once(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The worker is named once, however often it answers; from then on the others are preferred."""
    client.threads = {"tcp://a:1": 1, "tcp://b:1": 1}
    why = ("refused", ("tcp://b:1", ("", [("pandas", "0.0.1", "2.3.0")])))
    client.answers = iter([why, why])
    ends = list(cluster.Cluster(client, parcel).run(tasks(5, tmp_path)))
    assert sorted(dict(ended.task.due.job.parameters)["number"] for ended in ends) == [0, 1, 2, 3, 4]
    assert len(client.sent) == 7
    assert capsys.readouterr().err.count("worker tcp://b:1 is refused") == 1
    assert client.sent[-1][2] == {"pure": False, "retries": 2, "workers": ["tcp://a:1"], "allow_other_workers": True}


def test_a_result_that_went_down_with_its_worker_is_made_again(client: Client, tmp_path: Path) -> None:
    """The cluster says that it has ended, but nobody has it any more."""
    client.answers = iter(["lost"])
    ends = list(cluster.Cluster(client, parcel).run(tasks(3, tmp_path)))
    assert sorted(dict(ended.task.due.job.parameters)["number"] for ended in ends) == [0, 1, 2]
    assert len(client.sent) == 4


def test_an_empty_cluster_is_waited_for(client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a word at the beginning and at the end."""
    run = cluster.Cluster(client, parcel).run(tasks(2, tmp_path))
    client.empty = 3
    assert len(list(run)) == 2
    said = capsys.readouterr().err
    assert said.count("no worker is left that can run notebooks; waiting for one; start it with: dask worker tcp://nowhere") == 1
    assert said.count("a worker has come; going on.") == 1


def test_nobody_is_waited_for_when_all_is_done(client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last worker may go when it has done the last task."""
    run = cluster.Cluster(client, parcel).run(tasks(1, tmp_path))
    next(run)
    client.empty = 10**6
    assert list(run) == []
    assert capsys.readouterr().err == ""


def test_of_many_books_only_the_last_ones_files_are_kept_there(client: Client, tmp_path: Path) -> None:
    """Those before it are let go when their tasks have been sent."""
    folders = [tmp_path / str(number) for number in range(5)]
    found = cluster.Cluster(client, parcel)
    kept = [weakref.ref(found.work_for(parcel(task))) for folder in folders for task in tasks(2, folder)]
    assert [reference() is not None for reference in kept] == [False] * 8 + [True] * 2


def test_a_broken_connection_ends_the_run(client: Client, tmp_path: Path) -> None:
    """All that is under way is lost with it, so nobody waits."""
    client.answers = iter([CancelledError("scheduler-connection-lost")])
    with pytest.raises(UserError, match="found the connection broken"):
        list(cluster.Cluster(client, parcel).run(tasks(2, tmp_path)))
    client.nthreads = lambda: (_ for _ in ()).throw(OSError("closed"))
    with pytest.raises(UserError, match="found the connection broken"):
        list(cluster.Cluster(client, parcel).run(tasks(2, tmp_path)))


def test_whatever_goes_wrong_at_the_cluster_is_the_tasks_error(client: Client, tmp_path: Path) -> None:
    """And the next task is run."""
    killed = cluster.KilledWorker("run-1", SimpleNamespace(address="tcp://a:1"), 3)
    client.answers = iter([killed, MemoryError("no room"), ChildProcessError(-9)])
    ends = {ended.why for ended in cluster.Cluster(client, parcel).run(tasks(4, tmp_path))}
    assert ends == {
        "4 workers died while they ran it; look at their logs, and at their memory",
        "the cluster could not run it: no room",
        "the process beside the worker ended with code -9; the worker's log says why",
        "",
    }


def test_versions_are_those_that_every_system_needs() -> None:
    """A laptop's own packages are not asked of the workers; what notebooks use is."""
    found = cluster.versions()
    assert found["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert {"pandas", "numpy", "matplotlib", "papermill", "statsmodels"} <= set(found)
    assert not {"appnope", "colorama", "pexpect", "statusbog"} & set(found)


def test_an_archive_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    """So that it is sent and unpacked once."""
    (tmp_path / "a").write_text("x" * 1000, encoding="utf-8")
    first = cluster.archive([(tmp_path / "a", "a")])
    os.utime(tmp_path / "a", (1, 1))
    assert cluster.archive([(tmp_path / "a", "a")]) == first
    assert len(first) < 500


# What a worker does


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    state = SimpleNamespace(nthreads=1, tasks={"key": SimpleNamespace(state="executing")})
    found = SimpleNamespace(
        name="et", address="tcp://a:1", local_directory=str(tmp_path), state=state, get_current_task=lambda: "key"
    )
    monkeypatch.setattr(at_worker, "get_worker", lambda: found)
    monkeypatch.setattr(at_worker, "FOLDERS", {})
    monkeypatch.setattr(at_worker, "IDLE", [])
    return found


def test_a_worker_says_what_it_lacks(worker: SimpleNamespace) -> None:
    """Its name where it has one, and each package: five of them are named, and how many more there are."""
    assert at_worker.introduction({"pandas": at_worker.version_of("pandas")}, worker) == ("et", [])
    wanted = {"python": "2.7", **{f"no-such-package-{number}": "1" for number in range(6)}}
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    name, wrong = at_worker.introduction(wanted, worker)
    assert wrong[:2] == [("python", here, "2.7"), ("no-such-package-0", "", "1")]
    said = cluster.refusal(worker.address, name, wrong)
    assert said.startswith(
        f"worker et at tcp://a:1 is refused: found python {here}, expected 2.7; no-such-package-0 not installed, expected 1; "
    )
    assert said.endswith("; and 2 more; install requirements.txt there and start it again.")
    assert cluster.refusal(worker.address, "", wrong[:1]).startswith("worker tcp://a:1 is refused: found python")
    assert cluster.refusal(worker.address, name, []) == ""


def test_a_refused_worker_unpacks_and_starts_nothing(worker: SimpleNamespace, tmp_path: Path) -> None:
    """It answers with its address, since only it knows for sure who it is."""
    expected = ("refused", ("tcp://a:1", ("et", [("pandas", at_worker.version_of("pandas"), "0")])))
    assert at_worker.run_at_worker(b"", b"", b"", {"pandas": "0"}) == expected
    assert list(tmp_path.iterdir()) == []


def echo(code: str) -> subprocess.Popen[bytes]:
    """A process that answers each question with the question."""
    answer = "import pickle, sys\nwhile True:\n    pickle.dump(pickle.load(sys.stdin.buffer)[0], sys.stdout.buffer)\n    sys.stdout.flush()"
    return subprocess.Popen(
        [sys.executable, "-c", answer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def test_a_process_is_used_again_and_makes_way_for_other_code(worker: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are never more of them than the worker has threads, whatever clients come and go."""
    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(at_worker, "start_process", lambda code: started.append(echo(code)) or started[-1])
    empty = cluster.archive([])
    other = cluster.archive([(Path(__file__), "test")])
    try:
        for code, processes in ((empty, 1), (empty, 1), (other, 2), (other, 2)):
            assert at_worker.run_at_worker(b"task", empty, code, {}) == ("ended", b"task")
            assert len(started) == processes
            assert sum(process.poll() is None for process in started) == 1
        assert len(at_worker.FOLDERS) == 2
    finally:
        for process in started:
            process.kill()
            process.communicate()


def test_a_process_whose_task_nobody_wants_is_ended(worker: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client has gone: the thread is free after a second."""
    silent = subprocess.Popen([sys.executable, "-c", "input(); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    monkeypatch.setattr(at_worker, "start_process", lambda code: silent)
    worker.state.tasks.clear()
    with silent, pytest.raises(ChildProcessError, match="-9"):
        at_worker.run_at_worker(b"", cluster.archive([]), cluster.archive([]), {})
    assert at_worker.IDLE == []
