"""The command line: check, results, run, build, serve."""

from __future__ import annotations

import argparse
import errno
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import ParameterFault, UserError
from analysis.messages import message

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from analysis.book.make import Choice
    from analysis.book.notebooks.update import Runner, Task
    from analysis.book.project import Project

# A disk that is full or may not be written to, wherever it shows.
CANNOT_WRITE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
LAST_YEAR = 9999
LAST_PORT = 65535
LONGEST_SECONDS = 7 * 24 * 60 * 60
WIDEST_CELL = 60

# What a command needs is imported by the command, so that --help and small commands answer at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 the user's data or arguments, 2 usage, 3 a notebook failed."""
    speak_utf8()
    try:
        try:
            return perform(parser().parse_args(arguments))
        finally:
            if sys.stdout is not None:  # it is None where the user's shell has closed it
                sys.stdout.flush()
    except BrokenPipeError:
        if reader_has_gone():
            return 0
        raise


def speak_utf8() -> None:
    """Have both outputs take every letter, whatever the user's settings say."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def reader_has_gone() -> bool:
    """Tell whether nobody reads the output any more, as after ``| head``; then let the rest of it go nowhere."""
    try:
        # What the pipe refused is forgotten after the first flush, so only something new shows that it is still broken.
        print(flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def perform(options: argparse.Namespace) -> int:
    """Run the command that was chosen and return its exit code; what is the user's to mend is one message."""
    try:
        return int(options.command(options))
    except UserError as error:
        print(message("cli.program.error", error=error), file=sys.stderr)
        return error.exit_code
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        where = f"{error.filename}: " if error.filename else ""
        print(message("cli.program.disk", where=where, why=error.strerror), file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print(message("cli.program.stopped"), file=sys.stderr)
        return 130


# The options


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="statusbog",
        description=message("cli.program.about"),
        epilog=message("cli.program.more") + "\n" + message("cli.program.exit_codes"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=message("cli.program.version", version=version("statusbog")))
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for add in (add_check, add_results, add_run, add_build, add_serve):
        add(commands)
    return whole


Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, function: object, text: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    """Add a command with the option that all have, and return its parser."""
    command: argparse.ArgumentParser = commands.add_parser(  # type: ignore[attr-defined]
        name,
        help=text,
        description=text,
        epilog=message(f"cli.{name}.more") + message("cli.program.exit_codes"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--data", type=place, metavar="DIR", help=message("cli.options.data"))
    command.set_defaults(command=function)
    return command


def add_check(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "check", check, "Read and check all data; every fault at once, then every warning.")
    command.add_argument("--strict", action="store_true", help="let warnings count as faults")


def add_results(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "results", print_results, message("cli.results.about"))
    command.add_argument("--year", type=whole_number(1, LAST_YEAR), metavar="Y", required=True, help=message("cli.options.year"))
    command.add_argument("--as-of", metavar="DATE", help=message("cli.options.as_of"))
    command.add_argument("--format", choices=("csv", "json", "table"), default="table", help=message("cli.options.format"))


def add_run(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "run", run, message("cli.run.about"))
    which = command.add_mutually_exclusive_group()
    years = whole_number(1, LAST_YEAR)
    which.add_argument("--year", type=years, nargs="+", action="extend", metavar="Y", help=message("cli.options.years"))
    which.add_argument("--all", action="store_true", help=message("cli.options.all"))
    command.add_argument("--force", action="store_true", help=message("cli.options.force"))
    command.add_argument(
        "-p",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "VALUE"),
        dest="parameters",
        help=message("cli.options.parameter"),
    )
    command.add_argument("--out", type=place, metavar="DIR", help=message("cli.options.run_out"))
    command.add_argument("--portfolio", type=place, metavar="FILE", help=message("cli.options.portfolio"))
    command.add_argument("--explain", action="store_true", help=message("cli.options.explain"))
    add_running(command)


def add_build(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "build", build, message("cli.build.about"))
    command.add_argument("--portfolio", type=place, metavar="FILE", help=message("cli.options.portfolio"))
    command.add_argument("--out", type=place, metavar="DIR", help=message("cli.options.site_out"))
    add_running(command)


def add_serve(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "serve", serve, message("cli.serve.about"))
    command.add_argument("--out", type=place, metavar="DIR", help=message("cli.options.site_out"))
    command.add_argument("--port", type=whole_number(0, LAST_PORT), default=8000, metavar="N", help=message("cli.options.port"))
    add_running(command)


def add_running(command: argparse.ArgumentParser) -> None:
    """Add the options of commands that run notebooks."""
    command.add_argument("-j", type=whole_number(1), metavar="N", help=message("cli.options.jobs"))
    command.add_argument("--scheduler", metavar="ADDRESS", help=message("cli.options.scheduler"))
    command.add_argument("--timeout", type=seconds, default=600, metavar="SECONDS", help=message("cli.options.timeout"))


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number within limits, and raises ``argparse.ArgumentTypeError`` for anything else."""

    def read(text: str) -> int:
        value = int(text) if text.isascii() and text.isdigit() else -1
        if value < least or (most is not None and value > most):
            key = "cli.types.many" if most is None else "cli.types.whole"
            raise argparse.ArgumentTypeError(message(key, found=text, least=least, most=most))
        return value

    return read


def place(text: str) -> str:
    """Return a path. Raises ``argparse.ArgumentTypeError`` for none: an unset variable of the shell's is no choice of the default."""
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError(message("cli.types.place", found=repr(text)))
    return text


def seconds(text: str) -> float:
    """Return a time limit. Raises ``argparse.ArgumentTypeError`` unless it is one that can be kept."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= LONGEST_SECONDS:
        raise argparse.ArgumentTypeError(message("cli.types.seconds", found=text, most=LONGEST_SECONDS))
    return value


# Looking at the data


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

    from analysis.book.days import day_of
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.indicators import results

    facts = load(find_project(options.data).data)
    table = results(facts, options.year, day_of(facts, options.as_of or ""))
    table["value"] = [plain(value) for value in table["value"]]
    if options.format == "csv":
        print(table.to_csv(index=False, lineterminator="\n"), end="")
    elif options.format == "json":
        print(table.to_json(orient="records", force_ascii=False, indent=1))
    else:
        with pd.option_context("display.max_rows", None, "display.max_columns", None, "display.width", None):
            print(table.to_string(index=False, max_colwidth=WIDEST_CELL))
    return 0


def plain(value: object) -> str:
    """Return a value as a plain number with a decimal point, a word, or nothing."""
    return "" if value is None else f"{value:f}" if not isinstance(value, str) else value


# Running notebooks


def run(options: argparse.Namespace) -> int:
    """Run notebooks."""
    from analysis.book.project import find_project

    project = find_project(options.data)
    if options.parameters and not options.out:
        raise ParameterFault(message("cli.run.needs_out"))
    with alone(project):
        return run_portfolio(project, options) if options.portfolio else run_book(project, options)


def run_book(project: Project, options: argparse.Namespace) -> int:
    """Run the notebooks of one partnership."""
    from analysis.book.engine.warm import keep_to_one_thread
    from analysis.book.project import pages_of
    from analysis.book.stamp import Stamp, inputs_of, state_of_folder
    from analysis.data import load

    facts = load(project.data)
    out = own_place(project, options.out) if options.out else pages_of(project, facts)
    everything = not (options.year or options.force or options.out or options.explain)
    stamp, inputs = Stamp(project, "run"), inputs_of(project)
    if everything and stamp.says(inputs, state_of_folder(out)):
        print(message("cli.run.nothing"))
        return 0
    keep_to_one_thread()
    from analysis.book.make import make_notebooks, plan, tasks_of

    choice = choice_of(options)
    if options.explain:
        explain(tasks_of(project, plan(project, facts, choice), out, force=choice.force))
        return 0
    counts = make_notebooks(project, facts, choice, out, runner(options))
    if everything and inputs_of(project) == inputs:
        stamp.put(inputs, state_of_folder(out))
    tell_counts(counts, out)
    return 0


def own_place(project: Project, out: str) -> Path:
    """Return the folder that a user named with ``--out``. Raises ``UserError`` for one that holds what is not to be written over."""
    from analysis.book.claims import fault_of_out, refuse

    folder = Path(out).resolve()
    refuse(fault_of_out(folder, project.root, project.data))
    return folder


def tell_counts(counts: Mapping[str, int], folder: Path) -> None:
    """Print what was done, and where it is."""
    print(message("cli.run.done", run=counts["run"], render=counts["render"], nothing=counts["nothing"], folder=folder))


def choice_of(options: argparse.Namespace) -> Choice:
    """Return what the options of ``run`` choose."""
    from analysis.book.make import Choice

    parameters = tuple((name, value) for name, value in options.parameters)
    return Choice(tuple(options.year or ()), parameters, force=options.force or bool(options.out), trial=bool(options.out))


def run_portfolio(project: Project, options: argparse.Namespace) -> int:
    """Run the notebooks of every partnership that a portfolio names."""
    from analysis.book.engine.warm import keep_to_one_thread

    if options.out or options.year or options.data:
        raise UserError(message("cli.run.portfolio"))
    keep_to_one_thread()
    from analysis.book.portfolio import make_all_notebooks, read_portfolio, tasks

    portfolio = read_portfolio(Path(options.portfolio).resolve(), project.root)
    if options.explain:
        explain(tasks(portfolio, choice_of(options)))
        return 0
    tell_counts(make_all_notebooks(portfolio, choice_of(options), runner(options)), project.root / "build")
    print(message("cli.build.front", page=portfolio.front))
    return 0


def explain(tasks: Iterable[Task]) -> None:
    """Print of each notebook whether it would run, and why."""
    words = {"run": "runs", "render": "renders", "nothing": "current"}
    counts = dict.fromkeys(words, 0)
    for task in tasks:
        counts[task.due.what] += 1
        print(message(f"cli.run.{words[task.due.what]}", name=task.name, why=task.due.why))
    print(message("cli.run.sums", **counts))


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
            print(message("cli.program.waiting"), file=sys.stderr, flush=True)
            lock.acquire()
    except OSError as error:
        raise UserError(message("cli.program.closed", folder=path.parent, why=error.strerror)) from None
    try:
        yield
    finally:
        lock.release()


# Building the site


def build(options: argparse.Namespace) -> int:
    """Run what is stale, then build the site."""
    if options.portfolio:
        return build_portfolio(options)
    print(message("cli.build.done", page=build_site(options)))
    return 0


def build_portfolio(options: argparse.Namespace) -> int:
    """Build the site of every partnership that a portfolio names."""
    from analysis.book.engine.warm import keep_to_one_thread
    from analysis.book.project import find_project

    project = find_project(None)
    if options.out or options.data:
        raise UserError(message("cli.build.portfolio"))
    keep_to_one_thread()
    from analysis.book.portfolio import make_all_sites, read_portfolio

    with alone(project):
        portfolio = read_portfolio(Path(options.portfolio).resolve(), project.root)
        make_all_sites(portfolio, runner(options))
    print(message("cli.build.front", page=portfolio.front))
    return 0


def build_site(options: argparse.Namespace) -> Path:
    """Run what is stale, build the site and return its first page. With nothing changed nothing is done."""
    from analysis.book.claims import fault_of, refuse, take_out
    from analysis.book.engine.warm import keep_to_one_thread
    from analysis.book.project import find_project, pages_of, site_of
    from analysis.book.stamp import Stamp, inputs_of, state_of_folder
    from analysis.data import load

    project = find_project(options.data)
    with alone(project):
        facts = load(project.data)
        pages = pages_of(project, facts)
        out = own_place(project, options.out) if options.out else site_of(project, facts)
        html, inputs = out / "html", inputs_of(project)
        refuse(fault_of(html, "site"), fault_of(out / "work", "work"))
        stamp = Stamp(project, "site", str(out))
        if stamp.says(inputs, state_of_folder(pages), state_of_folder(html)):
            return html / "index.html"
        keep_to_one_thread()
        from analysis.book.make import make_site

        take_out(out, project.root)
        make_site(project, facts, pages, out, runner(options))
        if inputs_of(project) == inputs:
            Stamp(project, "run").put(inputs, state_of_folder(pages))
            stamp.put(inputs, state_of_folder(pages), state_of_folder(html))
    return html / "index.html"


def serve(options: argparse.Namespace) -> int:
    """Build the site and show it on localhost until interrupted. The port is taken first, so that nobody waits in vain."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler

    with listening(options.port) as server:
        folder = build_site(options).parent
        server.RequestHandlerClass = partial(SimpleHTTPRequestHandler, directory=str(folder))
        print(message("cli.serve.done", port=server.server_port), flush=True)
        server.serve_forever()
    return 0


def listening(port: int) -> ThreadingHTTPServer:
    """Return a server that has a port of this machine. Raises ``UserError`` when that cannot be had."""
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    try:
        return ThreadingHTTPServer(("127.0.0.1", port), SimpleHTTPRequestHandler)
    except OSError as error:
        raise UserError(message("cli.serve.port", port=port, why=error.strerror)) from None


if __name__ == "__main__":
    sys.exit(main())
