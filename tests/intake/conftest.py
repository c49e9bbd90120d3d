"""The invented partnership that deliveries are sent to, and the corpus of deliveries where it is at hand."""

from pathlib import Path

import pytest

from analysis.data.load import load


@pytest.fixture(scope="session")
def facts(mini):
    """What the invented partnership knows: two areas in a town, offences, a survey, activities and money."""
    return load(mini)


@pytest.fixture(scope="session")
def project_facts(root):
    """What the project's own data folder knows; the corpus of deliveries is about it."""
    return load(root / "data")


@pytest.fixture(scope="session")
def corpus(root):
    """The folder of deliveries with right answers, beside the project; it is no part of it."""
    folder = Path(root).parent / "shared" / "deliveries"
    if not folder.is_dir():
        pytest.skip("the corpus of deliveries is not here")
    return folder
