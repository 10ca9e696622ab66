"""Toy texts whose counts the eye sees."""

import io
import pickle

import pandas as pd
import pytest

from newsthemes import (
    concordance,
    cooccurrence,
    counts,
    find_mentions,
    outcomes,
    read_articles,
    read_lexicon,
    score_by_label,
    validity,
)

ISSUES = {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}
LEXICON = read_lexicon({"Issues": ISSUES, "War": ["war"]})
TEXTS = ["Trade and tariffs. Iran.\n\nTrade again.", "Iran. War, war, war!", "Nothing here at all."]
ARTICLES = pd.DataFrame({"article": list("abc"), "text": TEXTS, "source": ["X", "Y", "X"]})
MENTIONS = find_mentions(ARTICLES, LEXICON)


def rows(table):
    return table.astype(object).to_numpy().tolist()


def test_counts_by_theme():
    table = counts(MENTIONS, ARTICLES, LEXICON)
    assert rows(table[["group", "theme", "mentions", "sentences", "paragraphs", "articles"]]) == [
        ["Issues", "Trade", 3, 2, 2, 1], ["Issues", "Iran", 2, 2, 2, 2], ["", "War", 3, 1, 1, 1],
    ]  # fmt: skip
    assert table["per_1000"].tolist() == [1000 * 3 / 14, 1000 * 2 / 14, 1000 * 3 / 14]
    assert table["share_of_sentences"].tolist() == [2 / 6, 2 / 6, 1 / 6]
    assert table["share_of_articles"].tolist() == [1 / 3, 2 / 3, 1 / 3]


@pytest.mark.parametrize(("by", "expected"), [
    ("group", [["Issues", 5], ["", 3]]),
    ("term", [["Issues", "Trade", "trade", 2], ["Issues", "Trade", "tariff*", 1],
     ["Issues", "Iran", "Iran", 2], ["", "War", "war", 3]]),
    ("article", [["a", 4], ["b", 4], ["c", 0]]),
    ("source", [["X", 4], ["Y", 4]]),
    ("paragraph", [["a", 1, 3], ["a", 2, 1], ["b", 1, 4], ["c", 1, 0]]),
    (["group", "source"], [["Issues", "X", 4], ["", "X", 0], ["Issues", "Y", 1], ["", "Y", 3]]),
])  # fmt: skip
def test_counts_by_anything(by, expected):
    table = counts(MENTIONS, ARTICLES, LEXICON, by=by)
    keys = table.columns[: table.columns.get_loc("mentions") + 1]
    assert rows(table[keys]) == expected


def test_rates_are_of_the_words_of_what_is_counted_by():
    by_source = counts(MENTIONS, ARTICLES, LEXICON, by="source").set_index("source")
    assert by_source.loc["Y", "per_1000"] == 1000 * 4 / 4
    assert by_source.loc["X", "share_of_sentences"] == 3 / 4
    assert by_source["share_of_articles"].to_dict() == {"X": 1 / 2, "Y": 1}
    by_paragraph = counts(MENTIONS, ARTICLES, LEXICON, by="paragraph")
    assert by_paragraph["per_1000"].tolist() == [1000 * 3 / 4, 1000 * 1 / 2, 1000 * 4 / 4, 0]
    assert by_paragraph["share_of_articles"].tolist() == [1, 1, 1, 0]


def test_a_paragraph_has_the_sentences_that_the_article_has_there():
    """German alone, where `3. Oktober` is one sentence, in an article of no sure language."""
    english = "The trade was there when they had seen it and all of it."
    german = "Der Handel war nicht frei, als er am 3. Oktober Handel und die Minister sah."
    articles = pd.DataFrame({"article": ["a"], "text": [f"{english}\n\n{german}"]})
    lexicon = read_lexicon({"Trade": ["trade", "Handel"]})
    table = counts(find_mentions(articles, lexicon), articles, lexicon, by="paragraph")
    assert table[["sentences", "share_of_sentences"]].to_numpy().tolist() == [[1, 1], [2, 1]]


def test_an_indented_paragraph_has_the_sentences_that_the_article_has_there():
    text = "Intro.\n\n  He met the trade\n  Minister. So\n  Next went on."
    articles = pd.DataFrame({"article": ["a", "b"], "text": [text, ""]})
    lexicon = read_lexicon({"Trade": ["trade"]})
    table = counts(find_mentions(articles, lexicon), articles, lexicon, by="paragraph")
    assert table["share_of_sentences"].tolist() == [0, 1 / 2]


def test_words_and_sentences_are_those_of_the_text_everywhere():
    """What columns of another origin say is not believed where the text is there."""
    texts = ["Trade. All is well."] * 3
    articles = pd.DataFrame({"article": range(3), "text": texts, "words": [8, 4, 2]})
    articles["sentences"] = 7
    found = find_mentions(articles, LEXICON)
    of_trade = counts(found, articles, LEXICON).iloc[0]
    assert (of_trade["per_1000"], of_trade["share_of_sentences"]) == (250, 0.5)


