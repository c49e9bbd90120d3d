"""The book in a real browser: accessible, usable with the keyboard, quiet, and never wider than the screen."""

import re
import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

CHAPTER, RECEIPTS = "2022/tryghed.html", "2022/kvitteringer.html"
KINDS = [
    "index.html",
    "2022/resume.html",
    "2022/tryghedsplan.html",
    "maal.html",
    "oekonomi.html",
    "om/ordliste.html",
    "om/tilgaengelighed.html",
    "404.html",
]
SCREENS = [(320, "light"), (390, "dark"), (1280, "light")]
FOCUSED = "document.activeElement.outerHTML"
STORED = "Object.keys(localStorage).length + Object.keys(sessionStorage).length"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OUTSIDE = """[...document.querySelectorAll('main :is(td, th, svg text)')].filter(e => {
  const r = e.getBoundingClientRect();
  return r.width > 1 && r.height > 1 && (r.right > innerWidth + 1 || r.left < -1) && e.checkVisibility({visibilityProperty: true})
}).map(e => e.textContent.slice(0, 40))"""
LIGHTNESS = "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number).reduce((a, b) => a + b)"


pytestmark = pytest.mark.pipeline


def faults(page):
    """What axe finds, by rule and place."""
    return [(found["id"], found["nodes"][0]["target"]) for found in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("name", [*KINDS, "search.html?q=tryghed"])
def test_no_kind_of_page_breaks_a_rule_of_accessibility(reader, name):
    """All rules of axe, narrow and wide, light and dark; nothing sideways, nothing cut, nothing asked of others, nothing said."""
    for width, scheme in SCREENS:
        someone = reader(width, scheme=scheme)
        page = someone.goes_to(name)
        assert faults(page) == [], (width, scheme)
        assert page.evaluate(TOO_WIDE) <= 0, width
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        assert page.evaluate(OUTSIDE) == [], width
        assert (page.evaluate(LIGHTNESS) < 300) == (scheme == "dark")
        assert (someone.elsewhere, someone.heard, page.evaluate(STORED), page.context.cookies()) == ([], [], 0, [])


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chapter_is_accessible_with_its_code_shown_and_hidden(reader, width, scheme):
    """One switch shows all code of the page, without a script's help."""
    page = reader(width, scheme=scheme).goes_to(CHAPTER)
    code = page.locator(".cell_input")
    assert code.count() > 1
    assert not code.first.is_visible()
    assert faults(page) == []
    page.get_by_role("switch").press("Space")
    assert code.first.is_visible()
    assert faults(page) == []
    assert page.evaluate(TOO_WIDE) <= 0


def test_a_number_opens_its_receipt_and_escape_leads_back_to_it(reader):
    """With the keyboard alone; the receipt says the number, its source and how to compute it again."""
    someone = reader(390)
    page = someone.goes_to(CHAPTER)
    number = page.locator("main :is(p, li) a.r").filter(has_text=re.compile(r"\d")).first
    text = number.inner_text()
    number.focus()
    page.keyboard.press("Enter")
    receipt = page.get_by_role("dialog")
    receipt.wait_for()
    assert text in receipt.inner_text()
    assert "statusbog results --year 2022" in receipt.inner_text()
    assert 'role="dialog"' in page.evaluate(FOCUSED)
    assert faults(page) == []
    page.keyboard.press("Escape")
    receipt.wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.rows") == number.get_attribute("data-rows")
    assert someone.heard == []


def test_without_a_script_a_number_leads_to_the_page_of_receipts(browser, address):
    """A plain link, to the place that has the row's name; nothing on the page waits for a script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{CHAPTER}")
    number = page.locator("main p a.r").first
    rows = number.get_attribute("data-rows").split()
    number.click()
    assert page.url == f"{address}{RECEIPTS}#{rows[0]}"
    assert page.locator(f'[id="{rows[0]}"].kvittering').is_visible()
    context.close()


def test_a_table_is_one_stop_and_arrows_move_in_it(reader):
    """Right and down go to the next number of the row and of the column; Tab leaves the table."""
    page = reader().goes_to(CHAPTER)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    table = page.locator("main table", has=page.locator("td a.r")).first
    links = table.locator("a.r")
    assert table.locator('a[tabindex="0"]').count() == 1
    links.first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") > 1
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED) == links.last.evaluate("e => e.outerHTML")
    page.keyboard.press("Tab")
    assert not table.evaluate("t => t.contains(document.activeElement)")


def test_a_long_table_can_be_searched_and_sorted_and_a_short_one_has_nothing_to_say(reader):
    """What does not match is hidden and what is left is said; words by the alphabet, numbers with the largest first, sums last."""
    someone = reader(390)
    page = someone.goes_to("2022/tryghedsplan.html")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.locator(".find").count() == page.locator("main table.long").count() > 0
    tools, table = page.locator(".find").first, page.locator("main table.long").first
    names = table.locator("tbody tr:not(.sum) > :first-child")
    given = names.all_inner_texts()
    tools.get_by_role("searchbox").fill("PARKEN")
    shown = [name.inner_text() for name in names.all() if name.is_visible()]
    assert 0 < len(shown) < len(given)
    assert all("parken" in name.lower() for name in shown)
    assert f"{len(shown)} af {len(given)}" in tools.get_by_role("status").inner_text()
    assert faults(page) == []
    tools.get_by_role("searchbox").fill("")
    order = tools.get_by_role("combobox")
    order.select_option("2022")
    amounts = [text for text in table.locator("tbody tr:not(.sum) td:nth-child(3)").all_inner_texts() if re.search(r"\d", text)]
    values = [int(re.sub(r"\D", "", text)) for text in amounts]
    assert values == sorted(values, reverse=True)
    assert table.locator("tbody tr").last.evaluate("row => row.classList.contains('sum')")
    order.select_option(index=0)
    assert names.all_inner_texts() == given
    assert someone.heard == []


def test_a_term_leads_to_its_line_in_the_glossary(reader):
    """With what it means beside it."""
    page = reader(390).goes_to("2022/kriminalitet.html")
    term = page.locator("main a.term").first
    word = term.inner_text()
    term.click()
    assert "/om/ordliste.html#" in page.url
    assert page.locator("strong:target").inner_text()[:5].lower() == word[:5].lower()


def test_the_search_is_reached_and_used_with_the_keyboard(reader, newest):
    """From the first page to a hit; what the hit says stands below it, with the word marked."""
    someone = reader()
    page = someone.goes_to("index.html")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("hærværket")
    page.keyboard.press("Enter")
    hits = page.locator("#search-results a")
    hits.first.wait_for()
    page.locator("#search-results mark").first.wait_for()
    assert "hærværk" in page.locator("#search-results mark").first.inner_text().lower()
    assert (someone.heard, someone.elsewhere, page.evaluate(STORED)) == ([], [], 0)
    hits.first.press("Enter")
    page.wait_for_url(f"**/{newest}/kriminalitet.html")


def test_a_misspelt_word_finds_the_nearest_one_and_says_so(reader):
    """The reader sees which word was looked for instead."""
    page = reader().goes_to("search.html?q=krimnalitet")
    page.locator("#search-results a").first.wait_for()
    assert "krimnalitet" in page.locator("#svar").inner_text()


def test_years_are_ways_to_the_same_chapter_and_what_is_not_there_is_no_link(reader, newest):
    """Chips, in the order of the years; the edition without the chapter says that it has none."""
    page = reader(390).goes_to(CHAPTER)
    chips = page.locator("nav.chips li")
    assert chips.all_inner_texts()[0].startswith(newest)
    gone = page.locator("nav.chips .gone").first
    assert gone.locator("a").count() == 0
    assert "(ikke i udgaven)" in gone.text_content()
    page.locator("nav.chips a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(?!2022)20\d\d/tryghed\.html$"))
    page.get_by_role("heading", level=1, name="Tryghed").wait_for()


def test_light_or_dark_is_remembered_only_when_chosen(reader):
    """And then before anything is drawn on the next page."""
    page = reader(scheme="dark").goes_to("index.html")
    assert page.evaluate(STORED) == 0
    page.locator("#tema").click()
    page.goto(page.url.replace("index.html", CHAPTER))
    assert page.evaluate(LIGHTNESS) > 600
    assert page.evaluate("Object.keys(localStorage)") == ["tema"]


def test_all_works_from_a_folder(browser, site):
    """Without a server: the search finds, a number leads to its receipt, and the browser has nothing to say."""
    page = browser.new_page()
    heard = []
    page.on("console", lambda said: heard.append(said.text))
    page.goto(f"{site.as_uri()}/search.html?q=indsatser")
    page.locator("#search-results a").first.wait_for()
    assert page.locator("#search-results a").count() > 5
    page.goto(f"{site.as_uri()}/{CHAPTER}")
    page.locator("main p a.r").first.click()
    assert RECEIPTS in page.url
    assert heard == []
    page.close()


def test_a_whole_edition_prints_with_numbers_version_and_every_chapter(browser, site, tmp_path):
    """On A4; the margin says which sheet of how many."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext: install poppler-utils to read what was printed")
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/2022/samlet.html")
    page.pdf(path=tmp_path / "samlet.pdf", prefer_css_page_size=True)
    page.close()
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "samlet.pdf", "-"], capture_output=True, text=True, check=True)
    sheets = done.stdout.split("\f")[:-1]
    assert [bool(re.search(rf"version .* {number} / {len(sheets)}\n", sheet)) for number, sheet in enumerate(sheets, 1)].count(
        False
    ) == 0
    assert all(f"{chapter} 2022" in done.stdout for chapter in ("Resume", "Tryghed", "Kriminalitet", "Samarbejde", "Tryghedsplan"))
