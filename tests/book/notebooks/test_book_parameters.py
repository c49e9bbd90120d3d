"""A notebook is refused parameters that do not fit, with everything that is wrong at once."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis.book.notebooks.parameters import declared_parameters, fit
from analysis.errors import ParameterFault


def declared(source: str):
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return declared_parameters(
        new_notebook(cells=[new_code_cell(source, metadata={"tags": ["parameters"]})], metadata={"kernelspec": kernel})
    )


TYPED = declared('year: int = 2022\nas_of: str = ""\nshare: float = 0.5\ndraft: bool = False')


def test_text_from_the_command_line_becomes_the_declared_type() -> None:
    """As the annotation says."""
    given = [("year", "2021"), ("as_of", "2022-05-24"), ("share", "0.25"), ("draft", "true")]
    assert fit("x", TYPED, given) == {"year": 2021, "as_of": "2022-05-24", "share": 0.25, "draft": True}


def test_an_unknown_parameter_is_refused_with_the_nearest_name() -> None:
    """Papermill would only warn."""
    with pytest.raises(
        ParameterFault, match=r"resume: found the unknown parameter yaer; expected one of year, .*did you mean year\?"
    ):
        fit("resume", TYPED, [("yaer", "2022")])


@pytest.mark.parametrize(
    ("name", "value"), [("year", "abc"), ("year", 2022.5), ("draft", "maybe"), ("share", "a half"), ("as_of", 7)]
)
def test_a_mistyped_parameter_is_refused(name: str, value: object) -> None:
    """The message says what was found and which type was expected."""
    with pytest.raises(ParameterFault, match=rf"found {name} = .*expected a value of type"):
        fit("resume", TYPED, [(name, value)])


def test_a_missing_parameter_is_refused() -> None:
    """One whose default is None must be given."""
    with pytest.raises(ParameterFault, match=r"found no value for year, which has no default; give -p year VALUE"):
        fit("resume", declared("year: int = None"), [])


def test_all_faults_come_at_once() -> None:
    """So that they can be mended at once."""
    with pytest.raises(ParameterFault) as caught:
        fit("resume", TYPED, [("a", "1"), ("year", "x")])
    assert len(str(caught.value).splitlines()) == 2
