"""An invented partnership, made in Python: a rule can be tried on it whatever the project's own data say.

A quarter in a city, editions 2020 to 2024, one agreement over them with the targets that a test gives. Each year has a source
that is out on 1 November; ``side`` is a page, ``levering`` data that its owner has not published.
"""

import datetime as dt
from decimal import Decimal

from analysis.data import Facts, Observation
from analysis.data.definitions import Agreement, Indicator, OwnTheme, Partnership, Plan, Source
from analysis.data.tables import Activity, ActivityStatus, Budget, Deliverable, Significance

YEARS = range(2020, 2025)


def day_of(source):
    """The day on which a source was published: ``s2021`` is out on 1 November 2021."""
    return {"side": dt.date(2020, 1, 1), "levering": dt.date(2020, 2, 1)}.get(source) or dt.date(int(source[1:]), 11, 1)


def source_of(name):
    kind, role = {"side": ("web", "context"), "levering": ("delivery", "primary")}.get(name, ("status", "primary"))
    rest = {"title": name, "short": name, "publisher": "Byen", "precision": "day"}
    return Source.model_validate(rest | {"kind": kind, "role": role, "published": day_of(name)})


def seen(indicator, year, value=None, **fields):
    """An observation, in the source of its year unless another is named; a value is a text, so that its decimals are its own."""
    source = fields.pop("source", f"s{max(year, 2019)}")
    row = {"indicator": indicator, "category": "", "geography": "kvarter", "year": year, "level": "", "status": "ok", "n": None}
    row |= {"deff": None, "note": "", "source": source, "section": "1", "published": day_of(source)}
    return Observation.model_validate(row | {"value": None if value is None else Decimal(value)} | fields)


def reports(year, value=None, category="indbrud", **fields):
    """A count of reports."""
    return seen("anmeldelser", year, value, category=category, **fields)


def said(year, against, *, significant="no", indicator="utryg"):
    """What the year's source says about a difference."""
    row = {"indicator": indicator, "category": "", "geography": "kvarter", "year": year, "against": against, "note": ""}
    rest = {"significant": significant, "source": f"s{year}", "section": "1", "published": day_of(f"s{year}")}
    return Significance.model_validate(row | rest)


def target(rule, indicator="anmeldelser", **fields):
    """A target for 2021 to 2024 with the baseline 2020."""
    rest = {"id": "maal", "label": "Et maal", "indicator": indicator, "geography": "kvarter", "rule": rule}
    rest |= {"baseline_year": 2020, "years": [2021, 2022, 2023, 2024]}
    return rest | ({"category": "indbrud"} if indicator == "anmeldelser" else {}) | fields


def broken(kind="supplier", from_year=2022, **fields):
    """A break in an indicator's figures."""
    return {"kind": kind, "from_year": from_year, "before": "Foer", "after": "Efter", "source": "s2022"} | fields


def measured(unit, **fields):
    rest = {"name": "Navn", "short": "Navn", "theme": "tryghed", "instrument": "maaling", "definition": "Opdigtet."}
    return rest | {"unit": unit} | fields


KINDS = {key: {"name": key} for key in ("indbrud", "tyveri", "tyveri_roeveri", "haervaerk", "samlet")}
INDICATORS = {
    "utryg": measured("percent", gap=True),
    "anmeldelser": measured("count", theme="kriminalitet", role="crime", categories=KINDS),
    "pr_1000": measured("per_1000", decimals=1, gap=True, theme="kriminalitet"),
    "trin": measured("level", levels=["lav", "middel", "hoej"]),
    "alle": measured("count", theme="samarbejde"),
    "med": measured("count", theme="samarbejde"),
    "andel": measured("percent", theme="samarbejde", ratio={"numerator": "med", "denominator": "alle"}),
    "penge": measured("dkk", theme="oekonomi", role="grant", categories={"ramme": {"name": "Ramme", "role": "frame"}}),
    "paa_plan": measured("answer", theme="aktiviteter", role="on_plan", levels=["yes", "partly", "no"]),
    "leverance": measured("count", theme="aktiviteter", role="deliverable"),
    "andet": measured("percent", context=True),
}


