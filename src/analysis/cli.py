"""The command line: check, results, run, build, serve."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import ParameterFault, UserError

if TYPE_CHECKING:
    from analysis.book.make import Choice
    from analysis.book.notebooks.update import Runner, Task
    from analysis.book.project import Project

# A disk that is full or may not be written to, wherever it shows.
CANNOT_WRITE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}

# What a command needs is imported by the command, so that --help and small commands answer at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 the user's data or arguments, 2 usage, 3 a notebook failed."""
    options = parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except UserError as error:
        print(f"statusbog: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        where = f"{error.filename}: " if error.filename else ""
        print(f"statusbog: {where}{error.strerror}; what was published stands; make room, or change permissions.", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("statusbog: stopped.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="statusbog", description="The status book: from facts in files to a book that rebuilds itself."
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for add in (add_check, add_results, add_run, add_build, add_serve):
        add(commands)
    return whole


Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, function: object, text: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    """Add a command with the option that all have, and return its parser."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)  # type: ignore[attr-defined]
    command.add_argument("--data", metavar="DIR", help="another partnership's data folder (default: the project's own)")
    command.set_defaults(command=function)
    return command


def add_check(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "check", check, "Read and check all data; every fault at once, then every warning.")
    command.add_argument("--strict", action="store_true", help="let warnings count as faults")


def add_results(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "results", print_results, "Print an edition's results table.")
    command.add_argument("--year", type=int, required=True, help="the edition")
    command.add_argument("--as-of", metavar="DATE", help="use only what was published by this day (default: the edition's own)")
    command.add_argument("--format", choices=("csv", "json", "table"), default="table")


def add_run(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "run", run, "Run notebooks: all that are stale, or those of chosen editions.")
    command.add_argument("--year", type=int, nargs="+", action="extend", metavar="Y", help="only these editions")
    command.add_argument("--all", action="store_true", help="all editions and the pages across them (the default without --year)")
    command.add_argument("--force", action="store_true", help="run also what is up to date")
    command.add_argument(
        "-p",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "VALUE"),
        dest="parameters",
        help="set a parameter; needs --out",
    )
    command.add_argument("--out", metavar="DIR", help="write here and leave the published notebooks alone")
    command.add_argument("--portfolio", metavar="FILE", help="the books of all partnerships that this TOML file names")
    command.add_argument("--explain", action="store_true", help="run nothing; say of each notebook whether it would run, and why")
    add_running(command)


def add_build(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "build", build, "Run what is stale, then build the site.")
    command.add_argument("--portfolio", metavar="FILE", help="the books of all partnerships that this TOML file names")
    command.add_argument("--out", metavar="DIR", help="where to put html/ (default: build)")
    add_running(command)


def add_serve(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "serve", serve, "Build the site and show it on localhost.")
    command.add_argument("--out", metavar="DIR", help="where to put html/ (default: build)")
    command.add_argument("--port", type=int, default=8000)
    add_running(command)


def seconds(text: str) -> float:
    """Return a time limit. Raises ``ValueError`` unless it is above 0, which argparse turns into its message."""
    value = float(text)
    if value <= 0:
        raise ValueError(text)
    return value


def add_running(command: argparse.ArgumentParser) -> None:
    """Add the options of commands that run notebooks."""
    command.add_argument("-j", type=int, metavar="N", help="how many notebooks at once (default: the processors at hand)")
    command.add_argument("--scheduler", metavar="ADDRESS", help="run on the Dask cluster of this scheduler (tcp://HOST:8786)")
    command.add_argument(
        "--timeout", type=seconds, default=600, metavar="SECONDS", help="how long one notebook may take (default: 600)"
    )


def check(options: argparse.Namespace) -> int:
    """Read and check all data. Warnings ask and do not stop, unless ``--strict`` makes faults of them."""
    from analysis.book.project import find_project
    from analysis.data import examine
    from analysis.errors import listing
    from analysis.messages import message

    facts, warnings = examine(find_project(options.data).data)
    counts = {name: len(getattr(facts, name)) for name in ("observations", "budgets", "activities", "deliverables", "sources")}
    targets = sum(len(agreement.targets) for agreement in facts.agreements)
    print(message("data.check.none", targets=targets, **counts))
    if warnings:
        print(listing("warnings", warnings))
    if warnings and options.strict:
        raise UserError(message("data.check.strict"))
    return 0


def print_results(options: argparse.Namespace) -> int:
    """Print the results table of an edition."""
    import pandas as pd

    from analysis.book.project import find_project
    from analysis.data import load, parse_day
    from analysis.indicators import results

    table = results(load(find_project(options.data).data), options.year, parse_day(options.as_of or ""))
    table["value"] = [plain(value) for value in table["value"]]
    if options.format == "csv":
        print(table.to_csv(index=False, lineterminator="\n"), end="")
    elif options.format == "json":
        print(table.to_json(orient="records", force_ascii=False, indent=1))
    else:
        with pd.option_context(
            "display.max_rows", None, "display.max_columns", None, "display.width", None, "display.max_colwidth", 60
        ):
            print(table.to_string(index=False))
    return 0


def plain(value: object) -> str:
    """Return a value as a plain number with a decimal point, a word, or nothing."""
    return "" if value is None else f"{value:f}" if not isinstance(value, str) else value


def run(options: argparse.Namespace) -> int:
    """Run notebooks."""
    from analysis.book.project import find_project, pages_of
    from analysis.book.stamp import Stamp, inputs_of, state_of_folder
    from analysis.data import load

    project = find_project(options.data)
    refuse_trials_in_the_book(project, options)
    if options.portfolio:
        return run_portfolio(project, options)
    with alone(project):
        facts = load(project.data)
        out = Path(options.out).resolve() if options.out else pages_of(project, facts)
        everything = not (options.year or options.force or options.out or options.explain)
        stamp, inputs = Stamp(project, "run"), inputs_of(project)
        if everything and stamp.says(inputs, state_of_folder(out)):
            print("Nothing to do: everything is as it was when the notebooks were last brought up to date.")
            return 0
        from analysis.book.make import make_notebooks, plan, tasks_of

        choice = choice_of(options)
        if options.explain:
            explain(tasks_of(project, facts, plan(project, facts, choice), out, force=choice.force))
            return 0
        make_notebooks(project, facts, choice, out, runner(options))
        if everything and inputs_of(project) == inputs:
            stamp.put(inputs, state_of_folder(out))
    return 0


def choice_of(options: argparse.Namespace) -> Choice:
    """Return what the options of ``run`` choose."""
    from analysis.book.make import Choice

    parameters = tuple((name, value) for name, value in options.parameters)
    return Choice(tuple(options.year or ()), parameters, force=options.force or bool(options.out), trial=bool(options.out))


def run_portfolio(project: Project, options: argparse.Namespace) -> int:
    """Run the notebooks of every partnership that a portfolio names."""
    from analysis.book.portfolio import make_all_notebooks, read_portfolio, tasks

    if options.out or options.year or options.data:
        raise UserError(
            "run --portfolio: found --out, --year or --data; expected none, for each partnership has a book of its own; leave it out."
        )
    with alone(project):
        portfolio = read_portfolio(Path(options.portfolio).resolve(), project.root)
        if options.explain:
            explain(tasks(portfolio, choice_of(options)))
            return 0
        make_all_notebooks(portfolio, choice_of(options), runner(options))
        print(f"The page that leads to the books is {portfolio.front}")
    return 0


def refuse_trials_in_the_book(project: Project, options: argparse.Namespace) -> None:
    """Raise ``UserError`` where a trial would take the place of published notebooks."""
    if options.parameters and not options.out:
        raise ParameterFault(
            "run -p: found no --out; expected one, for the published notebooks are never overwritten by a trial; add --out DIR."
        )
    if options.out and Path(options.out).resolve().is_relative_to(project.pages):
        raise UserError(
            f"run --out {options.out}: found the folder of the published notebooks; expected another one; choose one outside book/."
        )


def explain(tasks: Iterable[Task]) -> None:
    """Print of each notebook whether it would run, and why."""
    words = {"run": "runs", "render": "gets its new text without a run", "nothing": "is current"}
    counts = dict.fromkeys(words, 0)
    for task in tasks:
        due = task.due
        counts[due.what] += 1
        print(f"{task.name} {words[due.what]}{': ' if due.why else ''}{due.why}")
    print(f"{counts['run']} to run, {counts['render']} to get new text, {counts['nothing']} current.")


def runner(options: argparse.Namespace) -> Runner:
    """Return where the notebooks are run."""
    if options.scheduler:
        try:
            from analysis.book.cluster.cluster import cluster_runner
        except ModuleNotFoundError:
            raise UserError("--scheduler: found no Dask; expected it; install it with: pip install statusbog[cluster].") from None
        return cluster_runner(options.scheduler, options.timeout)
    from analysis.book.notebooks.update import local_runner

    return local_runner(options.j, options.timeout)


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Wait, and say so, until no other run is at work in the project; then be the one."""
    from filelock import FileLock, Timeout

    path = project.root / "build" / ".lock"
    try:
        path.parent.mkdir(exist_ok=True)
        lock = FileLock(path)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            print("statusbog: another run is at work in this project; waiting until it has ended.", file=sys.stderr, flush=True)
            lock.acquire()
    except OSError as error:
        raise UserError(
            f"{path.parent}: found a folder that cannot be written to ({error.strerror}); expected one for drafts and pages; change its permissions."
        ) from None
    try:
        yield
    finally:
        lock.release()


def build(options: argparse.Namespace) -> int:
    """Run what is stale, then build the site."""
    if options.portfolio:
        return build_portfolio(options)
    print(f"The book is at {build_site(options)}")
    return 0


def build_portfolio(options: argparse.Namespace) -> int:
    """Build the site of every partnership that a portfolio names."""
    from analysis.book.project import find_project

    project = find_project(None)
    if options.out or options.data:
        raise UserError(
            "build --portfolio: found --out or --data; expected neither, for each partnership has a book of its own; leave it out."
        )
    from analysis.book.portfolio import make_all_sites, read_portfolio

    with alone(project):
        portfolio = read_portfolio(Path(options.portfolio).resolve(), project.root)
        make_all_sites(portfolio, runner(options))
    print(f"The page that leads to the books is {portfolio.front}")
    return 0


def build_site(options: argparse.Namespace) -> Path:
    """Run what is stale, build the site and return its first page. With nothing changed nothing is done."""
    from analysis.book.project import find_project, pages_of
    from analysis.book.stamp import Stamp, inputs_of, state_of_folder
    from analysis.data import load

    project = find_project(options.data)
    with alone(project):
        facts = load(project.data)
        pages = pages_of(project, facts)
        out = Path(options.out).resolve() if options.out else project.root / "build" if project.is_own else pages.parent
        html, inputs = out / "html", inputs_of(project)
        stamp = Stamp(project, "site", str(out))
        if stamp.says(inputs, state_of_folder(pages), state_of_folder(html)):
            return html / "index.html"
        from analysis.book.make import make_site

        make_site(project, facts, pages, out, runner(options))
        if inputs_of(project) == inputs:
            Stamp(project, "run").put(inputs, state_of_folder(pages))
            stamp.put(inputs, state_of_folder(pages), state_of_folder(html))
    return html / "index.html"


def serve(options: argparse.Namespace) -> int:
    """Build the site and show it on localhost until interrupted."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    folder = build_site(options).parent
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", options.port), handler) as server:
        print(f"The book is at http://localhost:{server.server_port}/ (stop with Ctrl-C)", flush=True)
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
