"""Comments: that each tag names what there is, and that numbers come from the results. Whether a claim is true, only they know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.data.checks.case import Case
from analysis.data.comments import asked, loose_numbers_of, tags_of, unfinished_tags_of
from analysis.data.facts import Facts
from analysis.data.folder import AGREEMENTS, COMMENTS, text_files
from analysis.errors import DataWarning, Fault, fault, warning

# Where the names that a tag may use are defined, beside the agreements.
NAMES = frozenset({"partnership.toml", "indicators.toml"})


def comments_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each comment that can be read, by its name in the data folder."""
    for path in text_files(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".md" and name.startswith(f"{COMMENTS}/") and path.is_file() and path.name != "README.md":
            yield name, path.read_text(encoding="utf-8-sig", errors="replace")


def faults_of_comments(folder: Path, case: Case) -> list[Fault]:
    """Return every fault of the tags in comments that shows without results; none where the names they use could not be read."""
    if any(name in NAMES or name.startswith(f"{AGREEMENTS}/") for name in case.findings.files):
        return []
    readable = [(name, text) for name, text in comments_in(folder) if not case.has_fault(name)]
    return [fault for name, text in readable for fault in faults_of_comment(name, text, case.facts)]


def faults_of_comment(name: str, text: str, facts: Facts) -> Iterator[Fault]:
    """Yield the faults of the tags in a comment."""
    for begun in unfinished_tags_of(text):
        yield fault("data.comments.unfinished", file=name, row=begun.row, written=begun.text)
    for tag in tags_of(text):
        found = asked(tag, facts, name) if tag.kind != "own" else None
        if isinstance(found, list):
            yield from found


def warnings_of_comments(folder: Path, facts: Facts) -> list[DataWarning]:
    """Return a warning for each number in a comment that is written by hand."""
    return [warning for name, text in comments_in(folder) for warning in warnings_of_comment(name, text, facts)]


def warnings_of_comment(name: str, text: str, facts: Facts) -> list[DataWarning]:
    """Return a warning for each number in one comment that is written by hand."""
    return [
        warning("data.comments.loose", file=name, row=number.row, number=number.text, sentence=number.sentence)
        for number in loose_numbers_of(text, names_with_digits(facts))
    ]


def names_with_digits(facts: Facts) -> frozenset[str]:
    """Return what the data call things, so that a number in such a name is not taken for a figure."""
    areas = facts.partnership.geographies.values()
    categories = [category for indicator in facts.indicators.values() for category in indicator.categories.values()]
    names = [name for area in areas for name in (area.name, area.short)]
    names += [name for source in facts.sources.values() for name in (source.title, source.short)]
    names += [facts.partnership.name, *(agreement.name for agreement in facts.agreements), *(plan.name for plan in facts.plans)]
    names += [category.name for category in categories]
    names += [name for indicator in facts.indicators.values() for name in (indicator.name, indicator.short)]
    return frozenset(name for name in names if any(map(str.isdigit, name)))
