"""What the tests of analysis.display read pages with: the phrases of a block, the numbers of a text, the words of a picture."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

from analysis.display.blocks import Block, Cards, Cell, Figure, Profiles, Stack, Table, Text
from analysis.display.runs import Phrase

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
DANISH = re.compile(r"\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?")
SVG = "{http://www.w3.org/2000/svg}"


def blocks_in(block: Block) -> Iterator[Block]:
    """Yield the blocks that a block is made of; itself where it is no stack."""
    if isinstance(block, Stack):
        for inner in block.blocks:
            yield from blocks_in(inner)
    elif block:
        yield block


def phrases_of(block: Block) -> Iterator[tuple[str, Phrase]]:
    """Yield every phrase that a block shows, with the part of the block that it stands in."""
    for found in blocks_in(block):
        match found:
            case Table():
                yield "caption", found.caption
                yield from (("column", column) for column in found.columns)
                yield from (said for row in found.rows for one in row for said in phrases_of_cell(one))
                yield from (("note", note) for note in found.notes)
            case Text():
                yield from (("paragraph", paragraph) for paragraph in found.paragraphs)
            case Figure():
                yield "caption", found.caption
                yield "description", found.description
            case Cards():
                for group in found.groups:
                    yield "heading", group.heading
                    yield from (("card", said) for card in group.cards for said in (card.name, card.line))
            case Profiles():
                yield from (said for item in found.items for said in phrases_of_profile(item))
            case _:
                raise TypeError(f"a block of a kind that nobody looks into: {type(found).__name__}")


def phrases_of_cell(cell: Cell) -> Iterator[tuple[str, Phrase]]:
    yield "cell", cell.text
    yield "second", cell.second


def phrases_of_profile(item):
    yield "heading", item.heading
    yield from (said for badge in item.badges for said in phrases_of_cell(badge))
    yield from (("paragraph", paragraph) for paragraph in item.paragraphs)
    yield from (("fact", said) for fact in item.facts for said in fact)


def rows_in(block):
    """Return the rows behind everything that a block shows."""
    return {row for _, said in phrases_of(block) for row in said.rows}


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


def words_of(svg):
    """Return everything that a picture says."""
    return [" ".join("".join(node.itertext()).split()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


def labels_of(svg):
    """Return what a picture says beside its axes."""
    root = ET.fromstring(svg)
    ticks = {
        node for group in root.iter(f"{SVG}g") if re.match("[xy]tick_", group.get("id", "")) for node in group.iter(f"{SVG}text")
    }
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text") if node not in ticks]


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
