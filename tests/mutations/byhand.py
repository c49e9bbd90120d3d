"""Rules by hand: what people do to facts, one by one, and what audits of the program found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from mutations.rules import Change, Rule, on_rows, read_table, write_table

OBS, AGREEMENT, PARTNERSHIP = "observations.csv", "agreements/aftale.toml", "partnership.toml"
INDICATORS, SOURCES, PLANS = "indicators.toml", "sources.toml", "plans.toml"
DELIVERY = (
    "[sources.levering]",
    'title = "Levering"',
    'short = "Levering"',
    'kind = "delivery"',
    'role = "primary"',
    'publisher = "Politiet"',
    "published = 2033-07-01",
    'precision = "day"',
)
STATED = ",,ok,,,,status-2033,Tekst,2033-05-01"
DELIVERED = ",,ok,,,,levering,Ark 1,2033-07-01"
AGAIN = ("[[totals]]", 'indicator = "anmeldelser"', 'category = "samlet"', 'geography = "omraade-a"')
PARTS = 'parts = ["indbrud", "haervaerk"]'
FALLS = 'rule = "falls_each_year"\nbaseline_year = 2032'
SENTENCE = "var {value} utrygge"
STATEMENTS = "kind,indicator,category,geography,year,against,owner,text,note,source,section,published"
EXPLANATION = "explanation,anmeldelser,haervaerk,omraade-a,2032,2031,Politiet,Byen var lukket.,,status-2033,Tekst,2033-05-01"
BREAK = 'breaks = [{ kind = "supplier", from_year = 2033, before = "Den ene", after = "Den anden", source = "status-2033"'


def replaced(file: str, *pairs: tuple[str, str]) -> Change:
    """Replace texts in a file, the first occurrence of each."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        for old, new in pairs:
            assert old in text, f"{old!r} is not in {file}"
            text = text.replace(old, new, 1)
        (folder / file).write_text(text, "utf-8", newline="\n")

    return change


