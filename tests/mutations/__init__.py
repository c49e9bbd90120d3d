"""Rules that change a data folder: each field, cell and file at least once, and by hand what people really do to them.

``RULES`` has them all by their names, always in the same order. ``answer`` tells how a changed folder is answered,
``read`` shows its chapters and ``pages`` makes its notebooks.
"""

from __future__ import annotations

from mutations.answers import Answer, answer, mutated, pages, read
from mutations.byhand import rules_by_hand
from mutations.files import rules_of_files
from mutations.rules import Rule
from mutations.shapes import rules_of_broad, rules_of_definitions, rules_of_tables

RULES = {
    rule.name: rule
    for rule in (*rules_by_hand(), *rules_of_files(), *rules_of_definitions(), *rules_of_tables(), *rules_of_broad())
}

__all__ = ["RULES", "Answer", "Rule", "answer", "mutated", "pages", "read"]
