"""What ``verify`` says: how many numbers agree, and each that does not with what was published, what is now, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Context, Decimal

from analysis.data.ledger import Number
from analysis.errors import listing
from analysis.indicators import said as words
from analysis.messages import message
from analysis.release.numbers import SAME_DIGITS_COUNT
from analysis.release.verify import Line, Proof

MOST_LINES = 50
MOST_FACTS = 3


def counts(proof: Proof) -> Iterator[str]:
    """Yield how many of all numbers agree, and how many earlier values stand as they were published."""
    yield message("release.verify.all", agreed=proof.agreed, of=proof.of, editions=len(proof.parts))
    if proof.earlier:
        yield message("release.verify.earlier", agreed=proof.earlier_agreed, of=proof.earlier)


def complaint(proof: Proof) -> Iterator[str]:
    """Yield the lines of what is wrong: how many numbers, then each of them, then the frozen copies."""
    lines = proof.lines
    if lines:
        yield message("release.verify.failed", count=len(lines))
        yield from map(said, lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            yield message("release.verify.more", count=len(lines) - MOST_LINES)
    if proof.faults:
        yield listing("faults", proof.faults)
    if not lines and not proof.faults:
        yield message("release.verify.earlier_failed")


def said(line: Line) -> str:
    """Return a number that is not what was published: what was, what is, and why."""
    facts = ", ".join(line.facts[:MOST_FACTS])
    why = (
        message("release.verify.why_facts", facts=facts)
        if facts and line.why == "data"
        else message(f"release.verify.why_{line.why}")
    )
    if line.published is None:
        return message("release.verify.added", id=line.id, new=value(line.today or line.frozen), why=why)
    is_frozen = line.today is not None and line.today == line.published.number
    key = "frozen" if is_frozen else "gone" if line.today is None else "changed"
    old, new = told_apart(line.published.number, line.frozen if is_frozen else line.today)
    return message(f"release.verify.{key}", id=line.id, old=old, day=line.published.day, new=new, why=why)


def told_apart(old: Number | None, new: Number | None) -> tuple[str, str]:
    """Return what two numbers say, with as few digits as tell them apart: one decimal, or else all that count."""
    few, all_that_count = ((value(old, digits), value(new, digits)) for digits in (words.rounded, short))
    return few if few[0] != few[1] else all_that_count


def value(number: Number | None, digits: Callable[[Decimal], str] = words.rounded) -> str:
    """Return what a number says in the analyst's language, with its unit and what stands with it."""
    if number is None:
        return message("release.verify.nothing")
    if not number.value:
        return words.status(number.status)
    if number.amount is None:
        text = words.word(number.value, is_interim=number.qualifier == words.INTERIM)
    else:
        text = words.qualified(words.quantity(digits(number.amount), number.unit), number.qualifier)
    return text if number.status == "ok" else message("release.verify.beside", value=text, status=words.status(number.status))


def short(amount: Decimal) -> str:
    """Return a number with no more digits than count when two are compared."""
    return f"{Context(prec=SAME_DIGITS_COUNT).create_decimal(amount).normalize():f}"
