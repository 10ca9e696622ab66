"""The rule as notebook 2 writes it by hand, against `find_mentions`."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import newsthemes as nt

ROOT = Path(__file__).resolve().parents[2]
BOOK = nbformat.read(ROOT / "notebooks" / "2-its-themes.ipynb", as_version=4)
CELLS = {cell.id: cell.source for cell in BOOK.cells}
pytestmark = pytest.mark.skipif(
    not (ROOT / "seeds" / "000_4d4a409eb79944d2.txt").exists(), reason="seeds/ has other articles"
)


def test_the_count_by_hand_is_that_of_find_mentions(monkeypatch, tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path / "notebooks")
    ids = "parameters", "read", "choose", "patterns", "by-hand-sentence", "table-by-hand"
    names = {"re": re, "pd": pd, "nt": nt}
    for cell in ids:
        exec(compile(CELLS[cell], cell, "exec"), names)
    both = names["both"]
    assert len(both) == len(names["lexicon"].themes)
    assert both["by_hand"].tolist() == both["find_mentions"].tolist()
    assert both["by_hand"].sum() > both["without_nested"].sum()
    assert ("Trade", "trade disputes") in [row[:2] for row in names["rows"]]
