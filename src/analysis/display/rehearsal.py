"""What every page needs once is got before the first one: words, templates, fonts. A process that is copied then has it for all its copies."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from matplotlib.backends.registry import backend_registry

from analysis.display.blocks import TEMPLATES
from analysis.display.figures.style import NARROW, canvas, svg_of
from analysis.display.language.language import LOCALES, language

HEIGHT = 60


@cache
def rehearse() -> None:
    """Read the words of each language and the templates, and draw a picture that nobody sees. Nothing that is made later differs for it."""
    for code in LOCALES:
        language(code).number(Decimal("1.5"))
        language(code).date(dt.date(2020, 1, 31))
    for name in TEMPLATES.list_templates():
        TEMPLATES.get_template(name)
    backend_registry.list_all()  # type: ignore[no-untyped-call] # looks through all installed packages for drawing programs
    with canvas(NARROW, HEIGHT) as (figure, (axes,)):
        axes.plot([0, 1], [0, 1], label="1 %")
        axes.set_xlabel("2020")
        figure.legend(loc="outside upper left")
        svg_of(figure)
