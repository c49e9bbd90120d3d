"""Text files: letters and separators as programs write them, and what is said where they do not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.reading.text.letters import text_of
from analysis.intake.reading.text.table import table_of
from analysis.intake.sheets import Refused

TABLE = "Område;Kategori;2021\nØsterå;Hærværk;12,5\nNørreby;Tyveri/røveri;1.240\n"
ROWS = (("Område", "Kategori", "2021"), ("Østerå", "Hærværk", "12,5"), ("Nørreby", "Tyveri/røveri", "1.240"))


@pytest.mark.parametrize(
    ("codec", "mark", "encoding", "said"),
    [
        ("utf-8", b"", "utf-8", []),
        ("utf-8", b"\xef\xbb\xbf", "utf-8", []),
        ("utf-16-le", b"\xff\xfe", "utf-16-le", []),
        ("utf-16-be", b"\xfe\xff", "utf-16-be", []),
        ("utf-16-le", b"", "utf-16-le", []),
        ("utf-16-be", b"", "utf-16-be", []),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32", []),
        ("windows-1252", b"", "windows-1252", ["warn"]),
        ("latin-1", b"", "windows-1252", ["warn"]),
        ("mac_roman", b"", "macintosh", ["ask"]),
        ("cp850", b"", "cp850", ["ask"]),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_table_is_the_same_in_every_encoding_separator_and_line_end(read_text, codec, mark, encoding, said, ending, separator):
    """Which encoding it is, is said where the bytes alone do not tell."""
    table = TABLE.replace("12,5", "12.5") if separator == "," else TABLE
    delivery = read_text(mark + table.replace(";", separator).replace("\n", ending).encode(codec))
    assert delivery.sheets[0].rows == tuple(
        tuple(cell.replace("12,5", "12.5") if separator == "," else cell for cell in row) for row in ROWS
    )
    assert (delivery.form, delivery.encoding, delivery.separator) == ("csv", encoding, separator)
    assert [finding.kind for finding in delivery.findings] == said


@given(st.text(st.sampled_from("abcæøåÆØÅé ,;1"), min_size=1, max_size=60).filter(str.strip))
def test_words_of_danish_are_read_right_from_windows(text):
    """Whatever the words, as long as a letter tells."""
    content = f"Område {text} på".encode("windows-1252")
    assert text_of(content).text == f"Område {text} på"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("K\ufffdbenhavn;2021\n".encode(), "letters_lost"),
        ("KÃ¸benhavn;2021\n".encode(), "letters_garbled"),
        ("1.240;12\u00c2\u00a0345\n".encode(), "letters_garbled"),
        ("K√∏benhavn;2021\n".encode(), "letters_garbled"),
        ("K├©benhavn;2021\n".encode(), "letters_garbled"),
        (b"K\xc3\xb8benhavn;1\nN\xf8rreby;2\n", "letters_mixed"),
        (b"a;\xf7\xf7\n", "letters_unknown"),
        (b"\xff\xfea\x00;\x00b\x00\x00\xd8", "bytes_damaged"),
        (b"a;b;c;d;e;f\x00\n", "binary"),
    ],
)
def test_letters_that_are_lost_garbled_or_mixed_are_refused(read_text, content, key):
    """With the word they stand in."""
    with pytest.raises(Refused) as refused:
        read_text(content)
    assert refused.value.findings[0].key == f"intake.reading.{key}"


@pytest.mark.parametrize("text", ["Ã", "Âge", "€ 5", "½", "§ 12", "A – B", "√2", "naïve café"])
def test_signs_that_are_meant_are_no_garbled_letters(read_text, text):
    """A letter of another language is one."""
    assert read_text(f"{text};1\n").sheets[0].rows == ((text, "1"),)


def test_blanks_inside_numbers_do_not_pass_for_letters_of_another_encoding(read_text):
    """A no-break space between digits is a blank of Windows, not an a of IBM850."""
    delivery = read_text("Tal;12\xa0345;5 – 7\n".encode("windows-1252"))
    assert (delivery.encoding, delivery.sheets[0].rows) == ("windows-1252", (("Tal", "12\xa0345", "5 – 7"),))


@pytest.mark.parametrize(
    ("text", "rows", "separator"),
    [
        ("sep=|\na|b;c\n", ((), ("a", "b;c")), "|"),
        ('"sep=,"\r\na,b\r\n', ((), ("a", "b")), ","),
        ('a;"b\nc";d\n\n;;\ne;f\n', (("a", "b\nc", "d"), (), (), ("e", "f")), ";"),
        ("Titel, med komma\n\na;1,5\nb;2,5\n;;;;\n;;;;\n", (("Titel, med komma",), (), ("a", "1,5"), ("b", "2,5")), ";"),
        ("1,5;2,5\n3,5;4,5\n", (("1,5", "2,5"), ("3,5", "4,5")), ";"),
        ('"a";"b ""c"""\n', (("a", 'b "c"'),), ";"),
        ('12" rør;5\n', (('12" rør', "5"),), ";"),
        ("a,b,\nc,,\n", (("a", "b"), ("c",)), ","),
        ("a; ;\xa0;b\n", (("a", None, None, "b"),), ";"),
        ("a;b\n\x1a", (("a", "b"),), ";"),
    ],
)
def test_records_are_lines_and_cells_are_text(read_text, text, rows, separator):
    """Titles above, quoted line breaks, rows of separators alone, lengths that differ, a first line that tells the separator."""
    delivery = read_text(text)
    assert (delivery.sheets[0].rows, delivery.separator) == (rows, separator)


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ('a;b\n"c;1\nd;2\n', "quotes", "begins in line 2"),
        ('a;b\nc;1\n"d" e;2\n', "quotes", "begins in line 3"),
        ("<<<<<<< HEAD\na;1\n=======\na;2\n>>>>>>> other\n", "conflict", "line 1, 5"),
        ("a;b\n" + ";" * 2_000_001, "many_text_cells", "2,000,000"),
    ],
)
def test_a_table_that_cannot_be_told_is_refused_with_the_line(read_text, text, key, said):
    """Quotes that do not close would swallow the rest in silence."""
    with pytest.raises(Refused, match=said) as refused:
        read_text(text)
    assert refused.value.findings[0].key == f"intake.reading.{key}"


def test_question_marks_in_words_are_asked_about_but_not_those_of_questions(read_text):
    """An address on the web has one, too."""
    delivery = read_text("K?benhavn;1\n?rhus;2\nHvorfor?;3\nhttp://x.dk/a?b=c;4\n5?;6\n")
    assert [(finding.kind, finding.cells) for finding in delivery.findings] == [("ask", "A1:A2")]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(blacklist_categories=("Cs", "Cc"), max_codepoint=0x2FF), max_size=6), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_table_that_is_written_is_read_again(rows):
    """Whatever stands in its cells, when they are quoted."""
    text = "".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    wanted = [[cell if cell.strip() else None for cell in row] for row in rows]
    for row in wanted:
        while row and row[-1] is None:
            row.pop()
    while wanted and not wanted[-1]:
        wanted.pop()
    if max(map(len, wanted), default=0) > 1 and not text.lower().startswith('"sep='):
        sheet, separator = table_of(text)
        assert (separator, [list(row) for row in sheet.rows]) == (";", wanted)
