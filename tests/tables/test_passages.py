"""Which article is read, and the list of those to choose from."""

import pandas as pd
import pytest
from newsthemes import article_full_of, article_named, find_mentions, read_lexicon, titles

NOTE, REPORT = "Trade.", "Trade and trade, so they say, is trade in goods."
ARTICLES = pd.DataFrame(
    {
        "article": ["note", "report", "book", "rain"],
        "title": ["Talks", "Trade at large", "All of trade", "talks"],
        "date": ["2020-01-02", "2019-05-06", "", "2021-03-04"],
        "source": ["Post", "Mail", None, "Post"],
        "text": [NOTE, REPORT, "trade and more words " * 600, "It rained."],
    }
)


@pytest.fixture
def mentions():
    return find_mentions(ARTICLES, read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]}))


def test_the_article_to_read_is_full_of_the_theme_and_of_readable_length(mentions):
    assert (
        article_full_of(mentions, ARTICLES, "Trade") == "report"
    )  # the note has the higher rate, the book more mentions
    assert article_full_of(mentions, ARTICLES, "Trade", words=5000) == "book"
    assert article_full_of(mentions, ARTICLES, "Trade", words=0) == "book"  # all are longer
    assert article_full_of(mentions, ARTICLES, "Iran") == "note"  # the first of equals


def test_titles_to_choose_from(mentions):
    table = titles(mentions, ARTICLES, "Trade")
    assert table.columns.tolist() == ["title", "date", "source", "words", "mentions", "article"]
    assert table["article"].tolist() == ["book", "report", "note", "rain"]
    assert table["mentions"].tolist() == [600, 3, 1, 0]
    assert table.loc[0, ["date", "source"]].tolist() == ["", ""]
    assert titles(mentions, ARTICLES, "Iran")["article"].tolist() == [
        "rain",
        "note",
        "report",
        "book",
    ]  # the latest first
    plain = titles(mentions, ARTICLES[["article", "text"]], "Trade")
    assert plain["title"].tolist() == ["book", "report", "note", "rain"] and set(plain["date"]) == {
        ""
    }


def test_an_article_is_named_by_its_id_or_its_title():
    assert [
        article_named(ARTICLES, name) for name in ("rain", "trade at large", "All of trade")
    ] == ["rain", "report", "book"]
    with pytest.raises(
        ValueError,
        match=r"2 articles with the title 'Talks'.*'note' \(2020-01-02\) and 'rain' \(2021-03-04\)",
    ):
        article_named(ARTICLES, "Talks")
    with pytest.raises(
        ValueError,
        match="no article 'Trade at lage'; give a title or an id, such as 'Trade at large'",
    ):
        article_named(ARTICLES, "Trade at lage")
