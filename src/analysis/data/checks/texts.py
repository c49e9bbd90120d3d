"""What people wrote beside the facts: that a folder of comments is an edition's, and that every text can be read."""

from __future__ import annotations

from pathlib import Path

from analysis.data.checks.case import Case
from analysis.data.folder import COMMENTS, inside, text_files
from analysis.data.reading import read_text
from analysis.errors import fault


def check_texts(folder: Path, case: Case) -> None:
    """Add a fault for each text that nobody will read, or that cannot be read."""
    years = {str(edition.year) for edition in case.facts.partnership.editions}
    is_known = not case.has_fault("partnership.toml")
    for path in inside(folder / COMMENTS):
        if path.is_dir() and path.name not in years and is_known:
            case.findings.add(
                fault("data.texts.no_edition", file=f"{COMMENTS}/{path.name}/", found=path.name, years=", ".join(sorted(years)))
            )
    for path in text_files(folder):
        check_text(path, path.relative_to(folder).as_posix(), case)


def check_text(path: Path, name: str, case: Case) -> None:
    """Add a fault for a text of another kind than Markdown, or that cannot be read."""
    if path.suffix != ".md" and name.startswith(f"{COMMENTS}/"):
        case.findings.add(fault("data.texts.no_markdown", file=name, found=path.suffix or path.name))
    elif path.suffix == ".md" and (path.is_symlink() or not path.is_file() or path.stat().st_size):
        read_text(path, name, case.findings)
