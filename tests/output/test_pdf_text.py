"""PDF files of invented documents: what no data can do to them, and what they look like where editions do not show it."""

import builtins
from dataclasses import replace

import pytest
from pdf_documents import document, figure, table
from pdf_tree import bare, opened, tags

from analysis.display.blocks import Section, Stack, Text, cell
from analysis.display.runs import phrase
from analysis.messages import LANGUAGES, speaking
from analysis.output import typesetting
from analysis.output.pdf import pdf_of

TROUBLE = (
    '#panic("læst")',
    "$x^2$ og @kilde og <mærke>",
    "*fed* _kursiv_ `kode` = ikke en overskrift",
    r"\ C:\data\u{41} \n",
    "https://eksempel.dk/?a=1&b=2#c",
    "\"'»citat« -- --- ~ ... // /* */",
    "] } ) #{ [ (",
    '{"kind": "table"}',
    "- punkt + punkt / led: ord",
)


def texts(pdf):
    with opened(pdf) as file:
        return bare(tags(file).text)


@pytest.mark.parametrize("text", TROUBLE)
def test_nothing_in_the_data_is_read_as_markup(text):
    """In a title, a heading, a paragraph, a point, a caption, a cell, a head, a note and a description."""
    said = phrase(text)
    made = document(
        Text((said,)),
        Text((said,), bullets=True),
        replace(table(caption=said, notes=(said,), columns=(said, said), groups={0: said}), rows=((cell(said, said), cell(said)),)),
        figure(title=said, description=said),
        title=said,
        facts=((said, said),),
    )
    made = replace(made, author=text, blocks=(Section("b", said, made.blocks),))
    with opened(pdf_of(made)) as file:
        tree = tags(file)
        assert str(file.docinfo["/Title"]) == str(file.docinfo["/Author"]) == text
        assert str(next(tree.all("/Figure")).element.Alt) == text
        assert bare(tree.text).count(bare(text)) == 17  # the heading also in the list of contents
        assert all("/A" not in note or note.A.S == "/GoTo" for page in file.pages for note in page.get("/Annots", []))


def test_a_head_of_a_table_is_repeated_on_each_page_and_read_once():
    """With the head of the group; repetitions are for the eyes."""
    made = pdf_of(document(table(rows=150)))
    with opened(made) as file:
        tree = tags(file)
        assert len(file.pages) > 3
        assert len(list(tree.all("/THead"))) == 1
        drawn = [page_letters(page) for page in file.pages]
    assert all("Mere" in said for said in drawn[1:-1])


