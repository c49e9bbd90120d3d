"""Takes back small counts that were published by mistake: the one case in which something published is removed.

``asked`` says which figures those are, ``tables`` takes them out of tables, ``ledgers`` and ``copies`` out of what was published;
``withdraw`` does it all, and only where the result holds.
"""

from analysis.release.withdraw.withdraw import Withdrawn, withdraw

__all__ = ["Withdrawn", "withdraw"]
