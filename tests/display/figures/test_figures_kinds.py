"""The kinds of figures, in two sizes: the same bytes each time, nothing that leaks, labels that lead to rows, nothing that stops."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from looking import cache
from walking import SVG, labels_of, numbers_in, others_of, says, svgs_of, words_of

from analysis.display.figures.bars import Bar, bars
from analysis.display.figures.chances import Chance, chances
from analysis.display.figures.drawn import Drawn, rows_of, wrapped
from analysis.display.figures.lines import Line, heights_of, highest, lines
from analysis.display.figures.marks import Mark, marks
from analysis.display.figures.pairs import Pair, leftmost, pairs
from analysis.display.figures.paths import Path, paths
from analysis.display.figures.stacked import Column, stacked
from analysis.display.figures.style import NARROW, VARIABLES, WIDE, alone
from analysis.display.language.language import language
from analysis.display.parts.series import survey_figure
from analysis.display.runs import phrase
from analysis.indicators import Result

SAY = language("da")
VERDICTS = ("met", "not_met", "interim_met", "interim_not_met", "undetermined", "baseline")
NAMES = {"met": "Opfyldt", "not_met": "Ikke opfyldt", "undetermined": "Kan ikke afgøres", "baseline": "Udgangspunkt"}
WORDS = dict.fromkeys(VERDICTS, "Andet") | NAMES


def drawn(value, year=2020, text=None):
    """A number as a figure draws it, with what stands beside it."""
    row = Result(f"{year}.{value}", 2022, "", "", "", "", year, "observed", Decimal(value), "count", "ok", "published", ())
    return Drawn(row, text if text is not None else SAY.number(row.known))


def whole(value, text="{}"):
    """A column's amount, in thousands."""
    return drawn(value, text=text.format(SAY.thousands(Decimal(value))))


def line(label, *values, first=2019, **more):
    return Line(label, tuple(drawn(value, first + i) for i, value in enumerate(values)), **more)


# Each kind with two labels and four numbers.
KINDS = {
    "lines": lambda a="Området", b="Byen", v=("17", "31", "9", "8.5"): lines(
        [line(a, *v[:2], strong=True, bars=((drawn(v[0], 2019), drawn(v[1], 2019)),)), line(b, *v[2:])],
        breaks=[(2019.5, "Nyt område")],
        say=SAY,
    ),
    "pairs": lambda a="Indbrud", b="Chikane", v=("11", "9", "80", "61"): pairs(
        [
            Pair(a, drawn(v[0]), drawn(v[1], 2021), drawn(v[0])),
            Pair(b, drawn(v[2]), drawn(v[3], 2021), None, ((drawn(v[2]), drawn(v[3])), None)),
        ],
        first="2020",
        last="2021",
        goal="Mål",
        say=SAY,
    ),
    "bars": lambda a="Café", b="Pulje", v=("335000", "0", "0", "0"): bars(
        [Bar(a, drawn(v[0]), SAY.number(Decimal(v[0]))), Bar(b, None, "ikke fastlagt")]
    ),
    "stacked": lambda a="Dialog", b="Byliv", v=("235000", "233000", "235000", "468000"): stacked(
        [
            Column("2017", (drawn(v[0]), drawn(v[1])), whole(v[3])),
            Column("2018", (drawn(v[2]), None), whole(v[2], "≥ {}")),
        ],
        [a, b],
        [b],
    ),
    "paths": lambda a="Hærværk", b="Tyveri", v=("70", "63", "60", "21"): paths(
        [Path(name, drawn(v[0], 2012), (drawn(v[1], 2013), drawn(v[2], 2014)), (drawn(v[3], 2014),)) for name in (a, b)],
        goal="Mål",
        observed="Opgjort",
    ),
    "marks": lambda a="Indbrud", b="Tyveri", v=(): marks(
        [Mark(a, "Aftale A", {2021: "baseline", 2022: "met"}), Mark(b, "Aftale B", {2021: "undetermined", 2022: "not_met"})], WORDS
    ),
    "chances": lambda a="Indbrud", b="Tyveri", v=("4", "35", "54", "0"): chances(
        [Chance(a, drawn(v[0]), drawn(v[1])), Chance(b, drawn(v[2]), None)], luck="Ved et tilfælde", proof="Kan vises", say=SAY
    ),
}
WRITTEN = {
    "lines": ["Området", "Byen", "Nyt område", "2019", "2020"],
    "pairs": ["Indbrud", "Chikane", "2020", "2021", "Mål"],
    "bars": ["Café", "Pulje", "ikke fastlagt"],
    "stacked": ["Dialog", "Byliv", "2017", "2018"],
    "paths": ["Hærværk", "Tyveri", "Mål", "Opgjort", "2012", "2014"],
    "marks": ["Indbrud", "Tyveri", "Aftale A", "Aftale B", *NAMES.values(), "'21", "'22"],
    "chances": ["Indbrud", "Tyveri", "Ved et tilfælde", "Kan vises"],
}
# The numbers beside the marks, with the ids of their rows.
NUMBERS = {
    "lines": {("2020.31", "31"), ("2020.8.5", "8,5")},
    "pairs": {("2020.11", "11"), ("2021.9", "9"), ("2020.80", "80"), ("2021.61", "61")},
    "bars": {("2020.335000", "335.000")},
    "stacked": {("2020.468000", "468"), ("2020.235000", "≥ 235")},
    "paths": {("2012.70", "70"), ("2014.21", "21"), ("2014.60", "60")},
    "marks": set(),
    "chances": {("2020.4", "4"), ("2020.35", "35"), ("2020.54", "54")},
}
picture = cache(lambda kind, *labels: KINDS[kind](*labels))
MEASURED = [kind for kind in KINDS if kind != "marks"]
DRAWINGS = [*product(KINDS, ("wide", "narrow"))]


