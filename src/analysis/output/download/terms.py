"""What is said of an edition's files wherever they are described: whose they are, which day they say, and what others may do with them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from analysis.data import Licence
from analysis.display.runs import name
from analysis.display.view.view import View


@dataclass(frozen=True)
class Terms:
    """The words and facts around an edition's files. ``day`` is the last day that its facts were public on, as year-month-day."""

    title: str
    about: str
    publisher: str
    licence: Licence | None
    day: str
    version: str


def terms_of(view: View) -> Terms:
    """Return what is said of an edition's files; that there is no licence is said in words."""
    partnership, say = view.known.partnership, view.say
    about = say("take.about", year=view.year, day=say.date(view.as_of)).text
    return Terms(
        title=say("take.title", year=view.year, partnership=name(partnership.name)).text,
        about=about if partnership.licence else f"{about} {say.text('take.no_licence')}",
        publisher=partnership.publisher or partnership.name,
        licence=partnership.licence,
        day=view.as_of.isoformat(),
        version=version("statusbog"),
    )
