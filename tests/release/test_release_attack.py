"""What is hidden and told all the same is found, in whatever form it is told; a folder that is protected passes."""

import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter
from released import DAY, YEARS, Files

from analysis.archive import zipped
from analysis.data import Facts
from analysis.errors import UserError
from analysis.indicators.disclosure import Total
from analysis.release.attack import attack
from analysis.release.attack.found import Said
from analysis.release.attack.search.direct import Search
from analysis.release.attack.secrets import hidden_of
from analysis.release.attack.sums import Table, recovered_by_sums

FACT, OTHER = "anmeldelser.indbrud.omraade-a.2031.status-2032", "anmeldelser.haervaerk.omraade-a.2031.status-2032"
ROW, OTHER_ROW = f"2032.observed.{FACT}", f"2032.observed.{OTHER}"
GONE = "2033.observed.anmeldelser.indbrud.omraade-a.2032.status-2033"
CHANGE = "2032.change.anmeldelser.indbrud.omraade-a.2031"


def recovered(facts: Facts, files: Files) -> set[tuple[str, str]]:
    return {(one.name, one.how) for one in attack(facts, files.items(), YEARS).recovered}


def page(text: str) -> Callable[[Files], Files]:
    """Plants a page."""
    return lambda _: {"2032/side.html": f"<html><body>{text}</body></html>".encode()}


def notebook(text: str) -> Callable[[Files], Files]:
    """Plants a notebook with a text that somebody wrote."""
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}]
    return lambda _: {"2032/side.ipynb": json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()}


def in_table(name: str, row: str, value: str) -> Callable[[Files], Files]:
    """Plants a value in a row of a table."""

    def planted(files: Files) -> Files:
        lines = files[name].decode().splitlines(keepends=True)
        (place,) = [number for number, line in enumerate(lines) if line.startswith(f"{row},")]
        cells = lines[place].split(",")
        cells[lines[0].split(",").index("value")] = value
        return {name: "".join([*lines[:place], ",".join(cells), *lines[place + 1 :]]).encode()}

    return planted


def in_word(files: Files) -> Files:
    """Plants a property of a Word file."""
    found, out = docx.Document(io.BytesIO(files["2032/bilag-2032.docx"])), io.BytesIO()
    found.core_properties.comments = "Indbrud i Område A, 2031: 3"
    found.save(out)
    return {"2032/bilag-2032.docx": out.getvalue()}


def in_word_table(files: Files) -> Files:
    """Plants a cell of a table, below the head of its year."""
    found, out = docx.Document(io.BytesIO(files["2032/bilag-2032.docx"])), io.BytesIO()
    table = found.add_table(2, 2)
    for place, text in (((0, 1), "2031"), ((1, 0), "Indbrud"), ((1, 1), "3")):
        table.cell(*place).text = text
    found.save(out)
    return {"2032/bilag-2032.docx": out.getvalue()}


def in_first_sheet(files: Files) -> Files:
    """Plants a value as the number that people see, beside the empty text of it."""
    found, out = load_workbook(io.BytesIO(files["2032/status-2032.xlsx"])), io.BytesIO()
    sheet = found["Resultater"]
    heads = next(row for row in sheet.iter_rows() if row[0].value == "Id")
    column = next(cell.column for cell in heads if cell.value == "Værdi")
    row = next(cell.row for cell in sheet["A"] if cell.value == ROW)
    sheet.cell(row, column).value = 3
    found.save(out)
    return {"2032/status-2032.xlsx": out.getvalue()}


def in_workbook(files: Files) -> Files:
    """Plants a hidden sheet."""
    found, out = load_workbook(io.BytesIO(files["2032/status-2032.xlsx"])), io.BytesIO()
    sheet = found.create_sheet("Skjult")
    sheet.sheet_state = "hidden"
    sheet.append(["id", "value"])
    sheet.append([ROW, 3])
    found.save(out)
    return {"2032/status-2032.xlsx": out.getvalue()}


def in_paper(files: Files) -> Files:
    """Plants a property of a PDF file."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(files["2032/bilag-2032.pdf"]))), io.BytesIO()
    writer.add_metadata({"/Subject": "Indbrud 2031: 3"})
    writer.write(out)
    return {"2032/bilag-2032.pdf": out.getvalue()}


def attached_to_paper(files: Files) -> Files:
    """Plants a file in a PDF file."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(files["2032/bilag-2032.pdf"]))), io.BytesIO()
    writer.add_attachment("tal.csv", f"id,value\n{ROW},3\n".encode())
    writer.write(out)
    return {"2032/bilag-2032.pdf": out.getvalue()}


