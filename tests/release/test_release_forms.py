"""Each place of each form in which a hidden count could be forgotten is read, and what only looks like it is none."""

import base64
import gzip
import io
import json

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty
from openpyxl.workbook.defined_name import DefinedName
from pypdf import PdfWriter
from released import YEARS

from analysis.archive import unzipped, zipped
from analysis.errors import UserError
from analysis.release.attack.direct import Search
from analysis.release.attack.reading import found_in, unpacked
from analysis.release.attack.secrets import hidden_of

FACT = "anmeldelser.indbrud.omraade-a.2031.status-2032"
ROW = f"2032.observed.{FACT}"
TOLD = "Indbrud 2031: 3"


@pytest.fixture(scope="module")
def search(facts):
    """What is looked for, with the hidden rows of all editions."""
    return Search(facts, hidden_of(facts, YEARS))


def names(search, name, content):
    """The hidden rows that a file tells."""
    files = unpacked([(name, content if isinstance(content, bytes) else content.encode())])
    return {one.name for file in files for one in search.recovered(found_in(*file))}


def workbook(change):
    """A workbook with a change."""
    book, out = Workbook(), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def chart():
    """A workbook whose chart keeps the values that its cells no longer have."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, drawn = book.add_worksheet("T"), book.add_chart({"type": "column"})
        sheet.write_column("A1", ["Indbrud", ".."])
        series = {"name": "2031", "categories": "=T!$A$1:$A$2", "values": "=T!$B$1:$B$2"}
        drawn.add_series(series | {"categories_data": ["Indbrud", "Andet"], "values_data": [3, 21]})
        sheet.insert_chart("D1", drawn)
    return out.getvalue()


def outline():
    """A PDF file with a title in its outline."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_outline_item(title=TOLD, page_number=0)
    writer.write(out)
    return out.getvalue()


def notebook(**cell):
    """A notebook with one cell."""
    return json.dumps({"cells": [{"cell_type": "code", "source": [], "outputs": []} | cell]})


