"""The page of corrections, and what other pages say of them: drawn from the ledgers, old beside new, by kind, the largest first."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from analysis.book.site.across.corrections import with_corrections
from analysis.book.site.across.receipts import Known
from analysis.data import load
from analysis.data.ledger import Entry, Ledger, Number, Record, Verified
from analysis.data.ledger.record import renamed
from analysis.display.chapters import rettelser
from analysis.indicators.corrected import together
from analysis.indicators.revisions import newer_figures, revised_figures
from analysis.release.numbers import numbers_of

FIRST, LATER = dt.date(2033, 12, 1), dt.date(2034, 2, 1)
NAME = "observed.anmeldelser.{}"
BURGLARY = NAME.format("indbrud.omraade-a.2031.status-2032")
VANDALISM = NAME.format("haervaerk.omraade-a.2031.status-2032")
CITY = "observed.utryg_nabolag.byen.2032.status-2032"


@pytest.fixture(scope="module")
def facts(mini):
    return load(mini)


@pytest.fixture(scope="module")
def known(facts):
    return Known(facts)


def line(release, number, cause, reason="", day=LATER):
    return Entry(release, day if release > 1 else FIRST, "2033.1", cause, number, reason)


def published(facts, year, *corrections):
    """The ledger of an edition: first as ``corrections`` say that it was, then as it is."""
    numbers = numbers_of(facts, year)
    before = {f"{year}.{name}": value for name, value, _, _ in corrections}
    entries = [
        line(1, replace(number, value=before.get(key, number.value)), "first")
        for key, number in numbers.items()
        if before.get(key) != "new"
    ]
    for name, value, cause, reason in corrections:
        number = numbers[f"{year}.{name}"]
        entries.append(line(2, number, "new_figure" if value == "new" else cause, reason))
    return Ledger(year, tuple(entries))


@pytest.fixture(scope="module")
def record(facts):
    """Two editions with corrections of all kinds."""
    shared = (BURGLARY, "50", "revision", "Politiet har talt igen")
    ledgers = {
        2032: published(facts, 2032, shared, (VANDALISM, "7", "revision", "Politiet har talt igen"), (CITY, "new", "", "")),
        2033: published(facts, 2033, shared, (VANDALISM, "20", "error", "To kolonner var byttet om")),
    }
    return Record(ledgers, Verified(LATER, 150, 151, {}))


@pytest.fixture(scope="module")
def page(known, record):
    """The page, read as HTML."""
    return BeautifulSoup(rettelser.page(known.book, record, known.rows)._repr_html_(), "html.parser")


def rows_of(page, name):
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in page.select(f"#{name} tbody tr")]


def test_the_kinds_are_told_apart_with_the_largest_first(page):
    """What, in which editions, old, new, by how much, why and when."""
    assert rows_of(page, "fejl") == [
        ["Tal: Antal anmeldelser, Hærværk, Område A, 2031", "2033", "20*", "21*", "+1", "To kolonner var byttet om 1. februar 2034"]
    ]
    found = rows_of(page, "revision")
    assert [row[1:5] for row in found] == [["2032", "7*", "21*", "+14"], ["2032 og 2033", "50", "53", "+3"]]
    assert not rows_of(page, "metode")


def test_what_follows_from_a_correction_is_folded(facts, known):
    """Changes and intervals of a figure that was corrected, for the same reason; one that stands alone stays in sight."""
    numbers_now = numbers_of(facts, 2032)
    computed = next(key for key, n in numbers_now.items() if n.measure == "change" and n.amount is not None).partition(".")[2]
    both = Record({2032: published(facts, 2032, (BURGLARY, "50", "revision", "Ny"), (computed, "99", "revision", "Ny"))})
    page = BeautifulSoup(rettelser.page(known.book, both, known.rows)._repr_html_(), "html.parser")
    assert len(page.select("#revision > table tbody tr")) == 1
    assert page.select_one("#revision details summary").get_text() == "Tal, der følger af dem: 1"
    assert len(page.select("#revision details table tbody tr")) == 1
    alone = Record({2032: published(facts, 2032, (computed, "99", "method", "Ny"))})
    page = BeautifulSoup(rettelser.page(known.book, alone, known.rows)._repr_html_(), "html.parser")
    assert (len(page.select("#metode > table tbody tr")), page.select("#metode details")) == (1, [])


WORKINGS = {
    "change_pct": (
        Number("2032.a", "anmeldelser", "indbrud", "omraade-a", 2032, "change_pct", "", "percent", "ok", ""),
        "8.196721",
        "-1.639",
    ),
    "p": (
        Number("2032.b", "anmeldelser", "indbrud", "omraade-a", 2032, "p_value", "", "probability", "ok", ""),
        "0.28193",
        "0.00004",
    ),
    "ratio": (Number("2032.c", "anmeldelser", "indbrud", "omraade-a", 2032, "rate", "", "ratio", "ok", ""), "0.825", "0.75"),
    "share": (
        Number("2032.d", "utryg_nabolag", "", "omraade-a", 2032, "gap", "", "percentage_points", "ok", ""),
        "-0.33333333",
        "2",
    ),
}


@pytest.mark.parametrize(
    ("kind", "said", "in_sight"),
    [
        ("change_pct", ["8 %", "−2 %", "−10 procentpoint"], True),
        ("p", ["0,282", "under 0,001", "−0,282"], False),
        ("ratio", ["0,83", "0,75", "−0,08"], False),
        ("share", ["−0,3 procentpoint", "2 procentpoint", "+2,3 procentpoint"], True),
    ],
)
def test_what_was_computed_is_written_as_it_is_read(known, kind, said, in_sight):
    """With the decimals that the book has elsewhere and no unit of the program's own; what only tells how sure it is, is folded."""
    number, old, new = WORKINGS[kind]
    entries = (line(1, replace(number, value=old), "first"), line(2, replace(number, value=new), "error", "Fejl"))
    html = rettelser.page(known.book, Record({2032: Ledger(2032, entries)}), known.rows)._repr_html_()
    page = BeautifulSoup(html, "html.parser")
    assert [row[2:5] for row in rows_of(page, "fejl")] == [[text.replace(" %", "\u00a0%") for text in said]]
    assert bool(page.select("#fejl > table tbody tr")) == in_sight
    folded = [found.get_text() for found in page.select("#fejl details summary")]
    assert folded == ([] if in_sight else ["Mellemregninger: 1"])


