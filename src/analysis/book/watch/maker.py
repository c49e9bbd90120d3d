"""A warm process beside the server: it makes pages in copies of itself, one thing at a time, and ends what has become old."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from analysis.book.engine.processes import kill
from analysis.book.make import finishing_of
from analysis.book.project import Project, pages_of
from analysis.book.watch.page import bring_page_up
from analysis.data import load
from analysis.errors import RunFailed, UserError
from analysis.messages import message


@dataclass(frozen=True)
class Order:
    """What is to be made: a page, or with none the whole book. ``number`` tells it from those before it."""

    number: int
    page: str = ""


@dataclass(frozen=True)
class Outcome:
    """How an order ended: whether a page is another one now, or what is wrong (``code`` as a command would have ended with)."""

    order: Order
    is_new: bool = False
    fault: str = ""
    code: int = 0


@dataclass(frozen=True)
class Workshop:
    """What a maker works with: the book, where its site is, how to be the only one at work, and how to make the whole book."""

    project: Project
    out: Path
    scratch: Path
    alone: Callable[[Project], AbstractContextManager[None]]
    whole: Callable[[], object]
    seconds: float


def can_copy() -> bool:
    """Tell whether this system can copy processes."""
    return "fork" in multiprocessing.get_all_start_methods()


def start_maker(shop: Workshop) -> tuple[Any, Connection]:
    """Return a maker's process and the connection to it. This process must be warm, and must not have threads yet."""
    context = multiprocessing.get_context("fork")
    mine, its = context.Pipe()
    process = context.Process(target=make_what_is_ordered, args=(its, mine, shop))
    process.start()
    its.close()
    return process, mine


class Child:
    """A copy of this process that does one thing and says how it ended, over a connection."""

    def __init__(self, function: Callable[..., None], *arguments: object) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, its = context.Pipe()
        self.process = context.Process(target=self.work, args=(function, its, *arguments))
        self.process.start()
        its.close()

    def work(self, function: Callable[..., None], its: Connection, *arguments: object) -> None:
        """Do it at the head of a group of its own, so that it can be ended with everything that it starts."""
        os.setsid()
        self.connection.close()
        function(its, *arguments)
        os._exit(0)

    def end(self) -> None:
        """End it, whatever it is doing."""
        kill(self.process)
        self.connection.close()


def make_what_is_ordered(orders: Connection, other_end: Connection, shop: Workshop) -> None:
    """Make what is ordered until nobody orders any more. A new order ends the work on the one before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever orders hears it, and goes
    other_end.close()
    kept, at_work, order = Child(keep_site, orders, shop), None, Order(0)
    while True:
        ready = wait([orders, *([at_work.connection] if at_work else [])])
        if orders in ready:
            if (ordered := next_order(orders)) is None:
                break
            order = ordered
            if at_work:
                at_work.end()
            at_work = Child(make, order, kept.connection, shop)
        elif at_work:
            outcome = outcome_of(at_work, order)
            at_work.end()
            at_work = None
            if not order.page and not outcome.fault:
                kept.end()
                kept = Child(keep_site, orders, shop)
            orders.send(outcome)
    for child in (kept, at_work):
        if child:
            child.end()


def next_order(orders: Connection) -> Order | None:
    """Return what is ordered; ``None`` when nobody orders any more, or whoever did is gone."""
    try:
        found: Order | None = orders.recv()
    except (EOFError, OSError):
        return None
    return found


def outcome_of(child: Child, order: Order) -> Outcome:
    """Return how a child's work ended, also when it could not say so."""
    try:
        outcome: Outcome = child.connection.recv()
    except (EOFError, OSError):
        return Outcome(order, fault=message("book.watch.silent"), code=3)
    return outcome


def make(answers: Connection, order: Order, kept: Connection, shop: Workshop) -> None:
    """Do what an order asks for, in a process made for it."""
    try:
        is_new = make_page(order, kept, shop) if order.page else bool(shop.whole())
        answers.send(Outcome(order, is_new))
    except UserError as error:
        answers.send(Outcome(order, fault=str(error), code=error.exit_code))
    except OSError as error:
        answers.send(Outcome(order, fault=str(error), code=3))


def make_page(order: Order, kept: Connection, shop: Workshop) -> bool:
    """Bring a page up to date in the site that stands, and tell whether it is another one now.

    Where no whole build is kept nothing is, for the whole book comes next.
    """
    with shop.alone(shop.project):
        if not bring_page_up(shop.project, order.page, shop.seconds):
            return False
        fault: str | None = None
        with suppress(EOFError, OSError):
            kept.send(order)
            number = -1
            while number != order.number:  # what the kept site says to somebody who was ended is still on its way
                number, fault = kept.recv()
            if fault:
                raise RunFailed(fault)
        return fault is not None


# The site that is kept


def keep_site(requests: Connection, orders: Connection, shop: Workshop) -> None:
    """Keep the site that was built last, and write pages of it when asked to, until nobody asks any more."""
    from analysis.book.site.kept import kept_site  # noqa: PLC0415 - it imports all of Sphinx, and this process is one that waits

    orders.close()
    with suppress(EOFError, OSError, UserError):
        facts = load(shop.project.data)
        pages = pages_of(shop.project, facts)
        with kept_site(pages, shop.out / "work", shop.scratch, finishing_of(shop.project, facts, pages)) as site:
            while True:
                order: Order = requests.recv()
                writer = Child(write_page, site, order.page, shop.out / "html")
                try:
                    requests.send((order.number, writer.connection.recv()))
                finally:
                    writer.end()


def write_page(answers: Connection, site: Any, page: str, html: Path) -> None:
    """Write a page, and say what is wrong with it."""
    try:
        site.write(page, html)
        answers.send("")
    except UserError as error:
        answers.send(str(error))