def in_archive(files: Files) -> Files:
    """Plants a table of facts in an archive in an archive."""
    inner = zipped({"observations.csv": b"indicator,category,geography,year,value\nanmeldelser,indbrud,omraade-a,2031,3\n"})
    return {"2032/efterproev-2032.zip": zipped({"data/published/data/abc.zip": inner})}


def in_ledger(_: Files) -> Files:
    """Plants an earlier line of a ledger."""
    return {"2032/offentliggjort-2032.csv": f"release,id,value,status,reason\n1,{ROW},3,ok,\n1,{ROW},,suppressed,\n".encode()}


LEAKS = {
    "text": (page("<p>I 2031 var der 3 indbrud i Område A.</p>"), ROW, "text"),
    "text in words": (page("<p>I Område A var der tre <b>indbrud</b>.</p>"), ROW, "text"),
    "text of two years": (page("<p>Der var 5 indbrud i 2030 og 3 i 2031.</p>"), ROW, "text"),
    "text of a list of years": (page("<p>I 2030 og 2031 var der 5 og 3 indbrud.</p>"), ROW, "text"),
    "text of many decimals": (page(f"<p>Indbrud: 0.{'1' * 40}. I 2031 var der 3 indbrud.</p>"), ROW, "text"),
    "hidden text": (page('<div hidden style="display:none">Indbrud: 3</div>'), ROW, "text"),
    "remark": (page("<!-- indbrud 3 -->"), ROW, "text"),
    "words for a picture": (page('<img alt="Indbrud 2031: 3" src="a.png">'), ROW, "text"),
    "head of a page": (page('<meta name="description" content="Der var 3 indbrud i 2031">'), ROW, "text"),
    "script": (page('<script>var a = "indbrud 2031: 3";</script>'), ROW, "text"),
    "own place": (page(f'<p><a data-rows="{ROW}">3</a></p>'), ROW, "said"),
    "label of its place": (page(f'<p><a data-rows="{ROW}" title="3">..</a></p>'), ROW, "said"),
    "verdict": (
        page('<p><a data-rows="2032.verdict.aftale.indbrud.2031">Opfyldt</a></p>'),
        "2032.verdict.aftale.indbrud.2031",
        "said",
    ),
    "written table": (notebook("| Hvad | 2031 |\n| --- | --- |\n| Hærværk | 20 |\n| Indbrud | 3 |"), ROW, "text"),
    "written text": (notebook("# Om\n\nI 2031 var der\n3 indbrud."), ROW, "text"),
    "remark in a written text": (notebook("<!-- indbrud 3 -->\n\nAlt vel."), ROW, "text"),
    "title of an address": (notebook('Alt vel.\n\n[om]: side.html "indbrud 3"'), ROW, "text"),
    "text to take along": (lambda _: {"2032/LAES.md": b"I 2031 var der\n3 indbrud."}, ROW, "text"),
    "vector picture": (lambda _: {"2032/a.svg": b"<svg><text>Indbrud 2031: 3</text></svg>"}, ROW, "text"),
    "table": (in_table("2032/resultater-2032.csv", ROW, "3"), ROW, "shown"),
    "facts": (in_table("2032/observationer-2032.csv", FACT, "3"), FACT, "shown"),
    "what rests on it": (in_table("2032/resultater-2032.csv", CHANGE, "-67"), CHANGE, "shown"),
    "Danish table": (lambda _: {"a.csv": f"id;value\r\n{CHANGE};-67,0\r\n".encode()}, CHANGE, "shown"),
    "JSON": (lambda _: {"a.json": f'[{{"rows": [{{"id": "{ROW}", "value": 3}}]}}]'.encode()}, ROW, "shown"),
    "property of Word": (in_word, ROW, "text"),
    "table in Word": (in_word_table, ROW, "text"),
    "number in a workbook": (in_first_sheet, ROW, "shown"),
    "hidden sheet": (in_workbook, ROW, "shown"),
    "property of PDF": (in_paper, ROW, "text"),
    "attachment": (attached_to_paper, ROW, "shown"),
    "archive": (in_archive, ROW, "shown"),
    "ledger": (in_ledger, ROW, "shown"),
    "another edition": (
        in_table("2033/resultater-2033.csv", f"2033.observed.{FACT}", "3"),
        FACT.removesuffix(".status-2032"),
        "sum",
    ),
    "sum": (in_table("2032/resultater-2032.csv", OTHER_ROW, "21"), FACT.removesuffix(".status-2032"), "sum"),
}


def test_a_protected_folder_passes(facts, clean):
    """Every form is read, by every attacker, and nothing is found."""
    outcome = attack(facts, clean.items(), YEARS)
    assert outcome.recovered == ()
    assert {"csv", "docx", "ipynb", "json", "pdf", "xlsx"} <= set(outcome.forms)
    assert outcome.attackers == ("stranger", "insider", "group")
    assert outcome.hidden > 20


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_found(facts, clean, leak):
    """By its row, and by how it is told."""
    plant, name, how = LEAKS[leak]
    tables = {n: clean[n] for n in clean if n.endswith(("resultater-2032.csv", "resultater-2033.csv", "resultater-2031.csv"))}
    assert (name, how) in recovered(facts, tables | plant(clean))