def world(
    *observations, targets=(), totals=(), follows=None, breaks=(), indicators=None, tables=None, agreements=None, themes=None
):
    """The facts of an invented partnership.

    ``follows``: what ``tyveri_roeveri`` covers beside ``tyveri``, whose place it takes. ``breaks``: of every indicator.
    """
    defined = {**INDICATORS, **(indicators or {})}
    crime = {**KINDS, **({"tyveri_roeveri": {"name": "T", "follows": "tyveri", "scope": follows}} if follows else {})}
    defined["anmeldelser"] = defined["anmeldelser"] | {"categories": crime}
    agreement = {"id": "aftale", "name": "Aftale", "source": "s2019", "from_year": 2020, "to_year": 2024, "geography": "kvarter"}
    areas = {"kvarter": {"kind": "partnership", "part_of": ["by"]}, "by": {"kind": "city"}, "nabo": {"kind": "other"}}
    partnership = {"id": "opdigtet", "name": "Opdigtet", "language": "da", "about": "Opdigtet."}
    partnership |= {"geographies": {key: {"name": key, "short": key} | area for key, area in areas.items()}}
    partnership |= {"editions": [{"year": year, "as_of": dt.date(year, 12, 31)} for year in YEARS]}
    empty = dict.fromkeys(("significance", "activities", "budgets", "deliverables", "status"), ())
    given = agreements or [agreement | {"lags": {}, "targets": list(targets), "totals": list(totals)}]
    return Facts(
        partnership=Partnership.model_validate(partnership),
        sources={name: source_of(name) for name in ("side", "levering", *(f"s{year}" for year in range(2019, 2025)))},
        instruments={"maaling": "Maaling"},
        indicators={key: Indicator.model_validate(fields | {"breaks": list(breaks)}) for key, fields in defined.items()},
        agreements=tuple(Agreement.model_validate(agreement | {"lags": {}} | fields) for fields in given),
        discrepancies=(),
        observations=observations,
        themes={key: OwnTheme.model_validate(fields) for key, fields in (themes or {}).items()},
        **empty | {"plans": ()} | (tables or {}),
    )


def plan(**fields):
    """A plan for the years 2022 and 2023, from the source of 2022."""
    rest = {"id": "plan", "name": "Plan", "agreement": "aftale", "indicator": "penge", "geography": "kvarter", "source": "s2022"}
    return Plan.model_validate(rest | {"years": [2022, 2023]} | fields)


FROM_THE_PLAN = {"plan": "plan", "source": "s2022", "section": "1", "published": day_of("s2022")}


def activity(key, effort_area=""):
    rest = {"number": "", "responsible": "", "target_group": "", "description": "", "name": key}
    return Activity.model_validate(FROM_THE_PLAN | rest | {"activity": key, "effort_area": effort_area})


def money(key, amount=None, *, year=2022, **fields):
    """A cell of the plan's budget."""
    rest = {"activity": key, "line": "", "year": year, "approximate": "no", "sign": "", "footnote": "", "note": ""}
    rest |= {"amount_dkk": amount, "amount_to_dkk": None, "status": "ok"}
    return Budget.model_validate(FROM_THE_PLAN | rest | fields)


def promise(key, value, **fields):
    """A number that an activity promises."""
    rest = {"deliverable": "lamper", "label": "Lamper", "year": 2022, "kind": "target", "at_least": "no", "unit": "lamper"}
    return Deliverable.model_validate(FROM_THE_PLAN | rest | {"activity": key, "value": value, "value_to": None} | fields)


def answer(key, on_plan, **fields):
    """An activity's answer half-way through 2022."""
    period = {"period_from": dt.date(2022, 1, 1), "period_to": dt.date(2022, 6, 30), "year": 2022}
    rest = {"activity": key, "on_plan": on_plan, "concern": "no", "adjustment": "no", "comment": ""}
    return ActivityStatus.model_validate(FROM_THE_PLAN | period | rest | fields)
