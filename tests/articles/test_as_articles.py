"""Texts, lists, Series and tables as articles; and what is none is said."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from newsthemes import find_mentions, read_articles, read_lexicon
from newsthemes.articles.as_articles import as_articles
from newsthemes.articles.formats.document import ArticleWarning

LEXICON = read_lexicon({"Trade": ["trade"]})
TABLE = pd.DataFrame({"text": ["a", "b"], "article": ["x", "y"], "party": [1, 2]})


def rows(given):
    return as_articles(given)[["article", "text"]].values.tolist()


@pytest.mark.parametrize("table", [TABLE, TABLE.astype(object), TABLE[:0]])
def test_a_table_of_articles_is_returned_as_it_is(table):
    assert as_articles(table) is table


@pytest.mark.parametrize("given, expected", [
    ("", [["1", ""]]),
    (np.array(["a", "b"]), [["1", "a"], ["2", "b"]]),
    (pd.Series(["a", "b"]), [["0", "a"], ["1", "b"]]),
    (pd.DataFrame({"text": ["a", "b"]}, index=[7, 9]), [["7", "a"], ["9", "b"]]),
    ([], []),
    (pd.Series([], dtype="str"), []),
])  # fmt: skip
def test_texts_are_articles(given, expected):
    assert rows(given) == expected
    assert as_articles(given)["article"].dtype == "str"


# of each a label that no other test repeats: it is said once
@pytest.mark.parametrize(
    "given, label",
    [
        (pd.Series(["a", "b"], index=["mon", "mon"]), "mon"),
        (pd.Series(["a", "b"], index=[71, "71"]), "71"),
        (pd.DataFrame({"text": ["a", "b"]}, index=[72, 72]), "72"),
    ],
)
def test_an_index_with_repeats_is_replaced_and_that_is_said(given, label):
    doubt = f"has the label '{label}' more than once in its index; its articles are called 1, 2, 3"
    with pytest.warns(ArticleWarning, match=doubt) as caught:
        mentions = find_mentions(given, LEXICON)
    assert len(caught) == 1 and caught[0].filename == __file__ and mentions.empty
    assert rows(given) == [["1", "a"], ["2", "b"]]
    with pytest.warns(ArticleWarning, match=doubt):
        assert read_articles(given)["article"].tolist() == ["1", "2"]


def test_an_index_with_repeats_does_not_matter_if_a_column_has_the_ids():
    table = pd.DataFrame({"nr": [5, 6], "text": ["a", "b"]}, index=[73, 73])
    assert read_articles(table, columns={"article": "nr"})["article"].tolist() == ["5", "6"]
    assert read_articles(table.rename(columns={"nr": "ID"}))["article"].tolist() == ["5", "6"]
    assert rows(table.rename(columns={"nr": "article"})) == [[5, "a"], [6, "b"]]


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
