"""Numbers and claims in the text that people write: as the book says them, each leading to its receipt."""

from __future__ import annotations

from markupsafe import Markup

from analysis.data.comments import AskedClaim, AskedNumber, Tag, asked
from analysis.display.blocks import to_receipt
from analysis.display.parts.values import amount, shown
from analysis.display.runs import NOTHING, Phrase, Shown, phrase, quoted
from analysis.display.view.view import View
from analysis.errors import Fault, fault
from analysis.indicators import Judged, Result, Why, judged, row_of
from analysis.messages import message

# Said without their sign: the sentence around them says which way.
DISTANCES = frozenset({"change", "change_pct", "gap"})
# Signs that mean something in Markdown or HTML.
SPECIAL = frozenset("\\`*_{}[]<>&#!$~^|\"'")


def said_by_tag(view: View | None, tag: Tag, file: str) -> Phrase | list[Fault]:
    """Return what stands in place of a tag of a comment, or what is wrong with it. A writer's own number needs no view."""
    if tag.kind == "own" or view is None:
        return phrase(quoted(tag.parts[0]))
    wanted = asked(tag, view.known, file)
    if isinstance(wanted, list):
        return wanted
    if isinstance(wanted, AskedNumber):
        number = said_number(view, wanted)
        if isinstance(number, Phrase):
            return number
        why = message(f"book.comments.why.{number}")
        return [fault("book.comments.number", file=file, row=tag.row, written=tag.written, sentence=tag.sentence, why=why)]
    found = judged_claim(view, wanted)
    if found.holds:
        return phrase(Shown(tuple(found.rows), tag.words)) if tag.words else NOTHING
    why = message(f"book.comments.why.{found.why}") if found.why else ""
    said = "; ".join(filter(None, (said_figures(view, found), why)))
    return [fault("book.comments.claim", file=file, row=tag.row, written=tag.written, sentence=tag.sentence, said=said)]


def said_number(view: View, asked: AskedNumber) -> Phrase | Why:
    """Return a number as the book says it, or why there is none. A hidden one is said as such."""
    row = row_of(asked, view.rows.table, view.known)
    if not isinstance(row, Result):
        return row
    if row.measure in DISTANCES and row.number is not None:
        return amount(view, row, decimals=0 if row.measure == "change_pct" else None)
    return shown(view, row)


def judged_claim(view: View, claim: AskedClaim) -> Judged:
    """Return whether a claim holds in the edition."""
    return judged(claim, view.rows.table, view.known)


def said_figures(view: View, found: Judged) -> str:
    """Return the figures that a claim was held against as plain text: 2021: 20 %; 2022: 17 %."""
    return "; ".join(f"{label(view, row)}: {figure(view, row)}" for row in found.figures)


def label(view: View, row: Result) -> str:
    """Return what tells a figure from the others: its year, or the area that it is held against."""
    return f"{view.geography_name(row.against_area)} {row.year}" if row.measure == "gap" else str(row.year)


def figure(view: View, row: Result) -> str:
    """Return a figure, a distance with its sign, a verdict or what was said of a difference, as plain text."""
    if row.measure == "gap" and row.number is not None:
        return view.say.quantity(row.number, row.unit, signed=True)
    if row.measure == "verdict":
        key = f"verdict.interim_{row.value}" if "interim" in row.flags else f"verdict.{row.value}"
        return view.say.if_any(key).text or str(row.value)
    if row.measure in ("significance", "p_value"):
        return word_for_chance(view, row)
    return shown(view, row).text


def word_for_chance(view: View, row: Result) -> str:
    is_significant = row.value == "significant" if row.measure == "significance" else "hardly_chance" in row.flags
    return view.say.text("comment.significant" if is_significant else "comment.not_significant")


def in_markdown(said: Phrase) -> str:
    """Return a phrase as HTML that can stand in Markdown: what is in it means nothing there."""
    return "".join(
        str(to_receipt(run.rows, still(run.text))) if isinstance(run, Shown) and run.rows else str(still(text))
        for run in said
        for text in [run if isinstance(run, str) else run.text]
    )


def still(text: str) -> Markup:
    """Return a text in which no sign means anything, in HTML or in Markdown."""
    return Markup("".join(f"&#{ord(sign)};" if sign in SPECIAL else sign for sign in text))  # noqa: S704 - every sign is escaped
