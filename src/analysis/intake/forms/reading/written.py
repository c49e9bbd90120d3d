"""What a person wrote into a cell of a form, as what it means; what can be meant in two ways is asked about and never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.intake.forms.model import Question
from analysis.intake.forms.words import said_as
from analysis.intake.said import status_said
from analysis.intake.sheets import NO_LOOK, Kind, Look, Value
from analysis.messages import message

# A number as people write it in Danish: 1.289.000, 1 289 000, 7,5, and 7.5 of a calculator.
# A sign stands before a number and behind none: 40-50 is a range.
NUMBER = re.compile(r"(?<!\d)-?(?:\d{1,3}(?:[. \u00a0]\d{3})+(?!\d)(?:,\d+)?|\d+[.,]\d+|\d+)")
THOUSANDS = re.compile(r"-?\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?")
SIGNS = " \t\n\r\u00a0.,;:!"
MOST_DECIMALS = 2
HUNDRED = Decimal(100)
OBSERVATIONS, BUDGETS, DELIVERABLES = "observations.csv", "budgets.csv", "deliverables.csv"
WHOLE = frozenset({"count", "dkk"})
# What stands for an empty cell in sources; in a budget two of them have a meaning.
MARKERS = frozenset({"-", "–", "—", "?", "..", ".", "x", "n/a", "u/o"})
GRANT_MARKERS = {"-": "no_grant", "–": "no_grant", "—": "no_grant", "?": "not_decided"}


@dataclass(frozen=True)
class Written:
    """What a cell means: the cells of the row that it fills. Or, with an ``ask`` or ``refuse``, that nobody but its writer knows.

    ``key`` is what there is to say of it, in the catalogue below ``intake.forms``; empty where there is nothing.
    """

    cells: Mapping[str, object] = field(default_factory=dict)
    kind: Kind = "read"
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_answer(self) -> bool:
        """Whether the cell says something that can be a fact."""
        return bool(self.cells) and self.kind not in ("ask", "refuse")


def written(question: Question, value: Value, look: Look = NO_LOOK) -> Written:
    """Return what a person wrote as the answer to a question; one without cells for an empty cell."""
    if trouble := troubled(value, look):
        return trouble
    if value is None or (isinstance(value, str) and not value.strip()):
        return Written()
    if question.ask == "words":
        return Written({question.column: " ".join(shown(value).split())})
    if question.ask == "choice":
        return chosen(question, value)
    return numbered(question, value, look)


def troubled(value: Value, look: Look) -> Written | None:
    """Return why a cell's value cannot be taken as it stands, by what was seen at it."""
    if look.error:
        return doubt("error", found=look.error)
    if look.formula and not look.stored:
        return doubt("not_worked_out", found=look.formula)
    return doubt("struck", found=shown(value)) if look.struck or look.struck_part else None


def doubt(key: str, kind: Kind = "ask", **values: object) -> Written:
    """Return that a cell is asked about."""
    return Written({}, kind, key, values)


def shown(value: Value) -> str:
    """Return a value as it is shown in a message."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


# Fixed words


def chosen(question: Question, value: Value) -> Written:
    """Return which of a question's words a person wrote: one of them, in whatever letters and with whatever sign behind it."""
    text = shown(value)
    bare = text.strip(SIGNS + "()\"'").casefold()
    found = [code for option, code in question.options if bare == option.casefold()]
    options = ", ".join(option for option, _ in question.options)
    if not isinstance(value, str) or len(found) != 1:
        return doubt("choice", found=text, options=options)
    exact = any(text == option for option, _ in question.options)
    key = "" if exact or bare == text.casefold() else "choice_read"
    option = next(option for option, code in question.options if code == found[0])
    return Written({question.column: found[0]}, "warn" if key else "read", key, {"found": text, "option": option})


# Numbers


def numbered(question: Question, value: Value, look: Look) -> Written:
    """Return the number that a person wrote, a range, or that it is none."""
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return doubt("no_number", found=shown(value), unit=unit_said(question))
    if isinstance(value, int | float | Decimal):
        return stored(question, value, look)
    return in_text(question, str(value))


