"""Measures what the engine is for, in one run on one machine, and writes docs/benchmarks.md.

Every figure is the time of a whole command, from its start to its end. Ratios are between commands of this run.
Run with ``make bench``; with ``--only NAME ...`` some parts. Each part writes its own table, with the day. What a bank's bad
answers lead to is no time: the part ``fetch`` writes a table more, which is the same in every run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import disclosure
import fetch as bad_answers
import jupytext
import nbformat
import psutil
import registers as made
import xlsxwriter

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))
from many.make_many import make_many  # noqa: E402 - the tests' own portfolio

PARTS = (
    "book",
    "data",
    "docs",
    "notebooks",
    "tests",
    "_config.yml",
    "requirements.txt",
    "pyproject.toml",
    "CHANGELOG.md",
    "Makefile",
)
PYTHON = sys.executable
STATUSBOG = [PYTHON, "-m", "analysis.cli"]
EDITION = 2022
PARTNERSHIPS, EDITIONS, CHAPTERS = 50, 10, 6


@dataclass
class Row:
    """A line of the table: what was measured, against what, the figures, the aim, and whether it was reached."""

    what: str
    measured: str
    ratio: str
    aim: str
    reached: bool


@dataclass
class Bench:
    """A copy of the project to work in, and what has been measured so far."""

    work: Path
    large: int
    rows: int
    sizes: tuple[int, ...] = (5, 20, 100)
    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, command: Sequence[str], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> float:
        """Run a command and return its seconds; its output is shown when it fails."""
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=cwd or self.project, env=os.environ | (env or {}), capture_output=True, text=True, check=False
        )
        self.seconds[name] = time.perf_counter() - began
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        print(f"{name}: {self.seconds[name]:.2f} s", flush=True)
        return self.seconds[name]

    @property
    def project(self) -> Path:
        return self.work / "project"


def copy_project(target: Path) -> None:
    """Copy what a run needs; the package itself is the installed one."""
    target.mkdir(parents=True)
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)


def published(bench: Bench) -> list[Path]:
    """Return the published notebooks, below book/."""
    return sorted(path.relative_to(bench.project / "book") for path in (bench.project / "book").rglob("*.ipynb"))


def by_papermill(bench: Bench, notebooks: Sequence[Path]) -> float:
    """Return the seconds of papermill's command line for notebooks, one after the other."""
    total = 0.0
    for path in notebooks:
        source, made = bench.work / "sources" / f"{path.stem}.ipynb", bench.work / "papermill" / path
        source.parent.mkdir(exist_ok=True)
        made.parent.mkdir(parents=True, exist_ok=True)
        (written,) = (bench.project / "notebooks").rglob(f"{path.stem}.md")
        nbformat.write(jupytext.read(written, fmt="md:myst"), source)
        year = ["-p", "year", path.parent.name] if path.parent.name.isdigit() else []
        command = [
            PYTHON,
            "-m",
            "papermill",
            str(source),
            str(made),
            *year,
            "-p",
            "data",
            "data",
            "-k",
            "python3",
            "--no-progress-bar",
        ]
        total += bench.timed(f"papermill {path}", command)
    return total


def as_scripts(bench: Bench) -> float:
    """Return the seconds that the code of all notebooks takes in one process that has imported everything."""
    script = bench.work / "scripts.py"
    script.write_text(SCRIPTS, encoding="utf-8")
    names = [str(path.with_suffix("")) for path in published(bench)]
    done = subprocess.run([PYTHON, str(script), *names], cwd=bench.project, capture_output=True, text=True, check=True)
    print(f"scripts: {done.stdout.strip()} s")
    return float(done.stdout)


