"""Where the inputs of a run are found."""

import json
from pathlib import Path

import pytest

from newsthemes import read_articles, read_lexicon
from newsthemes.text.write_files import input_path
from newsthemes.trust.read_codes import read_codes


@pytest.fixture
def moved(tmp_path, monkeypatch):
    """A folder of notebooks that is no longer where its inputs are seen from. Returns where they
    are.
    """
    was, now = tmp_path / "was", tmp_path / "now"
    for folder in (was / "press", now):
        folder.mkdir(parents=True)
    (was / "press" / "a.txt").write_text("Trade is up.", encoding="utf-8")
    (was / "mine.yaml").write_text("Trade: [trade]", encoding="utf-8")
    (was / "codes.csv").write_text(
        "article,sentence,text,Trade\na,1,Trade is up.,1\n", encoding="utf-8"
    )
    names = {
        f"../gone/{name}": str(was / name) for name in ("press", "mine.yaml", "codes.csv", "never")
    }
    (now / "inputs.json").write_text(json.dumps(names), encoding="utf-8")
    monkeypatch.chdir(now)
    return was


def test_notebooks_find_their_inputs_though_their_folder_was_moved(moved):
    articles, lexicon = read_articles("../gone/press"), read_lexicon("../gone/mine.yaml")
    assert articles["article"].tolist() == ["a"] and read_articles(["../gone/press"])[
        "article"
    ].tolist() == ["a"]
    assert lexicon.path == (moved / "mine.yaml").as_posix()  # which the explorer saves to
    assert read_codes("../gone/codes.csv", articles, lexicon)["code"].tolist() == [1]


@pytest.mark.parametrize("path", ["../was/press", "../gone/never", "../gone/other"])
def test_a_path_stays_where_it_exists_or_nothing_is_known_of_it(moved, path):
    assert input_path(path) == Path(path)


@pytest.mark.parametrize("content", [None, "{", "[1]"])
def test_a_path_stays_without_a_file_of_inputs(moved, content):
    Path("inputs.json").write_text(content, encoding="utf-8") if content else Path(
        "inputs.json"
    ).unlink()
    assert input_path("../gone/press") == Path("../gone/press")
