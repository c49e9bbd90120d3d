"""What a chapter looks at: rows by what they are about, the names that go with them, and only what was public."""

import datetime as dt

import pytest

from analysis import display
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


def test_the_book_sees_everything_and_the_front_page_what_its_edition_sees(book, front):
    """The council's minutes of June 2023 are in the pages across editions and not on the front page."""
    assert (book.year, book.as_of) == (2022, dt.date(2023, 6, 13))
    assert (front.year, front.as_of) == (2022, dt.date(2022, 12, 31))


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
    assert [row.id for row in view.of_target(agreement, target, "verdict")] == ["2022.verdict.aftale-2021.utryg-nabolag-fald.2022"]


def test_sources_are_named_once_documents_first(views):
    """With "og" before the last."""
    rows = [
        row for row in views[2016].rows if row.indicator == "utryg_nabolag" and row.geography in {"koebenhavn", "partnerskab-2013"}
    ]
    assert views[2016].sources(rows) == "Partnerskabsaftalen 2017–2020, kk.dk 2016 og kk.dk 2017"


def test_a_budget_row_has_the_source_of_its_plan(views):
    """Budget cells are named too."""
    rows = [row for row in views[2022].rows if row.id == "2022.total.tryghedsplan-2022.2022"]
    assert views[2022].sources(rows) == "Status 2022"


def test_names_come_from_the_definitions(views):
    """Areas, categories and activities; an indicator without categories goes by its short name."""
    view = views[2022]
    assert view.area("koebenhavn") == "København"
    assert view.category("anmeldelser", "vold_vaaben") == "Vold/våben"
    assert view.category("utryg_nabolag", "") == "Utrygge i nabolaget"
    assert view.activity("tryghedsplan-2022", "videnspuljen") == "Videnspuljen"