def stored(question: Question, value: float | Decimal, look: Look) -> Written:
    """Return a number that a spreadsheet stores; one shown as a percentage is a hundred times what is stored."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    is_percent = "%" in look.number_format
    if is_percent and question.unit_kind not in ("percent", "percent_change"):
        return doubt("percent", found=shown(value), unit=unit_said(question))
    if is_percent:
        return number_cells(question, number * HUNDRED, kind="read")
    if question.unit_kind == "percent" and 0 < number < 1:
        return doubt("fraction", found=shown(value), percent=plain(number * HUNDRED))
    return number_cells(question, number, kind="read")


def in_text(question: Question, text: str) -> Written:
    """Return the number in a text: with the words for how exact it is before it, and its unit behind it."""
    bare = " ".join(text.replace("\u00a0", " ").split())
    if bare in MARKERS:
        return marked(question, bare)
    qualifier, rest = qualified(bare)
    numbers = NUMBER.findall(rest)
    between = rest.partition(numbers[0])[2].rpartition(numbers[1])[0].strip() if len(numbers) == 2 else ""  # noqa: PLR2004
    if len(numbers) == 2 and between in said_as("written")["between"]:  # noqa: PLR2004
        before, behind = rest.partition(numbers[0])[0], rest.rpartition(numbers[1])[2]
        return ranged(question, text, (numbers[0], numbers[1]), before, behind)
    before, _, behind = rest.partition(numbers[0]) if len(numbers) == 1 else ("", "", "")
    if len(numbers) != 1 or before.strip() or not is_unit(question, behind):
        return doubt("no_number", found=text, unit=unit_said(question))
    if qualifier and not takes(question, qualifier):
        return doubt("qualifier", found=text)
    more = qualifier_cells(question, qualifier)
    return number_cells(question, number_of(numbers[0]), kind="warn", found=text, more=more)


def marked(question: Question, text: str) -> Written:
    """Return what a sign means: in a sum two have a meaning, everywhere else nobody knows."""
    status = GRANT_MARKERS.get(text) if question.table == BUDGETS else None
    if status is None:
        return doubt("marker", found=text)
    return Written({"status": status, "sign": text}, "warn", "marker_read", {"found": text, "status": status_said(status)})


def qualified(text: str) -> tuple[str, str]:
    """Return what words before a number say of it, and the rest of the text."""
    ways = [(way, meaning) for meaning, found in said_as("before").items() for way in found]
    for way, meaning in sorted(ways, key=lambda pair: -len(pair[0])):
        if text.casefold().startswith(way) and not text[len(way) : len(way) + 1].isalpha():
            return meaning, text[len(way) :].strip()
    return "", text


def takes(question: Question, qualifier: str) -> bool:
    """Tell whether the row of a question can say how exact its number is; a sum can say no more than about."""
    return qualifier == "about" if question.table == BUDGETS else True


def unit_said(question: Question) -> str:
    """Return the unit that a question asks for, in words; what people count as they like has none."""
    return question.unit or message("intake.forms.unit.own")


def qualifier_cells(question: Question, qualifier: str) -> dict[str, object]:
    """Return the cells that say how exact a number is."""
    if not qualifier:
        return {}
    return {"approximate": "yes"} if question.table == BUDGETS else {"qualifier": qualifier}


def is_unit(question: Question, text: str) -> bool:
    """Tell whether what stands behind a number is the unit that was asked for, or nothing."""
    bare = text.strip(SIGNS).casefold()
    units = [question.unit.casefold(), *question.unit.casefold().split()[:1], *said_as("written").get(question.unit_kind, [])]
    if question.unit_kind in ("", "count"):
        units += said_as("written")["count"]
    return not bare or question.is_free or bare in {unit.strip(SIGNS) for unit in units}


def ranged(question: Question, text: str, ends: tuple[str, str], before: str, behind: str) -> Written:
    """Return a range of two numbers, where a row can hold one."""
    low, high = map(number_of, ends)
    upper = {"value": "value_to", "amount_dkk": "amount_to_dkk"}[question.column]
    if question.table == OBSERVATIONS:
        return doubt("range", found=text)
    if before.strip() or not is_unit(question, behind) or high <= low:
        return doubt("no_number", found=text, unit=unit_said(question))
    return number_cells(question, low, kind="warn", found=text, more={upper: plain(high)})


def number_of(text: str) -> Decimal:
    """Return a number that is written the Danish way."""
    if "." in text and not THOUSANDS.fullmatch(text):
        return Decimal(text)
    return Decimal(re.sub(r"[. \u00a0]", "", text).replace(",", "."))


def plain(number: Decimal) -> str:
    """Return a number with a decimal point and no more digits than it has."""
    return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number.normalize():f}"


def number_cells(
    question: Question, number: Decimal, *, kind: Kind, found: str = "", more: Mapping[str, object] | None = None
) -> Written:
    """Return a number as the cells of its row, or why it cannot be one."""
    decimals = -int(number.normalize().as_tuple().exponent)
    if (question.unit_kind in WHOLE and decimals > 0) or number < 0 or (not question.unit_kind and decimals > MOST_DECIMALS):
        return doubt("unlikely", found=found or plain(number), unit=unit_said(question))
    status = {} if question.table == DELIVERABLES else {"status": "ok"}
    cells = {question.column: plain(number), **status, **(more or {})}
    said = {"found": found, "number": read_as(cells, question)}
    exact = bool(found) and found.strip() == plain(number).replace(".", ",")
    is_said = kind == "warn" and not exact
    return Written(cells, "warn" if is_said else "read", "number_read" if is_said else "", said)


def read_as(cells: Mapping[str, object], question: Question) -> str:
    """Return what a number is read as, with its upper end and how exact it is, for the message."""
    about = "about" if cells.get("approximate") == "yes" else str(cells.get("qualifier", ""))
    ends = [str(cells[column]) for column in (question.column, "value_to", "amount_to_dkk") if column in cells]
    number = "-".join(ends)
    return message(f"intake.forms.exact.{about}", number=number) if about else number
