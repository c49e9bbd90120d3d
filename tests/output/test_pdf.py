"""PDF files of whole editions: what they claim to be, and that their tags bear it out."""

import re
from itertools import pairwise

import pikepdf
import pytest
from looking import cache
from pdf_documents import EDITIONS, document_of, made
from pdf_tree import bare, opened, tags

from analysis.output.pdf import pdf_of
from analysis.output.pdf.said import said_of
from analysis.output.sequence import Heading, NumberedFigure, NumberedTable, Paragraph, sequence

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
each = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: "-".join(map(str, edition)))


@cache
def read(edition):
    """A file and its tags, read once for all tests."""
    file = opened(made(*edition))
    return file, tags(file)


@pytest.fixture
def file(edition):
    return read(edition)[0]


@pytest.fixture
def tree(edition):
    return read(edition)[1]


@each
def test_a_file_claims_to_be_what_it_is(edition, file):
    """PDF/UA-1 and PDF/A-2a together, Danish, with its title in the window, and nothing that a PDF/A may not hold."""
    said = file.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1<" in said
    assert "<pdfaid:part>2<" in said
    assert "<pdfaid:conformance>A<" in said
    assert "/Filter" not in file.Root.Metadata
    assert str(file.Root.Lang) == "da"
    assert bool(file.Root.MarkInfo.Marked)
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    assert len(file.trailer.ID) == 2
    assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"


@each
def test_a_file_says_whose_it_is_and_of_which_day(edition, file):
    """Title, author, keywords and day are the document's; no path and no machine."""
    document = document_of(*edition)
    day = f"D:{document.day:%Y%m%d}000000Z"
    said = {key: str(file.docinfo[key]) for key in file.docinfo.keys()}  # noqa: SIM118 - a dictionary of pikepdf
    assert said.pop("/Creator").startswith("Typst ")
    assert said.pop("/Keywords").startswith(f"{document.author}, {document.year}")
    assert said == {
        "/Title": document.title.text,
        "/Author": document.author,
        "/Subject": document.subtitle.text,
        "/CreationDate": day,
        "/ModDate": day,
    }


@each
def test_the_headers_of_a_table_are_those_of_columns_rows_and_groups(edition, tree):
    """Each table has a caption, a row of column heads, and rows that begin with a head; each other cell names all of them."""
    document = document_of(*edition)
    tables = [part.table for part in sequence(document) if isinstance(part, NumberedTable)]
    found = list(tree.all("/Table"))
    assert len(found) == len(tables)
    for tag, table in zip(found, tables, strict=True):
        assert [kid.kind for kid in tag.kids][:2] == ["/Caption", "/THead"]
        first, *others = tag.all("/TR")
        assert [(cell.kind, cell.about("/Scope")) for cell in first.kids] == [("/TH", "/Column")] * len(table.columns)
        groups = [row for row in others if len(row.kids) == 1 and len(table.columns) > 1]
        assert [bare(row.text) for row in groups] == [bare(said.text) for _, said in sorted(table.groups.items())]
        assert [row.kids[0].about("/Scope") for row in groups] == ["/Column"] * len(groups)
        rows = [row for row in others if row not in groups]
        assert len(rows) == len(table.rows)
        for row in rows:
            assert [cell.kind for cell in row.kids] == ["/TH"] + ["/TD"] * (len(table.columns) - 1)
            assert row.kids[0].about("/Scope") == "/Row"
            name = row.kids[0].element.ID
            assert all(len(cell.about("/Headers")) >= 2 and cell.about("/Headers")[-1] == name for cell in row.kids[1:])


@each
def test_every_name_among_headers_is_that_of_one_header(edition, file, tree):
    """The file's own list of names leads to the cells that have them."""
    heads = list(tree.all("/TH"))
    root = file.Root.StructTreeRoot
    names = dict(pikepdf.NameTree(root.IDTree).items()) if "/IDTree" in root else {}
    assert {str(head.element.ID): head.element.objgen for head in heads} == {name: tag.objgen for name, tag in names.items()}
    assert len(names) == len(heads)
    used = {str(name) for cell in tree.all("/TD") for name in cell.about("/Headers")}
    assert used <= set(names)


