"""The one table: everything that the book publishes, in long form.

Columns, in this order: ``id, edition, theme, indicator, category, geography, year, measure, value, unit, status, method,
inputs``. ``value`` is a ``Decimal`` at full precision, a word for verdicts, levels and answers, or ``None``. ``method`` names
the rule, and after it, separated by ``; ``, whatever a reader must know. ``inputs`` are ids of observations or budget cells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from typing import TypeGuard

import pandas as pd

from analysis.data import Agreement, Budget, Facts, Observation, Plan, Target
from analysis.indicators import measures
from analysis.indicators.comparability import Series
from analysis.indicators.targets import reduced, verdict
from analysis.indicators.vintages import History, settle

Value = Decimal | str | None


@dataclass(frozen=True)
class Result:
    """One row of the results table."""

    id: str
    edition: int
    theme: str
    indicator: str
    category: str
    geography: str
    year: int
    measure: str
    value: Value
    unit: str
    status: str
    method: str
    inputs: str


COLUMNS = [field.name for field in fields(Result)]


def results(facts: Facts, year: int, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return the results table of the edition of ``year``, from what was public at ``as_of`` (default: the edition's own).

    Observed figures go back as far as the sources do; everything computed is about the edition's own observation year,
    except gaps and shares, which follow their observations. Raises ``UserError`` when there is no such edition.
    """
    return frame_of(edition_rows(facts, year, as_of))


def edition_rows(facts: Facts, year: int, as_of: dt.date | None = None) -> tuple[Result, ...]:
    """Return the rows of ``results`` as objects, for those who read them one by one."""
    edition = facts.edition(year)
    return tuple(EditionResults(facts.as_of(as_of or edition.as_of), edition.year).rows())


def frame_of(rows: Iterable[Result]) -> pd.DataFrame:
    """Return rows as the results table."""
    return pd.DataFrame([astuple(row) for row in rows], columns=COLUMNS).astype({"edition": int, "year": int})


def all_edition_rows(facts: Facts, as_of: dt.date | None = None) -> tuple[Result, ...]:
    """Return the rows of all editions, oldest first, each as of its own day or, where that comes first, ``as_of``."""
    editions = facts.partnership.editions
    return tuple(
        row for edition in editions for row in edition_rows(facts, edition.year, min(edition.as_of, as_of or edition.as_of))
    )


