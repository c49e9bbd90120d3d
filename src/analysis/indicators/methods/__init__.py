"""Methods that know no facts: statistics, the protection of small counts, rounding, and the rules of targets."""