SCRIPTS = """
import ast, sys, time
from pathlib import Path
import analysis.book.engine.preload, jupytext
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance()
sources = {path.stem: jupytext.read(path, fmt="md:myst") for path in Path("notebooks").rglob("*.md")}
total = 0.0
for name in sys.argv[1:]:
    given = {"data": "data"} | ({"year": int(Path(name).parent.name)} if Path(name).parent.name.isdigit() else {})
    names = {}
    began = time.perf_counter()
    for cell in sources[Path(name).name].cells:
        if cell.cell_type != "code":
            continue
        *before, last = ast.parse(cell.source).body
        is_value = isinstance(last, ast.Expr)
        exec(compile(ast.Module([*before, *([] if is_value else [last])], []), name, "exec"), names)
        if is_value:
            shown = eval(compile(ast.Expression(last.value), name, "eval"), names)
            if shown:
                shown._repr_html_(), repr(shown)
        if "parameters" in cell.metadata.get("tags", []):
            names.update(given)
    total += time.perf_counter() - began
print(total)
"""


def engine(bench: Bench) -> list[Row]:
    """Measure all notebooks and one edition, cold, against papermill and against plain scripts."""
    notebooks = published(bench)
    of_edition = [path for path in notebooks if path.parent.name == str(EDITION)]
    papermill = by_papermill(bench, notebooks)
    papermill_edition = sum(bench.seconds[f"papermill {path}"] for path in of_edition)
    scripts = as_scripts(bench)
    rows = []
    for processes in (1, 2):
        cold = bench.timed(f"all -j {processes}", run_all(bench, f"all{processes}", "-j", str(processes)))
        label = f"all {len(notebooks)} notebooks of all editions, cold, {processes} process{'es' * (processes > 1)}"
        rows.append(
            Row(
                f"{label}, against the papermill command line, one after the other",
                f"{cold:.1f} s against {papermill:.0f} s",
                f"{papermill / cold:.0f}×",
                "≥ 20×",
                papermill / cold >= 20,
            )
        )
        rows.append(
            Row(
                f"{label}, against their code as plain scripts in one warm process",
                f"{cold:.1f} s against {scripts:.1f} s",
                f"{cold / scripts:.2f}×",
                "≤ 1.5×",
                cold / scripts <= 1.5,
            )
        )
    edition = bench.timed("edition", run_all(bench, "edition", "--year", str(EDITION)))
    rows.append(
        Row(
            f"edition {EDITION} ({len(of_edition)} notebooks), cold, command to finished notebooks, against papermill",
            f"{edition:.1f} s against {papermill_edition:.0f} s",
            f"{papermill_edition / edition:.1f}×",
            "≥ 8×, under 6 s",
            papermill_edition / edition >= 8 and edition < 6,
        )
    )
    return rows


def run_all(bench: Bench, out: str, *options: str) -> list[str]:
    return [*STATUSBOG, "run", "--force", "--out", str(bench.work / out), *options]


def rebuild(bench: Bench) -> list[Row]:
    """Measure a build from nothing, one with nothing changed, and one with one observation changed."""
    for path in published(bench):
        (bench.project / "book" / path).unlink()
    shutil.rmtree(bench.project / "build", ignore_errors=True)
    full = bench.timed("full rebuild", [*STATUSBOG, "build"])
    nothing = min(bench.timed(f"nothing changed {n}", [*STATUSBOG, "build"]) for n in range(3))
    observations = bench.project / "data" / "observations.csv"
    text = observations.read_text(encoding="utf-8")
    before, after = (f"anmeldelser,indbrud,partnerskab-2021,2021,{count}," for count in (9, 8))
    if before not in text:
        raise SystemExit(f"{observations}: the row that is to be changed is not there")
    observations.write_text(text.replace(before, after), encoding="utf-8")
    one = bench.timed("one observation changed", [*STATUSBOG, "build"])
    observations.write_text(text, encoding="utf-8")
    return [
        Row("build with nothing changed", f"{nothing:.2f} s", "", "under 1 s", nothing < 1),
        Row(
            "one observation changed, to finished site, against a full rebuild",
            f"{one:.1f} s against {full:.1f} s",
            f"{one / full:.2f}",
            "≤ a third",
            one / full <= 1 / 3,
        ),
    ]


