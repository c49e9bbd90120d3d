"""What a page is made of: text, tables, figures and sections as objects that know their content. HTML is one way to show them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from IPython.display import publish_display_data
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from analysis.display.runs import NOTHING, Because, Part, Phrase, Run, Shown, phrase, text_of
from analysis.indicators import Result

TEMPLATES = Environment(
    loader=PackageLoader("analysis.display", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


# The page of receipts that lies beside a page.
RECEIPTS = "kvitteringer.html"


def written(said: Part) -> Markup:
    """Return a phrase as HTML, with everything in it escaped: what comes from rows leads to its receipt, other digits say why."""
    return Markup("").join(run_written(run) for run in phrase(said))


def run_written(run: Run) -> Markup:
    """Return a run as HTML."""
    if isinstance(run, Shown) and run.rows:
        return to_receipt(run.rows, run.text, run.spoken)
    if isinstance(run, Because) and any(map(str.isdigit, run.text)):
        return Markup('<span data-no-rows="{}">{}</span>').format(run.reason, run.text)
    return escape(text_of(run))


def to_receipt(rows: Sequence[Result], text: str | Markup, spoken: str = "") -> Markup:
    """Return a text as HTML that leads to the receipt of the first of the rows that it says; ``spoken`` is read aloud instead."""
    ids = " ".join(row.id for row in rows)
    label = Markup(' aria-label="{}"').format(spoken) if spoken else ""
    return Markup('<a class="r" data-rows="{}" href="{}#{}"{}>{}</a>').format(ids, RECEIPTS, rows[0].id, label, text)


def linked(said: Part, link: str) -> Markup:
    """Return a phrase as HTML that leads somewhere; what comes from rows keeps its own way, for a link holds no other."""
    runs = phrase(said).runs
    pieces = (
        run_written(run) if isinstance(run, Shown) else Markup('<a href="{}">{}</a>').format(link, run_written(run)) for run in runs
    )
    return Markup("").join(pieces)


TEMPLATES.filters["written"] = written
TEMPLATES.filters["linked"] = linked


def render(template: str, **values: object) -> str:
    """Return a template of ``display/templates`` as HTML, with everything put into it escaped."""
    return TEMPLATES.get_template(template).render(**values)


class Block(ABC):
    """Something that a notebook shows as HTML and as plain text; an empty one shows nothing at all."""

    @abstractmethod
    def __bool__(self) -> bool: ...

    @abstractmethod
    def _repr_html_(self) -> str: ...

    def _ipython_display_(self) -> None:
        if self:
            publish_display_data({"text/html": self._repr_html_(), "text/plain": repr(self)})  # type: ignore[no-untyped-call]


# Tables


@dataclass(frozen=True)
class Cell:
    """One cell: what it says, a quiet second line, a link, and whether it is a number (aligned right).

    ``name`` is its place in the page, for links to it.
    """

    text: Phrase = NOTHING
    second: Phrase = NOTHING
    numeric: bool = False
    verdict: str = ""
    link: str = ""
    name: str = ""


def cell(text: Part = NOTHING, second: Part = NOTHING, *, numeric: bool = False, verdict: str = "", link: str = "") -> Cell:
    """Return a cell of a text and a second line, each a phrase or a single run."""
    return Cell(phrase(text), phrase(second), numeric, verdict, link)


EMPTY_NUMBER = Cell(numeric=True)


@dataclass(frozen=True)
class Table(Block):
    """A table: caption, column heads, rows whose first cell names the row, and notes below. Empty without rows.

    ``groups`` are heads that stand before the row of that number.
    """

    caption: Phrase = NOTHING
    columns: tuple[Phrase, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[Phrase, ...] = ()
    strong_rows: frozenset[int] = field(default_factory=frozenset)
    groups: Mapping[int, Phrase] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __repr__(self) -> str:
        lines = [self.caption.text, " | ".join(column.text for column in self.columns)]
        lines += [" | ".join(f"{c.text} ({c.second})" if c.second else c.text.text for c in row) for row in self.rows]
        return "\n".join([*lines, *(note.text for note in self.notes)])

    def _repr_html_(self) -> str:
        numeric = [all(row[i].numeric or not row[i].text for row in self.rows) for i in range(len(self.columns))]
        return render("table.html", table=self, numeric=numeric)


# Text


@dataclass(frozen=True)
class Text(Block):
    """Generated prose: paragraphs or a list of sentences. Empty without any."""

    paragraphs: tuple[Phrase, ...] = ()
    bullets: bool = False
    note: bool = False
    lead: bool = False

    def __bool__(self) -> bool:
        return bool(self.paragraphs)

    def __repr__(self) -> str:
        return "\n".join(said.text for said in self.paragraphs)

    def _repr_html_(self) -> str:
        return render("text.html", text=self)


@dataclass(frozen=True)
class Link:
    """A way to another page or place."""

    to: str
    text: Phrase


@dataclass(frozen=True)
class Links(Block):
    """A short list of ways to other pages."""

    links: tuple[Link, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.links)

    def __repr__(self) -> str:
        return ", ".join(link.text.text for link in self.links)

    def _repr_html_(self) -> str:
        return render("links.html", links=self.links)


# Figures


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure in two sizes, as SVG text or as what draws it when it is first asked for: paper has no use for the one for a phone."""

    for_pages: str | Callable[[], str]
    for_phones: str | Callable[[], str]

    @cached_property
    def wide(self) -> str:
        """The figure for a wide page, and for paper."""
        return self.for_pages if isinstance(self.for_pages, str) else self.for_pages()

    @cached_property
    def narrow(self) -> str:
        """The figure for a phone."""
        return self.for_phones if isinstance(self.for_phones, str) else self.for_phones()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Picture) and (self.wide, self.narrow) == (other.wide, other.narrow)

    def __hash__(self) -> int:
        return hash((self.wide, self.narrow))


