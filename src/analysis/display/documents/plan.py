"""The yearly plan as a document: how it is meant to work, each activity by effort area, and the money year by year."""

from __future__ import annotations

from analysis.data import Activity, Agreement, Plan
from analysis.display.blocks import Block, Flow, Profile, Profiles, Section, Step
from analysis.display.chapters.tryghedsplan import lines_table
from analysis.display.documents.document import Document
from analysis.display.documents.ending import sources
from analysis.display.documents.made import document, opening
from analysis.display.documents.money import budget
from analysis.display.parts.pictures import slug
from analysis.display.parts.plans.budget import activities_of, cells_of, effort_name, numbered, shown_amount
from analysis.display.parts.plans.deliverables import deliverable_text
from analysis.display.parts.plans.flow import activity_links, wanted
from analysis.display.runs import NOTHING, Because, Phrase, joined, name, phrase, quoted
from analysis.display.view.view import View
from analysis.errors import UserError
from analysis.messages import message

PROMISED = ("target", "expected", "hope")


def plan(view: View) -> Document:
    """Return the plan that covers an edition's year. Raises ``UserError`` for an edition that no plan covers."""
    found = view.plan
    if found is None:
        covered = sorted({when for one in view.facts.plans for when in one.years})
        key = "documents.no_plan" if covered else "documents.no_plans"
        raise UserError(message(key, year=view.year, years=", ".join(map(str, covered))))
    years = Because(f"{found.years[0]}–{found.years[-1]}" if len(found.years) > 1 else str(found.years[0]), "year")
    about = view.say("document.plan_about", plan=name(found.name), years=years)
    blocks: tuple[Block, ...] = (
        opening(view, about, view.note(found.note)),
        Section("theory", view.say("document.plan_theory"), (theory(view, found),)),
        efforts(view, found),
        Section("overview", view.say("document.plan_overview"), (budget(view, found), lines_table(view, found))),
    )
    ends = Section("sources", view.say("document.sources"), (sources(view, blocks),))
    return document(view, "plan", (*blocks, ends), plan=name(found.name), years=years)


def theory(view: View, found: Plan) -> Flow:
    """Return how the plan is meant to work, from the agreement's targets to effort areas and activities; empty without areas."""
    agreement = agreement_of(view, found)
    if agreement is None or not any(activity.effort_area for activity in activities_of(view, found)):
        return Flow(NOTHING)
    steps = (
        Step(view.say("document.plan_goals"), tuple(wanted(view, agreement))),
        Step(view.say("document.plan_efforts"), tuple(activity_links(view, found))),
    )
    return Flow(view.say("document.plan_flow"), steps)


def agreement_of(view: View, found: Plan) -> Agreement | None:
    """Return the agreement that a plan belongs to, as far as it is public."""
    return next((agreement for agreement in view.facts.agreements if agreement.id == found.agreement), None)


def efforts(view: View, found: Plan) -> Section:
    """Return each effort area with its activities; all of them together where the source puts none into an area."""
    areas: dict[str, list[Profile]] = {}
    for activity in activities_of(view, found):
        areas.setdefault(activity.effort_area, []).append(profile(view, found, activity))
    if not any(areas):
        everything = tuple(Profiles(tuple(items)) for items in areas.values())
        return Section("activities", view.say("document.plan_activities"), everything)
    parts = (Section(f"indsats-{area}", effort_name(view, found, area), (Profiles(tuple(items)),)) for area, items in areas.items())
    return Section("activities", view.say("document.plan_by_effort"), tuple(parts))


def profile(view: View, found: Plan, activity: Activity) -> Profile:
    """Return what the data hold of an activity: what it is, for whom, who is responsible, what it promises, and its money."""
    facts = (
        ("target_group", phrase(quoted(activity.target_group))),
        ("responsible", phrase(quoted(activity.responsible))),
        ("deliverables", promises(view, found, activity)),
        ("money", amounts(view, found, activity)),
    )
    return Profile(
        slug(activity.activity),
        phrase(numbered(activity.number, activity.name)),
        paragraphs=(phrase(quoted(activity.description)),) if activity.description else (),
        facts=tuple((view.say(f"document.{key}"), said) for key, said in facts if said),
    )


def promises(view: View, found: Plan, activity: Activity) -> Phrase:
    """Return what an activity is to deliver in numbers: promised, expected or hoped for."""
    labels = {d.deliverable: d.label for d in view.of_plan("deliverables", found.id) if d.activity == activity.activity}
    said: list[Phrase] = []
    for key, label in labels.items():
        values = ((kind, deliverable_text(view, found, activity.activity, key, kind)) for kind in PROMISED)
        value = joined(", ", (view.say(f"document.promised_{kind}", value=one) for kind, one in values if one))
        said += [view.say("document.deliverable", label=name(label), value=value)] if value else []
    return joined("; ", said)


def amounts(view: View, found: Plan, activity: Activity) -> Phrase:
    """Return an activity's amount in each year, unknowns in their own words; nothing where the source has no line for it."""
    cells = cells_of(view, found)
    known = ((when, cells.get((activity.activity, "", when))) for when in found.years)
    return joined("; ", (view.say("document.in_year", year=when, value=shown_amount(view, one)) for when, one in known if one))
