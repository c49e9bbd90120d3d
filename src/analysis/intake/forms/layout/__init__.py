"""Which forms an edition has, and what stands in each: made of the facts alone."""

from __future__ import annotations

from analysis.data import Facts
from analysis.intake.forms.layout.answers import forms_of_answers
from analysis.intake.forms.layout.figures import forms_of_figures
from analysis.intake.forms.model import Form

__all__ = ["forms_of"]


def forms_of(facts: Facts, year: int) -> tuple[Form, ...]:
    """Return the forms of an edition: of those who are responsible for activities, then of suppliers.

    Raises ``UserError`` when the partnership has no such edition.
    """
    facts.edition(year)
    return (*forms_of_answers(facts, year), *forms_of_figures(facts, year))