def test_the_count_comes_first(page):
    """And says how many of which kind; what is new is counted for itself."""
    said = page.find("p").get_text(" ", strip=True)
    assert said.startswith(
        "Offentliggjorte tal, der er lavet om: 4 . Af dem er 1 efter fejl i bogen og 3 efter nye tal fra kilderne."
    )
    assert "Tal, der er kommet til: 1 ." in said


def test_new_numbers_lead_to_their_receipts_and_old_ones_are_quoted(page, known):
    """A row for what is in force in each edition; what is not has none."""
    links = page.select("#revision tbody a[data-rows]")
    assert [link["data-rows"].split() for link in links] == [[f"2032.{VANDALISM}"], [f"2032.{BURGLARY}", f"2033.{BURGLARY}"]]
    assert all(row in known.found for link in links for row in link["data-rows"].split())
    for digits in page.find_all(string=re.compile(r"\d")):
        assert digits.find_parent(attrs={"data-rows": True}) or digits.find_parent(attrs={"data-no-rows": True}), digits


def test_how_often_and_how_much(page):
    """Number, mean, median and largest size, and the days until then, of each indicator that has any."""
    often = rows_of(page, "hvor-ofte")
    assert [row[0] for row in often] == ["Antal anmeldelser"]
    assert often[0][2:] == ["4", "5,3", "3", "14", "62"]
    assert "Kilderne har selv lavet 1 af deres 15 tal om." in page.find(id="hvor-ofte").get_text(" ", strip=True).replace(
        " af deres", " af deres"
    )


def test_provisional_figures_say_when_they_are_revised(facts, known, record, mini, tmp_path):
    """By the day of their source; where it has none the book does not know."""
    page = BeautifulSoup(rettelser.page(known.book, record, known.rows)._repr_html_(), "html.parser")
    assert rows_of(page, "foreloebige-tal") == [
        ["Antal anmeldelser, Hærværk, Område A, 2031", "21*", "Bogens kilder siger ikke hvornår"]
    ]
    sources = facts.sources | {"status-2032": facts.sources["status-2032"].model_copy(update={"revised_on": dt.date(2034, 5, 1)})}
    with_day = Known(replace(facts, sources=sources))
    page = BeautifulSoup(rettelser.page(with_day.book, record, with_day.rows)._repr_html_(), "html.parser")
    assert rows_of(page, "foreloebige-tal")[0][-1] == "1. maj 2034"


def test_each_edition_says_what_is_other_now(known, record, facts):
    """On its first chapter, with the way to the page; the front page says what the last publishing could prove."""
    pages = {
        "index": "<main><!--side--><h1>F</h1><!--/side-->",
        "rettelser": f"<h1>R</h1>{rettelser.PLACE}",
        "2031/resume": "<h1>A</h1>",
        "2032/resume": "<h1>B</h1>",
        "2032/tryghed": "<h1>C</h1>",
    }
    found = dict(with_corrections(pages, known, record, [2032]))
    assert set(found) == {"index", "rettelser", "2032/resume"}
    links = [link["href"] for link in BeautifulSoup(found["rettelser"], "html.parser").select("#regn-efter a, #alle-tal a")]
    assert links == ["2033/hent/offentliggjort-2033.csv", "2032/hent/offentliggjort-2032.csv", "2032/hent/efterproev-2032.zip"]
    said = BeautifulSoup(found["2032/resume"], "html.parser").select_one("h1 + p")
    assert said.get_text(" ", strip=True) == "Tal i udgaven, der er lavet om, siden den blev offentliggjort: 2 . Se rettelserne"
    assert said.a["href"] == "../rettelser.html"
    front = BeautifulSoup(found["index"], "html.parser").select_one(".corrections-line")
    assert (
        front.get_text(" ", strip=True)
        == "150 af 151 offentliggjorte tal er regnet efter den 1. februar 2034 og stemmer. Rettelser"
    )
    assert "data-label" in found["rettelser"]


