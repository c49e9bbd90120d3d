"""The command that writes one document: where to, in which form, and what it says where that cannot be."""

import pytest

from analysis import cli


@pytest.fixture(autouse=True)
def in_project(root, monkeypatch):
    monkeypatch.chdir(root)


def appendix(*arguments):
    return cli.main(["appendix", "--year", "2014", *map(str, arguments)])


def test_the_form_is_what_the_files_name_says(tmp_path):
    """And the folder is made where it is not there yet."""
    for name, begins in (("bilag.pdf", b"%PDF-"), ("bilag.docx", b"PK")):
        assert appendix("--out", tmp_path / "ny" / name) == 0
        assert (tmp_path / "ny" / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("findes.pdf", [], "findes.pdf is there already, and somebody may have worked in it"),
        ("findes.pdf/bilag.pdf", [], "bilag.pdf: found no way to write there ("),
        ("bilag.odt", [], "does not end as its form is called"),
        ("bilag.pdf", ["--format", "docx"], "does not end as its form is called"),
        ("bilag.pdf", ["--year", "1999"], "edition 1999: no such edition"),
    ],
)
def test_what_cannot_be_is_one_message(tmp_path, capsys, name, more, said):
    """Nothing is written, and what was there is as it was."""
    (tmp_path / "findes.pdf").write_text("mit eget", encoding="utf-8")
    assert appendix("--out", tmp_path / name, *more) == 1
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["findes.pdf"]
    assert (tmp_path / "findes.pdf").read_text(encoding="utf-8") == "mit eget"