def page_letters(page):
    """Everything that is drawn on a page, also what is not read aloud."""
    import pikepdf  # noqa: PLC0415
    from pdf_tree import letters_of  # noqa: PLC0415

    said, letters = "", {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = letters_of(page.Resources.Font[str(operands[0])])
        if str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            said += "".join(letters[codes[i : i + 2]] for i in range(0, len(codes), 2))
    return said


@pytest.mark.parametrize("lines", [0, 2, 30, 44, 45, 46])
def test_a_caption_stands_with_its_table(lines):
    """In the tags, and on the page, wherever on a page the table begins."""
    text = Text(tuple(phrase(f"Linje {number}.") for number in range(lines)))
    with opened(pdf_of(document(text, table(rows=24)))) as file:
        found = next(tags(file).all("/Table"))
        caption, head = found.kids[:2]
        assert (caption.kind, head.kind) == ("/Caption", "/THead")
        assert caption.element.P.objgen == found.element.objgen
        assert page_of(caption) == page_of(head)


def test_the_two_lines_of_a_cell_are_two_paragraphs():
    """So that the last word of one and the first of the other are not read as one word."""
    with opened(pdf_of(document(table()))) as file:
        heads = [tag for tag in tags(file).all("/TH") if "ved" in tag.text]
    assert heads
    assert all([kid.kind for kid in head.kids] == ["/P", "/P"] for head in heads)


def page_of(tag):
    """The page that a tag begins on."""
    return next(kid.element.Pg.objgen for kid in [tag, *tag.all("/Span", "/TR", "/TH", "/P")] if "/Pg" in kid.element)


def test_the_foot_of_a_page_says_its_number_the_day_and_no_more():
    """Facts without a day or a version stand on the first page alone."""
    with opened(pdf_of(document(table(rows=60)))) as file:
        drawn = [page_letters(page) for page in file.pages]
        read = bare(tags(file).text)
    for number, said in enumerate(drawn, 1):
        assert f"Side {number} af {len(drawn)}" in said
        assert "4. maj 2033" in said
        assert ("Udgives af" in said) == (number == 1)
        assert "Status 2033" in said
    assert "Side1af" not in read
    assert read.count(bare("Status 2033")) == 1


@pytest.mark.parametrize("depth", [1, 2, 3, 6])
def test_a_heading_that_skips_a_level_is_raised(depth):
    """PDF/UA knows no heading of level three below one of level one."""
    blocks = Section("in", phrase("Inderst"), (Text((phrase("Ord."),)),))
    for number in range(depth):
        blocks = Section(f"s{number}", phrase(f"Lag {number}"), (blocks,))
    assert "Inderst" in texts(pdf_of(document(Stack((blocks, Text((phrase("Efter."),)))))))


def test_a_heading_below_one_that_is_left_out_is_raised(monkeypatch):
    """Whatever the order of parts is, levels have no gap."""
    from analysis.output.pdf import said as room  # noqa: PLC0415

    heads = [room.Heading(level, phrase("H"), "h") for level in (3, 5, 2, 6, 1)]
    assert [part.level for part in room.in_steps(heads)] == [1, 2, 2, 3, 1]


def test_a_document_without_tables_and_figures_is_made_too():
    """And one without facts and subtitle."""
    made = document(Text((phrase("Kun ord."),)), facts=(), subtitle=phrase())
    assert "Kunord." in texts(pdf_of(made))


@pytest.mark.parametrize("letters", ["Łódź, Çeşme, Đorđe", "Кирилица", "Ελληνικά", "नमस्ते 中文"])
def test_letters_that_no_danish_text_has_are_kept(letters):
    """Names come from everywhere: a letter without a shape is a box on paper, and never stops a document."""
    assert bare(letters) in texts(pdf_of(document(Text((phrase(letters),)))))


def test_a_word_that_fits_no_column_is_broken():
    """Nothing is drawn outside the page."""
    word = "Boligsocialehelhedsplansmedarbejderuddannelsesforløb"
    wide = table(rows=3, columns=tuple(phrase(word) for _ in range(9)), groups={}, strong_rows=frozenset())
    rows = tuple((row[0], *(row[1] for _ in range(8))) for row in wide.rows)
    assert texts(pdf_of(document(replace(wide, rows=rows)))).count(word) == 9


@pytest.mark.parametrize(("missing", "language"), [(name, language) for name in typesetting.NEEDED for language in LANGUAGES])
def test_what_is_not_installed_is_said_with_the_command_that_installs_it(missing, language, monkeypatch):
    """One line, in the analyst's language; nothing is imported before."""
    there = typesetting.find_spec
    monkeypatch.setattr(typesetting, "find_spec", lambda name: None if name == missing else there(name))
    original = builtins.__import__
    monkeypatch.setattr(
        builtins, "__import__", lambda name, *rest: original(name, *rest) if name != missing else pytest.fail("imported")
    )
    assert not typesetting.is_there()
    with speaking(language), pytest.raises(typesetting.NotInstalled) as said:
        pdf_of(document())
    assert missing in str(said.value)
    assert "pip install statusbog[appendix]" in str(said.value)
    assert "\n" not in str(said.value)


def test_without_the_wanted_letters_the_figures_own_are_used(monkeypatch):
    """matplotlib brings them, so they are always there."""
    there = typesetting.find_spec
    monkeypatch.setattr(typesetting, "find_spec", lambda name: None if name == typesetting.LETTERS else there(name))
    typesetting.fonts.cache_clear()
    try:
        assert typesetting.families() == ("DejaVu Sans",)
        assert "Steder" in texts(pdf_of(document()))
    finally:
        typesetting.fonts.cache_clear()