def nbval(bench: Bench) -> list[Row]:
    """Measure the check of the published notebooks as make does it, and as nbval does it out of the box."""
    shutil.rmtree(bench.project / "book")
    shutil.copytree(ROOT / "book", bench.project / "book")
    recipe = subprocess.run(
        ["make", "-n", "nbval", f"BIN={Path(PYTHON).parent}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    ours = bench.timed("nbval, as make does it", ["sh", "-c", recipe.stdout])
    plain = bench.timed(
        "nbval, out of the box",
        [PYTHON, "-m", "pytest", "--nbval", "--nbval-current-env", "-W", "default", "-p", "no:xdist", "-q", "book"],
    )
    measured = f"{ours:.1f} s against {plain:.0f} s"
    return [
        Row(
            "the nbval part of make test, against nbval out of the box", measured, f"{plain / ours:.1f}×", "≥ 5×", plain / ours >= 5
        )
    ]


def synthetic(bench: Bench) -> list[Row]:
    """Measure many partnerships on a cluster of one, then two workers: time for each notebook, and the client's memory."""
    project = bench.work / "synthetic"
    few, some, many = EDITIONS * CHAPTERS, 5 * EDITIONS * CHAPTERS, bench.large
    make_synthetic(project, many // few)
    rows, per_notebook = [], {}
    with scheduler() as address:
        for workers in (1, 2):
            with dask_workers(address, workers):
                for count in (few, some) if workers == 1 else (few, some, many):
                    seconds, memory = watched(bench, project, count // few, address, f"{count} notebooks, {workers} workers")
                    per_notebook[workers, count] = seconds / count
                    rows.append((workers, count, seconds, memory))
    faster = per_notebook[1, some] / per_notebook[2, some]
    flat = per_notebook[2, many] / per_notebook[2, few]
    early, late = rows[-1][3]
    said = "; ".join(
        f"{count} on {workers}: {seconds:.0f} s, {1000 * seconds / count:.0f} ms each" for workers, count, seconds, _ in rows
    )
    return [
        Row(
            f"{some} synthetic notebooks on a Dask cluster of two workers against one",
            said,
            f"{faster:.2f}×",
            "≥ 1.8×",
            faster >= 1.8,
        ),
        Row(f"seconds for each notebook, {many} against {few}, two workers", "", f"{flat:.2f}", "flat", flat < 1.1),
        Row(
            "memory of the client, at the end against after a tenth",
            f"{late:.0f} MB against {early:.0f} MB",
            f"{late / early:.2f}",
            "flat",
            late / early < 1.15,
        ),
    ]


def make_synthetic(project: Path, partnerships: int) -> None:
    """Make a project whose every edition has six chapters, and so many partnerships with the real figures under other names."""
    copy_project(project)
    for path in (project / "book").rglob("*.ipynb"):
        path.unlink()
    for room in ("egne", "om"):
        shutil.rmtree(project / "notebooks" / room)
    for path in (project / "notebooks").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        if "scope: edition" not in text:
            path.unlink()
        else:
            head, themes, rest = text.partition("  themes: ")
            path.write_text(f"{head}{themes}[]{rest[rest.index(chr(10)) :]}", encoding="utf-8")
    for number in range(partnerships):
        data = project / "many" / f"p{number:02d}" / "data"
        shutil.copytree(ROOT / "data", data)
        definition = data / "partnership.toml"
        text = definition.read_text(encoding="utf-8")
        for key in ("id", "name"):
            text = re.sub(rf'^{key} = ".*"$', f'{key} = "p{number:02d}"', text, count=1, flags=re.MULTILINE)
        definition.write_text(text, encoding="utf-8")


def watched(bench: Bench, project: Path, partnerships: int, address: str, name: str) -> tuple[float, tuple[float, float]]:
    """Return the seconds of a portfolio's run, and the client's memory in MB after a tenth of it and at its end."""
    shutil.rmtree(project / "build", ignore_errors=True)
    members = "\n".join(f'[[partnerships]]\ndata = "many/p{number:02d}/data"' for number in range(partnerships))
    (project / "portfolio.toml").write_text(f'title = "Mange"\n{members}\n', encoding="utf-8")
    began = time.perf_counter()
    command = [*STATUSBOG, "run", "--portfolio", "portfolio.toml", "--scheduler", address]
    with (bench.work / "client.log").open("w") as log:
        client = subprocess.Popen(command, cwd=project, stdout=log, stderr=log)
        samples: list[float] = []
        while client.poll() is None:
            time.sleep(0.2)
            try:
                samples.append(psutil.Process(client.pid).memory_info().rss / 2**20)
            except psutil.NoSuchProcess:
                break
    seconds = time.perf_counter() - began
    if client.wait():
        raise SystemExit((bench.work / "client.log").read_text()[-3000:])
    print(f"{name}: {seconds:.1f} s", flush=True)
    rising = [value for value in samples if value > 0]
    return seconds, (rising[len(rising) // 10], rising[-2])


def portfolio(bench: Bench) -> list[Row]:
    """Measure portfolios of invented partnerships, notebooks, sites and downloads: seconds and memory for few, some and many."""
    seconds, worked, own, all_ = {}, {}, {}, {}
    for count in bench.sizes:
        project = bench.work / f"portfolio-{count}"
        copy_project(project)
        make_many(project / "many", count)
        command = [*STATUSBOG, "build", "--portfolio", "many/portfolio.toml"]
        seconds[count], worked[count], own[count], all_[count] = peak(bench, project, command, f"portfolio of {count}")
        shutil.rmtree(project)
    few, many = bench.sizes[0], bench.sizes[-1]
    rows = []
    for what, spent in (("seconds", seconds), ("processor seconds", worked)):
        flat = (spent[many] / many) / (spent[few] / few)
        said = "; ".join(f"{count}: {spent[count]:.0f} s, {spent[count] / count:.1f} s each" for count in bench.sizes)
        rows.append(
            Row(f"{what} for each partnership of a portfolio, {many} against {few}", said, f"{flat:.2f}", "flat", flat < 1.15)
        )
    for what, peaks in (("the command's own process", own), ("all its processes together", all_)):
        measured = "; ".join(f"{count}: {peaks[count]:.0f} MB" for count in bench.sizes)
        grown = peaks[many] / peaks[few]
        rows.append(
            Row(f"peak memory of a portfolio, {what}, {many} against {few}", measured, f"{grown:.2f}", "flat", grown < 1.15)
        )
    return rows


def peak(bench: Bench, project: Path, command: Sequence[str], name: str) -> tuple[float, float, float, float]:
    """Return a command's seconds, those of processors, and the most memory in MB of its own process and of all together.

    What processes share is counted once: each one's part of it (PSS). Processors' seconds are those of all its processes; they say
    the same whatever else the machine does.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began, own, together = time.perf_counter(), 0.0, 0.0
    with (bench.work / "portfolio.log").open("w") as log:
        client = subprocess.Popen(command, cwd=project, stdout=log, stderr=log)
        while client.poll() is None:
            time.sleep(0.5)
            with suppress(psutil.Error):
                whole = psutil.Process(client.pid)
                own = max(own, proportional(whole))
                together = max(together, sum(map(proportional, [whole, *whole.children(recursive=True)])))
    seconds = time.perf_counter() - began
    if client.wait():
        raise SystemExit((bench.work / "portfolio.log").read_text()[-3000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name}: {seconds:.1f} s, {worked:.1f} s of processors, {own:.0f} MB, {together:.0f} MB", flush=True)
    return seconds, worked, own, together


def proportional(process: psutil.Process) -> float:
    """Return a process's part of the memory in MB; of one that has just gone nothing."""
    try:
        return float(process.memory_full_info().pss) / 2**20
    except psutil.Error:
        return 0.0


# What reads a workbook in a process of its own, and prints how much memory that took at most, in MB.
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
READERS = {
    "values": "from pathlib import Path; from analysis.intake.reading import read; read(Path({path!r}), scan=False)",
    "scan": "from pathlib import Path; from analysis.intake.reading import read; read(Path({path!r}))",
    "pandas": "import pandas; pandas.read_excel({path!r}, engine='openpyxl')",
}
ROWS, COLUMNS = 30_000, 10


def deliveries(bench: Bench) -> list[Row]:
    """Measure how long a delivered workbook of 300,000 cells takes to be read, against pandas with openpyxl."""
    path = bench.work / "delivery.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        percent, sheet = book.add_format({"num_format": "0.0%"}), book.add_worksheet("Tal")
        for row in range(ROWS):
            sheet.write(row, 0, f"Area {row % 97}")
            for column in range(1, COLUMNS):
                sheet.write(row, column, (row * column % 1000) / 7, percent if column % 2 else None)
    seconds, memory = {}, {}
    for name, code in READERS.items():
        command = [PYTHON, "-c", f"{code.format(path=str(path))}; {PEAK}"]
        seconds[name] = bench.timed(f"delivery, {name}", command)
        memory[name] = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    what = "a workbook of 300,000 cells read, {}, against pandas with openpyxl"
    measured = "{:.1f} s and {} MB against {:.1f} s and {} MB"
    rows = []
    for name, words, aim in (("values", "values alone", 1), ("scan", "with all that the cells show", 8)):
        pair = measured.format(seconds[name], memory[name], seconds["pandas"], memory["pandas"])
        times = f"{seconds['pandas'] / seconds[name]:.1f}×"
        reached = seconds[name] <= aim and memory[name] < 500
        rows.append(Row(what.format(words), pair, times, f"≤ {aim} s, under 500 MB", reached))
    return rows


def registers(bench: Bench) -> list[Row]:
    """Measure how long a register takes to be counted, against pandas on the same file, and on a cluster of one and two workers."""
    data = bench.project / "data"
    mapping = made.make_data(data)
    (whole,) = made.make(bench.work / "whole", bench.rows, 1)
    ours, theirs = made.by_program([whole], mapping, data), made.by_pandas([whole], bench.work)
    print(f"register: {ours}; pandas: {theirs}", flush=True)
    whole.unlink()
    parts = made.make(bench.work / "parts", bench.rows, 4)
    on = {}
    with scheduler() as address:
        for workers in (1, 2):
            with dask_workers(address, workers):
                on[workers] = made.by_program(parts, mapping, data, "--scheduler", address)
                print(f"register on {workers}: {on[workers]}", flush=True)
    if not ours.counts == theirs.counts == on[1].counts == on[2].counts:
        raise SystemExit("the counts are not the same")
    ratio, faster = theirs.seconds / ours.seconds, on[1].seconds / on[2].seconds
    what = f"a register of {bench.rows:,} rows counted"
    return [
        Row(
            f"{what}, whole command, against pandas on the same file; the same {len(ours.counts)} counts",
            f"{ours} against {theirs}",
            f"{ratio:.1f}×",
            "≥ 5×, under 1,000 MB",
            ratio >= 5 and ours.memory < 1000,
        ),
        Row(
            f"{what}, in four files on a Dask cluster of two workers against one; the same counts",
            f"{on[2].seconds:.1f} s against {on[1].seconds:.1f} s",
            f"{faster:.2f}×",
            "> 1×",
            faster > 1,
        ),
    ]


@contextmanager
def scheduler() -> Iterator[str]:
    """Yield the address of a Dask scheduler on this machine."""
    address = "tcp://127.0.0.1:8797"
    with started([str(Path(PYTHON).with_name("dask")), "scheduler", "--host", "127.0.0.1", "--port", "8797", "--no-dashboard"]):
        time.sleep(4)
        yield address


def small_counts(_bench: Bench) -> list[Row]:
    """Return how long tables of small counts take to be protected; see ``disclosure``."""
    return [
        Row(
            f"{one.cells} cells of {len(one.case.shape)} ways with a mean of {one.case.mean} "
            f"protected against {', '.join(('the stranger', *one.case.attackers))}",
            f"{one.seconds:.2f} s; {one.small} small ones and {one.others} others hidden",
            f"{1000 * one.seconds / one.cells:.1f} ms a cell",
            f"≤ {one.case.aim_seconds:g} s",
            one.seconds <= one.case.aim_seconds,
        )
        for one in disclosure.measured()
    ]


def fetch(bench: Bench) -> list[Row]:
    """Try every bad answer of a bank, write the table of what is said, and return how many are told as they should be."""
    rows = list(bad_answers.tried(bench.work))
    told = sum(row.is_told for row in rows)
    for row in rows:
        if not row.is_told:
            print(f"not told: {row.row}")
    put("bad answers: written by bench.py --only fetch", "end of bad answers", bad_answers.table(rows))
    what = "answers of a bank that are bad, told in one message, with every file as it was"
    return [Row(what, f"{told} of {len(rows)}", "", "all", told == len(rows))]


@contextmanager
def dask_workers(address: str, count: int) -> Iterator[None]:
    """Start workers of one thread each."""
    command = [str(Path(PYTHON).with_name("dask")), "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    with started(*[command] * count):
        time.sleep(4)
        yield


@contextmanager
def started(*commands: Sequence[str]) -> Iterator[None]:
    """Start processes, and end them and what they started."""
    with tempfile.TemporaryDirectory() as folder:
        processes = [subprocess.Popen(c, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for c in commands]
        try:
            yield
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


def machine() -> str:
    """Return what this machine is."""
    cpu = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    memory = psutil.virtual_memory().total / 2**30
    return f"{cpu or platform.processor()}, {psutil.cpu_count()} processors, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| What | Measured | Ratio | Aim | Reached |", "|---|---|---|---|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.ratio} | {row.aim} | {'yes' if row.reached else '**no**'} |" for row in rows]
    return "\n".join(lines)


def write(name: str, rows: Sequence[Row]) -> None:
    """Put the table of a part in docs/benchmarks.md, with the day and what this machine is."""
    day = dt.datetime.now(tz=dt.UTC).date()
    put(f"{name}: written by make bench", f"end of {name}", f"{table(rows)}\n\n{day.isoformat()}, {machine()}")


def put(start: str, end: str, text: str) -> None:
    """Put a text between two marks of docs/benchmarks.md; what is written by hand around them stays."""
    page = ROOT / "docs" / "benchmarks.md"
    before, start, rest = page.read_text(encoding="utf-8").partition(f"<!-- {start} -->\n")
    _, end, after = rest.partition(f"<!-- {end} -->")
    if not start or not end:
        raise SystemExit(f"{page}: a mark is missing")
    page.write_text(f"{before}{start}\n{text}\n\n{end}{after}", encoding="utf-8")


SUITES: dict[str, Callable[[Bench], list[Row]]] = {
    "engine": engine,
    "rebuild": rebuild,
    "nbval": nbval,
    "synthetic": synthetic,
    "portfolio": portfolio,
    "deliveries": deliveries,
    "disclosure": small_counts,
    "registers": registers,
    "fetch": fetch,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="+", choices=SUITES, default=list(SUITES))
    options.add_argument("--large", type=int, default=PARTNERSHIPS * EDITIONS * CHAPTERS, help="how many synthetic notebooks")
    options.add_argument("--rows", type=int, default=10_000_000, help="how many rows the register has")
    options.add_argument("--sizes", type=int, nargs="+", default=(5, 20, 100), help="how many partnerships the portfolios have")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), chosen.large, chosen.rows, tuple(chosen.sizes))
        copy_project(bench.project)
        for name in chosen.only:
            rows = SUITES[name](bench)
            print(table(rows), flush=True)
            write(name, rows)


if __name__ == "__main__":
    main()
