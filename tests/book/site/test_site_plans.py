"""A plan stands whole where it is the newest, and folded with the way there in the editions before."""

import re

from analysis.book.site.across.plans import folded_plans
from analysis.display.blocks import Text, WholePlan, cell

WORDS = {"plan_now": "Se planen i Status {year}", "plan_then": "Som <{year}> kendte den"}


def page_of(plan, text):
    """A page with a plan, as a notebook shows it."""
    return f"<h1>Plan</h1>{WholePlan((Text((cell(text).text,)),), plan=plan)._repr_html_()}<p>Efter</p>"


def test_only_the_newest_page_of_a_plan_shows_it_unfolded():
    """Of two plans each has its own newest; what stands around a plan, and a page across, are left alone."""
    pages = {f"{year}/plan": page_of(plan, str(year)) for year, plan in ((2021, "a"), (2022, "a"), (2023, "a"), (2024, "b"))}
    pages["plan"] = page_of("a", "x")
    found = dict(folded_plans(pages, [*pages, "2025/plan"], WORDS))
    assert set(found) == {"2021/plan", "2022/plan"}
    for year in (2021, 2022):
        text = found[f"{year}/plan"]
        assert '<a href="../2023/plan.html">Se planen i Status <span data-no-rows="year">2023</span></a>' in text
        assert f'<summary>Som &lt;<span data-no-rows="year">{year}</span>&gt; kendte den</summary>' in text
        assert text.startswith("<h1>Plan</h1>")
        assert text.endswith("<p>Efter</p>")
        assert re.search(r"<details.*<div class=\"plan\".*</div><!--/plan--></details>", text, re.DOTALL)


def test_a_book_without_plans_is_left_alone():
    assert list(folded_plans({"2022/tryghed": "<p>x</p>"}, ["2022/tryghed"], WORDS)) == []
