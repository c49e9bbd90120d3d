"""What must not be told: the attack on what is published, and taking back what was published by mistake."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from analysis.cli.options import LAST_YEAR, Commands, add_command, whole_number, words
from analysis.cli.project import alone
from analysis.cli.release import day, day_of_work
from analysis.errors import UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.release.attack import Outcome


def add_attack(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "attack", attack, message("cli.attack.about"))
    command.add_argument(
        "--year", type=whole_number(1, LAST_YEAR), metavar=message("cli.placeholders.year"), help=message("cli.attack.year")
    )


def attack(options: argparse.Namespace) -> int:
    """Attack the built site. Raises ``UserError`` with each hidden figure that is recovered, and how."""
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.release.attack import attack as try_to_recover
    from analysis.release.attack.files import files_of_site

    project = find_project(options.data)
    facts = load(project.data)
    years = [edition.year for edition in facts.partnership.editions]
    if options.year is not None:
        years = [facts.edition(options.year).year]
    outcome = try_to_recover(facts, files_of_site(project, facts), years)
    if not outcome.hidden:
        print(message("release.attack.none_hidden"))
        return 0
    print(report(outcome))
    if outcome.recovered:
        head = message("release.attack.recovered", count=len({one.name for one in outcome.recovered}))
        raise UserError("\n  ".join([head, *map(str, outcome.recovered)]))
    print(message("release.attack.kept"))
    return 0


def add_withdraw(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "withdraw", withdraw, message("cli.withdraw.about"))
    command.add_argument(
        "year", type=whole_number(1, LAST_YEAR), metavar=message("cli.placeholders.year"), help=message("cli.withdraw.year")
    )
    command.add_argument("rows", nargs="+", metavar=message("cli.placeholders.row"), help=message("cli.withdraw.rows"))
    command.add_argument(
        "--reason", type=words, required=True, metavar=message("cli.placeholders.text"), help=message("cli.withdraw.reason")
    )
    command.add_argument("--day", type=day, metavar=message("cli.placeholders.date"), help=message("cli.publish.day"))


def withdraw(options: argparse.Namespace) -> int:
    """Withdraw rows of an edition, and say what could not be taken back."""
    from analysis.book.project import find_project
    from analysis.release.publish import Wish
    from analysis.release.withdraw import withdraw as take_back

    project = find_project(options.data)
    with alone(project):
        wish = Wish((options.year,), day_of_work(options), options.reason)
        done = take_back(project, wish, tuple(dict.fromkeys(options.rows)))
    for year, count in done.numbers.items():
        print(message("release.withdraw.done", year=year, count=count))
    for file in done.deliveries:
        print(message("release.withdraw.delivery", file=file))
    for name in done.left:
        print(message("release.withdraw.left", name=name))
    for key, names in (("made", done.lying.made), ("tells", done.lying.telling), ("unread", done.lying.unread)):
        for name in names:
            print(message(f"release.withdraw.{key}", name=name))
    print(message("release.withdraw.build"))
    print(message("release.withdraw.git"))
    print(message("release.done.where"))
    return 0


def report(outcome: Outcome) -> str:
    """Return what was hidden, which forms were read, and who attacked."""
    forms = ", ".join(message("release.attack.form", count=count, form=form) for form, count in outcome.forms.items())
    attackers = ", ".join(message(f"release.attack.attacker_{one}") for one in outcome.attackers)
    return message("release.attack.read", hidden=outcome.hidden, forms=forms, attackers=attackers)
