"""What people wrote for a chapter stands in its section of the status, with the book's numbers, and can do nothing but be read."""

import pytest
from walking import blocks_of, phrases_of, section_in, table_in

from analysis.display.blocks import Section, Stack, Text
from analysis.display.documents.people import comment
from analysis.display.documents.status import status
from analysis.errors import DataFaults

TEXT = """[//]: # (What stands here is for the writer.)

Andelen var {tal: utryg_nabolag}, og *det* er {påstand: uændret, utryg_nabolag}[uændret].
Se [kommunens side](https://eksempel.dk/a).

- Det første: {eget tal: 12}
- Det andet

1. Først
2. Så

> Sagt på et møde.

| Hvad | Hvor |
|---|---|
| Lys | Parken |

<script>alert(1)</script>
"""


@pytest.fixture(scope="module")
def view(views):
    return views[2022]


def said_in(block):
    return [said.text for text in blocks_of(block, Text) for said in text.paragraphs]


def test_a_comment_stands_in_the_section_of_its_chapter(view):
    """Behind the figures, under a heading of its own."""
    document = status(view, {"tryghed": "Det går bedre.", "resume": "Samlet set."})
    for section, chapter, text in (("safety", "tryghed", "Det går bedre."), ("targets", "resume", "Samlet set.")):
        parts = section_in(Stack(document.blocks), section).blocks
        assert isinstance(parts[-1], Section)
        assert parts[-1].name == f"kommentar-{chapter}"
        assert said_in(parts[-1]) == [text]


def test_numbers_and_claims_are_the_results_own(view):
    """As the book says them, with their rows; a writer's own number is quoted."""
    found = comment(view, "tryghed", TEXT)
    first = blocks_of(found, Text)[0].paragraphs[0]
    assert first.text == "Andelen var 17\u00a0%, og det er uændret. Se kommunens side (https://eksempel.dk/a)."
    assert {row.indicator for row in first.rows} == {"utryg_nabolag"}
    assert said_in(found)[1:6] == ["Det første: 12", "Det andet", "1. Først", "2. Så", "Sagt på et møde."]
    assert [[cell.text.text for cell in row] for row in table_in(found).rows] == [["Lys", "Parken"]]


def test_nothing_in_a_comment_is_more_than_text(view):
    """HTML is the text that it is made of, and what is for the writer stays with the writer."""
    said = "\n".join(text.text for _, text in phrases_of(comment(view, "tryghed", TEXT)))
    assert "<script>alert(1)</script>" in said
    assert "for the writer" not in said


@pytest.mark.parametrize("text", ["", "   \n", "[//]: # (Skriv her.)\n"])
def test_no_comment_is_no_section(view, text):
    """An unwritten file leaves no heading behind."""
    assert not comment(view, "tryghed", text)
    assert not [block for block in blocks_of(Stack(status(view, {"andre": text}).blocks), Section) if "kommentar" in block.name]


def test_what_the_results_do_not_say_stops_the_document(view):
    """Every such sentence at once, with its file and line."""
    text = "Det er {påstand: faldt, utryg_nabolag}[faldet].\n\nOg {tal: utryg_nabolag, 1999} er tallet."
    with pytest.raises(DataFaults) as stopped:
        status(view, {"tryghed": text})
    assert [(fault.file, fault.row) for fault in stopped.value.faults] == [
        ("kommentar/2022/tryghed.md", 1),
        ("kommentar/2022/tryghed.md", 3),
    ]


def test_a_comment_alone_makes_its_section(view):
    """A chapter with nothing but a person's words is not left out."""
    document = status(view, {"andre": "Om noget andet."})
    assert said_in(section_in(Stack(document.blocks), "others")) == ["Om noget andet."]