def drawing(kind, size, *labels):
    """Return a figure of a kind in one size."""
    return getattr(picture(kind, *labels), size)


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_is_the_same_bytes_each_time(kind):
    """So that two builds are equal."""
    assert KINDS[kind]() == picture(kind)


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_a_figure_brings_nothing_but_its_picture(kind, size):
    """No rules that leak to the page, no fonts, no day, no name of the program, no address to fetch from, no fixed size."""
    svg = drawing(kind, size)
    unwanted = (
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
    )
    assert [word for word in unwanted if word in svg] == []
    assert set(re.findall(r'https?://[^"\s]+', svg)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    head = svg[: svg.index(">")]
    assert not re.search(r'\s(width|height)="', head)
    assert 'aria-hidden="true"' in head


@pytest.mark.parametrize(("kind", "size"), [(kind, size) for kind in KINDS for size in (WIDE, NARROW)])
def test_a_figure_is_drawn_for_a_wide_page_and_for_a_phone(kind, size):
    """704 and 350 px wide, and at its own width no text is smaller than 12 px."""
    svg = drawing(kind, size.name)
    assert re.search(r'viewBox="0 0 ([\d.]+) ', svg)[1] == {"wide": "704", "narrow": "350"}[size.name]
    sizes = [re.search(r"font-size: ([\d.]+)px", node.get("style", "")) for node in ET.fromstring(svg).iter(f"{SVG}text")]
    assert all(sizes)
    assert min(float(found[1]) for found in sizes) >= 12


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_a_figure_has_the_colours_of_the_page(kind, size):
    """Each a variable of the style sheet, which has a light and a dark form; none is fixed in the picture."""
    svg = drawing(kind, size)
    said = {colour for rules in re.findall(r'style="([^"]*)"', svg) for colour in re.findall(r"(?:fill|stroke): ([^;]+)", rules)}
    colours = {colour for colour in said if colour != "none" and not colour.startswith("url(#")}
    assert colours <= {f"var({name})" for name in VARIABLES.values()}
    assert len(colours) > 2
    assert not re.search(r'(fill|stroke|color)="(?!none)', svg)


def test_the_page_has_every_colour_of_the_figures(root):
    """Under the names that the figures use."""
    sheet = (root / "src/analysis/book/site/theme/static/statusbog.css").read_text(encoding="utf-8")
    assert [name for name in VARIABLES.values() if f"{name}:" not in sheet] == []


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_a_figure_has_its_labels_as_text(kind, size):
    """They scale with the page, can be found, and are read as Danish."""
    assert set(WRITTEN[kind]) <= set(words_of(drawing(kind, size)))


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_a_number_beside_a_mark_leads_to_its_row(kind, size):
    """A link to the receipt, whose text is the row's value as shown."""
    svg = drawing(kind, size)
    assert {(" ".join(rows), text) for rows, text in labels_of(svg)} == NUMBERS[kind]
    links = list(ET.fromstring(svg).iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == [f"kvitteringer.html#{link.get('data-rows')}" for link in links]


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_any_other_text_says_why_it_has_no_row(kind, size):
    """It is a name or stands on an axis; an axis has its numbers, a name its own digits."""
    found = others_of(drawing(kind, size))
    assert {reason for reason, _ in found} <= {"axis", "name"}
    assert len(found) + len(labels_of(drawing(kind, size))) == len(words_of(drawing(kind, size)))


def test_a_range_leads_to_the_rows_of_both_its_ends():
    """It is drawn by its lower one."""
    low, high = drawn("1000000"), drawn("2000000")
    bar = Drawn(low.row, "1.000.000–2.000.000", (high.row,))
    for svg in svgs_of(bars([Bar("Café", bar, bar.text)])):
        assert labels_of(svg) == [([low.row.id, high.row.id], "1.000.000–2.000.000")]
    assert rows_of([bar]) == (low.row, high.row)


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_a_picture_by_itself_needs_no_page(kind, size):
    """A file of its own: whole XML, no variables, no links, a font, and the same words."""
    svg = alone(drawing(kind, size))
    assert svg.startswith('<?xml version="1.0" encoding="utf-8"?>')
    assert not [word for word in ("var(", "<a ", 'href="kvit', "inherit") if word in svg]
    assert words_of(svg.encode()) == words_of(drawing(kind, size))


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_a_figure_is_light(kind, size):
    """A page has several, twice each: hatching is lines, for matplotlib draws every dot as a path of its own."""
    assert len(drawing(kind, size)) < 20_000


def test_a_label_is_no_rule_of_style():
    """What looks like a colour, a font, a link or a part's name is a label all the same."""
    label = 'inherit #0b5c8a id="a" url(#b)'
    for svg in svgs_of(bars([Bar("Café", None, label)])):
        assert label in words_of(svg)
        assert label in words_of(alone(svg).encode())


# Nothing in the data may stop the book: warnings are errors here.


@pytest.mark.parametrize("label", ['<b> & "c"', "a_1 ^ {x} \\alpha", "5 $"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_label_is_shown_to_the_letter(kind, label):
    """It is no markup, whatever a data file says."""
    for svg in svgs_of(KINDS[kind](label)):
        assert label in " ".join(words_of(svg))


@pytest.mark.parametrize(
    "label",
    [
        "n" * 200,
        "Et navn af mange ord, som en forening kan have fundet paa. " * 4,
        "\U0001f3d8 Byhaven",
        "\u4e2d\u6587",
        "x",
        "a\u0301b\u0308",
    ],
    ids=["one long word", "many words", "a sign", "another script", "one letter", "combining"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_no_name_stops_a_figure(kind, label):
    """Two hundred letters, or signs that the measuring font lacks: the picture is drawn, and its numbers stand in it."""
    for svg in svgs_of(KINDS[kind](label, "Andet")):
        assert {text for _, text in labels_of(svg)} == {text for _, text in NUMBERS[kind]}


@pytest.mark.parametrize(
    "values",
    [
        ("0",) * 4,
        ("7",) * 4,
        ("0", "1", "0", "0"),
        ("1000000000", "1", "5", "2"),
        ("0.001", "0.002", "0", "0.01"),
        ("-19", "4", "-2", "-7"),
    ],
    ids=["all nought", "all the same", "nearly nought", "very large", "very small", "below nought"],
)
@pytest.mark.parametrize("kind", MEASURED)
def test_no_numbers_stop_a_figure(kind, values):
    """Whatever was counted, it is drawn, and what is written beside it is what was counted."""
    for svg in svgs_of(KINDS[kind](v=values)):
        found = labels_of(svg)
        assert found
        assert all(says(number, Decimal(row.partition(".")[2])) for (row,), text in found for number in numbers_in(text))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: lines([line("Området", "17")], say=SAY),
        lambda: lines([line("Området", "0")], say=SAY),
        lambda: pairs([Pair("Indbrud", drawn("0"), drawn("0", 2021))], first="2020", last="2021", goal="", say=SAY),
        lambda: bars([Bar("Café", None, "ikke fastlagt")]),
        lambda: stacked([Column("2017", (None,), drawn("0"))], ["Dialog"]),
        lambda: paths([Path("Hærværk", drawn("0", 2012), (drawn("0", 2013),), ())], goal="Mål", observed="Opgjort"),
        lambda: marks([Mark("Indbrud", "Aftale", {2021: "met"})], WORDS),
        lambda: chances([Chance("Indbrud", drawn("0"), None)], luck="a", proof="b", say=SAY),
        lambda: lines([line(f"Område {i}", "17", "18") for i in range(12)], say=SAY),
    ],
)
def test_one_value_alone_or_very_many_are_drawn(draw):
    """The smallest figure of each kind, and more lines than there are colours."""
    for svg in svgs_of(draw()):
        assert words_of(svg)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "setting", [{"savefig.bbox": "tight"}, {"text.usetex": False, "font.size": 30}, {"svg.fonttype": "path", "axes.grid": True}]
)
def test_a_users_settings_change_no_figure(kind, setting):
    """A matplotlibrc of the user's own is not the book's."""
    usual = svgs_of(picture(kind))
    with mpl.rc_context(setting):
        assert svgs_of(KINDS[kind]()) == usual


def test_a_label_is_no_mathematics():
    """Matplotlib takes what stands between two dollar signs for a formula, and its text would be gone."""
    for svg in svgs_of(KINDS["lines"]("50 $ og 60 $")):
        assert "50 $ og 60 $" in words_of(svg)


# Parts with names


@pytest.mark.parametrize(("one", "other"), [*product(KINDS, KINDS)])
def test_two_figures_on_a_page_share_no_names(one, other):
    """Markers of one figure are never drawn with those of another, nor those of one size with those of the other."""
    names = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (*svgs_of(picture(one, "Et")), *svgs_of(picture(other, "To")))]
    assert all(names)
    assert len(set.union(*names)) == sum(map(len, names))


@pytest.mark.parametrize(("kind", "size"), DRAWINGS)
def test_every_name_in_a_figure_leads_somewhere(kind, size):
    """And every name is given once."""
    svg = drawing(kind, size)
    names = re.findall(r' id="([^"]+)"', svg)
    assert len(set(names)) == len(names)
    used = set(re.findall(r'href="#([^"]+)"', svg)) | set(re.findall(r"url\(#([^)]+)\)", svg))
    assert used <= set(names)
    assert used


# What each kind shows


def test_the_mark_of_an_undetermined_verdict_is_one_question_mark():
    """A hook and a dot; taken to the letter, its name "$?$" would be drawn with dollar signs around."""
    outlines = re.findall(r'<path id="m[\w-]+" d="([^"]+)"', drawing("marks", "wide"))
    assert max(outline.count("M") for outline in outlines) == 2


def test_every_verdict_has_a_mark_of_its_own():
    """Shape and colour both tell them apart."""
    grid = marks([Mark("Alle", "Aftale", dict(zip(range(2013, 2019), VERDICTS, strict=True)))], {key: key for key in VERDICTS})
    for svg in svgs_of(grid):
        assert set(VERDICTS) <= set(words_of(svg))
        assert len(set(re.findall(r'<path id="m[\w-]+" d="([^"]+)"', svg))) >= len(VERDICTS)


def test_the_numbers_of_an_axis_are_danish():
    """20.000, not 20,000 or 20000."""
    for svg in svgs_of(lines([line("Svar", "5000", "20000")], say=SAY)):
        said = [text for reason, text in others_of(svg) if reason == "axis"]
        assert "20.000" in said
        assert not {"20000", "20,000"} & set(said)


@pytest.mark.parametrize("kind", ["pairs", "bars", "chances"])
def test_two_rows_of_the_same_name_stay_two_rows(kind):
    """Names that are cut to two lines can come out the same."""
    for svg in svgs_of(KINDS[kind]("Samme", "Samme")):
        assert words_of(svg).count("Samme") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_leaves_no_trace_in_matplotlib(kind):
    """Its style is its own."""
    before = dict(mpl.rcParams)
    KINDS[kind]()
    assert dict(mpl.rcParams) == before


def test_labels_at_the_ends_of_lines_never_lie_on_each_other():
    """Three lines that end at the same height have numbers at three heights, a line of type apart."""
    for size, svg in zip((WIDE, NARROW), svgs_of(lines([line(name, "9", "9") for name in "ABC"], say=SAY)), strict=True):
        links = ET.fromstring(svg).iter(f"{SVG}a")
        heights = sorted(float(node.get("y")) for link in links for node in link.iter(f"{SVG}text"))
        assert len(heights) == 3
        assert min(high - low for low, high in pairwise(heights)) > size.type


def strokes(*series):
    """Return the whole and the dotted strokes of some lines."""
    root = ET.fromstring(lines(series, say=SAY).wide)
    styles = [node.get("style", "") for node in root.iter(f"{SVG}path") if "clip-path" in node.attrib]
    own = [style for style in styles if "stroke: var(--area)" in style]
    return [s for s in own if "dasharray" not in s], [s for s in own if "dasharray" in s]


def test_a_line_is_whole_only_between_years_that_follow_each_other():
    """2019 and 2020 are joined; to 2022 there is only the dotted line."""
    whole, dotted = strokes(Line("Området", tuple(drawn("17", year) for year in (2019, 2020, 2022))))
    assert (len(whole), len(dotted)) == (1, 1)


@pytest.mark.parametrize(("breaks", "whole", "dotted"), [((), 3, 1), ((2021,), 2, 2), ((2020, 2022), 1, 3), ((2030,), 3, 1)])
def test_no_line_of_any_kind_crosses_a_break(breaks, whole, dotted):
    """Not even a dotted one: what is on the other side of a break is another part."""
    found = strokes(line("Området", "17", "18", "19", "20", breaks=breaks))
    assert [len(kind) for kind in found] == [whole, dotted]


def test_a_line_that_ends_early_says_when():
    """The old area's last year is 2020."""
    svg = lines([line("Gammelt", "13", "15"), line("Nyt", "17", "17", first=2021)], say=SAY).wide
    assert {"Gammelt (2020)", "Nyt"} <= set(words_of(svg))
    assert (["2020.15"], "15") in labels_of(svg)


@pytest.mark.parametrize(("size", "most"), [("wide", 8), ("narrow", 4)])
@pytest.mark.parametrize("first", [2009, 2020])
def test_the_last_year_is_always_on_the_axis(first, size, most):
    """Few years, evenly; fewer on a phone."""
    said = words_of(getattr(lines([line("Området", *["9"] * (2023 - first), first=first)], say=SAY), size))
    years = [int(word) for word in said if re.fullmatch(r"20\d\d", word)]
    assert years[-1] == 2022
    assert len(years) <= most
    assert len({later - earlier for earlier, later in pairwise(years)}) == 1


def test_a_long_name_is_wrapped_on_two_lines_at_most():
    """For the side of a figure."""
    assert (
        wrapped("Bemandede legepladser som arena for et tryggere lokalmiljø")
        == "Bemandede legepladser som\narena for et tryggere …"
    )


def test_rows_are_named_once_in_the_order_of_drawing():
    """What is not drawn has none."""
    one, other = drawn("1"), drawn("2")
    assert rows_of([one, None, other, one]) == (one.row, other.row)


def test_a_row_that_is_changed_is_drawn_elsewhere(mini_facts, view_of):
    """The picture, the number beside it and the description follow the row."""
    rows = tuple(
        o.model_copy(update={"value": Decimal(44)})
        if (o.indicator, o.geography, o.year) == ("utryg_nabolag", "omraade-b", 2033)
        else o
        for o in mini_facts.observations
    )
    title = phrase("Et spørgsmål")
    before, after = (
        survey_figure(view_of(f, 2033), "utryg_nabolag", title) for f in (mini_facts, replace(mini_facts, observations=rows))
    )
    assert before.picture != after.picture
    for svg in svgs_of(after.picture):
        assert "44\u00a0%" in [text.replace(" ", "\u00a0") for _, text in labels_of(svg)]
    assert {row.known for row in after.rows} - {row.known for row in before.rows} >= {Decimal(44)}
    assert "44\u00a0%" in after.description.text


def test_an_axis_holds_the_intervals():
    """What is highest is the upper end of an interval, where there is one."""
    low, point, high = (drawn(value) for value in (5, 9, 20))
    assert highest([Line("A", (point,), bars=((low, high),))]) == 20
    assert highest([Line("A", (point,))]) == 9


def test_a_long_number_left_of_a_dot_has_room():
    """The axis begins further to the left for it, on a phone more than on a wide page; short ones change nothing."""
    long, short = (Pair("A", drawn(11, text=text), drawn(47)) for text in ("11 (rettet)", "11"))
    assert leftmost([short], 60.0, WIDE) == pytest.approx(-0.08 * 60)
    assert leftmost([long], 60.0, NARROW) < leftmost([long], 60.0, WIDE) < 0


def places_of(svg, *words):
    """Where texts stand in a picture: how far from the left, and from the top."""
    found = {text.text: text for text in ET.fromstring(svg).iter(f"{SVG}text") if text.text in words}
    return [tuple(float(found[word].get(side) or 0) for side in ("x", "y")) for word in words]


@pytest.mark.parametrize(("value", "room"), [("{}", 0), ("{} % (rettet)", 60)])
def test_a_name_stands_behind_the_longest_number(value, room):
    """However long it is."""
    ends = [Line(f"Område {i}", (drawn(17, 2019, "17"), drawn(18 + i, 2020, value.format(18 + i)))) for i in range(2)]
    wide, _ = svgs_of(lines(ends, say=SAY))
    (number, _), (name, _) = places_of(wide, value.format(18), "Område 0")
    assert name - number >= room + WIDE.letter * 2


@pytest.mark.parametrize(
    ("at", "lines_up"),
    [([2016.5, 2020.5], [0, 1]), ([2012.5, 2020.5], [0, 0]), ([2016.5, 2017.5, 2018.5], [0, 1, 0]), ([2016.5], [0])],
)
def test_words_at_breaks_that_would_touch_stand_on_two_lines(at, lines_up):
    """On a phone, where twelve years have less room than two words."""
    heights = heights_of([(place, "Ny leverandør") for place in at], 20.0, NARROW)
    assert [height > heights[0] for height in heights] == [bool(line) for line in lines_up]
    assert set(heights_of([(place, "Ny leverandør") for place in at], 200.0, NARROW)) == {heights[0]}
