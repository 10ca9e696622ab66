"""Texts, lists, Series and tables as articles; and what is none is said."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from newsthemes import find_mentions, read_lexicon
from newsthemes.articles.as_articles import as_articles

LEXICON = read_lexicon({"Trade": ["trade"]})
TABLE = pd.DataFrame({"text": ["a", "b"], "article": ["x", "y"], "party": [1, 2]})


@pytest.mark.parametrize("table", [TABLE, TABLE.astype(object), TABLE[:0]])
def test_a_table_of_articles_is_returned_as_it_is(table):
    assert as_articles(table) is table


@pytest.mark.parametrize("given, expected", [
    ("", [["1", ""]]),
    (np.array(["a", "b"]), [["1", "a"], ["2", "b"]]),
    (pd.Series(["a", "b"]), [["0", "a"], ["1", "b"]]),
    (pd.Series(["a", "b"], index=["x", "x"]), [["1", "a"], ["2", "b"]]),
    (pd.Series(["a", "b"], index=[1, "1"]), [["1", "a"], ["2", "b"]]),
    (pd.DataFrame({"text": ["a", "b"]}, index=[7, 9]), [["7", "a"], ["9", "b"]]),
    ([], []),
    (pd.Series([], dtype="str"), []),
])  # fmt: skip
def test_texts_are_articles(given, expected):
    articles = as_articles(given)
    assert articles[["article", "text"]].values.tolist() == expected
    assert articles["article"].dtype == "str"


def test_further_columns_are_kept_and_the_table_given_is_not_changed():
    table = pd.DataFrame({"text": ["a"], "party": ["x"]}, index=pd.Index(["one"], name="article"))
    assert as_articles(table).to_dict("records") == [{"article": "one", "text": "a", "party": "x"}]
    assert list(table.columns) == ["text", "party"]


NO_TEXT = pd.DataFrame({"body": ["x"], "n": [1]})
TWICE = pd.DataFrame({"article": ["x", "x"], "text": ["a", "b"]})
MISSING = pd.DataFrame({"article": ["a", "b"], "text": ["x", np.nan]})


@pytest.mark.parametrize("given, message", [
    (Path("press"), "a (Posix|Windows)Path, not articles; give .* what read_articles.path. returns"),
    ({"Trade": ["trade"]}, "this is a dict, not"),
    (7, "this is a int, not"),
    (NO_TEXT, r"there is no column 'text' \(there are: body and n\); rename"),
    (pd.DataFrame(), r"there is no column 'text' \(there are: none\)"),
    (["a", 7], "row 1, article '2': the text is 7; fill it, or drop the row"),
    (MISSING, "row 1, article 'b': the text is nan"),
    (TWICE, "the id 'x' is given twice; give"),
])  # fmt: skip
def test_what_is_no_article_is_said(given, message):
    with pytest.raises((TypeError, ValueError), match=f"articles: .*{message}"):
        find_mentions(given, LEXICON)


def test_the_path_of_a_file_is_no_text(tmp_path):
    (tmp_path / "press").mkdir()
    said = r"press' is a file or folder, not a text; read it with nt.read_articles\('.*press'\)$"
    with pytest.raises(TypeError, match=said):
        find_mentions(str(tmp_path / "press"), LEXICON)
    assert as_articles([str(tmp_path / "press")])["text"].tolist() == [str(tmp_path / "press")]
