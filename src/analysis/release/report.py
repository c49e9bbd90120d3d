"""What ``verify`` says: how many numbers agree, and each that does not with what was published, what is now, and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal

from analysis.data.ledger import Number
from analysis.errors import listing
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
    old, when = value(line.published.number), line.published.day
    if line.today is not None and (line.today == line.published.number):
        return message("release.verify.frozen", id=line.id, old=old, day=when, new=value(line.frozen), why=why)
    key = "gone" if line.today is None else "changed"
    return message(f"release.verify.{key}", id=line.id, old=old, day=when, new=value(line.today), why=why)


def value(number: Number | None) -> str:
    """Return what a number says, with its unit and what stands with it."""
    if number is None:
        return message("release.verify.nothing")
    said = short(number.amount) if number.amount is not None else number.value
    beside = "" if number.status == "ok" else f"({number.status})"
    return " ".join(filter(None, [said, number.unit if number.value else "", number.qualifier, beside]))


def short(amount: Decimal) -> str:
    """Return a number with no more digits than count when two are compared."""
    return f"{Context(prec=SAME_DIGITS_COUNT).create_decimal(amount).normalize():f}"
