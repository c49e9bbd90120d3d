"""A first mapping for a file, with what was understood and what is asked."""

from analysis.intake.proposing.propose import Proposal, propose

__all__ = ["Proposal", "propose"]
