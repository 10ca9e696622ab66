"""Folders to run commands in."""

import os
from pathlib import Path

import nbformat
import pytest
from commands import FIRST, THEMES
from newsthemes.show.chart import TAKEN

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to be in, with articles and themes."""
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(
        "Trade talks.\n\nTariffs hit trade.", encoding="utf-8"
    )
    (tmp_path / "press" / "b.txt").write_text("Iran and the Persian Gulf.", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(THEMES, encoding="utf-8")
    (tmp_path / "mine.lc3").write_text("+Trade\ntrade\ntr?de\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(tmp_path):
    """A project of one notebook; its package is this one."""
    root = tmp_path / "project"
    for folder in ("notebooks", "seeds", "figures"):
        (root / folder).mkdir(parents=True)
    cells = [
        nbformat.v4.new_code_cell(source, id=f"cell-{number}")
        for number, source in enumerate(FIRST)
    ]
    cells[0].metadata.tags = ["parameters"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "notebooks" / "1-one.ipynb")
    (root / "notebooks" / "matplotlibrc").write_bytes(b"")
    (root / "figures" / TAKEN).write_bytes(b"a picture of the project's own article")
    os.symlink(ROOT / "notebooks" / "newsthemes", root / "notebooks" / "newsthemes")
    return root
