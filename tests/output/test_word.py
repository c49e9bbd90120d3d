"""The Word file: the words of the document in styles, captions, fields and tables that Word and screen readers know."""

import dataclasses
import datetime as dt
import io
import re
import zipfile
from collections import Counter

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from word_files import BROAD, EVERY, REAL, document_of, expected_of, file_of, named, opened, parts_of, png, said_in, texts
from word_schema import misplaced

from analysis.display.blocks import Cell, Section, Table, Text
from analysis.display.runs import phrase
from analysis.output.sequence import Heading, NumberedFigure, NumberedTable, sequence
from analysis.output.word import docx_of
from analysis.output.word.document import names_of
from analysis.output.word.markup import on_one_line
from analysis.output.word.tables import shared, widths_of

NEWEST = (REAL, 2022, "status")
every = pytest.mark.parametrize("case", EVERY, ids=named)


def body_of(case):
    return opened(file_of(*case)).element.body


def with_blocks(*blocks):
    """The newest document with other blocks in it."""
    return dataclasses.replace(document_of(*NEWEST), blocks=blocks)


# What is said


@every
def test_a_file_says_what_the_document_says(case):
    """Every heading, paragraph, cell, caption and note, in order, in its style, and nothing else."""
    assert said_in(file_of(*case)) == list(expected_of(document_of(*case)))


@every
def test_the_same_document_is_the_same_bytes(case):
    """Made anew, from parts that are all of the document's own day."""
    document = document_of(*case)
    assert docx_of(document) == file_of(*case)
    with zipfile.ZipFile(io.BytesIO(file_of(*case))) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(document.day.year, document.day.month, document.day.day)}


def test_other_words_are_other_bytes():
    """One word more."""
    assert docx_of(with_blocks(Text((phrase("a"),)))) != docx_of(with_blocks(Text((phrase("b"),))))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fod\x0bbold", "Fod bold"),
        ("A\x00B\x1fC", "A B C"),
        ("\ud800 x \uffff", "  x  "),
        ("to\nlinjer", "to\nlinjer"),
        ("a\tb", "a\tb"),
        ("<b> & ]]> \u00a0æøå 🎈", "<b> & ]]> \u00a0æøå 🎈"),
        (" rum ", " rum "),
    ],
)
def test_what_xml_cannot_hold_is_a_space(written, read):
    """In text, cells, headings, and what a table says of itself."""
    table = Table(phrase(written), (phrase("x"),), ((Cell(phrase(written)),),))
    said = said_in(docx_of(with_blocks(Section("x", phrase(written), (Text((phrase(written),)), table)))))
    assert said[-4:] == [("Heading 1", f"1. {read}"), ("Body Text", read), ("Caption", f"Tabel 1: {read}"), [["x"], [read]]]


# What Word has to know


