"""Whatever is done to a data folder: what ``check`` lets pass is made, and what it refuses is said where it is and in our words.

Every rule by hand and about files is tried, and of the many that follow from the shape of the files an even part; the whole
number is tried by ``EVERY = 1``.
"""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

import pytest
from mutations import RULES, Answer, answer, mutated, pages, read
from mutations.byhand import rules_by_hand
from mutations.files import rules_of_files
from mutations.rules import DEFINITIONS, MINI, TABLES, read_table
from mutations.shapes import BROAD_COLUMNS, BROAD_KEYS, rules_of_broad, rules_of_definitions, rules_of_tables

from analysis.display.figures import bars, chances, lines, marks, pairs, paths, stacked
from analysis.display.figures.style import picture

EVERY = 5
NAMES = [
    *(rule.name for rule in (*rules_by_hand(), *rules_of_files())),
    *[rule.name for rule in (*rules_of_definitions(), *rules_of_tables(), *rules_of_broad())][::EVERY],
]
BATCHES = 16
FOREIGN = (
    "Input should",
    "pydantic",
    "Traceback",
    "Field required",
    "Extra inputs",
    "type=",
    "<class",
    "NoneType",
    "Decimal(",
    "Errno",
)
# Legal and unusual: of these the notebooks are made too.
SHOWN = [
    "a design effect above n",
    "everything nought",
    "no one is unsafe",
    "all are unsafe",
    "a suppressed figure that has changed",
    "a small count from a delivery",
    "only figures that are not stated",
    "a wrong total of the source's",
    "a wrong budget of the source's",
    "at least nought",
    "a reference without figures",
    "only monitored",
    "steps from other years",
    "an agreement in a gap",
    "an edition before any agreement",
    "no area of the partnership's own",
    "no plans",
    "notes with years",
    "all names as long as may be",
    "a figure in words",
    "a hope",
    "partnership.toml name: HTML",
]


@pytest.fixture(scope="module", autouse=True)
def few_things_to_look_through():
    """A library collects garbage for each edition; what is there before the tests need not be looked through each time."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="module")
def drawn_once():
    """What is drawn alike is drawn once: a figure of the same rows in the same words is the same to the byte (test_figures_kinds)."""
    kept = {}

    def remembered(draw):
        key = (draw.__qualname__, repr([cell.cell_contents for cell in draw.__closure__]))
        return kept.setdefault(key, picture(draw))

    with pytest.MonkeyPatch.context() as patch:
        for kind in (bars, chances, lines, marks, pairs, paths, stacked):
            patch.setattr(kind, "picture", remembered)
        yield
    assert kept


def assert_is_said_well(name: str, found: Answer) -> None:
    """Assert that a refusal has at least one message, each with file, place and what to do, and no word of a library's."""
    assert found.faults, name
    for fault in found.faults:
        assert fault.file, name
        assert fault.found, name
        assert fault.expected, name
        assert fault.todo, name
        whole_file = fault.row is None and not fault.column
        assert not whole_file or found_in_whole_file(fault.file, name), f"{name}: {fault}"
    assert [word for word in FOREIGN if word in found.text] == [], f"{name}: {found.text}"


def found_in_whole_file(file: str, name: str) -> bool:
    """Tell whether a fault may be about a whole file: the rule is about files, or the file is not there."""
    return file in name or file == "agreements/" or file.startswith(("kommentar/", "om/"))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_check_lets_pass_is_made_and_what_it_refuses_is_said(tmp_path: Path, batch: int, record_property) -> None:
    """Silence and warnings: the results of every edition are made. Faults: each has its file, its place and what to do."""
    kinds: Counter[str] = Counter()
    for number, name in enumerate(NAMES[batch::BATCHES]):
        found = answer(mutated(RULES[name], tmp_path / str(number)))
        kinds[found.kind] += 1
        if found.kind == "faults":
            assert_is_said_well(name, found)
    for kind, count in kinds.items():
        record_property(kind, count)


@pytest.mark.usefixtures("drawn_once")
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_legal_and_unusual_can_be_read(tmp_path: Path, root: Path, name: str) -> None:
    """Every chapter shows something, and nothing of the data as a program."""
    folder = mutated(RULES[name], tmp_path)
    assert answer(folder).kind != "faults"
    shown = read(folder, root)
    assert "<table" in shown
    assert "<script>alert" not in shown


def test_the_rules_meet_every_file_and_every_column() -> None:
    """More than two hundred, and none of the two kinds of files is only met by the rules about files."""
    assert len(NAMES) > 200
    for file in (*DEFINITIONS, *TABLES):
        assert [name for name in NAMES if name.startswith(f"{file} ")]
    for file in TABLES:
        for column in read_table(MINI / file)[0]:
            assert [name for name in NAMES if name.startswith(f"{file} ") and f" {column}: " in name], f"{file} {column}"


def test_the_rules_meet_what_can_be_said_beside_whole_years() -> None:
    """Each column among those that are tried; each key among all of them."""
    tried = [name for name in NAMES if name.startswith("broad ")]
    assert [column for column in BROAD_COLUMNS if not any(f" {column}: " in name for name in tried)] == []
    assert [
        key for key in BROAD_KEYS if not any(f".{key}" in rule.name or f" {key}" in rule.name for rule in rules_of_broad())
    ] == []


@pytest.mark.pipeline
@pytest.mark.parametrize("name", ["all names as long as may be", "partnership.toml name: HTML"])
def test_notebooks_of_what_can_be_read_can_be_run(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """As the program runs them."""
    monkeypatch.chdir(root)
    assert pages(mutated(RULES[name], tmp_path), tmp_path / "out") == 0
