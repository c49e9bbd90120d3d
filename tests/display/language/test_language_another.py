"""Language belongs to the view: with another catalogue no word of the Danish one is on any page."""

import copy
import re
from itertools import product
from pathlib import Path
from string import Formatter

import pytest
from walking import figures_in, phrases_of, svgs_of, words_of

from analysis.display.language.language import language
from analysis.display.runs import Because
from analysis.display.view import view as views

NOTEBOOKS = sorted(path.stem for path in (Path(__file__).parents[3] / "notebooks").glob("*.md"))
WORD = re.compile(r"[^\W\d_]{3,}")
LETTER = re.compile(r"[^\W\d_]")


def foreign(message):
    """Return a message in the letters of another script; its places stay."""
    parts = []
    for literal, place, spec, _ in Formatter().parse(message):
        parts.append(written(literal).replace("{", "{{").replace("}", "}}"))
        if place is not None:
            parts.append(f"{{{place}:{written(spec)}}}" if spec else f"{{{place}}}")
    return "".join(parts)


def written(text):
    return LETTER.sub("\u0436", text)


@pytest.fixture(
    scope="module",
    params=[*product(("mini",), NOTEBOOKS), ("own", "resume"), ("own", "kriminalitet"), ("own", "samarbejde")],
    ids="-".join,
)
def blocks(request, chapter, data, mini):
    """What the pages of a notebook show in another language."""
    other = copy.copy(language("da"))
    other.messages = {key: foreign(message) for key, message in language("da").messages.items()}
    partnership, notebook = request.param
    folder = {"own": data, "mini": str(mini)}[partnership]
    wanted = {"own": [2016, 2022], "mini": [2031, 2032, 2033]}[partnership]
    source = (Path(__file__).parents[3] / "notebooks" / f"{notebook}.md").read_text(encoding="utf-8")
    years = [{"year": year} for year in wanted] if "scope: edition" in source else [{}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "language", lambda _: other)
        return [block for year in years for block in chapter.__wrapped__(notebook, data=folder, **year)]


def test_plain_words_are_those_of_the_views_language(blocks):
    """Every letter that is no value's and no text of the data's comes from the catalogue that the view has."""
    plain = [run for block in blocks for _, said in phrases_of(block) for run in said if isinstance(run, str)]
    assert [run for run in plain if LETTER.search(run.replace("\u0436", ""))] == []
    assert any("\u0436" in run for run in plain) or not blocks


def test_reasons_other_than_names_have_no_danish(blocks):
    """Dates apart, which the locale writes, and what the data say."""
    found = [run for block in blocks for _, said in phrases_of(block) for run in said if isinstance(run, Because)]
    assert [r for r in found if r.reason not in ("name", "quoted", "date") and LETTER.search(r.text.replace("\u0436", ""))] == []


def test_pictures_are_in_the_views_language_too(blocks, data, mini):
    """What a figure says is of the data, a number, or of the catalogue."""
    of_the_data = "".join(path.read_text(encoding="utf-8") for folder in (data, mini) for path in Path(folder).rglob("*.[tc]*"))
    svgs = [svg for block in blocks for figure in figures_in(block) for svg in svgs_of(figure.picture)]
    said = (word for svg in svgs for text in words_of(svg) for word in WORD.findall(text))
    assert {word for word in said if set(word) != {"\u0436"} and word not in of_the_data} == set()
