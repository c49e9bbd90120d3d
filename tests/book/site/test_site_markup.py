"""What is done to pages before and after they are built: tables, headings, receipts, whole editions, and files for machines."""

import datetime as dt
import re
from itertools import product
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from analysis.book.site.across import receipts
from analysis.book.site.across.receipts import filled_receipts, seen_in
from analysis.book.site.feed import feed, releases, robots, sitemap
from analysis.book.site.finish import frame_of_pages
from analysis.book.site.markup import dressed, first_point, stackable
from analysis.book.site.places import Places, around
from analysis.book.site.theme import STATIC
from analysis.book.site.whole import whole_edition
from analysis.data import load, parse_day
from analysis.display.language.language import language
from analysis.errors import RunFailed
from analysis.indicators import results

TEXTS, MARKS = ("ink", "soft", "link", "open", "met", "not"), ("area", "old", "city", "dist", "edge")
TABLE = (
    '<table class="statusbog-table"><caption>Tal</caption><thead><tr><th scope="col">Slags</th><th scope="col">2021 &amp; før</th></tr></thead>'
    '<tbody><tr><th scope="row">Indbrud</th><td class="num">9</td></tr></tbody></table>'
)


@pytest.fixture(scope="module")
def facts(mini):
    return load(mini)


def soup(html):
    return BeautifulSoup(html, "html.parser")


def test_a_cell_names_its_column_and_a_stacked_table_is_still_a_table():
    """For eyes by data-label, for screen readers by roles, which display: block would take away."""
    table = soup(stackable(TABLE))
    assert table.td["data-label"] == "2021 & før"
    assert {tag["role"] for tag in table.find_all(["table", "thead", "tbody", "tr", "td"])} == {"table", "rowgroup", "row", "cell"}
    assert [head["role"] for head in table.find_all("th")] == ["columnheader", "columnheader", "rowheader"]
    assert "data-label" not in table.tbody.th.attrs


def test_a_table_that_markdown_made_gets_heads_with_a_scope():
    """Sphinx writes none."""
    table = soup(
        stackable(
            "<table><thead><tr><th><p>Ord</p></th><th>Mening</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
        )
    )
    assert [head["scope"] for head in table.find_all("th")] == ["col", "col"]
    assert [cell.get("data-label") for cell in table.find_all("td")] == [None, "Mening"]


def test_years_in_headings_say_that_they_are_years_and_other_digits_are_left():
    """A heading whose parts have their reasons already is not touched."""
    assert dressed("<h1>Tryghed 2022</h1>", "2022/tryghed") == '<h1>Tryghed <span data-no-rows="year">2022</span></h1>'
    assert dressed("<h2>10.2022 kr.</h2>", "x") == '<h2><span data-no-rows="quoted">10.2022</span> kr.</h2>'
    heading = '<h2><a data-rows="x">2022</a></h2>'
    assert dressed(heading, "x") == heading


def test_pages_about_the_book_find_the_receipts_one_step_up():
    """They lie in a folder; editions have receipts of their own beside them."""
    link = '<a href="kvitteringer.html#x">en</a>'
    assert dressed(link, "om/metode") == '<a href="../kvitteringer.html#x">en</a>'
    assert dressed(link, "2022/tryghed") == link


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p>Hvad?</p><ul class="statusbog-list"><li>17&nbsp;% er <b>utrygge</b></li></ul>', "17\xa0% er utrygge"),
        ("<p></p><p>Et afsnit.</p>", "Et afsnit."),
        ("<div></div>", ""),
        (f"<p>{'ord ' * 200}</p>", f"{'ord ' * 74}ord …"),
    ],
)
def test_a_page_is_described_by_its_first_main_point(body, said):
    """Else by its first paragraph, cut between words."""
    assert first_point(body) == said


PLACES = Places(
    {
        "index": "Bog",
        "2022/resume": "Resume 2022",
        "2022/tryghed": "Tryghed 2022",
        "2021/resume": "Resume 2021",
        "maal": "Mål",
        "om/metode": "Metode",
    }
)


