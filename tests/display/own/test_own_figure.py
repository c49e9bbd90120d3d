"""A figure of somebody's own: words, both sizes, the page's colours, receipts, and the same bytes each time."""

import re
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pandas as pd
import pytest
import seaborn as sns
from matplotlib import pyplot as plt

from analysis import display
from analysis.display.view import opened
from analysis.errors import UserError
from analysis.messages import speaking

NAMES = ["Kort navn", "Et meget langt navn, som ikke kan stå på én linje ved siden af en søjle", "Ét til"]


@pytest.fixture(autouse=True)
def view(monkeypatch, data):
    """An edition as a notebook opens it, and none of matplotlib's settings left behind."""
    monkeypatch.setattr(opened, "OPENED", [])
    with speaking("en"), mpl.rc_context():
        mpl.use("agg")
        display.style()
        yield display.open_edition(year=2017, as_of="", data=data)
    plt.close("all")


def bars(**more):
    frame = pd.DataFrame({"navn": NAMES, "kr": [1200.0, 700.0, 30.0], "gruppe": ["a", "b", "a"]})
    return sns.barplot(frame, x="kr", y="navn", hue="gruppe", dodge=False, errorbar=None, **more)


def shown(drawn, **more):
    return display.figure(drawn, **({"title": "En titel", "description": "Hvad den viser."} | more))


def test_it_is_drawn_the_same_twice_and_closed():
    """For a wide page and for a phone; the notebook itself shows it no second time."""
    first, second = shown(bars()), shown(bars())
    assert first.picture == second.picture
    assert first.picture.wide != first.picture.narrow
    assert plt.get_fignums() == []
    boxes = [ET.fromstring(svg).get("viewBox").split() for svg in (first.picture.wide, first.picture.narrow)]
    assert [float(box[2]) for box in boxes] == pytest.approx([704, 350], abs=1)


def test_settings_change_neither_its_type_nor_its_language(view):
    """Whoever has other settings draws the same letters in the same size."""
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "x", "axes.formatter.use_locale": True, "font.size": 3}):
        svg = shown(bars()).picture.narrow
    assert "<text" in svg
    assert set(re.findall(r"font-size: ([\d.]+)px", svg)) == {"12.5"}
    assert "1.000" in shown(bars()).picture.wide


def test_names_stand_whole_on_lines_of_their_own():
    """However long, and each is a name and no number."""
    wide = shown(bars()).picture.wide
    said = [text.text for text in ET.fromstring(wide).iter("{http://www.w3.org/2000/svg}text")]
    assert {"Kort navn", "Ét til", "Et meget langt navn, som ikke"} <= set(said)


def test_colours_follow_the_page():
    """The book's own, as seaborn mutes them; greys and black; and the white behind."""
    wide = shown(bars()).picture.wide
    assert "var(--area)" in wide
    assert "var(--old)" in wide
    assert "#262626" not in wide
    assert 'style="fill: var(--ink)"' in wide


def test_a_colour_that_the_page_has_not_stays():
    """It is the writer's own choice."""
    assert "#ff00ff" in shown(sns.lineplot(x=[1, 2], y=[3, 4], color="#ff00ff")).picture.wide


def test_years_on_an_axis_are_years():
    """And no thousands."""
    wide = shown(sns.lineplot(x=[2013, 2017, 2022], y=[3000, 4000, 5000])).picture.wide
    assert ">2.013<" not in wide
    assert re.search(r">20\d\d<", wide)
    assert ">4.000<" in wide


def test_a_label_leads_to_its_receipt_and_a_text_by_hand_is_marked(view):
    """The page shows it as quoted, and the build names it."""
    row = view.frame(method="sum_of_cells", year=2017, effort_area="").iloc[0]
    ax = bars()
    display.label(ax, 1200, 0, display.value(row))
    ax.annotate("ca. 77", (30, 2))
    found = shown(ax, rows=row)
    assert f'data-rows="{row["id"]}"' in found.picture.wide
    assert ">1.200.000 kr.<" in found.picture.narrow
    assert re.search(
        r'<g data-no-rows="quoted"[^>]*>\s*<text[^>]*>ca. 77<|<text[^>]*data-no-rows="quoted"[^>]*>ca. 77<', found.picture.wide
    )
    assert [one.id for one in found.rows] == [row["id"]]


def test_without_rows_there_is_no_file_of_them(view):
    """What somebody has computed is in no table of the book; without a row of those that it draws nothing is shown."""
    html = shown(bars())._repr_html_()
    assert "hent/en-titel.svg" in html
    assert ".csv" not in html
    assert not shown(bars(), rows=view.frame(theme="ingen"))


def test_grids_and_whole_figures_can_be_shown():
    """What seaborn gives back for several pictures at once."""
    frame = pd.DataFrame({"x": [1, 2, 1, 2], "y": [1, 2, 3, 4], "del": ["a", "a", "b", "b"]})
    assert shown(sns.relplot(frame, x="x", y="y", col="del"), name="et-gitter").name == "et-gitter"
    assert shown(plt.figure(), title="Små tal – på øen").name == "smaa-tal-paa-oeen"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "found no title or no description; expected both, for readers who cannot see it"),
        ({"description": ""}, "found no title or no description"),
        ({"drawn": 3}, "display.figure: found int; expected what seaborn or matplotlib gave back"),
    ],
)
def test_a_picture_without_words_is_refused(more, said):
    """And so is what is no picture."""
    with pytest.raises(UserError) as caught:
        shown(more.pop("drawn", None) or bars(), **more)
    assert said in str(caught.value)