class EditionResults:
    """Makes the rows of one edition. Holds what every row needs and nothing that changes."""

    def __init__(self, facts: Facts, edition: int) -> None:
        self.facts = facts
        self.edition = edition
        in_force = [a for a in facts.agreements if a.from_year <= edition <= a.to_year]
        self.lags = {instrument: lag for agreement in in_force for instrument, lag in agreement.lags.items()}
        self.history: History = {
            series: {year: settled for year, settled in years.items() if self.shows(series.indicator, year)}
            for series, years in settle(facts).items()
        }

    def observation_year(self, indicator: str) -> int:
        """Return the newest year that this edition shows of an indicator: the edition's less the instrument's lag."""
        return self.edition - self.lags.get(self.facts.indicators[indicator].instrument, 0)

    def shows(self, indicator: str, year: int) -> bool:
        """Tell whether the edition shows a year of an indicator: up to its own, and of context whatever was public."""
        return self.facts.indicators[indicator].context or year <= self.observation_year(indicator)

    def observed(self, series: Series, year: int) -> Observation | None:
        """Return the figure that counts, if there is one."""
        settled = self.history.get(series, {}).get(year)
        return settled.counts if settled else None

    def rows(self) -> Iterator[Result]:
        """Yield every row of the edition."""
        yield from self.observed_rows()
        yield from self.total_rows()
        yield from self.share_rows()
        yield from self.change_rows()
        yield from self.gap_rows()
        for agreement in self.facts.agreements:
            for target in agreement.targets:
                yield from self.target_rows(agreement, target)
        for plan in self.facts.plans_of(self.edition):
            yield from self.budget_rows(plan)
            yield from self.activity_rows(plan)

    def row(
        self,
        name: str,
        series: Series,
        year: int,
        measure: str,
        value: Value,
        method: str,
        inputs: Iterable[str],
        *,
        unit: str = "",
        status: str = "ok",
    ) -> Result:
        """Return a row; ``name`` makes its id, which is the same in every build."""
        indicator = self.facts.indicators[series.indicator]
        return Result(
            f"{self.edition}.{measure}.{name}",
            self.edition,
            indicator.theme,
            series.indicator,
            series.category,
            series.geography,
            year,
            measure,
            value,
            unit or indicator.unit,
            status,
            method,
            " ".join(inputs),
        )

    def observed_rows(self) -> Iterator[Result]:
        """Yield each published figure, and each that contradicts it, marked as such."""
        for series, years in self.history.items():
            for year, settled in years.items():
                agreeing = [o.id for o in settled.agree]
                yield self.observed_row(series, year, settled.counts, "published", agreeing)
                for other in settled.contradict:
                    yield self.observed_row(series, year, other, "published; contradicts", [])

    def observed_row(self, series: Series, year: int, observation: Observation, method: str, agreeing: list[str]) -> Result:
        # A change that a source only claims is no observation of a level.
        measure = "change_pct" if self.facts.indicators[series.indicator].unit == "percent_change" else "observed"
        value = observation.level or observation.value
        inputs = [observation.id, *agreeing]
        return self.row(observation.id, series, year, measure, value, method, inputs, status=observation.status)

    def total_rows(self) -> Iterator[Result]:
        """Yield each total that an agreement defines, summed from its parts, in the years that have all of them."""
        for agreement in self.facts.agreements:
            for total in agreement.totals:
                series = Series(total.indicator, total.category, total.geography)
                for year in total.years:
                    parts = [self.observed(Series(total.indicator, part, total.geography), year) for part in total.parts]
                    known = [part for part in parts if part is not None and part.value is not None]
                    if len(known) == len(parts):
                        value = sum((measures.number_of(part) for part in known), Decimal(0))
                        name = ".".join((*series_name(series), str(year)))
                        yield self.row(name, series, year, "total", value, "sum of parts", [part.id for part in known])

    def share_rows(self) -> Iterator[Result]:
        """Yield each share that is made of two counts."""
        for key, indicator in self.facts.indicators.items():
            if indicator.ratio is None:
                continue
            for series, years in list(self.history.items()):
                if series.indicator != indicator.ratio.numerator:
                    continue
                for year, settled in years.items():
                    whole = self.observed(Series(indicator.ratio.denominator, series.category, series.geography), year)
                    if has_number(settled.counts) and has_number(whole):
                        own = Series(key, series.category, series.geography)
                        value = measures.share(settled.counts, whole)
                        name, inputs = ".".join((*series_name(own), str(year))), [settled.counts.id, whole.id]
                        status = "ok" if value is not None else "not_applicable"
                        yield self.row(name, own, year, "share", value, "numerator / denominator", inputs, status=status)

    def change_rows(self) -> Iterator[Result]:
        """Yield the change from the measurement before to the edition's own, in each series that has both.

        Two figures that were rounded to different decimals have none: 6.6 to 6 would be a fall made by rounding.
        """
        for series, years in self.history.items():
            unit = self.facts.indicators[series.indicator].unit
            newest = self.observation_year(series.indicator)
            earlier = max((year for year in years if year < newest), default=None)
            if self.facts.indicators[series.indicator].context or newest not in years or earlier is None:
                continue
            before, after = years[earlier].counts, years[newest].counts
            if before.value is None or after.value is None or measures.places(before) != measures.places(after):
                continue
            name = ".".join((*series_name(series), str(newest)))
            said = self.published_significance(series, newest, str(earlier))
            method = f"difference from {earlier}" + said
            inputs = [before.id, after.id]
            yield self.row(
                name, series, newest, "change", measures.change(before, after), method, inputs, unit=difference_unit(unit)
            )
            if unit == "count":
                percent = measures.change_pct(before, after)
                if percent is not None:
                    yield self.row(name, series, newest, "change_pct", percent, f"per cent of {earlier}", inputs, unit="percent")

    def gap_rows(self) -> Iterator[Result]:
        """Yield the distance of each partnership area to the larger areas that it is part of."""
        geographies = self.facts.partnership.geographies
        for series, years in list(self.history.items()):
            indicator = self.facts.indicators[series.indicator]
            if not indicator.gap or geographies[series.geography].kind != "partnership":
                continue
            for year, settled in years.items():
                for reference in geographies[series.geography].part_of:
                    whole = self.observed(Series(series.indicator, series.category, reference), year)
                    if has_number(settled.counts) and has_number(whole):
                        value = measures.gap(settled.counts, whole, self.facts.partnership)
                        name = ".".join((*series_name(series), str(year), reference))
                        method = f"difference to {reference}" + self.published_significance(series, year, reference)
                        yield self.row(
                            name,
                            series,
                            year,
                            "gap",
                            value,
                            method,
                            [settled.counts.id, whole.id],
                            unit=difference_unit(indicator.unit),
                        )

    def published_significance(self, series: Series, year: int, against: str) -> str:
        """Return what a source says about the difference, as a note to a method; empty when no source says anything."""
        for said in self.facts.significance:
            if (Series(said.indicator, said.category, said.geography), said.year, said.against) == (series, year, against):
                return f"; published: {'significant' if said.significant == 'yes' else 'not significant'}"
        return ""

    # Targets and verdicts

    def target_rows(self, agreement: Agreement, target: Target) -> Iterator[Result]:
        """Yield baseline, target path and verdict, when the edition's observation year belongs to the agreement."""
        lag = agreement.lags.get(self.facts.indicators[target.indicator].instrument, 0)
        year = self.edition - lag
        if year not in {target.baseline_year, *target.years}:
            return
        name = f"{agreement.id}.{target.id}"
        series = Series(target.indicator, target.category or "", target.geography)
        baseline = self.observed(series, target.baseline_year) if target.baseline_year else None
        if baseline is not None:
            value = baseline.level or baseline.value
            row_name, inputs = f"{name}.{baseline.year}", [baseline.id]
            yield self.row(row_name, series, baseline.year, "baseline", value, target.rule, inputs, status=baseline.status)
        for goal_year in target.years:
            goal, inputs = self.goal(target, series, goal_year)
            if goal is not None:
                unit = "percentage_points" if target.rule == "approaches" else ""
                shown: Decimal | str = target.level or "" if target.rule == "level" else goal
                yield self.row(f"{name}.{goal_year}", series, goal_year, "target", shown, target.rule, inputs, unit=unit)
        yield self.verdict_row(name, target, series, year)

    def verdict_row(self, name: str, target: Target, series: Series, year: int) -> Result:
        """Return the formal verdict about ``year``, with the reason when there is none and a flag when a break is near."""
        value, value_inputs, flags = self.judged_value(target, series, year)
        goal, goal_inputs = self.goal(target, series, year)
        if target.rule != "monitor":
            if year == target.baseline_year:
                value, flags = None, ["baseline year"]
            elif value is None:
                flags = ["no observation"]
            elif goal is None:
                flags = ["no reference"]
        method = "; ".join([target.rule, *flags])
        found = verdict(target.rule, value, goal)
        inputs = list(dict.fromkeys([*value_inputs, *goal_inputs]))
        return self.row(f"{name}.{year}", series, year, "verdict", found, method, inputs, unit="verdict")

    def judged_value(self, target: Target, series: Series, year: int) -> tuple[Decimal | None, list[str], list[str]]:
        """Return what the rule judges (a figure, a gap, a level's rank), its inputs, and a flag for a changed category."""
        indicator = self.facts.indicators[target.indicator]
        if target.rule == "approaches":
            return *self.gap_at(series, target.reference or "", year), []
        if indicator.ratio:
            counts = [
                self.observed(Series(part, "", series.geography), year)
                for part in (indicator.ratio.numerator, indicator.ratio.denominator)
            ]
            if has_number(counts[0]) and has_number(counts[1]):
                return measures.share(counts[0], counts[1]), [counts[0].id, counts[1].id], []
        found, flags = self.observed(series, year), []
        if found is None and (successor := self.successor(series)):
            found = self.observed(successor, year)
            flags = [f"category changed to {successor.category}"] if found else []
        if found is None:
            return None, [], []
        rank = Decimal(indicator.levels.index(found.level)) if found.level else found.value
        return rank, [found.id], flags

    def successor(self, series: Series) -> Series | None:
        """Return the series of the category that replaced this one, if there is one."""
        for key, category in self.facts.indicators[series.indicator].categories.items():
            if series.category and category.follows == series.category:
                return Series(series.indicator, key, series.geography)
        return None

    def goal(self, target: Target, series: Series, year: int) -> tuple[Decimal | None, list[str]]:
        """Return what the judged value is held against in ``year``, and the observations that it came from."""
        if target.rule == "at_least":
            return Decimal(target.threshold or 0), []
        if target.rule == "level":
            return Decimal(self.facts.indicators[target.indicator].levels.index(target.level or "")), []
        if target.rule == "approaches":
            return self.gap_at(series, target.reference or "", target.baseline_year or 0)
        base_year = year - 1 if target.rule == "falls_each_year" else target.baseline_year
        base = self.observed(series, base_year or 0)
        if base is None or base.value is None or target.rule == "monitor":
            return None, []
        if target.rule == "reduce_by":
            percent = target.percent_by_year.get(year)
            return (None if percent is None else reduced(base.value, percent)), [base.id]
        return base.value, [base.id]

    def gap_at(self, series: Series, reference: str, year: int) -> tuple[Decimal | None, list[str]]:
        """Return the gap to the reference in a year, with its inputs; ``None`` when either side is unknown."""
        part, whole = self.observed(series, year), self.observed(Series(series.indicator, series.category, reference), year)
        if not has_number(part) or not has_number(whole):
            return None, [o.id for o in (part, whole) if o]
        return measures.gap(part, whole, self.facts.partnership), [part.id, whole.id]

    # Plans

    def budget_rows(self, plan: Plan) -> Iterator[Result]:
        """Yield every cell of a plan's budget, and sums by effort area and in all."""
        cells = [cell for cell in self.facts.budgets if cell.plan == plan.id]
        for cell in cells:
            yield from self.budget_cell_rows(plan, cell)
        effort_of = {a.activity: a.effort_area for a in self.facts.activities if a.plan == plan.id}
        areas = list(dict.fromkeys(effort_of.values()))
        for year in plan.years:
            own = [cell for cell in cells if cell.year == year and cell.activity and not cell.line]
            yield from self.sum_row(plan, year, "", own)
            for area in areas:
                if area:
                    yield from self.sum_row(plan, year, area, [cell for cell in own if effort_of.get(cell.activity) == area])

    def budget_cell_rows(self, plan: Plan, cell: Budget) -> Iterator[Result]:
        """Yield a cell as one row, or as its lower and upper end when the source gives a range."""
        category = ".".join(filter(None, (cell.activity or "samlet", cell.line)))
        kind = "published" if cell.activity else "frame" if cell.year in plan.frame_years else "stated total"
        method = "; ".join(
            filter(None, (kind, "approximate" if cell.approximate == "yes" else "", cell.footnote and f"footnote {cell.footnote}"))
        )
        series = Series(plan.indicator, category, plan.geography)
        name = budget_id(cell)
        if cell.amount_to_dkk is None:
            yield self.row(name, series, cell.year, "observed", cell.amount_dkk, method, [name], status=cell.status)
        else:
            yield self.row(name, series, cell.year, "lower", cell.amount_dkk, method, [name], status=cell.status)
            yield self.row(name, series, cell.year, "upper", cell.amount_to_dkk, method, [name], status=cell.status)

    def sum_row(self, plan: Plan, year: int, area: str, cells: list[Budget]) -> Iterator[Result]:
        """Yield the sum of the cells: a total when everything is known, otherwise a lower bound that says what is not."""
        if not cells:
            return
        unknown = measures.unknown_cells(cells)
        series = Series(plan.indicator, area, plan.geography)
        name = ".".join(filter(None, (plan.id, area, str(year))))
        inputs = [budget_id(cell) for cell in cells if cell.amount_dkk is not None]
        value = measures.known_sum(cells)
        if not unknown and plan.complete:
            yield self.row(name, series, year, "total", value, "sum of cells", inputs)
            return
        if not inputs:
            value_or_none, status = None, unknown[0].status
        else:
            value_or_none = value
            status = "not_decided" if any(cell.status == "not_decided" for cell in unknown) else "not_stated"
        method = "at least; unknown: " + " ".join(cell.activity for cell in unknown)
        yield self.row(name, series, year, "lower", value_or_none, method, inputs, status=status)

    def activity_rows(self, plan: Plan) -> Iterator[Result]:
        """Yield what the activities promise and report in numbers, and how they go half-way through the year."""
        for item in self.facts.deliverables:
            if item.plan != plan.id or item.value is None:
                continue
            series = Series("leverance", f"{item.activity}.{item.deliverable}", plan.geography)
            name = ".".join((item.plan, item.activity, item.deliverable, str(item.year), item.kind))
            measure = "observed" if item.kind == "observed" else "target"
            method = "; ".join(filter(None, (item.kind, "at least" if item.at_least == "yes" else "")))
            if item.value_to is None:
                yield self.row(name, series, item.year, measure, item.value, method, [name], unit=item.unit)
            else:
                yield self.row(name, series, item.year, "lower", item.value, method, [name], unit=item.unit)
                yield self.row(name, series, item.year, "upper", item.value_to, method, [name], unit=item.unit)
        yield from self.status_rows(plan)

    def status_rows(self, plan: Plan) -> Iterator[Result]:
        answers = [status for status in self.facts.status if status.plan == plan.id and status.year == self.edition]
        questions = {"paa_plan": "on_plan", "bekymring": "concern", "justering": "adjustment"}
        for indicator, field in questions.items():
            given = [(status, str(getattr(status, field))) for status in answers]
            for status, answer in given:
                series = Series(indicator, status.activity, plan.geography)
                name = f"{plan.id}.{status.activity}.{status.year}.{field}"
                yield self.row(name, series, status.year, "observed", answer, "published", [name])
            for level in self.facts.indicators[indicator].levels if answers else ():
                series = Series(indicator, level, plan.geography)
                inputs = [f"{plan.id}.{status.activity}.{status.year}.{field}" for status, answer in given if answer == level]
                name = f"{plan.id}.{indicator}.{level}"
                count = Decimal(len(inputs))
                yield self.row(name, series, self.edition, "total", count, "count of answers", inputs, unit="count")


def has_number(observation: Observation | None) -> TypeGuard[Observation]:
    """Tell whether there is an observation with a number in it."""
    return observation is not None and observation.value is not None


def series_name(series: Series) -> list[str]:
    """Return the parts of a series that are filled, for an id."""
    return [part for part in (series.indicator, series.category, series.geography) if part]


def budget_id(cell: Budget) -> str:
    """Return the name of a budget cell, the same in every build."""
    return ".".join(filter(None, (cell.plan, cell.activity or "i-alt", cell.line, str(cell.year))))


def difference_unit(unit: str) -> str:
    """Return the unit of a difference between two figures: of percentages it is percentage points."""
    return "percentage_points" if unit == "percent" else unit
