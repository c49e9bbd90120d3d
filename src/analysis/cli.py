"""The command line: check, results, run, build, serve."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import ParameterFault, RunFailed, UserError

if TYPE_CHECKING:
    from analysis.book.chapters import Job
    from analysis.book.project import Project
    from analysis.data import Facts

# What a command needs is imported by the command, so that --help and small commands answer at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 the user's data or arguments, 2 usage, 3 a notebook failed."""
    options = parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except UserError as error:
        print(f"statusbog: {error}", file=sys.stderr)
        return error.exit_code
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
    add_command(commands, "check", check, "Read all data and report every fault at once.")


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
    command.add_argument("-j", type=int, metavar="N", help="how many notebooks at once (default: the processors at hand)")


def add_build(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "build", build, "Run what is stale, then build the site.")
    command.add_argument("--out", metavar="DIR", help="where to put html/ (default: build)")
    command.add_argument("-j", type=int, metavar="N", help="how many notebooks at once (default: the processors at hand)")


def add_serve(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "serve", serve, "Build the site and show it on localhost.")
    command.add_argument("--out", metavar="DIR", help="where to put html/ (default: build)")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("-j", type=int, metavar="N", help="how many notebooks at once (default: the processors at hand)")


def check(options: argparse.Namespace) -> int:
    """Read and check all data."""
    from analysis.book.project import find_project
    from analysis.data import load

    facts = load(find_project(options.data).data)
    targets = sum(len(agreement.targets) for agreement in facts.agreements)
    print(
        f"No faults: {len(facts.observations)} observations, {len(facts.budgets)} budget cells, {len(facts.activities)} activities, "
        f"{len(facts.deliverables)} deliverables, {targets} targets, {len(facts.sources)} sources."
    )
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
    from analysis.book.project import find_project
    from analysis.data import load

    project = find_project(options.data)
    if options.parameters and not options.out:
        raise ParameterFault(
            "run -p: found no --out; expected one, for the published notebooks are never overwritten by a trial; add --out DIR."
        )
    if options.out and Path(options.out).resolve().is_relative_to(project.pages):
        raise UserError(
            f"run --out {options.out}: found the folder of the published notebooks; expected another one; choose one outside book/."
        )
    facts = load(project.data)
    jobs = chosen_jobs(project, facts, options.year, options.parameters)
    out = Path(options.out).resolve() if options.out else pages_of(project, facts)
    run_jobs(project, jobs, out, options.j, force=options.force or bool(options.out))
    if not options.year and not options.out:
        from analysis.book.site import prune

        prune(out, jobs)
    return 0


def chosen_jobs(project: Project, facts: Facts, years: list[int] | None, parameters: list[list[str]]) -> list[Job]:
    """Return the jobs of the chosen editions (of all, when none is chosen), with the parameters that were given."""
    from dataclasses import replace

    from analysis.book.chapters import plan_jobs, read_chapters

    for year in years or ():
        facts.edition(year)
    jobs = plan_jobs(facts, read_chapters(project.notebooks), project.data_parameter)
    chosen = [job for job in jobs if not years or job.edition in years]
    return [replace(job, parameters=tuple((dict(job.parameters) | dict(parameters)).items())) for job in chosen]


def pages_of(project: Project, facts: Facts) -> Path:
    """Return the folder of a partnership's notebooks: ``book/`` for the project's own, else one under ``build/``."""
    return project.pages if project.is_own else project.root / "build" / facts.partnership.id / "book"


def run_jobs(project: Project, jobs: list[Job], out: Path, workers: int | None, *, force: bool) -> None:
    """Run the jobs that are stale, with a progress bar. Raises ``RunFailed`` at the end when any failed."""
    from tqdm import tqdm

    from analysis.book.chapters import read_source
    from analysis.book.parameters import fit
    from analysis.book.run import cores, is_stale, keys_of, run_many

    faults = []
    for job in {job.chapter: job for job in jobs}.values():
        try:
            fit(job.name, read_source(job.source), job.parameters)
        except ParameterFault as fault:
            faults.append(str(fault))
    if faults:
        raise ParameterFault("\n".join(faults))
    due = [(job, key) for job, key in keys_of(jobs, project.inputs(), out) if force or is_stale(job, key, out)]
    if not due:
        return
    outcomes = run_many(due, out, project.root, workers or cores())
    errors = [outcome.error for outcome in tqdm(outcomes, total=len(due), unit="notebook", desc="run") if outcome.error]
    if errors:
        raise RunFailed(f"{len(errors)} of {len(due)} notebooks failed; the others are done.\n" + "\n".join(sorted(errors)))


def build(options: argparse.Namespace) -> int:
    """Run what is stale, then build the site."""
    print(f"The book is at {build_site(options)}")
    return 0


def build_site(options: argparse.Namespace) -> Path:
    """Run what is stale, build the site and return its first page."""
    from analysis.book.project import find_project
    from analysis.book.site import (
        about_pages,
        build_html,
        check_pages,
        configuration,
        copy_pages,
        dump,
        prune,
        table_of_contents,
        write_text,
    )
    from analysis.data import load
    from analysis.display.words import say

    project = find_project(options.data)
    facts = load(project.data)
    jobs = chosen_jobs(project, facts, None, [])
    pages = pages_of(project, facts)
    copy_pages(project.pages, pages)
    run_jobs(project, jobs, pages, options.j, force=False)
    prune(pages, jobs)
    captions = {key: say(f"front.{key}") for key in ("editions", "across", "about")}
    write_text(pages / "_toc.yml", dump(table_of_contents(jobs, captions, about_pages(pages))))
    check_pages(pages, [job.name for job in jobs])
    config = configuration(project.root / "_config.yml", say("front.title", partnership=facts.partnership.name))
    default = project.root / "build" if project.is_own else pages.parent
    out = Path(options.out).resolve() if options.out else default
    return build_html(pages, config, out / "work", out)


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
