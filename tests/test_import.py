"""What `import newsthemes` loads, and that what comes later is there all the same."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsthemes

# what only drawing, editing, stemming, or files of some formats need
LATER = set(
    "IPython PIL anywidget chardet dask dateparser docx jinja2 lxml matplotlib mistune nbclient "
    "nbformat nltk openpyxl py3langid trafilatura traitlets".split()
)
LOADED = "import json, sys, newsthemes; print(json.dumps(list(sys.modules)))"


@pytest.mark.slow
def test_the_import_loads_nothing_that_only_some_functions_need():
    printed = subprocess.run(
        [sys.executable, "-c", LOADED], stdout=subprocess.PIPE, check=True
    ).stdout
    loaded = {name.partition(".")[0] for name in json.loads(printed)}
    assert "pandas" in loaded
    assert loaded & LATER == set()


def test_what_comes_later_is_listed_found_and_known_to_editors():
    for name in newsthemes.__all__:
        assert name in dir(newsthemes)
        assert getattr(newsthemes, name).__module__.startswith("newsthemes.")
    tree = ast.parse(Path(newsthemes.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert sorted(name.name for node in imports for name in node.names) == newsthemes.__all__


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'plot_bar'"):
        newsthemes.plot_bar  # noqa: B018
    with pytest.raises(ImportError, match="plot_bar"):
        from newsthemes import plot_bar  # noqa: F401
