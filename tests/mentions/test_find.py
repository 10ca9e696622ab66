"""The counting rule, point by point: each case would fail without the point that it names."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from themes import find_mentions, read_lexicon
from themes.mentions.find import COLUMNS
from themes.text.characters import fold, term_words

SEA = {"China": ["China"], "South China Sea": ["South China Sea"]}


def articles(*texts):
    return pd.DataFrame({"article": [f"a{number}" for number in range(len(texts))], "text": list(texts)})


def found(text, themes, **options):
    mentions = find_mentions(articles(text), read_lexicon(themes), **options)
    return [f"{theme}: {match}" for theme, match in zip(mentions["theme"], mentions["match"], strict=True)]


ONE_TERM = [
    # 1 whole words: no letter, mark, digit or underscore before or after
    ("China", "China’s and US-China, not Indochina or China_1", ["China", "China"]),
    ("China", "(China) China2 2China _China China", ["China", "China"]),
    ("cafe", "cafe\u0301 and cafe", ["cafe"]),
    ("a", "a\u0bbe a", ["a"]),
    ("중국", "중국 중국과 중국.", ["중국", "중국"]),
    # 2 upper and lower case
    ("trade", "Trade TRADE tRaDe", ["Trade", "TRADE", "tRaDe"]),
    ("US", "US us Us U S", ["US"]),
    ("US", "US-China, US’s, (US)", ["US", "US", "US"]),
    ("APEC", "Apec APEC", ["APEC"]),
    ("NATION", "nation NATION", ["nation", "NATION"]),
    ("A", "a A", ["a", "A"]),
    ("ÖVP", "övp ÖVP", ["ÖVP"]),
    ("COVID-19", "Covid-19 covid 19 COVID-19", ["Covid-19", "covid 19", "COVID-19"]),
    ("US*", "us USA", ["us", "USA"]),
    ("σας", "ΣΑΣ σασ", ["ΣΑΣ", "σασ"]),
    ("straße", "STRAẞE strasse", ["STRAẞE"]),
    ("\u0390", "\u1fd3 \u0390", ["\u1fd3", "\u0390"]),
    ("\ufb06", "\ufb05 \ufb06 st", ["\ufb05", "\ufb06"]),
    ("istanbul", "İstanbul Istanbul", ["Istanbul"]),
    ({"term": "Polish", "case": "exact"}, "polish Polish POLISH", ["Polish"]),
    ({"term": "NATO", "case": "any"}, "Nato NATO", ["Nato", "NATO"]),
    # 3 between the words: white space with one line end at most, or one dash
    ("Israel-Hamas", "Israel Hamas Israel-Hamas Israel–Hamas Israel—Hamas", 4),
    ("Israel Hamas", "Israel-Hamas", ["Israel-Hamas"]),
    ("trade war", "trade war, trade  war, trade\nwar, trade \n war, trade\u00a0war, trade\u3000war", 6),
    ("trade war", "trade\n\nwar trade\n \nwar trade, war trade. War trade/war trade - war trade--war trade- war tradewar", []),
    ("trade war", "trade\r\nwar", ["trade\r\nwar"]),
    ("people's", "people’s people's peoples", ["people’s", "people's"]),
    ("“red line”", 'a "red line"', ['"red line"']),
    ("cafe\u0301", "caf\u00e9", ["caf\u00e9"]),
    # 4 wildcards
    ("tariff*", "tariff tariffs Tariff-free tariffication", ["tariff", "tariffs", "Tariff", "tariffication"]),
    ("*ization", "militarization ization Ization's izations", ["militarization", "ization", "Ization"]),
    ("wom?n", "woman women womn womaan WOMEN", ["woman", "women", "WOMEN"]),
    ("con*ference", "conference conference7 conpreference con-ference", ["conference", "conpreference"]),
    ("m*n", "men man mn mountain m-n me", ["men", "man", "mn", "mountain"]),
    ("war * Ukraine", "war in Ukraine, war Ukraine, war in the Ukraine, war-in-Ukraine", ["war in Ukraine", "war-in-Ukraine"]),
    ("war * Ukraine", "war … Ukraine", []),
    ("* war", "the war, war", ["the war"]),
    ("trad* war*", "trading wars", ["trading wars"]),
    ("tariff*", "tariff_1 tariff’s", ["tariff_1", "tariff"]),
    ("c?ha*", "c\U0001f600ha ctha ctha\u0301", ["ctha", "ctha\u0301"]),
    # words as long as the numbers that stand for them, and longer
    ("offshore", "offshore offshores offshor", ["offshore"]),
    ("offshore*", "offshore offshores offshor", ["offshore", "offshores"]),
    ("protection", "protection protections protectizotection protectizzotection", ["protection"]),
    ("protectio*", "protection protectixn", ["protection"]),
    ("*tectionism", "protectionism protextionism", ["protectionism"]),
    ("p*ionism", "protectionism pionism ionism", ["protectionism", "pionism"]),
    ("abc*bcd", "abcbcd abcd abcdbcd", ["abcbcd", "abcdbcd"]),
    ("constitutionalism", "constitutionalism constituxionalism", ["constitutionalism"]),
    ("pro*tec*ism", "protectionism prototypism proism", ["protectionism"]),
    ("a*b*b", "abb axbxb ab abxbx abbb", ["abb", "axbxb", "abbb"]),
    ("*a*b*", "ab ba xaybz a-b", ["ab", "xaybz"]),
    ("*ab?*b", "abb ababb abxbb ab", ["ababb", "abxbb"]),
    ("a*'b*c*d", "a'bcd ax'bcccdd a'bd ab'cd", ["a'bcd", "ax'bcccdd"]),
    ("märz", "märz mŝrz mǖrz", ["märz"]),  # letters outside ASCII that one number stands for
    ("丁一", "丁一 乺一 丁仩", ["丁一"]),
    ("trade war", "trade\n         war trade         \n war trade\n         \nwar trade     -    war", 2),
    # points and other marks in a term stand for themselves
    ("U.S.", "U.S. and u.s. but not U.S.A or UxSx", ["U.S.", "u.s."]),
    ("AT&T", "AT&T at&t", ["AT&T", "at&t"]),
    ("$", "$ 5 and 5 $, not 5$ or $5", ["$", "$"]),
    ("[a]", "[a] a", ["[a]"]),
]


@pytest.mark.parametrize(("term", "text", "expected"), ONE_TERM)
@pytest.mark.filterwarnings("ignore::themes.LexiconWarning")
def test_one_term(term, text, expected):
    matches = [line.removeprefix("T: ") for line in found(text, {"T": [term]})]
    assert (len(matches) if isinstance(expected, int) else matches) == expected


SEVERAL = [
    # 5 within a theme: longest in words first, then leftmost, and no character twice
    ({"T": ["trade", "trade disputes"]}, "trade disputes, trade", ["T: trade disputes", "T: trade"]),
    ({"T": ["a b", "b c d"]}, "a b c d", ["T: b c d"]),
    ({"T": ["a b", "b c"]}, "a b c", ["T: a b"]),
    ({"T": ["a b a"]}, "a b a b a", ["T: a b a"]),
    ({"T": ["a b a", "x a b c"]}, "x a b c", ["T: x a b c"]),
    ({"T": ["a b a", "x y a b"]}, "x y a b a b a", ["T: x y a b", "T: a b a"]),
    ({"T": ["Xinjiang", "tensions"]}, "Xinjiang tensions", ["T: Xinjiang", "T: tensions"]),
    # 6 what a not: phrase took is dropped
    ({"T": ["trade", {"not": "trade union*"}]}, "trade unions trade", ["T: trade"]),
    ({"T": ["trade", {"not": "trade"}]}, "trade", []),
    ({"T": ["trade union act", {"not": "trade union"}]}, "trade union act", ["T: trade union act"]),
    ({"T": ["a b", {"not": "b c d"}]}, "a b c d", []),
    ({"T": ["open", {"not": "US Open", "case": "exact"}]}, "US Open, us open", ["T: open"]),
    ({"T": ["trade", {"not": "trade union"}], "U": ["union"]}, "trade union", ["U: union"]),
    # 7 across themes: what lies wholly inside a longer mention of another theme is not counted
    (SEA, "China in the South China Sea", ["China: China", "South China Sea: South China Sea"]),
    ({"A": ["sea"], "B": ["South China Sea"]}, "South China Sea", ["B: South China Sea"]),
    ({"A": ["a b"], "B": ["b c"]}, "a b c", ["A: a b", "B: b c"]),
    ({"A": ["trade"], "B": ["trade"]}, "trade", ["A: trade", "B: trade"]),
    ({"A": ["a"], "B": ["a b"], "C": ["a b c"]}, "a b c", ["C: a b c"]),
    ({"A": ["b c"], "B": ["a b"], "C": ["c d"]}, "a b c d", ["B: a b", "A: b c", "C: c d"]),
    ({"A": ["a*"], "B": ["a'b"]}, "a'b", ["B: a'b"]),
]


@pytest.mark.parametrize(("themes", "text", "expected"), SEVERAL)
@pytest.mark.filterwarnings("ignore::themes.LexiconWarning")
def test_several_terms(themes, text, expected):
    assert found(text, themes) == expected


def test_nested_mentions_are_counted_on_request():
    assert found("China in the South China Sea", SEA, nested="count") == [
        "China: China",
        "South China Sea: South China Sea",
        "China: China",
    ]


SAME_SPAN = [
    (["trad*", "trade"], "trade"),  # the one without a wildcard
    (["trad?", "tr*e", "*e"], "trad?"),  # then the longer
    (["tr*de", "tra*e"], "tr*de"),  # then the first by code point ("d" < "a" at no place: "tr*" < "tra")
    (["US-China talks", "US China talks"], "US China talks"),
    (["trade", "trade-"], "trade-"),  # spellings of one term: the longer, too
]


@pytest.mark.filterwarnings("ignore::themes.LexiconWarning")
@pytest.mark.parametrize(("terms", "expected"), SAME_SPAN)
def test_which_term_a_span_goes_to(terms, expected):
    for order in (terms, terms[::-1]):
        mentions = find_mentions(articles("trade US China talks"), read_lexicon({"T": order}))
        assert mentions["term"].tolist() == [expected]


def test_the_table():
    lexicon = read_lexicon({"Issues": {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}, "Empty of": ["nothing here"]})
    mentions = find_mentions(articles("No. Trade\n\nand Tariffs.", "trade"), lexicon)
    assert mentions.columns.tolist() == COLUMNS
    assert mentions.astype(object).to_numpy().tolist() == [
        ["a0", "Issues", "Trade", "trade", "Trade", 4, 9, 2, 1],
        ["a0", "Issues", "Trade", "tariff*", "Tariffs", 15, 22, 3, 2],
        ["a1", "Issues", "Trade", "trade", "trade", 0, 5, 1, 1],
    ]
    assert mentions["theme"].cat.categories.tolist() == ["Trade", "Iran", "Empty of"]
    assert mentions["group"].cat.categories.tolist() == ["Issues", ""]
    assert mentions["term"].cat.categories.tolist() == ["trade", "tariff*", "Iran", "nothing here"]
    without = find_mentions(articles("No. Trade\n\nand Tariffs.", "trade"), lexicon, sentences=False)
    assert without["sentence"].isna().all()
    pd.testing.assert_frame_equal(without.drop(columns="sentence"), mentions.drop(columns="sentence"))


def test_odd_texts_and_an_odd_index():
    texts = ["trade \ud800 trade\0trade", "\udfff trade"]
    table = pd.DataFrame({"article": ["a", "b"], "text": texts}, index=[7, "x"], dtype=object)
    mentions = find_mentions(table, read_lexicon({"T": ["trade"]}))
    assert mentions[["article", "start"]].values.tolist() == [["a", 0], ["a", 8], ["a", 14], ["b", 2]]


def test_a_long_word_and_many_batches():
    texts = ["x" * 1_200_000 + " trade", "é trade", "", *["trade é", "trade"] * 3, "trade " * 200_000]
    mentions = find_mentions(articles(*texts), read_lexicon({"T": ["trade", "*xx"]}))
    assert mentions["article"].value_counts(sort=False).tolist() == [2, 1, 1, 1, 1, 1, 1, 1, 200_000]
    assert mentions["article"].drop_duplicates().tolist() == ["a0", "a1", *(f"a{n}" for n in range(3, 10))]


# Each would take an ordinary search hours: powers of the text's length, of two, or its square.
SLOW = [
    ("a*a*a*a*a*b*b", "a" * 100_000 + "b", 0),
    ("*a*b*", "a" * 400_000, 0),
    ("*é*b*", "é" * 400_000, 0),
    ("*a" * 40 + "*b*c", ("a" * 100_000 + "c ") * 2, 0),
    (" ".join(["A"] * 51) + " 'b", "a  " * 100_000 + "b", 0),
    ({"term": " ".join(["A"] * 51), "case": "exact"}, "A  " * 50 + "a", 0),
    ("a 'b", "a" + " " * 400_000 + "b", 0),
]


def test_no_term_takes_long(tmp_path):
    """In a process of its own, as nothing else could end it; it takes a second or two and is given five minutes."""
    (tmp_path / "slow.json").write_text(json.dumps(SLOW))
    code = f"""import json, pandas, themes
