"""What a workbook shows beside its values, each kind in every way that programs write it."""

import datetime as dt

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Alignment, Font
from raw_workbooks import MAIN, OFFICE, parts_of, sheet_xml, ties

from analysis.intake.reading import read
from analysis.intake.reading.workbook.scan.references import moved
from analysis.intake.sheets import Area, Look, Refused, Table

STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<fonts count="3"><font/><font><b/></font><font><strike val="false"/><b val="0"/></font></fonts>'
    '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9" fontId="1"/><xf numFmtId="0" fontId="2"/>'
    '<xf numFmtId="3"><alignment indent="2"/></xf><xf numFmtId="14"/></cellXfs>'
)


def keys_of(delivery):
    return [(finding.kind, finding.key.rpartition(".")[2], finding.cells) for finding in delivery.findings]


def test_rows_are_counted_from_the_top_and_empty_ones_at_the_end_are_cut(raw):
    """Leading blank rows and columns stay, formatted empty cells are none, and blanks alone are nothing."""
    rows = (
        '<row r="3"><c r="B3"><v>1</v></c><c r="C3" s="1"/></row>'
        '<row r="5"><c r="A5" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
        '<row r="9" s="1" customFormat="1"><c r="Z9" s="1"/></row>'
    )
    assert read(raw(rows, styles=STYLES)).sheets[0].rows == ((), (), (None, 1.0))


def test_cells_without_addresses_stand_one_after_the_other(raw):
    """Some programs leave the addresses out."""
    sheet = read(raw('<row><c><v>1</v></c><c s="1"><v>2</v></c></row><row><c s="2"><v>3</v></c></row>', styles=STYLES)).sheets[0]
    assert sheet.rows == ((1.0, 2.0), (3.0,))
    assert (sheet.look(1, 2).number_format, sheet.look(2, 1)) == ("0.0%", Look(number_format="0%", bold=True))


def test_formats_fonts_and_indents_are_seen(raw):
    """By their number or their code; a switch that is off is off."""
    cells = "".join(f'<c r="{column}1" s="{style}"><v>1</v></c>' for style, column in enumerate("ABCDEF"))
    looks = read(raw(f'<row r="1">{cells}</row>', styles=STYLES)).sheets[0].looks
    assert dict(looks) == {
        (1, 2): Look(number_format="0.0%"),
        (1, 3): Look(number_format="0%", bold=True),
        (1, 5): Look(number_format="#,##0", indent=2),
        (1, 6): Look(number_format="mm-dd-yy"),
    }
    assert len(looks) == 4


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_xml_with_a_prefix_is_the_same_xml(raw, prefix):
    """Element names may be written with a namespace's short name."""
    body = (
        f'<{prefix}sheetData><{prefix}row r="1" hidden="true"><{prefix}c r="A1"><{prefix}f>1+1</{prefix}f><{prefix}v>3</{prefix}v>'
        f"</{prefix}c></{prefix}row></{prefix}sheetData>"
    )
    named = f'xmlns:x="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    path = raw(parts=parts_of({"Tal": f"<{prefix}worksheet {named}>{body}</{prefix}worksheet>"}))
    sheet = read(path).sheets[0]
    assert (sheet.rows, sheet.hidden_rows) == (((3.0,),), {1})
    assert sheet.look(1, 1) == Look(formula="=1+1", outdated=True)


@pytest.mark.parametrize(
    ("row", "columns", "rows_hidden", "columns_hidden"),
    [
        ('hidden="1"', "", {2}, set()),
        ('ht="0" customHeight="1"', "", {2}, set()),
        ('ht="0"', "", set(), set()),
        ('ht="12" customHeight="1"', '<cols><col min="2" max="3" hidden="1"/></cols>', set(), {2, 3}),
        ("", '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>', set(), {2}),
        ("", '<cols><col min="2" max="2" width="9" customWidth="1"/></cols>', set(), set()),
    ],
)
def test_what_is_hidden_or_drawn_together_is_hidden(raw, row, columns, rows_hidden, columns_hidden):
    """By the menu, or by a height or width of nothing."""
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" {row}><c r="A2"><v>3</v></c></row>'
    delivery = read(raw(rows, before=columns))
    sheet = delivery.sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == (rows_hidden, columns_hidden)
    said = [("warn", "hidden_rows", "A2")] * bool(rows_hidden) + [("warn", "hidden_columns", "B1")] * bool(columns_hidden)
    assert keys_of(delivery) == said