def test_the_ways_from_a_chapter_stay_in_its_edition_and_lead_to_no_page_that_is_not_there():
    """Next and previous among its chapters; the same chapter of other years."""
    at = around(PLACES, "2022/tryghed")
    assert (at["before"].page, at["after"]) == ("2022/resume", None)
    assert [(chip.text, chip.page, chip.here) for chip in at["chips"]] == [("2022", "2022/tryghed", True), ("2021", "", False)]
    assert [link.text for link in at["chapters"]] == ["Resume", "Tryghed"]


def test_pages_across_stand_beside_the_newest_edition():
    """They belong to none."""
    at = around(PLACES, "maal")
    assert (at["year"], at["shown_year"], at["chips"], at["chapters"]) == ("", "2022", [], [])
    assert list(at["about"]) == ["metode"]


# Receipts


def test_a_row_has_one_receipt_with_all_that_pages_show_of_it():
    """From the chapters of its edition and from nowhere else; a page of receipts and a whole edition are not read."""
    link = '<a class="r" data-rows="a b" href="kvitteringer.html#a">{}</a>'
    pages = {
        "2022/tryghed": link.format("17&nbsp;%"),
        "2022/resume": link.format("flere"),
        "2022/samlet": link.format("x"),
        "maal": link.format("9"),
    }
    seen = seen_in(pages)
    assert {place: sorted(rows) for place, rows in seen.items()} == {"2022/kvitteringer": ["a", "b"], "kvitteringer": ["a", "b"]}
    assert list(seen["2022/kvitteringer"]["a"].texts) == ["17\xa0%", "flere"]


def test_a_page_that_shows_a_row_which_the_results_have_not_is_a_fault(facts):
    """All of them in one message."""
    with pytest.raises(RunFailed, match=r"found 2 rows that the results have not \(en, to\)"):
        list(filled_receipts({"maal": '<a data-rows="to en" href="#">1</a>', "kvitteringer": ""}, receipts.Known(facts)))


def test_every_row_of_every_edition_has_a_receipt_that_says_what_where_from_and_how(facts):
    """Whatever its kind: no row is without words for its measure, its method and its flags; its command gives it again. A hidden one says that it is hidden."""
    tables = {}
    known = receipts.Known(facts)
    pages = {f"side{number}": f'<a data-rows="{row}" href="#">1</a>' for number, row in enumerate(known.found)}
    (_, html), *_ = filled_receipts({**pages, "kvitteringer": ""}, known)
    items = soup(html).find_all("li", class_="kvittering")
    assert {item["id"] for item in items} == set(known.found)
    for item in items:
        view, row = known.found[item["id"]]
        text = item.get_text(" ", strip=True)
        if row.value is None and row.status == "suppressed":
            assert item.code is None
            assert "så et lille tal ikke kan regnes ud" in text
            continue
        if (command := item.code.get_text()) not in tables:
            year, as_of = re.fullmatch(r"statusbog results --year (\d+)(?: --as-of (\S+))? --format csv", command).groups()
            tables[command] = set(results(facts, int(year), parse_day(as_of or ""))["id"])
        assert row.id in tables[command]
        assert all(view.say.date(fact.published).text in text for fact in row.inputs), text
        assert re.search(r"Sådan er det fundet .", text)


def test_a_figure_that_came_after_every_edition_is_quoted_and_leads_to_its_receipt():
    """It is in no edition's results; one that is stays a link to its row."""
    page = '<a class="r" data-rows="ny" href="k.html#ny">76 %</a> <a class="r" data-rows="a b" href="k.html#a">17</a>'
    assert receipts.with_later_figures(page, {"a", "b"}) == (
        '<a class="r" href="k.html#ny"><span data-no-rows="quoted">76 %</span></a> <a class="r" data-rows="a b" href="k.html#a">17</a>'
    )


