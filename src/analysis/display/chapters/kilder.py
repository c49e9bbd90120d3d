"""The page kilder: the sources, what could not be had from them, every disagreement, and all context figures."""

from __future__ import annotations

from analysis.data import Discrepancy, Source
from analysis.display.blocks import Fold, Link, Links, Profile, Profiles, Section, Stack, Table, Text, cell
from analysis.display.parts.series import figures_table
from analysis.display.runs import Phrase, name, phrase, quoted
from analysis.display.view.view import View


def published(view: View, source: Source) -> Phrase:
    """Return a source's day, as exactly as it is known."""
    return view.say(f"sources.precision_{source.precision}", date=view.say.date(source.published), year=source.published.year)


def table(view: View, role: str) -> Table:
    """Return the sources of a role (primary: documents; context: pages) with day, address and note."""
    found = sorted((key for key, source in view.facts.sources.items() if source.role == role), key=view.rank)
    rows = []
    for key in found:
        source = view.facts.sources[key]
        title = cell(name(source.title), quoted(source.note), link=source.address)
        rows.append((title, cell(name(source.publisher)), cell(published(view, source))))
    columns = tuple(view.say(f"sources.{key}") for key in ("source", "publisher", "published"))
    return Table(view.say(f"sources.caption_{role}"), columns, tuple(rows))


def missing(view: View) -> Table:
    """Return what each document had as a picture or did not have at all."""
    found = [(what, source.short) for source in view.facts.sources.values() for what in source.missing]
    rows = tuple((cell(quoted(what)), cell(name(short))) for what, short in found)
    return Table(view.say("sources.missing_caption"), (view.say("resume.missing_what"), view.say("sources.source")), rows)


def discrepancies(view: View, severity: str) -> Profiles:
    """Return the disagreements of a severity: what the sources say, and what the book does about it."""
    return Profiles(tuple(discrepancy(view, found) for found in view.facts.discrepancies if found.severity == severity))


def contents(view: View) -> Links:
    """Return the ways to the parts of the page."""
    parts = (documents(view), pages(view), *disagreements(view).blocks, figures(view))
    return Links(tuple(Link(f"#{part.name}", part.heading) for part in parts if isinstance(part, Section) and part))


def documents(view: View) -> Section:
    """Return the partnership's documents, and what could not be had from them."""
    lost = missing(view)
    folds = (Fold(lost.caption, (lost,)) if lost else Links(),)
    return Section("dokumenter", view.say("sources.part_dokumenter"), (table(view, "primary"), *folds))


def pages(view: View) -> Section:
    """Return the pages that figures come from."""
    text = Text((view.say("sources.pages"),))
    return Section("hjemmesider", view.say("sources.part_hjemmesider"), (text, table(view, "context")))


def disagreements(view: View) -> Stack:
    """Return the disagreements by how much they can mislead, each folded under its title."""
    found = [(severity, discrepancies(view, severity)) for severity in ("high", "medium", "low")]
    return Stack(
        tuple(
            Section(f"uoverensstemmelser-{severity}", view.say(f"sources.part_uoverensstemmelser_{severity}"), (profiles,))
            for severity, profiles in found
        )
    )


def figures(view: View) -> Section:
    """Return every figure that comes from a page, folded."""
    found = context(view)
    return Section("tal", view.say("sources.part_tal"), (Fold(found.caption, (found,)),) if found else ())


def discrepancy(view: View, found: Discrepancy) -> Profile:
    badge = cell(view.say(f"sources.kind_{found.kind}"), view.say("sources.kind"))
    facts = (
        (view.say("sources.decision"), phrase(quoted(found.decision))),
        (view.say("sources.affects"), short_names(view, found.sources)),
    )
    return Profile(found.id, phrase(quoted(found.title)), (badge,), (phrase(quoted(found.text)),), facts)


def short_names(view: View, sources: tuple[str, ...]) -> Phrase:
    """Return sources by their short names."""
    return view.listed(view.source(source) for source in sources if source in view.facts.sources)


def context(view: View) -> Table:
    """Return every figure that comes from a page and not from a document, with the page."""
    return figures_table(
        view,
        view.pick(measure="observed", role="context", is_whole=(True, False)),
        "sources.context_caption",
        "sources.context_note",
    )