@pytest.mark.parametrize(
    ("before", "after", "filtered"),
    [
        ("", '<autoFilter ref="A1:B3"><filterColumn colId="0"><filters/></filterColumn></autoFilter>', True),
        ("", '<autoFilter ref="A1:B3"/>', False),
        ('<sheetPr filterMode="1"/>', "", True),
        ("", "", False),
    ],
)
def test_rows_that_a_filter_hides_are_told_from_those_that_a_person_hid(raw, before, after, filtered):
    """A filter that lets all through hides nothing."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row>'
    delivery = read(raw(rows, before=before, after=after))
    assert delivery.sheets[0].filtered_rows == ({2} if filtered else frozenset())
    assert keys_of(delivery) == [("ask", "filtered_rows", "A2") if filtered else ("warn", "hidden_rows", "A2")]


STRUCK = {
    "one piece": "<r><rPr><strike/></rPr><t>74</t></r>",
    "all pieces": "<r><rPr><strike/></rPr><t>7</t></r><r><t> </t></r><r><rPr><strike val='1'/></rPr><t>4</t></r>",
    "a part": "<r><rPr><strike/></rPr><t>74</t></r><r><rPr><b/></rPr><t> 47</t></r>",
    "switched off": "<r><rPr><strike val='0'/></rPr><t>74</t></r>",
}


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(
    ("name", "struck", "part"),
    [("one piece", True, ""), ("all pieces", True, ""), ("a part", False, "74"), ("switched off", False, "")],
)
def test_text_struck_through_is_seen_whole_or_in_part(raw, name, struck, part, shared):
    """Whether the text is shared or stands in the cell."""
    if shared:
        path = raw('<row r="1"><c r="A1" t="s"><v>1</v></c></row>', shared=f"<si><t>x</t></si><si>{STRUCK[name]}</si>")
    else:
        path = raw(f'<row r="1"><c r="A1" t="inlineStr"><is>{STRUCK[name]}</is></c></row>')
    delivery = read(path)
    look = delivery.sheets[0].look(1, 1)
    assert (look.struck, look.struck_part) == (struck, part)
    assert keys_of(delivery) == ([("refuse", "struck", "A1")] if struck else [("ask", "struck_part", "A1")] if part else [])


def test_a_struck_word_is_asked_about_and_not_refused(tmp_path):
    """A withdrawn figure is no figure; a withdrawn name may be another one."""
    book = openpyxl.Workbook()
    book.active.append(["Indbrud", 7])
    for cell in book.active[1]:
        cell.font = Font(strike=True)
    book.save(tmp_path / "x.xlsx")
    assert keys_of(read(tmp_path / "x.xlsx")) == [("refuse", "struck", "B1"), ("ask", "struck_words", "A1")]


def test_comments_are_whole_and_without_the_name_of_who_wrote(raw):
    """A conversation takes the place of the comment that stands in for it; both lose their writers' names."""
    comment = (
        f'<comments xmlns="{MAIN}"><authors><author>NN</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><r><rPr><b/></rPr><t>NN:</t></r><r><t>\nSkal være 47</t></r></text></comment>'
        '<comment ref="B1" authorId="0"><text><t>[Threaded comment] of another program</t></text></comment></commentList></comments>'
    )
    talk = "<ThreadedComments><threadedComment ref='B1' personId='p'><text>Er det rigtigt?</text></threadedComment>"
    talk += "<threadedComment ref='B1' personId='q'><text>Ja.</text></threadedComment></ThreadedComments>"
    tied = ties(r1_comments="../comments1.xml", r2_threadedComment="/xl/threadedComments/t1.xml")
    more = {"xl/comments1.xml": comment, "xl/threadedComments/t1.xml": talk, "xl/worksheets/_rels/sheet1.xml.rels": tied}
    delivery = read(raw('<row r="1"><c r="A1"><v>74</v></c><c r="B1"><v>5</v></c></row>', **more))
    sheet = delivery.sheets[0]
    assert [sheet.look(1, column).comment for column in (1, 2)] == ["Skal være 47", "Er det rigtigt?\nJa."]
    assert keys_of(delivery) == [("ask", "comment_with_number", "A1"), ("warn", "comment", "B1")]
    assert '74 with a comment that holds a number: "Skal være 47"' in delivery.findings[0].text("x.xlsx")