@every
def test_elements_stand_in_the_order_of_the_schema(case):
    """In every part of the file: what is out of place is the usual reason for content that Word cannot read."""
    parts = parts_of(file_of(*case))
    assert [(name, found) for name, part in parts.items() if name.startswith("word/") for found in misplaced(parse_xml(part))] == []


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        ("pPr", ["jc", "pStyle"]),
        ("pPr", ["jc", "jc"]),
        ("pPr", ["tbl"]),
        ("tblPr", ["tblCaption", "tblLook"]),
        ("tc", ["tcPr"]),
        ("p", ["r", "pPr"]),
        ("settings", ["listSeparator", "themeFontLang"]),
    ],
)
def test_what_is_out_of_place_is_found(parent, children):
    """By the check of the test above."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    held = "".join(f"<w:{child}/>" for child in children)
    assert misplaced(parse_xml(f'<w:{parent} xmlns:w="{space}">{held}</w:{parent}>'))


@every
def test_everything_named_in_a_file_is_in_it(case):
    """Styles, lists, parts and places; nothing lies outside, no number stands twice, and no part is of an unknown kind."""
    content = file_of(*case)
    parts, body = parts_of(content), body_of(case)
    styles = {style.style_id for style in opened(content).styles}
    used = {element.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for element in body.iter(qn(tag))}
    assert used <= styles
    based = {e.get(qn("w:val")) for e in opened(content).styles.element.iter(qn("w:basedOn"), qn("w:next"))}
    assert based <= styles
    for name in (name for name in parts if name.endswith(".rels")):
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for link in parse_xml(parts[name]):
            assert link.get("TargetMode") != "External"
            assert f"{folder}/{link.get('Target')}".lstrip("/") in parts
    for tag, number in (("w:bookmarkStart", "w:id"), ("w:bookmarkStart", "w:name")):
        assert max(Counter(element.get(qn(number)) for element in body.iter(qn(tag))).values(), default=1) == 1
    assert set(parts) <= {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        *(f"word/{name}.xml" for name in ("document", "styles", "numbering", "settings", "header1", "footer1", "footer2")),
    }  # fmt: skip


@every
def test_a_file_asks_nothing_and_is_danish(case):
    """No question at opening, and one language for all of its text."""
    parts = parts_of(file_of(*case))
    assert [name for name, part in parts.items() if b"updateFields" in part or b"w:dirty" in part] == []
    styles, settings = parse_xml(parts["word/styles.xml"]), parse_xml(parts["word/settings.xml"])
    assert [element.get(qn("w:val")) for element in styles.iter(qn("w:lang"))] == ["da-DK"]
    assert [element.get(qn("w:val")) for element in settings.iter(qn("w:themeFontLang"))] == ["da-DK"]


@every
def test_what_a_file_says_of_itself_is_the_documents(case):
    """Title, author, day and subjects; no person, and nothing of the library that wrote it."""
    document, core = document_of(*case), opened(file_of(*case)).core_properties
    assert (core.title, core.subject, core.author) == (document.title.text, document.subtitle.text, document.author)
    assert (core.language, core.revision, core.last_modified_by) == ("da-DK", 1, "")
    assert core.created == core.modified == dt.datetime.combine(document.day, dt.time(), dt.UTC)
    assert core.keywords == on_one_line(
        "; ".join(section.heading.text for section in document.blocks if isinstance(section, Section)), 255
    )
    assert b"python-docx" not in parts_of(file_of(*case))["docProps/core.xml"]


def test_a_long_title_is_cut_where_word_has_no_room():
    """A property has 255 characters."""
    document = dataclasses.replace(document_of(*NEWEST), title=phrase("ord " * 100))
    content = docx_of(document)
    assert len(opened(content).core_properties.title) == 255
    assert said_in(content)[0] == ("Title", "ord " * 100)


# Fields


@every
def test_captions_are_counted_by_word(case):
    """A field for each, whose number is the one that Word would count to."""
    captions = [item for item in opened(file_of(*case)).paragraphs if item.style.name == "Caption"]
    fields = [(texts(item._p, "w:instrText")[0].split(), item.runs[4].text) for item in captions]
    seen = Counter()
    for (name, word, *_), number in fields:
        seen[word] += 1
        assert (name, number) == ("SEQ", str(seen[word]))
    parts = sequence(document_of(*case))
    wanted = {
        "Tabel": sum(isinstance(part, NumberedTable) for part in parts),
        "Figur": sum(isinstance(part, NumberedFigure) for part in parts),
    }
    assert seen == Counter(wanted)
    assert all(item._p.pPr.find(qn("w:keepNext")) is not None for item in captions)


@every
def test_the_contents_list_is_right_without_being_made_anew(case):
    """A link to each heading of the two highest levels, in a field that begins and ends, without numbers of pages."""
    body = body_of(case)
    wanted = [part for part in sequence(document_of(*case)) if isinstance(part, Heading) and part.level <= 2]
    places = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    links = list(body.iter(qn("w:hyperlink")))
    assert ["".join(texts(link, "w:t")) for link in links] == [part.text.text for part in wanted]
    for link, part in zip(links, wanted, strict=True):
        place = places[link.get(qn("w:anchor"))]
        assert "".join(texts(place, "w:t")) == part.text.text
        assert link.getparent().pPr.pStyle.val == f"TOC{part.level}"
    blocks = body.findall(qn("w:sdt"))
    assert len(blocks) == bool(wanted)
    for block in blocks:
        assert texts(block, "w:instrText") == [' TOC \\o "1-2" \\h \\z \\u ']
        assert [mark.get(qn("w:fldCharType")) for mark in block.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]


@every
def test_each_page_says_which_it_is_and_what_it_rests_on(case):
    """The title above all but the first; day, version and page below all."""
    document, section = document_of(*case), opened(file_of(*case)).sections[0]
    assert section.header.paragraphs[0].text == document.title.text
    assert section.first_page_header.is_linked_to_previous
    for foot in (section.footer, section.first_page_footer):
        (line,) = foot.paragraphs
        assert line.text.endswith("\tSide 1 af 1")
        assert document.version in line.text
        assert str(document.day.year) in line.text
        assert [said.strip() for said in texts(line._p, "w:instrText")] == ["COMMENTS", "PAGE", "NUMPAGES"]


# Layout


@every
def test_tables_can_be_read_aloud(case):
    """A head that comes again on each page, rows that are not split or merged, headers declared, a name and a description."""
    section = opened(file_of(*case)).sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) // 635
    tables = body_of(case).findall(qn("w:tbl"))
    numbered = [part.table for part in sequence(document_of(*case)) if isinstance(part, NumberedTable)]
    for element, table in zip(tables, numbered, strict=True):
        rows = element.findall(qn("w:tr"))
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert {len(row.findall(qn("w:tc"))) for row in rows} == {len(table.columns)}
        assert list(element.iter(qn("w:gridSpan"), qn("w:vMerge"))) == []
        properties = element.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == on_one_line(table.caption.text)
        assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == on_one_line(", ".join(c.text for c in table.columns))
        looks = properties.find(qn("w:tblLook"))
        assert (looks.get(qn("w:firstRow")), looks.get(qn("w:firstColumn")), looks.get(qn("w:val"))) == ("1", "1", "06A0")
        assert sum(int(column.get(qn("w:w"))) for column in element.iter(qn("w:gridCol"))) == width
        assert element.getprevious().pPr.pStyle.val == "Caption"


def test_numbers_stand_right_sums_are_bold_and_groups_are_rows():
    """Each in the cells that have it, and in no other."""
    one, two = Cell(phrase("1"), numeric=True), Cell(phrase("2"), phrase("2021"), numeric=True)
    rows = ((Cell(phrase("a")), one, Cell(phrase("Ja"), verdict="met")), (Cell(phrase("b")), two, Cell(phrase("Nej"))))
    table = Table(phrase("t"), (phrase("Navn"), phrase("Tal"), phrase("Svar")), rows, (), frozenset({1}), {1: phrase("Gruppe")})
    (found,) = opened(docx_of(with_blocks(table))).tables
    right = [[cell.paragraphs[0]._p.pPr.find(qn("w:jc")) is not None for cell in row.cells] for row in found.rows]
    assert right == [[False, True, False]] * 4
    bold = [[all(run.bold for run in cell.paragraphs[0].runs) for cell in row.cells if cell.text] for row in found.rows]
    assert bold == [[True, True, True], [False, False, True], [True], [True, True, True]]
    assert [line.style.name for line in found.rows[3].cells[1].paragraphs] == ["Statusbog celle", "Statusbog celle 2"]


@every
def test_no_paragraph_is_there_for_its_space(case):
    """Space is the styles' own."""
    assert [item.style.name for item in opened(file_of(*case)).paragraphs if not item.text.strip()] == []


