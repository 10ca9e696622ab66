"""What all notebooks have in common."""

import ast

import nbformat
import pandas as pd
import pytest

from cells import NOTEBOOKS, code, read_book


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_saved_is_shown_and_names_of_ours_are_public(path):
    cells = code(nbformat.read(path, as_version=4))
    for cell in cells:
        assert "from newsthemes" not in cell.source
        *before, _ = ast.parse(cell.source).body
        first = "\n".join(map(ast.unparse, before))
        assert "nt.save(ax" not in first and "nt.save(fig" not in first, cell.source
    assert 'nt.set_up("../figures")' in cells[0].source


def test_words_beside_a_match_are_not_cut():
    """A concordance has 60 characters on either side; pandas cuts at 50, beside the match."""
    for number, path in enumerate(NOTEBOOKS):
        head, *cells = code(read_book(number))
        if any("nt.concordance(" in cell.source for cell in cells):
            with pd.option_context("display.max_colwidth", 50, "display.precision", 6):
                exec(head.source, {})
                assert pd.get_option("display.max_colwidth") >= 60, path.stem