def test_formulas_errors_and_results_that_are_missing(raw):
    """A result of nothing is none; text is a result; a shared formula is each cell's own."""
    rows = (
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>4</v></c><c r="C1"><f>A1</f><v></v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>7</v></c><c r="C2"><f>A2</f></c></row>'
        '<row r="3"><c r="A3" t="e"><v>#REF!</v></c><c r="B3" t="str"><f>"x"</f><v>x</v></c><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    delivery = read(raw(rows))
    sheet = delivery.sheets[0]
    assert [sheet.look(*cell).formula for cell in ((1, 2), (2, 2), (3, 2))] == ["=A1*2", "=A2*2", '="x"']
    assert [sheet.look(row, 3).stored for row in (1, 2)] == [False, False]
    assert [sheet.value(3, 1), sheet.look(3, 1).error, sheet.look(3, 3).error] == [None, "#REF!", "#DIV/0!"]
    assert keys_of(delivery) == [
        ("refuse", "error_cells", "A3,C3"),
        ("refuse", "no_result", "C1:C2"),
        ("refuse", "outdated", "B2"),
        ("warn", "formulas", "B1:C1,B2:C2,B3".replace("B1:C1,B2:C2", "B1:C2")),
    ]


def test_a_workbook_of_formulas_alone_is_not_called_empty(tmp_path):
    """A program that does not reckon leaves every result out."""
    book = openpyxl.Workbook()
    book.active["B2"] = "=1+1"
    book.save(tmp_path / "x.xlsx")
    assert [key for _, key, _ in keys_of(read(tmp_path / "x.xlsx"))] == ["no_result", "formulas"]


@pytest.mark.parametrize(
    ("formula", "stored", "outdated"),
    [
        ("=A1+A2*2", 5, False),
        ("=A1+A2*2", 8, True),
        ("=-A1^2", 1, False),
        ("=SUM(A1:A3)", 6, False),
        ("=SUM(A1:A3;1)", 6, True),
        ("=AVERAGE($A$1:A3)*100%", 2, False),
        ("=ROUND(A3/2*1.0,0)", 2, False),
        ("=ROUND(2.675,2)", 2.68, False),
        ("=(A1+A2)/0", 5, False),
        ("=VLOOKUP(A1,A1:A3,1)", 5, False),
        ("='Andre tal'!A1+1", 43, False),
        ("='Andre tal'!A1+1", 44, True),
        ("=B9+1", 1, False),
        ("=1+", 5, False),
        ("=" + "(" * 500 + "1" + ")" * 500, 5, False),
        ('="a"&"b"', 5, False),
        ("=tblTal[Antal]", 5, False),
    ],
)
def test_a_result_that_the_formula_does_not_give_is_out_of_date(tmp_path, formula, stored, outdated):
    """What is not worked out here is believed, and said to be a formula."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, other = book.add_worksheet("Tal"), book.add_worksheet("Andre tal")
        sheet.write_column("A1", [1, 2, 3])
        sheet.write_formula("B1", formula, None, stored)
        other.write("A1", 42)
    delivery = read(path)
    assert delivery.sheets[0].look(1, 2).outdated == outdated
    assert ("warn", "formulas", "B1") in keys_of(delivery)


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        ("A1+$A1+A$1+$A$1", "C3+$A3+C$1+$A$1"),
        ("SUM(A1:B2)", "SUM(C3:D4)"),
        ("'A1'!A1&\"A1\"", "'A1'!C3&\"A1\""),
        ("LOG10(A1)+A1B", "LOG10(C3)+A1B"),
    ],
)
def test_a_shared_formula_moves_as_a_spreadsheet_program_moves_it(formula, there):
    """Two rows down and two columns to the right; what is fixed, quoted or a name stays."""
    assert moved(formula, 2, 2) == there


def test_merged_cells_tables_visibility_and_the_active_sheet(tmp_path):
    """As xlsxwriter writes them."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        first, second, third = (book.add_worksheet(name) for name in ("En", "To", "Tre"))
        first.merge_range("B2:D2", "Overskrift")
        first.add_table("A5:B8", {"name": "tblTal", "total_row": True, "columns": [{"header": "x"}, {"header": "y"}]})
        second.write("A1", 1)
        second.activate()
        third.write("A1", 1)
        third.very_hidden()
        first.protect()
    delivery = read(path)
    assert (delivery.active, delivery.protected, delivery.macros) == ("To", True, False)
    assert [sheet.visible for sheet in delivery.sheets] == ["visible", "visible", "very_hidden"]
    assert delivery.sheets[0].merged == (Area(2, 2, 2, 4),)
    assert delivery.sheets[0].tables == (Table("tblTal", Area(5, 1, 8, 2), has_totals=True),)
    assert keys_of(delivery) == [("read", "protected", ""), ("warn", "hidden_sheet", "A1")]


def test_a_sheet_of_a_chart_holds_no_cells_and_moves_no_other(tmp_path):
    """The values of a sheet are its own, wherever it stands."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        one, chart, two = book.add_worksheet("En"), book.add_chartsheet("Figur"), book.add_worksheet("To")
        one.write("A1", 1)
        two.write("A1", 2)
        made = book.add_chart({"type": "line"})
        made.add_series({"values": "=En!$A$1:$A$1"})
        chart.set_chart(made)
    assert [(sheet.name, sheet.rows) for sheet in read(path).sheets] == [("En", ((1.0,),)), ("To", ((2.0,),))]


def test_dates_times_and_truths_keep_their_kinds(tmp_path):
    """A number that a format shows as a date is one; whole numbers are float as stored."""
    half_past_eight = dt.datetime(2021, 12, 31, 8, 30)  # noqa: DTZ001 -- workbooks know no time zones
    book = openpyxl.Workbook()
    book.active.append([dt.date(2021, 12, 31), half_past_eight, True, 7, 0.173, "  x "])
    book.active["A1"].number_format = "yyyy"
    book.active["F1"].alignment = Alignment(indent=3)
    book.save(tmp_path / "x.xlsx")
    sheet = read(tmp_path / "x.xlsx").sheets[0]
    assert sheet.rows == ((dt.date(2021, 12, 31), half_past_eight, True, 7.0, 0.173, "  x "),)
    assert [type(value) for value in sheet.rows[0][2:4]] == [bool, float]
    assert (sheet.look(1, 1).number_format, sheet.look(1, 6).indent) == ("yyyy", 3)


def test_figures_that_a_format_makes_invisible_are_asked_about(tmp_path):
    """Nobody who looks at the sheet sees them."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", 5, book.add_format({"num_format": ";;;"}))
    assert keys_of(read(path)) == [("ask", "unseen", "A1")]


