"""Who owes what to an edition, and by which day."""

from __future__ import annotations

from analysis.data import Facts
from analysis.intake.expected.names import key_of
from analysis.intake.expected.subjects import Figure, Grant, Owner, Subject


def owner_of(facts: Facts, subject: Subject, year: int) -> Owner:
    """Return who owes something: the supplier of a figure's instrument, or who is responsible for an activity."""
    if isinstance(subject, Figure):
        return supplier_of(facts, facts.indicators[subject.indicator].instrument, year)
    if isinstance(subject, Grant):
        plan = next(plan for plan in facts.plans if plan.id == subject.plan)
        return supplier_of(facts, facts.indicators[plan.indicator].instrument, year)
    responsible = next(
        (row.responsible for row in facts.activities if (row.plan, row.activity) == (subject.plan, subject.activity)), ""
    )
    return responsible_owner(facts, responsible, year)


def supplier_of(facts: Facts, instrument: str, year: int) -> Owner:
    """Return who owes the figures of an instrument; without a supplier's entry it is the instrument itself."""
    for key, supplier in facts.partnership.suppliers.items():
        if instrument in supplier.instruments:
            return Owner(key, supplier.name, supplier.due.of(year) if supplier.due else None)
    return Owner(instrument, facts.instruments[instrument])


def responsible_owner(facts: Facts, responsible: str, year: int) -> Owner:
    """Return who answers for activities; the partnership itself for those that name nobody."""
    due = facts.partnership.midway.due
    name = responsible or facts.partnership.name
    return Owner(key_of(name), name, due.of(year) if due else None)
