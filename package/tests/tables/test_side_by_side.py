"""Outlets and reports side by side: what is marked, and what only one has."""

import pandas as pd
import pytest

import newsthemes as nt
from newsthemes.tables.side_by_side import with_others

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


def side(*rates):
    """A table as of `counts`: mentions and words of each source."""
    rows = [("Trade", f"S{number}", *rate) for number, rate in enumerate(rates)]
    return pd.DataFrame(rows, columns=["theme", "source", "mentions", "words"])


@pytest.mark.parametrize(("rates", "differs"), [
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
def test_a_rate_is_marked_where_it_is_much_higher(rates, differs):
    table = nt.mark_differences(side(*rates))
    assert table["differs"].tolist() == differs


@pytest.mark.parametrize("nothing", ["", None])
def test_articles_without_a_value_are_not_compared(nothing):
    table = side((1, 1000), (9, 1000), (0, 1000)).assign(source=["AP", nothing, "dpa"])
    assert nt.mark_differences(table)["differs"].tolist() == ["", "", ""]
    table["mentions"] = [9, 1, 1]
    assert nt.mark_differences(table)["differs"].tolist() == ["dpa", "", ""]


@pytest.mark.parametrize("name", ["theme", "source", "mentions", "words"])
def test_a_table_of_other_columns_is_refused(name):
    with pytest.raises(ValueError, match=rf"no column '{name}'; give counts\(mentions, articles"):
        nt.mark_differences(side((9, 1000)).drop(columns=name))


def test_the_words_of_a_column_are_those_of_its_articles():
    table = nt.counts(nt.find_mentions(ALL, LEXICON), ALL, LEXICON, by=["theme", "source"])
    words = table.drop_duplicates("source").set_index("source")["words"].to_dict()
    assert words == {"": 6, "AP": 8, "Reuters": 4, "dpa": 2}
    rate = 1000 * table["mentions"] / table["words"]
    assert (rate - table["per_1000"]).abs().max() < 1e-9


def test_others_are_counted_as_if_they_were_one():
    rows = [(f"a{n}", f"S{n % 10}", "Trade. War, rain. " * (1 + n % 7)) for n in range(30)]
    many = articles(*rows, ("z", "S3", "Trade."))
    mentions = nt.find_mentions(many, LEXICON)
    lengths = many["text"].str.split().str.len().groupby(many["source"]).sum()
    others = lengths.nsmallest(3).index
    wanted = many.assign(source=many["source"].where(~many["source"].isin(others), "others: 3"))
    wanted = nt.counts(mentions, wanted, LEXICON, by=["theme", "source"])
    got = with_others(nt.counts(mentions, many, LEXICON, by=["theme", "source"]), "source")
    columns = ["theme", "source", "mentions", "sentences", "words", "per_1000", "differs"]
    wanted = nt.mark_differences(wanted)[columns].sort_values(["source", "theme"])
    got = got[columns].sort_values(["source", "theme"])
    pd.testing.assert_frame_equal(got, wanted.set_axis(got.index), check_dtype=False)


def test_texts_in_letters_are_not_compared_with_those_in_words():
    mixed = articles(("a", "AP", "Trade and war."), ("b", "Xinhua", "贸易和战争。" * 9))
    table = nt.counts(nt.find_mentions(mixed, LEXICON), mixed, LEXICON, by=["theme", "source"])
    assert table["words"].isna().tolist() == (table["source"] == "Xinhua").tolist()
    assert set(nt.mark_differences(table)["differs"]) == {""}
    sizes = zip("cdefghi", range(7, 0, -1), strict=True)
    further = articles(*((name, name, "Trade. " * 10 * size) for name, size in sizes))
    mixed = pd.concat([further, mixed])
    table = nt.counts(nt.find_mentions(mixed, LEXICON), mixed, LEXICON, by=["theme", "source"])
    others = with_others(table, "source").query("source == 'others: 2'")
    assert others[["words", "per_1000"]].isna().all(axis=None)