@pytest.mark.parametrize(
    "text",
    [
        "<p>Tabel 3 viser indbrud i 2031.</p>",
        "<p>Den 3. maj 2031 kom politiets tal for indbrud.</p>",
        "<p>I 2031 var der 3 indbrud i Prøveby.</p>",
        "<p>I 2030 var der 3 indbrud.</p>",
        "<p>Indbrud: 3 i 2030 og færre i 2031.</p>",
        "<p>Indbrud, 2031 mod 2030: 3</p>",
        "<p>De tre gerningstyper: indbrud, vold og tyveri</p>",
        "<p>Indbrud</p><p>3</p>",
        f'<p>Indbrud <span data-no-rows="count">3</span> <a data-rows="{ROW}">..</a></p>',
    ],
)
def test_what_tells_nothing_is_no_leak(facts, text):
    """Numbers of tables, days, other areas, other years, another paragraph, and what the page accounts for."""
    assert {how for _, how in recovered(facts, page(text)({}))} <= {"sum"}


def test_rows_of_a_written_table_are_not_read_as_one(facts):
    """What stands in one of them does not say what a number in another is."""
    table = "Tal fra 2031:\n\n| Hvad | Antal |\n| --- | --- |\n| Indbrud | – |\n| Møder | 3 |"
    assert recovered(facts, notebook(table)({})) == recovered(facts, notebook("Alt vel.")({}))


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("2031/side.html", "Der var 3 indbrud i Område A.", False),
        ("2031/side.html", "Der var 3 indbrud i Område A i 2031.", True),
        ("2032/side.html", "Der var 3 indbrud i Område A.", True),
        ("side.html", "Der var 3 indbrud i Område A.", True),
    ],
)
def test_an_edition_does_not_speak_of_what_came_after_it(facts, name, text, found):
    """Where a text names no year, it is about what its edition knew."""
    assert ((ROW, "text") in recovered(facts, {name: f"<p>{text}</p>".encode()})) is found


def test_a_bound_of_the_same_thing_is_no_hidden_change(facts):
    """An interval is printed without decimals, and a change can happen to be as large."""
    hidden = hidden_of(facts, YEARS)
    change = next(row for one in hidden for row in one.rows if row.id == CHANGE)
    shown = next(row for one in hidden for row in one.shown if row.indicator == "anmeldelser" and row.number is not None)
    about = {"category": change.category, "geography": change.geography, "year": change.year}
    bound = replace(shown, id="x", measure="lower", value=Decimal("66.7"), **about)
    text = Said("2032/a.html", "", "Indbrud 2031: 95 %: 67–80", is_bare=True)
    assert [one.name for one in Search(facts, hidden).recovered([text])] == [CHANGE]
    explained = [replace(one, shown=(*one.shown, bound)) for one in hidden]
    assert list(Search(facts, explained).recovered([text])) == []


def test_a_file_that_is_there_again_is_read_once(facts):
    """As in an archive beside it; in another edition the same text can mean something else."""
    text = b"<p>Der var 3 indbrud i 2031.</p>"
    files = {"2032/a.html": text, "2032/alt.zip": zipped({"a.html": text}), "2033/a.html": text}
    assert [one.where for one in attack(facts, files.items(), YEARS).recovered if one.name == ROW] == ["2032/a.html", "2033/a.html"]


def test_a_message_shows_the_sentence_without_its_numbers(facts):
    """So that the analyst finds it, in digits and as a word."""
    page = "<p>Det går godt. I 2031 var der 3 indbrud, og tre af 1.234 var nye! Det var alt.</p>".encode()
    (said,) = [str(one) for one in attack(facts, [("2032/a.html", page)], YEARS).recovered if one.name == ROW]
    assert "2032/a.html: “I 2031 var der ▢ indbrud, og ▢ af ▢ var nye!”" in said
    assert not re.search(r"\b(3|tre|1.234)\b", said.removeprefix(ROW))


@pytest.mark.parametrize(("is_bare", "found"), [(True, {(ROW, "text")}), (False, set())])
def test_a_shown_figure_explains_a_number_only_where_it_could_stand(facts, is_bare, found):
    """On paper the number may be that of another year; where every figure says its row, it is none of them."""
    before, edition, after = hidden_of(facts, YEARS)
    shown = next(row for row in edition.shown if row.indicator == "anmeldelser" and row.number is not None)
    search = Search(
        facts, [before, replace(edition, shown=(*edition.shown, replace(shown, id="x", value=Decimal(3)))), replace(after, rows=())]
    )
    said = [Said("a.pdf", "1", "Indbrud 2031: 3", is_bare=is_bare)]
    assert {(one.name, one.how) for one in search.recovered(said)} == found


