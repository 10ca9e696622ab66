"""What a table may be by: a column of the articles, else a period; and none that it has itself."""

import pandas as pd
import pytest

from newsthemes import estimated_shares, find_mentions, read_lexicon, score_by_label

LEXICON = read_lexicon({"Trade": ["trade"], "War": ["war"]})
TEXTS = ["Trade. War. Rain.", "Trade. Rain. Sun."]
ARTICLES = pd.DataFrame({"article": range(40), "text": TEXTS * 20, "heading": "Trade"})
ARTICLES["place"] = ["A", "A", "B", "B"] * 10
MENTIONS = find_mentions(ARTICLES, LEXICON)
LABELS = {"Trade": "Trade"}
CODES = [("x", article, 1, "", "Trade", article % 2) for article in range(40)]
CODES = pd.DataFrame(CODES, columns=["coder", "article", "sentence", "group", "theme", "code"])
TABLES = {
    "score_by_label": lambda of, by: score_by_label(MENTIONS, of, LEXICON, LABELS, by=by),
    "estimated_shares": lambda of, by: estimated_shares(MENTIONS, CODES, of, LEXICON, by=by),
}
of_each = pytest.mark.parametrize("name", TABLES)


def test_no_column_of_the_table_is_written_over():
    for table in TABLES.values():
        for own in table(ARTICLES, "place").columns.difference(["place"]):
            named = ARTICLES.assign(**{own: "x"})
            with pytest.raises(ValueError, match=f"its table has a column '{own}' of its own"):
                table(named, own)


@of_each
def test_a_column_called_like_a_period_is_taken_with_dates_or_without(name):
    year = ARTICLES.assign(year=ARTICLES["place"])
    expected = TABLES[name](ARTICLES, "place")
    for articles in (year, year.assign(date=[f"{1980 + place}-05-01" for place in range(40)])):
        table = TABLES[name](articles, "year")
        assert table.rename(columns={"year": "place"}).equals(expected)


@of_each
@pytest.mark.parametrize("by, problem", [
    ("paragraph", "the articles have no column 'paragraph'; there are week, .*year, "),
    ("yeer", "the articles have no column 'yeer' \\(did you mean 'year'\\?\\); there are week, .*date$"),
    ("month", "no article has a date that says its month"),
])  # fmt: skip
def test_what_is_not_there_is_named_with_the_function(name, by, problem):
    with pytest.raises(ValueError, match=f"^{name}: {problem}"):
        TABLES[name](ARTICLES.assign(date="2020"), by)