for term, text, count in json.load(open({str(tmp_path / "slow.json")!r})):
    table = pandas.DataFrame({{"article": ["a"], "text": [text]}})
    assert len(themes.find_mentions(table, themes.read_lexicon({{"T": [term]}}))) == count, term"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd="notebooks", timeout=300, check=True)


@pytest.mark.parametrize("texts", [[], [""], ["\n\n"], ["nothing"]])
def test_nothing_found_is_an_empty_table_with_its_columns(texts):
    mentions = find_mentions(articles(*texts), read_lexicon(SEA))
    assert mentions.empty
    full = find_mentions(articles("China"), read_lexicon(SEA))
    assert mentions.dtypes.drop(["article", "match"]).equals(full.dtypes.drop(["article", "match"]))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame({"text": ["x"]}), "no column 'article'"),
        (pd.DataFrame({"article": ["x"]}), "no column 'text'"),
        (pd.DataFrame({"article": ["x", "x"], "text": ["a", "b"]}), "'x' is given twice, in rows 0 and 1"),
        (pd.DataFrame({"article": ["x", "y"], "text": ["a", None]}), "row 1, article 'y': the text is (None|nan)"),
        (pd.DataFrame({"article": ["x", "y"], "text": [1.5, "a"]}), "row 0, article 'x': the text is 1.5"),
    ],
)
def test_bad_articles_are_named(table, message):
    with pytest.raises(ValueError, match=message):
        find_mentions(table, read_lexicon(SEA))


