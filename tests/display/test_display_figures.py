"""The kinds of figures: the same bytes each time, nothing that leaks to the page, and every label and number as text."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest

from analysis.display.blocks import Figure
from analysis.display.chapters import kriminalitet as crime
from analysis.display.chapters import maal as goals
from analysis.display.chapters import oekonomi as economy
from analysis.display.chapters import tryghed as safety
from analysis.display.chapters import tryghedsplan as plan
from analysis.display.chapters import udvikling as trends
from analysis.display.figures import kinds as figures

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"\d[\d.,]*")


def line(label, *values, first=2019):
    return figures.Line(label, tuple((first + i, Decimal(value)) for i, value in enumerate(values)))


KINDS = {
    "lines": lambda a="Området", b="Byen": figures.lines(
        [line(a, "17", "31"), line(b, "9", "8.5")], suffix=" %", breaks=[(2019.5, "Nyt område")]
    ),
    "pairs": lambda a="Indbrud", b="Chikane": figures.pairs(
        [figures.Pair(a, Decimal(11), Decimal(9), Decimal(11)), figures.Pair(b, Decimal(80), Decimal(61))],
        first="2020",
        last="2021",
        goal="Mål",
    ),
    "bars": lambda a="Café", b="Pulje": figures.bars(
        [figures.Bar(a, Decimal(335000), "335.000"), figures.Bar(b, None, "ikke fastlagt")]
    ),
    "stacked": lambda a="Dialog", b="Byliv": figures.stacked(
        [
            figures.Column("'17", (Decimal(235), Decimal(233)), "468"),
            figures.Column("'18", (Decimal(235), Decimal(0)), "235", open_end=True),
        ],
        [a, b],
    ),
    "paths": lambda a="Hærværk", b="Tyveri": figures.paths(
        [
            figures.Path(name, (2012, Decimal(70)), ((2013, Decimal(63)), (2014, Decimal(60))), ((2014, Decimal(21)),))
            for name in (a, b)
        ],
        goal="Mål",
        observed="Opgjort",
    ),
    "marks": lambda a="Indbrud", b="Tyveri": figures.marks(
        [
            figures.Mark(a, "Aftale 1", {2021: "baseline", 2022: "met"}),
            figures.Mark(b, "Aftale 2", {2021: "undetermined", 2022: "not_met"}),
        ],
        {"met": "Opfyldt", "not_met": "Ikke opfyldt", "undetermined": "Kan ikke afgøres", "baseline": "Udgangspunkt"},
    ),
}
WRITTEN = {
    "lines": ["Området 31 %", "Byen 8,5 %", "Nyt område", "2019", "2020"],
    "pairs": ["Indbrud", "Chikane", "11", "9", "80", "61", "2020", "2021", "Mål"],
    "bars": ["Café", "Pulje", "335.000", "ikke fastlagt"],
    "stacked": ["Dialog", "Byliv", "468", "≥ 235", "'17", "'18"],
    "paths": ["Hærværk", "70", "21", "60", "Mål", "Opgjort"],
    "marks": [
        "Indbrud",
        "Tyveri",
        "Aftale 1",
        "Aftale 2",
        "Opfyldt",
        "Ikke opfyldt",
        "Kan ikke afgøres",
        "Udgangspunkt",
        "'21",
        "'22",
    ],
}


def texts(svg):
    """Everything that the picture says."""
    return [
        " ".join("".join(node.itertext()).split())
        for node in ET.fromstring(svg.replace(' aria-hidden="true"', "")).iter(f"{SVG}text")
    ]


def annotations(svg):
    """What the picture says beside its axes."""
    root = ET.fromstring(svg)
    ticks = {
        node for group in root.iter(f"{SVG}g") if re.match("[xy]tick_", group.get("id", "")) for node in group.iter(f"{SVG}text")
    }
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text") if node not in ticks]


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_is_the_same_bytes_each_time(kind):
    """So that two builds are equal."""
    assert KINDS[kind]() == KINDS[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_brings_nothing_but_its_picture(kind):
    """No rules that leak to the page, no fonts, no day, no name of the program, no address to fetch from, no fixed size."""
    svg = KINDS[kind]()
    for unwanted in (
        "<style",
        "<script",
        "<metadata",
        "@font-face",
        "<font",
        "<glyph",
        "<image",
        "DejaVu",
        "Matplotlib",
        "dc:date",
        "<?xml",
    ):
        assert unwanted not in svg, unwanted
    assert set(re.findall(r'https?://[^"\s]+', svg)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    head = svg[: svg.index(">")]
    assert "viewBox" in head
    assert not re.search(r'\s(width|height)="', head)
    assert 'aria-hidden="true"' in head


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_has_its_labels_and_numbers_as_text(kind):
    """They scale with the page, can be found, and are read as Danish."""
    assert set(WRITTEN[kind]) <= set(texts(KINDS[kind]()))


@pytest.mark.parametrize("label", ['<b> & "c"', "a_1 ^ {x} \\alpha", "5 $"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_label_is_shown_to_the_letter(kind, label):
    """It is no markup, whatever a data file says."""
    assert any(label in said for said in texts(KINDS[kind](label)))


def test_a_label_is_no_mathematics():
    """Matplotlib takes what stands between two dollar signs for a formula, and its text would be gone."""
    assert "50 $ og 60 $" in texts(KINDS["bars"]("50 $ og 60 $"))


def test_the_mark_of_an_undetermined_verdict_is_one_question_mark():
    """A hook and a dot; taken to the letter, its name "$?$" would be drawn with dollar signs around."""
    marks = re.findall(r'<path id="m\w+" d="([^"]+)"', KINDS["marks"]())
    assert max(outline.count("M") for outline in marks) == 2


def test_the_numbers_of_an_axis_are_danish():
    """20.000, not 20,000 or 20000."""
    said = texts(figures.lines([line("Svar", "5000", "20000")]))
    assert "20.000" in said
    assert not {"20000", "20,000"} & set(said)


@pytest.mark.parametrize("kind", ["pairs", "bars"])
def test_two_rows_of_the_same_name_stay_two_rows(kind):
    """Names that are cut to two lines can come out the same."""
    assert texts(KINDS[kind]("Samme", "Samme")).count("Samme") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_leaves_no_trace_in_matplotlib(kind):
    """Its style is its own."""
    before = dict(mpl.rcParams)
    KINDS[kind]()
    assert dict(mpl.rcParams) == before


def test_labels_at_the_ends_of_lines_never_lie_on_each_other():
    """Three lines that end at the same height have names at three heights."""
    svg = figures.lines([line(name, "9", "9") for name in ("Aaa", "Bbb", "Ccc")])
    heights = sorted(float(y) for y in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(?:Aaa|Bbb|Ccc) 9<', svg))
    assert len(heights) == 3
    assert min(high - low for low, high in pairwise(heights)) > 10


def test_a_line_is_whole_only_between_years_that_follow_each_other():
    """2019 and 2020 are joined; to 2022 there is only the dotted line."""
    svg = figures.lines([figures.Line("Området", tuple((year, Decimal(17)) for year in (2019, 2020, 2022)))])
    strokes = [node.get("style", "") for node in ET.fromstring(svg).iter(f"{SVG}path") if "clip-path" in node.attrib]
    whole = [stroke for stroke in strokes if "stroke: #0072b2" in stroke and "dasharray" not in stroke]
    assert len(whole) == 1
    assert any("stroke: #0072b2" in stroke and "dasharray" in stroke for stroke in strokes)


def test_a_line_that_ends_early_says_when():
    """The old area's last year is 2020."""
    said = texts(figures.lines([line("Gammelt", "13", "15"), line("Nyt", "17", "17", first=2021)]))
    assert "Gammelt 15 (2020)" in said
    assert "Nyt 17" in said


