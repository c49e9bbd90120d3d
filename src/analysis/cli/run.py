"""Running notebooks."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import LAST_YEAR, Commands, add_command, add_parameters, add_running, place, whole_number
from analysis.cli.project import alone, own_place, runner
from analysis.errors import ParameterFault, UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.book.make import Choice
    from analysis.book.notebooks.update import Task
    from analysis.book.portfolio import Failures, Portfolio
    from analysis.book.project import Project


def add_run(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "run", run, message("cli.run.about"))
    which = command.add_mutually_exclusive_group()
    years = whole_number(1, LAST_YEAR)
    which.add_argument(
        "--year",
        type=years,
        nargs="+",
        action="extend",
        metavar=message("cli.placeholders.year"),
        help=message("cli.options.years"),
    )
    which.add_argument("--all", action="store_true", help=message("cli.options.all"))
    command.add_argument("--force", action="store_true", help=message("cli.options.force"))
    add_parameters(command, message("cli.options.parameter"))
    command.add_argument("--out", type=place, metavar=message("cli.placeholders.folder"), help=message("cli.options.run_out"))
    command.add_argument("--portfolio", type=place, metavar=message("cli.placeholders.file"), help=message("cli.options.portfolio"))
    command.add_argument("--explain", action="store_true", help=message("cli.options.explain"))
    add_running(command)


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
    from analysis.book.engine.warm import importing, keep_to_one_thread
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
    with importing():
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
    from analysis.book.portfolio import make_all_notebooks, read_portfolio

    portfolio = read_portfolio(Path(options.portfolio).resolve(), project.root)
    if options.explain:
        explain_portfolio(portfolio, choice_of(options))
        return 0
    tell_counts(make_all_notebooks(portfolio, choice_of(options), runner(options)), project.root / "build")
    print(message("cli.build.front", page=portfolio.front))
    return 0


def explain_portfolio(portfolio: Portfolio, choice: Choice) -> None:
    """Print of each notebook of all partnerships whether it would run. Raises ``SomeFailed`` with those that nothing can be said of."""
    from analysis.book.portfolio import all_said, tasks

    failures: Failures = {}
    explain(tasks(portfolio, choice, failures))
    if failures:
        raise all_said(portfolio, failures, made=False)


def explain(tasks: Iterable[Task]) -> None:
    """Print of each notebook whether it would run, and why."""
    words = {"run": "runs", "render": "renders", "nothing": "current"}
    counts = dict.fromkeys(words, 0)
    for task in tasks:
        counts[task.due.what] += 1
        print(message(f"cli.run.{words[task.due.what]}", name=task.name, why=task.due.why))
    print(message("cli.run.sums", **counts))