def test_nested_takes_two_values():
    with pytest.raises(ValueError, match="'keep'"):
        find_mentions(articles("x"), read_lexicon(SEA), nested="keep")


def test_fold_keeps_the_length():
    text = "İŉǰΐẞﬃ‘’“”ŒΣ"
    assert len(fold(text)) == len(text)
    assert fold(text) == "İŉǰΐßﬃ''\"\"œσ"
    assert term_words("  US-China – talks ") == ["US", "China", "talks"]


WORDS = ["trade", "Trade", "war", "US", "us", "China", "South China Sea", "é", "e\u0301", "🙂", "ß", "_", "7", "İ", "中国"]
BETWEEN = [" ", "  ", "\n", "\n\n", "-", "–", " - ", ". ", ", ", "’s ", "", "\u00a0", "\u200d"]
TERMS = ["trade", "trade war", "tra*", "*r", "US", "China", "South China Sea", "US-China", "w?r", "* war", "é", "ß", "7", "中*"]
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=12).map(
    lambda pairs: "".join(word + between for word, between in pairs)
)
entries = st.one_of(st.sampled_from(TERMS), st.sampled_from(TERMS).map(lambda term: {"not": term}))
lexicons = st.dictionaries(st.sampled_from("ABC"), st.lists(entries, min_size=1, max_size=4), min_size=1)


