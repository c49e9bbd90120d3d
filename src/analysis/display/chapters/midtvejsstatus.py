"""The chapter midtvejsstatus: the activities half-way through the year, at a glance and one by one."""

from __future__ import annotations

from analysis.data import Activity, ActivityStatus, Role
from analysis.display.blocks import Profile, Profiles, Section, Table, Text, cell
from analysis.display.parts.pictures import slug
from analysis.display.parts.plans.answers import count_of_answers, silent
from analysis.display.parts.plans.budget import numbered
from analysis.display.parts.plans.deliverables import deliverable_text
from analysis.display.parts.values import shown
from analysis.display.runs import NOTHING, Because, Phrase, joined, name, phrase, quoted
from analysis.display.view.view import View
from analysis.indicators import Result

QUESTIONS: tuple[Role, ...] = ("on_plan", "concern", "adjustment")


def answers(view: View) -> list[ActivityStatus]:
    """Return the year's answers in the order of the plan."""
    return [s for s in view.of_plan("status", view.plan.id) if s.year == view.year] if view.plan else []


def questions(view: View) -> list[str]:
    """Return the indicators of the three questions."""
    return [indicator for role in QUESTIONS if (indicator := view.indicator(role))]


def glance(view: View) -> Text:
    """Return the period, and how many activities go as planned, have concerns and need adjustment."""
    given = answers(view)
    if not given:
        return Text()
    start, end = min(s.period_from for s in given), max(s.period_to for s in given)
    period = view.say("midway.period", start=view.say.date(start), end=view.say.date(end))
    return Text((period, *unanswered(view), on_plan(view), concerns(view)), bullets=True)


def unanswered(view: View) -> list[Phrase]:
    """Return how many of the activities that were asked have answered, and the names of the others; nothing where all have."""
    given = count_of_answers(view)
    if given is None or not (names := silent(view, given)):
        return []
    asked = Because(view.say.number(given.everyone), "count")
    return [view.say("midway.answered", all=shown(view, given), asked=asked, activities=names)]


def on_plan(view: View) -> Phrase:
    """Return how many activities go as planned, partly as planned and not, of how many."""
    everyone = view.one(measure="count", indicator=view.indicator("on_plan"))
    counts = {level: counted(view, "on_plan", level) for level in ("yes", "partly", "no")}
    parts = view.listed(view.say(f"midway.on_plan_{level}", count=said) for level, said in counts.items() if said)
    return view.say("midway.on_plan", all=shown(view, everyone), parts=parts)


def concerns(view: View) -> Phrase:
    """Return how many have reported a concern, and how many need adjustment beside what they have described."""
    said = {role: counted(view, role, "yes") or none_said(view, role) for role in ("concern", "adjustment")}
    described = counted(view, "adjustment", "partly")
    return view.say("midway.concerns_described" if described else "midway.concerns", described=described, **said)


def counted(view: View, role: Role, answer: str) -> Phrase:
    """Return how many gave an answer, or nothing where nobody did."""
    row = view.one(measure="total", indicator=view.indicator(role), category=answer)
    return shown(view, row) if row is not None and row.number else NOTHING


def none_said(view: View, role: Role) -> Phrase:
    """Return the word for nobody, with the row that counts none."""
    row = view.one(measure="total", indicator=view.indicator(role), category="yes")
    return view.say("midway.none", row=row) if row is not None else view.say("status.not_stated")


def at_a_glance(view: View) -> Section:
    """Return each activity with its answers to the three questions."""
    return Section("paa-et-oejeblik", view.say("midway.caption"), (glance_table(view),))


def glance_table(view: View) -> Table:
    given = answers(view)
    rows = tuple(
        (cell(name_of(view, s), link=f"#{slug(s.activity)}"), *(cell(shown(view, answer(view, s, q))) for q in questions(view)))
        for s in given
    )
    columns = (view.say("midway.activity"), *(phrase(name(view.facts.indicators[q].name)) for q in questions(view)))
    used = [row for s in given for q in questions(view) if (row := answer(view, s, q))]
    return Table(view.say("midway.caption"), columns, rows, (view.say("midway.note", sources=view.sources(used)),))


def answer(view: View, status: ActivityStatus, question: str) -> Result | None:
    """Return the row of an activity's answer to a question."""
    return view.one(measure="observed", indicator=question, category=status.activity, year=status.year)


def activity_of(view: View, status: ActivityStatus) -> Activity:
    """Return the activity that an answer is about."""
    found: Activity = next(a for a in view.of_plan("activities", status.plan) if a.activity == status.activity)
    return found


def name_of(view: View, status: ActivityStatus) -> Because:
    """Return the activity's number and name."""
    found = activity_of(view, status)
    return numbered(found.number, found.name)


def one_by_one(view: View) -> Section:
    """Return each activity, folded: its answers, how it goes in words, what it has delivered in numbers, who is responsible."""
    profiles = Profiles(tuple(profile(view, status) for status in answers(view)))
    return Section("aktivitet-for-aktivitet", view.say("midway.one_by_one"), (profiles,))


def profile(view: View, status: ActivityStatus) -> Profile:
    responsible = activity_of(view, status).responsible
    badges = (cell(shown(view, answer(view, status, q)), name(view.facts.indicators[q].short)) for q in questions(view))
    facts = [(view.say("midway.responsible"), phrase(quoted(responsible)))] if responsible else []
    comment = (phrase(quoted(status.comment)),) if status.comment else ()
    return Profile(
        slug(status.activity), phrase(name_of(view, status)), tuple(badges), comment, (*facts, *deliverable_facts(view, status))
    )


def deliverable_facts(view: View, status: ActivityStatus) -> list[tuple[Phrase, Phrase]]:
    """Return each deliverable's label with what was observed, what is the target, and what is expected or hoped for, in the answer's year."""
    if view.plan is None:
        return []
    known = view.of_plan("deliverables", status.plan)
    own = [d for d in known if (d.activity, d.year) == (status.activity, status.year) and d.kind != "background"]
    labels = {d.deliverable: d.label for d in reversed(own)}
    keys = dict.fromkeys(d.deliverable for d in own)
    return [(phrase(name(labels[key])), said) for key in keys if (said := deliverable_said(view, status, key))]


def deliverable_said(view: View, status: ActivityStatus, key: str) -> Phrase:
    """Return everything that is said in numbers about a deliverable."""
    if view.plan is None:
        return NOTHING
    said = []
    for kind in ("observed", "target", "expected", "hope"):
        value = deliverable_text(view, view.plan, status.activity, key, kind, status.year)
        said.append(view.say(f"midway.{kind}", value=value) if value else NOTHING)
    return joined(", ", said)
