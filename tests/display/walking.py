"""What the tests of analysis.display read pages with: the phrases of a block, the numbers of a text, the words of a picture."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

from analysis.display.blocks import (
    Answers,
    Block,
    Cell,
    Figure,
    Flow,
    Fold,
    Link,
    Links,
    Profiles,
    Section,
    Stack,
    Table,
    Text,
)
from analysis.display.chapters.rettelser import Place
from analysis.display.runs import Phrase

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
DANISH = re.compile(r"\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?")
SVG = "{http://www.w3.org/2000/svg}"


# Blocks


def inside(block: Block) -> tuple[Block, ...]:
    """Return the blocks that a block holds."""
    match block:
        case Stack() | Section() | Fold():
            return block.blocks
        case Figure():
            return block.behind
        case _:
            return ()


def blocks_in(block: Block) -> Iterator[Block]:
    """Yield every block that shows something, those that hold others before what they hold; a stack shows nothing of its own."""
    if block:
        if not isinstance(block, Stack):
            yield block
        for inner in inside(block):
            yield from blocks_in(inner)


def blocks_of(block, kind):
    """Return the blocks of a kind that a block is made of."""
    return [found for found in blocks_in(block) if isinstance(found, kind)]


def tables_in(block):
    """Return the tables of a block, those behind its figures too."""
    return blocks_of(block, Table)


def table_in(block):
    """Return the only table of a block."""
    (table,) = tables_in(block)
    return table


def figures_in(block):
    """Return the figures of a block."""
    return blocks_of(block, Figure)


def figure_in(block):
    """Return the only figure of a block."""
    (figure,) = figures_in(block)
    return figure


def paragraphs_in(block):
    """Return the paragraphs of all texts of a block."""
    return [paragraph for text in blocks_of(block, Text) for paragraph in text.paragraphs]


def section_in(block, name):
    """Return the section of a block that has a name."""
    return next(section for section in blocks_of(block, Section) if section.name == name)


# Phrases


def phrases_of(block: Block) -> Iterator[tuple[str, Phrase]]:
    """Yield every phrase that a block shows, with the part of the block that it stands in."""
    for found in blocks_in(block):
        yield from phrases_of_one(found)


def phrases_of_one(block: Block) -> Iterator[tuple[str, Phrase]]:
    """Yield the phrases that a block shows itself, without those of the blocks that it holds."""
    match block:
        case Table():
            yield "caption", block.caption
            yield from (("column", column) for column in block.columns)
            yield from (("group", group) for group in block.groups.values())
            yield from (said for row in block.rows for one in row for said in phrases_of_cell(one))
            yield from (("note", note) for note in block.notes)
        case Text():
            yield from (("paragraph", paragraph) for paragraph in block.paragraphs)
        case Figure():
            yield from (("title", block.title), ("subtitle", block.subtitle), ("description", block.description))
            yield from (("tool", word) for word in block.words.values())
        case Section() | Fold() | Place():
            yield phrase_of_frame(block)
        case Answers():
            yield from (said for answer in block.answers for said in phrases_of_answer(answer))
        case Links():
            yield from phrases_of_links(block.links)
        case Flow():
            yield "label", block.label
            yield from (said for step in block.steps for said in phrases_of_step(step))
        case Profiles():
            yield from (said for item in block.items for said in phrases_of_profile(item))
        case _:
            raise TypeError(f"a block of a kind that nobody looks into: {type(block).__name__}")


def phrase_of_frame(block: Section | Fold | Place) -> tuple[str, Phrase]:
    """Return the one phrase of a block that holds others, or waits for them."""
    if isinstance(block, Section):
        return "heading", block.heading
    return ("summary", block.summary) if isinstance(block, Fold) else ("place", block.said)


def phrases_of_cell(cell: Cell) -> Iterator[tuple[str, Phrase]]:
    yield "cell", cell.text
    yield "second", cell.second


def phrases_of_links(links: tuple[Link, ...]) -> Iterator[tuple[str, Phrase]]:
    yield from (("link", link.text) for link in links)


def phrases_of_answer(answer):
    yield from (("question", answer.question), ("says", answer.says))
    yield from (("line", line) for line in answer.lines)
    yield "link", answer.link.text


def phrases_of_step(step):
    yield "heading", step.heading
    for name, links in step.groups:
        yield "name", name
        yield from phrases_of_links(links)


def phrases_of_profile(item):
    yield "heading", item.heading
    yield from (said for badge in item.badges for said in phrases_of_cell(badge))
    yield from (("paragraph", paragraph) for paragraph in item.paragraphs)
    yield from (("fact", said) for fact in item.facts for said in fact)


def rows_in(block):
    """Return the rows behind everything that a block shows."""
    return {row for _, said in phrases_of(block) for row in said.rows}


# Numbers


def numbers_in(text):
    """Return the numbers of a text, as they are written."""
    return NUMBER.findall(text)


def number_of(written):
    """Return a Danish number's value; ``None`` where it is none."""
    return Decimal(written.replace(".", "").replace(",", ".")) if DANISH.fullmatch(written) else None


