"""What a chapter looks at: rows by what they are about, the names that go with them, and only what was public."""

import datetime as dt

import pytest

from analysis import display
from analysis.data import Note
from analysis.display.runs import Because
from analysis.errors import UserError


def test_an_edition_is_seen_as_of_its_own_day(views):
    """Its facts end where its results do."""
    view = views[2016]
    assert view.as_of == dt.date(2017, 12, 31)
    assert max(source.published for source in view.facts.sources.values()) == dt.date(2017, 12, 31)


def test_an_edition_can_be_seen_as_of_another_day(data):
    """The parameter of the notebooks."""
    view = display.open_edition(year=2022, as_of="2022-05-24", data=data)
    assert view.as_of == dt.date(2022, 5, 24)
    assert "br-2022-09-22" not in view.facts.sources


@pytest.mark.parametrize(("parameters", "message"), [({"as_of": "24-05-2022"}, "YYYY-MM-DD"), ({"year": 2012}, "edition 2012")])
def test_a_wrong_parameter_is_the_users_error(data, parameters, message):
    """One clear message and no traceback."""
    with pytest.raises(UserError, match=message):
        display.open_edition(**{"year": 2022, "as_of": "", "data": data} | parameters)


def test_the_book_sees_everything_and_the_front_page_what_its_edition_sees(data, facts):
    """What was published later is in the pages across editions and not on the front page."""
    book, front = (opening(as_of="", data=data) for opening in (display.open_book, display.open_front))
    newest = facts.newest_edition()
    assert (book.year, book.as_of) == (newest.year, facts.last_published())
    assert (front.year, front.as_of) == (newest.year, newest.as_of)


def test_rows_are_picked_by_what_they_are_about(views):
    """In the table's order; the first, or none."""
    view = views[2022]
    picked = view.pick(measure="observed", indicator="anmeldelser", category="indbrud", geography="partnerskab-2021")
    assert [(row.year, row.value) for row in picked] == [(2020, 11), (2021, 9)]
    assert view.one(measure="observed", category="indbrud", geography="partnerskab-2021").value == 11
    assert view.one(measure="no such measure") is None


@pytest.mark.parametrize(
    ("edition", "agreements"),
    [
        (2013, ["aftale-2013"]),
        (2016, ["aftale-2017", "aftale-2013"]),
        (2021, ["aftale-2021", "aftale-2017"]),
        (2022, ["aftale-2021"]),
    ],
)
def test_the_agreements_of_an_edition_are_those_it_judges_newest_first(views, edition, agreements):
    """Two of them where one begins and the other ends."""
    assert [agreement.id for agreement in views[edition].agreements] == agreements


@pytest.mark.parametrize(
    ("edition", "plan"),
    [(2013, "tryghedsplan-2013"), (2016, "tryghedsplan-2013"), (2020, "tryghedsplan-2017"), (2021, "tryghedsplan-2022")],
)
def test_the_plan_of_an_edition_covers_its_year(views, edition, plan):
    """A plan of four years is in four editions."""
    assert views[edition].plan.id == plan


def test_the_rows_of_a_target_are_its_own(views):
    """And not those of a target whose name begins the same."""
    view = views[2022]
    agreement = view.agreements[0]
    target = next(target for target in agreement.targets if target.id == "utryg-nabolag-fald")
    (row,) = view.of_target(agreement, target, "verdict")
    assert (row.agreement, row.target, row.year) == ("aftale-2021", "utryg-nabolag-fald", 2022)


def test_sources_are_named_once_documents_first(views):
    """By day after that, with "og" before the last."""
    view = views[2016]
    rows = [row for row in view.rows if row.indicator == "utryg_nabolag" and row.geography in {"koebenhavn", "partnerskab-2013"}]
    named = sorted({fact.source for row in rows for fact in row.inputs}, key=view.rank)
    assert len(named) > 2
    assert view.sources(rows) == view.listed(view.source(source) for source in named)
    assert [view.facts.sources[source].role for source in named] == sorted(
        (view.facts.sources[s].role for s in named), reverse=True
    )


def test_a_budget_row_has_the_source_of_its_cells(views):
    """Budget cells are named too."""
    view = views[2022]
    row = view.one(measure="total", indicator="bevilling", year=2022, plan="tryghedsplan-2022", effort_area="")
    assert view.sources([row]).text == view.facts.sources["status-2022"].short


def test_names_come_from_the_definitions(views):
    """Areas, categories and activities; an indicator without categories goes by its short name."""
    view = views[2022]
    crime = view.facts.indicators["anmeldelser"]
    assert view.area("koebenhavn") == Because(view.facts.partnership.geographies["koebenhavn"].short, "name")
    assert view.category("anmeldelser", "vold_vaaben").text == crime.categories["vold_vaaben"].name
    assert view.category("utryg_nabolag", "").text == view.facts.indicators["utryg_nabolag"].short
    plan = view.of_plan("activities", "tryghedsplan-2022")
    assert view.activity("tryghedsplan-2022", plan[0].activity).text == plan[0].name


def test_a_note_is_said_in_its_years(views):
    """From and until belong to it."""
    notes = (
        Note(text="Før.", to_year=2021),
        Note(text="Da.", from_year=2022, to_year=2022),
        Note(text="Altid."),
        Note(text="Siden.", from_year=2023),
    )
    assert views[2022].note(notes).text == "Da. Altid."
    assert views[2021].note(notes).text == "Før. Altid."
    assert not views[2022].note(())
