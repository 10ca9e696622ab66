"""What stands in the documents of the project in Python, and the commands that count, run."""

from pathlib import Path

import pytest
from project import PROJECT

from newsthemes.command.main import main
from test_recipes import commands_of, desk, python_of, run_python  # noqa: F401 (a fixture)

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "notebooks" / "README.md", *(ROOT / "seeds").rglob("*.md")]


@pytest.mark.parametrize("source", python_of(PAGES))
def test_what_stands_in_python_runs(source, desk):  # noqa: F811
    run_python(source, desk)


@pytest.mark.parametrize("words", commands_of(PAGES), ids=" ".join)
def test_commands_that_count_run(words, desk, capsys):  # noqa: F811
    assert not main(words, PROJECT)
    told = capsys.readouterr().err.splitlines()
    # of the project's article, which may be yours
    assert [line for line in told if "seeds/sources.csv" not in line] == []
