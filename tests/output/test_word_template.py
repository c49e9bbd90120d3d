"""An organisation's own template: what is kept of it, what is not, and what is said of one that cannot be used."""

import io
import shutil

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from word_files import REAL, document_of, expected_of, file_of, named, opened, parts_of, png, said_in, with_parts
from word_schema import misplaced

from analysis.cli import main
from analysis.data import fingerprint_of_data
from analysis.errors import DataFaults
from analysis.messages import speaking
from analysis.output.word import default_template, docx_of, faults_of_template, template_in
from analysis.output.word.styles import GIVEN, REQUIRED

NEWEST = (REAL, 2022, "status")
HEADER_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def saved(paper):
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


@pytest.fixture
def own():
    """A template of the library's old look, with a page, a header with a logo, fields, and a text of its own."""
    paper = docx.Document()
    for name in ("toc 1", "toc 2"):
        paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    paper.styles["Heading 1"].font.size = Pt(31)
    section = paper.sections[0]
    section.left_margin, section.page_width = Cm(4), Cm(20)
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png(40, 10)), width=Cm(2))
    add_fields(section.footer.paragraphs[0]._p)
    paper.add_paragraph("Skriv her").add_run().add_picture(io.BytesIO(png(30, 30)))
    paper.core_properties.author, paper.core_properties.category = "Navn Navnesen", "Intern"
    ask(paper.settings.element)
    return saved(paper)


