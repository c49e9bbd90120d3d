"""How a plan is thought to work, as a picture of text: its activities, what they promise, and what it is all for."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Agreement, Plan
from analysis.display.blocks import Flow, Link, Step
from analysis.display.parts.pictures import slug
from analysis.display.parts.plans.budget import activities_of, effort_name
from analysis.display.parts.plans.deliverables import deliverable_text
from analysis.display.parts.targets import chapter_of
from analysis.display.runs import NOTHING, Phrase, name, phrase
from analysis.display.view.view import View


def how_it_works(view: View) -> Flow:
    """Return how the plan is thought to work: activities, effort areas, what they promise, and what it is all for."""
    plan = view.plan
    agreement = next((a for a in view.facts.agreements if plan and a.id == plan.agreement), None)
    if plan is None or agreement is None or not agreement.effort_areas:
        return Flow(NOTHING)
    steps = (
        Step(view.say("plan.flow_activities"), tuple(activity_links(view, plan))),
        Step(view.say("plan.flow_results"), ((NOTHING, tuple(promised(view, plan))),)),
        Step(view.say("plan.flow_effect"), tuple(wanted(view, agreement))),
    )
    return Flow(
        view.say("plan.flow", plan=name(plan.name)), tuple(step for step in steps if any(links for _, links in step.groups))
    )


def activity_links(view: View, plan: Plan) -> Iterator[tuple[Phrase, tuple[Link, ...]]]:
    """Yield each effort area with the ways to its activities."""
    found = activities_of(view, plan)
    for area in dict.fromkeys(activity.effort_area for activity in found):
        links = tuple(Link(f"#aktivitet-{slug(a.activity)}", phrase(name(a.name))) for a in found if a.effort_area == area)
        yield effort_name(view, plan, area), links


def promised(view: View, plan: Plan) -> Iterator[Link]:
    """Yield what the activities promise in numbers."""
    items = [d for d in view.of_plan("deliverables", plan.id) if d.kind == "target"]
    for activity, key, label in dict.fromkeys((d.activity, d.deliverable, d.label) for d in items):
        said = deliverable_text(view, plan, activity, key, "target")
        yield Link("", view.say("plan.promise", label=name(label), value=said))


def wanted(view: View, agreement: Agreement) -> Iterator[tuple[Phrase, tuple[Link, ...]]]:
    """Yield the agreement's targets by theme."""
    targets = [t for t in agreement.targets if t.rule != "monitor"]
    for theme in dict.fromkeys(view.facts.indicators[t.indicator].theme for t in targets):
        own = [t for t in targets if view.facts.indicators[t.indicator].theme == theme]
        yield view.say(f"theme.{theme}"), tuple(Link(chapter_of(view, t), phrase(name(t.label))) for t in own)
