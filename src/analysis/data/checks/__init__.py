"""Checks across files: what only shows when the definitions and tables are read together."""

from __future__ import annotations

from analysis.data.checks.agreements import faults_of_agreements
from analysis.data.checks.case import Case
from analysis.data.checks.days import faults_of_comparisons, faults_of_days
from analysis.data.checks.indicators import faults_of_indicators
from analysis.data.checks.names import faults_of_categories, faults_of_names, faults_of_repeated_ids
from analysis.data.checks.partnership import faults_of_partnership
from analysis.data.checks.plans import faults_of_plans
from analysis.data.checks.sums import (
    faults_of_budget_sums,
    faults_of_stated_areas,
    faults_of_stated_shares,
    faults_of_stated_totals,
    faults_of_stated_years,
)
from analysis.data.checks.values import faults_of_values
from analysis.data.checks.warnings import warnings_about
from analysis.errors import Fault

__all__ = ["Case", "faults_across", "warnings_about"]

CHECKS = (
    faults_of_partnership,
    faults_of_indicators,
    faults_of_repeated_ids,
    faults_of_names,
    faults_of_categories,
    faults_of_days,
    faults_of_comparisons,
    faults_of_values,
    faults_of_agreements,
    faults_of_plans,
)
SUMS = (faults_of_stated_totals, faults_of_stated_areas, faults_of_stated_years, faults_of_stated_shares, faults_of_budget_sums)


def faults_across(case: Case) -> list[Fault]:
    """Return every fault that only shows when the files are read together. What could not be read is blamed on nobody.

    Sums are checked last, and only where no figure in them is a fault of its own.
    """
    faults = [fault for check in CHECKS for fault in check(case)]
    wrong = frozenset((fault.file, fault.row) for fault in (*case.findings.faults, *faults) if fault.row)
    return [*faults, *(fault for check in SUMS for fault in check(case, wrong))]
