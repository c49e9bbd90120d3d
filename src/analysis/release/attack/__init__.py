"""Tries to recover what is hidden from what is published, as a reader would who has every file.

``files`` says which files those are, ``forms`` what stands in them, ``secrets`` what they must not tell; ``search`` looks for that
in every text and property, ``sums`` works out what shown figures and the totals that readers know leave of a hidden count.
"""

from analysis.release.attack.attack import Outcome, attack
from analysis.release.attack.recovered import Recovered

__all__ = ["Outcome", "Recovered", "attack"]
