"""What an edition's verdicts, changes and gaps must be, worked out from the data files with nothing of the program.

Only what the runbook and ``data/README.md`` say is known here: which figure counts, what each rule compares, and when
no change is computed. Where the new year has no figure of a target's own category this says nothing of it.
"""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

Series = tuple[str, str, str]
Figures = dict[Series, dict[int, Decimal]]


class ByHand:
    """A data folder as one edition sees it."""

    def __init__(self, data: Path, year: int) -> None:
        self.data, self.year = data, year
        self.partnership = self.toml("partnership.toml")
        self.indicators = self.toml("indicators.toml")["indicators"]
        self.sources = self.toml("sources.toml")["sources"]
        self.as_of: dt.date = next(e["as_of"] for e in self.partnership["editions"] if e["year"] == year)
        known = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((data / "agreements").glob("*.toml"))]
        self.agreements = [a for a in known if self.is_known(a["source"])]
        self.figures = self.figures_that_count()

    def toml(self, name: str) -> dict[str, Any]:
        return tomllib.loads((self.data / name).read_text(encoding="utf-8"))

    def is_known(self, source: str) -> bool:
        return bool(self.sources[source]["published"] <= self.as_of)

    def figures_that_count(self) -> Figures:
        """Of several figures for the same a document's goes before a page's, and of those the newest."""
        rows = csv.DictReader((self.data / "observations.csv").read_text(encoding="utf-8").splitlines())
        found: Figures = {}
        for row in sorted(filter(lambda row: self.is_known(row["source"]), rows), key=self.rank):
            if row["value"] and int(row["year"]) <= self.newest(row["indicator"]):
                series = (row["indicator"], row["category"], row["geography"])
                found.setdefault(series, {})[int(row["year"])] = Decimal(row["value"])
        return found

    def rank(self, row: dict[str, str]) -> tuple[bool, str, str]:
        return self.sources[row["source"]]["role"] == "primary", row["published"], row["source"]

    def newest(self, indicator: str) -> int:
        """The newest year of an indicator that the edition shows."""
        in_force = [a for a in self.agreements if a["from_year"] <= self.year <= a["to_year"]]
        lags = {name: lag for agreement in in_force for name, lag in agreement["lags"].items()}
        return self.year - int(lags.get(self.indicators[indicator]["instrument"], 0))

    # Verdicts

    def verdicts(self) -> dict[tuple[str, str], str]:
        """The verdict of each target that the edition judges, by agreement and target."""
        return {(a["id"], t["id"]): self.verdict(t, year) for a, t, year in self.judged() if self.own(t, year) is not None}

    def judged(self) -> Iterator[tuple[dict[str, Any], dict[str, Any], int]]:
        for agreement in self.agreements:
            for target in agreement["targets"]:
                year = self.year - int(agreement["lags"].get(self.indicators[target["indicator"]]["instrument"], 0))
                if year in {target.get("baseline_year"), *target["years"]}:
                    yield agreement, target, year

    def own(self, target: dict[str, Any], year: int) -> Decimal | None:
        """The figure that is judged: a share is worked out from its two counts where they are there."""
        series = (target["indicator"], target.get("category", ""), target["geography"])
        ratio = self.indicators[target["indicator"]].get("ratio", {})
        part, whole = (self.figure((ratio.get(name, ""), *series[1:]), year) for name in ("numerator", "denominator"))
        return 100 * part / whole if part is not None and whole else self.figure(series, year)

    def figure(self, series: Series, year: int) -> Decimal | None:
        return self.figures.get(series, {}).get(year)

    def verdict(self, target: dict[str, Any], year: int) -> str:
        own, rule = self.own(target, year), target["rule"]
        if rule == "monitor":
            return "monitored"
        if rule == "at_least":
            return "met" if own >= target["threshold"] else "not_met"
        if year == target["baseline_year"]:
            return "undetermined"
        goal = self.own(target, year - 1 if rule == "falls_each_year" else target["baseline_year"])
        if rule == "approaches":
            return self.approach(target, year)
        if rule == "reduce_by":
            goal = whole(goal * (100 - int(target["percent_by_year"][str(year)])) / 100)
        return "met" if (own < goal if rule.startswith("falls") else own <= goal) else "not_met"

    def approach(self, target: dict[str, Any], year: int) -> str:
        series = (target["indicator"], target.get("category", ""), target["geography"])
        now, then = (self.gap(series, target["reference"], when) for when in (year, target["baseline_year"]))
        if now is None or then is None:
            return "undetermined"
        return "met" if now <= 0 or now < then else "not_met"

    # Changes and gaps

    def changes(self) -> dict[tuple[Series, int, int], Decimal]:
        """The change of each figure of the edition's own year: from the measurement before, and from baselines of targets."""
        return {(series, year, since): self.figures[series][year] - then for series, year, since, then in self.pairs()}

    def changes_in_percent(self) -> dict[tuple[Series, int, int], Decimal]:
        """The same of counts in per cent, where the earlier one is at least 20."""
        counts = [pair for pair in self.pairs() if self.indicators[pair[0][0]]["unit"] == "count" and pair[3] >= 20]
        return {(s, year, since): 100 * (self.figures[s][year] - then) / then for s, year, since, then in counts}

    def pairs(self) -> Iterator[tuple[Series, int, int, Decimal]]:
        for series, years in self.figures.items():
            newest = self.newest(series[0])
            if self.indicators[series[0]].get("context") or newest not in years:
                continue
            earlier = [year for year in years if year < newest]
            for since in sorted({max(earlier, default=0), *self.baselines(series)}.intersection(earlier)):
                if decimals(years[since]) == decimals(years[newest]) and not self.is_broken(series, since, newest):
                    yield series, newest, since, years[since]

    def baselines(self, series: Series) -> set[int]:
        targets = [target for agreement in self.agreements for target in agreement["targets"]]
        about = [t for t in targets if (t["indicator"], t.get("category", ""), t["geography"]) == series]
        return {target["baseline_year"] for target in about if "baseline_year" in target}

    def is_broken(self, series: Series, since: int, year: int) -> bool:
        return any(since < found["from_year"] <= year for found in self.indicators[series[0]].get("breaks", []))

    def gaps(self) -> dict[tuple[Series, int, str], Decimal]:
        """The distance of the partnership's areas to each larger one, in every year that has both."""
        areas = self.partnership["geographies"]
        wanted = [s for s in self.figures if self.indicators[s[0]].get("gap") and areas[s[2]]["kind"] == "partnership"]
        found = {
            (s, year, area): self.gap(s, area, year) for s in wanted for year in self.figures[s] for area in areas[s[2]]["part_of"]
        }
        return {key: gap for key, gap in found.items() if gap is not None}

    def gap(self, series: Series, area: str, year: int) -> Decimal | None:
        own, other = self.figure(series, year), self.figure((*series[:2], area), year)
        if own is None or other is None:
            return None
        places = min(decimals(own), decimals(other))
        return rounded(own, places) - rounded(other, places)


def decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def whole(value: Decimal) -> Decimal:
    return rounded(value, 0)
