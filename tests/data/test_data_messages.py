"""What is said: from one catalogue, in our words, about every value of every model, and with nothing left over."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from analysis.data import definitions as d
from analysis.data.reading import Findings
from analysis.data.reading.validate import KEYS, validate
from analysis.data.tables import TABLES
from analysis.data.values import OWN, problem
from analysis.errors import DataFaults, DataWarning, Fault, fault, listing, together, warning
from analysis.messages import catalogue

SOURCE = Path(__file__).parents[2] / "src" / "analysis"
ROOMS = [*sorted((SOURCE / "data").rglob("*.py")), SOURCE / "errors.py"]
MODELS = [
    model for model in vars(d).values() if isinstance(model, type) and issubclass(model, d.Definition) and model is not d.Definition
]
FOREIGN = re.compile(
    r"Input should|pydantic|valid (string|integer|date)|type=|Field required|Extra inputs|Value error|unable to parse"
)
BROKEN: list[Any] = [
    None,
    "",
    " ",
    "x y",
    "seks",
    "26,0",
    "å" * 20_000,
    0,
    -1,
    1.5,
    10**30,
    True,
    [],
    [1],
    ["a", "a"],
    [[]],
    [{"x": 1}],
    {},
    {"x": {"y": 1}},
    {"Å": "x"},
    dt.date(1, 1, 1),
    dt.datetime(2022, 1, 1, 12, tzinfo=dt.UTC),
    dt.time(12),
    b"x",
]


@pytest.mark.parametrize("model", [*MODELS, *TABLES.values()], ids=lambda model: model.__name__)
def test_no_word_of_the_checking_library_gets_through(model: type[BaseModel]) -> None:
    """Whatever stands at a key or in a cell, and whatever is missing: the message is ours and says what to do."""
    findings = Findings()
    for name in model.model_fields:
        for value in BROKEN:
            validate(model, {name: value}, "file.toml", findings)
    validate(model, {"unknown": 1}, "file.toml", findings)
    assert findings.faults
    for found in findings.faults:
        assert not FOREIGN.search(str(found)), found
        assert found.found
        assert found.expected
        assert found.todo


@pytest.mark.parametrize("model", [*MODELS, *TABLES.values()], ids=lambda model: model.__name__)
def test_the_checking_library_finds_nothing_that_we_have_no_words_for(model: type[BaseModel]) -> None:
    """A new kind of field may bring a new kind of error; it needs a message of its own."""
    kinds = set()
    for name in model.model_fields:
        for value in BROKEN:
            try:
                model.model_validate({name: value})
            except ValidationError as error:
                kinds |= {details["type"] for details in error.errors()}
    assert kinds - {OWN} <= set(KEYS)


def sentences_of(path: Path) -> list[tuple[int, str]]:
    """Return the texts of a file in which two words follow each other, apart from what documents it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented
        and re.search(r"[a-z]{2,} [a-z]{2,}", node.value)
    ]


# What another program writes: its complaints, by which ours are found, and how its files begin.
QUOTED = {"reading/documents.py", "reading/kinds.py", "fingerprint.py"}


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_sentence_stands_in_a_function(path: Path) -> None:
    """What the analyst reads is in the catalogue, where it can be read at one go and translated."""
    if path.relative_to(SOURCE / "data" if path.name != "errors.py" else SOURCE).as_posix() not in QUOTED:
        assert sentences_of(path) == []


def used_keys() -> set[str]:
    """Return what the source of the data room says a message is called by; of a name with a gap only what comes before it."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*ROOMS, *(SOURCE / "cli").glob("*.py")])
    return set(re.findall(r'"((?:data|errors)\.[a-z0-9_.]+)', text)) | {
        f"data.values.{key}" for key in re.findall(r'problem\(\s*"(\w+)"', text)
    }


def test_every_message_of_the_catalogue_is_used() -> None:
    """A message that nothing says any more misleads who translates it."""
    used = used_keys() | {f"data.values.{key}" for key in (*KEYS.values(), "other")}
    left = [key for key in catalogue("en") if key.startswith("data.") and not any(key.startswith(name) for name in used)]
    assert left == []


def test_a_value_of_a_problem_is_in_its_message() -> None:
    """The error itself says what was expected, for those who meet it outside of a file."""
    assert str(problem("within", low=1, high=5)) == "a whole number from 1 to 5"


# One line for each finding


def test_a_fault_says_where_it_is_what_was_found_and_what_to_do() -> None:
    """File, row and column, then found, expected and what to do; a question ends as one."""
    found = Fault("a.csv", "'x'", "a number", "did you mean y?", 3, "value")
    assert str(found) == "a.csv, row 3, column value: found 'x'; expected a number; did you mean y?"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([3], "row 3"),
        ([3, 5], "rows 3, 5"),
        ([3, 5, 7, 9], "rows 3, 5, 7, 9"),
        ([3, 5, 7, 9, 11, 13], "rows 3, 5, 7, 9 and 2 more"),
    ],
)
def test_a_fault_of_many_rows_names_the_first_and_counts_the_rest(rows: list[int], said: str) -> None:
    """Two hundred rows with one wrong name are one fault."""
    assert str(fault("data.rows.quotes", file="a.csv", rows=rows)).startswith(f"a.csv, {said}: found ")


def test_the_same_fault_in_many_rows_is_one() -> None:
    """A column that lost all its cells is one thing to mend; another column is another."""
    faults = [Fault("a.csv", "''", "a key", "write it", row, column) for column in ("plan", "year") for row in (2, 3, 4, 5, 6, 7)]
    first, second = together(faults)
    assert (first.rows, first.column, second.column) == ("rows 2, 3, 4, 5 and 2 more", "plan", "year")
    assert together([Fault("a.csv", "x", "y", "z", 2), Fault("a.csv", "w", "y", "z", 3)]) != together(
        [Fault("a.csv", "x", "y", "z", 2)]
    )


@pytest.mark.parametrize("count", [1, 2, 50, 51, 400])
def test_at_most_fifty_faults_are_shown_and_the_rest_counted_by_file(count: int) -> None:
    """The first line has the whole number."""
    faults = [Fault(f"{'a' if row % 2 else 'b'}.csv", str(row), "y", "z", row) for row in range(1, count + 1)]
    lines = str(DataFaults(faults)).splitlines()
    assert lines[0] == ("1 fault in the data:" if count == 1 else f"{count} faults in the data:")
    shown = [line for line in lines[1:] if ": found " in line]
    assert len(shown) == min(count, 50)
    assert (lines[-1].strip().startswith(f"and {count - 50} more in these files: ")) is (count > 50)


def test_a_rest_says_in_which_files_it_is() -> None:
    """Sorted by file, so the rest is in the last ones."""
    faults = [Fault(f"{letter}.csv", str(row), "y", "z", row) for letter in "abc" for row in range(1, 31)]
    assert str(DataFaults(faults)).splitlines()[-1].strip() == "and 40 more in these files: b.csv (10), c.csv (30)"


def test_a_warning_is_no_fault() -> None:
    """It looks the same and is counted as what it is."""
    asked = warning("data.warnings.fraction", file="a.csv", row=2, column="value", found="0.15", percent="15")
    assert isinstance(asked, DataWarning)
    assert not isinstance(asked, Fault)
    assert listing("warnings", [asked]).splitlines() == [
        "1 warning:",
        "  a.csv, row 2, column value: found 0.15; expected per cent, not a share of one; write 15 if that is meant; otherwise leave it.",
    ]