def test_without_the_scan_there_are_values_and_no_looks(tmp_path):
    """The same values as with it."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Tal").write("B2", 0.5, book.add_format({"num_format": "0%", "bold": True}))
    fast, slow = read(path, scan=False).sheets[0], read(path).sheets[0]
    assert fast.rows == slow.rows == ((), (None, 0.5))
    assert (dict(fast.looks), dict(slow.looks)) == ({}, {(2, 2): Look(number_format="0%", bold=True)})


@pytest.mark.parametrize(
    ("part", "key"), [("xl/externalLinks/externalLink1.xml", "external_links"), ("xl/connections.xml", "connections")]
)
def test_what_would_be_fetched_from_elsewhere_is_said_and_not_fetched(raw, part, key):
    """Links to other files (also those of DDE), and connections."""
    dde = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    delivery = read(raw('<row r="1"><c r="A1"><v>1</v></c></row>', **{part: dde}))
    assert keys_of(delivery) == [("warn", key, "")]


def test_letters_lost_in_a_cell_refuse_the_workbook_and_name_the_cell(tmp_path):
    """Also those that stand as two signs."""
    for text, key in (("K\ufffdbenhavn", "letters_lost"), ("HÃ¦rvÃ¦rk", "letters_garbled")):
        book = openpyxl.Workbook()
        book.active.title = "Tal"
        book.active["B2"] = text
        book.save(tmp_path / "x.xlsx")
        with pytest.raises(Refused) as refused:
            read(tmp_path / "x.xlsx")
        found = refused.value.findings[0]
        assert (found.key, found.sheet, found.cells) == (f"intake.reading.{key}", "Tal", "B2")


def test_names_with_capitals_and_other_slashes_are_found(raw):
    """Parts are named without regard to capitals; some programs write backslashes, and whole paths."""
    parts = parts_of({"Tal": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')})
    parts["xl/_rels/workbook.xml.rels"] = ties(r1_worksheet="/XL/Worksheets/Sheet1.xml")
    renamed = {name.replace("xl/worksheets/", "xl\\worksheets\\"): content for name, content in parts.items()}
    assert read(raw(parts=renamed)).sheets[0].rows == ((1.0,),)
    assert OFFICE in parts["xl/workbook.xml"]
