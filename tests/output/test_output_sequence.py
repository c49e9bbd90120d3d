"""A document's parts in order: headings on their level with numbers and names of their own, tables and figures numbered."""

import datetime as dt
from itertools import pairwise

import pytest

from analysis.data import load
from analysis.display.blocks import (
    Figure,
    Flow,
    Fold,
    Link,
    Links,
    Picture,
    Profile,
    Profiles,
    Section,
    Stack,
    Step,
    Table,
    Text,
    cell,
)
from analysis.display.documents.document import Document
from analysis.display.documents.plan import plan
from analysis.display.documents.status import status
from analysis.display.runs import Because, phrase
from analysis.display.view.opened import Opening, look
from analysis.output.sequence import Heading, NumberedFigure, NumberedTable, Paragraph, sequence

TABLE = Table(phrase("En tabel"), (phrase("Hvad"),), ((cell("a"),),))
FIGURE = Figure("tal", phrase("En figur"), picture=Picture("<svg/>", "<svg/>"), behind=(Fold(phrase("x"), (TABLE,)),))


def of(*blocks):
    """The parts of a document of some blocks."""
    words = {"kind": "status", "year": 2022, "language": "da", "day": dt.date(2022, 12, 31), "version": "1", "author": "x"}
    return sequence(Document(**words, title=phrase("t"), subtitle=phrase("s"), blocks=blocks))


def section(name, *blocks):
    return Section(name, phrase(name.title()), blocks)


def test_sections_have_numbers_and_their_parts_have_levels():
    """The number is part of the heading, and has a reason."""
    text = Text((phrase("Ord."),))
    parts = of(section("et", text, section("under", text)), section("to", text))
    headings = [(part.level, part.text.text) for part in parts if isinstance(part, Heading)]
    assert headings == [(1, "1. Et"), (2, "Under"), (1, "2. To")]
    assert next(iter(parts[0].text)) == Because("1.", "ordinal")


def test_an_empty_section_takes_no_number():
    """Nor does an empty block take a part."""
    parts = of(section("tom", Text(())), section("fuld", TABLE), Links((Link("x", phrase("y")),)))
    assert [getattr(part, "text", phrase("tabel")).text for part in parts] == ["1. Fuld", "tabel"]


def test_two_of_a_name_get_names_of_their_own():
    """An activity may be called what an indicator is."""
    items = Profiles((Profile("et", phrase("A")), Profile("et", phrase("B"))))
    names = [part.name for part in of(section("et", items)) if isinstance(part, Heading)]
    assert names == ["et", "et-2", "et-3"]


def test_the_table_behind_a_figure_follows_it():
    """And each kind is counted by itself."""
    parts = of(section("et", TABLE, FIGURE, Stack((FIGURE,))))
    assert [(type(part).__name__, part.number) for part in parts[1:]] == [
        ("NumberedTable", 1),
        ("NumberedFigure", 1),
        ("NumberedTable", 2),
        ("NumberedFigure", 2),
        ("NumberedTable", 3),
    ]


def test_a_flow_is_its_steps_in_words():
    """Each step, and as points the groups in it."""
    steps = (Step(phrase("Mål:"), ((phrase("Tryghed"), (Link("", phrase("a")), Link("", phrase("b")))),)),)
    assert of(Flow(phrase("Sådan"), steps)) == (
        Paragraph(phrase("Sådan")),
        Paragraph(phrase("Mål:")),
        Paragraph(phrase("Tryghed: a; b"), "bullet"),
    )


@pytest.fixture(scope="module", params=["own", "mini", "broad"])
def sequences(request, root, mini, broad):
    """The parts of every document of a partnership."""
    facts = load({"own": root / "data", "mini": mini, "broad": broad}[request.param])
    found = [look(Opening("edition", edition.year, ""), facts) for edition in facts.partnership.editions]
    return [sequence(made(view)) for view in found for made in (status, plan) if made is status or view.plan is not None]


def test_levels_begin_at_one_and_never_skip(sequences):
    """What screen readers and contents lists rely on; names are unique."""
    for parts in sequences:
        headings = [part for part in parts if isinstance(part, Heading)]
        levels = [0, *(heading.level for heading in headings)]
        assert all(below - above <= 1 for above, below in pairwise(levels))
        assert len({heading.name for heading in headings}) == len(headings)
        assert all(heading.name and heading.text for heading in headings)


def test_numbers_count_up_and_paragraphs_say_something(sequences):
    """Tables and figures from one without a gap."""
    for parts in sequences:
        for kind in (NumberedTable, NumberedFigure):
            numbers = [part.number for part in parts if isinstance(part, kind)]
            assert numbers == list(range(1, len(numbers) + 1))
        assert all(part.text for part in parts if isinstance(part, Paragraph))