PAGES = {
    "table": "<table><tr><td>Indbrud</td><td>3</td></tr></table>",
    "years above": "<table><tr><th></th><th>2030</th><th>2031</th></tr><tr><th>Indbrud</th><td>50</td><td>3</td></tr></table>",
    "years beside": "<table><tr><th>År</th><th>Indbrud</th></tr><tr><td>2031</td><td>3</td></tr></table>",
    "list of words": "<dl><dt>Indbrud</dt><dd>3</dd></dl>",
    "below a heading": "<h2>Indbrud</h2><p>I 2031 var der 3.</p>",
    "over two lines": "<p>Indbrud i 2031:<br>3</p>",
    "soft hyphen": "<p>3 ind&shy;brud i 2031</p>",
    "word in its place": f'<a data-rows="{ROW}">tre</a>',
    "after its name": "<p>Indbrud i Område A faldt til tre.</p>",
    "data": '<a data-name="Indbrud" data-value="3">..</a>',
    "property of style": f'<div data-rows="{ROW}" style="--value: 3"></div>',
    "style": '<style>.indbrud::after{content: "3"}</style>',
    "JSON-LD": '<script type="application/ld+json">{"name": "Indbrud", "value": 3}</script>',
    "lists of a chart": '<script>draw({"labels": ["Indbrud", "Andet"], "data": [3, 21]})</script>',
    "address": "<a href='data:text/csv;charset=utf-8,Indbrud%202031%3B3'>hent</a>",
    "packed address": f"<a href='data:text/csv;base64,{base64.b64encode(TOLD.encode()).decode()}'>hent</a>",
    "question": '<a href="mailto:a@b.invalid?subject=Indbrud%202031%3A%203">skriv</a>',
    "field": '<label>Indbrud</label><input value="3">',
    "character data": f"<div><![CDATA[{TOLD}]]></div>",
    "name of the fact": f"<p>{FACT} = 3</p>",
    "figure that draws it": f'<figure data-drawn="{ROW}"><svg></svg></figure>',
    "label without a row": '<svg><text data-no-rows="axis">Indbrud</text><text>3</text></svg>',
    "values with commas": "<pre>indbrud,omraade-a,2031,3,</pre>",
}
FILES = {
    "a.csv": "år;Indbrud;Hærværk\n2031;3;9\n",
    "b.csv": "indicator,category,geography,year,count\nanmeldelser,indbrud,omraade-a,2031,3\n",
    "c.csv": f"id,antal\n{ROW},3\n",
    "d.csv": "gerningstype;antal\nIndbrud 2031;3\n".encode("utf-16"),
    "e.csv.gz": gzip.compress(f"id,value\n{ROW},3\n".encode()),
    "a.js.map": json.dumps({"sourcesContent": [f"// {TOLD}"]}),
    "a.css": f"/* {TOLD} */",
    "a.json": json.dumps([{"name": "Indbrud", "y": 3}]),
    "b.json": json.dumps({"rows": [["Indbrud", 3]]}),
    "c.json": json.dumps([{"indicator": "anmeldelser", "category": "indbrud", "geography": "omraade-a", "year": 2031, "value": 3}]),
    "d.json": json.dumps({FACT: 3}),
    "a.jsonl": json.dumps({"id": ROW, "value": 3}),
    "a.ods": zipped({"content.xml": f"<t><p>{TOLD}</p></t>".encode()}),
    "indbrud-2031-3.html": "",
    "a.ipynb": notebook(source=[f"# {TOLD}"]),
    "b.ipynb": notebook(outputs=[{"output_type": "stream", "text": [TOLD]}]),
    "c.ipynb": notebook(outputs=[{"output_type": "display_data", "data": {"application/json": {"id": ROW, "value": 3}}}]),
    "d.ipynb": notebook(metadata={"note": TOLD}),
    "a.xlsx": workbook(lambda book: book.active.append(["Indbrud i 2031", 3])),
    "b.xlsx": workbook(lambda book: book.defined_names.add(DefinedName("indbrud_2031", attr_text="3"))),
    "c.xlsx": workbook(lambda book: book.custom_doc_props.append(IntProperty(name="Indbrud 2031", value=3))),
    "d.xlsx": workbook(lambda book: setattr(book.active.oddHeader.center, "text", TOLD)),
    "e.xlsx": workbook(lambda book: book.create_sheet(TOLD.replace(":", ""))),
    "f.xlsx": chart(),
    "a.docx": zipped({"word/embeddings/a.csv": f"{TOLD}\n".encode()}),
    "b.docx": zipped({"customXml/item1.xml": f"<a><b>{TOLD}</b></a>".encode()}),
    "a.pdf": outline(),
}
HARMLESS = {
    "unit": "<p>Forhold mellem tre år: Antal anmeldelser, Indbrud</p>",
    "something else": "<p>I aftalen har alle tre gerningstyper et mål, og indbrud er en af dem.</p>",
    "day": "<p>Indbrud, offentliggjort 2031-03-03</p>",
    "a row's own number": f'<h2>Indbrud</h2><p><a data-rows="{ROW}">..</a> <span data-no-rows="count">3</span></p>',
    "number of a heading": "<h2>Tabel 3: Indbrud</h2><p>Politiets tal</p><h2>Andet</h2><p>3</p>",
    "another area's heading": "<h2>Indbrud</h2><p>Prøveby: 3</p>",
}


@pytest.mark.parametrize("place", PAGES)
def test_no_place_of_a_page_is_forgotten(search, place):
    """Tables, lists, headings, scripts, styles, addresses and figures."""
    assert ROW in names(search, "2032/side.html", f"<html><body>{PAGES[place]}</body></html>")


@pytest.mark.parametrize("name", FILES)
def test_no_form_of_file_is_forgotten(search, name):
    """Tables whichever way they lie, data, notebooks, documents, and what is packed in them."""
    assert ROW in names(search, name, FILES[name])


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_is_no_leak(search, text):
    """A number as a word counts what stands behind it; what has a heading of its own is about that."""
    assert names(search, "2032/side.html", HARMLESS[text]) == set()


@pytest.mark.parametrize("name", ["a.parquet", "a.csv.gz"])
def test_what_is_no_text_is_not_called_harmless(search, name):
    """A form that nobody reads stops the attack."""
    with pytest.raises(UserError, match="found a file that cannot be read"):
        names(search, name, b"PAR1\0\1")


def test_a_document_in_a_document_is_opened(search):
    """Whatever lies in a Word file is a file too."""
    inner = workbook(lambda book: book.active.append(["Indbrud i 2031", 3]))
    assert "word/embeddings/t.xlsx" in unzipped(zipped({"word/embeddings/t.xlsx": inner}))
    assert ROW in names(search, "a.docx", zipped({"word/embeddings/t.xlsx": inner}))
