"""Reads answers by their mapping: shares for the tables, and a note of each file. The rows are never kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb

from analysis.data import Facts
from analysis.errors import DataFaults, Fault, fault
from analysis.intake.applying.changes import Given
from analysis.intake.microdata.areas import unknown, unknown_areas
from analysis.intake.microdata.files import files_at, lost_lines, note_of, opened, scans_of, unchanged
from analysis.intake.microdata.result import Tallied
from analysis.intake.sheets import Finding, Kind
from analysis.intake.survey.model import AnswersMapping
from analysis.intake.survey.rows import MOST_ROWS, read_answers, wanted_of
from analysis.intake.survey.shares import Share, Shares, shares_of

KEYS = "microdata.answers."
DECIMALS_OF_EFFECT = 4
# What is as it should be; all other reasons somebody should look at.
EXPECTED = frozenset({"area_skipped"})
# More of the persons than this without a place are accepted with a reason, or the mapping is mended.
MOST_UNPLACED = 0.2


def read_survey(places: Sequence[Path], mapping: AnswersMapping, least: int) -> Tallied:
    """Return the shares of the answers at some places, and what has to be said of them.

    A share of fewer than ``least`` answers is not given. Raises ``DataFaults`` for files that cannot be read.
    """
    files = opened(files_at(places), mapping)
    wanted = wanted_of(mapping)
    scans = scans_of(files, wanted)
    try:
        answers = read_answers(scans, list(wanted))
    except (duckdb.Error, OSError):  # what it says may hold what stands in a row
        raise DataFaults([fault("microdata.files.damaged", file=files[0].path.name)]) from None
    if len(answers) > MOST_ROWS:
        raise DataFaults([fault(KEYS + "many", file=files[0].path.name, most=MOST_ROWS)])
    notes = [note_of(file) for file in files]
    unchanged(files)
    shares = shares_of(answers, mapping)
    lost = lost_lines(files, notes, len(answers) + answers.broken)
    given = tuple(row_of(share, mapping, least, len(answers)) for share in shares.shares)
    findings = tuple(findings_of(shares, mapping, len(answers), answers.broken, lost, least))
    return Tallied(given, findings, tuple(notes), len(answers))


def row_of(share: Share, mapping: AnswersMapping, least: int, count: int) -> Given:
    """Return a share as a row of ``observations.csv``."""
    about = {
        "indicator": share.question.indicator,
        "category": share.question.category,
        "geography": share.geography,
        "year": share.year,
        "breakdown": share.breakdown,
        "group": share.group,
    }
    found = share.found
    if found.count < least:
        return Given(
            "observations.csv", about | {"value": None, "status": "suppressed"}, "", "", counted_rows=count, beside=beside_of(share)
        )
    effect = found.effect if mapping.columns.weight or not found.is_approximate else None
    said = {
        "value": percent(found.share, mapping.decimals),
        "status": "ok",
        "n": found.count,
        "deff": None if effect is None else rounded(effect, DECIMALS_OF_EFFECT),
        "lower": None if found.lower is None else percent(found.lower, mapping.decimals),
        "upper": None if found.upper is None else percent(found.upper, mapping.decimals),
    }
    cells = about | {name: value for name, value in said.items() if value is not None}
    return Given("observations.csv", cells, "", "", counted_rows=count, beside=beside_of(share))


def percent(share: float, decimals: int) -> Decimal:
    """Return a share in percent, rounded half up."""
    return rounded(100 * share, decimals)


def rounded(number: float, decimals: int) -> Decimal:
    """Return a number with so many decimals, rounded half up."""
    return Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def beside_of(share: Share) -> dict[str, object]:
    """Return what is shown of a share beside its row: at full precision, and the sums of weights behind it."""
    found = share.found
    return {
        "share_pct": 100 * found.share,
        "weighted_total": found.total,
        "weighted_hits": found.hits,
        "n_effective": found.effective,
        "deff_exact": found.effect,
        "deff_is": "kish" if found.is_approximate else "taylor",
        "dont_know": share.unsure,
        "blank": share.silent,
        "no_weight": share.unweighed,
    }


def findings_of(shares: Shares, mapping: AnswersMapping, rows: int, broken: int, lost: int, least: int) -> Iterator[Finding]:
    """Yield what is said of answers: how many were used, and how many not and why; and what the figures rest on. No row is shown."""
    if not shares.shares:
        yield Finding("refuse", KEYS + "nothing")
        yield from not_used(shares, mapping, rows)
        return
    yield Finding("read", KEYS + "all", values={"rows": rows, "count": len(shares.shares)})
    yield Finding("read" if mapping.columns.weight else "warn", KEYS + ("weights" if mapping.columns.weight else "no_weights"))
    by_design = bool(mapping.columns.stratum or mapping.columns.cluster)
    yield Finding("read", KEYS + ("designed" if by_design else "approximate"))
    alone = max(share.found.alone for share in shares.shares)
    yield from [Finding("warn", KEYS + "alone", values={"count": alone})] if alone else []
    yield from not_used(shares, mapping, rows)
    if shares.unplaced > MOST_UNPLACED * rows:
        yield Finding("ask", KEYS + "unplaced", values={"count": shares.unplaced})
    yield from not_known(shares)
    few = sum(share.found.count < least for share in shares.shares)
    yield from [Finding("warn", KEYS + "few", values={"count": few, "least": least})] if few else []
    yield from [Finding("warn", "microdata.register.broken", values={"count": broken})] if broken else []
    yield from [Finding("ask", KEYS + "lost", values={"count": lost})] if lost > 0 else []


def not_used(shares: Shares, mapping: AnswersMapping, rows: int) -> Iterator[Finding]:
    """Yield how many persons were not used and why, and a question for each column with answers that the mapping does not have."""
    for reason, number in shares.unused.items():
        kind: Kind = "read" if reason in EXPECTED else "warn"
        yield Finding(kind, KEYS + reason, values={"count": number, "numbers": mapping.numbers})
    for one in shares.unknown:
        part = round(100 * one.count / rows)
        values = {"count": one.count, "rows": rows, "part": part, "codes": ", ".join(one.codes)}
        key = "answer_unknown_named" if one.codes else "answer_unknown"
        yield Finding("ask", KEYS + key, cells=one.column, values=values)


def not_known(shares: Shares) -> Iterator[Finding]:
    """Yield how often somebody did not know or gave no answer, for each question, over everybody; and where they were counted."""
    for question in dict.fromkeys(share.question for share in shares.shares):
        whole = [share for share in shares.shares if share.question == question and not share.breakdown]
        areas = dict.fromkeys(share.geography for share in whole)
        largest = max(areas, key=lambda area: sum(share.asked for share in whole if share.geography == area))
        own = [share for share in whole if share.geography == largest]
        values = {
            "column": question.column,
            "area": largest,
            "unsure": sum(share.unsure for share in own),
            "silent": sum(share.silent for share in own),
        }
        yield Finding("read", KEYS + ("unsure_in" if question.dont_know_in_base else "unsure_out"), values=values)


def faults_of(mapping: AnswersMapping, facts: Facts, file: str) -> Iterator[Fault]:
    """Yield the names of a mapping, or of what of it was read, that the data do not have, and another unit than percent."""
    yield from unknown_areas(mapping.areas, mapping.geographies, facts, file)
    for question in mapping.questions:
        indicator = facts.indicators.get(question.indicator)
        if indicator is None:
            yield unknown(file, "indicator", question.indicator, facts.indicators)
            continue
        if indicator.unit != "percent":
            yield fault(KEYS + "unit", file=file, column="indicator", found=indicator.unit, indicator=question.indicator)
        for breakdown in mapping.breakdowns:
            known = indicator.breakdowns.get(breakdown.breakdown)
            if known is None:
                yield unknown(file, "breakdown", breakdown.breakdown, indicator.breakdowns)
                continue
            for one in breakdown.groups:
                if one.group not in known.groups:
                    yield unknown(file, "group", one.group, known.groups)
