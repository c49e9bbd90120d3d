"""A mapping's own file: what may stand in it, what is a fault, and which mapping fits a delivery."""

import ast
import tomllib
from pathlib import Path

import pytest
from made_deliveries import delivery_of, sheet_of

from analysis.errors import DataFaults
from analysis.intake import find_mapping, propose, read_mapping, read_mappings
from analysis.intake.mapping.model import FileMapping
from analysis.intake.said import cell_said, status_said
from analysis.intake.sheets import Finding
from analysis.intake.shown import sentence
from analysis.messages import catalogue, speaking

ROWS = [["Anmeldelser i Prøveby. Antal"], ["Gerningstype", 2030, 2031], ["Indbrud", 19, 18], ["Graffiti", 1, 2], ["- = nul"]]


def written(tmp_path, text):
    path = tmp_path / "politi.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_proposed_mapping_is_read_as_it_was_proposed(tmp_path, facts):
    """The text that is written is the mapping that was used."""
    proposal = propose(delivery_of(sheet_of(ROWS)), facts)
    assert read_mapping(written(tmp_path, proposal.text), facts) == proposal.mapping
    assert read_mappings(tmp_path, facts) == {"politi": proposal.mapping}


def test_what_nobody_knows_is_commented_out(facts):
    """With names of the data that look like it; nothing is matched by likeness."""
    proposal = propose(delivery_of(sheet_of([*ROWS[:4], ["Indbrud m.v.", 3, 4]])), facts)
    commented = [line for line in proposal.text.splitlines() if line.startswith("# words")]
    assert commented == ['# words = ["Graffiti"]', '# words = ["Indbrud m.v."]']
    assert "indbrud" in proposal.text.split('# words = ["Indbrud m.v."]')[1].splitlines()[1]


@pytest.mark.parametrize("text", ["'''", '"""', "\\", "\u2028", "a\nb", 'say "x"', "[[names]]", "#", "\x7f"])
def test_any_text_of_a_file_may_stand_in_a_mapping(text, tmp_path, facts):
    """What a supplier writes cannot break the file, nor put anything of its own into it."""
    rows = [["Anmeldelser i Prøveby. Antal"], ["Gerningstype", 2030], [f"Vold {text} x", 3], ["Indbrud", 19], [f"Kilde {text}"]]
    proposal = propose(delivery_of(sheet_of(rows, f"Ark {text}")), facts)
    assert FileMapping.model_validate(tomllib.loads(proposal.text)) == proposal.mapping
    assert {name for one in proposal.mapping.names for name in one.words} <= {"Indbrud", "Prøveby"}


# What the understanding and the reading of a file ask, by the rooms of the catalogue.
ASKED = {
    "understand": """year_of_name unconfirmed defaults_unconfirmed no_such_indicator unnamed_column contradiction no_indicator
        no_category no_area no_year other_than_default other_years ambiguous doubted other_style bracketed struck_label
        unknown_name unknown_area unknown_mark unknown_sign no_figure unknown_answer negative narrowed doubtful among_decimals
        maybe_share asked_by_name asked_by_line part_year_note decimals above_all scale scale_missing scale_unread""",
    "reading": "sign one_byte_doubted letters_asked filtered_rows struck_words struck_part unseen comment_with_number",
    "apply": "no_place unanswered",
}
# A key of a mapping, a reason, or the file mended by who sent it.
ANSWERS = (
    "confirmed", "names", "lines", "defaults", "scales", "marks", "answers", "numbers", "skip", "take ask", "slet 'ask'", "--accept", "send it again",
)  # fmt: skip


@pytest.mark.parametrize(("room", "key"), [(room, key) for room, keys in ASKED.items() for key in keys.split()])
def test_every_question_says_how_it_is_answered(room, key):
    """In English and in Danish: the keys of a mapping are the same words in both."""
    for language, again in (("en", "send it again"), ("da", "sende den igen")):
        todo = catalogue(language)[f"intake.{room}.{key}.todo"]
        assert any(word.replace("send it again", again) in todo for word in ANSWERS), todo


