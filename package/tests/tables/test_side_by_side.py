"""Outlets and reports side by side: what is marked, and what only one has."""

import numpy as np
import pandas as pd
import pytest

import newsthemes as nt

LEXICON = {"Issues": {"Trade": ["trade"], "War": ["war"], "Rain": ["rain"]}}


def articles(*rows):
    return pd.DataFrame(rows, columns=["article", "source", "text"])


ALL = articles(
    ("a", "AP", "Trade and war. Trade. War of trade."),
    ("b", "Reuters", "On trade. Of rain."),
    ("c", "AP", "Nothing."),
    ("d", "dpa", "On trade."),
    ("e", "", "Rain in a text of nobody."),
)


def only(table, by="source"):
    mentions = nt.find_mentions(table, LEXICON)
    rows = nt.only_in(mentions, table, by=by)
    return rows[["theme", "only_in", "not_in", "mentions", "passage"]].values.tolist()


def test_what_one_has_and_the_others_have_not():
    assert only(ALL) == [
        ["War", "AP", "Reuters, dpa", 2, "Trade and war. Trade. War of trade."],
        ["Rain", "Reuters", "AP, dpa", 1, "On trade. Of rain."],
    ]


def test_what_several_share_against_the_rest_comes_after():
    assert [row[:3] for row in only(ALL, by="article")] == [
        ["War", "a", "b, c, d, e"], ["Rain", "b, e", "a, c, d"], ["Trade", "a, b, d", "c, e"],
    ]  # fmt: skip


def test_nothing_where_all_have_the_same_or_nothing_is_found():
    same = articles(("a", "AP", "Trade."), ("b", "dpa", "Trade."))
    none = articles(("a", "AP", "It snowed."), ("b", "dpa", "It snowed."))
    assert only(same) == [] == only(none)


def test_what_cannot_tell_articles_apart_is_an_error():
    mentions = nt.find_mentions(ALL, LEXICON)
    with pytest.raises(ValueError, match="no column 'outlet'"):
        nt.only_in(mentions, ALL, by="outlet")


def texts_of(*rates):
    """A text a source, with so many mentions of trade among so many words."""
    texts = ("trade " * mentions + "rose " * (words - mentions) for mentions, words in rates)
    return articles(*((f"a{n}", f"S{n}", text) for n, text in enumerate(texts)))


def side(table, by="source", lexicon=LEXICON):
    return nt.side_by_side(nt.find_mentions(table, lexicon), table, lexicon, by)


def differs(table, by="source"):
    return side(table, by).query("theme == 'Trade'")["differs"].tolist()


@pytest.mark.parametrize(("rates", "wanted"), [
    ([(9, 1000), (1, 1000)], ["S1", ""]),
    ([(9, 1000), (8, 1000), (1, 1000)], ["S2", "S2", ""]),
    ([(2, 1000), (1, 1000)], ["", ""]),  # too few to tell
    ([(0, 1000), (0, 1000)], ["", ""]),
    ([(9, 1000), (9, 9000)], ["S1", ""]),  # by their length
    ([(5, 500)], [""]),
    ([(9, 1000), (0, 0), (1, 1000)], ["S2", "", ""]),  # without words there is no rate
    # log(9.5 / 2.5) is 1.34, its standard error .71
    ([(9, 1000), (2, 1000)], ["S1", ""]),
    ([(8, 1000), (2, 1000)], ["", ""]),
])  # fmt: skip
def test_a_rate_is_marked_where_it_is_much_higher(rates, wanted):
    assert differs(texts_of(*rates)) == wanted


@pytest.mark.parametrize("nothing", ["", None])
def test_articles_without_a_value_are_not_compared(nothing):
    sources = ["AP", nothing, "dpa"]
    table = texts_of((1, 1000), (9, 1000), (0, 1000)).assign(source=sources)
    assert differs(table) == ["", "", ""]
    table = texts_of((9, 1000), (1, 1000), (1, 1000)).assign(source=sources)
    assert sorted(differs(table)) == ["", "", "dpa"]