def test_counts_of_nothing():
    none = ARTICLES.head(0)
    table = counts(find_mentions(none, LEXICON), none, LEXICON)
    assert table["mentions"].tolist() == [0, 0, 0]
    assert table["per_1000"].isna().all()  # no words, no rate
    empty = ARTICLES.tail(1)
    assert counts(find_mentions(empty, LEXICON), empty, LEXICON)["per_1000"].tolist() == [0, 0, 0]


def test_sentences_that_were_not_numbered_are_not_counted_as_none():
    table = counts(find_mentions(ARTICLES, LEXICON, sentences=False), ARTICLES, LEXICON)
    assert table["sentences"].isna().all() and table["share_of_sentences"].isna().all()
    assert table[["mentions", "paragraphs", "articles"]].to_numpy().tolist() == [
        [3, 2, 1], [2, 2, 2], [3, 1, 1],
    ]  # fmt: skip


MISSING = [(None, float("nan")), (float("nan"), pd.NaT), (pd.NaT, pd.NA), (pd.NA, None)]


@pytest.mark.parametrize("one, other", MISSING)
def test_a_missing_value_is_a_value_of_its_own(one, other):
    articles = ARTICLES.assign(party=pd.Series([one, "P", other], dtype=object))
    table = counts(MENTIONS, articles, LEXICON, by="party")
    assert table["party"].isna().tolist() == [False, True]
    numbers = table[["mentions", "per_1000", "sentences", "articles"]].to_numpy().tolist()
    assert numbers == [[4, 1000, 2, 1], [4, 400, 3, 1]]
    by_three = counts(MENTIONS, articles, LEXICON, by=["party", "theme", "article"])
    assert by_three["articles"].tolist() == [1, 1, 0, 0, 1, 1, 0, 0, 0]


def test_a_column_that_reading_renamed_is_named_as_it_is_now():
    articles = read_articles(pd.DataFrame({"text": ["War."], "Zeitung": ["Post"], "page": [1]}))
    says = "no column 'Zeitung', which is called 'source' once it is read; there are .*, source, "
    with pytest.raises(ValueError, match=f"^counts: the articles have {says}"):
        counts(MENTIONS[:0], articles, LEXICON, by="Zeitung")


def test_tables_without_text_say_how_long_they_are():
    without = ARTICLES[["article"]].assign(words=[6, 4, 4], sentences=[3, 2, 1])
    full = counts(MENTIONS, ARTICLES, LEXICON)
    pd.testing.assert_frame_equal(counts(MENTIONS, without, LEXICON), full)
    unknown = counts(MENTIONS, without.drop(columns="sentences"), LEXICON)
    assert unknown["share_of_sentences"].isna().all() and unknown["sentences"].tolist() == [2, 2, 1]
    with pytest.raises(ValueError, match="neither a column `text` nor a column `words`"):
        counts(MENTIONS, ARTICLES[["article"]], LEXICON)
    with pytest.raises(ValueError, match="have no column 'paragraph'; there are week, .* article$"):
        counts(MENTIONS, without, LEXICON, by="paragraph")


OWN = ["mentions", "per_1000", "sentences", "articles", "match", "start", "end", "sentence", "unit"]


@pytest.mark.parametrize("name", OWN)
def test_what_a_column_must_not_be_called_to_be_counted_by(name):
    with pytest.raises(ValueError, match=f"^counts: its table has a column '{name}' of its own"):
        counts(MENTIONS, ARTICLES.assign(**{name: ["x", "y", "z"]}), LEXICON, by=name)


@pytest.mark.parametrize("of", [lambda m, a: counts(m, a, LEXICON), concordance])
def test_mentions_of_articles_that_are_not_there_are_named(of):
    said = "there is no article 'a' and 'b', for 8 of them; give all the articles"
    with pytest.raises(ValueError, match=said):
        of(MENTIONS, ARTICLES.tail(1))
    with pytest.raises(ValueError, match="there is no article 'a'"):
        of(MENTIONS, ARTICLES.head(0))
    with pytest.raises(ValueError, match="the id 'b' is given twice"):
        of(MENTIONS, ARTICLES.iloc[[0, 1, 1]])
    many = pd.DataFrame({"article": range(1000), "text": "war"})
    with pytest.raises(ValueError, match="no article 1, 2, 3 and 996 more, for 999 of them"):
        of(find_mentions(many, LEXICON), many.head(1))


@pytest.mark.parametrize(("entry", "message"), [
    ({"theme": "Peace"}, "the lexicon has no theme 'Peace'; give the lexicon that they"),
    ({"term": "war"}, "the lexicon has no term 'war' in the theme 'Trade'; give"),
])  # fmt: skip
@pytest.mark.parametrize("by", ["group", "theme", "term", "article"])
def test_mentions_of_another_lexicon_are_named(entry, message, by):
    mentions = MENTIONS.astype(object)
    mentions.loc[0, list(entry)] = list(entry.values())
    with pytest.raises(ValueError, match=message):
        counts(mentions, ARTICLES, LEXICON, by=by)


