"""Texts, lists, Series and tables as articles; and what is none is said."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from newsthemes import concordance, counts, find_mentions, read_articles, read_lexicon
from newsthemes.articles.as_articles import as_articles
from newsthemes.articles.formats.document import ArticleError
from newsthemes.articles.notes import ArticleWarning

LEXICON = read_lexicon({"Trade": ["trade"]})
TABLE = pd.DataFrame({"text": ["a", "b"], "article": ["x", "y"], "party": [1, 2]})


class InPolars:
    """A table of polars or Arrow, as far as we ask it."""

    def __init__(self, columns):
        self.columns = columns

    def to_pandas(self):
        return pd.DataFrame(self.columns)


def rows(given):
    return as_articles(given)[["article", "text"]].values.tolist()


@pytest.mark.parametrize("table", [TABLE, TABLE.astype(object), TABLE[:0]])
def test_a_table_of_articles_is_returned_as_it_is(table):
    assert as_articles(table) is table


@pytest.mark.parametrize("given, expected", [
    ("", [[1, ""]]),
    (np.array(["a b", "c"]), [[1, "a b"], [2, "c"]]),
    (pd.array(["a b", "c"]), [[1, "a b"], [2, "c"]]),
    (pd.Series(["a", "b"]), [[0, "a"], [1, "b"]]),
    (pd.DataFrame({"text": ["a", "b"]}, index=[7, 9]), [[7, "a"], [9, "b"]]),
    (pd.DataFrame({"text": ["a", "b"]}, index=[7, "x"]), [["7", "a"], ["x", "b"]]),
    (pd.Series({(7, 1): "a", (7, 2): "b"}), [[0, "a"], [1, "b"]]),
    (InPolars({"text": ["a", "b"]}), [[0, "a"], [1, "b"]]),
    ([], []),
    (pd.Series([], dtype="str"), []),
])  # fmt: skip
def test_texts_are_articles(given, expected):
    assert rows(given) == expected
    if any(text for _, text in expected):
        assert read_articles(given)[["article", "text"]].values.tolist() == expected


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
    assert rows(given) == [[1, "a"], [2, "b"]]
    with pytest.warns(ArticleWarning, match=doubt):
        assert read_articles(given)["article"].tolist() == [1, 2]


def test_an_index_with_repeats_does_not_matter_if_a_column_has_the_ids():
    table = pd.DataFrame({"nr": [5, 6], "text": ["a", "b"]}, index=[73, 73])
    assert read_articles(table, columns={"article": "nr"})["article"].tolist() == [5, 6]
    assert read_articles(table.rename(columns={"nr": "ID"}))["article"].tolist() == [5, 6]
    assert rows(table.rename(columns={"nr": "article"})) == [[5, "a"], [6, "b"]]


def test_further_columns_are_kept_and_the_table_given_is_not_changed():
    table = pd.DataFrame({"text": ["a"], "party": ["x"]}, index=pd.Index(["one"], name="article"))
    assert as_articles(table).to_dict("records") == [{"article": "one", "text": "a", "party": "x"}]
    assert list(table.columns) == ["text", "party"]


NO_TEXT = pd.DataFrame({"body": ["x"], "n": [1]})
TWICE = pd.DataFrame({"article": ["x", "x"], "text": ["a", "b"]})
LEVELS = pd.DataFrame({("text", "a"): ["x"], ("date", "b"): ["y"]})
MISSING = pd.DataFrame({"article": ["a", "b"], "text": ["x", np.nan]})


@pytest.mark.parametrize("given, message", [
    (Path("press"), "a (Posix|Windows)Path, not articles; give .* what read_articles.path. returns"),
    ({"Trade": ["trade"]}, "this is a dict, not"),
    (7, "this is a int, not"),
    (NO_TEXT, r"there is no column 'text' \(there are: body and n\); rename"),
    (pd.DataFrame(), r"there is no column 'text' \(there are: none\)"),
    (["a", 7], "row 1, article 2: the text is 7; fill it, or drop the row"),
    ([b"a"], r"article 1: the text is b'a'; make it a text: value.decode\("),
    ([["They", "met"]], r"article 1: the text is \['They', 'met'\]; make one text of its parts: "),
    (b"a", "these are bytes, not a text; make it a text: value.decode"),
    (LEVELS, "the columns have 2 levels; give each column one name: "),
    (MISSING, "row 1, article 'b': the text is nan"),
    (TWICE, "the id 'x' is given twice; give"),
])  # fmt: skip
def test_what_is_no_article_is_said(given, message):
    with pytest.raises((TypeError, ValueError), match=f"articles: .*{message}"):
        find_mentions(given, LEXICON)


def test_words_in_the_place_of_texts_are_warned_of():
    words = (
        "It was the best of times, it was the worst of trade, it was the age of wisdom .".split()
    )
    with pytest.warns(ArticleWarning, match=r"each of the 21 texts is one word; if they") as caught:
        assert len(find_mentions([*words, "x", "y"], LEXICON)) == 1
    assert caught[0].filename == __file__
    find_mentions([*words, "x y"], LEXICON)


def test_the_path_of_a_file_is_no_text(tmp_path):
    (tmp_path / "press").mkdir()
    said = r"press' is a file or folder, not a text; read it with nt.read_articles\('.*press'\)$"
    with pytest.raises(TypeError, match=said):
        find_mentions(str(tmp_path / "press"), LEXICON)
    assert as_articles([str(tmp_path / "press")])["text"].tolist() == [str(tmp_path / "press")]


WAR = ["War.", "A war."]


@pytest.mark.parametrize("table, ids", [
    (pd.DataFrame({"id": [11, 12], "text": WAR}), [11, 12]),
    (pd.DataFrame({"text": WAR}, index=[11, 12]), [11, 12]),
    (pd.DataFrame({"id": ["011", "12"], "text": WAR}), ["011", "12"]),
    (pd.DataFrame({"id": ["11", "12"], "text": WAR}), ["11", "12"]),
    ([{"id": 11, "text": "War."}, {"id": "b", "text": "A war."}], ["11", "b"]),
    ([{"id": 2**70, "text": "War."}], [str(2**70)]),
])  # fmt: skip
def test_ids_keep_their_type_so_that_every_table_can_be_joined(table, ids):
    articles = read_articles(table)
    mentions = find_mentions(articles, {"War": ["war"]})
    counted = counts(mentions, articles, {"War": ["war"]}, by="article")
    for result in (articles, mentions, concordance(mentions, articles), counted):
        assert result["article"].tolist() == ids
    own = pd.DataFrame({"article": ids, "party": "x"})
    assert mentions.merge(own, on="article")["party"].tolist() == ["x"] * len(ids)


def test_where_an_id_is_made_unique_all_are_text_and_that_is_said():
    with pytest.warns(ArticleWarning, match=r"called 11-2 \(1 article .*; all ids are text"):
        articles = read_articles([{"id": 11, "text": "War."}, {"id": 11, "text": "Peace."}])
    assert articles["article"].tolist() == ["11", "11-2"]


def test_levels_of_an_index_become_columns():
    levels = pd.MultiIndex.from_tuples([(1987, "x")], names=["year", "article"])
    table = pd.DataFrame({"text": ["War."]}, index=levels)
    for given in (table, table.reset_index().set_index(["year", "article"], drop=False)):
        assert read_articles(given)[["article", "year"]].values.tolist() == [["x", 1987]]


@pytest.mark.parametrize("given, said", [
    ([["They", "met"]], r"and no text or dict; make one text of its parts: \" \".join"),
    ([b"They met."], "and no text or dict; make it a text: value.decode"),
    (pd.DataFrame({"text": [["They", "met"]]}), "no text in the column text; make one text of its"),
    (b"They met.", "this is a bytes, not articles; name a file or folder"),
])  # fmt: skip
def test_tokens_and_bytes_are_no_texts(given, said):
    with pytest.raises(ArticleError, match=said):
        read_articles(given)