def test_of_several_articles_a_difference_counts_if_they_vary_little():
    even = [(6, 300)] * 10 + [(2, 300)] * 10
    bursts = [(60, 300)] + [(0, 300)] * 9 + [(20, 300)] + [(0, 300)] * 9  # as many of each
    halves = {"source": ["AP"] * 10 + ["dpa"] * 10}
    assert differs(texts_of(*even).assign(**halves)) == ["dpa", ""]
    assert differs(texts_of(*bursts).assign(**halves)) == ["", ""]
    # 2.6 standard errors in place of 1.75: log(20.5 / 9.5) is .77, its error .39
    twice = [(10, 500)] * 2 + [(9, 1000)]
    assert differs(texts_of(*twice).assign(source=["AP", "AP", "dpa"])) == ["", ""]
    assert differs(texts_of((20, 1000), (9, 1000))) == ["S1", ""]


def test_articles_that_are_dealt_out_seldom_differ():
    random = np.random.default_rng(0)
    per_article = random.negative_binomial(0.4, 0.4 / (0.4 + 6), 40)  # six on average, in bursts
    marked = 0
    for _ in range(40):
        table = texts_of(*((int(times), 300) for times in random.permutation(per_article)))
        marked += any(differs(table.assign(source=["AP", "dpa"] * 20)))
    assert marked <= 3


def test_what_cannot_be_a_column_is_refused():
    with pytest.raises(ValueError, match="no column 'outlet'"):
        side(ALL, by="outlet")
    with pytest.raises(ValueError, match="'differs'"):
        side(ALL.assign(differs="x"), by="differs")


def test_the_words_of_a_column_are_those_of_its_articles():
    table = side(ALL)
    words = table.drop_duplicates("source").fillna({"source": ""})
    words = words.set_index("source")["words"].to_dict()
    assert words == {"": 6, "AP": 8, "Reuters": 4, "dpa": 2}
    rate = 1000 * table["mentions"] / table["words"]
    assert (rate - table["per_1000"]).abs().max() < 1e-9


def test_others_are_counted_as_if_they_were_one():
    rows = [(f"a{n}", f"S{n % 10}", "Trade. War, rain. " * (1 + n % 7)) for n in range(30)]
    many = articles(*rows, ("z", "S3", "Trade."), ("of nobody", None, "Trade."))
    lengths = many["text"].str.split().str.len().groupby(many["source"]).sum()
    others = lengths.nsmallest(3).index
    wanted = many.assign(source=many["source"].mask(many["source"].isin(others), "others: 3"))
    wanted = side(wanted).sort_values(["source", "theme"], ignore_index=True)
    got = side(many)
    assert got["source"].dropna().iloc[-1] == "others: 3"
    got = got.sort_values(["source", "theme"], ignore_index=True)
    pd.testing.assert_frame_equal(got, wanted, check_dtype=False)


def test_of_more_than_eight_articles_the_others_are_one():
    many = articles(*((f"a{n}", "AP", "Trade. " * (20 - n)) for n in range(12)))
    table = side(many, by="article").query("theme == 'Trade'")
    assert table["article"].tolist() == [*(f"a{n}" for n in range(7)), "others: 5"]
    assert table["mentions"].tolist() == [*range(20, 13, -1), 13 + 12 + 11 + 10 + 9]


def test_texts_in_letters_are_not_compared_with_those_in_words():
    mixed = articles(("a", "AP", "Trade and war."), ("b", "Xinhua", "贸易和战争。" * 9))
    table = side(mixed)
    assert table["words"].isna().tolist() == (table["source"] == "Xinhua").tolist()
    assert set(table["differs"]) == {""}
    sizes = zip("cdefghi", range(17, 10, -1), strict=True)
    further = articles(*((name, name, "Trade. " * 10 * size) for name, size in sizes))
    others = side(pd.concat([further, mixed])).query("source == 'others: 2'")
    assert others[["words", "per_1000"]].isna().all(axis=None)