@dataclass(frozen=True)
class Figure(Block):
    """A picture with what it shows as title, its measure below, a description in words, the table behind it, and its rows.

    ``hidden`` is what the subtitle says that it does not show.
    """

    name: str = ""
    title: Phrase = NOTHING
    subtitle: Phrase = NOTHING
    description: Phrase = NOTHING
    picture: Picture | None = None
    rows: tuple[Result, ...] = ()
    behind: tuple[Block, ...] = ()
    words: Mapping[str, Phrase] = field(default_factory=dict)
    hidden: Phrase = NOTHING

    def __bool__(self) -> bool:
        return self.picture is not None

    def __repr__(self) -> str:
        behind = [repr(block) for block in self.behind if block]
        return "\n".join([self.title.text, self.subtitle.text, self.description.text, *behind])

    def _repr_html_(self) -> str:
        return render("figure.html", figure=self)


# What holds other blocks


@dataclass(frozen=True)
class Stack(Block):
    """Several blocks after one another; the empty ones are left out."""

    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return any(self.blocks)

    def __repr__(self) -> str:
        return "\n\n".join(repr(block) for block in self.blocks if block)

    def _repr_html_(self) -> str:
        return "\n".join(block._repr_html_() for block in self.blocks if block)


@dataclass(frozen=True)
class Section(Block):
    """Blocks under a heading that says what was found. ``name`` is its place in the page, the same from year to year."""

    name: str
    heading: Phrase
    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return any(self.blocks)

    def __repr__(self) -> str:
        return "\n\n".join([f"## {self.heading}", *(repr(block) for block in self.blocks if block)])

    def _repr_html_(self) -> str:
        return render("section.html", section=self)


@dataclass(frozen=True)
class Fold(Block):
    """Blocks that a reader unfolds."""

    summary: Phrase
    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return any(self.blocks)

    def __repr__(self) -> str:
        return "\n".join([f"[{self.summary}]", *(repr(block) for block in self.blocks if block)])

    def _repr_html_(self) -> str:
        return render("fold.html", fold=self)


@dataclass(frozen=True)
class Answer:
    """A question with its answer, how sure that is, and the way to more."""

    question: Phrase
    says: Phrase
    lines: tuple[Phrase, ...]
    link: Link


@dataclass(frozen=True)
class Answers(Block):
    """A few questions with their answers."""

    answers: tuple[Answer, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.answers)

    def __repr__(self) -> str:
        return "\n".join(f"{a.question} {a.says} {' '.join(line.text for line in a.lines)}" for a in self.answers)

    def _repr_html_(self) -> str:
        return render("answers.html", answers=self.answers)


@dataclass(frozen=True)
class Profile:
    """One thing with a heading and a few named lines, such as an activity or a discrepancy."""

    name: str
    heading: Phrase
    badges: tuple[Cell, ...] = ()
    paragraphs: tuple[Phrase, ...] = ()
    facts: tuple[tuple[Phrase, Phrase], ...] = ()


@dataclass(frozen=True)
class Profiles(Block):
    """A run of profiles, each folded under its heading."""

    items: tuple[Profile, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    def __repr__(self) -> str:
        return "\n".join(f"{item.heading}: {' '.join(said.text for said in item.paragraphs)}" for item in self.items)

    def _repr_html_(self) -> str:
        return render("profiles.html", profiles=self)


@dataclass(frozen=True)
class Step:
    """One step of a flow: its heading, and groups of links under names."""

    heading: Phrase
    groups: tuple[tuple[Phrase, tuple[Link, ...]], ...]


@dataclass(frozen=True)
class Flow(Block):
    """Steps that lead from one to the next, as a picture of text."""

    label: Phrase
    steps: tuple[Step, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.steps)

    def __repr__(self) -> str:
        return " > ".join(step.heading.text for step in self.steps)

    def _repr_html_(self) -> str:
        return render("flow.html", flow=self)


@dataclass(frozen=True, repr=False)
class WholePlan(Stack):
    """All of a plan as one edition knows it. The site folds it where a later edition shows the same plan."""

    plan: str = ""

    def _repr_html_(self) -> str:
        return render("plan.html", plan=self)