@pytest.mark.filterwarnings("ignore::themes.LexiconWarning")
class TestProperties:
    @given(texts | st.text(), lexicons)
    def test_a_mention_is_its_place_in_the_text(self, text, themes):
        mentions = find_mentions(articles(text), read_lexicon(themes), nested="count")
        assert [text[start:end] for start, end in zip(mentions["start"], mentions["end"], strict=True)] == list(
            mentions["match"]
        )
        for _, theme in mentions.groupby("theme", observed=True):
            assert (theme["start"].to_numpy()[1:] >= theme["end"].to_numpy()[:-1]).all()

    @given(st.lists(texts, max_size=4), lexicons)
    def test_an_article_does_not_depend_on_the_others(self, several, themes):
        lexicon = read_lexicon(themes)
        together = find_mentions(articles(*several), lexicon)
        for number, text in enumerate(several):
            alone = find_mentions(pd.DataFrame({"article": [f"a{number}"], "text": [text]}), lexicon)
            rows = together[together["article"] == f"a{number}"]
            assert rows.to_numpy().tolist() == alone.to_numpy().tolist()

    @given(texts, lexicons, st.randoms())
    def test_the_order_of_themes_and_terms_does_not_matter(self, text, themes, random):
        shuffled = {
            name: random.sample(terms, len(terms)) for name, terms in random.sample(sorted(themes.items()), len(themes))
        }
        one, other = (find_mentions(articles(text), read_lexicon(order)) for order in (themes, shuffled))
        assert one.to_numpy().tolist() == other.to_numpy().tolist()

    @given(texts, lexicons)
    def test_dropping_nested_mentions_only_drops(self, text, themes):
        dropped, counted = (find_mentions(articles(text), read_lexicon(themes), nested=nested) for nested in ("drop", "count"))
        assert set(map(tuple, dropped.to_numpy().tolist())) <= set(map(tuple, counted.to_numpy().tolist()))
