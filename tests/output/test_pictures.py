"""Figures for print: light colours, letters that are there, no links; and as a raster."""

import io

import pytest
from pdf_documents import document_of, figure
from PIL import Image

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
    """All of them, the same ones twice."""
    for drawn in [figure(), *figures()]:
        assert "<text" in print_svg(drawn)
        assert "<text" not in outlined(drawn)
        assert outlined(drawn) == outlined(drawn)