def numbers_in(text):
    """The numbers of a text, without those that count a list of names."""
    text = re.sub(r"^\d+\. ", "", text)
    return {number.strip(".,") for number in NUMBER.findall(text)}


def real_figures(view, book, history):
    yield from (safety.question_figure(view, key) for key in ("utryg_nabolag", "utryg_aften_nat"))
    yield crime.change_figure(view)
    yield from (block for block in crime.path(view).blocks if isinstance(block, Figure))
    yield plan.figure(view)
    if view.year == book.year:
        yield from (trends.survey(book, key).blocks[0] for key in ("utryg_nabolag", "utryg_aften_nat"))
        yield from trends.crime_figure(book).blocks
        yield goals.figure(book, history)
        yield economy.figure(book, history)


@pytest.mark.parametrize("edition", range(2013, 2023))
def test_the_description_has_every_number_that_the_figure_writes(views, book, history, edition):
    """Who cannot see the picture gets the same numbers; those on the axes are only a ruler."""
    shown = [figure for figure in real_figures(views[edition], book, history) if figure]
    assert shown
    for figure in shown:
        written = {number for said in annotations(figure.svg) for number in numbers_in(said)}
        described = numbers_in(figure.description)
        assert {number for number in written if not {number, f"{number}.000"} & described} == set(), figure.caption


@pytest.mark.parametrize("edition", [2016, 2022])
def test_real_figures_are_the_same_bytes_each_time(views, book, history, edition):
    """From results to picture."""
    one, other = ([figure.svg for figure in real_figures(views[edition], book, history)] for _ in range(2))
    assert one == other
