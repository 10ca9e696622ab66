"""How other values take the place of a notebook's parameters."""

import nbformat
import pytest

from newsthemes.report.parameters import with_parameters


def notebook(source, tags=("parameters",)):
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})]
    )


CASES = [
    ("a = 1\nb = ''", {"b": "it's", "c": 3}, 'a = 1\nb = "it\'s"'),
    ("edit_a = 'ä'\na = 'ö'  # ü", {"a": "日本"}, "edit_a = 'ä'\na = '日本'  # ü"),
    (
        "a = [\n    1,\n]  # two\nb = None",
        {"a": ["x"], "b": {"text": "body"}},
        "a = ['x']  # two\nb = {'text': 'body'}",
    ),
]


@pytest.mark.parametrize(("source", "values", "expected"), CASES)
def test_values_are_written_where_the_old_ones_stand(source, values, expected):
    book = with_parameters(notebook(source), values)
    assert book.cells[0].source == expected
    assert with_parameters(book, values).cells[0].source == expected


@pytest.mark.parametrize(("source", "tags"), [("a = [", ["parameters"]), ("a = 1", [])])
def test_what_is_no_cell_of_parameters_or_cannot_be_read_stays_as_it_is(source, tags):
    book = notebook(source, tags)
    assert with_parameters(book, {"a": 2}).cells[0].source == source