def everywhere(file: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8", newline="\n")

    return change


def added(file: str, *lines: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / file
        path.write_text(path.read_text("utf-8") + "".join(f"{line}\n" for line in lines), "utf-8", newline="\n")

    return change


def made(file: str, *lines: str) -> Change:
    return lambda folder: (folder / file).write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")


def all_of(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def sentence(place: str) -> Change:
    return replaced(INDICATORS, (SENTENCE, f"var {place} utrygge"))


def rule(text: str) -> Change:
    """Give the target about percentages another rule."""
    return replaced(AGREEMENT, (FALLS, text))


def indicator(key: str, line: str) -> Change:
    """Write a line at an indicator."""
    return replaced(INDICATORS, (f"[indicators.{key}]", f"[indicators.{key}]\n{line}"))


def made_of_counts(numerator: str, denominator: str) -> Change:
    """Add two counts, and a share of two indicators."""
    head = ('short = "x"', 'theme = "samarbejde"', 'instrument = "sekretariatet"', 'definition = ""')
    counts = [line for key in ("med", "alle") for line in (f"[indicators.{key}]", f'name = "{key}"', 'unit = "count"', *head)]
    share = ("[indicators.samarbejdsandel]", 'name = "Andel"', 'unit = "percent"', *head)
    return added(INDICATORS, *counts, *share, f'ratio = {{ numerator = "{numerator}", denominator = "{denominator}" }}')


def second_agreement(first: int, lag: int, *more: str) -> Change:
    lines = ('id = "ny"', 'name = "Ny aftale"', 'source = "status-2033"', f"from_year = {first}", "to_year = 2036")
    return made("agreements/ny.toml", *lines, 'geography = "omraade-b"', "targets = []", "[lags]", f"politiet = {lag}", *more)


def figures(*said: tuple[str, int]) -> Change:
    """Add reports of the newest year from a delivery."""
    return added(OBS, *(f"anmeldelser,{category},omraade-a,2033,{value}{DELIVERED}" for category, value in said))


def qualified(file: str, cell: str, words: str) -> Change:
    """Give a table the columns of a figure's precision, and its first row something in them."""

    def change(folder: Path) -> None:
        header, first, *rows = read_table(folder / file)
        rest = [[*row, "", ""] for row in rows]
        write_table(folder / file, [[*header, "qualifier", "as_written"], [*first, cell, words], *rest])

    return change


def unstated(folder: Path) -> None:
    header, *rows = read_table(folder / OBS)
    value, status = header.index("value"), header.index("status")
    for row in rows:
        row[value], row[status] = "", "not_stated"
    write_table(folder / OBS, [header, *rows])


def cut(file: str, start: str, instead: str) -> Change:
    """Cut a file from a text on."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text("utf-8").partition(start)[0]
        head, brace, tail = text.partition("[lags]")
        (folder / file).write_text(f"{head}{instead}\n{brace}{tail}", "utf-8", newline="\n")

    return change


def moved_away(name: str) -> Change:
    """Put a folder elsewhere and a link in its place."""

    def change(folder: Path) -> None:
        (folder / name).rename(folder.parent / "elsewhere")
        (folder / name).symlink_to(folder.parent / "elsewhere")

    return change


NUMBERS: dict[str, Change] = {
    "n of nought": replaced(OBS, (",200,1.5,", ",0,1.5,")),
    "n of one": replaced(OBS, (",200,1.5,", ",1,1.5,")),
    "a design effect below 1": replaced(OBS, (",200,1.5,", ",200,0.5,")),
    "a design effect far below 1": replaced(OBS, (",200,1.5,", ",200,0.001,")),
    "a design effect above n": replaced(OBS, (",200,1.5,", ",2,90,")),
    "a design effect of nought": replaced(OBS, (",200,1.5,", ",200,0,")),
    "a baseline of nought": replaced(OBS, ("2030,70,", "2030,0,"), ("2030,90,", "2030,20,")),
    "everything nought": all_of(
        *(replaced(OBS, (f"{year},{value},", f"{year},0,")) for year, value in ((2030, 70), (2030, 20), (2030, 90), (2031, 53))),
        *(replaced(OBS, (f"{year},{value},", f"{year},0,")) for year, value in ((2031, 21), (2032, 20), (2032, 19))),
    ),
    "no one is unsafe": replaced(
        OBS, ("2032,30,", "2032,0,"), ("2033,29,", "2033,0,"), ("2032,10,", "2032,0,"), ("2033,9.6,", "2033,0,")
    ),
    "all are unsafe": replaced(OBS, ("2032,30,", "2032,100,"), ("2033,29,", "2033,100,")),
    "very many reports": replaced(OBS, ("2030,70,", "2030,700000000,"), ("2030,90,", "2030,700000020,")),
    "a fraction for a percentage": replaced(OBS, ("2033,29,", "2033,0.29,")),
    "many decimals": replaced(OBS, ("2033,29,", "2033,29.0123456789,")),
    "a year after the publication": replaced(OBS, ("omraade-b,2033,29", "omraade-b,2034,29")),
    "a figure far from the one before": replaced(OBS, ("2031,53,", "2031,530,")),
    "a percentage far from the one before": replaced(OBS, ("2033,29,", "2033,92,")),
    "a part that was revised alone": all_of(
        added(SOURCES, *DELIVERY), added(OBS, f"anmeldelser,indbrud,omraade-a,2030,68{DELIVERED.replace('ok', 'revised')}")
    ),
    "a published part that was revised alone": added(
        OBS, "anmeldelser,indbrud,omraade-a,2030,68,,revised,,,,rettelse-2033,Tabel 1,2033-06-01"
    ),
    "a wrong total of the source's": replaced(OBS, ("2030,90,,ok", "2030,91,,source_claim")),
    "a wrong total": replaced(OBS, ("2030,90,,ok", "2030,91,,ok")),
    "a total that is claimed and right": replaced(OBS, ("2030,90,,ok", "2030,90,,source_claim")),
    "a wrong total beside delivered parts": all_of(
        added(SOURCES, *DELIVERY),
        replaced(AGREEMENT, ("years = [2030, 2031]\nparts", "years = [2030, 2031, 2033]\nparts")),
        figures(("indbrud", 30), ("haervaerk", 9)),
        added(OBS, f"anmeldelser,samlet,omraade-a,2033,40{DELIVERED.replace('ok', 'source_claim')}"),
    ),
    "a small count that was delivered": all_of(added(SOURCES, *DELIVERY), figures(("indbrud", 3))),
    "a part and its total that were delivered": all_of(
        added(SOURCES, *DELIVERY),
        replaced(AGREEMENT, ("years = [2030, 2031]\nparts", "years = [2030, 2031, 2033]\nparts")),
        figures(("indbrud", 3), ("haervaerk", 9), ("samlet", 12)),
    ),
    "a suppressed figure that has changed": replaced(
        OBS, ("2031,53,,ok", "2031,,,suppressed"), ("2032,20,,ok", "2032,,,suppressed")
    ),
    "a small count from a delivery": all_of(
        replaced(OBS, ("2031,53,,ok", "2031,3,,ok")),
        replaced(
            "sources.toml",
            (
                'title = "Status 2032"\nshort = "Status 2032"\nkind = "status"',
                'title = "Status 2032"\nshort = "Status 2032"\nkind = "delivery"',
            ),
        ),
    ),
    "a baseline that is suppressed": replaced(OBS, ("2030,70,,ok", "2030,,,suppressed"), ("2030,90,,ok", "2030,,,suppressed")),
    "only figures that are not stated": unstated,
    "no figure at all": on_rows(OBS, lambda rows: rows[:1]),
    "a wrong share of counts": all_of(
        made_of_counts("med", "alle"),
        added(
            OBS, *(f"{key},,omraade-b,2033,{value}{STATED}" for key, value in (("med", 9), ("alle", 12), ("samarbejdsandel", 80)))
        ),
    ),
    "a right share of counts": all_of(
        made_of_counts("med", "alle"),
        added(
            OBS, *(f"{key},,omraade-b,2033,{value}{STATED}" for key, value in (("med", 9), ("alle", 12), ("samarbejdsandel", 75)))
        ),
    ),
    "a share of nothing": all_of(
        made_of_counts("med", "alle"), added(OBS, *(f"{key},,omraade-b,2033,0{STATED}" for key in ("med", "alle")))
    ),
    "a share of money": made_of_counts("med", "bevilling"),
    "a wrong budget of the source's": replaced(
        "budgets.csv", (",2032,100000,,no,100.000,ok", ",2032,90000,,no,90.000,source_claim")
    ),
    "a wrong budget": replaced("budgets.csv", (",2032,100000,,no,100.000,ok", ",2032,90000,,no,90.000,ok")),
    "a line of no activity": replaced("budgets.csv", ("plan,lys,loen,2032", "plan,,loen,2032")),
    "a range in a budget": replaced("budgets.csv", ("2032,60000,,no", "2032,60000,90000,no")),
    "money for a year outside the plan": replaced("budgets.csv", ("plan,moeder,,2033", "plan,moeder,,2036")),
}
AGREEMENTS: dict[str, Change] = {
    "150 per cent less": replaced(AGREEMENT, ("2031 = 25", "2031 = 150")),
    "10 per cent more": replaced(AGREEMENT, ("2031 = 25", "2031 = -10")),
    "no per cent less": replaced(AGREEMENT, ("2031 = 25", "2031 = 0")),
    "100 per cent less": replaced(AGREEMENT, ("2031 = 25", "2031 = 100")),
    "half a per cent less": replaced(AGREEMENT, ("2031 = 25", "2031 = 0.5")),
    "a target for no year": replaced(AGREEMENT, ("years = [2033]", "years = []")),
    "a total for no year": replaced(AGREEMENT, ("years = [2030, 2031]\nparts", "years = []\nparts")),
    "a reference beside the area": rule('rule = "approaches"\nbaseline_year = 2032\nreference = "omraade-a"'),
    "a reference around the area": rule('rule = "approaches"\nbaseline_year = 2032\nreference = "byen"'),
    "a reference that is the area": rule('rule = "approaches"\nbaseline_year = 2032\nreference = "omraade-b"'),
    "a reference without figures": all_of(
        rule('rule = "approaches"\nbaseline_year = 2032\nreference = "landet"'),
        replaced(PARTNERSHIP, ('part_of = ["byen"]\nfrom_year', 'part_of = ["byen", "landet"]\nfrom_year')),
        added(PARTNERSHIP, "[geographies.landet]", 'name = "Landet"', 'short = "Landet"', 'kind = "other"'),
    ),
    "a rule without what it needs": rule('rule = "approaches"\nbaseline_year = 2032'),
    "at least nought": rule('rule = "at_least"\nthreshold = 0'),
    "at least 100 per cent": rule('rule = "at_least"\nthreshold = 100'),
    "at least 150 per cent": rule('rule = "at_least"\nthreshold = 150'),
    "at least less than nothing": rule('rule = "at_least"\nthreshold = -1'),
    "a level for a percentage": rule('rule = "level"\nbaseline_year = 2032\nlevel = "lavt"'),
    "only monitored": rule('rule = "monitor"\nbaseline_year = 2032'),
    "steps from other years": replaced(
        AGREEMENT,
        (
            'rule = "at_most_baseline"\nbaseline_year = 2030\nyears = [2031, 2032]',
            'rule = "reduce_by"\nbaseline_year = 2031\nyears = [2032]\npercent_by_year = { 2032 = 10 }',
        ),
    ),
    "a distance in counts": indicator("anmeldelser", "gap = true"),
    "below the baseline": rule('rule = "falls_from_baseline"\nbaseline_year = 2032'),
    "a baseline after the target": rule('rule = "falls_each_year"\nbaseline_year = 2034'),
    "a baseline without figure": rule('rule = "falls_each_year"\nbaseline_year = 2020'),
    "a target on answers": replaced(AGREEMENT, ('indicator = "utryg_nabolag"', 'indicator = "paa_plan"')),
    "a target on money": replaced(AGREEMENT, ('indicator = "utryg_nabolag"', 'indicator = "bevilling"\ncategory = "ramme"')),
    "a target on what has no figures": replaced(AGREEMENT, ('indicator = "utryg_nabolag"', 'indicator = "leverance"')),
    "a target without its category": replaced(AGREEMENT, ('category = "indbrud"\n', "")),
    "a target on a total": replaced(AGREEMENT, ('category = "indbrud"\n', 'category = "samlet"\n')),
    "a category where there are none": replaced(AGREEMENT, ('"utryg_nabolag"', '"utryg_nabolag"\ncategory = "indbrud"')),
    "a final year": replaced(AGREEMENT, ("years = [2033]", "years = [2033, 2034]\nfinal_year = 2034")),
    "a final year outside": replaced(AGREEMENT, ("years = [2033]", "years = [2033]\nfinal_year = 2036")),
    "a target twice": replaced(AGREEMENT, ('id = "haervaerk"', 'id = "indbrud"')),
    "a total in two agreements": second_agreement(2034, 1, *AGAIN, "years = [2031]", PARTS),
    "a total in two agreements for other years": second_agreement(2034, 1, *AGAIN, "years = [2032]", PARTS),
    "a total of itself": replaced(AGREEMENT, (PARTS, 'parts = ["indbrud", "samlet"]')),
    "a total of one part": all_of(replaced(AGREEMENT, (PARTS, 'parts = ["indbrud"]')), replaced(OBS, ("2030,90,", "2030,70,"))),
    "two agreements that overlap": second_agreement(2033, 1),
    "two agreements with other lags": second_agreement(2033, 0),
    "one agreement after the other": second_agreement(2034, 0),
    "an agreement in a gap": second_agreement(2035, 1),
    "an agreement under another name": lambda folder: (folder / AGREEMENT).rename(folder / "agreements" / "anden.toml"),
    "no agreement": lambda folder: shutil.rmtree(folder / "agreements"),
    "an agreement without targets": cut(AGREEMENT, "[[effort_areas]]", "targets = []"),
    "agreements elsewhere": moved_away("agreements"),
    "an agreement from after its plan": replaced(AGREEMENT, ('source = "aftale"', 'source = "status-2033"')),
    "a lag of 60 years": replaced(AGREEMENT, ("politiet = 1", "politiet = 60")),
}
PLACES: dict[str, Change] = {
    "no editions": replaced(
        PARTNERSHIP, *((f"[[editions]]\nyear = {year}\nas_of = {year}-12-31", "") for year in (2031, 2032, 2033))
    ),
    "an empty list of editions": all_of(
        replaced(PARTNERSHIP, *((f"[[editions]]\nyear = {year}\nas_of = {year}-12-31", "") for year in (2031, 2032, 2033))),
        replaced(PARTNERSHIP, ('language = "da"', 'language = "da"\neditions = []')),
    ),
    "a circle of areas": replaced(PARTNERSHIP, ('kind = "city"', 'kind = "city"\npart_of = ["omraade-a"]')),
    "an area in itself": replaced(PARTNERSHIP, ('kind = "city"', 'kind = "city"\npart_of = ["byen"]')),
    "an area outside its years": replaced(PARTNERSHIP, ("to_year = 2032", "to_year = 2031")),
    "an area whose years are turned": replaced(PARTNERSHIP, ("to_year = 2032", "to_year = 2031\nfrom_year = 2032")),
    "no area of the partnership's own": everywhere(PARTNERSHIP, 'kind = "partnership"', 'kind = "other"'),
    "an area in nothing": replaced(PARTNERSHIP, ('part_of = ["byen"]\nfrom_year', "from_year")),
    "two areas of one name": replaced(PARTNERSHIP, ('short = "Område B"', 'short = "Område A"')),
    "editions out of order": replaced(PARTNERSHIP, ("year = 2031\n", "year = 2034\n")),
    "an edition twice": replaced(PARTNERSHIP, ("year = 2031\n", "year = 2032\n")),
    "an edition that sees nothing": replaced(PARTNERSHIP, ("as_of = 2031-12-31", "as_of = 2021-12-31")),
    "an edition that sees less": replaced(PARTNERSHIP, ("as_of = 2033-12-31", "as_of = 2032-06-01")),
    "an edition before any agreement": replaced(
        PARTNERSHIP, ("[[editions]]\nyear = 2031", "[[editions]]\nyear = 2020\nas_of = 2031-12-31\n[[editions]]\nyear = 2031")
    ),
    "an edition after all agreements": added(PARTNERSHIP, "[[editions]]", "year = 2050", "as_of = 2050-12-31"),
    "an edition of 2100": added(PARTNERSHIP, "[[editions]]", "year = 2100", "as_of = 2100-12-31"),
    "a threshold of nought": added(PARTNERSHIP, "[disclosure]", "threshold = 0"),
    "a threshold of one": added(PARTNERSHIP, "[disclosure]", "threshold = 1"),
    **{
        f"a partnership called {name}": replaced(PARTNERSHIP, ('id = "proeveby"', f'id = "{name}"'))
        for name in ("html", "book", ".x")
    },
    "a partnership with a long id": replaced(PARTNERSHIP, ('id = "proeveby"', f'id = "{"x" * 65}"')),
    "a partnership with the longest id": replaced(PARTNERSHIP, ('id = "proeveby"', f'id = "{"x" * 64}"')),
    "notes with years": replaced(
        PARTNERSHIP,
        (
            'language = "da"',
            'language = "da"\neditions_note = ["Altid.", { text = "Før.", to_year = 2032, source = "status-2032" }]',
        ),
    ),
    "a note whose years are turned": replaced(
        PARTNERSHIP, ('language = "da"', 'language = "da"\neditions_note = { text = "Før.", from_year = 2033, to_year = 2032 }')
    ),
    "a note of an unknown source": replaced(
        PARTNERSHIP, ('language = "da"', 'language = "da"\neditions_note = { text = "Før.", source = "status-2023" }')
    ),
    "no plans": all_of(
        made(PLANS, "plans = []"),
        *(on_rows(file, lambda rows: rows[:1]) for file in ("activities.csv", "budgets.csv", "deliverables.csv", "status.csv")),
    ),
    "activities later than their money": replaced(
        "activities.csv", ("Opdigtet.,status-2032,Tabel 2,2032-05-01", "Opdigtet.,status-2033,Tabel 2,2033-05-01")
    ),
    "an activity that was renamed later": added(
        "activities.csv", "plan,lys,1,byrum,Lys i hele parken,,,,status-2033,Tabel 2,2033-05-01"
    ),
    "two plans for one year": added(
        PLANS,
        "[[plans]]",
        'id = "ny"',
        'name = "Ny plan"',
        'agreement = "aftale"',
        'indicator = "bevilling"',
        'geography = "omraade-b"',
        'source = "status-2033"',
        "years = [2033]",
    ),
    "a plan from before its agreement": replaced(SOURCES, ("published = 2031-03-01", "published = 2032-06-01")),
    "a day of another century": replaced(SOURCES, ("published = 2031-03-01", "published = 1831-03-01")),
    "a day with a time": replaced(SOURCES, ("published = 2031-03-01", "published = 2031-03-01T12:00:00")),
    "an address that is a program": replaced(SOURCES, ("https://example.org/side", "javascript:alert(1)")),
    "an address with a quote": replaced(SOURCES, ("https://example.org/side", "https://example.org/'><script>")),
}
MEANINGS: dict[str, Change] = {
    **{
        f"a sentence with {place}": sentence(place) for place in ("{value:d}", "{value!r}", "{value.__class__}", "{value[0]}", "{}")
    },
    **{f"a sentence with {place}": sentence(place) for place in ("{value", "value}", "{{{value}}}", "{{value}}", "{category}", "")},
    "no indicator for deliverables": replaced(INDICATORS, ("[indicators.leverance]", "[indicators.noget]")),
    "no indicator for answers": replaced(INDICATORS, ("[indicators.justering]", "[indicators.noget]")),
    "a role in its place": replaced(INDICATORS, ("[indicators.leverance]", '[indicators.noget]\nrole = "deliverable"')),
    "a role twice": all_of(indicator("leverance", 'role = "crime"'), indicator("anmeldelser", 'role = "crime"')),
    "a role of another unit": indicator("utryg_nabolag", 'role = "crime"'),
    "an unknown role": indicator("utryg_nabolag", 'role = "safty"'),
    "a role of categories elsewhere": replaced(INDICATORS, ('name = "Afsat"', 'name = "Afsat"\nrole = "total"')),
    "answers that are no levels": replaced(INDICATORS, ('["yes", "partly", "no"]', '["yes", "no"]')),
    "answers without names": replaced(INDICATORS, ('level_names = { yes = "Ja", partly = "Delvist", no = "Nej" }\n', "")),
    "a name for no level": replaced(INDICATORS, ('{ yes = "Ja", partly', '{ maybe = "Måske", yes = "Ja", partly')),
    "a break of supplier": indicator("utryg_nabolag", f"{BREAK} }}]"),
    "a break in one area": indicator("utryg_nabolag", f'{BREAK}, geographies = ["omraade-b"] }}]'),
    "a break in an unknown area": indicator("utryg_nabolag", f'{BREAK}, geographies = ["omraade-x"] }}]'),
    "a break of an unknown kind": indicator("utryg_nabolag", BREAK.replace("supplier", "area") + " }]"),
    "a break of an unknown source": indicator("utryg_nabolag", BREAK.replace("status-2033", "status-2023") + " }]"),
    "a caveat with years": indicator("utryg_nabolag", 'caveat = [{ text = "Kun da.", from_year = 2032 }]'),
    "a caveat without text": indicator("utryg_nabolag", "caveat = [{ from_year = 2032 }]"),
    "a category that follows itself": replaced(INDICATORS, ('name = "Hærværk"', 'name = "Hærværk"\nfollows = "haervaerk"')),
    "a category that follows another": replaced(INDICATORS, ('name = "Hærværk"', 'name = "Hærværk"\nfollows = "indbrud"')),
    "two categories that follow each other": replaced(
        INDICATORS,
        ('name = "Hærværk"', 'name = "Hærværk"\nfollows = "indbrud"'),
        ('name = "Indbrud"', 'name = "Indbrud"\nfollows = "haervaerk"'),
    ),
    "a category that is narrower": replaced(
        INDICATORS, ('name = "Hærværk"', 'name = "Hærværk"\nfollows = "indbrud"\nscope = "narrower"')
    ),
    "all names as long as may be": all_of(
        *(
            everywhere(PARTNERSHIP, f'"{name}"', f'"{name} {"æ" * (199 - len(name))}"')
            for name in ("Område A", "Område B", "Prøveby")
        ),
        *(
            everywhere(INDICATORS, f'"{name}"', f'"{name} {"æ" * (199 - len(name))}"')
            for name in ("Indbrud", "Hærværk", "Utrygge", "I alt")
        ),
        replaced("activities.csv", ("Lys i parken", "Lys i parken " + "æ" * 187)),
    ),
    "figures that the source qualifies": qualified(OBS, "about", "ca. 70"),
    "a figure in words": qualified(OBS, "in_words", "halvfjerds"),
    "a figure in words that are not given": qualified(OBS, "in_words", ""),
    "an unknown qualifier": qualified(OBS, "roughly", ""),
    "a deliverable that the source qualifies": qualified("deliverables.csv", "at_least", ""),
    "a deliverable with two qualifiers": qualified("deliverables.csv", "about", ""),
    "a hope": replaced("deliverables.csv", ("2032,observed,no,20,30", "2032,hope,no,20,30")),
    "a background": replaced("deliverables.csv", ("2032,observed,no,20,30", "2032,background,no,20,30")),
    "an explanation": made("statements.csv", STATEMENTS, EXPLANATION),
    "a claim about an area": made(
        "statements.csv",
        STATEMENTS,
        "claim,utryg_nabolag,,omraade-b,2033,byen,Kommunen,Det går godt.,,status-2033,Tekst,2033-05-01",
    ),
    "an explanation of an unknown figure": made("statements.csv", STATEMENTS, EXPLANATION.replace("haervaerk", "haervark")),
    "an explanation by nobody": made("statements.csv", STATEMENTS, EXPLANATION.replace("Politiet", "")),
    "an explanation of a later year": made("statements.csv", STATEMENTS, EXPLANATION.replace(",2031,", ",2032,")),
    "no explanations": made("statements.csv", STATEMENTS),
    "a misspelt table": made("statement.csv", STATEMENTS, EXPLANATION),
    "a difference from later": replaced("significance.csv", (",2033,2032,", ",2033,2034,")),
    "a difference from itself": replaced("significance.csv", (",2033,2032,", ",2033,omraade-b,")),
    "a difference from an area": replaced("significance.csv", (",2033,2032,", ",2033,byen,")),
    "a source in no row": replaced(SOURCES, ("[sources.avis]", "[sources.aviser]")),
    "a source in many rows": everywhere(OBS, "status-2032", "status-2023"),
    "a plan in many rows": everywhere("budgets.csv", "plan,", "plon,"),
}


def rules_by_hand() -> Iterator[Rule]:
    for group in (NUMBERS, AGREEMENTS, PLACES, MEANINGS):
        for name, change in group.items():
            yield Rule(name, change)
