"""What a notebook's parameters are, and how others take their place."""

import nbformat
import pytest

from newsthemes.site.parameters import parameters, with_parameters


def notebook(source, tags=("parameters",)):
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})]
    )


CASES = [
    ("a = 1  # one", {"a": 2}, "a = 2  # one"),
    ("a = 1\nb = ''", {"b": "it's", "c": 3}, 'a = 1\nb = "it\'s"'),
    ("edit_a = 'ä'\na = 'ö'  # ü", {"a": "日本"}, "edit_a = 'ä'\na = '日本'  # ü"),
    (
        "a = [\n    1,\n]  # two\nb = None",
        {"a": ["x"], "b": {"text": "body"}},
        "a = ['x']  # two\nb = {'text': 'body'}",
    ),
    ("a = ''", {}, "a = ''"),
]


@pytest.mark.parametrize(("source", "values", "expected"), CASES)
def test_values_are_written_where_the_old_ones_stand(source, values, expected):
    book = with_parameters(notebook(source), values)
    assert book.cells[0].source == expected
    assert with_parameters(book, values).cells[0].source == expected
    assert {
        name: value for name, value in parameters(book).items() if name in values
    }.items() <= values.items()


def test_what_is_computed_or_cannot_be_read_has_no_value():
    assert parameters(notebook("a = 1\nb = len('x')")) == {"a": 1}
    assert parameters(notebook("a = [")) == {}
    assert with_parameters(notebook("a = ["), {"a": 2}).cells[0].source == "a = ["


def test_a_notebook_without_such_a_cell_stays_as_it_is():
    book = notebook("a = 1", tags=())
    assert parameters(book) == {} and with_parameters(book, {"a": 2}).cells[0].source == "a = 1"