def test_all_rows_that_pages_lead_to_are_in_the_results_of_an_edition(facts):
    """What is known later is told apart by the days of the editions."""
    known = receipts.Known(facts)
    later = {name for name in known.found if name not in known.published}
    assert {row.id for _, row in (known.found[name] for name in later)} == later
    assert all(any(fact.published > facts.newest_edition().as_of for fact in known.found[name][1].inputs) for name in later)


# A whole edition


def test_a_whole_edition_has_one_title_no_name_twice_and_ways_that_lead_to_its_own_places():
    """Headings go one level down; years of other editions and code are left out."""
    page = '<!--side--><h1 id="t">Titel</h1><nav class="chips">x</nav><a href="#t">op</a><svg><g id="m"/><use href="#m"/><path clip-path="url(#m)"/></svg><!--/side-->'
    whole = soup(whole_edition([("en", page), ("to", page)]))
    assert (len(whole.find_all("h1")), len(whole.find_all("h2")), whole.nav) == (0, 2, None)
    names = [tag["id"] for tag in whole.find_all(id=True)]
    assert sorted(names) == sorted(set(names)) == ["en-m", "en-t", "to-m", "to-t"]
    assert {tag["href"][1:] for tag in whole.find_all(href=True)} == set(names)
    assert [path["clip-path"] for path in whole.find_all("path")] == ["url(#en-m)", "url(#to-m)"]


# Files for machines


def test_the_feed_has_every_edition_and_every_release_with_a_day_newest_first(facts):
    """Without an address its names are urns; what is in the data is escaped."""
    say = language("da")
    changes = releases("<h2>2032.1 (20. november 2033)</h2><p>Første.</p><h2>Uden dag</h2>", say)
    assert [(one.name, one.day, one.summary) for one in changes] == [("version-2032.1", dt.date(2033, 11, 20), "Første.")]
    root = ET.fromstring(feed(facts.partnership, "Status <for> & med", changes, say))
    atom = "{http://www.w3.org/2005/Atom}"
    days = [entry.findtext(f"{atom}updated") for entry in root.iter(f"{atom}entry")]
    assert days == sorted(days, reverse=True)
    assert len(days) == len(facts.partnership.editions) + 1
    assert root.findtext(f"{atom}title") == "Status <for> & med"
    assert all(entry.findtext(f"{atom}id").startswith("urn:statusbog:") for entry in root.iter(f"{atom}entry"))


def test_addresses_are_listed_only_for_a_book_that_has_one():
    """Search engines take whole addresses only."""
    assert "Sitemap" not in robots("")
    assert "Sitemap: https://status.example/sitemap.xml" in robots("https://status.example")
    assert sitemap("https://status.example", ["index", "index"]).count("<loc>https://status.example/index.html</loc>") == 1


def test_nobody_is_named_as_publisher_who_is_not_in_the_data(facts):
    """Nothing is invented."""
    frame = frame_of_pages(facts)
    assert [frame[key] for key in ("publisher", "contact", "url", "home")] == ["", "", "", ""]


# The look


def colours():
    css = (STATIC / "statusbog.css").read_text(encoding="utf-8")
    return {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)}


def light_of(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_a_contrast_of_seven_and_all_else_of_four_and_a_half(scheme):
    """On every ground that it stands on (WCAG, level AAA for text)."""
    found = {name: pair[scheme] for name, pair in colours().items()}
    grounds = ("ground", "panel", "mark")
    pairs = [*product(TEXTS, grounds), *((name, f"{name}-back") for name in ("open", "met", "not")), ("ground", "link")]
    assert [pair for pair in pairs if contrast(found[pair[0]], found[pair[1]]) < 7] == []
    assert [name for name in MARKS if contrast(found[name], found["ground"]) < 4.5] == []


def test_nothing_of_the_theme_is_from_elsewhere_and_it_is_small():
    """A first visit takes the page, one style sheet and two scripts."""
    files = sorted(STATIC.iterdir())
    assert not [file for file in files if re.search(r"(?<!xmlns=\")https?://(?!www\.w3\.org)", file.read_text(encoding="utf-8"))]
    assert sum(file.stat().st_size for file in files) < 40_000
