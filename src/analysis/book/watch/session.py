"""From a saved file to what browsers show: which page is made when, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from queue import Empty, Queue
from threading import Event, Thread

from watchfiles import watch

from analysis.book.progress import tell
from analysis.book.project import Project
from analysis.book.stamp import PACKAGE, lasting_files
from analysis.book.watch.maker import Order, Outcome, Workshop, start_maker
from analysis.book.watch.shown import Shown
from analysis.data import fingerprint, fingerprint_of_data, fingerprint_of_files
from analysis.messages import message

# Changes that come closer upon each other than this are one; and so long nothing must be saved before more than a page is made,
# or before a fault is believed: what is half written has some.
TOGETHER_MILLISECONDS = 25
LONGEST_MILLISECONDS = 150
QUIET_SECONDS = 0.35
SAVED = object()


def state_of_sources(project: Project) -> str:
    """Return one hash of what is watched: the data with the comments, and the notebooks' sources."""
    return fingerprint(fingerprint_of_data(project.data).encode(), fingerprint_of_files(project.sources, project.root).encode())


def state_of_program() -> str:
    """Return one hash of the program's own code, which is not watched."""
    return fingerprint_of_files(lasting_files(PACKAGE), PACKAGE)


class Session:
    """What was saved last, what is being made of it, and what comes next."""

    def __init__(self, project: Project, shown: Shown, maker: Connection) -> None:
        self.project, self.shown, self.maker = project, shown, maker
        self.happened: Queue[object] = Queue()
        self.program, self.sources = state_of_program(), state_of_sources(project)
        self.order = Order(0)
        self.pages: list[str] = []  # those still to be made before the whole book
        self.later: list[Outcome] = []  # a fault that is believed when nothing else is saved
        self.is_whole_due = False

    def run(self) -> None:
        """Make what is saved, until interrupted."""
        while True:
            try:
                event = self.happened.get(timeout=QUIET_SECONDS if self.later or self.is_whole_due else None)
            except Empty:
                self.when_quiet()
                continue
            if event is SAVED:
                self.when_saved()
            elif isinstance(event, Outcome) and event.order == self.order:
                self.when_made(event)

    def when_saved(self) -> None:
        """Begin with the pages that are open, when something is really other than it was."""
        state = state_of_sources(self.project)
        if state == self.sources:
            return
        if state_of_program() != self.program:
            tell(message("book.watch.program"))
            return
        self.sources, self.later, self.is_whole_due = state, [], False
        self.pages = self.shown.open_pages()
        self.next_page()

    def next_page(self) -> None:
        """Have the next open page made, or the whole book when none is left and all is quiet."""
        if self.pages:
            self.send(self.pages.pop(0))
        else:
            self.is_whole_due = True

    def send(self, page: str) -> None:
        """Order a page, or with none the whole book."""
        self.order = Order(self.order.number + 1, page)
        self.maker.send(self.order)

    def when_made(self, outcome: Outcome) -> None:
        """Go on after a page or the whole book was made, or could not be."""
        if outcome.fault:
            self.later = [outcome]
        elif outcome.order.page:
            self.shown.tell("")
            if outcome.is_new:
                tell(message("book.watch.page", page=outcome.order.page))
            self.next_page()
        else:
            self.shown.tell("")
            tell(message("book.watch.whole"))

    def when_quiet(self) -> None:
        """Believe a fault, or have the whole book made. A notebook that failed does not stop the others."""
        faults, self.later = self.later, []
        for outcome in faults:
            self.shown.tell(outcome.fault)
            tell(message("book.watch.fault", fault=outcome.fault))
            if outcome.order.page and outcome.code != 1:
                self.next_page()
        if self.is_whole_due and not faults:
            self.is_whole_due = False
            self.send("")


@contextmanager
def watching(shop: Workshop, shown: Shown) -> Iterator[Session]:
    """Yield a session that hears what is saved and what is made. This process must be warm, and must not have threads yet."""
    process, connection = start_maker(shop)
    stop = Event()
    session = Session(shop.project, shown, connection)
    try:
        Thread(target=listen, args=(session, stop), daemon=True).start()
        Thread(target=hear, args=(session,), daemon=True).start()
        yield session
    finally:
        stop.set()
        shown.close()
        with suppress(OSError):
            connection.send(None)
        process.join()


def listen(session: Session, stop: Event) -> None:
    """Tell a session when something is saved."""
    folders = [folder for folder in (session.project.data, session.project.notebooks) if folder.is_dir()]
    changes = watch(*folders, stop_event=stop, step=TOGETHER_MILLISECONDS, debounce=LONGEST_MILLISECONDS, watch_filter=None)
    for _ in changes:
        session.happened.put(SAVED)


def hear(session: Session) -> None:
    """Tell a session what its maker says."""
    with suppress(EOFError, OSError):
        while True:
            session.happened.put(session.maker.recv())