@each
def test_every_figure_says_in_words_what_it_shows(edition, tree):
    """And has its caption beside it."""
    figures = [part.figure for part in sequence(document_of(*edition)) if isinstance(part, NumberedFigure)]
    assert [str(tag.element.Alt) for tag in tree.all("/Figure")] == [figure.description.text for figure in figures]
    captions = [caption for div in tree.all("/Div") for caption in div.kids if caption.kind == "/Caption"]
    assert len(captions) == len(figures)


@each
def test_headings_go_down_one_level_at_a_time(edition, file, tree):
    """In the tags and in the bookmarks, which are the same."""
    levels = [int(tag.kind[2]) for tag in tree.all(*HEADINGS)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    with file.open_outline() as outline:
        titles = list(titles_of(outline.root))
    assert titles == [part.text.text for part in sequence(document_of(*edition)) if isinstance(part, Heading)]


def titles_of(entries):
    for entry in entries:
        yield entry.title
        yield from titles_of(entry.children)


def read_aloud(tag):
    """The text of a tag without what stands for a picture, the signs of points, and the list of contents."""
    return "".join(
        kid if isinstance(kid, str) else "" if kid.kind in ("/Figure", "/Lbl", "/TOC") else read_aloud(kid) for kid in tag.below
    )


@each
def test_what_is_read_aloud_is_the_sequence_in_its_order(edition, tree):
    """Every word, none twice; what stands on every page is not read."""
    document = document_of(*edition)
    facts = [f"{what}: {value}" for what, value in document.facts]
    said = [document.author, document.title.text, document.subtitle.text, *facts, document.words["contents"]]
    said += [text for part in sequence(document) for text in texts_of(part)]
    assert bare(read_aloud(tree)) == bare("".join(said))


def texts_of(part):
    match part:
        case Heading() | Paragraph():
            return [part.text.text]
        case NumberedFigure():
            return [f"Figur {part.number}: {part.figure.title}", part.figure.subtitle.text]
        case NumberedTable():
            table = part.table
            rows = [
                text
                for number, row in enumerate(table.rows)
                for text in (table.groups[number].text if number in table.groups else "", *(f"{c.text}{c.second}" for c in row))
            ]
            heads = [column.text for column in table.columns]
            return [f"Tabel {part.number}: {table.caption}", *heads, *rows, *(note.text for note in table.notes)]


@each
def test_a_picture_is_no_text(edition, tree):
    """What it shows is said by its words and by the table behind it; the numbers of its axes would stand in between unexplained."""
    figures = [part for part in said_of(document_of(*edition))["parts"] if part["kind"] == "figure"]
    for tag, figure in zip(tree.all("/Figure"), figures, strict=True):
        assert bare(tag.text) == ""
        assert "<text" not in figure["picture"]
        assert figure["picture"].count("scale(1 -1)") > 3


def fonts_of(file):
    for thing in file.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/DescendantFonts" not in thing:
            yield thing


@each
def test_every_letter_has_its_shape_in_the_file(edition, file):
    """All fonts are embedded, and none is the one of last resort, which draws a box."""
    fonts = list(fonts_of(file))
    assert fonts
    for font in fonts:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
        assert re.fullmatch(r"/[A-Z]{6}\+(PTSans|DejaVuSans).*", str(font.BaseFont))


@each
def test_a_file_asks_for_nothing_and_runs_nothing(edition, file):
    """Links lead within it; no script, no attachment, no action when it opens."""
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(file.Root.keys())
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(file.Root.get("/Names", {}))
    for page in file.pages:
        for note in page.get("/Annots", []):
            assert "/Dest" in note or note.A.S == "/GoTo"
            assert note.get("/Contents")


@pytest.mark.parametrize("edition", [("own", 2013, "status"), ("own", 2022, "status"), ("broad", 2033, "plan")], ids=str)
def test_the_same_bytes_come_out_twice(edition):
    """Also after another document was made in between."""
    assert pdf_of(document_of(*edition)) == made(*edition)


@each
def test_a_file_is_small(edition, file):
    """Less than a megabyte, twelve pages or less, A4."""
    assert len(made(*edition)) < 1_000_000
    assert len(file.pages) <= 12
    assert {[round(float(side)) for side in page.MediaBox][2] for page in file.pages} == {595}