CELLS = st.builds(Cell, st.text("ab 1\u00a0", max_size=60).map(phrase), st.text("a ", max_size=30).map(phrase))


@given(st.integers(1, 8).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_columns_fill_the_width(rows):
    """Whatever stands in them, each has room for something."""
    widths = widths_of(Table(rows=tuple(map(tuple, rows)), columns=tuple(phrase("x") for _ in rows[0])), 9524)
    assert sum(widths) == 9524
    assert min(widths) > 0


@pytest.mark.parametrize(
    ("spare", "wanted", "got"),
    [(10, [1, 2, 3], [1, 2, 3]), (9, [1, 8, 8], [1, 4, 4]), (6, [100, 2, 0], [4, 2, 0]), (0, [5], [0]), (7, [], [])],
)
def test_what_is_left_goes_to_those_who_want_more(spare, wanted, got):
    """As much to each as to any other, as long as both want it."""
    assert shared(spare, wanted) == got


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (["utryg-nabolag", "utryg_nabolag"], ["_utryg_nabolag", "_utryg_nabolag_2"]),
        (["a" * 50, "a" * 60], ["_" + "a" * 39, "_" + "a" * 34 + "_2"]),
        (["æ ø", "Plan", "plan"], ["____", "_Plan", "_plan_2"]),
    ],
)
def test_places_have_names_of_their_own_that_word_takes(names, places):
    """Forty letters, digits and low lines; large and small letters are the same to Word."""
    found = names_of([Heading(1, phrase("same"), name) for name in names])
    assert found == places
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII) for name in found)


# Pictures


@pytest.fixture(scope="module")
def pictured():
    """The file of the partnership that says everything, with a picture for each figure: wide ones, and then tall ones."""
    document = document_of(BROAD, 2033, "status")
    shapes = iter([(704, 300)] * 8 + [(100, 900)] * 100)
    return document, docx_of(document, picture=lambda _: png(*next(shapes)))


def test_pictures_say_what_they_show(pictured):
    """In words for those who do not see them, under numbers of their own."""
    document, content = pictured
    figures = [part.figure for part in sequence(document) if isinstance(part, NumberedFigure)]
    shown = [shape._inline.docPr for shape in opened(content).inline_shapes]
    assert len(figures) > 8
    assert [(s.get("descr"), s.get("title")) for s in shown] == [
        (on_one_line(f.description.text), on_one_line(f.title.text)) for f in figures
    ]
    assert len({shape.get("id") for shape in shown}) == len(figures)
    assert misplaced(opened(content).element) == []


def test_pictures_are_as_wide_as_the_text_or_fit_the_page(pictured):
    """With their own proportions."""
    paper = opened(pictured[1])
    section, shapes = paper.sections[0], list(paper.inline_shapes)
    width = section.page_width - section.left_margin - section.right_margin
    assert {shape.width for shape in shapes[:8]} == {width}
    assert all(shape.height == pytest.approx(shape.width * 300 / 704, rel=0.01) for shape in shapes[:8])
    assert all(shape.height < 0.8 * section.page_height and shape.width < width for shape in shapes[8:])


def test_a_picture_stands_for_its_description(pictured):
    """Which is not written beside it; caption and measure are."""
    document, content = pictured
    gone = [("Statusbog note", part.figure.description.text) for part in sequence(document) if isinstance(part, NumberedFigure)]
    said = [item for item in said_in(content) if item != ("Statusbog figur", "")]
    assert said == [item for item in expected_of(document) if item not in gone]
    assert len(said) == len(said_in(docx_of(document))) - len(gone)