def add_fields(line):
    """The two ways in which Word writes a field, and one that is not the document's to fill in."""
    simple = f'<w:fldSimple {nsdecls("w")} w:instr=" TITLE "><w:r><w:t>Gammel</w:t></w:r></w:fldSimple>'
    line.append(parse_xml(simple))
    marks = {name: f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")}
    for asked, shown in ((' DOCPROPERTY "Subject" ', ("Gam", "mel")), ("PAGE", ("7",))):
        words = [f"<w:r {nsdecls('w')}><w:instrText>{asked}</w:instrText></w:r>", marks["separate"]]
        words += [f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>" for text in shown]
        for piece in (marks["begin"], *words, marks["end"]):
            line.append(parse_xml(piece))


def ask(settings):
    """What a template may ask of Word."""
    for place, name in enumerate(("trackRevisions", "documentProtection", "updateFields")):
        settings.insert(place, parse_xml(f"<w:{name} {nsdecls('w')}/>"))


def test_the_programs_own_look_is_a_template():
    """The same each time, with nothing in it and every style."""
    assert default_template() == default_template()
    assert faults_of_template(default_template()) == []
    assert docx_of(document_of(*NEWEST), template=default_template()) == file_of(*NEWEST)
    assert {style.name for style in docx.Document(io.BytesIO(default_template())).styles} >= set(GIVEN) | set(REQUIRED)


@pytest.mark.parametrize("case", [NEWEST, (REAL, 2015, "status")], ids=named)
def test_a_finished_file_is_a_template_for_the_next(case):
    """Whatever year it is of: all that is said is the new document's, above and below the pages too."""
    older = file_of(REAL, 2013, "status")
    content = docx_of(document_of(*case), template=older)
    assert said_in(content) == said_in(file_of(*case))
    wanted, section = opened(file_of(*case)).sections[0], opened(content).sections[0]
    assert section.header.paragraphs[0].text == wanted.header.paragraphs[0].text
    assert section.first_page_footer.paragraphs[0].text == wanted.first_page_footer.paragraphs[0].text
    assert b"2013" not in b"".join(part for name, part in parts_of(content).items() if "header" in name or "footer" in name)


def test_a_template_gives_page_styles_header_and_footer(own):
    """The text is the document's, in the template's look."""
    content = docx_of(document_of(*NEWEST), template=own)
    paper = opened(content)
    assert said_in(content) == list(expected_of(document_of(*NEWEST)))
    section = paper.sections[0]
    assert (section.left_margin.cm, section.page_width.cm) == pytest.approx((4, 20), abs=0.01)
    assert paper.styles["Heading 1"].font.size == Pt(31)
    assert len(list(section.header._element.iter(qn("pic:pic")))) == 1
    widths = {int(t.tblPr.find(qn("w:tblW")).get(qn("w:w"))) for t in paper.element.body.iter(qn("w:tbl"))}
    assert widths == {(section.page_width - section.left_margin - section.right_margin) // 635}
    assert docx_of(document_of(*NEWEST), template=own) == content


def test_fields_of_a_template_show_the_documents_words(own):
    """Both kinds of field that ask for a property; others are left to Word."""
    section = opened(docx_of(document_of(*NEWEST), template=own)).sections[0]
    shown = [found.text or "" for found in section.footer._element.iter(qn("w:t"))]
    assert shown == [document_of(*NEWEST).title.text, "Bilag", "", "7"]


def test_nothing_else_of_a_template_is_kept(own):
    """No text, picture, thumbnail, property, question or language of its own; and what is left is in order."""
    content = docx_of(document_of(*NEWEST), template=own)
    parts = parts_of(content)
    assert [name for name in parts if name.startswith(("docProps/", "customXml/"))] == ["docProps/core.xml"]
    assert len([name for name in parts if name.startswith("word/media/")]) == 1
    everything = b"".join(parts.values())
    for gone in ("Skriv her", "Navnesen", "Intern", "Gammel", "trackRevisions", "documentProtection", "updateFields", "en-US"):
        assert gone.encode() not in everything
    for name in ("document", "settings", "numbering"):
        assert misplaced(parse_xml(parts[f"word/{name}.xml"])) == []


def test_styles_are_known_by_name_in_a_danish_word(own):
    """Word writes their ids in the language of whoever saved the file."""
    styles = parts_of(own)["word/styles.xml"].replace(b'"Heading1"', b'"Overskrift1"').replace(b'"Normal"', b'"Standard"')
    content = docx_of(document_of(*NEWEST), template=with_parts(own, {"word/styles.xml": styles}))
    used = {element.get(qn("w:val")) for element in opened(content).element.body.iter(qn("w:pStyle"))}
    assert "Overskrift1" in used
    assert "Heading1" not in used
    ids = {style.style_id for style in opened(content).styles}
    assert {element.get(qn("w:val")) for element in opened(content).styles.element.iter(qn("w:basedOn"), qn("w:next"))} <= ids
    assert opened(content).styles["Statusbog note"].base_style.style_id == "Standard"


def without_styles(*names):
    paper = docx.Document(io.BytesIO(default_template()))
    for name in names:
        paper.styles[name].delete()
    return saved(paper)


def linked(content):
    """The same file with a picture that lies on somebody's disk, asked for by two of its parts."""
    link = b'<Relationship Id="rId9" Type="x" Target="file:///C:/logo.png" TargetMode="External"/></Relationships>'
    names = ("word/_rels/document.xml.rels", "_rels/.rels")
    return with_parts(content, {name: parts_of(content)[name].replace(b"</Relationships>", link) for name in names})


def of_type(content, kind):
    types = parts_of(content)["[Content_Types].xml"].replace(HEADER_TYPE, kind.encode())
    return with_parts(content, {"[Content_Types].xml": types})


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
BAD = {
    "text": (lambda: b"Hej alle", ["a file that is no Word document"]),
    "nothing": (lambda: b"", ["a file that is no Word document"]),
    "cut off": (lambda: default_template()[:900], ["a file that is no Word document"]),
    "other zip": (lambda: with_parts(default_template(), {}, ["[Content_Types].xml"]), ["a file that is no Word document"]),
    "no text part": (lambda: with_parts(default_template(), {}, ["word/document.xml"]), ["a file that is no Word document"]),
    "broken part": (lambda: with_parts(default_template(), {"word/styles.xml": b"<w:styles"}), ["a file that is no Word document"]),
    "workbook": (lambda: of_type(default_template(), CONTENT_TYPE.SML_SHEET_MAIN), ["a file that is no Word document"]),
    "macros": (lambda: of_type(default_template(), MACROS), ["macros"]),
    "hidden macros": (lambda: with_parts(default_template(), {"word/vbaProject.bin": b"x"}), ["macros"]),
    "dotx": (lambda: of_type(default_template(), HEADER_TYPE.decode().replace("document.main", "template.main")), ["a Word template (.dotx)"]),
    "links": (lambda: linked(default_template()), ["links to what lies outside the file: file:///C:/logo.png"]),
    "links and macros": (
        lambda: with_parts(linked(default_template()), {"word/vbaProject.bin": b"x"}),
        ["macros", "links to what lies outside the file: file:///C:/logo.png"],
    ),
    "styles": (lambda: without_styles("Title", "toc 2", "Heading 3"), ["no style of the name Title, Heading 3, toc 2"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_template_that_cannot_be_used_is_told(name):
    """What it is, each fault once; ``check`` tells the same as the making of the file."""
    made, found = BAD[name]
    content = made()
    faults = faults_of_template(content)
    assert [fault.found.removesuffix(", or a damaged one") for fault in faults] == found
    assert {fault.file for fault in faults} == {"skabelon.docx"}
    with pytest.raises(DataFaults) as error:
        docx_of(document_of(*NEWEST), template=content)
    assert list(error.value.faults) == faults


def test_a_template_that_unpacks_to_too_much_is_told(monkeypatch):
    """Before it is unpacked."""
    monkeypatch.setattr("analysis.output.word.template.MOST_UNPACKED", 5000)
    (fault,) = faults_of_template(default_template())
    assert fault.found.startswith("a file that unpacks to")


def test_what_a_template_may_leave_out_is_given(own):
    """The styles of cells, notes and tables, built on the template's own."""
    styles = opened(docx_of(document_of(*NEWEST), template=own)).styles
    assert {styles[name].base_style.name for name in GIVEN if styles[name].builtin is False} == {"Normal", "Normal Table"}
    kept = docx.Document(io.BytesIO(own))
    kept.styles.add_style("Statusbog note", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(33)
    assert opened(docx_of(document_of(*NEWEST), template=saved(kept))).styles["Statusbog note"].font.size == Pt(33)


# In a data folder


@pytest.fixture
def folder(mini, tmp_path):
    """A data folder of one's own."""
    return shutil.copytree(mini, tmp_path / "data")


def test_a_folder_without_a_template_has_none(folder):
    """And one that has it gives its bytes; no result waits for it."""
    before = fingerprint_of_data(folder)
    assert template_in(folder) is None
    (folder / "skabelon.docx").write_bytes(default_template())
    assert template_in(folder) == default_template()
    assert fingerprint_of_data(folder) == before


@pytest.mark.parametrize(("language", "said"), [("en", "skabelon.docx: found macros"), ("da", "skabelon.docx: fandt makroer")])
def test_check_tells_a_bad_template(folder, language, said, capsys):
    """With the other faults of the folder, and a good one not at all."""
    (folder / "skabelon.docx").write_bytes(BAD["macros"][0]())
    with speaking(language):
        assert main(["check", "--data", str(folder), "--language", language]) == 1
    assert said in "".join(capsys.readouterr())
    (folder / "skabelon.docx").write_bytes(default_template())
    assert main(["check", "--data", str(folder)]) == 0


def test_a_template_is_told_together_with_other_faults(folder, capsys):
    """All at once."""
    (folder / "skabelon.docx").mkdir()
    (folder / "budgets.csv").unlink()
    assert main(["check", "--data", str(folder)]) == 1
    said = "".join(capsys.readouterr())
    assert "skabelon.docx: found a folder" in said
    assert "budgets.csv" in said