def test_a_message_names_the_sum_and_not_the_figure(facts, clean):
    """The total and its parts, without what they are."""
    plant, name, _ = LEAKS["sum"]
    (said,) = [
        str(one) for one in attack(facts, (clean | plant(clean)).items(), YEARS).recovered if one.how == "sum" and one.name == name
    ]
    assert said == (
        f"{name} follows from anmeldelser.samlet.omraade-a.2031 = anmeldelser.indbrud.omraade-a.2031 + anmeldelser.haervaerk.omraade-a.2031"
    )


@pytest.mark.parametrize(
    ("parts", "unseen", "attackers", "found"),
    [
        ((1, 4), (0, 1), ("stranger",), set()),
        ((1, 4), (0, 1), ("stranger", "insider"), {("b", "insider")}),
        ((4, 4), (0, 1), ("stranger", "insider"), set()),
        ((4, 9), (0,), ("stranger",), {("a", "sum")}),
        ((3, 1), (0, 1), ("stranger",), {("a", "sum"), ("b", "sum")}),
        ((4, 9, 0), (0, 1), ("stranger", "group"), set()),
    ],
)
def test_sums_against_each_attacker(parts, unseen, attackers, found):
    """One total: who is counted in one of its parts knows more, and a range narrower than the limit is recovered."""
    names = [f"{name}={value}" for name, value in zip("abc", parts, strict=False)]
    whole = f"whole={sum(parts)}"
    true = {whole: Decimal(sum(parts))} | dict(zip(names, map(Decimal, parts), strict=True))
    hidden = frozenset(names[place] for place in unseen)
    seen = {name: value for name, value in true.items() if name not in hidden}
    table = Table(true, seen, hidden, (Total(whole, tuple(names)),), frozenset())
    assert {(one.name, one.how) for one in recovered_by_sums(table, 5, attackers)} == found


def test_a_group_is_recovered():
    """Both the total and the part that holds everybody are shown, while something else is hidden."""
    true = {"whole=8": Decimal(8), "a=8": Decimal(8), "b=0": Decimal(0), "c=0": Decimal(0)}
    seen = {"whole=8": Decimal(8), "a=8": Decimal(8)}
    table = Table(true, seen, frozenset({"b=0", "c=0"}), (Total("whole=8", ("a=8", "b=0", "c=0")),), frozenset())
    found = {(one.name, one.how) for one in recovered_by_sums(table, 5, ("stranger", "group"))}
    assert ("a", "group") in found


def test_a_damaged_file_is_not_called_harmless(facts):
    """What cannot be read stops the attack."""
    with pytest.raises(UserError, match=r"2032/a\.zip: found a file that cannot be read"):
        attack(facts, [("2032/a.zip", b"no archive")], YEARS)


def test_the_command(protected, tmp_path, monkeypatch, statusbog):
    """It wants a built site, says what it has read, and ends with 1 where something is recovered."""
    project = tmp_path / "project"
    shutil.copytree(protected, project)
    monkeypatch.chdir(project)
    code, _, err = statusbog("attack")
    assert code == 1
    assert "run statusbog build" in err
    site = project / "build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<html><body><p>Indbrud</p></body></html>", encoding="utf-8")
    assert statusbog("attack")[0] == 0
    (site / "index.html").write_text("<html><body><p>3 indbrud i 2031</p></body></html>", encoding="utf-8")
    code, out, err = statusbog("attack", "--year", "2032")
    assert code == 1
    assert "1 html; attackers: stranger, insider, group" in out
    assert f"{ROW} is told by a text in index.html" in err
    assert statusbog("attack", "--year", "2031")[1] == "nothing is hidden, so there is nothing to recover\n"


def test_nothing_is_published_that_can_be_recovered(protected, tmp_path, monkeypatch, statusbog):
    """``publish`` attacks what it would put out, and says what is told and where; nothing is written."""
    project = tmp_path / "project"
    shutil.copytree(protected, project)
    monkeypatch.chdir(project)
    with (project / "notebooks" / "resume.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n\nI Område A var der 3 indbrud i 2031.\n")
    assert statusbog("run", "-j", "2")[0] == 0
    publish = ("publish", "2032", "--note", "Der var 3 indbrud", "--day", DAY, "-j", "2", "--accept", "Findes ikke")
    code, _, err = statusbog(*publish)
    assert code == 1
    assert f"2032: what is hidden can be recovered: {ROW} is told by a text in 2032/resume.ipynb" in err
    assert f"{ROW} is told by a text in --note" in err
    assert not (project / "data" / "ledger").exists()