def test_nothing_is_said_before_something_was_published(known):
    """No line on any page; the page of corrections says so."""
    pages = {"index": "<!--/side-->", "rettelser": rettelser.PLACE, "2032/resume": "<h1>B</h1>"}
    found = dict(with_corrections(pages, known, Record()))
    assert set(found) == {"rettelser"}
    assert "Ingen udgave er lagt fast endnu" in found["rettelser"]


def test_a_book_without_corrections_says_so(known, facts):
    """Published, and nothing is other than it was."""
    page = BeautifulSoup(
        rettelser.page(known.book, Record({2032: published(facts, 2032)}), known.rows)._repr_html_(), "html.parser"
    )
    assert page.find("p").get_text().startswith("Ingen af bogens offentliggjorte tal er lavet om.")
    assert not page.select("table caption:-soup-contains('rettet')")


# Changes


def test_a_number_that_is_hidden_now_is_not_told_by_its_correction():
    """Neither on the page nor in the file; the ledger itself keeps it."""
    was = number("a", "3")
    hidden = replace(was, value="", status="suppressed")
    ledger = Ledger(2032, (line(1, was, "first"), line(1, number("b", "9"), "first"), line(2, hidden, "error", "For lille")))
    assert [entry.number.value for entry in ledger.for_readers()] == ["", "9", ""]
    assert [(change.before.value, change.after.value, change.amounts) for change in ledger.changes()] == [("", "", None)]
    assert ledger.entries[0].number.value == "3"


def number(name, value="1", **more):
    return replace(
        Number(f"2032.{name}", "anmeldelser", "indbrud", "omraade-a", 2031, "observed", value, "count", "ok", ""), **more
    )


def test_a_number_under_another_name_is_one_change():
    """Gone and new in one release, about the same; two new ones are not the same."""
    old, new = number("a"), number("b", "2")
    lines = [line(1, old, "first"), line(2, old.withdrawn(), "error", "Forkert navn"), line(2, new, "new_figure")]
    changes = Ledger(2032, tuple(lines)).changes()
    assert [(c.before, c.after, c.entry.cause, c.entry.reason) for c in changes] == [(old, new, "error", "Forkert navn")]
    changes = Ledger(2032, (*lines, line(2, number("c"), "new_figure"))).changes()
    assert [c.after.id[5:] for c in changes] == ["a", "b", "c"]
    assert renamed([]) == []


@pytest.mark.parametrize(
    ("before", "after", "amounts"),
    [
        ({"value": "7"}, {"value": "9"}, (7, 9)),
        ({"value": "7"}, {"value": "9", "unit": "percent"}, None),
        ({"value": "met"}, {"value": "not_met"}, None),
        ({"value": ""}, {"value": "9"}, None),
    ],
)
def test_a_size_needs_two_numbers_of_one_unit(before, after, amounts):
    """What has none is no larger and no smaller."""
    lines = (line(1, number("a", **before), "first"), line(2, number("a", **after), "method"))
    (change,) = Ledger(2032, lines).changes()
    assert change.amounts == amounts
    assert together([change], {})[0].weight >= 0


def test_what_sources_have_revised_and_what_is_newer(facts):
    """The revised figure of 2032 was known to its edition only in its day; editions before theirs show it not at all."""
    assert [(r.before.value, r.after.value, r.days) for r in revised_figures(facts)] == [(20, 19, 31)]
    early = facts.partnership.model_copy(
        update={
            "editions": tuple(
                e.model_copy(update={"as_of": dt.date(2033, 5, 15)}) if e.year == 2033 else e for e in facts.partnership.editions
            )
        }
    )
    changed = replace(facts, partnership=early)
    found = list(newer_figures(changed, 2033, facts.last_published()))
    assert [(r.series.category, r.before.value, r.after.value) for r in found] == [("haervaerk", 20, 19)]
    assert not list(newer_figures(changed, 2033, dt.date(2033, 5, 20)))
    page = BeautifulSoup(rettelser.newer(Known(changed).book)._repr_html_(), "html.parser")
    assert rows_of(page, "nyere-tal")[0][:4] == ["2033", "Antal anmeldelser, Hærværk, Område A, 2032", "20", "19"]


def test_a_reason_is_no_markup(facts, known):
    """What a person wrote beside a correction is shown letter by letter."""
    nasty = "<script>alert('x')</script> & <b onclick=z>"
    ledgers = {2032: published(facts, 2032, (BURGLARY, "50", "revision", nasty))}
    html = rettelser.page(known.book, Record(ledgers), known.rows)._repr_html_()
    soup = BeautifulSoup(html, "html.parser")
    assert nasty in soup.get_text()
    assert not soup.find_all(["script", "b"])
