"""What the notebooks show of somebody's own articles where nothing is chosen."""

import pandas as pd
import pytest

from newsthemes import find_mentions, read_lexicon
from newsthemes.report.inputs import READABLE, Inputs, chosen_by, codebook_of

THEMES = read_lexicon({"A": {"War": ["war"], "Trade": ["trade"]}, "B": {"Trade": ["so"]}})
LONG = " ".join(["so"] * READABLE)


def chosen(*texts, dates=(), lexicon=THEMES):
    articles = pd.DataFrame({"article": [f"n{row}" for row in range(len(texts))], "text": texts})
    articles["words"] = articles["text"].str.split().str.len()
    articles["date"] = list(dates) or ""
    return chosen_by(Inputs(articles, lexicon, find_mentions(articles, lexicon)))


@pytest.mark.parametrize(
    "texts, theme, row",
    [
        (["No word of it."], "War", 0),  # of equals the first
        (["Trade.", "Trade, war. Trade!"], "A: Trade", 1),
        (["Trade and war."], "War", 0),
        (["Trade.", f"Trade, trade. {LONG}"], "A: Trade", 0),  # the other is too long to read
        (["War.", f"Trade, trade. {LONG}"], "A: Trade", 1),  # no shorter one mentions it
    ],
)
def test_the_theme_mentioned_most_and_an_article_full_of_it(texts, theme, row):
    given = chosen(*texts)
    assert (given["THEME"], given["ARTICLE"], given["EDIT_THEME"]) == (theme, row, theme)


def test_the_period_is_that_which_fits_the_dates():
    days = [f"{year}-01-31" for year in range(1900, 1940)]
    assert chosen(*["Trade."] * 40, dates=days)["PERIOD"] == "year"


def test_the_codebook_among_the_articles_is_that_of_the_page(tmp_path):
    (tmp_path / "press").mkdir()
    values = {"ARTICLES": [f"{tmp_path}/a.txt", f"{tmp_path}/press"]}
    assert codebook_of(values) is None
    book = tmp_path / "press" / "codebook.md"
    book.write_text("**Trade.** Buying.")
    assert codebook_of(values) == codebook_of({"ARTICLES": [f"{tmp_path}/press"]}) == book