WAYS = {
    "filtered": lambda mentions: mentions[mentions["theme"] != ""].query("start >= 0"),
    "merged": lambda mentions: mentions.merge(NUMBERED[["article", "source"]], on="article"),
    "concatenated": lambda mentions: pd.concat([mentions.tail(3), mentions.head(-3)]),
    "pickled": lambda mentions: pickle.loads(pickle.dumps(mentions)),
    "categories": lambda mentions: mentions.astype({"theme": "category", "group": "category"}),
    "CSV": lambda mentions: pd.read_csv(io.StringIO(mentions.to_csv(index=False))),
}
NUMBERED = ARTICLES.assign(article=["2001", "2002", "2003"])  # ids that CSV makes numbers
CODES = [("x", "2001", 1, "Issues", "Trade", 1), ("x", "2002", 1, "Issues", "Trade", 1)]
CODES = pd.DataFrame(CODES, columns=["coder", "article", "sentence", "group", "theme", "code"])
OF_CODES = CODES, NUMBERED, LEXICON
TABLES = [
    lambda mentions: counts(mentions, NUMBERED, LEXICON, by=["term", "article"]),
    lambda mentions: cooccurrence(mentions, NUMBERED, LEXICON),
    lambda mentions: outcomes(mentions, *OF_CODES),
    lambda mentions: validity(mentions, *OF_CODES),
    lambda mentions: validity(mentions, *OF_CODES, by="term"),
    lambda mentions: score_by_label(mentions, NUMBERED, LEXICON, {"War": "Y"}, column="source"),
]


@pytest.mark.parametrize("way", WAYS)
def test_tables_are_plain_and_the_same_whatever_way_the_mentions_went(way):
    found = find_mentions(NUMBERED, LEXICON)
    mentions = WAYS[way](found)
    assert found.attrs == {}
    assert (
        (mentions["article"].dtype == "int64") == mentions["group"].isna().any() == (way == "CSV")
    )
    for table in TABLES:
        expected = table(found)
        assert not expected.empty and not expected.attrs and expected["theme"].dtype == "str"
        pd.testing.assert_frame_equal(table(mentions), expected)


def test_concordance_cuts_between_words():
    text = "A long way before the trade, and a long way\nafter it."
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    line = concordance(find_mentions(articles, LEXICON), articles, width=12).iloc[0]
    assert (line["left"], line["match"], line["right"]) == ("before the ", "trade", ", and a long")
    line = concordance(find_mentions(articles, LEXICON), articles, width=9).iloc[0]
    assert (line["left"], line["right"]) == ("the ", ", and a")
    assert len(concordance(MENTIONS, ARTICLES)) == len(MENTIONS)


IDS = pd.CategoricalDtype([*"cba", "none"])
FRAMES = {
    "counted from 0": lambda articles: articles,
    "every row called 0": lambda articles: articles.set_axis([0] * len(articles)),
    "called by id": lambda articles: articles.set_index("article", drop=False),
    "integer ids": lambda articles: articles.assign(article=[7, 3, 5][: len(articles)]),
    "categorical ids": lambda articles: articles.astype({"article": IDS}),
    "categorical sources": lambda articles: articles.fillna("none").astype({"source": "category"}),
    "no article": lambda articles: articles.head(0),
}


@pytest.mark.parametrize("frame", FRAMES)
def test_every_function_counts_the_same_whatever_the_frame(frame):
    texts = ["Trade. Iran and war.", "Trade\n\nwar war", "war, tariffs"]
    articles = FRAMES[frame](ARTICLES.assign(text=texts, source=["X", None, ""]))
    mentions = find_mentions(articles, LEXICON)
    mentions.index = articles.index[:1].repeat(len(mentions))
    kinds = ["group", "theme", "term", "article"]
    for by in (*kinds, ["theme", "source"], ["theme", "paragraph"], ["article", "term"]):
        table = counts(mentions, articles, LEXICON, by=by)
        assert table["mentions"].sum() == len(mentions) == 8 * (len(articles) > 0)
        assert (table["articles"] <= table["paragraphs"]).all()
        assert (table["paragraphs"] <= table["sentences"]).all()
        assert (table["sentences"] <= table["mentions"]).all()
    assert len(concordance(mentions, articles)) == len(mentions)


@pytest.mark.parametrize("by", ["month", ["theme", "year"]])
@pytest.mark.parametrize("about", [{}, {"date": ""}, {"date": None}])
def test_a_period_that_no_date_says_is_an_error(by, about):
    articles = ARTICLES.assign(**about)
    with pytest.raises(ValueError, match="^counts: no article has a date that says its "):
        counts(find_mentions(articles, LEXICON), articles, LEXICON, by=by)
    assert counts(find_mentions(articles.head(0), LEXICON), articles.head(0), LEXICON, by=by).empty


def test_a_period_is_counted_by():
    dated = ARTICLES.assign(date=["2023-01-02", "2023-02-03", ""])
    table = counts(find_mentions(dated, LEXICON), dated, LEXICON, by="month")
    expected = [["2023-01", 4], ["2023-02", 4], ["none", 0]]
    assert rows(table[["month", "mentions"]].fillna("none")) == expected
