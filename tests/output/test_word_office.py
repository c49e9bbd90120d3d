"""The Word file opened by another program than the one that wrote it: LibreOffice, where there is one."""

import re
import shutil
import subprocess

import pytest
from word_files import REAL, document_of, file_of, opened, png

from analysis.output.word import docx_of

OFFICE, PDF_TO_TEXT = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(not (OFFICE and PDF_TO_TEXT), reason="needs LibreOffice and poppler")
MOST_PAGES = 12


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The newest document, with pictures, as LibreOffice lays it out: one text for each page."""
    folder = tmp_path_factory.mktemp("office")
    content = docx_of(document_of(REAL, 2022, "status"), picture=lambda _: png(704, 300))
    (folder / "bilag.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "bilag.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run([PDF_TO_TEXT, "-layout", folder / "bilag.pdf", "-"], check=True, capture_output=True, timeout=60)
    return content, text.stdout.decode().split("\f")[:-1]


def words_of(text):
    return set(re.findall(r"[\w.,%–−-]+", text))


def test_every_word_is_on_paper(printed):
    """Apart from those that a line ends in the middle of."""
    content, pages = printed
    paper = opened(content)
    said = " ".join([*(p.text for p in paper.paragraphs), *(c.text for t in paper.tables for r in t.rows for c in r.cells)])
    lost = words_of(said) - words_of(" ".join(pages))
    assert {word for word in lost if not re.search(r"[–-]", word)} == set()


def test_it_is_short_enough_for_a_committee(printed):
    """Twelve pages, each of which says which it is."""
    pages = printed[1]
    assert 2 < len(pages) <= MOST_PAGES
    assert [f"Side {number} af {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    title = document_of(REAL, 2022, "status").title.text
    assert [title in page for page in pages[1:]] == [True] * (len(pages) - 1)


def test_the_file_is_small():
    """Without pictures it goes into any mail."""
    assert len(file_of(REAL, 2022, "status")) < 60_000
