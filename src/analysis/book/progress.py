"""Tells the user on standard error how far a run has come: by a bar on a terminal, by a few lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from tqdm import tqdm

from analysis.messages import message

tqdm.monitor_interval = 0  # its thread would keep this process from being copied
LINES_COUNT = 10
STEP_COUNT = 100  # where nobody knows how many there will be


def tell(text: str) -> None:
    """Say something, above the bar where there is one. That nobody listens is no reason to stop."""
    with suppress(OSError):
        tqdm.write(message("book.progress.said", text=text), file=sys.stderr)


class Progress:
    """How many notebooks have ended, of how many, where that is known; else ``far`` says how far that is."""

    def __init__(self, total: int | None, far: Callable[[], str] = str) -> None:
        self.total = total
        self.far = far
        self.done = 0
        self.step = STEP_COUNT if total is None else -(-total // LINES_COUNT) or 1
        shown = total != 0 and sys.stderr.isatty()
        self.bar = tqdm(total=total, unit=message("book.progress.unit"), desc="run") if shown else None

    def advance(self) -> None:
        """Count one more, and say so on a terminal, or when there are enough of them for a line in a log."""
        self.done += 1
        if self.bar is not None:
            self.bar.update()
        elif self.done % self.step == 0 or self.done == self.total:
            key = "line_of_many" if self.total is None else "line"
            tell(message(f"book.progress.{key}", done=self.done, total=self.total, far=self.far()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.close()