def says(written, value):
    """Tell whether a written number is a value without its sign, rounded half up to the decimals shown, or in whole thousands."""
    number, places = number_of(written), Decimal(1).scaleb(-len(written.partition(",")[2]))
    return number is not None and number in {(abs(value) / unit).quantize(places, ROUND_HALF_UP) for unit in (1, 1000)}


# Tables


def grid(table):
    """Return a table's cells by the text of their row's first cell and of their column's head."""
    heads = [column.text for column in table.columns[1:]]
    return {(row[0].text.text, head): one for row in table.rows for head, one in zip(heads, row[1:], strict=True)}


def texts(table):
    """Return the first lines of a table's cells."""
    return [[one.text.text for one in row] for row in table.rows]


def line(table, label):
    """Return the first lines of the cells after the one with a label."""
    return next(cells[1:] for cells in texts(table) if cells[0] == label)


def about(table, **wanted):
    """Return the first row of a table's cells that shows a result with such fields."""
    return next(cells for cells in table.rows if any(fits(row, wanted) for row in shown_in(cells)))


def shown_in(cells):
    """Return the results behind some cells."""
    return [row for one in cells for _, said in phrases_of_cell(one) for row in said.rows]


def fits(row, wanted):
    return all(getattr(row, field) == value for field, value in wanted.items())


def first_lines(cells):
    """Return what a row's cells say after its label, without second lines."""
    return [one.text.text for one in cells[1:]]


def words_about(said, **wanted):
    """Return the texts of a phrase's runs that show a result with such fields."""
    return [run.text for run in said if any(fits(row, wanted) for row in getattr(run, "rows", ()))]


# Pictures


def svgs_of(picture):
    """Return the two drawings of a picture."""
    return picture.wide, picture.narrow


def said_by(node):
    """Return what a text of a picture says."""
    return " ".join("".join(node.itertext()).split())


def words_of(svg):
    """Return everything that a picture says."""
    return [said_by(node) for node in ET.fromstring(svg).iter(f"{SVG}text")]


def labels_of(svg):
    """Return the numbers that a picture writes beside its marks: pairs of the ids of their rows and the text."""
    links = ET.fromstring(svg).iter(f"{SVG}a")
    return [(link.get("data-rows").split(), said_by(node)) for link in links for node in link.iter(f"{SVG}text")]


def others_of(svg):
    """Return the texts of a picture that are no numbers of rows: pairs of their reason and the text; ``None`` for no reason."""
    return list(reasons_below(ET.fromstring(svg), None))


def reasons_below(node, reason):
    if node.tag == f"{SVG}a":
        return
    reason = node.get("data-no-rows", reason)
    if node.tag == f"{SVG}text":
        yield reason, said_by(node)
    for child in node:
        yield from reasons_below(child, reason)
