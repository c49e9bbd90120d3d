"""A copy of data that never change to break, and what loading it then says; the project's own data beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.data import Facts, load
from analysis.errors import DataFaults

OWN = Path(__file__).parents[2] / "data"
DATA = Path(__file__).parent / "format-2022"


class Message(str):
    """What ``load`` says about a broken folder. ``row`` is the spreadsheet row that was changed."""

    __slots__ = ("row",)
    row: int

    @property
    def faults(self) -> list[str]:
        """The faults, one line each, without the line that counts them."""
        return [line.strip() for line in self.splitlines()[1:]]

    def says(self, where: str, found: str, expected: str, todo: str) -> None:
        """Assert that a fault names its place, what was found, what was expected and what to do. ``{row}``: the changed one."""
        start = f"{where}: found {found}; expected ".replace("{row}", str(self.row))
        lines = [line for line in self.faults if line.startswith(start)]
        assert lines, f"no fault starts with {start!r} in {self}"
        assert any(expected in line and line.removesuffix(".").endswith(f"; {todo}") for line in lines), (
            f"{expected!r} or {todo!r} not in {lines}"
        )

    def says_only(self, where: str, found: str, expected: str, todo: str) -> None:
        """Assert the same, and that nothing else is at fault."""
        self.says(where, found, expected, todo)
        assert len(self.faults) == 1, self
        assert self.splitlines()[0] == "1 fault in the data:"

    def has_fault(self, file: str, *words: str) -> bool:
        """Tell whether one fault is about ``file`` and has all the words: for faults whose wording is free."""
        return any(line.startswith(file) and all(word in line for word in words) for line in self.faults)


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def own_data() -> Path:
    """The project's own data, which change: only what always holds is asserted of them."""
    return OWN


@pytest.fixture(scope="session")
def own_facts(own_data: Path) -> Facts:
    return load(own_data)


@pytest.fixture(scope="session")
def facts(data: Path) -> Facts:
    return load(data)


@pytest.fixture
def folder(tmp_path: Path, data: Path) -> Path:
    """A copy of the data that a test may break."""
    return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.fixture
def row_of(folder: Path) -> Callable[[str, str], int]:
    """Return the spreadsheet row that a text first stands in; no cell of the data holds a line break."""

    def find(file: str, text: str) -> int:
        content = (folder / file).read_text("utf-8")
        assert text in content, f"{text!r} is not in {file}"
        return content[: content.index(text)].count("\n") + 1

    return find


@pytest.fixture
def change(folder: Path, row_of: Callable[[str, str], int]) -> Callable[[str, str, str], int]:
    """Replace the first occurrence of a text in a file; return its row."""

    def replace(file: str, old: str, new: str) -> int:
        row = row_of(file, old)
        content = (folder / file).read_text("utf-8")
        (folder / file).write_text(content.replace(old, new, 1), "utf-8", newline="\n")
        return row

    return replace


@pytest.fixture
def again(folder: Path, row_of: Callable[[str, str], int], facts: Facts) -> Callable[[str, str, str, str], None]:
    """Add a table's row once more as the newest document has it, with one text replaced."""

    def append(file: str, start: str, old: str, new: str) -> None:
        lines = (folder / file).read_text("utf-8").splitlines(keepends=True)
        cells = lines[row_of(file, start) - 1].replace(f",{old},", f",{new},", 1).split(",")
        cells[-1] = f"{facts.sources['status-2022'].published}\n"
        row = ",".join(["status-2022" if cell in facts.sources else cell for cell in cells])
        (folder / file).write_text("".join([*lines, row]), "utf-8", newline="\n")

    return append


@pytest.fixture
def complaint(folder: Path) -> Callable[..., Message]:
    """Load the copy and return what it says; a failure when it says nothing."""

    def load_it(row: int = 0) -> Message:
        with pytest.raises(DataFaults) as raised:
            load(folder)
        message = Message(raised.value)
        message.row = row
        return message

    return load_it


@pytest.fixture
def broken(change: Callable[[str, str, str], int], complaint: Callable[..., Message]) -> Callable[[str, str, str], Message]:
    """Replace a text in a file of the copy and return what loading it then says."""
    return lambda file, old, new: complaint(change(file, old, new))
