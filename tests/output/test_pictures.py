"""Figures for print: light colours, letters that are there, no links; and as a raster."""

import io
import re

import pytest
from pdf_documents import document_of, figure
from PIL import Image

from analysis.output import letters
from analysis.output.pictures import WIDTH_MM, outlined, png_of, print_svg
from analysis.output.sequence import NumberedFigure, sequence


def figures():
    return [part.figure for part in sequence(document_of("own", 2022, "status")) if isinstance(part, NumberedFigure)]


def test_a_picture_for_print_is_a_file_of_its_own():
    """No variables of a page, no links, and only fonts that the typesetter has."""
    for drawn in [figure(), *figures()]:
        said = print_svg(drawn)
        assert "var(--" not in said
        assert 'href="kvitteringer' not in said
        assert "inherit" not in said
        assert "font-family: 'PT Sans', 'DejaVu Sans'" in said
        assert "font-family: sans-serif" not in said


def test_a_raster_is_as_wide_as_print_and_the_same_twice():
    """About 200 points to the inch; ink on white."""
    for drawn in [figure(), *figures()]:
        made = png_of(drawn)
        assert made == png_of(drawn)
        picture = Image.open(io.BytesIO(made)).convert("RGB")
        assert abs(picture.width - WIDTH_MM / 25.4 * 200) <= 1
        colours = {colour for _, colour in picture.getcolors(maxcolors=1_000_000)}
        assert (255, 255, 255) in colours
        assert (11, 92, 138) in colours  # the first area's
        assert len(made) < 200_000


def test_a_figure_without_a_picture_is_refused():
    """Sequences have none."""
    with pytest.raises(ValueError, match="ro"):
        print_svg(figure(picture=None))


def test_letters_become_shapes():
    """Each text is a shape in its place, the same ones twice; nothing is left of it as text, and nothing is embedded unread."""
    for drawn in [figure(), *figures()]:
        texts = print_svg(drawn).count("<text")
        shaped = outlined(drawn)
        assert texts > 0
        assert "<text" not in shaped
        assert "base64" not in shaped
        assert shaped.count("scale(1 -1)") == texts
        assert outlined(drawn) == shaped


def test_a_shape_stands_where_its_text_stood():
    """Its ink begins, ends or has its middle there, as high as the letters are; a drawn sign says that it is not empty."""
    for anchor, share in (("start", 0.0), ("middle", 0.5), ("end", 1.0)):
        text = f'<text style="font-size: 20px; text-anchor: {anchor}; fill: #000000" x="100" y="50">Hygge 17</text>'
        drawn = letters.outlined(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{text}</svg>')
        begins = float(re.search(r"translate\(([\d.]+) 50", drawn)[1])
        points = [float(x) for x, _ in re.findall(r"(-?[\d.]+) (-?[\d.]+)", re.search(r' d="([^"]*)"', drawn)[1])]
        assert abs(begins + share * max(points) - 100) < 4
        assert 70 < max(points) < 110
