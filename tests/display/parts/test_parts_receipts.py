"""Receipts: every row can say what it is, how it was got and from where, in the reader's words."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from walking import numbers_in

from analysis.display.parts import receipts
from analysis.display.runs import REASONS, Because, Phrase
from analysis.indicators import Input


@pytest.fixture(scope="module", params=[("own", 2016), ("own", 2022), ("mini", 2033)], ids=str)
def view(request, views, mini_facts, view_of):
    partnership, year = request.param
    return views[year] if partnership == "own" else view_of(mini_facts, year)


def receipt_of(view, row):
    return receipts.receipt(view, receipts.Use(row, ("9",), (("tryghed.html", "Tryghed"),)))


def lines_of(view, row):
    """What a receipt says, by the name of each line."""
    return dict(receipt_of(view, row).lines)


def test_every_row_has_a_receipt_in_words(view):
    """What it is, its exact value or its word, how it was got, and the row itself."""
    for row in view.rows.table:
        said = lines_of(view, row)
        hidden = row.value is None and row.status == "suppressed"
        assert {"Tallet er", "Status" if hidden else "Sådan er det fundet", "Række"} <= set(said), row.id
        assert said["Række"].text == row.id
        assert len(receipt_of(view, row).inputs) == len(row.inputs)


def test_the_words_of_a_receipt_are_the_catalogues(view):
    """No key of the program stands on the page: a count is no "count"."""
    keys = (
        {row.unit for row in view.rows.table} | {row.method for row in view.rows.table} | {row.measure for row in view.rows.table}
    )
    keys = {key for key in keys if (key.isascii() and view.say.has(f"how.{key}")) or view.say.has(f"unit_name.{key}")}
    for row in view.rows.table:
        said = lines_of(view, row)
        words = {
            word for name, line in said.items() if name != "Række" for run in line if isinstance(run, str) for word in run.split()
        }
        assert not words & keys, row.id


def test_a_number_on_a_receipt_is_the_rows_or_says_why_it_has_none(view):
    """A year, a day, a method; the exact value stands for itself."""
    for row in view.rows.table:
        for name, line in lines_of(view, row).items():
            if name not in ("Præcis værdi", "Usikkerhed"):
                assert not [run for run in line if isinstance(run, str) and numbers_in(run)], (row.id, line.text)
            assert {run.reason for run in line if isinstance(run, Because)} <= REASONS


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ({"value": Decimal("26.0"), "unit": "per_1000"}, "26 pr. 1.000 indbyggere"),
        ({"value": Decimal("91.666"), "unit": "percent"}, "91,666 %"),
        ({"value": Decimal(-14), "unit": "count"}, "\u221214"),
        ({"value": Decimal(1313000), "unit": "dkk"}, "1313000 kr."),
        ({"value": Decimal(8), "unit": "lamper"}, "8 lamper"),
        ({"value": None, "status": "suppressed"}, "Skjult (..)"),
    ],
)
def test_the_exact_value_is_said_with_its_unit(views, update, said):
    """As computed, with a comma, a real minus, and the unit in words; a hidden figure stays hidden."""
    row = replace(views[2022].one(measure="observed", category="indbrud", year=2021), **update)
    assert receipts.exact(views[2022], row).text == said


def test_a_receipt_names_its_documents_sections_and_days(views):
    """67 cases of violence in 2021, from the status of 2022."""
    row = views[2022].one(measure="observed", category="vold_vaaben", year=2021)
    (fact,) = receipt_of(views[2022], row).inputs
    source = views[2022].facts.sources[row.inputs[0].source]
    assert isinstance(fact, Phrase)
    assert all(part in fact.text for part in (source.title, source.publisher, row.inputs[0].section))
    assert [run.reason for run in fact if isinstance(run, Because) and run.reason == "date"] == ["date"]


def test_a_receipt_can_be_found_and_computed_again(views):
    """Its id is the row's, it leads back to the pages that show it, and it says the command."""
    row = views[2022].one(measure="observed", category="vold_vaaben", year=2021)
    use = receipts.Use(row, ("67", "67 <b>"), (("kriminalitet.html", "Kriminalitet"),))
    page = BeautifulSoup(receipts.receipts_html([(views[2022], use)]), "html.parser")
    item = page.find(id=row.id)
    assert item["class"] == ["kvittering"]
    assert item.select_one(".value").get_text() == "67 · 67 <b>"
    assert item.code.get_text() == "statusbog results --year 2022 --format csv"
    assert item.select_one(".back a")["href"] == "kriminalitet.html"


@pytest.mark.parametrize(("contact", "said"), [("", ""), ("post@example.org", "Skriv til post@example.org")])
def test_how_to_report_an_error_is_said_where_there_is_a_contact(mini_facts, view_of, contact, said):
    """None is invented."""
    facts = replace(mini_facts, partnership=mini_facts.partnership.model_copy(update={"contact": contact}))
    view = view_of(facts, 2033)
    row = view.one(measure="observed")
    assert said in receipts.contact(view, row).text
    assert bool(receipts.contact(view, row)) is bool(contact)


def test_a_counted_figure_says_how_many_rows_it_is_of(views):
    """The rows are not kept, so no cell is named; a delivered one names its cell."""
    fact = Input("a", "politi", "", dt.date(2029, 2, 1), "januar.csv", counted_rows=Decimal(20000))
    view = next(iter(views.values()))
    assert receipts.delivered(view, fact).text == "optalt af 20.000 rækker i januar.csv, som ikke er gemt"
    again = replace(fact, section="januar.csv", delivery="januar-2.csv")
    assert receipts.delivered(view, again).text == "optalt af 20.000 rækker i januar.csv, som ikke er gemt"
    assert receipts.delivered(view, replace(fact, cell="B7", counted_rows=None)).text == "læst i januar.csv, celle B7"


def test_a_receipt_of_a_hidden_figure_says_so_and_leads_to_the_method(views):
    """Neither how it was found nor a command that would show no more; and nothing that tells a small one from another."""
    view = views[2022]
    row = replace(view.one(measure="observed", category="indbrud", year=2021), value=None, status="suppressed")
    html = receipts.receipts_html([(view, receipts.Use(row, ("..",), (), "../om/metode.html"))])
    assert 'href="../om/metode.html"' in html
    assert "Skjult (..)" in html
    assert "er lille, bygger på et lille tal eller er skjult" in html
    assert "Som det står i kilden" not in html
    assert "statusbog results" not in html