FAULTS = [
    ('about = "x"\nkind = "y"', "unknown key 'kind'"),
    ('about = "x"\nnumbers = "english"', "'danish' or 'point'"),
    ("format = 2", "about"),
    ('about = "x"\n[[names]]\nwords = ["Indbrud"]', "what the words mean"),
    ('about = "x"\n[[names]]\nwords = []\nskip = "z"', "not_empty"),
    ('about = "x"\n[[names]]\nwords = ["Byen"]\ngeography = "byn"', "did you mean byen"),
    ('about = "x"\n[[names]]\nwords = ["Indbrud"]\nindicator = "anmeldelser"\ncategory = "indbrut"', "did you mean indbrud"),
    ('about = "x"\n[[names]]\nwords = ["A"]\nskip = "z"\nfrom_year = 2031\nto_year = 2030', "2031 to 2030"),
    ('about = "x"\n[[scales]]\ntitle = "q"\nindicator = "utryg_nabolag"', "either add"),
    ('about = "x"\n[[scales]]\ntitle = "q"\nindicator = "utryg"\nstated = "a"', "utryg_nabolag"),
    ('about = "x"\n[[columns]]\nheading = "A"\nholds = "thing"', "'geography'"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_fault_in_a_mapping_is_said_with_its_place(text, said, tmp_path, facts):
    """What was found, what was expected, what to do."""
    with pytest.raises(DataFaults) as caught:
        read_mapping(written(tmp_path, text), facts)
    if said != "not_empty":
        assert said in str(caught.value)
    assert "politi.toml" in str(caught.value)


def test_the_mapping_that_knows_a_files_words_fits_it(facts):
    """Whatever the file is called, and also when its unit has changed, so that the reason can be said."""
    police = propose(delivery_of(sheet_of(ROWS)), facts).mapping
    survey = propose(
        delivery_of(sheet_of([["Andel, der er utrygge i nabolaget. Pct."], ["Område", 2031], ["Prøveby", 9]])), facts
    ).mapping
    saved = {"politi": police, "maaling": survey}
    found = find_mapping(delivery_of(sheet_of([["Enhed: noget andet"], *ROWS[1:4]]), name="maaling.xlsx"), saved)
    assert [one.name for one in found] == ["politi"]
    assert find_mapping(delivery_of(sheet_of([["Vejr", "Regn"], ["Mandag", 3]])), saved) == ()


INTAKE = Path(__file__).parents[2] / "src" / "analysis" / "intake"
KEYED = {"Remark": 1, "finding": 1}


@pytest.mark.parametrize("path", sorted((INTAKE / "understanding").glob("*.py")), ids=lambda path: path.name)
def test_everything_that_is_said_has_its_message(path):
    """Found, expected and what to do, for each key that stands in the code."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [(call, getattr(call.func, "id", "")) for call in calls]
    keys = {
        call.args[KEYED[name]].value for call, name in named if name in KEYED and isinstance(call.args[KEYED[name]], ast.Constant)
    }
    known = catalogue("en")
    assert [
        key for key in keys if not all(f"intake.understand.{key}.{part}" in known for part in ("found", "expected", "todo"))
    ] == []


def test_a_proposal_asks_only_for_what_is_in_it(facts):
    """Where everything is understood nobody has to confirm or answer anything."""
    first = propose(delivery_of(sheet_of(ROWS[:3])), facts).text.splitlines()[0]
    assert first == "# A first mapping, made by the program."
    assert propose(delivery_of(sheet_of(ROWS)), facts).text.splitlines()[0] == f"{first} Answer what is commented out."


def test_words_of_the_data_are_said_in_the_analysts_language():
    """Statuses, answers and kinds of number; names and figures stay as they are."""
    with speaking("da"):
        assert (status_said("no_grant"), status_said("ok")) == ("ingen bevilling", "ok")
        cells = {"kind": "observed", "on_plan": "yes", "concern": "partly", "status": "not_stated", "value": "no"}
        assert [cell_said(*cell) for cell in cells.items()] == [
            "opnået",
            "som planlagt: ja,",
            "bekymring: delvist,",
            "ikke oplyst",
            "no",
        ]


def test_a_line_of_a_file_that_ends_with_a_point_is_said_with_one():
    """Nothing ends with two."""
    found = Finding("read", "intake.understand.lines", "Ark1", "A9", {"about": "Kilde: POLSAS."})
    assert sentence("fil.xlsx", found) == "fil.xlsx, Ark1!A9: lines over and under the table: Kilde: POLSAS."
