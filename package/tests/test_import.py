"""What a count loads, and that what comes later is there all the same."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsthemes

# what only drawing, editing, stemming, or files of some formats need
LATER = set(
    "IPython PIL anywidget bs4 chardet dask dateparser docx jinja2 lxml matplotlib mistune "
    "nbclient nbformat nltk openpyxl pypdf trafilatura traitlets".split()
)
CHART = """import json, sys, newsthemes as nt
text, themes = "Trade talks. Trade war.", {"Trade": ["trade"]}
mentions = nt.find_mentions(text, themes)
counted = list(sys.modules)
nt.save(nt.plot_counts(nt.counts(mentions, text, themes)), "themes")
print(json.dumps([counted, [name for name in sys.modules if name.startswith("newsthemes")]]))"""


BARS = """import sys, pandas, newsthemes as nt
articles = pandas.DataFrame({"article": ["a"], "text": ["Trade talks."]})
nt.plot_bars(pandas.Series({nt.caption(articles): 1}))
print(*sys.modules)
nt.find_mentions(articles, {"Trade": ["trade"]})
print(*sys.modules)"""


@pytest.mark.slow
def test_tables_load_no_reader_of_files_and_bars_no_reader_of_themes(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    command = [sys.executable, "-c", BARS]
    drawn, found = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    assert b"newsthemes.articles.formats.csv_excel_json" not in found.split()
    for reader in (b"newsthemes.articles.formats.document", b"newsthemes.lexicon.read_lexicon"):
        assert reader not in drawn.split()


@pytest.mark.slow
def test_from_a_text_to_a_chart_little_is_loaded(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    command = [sys.executable, "-c", CHART]
    printed = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=tmp_path).stdout
    counted, modules = json.loads(printed.splitlines()[-1])
    assert {name.partition(".")[0] for name in counted} & LATER == set()
    rooms = {name.split(".")[1] for name in modules if "." in name}
    assert rooms <= {"text", "files", "articles", "lexicon", "mentions", "tables", "plots"}


def test_what_comes_later_is_listed_found_and_known_to_editors():
    for name in newsthemes.__all__:
        assert name in dir(newsthemes)
        assert getattr(newsthemes, name).__module__.startswith("newsthemes.")
    stub = Path(newsthemes.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    imports = [node for node in ast.parse(stub).body if isinstance(node, ast.ImportFrom)]
    assert sorted(name.asname for node in imports for name in node.names) == newsthemes.__all__


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'plot_bar'"):
        newsthemes.plot_bar  # noqa: B018
    with pytest.raises(ImportError, match="plot_bar"):
        from newsthemes import plot_bar  # noqa: F401
